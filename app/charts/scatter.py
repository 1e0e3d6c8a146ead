"""Two indicators against each other, a point a state."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.charts.base import INK, SMALLEST_TEXT, Axis, Figure, layout, span, value_axis


@dataclass(frozen=True)
class Point:
    """A state in a scatter, with the path that led there, oldest place first."""

    name: str
    x: float
    y: float
    hover: str
    colour: str
    trail: Sequence[tuple[float, float]] = ()
    label: bool = False


def scatter(points: Sequence[Point], x: Axis, y: Axis, *, rtl: bool) -> Figure:
    """Return a scatter of states, chosen ones coloured and named, with their paths."""
    trails = [
        {
            "type": "scatter",
            "x": [place[0] for place in point.trail],
            "y": [place[1] for place in point.trail],
            "mode": "lines+markers",
            "line": {"color": point.colour, "width": 1.5},
            "marker": {"size": 4, "color": point.colour},
            "hoverinfo": "skip",
        }
        for point in points
        if len(point.trail) > 1
    ]
    colours = [point.colour for point in points]
    states = {
        "type": "scatter",
        "x": [point.x for point in points],
        "y": [point.y for point in points],
        "mode": "markers+text",
        "text": [point.name if point.label else "" for point in points],
        "textposition": "top center",
        "textfont": {"size": SMALLEST_TEXT, "color": INK},
        "customdata": [point.hover for point in points],
        "hovertemplate": "%{customdata}<extra></extra>",
        "marker": {"size": 11, "color": colours, "line": {"width": 1, "color": colours}},
        "cliponaxis": False,
    }
    left, right = span([v for p in points for v in (p.x, *(t[0] for t in p.trail))], x)
    low, high = span([v for p in points for v in (p.y, *(t[1] for t in p.trail))], y)
    return {
        "data": [*trails, states],
        "layout": layout(
            520,
            rtl,
            hovermode="closest",
            margin={"l": 8, "r": 8, "t": 26, "b": 52},
            xaxis={**value_axis(x, left, right), "range": [right, left] if rtl else [left, right]},
            yaxis={
                **value_axis(y, low, high),
                "range": [low, high],
                "side": "right" if rtl else "left",
            },
        ),
    }
