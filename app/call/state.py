"""The page that tells what became of a submission."""

from __future__ import annotations

from app import i18n, queries, store
from app.call import frame, markup
from app.call.frame import Page
from app.i18n import code, text
from inbox.submissions import Submission

UNUSED = ("0", "1", "I", "L", "O")


def page_of(language: str, typed: str, up: str) -> Page:
    """Return the page; the other language asks for the same reference."""
    asked = {"reference": typed} if typed else {}
    return Page(language, text(language, "call.state.title"), up, "call/state", asked)


def body(page: Page, typed: str, found: Submission | None) -> str:
    """Return what is told of a submission, and the question for another one, as HTML."""
    language, told = page.language, ""
    if typed:
        told = _told(page, found) if found else markup.notice(_unknown(language))
    ask = markup.Place(
        name="reference",
        kind="reference",
        label=text(language, "call.state.ask"),
        help=text(language, "call.state.ask_help"),
        help_id="reference-help",
        required=False,
        value="" if found else typed,
        fault="",
    )
    return "".join(
        [
            markup.heading(page.title, ()),
            told,
            markup.ask(f"{page.up}call/state", language, ask, text(language, "call.state.show")),
            markup.way("", frame.address(page, "call"), text(language, "call.new")),
        ]
    )


def _unknown(language: str) -> str:
    signs = i18n.listed(language, [code(each) for each in UNUSED])
    return text(language, "call.state.unknown", signs=signs)


def _shown(practice: str) -> bool:
    """Return whether an accepted practice is in the store already."""
    try:
        return practice in queries.practices(store.current())
    except store.Unavailable:
        return False


def _told(page: Page, found: Submission) -> str:
    language = page.language
    came = text(language, "call.state.came", date=i18n.date(language, found.received_at.date()))
    said = markup.state(
        text(language, "call.state.yours"),
        found.reference,
        [text(language, "call.state.keep"), came],
        text(language, f"call.state.{found.status}"),
        text(language, f"call.state.{found.status}_says"),
    )
    if found.status == "declined":
        written = language if language in found.reason else next(iter(found.reason), language)
        said += markup.reason(found.reason.get(written, ""), written)
    if found.practice and _shown(found.practice):
        link = frame.address(page, "practices", practice=found.practice)
        said += markup.way("", link, text(language, "call.state.practice"))
    return said
