"""Pictures of a story that are drawn from indicators: groups, ranking, strips, coverage."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from app import markup_present, methods, narrative, queries
from app.findings import series, shared
from app.findings.story_facts import Gone, Scene, states
from app.findings.story_facts import share as of
from app.i18n import number, said, text
from app.markup_present import Row
from app.records import Indicator
from app.stories import MOST_NAMED, Step


@dataclass(frozen=True)
class Picture:
    """What stands between the sentence and the source of a step: HTML, or a figure with its alt."""

    body: str = ""
    figure: Any = None
    alt: str = ""
    source: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


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


def sources(scene: Scene, indicators: Sequence[Indicator]) -> tuple[str, ...]:
    """Return the sources of several indicators as one line."""
    names = {
        text(
            scene.language,
            "story.source_of",
            producer=said(scene.language, each.source.producer),
            source=said(scene.language, each.source.name),
        ): None
        for each in indicators
    }
    listed = text(scene.language, "source.join").join(names)
    return (text(scene.language, "story.sources", list=listed),)


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


def bands(scene: Scene, step: Step, asked: Mapping[str, str]) -> Picture:
    """The states in the groups of an index, highest first."""
    indicator = carried(scene, asked.get("indicator", "egdi"))
    year = year_of(scene, indicator, asked)
    rows = shared.standing(scene.version, indicator.indicator_id, year, "arab")
    if rows.empty or not indicator.banded:
        raise Gone(indicator.indicator_id)
    found = methods.band(rows["value"])
    about = marked(scene, step)
    columns = []
    for name in methods.BANDS[::-1]:
        own = [
            Row(
                named(scene, str(iso3)),
                narrative.amount(scene.language, indicator.unit, value),
                None,
                marked=str(iso3) in about,
            )
            for iso3, value in rows["value"][found == name].items()
        ]
        words = text(scene.language, f"story.band.{name}")
        columns.append((words, states(scene.language, len(own)), own))
    place = methods.BANDS[::-1].index(step.band) if step.band in methods.BANDS else -1
    return Picture(
        markup_present.bands(columns, place),
        source=source(scene, indicator, year, year),
        notes=missing(scene, indicator, year),
    )


def ranking(scene: Scene, step: Step, asked: Mapping[str, str]) -> Picture:
    """All states with a value, highest first, the world mean or the median as a tick."""
    indicator = carried(scene, asked.get("indicator", "egdi"))
    year = year_of(scene, indicator, asked)
    identity, unit = indicator.indicator_id, indicator.unit
    rows = shared.standing(scene.version, identity, year, "arab")
    if rows.empty:
        raise Gone(identity)
    everyone = shared.world(scene.version, identity, year)["value"]
    worldwide = indicator.averaged and len(everyone) >= methods.LEAST_ECONOMIES
    worldwide = worldwide and step.mark != "median"
    compared = float(everyone.mean() if worldwide else rows["value"].median())
    low, high = ends(indicator, [*rows["value"].tolist(), compared])
    about = marked(scene, step)
    drawn = [
        Row(
            named(scene, str(iso3)),
            narrative.amount(scene.language, unit, row["value"]),
            (row["value"] - low) / (high - low),
            (compared - low) / (high - low),
            str(iso3) in about if about else bool(step.mark) and row["value"] > compared,
        )
        for iso3, row in rows.iterrows()
    ]
    key = "story.tick_world" if worldwide else "story.tick_median"
    legend = text(scene.language, key, value=narrative.amount(scene.language, unit, compared))
    return Picture(
        markup_present.ranks(drawn, legend),
        source=source(scene, indicator, int(rows["value_year"].min()), year),
        notes=missing(scene, indicator, year),
    )


def ends(indicator: Indicator, values: Sequence[float]) -> tuple[float, float]:
    """Return the ends of bars: from zero, or from the lowest where values are below zero."""
    scale = shared.TICKS.get(indicator.unit.unit_id, ())
    low = min(0.0, min(values))
    high = max([*scale, *values, low + 1e-9])
    return low, high


def strips(scene: Scene, step: Step, asked: Mapping[str, str]) -> Picture:
    """One row an indicator: the Arab median, or the story's own state with the median as a tick."""
    rows, drawn = [], []
    for identity in step.named:
        indicator = carried(scene, identity)
        year = year_of(scene, indicator, {})
        standing = shared.standing(scene.version, identity, year, "arab")
        if standing.empty:
            raise Gone(identity)
        rows.append(_strip(scene, indicator, year, standing))
        drawn.append(indicator)
    if not rows:
        raise Gone(step.picture)
    legend = text(scene.language, "story.strips")
    if scene.iso3:
        legend = text(scene.language, "story.strips_own", country=named(scene, scene.iso3))
    return Picture(markup_present.strips(rows, legend), source=sources(scene, drawn))


def _strip(scene: Scene, indicator: Indicator, year: int, rows: pd.DataFrame) -> Row:
    language, unit = scene.language, indicator.unit
    median = float(rows["value"].median())
    everyone = shared.world(scene.version, indicator.indicator_id, year)["value"]
    worldwide = len(everyone) >= methods.LEAST_ECONOMIES
    mean = float(everyone.mean()) if worldwide else median
    low, high = ends(indicator, [*rows["value"].tolist(), mean])
    name = text(language, "story.dated", name=said(language, indicator.short_name), year=year)
    if scene.iso3:
        own = rows["value"].get(scene.iso3)
        value = None if own is None else float(own)
        words = text(language, "term.no_value")
        if value is not None:
            words = narrative.amount(language, unit, value)
        return Row(
            name,
            words,
            None if value is None else (value - low) / (high - low),
            (median - low) / (high - low),
            True,
            text(language, "story.median", value=narrative.amount(language, unit, median)),
        )
    spread = text(
        language,
        "story.spread",
        low=narrative.amount(language, unit, float(rows["value"].min())),
        high=narrative.amount(language, unit, float(rows["value"].max())),
    )
    words = narrative.amount(language, unit, median)
    tick = (mean - low) / (high - low) if worldwide else None
    return Row(name, words, (median - low) / (high - low), tick, True, spread)


def coverage(scene: Scene, step: Step, asked: Mapping[str, str]) -> Picture:
    """One row an indicator: how many of the states have any value, and the newest year."""
    members = queries.groups(scene.version)["arab"].members
    rows, drawn = [], []
    for identity in step.named:
        declared = queries.declared(scene.version).get(identity)
        if declared is None:
            raise Gone(identity)
        years = [
            max(own) for iso3 in members if (own := series.state(scene.version, identity, iso3))
        ]
        drawn.append(declared)
        name = said(scene.language, declared.short_name)
        known = of(scene.language, len(years), len(members))
        share = len(years) / len(members)
        note = text(scene.language, "story.newest", year=max(years)) if years else ""
        rows.append(Row(name, known, share, None, share > 0.5, note))
    if not rows:
        raise Gone(step.picture)
    legend = text(scene.language, "story.coverage", total=number(scene.language, len(members)))
    return Picture(markup_present.strips(rows, legend), source=sources(scene, drawn))
