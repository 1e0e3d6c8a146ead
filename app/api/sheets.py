"""Stories to take away: slides for office programs, and a page to print."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from app import choices, deck, headlines, i18n, markup_print
from app.api.asking import BOTH, Asked
from app.api.places import Place
from app.exhibit import View
from app.findings import story_place, story_show
from app.findings.story import ViewOf
from app.i18n import text
from app.server.static import STYLE
from app.slides import Show

UP = "../../../"
"""From the address of a story to the root of the site."""

POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'unsafe-inline'",
        "font-src 'self'",
        "img-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    ]
)
"""What the page to print may fetch: our fonts and the script of its button."""

SHEETS = ("theme.css", "first.css", "stage.css", "paper.css")


def languages(asked: Asked) -> tuple[str, ...]:
    """Return the languages of the slides; of both, Arabic comes first."""
    return ("ar", "en") if asked.language == BOTH else (asked.language,)


def show(place: Place, asked: Asked, site: str) -> Show:
    """Return a story filled in as of today."""
    own, today = story_place.known(place.story), choices.today()
    assert own is not None

    def views(language: str) -> ViewOf:
        def view(name: str, link: Mapping[str, str]) -> View:
            return headlines.view(asked.version, language, name, link, today)

        return view

    return story_show.of(
        own, asked.version, languages(asked), asked.link.get("country", ""), views, site
    )


def body(place: Place, asked: Asked, site: str) -> bytes:
    """Return a story as a file of slides, or as a page to print."""
    filled = show(place, asked, site)
    if place.form == "pptx":
        return deck.deck(filled)
    language = filled.languages[0]
    words = markup_print.Words(
        text(language, "deck.print_now"),
        text(language, "deck.print_help", size=i18n.code("A4")),
        text(language, "deck.back"),
        UP + f"present?lang={language}",
    )
    return markup_print.page(filled, words, UP, style()).encode()


@lru_cache
def style() -> str:
    """Return the style of the page to print; addresses in it are relative to the page."""
    sheets = "\n".join((STYLE / name).read_text("utf-8") for name in SHEETS)
    return sheets.replace("./app/static/", f"{UP}app/static/")
