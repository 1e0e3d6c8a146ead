"""References of submissions: unguessable, short, and safe to read out."""

from __future__ import annotations

import re
import secrets

from inbox.texts import western

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Thirty-one signs that are not mistaken for each other (no 0, 1, I, L, O). Their number is a
prime, so that the check finds every single wrong sign and every two that changed places."""

DRAWN = 9


def _check(drawn: str) -> str:
    total = sum(place * ALPHABET.index(each) for place, each in enumerate(drawn, 2))
    return ALPHABET[total % len(ALPHABET)]


def grouped(plain: str) -> str:
    """Return a reference in groups, as it is shown and kept."""
    return f"{plain[:3]}-{plain[3:6]}-{plain[6:]}"


def new() -> str:
    """Return a new reference: nine drawn signs and one that checks them."""
    drawn = "".join(secrets.choice(ALPHABET) for _ in range(DRAWN))
    return grouped(drawn + _check(drawn))


def read(typed: str) -> str:
    """Return a reference as it is kept from what somebody typed; '' where it cannot be one."""
    plain = re.sub(r"[^0-9A-Z]", "", western(typed[:100]).upper())
    whole = len(plain) == DRAWN + 1 and set(plain) <= set(ALPHABET)
    return grouped(plain) if whole and _check(plain[:DRAWN]) == plain[DRAWN] else ""
