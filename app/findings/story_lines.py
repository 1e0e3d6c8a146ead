"""Lines over time in a story: at most seven, each named at its end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from app import charts, methods, narrative, queries
from app.findings import paths, series, shared
from app.findings.choice import Choice, chosen
from app.findings.story_facts import Gone, Scene
from app.findings.story_pictures import Picture, carried, named
from app.i18n import direction, said, text
from app.stories import MOST_NAMED, Step


def _kinds(
    scene: Scene, picked: Sequence[str], groups: Sequence[str], drawn: Sequence[str]
) -> tuple[str, ...]:
    """Return what the lines are, and which states have none."""
    said_of = []
    if groups:
        said_of.append(text(scene.language, "story.medians_dashed" if picked else "story.medians"))
    absent = [named(scene, each) for each in picked if named(scene, each) not in drawn]
    if absent:
        reason = text(scene.language, "term.no_value")
        said_of += narrative.absent_note(scene.language, [(each, reason) for each in absent])
    return tuple(said_of)


def _label(scene: Scene, key: str, name: str) -> str:
    """Return the name of a line, of a group alone: that it is a median is said above the chart."""
    groups = queries.groups(scene.version)
    return said(scene.language, groups[key].name) if key in groups else name


def lines(scene: Scene, step: Step, asked: Mapping[str, str]) -> Picture:
    """Series over time, at most seven, each named at its end."""
    indicator = carried(scene, asked.get("indicator", "egdi").split(",")[0])
    identity = indicator.indicator_id
    known = queries.countries(scene.version)
    asked_for = [each for each in asked.get("country", "").split(",") if each in known]
    groups = [
        each for each in asked.get("group", "").split(",") if each in queries.groups(scene.version)
    ]
    picked = list(dict.fromkeys([*asked_for, *([scene.iso3] if scene.iso3 else [])]))
    years = sorted(year for year, _ in queries.years(scene.version, identity))
    first, _, last = asked.get("year", "").partition(":")
    start = int(first) if first.isdecimal() and int(first) in years else years[0]
    usual = methods.default_year(queries.years(scene.version, identity))
    end = int(last) if last.isdecimal() and int(last) in years else usual
    choice = Choice("lines", identity, identity, tuple(picked), tuple(groups), start, end)
    axis = series.span(scene.version, indicator, start, end)
    drawn = [
        series.line(
            scene.language,
            indicator,
            name,
            values,
            axis,
            colour=colour,
            label=_label(scene, key, name),
            dash="dash" if key in groups and picked else "solid",
        )
        for key, name, values, colour in chosen(scene.version, scene.language, choice, indicator)
        if values
    ][:MOST_NAMED]
    if not drawn:
        raise Gone(identity)
    whole = paths.lines(scene.version, scene.language, choice)
    return Picture(
        figure=charts.checked(
            charts.presented(
                drawn,
                shared.axis(scene.language, indicator),
                rtl=direction(scene.language) == "rtl",
                breaks=series.breaks(scene.language, indicator, axis),
                years=axis if indicator.survey else (),
            )
        ),
        alt=whole.alt,
        source=whole.source[:1],
        notes=_kinds(scene, picked, groups, [each.name for each in drawn]),
    )
