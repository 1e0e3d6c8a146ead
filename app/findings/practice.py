"""One practice whole: results beside limits, what it is, what it is tied to, its sources."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from app import markup, markup_practice, queries
from app.exhibit import Exhibit, Table, View
from app.findings import practice_kin, practice_ties, practices
from app.findings import practice_lines as lines
from app.findings.practice_filters import INDEPENDENT, Filters, names_of, passing
from app.findings.practices import REPORTED
from app.i18n import code, date, said, text
from app.library import Practice, Reference
from app.markup_practice import Figure, Page, Part, Point
from app.records import Texts


@lru_cache(maxsize=128)
def find(version: str, language: str, practice_id: str, filters: Filters) -> View:
    """Return a practice with everything that was found on it; links keep the filters."""
    own = queries.practices(version)[practice_id]
    return View(
        title=said(language, own.title),
        sentence=_sentence(language, own),
        context=text(language, "practice.join").join(lines.place(version, language, own)),
        facts=(),
        exhibits=(
            _results(version, language, own),
            _limits(language, own),
            _described(version, language, own),
            *(practice_ties.exhibit(version, language, own, each) for each in own.indicator),
            practice_kin.exhibit(version, language, own),
            _tied(version, language, own),
            _sources(version, language, own),
        ),
    )


def _sentence(language: str, own: Practice) -> str:
    """Return who measured its results and how many limits are named, in one sentence."""
    measured = sum(each.kind == INDEPENDENT for each in own.results)
    if measured:
        found = text(language, "practice.measured", count=measured)
    else:
        key = "practice.unmeasured" if REPORTED in own.kinds else "practice.no_results"
        found = text(language, key)
    limits = text(language, "practice.unlimited")
    if own.limits:
        limits = text(language, "practice.limited", count=len(own.limits))
    title = said(language, own.title)
    return text(language, "practice.headline", title=title, found=found, limits=limits)


def _exhibit(key: str, title: str, subtitle: str, picture: str, *notes: str) -> Exhibit:
    """Return a part of the card: words, for which no table stands in."""
    return Exhibit(key, title, subtitle, "", (), Table("", (), ()), picture=picture, notes=notes)


def cited(language: str, own: Practice, key: str) -> Page:
    """Return the page that a figure or a limit rests on: its publisher as a link, and its year."""
    found = lines.reference(own, key)
    return Page(found.publisher, found.address, (_year(language, found),))


def _year(language: str, found: Reference) -> str:
    return str(found.year) if found.year else text(language, "practice.no_year")


def _results(version: str, language: str, own: Practice) -> Exhibit:
    terms = queries.terms(version)["kind"]
    rows = []
    for each in own.results:
        kind = terms[each.kind]
        meaning = said(language, kind.meaning) if kind.meaning else ""
        rows.append(
            Figure(
                said(language, each.figure),
                said(language, kind.name),
                meaning,
                lines.dated(language, each),
                cited(language, own, each.source),
            )
        )
    title = text(language, "practice.results")
    head = [text(language, f"practice.{part}") for part in ("figure", "kind", "date", "source")]
    picture = (
        markup_practice.figures(title, head, rows)
        if rows
        else markup.notes([text(language, "practices.no_result")])
    )
    shown = _exhibit("practice-results", title, text(language, "practice.results_help"), picture)
    return replace(shown, catalogue="practices.json")


def _limits(language: str, own: Practice) -> Exhibit:
    rows = []
    for each in own.limits:
        page = cited(language, own, each.source) if each.source else None
        note = "" if page else text(language, "practice.ours")
        rows.append(Point(said(language, each.text), note, page=page))
    picture = (
        markup_practice.points(rows)
        if rows
        else markup.notes([text(language, "practices.no_limit")])
    )
    title, words = (text(language, f"practice.{key}") for key in ("limits", "limits_help"))
    return _exhibit("practice-limits", title, words, picture)


def _described(version: str, language: str, own: Practice) -> Exhibit:
    """Return what it is, whom it reaches, what it cost and what it taught."""

    def part(key: str, words: Texts | None) -> Part:
        shown = text(language, "practice.unpublished") if words is None else said(language, words)
        return Part(text(language, f"practice.{key}"), (shown,))

    depths = [
        Point(
            text(
                language,
                "notice.absent_item",
                country=lines.term(version, language, "technology", identity),
                reason=lines.term(version, language, "depth", own.technology[identity]),
            )
        )
        for identity in queries.terms(version)["technology"]
        if identity in own.technology
    ]
    status = [lines.term(version, language, "status", own.status), lines.launch(language, own)]
    noted = (said(language, own.status_note),) if own.status_note else ()
    parts = (
        part("problem", own.problem),
        part("solution", own.solution),
        part("reached", own.reached),
        part("conditions", own.conditions),
        part("cost", own.cost),
        part("lesson", own.lesson),
        Part(
            text(language, "practice.status"),
            (text(language, "practice.join").join(status), *noted),
        ),
        Part(text(language, "practice.technologies"), points=tuple(depths)),
    )
    area = lines.term(version, language, "area", own.area)
    unnamed = language == "ar" and not own.title_printed
    notes = (text(language, "practice.title_ours_help"),) if unnamed else ()
    return _exhibit(
        "practice",
        text(language, "practice.described"),
        text(language, "practice.of_area", area=area),
        markup_practice.parts(parts),
        *notes,
    )


def _tied(version: str, language: str, own: Practice) -> Exhibit:
    """Return the pillars and SDG targets that it is tied to, with who tied it."""
    pillars, targets = queries.pillars(version), queries.terms(version)["sdg_target"]

    def point(name: str, reason: Texts, assigned: str) -> Point:
        by = text(language, f"practice.assigned.{assigned}")
        words = text(language, "practice.because", name=name, reason=said(language, reason))
        return Point(words, by)

    parts = (
        Part(
            text(language, "practice.pillars"),
            points=tuple(
                point(said(language, pillars[each].name), reason, "editor")
                for each, reason in own.pillar.items()
            ),
        ),
        Part(
            text(language, "practice.targets"),
            points=tuple(
                point(
                    text(
                        language,
                        "practices.target_name",
                        target=code(each),
                        name=said(language, targets[each].name) if each in targets else "",
                    ),
                    reason,
                    own.assigned[each],
                )
                for each, reason in own.sdg.items()
            ),
        ),
    )
    return _exhibit(
        "practice-tied",
        text(language, "practice.tied"),
        text(language, "practice.tied_help"),
        markup_practice.parts(parts, apart=True),
    )


def _sources(version: str, language: str, own: Practice) -> Exhibit:
    """Return how far the evidence carries, every page that was read, and the last check."""
    pages = [
        Point("", page=Page(each.title, each.address, (each.publisher, _year(language, each))))
        for each in own.sources
    ]
    checked = text(language, "practice.checked", date=date(language, own.checked))
    notes = [said(language, own.note), checked]
    if own.accepted_on:
        accepted = date(language, own.accepted_on)
        notes.append(text(language, "practice.accepted", date=accepted))
    return _exhibit(
        "practice-sources",
        text(language, "practice.sources"),
        lines.term(version, language, "confidence", own.confidence),
        markup.notes(notes) + markup_practice.points(pages),
    )


def ways(version: str, language: str, practice_id: str, filters: Filters) -> str:
    """Return the way back to the list as it was, and to the country of the practice."""
    own = queries.practices(version)[practice_id]
    found = text(language, "practices.count", count=len(passing(version, filters)))
    chosen = text(language, "source.join").join(names_of(version, language, filters).values())
    back = (
        text(language, "practice.back_found", found=found, list=chosen)
        if chosen
        else text(language, "practice.back")
    )
    links = [
        markup.link(practices.href(language, filters), back),
        markup.link(
            markup.href("country", {"lang": language, "country": own.iso3}),
            lines.country(version, language, own),
        ),
    ]
    return markup_practice.back(links)
