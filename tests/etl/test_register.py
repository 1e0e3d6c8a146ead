"""The store holds as much as was found at the producers, indicator by indicator."""

from __future__ import annotations

import csv
import os
from pathlib import Path

import duckdb
import pytest
from shapes import csv_text

from etl import places

EXPECTED = Path(__file__).parents[1] / "expected" / "row_counts.csv"


def test_rows_are_as_many_as_a_reviewer_has_seen(
    store: duckdb.DuckDBPyConnection, request: pytest.FixtureRequest
) -> None:
    rows = store.execute(
        """
        SELECT indicator_id, year, count(*) FROM observation JOIN indicator USING (indicator_id)
        WHERE sharing <> 'display_only' GROUP BY ALL ORDER BY ALL
        """
    ).fetchall()
    found = csv_text(
        [["indicator", "year", "rows"], *([str(cell) for cell in row] for row in rows)]
    )
    if request.config.getoption("--update-expected"):
        EXPECTED.write_bytes(found)
    assert found == EXPECTED.read_bytes(), "read the difference, then run with --update-expected"


REGISTER = """
    SELECT indicator_id, source_id, unit_id, better, coalesce(sdg, ''), coalesce(relation, ''),
           sharing, count(DISTINCT iso3), count(DISTINCT iso3) FILTER (arab), min(year), max(year),
           max(year) FILTER (arab)
    FROM observation JOIN country USING (iso3) JOIN indicator USING (indicator_id)
    WHERE sharing <> 'display_only' GROUP BY ALL
"""
COLUMNS = (
    "indicator_id", "source_id", "unit", "better", "sdg", "relation", "sharing", "economies",
    "arab_states", "first_year", "last_year", "arab_last_year",
)  # fmt: skip


def test_the_register_of_coverage_holds(store: duckdb.DuckDBPyConnection) -> None:
    """What was found at the producers before a line of code was written, row by row."""
    folder = os.environ.get("SHARED_SOURCES", "")
    if not folder:
        pytest.skip("needs the register of indicators: set SHARED_SOURCES to the producers' files")
    register = Path(folder).parent / "design" / "indicators.csv"
    with register.open(encoding="utf-8", newline="") as lines:
        wanted = {row["indicator_id"]: row for row in csv.DictReader(lines)}
    assert len(wanted) == 73
    # The register calls it a per cent; its values pass 100, so it has a unit with other bounds.
    wanted["budget_reliability"]["unit"] = "percent_of_budget"
    rows = store.execute(REGISTER).fetchall()
    assert {row[0] for row in rows} == wanted.keys()
    for row in rows:
        assert [str(cell) for cell in row] == [wanted[row[0]][column] for column in COLUMNS]
    present = set(store.execute("SELECT DISTINCT indicator_id, iso3 FROM observation").fetchall())
    for identity, own in wanted.items():
        missing = {iso3 for iso3 in places.arab_states() if (identity, iso3) not in present}
        assert missing == set(own["missing_arab"].split()), identity
