"""Whether a kept store can be shown: one that an earlier release built may lack a table."""

from __future__ import annotations

from functools import lru_cache

import duckdb

from app.queries import catalogue, export, library, remarks, series


@lru_cache(maxsize=16)
def usable(version: str) -> bool:
    """Return whether everything that the views ask of a store can be answered from it."""
    try:
        for each in (
            *(catalogue.indicators, catalogue.groups, catalogue.pillars, catalogue.policies),
            *(catalogue.sources, catalogue.built_at, library.families),
            *(remarks.benchmarks, remarks.checks, remarks.coverage, remarks.cross_checks),
            remarks.economies,
        ):
            each(version)
        first = next(iter(catalogue.indicators(version)))
        for about in (remarks.doubted, remarks.quotations, series.absences, series.values):
            about(version, first)
    except (duckdb.Error, KeyError, TypeError, StopIteration):
        return False
    return export.readable(version)
