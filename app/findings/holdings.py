"""What is carried of each indicator for each of the 22 states: years, doubts, absences."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from app import queries
from app.records import Indicator, Texts

ESTIMATED = "E"
"""The status of a value that its producer estimated."""


@dataclass(frozen=True)
class Held:
    """What is carried of an indicator for a state.

    `values` are those shown, by year; `doubted` those shown with a note only or to be noted;
    `reasons` say why there is no value, by year, under None for the whole series.
    """

    values: Mapping[int, float] = field(default_factory=dict)
    estimated: frozenset[int] = frozenset()
    doubted: Mapping[int, tuple[float, Texts]] = field(default_factory=dict)
    reasons: Mapping[int | None, Texts] = field(default_factory=dict)

    @property
    def years(self) -> tuple[int, ...]:
        """Return the years with a value that is shown, the earliest first."""
        return tuple(sorted(self.values))

    def reason(self, year: int | None) -> Texts | None:
        """Return why there is no value in a year; None where no reason is stated."""
        return self.reasons.get(year) or self.reasons.get(None)


@lru_cache(maxsize=2)
def holdings(version: str) -> Mapping[str, Mapping[str, Held]]:
    """Return what is carried: indicator id, then state, of all that are declared."""
    return {identity: _of(version, identity) for identity in queries.declared(version)}


def _of(version: str, identity: str) -> Mapping[str, Held]:
    states = queries.groups(version)["arab"].members
    frame = queries.values(version, identity)
    frame = frame[frame["iso3"].isin(states)]
    values: dict[str, dict[int, float]] = {}
    estimated: dict[str, set[int]] = {}
    for iso3, year, value, status in zip(
        frame["iso3"], frame["year"], frame["value"], frame["obs_status"], strict=True
    ):
        values.setdefault(iso3, {})[int(year)] = float(value)
        if status == ESTIMATED:
            estimated.setdefault(iso3, set()).add(int(year))
    doubted: dict[str, dict[int, tuple[float, Texts]]] = {}
    for (iso3, year), found in queries.doubted(version, identity).items():
        doubted.setdefault(iso3, {})[year] = found
    reasons: dict[str, dict[int | None, Texts]] = {}
    for (iso3, when), why in queries.absences(version, identity).items():
        reasons.setdefault(iso3, {})[when] = why
    return {
        iso3: Held(
            values.get(iso3, {}),
            frozenset(estimated.get(iso3, ())),
            doubted.get(iso3, {}),
            reasons.get(iso3, {}),
        )
        for iso3 in states
    }


def years(indicator: Indicator, own: Mapping[str, Held]) -> tuple[int, ...]:
    """Return the years of an indicator: editions of a survey, else all from first to last."""
    known = {
        year
        for each in own.values()
        for year in (*each.values, *each.doubted, *(when for when in each.reasons if when))
    }
    if indicator.survey or not known:
        return tuple(sorted(known))
    return tuple(range(min(known), max(known) + 1))
