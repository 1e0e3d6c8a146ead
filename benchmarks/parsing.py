"""Parsing every committed source from files against DuckDB's plain read of the same CSV files."""

from __future__ import annotations

import csv
import importlib
import os
import tempfile
import time
from pathlib import Path

import duckdb

from benchmarks.measure import Measure, between
from etl import folder, publish, registry
from etl.figures import read_figures

TIMES = 7


def _files(target: Path) -> Path:
    """Return the folder of the producers' files, or write the figures anew in the tidy form."""
    named = os.environ.get("SHARED_SOURCES", "")
    if named:
        return Path(named)
    for source in registry.sources().values():
        for path in sorted((publish.folder_of(source) / source.source_id).glob("*.csv")):
            if path.stem not in source.indicators or source.source_id == "un_egov":
                continue
            own = target / source.source_id / path.name
            own.parent.mkdir(exist_ok=True)
            with own.open("w", encoding="utf-8", newline="") as out:
                writer = csv.writer(out)
                writer.writerow(("iso3", "year", "value"))
                writer.writerows((f.iso3, f.year, f.value) for f in read_figures(path))
    return target


def _parsed(place: Path) -> tuple[float, list[str]]:
    """Time our parsers; return also the places of the CSV files that gave figures."""
    start = time.perf_counter()
    files = folder.scan(place)
    digests = {
        release.sha256
        for source in registry.sources().values()
        for release in importlib.import_module(f"etl.sources.{source.source_id}").read(
            files, source
        )
    }
    took = time.perf_counter() - start
    return took, [str(place / f.place) for f in files if f.sha256 in digests and not f.json]


def _plain(paths: list[str]) -> float:
    start = time.perf_counter()
    with duckdb.connect() as store:
        for path in paths:
            store.execute("SELECT * FROM read_csv(?, header = true)", [path]).fetchall()
    return time.perf_counter() - start


def measure() -> list[Measure]:
    """Return the comparison; the two take turns."""
    ours, bare = [], []
    with tempfile.TemporaryDirectory() as target:
        place = _files(Path(target))
        for turn in range(TIMES + 1):
            took, paths = _parsed(place)
            read = _plain(paths)
            if turn:
                ours.append(took)
                bare.append(read)
    return [between("parsing all sources / DuckDB reading the CSV", ours, bare, "s", "at most 3")]
