"""Dot plots: a row a state, or a row a component with several marks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import Any

from app.charts.base import (
    ACCENT,
    FAINT,
    GREY,
    INK,
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
    drawn = [(row, row.value) for row in rows if row.value is not None]
    low, high = span([value for _, value in drawn] + [mark.value for mark in marks], axis)
    room = (high - low) * 0.34  # for the text beside the dots
    shapes = [vertical(mark.value, GREY, mark.dash, 1.5) for mark in marks]
    shapes += [vertical(start, FAINT) for start, _, _ in bands if low < start < high]
    return {
        "data": [
            _stems(drawn, low),
            _marks(drawn, rtl),
            _reasons([row for row in rows if row.value is None], low + (high - low) * 0.01, rtl),
        ],
        "layout": layout(
            (112 if bands else 96) + 27 * len(rows),
            rtl,
            margin={"l": 8, "r": 8, "t": 46 if bands else 26, "b": 46},
            xaxis={
                **value_axis(axis, low, high),
                "range": [high + room, low] if rtl else [low, high + room],
                "showgrid": False,
            },
            yaxis=category_axis([row.name for row in rows], rtl),
            shapes=shapes,
            annotations=[*_mark_labels(marks, rtl), *_band_labels(bands, low, high)],
        ),
    }


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
        "textfont": {"size": SMALLEST_TEXT, "color": GREY},
        "hoverinfo": "skip",
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
    bands: Sequence[tuple[float, float, str]], low: float, high: float
) -> list[dict[str, Any]]:
    shown = [(max(start, low), min(end, high), words) for start, end, words in bands]
    return [
        above((start + end) / 2, words, lift=19)
        for start, end, words in shown
        if end - start > (high - low) * 0.1
    ]


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
