"""HTML of the call for practices; every text is escaped here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape


@dataclass(frozen=True)
class Place:
    """One place to write in: a line, a text, or a choice where there are `options`.

    `must` says when it has to be filled in; '' where it never has. Only what has to be in every
    case is `required`.
    """

    name: str
    kind: str
    label: str
    help: str
    help_id: str
    required: bool
    value: str
    fault: str
    options: tuple[tuple[str, str], ...] = ()
    lines: int = 5
    must: str = ""
    choose: str = ""


@dataclass(frozen=True)
class Row:
    """One row of a list with its name, such as 'Result 2'."""

    name: str
    places: tuple[Place, ...]


@dataclass(frozen=True)
class Summary:
    """What is wrong, on top of the form: each sentence leads to its place."""

    heading: str
    count: str
    rows: tuple[tuple[str, str], ...]


def _attributes(place: Place) -> str:
    described = [place.help_id] if place.help_id else []
    described += [f"{place.name}-fault"] if place.fault else []
    ids = f' aria-describedby="{escape(" ".join(described))}"' if described else ""
    wrong = ' aria-invalid="true"' if place.fault else ""
    required = " required" if place.required else ""
    name = escape(place.name)
    return f'id="{name}" name="{name}"{ids}{wrong}{required}'


def _control(place: Place) -> str:
    common = _attributes(place)
    if place.options:
        rows = "".join(
            f'<option value="{escape(each)}"{" selected" if each == place.value else ""}>'
            f"{escape(name)}</option>"
            for each, name in place.options
        )
        return f'<select {common}><option value="">{escape(place.choose)}</option>{rows}</select>'
    if place.kind == "text":
        # A browser takes a first line break away, so that one is given to be taken.
        return (
            f'<textarea {common} rows="{place.lines}" dir="auto">\n{escape(place.value)}</textarea>'
        )
    forms = {
        "address": 'type="url" dir="ltr" inputmode="url" autocomplete="off"',
        "email": 'type="email" dir="ltr" autocomplete="email"',
        "year": 'type="text" dir="ltr" inputmode="numeric" autocomplete="off" class="short"',
        "month": 'type="text" dir="ltr" autocomplete="off" class="short"',
        "target": 'type="text" dir="ltr" autocomplete="off" class="short"',
        "name": 'type="text" dir="auto" autocomplete="name"',
    }
    form = forms.get(place.kind, 'type="text" dir="auto" autocomplete="off"')
    return f'<input {form} {common} value="{escape(place.value)}">'


def help_of(identity: str, words: str) -> str:
    """Return a help that fields name as their description."""
    return f'<p class="help" id="{escape(identity)}">{escape(words)}</p>'


def place(own: Place, *, helped: bool = True) -> str:
    """Return a labelled field; without `helped` its help stands elsewhere on the page."""
    must = f' <span class="must">({escape(own.must)})</span>' if own.must else ""
    said = help_of(own.help_id, own.help) if helped and own.help_id else ""
    fault = (
        f'<p class="fault" id="{escape(own.name)}-fault">{escape(own.fault)}</p>'
        if own.fault
        else ""
    )
    wrong = " wrong" if own.fault else ""
    return (
        f'<div class="field{wrong}"><label for="{escape(own.name)}">{escape(own.label)}{must}'
        f"</label>{said}{fault}{_control(own)}</div>"
    )


def rows(said: str, more: str, own: Sequence[Row], shown: int) -> str:
    """Return the rows of a list: `shown` of them, the rest behind `more`.

    The helps of the columns stand in the first row, and every row is described by them.
    """
    drawn = [
        f'<fieldset class="row"><legend>{escape(row.name)}</legend><div class="cells">'
        + "".join(place(each, helped=number == 0) for each in row.places)
        + "</div></fieldset>"
        for number, row in enumerate(own)
    ]
    rest = "".join(drawn[shown:])
    filled = any(each.value or each.fault for row in own[shown:] for each in row.places)
    folded = (
        f'<details class="more"{" open" if filled else ""}><summary>{escape(more)}</summary>'
        f"{rest}</details>"
        if rest
        else ""
    )
    return f'<p class="help">{escape(said)}</p>{"".join(drawn[:shown])}{folded}'


def part(identity: str, name: str, about: str, inside: str) -> str:
    """Return a part of the form under its heading."""
    return (
        f'<section class="part" id="part-{escape(identity)}" '
        f'aria-labelledby="head-{escape(identity)}">'
        f'<h2 id="head-{escape(identity)}">{escape(name)}</h2>'
        f'<p class="about">{escape(about)}</p>{inside}</section>'
    )


def contents(label: str, own: Sequence[tuple[str, str]]) -> str:
    """Return links to the parts of the form."""
    links = "".join(
        f'<li><a href="#part-{escape(identity)}">{escape(name)}</a></li>' for identity, name in own
    )
    return f'<nav class="parts" aria-label="{escape(label)}"><ol>{links}</ol></nav>'


def summary(own: Summary) -> str:
    """Return what is wrong; the keyboard stands here when the page opens."""
    links = "".join(
        f'<li><a href="#{escape(name)}">{escape(words)}</a></li>' for name, words in own.rows
    )
    return (
        f'<div class="summary" id="summary" role="alert" tabindex="-1" autofocus>'
        f"<h2>{escape(own.heading)}</h2><p>{escape(own.count)}</p><ul>{links}</ul></div>"
    )


def notice(words: str) -> str:
    """Return a sentence on what became of a request; the keyboard stands here."""
    return f'<div class="summary" role="alert" tabindex="-1" autofocus><p>{escape(words)}</p></div>'


def consent(own: Place, head: str, promises: Sequence[str]) -> str:
    """Return what happens with the data and the box that says yes to it."""
    said = "".join(f"<li>{escape(each)}</li>" for each in promises)
    fault = (
        f'<p class="fault" id="{escape(own.name)}-fault">{escape(own.fault)}</p>'
        if own.fault
        else ""
    )
    ticked = " checked" if own.value == "yes" else ""
    wrong = " wrong" if own.fault else ""
    return (
        f'<section class="part" aria-labelledby="head-data"><h2 id="head-data">{escape(head)}</h2>'
        f'<ul class="promises" id="{escape(own.help_id)}">{said}</ul>'
        f'<div class="field{wrong}">{fault}<label class="box">'
        f'<input type="checkbox" value="yes" {_attributes(own)}{ticked}> '
        f'<span>{escape(own.label)} <span class="must">({escape(own.must)})</span></span></label>'
        "</div></section>"
    )


def trap(name: str, label: str) -> str:
    """Return a field that people do not see and programs fill in."""
    return (
        f'<div class="trap" aria-hidden="true"><label>{escape(label)} <input type="text" '
        f'name="{escape(name)}" value="" tabindex="-1" autocomplete="off"></label></div>'
    )


def draft(kept: str, delete: str, sure: str, none: str) -> str:
    """Return what is said about the draft, by the script only."""
    return (
        f'<div class="draft" role="status"><p id="draft-kept" hidden>{escape(kept)} '
        f'<button type="button" id="draft-delete" data-sure="{escape(sure)}">{escape(delete)}'
        f'</button></p><p id="draft-none" hidden>{escape(none)}</p></div>'
    )


def form(action: str, page: str, opened: int, fresh: bool, send: str, inside: str) -> str:
    """Return the form; a `fresh` one may be filled by a draft."""
    return (
        f'<form id="call" method="post" action="{escape(action)}" enctype="multipart/form-data" '
        f'accept-charset="utf-8" novalidate data-fresh="{int(fresh)}">'
        f'<input type="hidden" name="page" value="{escape(page)}">'
        f'<input type="hidden" name="opened" value="{opened}">{inside}'
        f'<p class="send"><button type="submit" class="main">{escape(send)}</button></p></form>'
    )


def file(
    title: str, help_: str, download: tuple[str, str], upload: tuple[str, str], label: str
) -> str:
    """Return how the form is filled outside the browser; pairs are an address and its words."""
    address, words = download
    action, load = upload
    return (
        f'<details class="file"><summary>{escape(title)}</summary>'
        f'<p class="help" id="file-help">{escape(help_)}</p>'
        f'<p><a href="{escape(address)}" download>{escape(words)}</a></p>'
        f'<form method="post" action="{escape(action)}" enctype="multipart/form-data">'
        f'<div class="field"><label for="file">{escape(label)}</label>'
        '<input type="file" id="file" name="file" accept=".toml" aria-describedby="file-help">'
        f'</div><p class="send"><button type="submit">{escape(load)}</button></p></form></details>'
    )


def heading(title: str, lines: Sequence[str]) -> str:
    """Return the head of the page with its first lines."""
    said = "".join(f'<p class="lead">{escape(each)}</p>' for each in lines)
    return f'<h1 class="headline">{escape(title)}</h1>{said}'


def way(words: str, address: str, link: str) -> str:
    """Return a line that leads elsewhere."""
    before = f"{escape(words)} " if words else ""
    return f'<p class="leads">{before}<a href="{escape(address)}">{escape(link)}</a></p>'


def ask(action: str, language: str, own: Place, show: str) -> str:
    """Return the question for a reference."""
    return (
        f'<form class="ask" method="get" action="{escape(action)}">'
        f'<input type="hidden" name="lang" value="{escape(language)}">'
        f'{place(own)}<p class="send"><button type="submit" class="main">{escape(show)}'
        "</button></p></form>"
    )


def state(yours: str, reference: str, lines: Sequence[str], status: str, says: str) -> str:
    """Return a reference, large, and what became of its submission."""
    said = "".join(f"<p>{escape(each)}</p>" for each in lines)
    return (
        f'<div class="state"><p class="yours">{escape(yours)}</p>'
        f'<p class="reference" dir="ltr" id="known">{escape(reference)}</p>{said}'
        f'<h2 class="status">{escape(status)}</h2><p>{escape(says)}</p></div>'
    )


def reason(words: str, language: str) -> str:
    """Return the reason that an editor gave, in the language in which it is written."""
    lines = "".join(f"<p>{escape(line)}</p>" for line in words.split("\n") if line)
    return f'<blockquote class="reason" lang="{escape(language)}" dir="auto">{lines}</blockquote>'


def document(head: dict[str, str], top: str, inside: str, foot: str) -> str:
    """Return a whole page; `top`, `inside` and `foot` are HTML already."""
    given = {name: escape(value) for name, value in head.items() if name != "style"}
    return (
        f'<!doctype html><html lang="{given["language"]}" dir="{given["direction"]}"><head>'
        '<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<title>{given["title"]}</title><meta name="description" content="{given["description"]}">'
        f'<meta name="robots" content="{given["robots"]}">'
        f'<link rel="icon" href="{given["icon"]}" type="image/svg+xml">'
        f'<link rel="preload" href="{given["font"]}" as="font" type="font/woff2" crossorigin>'
        f"<style>{head['style']}</style>"
        f'<script src="{given["script"]}" defer></script></head><body class="call">'
        f'<a class="skip" href="#main">{given["skip"]}</a><header>{top}</header>'
        f'<main id="main" tabindex="-1">{inside}</main><footer>{foot}</footer></body></html>'
    )
