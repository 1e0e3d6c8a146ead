"""HTML of the data: files, addresses to copy, examples, columns, and the row under a chart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from app import markup


@dataclass(frozen=True)
class File:
    """A file to fetch: its name and address, what it is for, how many rows, how large."""

    name: str
    address: str
    use: str
    rows: str = ""
    size: str = ""


@dataclass(frozen=True)
class CopyWords:
    """What a button says that copies: before, after, and where the reader's own keys must do it."""

    copy: str
    copied: str
    selected: str


@dataclass(frozen=True)
class Recipe:
    """An example: a program, what to do in it, and the text to copy into it."""

    key: str
    name: str
    steps: str
    code: str


@dataclass(frozen=True)
class Column:
    """A column of the files: its name in the file, name and meaning in each language."""

    name: str
    meanings: Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class PictureWords:
    """What the buttons say that save a chart as a picture."""

    label: str
    failed: str
    saved: str


@dataclass(frozen=True)
class Row:
    """What is offered under a chart: its figures, a picture of it, and how to cite the view."""

    summary: str
    label: str
    links: Sequence[tuple[str, str]]
    onward: tuple[str, str]
    note: str
    picture: PictureWords | None
    name: str
    cite: str


@dataclass(frozen=True)
class Citation:
    """One form of a citation: its key, the name of the form, its language, and the text."""

    key: str
    form: str
    language: str
    words: str


def files(caption: str, head: Sequence[str], rows: Sequence[File]) -> str:
    """Return files as a table, the name of each a link; columns that stay empty are left out."""
    heads = "".join(f'<th scope="col">{escape(each)}</th>' for each in head)
    lines = []
    for each in rows:
        cells = (each.use, each.rows, each.size)[: len(head) - 1]
        inside = "".join(f'<td dir="auto">{escape(cell)}</td>' for cell in cells)
        lines.append(f'<tr><th scope="row">{_file(each.address, each.name)}</th>{inside}</tr>')
    return (
        f'<div class="table-box" tabindex="0" role="region" aria-label="{escape(caption)}">'
        f'<table class="figures files"><caption>{escape(caption)}</caption>'
        f"<thead><tr>{heads}</tr></thead><tbody>{''.join(lines)}</tbody></table></div>"
    )


def _file(address: str, words: str) -> str:
    """Return a link to a file of ours; it is no view, so that the browser itself fetches it."""
    return f'<a href="{escape(address)}">{escape(words)}</a>'


def _copy(words: CopyWords, key: str, label: str) -> str:
    """Return the button that copies the text of an element, and where it says that it has."""
    return (
        f'<button type="button" data-copy="{escape(key)}" data-done="{escape(words.copied)}"'
        f' data-else="{escape(words.selected)}" aria-label="{escape(words.copy)}: {escape(label)}">'
        f'{escape(words.copy)}</button><span class="copied" role="status"></span>'
    )


def _code(key: str, label: str, inside: str, language: str = "") -> str:
    """Return a text to copy, in a box that the keyboard scrolls; codes run from left to right."""
    said = f'lang="{escape(language)}" dir="auto"' if language else 'dir="ltr"'
    return (
        f'<pre {said} tabindex="0" role="group" aria-label="{escape(label)}">'
        f'<code id="{escape(key)}">{escape(inside)}</code></pre>'
    )


def addresses(words: CopyWords, rows: Sequence[tuple[str, str, str, str]]) -> str:
    """Return addresses to copy: each its key, its name, what it gives, and the address."""
    return "".join(
        f'<div class="address"><h3>{escape(name)}</h3><p>{escape(gives)}</p>'
        f"{_code(key, name, address)}{_copy(words, key, name)}</div>"
        for key, name, gives, address in rows
    )


def recipes(words: CopyWords, rows: Sequence[Recipe]) -> str:
    """Return the examples one beside the other."""
    shown = "".join(
        f'<section class="recipe"><h3>{escape(each.name)}</h3><p>{escape(each.steps)}</p>'
        f"{_code(f'recipe-{each.key}', each.name, each.code)}"
        f"{_copy(words, f'recipe-{each.key}', each.name)}</section>"
        for each in rows
    )
    return f'<div class="recipes">{shown}</div>'


def columns(caption: str, head: Sequence[str], rows: Sequence[Column]) -> str:
    """Return the columns of the files as a table, their meanings each in its own language."""
    heads = "".join(f'<th scope="col">{escape(each)}</th>' for each in head)
    lines = []
    for each in rows:
        meanings = "".join(
            f'<td lang="{escape(language)}" dir="auto"><strong>{escape(name)}</strong>'
            f'<span class="line small">{escape(meaning)}</span></td>'
            for language, (name, meaning) in each.meanings.items()
        )
        code = f'<code dir="ltr">{escape(each.name)}</code>'
        lines.append(f'<tr><th scope="row">{code}</th>{meanings}</tr>')
    return (
        f'<div class="table-box" tabindex="0" role="region" aria-label="{escape(caption)}">'
        f'<table class="figures columns"><caption>{escape(caption)}</caption>'
        f"<thead><tr>{heads}</tr></thead><tbody>{''.join(lines)}</tbody></table></div>"
    )


def row(shown: Row) -> str:
    """Return what is offered under a chart, behind one line that opens it."""
    links = " ".join(_file(address, words) for words, address in shown.links)
    onward = markup.link(shown.onward[1], shown.onward[0]) if shown.onward[0] else ""
    parts = [f"<p><span>{escape(shown.label)}</span> {links} {onward}</p>"]
    if shown.note:
        parts.append(f'<p class="small">{escape(shown.note)}</p>')
    if shown.picture:
        buttons = " ".join(
            f'<button type="button" data-picture="{kind}" data-name="{escape(shown.name)}"'
            f' data-done="{escape(shown.picture.saved)}"'
            f' data-else="{escape(shown.picture.failed)}"'
            f' aria-label="{escape(shown.picture.label)}: {kind.upper()}">{kind.upper()}</button>'
            for kind in ("svg", "png")
        )
        parts.append(
            f"<p><span>{escape(shown.picture.label)}</span> {buttons}"
            '<span class="copied" role="status"></span></p>'
        )
    parts.append(f'<p><button type="button" data-cite>{escape(shown.cite)}</button></p>')
    return (
        f'<details class="of-chart"><summary>{escape(shown.summary)}</summary>'
        f"{''.join(parts)}</details>"
    )


def cite(summary: str, note: str, words: CopyWords, rows: Sequence[Citation]) -> str:
    """Return the forms in which a view is cited, each with a button that copies it."""
    forms = "".join(
        f"<section><h2>{escape(each.form)}</h2>"
        f"{_code(f'cite-{each.key}', each.form, each.words, each.language)}"
        f"{_copy(words, f'cite-{each.key}', each.form)}</section>"
        for each in rows
    )
    return (
        f'<details class="cite" id="cite"><summary>{escape(summary)}</summary>'
        f"<p>{escape(note)}</p>{forms}</details>"
    )


def pinned(words: str, address: str, onward: str) -> str:
    """Return that an earlier data version is shown, and the way to the current one."""
    return (
        f'<div class="notices" role="status"><p class="note">{escape(words)} '
        f"{markup.link(address, onward)}</p></div>"
    )


def nothing(words: Sequence[str], label: str, ways: Sequence[tuple[str, str]]) -> str:
    """Return why there is nothing, and the ways out of it."""
    said = "".join(f"<p>{escape(each)}</p>" for each in words)
    links = "".join(f"<li>{markup.link(address, name)}</li>" for name, address in ways)
    return f'<div class="nothing" role="status">{said}<p>{escape(label)}</p><ul>{links}</ul></div>'
