"""HTML of the matrix of states and benchmarks, and of the register below it; all texts escaped.

Colour never speaks alone: each level and each status stands as a sign with its word.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from app import markup
from app.markup_card import SIGNS


@dataclass(frozen=True)
class Head:
    """The head of a column; `anchor` is the id of its entry in the register."""

    anchor: str
    name: str
    number: str
    relation: str
    relation_words: str
    notes: Sequence[str] = ()


@dataclass(frozen=True)
class Way:
    """How much of the way has been gone and should have been by now, from 0 to 1, in words too."""

    gone: float
    by_now: float
    words: str


@dataclass(frozen=True)
class Square:
    """One cell: level and trend, the value with its year, how far the evidence goes, its card."""

    href: str
    value: str
    year: str
    level: str
    level_words: str
    status: str = ""
    status_words: str = ""
    evidence: str = ""
    evidence_words: str = ""
    way: Way | None = None
    note: str = ""


@dataclass(frozen=True)
class Row:
    """A state with its cells; None where a benchmark was not set for it."""

    name: str
    href: str
    cells: Sequence[Square | None]


@dataclass(frozen=True)
class Matrix:
    """The whole table: rows stand in named groups, totals at its foot."""

    caption: str
    corner: str
    heads: Sequence[Head]
    groups: Sequence[tuple[str, Sequence[Row]]]
    totals_name: str
    totals: Sequence[Sequence[str]]
    outside: str


@dataclass(frozen=True)
class Sample:
    """A mark with its words, for the legend; `kind` is level, trend, evidence or way."""

    kind: str
    name: str
    words: str


@dataclass(frozen=True)
class Entry:
    """A benchmark in the register; `command` brings the figures that are not there yet."""

    anchor: str
    name: str
    number: str
    tags: Sequence[str]
    text: str
    relation: str
    reason: str
    issuer: str
    address: str
    checked: str
    without: str = ""
    command: str = ""


def _line(inside: str, kind: str = "") -> str:
    """Return one line of a cell from what is HTML already."""
    return f'<span class="line {escape(kind)}">{inside}</span>'


def _hidden(words: str) -> str:
    return f'<span class="heard">{escape(words)}</span>'


def _level(level: str) -> str:
    return f'<span class="level {escape(level)}" aria-hidden="true"></span>'


def _trend(status: str) -> str:
    sign = SIGNS.get(status, "")
    return f'<span class="sign {escape(status)}" aria-hidden="true">{sign}</span>'


def _evidence(mark: str) -> str:
    return f'<span class="evidence {escape(mark)}" aria-hidden="true"></span>'


def _way(gone: float, by_now: float) -> str:
    """Return the way gone as a bar and the place it should have reached by now as a tick."""
    own, due = (min(max(each, 0.0), 1.0) * 100 for each in (gone, by_now))
    return (
        f'<span class="way" aria-hidden="true"><span class="gone" style="inline-size:{own:.0f}%">'
        f'</span><span class="due" style="inset-inline-start:{due:.0f}%"></span></span>'
    )


def _of(head: Head) -> str:
    return f'data-of="{escape(head.name)} ({escape(head.relation_words)})"'


def _square(cell: Square | None, head: Head, outside: str) -> str:
    """Return a cell; on paper, where a wide table has no room, it says itself of what it is."""
    of = _of(head)
    if cell is None:
        return f'<td class="outside" {of}><span aria-hidden="true">–</span>{_hidden(outside)}</td>'
    lines = []
    if cell.status:
        lines.append(_line(f"{_trend(cell.status)} {escape(cell.status_words)}", cell.status))
    if cell.value:
        year = f' <span class="of">{escape(cell.year)}</span>' if cell.year else ""
        mark = ""
        if cell.evidence:
            mark = f" {_evidence(cell.evidence)}{_hidden(cell.evidence_words)}"
        lines.append(_line(f'<b dir="auto">{escape(cell.value)}</b>{year}{mark}'))
    if cell.level_words:
        lines.append(_line(f"{_level(cell.level)} {escape(cell.level_words)}"))
    if cell.way is not None:
        lines.append(_way(cell.way.gone, cell.way.by_now) + _hidden(cell.way.words))
    if cell.note:
        lines.append(_line(escape(cell.note), "small"))
    return (
        f'<td class="{escape(cell.level)}" {of}><a data-inside href="{escape(cell.href)}">'
        f"{' '.join(lines)}</a></td>"
    )


def _head(head: Head) -> str:
    notes = "".join(_line(escape(each)) for each in head.notes)
    return (
        f'<th scope="col"><a href="#{escape(head.anchor)}">{escape(head.name)}</a>'
        f"{_line(escape(head.number), 'number')}"
        f"{_line(escape(head.relation_words), f'relation {head.relation}')}{notes}</th>"
    )


def _row(row: Row, shown: Matrix) -> str:
    pairs = zip(row.cells, shown.heads, strict=True)
    cells = "".join(_square(cell, head, shown.outside) for cell, head in pairs)
    return f'<tr><th scope="row">{markup.link(row.href, row.name)}</th>{cells}</tr>'


def matrix(shown: Matrix) -> str:
    """Return the matrix; it scrolls in its own box, its heads and the states stay in sight."""
    width = len(shown.heads) + 1
    heads = "".join(_head(each) for each in shown.heads)
    bodies = []
    for name, rows in shown.groups:
        above = (
            f'<tr class="group"><th scope="rowgroup" colspan="{width}"><span>{escape(name)}</span>'
            "</th></tr>"
            if name
            else ""
        )
        lines = "".join(_row(row, shown) for row in rows)
        bodies.append(f"<tbody>{above}{lines}</tbody>")
    totals = "".join(
        f"<td>{''.join(_line(escape(line)) for line in each)}</td>" for each in shown.totals
    )
    return (
        f'<div class="matrix-box" tabindex="0" role="region" aria-label="{escape(shown.caption)}">'
        f'<table class="matrix"><caption>{escape(shown.caption)}</caption>'
        f'<thead><tr><th scope="col">{escape(shown.corner)}</th>{heads}</tr></thead>'
        f"{''.join(bodies)}"
        f'<tfoot><tr><th scope="row">{escape(shown.totals_name)}</th>{totals}</tr></tfoot>'
        "</table></div>"
    )


def legend(title: str, rows: Sequence[tuple[str, Sequence[Sample]]]) -> str:
    """Return what the marks of the matrix mean, a line a kind."""
    lines = "".join(
        f"<div><dt>{escape(name)}</dt><dd>{''.join(_sample(each) for each in samples)}</dd></div>"
        for name, samples in rows
    )
    return f'<section class="matrix-legend" aria-label="{escape(title)}"><dl>{lines}</dl></section>'


def _sample(sample: Sample) -> str:
    marks = {"level": _level, "trend": _trend, "evidence": _evidence}
    drawn = marks[sample.kind](sample.name) if sample.kind in marks else _way(0.55, 0.75)
    return f'<span class="sample">{drawn} {escape(sample.words)}</span>'


def register(parts: Sequence[tuple[str, str, Sequence[Entry]]], labels: Sequence[str]) -> str:
    """Return the register in parts: a heading, a note, and each benchmark with all its texts.

    `labels` are the words before the relation, the issuer and what a missing verdict is for.
    """
    return "".join(
        f'<section class="register"><h3>{escape(name)}</h3>'
        f"{markup.notes([note] if note else [])}"
        f'<div class="entries">{"".join(_entry(each, labels) for each in entries)}</div></section>'
        for name, note, entries in parts
        if entries
    )


def _entry(entry: Entry, labels: Sequence[str]) -> str:
    relation, issuer, without = map(escape, labels)
    tags = "".join(f"<span>{escape(tag)}</span>" for tag in entry.tags)
    command = f' <code dir="ltr">{escape(entry.command)}</code>' if entry.command else ""
    rows = [
        (relation, f"<strong>{escape(entry.relation)}.</strong> {escape(entry.reason)}"),
        (issuer, f"{_outside(entry.address, entry.issuer)} {escape(entry.checked)}"),
    ]
    if entry.without:
        rows.insert(0, (without, escape(entry.without) + command))
    listed = "".join(f"<dt>{name}</dt><dd>{words}</dd>" for name, words in rows)
    return (
        f'<article id="{escape(entry.anchor)}"><h4>{escape(entry.name)}</h4>'
        f'<p class="tags"><span>{escape(entry.number)}</span>{tags}</p>'
        f"<p>{escape(entry.text)}</p><dl>{listed}</dl></article>"
    )


def _outside(address: str, words: str) -> str:
    """Return a link to another site; only an address of the web becomes one."""
    if not address.startswith(("https://", "http://")):
        return escape(words)
    return (
        f'<a href="{escape(address)}" target="_blank" rel="noopener noreferrer">{escape(words)}</a>'
    )
