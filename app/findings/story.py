"""A step of a story on a shared screen: its finding, its picture, the ways on, the speaker's notes.

Every figure is taken from the store when the step is shown. A step whose figures are gone says
so, and so does one that the file does not describe as it should.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from app import markup, markup_present, queries
from app.exhibit import View
from app.findings import (
    story_cards,
    story_facts,
    story_files,
    story_lines,
    story_pictures,
    story_strips,
)
from app.findings.story_facts import Gone, Scene, Unknown
from app.findings.story_pictures import Picture
from app.findings.story_place import Place, fault, written
from app.i18n import LANGUAGES, code, said, text
from app.markup_present import Way
from app.records import Texts
from app.stories import Fault, Step, Story

ViewOf = Callable[[str, Mapping[str, str]], View]
"""Gives what a link to a view shows, by the name of the view and the link's parameters."""

LONGEST_WAY = 3800
"""Signs of the address of a live view; the server takes no more than 4,000."""

DRAWN = {
    "bands": story_pictures.bands,
    "ranking": story_pictures.ranking,
    "lines": story_lines.lines,
    "strips": story_strips.strips,
    "coverage": story_strips.coverage,
}
TOLD = {
    "verdicts": story_cards.bars,
    "gaps": story_cards.short,
    "practices": story_cards.practices,
    "advice": story_cards.advice,
}


@dataclass(frozen=True)
class Told:
    """A step filled in: what is said and drawn, and why something is not."""

    title: str
    sentence: str
    notes: str
    picture: Picture
    fault: str = ""
    marks: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """Texts that stand in another language only: that language, and the words that say so."""


@dataclass(frozen=True)
class Stage:
    """What a page shows of a step: HTML, a figure between, HTML; the view as others know it."""

    view: View
    top: str
    figure: Any
    alt: str
    foot: str


def asked_of(step: Step, scene: Scene) -> dict[str, str]:
    """Return the parameters of the view that a step links to."""
    own = {name: value.replace("{country}", scene.iso3) for name, value in step.asked}
    return {**own, "lang": scene.language}


def tell(scene: Scene, step: Step | Fault, view_of: ViewOf) -> Told:
    """Return a step filled in from the store."""
    if isinstance(step, Fault):
        broken = fault(scene.language, step)
        return Told(text(scene.language, "story.broken"), broken, "", Picture())
    asked, view_of = asked_of(step, scene), _there(scene, view_of)
    title, notes, marks = _shown(scene, step.title), _shown(scene, step.notes), _marks(scene, step)
    try:
        title = story_facts.fill(scene, step.title, str)
        own = replace(scene, language=written(scene.language, step.sentence))
        sentence = story_facts.fill(
            scene, step.sentence, lambda: view_of(step.view, asked_of(step, own)).sentence
        )
        notes = story_facts.fill(scene, step.notes, str)
    except (Gone, Unknown) as lost:
        return Told(title, _lost(scene, lost), notes, Picture(), marks=marks)
    try:
        picture = _picture(scene, step, asked, view_of)
    except Gone as lost:
        return Told(title, sentence, notes, Picture(), _lost(scene, lost), marks)
    return Told(title, sentence, notes, picture, marks=marks)


def _shown(scene: Scene, texts: Texts) -> str:
    return said(written(scene.language, texts), texts) if texts else ""


def _marks(scene: Scene, step: Step) -> dict[str, tuple[str, str]]:
    """Return which texts of a step stand in another language than the one asked for."""
    texts = {"title": step.title, "sentence": step.sentence, "notes": step.notes}
    found = {name: written(scene.language, own) for name, own in texts.items()}
    return {
        name: (each, text(scene.language, f"compose.written.{each}"))
        for name, each in found.items()
        if each != scene.language
    }


def _there(scene: Scene, view_of: ViewOf) -> ViewOf:
    """Return a way to views that says what the store of an unfinished copy lacks for one."""

    def view(name: str, asked: Mapping[str, str]) -> View:
        try:
            return view_of(name, asked)
        except KeyError as lost:
            if lost.args[0] not in queries.declared(scene.version):
                raise
            raise Gone(str(lost.args[0])) from lost

    return view


def _lost(scene: Scene, lost: LookupError) -> str:
    """Return why a step cannot be told: no such place, or nothing in the store to put there."""
    name = str(lost.args[0])
    if isinstance(lost, Unknown):
        return text(scene.language, "story.unknown_place", name=code(name))
    if name == "facts":
        return text(scene.language, "compose.no_facts")
    declared = queries.declared(scene.version).get(name)
    shown = said(scene.language, declared.name) if declared else code(name)
    return text(scene.language, "story.gone", name=shown)


def _picture(scene: Scene, step: Step, asked: Mapping[str, str], view_of: ViewOf) -> Picture:
    if step.picture in DRAWN:
        return DRAWN[step.picture](scene, step, asked)
    if step.picture in TOLD:
        return TOLD[step.picture](scene, step)
    if step.picture == "facts":
        return story_cards.figures(scene, view_of(step.view, asked))
    return Picture()


def find(version: str, language: str, story: Story, place: Place, view_of: ViewOf) -> Stage:
    """Return a step of a story, for the audience's window or the speaker's."""
    scene = Scene(version, language, place.country if story.own else "")
    told = tell(scene, story.steps[place.step - 1], view_of)
    view = View(
        title=story_facts.fill(scene, story.title, str),
        sentence=told.sentence,
        context=told.title,
        facts=(),
        exhibits=(),
        notes=(),
    )
    if place.speaker:
        top = _speaker(scene, story, place, told, view_of)
        return Stage(view, top, None, "", _ways(scene, story, place, view_of))
    picture = told.picture
    return Stage(
        view,
        markup_present.head(told.title, told.sentence, fault=told.fault, marks=told.marks)
        + picture.body
        + markup_present.notes(picture.notes),
        picture.figure,
        picture.alt,
        markup_present.source(picture.source) + _ways(scene, story, place, view_of),
    )


def _speaker(scene: Scene, story: Story, place: Place, told: Told, view_of: ViewOf) -> str:
    language, last = scene.language, place.step == len(story.steps)
    after = Told(text(language, "story.last"), "", "", Picture())
    if not last:
        after = tell(scene, story.steps[place.step], view_of)
    return markup_present.speaker(
        told.title,
        told.sentence,
        told.notes,
        (text(language, "present.following"), after.title, after.sentence),
        (text(language, "present.clock"), text(language, "present.since")),
        marks=told.marks,
    )


def titles(scene: Scene, story: Story) -> list[str]:
    """Return the titles of a story's steps."""
    return [
        text(scene.language, "story.broken")
        if isinstance(step, Fault)
        else story_facts.fill(scene, step.title, str)
        for step in story.steps
    ]


def _ways(scene: Scene, story: Story, place: Place, view_of: ViewOf) -> str:
    """Return progress, the list of steps, and every way on."""
    language, count = scene.language, len(story.steps)

    def say(key: str, **values: object) -> str:
        return text(language, f"present.{key}", **values)

    def to(step: int) -> str:
        inside = 1 <= step <= count
        return markup.href("present", place.link(language, step)) if inside else ""

    jump = [
        Way(title, to(number), "", "here" if number == place.step else "jump")
        for number, title in enumerate(titles(scene, story), 1)
    ]
    rows = [
        Way(say("back"), to(place.step - 1), "PageUp", "back"),
        Way(say("next"), to(place.step + 1), "PageDown", "next"),
    ]
    rows += [
        Way(name, markup.href("present", place.link(each)), "", f"lang-{each}")
        for each, name in LANGUAGES.items()
        if each != language
    ]
    step = story.steps[place.step - 1]
    if isinstance(step, Step) and not place.speaker:
        rows.append(Way(say("live"), live(scene, step, place), "L", "live"))
    if place.speaker:
        asked = {"country": place.country, "data_version": place.pinned}
        rows += story_files.ways(language, place.story_id, asked)
    rows.append(Way(say("end"), markup.href("present", {"lang": language}), "Escape", "end"))
    buttons = [
        Way(say("full"), "", "F", "full"),
        Way(say("black"), "", "B", "black"),
        Way(say("notes"), "", "N", "notes"),
    ]
    return markup_present.lost(say("lost")) + markup_present.ways(
        say("ways"),
        (place.key, place.country, place.step, count),
        say("progress", step=place.step, count=count),
        jump,
        rows,
        () if place.speaker else buttons,
    )


def live(scene: Scene, step: Step, place: Place) -> str:
    """Return the address of the view behind a step, with the way back in it."""
    own = asked_of(step, scene)
    own |= {**place.named(), "step": str(place.step)}
    if place.country:
        own |= {"told": place.country}
    if place.pinned:
        own |= {"data_version": place.pinned}
    address = markup.href(step.view, own)
    if len(address) > LONGEST_WAY:
        own.pop("tale", None)  # rather no way back than an address that no server takes
        address = markup.href(step.view, own)
    return address
