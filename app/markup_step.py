"""HTML of what a step of a story draws, in large type. Texts are escaped here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from app.exhibit import Fact


@dataclass(frozen=True)
class Row:
    """A row of a picture: a name, its value in words, and its place from 0 to 1.

    `tick` is a second place to compare with; a `place` of None draws nothing.
    """

    name: str
    value: str
    place: float | None
    tick: float | None = None
    marked: bool = False
    note: str = ""


@dataclass(frozen=True)
class Part:
    """A part of a bar: its kind (a class of the style), how many, and the words on it."""

    kind: str
    count: int
    words: str


@dataclass(frozen=True)
class Card:
    """A practice on a shared screen: where, what, a result with its kind, a limit with its word."""

    place: str
    title: str
    result: tuple[str, str]
    limit: tuple[str, str]


def bands(columns: Sequence[tuple[str, str, Sequence[Row]]], marked: int) -> str:
    """Return groups side by side: name, how many, and the states in it; one group may be marked."""
    cells = "".join(
        f'<section class="band{" marked" if place == marked else ""}">'
        f'<h2>{escape(name)} <span dir="auto">{escape(count)}</span></h2>'
        f"<ul>{''.join(_state(row) for row in rows)}</ul></section>"
        for place, (name, count, rows) in enumerate(columns)
    )
    return f'<div class="stage-bands">{cells}</div>'


def _state(row: Row) -> str:
    mark = ' class="marked"' if row.marked else ""
    return f'<li{mark}>{escape(row.name)} <span dir="auto">{escape(row.value)}</span></li>'


def ranks(rows: Sequence[Row], legend: str, *, columns: int = 2) -> str:
    """Return ranked rows with a bar each, in columns that are read one after the other."""
    items = "".join(
        f'<li class="{"marked" if row.marked else ""}"><span class="who">{escape(row.name)}</span>'
        f"{_rail(row)}"
        f'<span class="amount"><bdi>{escape(row.value)}</bdi></span></li>'
        for row in rows
    )
    return f'{_legend(legend)}<ol class="stage-ranks columns-{columns}">{items}</ol>'


def strips(rows: Sequence[Row], legend: str) -> str:
    """Return one row a name: a bar to its value, a tick to compare with, the words beside it."""
    items = "".join(
        f'<li class="{"marked" if row.marked else ""}"><span class="who">{escape(row.name)}</span>'
        f"{_rail(row)}"
        f'<span class="amount"><bdi>{escape(row.value)}</bdi></span>'
        f'<span class="beside"><bdi>{escape(row.note)}</bdi></span></li>'
        for row in rows
    )
    return f'{_legend(legend)}<ul class="stage-strips">{items}</ul>'


def _legend(words: str) -> str:
    return f'<p class="stage-legend">{escape(words)}</p>' if words else ""


def _rail(row: Row) -> str:
    """Return the bar of a row, for the eye only: its words stand beside it."""
    tick = "" if row.tick is None else f'<span class="tick" {_at(row.tick)}></span>'
    bar = "" if row.place is None else f'<span class="bar" {_wide(row.place)}></span>'
    return f'<span class="rail" aria-hidden="true">{bar}{tick}</span>'


def _wide(share: float) -> str:
    return f'style="inline-size:{min(max(share, 0), 1) * 100:.1f}%"'


def _at(share: float) -> str:
    return f'style="inset-inline-start:{min(max(share, 0), 1) * 100:.1f}%"'


def verdicts(rows: Sequence[tuple[str, Sequence[Part]]]) -> str:
    """Return one bar a benchmark, parted by how many states have reached it and how many not."""
    items = "".join(
        f'<li><span class="who">{escape(name)}</span><span class="parts">'
        + "".join(
            f'<span class="part {escape(part.kind)}" style="flex-grow:{part.count}">'
            f'<span dir="auto">{escape(part.words)}</span></span>'
            for part in parts
            if part.count
        )
        + "</span></li>"
        for name, parts in rows
    )
    return f'<ul class="stage-verdicts">{items}</ul>'


def key(rows: Sequence[tuple[str, str]]) -> str:
    """Return what the parts of bars are called: kind and words."""
    items = "".join(
        f'<span><span class="part {escape(kind)}" aria-hidden="true"></span> {escape(words)}</span>'
        for kind, words in rows
    )
    return f'<p class="stage-legend">{items}</p>'


def cards(rows: Sequence[Card]) -> str:
    """Return practices side by side, the limit beside the result."""
    items = "".join(
        f'<article><p class="where">{escape(row.place)}</p><h2>{escape(row.title)}</h2>'
        f"<dl><dt>{escape(row.result[0])}</dt><dd>{escape(row.result[1])}</dd>"
        f"<dt>{escape(row.limit[0])}</dt><dd>{escape(row.limit[1])}</dd></dl></article>"
        for row in rows
    )
    return f'<div class="stage-cards">{items}</div>'


def advice(rows: Sequence[Row]) -> str:
    """Return titles one below the other, each with what it serves."""
    items = "".join(
        f"<li><strong>{escape(row.name)}</strong> <span>{escape(row.value)}</span></li>"
        for row in rows
    )
    return f'<ol class="stage-advice">{items}</ol>'


def figures(rows: Sequence[Fact]) -> str:
    """Return figures in the largest type, each with its name and what it is measured against."""
    items = "".join(
        f'<div><dt>{escape(row.label)}</dt><dd><strong dir="auto">{escape(row.value)}</strong> '
        f"<span>{escape(row.note)}</span></dd></div>"
        for row in rows
    )
    return f'<dl class="stage-figures">{items}</dl>'
