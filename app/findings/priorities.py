"""What a reader of the recommendations asks for: a country, weights of pillars, conditions."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from app import queries, recommend
from app.i18n import said, text
from app.recommend import Wish

ALL, ANY = "all", "any"
NORMAL = 1
"""The weight of a pillar for which the reader asks nothing."""


@dataclass(frozen=True)
class Priorities:
    """What the link asks for; `weights` holds those that are not normal, in order of pillars."""

    country: str = ALL
    weights: tuple[tuple[str, int], ...] = ()
    focus: tuple[str, ...] = ()
    conflict: bool = False
    reach: str = ANY
    income: str = ANY
    opened: str = ""
    """The recommendation that is shown whole; '' for all."""
    brief: bool = False

    def link(self, language: str, **more: str) -> dict[str, str]:
        """Return the parameters that reopen the list as it is, and `more` of them."""
        asked = {
            "country": self.country,
            "weights": written(dict(self.weights)),
            "focus": ",".join(self.focus),
            "conflict": "1" if self.conflict else "",
            "reach": "" if self.reach == ANY else self.reach,
            "income": "" if self.income == ANY else self.income,
        }
        return {"lang": language, **{name: own for name, own in asked.items() if own}, **more}

    def wish(self, version: str) -> Wish:
        """Return what the engine is asked for."""
        weights = dict(self.weights)
        return Wish(
            {each: weights.get(each, NORMAL) for each in queries.pillars(version)},
            frozenset(self.focus),
            self.conflict,
            "" if self.reach == ANY else self.reach,
            "" if self.income == ANY else self.income,
        )

    @property
    def plain(self) -> bool:
        """Return whether nothing but a country is asked for."""
        return self == Priorities(self.country, opened=self.opened, brief=self.brief)


def written(weights: Mapping[str, int]) -> str:
    """Return weights as a link says them; '' where all are normal."""
    return ",".join(f"{name}:{own}" for name, own in weights.items() if own != NORMAL)


def weights_of(words: str, pillars: Collection[str]) -> dict[str, int] | None:
    """Return the weights that a link asks for, each pillar's; None where it cannot be understood.

    A pillar that the link does not name has its normal weight.
    """
    found: dict[str, int] = {}
    known = {str(weight): weight for weight in range(recommend.HEAVIEST + 1)}
    for part in filter(None, words.split(",")):
        name, _, weight = part.partition(":")
        if name not in pillars or name in found or weight not in known:
            return None
        found[name] = known[weight]
    return {each: found.get(each, NORMAL) for each in pillars}


def options(version: str, language: str) -> dict[str, dict[str, str]]:
    """Return what can be chosen of focus areas and conditions: parameter to ids with names."""
    lists = queries.terms(version)

    def named(name: str) -> dict[str, str]:
        return {identity: said(language, term.name) for identity, term in lists[name].items()}

    anything = {ANY: text(language, "recommendations.any")}
    reach = {each: text(language, f"recommendations.reach.{each}") for each in recommend.REACH}
    return {
        "focus": named("focus"),
        "reach": anything | reach,
        "income": anything | named("income"),
    }
