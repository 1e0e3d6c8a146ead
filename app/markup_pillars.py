"""HTML of a country's profile: pillars, in each a strip an indicator. Texts are escaped here."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from app import markup
from app.exhibit import Profile, Strip, StripWords


def pillars(words: StripWords, rows: Sequence[Profile]) -> str:
    """Return the pillars one below the other, each with its strips, under one legend.

    The strips are drawn for the eye only: everything they say stands beside them as text.
    """
    legend = "".join(
        f'<span><span class="{mark}"></span> {escape(name)}</span>'
        for mark, name in (("dot", words.own), ("tick", words.median), ("end", words.best))
    )
    sections = "".join(
        f'<section class="pillar"><h3>{escape(row.name)}</h3>'
        f'<p class="question">{escape(row.meaning)}</p>'
        f'<p class="coverage">{escape(row.coverage)}</p>'
        f"{_strips(words, row.strips)}{markup.notes(row.notes)}</section>"
        for row in rows
    )
    return f'<p class="strip-legend" aria-hidden="true">{legend}</p>{sections}'


def _strips(words: StripWords, rows: Sequence[Strip]) -> str:
    """Return the indicators of a pillar as a list; the names of its columns are for the eye."""
    if not rows:
        return ""
    head = "".join(
        f'<span class="{place}">{escape(name)}</span>'
        for place, name in (
            ("value", words.value),
            ("weakest", words.weakest),
            ("median", words.median),
            ("best", words.best),
        )
    )
    drawn = "".join(f"<li>{_strip(words, row)}</li>" for row in rows)
    return f'<p class="strip-head" aria-hidden="true">{head}</p><ul class="strips">{drawn}</ul>'


def _strip(words: StripWords, row: Strip) -> str:
    cells = (
        ("value", words.value, row.value),
        ("weakest", words.weakest, row.weakest),
        ("median", words.median, row.median),
        ("best", words.best, row.best),
    )
    beside = "".join(
        f'<span class="{place}"><span class="label">{escape(label)}: </span>'
        f'<span dir="auto">{escape(value)}</span></span>'
        for place, label, value in cells
        if value
    )
    marks = ""
    if row.place is not None:
        own = f'<span class="dot{" hollow" if row.hollow else ""}" {_at(row.place)}></span>'
        middle = row.median_place
        tick = "" if middle is None else f'<span class="tick" {_at(middle)}></span>'
        marks = f'<span class="end" {_at(1)}></span>{tick}{own}'
        marks = f'<span class="rail" aria-hidden="true"><span class="run">{marks}</span></span>'
    return f'<span class="name">{escape(row.name)}</span>{beside}{marks}'


def _at(place: float) -> str:
    """Return the attribute that puts a mark on its place, from the start of the writing."""
    return f'style="inset-inline-start:{place * 100:.1f}%"'
