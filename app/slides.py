"""A story filled in, to be taken away: what stands on its slides or printed pages."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field

from app.drawing import Drawing


@dataclass(frozen=True)
class Cover:
    """The first slide: title, summary, and who this is not, from which data, with which address."""

    language: str
    title: str
    summary: str
    lines: tuple[str, ...]
    address: str
    titled: str = ""
    """The language of the title, where that is another."""


@dataclass(frozen=True)
class Slide:
    """One step: what is said and drawn, from where, and where it is live.

    `fault` says why nothing is drawn; `said` are notes on what is.
    """

    language: str
    title: str
    sentence: str
    fault: str
    body: str
    """HTML of its picture; '' where lines are drawn, or nothing."""
    drawn: tuple[Drawing, ...]
    said: tuple[str, ...]
    source: tuple[str, ...]
    notes: str
    words: str
    """'Open this step', as the words of its link."""
    address: str
    spoken: Mapping[str, str] = field(default_factory=dict)
    """Of 'title', 'sentence' and 'notes' those that stand in another language: that language."""


@dataclass(frozen=True)
class Closing:
    """The last slide: sources with terms and editions, and what holds for all figures."""

    language: str
    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Show:
    """All slides of a story, in one language or each step in several."""

    languages: tuple[str, ...]
    title: str
    site: str
    version: str
    built: datetime.datetime
    slides: tuple[Cover | Slide | Closing, ...]
