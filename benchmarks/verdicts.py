"""Trends to target of all 22 states against all benchmarks: together against one call a cell."""

from __future__ import annotations

import time

import pandas as pd

from app import methods
from benchmarks.measure import Measure, between

TIMES = 9
STATES, BENCHMARKS = 22, 51


def _cells() -> pd.DataFrame:
    """Return as many cells as the register has rows and the region states, values made up."""
    count = STATES * BENCHMARKS
    return pd.DataFrame(
        {
            "base_year": 2015,
            "base_value": [10 + place % 60 for place in range(count)],
            "latest_year": 2024,
            "latest_value": [8 + place % 77 for place in range(count)],
            "target": [float(50 + place % 51) for place in range(count)],
            "target_year": 2030,
            "better": ["higher" if place % 3 else "lower" for place in range(count)],
        }
    )


def measure() -> list[Measure]:
    """Return the comparisons; the ways take turns."""
    cells = _cells()
    together, alone, framed = [], [], []
    for turn in range(TIMES + 1):
        start = time.perf_counter()
        methods.trends_to_target(cells)
        first = time.perf_counter()
        for row in cells.itertuples(index=False):
            methods.trend_to_target(
                row.base_year,
                row.base_value,
                row.latest_year,
                row.latest_value,
                target=row.target,
                target_year=row.target_year,
                better=row.better,
            )
        second = time.perf_counter()
        for place in range(len(cells)):
            methods.trends_to_target(cells.iloc[[place]])
        third = time.perf_counter()
        if turn:
            together.append(first - start)
            alone.append(second - first)
            framed.append(third - second)
    return [
        between("all cells at once / one call a cell", together, alone, "s", "at most 0.05"),
        between("all cells at once / one frame a cell", together, framed, "s", "at most 0.05"),
        Measure("all cells at once", together[0], 0, "s", "below 0.05", TIMES),
    ]
