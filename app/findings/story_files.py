"""Ways to take a story away: slides in the language of the page and in both, a page to print."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

from app.i18n import code, text
from app.markup_present import FILE, Way
from app.stories import Story, stories


def ways(language: str, story_id: str, asked: Mapping[str, str]) -> list[Way]:
    """Return the ways for a story that has a file; `asked` are its state and data version."""
    if not isinstance(stories().get(story_id), Story):
        return []

    def to(ending: str, which: str) -> str:
        known = {name: value for name, value in asked.items() if value}
        return f"./api/v1/stories/{story_id}.{ending}?{urlencode({'lang': which, **known})}"

    slides, page = code("PPTX"), code("PDF")
    return [
        Way(text(language, "deck.slides", format=slides), to("pptx", language), "", FILE),
        Way(text(language, "deck.slides_both", format=slides), to("pptx", "both"), "", FILE),
        Way(text(language, "deck.print", format=page), to("html", language), "", FILE),
    ]
