"""One cell as its card speaks of it: the benchmark, its indicator, and how its figures are said."""

from __future__ import annotations

from dataclasses import dataclass

from app import methods, narrative, queries
from app.findings import series, shared, verdicts
from app.findings.verdicts import Verdict, judged
from app.i18n import number, said, text
from app.records import Benchmark, Indicator, Unit

MOST_DECIMALS = 5
"""Decimals to which a published value is printed in a formula, so that it can be followed."""


def decimals_of(value: float) -> int:
    """Return how many decimals it takes to print a value whole, at most five."""
    digits = (each for each in range(MOST_DECIMALS) if round(value, each) == value)
    return next(digits, MOST_DECIMALS)


@dataclass(frozen=True)
class Case:
    """A verdict with its benchmark and indicator, in one data version and language."""

    version: str
    language: str
    verdict: Verdict
    row: Benchmark
    indicator: Indicator

    def say(self, key: str, **values: object) -> str:
        """Return an interface text in the language of the card."""
        return text(self.language, key, **values)

    @property
    def country(self) -> str:
        """Return the name of the state."""
        return self.named(self.verdict.iso3)

    def named(self, iso3: str) -> str:
        """Return the name of any economy."""
        return said(self.language, queries.countries(self.version)[iso3].name)

    @property
    def unit(self) -> Unit:
        """Return the unit of the indicator."""
        return self.indicator.unit

    @property
    def ranked(self) -> bool:
        """Return whether ranks are compared in place of values."""
        return self.row.measure == "rank"

    @property
    def unconfirmed(self) -> bool:
        """Return whether the number is still to be confirmed, so that nothing is judged by it."""
        return self.row.standing == verdicts.UNCONFIRMED

    @property
    def directed(self) -> bool:
        """Return whether more or less is better: on other rows no way leads anywhere."""
        return self.row.better in ("higher", "lower") and self.indicator.better != "none"

    @property
    def bound(self) -> float | None:
        """Return the upper end of the scale; None where it has none."""
        ends = shared.TICKS.get(self.unit.unit_id, ())
        return ends[-1] if ends and not self.ranked else None

    @property
    def met_at_base(self) -> bool:
        """Return whether the base value was at or past the number already."""
        base, target = self.verdict.base_value, self.verdict.target
        if base is None or target is None:
            return False
        return base >= target if self.row.better == "higher" else base <= target

    def amount(self, value: float) -> str:
        """Return a value as it is printed everywhere; a rank as a whole number."""
        if self.ranked:
            return number(self.language, value)
        return narrative.amount(self.language, self.unit, value)

    def exact(self, value: float) -> str:
        """Return a value without symbol and with all its decimals, up to five, for a formula."""
        return number(self.language, value, decimals_of(value))

    def plain(self, value: float) -> str:
        """Return a number that somebody set, with no more decimals than it was set with."""
        symbol = said(self.language, self.unit.symbol) if self.unit.symbol["en"] else ""
        return number(self.language, value, decimals_of(value), suffix=symbol)

    def difference(self, value: float) -> str:
        """Return a gap with its sign and unit; between ranks it is a number of places."""
        if self.ranked:
            return number(self.language, value, sign=True)
        return narrative.difference(self.language, self.unit, value)

    def yearly(self, value: float) -> str:
        """Return a change a year with its sign, one decimal finer than the value itself."""
        digits = 1 if self.ranked else self.unit.decimals + 1
        shown = number(self.language, value, digits, sign=True)
        percent = self.unit.symbol["en"] == "%" and not self.ranked
        return self.say("term.points", value=shown) if percent else shown

    def compared(self, value: float) -> str:
        """Return the number of the benchmark with its comparator, in words."""
        if self.ranked:
            return self.say("card.rank_or_better", value=self.amount(value))
        shown = self.amount(value) if self.row.statistic else self.plain(value)
        if self.row.comparator == "=":
            return shown
        return self.say(
            "card.at_most" if self.row.better == "lower" else "card.at_least", value=shown
        )

    def values(self) -> dict[int, float]:
        """Return the values between base and latest year; of ranks the two compared."""
        one = self.verdict
        if one.base_year is None or one.latest_year is None:
            return {}
        if self.ranked:
            ends = {one.base_year: one.base_value, one.latest_year: one.latest_value}
            return {year: value for year, value in ends.items() if value is not None}
        return {
            year: value
            for year, value in sorted(self.every().items())
            if one.base_year <= year <= one.latest_year
        }

    def every(self) -> dict[int, float]:
        """Return all published values of the state."""
        return series.state(self.version, self.indicator.indicator_id, self.verdict.iso3)

    def statistic(self) -> dict[int, float]:
        """Return the number of a statistic for each edition since the base."""
        identity, years = self.indicator.indicator_id, self.values()
        found: dict[int, float] = {}
        for year in years:
            arab = shared.standing(self.version, identity, year, "arab")["value"]
            world = shared.world(self.version, identity, year)["value"]
            found[year] = float(
                {
                    "world_mean": world.mean,
                    "arab_median": arab.median,
                    "arab_best": arab.max,
                }[str(self.row.statistic)]()
            )
        return found


def of(version: str, language: str, verdict: Verdict) -> Case:
    """Return a verdict as its card speaks of it."""
    row = judged(version)[verdict.benchmark_id]
    indicator = queries.indicators(version)[str(row.indicator_id)]
    return Case(version, language, verdict, row, indicator)


def status_of(case: Case) -> str:
    """Return the status of a verdict in words; '' where the benchmark asks for none."""
    return case.say(f"verdict.{case.verdict.status}") if case.verdict.status else ""


def level_of(case: Case) -> str:
    """Return the level of a verdict in words, the class where it has one."""
    if case.verdict.budget_class:
        name = f"class_{case.verdict.budget_class}"
        return case.say(f"verdict.{name}")
    if case.unconfirmed and case.verdict.level == verdicts.SHOWN:
        return case.say(f"standing.{verdicts.UNCONFIRMED}")
    return case.say(f"verdict.{case.verdict.level}")


def name_of(case: Case) -> str:
    """Return the name of the benchmark, with its standing where that is not simply in force."""
    name = said(case.language, case.row.name)
    if case.row.standing in ("expired", "to_be_confirmed"):
        standing = case.say(f"standing.{case.row.standing}")
        return case.say("card.named", name=name, words=standing)
    return name


def enough(case: Case) -> bool:
    """Return whether base and latest year differ, so that a way or a pace can be told."""
    one = case.verdict
    return (
        one.base_year is not None
        and one.latest_year is not None
        and one.latest_year > one.base_year
    )


def needed(case: Case) -> float | None:
    """Return the change a year that would just reach the number; None where none is due."""
    one = case.verdict
    settled = case.row.standing != "to_be_confirmed"
    due = settled and one.level == "missed" and case.directed and one.target is not None
    if not due or one.latest_year is None or one.target_year is None:
        return None
    assert one.latest_value is not None and one.target is not None
    return methods.needed_change(one.latest_year, one.latest_value, one.target, one.target_year)


def reason(case: Case) -> str:
    """Return why there is no value, in the year that would count."""
    year = queries.years(case.version, case.indicator.indicator_id)[0][0]
    if case.row.standing == "expired" and case.row.year:
        year = case.row.year
    identity = case.indicator.indicator_id
    return shared.reason(case.version, case.language, identity, case.verdict.iso3, year)
