"""One country: its standing, its components, its path and its neighbours."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

import pandas as pd

from app import charts, markup, methods, narrative, queries
from app.exhibit import Exhibit, Fact, Table, View
from app.findings import series, shared
from app.i18n import code, direction, number, run, said, text
from app.records import Group, Indicator

INCOME = "gdp_per_capita"
"""The indicator by which states of similar income are found."""


@lru_cache(maxsize=1024)
def find(version: str, language: str, iso3: str, indicator_id: str, year: int) -> View:
    """Return the profile of one country, led by one indicator and edition."""
    indicator, country = queries.indicators(version)[indicator_id], queries.countries(version)[iso3]
    rows = shared.standing(version, indicator_id, year, "arab")
    row = shared.row(rows, iso3) if iso3 in rows.index else None
    reason = shared.reason(version, language, indicator_id, iso3, year)
    exhibits = [
        _trend(version, language, indicator, iso3),
        _parts(version, language, indicator, iso3, year),
        _neighbours(version, language, indicator, iso3, year),
        _every_indicator(version, language, iso3),
    ]
    return View(
        title=said(language, country.name),
        sentence=narrative.country_sentence(
            language,
            indicator,
            country,
            row,
            reason,
            _part_places(version, language, indicator, iso3, year),
        ),
        context=text(
            language,
            "overview.context",
            indicator=narrative.name_of(language, indicator),
            edition=narrative.edition_of(language, indicator, year),
        ),
        facts=_facts(version, language, indicator, iso3, year),
        exhibits=tuple(exhibit for exhibit in exhibits if exhibit),
    )


@lru_cache(maxsize=64)
def home_group(version: str, iso3: str) -> Group:
    """Return the one group of the partition to which a state belongs."""
    return next(
        group
        for group in queries.groups(version).values()
        if group.partition and iso3 in group.members
    )


@lru_cache(maxsize=64)
def income_peers(version: str, iso3: str) -> list[str]:
    """Return the states of similar income outside a state's own group; none without figures."""
    if INCOME not in queries.indicators(version):
        return []
    return methods.income_peers(
        queries.values(version, INCOME),
        iso3,
        queries.groups(version)["arab"].members,
        home_group(version, iso3).members,
    )


def _part_places(
    version: str, language: str, indicator: Indicator, iso3: str, year: int
) -> list[tuple[str, float]]:
    places = []
    for part in indicator.parts:
        rows = shared.standing(version, part, year, "arab")
        if iso3 in rows.index:
            name = narrative.in_sentence(language, queries.indicators(version)[part])
            places.append((name, float(shared.row(rows, iso3)["percentile"])))
    return places


def _facts(
    version: str, language: str, indicator: Indicator, iso3: str, year: int
) -> tuple[Fact, ...]:
    identity, unit = indicator.indicator_id, indicator.unit
    rows = shared.standing(version, identity, year, "arab")
    if iso3 not in rows.index:
        reason = shared.reason(version, language, identity, iso3, year)
        return (Fact(text(language, "term.value"), text(language, "term.no_value"), reason),)
    row = shared.row(rows, iso3)
    earlier, moves = shared.change(version, identity, year)
    gain = moves["value_change"].get(iso3, float("nan"))
    since = ""
    if earlier and pd.notna(gain):
        shown = narrative.difference(language, unit, gain)
        since = text(language, "country.since", change=shown, year=earlier)
    value_year = narrative.edition_of(language, indicator, int(row["value_year"]))
    facts = [
        Fact(
            text(language, "term.value"),
            narrative.amount(language, unit, row["value"]),
            text(language, "source.join").join([part for part in (value_year, since) if part]),
        )
    ]
    if pd.notna(row["world_rank"]):
        places = moves["rank_change"].get(iso3, float("nan"))
        note = narrative.rank_change(language, places, earlier) if earlier else ""
        if not indicator.rank_published:
            note = text(language, "term.computed")
        facts.append(
            Fact(
                text(language, "term.world_rank"),
                shared.rank_words(language, row["world_rank"], row["world_of"]),
                note,
            )
        )
        facts.append(
            Fact(
                text(language, "term.percentile"),
                number(language, row["percentile"]),
                text(language, "country.percentile_note"),
            )
        )
    if indicator.banded:
        which = methods.band(rows["value"])[iso3]
        facts.append(
            Fact(
                text(language, "term.band"),
                text(language, f"band.{which}"),
                text(language, "country.band_note"),
            )
        )
    if pd.notna(row["group_rank"]):
        facts.append(
            Fact(
                text(language, "country.rank_in_arab"),
                shared.rank_words(language, row["group_rank"], row["group_of"]),
                text(language, "term.computed"),
            )
        )
    middle = float(rows["value"].median())
    facts.append(
        Fact(
            text(language, "country.arab_median"),
            narrative.amount(language, unit, middle),
            text(
                language,
                "country.gap",
                gap=narrative.difference(language, unit, row["value"] - middle),
            ),
        )
    )
    return tuple(facts)


def _trend(version: str, language: str, indicator: Indicator, iso3: str) -> Exhibit:
    identity = indicator.indicator_id
    country, group = queries.countries(version)[iso3], home_group(version, iso3)
    name = said(language, country.name)
    known = [year for year, _ in queries.years(version, identity)]
    years = series.span(version, indicator, min(known), max(known))
    own = series.within(series.state(version, identity, iso3), years)
    middle = series.within(series.median(version, identity, group.group_id), years)
    mean = series.within(series.world_mean(version, identity), years)
    median_label = series.median_name(language, group)
    world_label = text(language, "term.world_mean")
    full = narrative.name_of(language, indicator)
    drawn = [
        series.line(
            language,
            indicator,
            world_label,
            mean,
            years,
            colour=charts.GREY,
            dash="dot",
            label=world_label,
        ),
        series.line(
            language,
            indicator,
            median_label,
            middle,
            years,
            colour=charts.GREY,
            dash="dash",
            label=median_label,
        ),
        series.line(language, indicator, name, own, years, colour=charts.ACCENT, label=name),
    ]
    notes = series.notes(language, indicator, years)
    alt = text(language, "alt.trend_empty", country=name, indicator=full)
    if own:
        first, last = min(own), max(own)
        alt = text(
            language,
            "alt.trend",
            indicator=full,
            country=name,
            first=text(
                language,
                "alt.at",
                value=narrative.amount(language, indicator.unit, own[first]),
                year=first,
            ),
            last=text(
                language,
                "alt.at",
                value=narrative.amount(language, indicator.unit, own[last]),
                year=last,
            ),
            group=said(language, group.name),
        )
    else:
        gone = shared.reason(version, language, identity, iso3, years[-1])
        notes = (*narrative.absent_note(language, [(name, gone)]), *notes)
    missing = [
        (str(year), said(language, why))
        for (state, year), why in sorted(queries.absences(version, identity).items(), key=str)
        if state == iso3 and year is not None and own
    ]
    return Exhibit(
        key="trend",
        title=text(language, "country.trend"),
        subtitle=shared.what(language, indicator),
        alt=alt,
        source=narrative.source_lines(
            language, indicator, queries.editions(version, identity, years[0], years[-1])
        ),
        table=shared.series_table(
            version,
            language,
            indicator,
            [(name, own), (median_label, middle), (world_label, mean)],
        ),
        figure=charts.checked(
            charts.lines(
                drawn,
                shared.axis(language, indicator),
                rtl=direction(language) == "rtl",
                breaks=series.breaks(language, indicator, years),
                years=years if indicator.survey else (),
            )
        ),
        notes=(*narrative.absent_note(language, missing), *notes),
    )


def _parts(
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
    )


def _neighbours(version: str, language: str, indicator: Indicator, iso3: str, year: int) -> Exhibit:
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
        shown = f"{name} *" if state in peers else name
        hover = f"<b>{name}</b><br>{value}<br>{int(row['value_year'])}<br>{belongs[state]}"
        dots.append(
            charts.Dot(shown, row["value"], run(language, label), hover, state == iso3, bool(old))
        )
        listed.append((name, value))
        rank = shared.rank_words(language, row["group_rank"], row["group_of"])
        table.append((name, value, str(int(row["value_year"])), belongs[state], rank))
    absent = []
    for state in shared.in_order(version, language, [s for s in chosen if s not in own.index]):
        name = said(language, countries[state].name)
        why = shared.reason(version, language, indicator.indicator_id, state, year)
        absent.append((name, why))
        shown = f"{name} *" if state in peers else name
        dots.append(charts.Dot(shown, None, why, why, False))
        table.append((name, text(language, "term.no_value"), why, belongs[state], ""))
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
    marks = []
    if len(median):
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
        table=Table(f"{full}, {edition}", head, tuple(table)),
        figure=charts.checked(
            charts.dots(
                dots,
                shared.axis(language, indicator),
                rtl=direction(language) == "rtl",
                marks=marks,
            )
        ),
        notes=(note, *shared.older_note(version, language, own, year, indicator)),
    )


def _every_indicator(version: str, language: str, iso3: str) -> Exhibit:
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
            rows.append((label, text(language, "term.no_value"), why, "", "", source))
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
