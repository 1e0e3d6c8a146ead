"""What all charts share: colours by role, layout, value axes."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

Figure = dict[str, Any]

SERIES = tuple(f"#{place:06d}" for place in range(1, 11))
"""Placeholders of the theme's categorical colours; the first seven are told apart by everyone."""

ACCENT = SERIES[0]
INK = "#000037"
GREY = SERIES[9]
FAINT = "#000039"
MOST_COLOURED = 7
SMALLEST_TEXT = 13


def checked(figure: Figure) -> go.Figure:
    """Return a figure with every property checked by Plotly: once here, not at every visit."""
    return go.Figure(figure)


@dataclass(frozen=True)
class Axis:
    """How a value axis reads: its title, number format, and where its ticks are.

    `ticks` are fixed places where the scale has its own (an index from 0 to 1, per cent); else
    Plotly chooses them. `words` says a tick where digits alone would be too long (millions).
    """

    title: str
    format: str
    suffix: str = ""
    ticks: tuple[float, ...] = ()
    zero: bool = False
    words: Callable[[float], str] | None = None


def layout(height: int, rtl: bool, **more: Any) -> dict[str, Any]:
    """Return a layout without toolbar, zoom or legend; `more` adds to it or replaces."""
    return {
        "height": height,
        "margin": {"l": 8, "r": 8, "t": 26, "b": 40},
        "showlegend": False,
        "separators": ".,",
        "hoverlabel": {"align": "right" if rtl else "left"},
        "dragmode": False,
        "font": {"size": SMALLEST_TEXT, "color": INK},
        **more,
    }


def value_axis(axis: Axis, low: float, high: float) -> dict[str, Any]:
    """Return a value axis from `low` to `high`: how its numbers are printed and where.

    The scale's own ticks are taken where at least three of them are in view.
    """
    inside = [tick for tick in axis.ticks if low <= tick <= high]
    places: dict[str, Any] = {"tickvals": inside} if len(inside) > 2 else {"nticks": 6}
    if axis.words:
        round_ones = steps(low, high)
        places = {"tickvals": round_ones, "ticktext": [axis.words(each) for each in round_ones]}
    return {
        "title": {
            "text": axis.title,
            "standoff": 10,
            "font": {"size": SMALLEST_TEXT, "color": INK},
        },
        "tickfont": {"size": SMALLEST_TEXT, "color": INK},
        "tickformat": axis.format,
        "ticksuffix": axis.suffix,
        "fixedrange": True,
        "automargin": True,
        "zeroline": False,
        **places,
    }


def steps(low: float, high: float, most: int = 5) -> list[float]:
    """Return up to `most` round numbers at equal steps of 1, 2 or 5 times a power of ten."""
    if high <= low:
        return [low]
    size = 10 ** math.floor(math.log10((high - low) / most))
    step = next(size * each for each in (1, 2, 5, 10, 20) if (high - low) / (size * each) <= most)
    first = math.ceil(low / step)
    return [place * step for place in range(first, math.floor(high / step) + 1)]


def category_axis(names: Sequence[str], rtl: bool) -> dict[str, Any]:
    """Return an axis of names, the first on top, beside the start of the line of writing."""
    return {
        "type": "category",
        "categoryorder": "array",
        "categoryarray": list(names)[::-1],
        "range": [-0.6, len(names) - 0.4],
        "side": "right" if rtl else "left",
        "tickfont": {"size": SMALLEST_TEXT, "color": INK},
        "automargin": True,
        "fixedrange": True,
        "showgrid": False,
        "ticklabelstandoff": 6,
    }


def span(values: Sequence[float], axis: Axis) -> tuple[float, float]:
    """Return the ends of an axis: the values with a margin, never below a zero that is there."""
    if not values:
        return 0.0, 1.0
    low, high = min(values), max(values)
    if axis.zero and low >= 0:
        low = 0.0
    margin = (high - low) * 0.06 or abs(high) * 0.1 or 1.0
    return (0.0 if low == 0 else low - margin), high + margin


def vertical(place: float, colour: str, dash: str = "solid", width: float = 1) -> dict[str, Any]:
    """Return a thin line from the foot to the head of a chart, behind its marks."""
    return {
        "type": "line",
        "xref": "x",
        "yref": "paper",
        "x0": place,
        "x1": place,
        "y0": 0,
        "y1": 1,
        "line": {"color": colour, "width": width, "dash": dash},
        "layer": "below",
    }


def above(place: float, words: str, *, lift: int = 0, anchor: str = "center") -> dict[str, Any]:
    """Return a label over a place on the horizontal axis."""
    return {
        "xref": "x",
        "x": place,
        "xanchor": anchor,
        "yref": "paper",
        "y": 1,
        "yanchor": "bottom",
        "yshift": lift,
        "text": words,
        "showarrow": False,
        "font": {"size": SMALLEST_TEXT, "color": INK},
    }


def directed(words: Sequence[str], rtl: bool) -> list[str]:
    """Return lines of text as runs in the direction of writing: charts are left to right."""
    return [
        f"\N{RIGHT-TO-LEFT ISOLATE}{line}\N{POP DIRECTIONAL ISOLATE}" if rtl else line
        for line in words
    ]
