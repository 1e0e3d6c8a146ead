"""Progress towards a target: the trend to target of the UN Statistics Division.

Years b (base), t (latest) and T (target); values v_b, v_t and v* (target); d = +1 where higher is
better, −1 where lower is better.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

STATUSES = ("regression", "stagnation", "marginal", "moderate", "on_track")
"""Verdicts of the trend to target, worst first; 'insufficient' stands beside them."""

INSUFFICIENT = "insufficient"

RATIO_EDGES = (-0.5, 0.0, 0.10, 0.50, 0.95, 1.5)
GROWTH_EDGES = (-0.05, 0.0, 0.005, 0.0125, 0.02, 0.05)
"""Lower edges of the five bands between their outer limits: of the ratio, and of the growth.

UN Statistics Division, SDG Report 2026, Technical Note for Progress Assessment.
"""

BASE_YEAR = 2015
"""The year from which progress is counted; where it has no value, the first later one that has."""


@dataclass(frozen=True)
class Progress:
    """A verdict with everything it was reached by; None where a figure is not defined.

    `growth` is a yearly fraction (0.05 is five per cent), `expected` the value that the growth
    so far would give in the target year, `ratio` how much of the way that would be.
    """

    status: str
    score: float | None = None
    ratio: float | None = None
    growth: float | None = None
    expected: float | None = None


def direction(better: str) -> int:
    """Return +1 where higher is better and −1 where lower is.

    Raises:
        ValueError: no end of the scale is better than the other.
    """
    if better not in ("higher", "lower"):
        raise ValueError(f"a trend has a direction only where higher or lower is better: {better}")
    return 1 if better == "higher" else -1


def trend_to_target(
    base_year: int,
    base_value: float | None,
    latest_year: int,
    latest_value: float | None,
    *,
    target: float | None = None,
    target_year: int = 2030,
    better: str = "higher",
) -> Progress:
    """Return whether the growth so far leads to a target, as the UN Statistics Division asks it.

    growth   = (v_t / v_b)^(1 / (t − b)) − 1
    expected = v_t · (1 + growth)^(T − t)
    ratio    = (expected − v_b) / (v* − v_b)

    Status by ratio: 0.95 on track, 0.50 moderate, 0.10 marginal, 0 stagnation, below regression;
    without a target by d · growth: 2 %, 1.25 %, 0.5 %, 0. The score runs from 0 to 5, linear
    within each band. A target that was met at the base is on track while it is still met and a
    regression when it no longer is (our reading, stated as ours). Insufficient where there is no
    later year than the base, or growth is not defined because a value is zero or less.

    Source: UN Statistics Division, SDG Report 2026, Technical Note for Progress Assessment.

    Raises:
        ValueError: `better` is neither 'higher' nor 'lower'.
    """
    d = direction(better)
    if target is not None and np.isnan(target):
        target = None
    if base_value is None or latest_value is None or not latest_year > base_year:
        return Progress(INSUFFICIENT)
    if not (np.isfinite(base_value) and np.isfinite(latest_value)):
        return Progress(INSUFFICIENT)
    growth = expected = None
    if base_value > 0 and latest_value > 0:
        with np.errstate(all="ignore"):  # too large for a float is infinite, not an error
            pace = np.float64(latest_value) / base_value
            growth = float(pace ** (1 / (latest_year - base_year)) - 1)
    if target is not None and d * (base_value - target) >= 0:
        still = d * (latest_value - target) >= 0
        status, score = ("on_track", 5.0) if still else ("regression", 0.0)
        return Progress(status, score, None, growth, None)
    if growth is None:
        return Progress(INSUFFICIENT)
    if target is None:
        status, score = _judged(d * growth, GROWTH_EDGES)
        return Progress(status, score, None, growth, None)
    with np.errstate(all="ignore"):
        expected = float(latest_value * np.float64(1 + growth) ** (target_year - latest_year))
        ratio = float(np.float64(expected - base_value) / (target - base_value))
    status, score = _judged(ratio, RATIO_EDGES)
    return Progress(status, score, ratio, growth, expected)


def _judged(value: float, edges: Sequence[float]) -> tuple[str, float]:
    """Return status and score of a value among the edges of the bands."""
    place = sum(value >= edge for edge in edges[1:5])
    inside = min(max(value, edges[0]), edges[5])
    score = place + (inside - edges[place]) / (edges[place + 1] - edges[place])
    return STATUSES[place], score


def trends_to_target(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the trend to target of many rows at once; see `trend_to_target`.

    Columns in: base_year, base_value, latest_year, latest_value, target (NaN for none),
    target_year, better. Columns out: status, score, ratio, growth, expected; index as given.
    """
    d = np.where(rows["better"].to_numpy() == "lower", -1.0, 1.0)
    names = ("base_value", "latest_value", "base_year", "latest_year", "target", "target_year")
    base, latest, first, last, target, end = (rows[name].to_numpy(dtype=float) for name in names)
    span = last - first
    enough = (span > 0) & np.isfinite(base) & np.isfinite(latest)
    with np.errstate(all="ignore"):
        growing = enough & (base > 0) & (latest > 0)
        growth = np.where(growing, (latest / base) ** (1 / span) - 1, np.nan)
        aimed = ~np.isnan(target)
        met = enough & aimed & (d * (base - target) >= 0)
        still = met & (d * (latest - target) >= 0)
        open_ = growing & ~met
        expected = np.where(open_ & aimed, latest * (1 + growth) ** (end - last), np.nan)
        ratio = np.where(open_ & aimed, (expected - base) / (target - base), np.nan)
    by_ratio, by_growth = _placed(ratio, RATIO_EDGES), _placed(d * growth, GROWTH_EDGES)
    place = np.where(aimed, by_ratio[0], by_growth[0])
    score = np.where(aimed, by_ratio[1], by_growth[1])
    status = np.where(open_, np.array(STATUSES, dtype=object)[place], INSUFFICIENT)
    status = np.where(met, np.where(still, "on_track", "regression"), status)
    score = np.where(open_, score, np.where(met, np.where(still, 5.0, 0.0), np.nan))
    return pd.DataFrame(
        {
            "status": status,
            "score": score,
            "ratio": ratio,
            "growth": np.where(open_ | met, growth, np.nan),
            "expected": expected,
        },
        index=rows.index,
    )


def _placed(values: np.ndarray, edges: Sequence[float]) -> tuple[np.ndarray, np.ndarray]:
    """Return band and score of each value; both mean nothing where the value is NaN."""
    known = np.nan_to_num(values, nan=0.0)
    limits = np.asarray(edges)
    place = np.searchsorted(limits[1:5], known, side="right")
    inside = np.clip(known, limits[0], limits[5])
    return place, place + (inside - limits[place]) / (limits[place + 1] - limits[place])
