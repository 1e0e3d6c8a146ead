"""Scales of their own: the classes of budget reliability."""

from __future__ import annotations

from collections.abc import Mapping

BUDGET_CLASSES = (("a", 5.0), ("b", 10.0), ("c", 15.0))
"""Class and widest distance from the approved budget, in percentage points; all else is 'd'."""

YEARS = 3
ENOUGH = 2


def budget_class(values: Mapping[int, float]) -> str | None:
    """Return the class of a budget's reliability in the three years that end with the newest.

    'a' where spending was within 5 points of 100 per cent of the approved budget in at least two
    of the three years, 'b' within 10, 'c' within 15, else 'd'. None where fewer than two of the
    three years have a value: then two of three cannot be told.

    Source: Public Expenditure and Financial Accountability programme, indicator PI-1, as the
    metadata of SDG indicator 16.6.1 describe it.
    """
    if not values:
        return None
    newest = max(values)
    own = [values[year] for year in range(newest - YEARS + 1, newest + 1) if year in values]
    if len(own) < ENOUGH:
        return None
    for name, widest in BUDGET_CLASSES:
        if sum(abs(value - 100) <= widest for value in own) >= ENOUGH:
            return name
    return "d" if len(own) == YEARS or _settled(own) else None


def _settled(own: list[float]) -> bool:
    """Return whether two years alone put the class at 'd': a third could not mend it."""
    return sum(abs(value - 100) > BUDGET_CLASSES[-1][1] for value in own) >= ENOUGH
