"""Whether a kept store can be shown: one that an earlier release built may lack a table."""

from __future__ import annotations

from functools import lru_cache

import duckdb

from app.queries import catalogue, export, holdings, library, remarks, series
from app.queries.filter import Filter


@lru_cache(maxsize=16)
def readable(version: str) -> bool:
    """Return whether a kept store can be read by this program: an old one may lack a table."""
    try:
        for each in (
            *(catalogue.declared, catalogue.countries, catalogue.codes, holdings.extents),
            *(library.terms, library.practices, library.strategies, library.recommendations),
        ):
            each(version)
        next(export.observations(version, Filter(("",)), "en"), None)
    except (duckdb.Error, KeyError, TypeError):
        return False
    return True


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
    return readable(version)
