"""Where the figures come from: every source, what is not retrieved yet, and second copies."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from functools import lru_cache

from app import freshness, markup, queries
from app.exhibit import Cell, Exhibit, Fact, Line, Link, Table, View
from app.findings import agreement, editions
from app.i18n import code, date, listed, number, said, text
from app.records import Source

FOLDER = "FOLDER"
"""Stands in a command for the folder of the producer's files."""


@lru_cache(maxsize=16)
def find(version: str, language: str, today: datetime.date) -> View:
    """Return what is known of the sources on a day."""
    covered = {row[0]: row[1:] for row in queries.coverage(version)}
    declared, known = queries.declared(version), queries.indicators(version)
    figures = sum(rows for rows, _, _ in covered.values())
    present = [each for each, (rows, _, _) in covered.items() if rows]
    overdue = [each for each in present if editions.overdue(version, each, today)]
    return View(
        title=text(language, "view.methods"),
        sentence=text(
            language,
            "sources.headline",
            sources=text(
                language,
                "sources.have",
                count=len(present),
                total=number(language, len(covered)),
            ),
            indicators=text(language, "sources.indicators", count=len(known)),
            figures=text(language, "sources.figures", count=figures),
            overdue=text(language, "sources.overdue", count=len(overdue))
            if overdue
            else text(language, "sources.all_in_time"),
        ),
        context=text(language, "sources.context"),
        facts=(
            _share(language, "fact_sources", len(present), len(covered)),
            _share(language, "fact_indicators", len(known), len(declared)),
            Fact(
                text(language, "sources.fact_overdue"),
                number(language, len(overdue)),
                text(language, "sources.by_today", date=date(language, today)),
            ),
            *agreement.fact(version, language),
        ),
        exhibits=(
            _sources(version, language, today),
            _pending(version, language),
            _exhibit(
                language,
                "checks",
                agreement.HEAD,
                agreement.rows(version, language),
                (text(language, "sources.checks_note"),),
            ),
        ),
    )


def _share(language: str, key: str, part: int, whole: int) -> Fact:
    note = text(language, "sources.of_declared") if part < whole else ""
    return Fact(text(language, f"sources.{key}"), _of(language, part, whole), note)


def _of(language: str, part: int, whole: int) -> str:
    return text(
        language, "term.rank_of", rank=number(language, part), count=number(language, whole)
    )


def _renewal(language: str, source: Source) -> Cell:
    """Return how a source is renewed, and what an operator types for it."""
    way = text(language, "sources.live" if source.live else "sources.by_file")
    from_files = "" if source.live else f" --from {FOLDER}"
    command = f"python -m etl pull {source.source_id}{from_files}"
    return (Line(way), Line(command, "command"))


def _age(version: str, language: str, source: Source, today: datetime.date) -> tuple[Cell, Cell]:
    """Return the day of the newest edition, and its age with a mark where it is overdue."""
    taken = editions.of_source(version, source.source_id)
    newest = freshness.newest(taken)
    if newest is None:
        return (text(language, "sources.not_stated") if taken else "", "")
    lines = [Line(freshness.age(language, newest[1], today))]
    late = editions.late(version, source.source_id, today)
    if editions.overdue(version, source.source_id, today):
        lines.append(Line(text(language, "sources.overdue_mark"), "overdue"))
    elif late:
        lines.append(Line(text(language, "sources.late", count=late), "overdue"))
    return date(language, newest[1]), tuple(lines)


def _sources(version: str, language: str, today: datetime.date) -> Exhibit:
    members = len(queries.groups(version)["arab"].members)
    rows: list[tuple[Cell, ...]] = []
    for source_id, count, states, _ in queries.coverage(version):
        source = queries.sources(version)[source_id]
        names = editions.names(language, editions.of_source(version, source_id))
        rows.append(
            (
                (
                    Line(Link(said(language, source.name), source.url)),
                    Line(said(language, source.producer), "small"),
                ),
                tuple(Line(name, "whole") for name in names)
                or text(language, "sources.not_retrieved"),
                *_age(version, language, source, today),
                freshness.rhythm(language, source.rhythm_months),
                number(language, count),
                _of(language, states, members),
                (
                    Line(Link(said(language, source.licence), source.licence_url)),
                    Line(text(language, f"sources.sharing.{source.sharing}"), "small"),
                ),
                _renewal(language, source),
            )
        )
    head = ("source", "edition", "as_of", "age", "rhythm", "figures_head", "states", "terms")
    return _exhibit(
        language,
        "list",
        (*head, "refresh"),
        rows,
        (text(language, "sources.list_note"), _folder_note(language)),
    )


def _folder_note(language: str) -> str:
    return text(language, "sources.folder_note", folder=code(FOLDER))


def _exhibit(
    language: str,
    key: str,
    head: Sequence[str],
    rows: Sequence[tuple[Cell, ...]],
    notes: Sequence[str],
) -> Exhibit:
    """Return a table as an exhibit that is all text; where it has no rows, the words for that."""
    title = text(language, f"sources.{key}")
    names = tuple(text(language, f"sources.{name}") for name in head)
    return Exhibit(
        key=f"sources-{key}",
        title=title,
        subtitle=text(language, f"sources.{key}_help") if rows else "",
        alt="",
        source=(),
        table=Table("", (), ()),
        picture=markup.table(Table(title, names, tuple(rows))) if rows else "",
        notes=tuple(notes) if rows else (text(language, f"sources.{key}_none"),),
    )


def _pending(version: str, language: str) -> Exhibit:
    known = queries.indicators(version)
    waiting = {each: own for each, own in queries.declared(version).items() if each not in known}
    closed = text(language, "sources.sharing.display_only")
    rows: list[tuple[Cell, ...]] = []
    for identity, indicator in waiting.items():
        source = indicator.source
        reasons = dict.fromkeys(
            said(language, why) for why in queries.absences(version, identity).values()
        )
        rows.append(
            (
                said(language, indicator.name),
                Link(said(language, source.name), source.url),
                (
                    Line(listed(language, list(reasons)), "whole"),
                    *([Line(closed, "small")] if indicator.sharing == "display_only" else []),
                ),
                _renewal(language, source),
            )
        )
    from_files = any(not indicator.source.live for indicator in waiting.values())
    notes = (_folder_note(language),) if from_files else ()
    return _exhibit(language, "pending", ("indicator", "source", "reason", "command"), rows, notes)
