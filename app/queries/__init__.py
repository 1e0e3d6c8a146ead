"""Every SQL statement: what the store says, for one data version, as records and frames.

Answers are shared between visitors and kept for as long as the process lives: nobody changes them.
"""

from app.queries.catalogue import (
    built_at,
    countries,
    declared,
    groups,
    indicators,
    pillars,
    policies,
    sources,
)
from app.queries.library import practices, recommendations, strategies, terms
from app.queries.remarks import benchmarks, coverage, cross_checks, doubted, quotations
from app.queries.series import absences, editions, values, years

__all__ = [
    "absences",
    "benchmarks",
    "built_at",
    "countries",
    "coverage",
    "cross_checks",
    "declared",
    "doubted",
    "editions",
    "groups",
    "indicators",
    "pillars",
    "policies",
    "practices",
    "quotations",
    "recommendations",
    "sources",
    "strategies",
    "terms",
    "values",
    "years",
]
