"""HTML of a story on a shared screen: the step, its pictures in large type, the ways on.

What the keys do (app/server/stage.js) is found by the data attributes written here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

FILE = "file"
"""The role of a way that leads out of the application, to a file or a page to print."""


@dataclass(frozen=True)
class Way:
    """A way on from a step: its words, address, key, and what the script knows it by."""

    words: str
    address: str
    key: str
    role: str


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
    done = f'<span class="done" style="inline-size:{step / steps * 100:.1f}%"></span>'
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
