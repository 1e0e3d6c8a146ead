"""One chart in the frame of another page: its finding, the chart, the way to the dashboard."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from app import charts, freshness, markup, markup_embed, narrative, queries
from app.exhibit import Exhibit, View
from app.findings import compare, country, overview, path, paths, series, shared
from app.findings.choice import Choice
from app.i18n import code, said, text
from app.records import Indicator

KINDS = ("ranking", "trend", "tiles", "components")
LOWEST = 260
"""Pixels that lines over time have at least (app/style/embed.css says the same)."""


@dataclass(frozen=True)
class Chart:
    """Which chart a link asks for; `first` and `last` are the same year but for a period."""

    kind: str
    indicator: str
    states: tuple[str, ...]
    groups: tuple[str, ...]
    first: int
    last: int

    @property
    def compares(self) -> bool:
        """Whether lines of several states or groups, or a part of the years, are asked for."""
        several = len(self.states) > 1 or bool(self.groups) or self.first != self.last
        return self.kind == "trend" and several

    def link(self) -> dict[str, str]:
        """Return the parameters of the chart's address."""
        own = {"chart": self.kind, "indicator": self.indicator}
        own |= {"country": ",".join(self.states)} if self.states else {}
        own |= {"group": ",".join(self.groups)} if self.groups else {}
        if self.compares:
            return {**own, "year": f"{self.first}:{self.last}"}
        return own if self.kind == "trend" else {**own, "year": str(self.last)}


@dataclass(frozen=True)
class Framed:
    """What stands in the frame: HTML, a figure, a picture in HTML, or both, HTML.

    Where there are both, the picture takes the place of the figure in a small frame.
    """

    view: View
    head: str
    figure: Any
    alt: str
    picture: str
    foot: str


@lru_cache(maxsize=256)
def find(version: str, language: str, chart: Chart) -> View:
    """Return a chart with its finding; without an exhibit and with a note where there is none."""
    indicator = queries.indicators(version)[chart.indicator]
    view, shown, notes = _found(version, language, chart, indicator)
    if shown is None:
        name = narrative.name_of(language, indicator)
        notes = (text(language, "embed.no_parts", indicator=name),)
    elif shown.figure is not None:
        missing = text(language, "term.no_value")
        drawn = charts.embedded(shown.figure.to_plotly_json(), missing)
        rows = charts.embedded_rows(drawn) if chart.kind == "ranking" else []
        picture = markup_embed.ranks(shown.alt, rows) if rows else ""
        shown = replace(shown, figure=charts.checked(drawn), picture=picture)
    else:
        shown = replace(shown, picture=markup_embed.outward(shown.picture))
    unit, arrows = said(language, indicator.unit.name), ""
    context = text(language, "alt.comma").join([view.context, unit])
    if chart.kind == "ranking":
        arrows = shared.arrows(version, language, indicator, chart.last)
    return View(
        title=shown.title if shown else view.title,
        sentence=view.sentence,
        context=f"{context}. {arrows}" if arrows else context,
        facts=(),
        exhibits=(shown,) if shown else (),
        notes=tuple(dict.fromkeys([*notes, *(shown.source[1:] if shown else ())])),
    )


def _found(
    version: str, language: str, chart: Chart, indicator: Indicator
) -> tuple[View, Exhibit | None, Sequence[str]]:
    """Return the view that a chart stands in, its exhibit there, and what is to note."""
    if chart.kind in ("ranking", "tiles"):
        view = overview.find(version, language, chart.indicator, chart.last, chart.groups[0])
        every = overview.find(version, language, chart.indicator, chart.last, "arab")
        shown = view.exhibit(chart.kind)
        return view, shown, (*every.notes, *shown.notes)
    if chart.compares:
        choice = _choice(version, chart)
        view = compare.find(version, language, choice)
        shown = paths.lines(version, language, choice, LOWEST)
        return view, shown, (*view.notes, *shown.notes)
    iso3 = chart.states[0]
    view = country.find(version, language, iso3, chart.indicator, chart.last)
    if chart.kind == "components":
        parts = view.exhibit("parts") if view.has("parts") else None
        return view, parts, parts.notes if parts else ()
    shown = path.exhibit(version, language, indicator, iso3, LOWEST)
    if shown.figure is not None and series.state(version, chart.indicator, iso3):
        # The country's own view leads with its rank, this chart with the way there.
        view = compare.find(version, language, _choice(version, chart))
    return view, shown, shown.notes


def unfolded(version: str, chart: Chart, shown: Exhibit | None) -> int:
    """Return how many notes are never folded: those that say what the chart cannot show."""
    if shown is None:
        return 1
    if chart.kind == "components":
        return len(shown.notes)
    if chart.kind != "trend" or chart.compares:
        return 0
    return int(not series.state(version, chart.indicator, chart.states[0]) or shown.figure is None)


def _choice(version: str, chart: Chart) -> Choice:
    first, last = chart.first, chart.last
    if not chart.compares:
        known = [year for year, _ in queries.years(version, chart.indicator)]
        first, last = min(known), max(known)
    return Choice(
        "lines", chart.indicator, chart.indicator, chart.states, chart.groups, first, last
    )


def home(chart: Chart, more: Mapping[str, str]) -> str:
    """Return the address of the view that a chart stands in; `more` is its language and version."""
    own = {name: value for name, value in chart.link().items() if name != "chart"}
    if chart.kind in ("ranking", "tiles"):
        return markup.href("overview", {**own, **more})
    return markup.href("compare" if chart.compares else "country", {**own, **more})


def framed(version: str, language: str, chart: Chart, pinned: str, today: datetime.date) -> Framed:
    """Return all that the frame shows of a chart; `pinned` is the data version its link names."""
    view = find(version, language, chart)
    shown = view.exhibits[0] if view.exhibits else None
    more = {"lang": language, **({"data_version": pinned} if pinned else {})}
    open_ones = unfolded(version, chart, shown)
    foot = markup_embed.foot(
        shown.source[:1] if shown else (),
        freshness.warnings(language, shown.dates, today) if shown else (),
        (text(language, "embed.home"), home(chart, more)),
        text(language, "site.name"),
        text(language, "embed.version", version=code(version)),
    )
    return Framed(
        view,
        markup_embed.head(view.sentence, view.context),
        shown.figure if shown else None,
        shown.alt if shown else "",
        shown.picture if shown else "",
        markup_embed.notes(
            text(language, "embed.notes"), view.notes[:open_ones], view.notes[open_ones:]
        )
        + foot,
    )
