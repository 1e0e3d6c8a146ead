"""Lines over time: one chart for the chosen, or one small chart for each state."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import Any

from app.charts.base import (
    ACCENT,
    GREY,
    INK,
    SMALLEST_TEXT,
    Axis,
    Figure,
    above,
    directed,
    layout,
    span,
    value_axis,
    vertical,
)

LINE_HEIGHT = 17
"""Pixels a line of a label needs."""

MOST_TICKS = 7
"""Years named on an axis of editions; each edition has its mark on the line all the same."""

SIGNS = {"solid": "●", "dash": "– –", "dot": "···"}
"""How a line is drawn, said again beside its name: several may share their colour."""

LABEL_WIDTH = 20
"""Characters after which a label is broken."""


@dataclass(frozen=True)
class Line:
    """A series over time; None in `values` is a gap, never bridged."""

    name: str
    years: Sequence[float]
    values: Sequence[float | None]
    hover: Sequence[str]
    colour: str = ACCENT
    dash: str = "solid"
    width: float = 2.5
    label: str = ""
    context: bool = False


def trace(line: Line, **more: Any) -> dict[str, Any]:
    """Return a line as Plotly draws it, its gaps left open."""
    return {
        "type": "scatter",
        "name": line.name,
        "x": list(line.years),
        "y": list(line.values),
        "mode": "lines" if line.context or line.dash != "solid" else "lines+markers",
        "connectgaps": False,
        "cliponaxis": False,
        "customdata": list(line.hover),
        "hovertemplate": "%{customdata}<extra></extra>",
        "line": {"color": line.colour, "width": line.width, "dash": line.dash},
        "marker": {"size": 7, "color": line.colour},
        "opacity": 0.35 if line.context else 1,
        **more,
    }


def between(
    breaks: Sequence[tuple[int, str]], years: Sequence[int], first: float, last: float
) -> list[tuple[float, str]]:
    """Return the breaks in view, each between the last year before it and its own."""
    return [
        ((max((y for y in years if y < year), default=year - 1) + year) / 2, words)
        for year, words in breaks
        if first < year <= last
    ]


def apart(places: Sequence[float], gap: float) -> list[float]:
    """Return places at least `gap` apart, in the same order, moved no further than needed.

    Places that would collide form a cluster around their own mean; clusters that then touch
    are joined, until none does.
    """
    order = sorted(range(len(places)), key=lambda index: places[index])
    clusters: list[list[int]] = []
    for index in order:
        clusters.append([index])
        while len(clusters) > 1 and _foot(clusters[-1], places, gap) < (
            _foot(clusters[-2], places, gap) + gap * len(clusters[-2])
        ):
            tail = clusters.pop()
            clusters[-1] += tail
    moved = list(places)
    for cluster in clusters:
        for step, index in enumerate(cluster):
            moved[index] = _foot(cluster, places, gap) + step * gap
    return moved


def _foot(cluster: Sequence[int], places: Sequence[float], gap: float) -> float:
    middle = sum(places[index] for index in cluster) / len(cluster)
    return middle - gap * (len(cluster) - 1) / 2


def _end_labels(shown: Sequence[Line], a_line: float, rtl: bool) -> list[dict[str, Any]]:
    """Names at the ends of the lines; in Arabic the value axis stands between, on the right.

    `a_line` is the height of a line of text in the unit of the value axis.
    """
    labelled = [(line, wrap(line.label, LABEL_WIDTH)) for line in shown if line.label]
    ends = [next(v for v in reversed(line.values) if v is not None) for line, _ in labelled]
    most = max((len(words) for _, words in labelled), default=1)
    return [
        {
            "xref": "paper",
            "x": 1,
            "xanchor": "left",
            "xshift": 52 if rtl else 8,
            "align": "left",
            "yref": "y",
            "y": place,
            "text": f'<span style="color:{line.colour}">{SIGNS[line.dash]}</span> '
            + "<br>".join(directed(words, rtl)),
            "showarrow": False,
            "font": {"size": SMALLEST_TEXT, "color": INK},
        }
        for (line, words), place in zip(labelled, apart(ends, a_line * most), strict=True)
    ]


def _ticks(years: Sequence[int]) -> list[int]:
    """The years that are named on the axis: every n-th back from the newest, to fit a phone."""
    step = -(-len(years) // MOST_TICKS) if years else 1
    return sorted(sorted(years, reverse=True)[::step])


def lines(
    series: Sequence[Line],
    axis: Axis,
    *,
    rtl: bool,
    breaks: Sequence[tuple[int, str]] = (),
    years: Sequence[int] = (),
    height: int = 420,
) -> Figure:
    """Return lines over time, left to right in both languages, each named at its end.

    `breaks` are first years of a new method, drawn as thin marks with a word. `years` are the
    ticks where the axis has editions rather than every year.
    """
    shown = [line for line in series if any(value is not None for value in line.values)]
    low, high = span([v for line in shown for v in line.values if v is not None], axis)
    first = min((line.years[0] for line in shown), default=0)
    last = max((line.years[-1] for line in shown), default=0)
    marks = between(breaks, years, first, last)
    longest = max(
        (len(each) for line in shown for each in wrap(line.label, LABEL_WIDTH)), default=0
    )
    ticks = {"tickvals": _ticks(years)} if years else {"nticks": MOST_TICKS}
    return {
        "data": [trace(line) for line in shown],
        "layout": layout(
            height,
            rtl,
            margin={"l": 8, "r": 42 + longest * 8 + (44 if rtl else 0), "t": 30, "b": 36},
            hovermode="closest",
            xaxis={
                "type": "linear",
                "tickformat": "d",
                "autotickangles": [0, 90],
                "tickfont": {"size": SMALLEST_TEXT, "color": INK},
                "fixedrange": True,
                "showgrid": False,
                "range": [first - 0.4, last + 0.4],
                **ticks,
            },
            yaxis={
                **value_axis(axis, low, high),
                "range": [low, high],
                "side": "right" if rtl else "left",
                # The labels at the lines' ends share the right margin with the axis in Arabic.
                "automargin": not rtl,
            },
            shapes=[vertical(place, GREY, "dot") for place, _ in marks],
            annotations=[
                *_end_labels(shown, (high - low) * LINE_HEIGHT / (height - 66), rtl),
                *(above(place, words) for place, words in marks),
            ],
        ),
    }


def multiples(
    panels: Sequence[tuple[str, Sequence[Line], str]],
    axis: Axis,
    *,
    rtl: bool,
    columns: int = 4,
) -> Figure:
    """Return one small line chart a panel, all on the same scales, reading in order.

    A panel is a name, its lines, and words that stand in an empty one. In Arabic the first panel
    is on the right; within a panel time still runs left to right.
    """
    every = [line for _, group, _ in panels for line in group]
    low, high = span([v for line in every for v in line.values if v is not None], axis)
    first = min((line.years[0] for line in every), default=0)
    last = max((line.years[-1] for line in every), default=1)
    rows = -(-len(panels) // columns)
    figure = layout(
        60 + 150 * rows,
        rtl,
        margin={"l": 8 if rtl else 46, "r": 46 if rtl else 8, "t": 24, "b": 28},
    )
    data: list[dict[str, Any]] = []
    notes: list[dict[str, Any]] = []
    width, tall = 1 / columns, 1 / rows
    for place, (name, group, empty) in enumerate(panels):
        row, column = divmod(place, columns)
        column = columns - 1 - column if rtl else column
        suffix = "" if place == 0 else str(place + 1)
        left, top = column * width, 1 - row * tall
        figure[f"xaxis{suffix}"] = {
            "domain": [left + 0.012, left + width - 0.012],
            "anchor": f"y{suffix}",
            "range": [first - 1, last + 1],
            "tickvals": [first, last],
            "tickformat": "d",
            "tickangle": 0,
            "tickfont": {"size": SMALLEST_TEXT, "color": INK},
            "showticklabels": place + columns >= len(panels),
            "fixedrange": True,
            "showgrid": False,
        }
        figure[f"yaxis{suffix}"] = {
            **value_axis(axis, low, high),
            "title": {"text": ""},
            "domain": [top - tall + 0.035, top - 0.03],
            "anchor": f"x{suffix}",
            "range": [low, high],
            "nticks": 3,
            "showticklabels": column == (columns - 1 if rtl else 0),
            "side": "right" if rtl else "left",
            "automargin": False,
        }
        axes = {"xaxis": f"x{suffix}", "yaxis": f"y{suffix}"}
        data += [trace(line, mode="lines", **axes) for line in group]
        notes.append(
            {
                "xref": "paper",
                "yref": "paper",
                "x": left + width - 0.012 if rtl else left + 0.012,
                "xanchor": "right" if rtl else "left",
                "y": top - 0.03,
                "yanchor": "bottom",
                "text": name,
                "showarrow": False,
                "font": {"size": SMALLEST_TEXT, "color": INK},
            }
        )
        if empty:
            notes.append(
                {
                    "xref": "paper",
                    "yref": "paper",
                    "x": left + width / 2,
                    "y": top - tall / 2,
                    "text": empty,
                    "showarrow": False,
                    "font": {"size": SMALLEST_TEXT, "color": GREY},
                }
            )
    return {"data": data, "layout": {**figure, "annotations": notes}}
