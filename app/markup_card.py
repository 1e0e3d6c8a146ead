"""HTML of the calculation card and of a country's gaps; every text is escaped here or in markup.

Formulas are written with _x for a lowered letter and ^{…} for a raised part.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from app import markup
from app.exhibit import Link

SIGNS = {
    "on_track": "▲",
    "moderate": "◆",
    "marginal": "◇",
    "stagnation": "■",
    "regression": "▼",
    "insufficient": "○",
}
"""The sign of each status, so that colour never speaks alone."""


@dataclass(frozen=True)
class Item:
    """A figure or a text with its name; `note` says of what year or kind it is."""

    label: str
    value: str | Link
    note: str = ""


@dataclass(frozen=True)
class Step:
    """A step of a calculation: in words, in symbols, and with the numbers put in.

    `value` is what it comes to, `result` what follows from that in words.
    """

    name: str
    words: str
    symbols: str
    numbers: str
    result: str = ""
    value: str = ""


@dataclass(frozen=True)
class Way:
    """How far one has come on a bar, and where that should be; both from 0 to 1."""

    place: float
    by_now: float
    own: str
    expected: str


@dataclass(frozen=True)
class Section:
    """A part of a card under its own heading."""

    name: str
    said: tuple[str, ...] = ()
    items: tuple[Item, ...] = ()
    steps: tuple[Step, ...] = ()
    way: Way | None = None
    letters: tuple[tuple[str, str], ...] = ()
    """Letters of the formulas, each with what it stands for."""


@dataclass(frozen=True)
class Mark:
    """A word of the verdict at the head of a card; `kind` is a status, or ''."""

    words: str
    kind: str = ""


@dataclass(frozen=True)
class Row:
    """A benchmark among a country's gaps; `below` are small lines under its name."""

    name: str
    href: str
    below: tuple[str, ...]
    cells: tuple[str, ...]
    status: Mark | None
    needed: str
    evidence: str


def card(marks: Sequence[Mark], sections: Sequence[Section]) -> str:
    """Return a calculation card: its verdict in words, then its sections."""
    head = "".join(f"<span>{mark(each)}</span>" for each in marks)
    body = "".join(_section(each) for each in sections)
    return f'<p class="card-marks">{head}</p><div class="card">{body}</div>'


def mark(one: Mark) -> str:
    """Return a status with its sign, or any other word as it is."""
    if one.kind not in SIGNS:
        return f"<strong>{escape(one.words)}</strong>"
    sign = f'<span aria-hidden="true">{SIGNS[one.kind]}</span>'
    return f'<strong class="card-status {one.kind}">{sign} {escape(one.words)}</strong>'


def formula(written: str) -> str:
    """Return a formula in HTML, left to right, with lowered letters and raised parts."""
    inside = re.sub(r"\^{([^{}]*)}", r"<sup>\1</sup>", escape(written))
    inside = re.sub(r"_(\w)", r"<sub>\1</sub>", inside)
    return f'<span class="formula" dir="ltr">{inside}</span>'


def _section(section: Section) -> str:
    said = "".join(f"<p>{escape(each)}</p>" for each in section.said)
    letters = "".join(
        f"<span>{formula(letter)} {escape(words)}</span>" for letter, words in section.letters
    )
    said += f'<p class="card-letters">{letters}</p>' if letters else ""
    items = "".join(_item(each) for each in section.items)
    steps = "".join(_step(each) for each in section.steps)
    return (
        f'<section class="card-part"><h3>{escape(section.name)}</h3>'
        f"{_way(section.way) if section.way else ''}{said}"
        + (f'<dl class="card-items">{items}</dl>' if items else "")
        + (f'<ol class="card-steps">{steps}</ol>' if steps else "")
        + "</section>"
    )


def _item(item: Item) -> str:
    note = f'<span class="card-note">{escape(item.note)}</span>' if item.note else ""
    return f'<div><dt>{escape(item.label)}</dt><dd dir="auto">{_value(item.value)}{note}</dd></div>'


def _value(value: str | Link) -> str:
    """Return what an item says; an address of our own stays on the page."""
    if isinstance(value, Link) and value.address.startswith("./"):
        return markup.link(value.address, value.words)
    if isinstance(value, Link) and value.address.startswith(("https://", "http://")):
        return (
            f'<a href="{escape(value.address)}" target="_blank" rel="noopener noreferrer">'
            f"{escape(value.words)}</a>"
        )
    return f"<strong>{escape(value if isinstance(value, str) else value.words)}</strong>"


def _step(step: Step) -> str:
    lines = "".join(
        f"<p>{formula(each)}</p>" for each in dict.fromkeys((step.symbols, step.numbers)) if each
    )
    said = " ".join(f"<p>{escape(each)}</p>" for each in _comes_to(step))
    return f"<li><h4>{escape(step.name)}</h4><p>{escape(step.words)}</p>{lines}{said}</li>"


def _comes_to(step: Step) -> list[str]:
    """Return value and result of a step, the value only where its formula does not end with it."""
    shown = step.value if step.value and not step.numbers.endswith(step.value) else ""
    return [each for each in (shown, step.result) if each]


def _way(way: Way) -> str:
    """Return the bar of the way travelled; what it says stands beside it as text."""
    ends = min(1.0, max(0.0, way.place)), min(1.0, max(0.0, way.by_now))
    return (
        '<div class="card-way" aria-hidden="true"><div class="card-way-run">'
        f'<span class="card-way-done" style="inline-size:{ends[0] * 100:.1f}%"></span>'
        f'<span class="card-way-now" style="inset-inline-start:{ends[1] * 100:.1f}%"></span></div>'
        f'<p class="card-way-words"><span class="card-way-own"></span> {escape(way.own)}'
        f'<span class="card-way-tick"></span> {escape(way.expected)}</p></div>'
    )


def gaps(
    label: str,
    caption: str,
    head: Sequence[str],
    groups: Sequence[tuple[str, Sequence[Row]]],
    empty: str,
) -> str:
    """Return a country's benchmarks as a table, group by group; each row leads to its card.

    `empty` is what a cell says where there is nothing to say. On a phone a row becomes a list
    and each cell says what it is.
    """
    columns = "".join(f'<th scope="col">{escape(name)}</th>' for name in head)
    bodies = "".join(
        f'<tbody><tr class="group"><th scope="rowgroup" colspan="{len(head)}">{escape(name)}</th>'
        f"</tr>{''.join(_row(row, head, empty) for row in rows)}</tbody>"
        for name, rows in groups
    )
    return (
        f'<div class="table-box" tabindex="0" role="region" aria-label="{escape(label)}">'
        f'<table class="figures gaps"><caption>{escape(caption)}</caption>'
        f"<thead><tr>{columns}</tr></thead>{bodies}</table></div>"
    )


def _row(row: Row, head: Sequence[str], empty: str) -> str:
    below = "".join(f'<span class="line small">{escape(each)}</span>' for each in row.below)
    status = mark(row.status) if row.status else ""
    inside = (*map(escape, row.cells), status, escape(row.needed), escape(row.evidence))
    cells = "".join(
        f'<td class="{"" if cell else "nothing"}">'
        f'<span class="gaps-label" aria-hidden="true">{escape(name)}</span>'
        f'<span dir="auto">{cell or escape(empty)}</span></td>'
        for name, cell in zip(head[1:], inside, strict=True)
    )
    return f'<tr><th scope="row">{markup.link(row.href, row.name)}{below}</th>{cells}</tr>'
