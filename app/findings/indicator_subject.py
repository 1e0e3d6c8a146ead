"""An indicator as its card speaks of it: its figures and how they are said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app import queries
from app.findings import editions, holdings, shared
from app.findings.holdings import Held
from app.i18n import number, said, text
from app.records import Edition, Indicator


@dataclass(frozen=True)
class Card:
    """An indicator as its card speaks of it, in one data version and language."""

    version: str
    language: str
    indicator: Indicator

    def say(self, key: str, **values: object) -> str:
        """Return an interface text in the language of the card."""
        return text(self.language, key, **values)

    @property
    def identity(self) -> str:
        """Return the id of the indicator."""
        return self.indicator.indicator_id

    @property
    def name(self) -> str:
        """Return the full name of the indicator."""
        return said(self.language, self.indicator.name)

    @property
    def held(self) -> Mapping[str, Held]:
        """Return what is carried for each of the 22 states."""
        return holdings.holdings(self.version)[self.identity]

    @property
    def editions(self) -> tuple[Edition, ...]:
        """Return the editions from which its values were taken, by name."""
        return queries.editions(self.version, self.identity, *editions.ALWAYS)

    @property
    def known(self) -> dict[str, Held]:
        """Return the states that have a value."""
        return {iso3: own for iso3, own in self.held.items() if own.values}

    @property
    def years(self) -> list[int]:
        """Return the years in which an Arab state has a value."""
        return sorted({year for own in self.held.values() for year in own.values})

    def named(self, states: list[str]) -> str:
        """Return the names of states in the order of the language."""
        countries = queries.countries(self.version)
        ordered = shared.in_order(self.version, self.language, states)
        return self.say("alt.comma").join(said(self.language, countries[i].name) for i in ordered)

    def of_22(self) -> str:
        """Return how many of the Arab states have a value."""
        return self.say(
            "term.rank_of",
            rank=number(self.language, len(self.known)),
            count=number(self.language, len(self.held)),
        )
