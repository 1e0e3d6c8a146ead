"""HTML of the timeline of strategies, of a state's texts and of their targets; all texts escaped.

Time runs from left to right in both languages. A status stands as a shape with its word.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from app import markup
from app.exhibit import Cell, Link


@dataclass(frozen=True)
class Bar:
    """The years of a text on the axis, from 0 to 1; an open end is one that is not stated."""

    start: float
    end: float
    open_start: bool
    open_end: bool


@dataclass(frozen=True)
class Lane:
    """One text: its title, what else it is, its years, its status; without years no bar."""

    name: str
    tags: tuple[str, ...]
    years: str
    status: str
    status_words: str
    local: bool
    bar: Bar | None
    without: str = ""


@dataclass(frozen=True)
class Row:
    """A state with its texts; `said` is what has to be said of it before them."""

    name: str
    href: str
    said: str
    lanes: tuple[Lane, ...]


@dataclass(frozen=True)
class Axis:
    """Years on the axis with their places, and the place of the day it is."""

    said: str
    ticks: tuple[tuple[float, str], ...]
    now: float
    now_words: str


@dataclass(frozen=True)
class Sample:
    """A mark of the timeline with its word; `kind` is a status, 'local', 'open' or 'now'."""

    kind: str
    words: str


@dataclass(frozen=True)
class Target:
    """A stated target: what, by when, the indicator that comes closest, who said it.

    `tied` is False where no indicator comes close, and the cell only says so.
    """

    what: Cell
    due: Cell
    indicator: Cell
    source: Cell
    tied: bool


@dataclass(frozen=True)
class Targets:
    """Stated targets as a table; groups are runs of rows under a name with its link, or ''."""

    caption: str
    head: tuple[str, str, str, str]
    groups: tuple[tuple[str, str, tuple[Target, ...]], ...]


@dataclass(frozen=True)
class Part:
    """One text of a state with everything that was found on it."""

    name: str
    tags: tuple[str, ...]
    status: str
    status_words: str
    summary: str
    items: tuple[tuple[str, Cell], ...]
    targets: Targets | None
    without: str
    reported_name: str = ""
    reported: tuple[tuple[str, str, Link], ...] = ()
    """Figures published on the way: date, text, source."""


def mark(status: str, words: str) -> str:
    """Return a status as the shape that its bar has, with its word."""
    shape = f'<span class="run-sample {escape(status)}" aria-hidden="true"></span>'
    return f'<span class="run-status">{shape} {escape(words)}</span>'


def timeline(
    caption: str, head: Sequence[str], axis: Axis, rows: Sequence[Row], legend: Sequence[Sample]
) -> str:
    """Return the texts of the states over the years, a row a text, as one table."""
    columns = "".join(f'<th scope="col">{escape(name)}</th>' for name in head)
    ticks = "".join(
        f'<span class="run-tick" style="left:{place * 100:.2f}%">{escape(label)}</span>'
        for place, label in axis.ticks
    )
    # Near the end of the axis its word stands before the line.
    side = " before" if axis.now > 0.85 else ""
    now = (
        f'<span class="run-now{side}" style="left:{axis.now * 100:.2f}%">'
        f'<span dir="auto">{escape(axis.now_words)}</span></span>'
    )
    over = (
        f'<th scope="col" class="run-over"><span class="heard">{escape(axis.said)}</span>'
        f'<span class="run-axis" dir="ltr" aria-hidden="true">{ticks}{now}</span></th>'
    )
    bodies = "".join(_row(row, axis) for row in rows)
    samples = "".join(mark(each.kind, each.words) for each in legend)
    return (
        f'<p class="run-legend" aria-hidden="true">{samples}</p>'
        f'<table class="timeline"><caption>{escape(caption)}</caption>'
        f"<thead><tr>{columns}{over}</tr></thead>{bodies}</table>"
    )


def _row(row: Row, axis: Axis) -> str:
    """Return the lines of a state; its name heads all of them."""
    cells = [_lane(each, axis) for each in row.lanes]
    if row.said:
        said = f'<td class="run-said" colspan="2">{escape(row.said)}</td>'
        cells.insert(0, f'{said}<td class="run-over">{_track(axis)}</td>')
    name = f'<th scope="rowgroup" rowspan="{len(cells)}">{markup.link(row.href, row.name)}</th>'
    lines = "".join(f"<tr>{'' if place else name}{cell}</tr>" for place, cell in enumerate(cells))
    return f"<tbody>{lines}</tbody>"


def _lane(lane: Lane, axis: Axis) -> str:
    # The space keeps an Arabic letter from joining the one in the next element.
    tags = "".join(f' <span class="run-tag">{escape(each)}</span>' for each in lane.tags)
    years = f'<span class="run-years">{escape(lane.years)}</span> ' if lane.years else ""
    inside = f'<span class="run-without">{escape(lane.without)}</span>' if not lane.bar else ""
    over = inside + _track(axis, _bar(lane, lane.bar) if lane.bar else "")
    return (
        f'<td class="run-name">{escape(lane.name)}{tags}</td>'
        f"<td>{years}{mark(lane.status, lane.status_words)}</td>"
        f'<td class="run-over">{over}</td>'
    )


def _bar(lane: Lane, bar: Bar) -> str:
    kinds = [lane.status, *(["local"] if lane.local else [])]
    kinds += [name for name, on in (("from", bar.open_start), ("to", bar.open_end)) if on]
    return (
        f'<span class="run-bar {escape(" ".join(kinds))}" style="left:{bar.start * 100:.2f}%;'
        f'width:{(bar.end - bar.start) * 100:.2f}%"></span>'
    )


def _track(axis: Axis, bar: str = "") -> str:
    """Return the lines of the axis behind a text, with its bar."""
    lines = "".join(
        f'<span class="run-line" style="left:{place * 100:.2f}%"></span>' for place, _ in axis.ticks
    )
    return (
        f'<span class="run-track" dir="ltr" aria-hidden="true">{lines}{bar}'
        f'<span class="run-today" style="left:{axis.now * 100:.2f}%"></span></span>'
    )


def parts(said: Sequence[str], rows: Sequence[Part], more: tuple[str, Cell] | None = None) -> str:
    """Return a state's texts one below the other, after what has to be said of all of them.

    `more` are further sources under their name.
    """
    before = f'<div class="strategy-said">{markup.notes(said)}</div>' if said else ""
    after = ""
    if more:
        after = (
            f'<section class="strategy"><h3>{escape(more[0])}</h3>'
            f'<p class="more">{_cell(more[1])}</p></section>'
        )
    return before + "".join(_part(each) for each in rows) + after


def _part(part: Part) -> str:
    tags = "".join(f"<span>{escape(each)}</span>" for each in part.tags)
    items = "".join(
        f"<div{' class=list' if isinstance(value, tuple) else ''}><dt>{escape(name)}</dt>"
        f"<dd>{_cell(value)}</dd></div>"
        for name, value in part.items
    )
    aims = targets(part.targets) if part.targets else markup.notes([part.without])
    return (
        f'<section class="strategy"><h3>{escape(part.name)}</h3>'
        f'<p class="tags">{mark(part.status, part.status_words)}{tags}</p>'
        f"<p>{escape(part.summary)}</p><dl>{items}</dl>{aims}{_reported(part)}</section>"
    )


def _reported(part: Part) -> str:
    """Return what was published on the way: date, figure, source."""
    if not part.reported:
        return ""
    rows = "".join(
        f'<li><span class="when">{escape(when)}</span> {escape(words)} '
        f'<span class="small">({_cell(source)})</span></li>'
        for when, words, source in part.reported
    )
    return f"<h4>{escape(part.reported_name)}</h4><ul>{rows}</ul>"


def targets(shown: Targets) -> str:
    """Return stated targets as a table; on a phone each cell says what it is."""
    columns = "".join(f'<th scope="col">{escape(name)}</th>' for name in shown.head)
    bodies = "".join(_group(shown, *group) for group in shown.groups)
    return (
        f'<div class="table-box" tabindex="0" role="region" aria-label="{escape(shown.caption)}">'
        f'<table class="figures gaps stated"><caption>{escape(shown.caption)}</caption>'
        f"<thead><tr>{columns}</tr></thead>{bodies}</table></div>"
    )


def folds(rows: Sequence[tuple[str, str, Targets]]) -> str:
    """Return tables of targets that open and close under a name and a note, the first one open."""
    return "".join(
        f'<details class="fold"{"" if place else " open"}><summary><span>{escape(name)}</span> '
        f'<span class="fold-note">{escape(note)}</span></summary>{targets(shown)}</details>'
        for place, (name, note, shown) in enumerate(rows)
    )


def _group(shown: Targets, name: str, address: str, rows: Sequence[Target]) -> str:
    above = ""
    if name:
        above = (
            f'<tr class="group"><th scope="rowgroup" colspan="{len(shown.head)}">'
            f"{markup.link(address, name)}</th></tr>"
        )
    return f"<tbody>{above}{''.join(_target(each, shown.head) for each in rows)}</tbody>"


def _target(row: Target, head: Sequence[str]) -> str:
    inside = ((row.due, ""), (row.indicator, "" if row.tied else "untied"), (row.source, ""))
    cells = "".join(
        f'<td class="{kind}"><span class="gaps-label" aria-hidden="true">{escape(name)}</span>'
        f"<span>{_cell(cell)}</span></td>"
        for name, (cell, kind) in zip(head[1:], inside, strict=True)
    )
    return f'<tr><th scope="row">{_cell(row.what)}</th>{cells}</tr>'


def kinds(caption: str, head: Sequence[str], rows: Sequence[tuple[Link, bool, list[str]]]) -> str:
    """Return the kinds of targets; each leads to its own, the chosen one is marked."""
    columns = "".join(f'<th scope="col">{escape(name)}</th>' for name in head)
    lines = "".join(
        f'<tr><th scope="row">{markup.link(name.address, name.words, current=chosen)}</th>'
        + "".join(f"<td>{escape(cell)}</td>" for cell in cells)
        + "</tr>"
        for name, chosen, cells in rows
    )
    return (
        f'<div class="table-box" tabindex="0" role="region" aria-label="{escape(caption)}">'
        f'<table class="figures kinds"><caption>{escape(caption)}</caption>'
        f"<thead><tr>{columns}</tr></thead><tbody>{lines}</tbody></table></div>"
    )


def _cell(cell: Cell) -> str:
    """Return what stands in a cell; an address of our own stays on the page."""
    if isinstance(cell, tuple):
        return "".join(
            f'<span class="line {escape(each.kind)}">{_cell(each.words)}</span>' for each in cell
        )
    if isinstance(cell, str):
        return escape(cell)
    if cell.address.startswith("./"):
        return markup.link(cell.address, cell.words)
    if not cell.address.startswith(("https://", "http://")):
        return escape(cell.words)
    return (
        f'<a href="{escape(cell.address)}" target="_blank" rel="noopener noreferrer" dir="auto">'
        f"{escape(cell.words)}</a>"
    )
