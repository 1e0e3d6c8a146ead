"""Figures of a filter as files and rows, for other programs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from app.export.formulas import PATTERN
from app.queries import words
from app.queries.filter import Filter, where

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
    narrowed, values = where(asked)
    sql = f"{_SDMX if form == 'sdmx' else _PLAIN}{_FROM}{narrowed}{_ORDER}"
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


def observations(version: str, asked: Filter, language: str) -> Iterator[tuple[Any, ...]]:
    """Yield the figures of a filter as tuples of COLUMNS, a batch in memory at a time."""
    narrowed, values = where(asked)
    values |= {"language": language, "version": version}
    answer = words.cursor(version).execute(f"{_PLAIN}{_FROM}{narrowed}{_ORDER}", values)
    while batch := answer.fetchmany(BATCH):
        yield from batch
