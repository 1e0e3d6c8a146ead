"""Text, numbers, plurals and dates in each language: the one place where figures become words."""

from __future__ import annotations

import datetime
import math
import re
import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from babel import Locale

LANGUAGES: Mapping[str, str] = {"en": "English", "ar": "العربية"}
"""Language id to the name by which the language calls itself."""

VIEWS = (
    "overview",
    "country",
    "compare",
    "targets",
    "practices",
    "strategies",
    "recommendations",
    "data",
    "methods",
)
"""Views in the order of the menu."""

PAGES = (*VIEWS, "present", "embed")
"""Views, and what has an address of its own without standing in the menu."""

MINUS = "\N{MINUS SIGN}"
POP = "\N{POP DIRECTIONAL ISOLATE}"
LEFT_TO_RIGHT = "\N{LEFT-TO-RIGHT ISOLATE}"
RIGHT_TO_LEFT = "\N{RIGHT-TO-LEFT ISOLATE}"

_CODES = re.compile(r"\b\d+\.[a-z](?:\.\d+)?\b")
"""Numbers of targets and indicators with a letter, such as 9.c.1, which Arabic text would turn."""

# The same key as Arab readers expect in lists: without article, vowel marks and letter variants.
_MARKS = re.compile("[\N{ARABIC FATHATAN}-\N{ARABIC SUKUN}\N{ARABIC TATWEEL}]")
_VARIANTS = str.maketrans("أإآىة", "ااايه")


def direction(language: str) -> str:
    """Return 'rtl' or 'ltr', the direction in which a language is written."""
    return "rtl" if language == "ar" else "ltr"


def preferred(accept_language: str) -> str:
    """Return the first language of a browser's Accept-Language header that we speak."""
    for entry in accept_language.split(","):
        primary = entry.split(";")[0].strip().split("-")[0].lower()
        if primary in LANGUAGES:
            return primary
    return "en"


@lru_cache
def catalogue(language: str) -> dict[str, Any]:
    """Return the interface text of a language: dotted key to text, or to plural forms."""
    raw = tomllib.loads((Path(__file__).parent / "locale" / f"{language}.toml").read_text("utf-8"))
    return dict(_flat(raw))


def _flat(table: Mapping[str, Any], prefix: str = "") -> list[tuple[str, Any]]:
    rows: list[tuple[str, Any]] = []
    for key, value in table.items():
        if isinstance(value, dict) and "other" not in value:
            rows += _flat(value, f"{prefix}{key}.")
        else:
            rows.append((prefix + key, value))
    return rows


def text(language: str, key: str, **values: object) -> str:
    """Return the interface text of a key, its {placeholders} filled.

    A key with plural forms takes its form from `count`, which is the number as it will be
    printed; `count` itself is shown with grouping.

    Raises:
        KeyError: the key or a placeholder is unknown.
    """
    entry = catalogue(language)[key]
    if isinstance(entry, dict):
        count = values["count"]
        assert isinstance(count, int)
        form = Locale(language).plural_form(count)
        entry = entry.get(form, entry["other"])
        values = {**values, "count": number(language, count)}
    return str(entry).format(**values)


def said(language: str, texts: Mapping[str, str]) -> str:
    """Return data text in the language asked for, English where it is not written yet."""
    found = texts.get(language) or texts["en"]
    if direction(language) == "ltr":
        return found
    return _CODES.sub(lambda match: code(match[0]), found)


def number(
    language: str, value: float, decimals: int = 0, *, sign: bool = False, suffix: str = ""
) -> str:
    """Return a figure with Western digits, grouped by thousands, in both languages.

    A figure with a sign is isolated together with its suffix (%), so that the sign stays before
    the digits in Arabic text.
    """
    shown = f"{abs(value):,.{decimals}f}{suffix}"
    zero = not re.search("[1-9]", shown)
    if value < 0 and not zero:
        return f"{LEFT_TO_RIGHT}{MINUS}{shown}{POP}"
    return f"{LEFT_TO_RIGHT}+{shown}{POP}" if sign and not zero else shown


def large(language: str, value: float, *, sign: bool = False, even: bool = False) -> str:
    """Return a figure of a million or more in three digits with the word: '15.4 billion'.

    An `even` one, such as a tick, goes without the noughts after its point.
    """
    for key, size in (("number.billion", 1e9), ("number.million", 1e6)):
        if abs(value) >= size * 0.9995:
            share = abs(value) / size
            digits = max(0, 2 - int(math.log10(max(share, 1))))
            while even and digits and round(share, digits - 1) == round(share, digits):
                digits -= 1
            shown = number(language, math.copysign(share, value), digits, sign=sign)
            return text(language, key, value=shown)
    return number(language, value, sign=sign)


def date(language: str, day: datetime.date) -> str:
    """Return a date in words, in Arabic with both names of the month."""
    return f"{day.day} {text(language, f'month.{day.month}')} {day.year}"


def years(language: str, first: int, last: int) -> str:
    """Return a range of years as one left-to-right run."""
    return str(first) if first == last else f"{LEFT_TO_RIGHT}{first}–{last}{POP}"


def run(language: str, words: str) -> str:
    """Return words as one run in the language's direction, for places that are left to right."""
    return f"{RIGHT_TO_LEFT}{words}{POP}" if direction(language) == "rtl" else words


def code(name: str) -> str:
    """Return a code, such as the name of an edition, as one left-to-right run."""
    return f"{LEFT_TO_RIGHT}{name}{POP}" if not name.isdigit() else name


def listed(language: str, words: list[str]) -> str:
    """Return words as a list in a sentence: 'a, b and c', 'أ وب', 'أ، وب، وج'."""
    if len(words) < 2:
        return "".join(words)
    if language == "ar":
        return (" و" if len(words) == 2 else "، و").join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


def sort_key(name: str) -> str:
    """Return the key by which names are put in order and found, blind to the Arabic article."""
    plain = _MARKS.sub("", name).translate(_VARIANTS).casefold()
    return " ".join(re.sub(r"^ال", "", word) for word in plain.split())
