"""The only user of the network: one GET with patience, limits and a look at what came."""

from __future__ import annotations

import email.utils
import os
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit, urlunsplit

import requests
import urllib3
from requests.adapters import HTTPAdapter
from urllib3.util import Retry
from urllib3.util.retry import RequestHistory

from etl import raw
from etl.documents import LARGEST, Document
from etl.faults import Fault

TIMEOUT = 90.0
"""Seconds of silence after which a connection counts as dead."""

LONGEST = 600.0
"""Seconds that one answer may take in all: a server that only trickles is given up as well."""

BACKOFF = 1.0
"""Seconds before the second try; each further wait is twice as long."""

WAIT = 120
"""Seconds that a server may ask us to wait (Retry-After); more is not worth staying for."""

PAUSE = 0.25
"""Seconds between two requests to the same host, one at a time."""

MOST = 2000
"""Answers asked of one source in a pull; a list of pages that never ends is given up."""

TRIES = 4
REDIRECTS = 3
PASSING = (429, 500, 502, 503, 504)
NAME = "arab-digital-government-dashboard/1.0"
PAGES = ("text/html", "application/xhtml+xml")
KINDS = ("text/", "application/json", "application/csv", "application/octet-stream", "binary/")
"""Starts of the content types in which figures come; '' where a server names none."""


_turns: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)
_last: dict[str, float] = {}


@contextmanager
def _turn(host: str) -> Iterator[None]:
    """Wait for one's turn at a host: one request at a time, with a pause in between."""
    with _turns[host]:
        pause = float(os.environ.get("ETL_PAUSE", PAUSE))
        time.sleep(max(0.0, _last.get(host, -pause) + pause - time.monotonic()))
        try:
            yield
        finally:
            _last[host] = time.monotonic()


class _Broken(Exception):
    """A body that did not come whole; worth another try."""


@dataclass
class Client:
    """A polite reader of addresses; `remarks` collects what healed on the way.

    `base` sends a source's requests to a mirror: scheme and host are replaced, the path stays.
    `fresh` counts the answers that were not the ones kept from an earlier pull.
    """

    base: str | None = None
    timeout: float = TIMEOUT
    backoff: float = BACKOFF
    longest: float = LONGEST
    progress: Callable[[str], None] = lambda address: None
    remarks: list[str] = field(default_factory=list)
    fresh: int = 0
    asked: int = 0

    def __post_init__(self) -> None:
        """Open a session that retries what passes by itself."""
        self._session = requests.Session()
        contact = os.environ.get("ETL_CONTACT", "contact: set ETL_CONTACT")
        self._session.headers["User-Agent"] = f"{NAME} ({contact})"
        retry = Retry(
            total=TRIES - 1,
            status_forcelist=PASSING,
            backoff_factor=self.backoff,
            respect_retry_after_header=True,
            retry_after_max=WAIT,
            raise_on_status=False,
        )
        adapter = HTTPAdapter(max_retries=retry)
        self._session.mount("https://", adapter)
        self._session.mount("http://", adapter)

    def get(self, address: str) -> Document:
        """Return what an address gives.

        Raises:
            Fault: a time-out, a refused connection, a certificate that is not trusted, a status
                other than 200 after several tries, a way to another host, or an answer that is
                too large, of another kind than figures, or shorter than announced.
        """
        document = self._ask(address, ())
        assert document is not None
        return document

    def find(self, address: str) -> Document | None:
        """Return what an address gives, or None where there is nothing (HTTP 404).

        Raises:
            Fault: as for `get`.
        """
        return self._ask(address, (404,))

    def _ask(self, address: str, nothing: tuple[int, ...]) -> Document | None:
        target = self._at_mirror(address)
        self.asked += 1
        if self.asked > MOST:
            raise Fault(
                f"{target}: {MOST} answers were read and there is no end; check the address in the "
                "declaration"
            )
        kept = raw.kept(target)
        broken: list[str] = []
        while True:
            with _turn(urlsplit(target).netloc):
                self.progress(target)
                response = self._open(target, kept.headers() if kept else {})
                try:
                    body = self._read(response, target)
                    break
                except _Broken as error:
                    broken.append(str(error))
                    if len(broken) == TRIES:
                        raise self._given_up(target, broken[-1]) from None
                finally:
                    response.close()
            time.sleep(self.backoff * 2 ** (len(broken) - 1))
        if broken:
            self.remarks.append(f"{target}: answered after {len(broken) + 1} tries ({broken[0]})")
        if response.status_code == 304 and kept:
            self._note_healing(response, target)
            return _document(target, kept)
        if response.status_code in nothing:
            return None
        if response.status_code != 200:
            raise Fault(
                f"{target}: HTTP {response.status_code} after {self._tries(response)} tries; try "
                "again later or check the address in the declaration"
            )
        self._note_healing(response, target)
        self.fresh += 1
        headers = response.headers
        answer = raw.Kept(
            body,
            headers.get("ETag", ""),
            headers.get("Last-Modified", ""),
            headers.get("Content-Type", "").split(";")[0].strip().lower(),
        )
        document = _document(target, answer)
        if not document.html:
            raw.keep(target, answer)
        return document

    def _open(self, target: str, headers: dict[str, str]) -> requests.Response:
        """Return the answer of an address, still unread; ways within the same host are gone."""
        place = target
        for _ in range(REDIRECTS + 1):
            try:
                response = self._session.get(
                    place, timeout=self.timeout, stream=True, headers=headers, allow_redirects=False
                )
            except requests.exceptions.SSLError:
                raise Fault(
                    f"{target}: the server’s certificate is not trusted, so nothing was read; "
                    "check the address, the clock and the certificates of this machine"
                ) from None
            except requests.exceptions.RequestException as error:
                # urllib3 has had all its tries by now.
                raise self._given_up(target, self._reason(error)) from None
            if not response.is_redirect:
                return response
            response.close()
            place = urljoin(place, response.headers["Location"])
            if urlsplit(place).netloc != urlsplit(target).netloc:
                raise Fault(
                    f"{target}: it sends us on to another host ({urlsplit(place).netloc}), which "
                    "we do not follow; check the address in the declaration"
                )
        raise Fault(f"{target}: it sends us round in circles; check the address in the declaration")

    def _given_up(self, target: str, reason: str) -> Fault:
        return Fault(
            f"{target}: no whole answer came in {TRIES} tries ({reason}); check the connection "
            "and try again later"
        )

    def _reason(self, error: Exception) -> str:
        late = isinstance(error, requests.exceptions.Timeout) or "timed out" in str(error)
        return f"no answer within {self.timeout:g} seconds" if late else "it broke off"

    def _read(self, response: requests.Response, target: str) -> bytes:
        """Return the unpacked body, given up as soon as it is too large or too slow."""
        announced = response.headers.get("Content-Length", "")
        if announced.isdigit() and int(announced) > LARGEST:
            raise _too_large(target)
        kind = response.headers.get("Content-Type", "").split(";")[0].strip().lower()
        if (
            response.status_code == 200
            and kind
            and not kind.startswith(KINDS)
            and kind not in PAGES
        ):
            raise Fault(
                f"{target}: {kind} came in place of figures; check the address in the declaration"
            )
        pieces, size, end = [], 0, time.monotonic() + self.longest
        try:
            # One piece is what has come so far: a server that only trickles is seen at once.
            while piece := response.raw.read1(65536, decode_content=True):
                size += len(piece)  # unpacked: a small answer may unpack to an endless one
                if size > LARGEST:
                    raise _too_large(target)
                if time.monotonic() > end:
                    raise Fault(
                        f"{target}: not finished after {self.longest:g} seconds; try again later"
                    )
                pieces.append(piece)
        except (urllib3.exceptions.HTTPError, OSError) as error:
            raise _Broken(self._reason(error)) from None
        return b"".join(pieces)

    def _history(self, response: requests.Response) -> tuple[RequestHistory, ...]:
        retries = getattr(response.raw, "retries", None)
        return retries.history if isinstance(retries, Retry) else ()

    def _tries(self, response: requests.Response) -> int:
        return len(self._history(response)) + 1

    def _note_healing(self, response: requests.Response, target: str) -> None:
        tries = self._tries(response)
        if tries > 1:
            statuses = [str(each.status or each.error) for each in self._history(response)]
            self.remarks.append(f"{target}: answered after {tries} tries ({', '.join(statuses)})")

    def _at_mirror(self, address: str) -> str:
        if self.base is None:
            return address
        base, own = urlsplit(self.base), urlsplit(address)
        path = base.path.rstrip("/") + own.path
        return urlunsplit((base.scheme, base.netloc, path, own.query, ""))


def _document(address: str, answer: raw.Kept) -> Document:
    try:
        day = email.utils.parsedate_to_datetime(answer.last_modified).date()
    except (TypeError, ValueError):
        day = None
    return Document(address, answer.body, html=answer.content_type in PAGES, modified=day)


def _too_large(target: str) -> Fault:
    return Fault(
        f"{target}: more than {LARGEST // 1024 // 1024} MB came, which no source sends; check the "
        "address in the declaration"
    )
