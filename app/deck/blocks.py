"""Words on a slide, side by side or below each other: practices, figures, recommendations."""

from __future__ import annotations

from typing import Any

from pptx.util import Inches

from app.deck import look
from app.deck.look import ACCENT, BODY, GAP, INK, LINE, MUTED, Box
from app.deck.writing import Words, box, rgb
from app.drawing import Blocks
from app.i18n import direction

SIZES = {
    "cards": (20, 18, 17, 16, 15, 14, 13, 12),
    "figures": (16, 15, 14, 13, 12),
    "list": (22, 20, 18, 16, 14),
}
COLUMNS = {"figures": 3, "list": 1}
HEADS = {"cards": 1.15, "figures": 2.4, "list": 1.1}
"""How many times the size of the rest the head of a block has."""

TALL = {"cards": 9.0, "figures": 2.1, "list": 1.2}
"""Inches that a block has at most."""


def blocks(slide: Any, place: Box, language: str, drawn: Blocks) -> None:
    """Write words side by side (cards, figures) or below each other (a list)."""
    count = len(drawn.blocks)
    columns = COLUMNS.get(drawn.kind, count)
    rows = -(-count // columns)
    width = (place.width - GAP * (columns - 1)) / columns
    high = min(place.height / rows, TALL[drawn.kind])
    head = HEADS[drawn.kind]
    rtl = direction(language) == "rtl"
    own = Box(0, 0, width, high - 0.15)
    size = min(
        look.fitting(
            language,
            [
                (each.above, 1.0),
                (each.head, head),
                *((words, 1.0) for line in each.lines for words in line if words),
            ],
            SIZES[drawn.kind],
            own,
        )
        for each in drawn.blocks
    )
    for number, each in enumerate(drawn.blocks):
        row, column = divmod(number, columns)
        column = columns - 1 - column if rtl else column
        left, top = place.left + column * (width + GAP), place.top + row * high
        _rule(slide, Box(left, top, width, 0.03), ACCENT if drawn.kind == "cards" else LINE)
        lines = [[Words(each.above, size, ACCENT)]] if each.above else []
        lines.append([Words(each.head, round(size * head), INK, True)])
        for label, words in each.lines:
            if label and words:
                lines.append([Words(label, max(size - 1, look.SMALL), MUTED)])
            if words:
                lines.append([Words(words, max(size, BODY - 1), INK if label else MUTED)])
        inside = Box(left, top + 0.1, width, high - 0.15)
        box(slide, inside, language, lines, name=f"Block {number + 1}")


def _rule(slide: Any, place: Box, colour: str) -> None:
    shape = slide.shapes.add_shape(
        1, Inches(place.left), Inches(place.top), Inches(place.width), Inches(place.height)
    )
    shape.name = "Rule"
    shape.shadow.inherit = False
    shape.fill.solid()
    shape.fill.fore_color.rgb = rgb(colour)
    shape.line.fill.background()
