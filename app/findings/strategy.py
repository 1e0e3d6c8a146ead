"""The strategic texts of one state: years, lead, targets beside the indicators, sources."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

import pandas as pd

from app import markup, markup_strategy, narrative, queries
from app.exhibit import Cell, Exhibit, Line, Link, Table
from app.findings import in_force, inventory, series, shared
from app.findings.in_force import Asked, Paper
from app.findings.timeline import read, span_of
from app.i18n import code, date, said, text
from app.library import Aim, Reference, StrategyState
from app.markup_strategy import Part, Target, Targets
from app.records import Indicator


def exhibit(version: str, language: str, asked: Asked, today: datetime.date) -> Exhibit:
    """Return the texts of a state that are asked for, each with its targets and sources."""
    state = queries.strategies(version)[asked.country]
    rows = in_force.papers(state, today, asked)
    country = said(language, queries.countries(version)[asked.country].name)
    every = in_force.papers(state, today)
    before = [said(language, state.note)] if state.note else []
    if not before and not any(each.counts for each in every):
        before.append(text(language, "strategies.none_found"))
    notes = []
    left = len(every) - len(rows)
    if left and rows:
        notes.append(text(language, "strategies.left_out", count=left))
    elif left:
        before.append(text(language, "strategies.none_of_state"))
    return Exhibit(
        key="strategy",
        title=text(language, "strategies.of_state", country=country),
        subtitle=text(language, "strategies.announced"),
        alt="",
        source=(read(version, language),),
        table=Table("", (), ()),
        picture=markup_strategy.parts(
            before,
            [_part(version, language, each, asked, today) for each in rows],
            _also_read(language, state),
        ),
        notes=(*notes, *unjudged(language, rows, today)),
        catalogue="strategies.json",
    )


def _part(version: str, language: str, paper: Paper, asked: Asked, today: datetime.date) -> Part:
    own, state, terms = paper.own, paper.state, queries.terms(version)
    without = "targets_none" if not paper.stated else "targets_left_out"
    title = said(language, own.title)
    return Part(
        name=title,
        tags=(
            span_of(language, own) or text(language, "strategies.no_years"),
            said(language, terms["strategy_kind"][own.kind].name),
            text(language, f"strategies.{own.level}"),
        ),
        status=paper.status,
        status_words=said(language, terms["strategy_status"][paper.status].name),
        summary=said(language, own.summary),
        items=_items(language, paper),
        targets=stated(
            version,
            language,
            text(language, "strategies.targets_of", title=title),
            [("", "", [paper])],
            today,
            kinds=asked.kind == in_force.ALL,
            cited=True,
        )
        if paper.aims
        else None,
        without=text(language, f"strategies.{without}"),
        reported_name=text(language, "strategies.reported"),
        reported=tuple(
            (when(language, each.date), said(language, each.text), _link(state, each.source))
            for each in state.followed
            if each.strategy_id == own.strategy_id
        ),
    )


def _items(language: str, paper: Paper) -> tuple[tuple[str, Cell], ...]:
    """Return who leads, what follows, what evaluated it, and where all that was read."""
    own = paper.own
    lead = said(language, own.lead) if own.lead else text(language, "strategies.not_stated")
    found: list[tuple[str, Cell]] = [(text(language, "strategies.lead"), lead)]
    if own.successor is not None:
        found.append((text(language, "strategies.successor"), said(language, own.successor)))
    elif paper.status == "ended":
        nothing = text(language, "strategies.no_successor")
        found.append((text(language, "strategies.successor"), nothing))
    judged = own.evaluation
    words = said(language, judged) if judged else text(language, "strategies.no_evaluation")
    found.append((text(language, "strategies.evaluation"), words))
    sources = tuple(_cited(paper.state, key) for key in own.sources)
    found.append((text(language, "strategies.sources"), sources))
    return tuple(found)


def stated(
    version: str,
    language: str,
    caption: str,
    groups: Sequence[tuple[str, str, Sequence[Paper]]],
    today: datetime.date,
    *,
    kinds: bool = True,
    cited: bool = False,
) -> Targets:
    """Return stated targets as a table, in groups of a name, its link and texts.

    `kinds` says whether each target names its kind, `cited` whether a source that is not among
    those of its text is named with its title.
    """
    found = []
    for name, address, papers in groups:
        rows = tuple(
            _target(version, language, paper, aim, today, kinds, cited)
            for paper in papers
            for aim in paper.aims
        )
        found.append((name, address, rows))
    head = ("target", "due", "closest", "said_by")
    first, second, third, fourth = (text(language, f"strategies.{each}") for each in head)
    return Targets(caption, (first, second, third, fourth), tuple(found))


def _target(
    version: str,
    language: str,
    paper: Paper,
    aim: Aim,
    today: datetime.date,
    kinds: bool,
    cited: bool,
) -> Target:
    what = [Line(said(language, aim.text))]
    if kinds:
        term = queries.terms(version)["target_kind"][aim.kind]
        what.append(Line(said(language, term.name), "small"))
    return Target(
        what=tuple(what),
        due=_due(language, paper, aim, today),
        indicator=_closest(version, language, paper.state.iso3, aim),
        source=_lines(paper, aim.source, titled=cited and aim.source not in paper.own.sources),
        tied=aim.indicator_id is not None,
    )


def unjudged(language: str, papers: Sequence[Paper], today: datetime.date) -> tuple[str, ...]:
    """Return the note on targets whose year is past, where there is one."""
    over = any(in_force.past(aim, each.own, today) for each in papers for aim in each.aims)
    return (text(language, "strategies.unjudged"),) if over else ()


def _due(language: str, paper: Paper, aim: Aim, today: datetime.date) -> Cell:
    """Return by when a target is due; a year that is past is said to be, without a verdict."""
    lines: list[Line] = []
    over = in_force.past(aim, paper.own, today)
    if aim.year is not None:
        lines.append(Line(str(aim.year)))
        if over:
            lines.append(Line(text(language, "strategies.year_past"), "small"))
    else:
        lines.append(Line(text(language, "strategies.not_stated")))
        if paper.own.last is not None:
            key = "strategies.text_ended" if over else "strategies.text_ends"
            lines.append(Line(text(language, key, year=paper.own.last), "small"))
    return tuple(lines)


def _closest(version: str, language: str, iso3: str, aim: Aim) -> Cell:
    """Return the indicator that comes closest: its newest value, and how far it measures this."""
    if aim.indicator_id is None or aim.tie is None:
        return (Line(text(language, "strategies.no_indicator"), "small"),)
    indicator = queries.declared(version)[aim.indicator_id]
    name = said(language, indicator.name)
    tie = Line(said(language, aim.tie), "small")
    if aim.indicator_id not in queries.indicators(version):
        return (Line(name), Line(text(language, "strategies.not_retrieved"), "small"), tie)
    asked = {"lang": language, "country": iso3, "indicator": aim.indicator_id}
    link = Link(name, markup.href("country", asked))
    return (Line(link), *_latest(version, language, indicator, iso3, aim), tie)


def _latest(
    version: str, language: str, indicator: Indicator, iso3: str, aim: Aim
) -> tuple[Line, ...]:
    """Return a state's newest value with year, unit and source; of a rank also the rank."""
    identity = indicator.indicator_id
    own = series.state(version, identity, iso3)
    if not own:
        newest = queries.years(version, identity)[0][0]
        why = shared.reason(version, language, identity, iso3, newest)
        return (Line(shared.no_value(language, why)),)
    year = max(own)
    value = inventory.with_unit(language, indicator, own[year])
    at = narrative.edition_of(language, indicator, year)
    parts = [text(language, "strategies.value_at", value=value, year=at)]
    row = shared.row(shared.standing(version, identity, year, "arab"), iso3)
    # The rank of an index of the United Nations only: elsewhere ties make a rank say little.
    if aim.kind == "rank" and indicator.banded and pd.notna(row["world_rank"]):
        rank = shared.rank_words(language, row["world_rank"], row["world_of"])
        parts.append(text(language, "strategies.rank", rank=rank))
        if not indicator.rank_published:
            parts.append(text(language, "term.computed"))
    editions = queries.editions(version, identity, year, year)
    source = [said(language, indicator.source.name), *(code(each.edition) for each in editions)]
    return (
        Line(text(language, "alt.comma").join(parts)),
        Line(text(language, "source.join").join(source), "small"),
    )


def when(language: str, written: str) -> str:
    """Return a date written as a year, a month or a day in words."""
    parts = [int(each) for each in written.split("-")]
    if len(parts) == 3:
        return date(language, datetime.date(*parts))
    if len(parts) == 2:
        month = text(language, f"month.{parts[1]}")
        return text(language, "strategies.month", month=month, year=parts[0])
    return str(parts[0])


def _reference(state: StrategyState, key: str) -> Reference:
    return next(each for each in state.sources if each.key == key)


def _link(state: StrategyState, key: str) -> Link:
    found = _reference(state, key)
    return Link(found.publisher, found.address)


def _publisher(found: Reference) -> str:
    return found.publisher if found.year is None else f"{found.publisher}, {found.year}"


def _cited(state: StrategyState, key: str) -> Line:
    found = _reference(state, key)
    return Line(Link(f"{found.title} ({_publisher(found)})", found.address))


def _also_read(language: str, state: StrategyState) -> tuple[str, Cell] | None:
    """Return the pages that were read and belong to no single text; None where there are none."""
    named = {key for own in state.strategies for key in own.sources}
    named |= {each.source for each in state.aims} | {each.source for each in state.followed}
    more = tuple(_cited(state, each.key) for each in state.sources if each.key not in named)
    return (text(language, "strategies.also_read"), more) if more else None


def _lines(paper: Paper, key: str, *, titled: bool) -> Cell:
    found = _reference(paper.state, key)
    if not titled:
        return Link(_publisher(found), found.address)
    return Line(Link(found.title, found.address)), Line(_publisher(found), "small")
