"""HTML of what Streamlit has no element for: tiles, facts, source lines, tables, links.

Every text is escaped here and nowhere else; nothing from a link reaches a page unescaped.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from urllib.parse import urlencode

from app.exhibit import Exhibit, Fact, Table

PARAMETERS = ("lang", "present", "indicator", "country", "group", "year", "chart")
"""What a link to a view may ask for."""


@dataclass(frozen=True)
class Tile:
    """One state on the tile map; `shade` is 1 to 10, or 0 where there is no value."""

    row: int
    column: int
    name: str
    value: str
    shade: int
    label: str
    href: str
    marked: bool


def href(view: str, asked: Mapping[str, str]) -> str:
    """Return the address of a view with its parameters, relative to any other view."""
    path = "" if view == "overview" else view
    return f"./{path}?{urlencode(asked, safe=',:')}"


def link(address: str, words: str, *, current: bool = False, language: str = "") -> str:
    """Return a link within the site; the current view is marked for screen readers too."""
    mark = ' aria-current="page"' if current else ""
    named = f' lang="{escape(language)}" dir="auto"' if language else ""
    return f'<a data-inside href="{escape(address)}"{mark}{named}>{escape(words)}</a>'


def tiles(label: str, rows: Sequence[Tile], legend: tuple[str, str, str]) -> str:
    """Return the tile map: one link a state, placed by row and column, shaded by value.

    `legend` holds the words for the low end, the high end and a missing value.
    """
    cells = "".join(
        f'<a data-inside class="tile r{tile.row + 1} c{tile.column + 1} shade{tile.shade}'
        f'{" marked" if tile.marked else ""}" href="{escape(tile.href)}"'
        f' aria-label="{escape(tile.label)}">'
        f'<span class="tile-name" dir="auto">{escape(tile.name)}</span>'
        f'<span class="tile-value" dir="auto">{escape(tile.value)}</span></a>'
        for tile in rows
    )
    ramp = "".join(f'<span class="shade{step}"></span>' for step in range(1, 11))
    low, high, missing = map(escape, legend)
    return (
        f'<div class="tiles-box"><div class="tiles" role="group" aria-label="{escape(label)}">'
        f"{cells}</div></div>"
        f'<p class="legend" aria-hidden="true"><span>{low}</span>'
        f'<span class="ramp">{ramp}</span><span>{high}</span>'
        f'<span class="missing"><span class="shade0 swatch"></span>{missing}</span></p>'
    )


def headline(sentence: str, context: str) -> str:
    """Return the head of a view: the finding, then what it speaks of."""
    return f'<h1 class="headline">{escape(sentence)}</h1><p class="context">{escape(context)}</p>'


def facts(rows: Sequence[Fact]) -> str:
    """Return a strip of figures, each with its name and a note."""
    cells = "".join(
        f'<div class="fact"><dt>{escape(fact.label)}</dt><dd><strong>{escape(fact.value)}</strong>'
        f"<span>{escape(fact.note)}</span></dd></div>"
        for fact in rows
    )
    return f'<dl class="facts">{cells}</dl>'


def exhibit_head(exhibit: Exhibit) -> str:
    """Return title and subtitle of an exhibit."""
    below = (
        f'<p class="exhibit-subtitle">{escape(exhibit.subtitle)}</p>' if exhibit.subtitle else ""
    )
    return f'<h2 class="exhibit-title">{escape(exhibit.title)}</h2>{below}'


def exhibit_foot(exhibit: Exhibit, table_label: str) -> str:
    """Return what stands under an exhibit: notes, source lines, and the figures as a table."""
    notes = "".join(f'<p class="note">{escape(note)}</p>' for note in exhibit.notes)
    source = "".join(f"<p>{escape(line)}</p>" for line in exhibit.source)
    body = table(exhibit.table) if exhibit.table.rows else ""
    details = f"<details><summary>{escape(table_label)}</summary>{body}</details>" if body else ""
    under = f'<div class="source">{source}</div>' if source else ""
    return f'<div class="exhibit-foot">{notes}{under}{details}</div>'


def table(rows: Table) -> str:
    """Return a table in HTML, its first column the head of each row."""
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in rows.head)
    body = "".join(
        f'<tr><th scope="row">{escape(row[0])}</th>'
        + "".join(f'<td dir="auto">{escape(cell)}</td>' for cell in row[1:])
        + "</tr>"
        for row in rows.rows
    )
    return (
        '<div class="table-box" tabindex="0" role="region" '
        f'aria-label="{escape(rows.caption)}"><table class="figures">'
        f"<caption>{escape(rows.caption)}</caption><thead><tr>{head}</tr></thead>"
        f"<tbody>{body}</tbody></table></div>"
    )


def notes(rows: Sequence[str]) -> str:
    """Return plain notes, one paragraph each."""
    return "".join(f'<p class="note">{escape(row)}</p>' for row in rows)


def menu(site: str, label: str, views: str, languages: str) -> str:
    """Return the head of every page from its links, which are HTML already."""
    return (
        f'<div class="site"><p class="site-name">{escape(site)}</p>'
        f'<nav aria-label="{escape(label)}">{views}</nav>'
        f'<div class="languages">{languages}</div></div>'
    )


def notices(rows: Sequence[str]) -> str:
    """Return what has to be said about the link that was opened."""
    return f'<div class="notices" role="status">{notes(rows)}</div>'


def footer(rows: Sequence[str]) -> str:
    """Return the foot of every page."""
    return f'<div class="footer">{"".join(f"<p>{escape(row)}</p>" for row in rows)}</div>'


def suggestions(label: str, links: Sequence[str]) -> str:
    """Return links that are offered, after the words that say why."""
    return f'<p class="suggestions"><span>{escape(label)}</span> {" ".join(links)}</p>'
