"""How often an address may come: a bucket of tokens that fills again with time."""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
import math
import secrets
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Rate:
    """So many at once, and so many again in the seconds of a period."""

    many: int
    period: float


SUBMISSIONS = Rate(5, 600)


class Exceeded(Exception):
    """An address came too often; `seconds` says when it may come again."""

    def __init__(self, seconds: int) -> None:
        """Keep the seconds to wait."""
        super().__init__(f"too often; again in {seconds} seconds")
        self.seconds = seconds


def coded(address: str, key: bytes) -> str:
    """Return an address as a keyed hash; of IPv6 the part that one line has, its first 64 bits."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        plain = address
    else:
        if isinstance(found, ipaddress.IPv6Address) and found.ipv4_mapped:
            found = found.ipv4_mapped
        plain = (
            str(ipaddress.ip_network((found, 64), strict=False))
            if found.version == 6
            else str(found)
        )
    return hmac.new(key, plain.encode("utf-8", "replace"), hashlib.sha256).hexdigest()


def left(rate: Rate, before: float, then: float, now: float) -> float:
    """Return the tokens of a bucket that held `before` at `then`; a full one never overflows."""
    return min(rate.many, before + max(0.0, now - then) * rate.many / rate.period)


def wait(rate: Rate, tokens: float) -> int:
    """Return the seconds until a bucket holds a whole token."""
    return max(1, math.ceil((1 - tokens) * rate.period / rate.many))


def take(connection: sqlite3.Connection, address: str, now: float, day: str) -> None:
    """Take a token for a submission, inside the transaction that keeps it.

    Raises:
        Exceeded: the address has none left.
    """
    connection.execute("DELETE FROM day_key WHERE day <> ?", (day,))
    connection.execute("DELETE FROM allowance WHERE day <> ?", (day,))
    connection.execute(
        "INSERT OR IGNORE INTO day_key VALUES (?, ?)", (day, secrets.token_bytes(32))
    )
    key = connection.execute("SELECT key FROM day_key WHERE day = ?", (day,)).fetchone()[0]
    who = coded(address, key)
    row: Mapping[str, float] | None = connection.execute(
        "SELECT tokens, at FROM allowance WHERE who = ?", (who,)
    ).fetchone()
    tokens = left(SUBMISSIONS, row["tokens"], row["at"], now) if row else SUBMISSIONS.many
    if tokens < 1:
        raise Exceeded(wait(SUBMISSIONS, tokens))
    connection.execute(
        "INSERT OR REPLACE INTO allowance VALUES (?, ?, ?, ?)", (who, day, tokens - 1, now)
    )
