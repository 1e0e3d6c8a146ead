"""Frames in, figures out: Plotly figures as dictionaries, for either direction of writing.

Colours are Streamlit's placeholders, which the browser replaces by those of the theme in use
(.streamlit/config.toml), so that one figure serves light and dark. No text is made here: labels
come in ready to be printed.
"""

from app.charts.base import (
    ACCENT,
    FAINT,
    GREY,
    MOST_COLOURED,
    SERIES,
    Axis,
    Figure,
    checked,
    span,
    steps,
)
from app.charts.dots import Dot, Mark, comparison, dots
from app.charts.embedded import embedded
from app.charts.embedded import rows as embedded_rows
from app.charts.lines import Line, between, lines, multiples
from app.charts.presented import presented, stacked
from app.charts.scatter import Point, scatter

__all__ = [
    "ACCENT",
    "FAINT",
    "GREY",
    "MOST_COLOURED",
    "SERIES",
    "Axis",
    "Dot",
    "Figure",
    "Line",
    "Mark",
    "Point",
    "between",
    "checked",
    "comparison",
    "dots",
    "embedded",
    "embedded_rows",
    "lines",
    "multiples",
    "presented",
    "scatter",
    "span",
    "stacked",
    "steps",
]
