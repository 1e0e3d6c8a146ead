"""Every SQL statement: what the store says, for one data version, as records and frames.

Answers are shared between visitors and kept for as long as the process lives: nobody changes them.
"""

from app.queries.catalogue import (
    built_at,
    codes,
    countries,
    declared,
    groups,
    indicators,
    pillars,
    policies,
    sources,
)
from app.queries.export import copy_availability, copy_observations, observations
from app.queries.holdings import doubts, extent, extents, missing, taken
from app.queries.library import families, practices, recommendations, strategies, terms
from app.queries.remarks import (
    benchmarks,
    checks,
    coverage,
    cross_checks,
    doubted,
    economies,
    quotations,
)
from app.queries.series import absences, editions, values, years
from app.queries.usable import readable, usable

__all__ = [
    "absences",
    "benchmarks",
    "built_at",
    "checks",
    "codes",
    "copy_availability",
    "copy_observations",
    "countries",
    "coverage",
    "cross_checks",
    "declared",
    "doubted",
    "doubts",
    "economies",
    "editions",
    "extent",
    "extents",
    "families",
    "groups",
    "indicators",
    "missing",
    "observations",
    "pillars",
    "policies",
    "practices",
    "quotations",
    "readable",
    "recommendations",
    "sources",
    "strategies",
    "taken",
    "terms",
    "usable",
    "values",
    "years",
]
