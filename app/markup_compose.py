"""HTML of composing a story: its page, filled by app/static/compose.js, and the ways to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from app.i18n import direction


@dataclass(frozen=True)
class Kind:
    """A way of drawing a step: the views it suits, and what more the step has to have.

    `values` are the indicators it is for, all where there are none; `needs` that the step names
    an entry.
    """

    kind: str
    name: str
    views: Sequence[str]
    values: Sequence[str]
    needs: bool


@dataclass(frozen=True)
class Words:
    """The words of the page; pairs are an address and its words, or a label and its help."""

    title: str
    lead: Sequence[str]
    empty: Sequence[str]
    begin: tuple[str, str]
    label: Mapping[str, str]
    languages: Mapping[str, str]
    help: str
    buttons: Mapping[str, str]
    steps: str
    view: str
    link: str
    file: tuple[str, str]
    faults: str
    no_script: str
    said: Mapping[str, str]


@dataclass(frozen=True)
class Adding:
    """What the button that adds a view to a story gives, and the words of it.

    `titles` are those of the step, by language. In `done` the sign # stands for the step's number.
    """

    link: str
    titles: Mapping[str, str]
    picture: str
    named: str
    button: str
    done: str
    full: str
    failed: str
    way: tuple[str, str]


def body(
    language: str,
    words: Words,
    kinds: Sequence[Kind],
    views: Mapping[str, str],
    longest: Mapping[str, int],
    present: str,
) -> str:
    """Return the page: title of the story, its steps, and what can be done with it."""
    said = "".join(
        f' data-{escape(name.replace("_", "-"))}="{escape(each)}"'
        for name, each in words.said.items()
    )
    names = "".join(
        f'<span data-view="{escape(view)}">{escape(name)}</span>' for view, name in views.items()
    )
    title, *how = words.empty
    begin, begin_words = words.begin
    return (
        f'<h1 class="headline">{escape(words.title)}</h1>'
        + "".join(f'<p class="lead">{escape(each)}</p>' for each in words.lead)
        + f'<noscript><p class="summary">{escape(words.no_script)}</p></noscript>'
        f'<div id="compose" hidden data-present="{escape(present)}"{said}>'
        f'<div id="faults" class="summary" role="alert" hidden><h2>{escape(words.faults)}</h2>'
        "<ul></ul></div>"
        f'<section id="empty" hidden><h2>{escape(title)}</h2>'
        + "".join(f"<p>{escape(each)}</p>" for each in how)
        + f'<p><a href="{escape(begin)}">{escape(begin_words)}</a></p></section>'
        f'<div id="whole">{_texts("story", "title", words, longest)}'
        f'<h2 id="steps-name" tabindex="-1">{escape(words.steps)}</h2><ol id="steps"></ol></div>'
        f"{_ways(words)}"
        '<p id="said" class="said" role="status"></p>'
        f"<div hidden>{names}</div>{_step(words, kinds, longest)}</div>"
    )


def _texts(label: str, name: str, words: Words, longest: Mapping[str, int]) -> str:
    """Return the places of a text, one a language; those of a step get their ids by the script."""
    places = "".join(
        f'<div class="field"><label for="{label}-{language}">{escape(words.label[label])}'
        f" {escape(mark)}</label>{_place(label, name, language, longest[name])}</div>"
        for language, mark in words.languages.items()
    )
    return f'<div class="both">{places}</div>'


def _place(label: str, name: str, language: str, most: int) -> str:
    common = (
        f'id="{label}-{escape(language)}" data-text="{escape(name)}"'
        f' data-language="{escape(language)}" lang="{escape(language)}"'
        f' dir="{direction(language)}" maxlength="{most}" autocomplete="off"'
    )
    if name == "title":
        return f'<input type="text" {common}>'
    return f'<textarea {common} rows="{2 if name == "sentence" else 3}"></textarea>'


def _button(name: str, words: Words, *, main: bool = False) -> str:
    mark = ' class="main"' if main else ""
    return (
        f'<button type="button" data-does="{escape(name)}"{mark}>'
        f"{escape(words.buttons[name])}</button>"
    )


def _step(words: Words, kinds: Sequence[Kind], longest: Mapping[str, int]) -> str:
    """Return what a step is made of; the script makes one of it for each."""
    options = "".join(
        f'<option value="{escape(each.kind)}" data-views="{escape(" ".join(each.views))}"'
        f' data-values="{escape(" ".join(each.values))}"{" data-needs" if each.needs else ""}>'
        f"{escape(each.name)}</option>"
        for each in kinds
    )
    return (
        '<template id="step"><li class="part"><h3 tabindex="-1"></h3>'
        f'<p class="leads"><span>{escape(words.view)}</span> <a></a></p>'
        + _texts("title", "title", words, longest)
        + _texts("sentence", "sentence", words, longest)
        + f'<p class="help">{escape(words.help)}</p>'
        + _texts("notes", "notes", words, longest)
        + f'<div class="field short"><label>{escape(words.label["picture"])}</label>'
        f"<select data-picture>{options}</select></div>"
        f'<p class="moves">{_button("up", words)}{_button("down", words)}'
        f"{_button('remove', words)}</p></li></template>"
    )


KEEPING = ("speaker", "save", "slides", "copy", "anew")
"""Buttons for the whole story, after the one that presents it."""


def _ways(words: Words) -> str:
    label, help_ = words.file
    return (
        f'<p class="send" id="ways">{_button("present", words, main=True)}'
        f"{''.join(_button(each, words) for each in KEEPING)}</p>"
        f'<div class="field" id="linked" hidden><label for="link">{escape(words.link)}</label>'
        '<input type="text" id="link" dir="ltr" readonly></div>'
        f'<div class="field"><label for="file">{escape(label)}</label>'
        f'<p class="help" id="file-help">{escape(help_)}</p>'
        '<input type="file" id="file" accept=".toml" aria-describedby="file-help"></div>'
    )


def own(lead: str, rows: Sequence[tuple[str, str, bool]]) -> str:
    """Return the ways to a story of one's own: address, words, and whether it is a view."""
    links = "".join(
        f'<a{" data-inside" if inside else ""} href="{escape(address)}">{escape(words)}</a>'
        for address, words, inside in rows
    )
    return f'<section class="own-story"><p>{escape(lead)}</p><p>{links}</p></section>'


def add(own: Adding) -> str:
    """Return the button that puts a view into the story that the browser keeps."""
    titles = "".join(
        f' data-title-{escape(language)}="{escape(title)}"'
        for language, title in own.titles.items()
    )
    address, words = own.way
    return (
        f'<p class="add-step"><button type="button" data-add="{escape(own.link)}"{titles}'
        f' data-drawn="{escape(own.picture)}" data-named="{escape(own.named)}"'
        f' data-done="{escape(own.done)}" data-full="{escape(own.full)}"'
        f' data-else="{escape(own.failed)}">{escape(own.button)}</button>'
        f' <span class="copied" role="status"></span>'
        f' <a href="{escape(address)}">{escape(words)}'
        " <span data-steps-kept></span></a></p>"
    )
