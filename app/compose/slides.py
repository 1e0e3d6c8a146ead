"""The slides of a composed story: made of a draft that is sent, kept nowhere."""

from __future__ import annotations

from app import choices, deck, markup, store
from app.api import sheets
from app.stories import Step, Story


def body(own: Story, language: str, site: str) -> bytes:
    """Return a composed story as a file of slides in a language.

    No other browser holds the story: the address on a slide is that of the view behind the step.

    Raises:
        Unavailable: there is no store.
    """
    version = store.current()
    iso3 = choices.COUNTRY if own.own else ""

    def address(spoken: str, number: int) -> str:
        step = own.steps[number - 1]
        if not isinstance(step, Step):
            return site
        asked = {name: value.replace("{country}", iso3) for name, value in step.asked}
        link = {**asked, "lang": spoken, "data_version": version}
        return site + markup.href(step.view, link).removeprefix("./")

    return deck.deck(sheets.filled(own, version, (language,), iso3, address))
