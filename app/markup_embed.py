"""HTML of a chart in the frame of another page, and of the code that puts it there."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from app.markup_data import CopyWords, addresses

_INSIDE = "<a data-inside "
_OUTSIDE = '<a target="_blank" rel="noopener" '


def outward(inside: str) -> str:
    """Return our own HTML with its links leading out of the frame, into a window of their own.

    Only the embedded view may stand in a frame: any other one would be refused there.
    """
    return inside.replace(_INSIDE, _OUTSIDE)


def head(sentence: str, context: str) -> str:
    """Return the head of an embedded chart: the finding, then what it speaks of."""
    return (
        f'<h1 class="embed-head">{escape(sentence)}</h1>'
        f'<p class="embed-context">{escape(context)}</p>'
    )


def foot(
    source: Sequence[str], overdue: Sequence[str], home: tuple[str, str], site: str, version: str
) -> str:
    """Return the source lines of a chart, with the data version and the way to the dashboard.

    `home` is the words of the link and its address.
    """
    lines = [escape(line) for line in source]
    lines += [f'<span class="overdue">{escape(line)}</span>' for line in overdue]
    words, address = home
    link = f'{_OUTSIDE}href="{escape(address)}">{escape(words)}</a>'
    said = f'<p class="source">{" ".join(lines)}</p>' if lines else ""
    rest = " · ".join(f"<span>{escape(words)}</span>" for words in (site, version))
    return f'<div class="embed-foot">{said}<p class="embed-home">{link} · {rest}</p></div>'


def notes(summary: str, said: Sequence[str], folded: Sequence[str]) -> str:
    """Return the notes of a chart: some in sight, the others behind one line that opens them."""
    seen = "".join(f'<p class="embed-note">{escape(row)}</p>' for row in said)
    inside = "".join(f"<p>{escape(row)}</p>" for row in folded)
    if not inside:
        return seen
    return (
        f'{seen}<details class="embed-notes"><summary>{escape(summary)}</summary>{inside}</details>'
    )


def ranks(label: str, rows: Sequence[tuple[str, str, float | None, bool]]) -> str:
    """Return the rows of a dot plot as a list, for a frame that is too small for the plot.

    A row is its name, its words, its place from 0 to 1 or None, and whether it is in colour.
    """
    items = []
    for name, words, place, coloured in rows:
        dot = ""
        if place is not None:
            at = f'style="inset-inline-start:{min(max(place, 0), 1) * 100:.1f}%"'
            dot = f'<span class="embed-dot{"" if coloured else " grey"}" {at}></span>'
        items.append(
            f'<li><span class="who">{escape(name)}</span>'
            f'<span class="embed-rail" aria-hidden="true">{dot}</span>'
            f'<span class="amount"><bdi>{escape(words)}</bdi></span></li>'
        )
    return f'<ol class="embed-ranks" aria-label="{escape(label)}">{"".join(items)}</ol>'


def frame(address: str, title: str, height: int, language: str) -> str:
    """Return the code of a frame, which is copied as text."""
    return (
        f'<iframe src="{escape(address)}" title="{escape(title)}" lang="{escape(language)}" '
        f'width="100%" height="{height}" style="border:0" loading="lazy"></iframe>'
    )


def offer(
    summary: str, note: str, words: CopyWords, rows: Sequence[tuple[str, str, str, str]]
) -> str:
    """Return the codes of a chart's frame, each with a button that copies it, behind one line.

    `rows` are as for `addresses`.
    """
    return (
        f'<details class="of-chart embed-code"><summary>{escape(summary)}</summary>'
        f'<p class="small">{escape(note)}</p>{addresses(words, rows)}</details>'
    )


def first(top: str, picture: str, foot: str, kind: str) -> str:
    """Return a chart's frame as it stands before the page that draws the chart."""
    between = f"<div>{picture}</div>" if picture else ""
    if kind != "tiles":
        between += f'<div class="embed-room st-key-embed-chart-{escape(kind)}"></div>'
    return f'<div class="st-key-embed"><div>{top}</div>{between}<div>{foot}</div></div>'
