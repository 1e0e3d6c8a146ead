"""A full build of the store against DuckDB's bare COPY of the same files."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

import duckdb

from benchmarks.measure import Measure, between
from etl import build, publish

TIMES = 7


def _full(folder: Path) -> float:
    start = time.perf_counter()
    build.build(folder)
    return time.perf_counter() - start


def _copied(folder: Path) -> float:
    """Time the reading of the published files into two tables without keys or checks."""
    folder.mkdir()
    start = time.perf_counter()
    with duckdb.connect(folder / "bare.duckdb") as store:
        store.execute(
            """
            CREATE TABLE observation (iso3 VARCHAR, year USMALLINT, value DOUBLE, rank USMALLINT,
                                      obs_status VARCHAR, edition VARCHAR, note VARCHAR);
            CREATE TABLE absence (indicator_id VARCHAR, iso3 VARCHAR, year USMALLINT,
                                  edition VARCHAR, reason_id VARCHAR);
            """
        )
        for path in sorted(publish.PUBLISHED.glob("*/*.csv")):
            table = "absence" if path.name == "absences.csv" else "observation"
            store.execute(f"COPY {table} FROM '{path}' (HEADER)")
    return time.perf_counter() - start


def measure() -> list[Measure]:
    """Return the comparison; the two take turns."""
    ours, bare = [], []
    with tempfile.TemporaryDirectory() as folder:
        for turn in range(TIMES + 1):
            full = _full(Path(folder) / f"full{turn}")
            copied = _copied(Path(folder) / f"bare{turn}")
            if turn:  # the first turn loads modules and fills the disk's cache
                ours.append(full)
                bare.append(copied)
    return [between("full build / COPY of the same files", ours, bare, "s", "at most 3")]
