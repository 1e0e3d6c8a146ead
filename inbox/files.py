"""A filled form as a TOML file: read as answers, never believed."""

from __future__ import annotations

import datetime
import re
import tomllib
from dataclasses import dataclass
from typing import Any

from inbox.checking import Fault
from inbox.fields import PARTS, Field

MOST_DOTS = 300
"""Dots outside of texts. A key of many parts (a.b.c…) costs its reader memory by the square of
their number; a filled form has no such key."""

_MARK = re.compile(r"#[^\n]*|\"\"\"|'''|\"|'")
_ENDS = {
    '"""': re.compile(r'(?:[^"\\]|\\.|"(?!""))*+"""', re.DOTALL),
    "'''": re.compile(r"(?:[^']|'(?!''))*+'''"),
    '"': re.compile(r'(?:[^"\\\n]|\\.)*+"'),
    "'": re.compile(r"[^'\n]*+'"),
}


class Unreadable(Exception):
    """A file that is not TOML, or not one that could be a form."""


@dataclass(frozen=True)
class Read:
    """The answers of a file, and what stands in it that cannot be an answer."""

    answers: dict[str, str]
    faults: tuple[Fault, ...]
    unknown: tuple[str, ...]


def _dots(text: str) -> int:
    """Return the number of dots outside of texts and remarks, up to where TOML breaks off."""
    count = place = 0
    while mark := _MARK.search(text, place):
        count += text.count(".", place, mark.start())
        place = mark.end()
        if mark[0] in _ENDS:
            end = _ENDS[mark[0]].match(text, place)
            if not end:
                return count
            place = end.end()
    return count + text.count(".", place)


def _answer(value: Any) -> str | None:
    """Return a value as it would be typed; None where it is of no kind that can be typed."""
    if isinstance(value, str):
        return value
    if isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
        return value.isoformat()
    return str(value) if type(value) in (int, float) else None


def _take(read: Read, place: str, value: Any, faults: list[Fault]) -> None:
    text = _answer(value)
    if text is None:
        faults.append(Fault(place, "wrong_kind"))
    elif text.strip():
        read.answers[place] = text


def _take_rows(
    read: Read, field: Field, value: Any, faults: list[Fault], unknown: list[str]
) -> None:
    first = f"{field.name}.1.{field.columns[0].name}"
    if not isinstance(value, list) or not all(isinstance(row, dict) for row in value):
        faults.append(Fault(first, "wrong_kind"))
        return
    known = {column.name for column in field.columns}
    filled = [row for row in value if any(each != "" for each in row.values())]
    if len(filled) > field.most:
        faults.append(Fault(first, "too_many_rows", {"most": field.most}))
    for number, row in enumerate(filled[: field.most], 1):
        unknown += [f"{field.name}.{name}" for name in row if name not in known]
        for name in known & row.keys():
            _take(read, f"{field.name}.{number}.{name}", row[name], faults)


def read(body: bytes) -> Read:
    """Return the answers in a file.

    Raises:
        Unreadable: it is not TOML in UTF-8; the message says where, in English.
    """
    try:
        text = body.decode("utf-8-sig").replace("\r\n", "\n")
        if _dots(text) > MOST_DOTS:
            raise Unreadable("more dots outside of texts than a form has")
        table = tomllib.loads(text)
    # A number of thousands of digits is a plain ValueError, lists in lists a RecursionError.
    except (ValueError, RecursionError) as error:
        raise Unreadable(str(error)) from error
    found, faults, unknown = Read({}, (), ()), list[Fault](), list[str]()
    fields = {field.name: field for part in PARTS for field in part.fields}
    for name, value in table.items():
        if name not in fields:
            unknown.append(name)
        elif fields[name].kind == "rows":
            _take_rows(found, fields[name], value, faults, unknown)
        else:
            _take(found, name, value, faults)
    return Read(found.answers, tuple(faults), tuple(dict.fromkeys(unknown)))
