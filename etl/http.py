"""The only user of the network: one GET with patience, limits and a look at what came."""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import requests
from requests.adapters import HTTPAdapter
from urllib3.util import Retry
from urllib3.util.retry import RequestHistory

from etl.faults import Fault

TIMEOUT = 90.0
"""Seconds of silence after which a connection counts as dead."""

LONGEST = 600.0
"""Seconds that one answer may take in all: a server that only trickles is given up as well."""

BACKOFF = 1.0
"""Seconds before the second try; each further wait is twice as long."""

WAIT = 120
"""Seconds that a server may ask us to wait (Retry-After); more is not worth staying for."""

TRIES = 4
LARGEST = 64 * 1024 * 1024
PASSING = (429, 500, 502, 503, 504)
NAME = "arab-digital-government-dashboard/1.0"


class _Broken(Exception):
    """A body that did not come whole; worth another try."""


@dataclass(frozen=True)
class Document:
    """The bytes an address or a file gave; `address` is what is named when they are wrong."""

    address: str
    body: bytes
    html: bool = False

    @property
    def sha256(self) -> str:
        """Return the SHA-256 of the bytes."""
        return hashlib.sha256(self.body).hexdigest()

    def text(self) -> str:
        """Return the body as text, without a byte-order mark.

        Raises:
            Fault: the body is not UTF-8, or is a page in HTML.
        """
        try:
            text = self.body.decode("utf-8-sig")
        except UnicodeDecodeError:
            raise Fault(f"{self.address}: not UTF-8 text; take it from the source again") from None
        if self.html or text.lstrip()[:1] == "<":
            raise Fault(f"{self.address}: a web page came in place of figures; try again later")
        return text

    def json(self) -> Any:
        """Return the body as JSON, its numbers as exact decimals.

        Raises:
            Fault: the body is a page in HTML, is cut off, or is not JSON.
        """
        text = self.text()
        try:
            return json.loads(text, parse_float=Decimal)
        except (ValueError, RecursionError) as error:
            raise Fault(f"{self.address}: cut off or not JSON ({error}); try again later") from None


@dataclass
class Client:
    """A polite reader of addresses; `remarks` collects what healed on the way.

    `bases` sends a source's requests to a mirror: scheme and host are replaced, the path stays.
    """

    base: str | None = None
    timeout: float = TIMEOUT
    backoff: float = BACKOFF
    progress: Callable[[str], None] = lambda address: None
    remarks: list[str] = field(default_factory=list)

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
            Fault: a time-out, a refused connection, a status other than 200 after several
                tries, or an answer that is too large or shorter than announced.
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
        self.progress(target)
        broken: list[str] = []
        while True:
            try:
                response = self._session.get(target, timeout=self.timeout, stream=True)
            except requests.exceptions.RequestException as error:
                # urllib3 has had all its tries by now.
                raise self._given_up(target, self._reason(error)) from None
            try:
                body = self._read(response, target)
                break
            except _Broken as error:
                broken.append(str(error))
                if len(broken) == TRIES:
                    raise self._given_up(target, broken[-1]) from None
                time.sleep(self.backoff * 2 ** (len(broken) - 1))
            finally:
                response.close()
        if broken:
            self.remarks.append(f"{target}: answered after {len(broken) + 1} tries ({broken[0]})")
        if response.status_code in nothing:
            return None
        if response.status_code != 200:
            raise Fault(
                f"{target}: HTTP {response.status_code} after {self._tries(response)} tries; try "
                "again later or check the address in the declaration"
            )
        self._note_healing(response, target)
        kind = response.headers.get("Content-Type", "").split(";")[0].strip().lower()
        return Document(target, body, html=kind in ("text/html", "application/xhtml+xml"))

    def _given_up(self, target: str, reason: str) -> Fault:
        return Fault(
            f"{target}: no whole answer came in {TRIES} tries ({reason}); check the connection "
            "and try again later"
        )

    def _reason(self, error: requests.exceptions.RequestException) -> str:
        late = isinstance(error, requests.exceptions.Timeout) or "timed out" in str(error)
        return f"no answer within {self.timeout:g} seconds" if late else "it broke off"

    def _read(self, response: requests.Response, target: str) -> bytes:
        pieces, size, end = [], 0, time.monotonic() + LONGEST
        try:
            for piece in response.iter_content(65536):
                size += len(piece)  # unpacked: a small answer may unpack to an endless one
                if size > LARGEST:
                    raise Fault(
                        f"{target}: more than {LARGEST // 1024 // 1024} MB came, which no source "
                        "sends; check the address in the declaration"
                    )
                if time.monotonic() > end:
                    raise Fault(
                        f"{target}: not finished after {LONGEST:g} seconds; try again later"
                    )
                pieces.append(piece)
        except requests.exceptions.RequestException as error:
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
