"""A full build against DuckDB's bare COPY of the same CSV files."""

from __future__ import annotations

import statistics
import tempfile
import time
from pathlib import Path

import duckdb

from etl import build, publish


def _copy(folder: Path) -> None:
    with duckdb.connect(folder / "bare.duckdb") as store:
        store.execute(
            "CREATE TABLE figures (iso3 VARCHAR, year USMALLINT, value DOUBLE, rank USMALLINT,"
            " obs_status VARCHAR, edition VARCHAR, note VARCHAR)"
        )
        for path in sorted(publish.PUBLISHED.glob("*/*.csv")):
            if path.name != "absences.csv":
                store.execute(f"COPY figures FROM '{path}' (header)")
        store.execute("CHECKPOINT")


def measure() -> dict[str, float]:
    """Return medians of seconds of both and their ratio, taken in turn."""
    times: dict[str, list[float]] = {"build": [], "copy": []}
    for _ in range(7):
        for name, work in (("copy", _copy), ("build", build.build)):
            with tempfile.TemporaryDirectory() as folder:
                begin = time.perf_counter()
                work(Path(folder))
                times[name].append(time.perf_counter() - begin)
    middle = {name: statistics.median(values[1:]) for name, values in times.items()}
    return {
        "build_seconds": middle["build"],
        "copy_seconds": middle["copy"],
        "ratio": middle["build"] / middle["copy"],
    }
