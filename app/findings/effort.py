"""What it would take to reach a number, beside what was achieved: here, in its group, at best."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from statistics import median

from app import methods, queries
from app.findings import series
from app.findings.case import Case, needed
from app.findings.peers import home_group
from app.i18n import number, said, years
from app.markup_card import Item, Section

WINDOW = 10
"""Years over which an achieved pace is taken, counted back from the newest value."""

SHORTEST = 5
"""Years that must lie between two values of a state for its pace to be set beside others'."""


@dataclass(frozen=True)
class Pace:
    """A state's mean change a year between two years."""

    iso3: str
    first: int
    last: int
    change: float


def pace_of(values: Mapping[int, float], iso3: str) -> Pace | None:
    """Return the mean change a year over the ten years before a state's newest value."""
    if not values:
        return None
    last = max(values)
    first = min(year for year in values if year >= last - WINDOW)
    change = methods.needed_change(first, values[first], values[last], last)
    return None if change is None else Pace(iso3, first, last, change)


@lru_cache(maxsize=256)
def paces(version: str, indicator_id: str) -> Mapping[str, Pace]:
    """Return the pace of each Arab state whose values allow a comparison.

    The newest value may be five years older than the newest of any, and at least five years lie
    between the two values taken; none from before a break after which nothing compares.
    """
    indicator, found = queries.indicators(version)[indicator_id], {}
    newest = queries.years(version, indicator_id)[0][0]
    for iso3 in queries.groups(version)["arab"].members:
        own = series.state(version, indicator_id, iso3)
        latest = max(own, default=0)
        one = pace_of({y: own[y] for y in own if not indicator.parted(y, latest)}, iso3)
        recent = one is not None and one.last >= newest - methods.TOLERANCE_YEARS
        if one is not None and recent and one.last - one.first >= SHORTEST:
            found[iso3] = one
    return found


def section(case: Case) -> Section | None:
    """Return the change a year that is needed, beside what was achieved, here and elsewhere."""
    one, change = case.verdict, needed(case)
    if change is None or one.latest_year is None or one.target_year is None:
        return None
    language = case.language
    items = [
        Item(
            case.say("card.needed"),
            case.yearly(change),
            years(language, one.latest_year, one.target_year),
        )
    ]
    own = pace_of(case.values(), one.iso3)
    if own is not None:
        span = years(language, own.first, own.last)
        items.append(
            Item(case.say("card.achieved", country=case.country), case.yearly(own.change), span)
        )
    said_words = [case.say("card.effort_words", window=WINDOW, shortest=SHORTEST)]
    if case.ranked:
        said_words = [case.say("card.effort_ranks")]
    else:
        items += _others(case)
    return Section(case.say("card.effort"), said=tuple(said_words), items=tuple(items))


def _others(case: Case) -> list[Item]:
    """Return the median pace of the home group and the pace of the best Arab state."""
    known = paces(case.version, case.indicator.indicator_id)
    group, items = home_group(case.version, case.verdict.iso3), []
    own = [known[iso3].change for iso3 in group.members if iso3 in known]
    label = case.say("term.group_median", group=said(case.language, group.name))
    count = case.say("card.states", count=number(case.language, len(own)))
    if len(own) >= methods.LEAST_STATES:
        items.append(Item(label, case.yearly(median(own)), count))
    else:
        items.append(Item(label, case.say("card.too_few"), count))
    if known:
        pick = min if case.row.better == "lower" else max
        best = pick(known.values(), key=lambda each: each.change)
        span = years(case.language, best.first, best.last)
        who = case.say("alt.comma").join([case.named(best.iso3), span])
        items.append(Item(case.say("card.best"), case.yearly(best.change), who))
    return items
