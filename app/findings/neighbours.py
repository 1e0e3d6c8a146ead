"""A country among its group and the states of similar income."""

from __future__ import annotations

from app import charts, narrative, queries
from app.exhibit import Exhibit, Table
from app.findings import editions, series, shared
from app.findings.peers import home_group, income_peers
from app.i18n import direction, run, said, text
from app.records import Indicator


def exhibit(version: str, language: str, indicator: Indicator, iso3: str, year: int) -> Exhibit:
    """The country among its group and the states of similar income."""
    countries, group = queries.countries(version), home_group(version, iso3)
    peers = income_peers(version, iso3)
    chosen = {*group.members, *peers}
    rows = shared.standing(version, indicator.indicator_id, year, "arab")
    own = rows[rows.index.isin(chosen)]
    dots, table, listed = [], [], []
    belongs = {
        **dict.fromkeys(group.members, said(language, group.name)),
        **dict.fromkeys(peers, text(language, "country.peer_mark")),
    }
    for key, row in own.iterrows():
        state = str(key)
        name = said(language, countries[state].name)
        value = narrative.amount(language, indicator.unit, row["value"])
        old = row["value_year"] < year
        label = f"{value}  ({int(row['value_year'])})" if old else value
        shown = f"{name}\N{NO-BREAK SPACE}*" if state in peers else name
        hover = f"<b>{name}</b><br>{value}<br>{int(row['value_year'])}<br>{belongs[state]}"
        dots.append(
            charts.Dot(shown, row["value"], run(language, label), hover, state == iso3, bool(old))
        )
        listed.append((name, value))
        rank = shared.rank_words(language, row["group_rank"], row["group_of"])
        table.append((name, value, str(int(row["value_year"])), belongs[state], rank))
    for state in shared.in_order(version, language, [s for s in chosen if s not in own.index]):
        name = said(language, countries[state].name)
        why = shared.reason(version, language, indicator.indicator_id, state, year)
        shown = f"{name}\N{NO-BREAK SPACE}*" if state in peers else name
        dots.append(charts.Dot(shown, None, why, why, False))
        table.append((name, shared.no_value(language, why), "", belongs[state], ""))
    name = said(language, countries[iso3].name)
    edition = narrative.edition_of(language, indicator, year)
    full = narrative.name_of(language, indicator)
    note = (
        text(language, "country.peer_note")
        if peers
        else text(language, "notice.no_peers", country=name)
    )
    head = (
        text(language, "term.country"),
        f"{text(language, 'term.value')} ({said(language, indicator.unit.name)})",
        text(language, "term.year"),
        text(language, "country.belongs"),
        f"{text(language, 'country.rank_in_arab')} ({text(language, 'term.computed')})",
    )
    median = shared.standing(version, indicator.indicator_id, year, group.group_id)["value"]
    marks = [*shared.ideal(language, indicator)]
    if len(median) and indicator.averaged:
        marks.append(
            charts.Mark(float(median.median()), series.median_name(language, group), "dash")
        )
    first = int(own["value_year"].min()) if len(own) else year
    return Exhibit(
        key="neighbours",
        title=text(language, "country.neighbours"),
        subtitle=shared.what(language, indicator, edition),
        alt=text(
            language,
            "alt.neighbours",
            indicator=full,
            country=name,
            list=narrative.items(language, listed) or text(language, "term.no_value"),
        ),
        source=narrative.source_lines(
            language, indicator, queries.editions(version, indicator.indicator_id, first, year)
        ),
        dates=editions.dates(version, language, indicator.indicator_id, first, year),
        table=Table(f"{full}, {edition}", head, tuple(table)),
        figure=charts.checked(
            charts.dots(
                dots,
                shared.axis(language, indicator),
                rtl=direction(language) == "rtl",
                marks=marks,
            )
        ),
        notes=(
            note,
            *shared.older_note(version, language, own, year, indicator),
            *shared.doubts(version, language, indicator, sorted(chosen)),
        ),
        data=shared.data([indicator.indicator_id], first, year, country=sorted(chosen)),
    )
