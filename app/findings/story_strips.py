"""Pictures of a story with one row an indicator: medians or a state's values, and coverage."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from app import drawing, forms, markup_step, methods, narrative, queries
from app.drawing import Bars, Point
from app.findings import series, shared
from app.findings.story_facts import Gone, Scene
from app.findings.story_facts import share as of
from app.findings.story_pictures import (
    Picture,
    carried,
    ends,
    named,
    point,
    rows,
    sources,
    year_of,
)
from app.i18n import number, said, text
from app.records import Indicator
from app.stories import Step


def strips(scene: Scene, step: Step, asked: Mapping[str, str]) -> Picture:
    """One row an indicator: the Arab median, or the story's own state with the median as a tick."""
    bars, drawn = [], []
    for identity in step.named:
        indicator = carried(scene, identity)
        year = year_of(scene, indicator, {})
        standing = shared.standing(scene.version, identity, year, "arab")
        if standing.empty:
            raise Gone(identity)
        bars.append(_strip(scene, indicator, year, standing))
        drawn.append((indicator, int(standing["value_year"].min()), year))
    if not bars:
        raise Gone(step.picture)
    legend = text(scene.language, "story.strips")
    if scene.iso3:
        legend = text(scene.language, "story.strips_own", country=named(scene, scene.iso3))
    return Picture(
        markup_step.strips([rows(each)[0] for each in bars], legend),
        source=sources(scene, drawn),
        drawn=drawing.joined(bars),
    )


def _strip(scene: Scene, indicator: Indicator, year: int, standing: pd.DataFrame) -> Bars:
    language, unit = scene.language, indicator.unit
    median = float(standing["value"].median())
    everyone = shared.world(scene.version, indicator.indicator_id, year)["value"]
    worldwide = len(everyone) >= methods.LEAST_ECONOMIES
    mean = float(everyone.mean()) if worldwide else median
    low, high = ends(indicator, [*standing["value"].tolist(), mean])
    name = text(language, "story.dated", name=said(language, indicator.short_name), year=year)
    middle = point(scene, unit, name, median)
    if scene.iso3:
        value = standing["value"].get(scene.iso3)
        note = text(language, "story.median", value=middle.words)
        own = Point(name, None, text(language, "term.no_value"), True, note)
        if value is not None:
            own = point(scene, unit, name, float(value), marked=True, note=note)
        row = replace(own, against=median, against_form=middle.form)
        names = (named(scene, scene.iso3), text(language, "deck.median"))
    else:
        spread = text(
            language,
            "story.spread",
            low=narrative.amount(language, unit, float(standing["value"].min())),
            high=narrative.amount(language, unit, float(standing["value"].max())),
        )
        form = forms.own(language, unit, mean)
        world = mean if worldwide else None
        row = replace(middle, marked=True, note=spread, against=world, against_form=form)
        names = (text(language, "deck.median"), text(language, "deck.world"))
    return Bars(
        said(language, unit.name),
        names[0],
        (row,),
        low,
        high,
        forms.form(language, unit),
        against=names[1],
    )


def coverage(scene: Scene, step: Step, asked: Mapping[str, str]) -> Picture:
    """One row an indicator: how many of the states have any value, and the newest year."""
    members = queries.groups(scene.version)["arab"].members
    points, drawn = [], []
    for identity in step.named:
        declared = queries.declared(scene.version).get(identity)
        if declared is None:
            raise Gone(identity)
        years = [
            max(own) for iso3 in members if (own := series.state(scene.version, identity, iso3))
        ]
        drawn.append((declared, min(years, default=0), max(years, default=0)))
        name = said(scene.language, declared.short_name)
        known = of(scene.language, len(years), len(members))
        note = text(scene.language, "story.newest", year=max(years)) if years else ""
        points.append(Point(name, len(years), known, len(years) > len(members) / 2, note))
    if not points:
        raise Gone(step.picture)
    total = number(scene.language, len(members))
    legend = text(scene.language, "story.coverage", total=total)
    words = text(scene.language, "deck.coverage", total=total)
    bars = Bars(words, words, tuple(points), 0, len(members), "0")
    return Picture(
        markup_step.strips(rows(bars), legend), source=sources(scene, drawn), drawn=(bars,)
    )
