"""Which states a country is compared with: its group, and those of similar income."""

from __future__ import annotations

from functools import lru_cache

from app import methods, queries
from app.records import Group

INCOME = "gdp_per_capita"
"""The indicator by which states of similar income are found."""


@lru_cache(maxsize=64)
def home_group(version: str, iso3: str) -> Group:
    """Return the one group of the partition to which a state belongs."""
    return next(
        group
        for group in queries.groups(version).values()
        if group.partition and iso3 in group.members
    )


@lru_cache(maxsize=64)
def income_peers(version: str, iso3: str) -> list[str]:
    """Return the states of similar income outside a state's own group; none without figures."""
    if INCOME not in queries.indicators(version):
        return []
    return methods.income_peers(
        queries.values(version, INCOME),
        iso3,
        queries.groups(version)["arab"].members,
        home_group(version, iso3).members,
    )
