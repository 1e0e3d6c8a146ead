"""Text that a spreadsheet could take for a formula."""

from __future__ import annotations

import re

_BLANK = (
    "[\x01-\x20\x7f-\xa0\xad\u061c\u115f\u1680\u180e\u200b-\u200f\u2000-\u200a\u2028-\u202f"
    "\u205f-\u206f\u3000\ufeff]"
)
_SIGN = "[=+\\-@\N{FULLWIDTH EQUALS SIGN}\N{FULLWIDTH PLUS SIGN}\N{FULLWIDTH HYPHEN-MINUS}"
_SIGN += "\N{FULLWIDTH COMMERCIAL AT}\N{SMALL PLUS SIGN}\N{SMALL HYPHEN-MINUS}"
_SIGN += "\N{SMALL EQUALS SIGN}\N{SMALL COMMERCIAL AT}|%]"

PATTERN = f"^(?:[\t\r\n]|{_BLANK}*{_SIGN})"
"""Starts that are taken for a formula, in signs that both Python and DuckDB read alike.

Blanks and marks that are not seen may stand before the sign: spreadsheets skip some of them.
"""

_RISKY = re.compile(PATTERN)


def risky(words: str) -> bool:
    """Return whether a text could run as a formula where a spreadsheet reads it from a file."""
    return _RISKY.match(words) is not None
