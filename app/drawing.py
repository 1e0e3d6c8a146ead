"""What a picture of a story is drawn from: the same marks for screen, slide and paper.

A value of None is a gap: it is never drawn, and never as zero.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Point:
    """A mark: its name, its value and the words for it, and what it is compared with.

    `form` is how a chart prints its value where the form of all would print other digits.
    """

    name: str
    value: float | None
    words: str
    marked: bool = False
    note: str = ""
    against: float | None = None
    form: str = ""
    against_form: str = ""


@dataclass(frozen=True)
class Bars:
    """Bars on one scale from `low` to `high`; `form` is how a chart prints their values.

    `about` says what is measured, in which unit and year; `name` what the bars are. What they are
    compared with is one value for all, `line`, or one for each, called `against`.
    """

    about: str
    name: str
    points: tuple[Point, ...]
    low: float
    high: float
    form: str
    line: Point | None = None
    against: str = ""


@dataclass(frozen=True)
class Part:
    """A part of every bar: its kind, its name, and how many of each bar it makes up."""

    kind: str
    name: str
    counts: tuple[int, ...]


@dataclass(frozen=True)
class Stacks:
    """Bars that are parted by kind, one bar a name."""

    about: str
    names: tuple[str, ...]
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Trace:
    """A line over the years; `colour` is its place in the theme's colours, from 1."""

    name: str
    values: tuple[float | None, ...]
    colour: int
    dashed: bool = False


@dataclass(frozen=True)
class Lines:
    """Lines over time; `marks` are places between years from which a method is new, with a word."""

    about: str
    years: tuple[float, ...]
    traces: tuple[Trace, ...]
    low: float
    high: float
    form: str
    ticks: tuple[float, ...] = ()
    words: tuple[str, ...] = ()
    """What the ticks are called."""
    marks: tuple[tuple[float, str], ...] = ()


@dataclass(frozen=True)
class Column:
    """A group of states: its name, how many, and their names with values."""

    name: str
    count: str
    points: tuple[Point, ...]


@dataclass(frozen=True)
class Groups:
    """Groups side by side; `marked` is the place of the one that is spoken of, -1 for none."""

    about: str
    columns: tuple[Column, ...]
    marked: int = -1


@dataclass(frozen=True)
class Grid:
    """Words in rows and columns."""

    about: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Block:
    """Words that stand together: what stands above, the head, and named lines."""

    above: str
    head: str
    lines: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Blocks:
    """Words side by side or below each other, by their kind: cards, figures, list."""

    kind: str
    blocks: tuple[Block, ...]


Drawing = Bars | Stacks | Lines | Groups | Grid | Blocks


def share(bars: Bars, value: float | None) -> float | None:
    """Return the place of a value between the ends of its scale, from 0 to 1."""
    return None if value is None else (value - bars.low) / (bars.high - bars.low)


def joined(rows: Sequence[Bars]) -> tuple[Bars, ...]:
    """Return neighbours that share scale, form and names as one."""
    found: list[Bars] = []
    for each in rows:
        last = found[-1] if found else None
        scale = (each.about, each.low, each.high, each.form, each.name, each.against)
        if last and scale == (last.about, last.low, last.high, last.form, last.name, last.against):
            found[-1] = Bars(
                last.about,
                last.name,
                (*last.points, *each.points),
                last.low,
                last.high,
                last.form,
                last.line,
                last.against,
            )
        else:
            found.append(each)
    return tuple(found)
