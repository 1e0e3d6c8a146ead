"""Sizes, colours and type of slides: those of the light theme of the dashboard."""

from __future__ import annotations

import math
from dataclasses import dataclass

WIDTH, HEIGHT = 13.333, 7.5
"""Inches of a slide, 16 to 9."""

MARGIN = 0.55

PAPER, INK, MUTED = "FBFAF7", "1B2224", "596265"
ACCENT, LINE, GREY = "0B5D66", "D9D6CD", "C9C5BA"
BELOW = "9C4429"
SERIES = (
    "0B5D66",
    "B5573A",
    "6A263F",
    "484406",
    "B078C9",
    "5F4D99",
    "5B9A7B",
    "3F484B",
    "5F6A6D",
    "808A8C",
)
PARTS = {
    "met": ("21646C", "FFFFFF"),
    "on_track": ("88B2B6", "0C1214"),
    "missed": ("FBFAF7", "1B2224"),
    "no_value": ("D9D6CD", "1B2224"),
}
"""Fill and ink of the parts of a bar."""

FONT = "IBM Plex Sans Arabic"
LIKE = {"pitchFamily": "34", "charset": "-78"}
"""What kind of letters to take where the font is not there: without serifs, with Arabic."""

SMALL, BODY = 12, 14
"""Points of the smallest type, and of what stands beside a chart."""

CAPTION, GAP = 0.34, 0.35
"""Inches of a line above a chart, and between two columns."""

_EM = {"en": 0.56, "ar": 0.5}
BOLD = 1.18
"""How wide a letter is on average, in its size, and how much wider a bold one; rather too much,
since where the font is missing a wider one may stand in."""


@dataclass(frozen=True)
class Box:
    """A place on a slide, in inches from its upper left corner."""

    left: float
    top: float
    width: float
    height: float


def lines(language: str, words: str, size: float, width: float) -> int:
    """Return how many lines words take in a width of inches, rather one too many."""
    room = width * 72 / (size * _EM[language])
    count, filled = 1, 0.0
    for word in words.split():
        if filled and filled + len(word) > room:
            count, filled = count + 1, 0.0
        filled += len(word) + 1
        count += max(0, math.ceil(len(word) / room) - 1)
    return count


def height(language: str, words: str, size: float, width: float, *, bold: bool = False) -> float:
    """Return how many inches high words are in a width of inches."""
    return (
        lines(language, words, size, width / (BOLD if bold else 1))
        * size
        * (1.45 if language == "ar" else 1.3)
        / 72
    )


def fitting(language: str, rows: list[tuple[str, float]], sizes: tuple[int, ...], box: Box) -> int:
    """Return the largest of some sizes in which rows fit into a box; `rows` have a factor each."""
    for size in sizes:
        need = sum(height(language, words, size * times, box.width) for words, times in rows)
        if need <= box.height:
            return size
    return sizes[-1]
