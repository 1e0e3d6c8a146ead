"""What is said of one practice in a line: where, since when, with what, its results and limits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from app import queries
from app.findings.strategy import when
from app.i18n import said, text, years
from app.library import Limit, Practice, Reference, Result
from app.markup_practice import Telling

TELLING = (
    "independent",
    "reported",
    "estimate",
    "baseline",
    "capacity",
    "input",
    "recognition",
    "target",
)
"""Kinds of results, those first that tell most of what came of a practice."""

VAGUE = ("announced", "pilot")
"""Depths of use that a list of technologies has to name."""


def term(version: str, language: str, name: str, identity: str) -> str:
    """Return the name of an entry of a fixed list."""
    return said(language, queries.terms(version)[name][identity].name)


def country(version: str, language: str, own: Practice) -> str:
    """Return the name of the country of a practice."""
    return said(language, queries.countries(version)[own.iso3].name)


def place(version: str, language: str, own: Practice) -> tuple[str, ...]:
    """Return country, level where it is local, institution, year of launch and status."""
    return (
        country(version, language, own),
        *((text(language, "practice.local"),) if own.level == "local" else ()),
        said(language, own.institution),
        launch(language, own),
        term(version, language, "status", own.status),
    )


def launch(language: str, own: Practice) -> str:
    """Return the year of launch, or that it is not known."""
    if own.launched is None:
        return text(language, "practice.no_launch")
    return text(language, "practice.since", year=own.launched)


def technologies(version: str, language: str, own: Practice) -> str:
    """Return the technologies in their order in the list, those not in use marked so."""
    names = []
    for identity in queries.terms(version)["technology"]:
        depth = own.technology.get(identity)
        if depth is None:
            continue
        name = term(version, language, "technology", identity)
        if depth in VAGUE:
            words = term(version, language, "depth", depth)
            name = text(language, "notice.absent_item", country=name, reason=words)
        names.append(name)
    return text(language, "alt.comma").join(names)


def dated(language: str, own: Result) -> str:
    """Return the date of a figure in words: 'about' where its page bears none, or 'undated'."""
    if own.date is None:
        return text(language, "practice.undated")
    first = when(language, own.date)
    if own.until and len(own.date) == len(own.until) == 4:
        first = years(language, int(own.date), int(own.until))
    elif own.until:
        first = text(language, "practice.period", first=first, last=when(language, own.until))
    return text(language, "practice.about", date=first) if own.about else first


def reference(own: Practice, key: str) -> Reference:
    """Return a source of a practice by its key."""
    return next(each for each in own.sources if each.key == key)


def kinds(version: str, language: str, results: Iterable[Result]) -> str:
    """Return how many figures there are of each kind: side by side, never in one sum."""
    counted = Counter(each.kind for each in results)
    if not counted:
        return text(language, "practices.no_figures")
    shown = [
        text(
            language,
            "practices.of_kind",
            kind=term(version, language, "kind", kind),
            number=counted[kind],
        )
        for kind in queries.terms(version)["kind"]
        if kind in counted
    ]
    return text(language, "practices.figures", list=text(language, "source.join").join(shown))


def telling_result(own: Practice) -> Result | None:
    """Return the result that tells most: measured by others before reported, then as given."""
    return min(own.results, key=lambda each: TELLING.index(each.kind), default=None)


def telling_limit(own: Practice) -> Limit | None:
    """Return the limit that tells most: one that a source names before our own reading."""
    return min(own.limits, key=lambda each: each.source is None, default=None)


def result(version: str, language: str, own: Practice) -> Telling:
    """Return the most telling result with its kind, date and source, or that there is none."""
    found = telling_result(own)
    if found is None:
        name = text(language, "practices.result")
        return Telling(name, text(language, "practices.no_result"))
    name = term(version, language, "kind", found.kind)
    by = reference(own, found.source).publisher
    return Telling(name, said(language, found.figure), dated(language, found), by)


def limit(language: str, own: Practice) -> Telling:
    """Return the most telling limit with who says so, or that none is published."""
    found, name = telling_limit(own), text(language, "practices.limit")
    if found is None:
        return Telling(name, text(language, "practices.no_limit"))
    ours = found.source is None
    by = text(language, "practice.ours") if ours else reference(own, str(found.source)).publisher
    return Telling(name, said(language, found.text), by=by)
