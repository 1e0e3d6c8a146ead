"""The bytes that an address or a file gave, looked at before they are read."""

from __future__ import annotations

import datetime
import hashlib
import json
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from etl.faults import Fault

LARGEST = 64 * 1024 * 1024
"""Bytes, unpacked, beyond which nothing is read: no source sends so much."""


@dataclass(frozen=True)
class Document:
    """The bytes an address or a file gave; `address` is what is named when they are wrong."""

    address: str
    body: bytes
    html: bool = False
    modified: datetime.date | None = None
    """The day on which the server says that it last changed."""

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
            Fault: the body is a page in HTML, is cut off, is not JSON, or names a member twice.
        """
        text = self.text()
        try:
            return json.loads(text, parse_float=_exact, object_pairs_hook=self._members)
        except (ValueError, ArithmeticError, RecursionError) as error:
            raise Fault(f"{self.address}: cut off or not JSON ({error}); try again later") from None

    def _members(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        """Return the members of an object; of two of one name, neither is the one to believe."""
        found = dict(pairs)
        if len(found) != len(pairs):
            names = [name for name, _ in pairs]
            twice = next(name for name in names if names.count(name) > 1)
            raise Fault(f"{self.address}: “{twice}” occurs twice in one object; try again later")
        return found


def _exact(text: str) -> Decimal:
    """Return a number of JSON, every digit kept; one such as 1e999999999 would fill the memory."""
    number = Decimal(text)
    if abs(number.adjusted()) > 99:
        raise ValueError("a number that no source publishes")
    return number
