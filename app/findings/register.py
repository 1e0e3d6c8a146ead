"""The register of targets and benchmarks: who set each, why it stands there, what is not judged."""

from __future__ import annotations

from collections.abc import Sequence

from app import markup_matrix, narrative, queries
from app.exhibit import Exhibit, Table
from app.findings.case import decimals_of
from app.findings.verdicts import judged, verdicts
from app.i18n import date, number, said, text
from app.markup_matrix import Entry
from app.records import Benchmark


def anchor(row: Benchmark) -> str:
    """Return the id that a benchmark's entry has on the page."""
    return f"benchmark-{row.benchmark_id.replace('_', '-')}"


def exhibit(version: str, language: str, rows: Sequence[Benchmark]) -> Exhibit:
    """Return every benchmark with all that is known of it, those without a verdict apart."""
    known = judged(version)
    parts: list[tuple[str, str, list[Entry]]] = []
    for goal in dict.fromkeys(row.target for row in rows):
        own = [
            row
            for row in rows
            if row.target == goal and row.benchmark_id in known and row.standing != "expired"
        ]
        name = text(language, "targets.of_goal", goal=goal)
        words = text(language, f"targets.goal.{goal.replace('.', '_')}")
        parts.append((name, words, [_entry(version, language, row) for row in own]))
    without = [row for row in rows if row.benchmark_id not in known and row.standing != "expired"]
    name, note = (text(language, f"targets.{key}") for key in ("without", "without_help"))
    parts.append((name, note, [_entry(version, language, row) for row in without]))
    past = [row for row in rows if row.standing == "expired"]
    name, note = (text(language, f"targets.{key}") for key in ("past", "past_help"))
    parts.append((name, note, [_entry(version, language, row) for row in past]))
    labels = [text(language, f"targets.{key}") for key in ("relation", "issuer", "no_verdict")]
    return Exhibit(
        key="register",
        title=text(language, "targets.register"),
        subtitle=text(language, "targets.register_help"),
        alt="",
        source=(),
        table=Table("", (), ()),
        picture=markup_matrix.register(parts, labels),
        catalogue="benchmarks.json",
    )


def _entry(version: str, language: str, row: Benchmark) -> Entry:
    why, command = unjudged(version, language, row)
    return Entry(
        anchor=anchor(row),
        name=said(language, row.name),
        number=number_of(version, language, row),
        tags=(text(language, f"kind.{row.type}"), text(language, f"standing.{row.standing}")),
        text=said(language, row.text),
        relation=text(language, f"relation.{row.relation}", sdg=row.target),
        reason=said(language, row.reason),
        issuer=said(language, row.issuer),
        address=row.address,
        checked=text(language, "targets.checked", date=date(language, row.checked)),
        without=why,
        command=command,
    )


def unjudged(version: str, language: str, row: Benchmark) -> tuple[str, str]:
    """Return why a benchmark has no verdicts, and the command that would change that."""
    if row.indicator_id is None:
        return text(language, "targets.not_measured"), ""
    if row.indicator_id in queries.indicators(version):
        return "", ""
    source = queries.declared(version)[row.indicator_id].source
    files = "" if source.live else " --from FOLDER"
    why = text(language, "targets.not_retrieved", source=said(language, source.name))
    return why, f"python -m etl pull {source.source_id}{files}"


def number_of(version: str, language: str, row: Benchmark) -> str:
    """Return what a benchmark asks for, in words: 'at least 100% by 2030'."""
    found = _number(version, language, row)
    if not found or row.year is None or row.value is None:
        return found
    return text(language, "targets.by_year", number=found, year=row.year)


def _number(version: str, language: str, row: Benchmark) -> str:
    indicator = queries.declared(version).get(row.indicator_id or "")
    if row.statistic:
        return f"{text(language, f'targets.{row.statistic}')}{_newest(version, language, row)}"
    if indicator is None:
        # Its text says the number; here it would stand without a unit.
        return ""
    if row.value is None:
        return text(language, "verdict.shown")
    if row.measure == "rank":
        return text(language, "targets.rank_or_better", value=number(language, row.value))
    symbol = said(language, indicator.unit.symbol) if indicator.unit.symbol["en"] else ""
    # A number that somebody set has no more decimals than it was set with.
    shown = number(language, row.value, decimals_of(row.value), suffix=symbol)
    if row.comparator == "=":
        return text(language, "targets.around", value=shown)
    key = "at_most" if row.better == "lower" else "at_least"
    return text(language, f"targets.{key}", value=shown)


def _newest(version: str, language: str, row: Benchmark) -> str:
    """Return the number of a statistic in the newest edition, in brackets; '' without figures."""
    own = [
        (cell.latest_year, cell.target)
        for cell in verdicts(version).values()
        if cell.benchmark_id == row.benchmark_id and cell.target is not None and cell.latest_year
    ]
    if not own or row.indicator_id is None:
        return ""
    year, value = max(own)
    unit = queries.indicators(version)[row.indicator_id].unit
    shown = narrative.amount(language, unit, value)
    return text(language, "targets.in_edition", value=shown, year=year)
