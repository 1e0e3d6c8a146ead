"""From a link's parameters to the choices of a view: what is known is taken, the rest is default.

Shared by the pages and by the first page that the server completes, so that both show the same.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from app import methods, queries
from app.findings.choice import KINDS, Choice
from app.findings.filters import ALL, BOTH, GOALS, TYPES, Filters
from app.findings.verdicts import verdicts
from app.records import Indicator

INDICATOR = "egdi"
AGAINST = "epi"
COUNTRY = "DZA"
GROUP = "arab"
COMPARED = ("SAU", "MAR", "JOR")


def today() -> datetime.date:
    """Return the day it is in UTC: asked for by every page, never kept with what it shows."""
    return datetime.datetime.now(datetime.UTC).date()


def default_indicator(version: str) -> str:
    """Return the indicator a view opens with: the EGDI, or the first where it was not pulled."""
    carried = queries.indicators(version)
    return INDICATOR if INDICATOR in carried else next(iter(carried))


def default_against(version: str) -> str:
    """Return the second indicator a scatter opens with."""
    return AGAINST if AGAINST in queries.indicators(version) else default_indicator(version)


def comparable(version: str) -> dict[str, Indicator]:
    """Return the indicators that can be compared over time or with each other: all but dates."""
    return {
        identity: indicator
        for identity, indicator in queries.indicators(version).items()
        if not indicator.dated
    }


def default_year(version: str, indicator_id: str) -> int:
    """Return the year a view of an indicator opens with."""
    return methods.default_year(queries.years(version, indicator_id))


def shown_years(version: str, indicator_id: str) -> list[int]:
    """Return the years that can be chosen for an indicator, newest first."""
    return [year for year, _ in queries.years(version, indicator_id)]


def one(asked: Mapping[str, str], name: str, known: Mapping[str, object], default: str) -> str:
    """Return a parameter if it is known, else the default."""
    value = asked.get(name, "")
    return value if value in known else default


def several(asked: Mapping[str, str], name: str, known: Mapping[str, object]) -> list[str]:
    """Return the known ones of a comma-separated parameter, each once, in the link's order."""
    return [each for each in dict.fromkeys(asked.get(name, "").split(",")) if each in known]


def period(asked: Mapping[str, str], years: list[int]) -> tuple[int, int]:
    """Return first and last year of 'year=2010:2024' as far as they are known; else all years."""
    first, _, last = asked.get("year", "").partition(":")
    known = {str(year): year for year in years}
    start, end = known.get(first, min(years)), known.get(last, max(years))
    return min(start, end), max(start, end)


def year(version: str, asked: Mapping[str, str], indicator_id: str) -> int:
    """Return the year asked for, or the year the indicator opens with."""
    known = {str(each): each for each in shown_years(version, indicator_id)}
    return known.get(asked.get("year", ""), default_year(version, indicator_id))


def overview(version: str, asked: Mapping[str, str]) -> tuple[str, int, str]:
    """Return indicator, year and group of a link to the overview."""
    indicator = one(asked, "indicator", queries.indicators(version), default_indicator(version))
    return (
        indicator,
        year(version, asked, indicator),
        one(asked, "group", queries.groups(version), GROUP),
    )


def country(version: str, asked: Mapping[str, str]) -> tuple[str, str, int]:
    """Return country, indicator and year of a link to the country view."""
    indicator = one(asked, "indicator", queries.indicators(version), default_indicator(version))
    states = queries.groups(version)["arab"].members
    state = one(asked, "country", dict.fromkeys(states), COUNTRY)
    return state, indicator, year(version, asked, indicator)


def compare(version: str, asked: Mapping[str, str]) -> Choice:
    """Return what a link to the comparison asks for."""
    carried = comparable(version)
    asked_for = several(asked, "indicator", carried)
    indicator = asked_for[0] if asked_for else default_indicator(version)
    against = asked_for[1] if len(asked_for) > 1 else default_against(version)
    kind = one(asked, "chart", dict.fromkeys(KINDS), KINDS[0])
    states = several(asked, "country", dict.fromkeys(queries.groups(version)["arab"].members))
    if "country" not in asked and "group" not in asked:
        states = list(COMPARED)
    groups = several(asked, "group", queries.groups(version))
    first, last = period(asked, shown_years(version, indicator))
    return Choice(kind, indicator, against, tuple(states), tuple(groups), first, last)


def targets(version: str, asked: Mapping[str, str]) -> Filters:
    """Return what a link to the targets asks for; its card is no filter (see `cell`)."""
    states = queries.groups(version)["arab"].members
    return Filters(
        target=one(asked, "target", dict.fromkeys(GOALS), BOTH),
        kind=one(asked, "type", dict.fromkeys(TYPES), ALL),
        pillar=one(asked, "pillar", queries.pillars(version), ALL),
        group=one(asked, "group", queries.groups(version), GROUP),
        country=one(asked, "country", dict.fromkeys(states), ALL),
        past=asked.get("past") == "1",
        illustrative=asked.get("illustrative") == "1",
    )


def cell(version: str, key: str) -> str:
    """Return the key of a cell, '<iso3>.<benchmark id>', if there is one; else ''."""
    return key if key in verdicts(version) else ""
