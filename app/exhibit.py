"""What a view shows: a chart or a picture in HTML, with its source, notes and table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Table:
    """Figures as text, ready to be printed; the first column names the row."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Exhibit:
    """One picture with everything that has to stand beside it.

    Either `figure` (a Plotly figure) or `picture` (safe HTML) is set, or neither
    where there is nothing to draw and `notes` say why.
    """

    key: str
    title: str
    subtitle: str
    alt: str
    source: tuple[str, ...]
    table: Table
    figure: Any = None
    picture: str = ""
    notes: tuple[str, ...] = ()
    wide: bool = False
    """True where the picture needs more than a phone's width and scrolls in its own box."""


@dataclass(frozen=True)
class Fact:
    """One figure with its name and what it is measured against."""

    label: str
    value: str
    note: str = ""


@dataclass(frozen=True)
class View:
    """Everything a page shows for one set of choices, in one language."""

    title: str
    sentence: str
    context: str
    facts: tuple[Fact, ...]
    exhibits: tuple[Exhibit, ...]
    notes: tuple[str, ...] = ()

    def exhibit(self, key: str) -> Exhibit:
        """Return the exhibit of a key; a KeyError names one that the view does not have."""
        return {each.key: each for each in self.exhibits}[key]

    def has(self, key: str) -> bool:
        """Return whether the view has an exhibit of a key."""
        return any(each.key == key for each in self.exhibits)
