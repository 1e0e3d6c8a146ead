"""How far a country is from the numbers it is compared with, one gap an indicator."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from app import methods, queries
from app.findings import shared, verdicts
from app.findings.peers import home_group
from app.recommend import Gap, Measured, share
from app.records import Benchmark, Indicator

ARAB = "arab"

AIMS = ("un_2030", "regional", "national", "index_band")
"""Types of benchmarks that a gap is measured to; in place of a statistic stands a median."""

OLDEST = 5
"""A value counts up to so many years before the newest year that is compared."""


@dataclass(frozen=True)
class Ground:
    """An indicator in the year it is compared in: each state's value, its year and its merit.

    `distance` lies between the weakest and the best merit of the Arab states; where fewer than
    half of them have a value, between the ends of the scale.
    """

    indicator: Indicator
    figures: Mapping[str, float]
    years: Mapping[str, int]
    distance: float

    def merit(self, value: float) -> float:
        """Return a value turned so that more is better."""
        return float(methods.merit(pd.Series([value]), self.indicator.better)[0])


@lru_cache(maxsize=4)
def grounds(version: str) -> Mapping[str, Ground]:
    """Return every indicator that a recommendation names and of which a gap can be told, by id."""
    found = {}
    named = {each for own in queries.recommendations(version).values() for each in own.indicators}
    for identity, indicator in queries.indicators(version).items():
        if identity not in named or indicator.better == "none" or not indicator.averaged:
            continue
        year = methods.default_year(queries.years(version, identity))
        rows = shared.standing(version, identity, year, ARAB).dropna(subset=["value"])
        distance = _distance(version, indicator, rows["value"])
        if distance > 0:
            found[identity] = Ground(
                indicator,
                {str(iso3): float(value) for iso3, value in rows["value"].items()},
                {str(iso3): int(year) for iso3, year in rows["value_year"].items()},
                distance,
            )
    return found


def _distance(version: str, indicator: Indicator, values: pd.Series) -> float:
    """Return the distance of an indicator (see `Ground`); 0 where there is none."""
    members = len(queries.groups(version)[ARAB].members)
    ends = shared.TICKS.get(indicator.unit.unit_id, ())
    if len(values) < methods.LEAST_STATES:
        return 0.0
    if 2 * len(values) < members:
        return ends[-1] - ends[0] if ends else 0.0
    merits = methods.merit(values, indicator.better)
    return float(merits.max() - merits.min())


@lru_cache(maxsize=4)
def measured(version: str) -> Measured:
    """Return what recommendations can be scored by."""
    return Measured(frozenset(grounds(version)), queries.families(version))


@lru_cache(maxsize=4)
def newest(version: str) -> int:
    """Return the newest year in which an indicator is compared."""
    return max(max(ground.years.values()) for ground in grounds(version).values())


@lru_cache(maxsize=64)
def gaps(version: str, iso3: str) -> Mapping[str, Gap]:
    """Return the widest gap of each indicator for which a country has a value that counts.

    Measured to every benchmark that it is short of, to the median of its group and to that of all
    Arab states; an indicator whose numbers are all reached has a gap of 0. Without a value, or
    with one that is too old, there is no entry.
    """
    found = {}
    for identity, ground in grounds(version).items():
        year = ground.years.get(iso3)
        if year is None or year < newest(version) - OLDEST:
            continue
        own = [*_to_medians(version, ground, iso3), *_to_benchmarks(version, ground, iso3)]
        if own:
            found[identity] = max(own, key=lambda gap: (gap.share, gap.against, gap.reference_id))
    return found


@lru_cache(maxsize=1024)
def median(version: str, indicator_id: str, group_id: str) -> float | None:
    """Return the median of a group's values as they are compared; None of fewer than three."""
    values = grounds(version)[indicator_id].figures
    members = queries.groups(version)[group_id].members
    own = [values[iso3] for iso3 in members if iso3 in values]
    return float(pd.Series(own).median()) if len(own) >= methods.LEAST_STATES else None


def _to_medians(version: str, ground: Ground, iso3: str) -> list[Gap]:
    """Return the gaps to the median of the country's group and to that of all Arab states."""
    identity = ground.indicator.indicator_id
    return [
        _gap(ground, ground.figures[iso3], ground.years[iso3], "group", group_id, number)
        for group_id in (home_group(version, iso3).group_id, ARAB)
        if (number := median(version, identity, group_id)) is not None
    ]


@lru_cache(maxsize=4)
def _aims(version: str) -> Mapping[str, list[Benchmark]]:
    """Return the live benchmarks with a number to reach, by indicator."""
    found: dict[str, list[Benchmark]] = {}
    for row in verdicts.judged(version).values():
        live = row.standing in ("live", "aspirational") and row.type in AIMS
        if live and row.measure == "value" and row.better != "parity":
            found.setdefault(str(row.indicator_id), []).append(row)
    return found


def _to_benchmarks(version: str, ground: Ground, iso3: str) -> list[Gap]:
    """Return the gaps to the benchmarks that a country is short of.

    A group of an index counts only for those in the group right below it.
    """
    found = []
    for row in _aims(version).get(ground.indicator.indicator_id, ()):
        one = verdicts.verdicts(version).get(f"{iso3}.{row.benchmark_id}")
        if one is None or one.level != verdicts.MISSED or one.target is None:
            continue
        value, year = one.latest_value, one.latest_year
        if value is None or year is None or (row.type == "index_band" and _far(value, one.target)):
            continue
        found.append(_gap(ground, value, year, "benchmark", row.benchmark_id, one.target))
    return found


def _far(value: float, bound: float) -> bool:
    """Return whether another group of the index lies between a value and a bound."""
    return any(value < between < bound for between in methods.BAND_BOUNDS)


def _gap(
    ground: Ground, value: float, year: int, against: str, reference_id: str, reference: float
) -> Gap:
    merits = ground.merit(value), ground.merit(reference)
    return Gap(
        ground.indicator.indicator_id,
        value,
        year,
        against,
        reference_id,
        reference,
        share(*merits, ground.distance),
    )
