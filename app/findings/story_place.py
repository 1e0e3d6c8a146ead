"""Where a presenter is, and which story that is: one of ours, a draft, or one in a link."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from app import composed
from app.i18n import code, text
from app.stories import MOST_STEPS, Fault, Story, stories


@dataclass(frozen=True)
class Place:
    """Where a presenter is: story, step from 1, state of a story told of one, speaker's window."""

    story_id: str = ""
    step: int = 1
    country: str = ""
    speaker: bool = False
    pinned: str = ""
    """The data version that the link names; '' where it is the current one."""
    tale: str = ""
    """A story packed in the link itself; '' where the link names one."""

    def link(self, language: str, step: int | None = None, **more: str) -> dict[str, str]:
        """Return the parameters of a step's link."""
        own = {"lang": language, **self.named(), "step": str(step or self.step)}
        own |= {"country": self.country} if self.country else {}
        own |= {"data_version": self.pinned} if self.pinned else {}
        own |= {"notes": "1"} if self.speaker else {}
        return {**own, **more}

    def named(self) -> dict[str, str]:
        """Return the parameter that says which story it is."""
        return {"tale": self.tale} if self.tale else {"story": self.story_id}

    @property
    def key(self) -> str:
        """What windows of the same story know each other by."""
        if not self.tale:
            return self.story_id
        return f"{self.story_id}.{hashlib.sha256(self.tale.encode()).hexdigest()[:12]}"


def known(story_id: str) -> Story | None:
    """Return a story of ours that can be shown."""
    found = stories().get(story_id)
    return found if isinstance(found, Story) else None


def of(place: Place, draft: str = "") -> Story | Fault | None:
    """Return the story of a place; `draft` is what the browser keeps. None where there is none."""
    if place.tale:
        return composed.of_tale(place.tale)
    return composed.of_draft(draft) if place.story_id == composed.OWN else known(place.story_id)


def step_of(asked: str, story: Story | None) -> int:
    """Return the number of a step that a link asks for; 0 where there is no such step.

    Of a draft (None) the steps are not known before the browser has told it.
    """
    last = len(story.steps) if story else MOST_STEPS
    return {str(number): number for number in range(1, last + 1)}.get(asked, 0)


def fault(language: str, found: Fault) -> str:
    """Return what is wrong with a file, a draft or one of its steps, in one sentence."""
    words = text(language, f"story.fault.{found.key}", name=code(found.name))
    if not found.file:
        key = "compose.fault_in_step" if found.step else "compose.fault"
        return text(language, key, step=found.step, fault=words)
    key = "story.fault_in_step" if found.step else "story.fault_in_file"
    return text(language, key, file=code(found.file), step=found.step, fault=words)


def written(language: str, texts: Mapping[str, str]) -> str:
    """Return the language in which a text can be shown: the one asked for, else another."""
    if texts.get(language):
        return language
    return next((each for each, words in texts.items() if words), language)
