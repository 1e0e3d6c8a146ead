"""Lines over time in a story: at most seven, each named at its end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from app import charts, forms, methods, narrative, queries
from app.drawing import Lines, Trace
from app.findings import paths, series, shared
from app.findings.choice import Choice, chosen
from app.findings.story_facts import Gone, Scene
from app.findings.story_pictures import Picture, about, carried, named
from app.i18n import direction, said, text
from app.records import Indicator
from app.stories import MOST_NAMED, Step


def _kinds(
    scene: Scene, picked: Sequence[str], groups: Sequence[str], drawn: Sequence[str]
) -> tuple[str, ...]:
    """Return what the lines are, and which states have none."""
    said_of = []
    if groups:
        said_of.append(text(scene.language, "story.medians_dashed" if picked else "story.medians"))
    absent = [named(scene, each) for each in picked if named(scene, each) not in drawn]
    return (*said_of, *narrative.without_value(scene.language, absent))


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
    scale = shared.axis(scene.language, indicator)
    breaks = series.breaks(scene.language, indicator, axis)
    years = axis if indicator.survey else []
    return Picture(
        figure=charts.checked(
            charts.presented(
                drawn,
                scale,
                rtl=direction(scene.language) == "rtl",
                breaks=breaks,
                years=years,
            )
        ),
        alt=whole.alt,
        source=whole.source[:1],
        notes=_kinds(scene, picked, groups, [each.name for each in drawn]),
        drawn=(_drawn(scene, indicator, drawn, scale, years, breaks),),
    )


def _drawn(
    scene: Scene,
    indicator: Indicator,
    shown: Sequence[charts.Line],
    scale: charts.Axis,
    years: Sequence[int],
    breaks: Sequence[tuple[int, str]],
) -> Lines:
    """Return the lines that a figure shows as data, over the years that any of them has."""
    axis = [
        year
        for place, year in enumerate(shown[0].years)
        if year % 1 or any(line.values[place] is not None for line in shown)
    ]
    while axis and axis[-1] % 1:
        axis.pop()
    places = [list(shown[0].years).index(year) for year in axis]
    known = [line.values[place] for line in shown for place in places]
    low, high = charts.span([value for value in known if value is not None], scale)
    inside = [tick for tick in scale.ticks if low <= tick <= high]
    ticks = tuple(inside) if len(inside) > 2 else tuple(charts.steps(low, high))
    return Lines(
        about(scene, indicator, int(axis[0]), int(axis[-1])),
        tuple(axis),
        tuple(
            Trace(
                line.label or line.name,
                tuple(line.values[place] for place in places),
                charts.SERIES.index(line.colour) + 1,
                line.dash != "solid",
            )
            for line in shown
        ),
        low,
        high,
        forms.form(scene.language, indicator.unit, max(abs(low), abs(high))),
        ticks,
        tuple(narrative.amount(scene.language, indicator.unit, tick) for tick in ticks),
        tuple(charts.between(breaks, years, axis[0], axis[-1])),
    )
