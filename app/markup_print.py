"""HTML of a story to be printed: a sheet for its title, then a sheet a step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from textwrap import wrap

from app import charts, markup_present
from app.drawing import Bars, Blocks, Lines
from app.i18n import direction, text
from app.slides import Closing, Cover, Show, Slide

WIDE, HIGH, BESIDE = 1000, 420, 290
"""The chart of lines in its own units, and the room for names at its end."""

TYPE, LETTERS = 17, 30
"""Height of its letters, and how many of them a line of a name has."""


@dataclass(frozen=True)
class Words:
    """What stands on the page beside its sheets, on the screen only."""

    button: str
    help: str
    back: str
    address: str


def page(show: Show, words: Words, up: str, style: str) -> str:
    """Return a story as a whole page; `up` leads to the root of the site."""
    closings = [each for each in show.slides if isinstance(each, Closing)]
    sheets, steps = "", [each for each in show.slides if isinstance(each, Slide)]
    for each in show.slides:
        if isinstance(each, Cover):
            sources = next(one for one in closings if one.language == each.language)
            sheets += _cover(each, sources)
        elif isinstance(each, Slide):
            own_steps = [one for one in steps if one.language == each.language]
            sheets += _sheet(each, own_steps.index(each) + 1, len(own_steps))
    first = show.languages[0]
    title = f"{show.title} · {show.site}"
    return (
        f'<!doctype html><html lang="{first}" dir="{direction(first)}"><head>'
        '<meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f'<meta name="robots" content="noindex"><title>{escape(title)}</title>'
        f'<link rel="icon" href="{up}app/static/icon.svg" type="image/svg+xml">'
        f"<style>{style}</style></head>"
        f'<body class="paper"><p class="print-ways">'
        f'<button type="button" data-print>{escape(words.button)}</button> '
        f"<span>{escape(words.help)}</span> "
        f'<a href="{escape(words.address)}">{escape(words.back)}</a></p>'
        f'<main>{sheets}</main><script src="{up}app/static/print.js"></script></body></html>'
    )


def _open(language: str, kind: str) -> str:
    return f'<section class="sheet {kind}" lang="{language}" dir="{direction(language)}">'


def _cover(own: Cover, sources: Closing) -> str:
    lines = "".join(f"<p>{escape(each)}</p>" for each in own.lines)
    head = "".join(f'<th scope="col">{escape(each)}</th>' for each in sources.head)
    rows = "".join(
        "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>"
        for row in sources.rows
    )
    table = f"<h2>{escape(sources.title)}</h2><table><tr>{head}</tr>{rows}</table>"
    return (
        f"{_open(own.language, 'cover')}<h1>{escape(own.title)}</h1>"
        f'<p class="summary">{escape(own.summary)}</p>{table if rows else ""}'
        f'<div class="sheet-foot">{lines}{_address("", own.address)}</div></section>'
    )


def _address(words: str, address: str) -> str:
    label = f"{escape(words)} " if words else ""
    link = f'<a href="{escape(address)}" dir="ltr">{escape(address)}</a>'
    return f"<p>{label}{link}</p>"


def _sheet(own: Slide, number: int, count: int) -> str:
    language = own.language
    fault = f'<p class="stage-note">{escape(own.fault)}</p>' if own.fault else ""
    picture = own.body + "".join(
        lines(language, each) for each in own.drawn if isinstance(each, Lines)
    )
    return (
        f"{_open(language, 'st-key-stage')}"
        f'<p class="stage-title">{escape(own.title)}</p><h2 class="finding">'
        f"{escape(own.sentence)}</h2>{fault}{_about(own)}{picture}"
        f"{markup_present.notes(own.said)}"
        f'<div class="sheet-foot">{markup_present.source(own.source)}'
        f"{_address(own.words, own.address)}"
        f'<p class="number">{escape(text(language, "deck.by_step", step=number, count=count))}</p>'
        "</div></section>"
    )


def _about(own: Slide) -> str:
    """Return what is measured: where several scales stand together, all their units."""
    named = {
        each.about: None
        for each in own.drawn
        if not isinstance(each, Blocks) and not (isinstance(each, Bars) and each.name == each.about)
    }
    words = text(own.language, "source.join").join(named)
    return f'<p class="about">{escape(words)}</p>' if words else ""


def lines(language: str, drawn: Lines) -> str:
    """Return lines over the years as SVG: gaps left open, each line named at its end."""
    rtl = direction(language) == "rtl"
    left, right = (28, WIDE - BESIDE - 70) if rtl else (70, WIDE - BESIDE)
    top, foot = 34, HIGH - 34
    first, last = drawn.years[0], drawn.years[-1]

    def across(year: float) -> float:
        return left + (year - first) / ((last - first) or 1) * (right - left)

    def down(value: float) -> float:
        return foot - (value - drawn.low) / (drawn.high - drawn.low) * (foot - top)

    body = "".join(
        f'<line class="rule" x1="{left}" x2="{right}" y1="{down(tick):.1f}" y2="{down(tick):.1f}"/>'
        f'<text x="{right + 10 if rtl else left - 10}" y="{down(tick) + 6:.1f}"'
        f' direction="ltr" text-anchor="{"start" if rtl else "end"}">{escape(words)}</text>'
        for tick, words in zip(drawn.ticks, drawn.words, strict=True)
    )
    years = [year for year in drawn.years if not year % 1]
    step = -(-len(years) // 8)
    body += "".join(
        f'<text x="{across(year):.1f}" y="{HIGH - 6}" text-anchor="middle">{int(year)}</text>'
        for year in years[::-1][::step]
    )
    for year, words in drawn.marks:
        body += (
            f'<line class="mark" x1="{across(year):.1f}" x2="{across(year):.1f}"'
            f' y1="{top}" y2="{foot}"/>'
            f'<text x="{across(year):.1f}" y="{top - 10}" text-anchor="middle"'
            f' direction="{direction(language)}">{escape(words)}</text>'
        )
    for trace in drawn.traces:
        dash = ' stroke-dasharray="10 7"' if trace.dashed else ""
        for run in _runs(drawn.years, trace.values):
            places = " ".join(f"{across(year):.1f},{down(value):.1f}" for year, value in run)
            body += f'<polyline class="series-{trace.colour}"{dash} points="{places}"/>'
            for year, value in run if not trace.dashed or len(run) == 1 else ():
                body += (
                    f'<circle class="series-{trace.colour}" r="4" cx="{across(year):.1f}"'
                    f' cy="{down(value):.1f}"/>'
                )
    body += _names(language, drawn, right + (84 if rtl else 14), down, (top, foot))
    names = text(language, "alt.join").join(trace.name for trace in drawn.traces)
    label = text(language, "alt.item", name=drawn.about, value=names)
    return (
        f'<svg class="paper-lines" viewBox="0 0 {WIDE} {HIGH}" role="img"'
        f' aria-label="{escape(label)}">{body}</svg>'
    )


def _runs(
    years: Sequence[float], values: Sequence[float | None]
) -> list[list[tuple[float, float]]]:
    """Return the parts of a line between its gaps."""
    found: list[list[tuple[float, float]]] = [[]]
    for year, value in zip(years, values, strict=True):
        if value is None:
            found.append([])
        else:
            found[-1].append((year, value))
    return [run for run in found if run]


def _names(language: str, drawn: Lines, x: float, down: object, room: tuple[float, float]) -> str:
    assert callable(down)
    rtl = direction(language) == "rtl"
    words = [wrap(trace.name, LETTERS) for trace in drawn.traces]
    ends = [
        next(value for value in reversed(trace.values) if value is not None)
        for trace in drawn.traces
    ]
    tall = TYPE * 1.35
    places = charts.stacked(
        [down(end) for end in ends], [len(each) * tall for each in words], *room
    )
    body = ""
    for trace, rows, middle in zip(drawn.traces, words, places, strict=True):
        top = middle - len(rows) * tall / 2
        dash = ' stroke-dasharray="6 5"' if trace.dashed else ""
        body += (
            f'<line class="series-{trace.colour}"{dash}'
            f' x1="{x}" x2="{x + 22}" y1="{top + tall / 2:.1f}" y2="{top + tall / 2:.1f}"/>'
        )
        for number, row in enumerate(rows):
            body += (
                f'<text x="{x + 30}" y="{top + (number + 0.78) * tall:.1f}"'
                f' direction="{direction(language)}" text-anchor="{"end" if rtl else "start"}">'
                f"{escape(row)}</text>"
            )
    return body
