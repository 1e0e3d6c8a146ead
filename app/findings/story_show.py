"""A story filled in as slides: the same sentences, figures and sources as on the screen."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from app import i18n, narrative, queries
from app.drawing import Bars
from app.export.content import sharing_line, taken_line
from app.findings import story, story_facts
from app.findings.story import Told, ViewOf
from app.findings.story_facts import Scene
from app.findings.story_pictures import Picture
from app.findings.story_place import written
from app.i18n import said, text
from app.queries.filter import Filter
from app.records import Edition, Indicator
from app.slides import Closing, Cover, Show, Slide
from app.stories import PLACE, Fault, Step, Story

ViewsOf = Callable[[str], ViewOf]
"""Gives, for a language, what links to views show."""

Address = Callable[[str, int], str]
"""Gives the whole address of a step, by language and number."""


def of(
    told: Story,
    version: str,
    languages: Sequence[str],
    iso3: str,
    views: ViewsOf,
    address: Address,
) -> Show:
    """Return a story as slides, wherever it came from; each step in one language after the other.

    `iso3` is the state of a story that is told of one.
    """
    scenes = [Scene(version, each, iso3 if told.own else "") for each in languages]
    slides: list[Cover | Slide | Closing] = [_cover(told, scene, address) for scene in scenes]
    for number, step in enumerate(told.steps, 1):
        slides += [
            _slide(step, scene, views(scene.language), address(scene.language, number))
            for scene in scenes
        ]
    slides += [_closing(told, scene) for scene in scenes]
    return Show(
        tuple(languages),
        story_facts.fill(scenes[0], told.title, str),
        text(languages[0], "site.name"),
        version,
        queries.built_at(version),
        tuple(slides),
    )


def _which(scene: Scene) -> str:
    language = scene.language
    built = i18n.date(language, queries.built_at(scene.version).date())
    return text(language, "site.version", version=i18n.code(scene.version), date=built)


def _cover(told: Story, scene: Scene, address: Address) -> Cover:
    language = scene.language
    return Cover(
        language,
        story_facts.fill(scene, told.title, str),
        story_facts.fill(scene, told.summary, str),
        (
            text(language, "site.name"),
            _which(scene),
            text(language, "site.independent"),
            text(language, "site.terms"),
        ),
        address(language, 1),
        written(language, told.title),
    )


def _slide(step: Step | Fault, scene: Scene, view_of: ViewOf, address: str) -> Slide:
    language = scene.language
    shut = [each for each in _indicators(scene, step) if each.sharing == "display_only"]
    filled = _shut(scene, step, shut) if shut else story.tell(scene, step, view_of)
    version = text(language, "deck.version", version=i18n.code(scene.version))
    source = text(language, "source.join").join(
        [*(each.removesuffix(".") for each in filled.picture.source), version]
    )
    return Slide(
        language,
        filled.title,
        filled.sentence,
        filled.fault,
        filled.picture.body,
        filled.picture.drawn,
        (*filled.picture.notes, *_gaps(language, filled.picture)),
        (source,),
        filled.notes,
        text(language, "deck.live"),
        address,
        {name: spoken for name, (spoken, _) in filled.marks.items()},
    )


def _gaps(language: str, picture: Picture) -> tuple[str, ...]:
    """Return which bars are missing: on the screen their row says so, on a slide a note has to."""
    names = [
        each.name
        for bars in picture.drawn
        if isinstance(bars, Bars)
        for each in bars.points
        if each.value is None
    ]
    return narrative.without_value(language, names)


def _shut(scene: Scene, step: Step | Fault, shut: Sequence[Indicator]) -> Told:
    """Return a step whose figures may be shown on a screen, but not passed on in a file."""
    assert isinstance(step, Step)
    language = scene.language
    sources = {said(language, each.source.name): None for each in shut}
    words = text(language, "picture.closed", source=i18n.listed(language, list(sources)))
    return Told(story_facts.fill(scene, step.title, str), words, "", Picture())


def _indicators(scene: Scene, step: Step | Fault) -> list[Indicator]:
    """Return the indicators that a step speaks of, by its link, its picture and its words."""
    if isinstance(step, Fault):
        return []
    declared, benchmarks = queries.declared(scene.version), queries.benchmarks(scene.version)
    named = [*step.named, *dict(step.asked).get("indicator", "").split(",")]
    for words in (step.title, step.sentence, step.notes):
        places = (place for each in words.values() for place in PLACE.findall(each))
        named += [place.partition(".")[0] for place in places]
    ids = [str(benchmarks[each].indicator_id) if each in benchmarks else each for each in named]
    return [declared[each] for each in dict.fromkeys(ids) if each in declared]


def _closing(told: Story, scene: Scene) -> Closing:
    language, version = scene.language, scene.version
    found = [each for step in told.steps for each in _indicators(scene, step)]
    ids = tuple(dict.fromkeys(each.indicator_id for each in found))
    editions: dict[str, list[Edition]] = {}
    for row in queries.taken(version, Filter(ids)) if ids else ():
        editions.setdefault(row.pop("source_id"), []).append(Edition(**row))
    sources = {each.source.source_id: each.source for each in found}
    return Closing(
        language,
        text(language, "export.sources"),
        tuple(text(language, f"export.{key}") for key in ("column.source", "sharing", "editions")),
        tuple(
            (
                text(
                    language,
                    "story.source_of",
                    producer=said(language, each.producer),
                    source=said(language, each.name),
                ),
                sharing_line(language, each),
                _span(language, editions.get(source_id, [])),
            )
            for source_id, each in sources.items()
        ),
        (
            text(language, "story.ours"),
            text(language, "site.terms"),
            text(language, "site.independent"),
            _which(scene),
        ),
    )


def _span(language: str, editions: Sequence[Edition]) -> str:
    """Return the editions of a source: the first and last of many that are years."""
    names = list(dict.fromkeys(each.edition for each in editions))
    if len(names) < 3 or not all(each.isdigit() for each in names):
        return taken_line(language, editions)
    return text(
        language,
        "export.taken_from",
        editions=i18n.years(language, int(names[0]), int(names[-1])),
        retrieved=text(language, "source.join").join(narrative.retrieved(language, editions)),
    )
