"""A workshop of its own for each test: published figures, a store, and a server on loopback."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import duckdb
import pytest

from etl import __main__ as command
from etl import build, publish, pull, raw

ROOT = Path(__file__).parents[2]
Answer = tuple[int, dict[str, str], bytes]
HEAD = pull.HEAD
QUICK = {"ETL_BACKOFF": "0.01", "ETL_TIMEOUT": "20", "ETL_LONGEST": "60", "ETL_PAUSE": "0"}
"""Settings under which a pull does not wait for a server on this machine."""


@dataclass
class Workshop:
    """Published figures and a store that a test may spoil, and the command run on them."""

    published: Path
    private: Path
    store: Path
    capsys: pytest.CaptureFixture[str]
    said: str = ""
    told: str = ""

    def run(self, *arguments: str) -> int:
        """Run a command; what it printed is in `said`, its errors in `told`."""
        code = command.main(arguments)
        self.said, self.told = self.capsys.readouterr()
        return code

    def table(self) -> dict[str, dict[str, str]]:
        """Return the summary of the last pull: by source, what stands below each heading."""
        lines = self.said.splitlines()
        heads = [
            place for place, line in enumerate(lines) if line.split() == " ".join(HEAD).split()
        ]
        assert heads, self.said
        found = {}
        for line in lines[heads[-1] + 1 :]:
            cells = re.split(" {2,}", line)
            # A source of which nothing was read has only its name and what became of it.
            names = HEAD if len(cells) == len(HEAD) else (HEAD[0], HEAD[-1])
            found[cells[0]] = dict(zip(names, cells, strict=True))
        return found

    def moved(self, source: str) -> tuple[int, int, int]:
        """Return how many figures of a source the last pull added, revised and withdrew."""
        row = self.table()[source]
        return int(row["added"]), int(row["revised"]), int(row["withdrawn"])

    def refused(self) -> list[str]:
        """Return the lines of the last command's errors, without the requests it made."""
        return [line for line in self.told.splitlines() if not line.startswith("GET ")]

    def state(self) -> dict[str, bytes]:
        """Return every published file and the store's pointer, to be held against later."""
        found = {
            f"{folder.name}/{path.relative_to(folder).as_posix()}": path.read_bytes()
            for folder in (self.published, self.private)
            for path in folder.rglob("*")
            if path.is_file() and not path.name.startswith(".")
        }
        pointer = self.store / build.POINTER
        return found | {"current": pointer.read_bytes() if pointer.exists() else b""}

    def refuses(self, *arguments: str, saying: str) -> None:
        """Run a command that must fail with one sentence and change nothing."""
        before = self.state()
        assert self.run(*arguments) == 1, self.said
        lines = self.refused()
        assert len(lines) == 1, self.told
        assert saying in lines[0], lines[0]
        assert different(self.state(), before) == []


@pytest.fixture(autouse=True)
def own_stores(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no pull put its record beside the store that all tests read."""
    monkeypatch.setenv("STORE_DIR", str(tmp_path / "store"))


@pytest.fixture
def workshop(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Workshop:
    """Return a workshop that holds the true published figures."""
    published, private = tmp_path / "published", tmp_path / "private"
    shutil.copytree(publish.PUBLISHED, published, ignore=shutil.ignore_patterns(".*"))
    monkeypatch.setattr(publish, "PUBLISHED", published)
    monkeypatch.setattr(publish, "PRIVATE", private)
    monkeypatch.setattr(raw, "RAW", tmp_path / "raw")
    for name, seconds in QUICK.items():
        monkeypatch.setenv(name, seconds)
    monkeypatch.setenv("CI", "1")
    return Workshop(published, private, tmp_path / "store", capsys)


@pytest.fixture
def built(workshop: Workshop, store_dir: Path) -> Workshop:
    """Return a workshop with the store of its figures, which was made once for all tests."""
    shutil.copytree(store_dir, workshop.store)
    assert workshop.run("build") == 0, workshop.told
    return workshop


@pytest.fixture
def store(store_dir: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Return the true store, open for reading."""
    path = store_dir / f"{build.current(store_dir)}.duckdb"
    with duckdb.connect(path, read_only=True) as connection:
        yield connection


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Return a copy of the code and figures that may be spoiled."""
    home = tmp_path / "copy"
    quiet = shutil.ignore_patterns("__pycache__", "store", "raw", "private", ".*")
    shutil.copytree(ROOT / "etl", home / "etl", ignore=quiet)
    shutil.copytree(ROOT / "data", home / "data", ignore=quiet)
    shutil.copytree(ROOT / "inbox", home / "inbox", ignore=quiet)
    return home


@dataclass
class Site:
    """A real HTTP server on loopback; `answer` decides, `asked` and `spared` remember.

    Where it is `tagged`, answers bear an ETag, and whoever sends it again is told by a 304 that
    nothing has changed; `most` is how many requests were ever under way at the same time.
    """

    url: str
    answer: Callable[[str], Answer | None] = lambda path: (404, {}, b"")
    asked: list[str] = field(default_factory=list)
    spared: list[str] = field(default_factory=list)
    tagged: bool = False
    busy: int = 0
    most: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def always(self, status: int, body: bytes, **headers: str) -> None:
        """Answer every request alike."""
        self.answer = lambda path: (
            status,
            {k.replace("_", "-"): v for k, v in headers.items()},
            body,
        )

    @contextmanager
    def counted(self, path: str) -> Iterator[None]:
        """Remember a request, and how many are under way with it."""
        with self.lock:
            self.asked.append(path)
            self.busy += 1
            self.most = max(self.most, self.busy)
        try:
            yield
        finally:
            with self.lock:
                self.busy -= 1

    def reply(self, path: str, known: str) -> Answer | None:
        """Return the answer to a request that names the ETag of an earlier one, or none."""
        answer = self.answer(path)
        if answer is None or not self.tagged or answer[0] != 200:
            return answer
        tag = f'"{hashlib.sha256(answer[2]).hexdigest()[:16]}"'
        if known == tag:
            self.spared.append(path)
            return 304, {"ETag": tag}, b""
        return 200, {**answer[1], "ETag": tag}, answer[2]


@contextmanager
def serving() -> Iterator[Site]:
    """Serve on loopback as the test says; None as an answer hangs."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = -1  # head and body in one packet: else each answer waits for the other side

        def do_GET(self) -> None:
            with own.counted(self.path):
                answer = own.reply(self.path, self.headers.get("If-None-Match", ""))
            if answer is None:
                released.wait(20)
                return
            status, headers, body = answer
            self.send_response(status)
            given = {
                "Content-Length": str(len(body)),
                "Content-Type": "application/json",
                **headers,
            }
            for name, value in given.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)
            if int(given["Content-Length"]) != len(body):
                self.wfile.flush()
                self.connection.shutdown(socket.SHUT_RDWR)
                self.close_connection = True

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_: Any) -> None:
            """Say nothing of a client that hangs up: some must."""

    released = threading.Event()
    server = Server(("127.0.0.1", 0), Handler)
    own = Site(f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield own
    finally:
        released.set()
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def site() -> Iterator[Site]:
    """Return a server that answers as the test says."""
    with serving() as own:
        yield own


@pytest.fixture
def other_site() -> Iterator[Site]:
    """Return a second server, another host to whoever asks."""
    with serving() as own:
        yield own


def different(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    """Return the names of the files that are not the same on both sides."""
    return sorted(name for name in one | other if one.get(name) != other.get(name))


def figures_of(workshop: Workshop, source: str) -> dict[str, bytes]:
    """Return a source's published files but for the absences."""
    return {path.name: path.read_bytes() for path in (workshop.published / source).glob("*.csv")}


def empty(workshop: Workshop, source: str) -> None:
    """Take away what is published of a source, as before its first pull."""
    whole = json.loads((workshop.published / "manifest.json").read_text())
    del whole[source]
    (workshop.published / "manifest.json").write_text(json.dumps(whole))
    for path in (workshop.published / source).glob("*.csv"):
        path.unlink()
