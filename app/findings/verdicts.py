"""Every state against every benchmark: level, trend, and everything the verdict was reached by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import pandas as pd

from app import methods, queries
from app.findings import series, shared
from app.records import Benchmark, Indicator

MET, MISSED, CLASSED, SHOWN, NOTHING = "met", "missed", "classed", "shown", "no_value"
"""Levels: at or past the number, short of it, in a class of a scale, without a number, no value."""


@dataclass(frozen=True)
class Verdict:
    """One cell: a state against a benchmark. None where a figure is not defined.

    `level` is one of met, missed, classed, shown, no_value; `status` a status of the trend to
    target, or '' where the benchmark asks for none. `target` is the number compared with, for a
    statistic the one computed for `latest_year`.
    """

    benchmark_id: str
    iso3: str
    level: str
    status: str
    latest_year: int | None = None
    latest_value: float | None = None
    base_year: int | None = None
    base_value: float | None = None
    target: float | None = None
    target_year: int | None = None
    gap: float | None = None
    budget_class: str | None = None
    score: float | None = None
    ratio: float | None = None
    growth: float | None = None
    expected: float | None = None
    evidence: methods.Evidence | None = None
    illustrative: bool = False

    @property
    def key(self) -> str:
        """Return the id of the cell in a link: '<iso3>.<benchmark id>'."""
        return f"{self.iso3}.{self.benchmark_id}"


UNCONFIRMED = "to_be_confirmed"

ILLUSTRATED = 2030
"""The year that the illustrative trend of an index band is drawn to."""


def judged(version: str) -> Mapping[str, Benchmark]:
    """Return the benchmarks whose indicator has figures: only these have cells."""
    carried = queries.indicators(version)
    return {
        identity: row
        for identity, row in queries.benchmarks(version).items()
        if row.indicator_id in carried
    }


@lru_cache(maxsize=8)
def verdicts(version: str, illustrative: bool = False) -> Mapping[str, Verdict]:
    """Return every cell by its key: all states of each judged benchmark's scope.

    With `illustrative`, index bands with a number get a trend as well, as if the number were a
    target for 2030: it is not, and each such verdict says so.
    """
    drafts = [
        _draft(version, row, iso3, illustrative)
        for row in judged(version).values()
        for iso3 in row.scope
    ]
    asked = [place for place, draft in enumerate(drafts) if draft["trend"]]
    names = ["base_year", "base_value", "latest_year", "latest_value", "target", "target_year"]
    frame = pd.DataFrame([drafts[place] for place in asked], columns=[*names, "better"])
    found = methods.trends_to_target(frame)
    trends: dict[int, Any] = dict(zip(asked, found.to_dict("records"), strict=True))
    return {
        verdict.key: verdict
        for place, draft in enumerate(drafts)
        for verdict in [_verdict(version, draft, trends.get(place))]
    }


def _draft(version: str, row: Benchmark, iso3: str, illustrative: bool) -> dict[str, Any]:
    """Return the inputs of a cell: what is compared with what."""
    indicator = queries.indicators(version)[str(row.indicator_id)]
    values = _measured(version, row, indicator, iso3)
    expired = row.standing == "expired"
    if expired and row.year:
        # A commitment of the past is judged at its year, by the newest value up to it.
        window = range(row.year - methods.TOLERANCE_YEARS, row.year + 1)
        values = {year: value for year, value in values.items() if year in window}
    own = row.type == "index_band" and row.value is not None and illustrative
    draft: dict[str, Any] = {
        "row": row,
        "indicator": indicator,
        "iso3": iso3,
        "values": values,
        "trend": False,
        "better": row.better,
        "illustrative": own,
        "target_year": ILLUSTRATED if own else row.year or ILLUSTRATED,
    }
    if not values:
        return draft
    latest = max(values)
    base = base_of(values, indicator)
    draft |= {
        "latest_year": latest,
        "latest_value": values[latest],
        "base_year": base,
        "base_value": values[base],
        # What is still to be confirmed is shown beside the value, and nothing is judged by it.
        "target": None if row.standing == UNCONFIRMED else _number(version, row, latest),
    }
    wanted = (row.trend or own) and row.better in ("higher", "lower")
    draft["trend"] = wanted and indicator.better in ("higher", "lower")
    return draft


def _measured(version: str, row: Benchmark, indicator: Indicator, iso3: str) -> dict[int, float]:
    """Return the values by year that a benchmark looks at: of the series, or ranks in the world."""
    values = series.state(version, indicator.indicator_id, iso3)
    if row.measure == "value":
        return values
    ranks = {}
    for year in values:
        rank = shared.standing(version, indicator.indicator_id, year, "arab")["world_rank"].get(
            iso3
        )
        if rank is not None and not pd.isna(rank):
            ranks[year] = float(rank)
    return ranks


def base_of(values: Mapping[int, float], indicator: Indicator) -> int:
    """Return the base year: 2015, else the first later year with a value.

    Never from before a break after which nothing compares; where no year since 2015 has a value,
    the newest stands in, so that there is too little to judge.
    """
    latest = max(values)
    since = [
        year
        for year in sorted(values)
        if year >= methods.BASE_YEAR and not indicator.parted(year, latest)
    ]
    return since[0] if since else latest


def _number(version: str, row: Benchmark, year: int) -> float | None:
    """Return the number of a benchmark, for a statistic the one of a year."""
    if row.statistic is None or row.indicator_id is None:
        return row.value
    if row.statistic == "world_mean":
        return float(shared.world(version, row.indicator_id, year)["value"].mean())
    arab = shared.standing(version, row.indicator_id, year, "arab")["value"]
    return float(arab.median() if row.statistic == "arab_median" else arab.max())


def _verdict(version: str, draft: dict[str, Any], trend: dict[str, Any] | None) -> Verdict:
    row: Benchmark = draft["row"]
    if not draft["values"]:
        status = methods.INSUFFICIENT if row.trend else ""
        return Verdict(
            row.benchmark_id, draft["iso3"], NOTHING, status, illustrative=draft["illustrative"]
        )
    target, latest = draft["target"], draft["latest_value"]
    level, classed = _level(row, latest, target), None
    if row.type == "scale" and draft["indicator"].better == "target_100":
        classed = methods.budget_class(draft["values"])
        level = CLASSED if classed else SHOWN
    return Verdict(
        row.benchmark_id,
        draft["iso3"],
        level,
        str(trend["status"]) if trend else "",
        draft["latest_year"],
        latest,
        draft["base_year"],
        draft["base_value"],
        target,
        draft["target_year"] if row.year or draft["illustrative"] else None,
        gap=None if target is None else latest - target,
        budget_class=classed,
        score=_figure(trend, "score"),
        ratio=_figure(trend, "ratio"),
        growth=_figure(trend, "growth"),
        expected=_figure(trend, "expected"),
        evidence=_evidence(version, draft) if trend else None,
        illustrative=draft["illustrative"],
    )


def travelled(one: Verdict, better: str) -> methods.Travelled | None:
    """Return how much of the way to its number a state has gone; None where there is no way."""
    ends = (one.base_year, one.base_value, one.latest_year, one.latest_value, one.target)
    base_year, base_value, latest_year, latest_value, target = ends
    if base_year is None or base_value is None or latest_year is None or latest_value is None:
        return None
    if target is None:
        return None
    found = methods.current_status_index(
        base_year,
        base_value,
        latest_year,
        latest_value,
        target=target,
        target_year=one.target_year or ILLUSTRATED,
        better=better,
    )
    return None if found.index is None else found


def _figure(trend: dict[str, Any] | None, name: str) -> float | None:
    value = trend[name] if trend else None
    return None if value is None or pd.isna(value) else float(value)


def _level(row: Benchmark, latest: float, target: float | None) -> str:
    if target is None:
        return SHOWN
    if row.comparator == "=":
        return MET if latest == target else MISSED
    return MET if (latest >= target if row.better == "higher" else latest <= target) else MISSED


def _evidence(version: str, draft: dict[str, Any]) -> methods.Evidence:
    indicator: Indicator = draft["indicator"]
    first, last = draft["base_year"], draft["latest_year"]
    # Years before a break after which nothing compares are no evidence for what came after.
    years = [year for year in draft["values"] if first <= year <= last]
    every = queries.values(version, indicator.indicator_id)
    own = every[(every["iso3"] == draft["iso3"]) & every["year"].isin(years)]
    return methods.evidence(
        years,
        int(every["year"].max()),
        broken=any(first < each.year <= last for each in indicator.breaks),
        estimated=bool((own["obs_status"] == "E").any()),
    )
