"""Everything that is carried about one country."""

from __future__ import annotations

from functools import lru_cache

from app import markup, narrative, queries
from app.exhibit import Exhibit, Fold, Table
from app.findings import series, shared
from app.i18n import code, said, text
from app.records import Indicator


@lru_cache(maxsize=64)
def exhibit(version: str, language: str, iso3: str) -> Exhibit:
    """Every carried indicator by topic: latest value, its year, rank, median, source, edition."""
    topics: dict[str, list[Indicator]] = {}
    for indicator in queries.indicators(version).values():
        topics.setdefault(indicator.topic, []).append(indicator)
    head = (
        text(language, "term.indicator"),
        text(language, "country.latest"),
        text(language, "term.year"),
        f"{text(language, 'country.rank_in_arab')} ({text(language, 'term.computed')})",
        text(language, "country.arab_median"),
        text(language, "country.source_edition"),
    )
    folds = []
    for topic, members in topics.items():
        rows = tuple(_line(version, language, indicator, iso3) for indicator in members)
        known = sum(bool(row[2]) for row in rows)
        name = text(language, f"topic.{topic}")
        folds.append(
            Fold(
                name=name,
                note=text(language, "pillars.held", count=known, total=len(rows)),
                table=Table(name, head, rows),
            )
        )
    return Exhibit(
        key="indicators",
        title=text(language, "country.all"),
        subtitle="",
        alt="",
        source=(),
        table=Table("", (), ()),
        picture=markup.folds(folds) + _pending(version, language),
        data={"country": iso3},
    )


def _line(version: str, language: str, indicator: Indicator, iso3: str) -> tuple[str, ...]:
    """Return the row of an indicator; a value in doubt stands with its note, without a rank."""
    identity, label = indicator.indicator_id, said(language, indicator.name)
    own = series.state(version, identity, iso3)
    doubts = {
        year: found
        for (state, year), found in queries.doubted(version, identity).items()
        if state == iso3 and not own
    }
    source = said(language, indicator.source.name)
    if not own and not doubts:
        latest = queries.years(version, identity)[0][0]
        why = shared.reason(version, language, identity, iso3, latest)
        return (label, shared.no_value(language, why), "", "", "", source)
    year = max(own or doubts)
    editions = queries.editions(version, identity, year, year)
    source = text(language, "source.join").join([source, *(code(e.edition) for e in editions)])
    if not own:
        value, note = doubts[year]
        shown = text(
            language,
            "notice.absent_item",
            country=narrative.amount(language, indicator.unit, value),
            reason=said(language, note),
        )
        return (label, shown, str(year), "", "", source)
    standing = shared.standing(version, identity, year, "arab")
    row = shared.row(standing, iso3)
    median = float(standing["value"].median())
    return (
        label,
        with_unit(language, indicator, own[year]),
        str(year),
        shared.rank_words(language, row["group_rank"], row["group_of"]),
        narrative.amount(language, indicator.unit, median) if indicator.averaged else "",
        source,
    )


def with_unit(language: str, indicator: Indicator, value: float) -> str:
    """Return a value, with its unit where the name of the indicator does not say it."""
    shown = narrative.amount(language, indicator.unit, value)
    if indicator.unit.unit_id not in shared.UNNAMED:
        return shown
    unit = said(language, indicator.unit.name)
    return text(language, "notice.absent_item", country=shown, reason=unit)


def _pending(version: str, language: str) -> str:
    """Return the line that names what has no figures yet, with the command that retrieves it."""
    carried = queries.indicators(version)
    waiting: dict[str, list[Indicator]] = {}
    for identity, indicator in queries.declared(version).items():
        if identity not in carried:
            waiting.setdefault(indicator.source.source_id, []).append(indicator)
    if not waiting:
        return ""
    items = []
    for source_id, members in waiting.items():
        names = [said(language, each.short_name) for each in members]
        # A source that no program can fetch is read from files that the operator has at hand.
        files = "" if members[0].source.live else " --from FOLDER"
        shown = text(language, "alt.comma").join(names)
        items.append((shown, f"python -m etl pull {source_id}{files}"))
    return markup.waiting(text(language, "country.pending"), items, text(language, "source.join"))
