"""A workshop of its own for each test: published figures, a store, and a server on loopback."""

from __future__ import annotations

import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from etl import __main__ as command
from etl import build, publish

Answer = tuple[int, dict[str, str], bytes]


@dataclass
class Workshop:
    """Published figures and a store that a test may spoil, and the command run on them."""

    published: Path
    store: Path
    capsys: pytest.CaptureFixture[str]
    said: str = ""
    told: str = ""

    def run(self, *arguments: str) -> int:
        """Run a command; what it printed is in `said`, its errors in `told`."""
        code = command.main(arguments)
        self.said, self.told = self.capsys.readouterr()
        return code

    def state(self) -> dict[str, bytes]:
        """Return every published file and the store's pointer, to be held against later."""
        found = {
            path.relative_to(self.published).as_posix(): path.read_bytes()
            for path in self.published.rglob("*")
            if path.is_file() and path.name != ".lock"
        }
        pointer = self.store / build.POINTER
        return found | {"current": pointer.read_bytes() if pointer.exists() else b""}

    def refuses(self, *arguments: str, saying: str) -> None:
        """Run a command that must fail with one sentence and change nothing."""
        before = self.state()
        assert self.run(*arguments) == 1, self.said
        lines = [line for line in self.told.splitlines() if not line.startswith("GET ")]
        assert len(lines) == 1, self.told
        assert saying in lines[0], lines[0]
        assert self.state() == before


@pytest.fixture
def workshop(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Workshop:
    """Return a workshop that holds the true published figures."""
    published = tmp_path / "published"
    shutil.copytree(publish.PUBLISHED, published, ignore=shutil.ignore_patterns(".*"))
    monkeypatch.setattr(publish, "PUBLISHED", published)
    monkeypatch.setenv("STORE_DIR", str(tmp_path / "store"))
    monkeypatch.setenv("ETL_BACKOFF", "0.01")
    monkeypatch.setenv("ETL_TIMEOUT", "5")
    monkeypatch.setenv("CI", "1")
    return Workshop(published, tmp_path / "store", capsys)


@dataclass
class Site:
    """A real HTTP server on loopback; `answer` decides, `asked` remembers."""

    url: str
    answer: Callable[[str], Answer | None] = lambda path: (404, {}, b"")
    asked: list[str] = field(default_factory=list)

    def always(self, status: int, body: bytes, **headers: str) -> None:
        """Answer every request alike."""
        self.answer = lambda path: (
            status,
            {k.replace("_", "-"): v for k, v in headers.items()},
            body,
        )


@pytest.fixture
def site() -> Iterator[Site]:
    """Return a server that answers as the test says; None as an answer hangs."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = -1  # head and body in one packet: else each answer waits for the other side

        def do_GET(self) -> None:
            own.asked.append(self.path)
            answer = own.answer(self.path)
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
    yield own
    released.set()
    server.shutdown()
    server.server_close()
    thread.join()


def wait_for(condition: Callable[[], bool], seconds: float = 20) -> None:
    """Wait until a condition holds."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not come to hold"
        time.sleep(0.01)
