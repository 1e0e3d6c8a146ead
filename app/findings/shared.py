"""What every view needs of an indicator: its cross-section, and words for it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache, partial
from typing import Any, cast

import pandas as pd

from app import charts, methods, narrative, queries
from app.exhibit import Table
from app.i18n import code, date, large, number, run, said, sort_key, text
from app.records import Indicator


def tolerance(indicator: Indicator) -> int:
    """Return how many years back a value may stand in: none between editions of a survey."""
    return 0 if indicator.survey else methods.TOLERANCE_YEARS


@lru_cache(maxsize=512)
def standing(version: str, indicator_id: str, year: int, group_id: str) -> pd.DataFrame:
    """Return where the members of a group stand in a year (see `methods.standing`)."""
    indicator = queries.indicators(version)[indicator_id]
    return methods.standing(
        queries.values(version, indicator_id),
        year,
        queries.groups(version)[group_id].members,
        tolerance=tolerance(indicator),
        better=indicator.better if indicator.averaged else "none",
        rank_published=indicator.rank_published,
    )


UNNAMED = ("index_0_1", "index_0_100")
"""Units that the names of indicators leave out; every other stands in brackets in the name."""


def ideal(language: str, indicator: Indicator) -> tuple[charts.Mark, ...]:
    """Return the mark of the value at which an indicator is best, where that is not an end."""
    if indicator.better == "parity":
        return (charts.Mark(1.0, text(language, "term.parity"), "solid"),)
    if indicator.better == "target_100":
        return (charts.Mark(100.0, text(language, "term.on_budget"), "solid"),)
    return ()


def doubts(
    version: str, language: str, indicator: Indicator, states: Sequence[str]
) -> tuple[str, ...]:
    """Return the note that shows some states' doubtful values, newest first, each with why."""
    countries = queries.countries(version)
    known = queries.doubted(version, indicator.indicator_id)
    shown = [
        text(
            language,
            "notice.doubt_item",
            country=said(language, countries[iso3].name),
            year=year,
            value=narrative.amount(language, indicator.unit, value),
            note=said(language, note),
        )
        for (iso3, year), (value, note) in sorted(known.items(), key=lambda each: -each[0][1])
        if iso3 in states
    ]
    if not shown:
        return ()
    key = "notice.noted" if indicator.dated else "notice.doubt"
    return (text(language, key, list=text(language, "alt.join").join(shown)),)


def page(version: str, language: str, indicator: Indicator, iso3: str, year: int) -> str:
    """Return the page and day from which a value was quoted; '' where it was not quoted."""
    known = queries.quotations(version, indicator.indicator_id).get((iso3, year))
    if known is None:
        return ""
    parts = [code(known.page), date(language, known.dated) if known.dated else ""]
    parts.append(said(language, known.note) if known.note else "")
    return text(language, "alt.comma").join(part for part in parts if part)


def data(
    indicators: Sequence[str],
    first: int,
    last: int,
    *,
    country: Sequence[str] = (),
    group: str = "",
) -> dict[str, str]:
    """Return the filter that gives the figures of a chart, as a link to the data says it."""
    years = str(first) if first == last else f"{first}:{last}"
    chosen = {"indicator": ",".join(dict.fromkeys(indicators)), "country": ",".join(country)}
    return {name: each for name, each in {**chosen, "group": group, "year": years}.items() if each}


def row(table: pd.DataFrame, iso3: str) -> pd.Series[Any]:
    """Return one country's row of a table indexed by iso3."""
    return cast("pd.Series[Any]", table.loc[iso3])


@lru_cache(maxsize=512)
def world(version: str, indicator_id: str, year: int) -> pd.DataFrame:
    """Return the cross-section of all economies in a year."""
    indicator = queries.indicators(version)[indicator_id]
    return methods.cross_section(queries.values(version, indicator_id), year, tolerance(indicator))


@lru_cache(maxsize=512)
def change(version: str, indicator_id: str, year: int) -> tuple[int | None, pd.DataFrame]:
    """Return the year before in the series, and how the Arab states moved since then.

    None where the two years were not measured alike and may not be compared.
    """
    earlier = [y for y, _ in queries.years(version, indicator_id) if y < year]
    if not earlier:
        return None, pd.DataFrame(columns=["value_change", "rank_change"])
    parted = queries.indicators(version)[indicator_id].parted(earlier[0], year)
    if parted:
        return None, pd.DataFrame(columns=["value_change", "rank_change"])
    now = methods.cross_section(queries.values(version, indicator_id), year, 0)
    return earlier[0], methods.change(queries.values(version, indicator_id), now, earlier[0])


HUNDRED = (0.0, 25.0, 50.0, 75.0, 100.0)
TICKS = {
    "index_0_1": (0.0, 0.25, 0.5, 0.75, 1.0),
    "index_0_100": HUNDRED,
    "percent": HUNDRED,
    "percentile": HUNDRED,
}
"""Ticks of scales with ends of their own; those of an index are the bounds of its groups."""

FORMATS = {0: ",.0f", 1: ",.0f", 2: ",.1f", 3: ".2f"}
"""Number format of ticks by the decimals that a value of the unit is printed with."""


def axis(language: str, indicator: Indicator, title: str = "") -> charts.Axis:
    """Return the value axis of an indicator; without a title where the subtitle has the unit."""
    unit = indicator.unit
    symbol = said(language, unit.symbol) if unit.symbol["en"] else ""
    plain = "d" if indicator.dated else FORMATS[unit.decimals]
    words = None
    if unit.unit_id in narrative.LARGE:
        words = partial(_tick, language)
    return charts.Axis(title, plain, suffix=symbol, ticks=TICKS.get(unit.unit_id, ()), words=words)


def _tick(language: str, value: float) -> str:
    return run(language, large(language, value, even=True))


def what(language: str, indicator: Indicator, edition: str = "") -> str:
    """Return the subtitle of a chart: indicator, edition, and the unit where no name says it."""
    unit = said(language, indicator.unit.name) if indicator.unit.unit_id in UNNAMED else ""
    parts = [narrative.name_of(language, indicator), edition, unit]
    return text(language, "alt.comma").join(part for part in parts if part)


def arrows(version: str, language: str, indicator: Indicator, year: int) -> str:
    """Return what the arrows of a ranking mean; '' where it has none."""
    earlier, moves = change(version, indicator.indicator_id, year)
    if not indicator.survey or not moves["rank_change"].notna().any():
        return ""
    return text(language, "overview.ranking_moves", year=earlier)


def in_order(version: str, language: str, states: Sequence[str]) -> list[str]:
    """Return states in the order in which a reader of the language looks for them."""
    countries = queries.countries(version)
    return sorted(states, key=lambda iso3: sort_key(said(language, countries[iso3].name)))


def reason(version: str, language: str, indicator_id: str, iso3: str, year: int) -> str:
    """Return why a state has no value in a year: the published reason, or its newest year."""
    known = queries.absences(version, indicator_id)
    said_reason = known.get((iso3, year)) or known.get((iso3, None))
    if said_reason:
        return said(language, said_reason)
    values = queries.values(version, indicator_id)
    own = values[(values["iso3"] == iso3) & (values["year"] <= year)]
    if own.empty:
        return text(language, "term.no_value_in", year=year)
    return text(language, "term.no_value_since", year=int(own["year"].max()))


def absent(
    version: str, language: str, indicator_id: str, year: int, group_id: str
) -> list[tuple[str, str]]:
    """Return the members of a group without a value in a year: iso3 and the reason."""
    present = set(standing(version, indicator_id, year, group_id).index)
    members = queries.groups(version)[group_id].members
    return [
        (iso3, reason(version, language, indicator_id, iso3, year))
        for iso3 in in_order(version, language, [m for m in members if m not in present])
    ]


def older_note(
    version: str, language: str, rows: pd.DataFrame, year: int, indicator: Indicator
) -> tuple[str, ...]:
    """Return the note that says which values are of an earlier year than the one in view."""
    old = rows[rows["value_year"] < year]
    if old.empty:
        return ()
    countries = queries.countries(version)
    shown = [
        text(
            language,
            "notice.absent_item",
            country=said(language, countries[iso3].name),
            reason=str(int(row(old, iso3)["value_year"])),
        )
        for iso3 in in_order(version, language, [str(i) for i in old.index])
    ]
    return (text(language, "notice.older", list=text(language, "alt.join").join(shown)),)


def no_value(language: str, reason: str) -> str:
    """Return 'no value (reason)' for a table's cell."""
    nothing = text(language, "term.no_value")
    return text(language, "notice.absent_item", country=nothing, reason=reason)


def rank_words(language: str, rank: float, count: float) -> str:
    """Return 'rank of count', or '' where there is no rank."""
    if pd.isna(rank):
        return ""
    return text(
        language,
        "term.rank_of",
        rank=number(language, int(rank)),
        count=number(language, int(count)),
    )


def series_table(
    version: str,
    language: str,
    indicator: Indicator,
    columns: Sequence[tuple[str, dict[int, float]]],
) -> Table:
    """Return series as a table: a row a year, a column a series, newest year first."""
    every = sorted({year for _, values in columns for year in values}, reverse=True)
    rows = tuple(
        (
            str(year),
            *(
                narrative.amount(language, indicator.unit, values[year], exact=True)
                if year in values
                else text(language, "term.no_value")
                for _, values in columns
            ),
        )
        for year in every
    )
    head = (text(language, "term.year"), *(name for name, _ in columns))
    caption = narrative.name_of(language, indicator)
    return Table(caption, head, rows)
