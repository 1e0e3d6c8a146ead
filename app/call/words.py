"""The words of the form: labels, helps, names of choices, sentences on faults."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import urlsplit

from app import i18n, queries, store
from app.i18n import code, number, text
from inbox.checking import Fault
from inbox.fields import CONSENT, FIELDS, Field

Names = Mapping[str, Mapping[str, str]]
"""Names of choices in one language: by list, then by id."""

JOINER = "\N{WORD JOINER}"
EXAMPLES = {
    "year": "2023",
    "month": code(f"2023-{JOINER}03"),
    "day": code(f"2023-{JOINER}03-{JOINER}14"),
    "target": code("16.6"),
    "letter": code("5.b"),
    "start": code("https://"),
}
"""Examples in helps; a date is not broken at its hyphens."""


def names(language: str) -> Names:
    """Return the names of all choices; those of the store are left out where there is none."""
    found = {
        "language": dict(i18n.LANGUAGES),
        "level": {each: text(language, f"call.choice.{each}") for each in ("national", "local")},
        "answer": {each: text(language, f"call.choice.{each}") for each in ("yes", "no")},
        "source": {
            each: text(language, "call.source_number", number=each)
            for each in FIELDS["result"].columns[-1].choices
        },
    }
    try:
        version = store.current()
    except store.Unavailable:
        return found
    states = {
        iso3: i18n.said(language, state.name)
        for iso3, state in queries.countries(version).items()
        if state.arab
    }
    ordered = sorted(states.items(), key=lambda item: i18n.sort_key(item[1]))
    terms = {
        name: {each: i18n.said(language, term.name) for each, term in own.items()}
        for name, own in queries.terms(version).items()
    }
    return {**terms, **found, "country": dict(ordered)}


def choices(field: Field, known: Names) -> list[tuple[str, str]]:
    """Return id and name of a field's choices in the order of their list; ids without one."""
    own = known.get(field.terms, {})
    order = {each: place for place, each in enumerate(own)}
    ids = sorted(field.choices, key=lambda each: order.get(each, len(order)))
    return [(each, own.get(each, each)) for each in ids]


def key(place: str) -> str:
    """Return by which key the words of a place stand: 'result_date' for 'result.2.date'."""
    return re.sub(r"\.\d+\.", "_", place)


def label(language: str, place: str) -> str:
    """Return the label of a field or column."""
    return text(language, f"call.label.{key(place)}")


def in_full(language: str, place: str) -> str:
    """Return the label of a place with the row in which it stands: 'Result 2, Figure'."""
    parts = place.split(".")
    if len(parts) < 3:
        return label(language, place)
    return text(
        language,
        "call.row_place",
        row=row(language, parts[0], parts[1]),
        label=label(language, place),
    )


def row(language: str, field: str, count: int | str) -> str:
    """Return the name of a row: 'Result 2'."""
    return text(language, "call.row", name=label(language, field), number=count)


def explained(language: str, place: str, field: Field) -> str:
    """Return the help of a field or column, with how much of it there may be."""
    said = text(language, f"call.help.{key(place)}", **EXAMPLES, most=str(field.most))
    if not field.longest:
        return said
    most = text(language, "call.longest", longest=number(language, field.longest))
    return f"{said} {most}"


def fault(language: str, found: Fault) -> str:
    """Return the sentence on a fault."""
    years = ("first", "last", "most")
    values = {
        name: str(value) if name in years else number(language, value)
        for name, value in (found.values or {}).items()
    }
    return text(language, f"call.fault.{found.message}", **{**EXAMPLES, **values})


def wait(language: str, seconds: int) -> str:
    """Return when to try again."""
    return text(language, "call.wait", count=-(-seconds // 60))


def promises(language: str, contact: str) -> list[str]:
    """Return what happens with what is sent, one sentence or two each."""
    mail = bool(re.fullmatch(r"[^\s@]+@[^\s@]+", contact))
    known = mail or urlsplit(contact).scheme == "https"
    withdraw = (
        text(language, "call.data.withdraw_at", contact=code(contact))
        if known
        else text(language, "call.data.withdraw")
    )
    kept = [text(language, f"call.data.{each}") for each in ("published", "private", "address")]
    return [*kept, withdraw]


def consent(language: str) -> str:
    """Return what the box of consent says."""
    return text(language, f"call.label.{CONSENT}")
