"""Requests that nobody should send: each is answered, none breaks the server."""

from __future__ import annotations

import os
import random
import re
import shutil
import socket
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count, product
from pathlib import Path
from statistics import median
from urllib.parse import quote

import psutil
import pytest
from exporting import OLDER, get, small_server

from app.api.places import PLACES, ROOT

FEW = {200, 204, 304, 400, 403, 404, 405, 413, 414, 429}
MANY, TIMES = 2000, 10
BEYOND = count(3000)
"""Years beyond the last figure: an address with one was never asked for."""

VALUES = [
    *("egdi", "JOR", "arab", "2024", "2010:2024", "en", "ar", "1", "0123456789ab", "trust"),
    *("egdi,population", "government_ai_readiness", ":", "::", "9999", "-1", "1e9", "NaN", ""),
    *("' OR 1=1 --", "1); DROP TABLE observation; --", "$version", "{0}", "%s", "${7*7}"),
    *("<script>alert(1)</script>", "../../etc/passwd", "..\\..\\x", "file:///etc/passwd"),
    *("\x00", "egdi\x00", "\r\nX-Bad: 1", "\u202eabc", "الأردن", "😀", "\ud7ff", "a" * 300),
    *(",", "egdi,,", "JOR," * 50, "true", "null", "[]", "[egdi]", "{}", "2024-01-01"),
]
NAMES = [
    *("indicator", "country", "group", "year", "pillar", "topic", "lang", "excel"),
    *("data_version", "sql", "Indicator", "indicator[]", "__proto__", "q", "", "limit"),
]
PATHS = [
    *(f"{ROOT}{path}" for path in PLACES),
    *("/api", "/api/", "/api/v1", "/api/v2/observations.csv", f"{ROOT}observations", "/health"),
    *(f"{ROOT}../v1/observations.csv", f"{ROOT}..%2f..%2fetc/passwd", f"{ROOT}%2e%2e/store"),
    *(f"{ROOT}observations.csv/", f"{ROOT}observations.csv%00", f"{ROOT}observations.CSV"),
    *(f"{ROOT}//observations.csv", f"{ROOT}observations.csv;x=1", f"{ROOT}%", f"{ROOT}%zz"),
    *(f"{ROOT}{'a/' * 200}", f"{ROOT}\\..\\x", f"{ROOT}current", f"{ROOT}0123456789ab.duckdb"),
]
METHODS = ["GET"] * 12 + ["HEAD", "OPTIONS", "POST", "PUT", "DELETE", "PATCH", "TRACE", "FOO"]
HEADERS = [
    *("Accept-Encoding: gzip", "Accept-Encoding: gzip;q=x,,;", "If-None-Match: *"),
    *('If-None-Match: "a", W/"b", c,,', "Range: bytes=0-10", "Range: bytes=zzz", "Host: a/b"),
    *("Host: [::1]:80", "Host: x:99999999", "Cookie: a=b", "Origin: null", "Expect: y"),
    *("Content-Length: 99999999", "X-Forwarded-Host: <script>", "Accept: text/html;q=nan"),
    *("If-Modified-Since: yesterday", "Accept-Language: ar", "Content-Type: application/json"),
]


@pytest.fixture(scope="module")
def few(store_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with small_server(store_dir, tmp_path_factory.mktemp("few")) as address:
        yield address


def request_at_random(dice: random.Random) -> bytes:
    """Return a request as bytes, since clients mend what is wrong with one."""
    pairs = []
    for _ in range(dice.randint(0, 4)):
        name, value = dice.choice(NAMES[:9] if dice.random() < 0.8 else NAMES), dice.choice(VALUES)
        style = dice.random()
        if style < 0.7:
            value = quote(value)
        elif style < 0.8:
            value = quote(quote(value))
        elif style < 0.9:
            value = re.sub(r"[\x00-\x20#]", "+", value)
        else:
            value += "%" + dice.choice(["", "0", "GG", "ff", "c3%28"])
            value = re.sub(r"[\x00-\x20#]", "", value)
        pairs.append(f"{quote(name)}={value}" if dice.random() < 0.95 else quote(name))
    if pairs and dice.random() < 0.1:
        pairs.append(dice.choice(pairs))
    if dice.random() < 0.03:
        pairs.append(f"country={'JOR,' * 1200}")
    path = dice.choice(PATHS[: len(PLACES)] if dice.random() < 0.75 else PATHS)
    address = f"{path}?{dice.choice(['&', '&', '&', ';']).join(pairs)}" if pairs else path
    headers = dice.sample(HEADERS, dice.randint(0, 2))
    if not any(each.startswith("Host:") for each in headers):
        headers.append("Host: localhost")
    lines = [f"{dice.choice(METHODS)} {address} HTTP/1.1", *headers, "Connection: close"]
    return "\r\n".join(lines).encode("utf-8", "surrogatepass") + b"\r\n\r\n"


def status_of(host: str, port: int, request: bytes) -> int:
    """Return the status of the answer to a request, once all of the answer has come."""
    with socket.create_connection((host, port), timeout=120) as line:
        line.sendall(request)
        head = b""
        while piece := line.recv(1 << 16):
            head = head or piece[:64]
    found = re.match(rb"HTTP/1\.1 (\d{3}) ", head)
    assert found, (request, head)
    return int(found[1])


def process_at(address: str) -> psutil.Process:
    """Return the process of a server that this one has started."""
    port = address.rsplit(":", 1)[1]
    return next(each for each in psutil.Process().children() if port in each.cmdline())


def effort(process: psutil.Process) -> float:
    """Return the processor milliseconds of a process: what others do meanwhile is not in them."""
    tasks = Path(f"/proc/{process.pid}/task")
    try:
        each = [(task / "schedstat").read_text().split()[0] for task in tasks.iterdir()]
        return sum(map(int, each)) / 1e6
    except (OSError, LookupError, ValueError):
        own = process.cpu_times()
        return float(own.user + own.system) * 1000


@dataclass
class Line:
    """A way to ask a server that tells what an answer has cost it."""

    address: str

    def __post_init__(self) -> None:
        self.process = process_at(self.address)
        host, port = self.address.removeprefix("http://").split(":")
        self.host, self.port = host, int(port)

    def ask(self, request: bytes) -> tuple[int, float]:
        """Return the status of an answer, and the milliseconds that it took the processor."""
        before = effort(self.process)
        status = status_of(self.host, self.port, request)
        return status, effort(self.process) - before

    def plain(self, address: str) -> tuple[int, float]:
        """Ask as an honest program does."""
        lines = (f"GET {address} HTTP/1.1", "Host: localhost", "Connection: close")
        return self.ask("\r\n".join(lines).encode() + b"\r\n\r\n")


def made_anew(line: Line, path: str) -> float:
    """Return what an honest answer costs that was never asked for, the dearest of three."""
    asked = (f"{path}?lang={lang}&year=:{next(BEYOND)}" for lang in ("en", "ar", "en"))
    return max(line.plain(each)[1] for each in asked)


def test_no_request_breaks_the_server(few: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A refusal is cheap, and an answer costs no more than an honest one of its kind.

    What is made for the first time takes longer than what is kept: the catalogues are read before,
    and a file is compared with another file that was never asked for.
    """
    line, dice, seen, costs = Line(few), random.Random(2030), Counter[int](), []
    for path, version in product(PLACES, ("", f"?data_version={OLDER}")):
        assert line.plain(f"{ROOT}{path}{version}")[0] == 200
    for _ in range(MANY):
        request = request_at_random(dice)
        status, cost = line.ask(request)
        costs.append((cost, status, request))
        assert status in FEW, (status, request)
        seen[status] += 1
    assert {200, 304, 400, 404, 405, 413, 414} <= set(seen), seen
    middle = median(cost for cost, _, _ in costs)
    slow = sorted((each for each in costs if each[0] > TIMES * middle), reverse=True)
    for cost, status, request in slow:
        path = request.split()[1].split(b"?")[0].decode("latin-1")
        if status == 200 and "year" in PLACES[path.removeprefix(ROOT)].parameters:
            assert cost < TIMES * made_anew(line, path), (cost, request)
        # What is kept now, or was refused, or met a pause of the server, is cheap the next time.
        again = min(line.ask(request)[1] for _ in range(3))
        assert again < TIMES * middle, (cost, again, middle, request)
    with capsys.disabled():
        print(
            f"\n{MANY} requests: {dict(sorted(seen.items()))}; median {middle:.1f} ms of processor,"
            f" dearest {max(costs)[0] / middle:.0f} times that; {len(slow)} above {TIMES} times,"
            " none of them when asked again"
        )
    assert get(f"{few}/health").json()["status"] == "ok"
    assert get(f"{few}{ROOT}observations.csv?country=JOR").status_code == 200


def test_schemathesis_finds_no_failure(few: str, tmp_path: Path) -> None:
    program = shutil.which("schemathesis", path=str(Path(sys.executable).parent))
    assert program, "schemathesis is in requirements-dev.txt"
    command = [program, "run", f"{few}{ROOT}openapi.json", "--url", few, "--no-color"]
    command += ["--max-examples", "5", "--seed", "7", "--request-timeout", "120"]
    done = subprocess.run(
        command,
        cwd=tmp_path,
        env={**os.environ, "HYPOTHESIS_STORAGE_DIRECTORY": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=2700,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
    assert "No issues found" in done.stdout
