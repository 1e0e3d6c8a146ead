"""How often one address may ask this process: nothing of it is written anywhere."""

from __future__ import annotations

import secrets
import threading
import time

from inbox.limits import Rate, coded, left, wait

MOST = 10_000
"""Addresses remembered; past that, those whose allowance is full again are forgotten."""


class Allowances:
    """What is left to each address."""

    def __init__(self, rate: Rate) -> None:
        """Begin with everyone's allowance full."""
        self._rate = rate
        self._held: dict[str, tuple[float, float]] = {}
        self._key, self._day = secrets.token_bytes(32), ""
        self._lock = threading.Lock()

    def take(self, address: str) -> int:
        """Take one from an address's allowance; return the seconds to wait where none is left."""
        now, day = time.monotonic(), time.strftime("%Y-%m-%d", time.gmtime())
        with self._lock:
            if day != self._day:
                self._key, self._day = secrets.token_bytes(32), day
                self._held.clear()
            who = coded(address, self._key)
            before, then = self._held.get(who, (float(self._rate.many), now))
            tokens = left(self._rate, before, then, now)
            if tokens < 1:
                return wait(self._rate, tokens)
            self._held[who] = (tokens - 1, now)
            if len(self._held) > MOST:
                self._forget(now)
        return 0

    def _forget(self, now: float) -> None:
        full = [
            who
            for who, (before, then) in self._held.items()
            if left(self._rate, before, then, now) >= self._rate.many
        ]
        # Where a crowd of addresses is at work, the oldest go: memory has an end.
        for who in full or list(self._held)[: MOST // 2]:
            del self._held[who]


STATES = Allowances(Rate(30, 60))
"""Questions for a state."""

POSTS = Allowances(Rate(30, 60))
"""Forms and files, whether they could be taken or not."""
