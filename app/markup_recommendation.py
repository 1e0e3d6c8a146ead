"""HTML of recommendations and of the brief to print; every text is escaped here or in markup."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape

from app import markup, markup_card
from app.exhibit import Table


@dataclass(frozen=True)
class Sentence:
    """A sentence in which some words are links; `tag` says in small type what it rests on.

    An address of our own stays on the page, one of the web opens beside it.
    """

    words: str
    links: tuple[tuple[str, str], ...] = ()
    tag: str = ""


@dataclass(frozen=True)
class Part:
    """A part of a recommendation under its own heading."""

    name: str
    lines: tuple[Sentence, ...]
    ordered: bool = False


@dataclass(frozen=True)
class Entry:
    """A recommendation in its place: what brought it up, and the first step."""

    anchor: str
    title: str
    href: str
    tags: tuple[str, ...]
    problem: str
    because: Part
    first: Sentence
    parts: tuple[Part, ...] = field(default_factory=tuple)


@dataclass(frozen=True)
class Rules:
    """The rules in words, the formula with its letters, and one example with its numbers."""

    name: str
    said: tuple[str, ...]
    formula: str
    letters: tuple[tuple[str, str], ...]
    example: str = ""
    numbers: str = ""


@dataclass(frozen=True)
class Brief:
    """One page to print: gaps, first steps, who did it, sources."""

    date: str
    print_words: str
    gaps: Table
    parts: tuple[Part, ...]
    foot: tuple[Sentence, ...]


def entries(first: str, more: str, rows: Sequence[Entry]) -> str:
    """Return recommendations in order; `more` opens each as a whole."""
    return f'<ol class="advice">{"".join(_entry(first, more, row) for row in rows)}</ol>'


def _entry(first: str, more: str, row: Entry) -> str:
    tags = "".join(f"<span>{escape(tag)}</span>" for tag in row.tags)
    whole = ""
    if row.parts:
        # The title tells apart for whoever hears the page what looks alike to the eye.
        heard = f'<span class="heard">{escape(row.title)}</span>'
        whole = f"<details><summary>{escape(more)} {heard}</summary>{parts(row.parts, 4)}</details>"
    return (
        f'<li id="{escape(row.anchor)}"><h3>{markup.link(row.href, row.title)}</h3>'
        f'<p class="tags">{tags}</p><p class="problem">{escape(row.problem)}</p>'
        f"{_part(row.because, 4) if row.because.lines else ''}"
        f'<p class="first"><strong>{escape(first)}</strong> {sentence(row.first)}</p>{whole}</li>'
    )


def parts(rows: Sequence[Part], level: int) -> str:
    """Return the parts of a recommendation, each under a heading of a level."""
    inside = "".join(_part(row, level) for row in rows if row.lines)
    return f'<div class="advice-parts">{inside}</div>'


def _part(part: Part, level: int) -> str:
    kind = "ol" if part.ordered else "ul"
    if len(part.lines) == 1:
        inside = f"<p>{sentence(part.lines[0])}</p>"
    else:
        lines = "".join(f"<li>{sentence(line)}</li>" for line in part.lines)
        inside = f"<{kind}>{lines}</{kind}>"
    name = escape(part.name)
    return f'<section class="advice-part"><h{level}>{name}</h{level}>{inside}</section>'


def sentence(said: Sentence) -> str:
    """Return a sentence with its links, in the order in which it holds their words."""
    inside, rest = "", said.words
    for words, address in said.links:
        before, found, after = rest.partition(words)
        if found:
            inside += escape(before) + _link(address, words)
            rest = after
    tag = f' <span class="tag">{escape(said.tag)}</span>' if said.tag else ""
    return inside + escape(rest) + tag


def _link(address: str, words: str) -> str:
    """Return a link; the title of a document keeps its own direction."""
    if address.startswith("./"):
        return markup.link(address, words)
    if not address.startswith(("https://", "http://")):
        return escape(words)
    return (
        f'<a href="{escape(address)}" target="_blank" rel="noopener noreferrer">'
        f'<bdi dir="auto">{escape(words)}</bdi></a>'
    )


def rules(shown: Rules) -> str:
    """Return the rules under a heading that opens them."""
    said = "".join(f"<p>{escape(each)}</p>" for each in shown.said)
    letters = "".join(
        f"<span>{markup_card.formula(letter)} {escape(words)}</span>"
        for letter, words in shown.letters
    )
    example = ""
    if shown.numbers:
        numbers = markup_card.formula(shown.numbers)
        example = f"<p>{escape(shown.example)}</p><p>{numbers}</p>"
    return (
        f'<details class="rules"><summary>{escape(shown.name)}</summary>{said}'
        f'<p>{markup_card.formula(shown.formula)}</p><p class="letters">{letters}</p>'
        f"{example}</details>"
    )


def named(rows: Sequence[Sentence]) -> str:
    """Return names with what stands behind each, as a small list."""
    return f'<ul class="named">{"".join(f"<li>{sentence(row)}</li>" for row in rows)}</ul>'


def brief(shown: Brief) -> str:
    """Return the page to print; the script of the page prints it where the button is pressed."""
    foot = "".join(f"<p>{sentence(each)}</p>" for each in shown.foot)
    return (
        f'<div class="brief"><p class="brief-date">{escape(shown.date)}</p>'
        f'<button type="button" data-print>{escape(shown.print_words)}</button>'
        f"{markup.table(shown.gaps)}{parts(shown.parts, 3)}"
        f'<div class="brief-foot">{foot}</div></div>'
    )
