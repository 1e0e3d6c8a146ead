"""What is said beside the figures: doubts, quoted pages, policies, and checks across sources."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import duckdb

from etl import publish, registry
from etl.declarations import Source
from etl.rows import insert as insert_rows

SHOWN = 5
"""How many of the widest differences of a cross-check are kept."""


def insert(
    store: duckdb.DuckDBPyConnection, sources: Iterable[Source], whole: Mapping[str, dict[str, Any]]
) -> None:
    """Insert doubts, quotations, benchmarks, policies, cross-checks; the figures are in already."""
    known = list(sources)
    present = set(
        store.execute("SELECT indicator_id, iso3, year FROM observation").fetchall()
        if any(source.doubts or source.quotations for source in known)
        else ()
    )
    for source in known:
        _doubts(store, source, present)
        _quotations(store, source, present)
        _cross_checks(store, source, whole[source.source_id])
    insert_rows(
        store,
        "benchmark",
        (
            (
                identity,
                row.target,
                row.indicator,
                row.measure,
                row.comparator,
                row.value,
                row.year,
                row.statistic,
                row.type,
                row.standing,
                list(registry.scope_of(row.scope, identity)),
                row.relation,
                row.trend,
                row.name,
                row.text,
                row.reason,
                row.issuer,
                row.address,
                row.checked,
                position,
            )
            for position, (identity, row) in enumerate(registry.benchmarks().items())
        ),
    )
    insert_rows(
        store,
        "accessibility_policy",
        ((iso3, each.text, each.source, each.page) for iso3, each in registry.policies().items()),
    )


def _doubts(
    store: duckdb.DuckDBPyConnection, source: Source, present: set[tuple[Any, ...]]
) -> None:
    for doubt in source.doubts:
        if doubt.unless:
            named = {
                (doubt.indicator, iso3, year)
                for identity, iso3, year in present
                if identity == doubt.indicator
                and not all((each, iso3, year) in present for each in doubt.unless)
            }
        else:
            named = {
                (doubt.indicator, iso3, year) for iso3 in doubt.countries for year in doubt.years
            }
        insert_rows(store, "doubt", ((*key, doubt.note) for key in sorted(named & present)))


def _quotations(
    store: duckdb.DuckDBPyConnection, source: Source, present: set[tuple[Any, ...]]
) -> None:
    rows = (
        (each.indicator, iso3, year, each.page, each.dated, each.note)
        for each in source.quotations
        for iso3 in each.countries
        for year in each.years
        if (each.indicator, iso3, year) in present
    )
    insert_rows(store, "quotation", rows)


def _cross_checks(
    store: duckdb.DuckDBPyConnection, source: Source, known: Mapping[str, Any]
) -> None:
    """Compare each second copy with the series shown, for the countries and years of both."""
    for check in source.checks.values():
        path = publish.folder_of(source) / source.source_id / f"{check.check_id}.csv"
        edition, compared, agreeing, differing = None, 0, 0, []
        if path.exists():
            edition = max(known.get("checks", {}), default=None)
            pairs = store.execute(
                """
                SELECT iso3, year, observation.value, other.value
                FROM observation JOIN read_csv(?, header = true, columns = {
                    'iso3': 'VARCHAR', 'year': 'USMALLINT', 'value': 'DOUBLE', 'rank': 'VARCHAR',
                    'obs_status': 'VARCHAR', 'edition': 'VARCHAR', 'note': 'VARCHAR'}) AS other
                USING (iso3, year)
                WHERE indicator_id = ?
                ORDER BY abs(observation.value - other.value) DESC, iso3, year
                """,
                [str(path), check.indicator],
            ).fetchall()
            compared = len(pairs)
            apart = [row for row in pairs if abs(row[2] - row[3]) > check.tolerance]
            agreeing = compared - len(apart)
            differing = [
                {"iso3": iso3, "year": year, "shown": shown, "other": other}
                for iso3, year, shown, other in apart[:SHOWN]
            ]
        row = (check.check_id, check.indicator, source.source_id, check.code)
        insert_rows(
            store, "cross_check", [(*row, edition, check.tolerance, compared, agreeing, differing)]
        )
