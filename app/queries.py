"""Every SQL statement: what the store says, for one data version, as records and frames.

Answers are shared between visitors and kept for as long as the process lives: nobody changes them.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import pandas as pd

from app import store
from app.records import Country, Edition, Group, Indicator, Source, Texts, Unit


def _rows(version: str, sql: str, *values: Any) -> list[dict[str, Any]]:
    answer = store.cursor(version).execute(sql, list(values))
    names = [column[0] for column in answer.description or []]
    return [dict(zip(names, row, strict=True)) for row in answer.fetchall()]


@lru_cache(maxsize=8)
def countries(version: str) -> Mapping[str, Country]:
    """Return every economy by its ISO 3166 alpha-3 code."""
    return {
        row["iso3"]: Country(
            row["iso3"],
            row["name"],
            row["arab"],
            (row["tile_row"], row["tile_column"]) if row["arab"] else None,
        )
        for row in _rows(
            version,
            "SELECT iso3, name, arab, tile_row, tile_column FROM country ORDER BY iso3",
        )
    }


@lru_cache(maxsize=8)
def groups(version: str) -> Mapping[str, Group]:
    """Return the groups of Arab states by id, in the order of lists; 'arab' holds all 22."""
    return {
        row["group_id"]: Group(
            row["group_id"], row["name"], row["basis"], row["partition"], tuple(row["members"])
        )
        for row in _rows(
            version,
            """
            SELECT group_id, name, basis, "partition", list(iso3 ORDER BY iso3) AS members
            FROM country_group JOIN country_group_member USING (group_id)
            GROUP BY ALL ORDER BY any_value(position)
            """,
        )
    }


@lru_cache(maxsize=8)
def sources(version: str) -> Mapping[str, Source]:
    """Return the sources by id, in the order of lists."""
    return {
        row["source_id"]: Source(**row)
        for row in _rows(
            version,
            """
            SELECT source_id, name, producer, licence, licence_url, url, rhythm_months
            FROM source ORDER BY position
            """,
        )
    }


@lru_cache(maxsize=8)
def indicators(version: str) -> Mapping[str, Indicator]:
    """Return every indicator that has at least one value, by id, in the order of lists."""
    units = {
        row["unit_id"]: Unit(**row)
        for row in _rows(version, "SELECT unit_id, name, symbol, decimals FROM unit")
    }
    breaks: dict[str, list[tuple[int, Texts]]] = {}
    for row in _rows(
        version, "SELECT indicator_id, year, reason FROM series_break ORDER BY indicator_id, year"
    ):
        breaks.setdefault(row["indicator_id"], []).append((row["year"], row["reason"]))
    found = {}
    for row in _rows(
        version,
        """
        SELECT indicator_id, source_id, unit_id, code, topic, better, pillar, sdg, relation,
               sharing, name, short_name, definition, custodian, caveat, survey, banded,
               rank_published, parts
        FROM indicator
        WHERE indicator_id IN (SELECT indicator_id FROM observation)
        ORDER BY position
        """,
    ):
        source, unit = sources(version)[row.pop("source_id")], units[row.pop("unit_id")]
        row["parts"] = tuple(row["parts"])
        own = tuple(breaks.get(row["indicator_id"], ()))
        found[row["indicator_id"]] = Indicator(source=source, unit=unit, breaks=own, **row)
    return found


@lru_cache(maxsize=256)
def values(version: str, indicator_id: str) -> pd.DataFrame:
    """Return the whole series of an indicator, all economies.

    Columns: iso3, year (int), value (float), rank (float, NaN where none is published),
    obs_status, edition_id; ordered by iso3 and year.
    """
    return (
        store.cursor(version)
        .execute(
            """
            SELECT iso3, year::INTEGER AS year, value, rank::DOUBLE AS rank, obs_status, edition_id
            FROM observation WHERE indicator_id = ? ORDER BY iso3, year
            """,
            [indicator_id],
        )
        .df()
    )


@lru_cache(maxsize=256)
def years(version: str, indicator_id: str) -> tuple[tuple[int, int], ...]:
    """Return the years in which an Arab state has a value, newest first, each with how many."""
    return tuple(
        (row["year"], row["states"])
        for row in _rows(
            version,
            """
            SELECT year, count(*) AS states
            FROM observation JOIN country USING (iso3)
            WHERE indicator_id = ? AND arab GROUP BY year ORDER BY year DESC
            """,
            indicator_id,
        )
    )


@lru_cache(maxsize=256)
def absences(version: str, indicator_id: str) -> Mapping[tuple[str, int | None], Texts]:
    """Return why a state has no value: (iso3, year) to the reason, year None for all years."""
    return {
        (row["iso3"], row["year"]): row["text"]
        for row in _rows(
            version,
            """
            SELECT iso3, year, text FROM absence JOIN absence_reason USING (reason_id)
            WHERE indicator_id = ?
            """,
            indicator_id,
        )
    }


@lru_cache(maxsize=512)
def editions(version: str, indicator_id: str, first: int, last: int) -> tuple[Edition, ...]:
    """Return the editions from which an indicator's values of some years were taken."""
    return tuple(
        Edition(**row)
        for row in _rows(
            version,
            """
            SELECT edition_id, edition, released_on, retrieved_on, address, passed_on_by, note
            FROM edition
            WHERE edition_id IN (SELECT edition_id FROM observation
                                 WHERE indicator_id = ? AND year BETWEEN ? AND ?)
            ORDER BY edition
            """,
            indicator_id,
            first,
            last,
        )
    )


@lru_cache(maxsize=8)
def built_at(version: str) -> datetime.datetime:
    """Return when the store was built, in UTC."""
    when = _rows(version, "SELECT built_at FROM build")[0]["built_at"]
    assert isinstance(when, datetime.datetime)
    return when
