"""Series over time as lines: a state's values, a group's medians, the world's mean."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise

import pandas as pd

from app import charts, methods, narrative, queries
from app.findings import shared
from app.i18n import said, text
from app.records import Group, Indicator


def span(version: str, indicator: Indicator, first: int, last: int) -> list[int]:
    """Return the years on the axis: editions of a survey, else every year from first to last."""
    if not indicator.survey:
        return list(range(first, last + 1))
    known = [year for year, _ in queries.years(version, indicator.indicator_id)]
    return sorted(year for year in known if first <= year <= last)


@lru_cache(maxsize=2048)
def state(version: str, indicator_id: str, iso3: str) -> dict[int, float]:
    """Return a state's published values by year."""
    values = queries.values(version, indicator_id)
    own = values[values["iso3"] == iso3]
    return dict(zip(own["year"].tolist(), own["value"].tolist(), strict=True))


@lru_cache(maxsize=512)
def median(version: str, indicator_id: str, group_id: str) -> dict[int, float]:
    """Return the median of a group by year, where enough of its members have a value."""
    members = queries.groups(version)[group_id].members
    tolerance = shared.tolerance(queries.indicators(version)[indicator_id])
    return _by_year(methods.medians(queries.values(version, indicator_id), members, tolerance))


@lru_cache(maxsize=128)
def world_mean(version: str, indicator_id: str) -> dict[int, float]:
    """Return the unweighted mean over all economies by year."""
    tolerance = shared.tolerance(queries.indicators(version)[indicator_id])
    return _by_year(methods.world_means(queries.values(version, indicator_id), tolerance))


def _by_year(frame: pd.DataFrame) -> dict[int, float]:
    return dict(zip(frame["year"].tolist(), frame["value"].tolist(), strict=True))


def line(
    language: str,
    indicator: Indicator,
    name: str,
    values: dict[int, float],
    years: list[int],
    *,
    colour: str,
    dash: str = "solid",
    label: str = "",
    context: bool = False,
) -> charts.Line:
    """Return values as a line over the years of an axis; a year without a value is a gap."""
    shown = [values.get(year) for year in years]
    gaps = [
        place
        for place, (year, after) in enumerate(pairwise(years), start=1)
        if indicator.parted(year, after)
    ]
    hover = [
        ""
        if value is None
        else f"<b>{name}</b><br>{narrative.amount(language, indicator.unit, value)}<br>{year}"
        for year, value in zip(years, shown, strict=True)
    ]
    axis: list[float] = list(years)
    # A point without a value between two years that do not compare: no line joins them.
    for place in reversed(gaps):
        axis.insert(place, years[place] - 0.5)
        shown.insert(place, None)
        hover.insert(place, "")
    return charts.Line(
        name,
        axis,
        shown,
        hover,
        colour=colour,
        dash=dash,
        width=1 if context else 2.5,
        label=label,
        context=context,
    )


def within(values: dict[int, float], years: list[int]) -> dict[int, float]:
    """Return the values of the years on the axis."""
    return {year: values[year] for year in years if year in values}


def breaks(language: str, indicator: Indicator, years: list[int]) -> list[tuple[int, str]]:
    """Return the breaks of a series that fall inside the years shown, each with a word."""
    return [
        (each.year, text(language, "notice.trend_break"))
        for each in indicator.breaks
        if years and years[0] < each.year <= years[-1]
    ]


def notes(language: str, indicator: Indicator, years: list[int]) -> tuple[str, ...]:
    """Return what a reader has to know before comparing the years shown."""
    if len(years) < 2:
        return ()
    caveat = (said(language, indicator.caveat),) if indicator.caveat else ()
    shown = [
        text(language, "notice.break", year=each.year, reason=said(language, each.reason))
        for each in indicator.breaks
        if years[0] < each.year <= years[-1]
    ]
    return (*caveat, *shown)


def carried(language: str, indicator: Indicator) -> tuple[str, ...]:
    """Return how medians and means over time are taken, where a year may borrow older values."""
    tolerance = shared.tolerance(indicator)
    return (text(language, "notice.carried", tolerance=tolerance),) if tolerance else ()


def median_name(language: str, group: Group) -> str:
    """Return 'Median, Mashreq'."""
    return text(language, "term.group_median", group=said(language, group.name))
