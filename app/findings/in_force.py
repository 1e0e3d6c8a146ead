"""Which strategic texts are in force on a day, and which of them a reader asks for."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from app import markup, queries
from app.library import Aim, Strategy, StrategyState

VIEW = "strategies"
ALL = "all"

STANDINGS = ("running", "preparing", "run_out", "unclear", "none")
"""Where a state stands with its national texts; each state has one of these."""

NO_STRATEGY = ("law", "agreement")
"""Kinds of texts that by themselves are no strategy, plan or programme."""


@dataclass(frozen=True)
class Asked:
    """What the reader asks for: a state, a kind of targets, a status of texts; 'all' of each."""

    country: str = ALL
    kind: str = ALL
    status: str = ALL

    @property
    def narrowed(self) -> bool:
        """Return whether a kind or a status leaves something out."""
        return self.kind != ALL or self.status != ALL

    def link(self, language: str, **other: str) -> str:
        """Return the address of the view with these choices, some of them put in `other`'s place.

        Every choice is named: what a link leaves out would stay as it was chosen before.
        """
        own = {"country": self.country, "kind": self.kind, "status": self.status, **other}
        return markup.href(VIEW, {"lang": language, **own})


@dataclass(frozen=True)
class Paper:
    """A strategic text with its state, its status on the day, and those of its targets asked for.

    `stated` is how many targets it states in all.
    """

    state: StrategyState
    own: Strategy
    status: str
    aims: tuple[Aim, ...]
    stated: int

    @property
    def counts(self) -> bool:
        """Return whether it is a national strategy, plan or programme."""
        return self.own.level == "national" and self.own.kind not in NO_STRATEGY


def status(own: Strategy, today: datetime.date) -> str:
    """Return the status on a day: a text whose last year is past no longer runs."""
    if own.status == "running" and own.last is not None and own.last < today.year:
        return "ended"
    return own.status


def past(aim: Aim, own: Strategy, today: datetime.date) -> bool:
    """Return whether the year of a target is past; without one, the last year of its text."""
    due = aim.year if aim.year is not None else own.last
    return due is not None and due < today.year


def papers(state: StrategyState, today: datetime.date, asked: Asked | None = None) -> list[Paper]:
    """Return the texts of a state that are asked for, those of national level first."""
    wanted = asked or Asked()
    found = []
    for own in state.strategies:
        stated = [each for each in state.aims if each.strategy_id == own.strategy_id]
        aims = tuple(each for each in stated if wanted.kind in (ALL, each.kind))
        standing = status(own, today)
        if wanted.status in (ALL, standing) and (aims or wanted.kind == ALL):
            found.append(Paper(state, own, standing, aims, len(stated)))
    found.sort(key=lambda each: each.own.level != "national")
    return found


def standing(state: StrategyState, today: datetime.date) -> str:
    """Return where a state stands, one of STANDINGS.

    It counts as run out where a text has ended without a successor that was found, and no other
    one runs or is in preparation.
    """
    own = [each for each in papers(state, today) if each.counts]
    known = {each.status for each in own}
    for each in ("running", "preparing"):
        if each in known:
            return each
    if any(each.status == "ended" and each.own.successor is None for each in own):
        return "run_out"
    return "unclear" if own else "none"


def leading(own: Sequence[Paper], which: str) -> Paper | None:
    """Return the national text that a state's standing rests on, the latest of them."""
    status_of = {"run_out": "ended"}.get(which, which)
    rows = [each for each in own if each.counts and each.status == status_of]
    rows = rows or [each for each in own if each.counts]
    return max(
        rows,
        key=lambda each: (each.own.last or 0, each.stated > 0, each.own.first or 0),
        default=None,
    )


def shown(version: str, asked: Asked) -> list[StrategyState]:
    """Return the states that the view shows."""
    known = queries.strategies(version)
    return list(known.values()) if asked.country == ALL else [known[asked.country]]
