"""What stands near a practice: similar ones, who took it over, recommendations that cite it."""

from __future__ import annotations

from app import markup, markup_practice, queries
from app.exhibit import Exhibit, Table
from app.findings import practice_lines as lines
from app.findings import practices
from app.findings.practice_filters import Filters, ordered
from app.i18n import said, text
from app.library import Practice
from app.markup_practice import Page, Part, Point

MOST = 6
"""Similar practices that are named; the list of the service area has the others."""

SHARED = 2
"""So many technologies in common make two practices similar."""


def exhibit(version: str, language: str, own: Practice) -> Exhibit:
    """Return what stands near a practice; where there is nothing, it says so."""
    return Exhibit(
        key="practice-kin",
        title=text(language, "practice.near"),
        subtitle=text(language, "practice.near_help"),
        alt="",
        source=(),
        table=Table("", (), ()),
        picture=markup_practice.parts(
            (
                _similar(version, language, own),
                _transfers(language, own),
                _cited(version, language, own),
            ),
            apart=True,
        ),
    )


def similar(version: str, language: str, own: Practice) -> list[Practice]:
    """Return practices of the same area or with two technologies in common, the nearest first.

    Those of other countries come first, then same area, then more technologies in common.
    """
    every = queries.practices(version)
    near = {
        identity: each
        for identity, each in every.items()
        if each != own and (each.area == own.area or _common(own, each) >= SHARED)
    }
    return sorted(
        ordered(version, language, near),
        key=lambda each: (each.iso3 == own.iso3, each.area != own.area, -_common(own, each)),
    )


def _common(own: Practice, other: Practice) -> int:
    return len(own.technology.keys() & other.technology.keys())


def _similar(version: str, language: str, own: Practice) -> Part:
    points = []
    for each in similar(version, language, own)[:MOST]:
        shared = [
            lines.term(version, language, "technology", name)
            for name in queries.terms(version)["technology"]
            if name in own.technology and name in each.technology
        ]
        why = [lines.country(version, language, each)]
        if each.area == own.area:
            why.append(text(language, "practice.same_area"))
        if len(shared) >= SHARED:
            names = text(language, "alt.comma").join(shared)
            why.append(text(language, "practice.shares", list=names))
        href = practices.href(language, Filters(), each.practice_id)
        note = text(language, "source.join").join(why)
        points.append(Point(said(language, each.title), note, href))
    name = text(language, "practice.similar")
    if not points:
        return Part(name, (text(language, "practice.no_similar"),))
    area = Filters(area=own.area)
    words = text(
        language, "practice.whole_area", area=lines.term(version, language, "area", own.area)
    )
    return Part(name, points=(*points, Point(words, href=practices.href(language, area))))


def _transfers(language: str, own: Practice) -> Part:
    """Return who took it over, or from where it was taken, as a source or we say."""
    points = []
    for each in own.transfers:
        words = text(
            language, f"practice.transfer.{each.direction}", words=said(language, each.text)
        )
        page = None
        if each.source:
            found = lines.reference(own, each.source)
            page = Page(found.publisher, found.address)
        note = "" if page else text(language, "practice.ours")
        points.append(Point(words, note, page=page))
    name = text(language, "practice.transfers")
    if not points:
        return Part(name, (text(language, "practice.no_transfers"),))
    return Part(name, points=tuple(points))


def _cited(version: str, language: str, own: Practice) -> Part:
    """Return the recommendations that cite it, with what it shows for each."""
    points = []
    for each in queries.recommendations(version).values():
        for case in each.cases:
            if case.practice_id != own.practice_id:
                continue
            asked = {"lang": language, "recommendation": each.recommendation_id}
            role = lines.term(version, language, "role", case.role)
            note = text(language, "practice.role", role=role, note=said(language, case.note))
            href = markup.href("recommendations", asked)
            points.append(Point(said(language, each.title), note, href))
    name = text(language, "practice.cited")
    if not points:
        return Part(name, (text(language, "practice.not_cited"),))
    return Part(name, points=tuple(points))
