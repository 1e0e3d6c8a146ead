"""Pictures of a story that are drawn from one indicator: groups and ranking."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app import drawing, forms, markup_step, methods, narrative, queries
from app.drawing import Bars, Column, Drawing, Groups, Point
from app.findings import shared
from app.findings.story_facts import Gone, Scene, states
from app.i18n import said, text, years
from app.markup_step import Row
from app.records import Indicator, Unit
from app.stories import MOST_NAMED, PLACE, Step


@dataclass(frozen=True)
class Picture:
    """What stands between the sentence and the source of a step: HTML, or a figure with its alt.

    `drawn` is the same as data, for slides and paper.
    """

    body: str = ""
    figure: Any = None
    alt: str = ""
    source: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    drawn: tuple[Drawing, ...] = ()


def carried(scene: Scene, identity: str) -> Indicator:
    """Return an indicator that has figures; `Gone` where it has none."""
    found = queries.indicators(scene.version).get(identity)
    if found is None or not queries.years(scene.version, identity):
        raise Gone(identity)
    return found


def year_of(scene: Scene, indicator: Indicator, asked: Mapping[str, str]) -> int:
    """Return the year that a link asks for, else the one its view opens with."""
    known = queries.years(scene.version, indicator.indicator_id)
    years = {str(year): year for year, _ in known}
    return years.get(asked.get("year", ""), methods.default_year(known))


def source(scene: Scene, indicator: Indicator, first: int, last: int) -> tuple[str, ...]:
    """Return the first source line of an indicator: the others are for its own view."""
    known = queries.editions(scene.version, indicator.indicator_id, first, last)
    return narrative.source_lines(scene.language, indicator, known)[:1]


Used = tuple[Indicator, int, int]
"""An indicator, with the first and the last year whose figures are shown."""


def sources(scene: Scene, used: Sequence[Used]) -> tuple[str, ...]:
    """Return the sources of several indicators as one line, each with the editions in use."""
    language = scene.language
    taken: dict[str, list[str]] = {}
    for indicator, first, last in used:
        name = text(
            language,
            "story.source_of",
            producer=said(language, indicator.source.producer),
            source=said(language, indicator.source.name),
        )
        known = queries.editions(scene.version, indicator.indicator_id, first, last)
        taken.setdefault(name, []).extend(each.edition for each in known)
    join = text(language, "alt.comma")
    shown = [
        join.join([name, narrative.editions_of(language, sorted(own))]) if own else name
        for name, own in taken.items()
    ]
    listed = text(language, "source.join").join(shown)
    return (text(language, "story.sources", list=listed),) if taken else ()


def spoken(scene: Scene, step: Step) -> list[Used]:
    """Return the indicators whose figures the sentence of a step tells, with their years."""
    places = [place for words in step.sentence.values() for place in PLACE.findall(words)]
    found: list[Used] = []
    for identity in dict.fromkeys(place.partition(".")[0] for place in places):
        indicator = queries.indicators(scene.version).get(identity)
        if indicator is not None:
            year = year_of(scene, indicator, {})
            rows = shared.standing(scene.version, identity, year, "arab")
            first = year if rows.empty else int(rows["value_year"].min())
            found.append((indicator, first, year))
    return found


def marked(scene: Scene, step: Step) -> set[str]:
    """Return the states that a step is about: those it names, and the story's own."""
    return {*step.countries, scene.iso3} - {""}


def named(scene: Scene, iso3: str) -> str:
    """Return the name of a state."""
    return said(scene.language, queries.countries(scene.version)[iso3].name)


def missing(scene: Scene, indicator: Indicator, year: int) -> tuple[str, ...]:
    """Return the note on the states without a value."""
    gone = shared.absent(scene.version, scene.language, indicator.indicator_id, year, "arab")
    if len(gone) > MOST_NAMED:
        return (text(scene.language, "story.without", count=len(gone)),)
    return narrative.absent_note(
        scene.language, [(named(scene, iso3), reason) for iso3, reason in gone]
    )


def about(scene: Scene, indicator: Indicator, first: int, last: int) -> str:
    """Return what is measured, in which unit and in which year, edition or span."""
    join = text(scene.language, "source.join")
    when = narrative.edition_of(scene.language, indicator, last)
    if first != last:
        when = years(scene.language, first, last)
    unit = said(scene.language, indicator.unit.name)
    return join.join([narrative.name_of(scene.language, indicator), unit, when])


def point(
    scene: Scene, unit: Unit, name: str, value: float, *, marked: bool = False, note: str = ""
) -> Point:
    """Return a value as a mark, printed as it is printed everywhere."""
    language = scene.language
    words, form = narrative.amount(language, unit, value), forms.own(language, unit, value)
    return Point(name, float(value), words, marked, note, form=form)


def rows(bars: Bars) -> list[Row]:
    """Return bars as rows of HTML, each with its place and that of what it is compared with."""
    line = None if bars.line is None else bars.line.value
    return [
        Row(
            each.name,
            each.words,
            drawing.share(bars, each.value),
            drawing.share(bars, each.against if line is None else line),
            each.marked,
            each.note,
        )
        for each in bars.points
    ]


def bands(scene: Scene, step: Step, asked: Mapping[str, str]) -> Picture:
    """The states in the groups of an index, highest first."""
    indicator = carried(scene, asked.get("indicator", "egdi"))
    year = year_of(scene, indicator, asked)
    standing = shared.standing(scene.version, indicator.indicator_id, year, "arab")
    if standing.empty or not indicator.banded:
        raise Gone(indicator.indicator_id)
    found = methods.band(standing["value"])
    marks = marked(scene, step)
    columns = []
    for name in methods.BANDS[::-1]:
        own = tuple(
            point(
                scene,
                indicator.unit,
                named(scene, str(iso3)),
                value,
                marked=str(iso3) in marks,
            )
            for iso3, value in standing["value"][found == name].items()
        )
        words = text(scene.language, f"story.band.{name}")
        columns.append(Column(words, states(scene.language, len(own)), own))
    place = methods.BANDS[::-1].index(step.band) if step.band in methods.BANDS else -1
    shown = [
        (each.name, each.count, [Row(p.name, p.words, None, marked=p.marked) for p in each.points])
        for each in columns
    ]
    return Picture(
        markup_step.bands(shown, place),
        source=source(scene, indicator, year, year),
        notes=missing(scene, indicator, year),
        drawn=(Groups(about(scene, indicator, year, year), tuple(columns), place),),
    )


def ranking(scene: Scene, step: Step, asked: Mapping[str, str]) -> Picture:
    """All states with a value, highest first, the world mean or the median as a tick."""
    indicator = carried(scene, asked.get("indicator", "egdi"))
    year = year_of(scene, indicator, asked)
    identity, unit = indicator.indicator_id, indicator.unit
    standing = shared.standing(scene.version, identity, year, "arab")
    if standing.empty:
        raise Gone(identity)
    everyone = shared.world(scene.version, identity, year)["value"]
    worldwide = indicator.averaged and len(everyone) >= methods.LEAST_ECONOMIES
    worldwide = worldwide and step.mark != "median"
    compared = float(everyone.mean() if worldwide else standing["value"].median())
    low, high = ends(indicator, [*standing["value"].tolist(), compared])
    marks = marked(scene, step)
    key = "world" if worldwide else "median"
    line = point(scene, unit, text(scene.language, f"deck.{key}"), compared)
    first = int(standing["value_year"].min())
    bars = Bars(
        about(scene, indicator, first, year),
        said(scene.language, indicator.short_name),
        tuple(
            point(
                scene,
                unit,
                named(scene, str(iso3)),
                value,
                marked=str(iso3) in marks if marks else bool(step.mark) and value > compared,
            )
            for iso3, value in standing["value"].items()
        ),
        low,
        high,
        forms.form(scene.language, unit),
        line,
    )
    legend = text(scene.language, f"story.tick_{key}", value=line.words)
    return Picture(
        markup_step.ranks(rows(bars), legend),
        source=source(scene, indicator, first, year),
        notes=missing(scene, indicator, year),
        drawn=(bars,),
    )


def ends(indicator: Indicator, values: Sequence[float]) -> tuple[float, float]:
    """Return the ends of bars: from zero, or from the lowest where values are below zero."""
    scale = shared.TICKS.get(indicator.unit.unit_id, ())
    low = min(0.0, min(values))
    high = max([*scale, *values, low + 1e-9])
    return low, high
