"""Rows into a table of a store that is being made."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import duckdb


def insert(store: duckdb.DuckDBPyConnection, table: str, rows: Iterable[tuple[Any, ...]]) -> None:
    """Insert rows into a table in one statement."""
    values = list(rows)
    if values:
        # One statement for all rows: a statement a row takes ten times as long.
        holes = ", ".join("?" for _ in values[0])
        many = ", ".join(f"({holes})" for _ in values)
        flat = [cell for row in values for cell in row]
        store.execute(f"INSERT INTO {table} VALUES {many}", flat)
