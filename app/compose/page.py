"""The page on which a story is composed: its words and places; the script fills it."""

from __future__ import annotations

from app import markup, markup_compose, store
from app.call import frame
from app.call.frame import Page
from app.composed import TEXTS
from app.findings import adding
from app.i18n import LANGUAGES, VIEWS, code, number, text
from app.markup_compose import Kind, Words
from app.stories import LONGEST, MOST_STEPS

SHEETS = (*frame.SHEETS, "compose.css")
SAID = (
    *("step", "moved", "removed", "sure_remove", "sure_anew", "sure_import", "anew_done"),
    *("saved", "imported", "copied", "copy_failed", "too_long", "broken_draft"),
    *("not_kept", "unreachable", "full", "making", "made"),
)
"""Sentences of compose.* that the script says; where # stands in one, it puts a number."""


def page_of(language: str, up: str = "./") -> Page:
    """Return the page as its frame knows it."""
    return Page(
        language,
        text(language, "compose.title"),
        up,
        "compose",
        description="compose.lead",
        script="compose.js",
        sheets=SHEETS,
        asks=True,
    )


def body(page: Page) -> str:
    """Return what stands on the page, as HTML."""
    language = page.language

    def say(key: str, **values: object) -> str:
        return text(language, f"compose.{key}", **values)

    places = {"number": "#", "most": number(language, MOST_STEPS)}
    return markup_compose.body(
        language,
        Words(
            title=page.title,
            lead=(say("lead"), say("kept")),
            empty=(say("empty.title"), say("empty.how"), say("empty.file")),
            begin=(page.up + markup.href("overview", {"lang": language})[2:], say("empty.begin")),
            label={name: say(f"label.{name}") for name in (*TEXTS, "story", "picture")},
            languages=_languages(language),
            help=say("help", place=code("{headline}")),
            buttons={name: say(f"button.{name}") for name in BUTTONS},
            steps=say("steps"),
            view=say("view"),
            link=say("link"),
            file=(say("file"), say("file_help", kind=code("TOML"))),
            faults=say("faults"),
            no_script=say("no_script"),
            said={name: say(name, **places) for name in SAID},
        ),
        kinds(language),
        {view: text(language, f"view.{view}") for view in VIEWS},
        dict(LONGEST),
        f"{page.up}present?lang={language}",
    )


BUTTONS = ("up", "down", "remove", "present", "speaker", "save", "slides", "copy", "anew")


def _languages(language: str) -> dict[str, str]:
    """Return 'in English' and 'in Arabic', the reader's language first."""
    order = sorted(LANGUAGES, key=lambda each: each != language)
    return {each: text(language, f"compose.in.{each}") for each in order}


def kinds(language: str) -> list[Kind]:
    """Return how a step may be drawn, with what the link has to be for it."""
    try:
        version = store.current()
    except store.Unavailable:
        version = ""
    found = []
    for kind, views in adding.KINDS.items():
        values = adding.banded(version) if kind == "bands" and version else []
        needs = any(kind == drawn for _, drawn in adding.ONE.values())
        name = text(language, f"compose.kind.{kind}")
        found.append(Kind(kind, name, views, values, needs))
    return found
