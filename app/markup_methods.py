"""HTML of the view of methods: contents, availability, formulas, checks; every text is escaped.

Colour never speaks alone: each cell of a picture of availability has its mark or year as text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from app import markup
from app.exhibit import Link
from app.markup_card import Step, formula


@dataclass(frozen=True)
class Square:
    """A cell of availability: its kind, what stands in it, and what it says in words.

    `heard` is what a reader of the screen is told in place of the mark; '' where the mark is text.
    """

    kind: str
    mark: str
    words: str
    heard: str = ""


@dataclass(frozen=True)
class Row:
    """A row of availability; `whole` are words that stand for all of its cells."""

    name: str
    href: str
    squares: Sequence[Square] = ()
    whole: str = ""


@dataclass(frozen=True)
class Picture:
    """A picture of availability as a table; `upright` heads are short and need no turning."""

    caption: str
    corner: str
    heads: Sequence[str]
    groups: Sequence[tuple[str, Sequence[Row]]]
    upright: bool


@dataclass(frozen=True)
class Formula:
    """A method: words, letters, steps in symbols with the numbers of an example, rules, source."""

    key: str
    name: str
    words: Sequence[str]
    letters: Sequence[tuple[str, str]]
    steps: Sequence[Step]
    rules: Sequence[str]
    setting: str
    source: Sequence[str | Link]


@dataclass(frozen=True)
class Words:
    """What the parts of a formula are called."""

    example: str
    source: str


def contents(label: str, rows: Sequence[tuple[str, str]]) -> str:
    """Return the contents of the page: each the key of an exhibit and its name."""
    items = "".join(
        f'<li><a href="#{escape(markup.anchor(key))}">{escape(name)}</a></li>' for key, name in rows
    )
    return f'<nav class="contents" aria-label="{escape(label)}"><ol>{items}</ol></nav>'


def picture(shown: Picture) -> str:
    """Return a picture of availability; it scrolls in its own box, heads and names stay."""
    width = len(shown.heads)
    heads = "".join(f'<th scope="col"><span>{escape(name)}</span></th>' for name in shown.heads)
    bodies = []
    for name, rows in shown.groups:
        above = (
            f'<tr class="group"><th scope="rowgroup" colspan="{width + 1}">'
            f"<span>{escape(name)}</span></th></tr>"
            if name
            else ""
        )
        bodies.append(f"<tbody>{above}{''.join(_row(each, width) for each in rows)}</tbody>")
    return (
        f'<div class="matrix-box" tabindex="0" role="region" aria-label="{escape(shown.caption)}">'
        f'<table class="held{" upright" if shown.upright else ""}">'
        f"<caption>{escape(shown.caption)}</caption>"
        f'<thead><tr><th scope="col">{escape(shown.corner)}</th>{heads}</tr></thead>'
        f"{''.join(bodies)}</table></div>"
    )


def _row(row: Row, width: int) -> str:
    if row.whole:
        cells = f'<td class="whole" colspan="{width}"><span>{escape(row.whole)}</span></td>'
    else:
        cells = "".join(_square(each) for each in row.squares)
    name = markup.link(row.href, row.name) if row.href else escape(row.name)
    return f'<tr><th scope="row">{name}</th>{cells}</tr>'


def _square(each: Square) -> str:
    kind, title = escape(each.kind), escape(each.words)
    inside = f"<span>{escape(each.mark)}</span>"
    if each.heard:
        inside = (
            f'<span aria-hidden="true">{escape(each.mark)}</span>'
            f'<span class="heard">{escape(each.heard)}</span>'
        )
    return f'<td class="{kind}" title="{title}">{inside}</td>'


def legend(label: str, rows: Sequence[tuple[str, str, str]]) -> str:
    """Return what the cells mean: each its kind, its mark and the words for it."""
    items = "".join(
        f'<li><span class="held-sample {escape(kind)}" aria-hidden="true">'
        f"<span>{escape(mark)}</span></span> {escape(words)}</li>"
        for kind, mark, words in rows
    )
    return f'<ul class="held-legend" aria-label="{escape(label)}">{items}</ul>'


def formulas(words: Words, groups: Sequence[tuple[str, Sequence[Formula]]]) -> str:
    """Return the methods in groups, each one opened and closed by its name; the first is open."""
    shown, first = [], True
    for name, rows in groups:
        folds = []
        for each in rows:
            folds.append(_formula(words, each, opened=first))
            first = False
        shown.append(f'<section class="formulas"><h3>{escape(name)}</h3>{"".join(folds)}</section>')
    return "".join(shown)


def _formula(words: Words, one: Formula, *, opened: bool) -> str:
    said = "".join(f"<p>{escape(each)}</p>" for each in one.words)
    symbols = "".join(
        f'<p class="formula-symbols">{formula(each.symbols)}</p>'
        for each in one.steps
        if each.symbols
    )
    letters = "".join(
        f"<span>{formula(letter)} {escape(meaning)}</span>" for letter, meaning in one.letters
    )
    rules = "".join(f"<li>{escape(each)}</li>" for each in one.rules)
    worked = "".join(_worked(each) for each in one.steps)
    sources = " ".join(_source(each) for each in one.source)
    return (
        f'<details class="formula-fold" id="formula-{escape(one.key)}"{" open" if opened else ""}>'
        f'<summary><h4>{escape(one.name)}</h4></summary><div class="formula-body">'
        f"<div>{said}{symbols}"
        + (f'<p class="card-letters">{letters}</p>' if letters else "")
        + (f"<ul>{rules}</ul>" if rules else "")
        + f'<p class="formula-source">{escape(words.source)} {sources}</p></div>'
        f'<div class="formula-example"><p><strong>{escape(words.example)}</strong> '
        f"{escape(one.setting)}</p>{worked}</div></div></details>"
    )


def _worked(step: Step) -> str:
    """Return a step of an example: its numbers, and what they come to in words."""
    name = f'<p class="formula-step">{escape(step.name)}</p>' if step.name else ""
    numbers = f"<p>{formula(step.numbers)}</p>" if step.numbers else ""
    shown = step.value if step.value and not step.numbers.endswith(step.value) else ""
    said = "".join(f"<p>{escape(each)}</p>" for each in (shown, step.result) if each)
    return f"{name}{numbers}{said}"


def _source(part: str | Link) -> str:
    if isinstance(part, str):
        return escape(part)
    return (
        f'<a href="{escape(part.address)}" target="_blank" rel="noopener noreferrer">'
        f"{escape(part.words)}</a>"
    )


def checks(label: str, rows: Sequence[str], held: str) -> str:
    """Return the sentences that were held against the store, each with the word that it held."""
    items = "".join(
        f'<li><span class="check-held"><span aria-hidden="true">✓</span> {escape(held)}</span> '
        f"{escape(each)}</li>"
        for each in rows
    )
    return f'<ol class="checks" aria-label="{escape(label)}">{items}</ol>'


def attempts(table: str, failures: Sequence[tuple[str, str, str, str]]) -> str:
    """Return the sources of a refresh, those that failed above with what it means.

    Each failure is the name of its source, what it means, the words before the program's message,
    and that message, which is in English whatever the language of the page.
    """
    shown = "".join(
        f'<div class="failed"><h3><span aria-hidden="true">⚠︎</span> {escape(name)}</h3>'
        f"<p>{escape(meaning)}</p><p>{escape(before)}</p>"
        f'<blockquote lang="en" dir="ltr"><p>{escape(message)}</p></blockquote></div>'
        for name, meaning, before, message in failures
    )
    return shown + table
