"""Whether answers can be taken: each field by itself, then what holds between them."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from inbox.fields import CONSENT, CONTACT, FIELDS, PARTS, PILLARS, Field, inputs
from inbox.texts import clean, western

FIRST_YEAR = 1980
YEARS_AHEAD = 10

_EMAIL = re.compile(
    r"[^\s@<>()\[\],;:\\\"]{1,64}@[^\s@<>()\[\],;:\\\"]+\.[^\s@.<>()\[\],;:\\\"]{2,}"
)
_TARGET = re.compile(r"([1-9]|1[0-7])\.([1-9]|1[0-9]|[a-d])")
_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


@dataclass(frozen=True)
class Fault:
    """Why an answer cannot be taken: which place, which message, and what the message names."""

    place: str
    message: str
    values: Mapping[str, int] | None = None


@dataclass(frozen=True)
class Checked:
    """Answers as they were cleaned, what they hold by field, and what is wrong with them."""

    answers: Mapping[str, str]
    fields: Mapping[str, Any]
    contact: Mapping[str, str]
    faults: tuple[Fault, ...]


def _year(text: str, today: datetime.date) -> str:
    known = re.fullmatch(r"\d{4}", text) and (FIRST_YEAR <= int(text) <= today.year + YEARS_AHEAD)
    return "" if known else "not_a_year"


def _month(text: str, today: datetime.date) -> str:
    if not _DATE.fullmatch(text):
        return "not_a_date"
    try:
        datetime.date.fromisoformat((text + "-01-01")[:10])
    except ValueError:
        return "not_a_date"
    return "not_a_date" if _year(text[:4], today) else ""


def _address(text: str, _: datetime.date) -> str:
    try:
        parts = urlsplit(text)
        host, _port = parts.hostname or "", parts.port
    except ValueError:
        return "not_an_address"
    if parts.scheme != "https":
        return "not_https"
    if parts.username is not None or parts.password is not None:
        return "credentials"
    plain = not re.search(r"[\s<>\"'`\\{}|^]", text)
    return "" if plain and re.fullmatch(r"[^.]+(\.[^.]+)+", host) else "not_an_address"


_KINDS: Mapping[str, Callable[[str, datetime.date], str]] = {
    "year": _year,
    "month": _month,
    "address": _address,
    "target": lambda text, _: "" if _TARGET.fullmatch(text) else "not_a_target",
    "email": lambda text, _: "" if _EMAIL.fullmatch(text) else "not_an_email",
}


def cleaned(field: Field, text: str) -> str:
    """Return an answer as it is kept."""
    plain = clean(text, lines=field.kind == "text")
    return western(plain).lower() if field.kind in ("year", "month", "target") else plain


def fault(place: str, field: Field, text: str, today: datetime.date) -> Fault | None:
    """Return what is wrong with one cleaned answer, or None; an empty one is only not there."""
    if not text:
        return Fault(place, "required") if field.required else None
    if field.kind == "choice" and text not in field.choices:
        return Fault(place, "not_a_choice")
    if field.longest and len(text) > field.longest:
        return Fault(place, "too_long", {"length": len(text), "longest": field.longest})
    check = _KINDS.get(field.kind)
    message = check(text, today) if check else ""
    if not message:
        return None
    years = {"first": FIRST_YEAR, "last": today.year + YEARS_AHEAD}
    return Fault(place, message, years if message in ("not_a_year", "not_a_date") else None)


def _rows(
    field: Field, answers: Mapping[str, str], today: datetime.date
) -> tuple[dict[int, dict[str, str]], list[Fault]]:
    """Return the rows that hold anything by their number, and what is wrong with them."""
    found, faults = {}, []
    for number in range(1, field.most + 1):
        row = {
            column.name: answers.get(f"{field.name}.{number}.{column.name}", "")
            for column in field.columns
        }
        if not any(row.values()):
            continue
        found[number] = {name: text for name, text in row.items() if text}
        for column in field.columns:
            place = f"{field.name}.{number}.{column.name}"
            wrong = fault(place, column, row[column.name], today)
            faults += [wrong] if wrong else []
    if field.required and not found:
        faults.append(Fault(f"{field.name}.1.{field.columns[0].name}", "one_row"))
    return found, faults


def check(given: Mapping[str, str], today: datetime.date) -> Checked:
    """Return what answers hold and what is wrong with them, in the order of the form."""
    answers = {
        place: text for place, field in inputs() if (text := cleaned(field, given.get(place, "")))
    }
    faults: list[Fault] = []
    rows: dict[str, dict[int, dict[str, str]]] = {}
    fields: dict[str, Any] = {}
    for part in (*PARTS, CONTACT):
        for field in part.fields:
            if field.kind == "rows":
                rows[field.name], wrong = _rows(field, answers, today)
                faults += wrong
                if rows[field.name]:
                    fields[field.name] = list(rows[field.name].values())
                continue
            one = fault(field.name, field, answers.get(field.name, ""), today)
            faults += [one] if one else []
            if field.name in answers:
                fields[field.name] = answers[field.name]
        if part.name == "principles" and not any(each in answers for each in PILLARS):
            faults.append(Fault(PILLARS[0], "one_pillar"))
    faults += _sources(rows)
    if given.get(CONSENT, "") != "yes":
        faults.append(Fault(CONSENT, "consent"))
    contact = {field.name: fields.pop(field.name, "") for field in CONTACT.fields}
    order = {place: number for number, (place, _) in enumerate(inputs())}
    faults.sort(key=lambda each: order.get(each.place, len(order)))
    return Checked(answers, fields, contact, tuple(faults))


def _sources(rows: Mapping[str, Mapping[int, dict[str, str]]]) -> list[Fault]:
    """Refuse a result whose source is not there; number the sources as they are kept."""
    kept = {str(number): str(place) for place, number in enumerate(rows["source"], 1)}
    faults = []
    for number, row in rows["result"].items():
        named = row.get("source", "")
        if named in FIELDS["result"].columns[-1].choices and named not in kept:
            faults.append(Fault(f"result.{number}.source", "no_source"))
        row["source"] = kept.get(named, named)
    return faults
