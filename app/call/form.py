"""The page of the form: empty, with what was typed, or filled from a file."""

from __future__ import annotations

import os
import secrets
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from app.call import frame, markup, words
from app.call.frame import Page
from app.i18n import code, number, text
from inbox.checking import Fault
from inbox.fields import CONSENT, CONTACT, PARTS, Field

TRAP = "website"
SHOWN = {"technology": 2, "sdg": 1, "result": 2, "source": 2}
"""Rows of a list that stand open; the others wait behind a line that opens them."""


@dataclass(frozen=True)
class Filled:
    """What stands in the form, and what is to be said about it."""

    answers: Mapping[str, str] = field(default_factory=dict)
    faults: Sequence[Fault] = ()
    notices: Sequence[str] = ()
    page: str = ""
    opened: int = 0
    fresh: bool = False


def fresh(language: str) -> Filled:
    """Return an empty form, in whose language the description will likely be."""
    return Filled({"language": language}, page=sign(), opened=int(time.time()), fresh=True)


def sign() -> str:
    """Return a new sign of a page, by which one and the same form sent twice is known."""
    return secrets.token_urlsafe(18)


def _place(
    page: Page, name: str, own: Field, filled: Filled, known: words.Names, must: str
) -> markup.Place:
    """Return a place; `must` is the key of what is said on when it has to be filled in."""
    faults = {each.place: each for each in reversed(filled.faults)}
    found = faults.get(name)
    return markup.Place(
        name=name,
        kind="name" if name == "contact_name" else own.kind,
        label=words.label(page.language, name),
        help=words.explained(page.language, name, own),
        help_id=f"{words.key(name)}-help",
        required=must == "required",
        value=filled.answers.get(name, ""),
        fault=words.fault(page.language, found) if found else "",
        options=tuple(words.choices(own, known)) if own.kind == "choice" else (),
        lines=3 if own.longest <= 600 else 6,
        must=text(page.language, f"call.must.{must}") if must else "",
        choose=text(page.language, "call.choose"),
    )


def _must(own: Field, row: int = 0, column: Field | None = None) -> str:
    """Return whether a place is required, only in a row that is begun, or never."""
    if column is None:
        return "required" if own.required else ""
    if not column.required:
        return ""
    return "required" if own.required and row == 1 else "begun"


def _field(page: Page, own: Field, filled: Filled, known: words.Names) -> str:
    if own.kind != "rows":
        return markup.place(_place(page, own.name, own, filled, known, _must(own)))
    rows = [
        markup.Row(
            words.row(page.language, own.name, count),
            tuple(
                _place(
                    page,
                    f"{own.name}.{count}.{column.name}",
                    column,
                    filled,
                    known,
                    _must(own, count, column),
                )
                for column in own.columns
            ),
        )
        for count in range(1, own.most + 1)
    ]
    more = text(page.language, "call.more_rows", name=words.label(page.language, own.name))
    help_ = words.explained(page.language, own.name, own)
    return markup.rows(help_, more, rows, SHOWN[own.name])


def _consent(page: Page, filled: Filled) -> str:
    language = page.language
    found = [words.fault(language, each) for each in filled.faults if each.place == CONSENT]
    place = markup.Place(
        name=CONSENT,
        kind="box",
        label=words.consent(language),
        help="",
        help_id="promises",
        required=True,
        value=filled.answers.get(CONSENT, ""),
        fault=found[0] if found else "",
        must=text(language, "call.must.required"),
    )
    promises = words.promises(language, os.environ.get("INBOX_CONTACT", ""))
    return markup.consent(place, text(language, "call.data.title"), promises)


def _summary(page: Page, filled: Filled) -> str:
    if not filled.faults:
        return ""
    language = page.language
    first = {each.place: each for each in reversed(filled.faults)}
    rows = tuple(
        (place, f"{words.in_full(language, place)}: {words.fault(language, first[place])}")
        for place in dict.fromkeys(each.place for each in filled.faults)
        if place != CONSENT
    )
    if CONSENT in first:
        rows += ((CONSENT, words.fault(language, first[CONSENT])),)
    heading = text(language, "call.fault.heading")
    return markup.summary(
        markup.Summary(heading, text(language, "call.fault.count", count=len(rows)), rows)
    )


def page_of(language: str, filled: Filled, up: str = "./") -> Page:
    """Return the page on which a form stands; its title says at once that something is wrong."""
    title = text(language, "call.title")
    if filled.faults:
        title = text(language, "call.fault.page", title=title)
    return Page(language, title, up, indexed=filled.fresh)


def body(page: Page, filled: Filled) -> str:
    """Return the form with everything around it, as HTML."""
    language = page.language
    known = words.names(language)
    parts = (*PARTS, CONTACT)
    inside = "".join(
        markup.part(
            part.name,
            text(language, f"call.part.{part.name}"),
            text(language, f"call.about.{part.name}"),
            "".join(_field(page, each, filled, known) for each in part.fields),
        )
        for part in parts
    )
    inside += _consent(page, filled) + markup.trap(TRAP, text(language, "call.trap"))
    inside += markup.draft(
        text(language, "call.draft.kept"),
        text(language, "call.draft.delete"),
        text(language, "call.draft.sure"),
        text(language, "call.draft.none"),
    )
    lead = [
        text(language, "call.lead"),
        text(language, "call.time", parts=number(language, len(parts))),
    ]
    return "".join(
        [
            *(markup.notice(each) for each in filled.notices),
            _summary(page, filled),
            markup.heading(text(language, "call.title"), lead),
            markup.way(
                text(language, "call.sent_before"),
                frame.address(page, "call/state"),
                text(language, "call.state_link"),
            ),
            _file(page),
            markup.contents(
                text(language, "call.parts"),
                [(part.name, text(language, f"call.part.{part.name}")) for part in parts],
            ),
            markup.form(
                frame.address(page, "call"),
                filled.page,
                filled.opened,
                filled.fresh,
                text(language, "call.send"),
                inside,
            ),
        ]
    )


def _file(page: Page) -> str:
    language = page.language
    return markup.file(
        text(language, "call.file.title"),
        text(language, "call.file.help", kind=code("TOML")),
        (frame.address(page, "call/form.toml"), text(language, "call.file.download")),
        (frame.address(page, "call/upload"), text(language, "call.file.upload")),
        text(language, "call.file.label"),
    )
