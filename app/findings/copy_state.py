"""The state of this copy: its version, the checks it passed, its last refresh and what failed."""

from __future__ import annotations

import datetime

from app import freshness, markup, markup_methods, queries
from app.exhibit import Cell, Exhibit, Fact, Line, Table
from app.findings import editions
from app.i18n import code, date, number, said, text
from app.records import Attempt, Refresh

FAILED = "failed"


def exhibits(
    version: str, language: str, today: datetime.date, refresh: Refresh | None
) -> tuple[Exhibit, ...]:
    """Return what is known of this copy on a day, with the record of refreshes as it is now."""
    return (
        _built(version, language),
        _checks(version, language),
        _refresh(version, language, today, refresh),
    )


def _exhibit(
    language: str, key: str, picture: str, subtitle: str = "", notes: tuple[str, ...] = ()
) -> Exhibit:
    return Exhibit(
        key=f"copy-{key}",
        title=text(language, f"copy.{key}"),
        subtitle=subtitle,
        alt="",
        source=(),
        table=Table("", (), ()),
        picture=picture,
        notes=notes,
    )


def _built(version: str, language: str) -> Exhibit:
    built = queries.built_at(version)
    figures = sum(rows for _, rows, _, _ in queries.coverage(version))
    absences = sum(
        len(queries.absences(version, identity)) for identity in queries.declared(version)
    )
    members = len(queries.groups(version)["arab"].members)
    facts = (
        Fact(text(language, "sources.version"), code(version)),
        Fact(
            text(language, "sources.built"),
            date(language, built.date()),
            text(language, "sources.at_utc", time=code(f"{built:%H:%M}")),
        ),
        Fact(
            text(language, "sources.fact_figures"),
            number(language, figures),
            text(language, "sources.all_economies"),
        ),
        Fact(
            text(language, "sources.fact_indicators"),
            text(
                language,
                "term.rank_of",
                rank=number(language, len(queries.indicators(version))),
                count=number(language, len(queries.declared(version))),
            ),
        ),
        Fact(text(language, "sources.states"), number(language, members)),
        Fact(
            text(language, "sources.absences"),
            number(language, absences),
            text(language, "sources.absences_note"),
        ),
    )
    note = text(language, "copy.status", command=code("python -m etl status"))
    return _exhibit(
        language, "built", markup.facts(facts), text(language, "sources.copy_help"), (note,)
    )


def _checks(version: str, language: str) -> Exhibit:
    """Return every check: a store that fails one is never made current, so all of them held."""
    sentences = [said(language, each) for each in queries.checks(version)]
    picture = markup_methods.checks(
        text(language, "copy.checks"), sentences, text(language, "copy.held")
    )
    return _exhibit(
        language, "checks", picture, text(language, "copy.passed", count=len(sentences))
    )


def _refresh(version: str, language: str, today: datetime.date, refresh: Refresh | None) -> Exhibit:
    if refresh is None or not refresh.attempts:
        note = text(language, "copy.no_record", command=code("python -m etl pull"))
        return _exhibit(language, "refresh", "", notes=(note,))
    known = queries.sources(version)
    asked = {each: own for each, own in refresh.attempts.items() if each in known}
    failures = [
        _failure(version, language, each, own)
        for each, own in asked.items()
        if own.outcome == FAILED
    ]
    rows = [_row(version, language, each, asked.get(each), today) for each in known]
    keys = ("sources.source", "copy.outcome", "copy.asked", "copy.held_edition", "copy.figures")
    title = text(language, "copy.refresh")
    table = Table(title, tuple(text(language, key) for key in keys), tuple(rows))
    ended = text(
        language,
        "copy.ended",
        date=date(language, refresh.ended.date()),
        time=code(f"{refresh.ended:%H:%M}"),
    )
    told = text(language, "copy.all_well")
    if failures:
        told = text(language, "copy.failed_sources", count=len(failures))
    picture = markup_methods.attempts(markup.table(table), failures)
    return _exhibit(language, "refresh", picture, f"{ended} {told}", (text(language, "copy.note"),))


def _failure(
    version: str, language: str, source_id: str, own: Attempt
) -> tuple[str, str, str, str]:
    """Return a source whose refresh failed, what that means for the reader, and the message."""
    source = queries.sources(version)[source_id]
    shown = editions.of_source(version, source_id)
    newest = freshness.newest(shown)
    if newest:
        meaning = text(language, "copy.means_older", edition=code(newest[0].edition))
    else:
        meaning = text(language, "copy.means_kept" if shown else "copy.means_nothing")
    before = text(language, "copy.message", date=date(language, own.ended.date()))
    return said(language, source.name), meaning, before, own.reason


def _row(
    version: str, language: str, source_id: str, own: Attempt | None, today: datetime.date
) -> tuple[Cell, ...]:
    source = queries.sources(version)[source_id]
    name = said(language, source.name)
    if own is None:
        key = "copy.not_asked" if source.live else "copy.by_file"
        return (name, text(language, key), "", "", "")
    kind = "overdue" if own.outcome == FAILED else ""
    outcome = Line(text(language, f"copy.outcomes.{own.outcome}"), kind)
    age = text(language, "copy.since", age=freshness.age(language, own.ended.date(), today))
    return (
        name,
        (outcome,),
        (Line(date(language, own.ended.date()), "whole"), Line(age, "small")),
        (Line(code(own.edition), "whole"),) if own.edition else "",
        "" if own.rows is None else number(language, own.rows),
    )
