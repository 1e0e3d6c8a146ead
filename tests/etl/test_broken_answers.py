"""Every live source, answered in every wrong way: one sentence, nothing changed, others go on."""

from __future__ import annotations

import gzip
import shutil
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from conftest import Workshop
from forms import SOURCES
from kinds import LIVE, MESSAGE, Shelf, answer, fill, workshop_of

from etl import http
from etl.faults import MOST

HTML = b"<!DOCTYPE html>\n<html><body>The service is being repaired</body></html>\n"
ENDLESS = gzip.compress(b" " * 65 * 1024 * 1024, 1)
ERRORS = {
    "world_bank": (MESSAGE, "answered with an error (199 The service is not available)"),
    "itu": (b'{"count": 0, "value": [], "error": "down"}', "holds no figure of our series"),
    "un_sdg": (b'{"message": "An error has occurred."}', "holds no series of a country"),
    "imf": (b'{"error": "Indicator is not available"}', "has not the shape"),
}
"""What each interface says, with HTTP 200, when something has failed; what we say of it."""


class Handler(BaseHTTPRequestHandler):
    """Answers by the stage's `act`, or else as a good server does."""

    protocol_version = "HTTP/1.1"
    wbufsize = -1  # head and body in one packet: else each answer waits for the other side

    def do_GET(self) -> None:
        stage: Stage = self.server.stage  # type: ignore[attr-defined]
        stage.asked.append(self.path)
        if not stage.act(self):
            body = answer(self.path)
            self.say(404 if body is None else 200, body or b"")

    def say(self, status: int, body: bytes, **headers: str) -> bool:
        """Send an answer; a body that is not as long as announced ends the connection."""
        given = {"Content-Length": str(len(body)), "Content-Type": "application/json"}
        given |= {name.replace("_", "-"): value for name, value in headers.items()}
        self.send_response(status)
        for name, value in given.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)
        if given["Content-Length"] != str(len(body)):
            self.wfile.flush()
            self.connection.shutdown(socket.SHUT_RDWR)
            self.close_connection = True
        return True

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


Act = Callable[[Handler], bool]


class Stage(ThreadingHTTPServer):
    """A server on loopback; `act` answers a request and says whether it did."""

    daemon_threads = True

    def __init__(self, act: Act = lambda handler: False, tls: ssl.SSLContext | None = None) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.act, self.asked, self.stage = act, [], self
        self.asked: list[str]
        self.url = f"{'https' if tls else 'http'}://127.0.0.1:{self.server_port}"
        if tls:
            self.socket = tls.wrap_socket(self.socket, server_side=True)

    def handle_error(self, *_: Any) -> None:
        """Say nothing of a client that hangs up: some must."""


@pytest.fixture
def stage() -> Iterator[Callable[..., Stage]]:
    """Return what opens a server; all are closed at the end."""
    opened: list[tuple[Stage, threading.Thread]] = []

    def open_one(*arguments: Any) -> Stage:
        server = Stage(*arguments)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        opened.append((server, thread))
        return server

    yield open_one
    for server, thread in opened:
        server.shutdown()
        server.server_close()
        thread.join()


def slowly(handler: Handler) -> bool:
    """Send a byte every 50 ms, without end: only the client can end it."""
    handler.send_response(200)
    handler.send_header("Content-Type", "text/csv")
    handler.send_header("Content-Length", "100000")
    handler.end_headers()
    for _ in range(200):
        handler.wfile.write(b"1")
        handler.wfile.flush()
        time.sleep(0.05)
    return True


def elsewhere(handler: Handler) -> bool:
    port = handler.server.server_address[1]
    return handler.say(302, b"", Location=f"http://localhost:{port}{handler.path}")


def round_and_round(handler: Handler) -> bool:
    return handler.say(302, b"", Location=handler.path)


def shorter(handler: Handler) -> bool:
    body = answer(handler.path) or b"{}"
    return handler.say(200, body, Content_Length=str(len(body) + 9))


def always(status: int, body: bytes, **headers: str) -> Act:
    return lambda handler: handler.say(status, body, **headers)


PAGE = "a web page came in place of figures"
DRIP = "a byte now and then"

FAULTS: dict[str, tuple[Act, str]] = {
    "a web page": (always(200, HTML, Content_Type="text/html; charset=utf-8"), PAGE),
    "a web page that says it is data": (always(200, HTML), PAGE),
    "nothing": (always(200, b""), "cut off"),
    "an endless answer, packed": (
        always(200, ENDLESS, Content_Encoding="gzip"),
        "more than 64 MB came",
    ),
    "three gigabytes announced": (
        always(200, b"{}", Content_Length=str(3 * 1024**3)),
        "more than 64 MB came",
    ),
    DRIP: (slowly, "not finished after 1 seconds"),
    "a way to another host": (elsewhere, "sends us on to another host (localhost:"),
    "a way in circles": (round_and_round, "sends us round in circles"),
    "HTTP 500 that stays": (always(500, b""), "HTTP 500 after 4 tries"),
    "HTTP 304 that was not asked for": (always(304, b""), "HTTP 304 after 1 tries"),
    "HTTP 204": (always(204, b""), "HTTP 204 after 1 tries"),
    "a picture": (
        always(200, b"\x89PNG\r\n", Content_Type="image/png"),
        "image/png came in place of figures",
    ),
    "an archive": (
        always(200, b"PK\x03\x04", Content_Type="application/zip"),
        "application/zip came in place of figures",
    ),
    "a body shorter than announced": (shorter, "no whole answer came in 4 tries"),
    "no gzip at all": (
        always(200, b"{}" * 40, Content_Encoding="gzip"),
        "no whole answer came in 4 tries",
    ),
}
"""What a server does, and what is said of it."""


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder that holds an older release of each live source, one value other than now."""
    folder = tmp_path_factory.mktemp("template") / "published"
    for source_id in LIVE:
        module = import_module(f"etl.sources.{source_id}")
        first, *rest = module.fetch(Shelf(), SOURCES[source_id], {})
        row, *rows = first.figures
        older = replace(row, value=str(Decimal(row.value) * Decimal("0.9")))
        fill(folder, source_id, [replace(first, figures=(older, *rows)), *rest])
    return folder


@pytest.fixture
def small(
    template: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Workshop:
    """Return a workshop that holds a few figures of each live source."""
    return workshop_of(template, tmp_path, monkeypatch, capsys)


def at(*stages: tuple[str, Stage]) -> list[str]:
    return [f"--base-url={source_id}={server.url}" for source_id, server in stages]


def files_of(workshop: Workshop, source_id: str) -> dict[str, bytes]:
    own = workshop.published / source_id
    return {path.name: path.read_bytes() for path in own.iterdir()}


def refused_while_another_goes_on(
    workshop: Workshop, source_id: str, bad: Stage, good: Stage, saying: str
) -> None:
    """Pull a source that is answered wrongly beside one that is answered well."""
    other = "itu" if source_id == "imf" else "imf"
    before = files_of(workshop, source_id)
    arguments = ("pull", source_id, other, *at((source_id, bad), (other, good)))
    assert workshop.run(*arguments) == 1, workshop.said
    (sentence,) = workshop.refused()
    assert saying in sentence
    assert sentence.endswith(".")
    assert len(sentence) <= MOST + 1
    assert workshop.table()[source_id]["outcome"] == "failed, unchanged"
    assert workshop.moved(other) == (0, 1, 0)
    assert files_of(workshop, source_id) == before


@pytest.mark.parametrize("source_id", LIVE)
@pytest.mark.parametrize("fault", FAULTS)
def test_a_wrong_answer_changes_nothing_and_stops_no_other(
    small: Workshop,
    stage: Callable[..., Stage],
    source_id: str,
    fault: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    act, saying = FAULTS[fault]
    # Only what trickles is to be given up for its slowness: a busy machine is slow as well.
    monkeypatch.setenv("ETL_LONGEST", "1" if fault == DRIP else "60")
    refused_while_another_goes_on(small, source_id, stage(act), stage(), saying)


@pytest.mark.parametrize("source_id", LIVE)
def test_an_error_inside_an_answer_changes_nothing(
    small: Workshop, stage: Callable[..., Stage], source_id: str
) -> None:
    said, saying = ERRORS[source_id]
    bad = stage(always(200, said))
    refused_while_another_goes_on(small, source_id, bad, stage(), saying)


@pytest.mark.parametrize("source_id", LIVE)
def test_a_last_answer_that_is_wrong_undoes_all_that_came_before(
    small: Workshop, stage: Callable[..., Stage], source_id: str
) -> None:
    whole = Shelf()
    import_module(f"etl.sources.{source_id}").fetch(whole, SOURCES[source_id], {})
    # The published release is asked for once more than a shelf is.
    most = len(whole.asked) + (source_id == "world_bank")

    def at_the_end(handler: Handler) -> bool:
        return len(bad.asked) >= most and handler.say(200, HTML)

    bad = stage(at_the_end)
    refused_while_another_goes_on(small, source_id, bad, stage(), PAGE)
    assert len(bad.asked) >= most


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> ssl.SSLContext:
    """Return the TLS settings of a server whose certificate nobody has signed but itself."""
    if shutil.which("openssl") is None:
        pytest.skip("the program openssl, which makes a certificate, is not there")
    folder = tmp_path_factory.mktemp("tls")
    names = ["-keyout", str(folder / "key.pem"), "-out", str(folder / "certificate.pem")]
    made = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=127.0.0.1"]
    subprocess.run([*made, *names], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "certificate.pem", folder / "key.pem")
    return context


@pytest.mark.parametrize("source_id", LIVE)
def test_a_certificate_that_nobody_trusts_ends_a_pull_at_once(
    small: Workshop, stage: Callable[..., Stage], certificate: ssl.SSLContext, source_id: str
) -> None:
    bad = stage(lambda handler: False, certificate)
    saying = "the server’s certificate is not trusted"
    refused_while_another_goes_on(small, source_id, bad, stage(), saying)
    assert not bad.asked


@pytest.mark.parametrize("source_id", LIVE)
def test_a_server_that_asks_us_to_wait_is_asked_again(
    small: Workshop, stage: Callable[..., Stage], source_id: str
) -> None:
    waited: set[str] = set()

    def busy(handler: Handler) -> bool:
        if handler.path in waited:
            return False
        waited.add(handler.path)
        return handler.say(429, b"", Retry_After="0")

    assert small.run("pull", source_id, *at((source_id, stage(busy)))) == 0, small.told
    assert "answered after 2 tries (429)" in small.said
    assert small.moved(source_id) == (0, 1, 0)
    assert len(waited) > (source_id in ("world_bank", "un_sdg"))


@pytest.mark.parametrize("source_id", LIVE)
def test_the_good_server_is_read(
    small: Workshop, stage: Callable[..., Stage], source_id: str
) -> None:
    """Else each refusal above could be owed to the server and not to its fault."""
    server = stage()
    assert small.run("pull", source_id, *at((source_id, server))) == 0, small.told
    assert small.moved(source_id) == (0, 1, 0)


@pytest.mark.parametrize(
    ("source_id", "one", "many"),
    [
        ("world_bank", b'"pages": 1,', b'"pages": 900000000,'),
        ("un_sdg", b'"totalPages": 1,', b'"totalPages": 900000000,'),
        ("itu", b"", b""),
    ],
)
def test_pages_without_an_end_are_given_up(
    small: Workshop,
    stage: Callable[..., Stage],
    monkeypatch: pytest.MonkeyPatch,
    source_id: str,
    one: bytes,
    many: bytes,
) -> None:
    monkeypatch.setattr(http, "MOST", 40)

    def endless(handler: Handler) -> bool:
        if source_id == "itu":  # only its interface answers, with the same page for ever
            if "/data360/data" not in handler.path:
                return handler.say(404, b"")
            return handler.say(200, b'{"count": 900000000, "value": [{"INDICATOR": "other"}]}')
        return handler.say(200, (answer(handler.path) or b"[]").replace(one, many))

    saying = "40 answers were read and there is no end"
    refused_while_another_goes_on(small, source_id, bad := stage(endless), stage(), saying)
    assert len(bad.asked) == 40
