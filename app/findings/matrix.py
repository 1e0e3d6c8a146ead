"""The matrix: a row a state, a column a benchmark, in each cell the level and the trend."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app import markup, markup_matrix, methods, narrative, queries
from app.exhibit import Dated, Exhibit, Table
from app.findings import editions, register, shared
from app.findings.verdicts import CLASSED, MET, MISSED, NOTHING, SHOWN, Verdict, travelled
from app.i18n import number, said, text
from app.markup_matrix import Head, Row, Sample, Square, Way
from app.records import Benchmark, Indicator

VIEW = "targets"
CLASSES = ("a", "b", "c", "d")
MARKS = ("strong", "fair", "weak")


@dataclass(frozen=True)
class Sight:
    """What every matrix of a view has in common: its states, verdicts, and the link to itself."""

    version: str
    language: str
    states: tuple[str, ...]
    cells: Mapping[str, Verdict]
    link: Mapping[str, str]

    def say(self, key: str, **values: object) -> str:
        """Return an interface text in the language of the view."""
        return text(self.language, key, **values)

    def indicator(self, row: Benchmark) -> Indicator:
        """Return the indicator that a benchmark looks at."""
        return queries.indicators(self.version)[str(row.indicator_id)]

    def own(self, row: Benchmark) -> list[Verdict]:
        """Return the verdicts on a benchmark of the states shown for which it was set."""
        shown = [iso3 for iso3 in self.states if iso3 in row.scope]
        return [self.cells[f"{iso3}.{row.benchmark_id}"] for iso3 in shown]


def exhibit(
    sight: Sight, key: str, title: str, subtitle: str, rows: Sequence[Benchmark], *, first: bool
) -> Exhibit:
    """Return some benchmarks as a matrix; the first one of a view has the legend above it."""
    drawn = any(each.illustrative for row in rows for each in sight.own(row))
    if drawn:
        title = sight.say("targets.title_illustrated", title=title)
    picture = markup_matrix.matrix(
        markup_matrix.Matrix(
            caption=title,
            corner=sight.say("term.country"),
            heads=[_head(sight, row) for row in rows],
            groups=_groups(sight, rows),
            totals_name=sight.say("targets.totals"),
            totals=[_totals(sight, row) for row in rows],
            outside=sight.say("targets.outside"),
        )
    )
    dates: dict[str, Dated] = {}
    for row in rows:
        for each in _dates(sight, row):
            known = dates.get(each.source)
            dates[each.source] = each if known is None or each.as_of > known.as_of else known
    names = dict.fromkeys(said(sight.language, sight.indicator(row).source.name) for row in rows)
    return Exhibit(
        key=f"matrix-{key.replace('.', '-')}",
        title=title,
        subtitle=subtitle,
        alt="",
        source=(sight.say("targets.sources", list=sight.say("alt.join").join(names)),),
        dates=tuple(dates.values()),
        table=Table("", (), ()),
        picture=(legend(sight.language) if first else "") + picture,
        data={
            "indicator": ",".join(sorted({str(row.indicator_id) for row in rows})),
            "group": sight.link.get("group", "arab"),
        },
        drawn=True,
        notes=(sight.say("targets.legend_note"),) if first else (),
    )


def _dates(sight: Sight, row: Benchmark) -> tuple[Dated, ...]:
    years = [each.latest_year for each in sight.own(row) if each.latest_year is not None]
    if not years:
        return ()
    identity = str(row.indicator_id)
    return editions.dates(sight.version, sight.language, identity, min(years), max(years))


def _groups(sight: Sight, rows: Sequence[Benchmark]) -> list[tuple[str, list[Row]]]:
    """Return the states by group: a place in a list of states would be a rank, and is none.

    A state for which none of the benchmarks was set has no row.
    """
    meant = {iso3 for row in rows for iso3 in row.scope}
    found = []
    for group in queries.groups(sight.version).values():
        members = [iso3 for iso3 in group.members if iso3 in sight.states and iso3 in meant]
        if not group.partition or not members:
            continue
        ordered = shared.in_order(sight.version, sight.language, members)
        found.append(
            (said(sight.language, group.name), [_row(sight, iso3, rows) for iso3 in ordered])
        )
    return found


def _row(sight: Sight, iso3: str, rows: Sequence[Benchmark]) -> Row:
    name = said(sight.language, queries.countries(sight.version)[iso3].name)
    cells = [
        _square(sight, row, sight.cells[f"{iso3}.{row.benchmark_id}"])
        if iso3 in row.scope
        else None
        for row in rows
    ]
    return Row(name, markup.href(VIEW, {**sight.link, "country": iso3}), cells)


def _head(sight: Sight, row: Benchmark) -> Head:
    indicator = sight.indicator(row)
    notes = []
    if row.standing != "live":
        notes.append(sight.say(f"standing.{row.standing}"))
    own = sight.own(row)
    if any(each.illustrative for each in own):
        notes.append(sight.say("targets.illustrative"))
    elif row.trend:
        notes.append(sight.say("targets.both_judged"))
    unit = indicator.unit
    plain = unit.symbol["en"] or unit.unit_id in (*shared.UNNAMED, "year")
    if row.measure == "value" and not plain:
        notes.append(said(sight.language, unit.name))
    return Head(
        anchor=register.anchor(row),
        name=said(sight.language, row.name),
        number=register.number_of(sight.version, sight.language, row),
        relation=row.relation,
        relation_words=sight.say(f"targets.{row.relation}"),
        notes=notes,
    )


def _square(sight: Sight, row: Benchmark, cell: Verdict) -> Square:
    level = cell.level
    if cell.budget_class:
        words = sight.say(f"verdict.{class_name(cell.budget_class)}")
    else:
        # A column without a number says so once, in its head.
        words = "" if level == SHOWN else sight.say(f"verdict.{level}")
    mark = cell.evidence.mark if cell.evidence else ""
    # Where there is no value, there is nothing that a trend could be told of.
    status = cell.status if level != NOTHING else ""
    dated = sight.indicator(row).dated
    year = "" if cell.latest_year is None or dated else str(cell.latest_year)
    return Square(
        href=markup.href(VIEW, {**sight.link, "cell": cell.key}),
        value=value_of(sight, row, cell),
        year=year,
        level=level,
        level_words=words,
        status=status,
        status_words=sight.say(f"verdict.{status}") if status else "",
        evidence=mark,
        evidence_words=sight.say(f"verdict.{mark}") if mark else "",
        way=_way(sight, row, cell),
        note=sight.say("targets.illustrative") if cell.illustrative and status else "",
    )


def class_name(budget_class: str) -> str:
    """Return the key of a class of budgets among the words of verdicts."""
    return f"class_{budget_class}"


def value_of(sight: Sight, row: Benchmark, cell: Verdict) -> str:
    """Return the latest value of a cell as it is printed; '' where there is none."""
    if cell.latest_value is None:
        return ""
    if row.measure == "rank":
        return sight.say("targets.rank", value=number(sight.language, cell.latest_value))
    return narrative.amount(sight.language, sight.indicator(row).unit, cell.latest_value)


def _way(sight: Sight, row: Benchmark, cell: Verdict) -> Way | None:
    """Return the way gone and due by now, where a trend leads to a number not reached yet."""
    if cell.level != MISSED or cell.status in ("", methods.INSUFFICIENT):
        return None
    found = travelled(cell, row.better)
    if found is None or found.index is None:
        return None
    words = sight.say(
        "targets.way",
        gone=number(sight.language, found.index, 1),
        due=number(sight.language, found.expected_by_now, 1),
    )
    return Way(found.index / 10, found.expected_by_now / 10, words)


def _totals(sight: Sight, row: Benchmark) -> list[str]:
    """Return how many of the states with a value have reached it and how many more will."""
    known = [each for each in sight.own(row) if each.level != NOTHING]
    levels = Counter(each.level for each in known)
    counts = {}
    reached = levels[MET] + levels[MISSED]
    if reached:
        counts["total_reached"] = levels[MET]
    if any(each.status for each in known):
        more = sum(each.status == "on_track" and each.level != MET for each in known)
        counts["total_coming" if reached else "total_on_track"] = more
    counts["total_valued"] = len(known)
    lines = [_count(sight, f"targets.{key}", count) for key, count in counts.items()]
    if levels[CLASSED]:
        own = Counter(each.budget_class for each in known)
        classes = [_count(sight, f"verdict.{class_name(each)}", own[each]) for each in CLASSES]
        lines.insert(0, sight.say("alt.comma").join(classes))
    return lines


def _count(sight: Sight, key: str, count: int) -> str:
    return sight.say("targets.total", name=sight.say(key), count=number(sight.language, count))


def legend(language: str) -> str:
    """Return what the marks of a matrix mean, in words."""
    say = {key: text(language, f"verdict.{key}") for key in (*methods.STATUSES[::-1], *MARKS)}
    levels = [Sample("level", each, text(language, f"verdict.{each}")) for each in (MET, MISSED)]
    levels.append(Sample("level", CLASSED, text(language, "targets.classed")))
    levels.append(Sample("level", NOTHING, text(language, "term.no_value")))
    trends = [Sample("trend", each, say[each]) for each in methods.STATUSES[::-1]]
    trends.append(
        Sample("trend", methods.INSUFFICIENT, text(language, f"verdict.{methods.INSUFFICIENT}"))
    )
    evidence = [Sample("evidence", each, say[each]) for each in MARKS]
    way = [Sample("way", "way", text(language, "targets.legend_way"))]
    rows = (
        ("legend_level", levels),
        ("legend_trend", trends),
        ("legend_evidence", evidence),
        ("legend_path", way),
    )
    return markup_matrix.legend(
        text(language, "targets.legend"),
        [(text(language, f"targets.{key}"), samples) for key, samples in rows],
    )
