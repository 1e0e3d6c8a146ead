"""Which practices a reader asks for: filters, words, and what can be chosen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from app import queries, search
from app.findings import shared
from app.i18n import code, said, sort_key, text
from app.library import Practice, Term

ALL, ARAB, INDEPENDENT = "all", "arab", "independent"
NAMES = ("technology", "depth", "area", "pillar", "target", "evidence", "country", "group")
"""Filters with a list to choose from, as links call them."""

DEFAULTS = {**dict.fromkeys(NAMES, ALL), "group": ARAB}


@dataclass(frozen=True)
class Filters:
    """What the reader asks for; 'all' lets everything pass. `words` are searched for."""

    technology: str = ALL
    depth: str = ALL
    area: str = ALL
    pillar: str = ALL
    target: str = ALL
    evidence: str = ALL
    country: str = ALL
    group: str = ARAB
    words: str = ""

    def chosen(self) -> dict[str, str]:
        """Return the filters that leave something out, as a link says them."""
        own = {name: getattr(self, name) for name in NAMES}
        found = {name: value for name, value in own.items() if value != DEFAULTS[name]}
        return {**found, "q": self.words} if self.words else found

    def link(self, language: str) -> dict[str, str]:
        """Return the parameters that reopen the view with these filters."""
        return {"lang": language, **self.chosen()}

    def without(self, name: str) -> Filters:
        """Return the filters without one of them, named as in a link."""
        if name == "q":
            return replace(self, words="")
        return replace(self, **{name: DEFAULTS[name]})


def cleaned(words: str) -> str:
    """Return words of a link as they are searched for: on one line, and not too many."""
    printed = "".join(each if each.isprintable() else " " for each in words)
    return " ".join(printed.split())[: search.LONGEST].strip()


def passing(version: str, filters: Filters) -> dict[str, Practice]:
    """Return the practices that pass the filters and hold every word searched for."""
    states = set(queries.groups(version)[filters.group].members)
    ready = _documents(version)
    return {
        identity: own
        for identity, own in queries.practices(version).items()
        if own.iso3 in states
        and filters.country in (ALL, own.iso3)
        and _of_technology(own, filters)
        and filters.area in (ALL, own.area)
        and (filters.pillar == ALL or filters.pillar in own.pillar)
        and (filters.target == ALL or filters.target in own.sdg)
        and _of_evidence(own, filters.evidence)
        and search.matches(filters.words, ready[identity])
    }


def _of_technology(own: Practice, filters: Filters) -> bool:
    """Return whether a practice uses the technology asked for to the depth asked for."""
    used = own.technology.items()
    return (filters.technology == ALL and filters.depth == ALL) or any(
        filters.technology in (ALL, name) and filters.depth in (ALL, depth) for name, depth in used
    )


def _of_evidence(own: Practice, evidence: str) -> bool:
    if evidence == INDEPENDENT:
        return INDEPENDENT in own.kinds
    return evidence in (ALL, own.confidence)


@lru_cache(maxsize=4)
def _documents(version: str) -> Mapping[str, str]:
    """Return each practice ready to be searched, in both languages at once."""
    terms, countries = queries.terms(version), queries.countries(version)
    found = {}
    for identity, own in queries.practices(version).items():
        named: list[Term] = [terms["area"][own.area], terms["status"][own.status]]
        named += [terms["technology"][each] for each in own.technology]
        named += [terms["sdg_target"][each] for each in own.sdg if each in terms["sdg_target"]]
        texts = [
            *(each.name for each in named),
            countries[own.iso3].name,
            *(own.title, own.institution, own.problem, own.solution, own.lesson, own.note),
            *(each for each in (own.reached, own.conditions, own.cost, own.status_note) if each),
            *(each.figure for each in own.results),
            *(each.text for each in own.limits),
            *(each.text for each in own.transfers),
            *(queries.pillars(version)[each].name for each in own.pillar),
        ]
        said_of = [words for each in texts for words in each.values()]
        plain = [own.iso3, str(own.launched or ""), *own.sdg]
        published = [words for each in own.sources for words in (each.title, each.publisher)]
        found[identity] = search.document([*said_of, *plain, *published])
    return found


def ordered(version: str, language: str, rows: Mapping[str, Practice]) -> list[Practice]:
    """Return practices by country, in the order in which a reader looks for it, then by title."""
    members = queries.groups(version)[ARAB].members
    places = {iso3: place for place, iso3 in enumerate(shared.in_order(version, language, members))}
    return sorted(
        rows.values(),
        key=lambda own: (places[own.iso3], sort_key(said(language, own.title)), own.practice_id),
    )


@lru_cache(maxsize=8)
def options(version: str, language: str) -> Mapping[str, Mapping[str, str]]:
    """Return what can be chosen for each filter: its name in a link to ids with names."""
    terms, own = queries.terms(version), queries.practices(version).values()
    countries, groups = queries.countries(version), queries.groups(version)
    targets = {sdg for each in own for sdg in each.sdg}
    lists = {
        "technology": _named(language, terms["technology"]),
        "depth": {each: _capital(name) for each, name in _named(language, terms["depth"]).items()},
        "area": _named(language, terms["area"]),
        "pillar": {
            each: said(language, pillar.name) for each, pillar in queries.pillars(version).items()
        },
        "target": {
            each: text(language, "practices.target_name", target=code(each), name=name)
            for each, name in _named(language, terms["sdg_target"]).items()
            if each in targets
        },
        "evidence": {
            **_named(language, terms["confidence"]),
            INDEPENDENT: text(language, "practices.independent"),
        },
        "country": {
            each: said(language, countries[each].name)
            for each in shared.in_order(version, language, list(groups[ARAB].members))
        },
    }
    every = {
        name: {ALL: text(language, f"practices.all.{name}"), **names}
        for name, names in lists.items()
    }
    return {**every, "group": {each: said(language, own.name) for each, own in groups.items()}}


def _named(language: str, terms: Mapping[str, Term]) -> dict[str, str]:
    return {each: said(language, term.name) for each, term in terms.items()}


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]


def names_of(version: str, language: str, filters: Filters) -> dict[str, str]:
    """Return the names of what is chosen, by the filter's name in a link; words are quoted."""
    known = options(version, language)
    return {
        name: text(language, "practices.words", words=value) if name == "q" else known[name][value]
        for name, value in filters.chosen().items()
    }
