"""What a view shows: a chart or a picture in HTML, with its source, notes and table."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Link:
    """Words in a table that lead to a page outside of the site."""

    words: str
    address: str


@dataclass(frozen=True)
class Line:
    """One of several lines in a cell; `kind` is '', 'small', 'whole', 'command' or 'overdue'."""

    words: str | Link
    kind: str = ""


Cell = str | Link | tuple[Line, ...]


@dataclass(frozen=True)
class Table:
    """Figures as text, ready to be printed; the first column names the row.

    `groups` are the headings that stand above runs of rows, each with how many rows it heads.
    """

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    groups: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class Strip:
    """One indicator of a pillar; places run from 0, the weakest state, to 1, the best.

    A `place` of None draws no strip; `hollow` is a value of an earlier year than the others.
    """

    name: str
    value: str
    place: float | None
    median_place: float | None
    weakest: str
    median: str
    best: str
    hollow: bool


@dataclass(frozen=True)
class Profile:
    """A question, how much is known of it, its indicators, and what has no value."""

    name: str
    meaning: str
    coverage: str
    strips: Sequence[Strip]
    notes: Sequence[str]


@dataclass(frozen=True)
class StripWords:
    """What the marks and columns of strips are called."""

    own: str
    value: str
    weakest: str
    median: str
    best: str


@dataclass(frozen=True)
class Fold:
    """A table under a heading that opens and closes it."""

    name: str
    note: str
    table: Table


@dataclass(frozen=True)
class Dated:
    """The newest edition of a source on show: its day, and the day when the next one is due.

    `later` names a newer edition of the same series that is carried but not on show, `beside` one
    from which only other indicators of the source are carried; '' where there is none.
    """

    source: str
    as_of: datetime.date
    due: datetime.date
    later: str = ""
    beside: str = ""


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
    dates: tuple[Dated, ...] = ()
    """How old the figures are, one entry a source; the page compares them with its own day."""
    wide: bool = False
    """True where the picture needs more than a phone's width and scrolls in its own box."""
    data: Mapping[str, str] | None = None
    """The filter that gives its figures, in the parameters of a link to the data."""
    embed: Mapping[str, str] | None = None
    """The chart in a frame of its own, in the parameters of its address; None where it has none."""
    catalogue: str = ""
    """The file of a catalogue that holds what it shows, where that is no figure of an indicator."""
    drawn: bool = False
    """True where `picture` is a drawing, which can be saved as one."""


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
