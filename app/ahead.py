"""Steps of stories that will be asked for next, prepared while another page is on the screen."""

from __future__ import annotations

import datetime
import logging
import threading
from collections.abc import Sequence
from dataclasses import replace

from app import headlines
from app.findings.story_place import Place, known
from app.stories import Story, stories

_begun: set[tuple[str, str, Place, datetime.date]] = set()
_lock = threading.Lock()
_turn = threading.Lock()
"""One after the other: whoever looks at the site now goes before those who will."""


def steps(place: Place) -> list[Place]:
    """Return all steps of a story, those that follow a step before those that it left behind."""
    story = known(place.story_id)
    numbers = range(1, len(story.steps) + 1) if story else ()
    ordered = sorted(numbers, key=lambda number: (number < place.step, number))
    return [replace(place, step=number) for number in ordered]


def firsts(iso3: str) -> list[Place]:
    """Return the first steps of all stories, those of one state for the state chosen."""
    return [
        Place(identity, 1, iso3 if story.own else "")
        for identity, story in stories().items()
        if isinstance(story, Story)
    ]


def prepare(version: str, language: str, places: Sequence[Place], today: datetime.date) -> None:
    """Begin to find steps in a thread, in their order, each once for a version and day."""
    with _lock:
        new = [place for place in places if (version, language, place, today) not in _begun]
        _begun.update((version, language, place, today) for place in new)
    if new:
        work = (version, language, new, today)
        threading.Thread(target=_find, args=work, name="ahead", daemon=True).start()


def _find(version: str, language: str, places: Sequence[Place], today: datetime.date) -> None:
    with _turn:
        for place in places:
            try:
                headlines.stage(version, language, place, today)
            except Exception:  # the step will say so itself when it is shown
                logging.getLogger(__name__).exception("%s cannot be prepared", place)
