"""Stories to take away: slides for office programs, and a page to print."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from app import choices, deck, headlines, i18n, markup, markup_print, stories
from app.api.asking import BOTH, Asked
from app.api.places import Place
from app.exhibit import View
from app.findings import story_show
from app.findings.story import ViewOf
from app.findings.story_show import Address
from app.i18n import text
from app.server.static import STYLE
from app.slides import Show
from app.stories import Story

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
    own = stories.stories()[place.story]
    assert isinstance(own, Story)

    def address(language: str, step: int) -> str:
        # With the data version: the link shows the same figures for as long as that is kept.
        link = {"lang": language, "story": place.story, "step": str(step), **asked.link}
        link |= {"data_version": asked.version}
        return site + markup.href("present", link).removeprefix("./")

    iso3 = asked.link.get("country", "")
    return filled(own, asked.version, languages(asked), iso3, address)


def filled(own: Story, version: str, languages: Sequence[str], iso3: str, address: Address) -> Show:
    """Return a story filled in as of today, wherever it came from."""
    today = choices.today()

    def views(language: str) -> ViewOf:
        def view(name: str, link: Mapping[str, str]) -> View:
            return headlines.view(version, link.get("lang", language), name, link, today)

        return view

    return story_show.of(own, version, languages, iso3, views, address)


def body(place: Place, asked: Asked, site: str) -> bytes:
    """Return a story as a file of slides, or as a page to print."""
    shown = show(place, asked, site)
    if place.form == "pptx":
        return deck.deck(shown)
    language = shown.languages[0]
    words = markup_print.Words(
        text(language, "deck.print_now"),
        text(language, "deck.print_help", size=i18n.code("A4")),
        text(language, "deck.back"),
        UP + f"present?lang={language}",
    )
    return markup_print.page(shown, words, UP, style()).encode()


@lru_cache
def style() -> str:
    """Return the style of the page to print; addresses in it are relative to the page."""
    sheets = "\n".join((STYLE / name).read_text("utf-8") for name in SHEETS)
    return sheets.replace("./app/static/", f"{UP}app/static/")
