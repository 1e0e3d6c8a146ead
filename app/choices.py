"""From a link's parameters to the choices of a view: what is known is taken, the rest is default.

Shared by the pages and by the first page that the server completes, so that both show the same.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping

from app import methods, queries, store
from app.composed import OWN
from app.findings import extract, story_place
from app.findings.choice import KINDS, Choice
from app.findings.embed import KINDS as EMBEDDED
from app.findings.embed import Chart
from app.findings.extract import Extract
from app.findings.filters import ALL, BOTH, GOALS, TYPES, Filters
from app.findings.in_force import Asked
from app.findings.practice_filters import DEFAULTS, NAMES, cleaned
from app.findings.practice_filters import Filters as PracticeFilters
from app.findings.practice_filters import options as practice_options
from app.findings.priorities import ANY, NORMAL, Priorities, options, weights_of
from app.findings.story_list import country_of
from app.findings.story_place import Place
from app.findings.verdicts import verdicts
from app.records import Indicator
from app.stories import Story

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


def embed(version: str, asked: Mapping[str, str]) -> Chart:
    """Return the chart that a link to the embedded view asks for."""
    kind = one(asked, "chart", dict.fromkeys(EMBEDDED), EMBEDDED[0])
    first = {**asked, "indicator": asked.get("indicator", "").split(",")[0]}
    if kind in ("ranking", "tiles"):
        indicator, edition, group = overview(version, first)
        return Chart(kind, indicator, (), (group,), edition, edition)
    several_asked = "," in asked.get("country", "") or ":" in asked.get("year", "")
    if kind == "trend" and (several_asked or "group" in asked):
        over = compare(version, {**asked, "chart": "lines"})
        if over.states or over.groups:
            return Chart(kind, over.indicator, over.states, over.groups, over.first, over.last)
    state, indicator, edition = country(version, first)
    return Chart(kind, indicator, (state,), (), edition, edition)


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


def recommendations(version: str, asked: Mapping[str, str]) -> Priorities:
    """Return what a link to the recommendations asks for; weights that make no sense are normal."""
    known, states = options(version, "en"), queries.groups(version)["arab"].members
    weights = weights_of(asked.get("weights", ""), queries.pillars(version)) or {}
    return Priorities(
        country=one(asked, "country", dict.fromkeys(states), ALL),
        weights=tuple(each for each in weights.items() if each[1] != NORMAL),
        focus=tuple(several(asked, "focus", known["focus"])),
        conflict=asked.get("conflict") == "1",
        reach=one(asked, "reach", known["reach"], ANY),
        income=one(asked, "income", known["income"], ANY),
        opened=one(asked, "recommendation", queries.recommendations(version), ""),
        brief=asked.get("brief") == "1",
    )


def strategies(version: str, asked: Mapping[str, str]) -> Asked:
    """Return what a link to the strategies asks for."""
    states, terms = queries.groups(version)["arab"].members, queries.terms(version)
    return Asked(
        country=one(asked, "country", dict.fromkeys(states), ALL),
        kind=one(asked, "kind", terms["target_kind"], ALL),
        status=one(asked, "status", terms["strategy_status"], ALL),
    )


def practices(version: str, asked: Mapping[str, str]) -> tuple[str, PracticeFilters]:
    """Return the practice that a link shows whole, '' for the list, and its filters."""
    known = practice_options(version, "en")
    chosen = {name: one(asked, name, known[name], DEFAULTS[name]) for name in NAMES}
    filters = PracticeFilters(**chosen, words=cleaned(asked.get("q", "")))
    return one(asked, "practice", queries.practices(version), ""), filters


def methods_card(version: str, asked: Mapping[str, str]) -> str:
    """Return the indicator whose card a link to the methods opens; '' where it opens none."""
    return one(asked, "indicator", queries.declared(version), "")


def present(version: str, asked: Mapping[str, str]) -> Place | None:
    """Return the step of a story that a link asks for; None where it asks for the list."""
    own, tale = asked.get("story") == OWN, asked.get("tale", "")
    told = story_place.of(Place("" if own else asked.get("story", ""), tale=tale))
    story = told if isinstance(told, Story) else None
    if story is None and (tale or not own):
        return None
    state = country_of(version, asked.get("country", "")) or COUNTRY
    return Place(
        story.story_id if story else OWN,
        story_place.step_of(asked.get("step", ""), story) or 1,
        state if story is None or story.own else "",
        asked.get("notes") == "1",
        pinned(asked.get("data_version", "")),
        tale,
    )


def data(version: str, asked: Mapping[str, str]) -> Extract:
    """Return which figures a link to the data asks for; years that are none are left out."""
    known = {
        "topic": dict.fromkeys(extract.topics(version)),
        "indicator": queries.declared(version),
        "country": queries.countries(version),
        "group": queries.groups(version),
        "pillar": queries.pillars(version),
    }
    chosen = {name: tuple(several(asked, name, own)) for name, own in known.items()}
    first, last = extract.years(asked.get("year", "")) or (extract.EARLIEST, extract.LATEST)
    named = asked.get("data_version") == version
    return Extract(**chosen, first=first, last=last, version=version if named else "")


def pinned(named: str) -> str:
    """Return the data version that a link names if its store is kept and can be read; else ''."""
    if not re.fullmatch("[0-9a-f]{12}", named) or not store.kept(named):
        return ""
    return named if queries.usable(named) else ""


def cell(version: str, key: str) -> str:
    """Return the key of a cell, '<iso3>.<benchmark id>', if there is one; else ''."""
    return key if key in verdicts(version) else ""
