"""Text that strangers wrote: cleaned on the way in, made visible on the way to a terminal."""

from __future__ import annotations

import re
import unicodedata

_BREAKS = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_HIDDEN = re.compile(
    "["
    "\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f"  # control characters
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # marks, overrides and isolates of direction
    "\u200b\u2060-\u2065\u206a-\u206f\ufeff\ufff9-\uffff\ufdd0-\ufdef"  # no width, no character
    "\ud800-\udfff\U000e0000-\U000e0fff"  # halves of pairs, tags
    "]"
)
_DIGITS = {ord(each): str(unicodedata.digit(each)) for each in "٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹"}


def clean(text: str, *, lines: bool = False) -> str:
    """Return text in one form (NFC), without signs that nobody sees; `lines` keeps line breaks.

    They are taken out, not refused: they come along unseen with what is pasted from a word
    processor or a message, and who cannot see a sign cannot remove it.
    """
    plain = _HIDDEN.sub("", _BREAKS.sub("\n", text.replace("\t", " ")))
    plain = unicodedata.normalize("NFC", plain)
    if not lines:
        return " ".join(plain.split())
    rows = [" ".join(row.split()) for row in plain.split("\n")]
    return re.sub("\n{3,}", "\n\n", "\n".join(rows)).strip()


def hidden(text: str) -> list[str]:
    """Return the code points in a text that `clean` would take out."""
    return sorted({f"U+{ord(each):04X}" for each in _HIDDEN.findall(text)})


def western(text: str) -> str:
    """Return text with Western digits."""
    return text.translate(_DIGITS)


def visible(text: str) -> str:
    """Return text for a terminal: lines stay lines, what does not print is spelled out."""
    return "".join(
        each if each == "\n" or each.isprintable() else f"\\U{ord(each):08x}" for each in text
    )
