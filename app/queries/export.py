"""Whole answers for other programs: figures of a filter as files, and what goes with them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import duckdb

from app import store
from app.export.formulas import PATTERN
from app.queries import words
from app.queries.asking import rows
from app.queries.catalogue import countries, declared
from app.queries.library import practices, recommendations, strategies, terms

COLUMNS = (
    "iso3",
    "country",
    "indicator_id",
    "indicator",
    "year",
    "value",
    "unit",
    "rank",
    "obs_status",
    "source",
    "edition",
    "retrieved_on",
    "licence",
    "data_version",
)
NUMBERS = ("year", "value", "rank", "first_year", "last_year", "observations", "retrieved_on")
"""Columns that are no text: a guard against formulas leaves them alone."""

FORMS = {
    "csv": "FORMAT csv, HEADER",
    "excel": "FORMAT csv, HEADER",
    "sdmx": "FORMAT csv, HEADER",
    "json": "FORMAT json, ARRAY true",
    "parquet": "FORMAT parquet, COMPRESSION zstd",
}
MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"
"""Byte-order mark, by which Excel knows that a file is UTF-8."""

BATCH = 5000


@dataclass(frozen=True)
class Filter:
    """Which figures: ids of indicators, of countries (None: every economy), first and last year."""

    indicators: tuple[str, ...]
    countries: tuple[str, ...] | None = None
    first: int = 0
    last: int = 9999


def _said(column: str) -> str:
    """Return the SQL of a text in the language asked for, in English where it is not written."""
    return f"coalesce({column}[$language], {column}['en'])"


_PLAIN = """
    SELECT observation.iso3, country, observation.indicator_id, indicator, observation.year,
           observation.value, unit, observation.rank, observation.obs_status, source,
           edition.edition, edition.retrieved_on, licence, $version AS data_version
"""

_SDMX = """
    SELECT 'dataflow' AS STRUCTURE, $structure AS STRUCTURE_ID, 'I' AS ACTION,
           observation.iso3 AS REF_AREA, observation.indicator_id AS INDICATOR,
           observation.year AS TIME_PERIOD, observation.value AS OBS_VALUE,
           observation.obs_status AS OBS_STATUS, unit_id AS UNIT_MEASURE,
           observation.rank AS RANK, term.source_id AS SOURCE, edition.edition AS EDITION,
           edition.retrieved_on AS RETRIEVED_ON, licence AS LICENCE, $version AS DATA_VERSION
"""

_FROM = """
    FROM observation JOIN edition USING (edition_id)
    JOIN words.place ON place.iso3 = observation.iso3 AND place.language = $language
    JOIN words.term
        ON term.indicator_id = observation.indicator_id AND term.language = $language
"""

_ORDER = " ORDER BY observation.indicator_id, observation.iso3, observation.year"

_AVAILABILITY = f"""
    WITH held AS (
        SELECT indicator_id, iso3, min(year) AS first_year, max(year) AS last_year,
               count(*) AS observations
        FROM observation GROUP BY ALL
    ), why AS (
        SELECT indicator_id, iso3, arg_max(reason_id, coalesce(year, 9999)) AS reason_id
        FROM absence GROUP BY ALL
    )
    SELECT country.iso3, {_said("country.name")} AS country, indicator.indicator_id,
           {_said("indicator.name")} AS indicator, first_year, last_year,
           coalesce(observations, 0) AS observations,
           CASE WHEN observations IS NULL THEN {_said("absence_reason.text")} END AS reason,
           $version AS data_version
    FROM country CROSS JOIN indicator LEFT JOIN held USING (indicator_id, iso3)
    LEFT JOIN why USING (indicator_id, iso3) LEFT JOIN absence_reason USING (reason_id)
    WHERE arab ORDER BY indicator.indicator_id, country.iso3
"""


def _where(asked: Filter, table: str = "observation") -> tuple[str, dict[str, Any]]:
    """Return the condition of a filter and its values; a year of none is within every span."""
    terms = [f"list_contains($indicators, {table}.indicator_id)"]
    values: dict[str, Any] = {"indicators": list(asked.indicators)}
    if asked.countries is not None:
        terms.append(f"list_contains($countries, {table}.iso3)")
        values["countries"] = list(asked.countries)
    if (asked.first, asked.last) != (0, 9999):
        terms.append(f"({table}.year IS NULL OR {table}.year BETWEEN $first AND $last)")
        values |= {"first": asked.first, "last": asked.last}
    return f" WHERE {' AND '.join(terms)}", values


def _copied(
    version: str, sql: str, values: Mapping[str, Any], form: str, target: Path, options: str = ""
) -> None:
    words.cursor(version).execute(
        f"COPY ({sql}) TO $target ({FORMS[form]}{options})",
        {**values, "target": str(target)},
    )


def _guarded(sql: str, columns: tuple[str, ...]) -> str:
    """Return a question whose texts a spreadsheet will not run, with a byte-order mark in front.

    The mark is the first sign of the first column's name, so that one pass writes the file.
    """
    cells = [
        name
        if name in NUMBERS
        else f"CASE WHEN regexp_matches({name}, $risky) THEN '''' || {name} ELSE {name} END"
        for name in columns
    ]
    names = [f"{MARK}{columns[0]}", *columns[1:]]
    picked = ", ".join(f'{cell} AS "{name}"' for cell, name in zip(cells, names, strict=True))
    return f"SELECT {picked} FROM ({sql})"


def copy_observations(
    version: str,
    asked: Filter,
    language: str,
    form: str,
    target: Path,
    *,
    structure: str = "",
    metadata: Mapping[str, str] | None = None,
) -> None:
    """Write the figures of a filter into a file, ordered by indicator, country and year.

    `form` is one of FORMS; `structure` names the SDMX structure, `metadata` goes into Parquet.
    """
    where, values = _where(asked)
    sql = f"{_SDMX if form == 'sdmx' else _PLAIN}{_FROM}{where}{_ORDER}"
    values |= {"language": language, "version": version}
    if form == "sdmx":
        values["structure"] = structure
    if form == "excel":
        sql, values = _guarded(sql, COLUMNS), {**values, "risky": PATTERN}
    pairs = (f"{_quoted(name)}: {_quoted(said)}" for name, said in (metadata or {}).items())
    options = f", KV_METADATA {{{', '.join(pairs)}}}" if metadata else ""
    _copied(version, sql, values, form, target, options)


def _quoted(plain: str) -> str:
    return "'" + plain.replace("'", "''") + "'"


def copy_availability(version: str, language: str, target: Path, *, excel: bool) -> None:
    """Write for every Arab state and indicator which years there are, or why there are none."""
    columns = (
        *("iso3", "country", "indicator_id", "indicator", "first_year", "last_year"),
        *("observations", "reason", "data_version"),
    )
    values = {"language": language, "version": version}
    if excel:
        values["risky"] = PATTERN
    sql = _guarded(_AVAILABILITY, columns) if excel else _AVAILABILITY
    _copied(version, sql, values, "excel" if excel else "csv", target)


@dataclass(frozen=True)
class Extent:
    """How many figures a filter has, their first and last year, and the indicators they are of."""

    rows: int
    span: tuple[int, int] | None
    indicators: frozenset[str]


def extent(version: str, asked: Filter) -> Extent:
    """Return how much a filter has."""
    where, values = _where(asked)
    sql = f"""
        SELECT count(*) AS rows, min(year) AS first, max(year) AS last,
               list(DISTINCT indicator_id) AS held
        FROM observation{where}
    """
    (found,) = _found(version, sql, values)
    span = (found["first"], found["last"]) if found["rows"] else None
    return Extent(found["rows"], span, frozenset(found["held"] or ()))


def observations(version: str, asked: Filter, language: str) -> Iterator[tuple[Any, ...]]:
    """Yield the figures of a filter as tuples of COLUMNS, a batch in memory at a time."""
    where, values = _where(asked)
    values |= {"language": language, "version": version}
    answer = words.cursor(version).execute(f"{_PLAIN}{_FROM}{where}{_ORDER}", values)
    while batch := answer.fetchmany(BATCH):
        yield from batch


def _found(version: str, sql: str, values: Mapping[str, Any]) -> list[dict[str, Any]]:
    answer = store.cursor(version).execute(sql, dict(values))
    names = [column[0] for column in answer.description or []]
    return [dict(zip(names, row, strict=True)) for row in answer.fetchall()]


def missing(version: str, asked: Filter) -> list[dict[str, Any]]:
    """Return what a filter has no figure for: indicator, country, year, edition, reason."""
    where, values = _where(asked, "absence")
    return _found(
        version,
        f"""
        SELECT indicator_id, iso3, year, edition, reason_id, text
        FROM absence JOIN absence_reason USING (reason_id){where}
        ORDER BY indicator_id, iso3, year NULLS FIRST
        """,
        values,
    )


def doubts(version: str, asked: Filter) -> list[dict[str, Any]]:
    """Return the figures of a filter that are in doubt: indicator, country, year, note."""
    where, values = _where(asked, "doubt")
    return _found(
        version,
        f"SELECT * FROM doubt{where} ORDER BY indicator_id, iso3, year",
        values,
    )


def taken(version: str, asked: Filter) -> list[dict[str, Any]]:
    """Return the editions from which the figures of a filter were taken, with their source."""
    where, values = _where(asked)
    return _found(
        version,
        f"""
        SELECT source_id, edition_id, edition, released_on, retrieved_on, address, passed_on_by,
               note
        FROM edition
        WHERE edition_id IN (SELECT DISTINCT edition_id FROM observation{where})
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


@lru_cache(maxsize=4)
def codes(version: str) -> Mapping[str, tuple[str, str]]:
    """Return the ISO 3166 alpha-2 code and the M49 number of every economy."""
    found = rows(version, "SELECT iso3, iso2, m49 FROM country ORDER BY iso3")
    return {row["iso3"]: (row["iso2"], row["m49"]) for row in found}


@lru_cache(maxsize=16)
def readable(version: str) -> bool:
    """Return whether a kept store can be read by this program: an old one may lack a table."""
    try:
        for each in (declared, countries, codes, extents, terms, practices, strategies):
            each(version)
        recommendations(version)
        next(observations(version, Filter(("",)), "en"), None)
    except (duckdb.Error, KeyError, TypeError):
        return False
    return True
