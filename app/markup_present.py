"""HTML of a story on a shared screen: the step, its pictures in large type, the ways on.

What the keys do (app/server/stage.js) is found by the data attributes written here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from app.exhibit import Fact

FILE = "file"
"""The role of a way that leads out of the application, to a file or a page to print."""


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


@dataclass(frozen=True)
class Way:
    """A way on from a step: its words, address, key, and what the script knows it by."""

    words: str
    address: str
    key: str
    role: str


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
        f'<span class="amount" dir="auto">{escape(row.value)}</span></li>'
        for row in rows
    )
    return f'{_legend(legend)}<ol class="stage-ranks columns-{columns}">{items}</ol>'


def strips(rows: Sequence[Row], legend: str) -> str:
    """Return one row a name: a bar to its value, a tick to compare with, the words beside it."""
    items = "".join(
        f'<li class="{"marked" if row.marked else ""}"><span class="who">{escape(row.name)}</span>'
        f"{_rail(row)}"
        f'<span class="amount" dir="auto">{escape(row.value)}</span>'
        f'<span class="beside" dir="auto">{escape(row.note)}</span></li>'
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


def notes(rows: Sequence[str]) -> str:
    """Return what has to be said under a picture."""
    return "".join(f'<p class="stage-note">{escape(row)}</p>' for row in rows)


Marks = Mapping[str, tuple[str, str]]
"""Texts that stand in another language only: by name, the language and what says so."""


def head(title: str, sentence: str, *, fault: str = "", marks: Marks | None = None) -> str:
    """Return the head of a step: its title, then the finding; or why there is none."""
    said = f'<p class="stage-note" role="status">{escape(fault)}</p>' if fault else ""
    known = marks or {}
    return (
        f'<p class="stage-title">{_in("title", title, known)}</p>'
        f"<h1>{_in('sentence', sentence, known)}</h1>{said}"
    )


def _in(name: str, words: str, marks: Marks) -> str:
    """Return a text, marked with its language where that is not the page's."""
    if name not in marks:
        return escape(words)
    language, mark = marks[name]
    return (
        f'<span lang="{escape(language)}" dir="auto">{escape(words)}</span>'
        f' <span class="stage-language">{escape(mark)}</span>'
    )


def source(lines: Sequence[str]) -> str:
    """Return the source lines of a step, the only small type on it."""
    return "".join(f'<p class="stage-source">{escape(line)}</p>' for line in lines)


def ways(
    label: str,
    place: tuple[str, str, int, int],
    progress: str,
    jump: Sequence[Way],
    rows: Sequence[Way],
    buttons: Sequence[Way],
) -> str:
    """Return the foot of a step: progress, the list of steps, links and buttons with their keys.

    `place` is story, state, step and number of steps, which the script reads from here.
    """
    story, iso3, step, steps = place
    items = "".join(
        f"<li{' class=here' if way.role == 'here' else ''}>{_way(way)}</li>" for way in jump
    )
    done = f'<span class="done" {_wide(step / steps)}></span>'
    return (
        f'<nav class="stage-ways" aria-label="{escape(label)}" data-stage'
        f' data-story="{escape(story)}" data-country="{escape(iso3)}"'
        f' data-step="{step}" data-steps="{steps}">'
        f'<span class="progress" aria-hidden="true">{done}</span>'
        + "".join(_way(way) for way in rows[:1])
        + f'<details class="jump"><summary>{escape(progress)}</summary><ol>{items}</ol></details>'
        + "".join(_way(way) for way in rows[1:])
        + "".join(
            f'<button type="button" data-role="{escape(way.role)}"'
            f' aria-keyshortcuts="{escape(way.key)}">{escape(way.words)}</button>'
            for way in buttons
        )
        + "</nav>"
    )


def lost(words: str) -> str:
    """Return what is shown while there is no connection (app/style/stage.css)."""
    return f'<p class="stage-lost" role="status">{escape(words)}</p>'


def _way(way: Way) -> str:
    if not way.address:
        return f'<span class="off">{escape(way.words)}</span>'
    if way.role == FILE:
        return f'<a href="{escape(way.address)}">{escape(way.words)}</a>'
    keys = f' aria-keyshortcuts="{escape(way.key)}"' if way.key else ""
    here = ' aria-current="step"' if way.role == "here" else ""
    return (
        f'<a data-inside data-role="{escape(way.role)}" href="{escape(way.address)}"{keys}{here}>'
        f"{escape(way.words)}</a>"
    )


def speaker(
    title: str,
    said: str,
    notes: str,
    following: tuple[str, str, str],
    clock: tuple[str, str],
    *,
    marks: Marks | None = None,
) -> str:
    """Return the speaker's window: this step, what to say, the step that follows, the time.

    `following` is its label, title and sentence; `clock` the words for the time and for how long.
    """
    label, after, sentence = following
    now, since = map(escape, clock)
    notes = _in("notes", notes, marks or {})
    return (
        head(title, said, marks=marks)
        + f'<div class="speaker"><section class="say"><p>{notes}</p></section>'
        f'<section class="next"><h2>{escape(label)}</h2><p><strong>{escape(after)}</strong></p>'
        f"<p>{escape(sentence)}</p></section>"
        f'<dl class="clock"><div><dt>{now}</dt><dd data-clock="now"></dd></div>'
        f'<div><dt>{since}</dt><dd data-clock="since"></dd></div></dl></div>'
    )


def shelf(rows: Sequence[tuple[str, str, str, Sequence[Way]]], faults: Sequence[str]) -> str:
    """Return the stories: title, summary, how long, the links; then what cannot be shown."""
    items = "".join(
        f'<article class="story"><h2>{escape(title)}</h2><p>{escape(summary)}</p>'
        f'<p class="story-length">{escape(length)}</p>'
        f"<p class=story-ways>{' '.join(_way(way) for way in links)}</p></article>"
        for title, summary, length, links in rows
    )
    broken = "".join(f'<p class="note" role="alert">{escape(row)}</p>' for row in faults)
    return f'<div class="stories">{items}</div>{broken}'


def back(words: str, address: str) -> str:
    """Return the way back from a live view to the step it was opened from."""
    return (
        f'<p class="return"><a data-inside data-return href="{escape(address)}"'
        f' aria-keyshortcuts="L">{escape(words)}</a></p>'
    )


def first(top: str, foot: str, *, speaker: bool = False) -> str:
    """Return a step from its own HTML as it stands before the page that draws its chart.

    The keys know only the step that the page draws, so that the first one has no mark for them.
    """
    key = "stage-speaker" if speaker else "stage"
    unmarked = foot.replace(" data-stage ", " ", 1)
    return (
        f'<div class="stage-first st-key-{key}"><div>{top}</div>'
        f'<div class="stage-foot">{unmarked}</div></div>'
    )
