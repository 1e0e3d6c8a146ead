"""Which step of which story a link shows, and the way back to it from a live view."""

from __future__ import annotations

from collections.abc import Mapping

from app import ahead, choices, headlines, markup, markup_present, ui
from app.findings import story, story_list
from app.findings.story import Place, Stage
from app.i18n import text
from app.ui import BACK, state


def place() -> Place | None:
    """Return the step that the link shows; None where it shows the list of stories."""
    read = state["read"]
    if read:
        found = choices.present(ui.version(), read)
        if found is None and read.get("story"):
            ui.unknown("story", read["story"], "dropped")
        if found:
            _say_unknown(found, read)
        state["place"] = found
    for name in BACK:
        state["used"].pop(name, None)
    shown: Place | None = state.get("place")
    if shown is None or story.known(shown.story_id) is None:
        return None
    state["used"] |= shown.link(ui.language())
    state["stage"] = True
    return shown


def _say_unknown(found: Place, read: Mapping[str, str]) -> None:
    """Say what of a step's link is not known, and that the default is shown."""
    if read.get("step", "1") != str(found.step):
        ui.unknown("step", read["step"], "unknown")
    if found.country and read.get("country", found.country) != found.country:
        ui.unknown("country", read["country"], "unknown")


def stage(shown: Place) -> Stage:
    """Return what a step shows today; the others are prepared meanwhile."""
    version, language, today = ui.version(), ui.language(), choices.today()
    found = headlines.stage(version, language, shown, today)
    ahead.prepare(version, language, ahead.steps(shown), today)
    return found


def prepare(iso3: str) -> None:
    """Prepare the first steps of the stories that are listed."""
    ahead.prepare(ui.version(), ui.language(), ahead.firsts(iso3), choices.today())


def back() -> str:
    """Return the way back to the step from which a live view was opened; '' where there is none."""
    asked = state.get("back", {})
    known = story.known(asked.get("story", ""))
    if known is None:
        return ""
    iso3 = story_list.country_of(ui.version(), asked.get("told", "")) if known.own else ""
    step = story_list.step_of(asked.get("step", ""), known) or 1
    at = Place(known.story_id, step, iso3, pinned=state["pinned"])
    words = text(ui.language(), "present.return", step=at.step, letter="L")
    return markup_present.back(words, markup.href("present", at.link(ui.language())))


def keys() -> str:
    """Return what the keys do."""
    return text(ui.language(), "present.keys", full="F", black="B", live="L", notes="N")
