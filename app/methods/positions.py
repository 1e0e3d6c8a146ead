"""Positions: where a value lies between the weakest and the best, whichever way is better."""

from __future__ import annotations

import pandas as pd

from app.methods.levels import LEAST_STATES

IDEALS = {"parity": 1.0, "target_100": 100.0}
"""The value at which an indicator is best, where neither more nor less is better."""


def merit(values: pd.Series, better: str) -> pd.Series:
    """Return values turned so that more is better: itself, −value, or −|value − ideal|.

    Raises:
        KeyError: no direction is better (`better` is 'none').
    """
    if better == "higher":
        return values
    if better == "lower":
        return -values
    return -(values - IDEALS[better]).abs()


def position(value: float, values: pd.Series, better: str) -> float:
    """Return where a value lies between the worst (0) and the best (1) of the Arab states.

    position = (merit − worst merit) / (best merit − worst merit), at least 0 and at most 1: the
    median of a group may lie nearer to an ideal than any state. Where all values are equally good
    it is 1; it is NaN where fewer than three states have a value.
    """
    if len(values) < LEAST_STATES:
        return float("nan")
    own, merits = merit(pd.Series([value]), better)[0], merit(values, better)
    worst, best = float(merits.min()), float(merits.max())
    if best == worst:
        return 1.0
    return min(1.0, max(0.0, (float(own) - worst) / (best - worst)))


def placed(with_value: int, profiled: int) -> bool:
    """Return whether a state is placed on a pillar: 2 · indicators with a value ≥ all of them."""
    return profiled > 0 and 2 * with_value >= profiled
