"""The examples of the formulas: which indicator, year and state they take, told by rules alone."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from app import methods, queries
from app.exhibit import Link
from app.findings import case as cases
from app.findings import outlook, shared, verdicts
from app.findings.case import Case, decimals_of
from app.findings.steps import beyond
from app.i18n import number, said, text
from app.markup_card import Step
from app.markup_methods import Formula
from app.records import Indicator

COMMON = ("rank", "percentile", "median", "mean", "change")
"""The formulas that are common statistics; all others without a source are rules of ours."""


@dataclass(frozen=True)
class Scene:
    """An indicator, its opening year, and the state in the middle of the Arab ranking."""

    version: str
    language: str
    indicator: Indicator
    year: int
    iso3: str

    def say(self, key: str, **values: object) -> str:
        """Return an interface text in the language of the page."""
        return text(self.language, key, **values)

    def named(self, iso3: str) -> str:
        """Return the name of an economy."""
        return said(self.language, queries.countries(self.version)[iso3].name)

    def exact(self, value: float) -> str:
        """Return a value with all its decimals, up to five."""
        return number(self.language, value, decimals_of(value))

    def setting(self, *parts: str) -> str:
        """Return of whom and what an example speaks."""
        return self.say("alt.comma").join(part for part in parts if part)

    @property
    def name(self) -> str:
        """Return the name of the indicator."""
        return said(self.language, self.indicator.name)

    @property
    def values(self) -> pd.DataFrame:
        """Return the whole series."""
        return queries.values(self.version, self.indicator.indicator_id)

    @property
    def arab(self) -> pd.DataFrame:
        """Return the standing of the Arab states."""
        return shared.standing(self.version, self.indicator.indicator_id, self.year, "arab")

    @property
    def world(self) -> pd.DataFrame:
        """Return the cross-section of all economies."""
        return shared.world(self.version, self.indicator.indicator_id, self.year)

    @property
    def here(self) -> str:
        """Return state, indicator and year as the setting of an example."""
        return self.setting(self.named(self.iso3), self.name, str(self.year))


@lru_cache(maxsize=8)
def find(version: str, language: str) -> Scene | None:
    """Return the scene of the examples; None where too few figures are carried for one.

    The first indicator with groups of its own, else the first that is ranked in the world.
    """
    ranked = [
        each
        for each in queries.indicators(version).values()
        if each.averaged and each.better == "higher" and not each.quoted
    ]
    for indicator in sorted(ranked, key=lambda each: not each.banded):
        years = queries.years(version, indicator.indicator_id)
        if not years:
            continue
        year = methods.default_year(years)
        rows = shared.standing(version, indicator.indicator_id, year, "arab")
        if len(rows) >= methods.LEAST_STATES and rows["percentile"].notna().all():
            middle = str(rows.index[(len(rows) - 1) // 2])
            return Scene(version, language, indicator, year, middle)
    return None


@lru_cache(maxsize=8)
def way(version: str, language: str) -> Case | None:
    """Return the verdict by which the formulas of progress are shown; None where there is none.

    Of the first benchmark in the register with states on the way to its number, for which every
    formula gives a figure: the state in the middle, by its ratio.
    """
    every = verdicts.verdicts(version)
    for identity, row in verdicts.judged(version).items():
        if row.value is None or not row.trend:
            continue
        found = [
            case
            for one in every.values()
            if one.benchmark_id == identity and one.ratio is not None
            for case in [cases.of(version, language, one)]
            if _whole(case)
        ]
        if found:
            found.sort(key=lambda each: (each.verdict.ratio or 0.0, each.verdict.iso3))
            return found[(len(found) - 1) // 2]
    return None


def _whole(case: Case) -> bool:
    """Return whether every formula of progress gives a figure that lies on the scale."""
    one = case.verdict
    if one.level != verdicts.MISSED or one.target is None or cases.needed(case) is None:
        return False
    if beyond(case):
        return False
    opinion, travelled = outlook.opinion(case), verdicts.travelled(one, case.row.better)
    arrival = methods.arrival(
        case.values(), one.target, base_year=one.base_year or 0, better=case.row.better
    )
    return bool(opinion and opinion.steps and travelled and arrival)


def setting_of(case: Case | None) -> str:
    """Return state, indicator and number of a verdict as the setting of an example."""
    if case is None:
        return ""
    target, year = case.verdict.target, case.verdict.target_year
    parts = [case.country, said(case.language, case.indicator.name)]
    parts += [] if target is None else [case.compared(target)]
    parts += [case.say("card.by", year=year)] if year else []
    return case.say("alt.comma").join(parts)


@lru_cache(maxsize=8)
def budget(version: str, language: str) -> Case | None:
    """Return the first verdict, by state, that puts a budget into a class."""
    found = [one for one in verdicts.verdicts(version).values() if one.budget_class]
    if not found:
        return None
    return cases.of(version, language, min(found, key=lambda one: one.iso3))


def formula(
    language: str,
    key: str,
    *,
    letters: str = "",
    named: tuple[tuple[str, str], ...] = (),
    steps: tuple[Step, ...] = (),
    setting: str = "",
    rules: tuple[str, ...] = (),
    source: tuple[str | Link, ...] = (),
    **values: object,
) -> Formula:
    """Return a formula with its words; `letters` names its letters, split by spaces.

    `named` are letters with their words, where those stand elsewhere. Without a setting there is
    nothing in this copy to show it by, and that is said.
    """
    own = tuple(
        (letter, text(language, f"formula.letter.{key}_{place}"))
        for place, letter in enumerate(letters.split(), 1)
    )
    return Formula(
        key=key.replace("_", "-"),
        name=text(language, f"formula.{key}.name"),
        words=(text(language, f"formula.{key}.words", **values),),
        letters=own or named,
        steps=steps,
        rules=rules,
        setting=setting or text(language, "formula.no_example"),
        source=source or (text(language, "formula.ours" if key in COMMON else "formula.own"),),
    )
