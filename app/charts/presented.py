"""Lines over time for a shared screen: large type, each line named at its end, no legend."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import wrap
from typing import Any

from app.charts.base import (
    GREY,
    INK,
    Axis,
    Figure,
    above,
    directed,
    layout,
    span,
    value_axis,
    vertical,
)
from app.charts.lines import SIGNS, Line, between, trace

LARGE = 24
"""Pixels of the smallest type on a shared screen."""

LOW = 330
"""Pixels that a chart has at least: labels that are apart there are apart on any larger screen."""

LABEL_WIDTH = 20
MOST_YEARS = 6


def presented(
    series: Sequence[Line],
    axis: Axis,
    *,
    rtl: bool,
    breaks: Sequence[tuple[int, str]] = (),
    years: Sequence[int] = (),
) -> Figure:
    """Return lines over time in large type; the height is that of the room they are given.

    `series` are at most seven, each with its label; `breaks` and `years` as in `lines`.
    """
    shown = [line for line in series if any(value is not None for value in line.values)]
    low, high = span([v for line in shown for v in line.values if v is not None], axis)
    first = min((line.years[0] for line in shown), default=0)
    last = max((line.years[-1] for line in shown), default=0)
    marks = between(breaks, years, first, last)
    longest = max(
        (len(each) for line in shown for each in wrap(line.label, LABEL_WIDTH)), default=0
    )
    every = sorted(years) or list(range(int(first), int(last) + 1))
    step = -(-len(every) // MOST_YEARS) if every else 1
    font = {"size": LARGE, "color": INK}
    figure = layout(
        LOW,
        rtl,
        margin={"l": 8, "r": 52 + longest * 13 + (84 if rtl else 0), "t": 40, "b": 44},
        hovermode="closest",
        font=font,
        hoverlabel={"align": "right" if rtl else "left", "font": {"size": LARGE}},
        xaxis={
            "type": "linear",
            "tickformat": "d",
            "tickangle": 0,
            "tickvals": sorted(every[::-1][::step]),
            "tickfont": font,
            "fixedrange": True,
            "showgrid": False,
            "range": [first - 0.4, last + 0.4],
        },
        yaxis={
            **value_axis(axis, low, high),
            "tickfont": font,
            "range": [low, high],
            "side": "right" if rtl else "left",
            "automargin": not rtl,
        },
        shapes=[vertical(place, GREY, "dot", 2) for place, _ in marks],
        annotations=[
            *_names(shown, (low, high), (high - low) * (LARGE + 6) / (LOW - 84), rtl),
            *({**above(place, words), "font": font} for place, words in marks),
        ],
    )
    del figure["height"]
    return {"data": [_large(line) for line in shown], "layout": figure}


def _large(line: Line) -> dict[str, Any]:
    drawn = trace(line)
    drawn["line"] = {**drawn["line"], "width": 5 if line.dash == "solid" else 4}
    drawn["marker"] = {**drawn["marker"], "size": 12}
    return drawn


def _names(
    shown: Sequence[Line], room: tuple[float, float], a_line: float, rtl: bool
) -> list[dict[str, Any]]:
    """Return names at the ends of the lines, apart and inside even on a small screen."""
    labels = [wrap(line.label, LABEL_WIDTH) for line in shown]
    ends = [next(v for v in reversed(line.values) if v is not None) for line in shown]
    places = stacked(ends, [len(words) * a_line for words in labels], *room)
    return [
        {
            "xref": "paper",
            "x": 1,
            "xanchor": "left",
            "xshift": 84 if rtl else 12,
            "align": "left",
            "yref": "y",
            "y": place,
            "text": f'<span style="color:{line.colour}">{SIGNS[line.dash]}</span> '
            + "<br>".join(directed(words, rtl)),
            "showarrow": False,
            "font": {"size": LARGE, "color": INK},
        }
        for line, words, place in zip(shown, labels, places, strict=True)
    ]


def stacked(
    places: Sequence[float], heights: Sequence[float], low: float, high: float
) -> list[float]:
    """Return places from `low` to `high` at which labels of these heights do not overlap.

    Pushed up from below where they would, then down from above where they would stand out.
    """
    order = sorted(range(len(places)), key=lambda index: places[index])
    moved = list(places)
    foot = low
    for index in order:
        moved[index] = max(moved[index], foot + heights[index] / 2)
        foot = moved[index] + heights[index] / 2
    head = high
    for index in reversed(order):
        moved[index] = min(moved[index], head - heights[index] / 2)
        head = moved[index] - heights[index] / 2
    return moved
