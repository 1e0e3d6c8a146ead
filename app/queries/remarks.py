"""What is said beside the figures: doubts, quoted pages, agreement of sources, coverage."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from app.queries.asking import rows
from app.records import Benchmark, CrossCheck, Edition, Quotation, Texts


@lru_cache(maxsize=2)
def _doubted(version: str) -> Mapping[str, Mapping[tuple[str, int], tuple[float, Texts]]]:
    found: dict[str, dict[tuple[str, int], tuple[float, Texts]]] = {}
    for row in rows(
        version,
        """
        SELECT indicator_id, iso3, year, value, doubt.note AS note
        FROM doubt JOIN observation USING (indicator_id, iso3, year) JOIN country USING (iso3)
        WHERE arab ORDER BY indicator_id, iso3, year
        """,
    ):
        own = found.setdefault(row["indicator_id"], {})
        own[row["iso3"], row["year"]] = (row["value"], row["note"])
    return found


def doubted(version: str, indicator_id: str) -> Mapping[tuple[str, int], tuple[float, Texts]]:
    """Return values that are shown with a note only: (iso3, year) to value and note."""
    return _doubted(version).get(indicator_id, {})


@lru_cache(maxsize=2)
def _quotations(version: str) -> Mapping[str, Mapping[tuple[str, int], Quotation]]:
    found: dict[str, dict[tuple[str, int], Quotation]] = {}
    for row in rows(version, "SELECT * FROM quotation"):
        own = found.setdefault(row["indicator_id"], {})
        own[row["iso3"], row["year"]] = Quotation(row["page"], row["dated"], row["note"])
    return found


def quotations(version: str, indicator_id: str) -> Mapping[tuple[str, int], Quotation]:
    """Return the pages from which an indicator's values were quoted, by (iso3, year)."""
    return _quotations(version).get(indicator_id, {})


@lru_cache(maxsize=8)
def benchmarks(version: str) -> Mapping[str, Benchmark]:
    """Return the targets and benchmarks by id, in the order of lists."""
    return {
        row["benchmark_id"]: Benchmark(**{**row, "scope": tuple(row["scope"])})
        for row in rows(version, "SELECT * EXCLUDE (position) FROM benchmark ORDER BY position")
    }


@lru_cache(maxsize=8)
def cross_checks(version: str) -> tuple[CrossCheck, ...]:
    """Return how second copies of a quantity agree with the values shown."""
    return tuple(
        CrossCheck(**{**row, "differing": tuple(row["differing"])})
        for row in rows(version, "SELECT * FROM cross_check ORDER BY check_id")
    )


@lru_cache(maxsize=8)
def coverage(version: str) -> tuple[tuple[str, int, int, Edition | None], ...]:
    """Return for each source its id, rows, Arab states with a value, and its newest edition."""
    newest: dict[str, Edition] = {}
    for row in rows(
        version,
        """
        SELECT source_id, edition_id, edition, released_on, retrieved_on, address, passed_on_by,
               note
        FROM edition ORDER BY source_id, edition
        """,
    ):
        source_id = row.pop("source_id")
        newest[source_id] = Edition(**row)
    return tuple(
        (row["source_id"], row["rows"], row["states"], newest.get(row["source_id"]))
        for row in rows(
            version,
            """
            SELECT source_id, count(observation.iso3) AS rows,
                   count(DISTINCT observation.iso3) FILTER (country.arab) AS states
            FROM source JOIN indicator USING (source_id)
            LEFT JOIN observation USING (indicator_id) LEFT JOIN country USING (iso3)
            GROUP BY source_id, source.position ORDER BY source.position
            """,
        )
    )


@lru_cache(maxsize=8)
def checks(version: str) -> tuple[Texts, ...]:
    """Return what was held against the store before it was made current, sentence by sentence."""
    found = rows(version, "SELECT sentence FROM build_check ORDER BY position")
    return tuple(row["sentence"] for row in found)


@lru_cache(maxsize=8)
def economies(version: str) -> Mapping[str, tuple[int, int]]:
    """Return for each indicator how many economies have a value, and how many values there are."""
    return {
        row["indicator_id"]: (row["economies"], row["rows"])
        for row in rows(
            version,
            """
            SELECT indicator_id, count(DISTINCT iso3) AS economies, count(*) AS rows
            FROM observation GROUP BY indicator_id
            """,
        )
    }
