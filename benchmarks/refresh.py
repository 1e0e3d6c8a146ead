"""An unchanged refresh of every live source against stand-ins that answer after 100 ms."""

from __future__ import annotations

import contextlib
import io
import multiprocessing
import os
import shutil
import sys
import tempfile
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from benchmarks.measure import Measure, between
from etl import __main__ as command
from etl import publish, raw, registry

TIMES = 5
LATENCY = 0.1
STAND_INS = Path(__file__).parents[1] / "tests" / "etl"


class Handler(BaseHTTPRequestHandler):
    """Answers as the producers do, each answer after the latency; what is unchanged with 304."""

    protocol_version = "HTTP/1.1"
    wbufsize = -1

    def do_GET(self) -> None:
        """Answer one request."""
        import producers

        time.sleep(LATENCY)
        status, headers, body = producers.everything(self.path)
        etag = f'"{hash(body)}"'
        if self.headers.get("If-None-Match") == etag:
            status, body = 304, b""
        self.send_response(status)
        given = {"Content-Type": "application/json", "ETag": etag, **headers}
        for name, value in {**given, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


def _serve(server: ThreadingHTTPServer) -> None:
    sys.path.insert(0, str(STAND_INS))
    server.serve_forever()


def _pull(arguments: list[str]) -> tuple[float, float]:
    """Pull, and return the seconds it took and the seconds of this process's own work."""
    wall, work = time.perf_counter(), time.process_time()
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        assert command.main(["pull", *arguments]) == 0
    return time.perf_counter() - wall, time.process_time() - work


def measure() -> list[Measure]:
    """Return work against time: what is bounded by latency works little while it waits."""
    live = [name for name, source in registry.sources().items() if source.live]
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    stand_ins = multiprocessing.get_context("fork").Process(target=_serve, args=(server,))
    stand_ins.start()
    kept = publish.PUBLISHED, raw.RAW
    walls, works = [], []
    try:
        with tempfile.TemporaryDirectory() as folder:
            publish.PUBLISHED, raw.RAW = Path(folder) / "published", Path(folder) / "raw"
            shutil.copytree(kept[0], publish.PUBLISHED)
            os.environ |= {"CI": "1", "ETL_PAUSE": "0"}
            bases = [f"--base-url={name}=http://127.0.0.1:{server.server_port}" for name in live]
            for turn in range(TIMES + 1):
                wall, work = _pull([*live, *bases])
                if turn:  # the first is a whole pull
                    walls.append(wall)
                    works.append(work)
    finally:
        publish.PUBLISHED, raw.RAW = kept
        stand_ins.terminate()
        server.server_close()
    return [between("unchanged refresh: own work / time", works, walls, "s", "at most 0.5")]
