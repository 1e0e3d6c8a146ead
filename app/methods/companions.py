"""What stands beside a verdict: how far one has come, a second opinion, arrival, evidence.

Years b (base), t (latest) and T (target); values v_b, v_t and v* (target); d = +1 where higher is
better, −1 where lower is better.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from app.methods.progress import BASE_YEAR, INSUFFICIENT, direction


@dataclass(frozen=True)
class Travelled:
    """How much of the way has been gone, from 0 to 10, and where that should be by now."""

    index: float | None
    expected_by_now: float


def current_status_index(
    base_year: int,
    base_value: float,
    latest_year: int,
    latest_value: float,
    *,
    target: float,
    target_year: int = 2030,
    better: str = "higher",
) -> Travelled:
    """Return how much of the way to a target has been travelled, in tenths.

    index = 10 · d · (v_t − v_b) / |v* − v_b|;  where nearness counts (parity, a budget of 100):
    10 − 10 · |v* − v_t| / |v* − v_b|.  By now expected: 10 · (t − b) / (T − b).
    No index where the base was at the target already.

    Source: ESCAP, Asia and the Pacific SDG progress assessment, technical notes (Current Status
    Index).
    """
    way = abs(target - base_value)
    by_now = 10 * (latest_year - base_year) / (target_year - base_year)
    if way == 0:
        return Travelled(None, by_now)
    if better in ("parity", "target_100"):
        return Travelled(10 - 10 * abs(target - latest_value) / way, by_now)
    d = direction(better)
    return Travelled(10 * d * (latest_value - base_value) / way, by_now)


@dataclass(frozen=True)
class Opinion:
    """The second method's verdict: its ratio R, its label and its score from −5 to 5."""

    label: str
    ratio: float | None = None
    score: float | None = None


OPINIONS = ("deterioration", "limited", "progress", "on_track", "achieved")


def second_opinion(
    base_year: int,
    base_value: float | None,
    latest_year: int,
    latest_value: float | None,
    *,
    target: float,
    target_year: int = 2030,
    better: str = "higher",
) -> Opinion:
    """Return the verdict of the method that Open SDG drew from Eurostat.

    observed = (v_t / v_b)^(1 / (t − b)) − 1;  required = (v* / v_b)^(1 / (T − b)) − 1
    R = d · observed / |required|;  0.95 on track, 0.60 progress, 0 limited, below deterioration;
    a target that is reached is achieved. Score: R ≥ 0.6 → min(7.1429 R − 4.2857, 5), else
    max(4.1667 R − 2.5, −5). Zero is never replaced by a small number: it is insufficient.

    Source: Open SDG, progress methodology.
    """
    d = direction(better)
    if base_value is None or latest_value is None or not latest_year > base_year:
        return Opinion(INSUFFICIENT)
    if d * (latest_value - target) >= 0:
        return Opinion("achieved")
    if base_value <= 0 or latest_value <= 0 or target <= 0 or target_year <= base_year:
        return Opinion(INSUFFICIENT)
    observed = (latest_value / base_value) ** (1 / (latest_year - base_year)) - 1
    required = (target / base_value) ** (1 / (target_year - base_year)) - 1
    if required == 0:
        return Opinion("deterioration")
    ratio = d * observed / abs(required)
    place = sum(ratio >= edge for edge in (0.0, 0.60, 0.95))
    score = min(7.1429 * ratio - 4.2857, 5.0) if ratio >= 0.6 else max(4.1667 * ratio - 2.5, -5.0)
    return Opinion(OPINIONS[place], ratio, score)


AGREEING: Mapping[str, tuple[str, ...]] = {
    "on_track": ("achieved", "on_track"),
    "moderate": ("progress",),
    "marginal": ("limited",),
    "stagnation": ("limited",),
    "regression": ("deterioration",),
    INSUFFICIENT: (INSUFFICIENT,),
}
"""Which labels of the second method say the same as a status of the first."""


def agree(status: str, label: str) -> bool:
    """Return whether the two methods say the same."""
    return label in AGREEING[status]


def needed_change(
    latest_year: int, latest_value: float, target: float, target_year: int
) -> float | None:
    """Return the change a year that would just reach a target: (v* − v_t) / (T − t), in the unit.

    None where the target year is not ahead.
    """
    if target_year <= latest_year:
        return None
    return (target - latest_value) / (target_year - latest_year)


def arrival(
    values: Mapping[int, float],
    target: float,
    *,
    base_year: int = BASE_YEAR,
    better: str = "higher",
    windows: Sequence[int] = (3, 5),
) -> tuple[float, float] | None:
    """Return the earliest and latest year in which a target is reached if a past pace holds.

    The paces are the growth of the last 3 years, of the last 5, and since the base:
    year = t + ln(v* / v_t) / ln(1 + growth). A pace in the wrong direction reaches nothing; None
    where no pace does. A target that is reached already is reached in the latest year.
    """
    d = direction(better)
    known = {year: value for year, value in values.items() if year >= base_year and value > 0}
    if len(known) < 2 or target <= 0:
        return None
    last = max(known)
    if d * (known[last] - target) >= 0:
        return float(last), float(last)
    starts = {min(known), *(last - window for window in windows if last - window in known)}
    years = []
    for first in starts:
        growth = (known[last] / known[first]) ** (1 / (last - first)) - 1
        if d * growth > 0:
            years.append(last + float(np.log(target / known[last]) / np.log1p(growth)))
    return (min(years), max(years)) if years else None


@dataclass(frozen=True)
class Evidence:
    """How far a verdict can be trusted: 'strong', 'fair' or 'weak', with the reasons' ids."""

    mark: str
    reasons: tuple[str, ...] = ()


def evidence(
    years: Collection[int],
    newest: int,
    *,
    base_year: int = BASE_YEAR,
    broken: bool = False,
    estimated: bool = False,
) -> Evidence:
    """Return the evidence mark of a country's series.

    Strong: five or more points since the base, the latest at most two years older than the
    newest of the source, no break in between, none estimated. Weak: two points, or the latest
    five or more years old, or a break. Fair: the rest. `years` are the years with a value,
    `newest` the newest year that any economy has.
    """
    since = [year for year in years if year >= base_year]
    age = newest - max(since) if since else 0
    reasons = [
        name
        for name, holds in (
            ("few_points", len(since) < 5),
            ("old", age > 2),
            ("broken", broken),
            ("estimated", estimated),
        )
        if holds
    ]
    weak = len(since) <= 2 or age >= 5 or broken
    return Evidence("weak" if weak else "fair" if reasons else "strong", tuple(reasons))
