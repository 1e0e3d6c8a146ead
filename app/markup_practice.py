"""HTML of practices: cards, one card whole, and the map; every text is escaped here or in markup.

What a result says and what a limit says stand side by side in the same type: neither is louder.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from app import markup

_ARABIC = re.compile("[\N{ARABIC LETTER HAMZA}-\N{ARABIC LETTER YEH}]")
_BESIDE = " · "
_DARKEST = 6
"""From so many practices on, a cell of the map has the darkest shade."""


@dataclass(frozen=True)
class Telling:
    """A result or a limit on a card: what it is, what it says, when and by whom it was said."""

    label: str
    words: str
    date: str = ""
    by: str = ""


@dataclass(frozen=True)
class Entry:
    """A practice on the list; `title_note` says that a title is ours, not the institution's."""

    href: str
    title: str
    title_note: str
    place: tuple[str, ...]
    area: str
    technologies: str
    result: Telling
    limit: Telling
    kinds: str


@dataclass(frozen=True)
class Crossing:
    """A pair of technology and area for which there are practices, and the list of them."""

    number: str
    count: int
    href: str


@dataclass(frozen=True)
class Head:
    """The name of a row or column of the map, and all its practices; None where it has none."""

    name: str
    whole: Crossing | None


@dataclass(frozen=True)
class Line:
    """A row of the map; None where nothing was collected."""

    head: Head
    cells: Sequence[Crossing | None]


@dataclass(frozen=True)
class Page:
    """A page that was read, as it calls itself, whatever the language around it."""

    title: str
    address: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Figure:
    """A result: the figure, its kind with what that means, its date, the page that says so."""

    words: str
    kind: str
    meaning: str
    date: str
    page: Page


@dataclass(frozen=True)
class Point:
    """Words with what stands behind them; a page is a link, an address of ours stays here."""

    words: str
    note: str = ""
    href: str = ""
    page: Page | None = None


@dataclass(frozen=True)
class Part:
    """A part of a card under its own heading: paragraphs, or a list of points."""

    name: str
    said: tuple[str, ...] = ()
    points: tuple[Point, ...] = ()


def cards(rows: Sequence[Entry], others: Sequence[Entry] = (), more: str = "") -> str:
    """Return practices as cards side by side; `others` are folded away under `more`."""
    shown = f'<div class="practices">{"".join(_card(row) for row in rows)}</div>'
    if not others:
        return shown
    rest = f"<summary>{escape(more)}</summary>{cards(others)}"
    return f'{shown}<details class="fold">{rest}</details>'


def _card(row: Entry) -> str:
    note = f'<span class="title-note">{escape(row.title_note)}</span>' if row.title_note else ""
    country, *others = map(escape, row.place)
    place = _BESIDE.join([f"<strong>{country}</strong>", *others])
    return (
        f'<article class="practice"><header><h3>{markup.link(row.href, row.title)}</h3>{note}'
        f'<p class="where">{place}</p>'
        f'<p class="with"><strong>{escape(row.area)}</strong> {escape(row.technologies)}</p>'
        f"</header>{_told(row.result, 'came')}{_told(row.limit, 'short')}"
        f'<p class="by-kind">{escape(row.kinds)}</p></article>'
    )


def _told(told: Telling, kind: str) -> str:
    behind = _BESIDE.join(f"<bdi>{escape(each)}</bdi>" for each in (told.date, told.by) if each)
    note = f'<p class="by">{behind}</p>' if behind else ""
    return (
        f'<div class="told {kind}"><h4>{escape(told.label)}</h4>'
        f"<p>{escape(told.words)}</p>{note}</div>"
    )


def nothing(sentence: str, links: Sequence[str]) -> str:
    """Return why a list is empty, and the ways out."""
    ways_out = "".join(f"<li>{link}</li>" for link in links)
    return f'<div class="no-practice"><p>{escape(sentence)}</p><ul>{ways_out}</ul></div>'


def ways(links: Sequence[str], to_map: str, call: tuple[str, str]) -> str:
    """Return the ways from a list: back from each filter, down to the map, on to the call.

    The call is a page of its own, outside of the application: a link like any other.
    """
    taken = "".join(f"<span>{link}</span>" for link in links)
    address, words = call
    return (
        f'<p class="suggestions practice-ways">{taken}'
        f'<a href="#practice-map">{escape(to_map)}</a> '
        f'<a href="{escape(address)}" target="_self">{escape(words)}</a></p>'
    )


def back(links: Sequence[str]) -> str:
    """Return the links above a card."""
    return f'<p class="suggestions practice-ways">{" ".join(links)}</p>'


def crossings(
    caption: str,
    corner: str,
    heads: Sequence[Head],
    rows: Sequence[Line],
    nothing: str,
    legend: tuple[str, str],
) -> str:
    """Return the map as a table that scrolls in its own box; an empty cell is hatched."""
    columns = "".join(f'<th scope="col">{_head(each)}</th>' for each in heads)
    body = "".join(
        f'<tr><th scope="row">{_head(row.head)}</th>'
        + "".join(
            _crossing(cell, f"{row.head.name}, {head.name}", nothing)
            for cell, head in zip(row.cells, heads, strict=True)
        )
        + "</tr>"
        for row in rows
    )
    marks = "".join(
        f'<span><span class="swatch {shade}"></span> {escape(words)}</span>'
        for shade, words in zip(("shade2", "shade0"), legend, strict=True)
    )
    return (
        f'<p class="note crossing-legend" aria-hidden="true">{marks}</p>'
        '<div id="practice-map" class="crossing-box" tabindex="0" role="region" '
        f'aria-label="{escape(caption)}"><table class="crossings"><caption>{escape(caption)}'
        f'</caption><thead><tr><th scope="col">{escape(corner)}</th>{columns}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )


def _head(head: Head) -> str:
    if head.whole is None:
        return escape(head.name)
    return (
        f'<a data-inside href="{escape(head.whole.href)}">{escape(head.name)}'
        f' <span class="of">{escape(head.whole.number)}</span></a>'
    )


def _crossing(cell: Crossing | None, of: str, nothing: str) -> str:
    if cell is None:
        return f'<td class="none"><span class="heard">{escape(nothing)}</span></td>'
    shade, label = min(cell.count, _DARKEST) + 1, escape(f"{of}: {cell.number}")
    return (
        f'<td class="shade{shade}"><a data-inside href="{escape(cell.href)}" aria-label="{label}">'
        f"{escape(cell.number)}</a></td>"
    )


def page(own: Page) -> str:
    """Return a link to a page that was read, its title in its own language and direction."""
    shown = f"<bdi{_language(own.title)}>{escape(own.title)}</bdi>"
    if own.address.startswith(("https://", "http://")):
        shown = (
            f'<a href="{escape(own.address)}" target="_blank" rel="noopener noreferrer">{shown}</a>'
        )
    notes = _BESIDE.join(f"<bdi>{escape(each)}</bdi>" for each in own.notes)
    return shown + (f' <span class="by">{notes}</span>' if notes else "")


def _language(words: str) -> str:
    """Return the attribute for words of another page: Arabic by its letters, else not known."""
    return ' lang="ar"' if _ARABIC.search(words) else ' lang=""'


def figures(caption: str, head: Sequence[str], rows: Sequence[Figure]) -> str:
    """Return results as a table; on a phone each becomes a block whose cells say what they are."""
    columns = "".join(f'<th scope="col">{escape(name)}</th>' for name in head)
    body = "".join(_figure(row, head) for row in rows)
    return (
        f'<table class="figures results"><caption>{escape(caption)}</caption>'
        f"<thead><tr>{columns}</tr></thead><tbody>{body}</tbody></table>"
    )


def _figure(row: Figure, head: Sequence[str]) -> str:
    inside = (
        f'{escape(row.kind)} <span class="line small">{escape(row.meaning)}</span>',
        escape(row.date),
        page(row.page),
    )
    cells = "".join(
        f'<td><span class="gaps-label" aria-hidden="true">{escape(name)}</span>'
        f'<span class="inside">{cell}</span></td>'
        for name, cell in zip(head[1:], inside, strict=True)
    )
    return f'<tr><th scope="row">{escape(row.words)}</th>{cells}</tr>'


def points(rows: Sequence[Point]) -> str:
    """Return points as a list, each with what stands behind it."""
    return f'<ul class="points">{"".join(f"<li>{_point(row)}</li>" for row in rows)}</ul>'


def _point(row: Point) -> str:
    shown = markup.link(row.href, row.words) if row.href else escape(row.words)
    note = f' <span class="by">{escape(row.note)}</span>' if row.note else ""
    behind = f' <span class="by">{page(row.page)}</span>' if row.page else ""
    return f"{shown}{note}{behind}"


def parts(rows: Sequence[Part], *, apart: bool = False) -> str:
    """Return the parts of a card in columns; `apart` gives each a column of its own."""
    kind = "practice-parts apart" if apart else "practice-parts"
    return f'<div class="{kind}">{"".join(_part(row) for row in rows)}</div>'


def _part(row: Part) -> str:
    said = "".join(f"<p>{escape(each)}</p>" for each in row.said)
    listed = points(row.points) if row.points else ""
    return f'<section class="card-part"><h3>{escape(row.name)}</h3>{said}{listed}</section>'
