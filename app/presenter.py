"""Which step of which story a link shows, and the way back to it from a live view."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from app import ahead, choices, drafts, headlines, markup, markup_present, ui
from app.composed import OWN
from app.findings import story_list, story_place
from app.findings.story import Stage
from app.findings.story_place import Place
from app.i18n import text
from app.stories import Fault, Story
from app.ui import BACK, state


def place() -> Place | None:
    """Return the step that the link shows; None where it shows the list of stories."""
    read = state["read"]
    if read:
        found = choices.present(ui.version(), read)
        if found is None:
            _say_no_story(read)
        if found:
            _say_unknown(found, read)
        state["place"] = found
    for name in BACK:
        state["used"].pop(name, None)
    shown: Place | None = state.get("place")
    if shown is None or (shown.story_id != OWN and story_place.of(shown) is None):
        return None
    state["used"] |= shown.link(ui.language())
    return shown


def _say_no_story(read: Mapping[str, str]) -> None:
    """Say that a link asks for a story that is not known or cannot be read."""
    if read.get("tale"):
        broken = story_place.of(Place(tale=read["tale"]))
        if isinstance(broken, Fault):
            state["notices"].append(story_place.fault(ui.language(), broken))
    elif read.get("story"):
        ui.unknown("story", read["story"], "dropped")


def _say_unknown(found: Place, read: Mapping[str, str]) -> None:
    """Say what of a step's link is not known, and that the default is shown."""
    if read.get("step", "1") != str(found.step):
        ui.unknown("step", read["step"], "unknown")
    if found.country and read.get("country", found.country) != found.country:
        ui.unknown("country", read["country"], "unknown")


def told(shown: Place) -> tuple[Place, Story] | str:
    """Return a place with its story, for the shared screen; or why there is none.

    What the browser keeps is known from the second run of a session on.
    """
    draft = drafts.draft() if shown.story_id == OWN else ""
    if draft is None:
        return text(ui.language(), "compose.reading")
    found = story_place.of(shown, draft)
    if not isinstance(found, Story):
        if isinstance(found, Fault):
            return story_place.fault(ui.language(), found)
        return text(ui.language(), "compose.none")
    if shown.step > len(found.steps):
        ui.unknown("step", str(shown.step), "unknown")
        shown = replace(shown, step=1)
    shown = shown if found.own else replace(shown, country="")
    for name in ("step", "country"):
        state["used"].pop(name, None)
    state["place"] = shown
    state["used"] |= shown.link(ui.language())
    state["stage"] = True
    return shown, found


def stage(shown: Place, found: Story) -> Stage:
    """Return what a step shows today; the others of a story of ours are prepared meanwhile."""
    version, language, today = ui.version(), ui.language(), choices.today()
    if shown.story_id == OWN:
        return headlines.staged(version, language, found, shown, today)
    kept = headlines.stage(version, language, shown, today)
    assert kept is not None, "the story has just been read"
    ahead.prepare(version, language, ahead.steps(shown), today)
    return kept


def prepare(iso3: str) -> None:
    """Prepare the first steps of the stories that are listed."""
    ahead.prepare(ui.version(), ui.language(), ahead.firsts(iso3), choices.today())


def back() -> str:
    """Return the way back to the step from which a live view was opened; '' where there is none."""
    asked = state.get("back", {})
    own = asked.get("story") == OWN and not asked.get("tale")
    at = Place(asked.get("story", ""), tale=asked.get("tale", ""), pinned=state["pinned"])
    known = None if own else story_place.of(at)
    if not own and not isinstance(known, Story):
        return ""
    story = known if isinstance(known, Story) else None
    iso3 = ""
    if story is None or story.own:
        iso3 = story_list.country_of(ui.version(), asked.get("told", ""))
    step = story_place.step_of(asked.get("step", ""), story) or 1
    at = replace(at, step=step, country=iso3)
    words = text(ui.language(), "present.return", step=at.step, letter="L")
    return markup_present.back(words, markup.href("present", at.link(ui.language())))


def keys() -> str:
    """Return what the keys do."""
    return text(ui.language(), "present.keys", full="F", black="B", live="L", notes="N")
