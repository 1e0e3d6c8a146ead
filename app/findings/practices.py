"""Good practices: what was collected, with results and limits side by side, and what is missing."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from functools import lru_cache

from app import markup, markup_practice, queries
from app.exhibit import Exhibit, Fact, Table, View
from app.findings import practice_lines as lines
from app.findings import practice_map
from app.findings.practice_filters import (
    INDEPENDENT,
    Filters,
    names_of,
    ordered,
    passing,
)
from app.i18n import date, number, said, text
from app.library import Practice
from app.markup_practice import Entry

VIEW = "practices"
REPORTED = "reported"
AT_ONCE = 24
"""So many cards stand open; a longer list folds the others away, or a phone scrolls for ever."""


@lru_cache(maxsize=48)
def find(version: str, language: str, filters: Filters) -> View:
    """Return the practices that pass the filters, and the map of what was collected at all."""
    shown = ordered(version, language, passing(version, filters))
    return View(
        title=text(language, "practices.title"),
        sentence=_sentence(version, language, filters, shown),
        context=_context(version, language, filters),
        facts=_facts(language, shown),
        exhibits=(
            _cards(version, language, filters, shown),
            practice_map.exhibit(version, language, filters),
        ),
    )


def href(language: str, filters: Filters, practice_id: str = "") -> str:
    """Return the address of the list, or of a practice's card, with the filters as they are."""
    asked = filters.link(language)
    return markup.href(VIEW, {**asked, "practice": practice_id} if practice_id else asked)


def _sentence(version: str, language: str, filters: Filters, shown: Sequence[Practice]) -> str:
    """Return the finding: how many have a result that somebody else measured."""
    if not shown:
        return text(language, "practices.headline.empty")
    measured = sum(INDEPENDENT in own.kinds for own in shown)
    total = number(language, len(shown))
    if len(shown) == 1:
        key = "practices.headline.single" if measured else "practices.headline.single_none"
        return text(language, key, title=said(language, shown[0].title))
    if measured == 0:
        return text(language, "practices.headline.none", total=total)
    narrowed = "found" if filters.chosen() else "all"
    return text(language, f"practices.headline.{narrowed}", count=measured, total=total)


def _context(version: str, language: str, filters: Filters) -> str:
    chosen = names_of(version, language, filters).values()
    if chosen:
        return text(language, "practices.chosen", list=text(language, "source.join").join(chosen))
    return text(language, "practices.context", date=date(language, checked(version)))


def checked(version: str) -> datetime.date:
    """Return the day on which the newest entry was last checked."""
    return max(own.checked for own in queries.practices(version).values())


def _facts(language: str, shown: Sequence[Practice]) -> tuple[Fact, ...]:
    """Return how the practices shown divide by who speaks for their results; never a sum."""
    if not shown:
        return ()
    counts = {
        "measured": sum(INDEPENDENT in own.kinds for own in shown),
        "reported": sum(REPORTED in own.kinds and INDEPENDENT not in own.kinds for own in shown),
        "neither": sum(not own.kinds & {REPORTED, INDEPENDENT} for own in shown),
        "limited": sum(bool(own.limits) for own in shown),
        "unlimited": sum(not own.limits for own in shown),
    }
    return tuple(
        Fact(
            text(language, f"practices.fact.{key}"),
            number(language, count),
            text(language, f"practices.note.{key}"),
        )
        for key, count in counts.items()
    )


def _cards(version: str, language: str, filters: Filters, shown: Sequence[Practice]) -> Exhibit:
    """Return a card a practice, or why there is none and the ways out."""
    total = len(queries.practices(version))
    key = "practices.shown" if filters.chosen() else "practices.every"
    entries = [_entry(version, language, filters, own) for own in shown]
    others = entries[AT_ONCE:]
    more = text(language, "practices.others", count=len(others))
    picture = (
        markup_practice.cards(entries[:AT_ONCE], others, more)
        if shown
        else _nothing(version, language, filters)
    )
    return Exhibit(
        key="practices",
        title=text(language, key, count=len(shown), total=number(language, total)),
        subtitle=text(language, "practices.subtitle") if shown else "",
        alt="",
        source=(text(language, "practices.source", date=date(language, checked(version))),),
        table=Table("", (), ()),
        picture=picture,
        catalogue="practices.json" if shown else "",
    )


def _entry(version: str, language: str, filters: Filters, own: Practice) -> Entry:
    unnamed = language == "ar" and not own.title_printed
    return Entry(
        href=href(language, filters, own.practice_id),
        title=said(language, own.title),
        title_note=text(language, "practice.title_ours") if unnamed else "",
        place=lines.place(version, language, own),
        area=lines.term(version, language, "area", own.area),
        technologies=lines.technologies(version, language, own),
        result=lines.result(version, language, own),
        limit=lines.limit(language, own),
        kinds=lines.kinds(version, language, own.results),
    )


def _nothing(version: str, language: str, filters: Filters) -> str:
    """Return why nothing is shown, and links that give one filter up, with what they lead to."""
    links = []
    for name, words in names_of(version, language, filters).items():
        wider = filters.without(name)
        count = len(passing(version, wider))
        if count:
            found = text(language, "practices.count", count=count)
            shown = text(language, "practices.wider", name=words, found=found)
            links.append(markup.link(href(language, wider), shown))
    every = text(language, "practices.every_link")
    links.append(markup.link(href(language, Filters()), every))
    return markup_practice.nothing(text(language, "practices.nothing"), links)


def ways(version: str, language: str, filters: Filters) -> str:
    """Return the filters that can be taken back, the way to the map and the way to the call."""
    links = [
        markup.link(
            href(language, filters.without(name)),
            text(language, "practices.remove", name=words),
        )
        for name, words in names_of(version, language, filters).items()
    ]
    return markup_practice.ways(
        links,
        text(language, "practices.to_map"),
        (f"./call?lang={language}", text(language, "practices.to_call")),
    )
