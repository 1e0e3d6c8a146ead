"""Dot plots: a row a state, or a row a component with several marks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from textwrap import wrap
from typing import Any

from app.charts.base import (
    ACCENT,
    FAINT,
    GREY,
    INK,
    SERIES,
    SMALLEST_TEXT,
    Axis,
    Figure,
    above,
    category_axis,
    directed,
    layout,
    span,
    value_axis,
    vertical,
)

REASON_WIDTH = 36
"""Characters after which the reason for an absence is broken, so that it fits a phone."""

MUTED = SERIES[8]
"""A grey that can be read; the one of the dots is paler."""

NAME_WIDTH = 16
"""Characters after which a name is broken, so that a phone has room for the dots."""


@dataclass(frozen=True)
class Dot:
    """A row of a dot plot: None where there is no value, `hollow` where it is of an older year."""

    name: str
    value: float | None
    text: str
    hover: str
    coloured: bool = True
    hollow: bool = False


@dataclass(frozen=True)
class Mark:
    """A value all rows are compared with, drawn across them."""

    value: float
    label: str
    dash: str


def dots(
    rows: Sequence[Dot],
    axis: Axis,
    *,
    rtl: bool,
    marks: Sequence[Mark] = (),
    bands: Sequence[tuple[float, float, str]] = (),
) -> Figure:
    """Return a dot plot, first row on top; in Arabic it grows from the right.

    Rows without a value are drawn empty, with their text as the reason. `bands` are start, end
    and name of the groups of an index, named above the chart.
    """
    rows = [replace(row, name=_broken(row.name, rtl)) for row in rows]
    drawn = [(row, row.value) for row in rows if row.value is not None]
    low, high = span([value for _, value in drawn] + [mark.value for mark in marks], axis)
    # The text beside the outermost dot needs the same room on a phone as on a wide screen.
    room = 14 + 8 * max((_length(row.text) for row, _ in drawn), default=0)
    left, right = (room, 8) if rtl else (8, room)
    tall = 34 if any("<br>" in row.name for row in rows) else 27
    shapes = [vertical(mark.value, GREY, mark.dash, 1.5) for mark in marks]
    shapes += [vertical(start, FAINT) for start, _, _ in bands if low < start < high]
    return {
        "data": [
            _stems(drawn, low),
            _marks(drawn, rtl),
            _reasons([row for row in rows if row.value is None], low + (high - low) * 0.01, rtl),
        ],
        "layout": layout(
            (112 if bands else 96) + tall * len(rows),
            rtl,
            margin={"l": left, "r": right, "t": 46 if bands else 26, "b": 46},
            xaxis={
                **value_axis(axis, low, high),
                "range": [high, low] if rtl else [low, high],
                "showgrid": False,
            },
            yaxis=category_axis([row.name for row in rows], rtl),
            shapes=shapes,
            annotations=[*_mark_labels(marks, rtl), *_band_labels(bands, low, high, rtl)],
        ),
    }


def _broken(name: str, rtl: bool) -> str:
    """Return a name on as many lines as it needs."""
    return "<br>".join(directed(wrap(name, NAME_WIDTH), rtl))


def _length(words: str) -> int:
    """Return how many characters of a text are seen."""
    return sum(char.isprintable() for char in words)


def _stems(drawn: Sequence[tuple[Dot, float]], low: float) -> dict[str, Any]:
    """The thin lines that lead the eye from a name to its dot."""
    return {
        "type": "scatter",
        "x": [x for _, value in drawn for x in (low, value, None)],
        "y": [y for row, _ in drawn for y in (row.name, row.name, None)],
        "mode": "lines",
        "line": {"color": FAINT, "width": 1},
        "hoverinfo": "skip",
    }


def _marks(drawn: Sequence[tuple[Dot, float]], rtl: bool) -> dict[str, Any]:
    colours = [ACCENT if row.coloured else GREY for row, _ in drawn]
    return {
        "type": "scatter",
        "x": [value for _, value in drawn],
        "y": [row.name for row, _ in drawn],
        "mode": "markers+text",
        "text": [row.text for row, _ in drawn],
        "customdata": [row.hover for row, _ in drawn],
        "hovertemplate": "%{customdata}<extra></extra>",
        "textposition": "middle left" if rtl else "middle right",
        "textfont": {"size": SMALLEST_TEXT, "color": INK},
        "cliponaxis": False,
        "marker": {
            "size": 11,
            "color": colours,
            "symbol": ["circle-open" if row.hollow else "circle" for row, _ in drawn],
            "line": {"width": 2, "color": colours},
        },
    }


def _reasons(rows: Sequence[Dot], start: float, rtl: bool) -> dict[str, Any]:
    return {
        "type": "scatter",
        "x": [start] * len(rows),
        "y": [row.name for row in rows],
        "mode": "text",
        "text": ["<br>".join(directed(wrap(row.text, REASON_WIDTH), rtl)) for row in rows],
        "textposition": "middle left" if rtl else "middle right",
        "textfont": {"size": SMALLEST_TEXT, "color": MUTED},
        "hoverinfo": "skip",
        "cliponaxis": False,
    }


def _mark_labels(marks: Sequence[Mark], rtl: bool) -> list[dict[str, Any]]:
    """Labels of two marks lean away from each other, so that near marks stay readable."""
    if len(marks) < 2:
        return [above(mark.value, mark.label) for mark in marks]
    ordered = sorted(marks, key=lambda mark: mark.value, reverse=rtl)
    return [
        above(mark.value, mark.label, anchor="right" if place == 0 else "left")
        for place, mark in enumerate(ordered)
    ]


def _band_labels(
    bands: Sequence[tuple[float, float, str]], low: float, high: float, rtl: bool
) -> list[dict[str, Any]]:
    """Names of the groups over the part that is in view; the lowest may lean over the names."""
    shown = [(max(start, low), min(end, high), words) for start, end, words in bands]
    labels = []
    for start, end, words in shown:
        if start == low and end - start < (high - low) * 0.2:
            labels.append(above(end, f" {words} ", lift=19, anchor="left" if rtl else "right"))
        elif end - start > (high - low) * 0.1:
            labels.append(above((start + end) / 2, words, lift=19))
    return labels


def comparison(
    rows: Sequence[tuple[str, Sequence[tuple[float, str, str]]]],
    series: Sequence[tuple[str, str, str]],
    axis: Axis,
    *,
    rtl: bool,
) -> Figure:
    """Return a dot plot with several marks a row.

    `rows` are a name and, for each series, value, text and hover; `series` are name, symbol and
    colour. The legend stands above, for there is no room beside the marks.
    """
    low, high = span([value for _, cells in rows for value, _, _ in cells], axis)
    data = []
    for place, (name, symbol, colour) in enumerate(series):
        cells = [(row, points[place]) for row, points in rows]
        data.append(
            {
                "type": "scatter",
                "name": name,
                "x": [cell[0] for _, cell in cells],
                "y": [row for row, _ in cells],
                "mode": "markers+text" if place == 0 else "markers",
                "text": [cell[1] for _, cell in cells],
                "textposition": "top center",
                "textfont": {"size": SMALLEST_TEXT, "color": INK},
                "customdata": [cell[2] for _, cell in cells],
                "hovertemplate": "%{customdata}<extra></extra>",
                "marker": {
                    "size": 13,
                    "symbol": symbol,
                    "color": colour,
                    "line": {"width": 2, "color": colour},
                },
                "cliponaxis": False,
            }
        )
    return {
        "data": data,
        "layout": layout(
            120 + 56 * len(rows),
            rtl,
            showlegend=True,
            legend={
                "orientation": "h",
                "y": 1.04,
                "yanchor": "bottom",
                "x": 1 if rtl else 0,
                "xanchor": "right" if rtl else "left",
                "font": {"size": SMALLEST_TEXT, "color": INK},
                "itemclick": False,
                "itemdoubleclick": False,
            },
            xaxis={**value_axis(axis, low, high), "range": [high, low] if rtl else [low, high]},
            yaxis={**category_axis([row for row, _ in rows], rtl), "showgrid": True},
        ),
    }
