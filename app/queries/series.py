"""Figures: whole series, the years they have, the editions they came from, and absences."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

import pandas as pd

from app import store
from app.queries.asking import rows
from app.records import Edition, Texts


@lru_cache(maxsize=2)
def _series(version: str) -> Mapping[str, pd.DataFrame]:
    """Return every series at once: one question costs less than one for each indicator."""
    every = (
        store.cursor(version)
        .execute(
            """
            SELECT indicator_id, iso3, year::INTEGER AS year, value, rank::DOUBLE AS rank,
                   obs_status, edition_id
            FROM observation ANTI JOIN unranked USING (indicator_id, iso3, year)
            ORDER BY indicator_id, iso3, year
            """
        )
        .df()
    )
    return {
        str(identity): own.drop(columns="indicator_id").reset_index(drop=True)
        for identity, own in every.groupby("indicator_id", sort=False)
    }


@lru_cache(maxsize=2)
def _nothing(version: str) -> pd.DataFrame:
    return next(iter(_series(version).values())).iloc[:0]


def values(version: str, indicator_id: str) -> pd.DataFrame:
    """Return the whole series of an indicator, all economies, doubted values left out.

    Columns: iso3, year (int), value (float), rank (float, NaN where none is published),
    obs_status, edition_id; ordered by iso3 and year.
    """
    every = _series(version)
    return every[indicator_id] if indicator_id in every else _nothing(version)


@lru_cache(maxsize=2)
def _years(version: str) -> Mapping[str, tuple[tuple[int, int], ...]]:
    found: dict[str, list[tuple[int, int]]] = {}
    for row in rows(
        version,
        """
        SELECT indicator_id, year, count(*) AS states
        FROM observation JOIN country USING (iso3)
        ANTI JOIN unranked USING (indicator_id, iso3, year)
        WHERE arab GROUP BY ALL ORDER BY indicator_id, year DESC
        """,
    ):
        found.setdefault(row["indicator_id"], []).append((row["year"], row["states"]))
    return {identity: tuple(own) for identity, own in found.items()}


def years(version: str, indicator_id: str) -> tuple[tuple[int, int], ...]:
    """Return the years in which an Arab state has a value, newest first, each with how many."""
    return _years(version).get(indicator_id, ())


@lru_cache(maxsize=2)
def _absences(version: str) -> Mapping[str, Mapping[tuple[str, int | None], Texts]]:
    found: dict[str, dict[tuple[str, int | None], Texts]] = {}
    for row in rows(
        version,
        "SELECT indicator_id, iso3, year, text FROM absence JOIN absence_reason USING (reason_id)",
    ):
        found.setdefault(row["indicator_id"], {})[row["iso3"], row["year"]] = row["text"]
    return found


def absences(version: str, indicator_id: str) -> Mapping[tuple[str, int | None], Texts]:
    """Return why a state has no value: (iso3, year) to the reason, year None for all years."""
    return _absences(version).get(indicator_id, {})


@lru_cache(maxsize=2)
def _editions(version: str) -> Mapping[str, Edition]:
    return {
        row["edition_id"]: Edition(**row)
        for row in rows(
            version,
            """
            SELECT edition_id, edition, released_on, retrieved_on, address, passed_on_by, note
            FROM edition ORDER BY edition
            """,
        )
    }


@lru_cache(maxsize=1024)
def editions(version: str, indicator_id: str, first: int, last: int) -> tuple[Edition, ...]:
    """Return the editions from which an indicator's values of some years were taken, in order."""
    own = values(version, indicator_id)
    taken = set(own[own["year"].between(first, last)]["edition_id"])
    return tuple(edition for identity, edition in _editions(version).items() if identity in taken)
