"""The named places of a story's sentence, filled from the store: a closed list, each a function.

A place is {subject.fact}: the subject is an indicator, a benchmark, or 'practices'; the fact is
one of those listed here. {headline} is the finding of the view that the step links to, {country}
the name of the state that a story is told of.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial

from app import methods, narrative, queries
from app.findings import series, shared
from app.findings.story_place import written
from app.findings.verdicts import MET, MISSED, NOTHING, judged, verdicts
from app.i18n import number, said, text
from app.stories import PLACE

INDEPENDENT = "independent"


class Gone(LookupError):
    """The store has no figures for a place; the message is what it asks for."""


class Unknown(LookupError):
    """No such place is known; the message is its name."""


@dataclass(frozen=True)
class Scene:
    """For whom sentences are filled: data version, language, state of the story, '' if none."""

    version: str
    language: str
    iso3: str = ""


def states(language: str, count: int) -> str:
    """Return 'six states' with digits, as the subject of a sentence."""
    return text(language, "story.states", count=count)


class Measured:
    """An indicator at the year its view opens with, as sentences ask for it."""

    def __init__(self, scene: Scene, indicator_id: str) -> None:
        """Look the indicator up; `Gone` where it has no figures."""
        self.scene = scene
        self.indicator = queries.indicators(scene.version)[indicator_id]
        self.when = methods.default_year(queries.years(scene.version, indicator_id))
        self.rows = shared.standing(scene.version, indicator_id, self.when, "arab")
        if self.rows.empty:
            raise Gone(indicator_id)

    def amount(self, value: float) -> str:
        """Return a value as it is printed."""
        return narrative.amount(self.scene.language, self.indicator.unit, value)

    def name(self, place: int) -> str:
        """Return the state at a place of the ranking, -1 for the last."""
        iso3 = str(self.rows.index[place])
        return said(self.scene.language, queries.countries(self.scene.version)[iso3].name)

    def year(self) -> str:
        """Return the year or edition."""
        return str(self.when)

    def leader(self) -> str:
        """Return the first state."""
        return self.name(0)

    def leader_value(self) -> str:
        """Return the value of the first state."""
        return self.amount(self.rows["value"].iloc[0])

    def lowest(self) -> str:
        """Return the last state."""
        return self.name(-1)

    def lowest_value(self) -> str:
        """Return the value of the last state."""
        return self.amount(self.rows["value"].iloc[-1])

    def known(self) -> str:
        """Return how many states have a value."""
        return states(self.scene.language, len(self.rows))

    def count(self) -> str:
        """Return how many states have a value, as a number alone."""
        return number(self.scene.language, len(self.rows))

    def group_median(self, group_id: str) -> str:
        """Return the median of a group, where enough of its members have a value."""
        identity = self.indicator.indicator_id
        own = shared.standing(self.scene.version, identity, self.when, group_id)["value"]
        if len(own) < methods.LEAST_STATES:
            raise Gone(identity)
        return self.amount(float(own.median()))

    def world(self) -> str:
        """Return the mean of all economies."""
        return self.amount(self.world_value())

    def world_value(self) -> float:
        """Return the mean of all economies as a number."""
        identity = self.indicator.indicator_id
        everyone = shared.world(self.scene.version, identity, self.when)["value"]
        if len(everyone) < methods.LEAST_ECONOMIES:
            raise Gone(identity)
        return float(everyone.mean())

    def above_world(self) -> str:
        """Return how many states are above the mean of all economies."""
        return states(self.scene.language, int((self.rows["value"] > self.world_value()).sum()))

    def in_band(self, band: str) -> str:
        """Return how many states are in a group of the index."""
        if not self.indicator.banded:
            raise Unknown(f"{self.indicator.indicator_id}.{band}")
        return states(self.scene.language, int((methods.band(self.rows["value"]) == band).sum()))

    def risen(self) -> str:
        """Return how many states have a higher value than in the edition before."""
        before, moves = shared.change(self.scene.version, self.indicator.indicator_id, self.when)
        if before is None:
            raise Gone(self.indicator.indicator_id)
        own = moves["value_change"].reindex(self.rows.index)
        return states(self.scene.language, int((own > 0).sum()))

    def before(self) -> str:
        """Return the edition before."""
        before, _ = shared.change(self.scene.version, self.indicator.indicator_id, self.when)
        if before is None:
            raise Gone(self.indicator.indicator_id)
        return str(before)

    def first_year(self) -> str:
        """Return the first year of which the group's median is known."""
        medians = series.median(self.scene.version, self.indicator.indicator_id, "arab")
        if not medians:
            raise Gone(self.indicator.indicator_id)
        return str(min(medians))

    def first_median(self) -> str:
        """Return the Arab median of the first year of which it is known."""
        medians = series.median(self.scene.version, self.indicator.indicator_id, "arab")
        if not medians:
            raise Gone(self.indicator.indicator_id)
        return self.amount(medians[min(medians)])


INDICATOR: Mapping[str, Callable[[Measured], str]] = {
    "year": Measured.year,
    "leader": Measured.leader,
    "leader_value": Measured.leader_value,
    "lowest": Measured.lowest,
    "lowest_value": Measured.lowest_value,
    "known": Measured.known,
    "count": Measured.count,
    "median": lambda own: own.group_median("arab"),
    "median_gcc": lambda own: own.group_median("gcc"),
    "median_ldc": lambda own: own.group_median("arab_ldc"),
    "world": Measured.world,
    "above_world": Measured.above_world,
    "very_high": lambda own: own.in_band("very_high"),
    "low": lambda own: own.in_band("low"),
    "risen": Measured.risen,
    "before": Measured.before,
    "first_year": Measured.first_year,
    "first_median": Measured.first_median,
}
"""What a sentence may ask of an indicator."""


def _of_benchmark(scene: Scene, identity: str, level: str) -> str:
    own = [each for each in verdicts(scene.version).values() if each.benchmark_id == identity]
    if identity not in judged(scene.version) or not own:
        raise Gone(identity)
    tests: Mapping[str, Callable[[str, str], bool]] = {
        "met": lambda found, _: found == MET,
        "missed": lambda found, _: found == MISSED,
        "on_track": lambda found, status: status == "on_track" and found != MET,
        "known": lambda found, _: found != NOTHING,
    }
    count = sum(tests[level](each.level, each.status) for each in own)
    return states(scene.language, count)


BENCHMARK: Mapping[str, Callable[[Scene, str], str]] = {
    level: partial(_of_benchmark, level=level) for level in ("met", "missed", "on_track", "known")
}
"""What a sentence may ask of a benchmark: how many states have reached it, and so on."""


def _practices(scene: Scene, kind: str = "") -> str:
    found = queries.practices(scene.version).values()
    count = sum(not kind or kind in each.kinds for each in found)
    return text(scene.language, "story.practices", count=count)


def _practice_states(scene: Scene) -> str:
    found = {each.iso3 for each in queries.practices(scene.version).values()}
    return states(scene.language, len(found))


PRACTICES: Mapping[str, Callable[[Scene], str]] = {
    "count": _practices,
    "independent": partial(_practices, kind=INDEPENDENT),
    "states": _practice_states,
}
"""What a sentence may ask of the practices."""


def value(scene: Scene, place: str) -> str:
    """Return what stands in a place.

    Raises:
        Unknown: there is no such place.
        Gone: the store has nothing to put there.
    """
    subject, _, fact = place.partition(".")
    if subject == "country" and not fact and scene.iso3:
        return said(scene.language, queries.countries(scene.version)[scene.iso3].name)
    if subject == "practices" and fact in PRACTICES:
        if not queries.practices(scene.version):
            raise Gone(subject)
        return PRACTICES[fact](scene)
    if fact in INDICATOR and subject in queries.declared(scene.version):
        if subject not in queries.indicators(scene.version):
            raise Gone(subject)
        return INDICATOR[fact](Measured(scene, subject))
    if fact in BENCHMARK and subject in queries.benchmarks(scene.version):
        return BENCHMARK[fact](scene, subject)
    raise Unknown(place)


def fill(scene: Scene, sentence: Mapping[str, str], headline: Callable[[], str]) -> str:
    """Return a sentence in the language of the scene, its places filled.

    Numbers are given in words of the language already: the sentence itself has no digits to type.
    """
    if not any(sentence.values()):
        return ""
    # In a composed story a text may stand in one language only: it is filled in that language.
    scene = replace(scene, language=written(scene.language, sentence))
    template = said(scene.language, sentence)

    def put(place: str) -> str:
        return headline() if place == "headline" else value(scene, place)

    return PLACE.sub(lambda match: put(match[1]), template)


def share(language: str, part: int, whole: int) -> str:
    """Return 'part of whole', such as '14 of 22'."""
    return text(
        language, "term.rank_of", rank=number(language, part), count=number(language, whole)
    )
