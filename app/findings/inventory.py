"""Everything that is carried about one country."""

from __future__ import annotations

from app import markup, narrative, queries
from app.exhibit import Exhibit, Table
from app.findings import series, shared
from app.i18n import code, said, text


def exhibit(version: str, language: str, iso3: str) -> Exhibit:
    """Every carried indicator with the country's latest value, its year, source and edition."""
    name = said(language, queries.countries(version)[iso3].name)
    rows = []
    for indicator in queries.indicators(version).values():
        identity, label = indicator.indicator_id, said(language, indicator.name)
        own = series.state(version, identity, iso3)
        source = said(language, indicator.source.name)
        if not own:
            latest = queries.years(version, identity)[0][0]
            why = shared.reason(version, language, identity, iso3, latest)
            rows.append((label, shared.no_value(language, why), "", "", "", source))
            continue
        year = max(own)
        standing = shared.standing(version, identity, year, "arab")
        row = shared.row(standing, iso3)
        edition = queries.editions(version, identity, year, year)
        rows.append(
            (
                label,
                f"{narrative.amount(language, indicator.unit, own[year])} "
                f"({said(language, indicator.unit.name)})",
                str(year),
                shared.rank_words(language, row["group_rank"], row["group_of"]),
                narrative.amount(language, indicator.unit, float(standing["value"].median())),
                text(language, "source.join").join([source, *(code(e.edition) for e in edition)]),
            )
        )
    head = (
        text(language, "term.indicator"),
        text(language, "country.latest"),
        text(language, "term.year"),
        f"{text(language, 'country.rank_in_arab')} ({text(language, 'term.computed')})",
        text(language, "country.arab_median"),
        text(language, "country.source_edition"),
    )
    table = Table(text(language, "country.in_figures", country=name), head, tuple(rows))
    return Exhibit(
        key="indicators",
        title=text(language, "country.all"),
        subtitle="",
        alt="",
        source=(),
        table=Table("", (), ()),
        picture=markup.table(table),
    )
