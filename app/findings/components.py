"""What an index is made of, for one country."""

from __future__ import annotations

from dataclasses import replace

from app import charts, narrative, queries
from app.exhibit import Exhibit, Table
from app.findings import editions, series, shared
from app.findings.peers import home_group
from app.i18n import direction, said, text
from app.records import Indicator


def places(
    version: str, language: str, indicator: Indicator, iso3: str, year: int
) -> list[tuple[str, float]]:
    """Return the components in which a country has a value, each with its world percentile."""
    places = []
    for part in indicator.parts:
        rows = shared.standing(version, part, year, "arab")
        if iso3 in rows.index:
            name = narrative.in_sentence(language, queries.indicators(version)[part])
            places.append((name, float(shared.row(rows, iso3)["percentile"])))
    return places


def exhibit(
    version: str, language: str, indicator: Indicator, iso3: str, year: int
) -> Exhibit | None:
    """The components of an index: the country, its group's median, the highest Arab state."""
    if not indicator.parts:
        return None
    country, group = queries.countries(version)[iso3], home_group(version, iso3)
    name, unit = said(language, country.name), indicator.unit
    rows, table, listed, absent = [], [], [], []
    for part in indicator.parts:
        measure = queries.indicators(version)[part]
        label = said(language, measure.short_name)
        standing = shared.standing(version, part, year, "arab")
        if iso3 not in standing.index:
            absent.append((label, shared.reason(version, language, part, iso3, year)))
            continue
        own = shared.row(standing, iso3)
        value = float(own["value"])
        middle = float(shared.standing(version, part, year, group.group_id)["value"].median())
        best = standing.iloc[0]
        leader = said(language, queries.countries(version)[str(best.name)].name)
        shown = [narrative.amount(language, unit, each) for each in (value, middle, best["value"])]
        cells = [
            (value, shown[0], f"<b>{name}</b><br>{label}: {shown[0]}"),
            (middle, "", f"{series.median_name(language, group)}<br>{label}: {shown[1]}"),
            (float(best["value"]), "", f"{leader}<br>{label}: {shown[2]}"),
        ]
        rows.append((label, cells))
        rank = shared.rank_words(language, own["world_rank"], own["world_of"])
        table.append((label, shown[0], rank, shown[1], shown[2], leader))
        listed.append((label, shown[0]))
    names = [
        (name, "circle", charts.ACCENT),
        (series.median_name(language, group), "line-ns-open", charts.GREY),
        (text(language, "country.highest_arab"), "diamond-open", charts.SERIES[1]),
    ]
    edition = narrative.edition_of(language, indicator, year)
    full = narrative.name_of(language, indicator)
    head = (
        text(language, "term.indicator"),
        f"{name} ({said(language, unit.name)})",
        f"{text(language, 'term.world_rank')} ({text(language, 'term.computed')})",
        series.median_name(language, group),
        text(language, "country.highest_arab"),
        text(language, "term.country"),
    )
    return Exhibit(
        key="parts",
        title=text(language, "country.parts"),
        subtitle=shared.what(language, indicator, edition),
        alt=text(
            language,
            "alt.parts",
            indicator=full,
            country=name,
            edition=edition,
            list=narrative.items(language, listed) or text(language, "term.no_value"),
        ),
        source=narrative.source_lines(
            language, indicator, queries.editions(version, indicator.parts[0], year, year), False
        ),
        dates=editions.dates(version, language, indicator.parts[0], year, year),
        table=Table(f"{full}, {name}, {edition}", head, tuple(table)),
        figure=charts.checked(
            charts.comparison(
                rows,
                names,
                replace(shared.axis(language, indicator), zero=True),
                rtl=direction(language) == "rtl",
            )
        )
        if rows
        else None,
        notes=narrative.absent_note(language, absent),
        data=shared.data(indicator.parts, year, year, group="arab"),
        embed={
            "chart": "components",
            "indicator": indicator.indicator_id,
            "country": iso3,
            "year": str(year),
        }
        if rows
        else None,
    )
