"""Downloads over HTTP against DuckDB's bare COPY of the same rows, and the pages meanwhile.

Every request asks for what nobody asked for before (another year beyond the last figure), so that
no answer is found among those that are kept.
"""

from __future__ import annotations

import os
import tempfile
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from pathlib import Path

import duckdb
import requests

from benchmarks.measure import Measure, between
from benchmarks.servers import Server, dashboard

TIMES, FEW, CLIENTS = 5, 60, 50
ROOT = "/api/v1/"
FORMS = {"csv": "FORMAT csv, HEADER", "parquet": "FORMAT parquet, COMPRESSION zstd"}
FROM_2010 = "indicator=egdi,osi&country=JOR,EGY,TUN&year=2010"
BARE = """
    SELECT o.iso3, c.name['en'] AS country, o.indicator_id, i.name['en'] AS indicator, o.year,
           o.value, u.name['en'] AS unit, o.rank, o.obs_status, s.name['en'] AS source, e.edition,
           e.retrieved_on, s.licence['en'] AS licence, '{version}' AS data_version
    FROM observation o JOIN country c USING (iso3) JOIN indicator i USING (indicator_id)
    JOIN unit u USING (unit_id) JOIN source s ON s.source_id = i.source_id
    JOIN edition e USING (edition_id)
    WHERE i.sharing <> 'display_only' {where} ORDER BY o.indicator_id, o.iso3, o.year
"""
SMALL = (
    "AND o.indicator_id IN ('egdi', 'osi') AND o.iso3 IN ('JOR', 'EGY', 'TUN') AND o.year > 2009"
)

_beyond = count(3000)


def _read(address: str) -> tuple[float, float, int]:
    """Return seconds until the first byte and until the last, and the bytes."""
    start, first, size = time.perf_counter(), 0.0, 0
    plain = {"Accept-Encoding": "identity"}
    with requests.get(address, headers=plain, stream=True, timeout=120) as answer:
        assert answer.status_code == 200, answer.text[:200]
        for piece in answer.iter_content(1 << 20):
            first = first or time.perf_counter() - start
            size += len(piece)
    return first, time.perf_counter() - start, size


def _copy(store: Path, target: Path, form: str, where: str = "") -> float:
    with duckdb.connect(store, read_only=True) as connection:
        connection.execute("SELECT count(*) FROM observation")
        sql = BARE.format(version=store.stem, where=where)
        start = time.perf_counter()
        connection.execute(f"COPY ({sql}) TO '{target}' ({form})")
        return time.perf_counter() - start


def _whole(server: Server, store: Path, folder: Path, form: str) -> Measure:
    ours, bare = [], []
    for turn in range(TIMES + 1):
        asked = f"{server.address}{ROOT}observations.{form}?year=:{next(_beyond)}"
        _, seconds, size = _read(asked)
        target = folder / f"bare.{form}"
        copied = _copy(store, target, FORMS[form])
        if turn:
            ours.append(seconds)
            bare.append(copied)
    if form == "csv":
        assert size == target.stat().st_size, "both hold the same rows"
    return between(f"all figures, {form}: HTTP / COPY", ours, bare, "s", "at most 1.5")


def _workbook(server: Server, store: Path, folder: Path) -> Measure:
    ours, bare = [], []
    for _ in range(2):
        ours.append(_read(f"{server.address}{ROOT}observations.xlsx?year=:{next(_beyond)}")[1])
        bare.append(_copy(store, folder / "bare.csv", FORMS["csv"]))
    return between("all figures, workbook: HTTP / COPY as CSV", ours, bare, "s")


def _first_byte(server: Server, store: Path, folder: Path) -> Measure:
    ours, bare = [], []
    for turn in range(FEW):
        asked = f"{server.address}{ROOT}observations.csv?{FROM_2010}:{next(_beyond)}"
        first, _, _ = _read(asked)
        copied = _copy(store, folder / "small.csv", FORMS["csv"], SMALL)
        if turn:
            ours.append(first * 1000)
            bare.append(copied * 1000)
    return between("first byte of a small answer / COPY", ours, bare, "ms", "ours below 20")


def _pages(server: Server) -> list[float]:
    waits = []
    for turn in range(30):
        start = time.perf_counter()
        link = {"lang": "en", "indicator": "egdi", "year": 2003 + turn % 3}
        assert requests.get(f"{server.address}/", params=link, timeout=60).status_code == 200
        waits.append((time.perf_counter() - start) * 1000)
        time.sleep(0.05)
    return waits


def _beside(server: Server, ask: Callable[[], object], clients: int) -> list[float]:
    """Return how long a page takes while clients ask again and again."""
    over = threading.Event()

    def go() -> None:
        while not over.is_set():
            ask()

    with ThreadPoolExecutor(clients) as pool:
        for _ in range(clients):
            pool.submit(go)
        time.sleep(0.5)
        try:
            return _pages(server)
        finally:
            over.set()


def _responsive(server: Server) -> list[Measure]:
    idle = _pages(server)
    small = f"{server.address}{ROOT}observations.csv?{FROM_2010}"
    busy = _beside(server, lambda: _read(f"{small}:{next(_beyond)}"), CLIENTS)
    whole = f"{server.address}{ROOT}observations.xlsx?year="
    making = _beside(server, lambda: _read(f"{whole}:{next(_beyond)}"), 1)
    return [
        between(f"a page beside {CLIENTS} clients / alone", busy, idle, "ms", "responsive"),
        between("a page beside a whole workbook / alone", making, idle, "ms", "responsive"),
    ]


def _memory(server: Server) -> Measure:
    server.rest()
    before, highest, over = server.memory(), [0.0], threading.Event()

    def watch() -> None:
        while not over.wait(0.02):
            highest[0] = max(highest[0], server.memory())

    watching = threading.Thread(target=watch)
    watching.start()
    for form in ("csv", "json", "sdmx.csv", "parquet"):
        _read(f"{server.address}{ROOT}observations.{form}?year=:{next(_beyond)}")
    over.set()
    watching.join()
    return Measure("memory, highest of four whole answers / before", highest[0], before, "MB")


def measure() -> list[Measure]:
    """Return the comparisons, each of ours beside its bare equivalent in turn."""
    with tempfile.TemporaryDirectory() as name:
        folder, earlier = Path(name), os.environ.get("TMPDIR")
        os.environ["TMPDIR"] = name  # what the server keeps goes away with the folder
        try:
            with dashboard(folder) as server:
                requests.get(f"{server.address}/health", timeout=120)
                _read(f"{server.address}{ROOT}observations.csv?country=JOR")
                server.rest()
                version = (folder / "store" / "current").read_text("ascii").strip()
                store = folder / "store" / f"{version}.duckdb"
                return [
                    *(_whole(server, store, folder, form) for form in FORMS),
                    _workbook(server, store, folder),
                    _first_byte(server, store, folder),
                    *_responsive(server),
                    _memory(server),
                ]
        finally:
            os.environ.pop("TMPDIR")
            if earlier is not None:
                os.environ["TMPDIR"] = earlier
