"""A chart in the frame of another page: it takes the room that it is given."""

from __future__ import annotations

from typing import Any

from app.charts.base import ACCENT, Figure

SMALL = 12
"""Pixels of type where a frame is small."""

FOOT = 30
"""Pixels under an axis."""

_TURNED = "\N{POP DIRECTIONAL ISOLATE}<br>\N{RIGHT-TO-LEFT ISOLATE}"


def embedded(figure: Figure, missing: str) -> Figure:
    """Return a figure without a height of its own, every row of it named on one line.

    `missing` stands for the reason why a row has no value: a narrow frame has no room for it.
    """
    layout: dict[str, Any] = {
        key: value for key, value in figure["layout"].items() if key != "height"
    }
    layout["margin"] = {**layout["margin"], "b": min(layout["margin"]["b"], FOOT)}
    data = list(figure["data"])
    axis = layout["yaxis"]
    if axis.get("type") == "category":
        names = [_whole(name) for name in axis["categoryarray"]]
        font = {**axis["tickfont"], "size": SMALL}
        # Plotly leaves names out where it finds that they stand close.
        every = {"tickmode": "linear", "dtick": 1, "tickfont": font}
        layout["yaxis"] = {**axis, **every, "categoryarray": names}
        data = [_row(trace, missing) for trace in data]
    return {"data": data, "layout": layout}


def rows(figure: Figure) -> list[tuple[str, str, float | None, bool]]:
    """Return the rows of an embedded dot plot: name, words, place from 0 to 1, in colour or not."""
    start, end = figure["layout"]["xaxis"]["range"]
    found: list[tuple[str, str, float | None, bool]] = []
    for trace in figure["data"]:
        if trace["mode"] == "markers+text":
            colours = trace["marker"]["color"]
            drawn = zip(trace["y"], trace["text"], trace["x"], colours, strict=True)
            found += [
                (name, words, (value - start) / (end - start), colour == ACCENT)
                for name, words, value, colour in drawn
            ]
        if trace["mode"] == "text":
            gone = zip(trace["y"], trace["text"], strict=True)
            found += [(name, words, None, False) for name, words in gone]
    return found


def _row(trace: dict[str, Any], missing: str) -> dict[str, Any]:
    found = {**trace, "y": [name and _whole(name) for name in trace["y"]]}
    if "textfont" in trace:
        found["textfont"] = {**trace["textfont"], "size": SMALL}
    if trace["mode"] == "text":
        found["text"] = [missing] * len(found["y"])
    return found


def _whole(words: str) -> str:
    return words.replace(_TURNED, " ").replace("<br>", " ")
