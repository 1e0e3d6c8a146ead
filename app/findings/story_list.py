"""The stories that can be presented, with what is wrong with those that cannot."""

from __future__ import annotations

from app import markup, markup_compose, markup_present, queries
from app.composed import OWN
from app.exhibit import View
from app.findings import story_facts, story_files
from app.findings.story_facts import Scene
from app.findings.story_place import Place, fault
from app.i18n import text
from app.markup_present import Way
from app.stories import Fault, stories


def find(version: str, language: str, iso3: str) -> tuple[View, str]:
    """Return the list of stories, those of one state for the state chosen; and as a view."""
    rows, faults = [], []
    for identity, story in stories().items():
        if isinstance(story, Fault):
            faults.append(fault(language, story))
            continue
        faults += [fault(language, each) for each in story.steps if isinstance(each, Fault)]
        scene = Scene(version, language, iso3 if story.own else "")
        place = Place(identity, 1, scene.iso3)
        links = [
            Way(
                text(language, "present.open"), markup.href("present", place.link(language)), "", ""
            ),
            Way(
                text(language, "present.open_notes"),
                markup.href("present", place.link(language, notes="1")),
                "",
                "",
            ),
            *story_files.ways(language, identity, {"country": scene.iso3}),
        ]
        length = text(language, "present.steps", count=len(story.steps))
        minutes = text(language, "present.minutes", count=story.minutes)
        rows.append(
            (
                story_facts.fill(scene, story.title, str),
                story_facts.fill(scene, story.summary, str),
                text(language, "alt.comma").join([length, minutes]),
                links,
            )
        )
    view = View(
        title=text(language, "present.title"),
        sentence=text(language, "present.headline", count=len(rows)),
        context=text(language, "present.context"),
        facts=(),
        exhibits=(),
        notes=(),
    )
    return view, markup_present.shelf(rows, faults) + of_own(language)


def without(language: str, words: str) -> View:
    """Return what is shown in place of a draft: why there is none to present."""
    return View(
        title=text(language, "compose.title"),
        sentence=words,
        context=text(language, "compose.kept"),
        facts=(),
        exhibits=(),
        notes=(),
    )


def of_own(language: str, *, at_draft: bool = False) -> str:
    """Return the ways to compose a story and to present the one that this browser keeps."""
    draft = Place(OWN).link(language)
    rows = [(f"./compose?lang={language}", text(language, "compose.compose"), False)]
    if not at_draft:
        rows.append((markup.href("present", draft), text(language, "compose.present"), True))
    else:
        rows.append(
            (markup.href("present", {"lang": language}), text(language, "compose.list"), True)
        )
    return markup_compose.own(text(language, "compose.lead"), rows)


def country_of(version: str, asked: str) -> str:
    """Return the state that a link asks for; '' where it is none of the 22."""
    return asked if asked in queries.groups(version)["arab"].members else ""
