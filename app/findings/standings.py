"""Which recommendations the figures of each state bring up, in order, for a reader's priorities."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from functools import lru_cache

from app import queries, recommend
from app.findings import shortfalls
from app.findings.priorities import Priorities
from app.recommend import Ranked


def ranked(version: str, iso3: str, asked: Priorities) -> tuple[Ranked, ...]:
    """Return the recommendations for a state, the most pressing first."""
    return _ranked(version, dataclasses.replace(asked, country=iso3, opened="", brief=False))


@lru_cache(maxsize=512)
def _ranked(version: str, asked: Priorities) -> tuple[Ranked, ...]:
    return recommend.ranked(
        queries.recommendations(version).values(),
        shortfalls.gaps(version, asked.country),
        asked.wish(version),
        shortfalls.measured(version),
    )


def of(version: str, iso3: str, asked: Priorities, recommendation_id: str) -> Ranked | None:
    """Return one recommendation as the figures of a state bring it up; None where they do not.

    Also where it does not stand among the first: then with the score that it has.
    """
    own = queries.recommendations(version)[recommendation_id]
    for each in ranked(version, iso3, asked):
        if each.recommendation == own:
            return each
    score, because = recommend.scored(
        own, shortfalls.gaps(version, iso3), shortfalls.measured(version)
    )
    return Ranked(own, score, because) if because else None


def states(version: str, asked: Priorities) -> Mapping[str, list[str]]:
    """Return the states among whose first recommendations each one is."""
    found: dict[str, list[str]] = {each: [] for each in queries.recommendations(version)}
    for iso3 in queries.groups(version)["arab"].members:
        for each in ranked(version, iso3, asked):
            found[each.recommendation.recommendation_id].append(iso3)
    return found
