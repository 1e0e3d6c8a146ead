"""How much there is of a filter: its figures, their editions, what is missing or in doubt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from app import store
from app.queries.asking import rows
from app.queries.filter import Filter, where


@dataclass(frozen=True)
class Extent:
    """How many figures a filter has, their first and last year, and the indicators they are of."""

    rows: int
    span: tuple[int, int] | None
    indicators: frozenset[str]


def extent(version: str, asked: Filter) -> Extent:
    """Return how much a filter has."""
    narrowed, values = where(asked)
    sql = f"""
        SELECT count(*) AS rows, min(year) AS first, max(year) AS last,
               list(DISTINCT indicator_id) AS held
        FROM observation{narrowed}
    """
    (found,) = _found(version, sql, values)
    span = (found["first"], found["last"]) if found["rows"] else None
    return Extent(found["rows"], span, frozenset(found["held"] or ()))


def _found(version: str, sql: str, values: Mapping[str, Any]) -> list[dict[str, Any]]:
    answer = store.cursor(version).execute(sql, dict(values))
    names = [column[0] for column in answer.description or []]
    return [dict(zip(names, row, strict=True)) for row in answer.fetchall()]


def missing(version: str, asked: Filter) -> list[dict[str, Any]]:
    """Return what a filter has no figure for: indicator, country, year, edition, reason."""
    narrowed, values = where(asked, "absence")
    return _found(
        version,
        f"""
        SELECT indicator_id, iso3, year, edition, reason_id, text
        FROM absence JOIN absence_reason USING (reason_id){narrowed}
        ORDER BY indicator_id, iso3, year NULLS FIRST
        """,
        values,
    )


def doubts(version: str, asked: Filter) -> list[dict[str, Any]]:
    """Return the figures of a filter that are in doubt: indicator, country, year, note."""
    narrowed, values = where(asked, "doubt")
    return _found(
        version,
        f"SELECT * FROM doubt{narrowed} ORDER BY indicator_id, iso3, year",
        values,
    )


def taken(version: str, asked: Filter) -> list[dict[str, Any]]:
    """Return the editions from which the figures of a filter were taken, with their source."""
    narrowed, values = where(asked)
    return _found(
        version,
        f"""
        SELECT source_id, edition_id, edition, released_on, retrieved_on, address, passed_on_by,
               note
        FROM edition
        WHERE edition_id IN (SELECT DISTINCT edition_id FROM observation{narrowed})
        ORDER BY source_id, edition
        """,
        values,
    )


@lru_cache(maxsize=4)
def extents(version: str) -> Mapping[str, dict[str, Any]]:
    """Return for every indicator first and last year, how many figures and how many Arab states."""
    return {
        row.pop("indicator_id"): row
        for row in rows(
            version,
            """
            SELECT indicator_id, min(year) AS first_year, max(year) AS last_year,
                   count(*) AS observations, count(DISTINCT iso3) FILTER (arab) AS arab_states
            FROM observation JOIN country USING (iso3) GROUP BY indicator_id ORDER BY indicator_id
            """,
        )
    }
