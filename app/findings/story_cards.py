"""Pictures of a story that are drawn from verdicts, practices and the figures of a view."""

from __future__ import annotations

from collections.abc import Sequence

from app import markup_step, queries
from app.drawing import Block, Blocks, Grid, Stacks
from app.drawing import Part as Share
from app.exhibit import View
from app.findings import case as cases
from app.findings import gaps, practice_lines, verdicts
from app.findings.story_facts import Gone, Scene
from app.findings.story_pictures import Picture, Used, named, sources, spoken
from app.i18n import number, said, text
from app.library import Practice
from app.markup_step import Card, Part, Row
from app.records import Benchmark
from app.stories import Step

MOST_CARDS = 2
MOST_GAPS = 5
MOST_FACTS = 6
PARTS = ("met", "on_track", "missed", "no_value")
"""What a state can be on a benchmark, as the parts of a bar, in this order."""


def bars(scene: Scene, step: Step) -> Picture:
    """One bar a benchmark: how many states have reached it, are on track, are short of it."""
    rows: list[tuple[str, list[Part]]] = []
    shown: list[Used] = []
    for identity in step.named:
        benchmark = verdicts.judged(scene.version).get(identity)
        if benchmark is None:
            raise Gone(identity)
        rows.append((said(scene.language, benchmark.name), _parts(scene, identity)))
        years = [
            one.latest_year
            for one in verdicts.verdicts(scene.version).values()
            if one.benchmark_id == identity and one.latest_year is not None
        ]
        indicator = queries.indicators(scene.version)[str(benchmark.indicator_id)]
        shown.append((indicator, min(years, default=0), max(years, default=0)))
    if not rows:
        raise Gone(step.picture)
    words = [(part, text(scene.language, f"story.part.{part}")) for part in PARTS]
    counted = [{part.kind: part.count for part in parts} for _, parts in rows]
    shares = [Share(part, name, tuple(own.get(part, 0) for own in counted)) for part, name in words]
    total = number(scene.language, len(queries.groups(scene.version)["arab"].members))
    stacks = Stacks(
        text(scene.language, "deck.verdicts", total=total),
        tuple(name for name, _ in rows),
        tuple(shares),
    )
    return Picture(
        markup_step.key(words) + markup_step.verdicts(rows),
        source=sources(scene, shown),
        drawn=(stacks,),
    )


def _parts(scene: Scene, identity: str) -> list[Part]:
    counts = dict.fromkeys(PARTS, 0)
    for one in verdicts.verdicts(scene.version).values():
        if one.benchmark_id == identity:
            counts[_part(one)] += 1
    return [
        Part(part, count, number(scene.language, count)) for part, count in counts.items() if count
    ]


def _part(one: verdicts.Verdict) -> str:
    if one.level == verdicts.MET:
        return "met"
    if one.status == "on_track":
        return "on_track"
    return "no_value" if one.level == verdicts.NOTHING else "missed"


def short(scene: Scene, step: Step) -> Picture:
    """The benchmarks that the story's state is furthest from, each with value and number."""
    if not scene.iso3:
        raise Gone(step.picture)
    found = [
        cases.of(scene.version, scene.language, one)
        for one in verdicts.verdicts(scene.version).values()
        if one.iso3 == scene.iso3 and one.target is not None
    ]
    # A place in the region is no number that anyone has to reach.
    found = [each for each in found if each.row.statistic not in ("arab_best", "arab_median")]
    found = [each for each in found if gaps.group_of(each) == "missed"]
    found.sort(key=gaps.order)
    if not found:
        raise Gone("benchmarks")
    rows: list[Row] = []
    drawn: list[Benchmark] = []
    shown: list[Used] = []
    for case in found:
        if not _distinct(case.row, drawn):
            continue
        drawn.append(case.row)
        rows.append(_short(scene, case))
        year = case.verdict.latest_year or 0
        shown.append((case.indicator, year, year))
    keys = ("benchmark", "latest", "number")
    grid = Grid(
        text(scene.language, "deck.short", country=named(scene, scene.iso3)),
        tuple(text(scene.language, f"deck.{key}") for key in keys),
        tuple((row.name, row.value, row.note) for row in rows[:MOST_GAPS]),
    )
    return Picture(
        markup_step.strips(rows[:MOST_GAPS], text(scene.language, "story.short")),
        source=sources(scene, shown[:MOST_GAPS]),
        drawn=(grid,),
    )


def _distinct(row: Benchmark, before: Sequence[Benchmark]) -> bool:
    """Return whether no earlier row is of the same indicator: one message, not five of one."""
    return all(row.indicator_id != each.indicator_id for each in before)


def _short(scene: Scene, case: cases.Case) -> Row:
    one = case.verdict
    assert one.latest_value is not None and one.target is not None
    ends = (one.latest_value, one.target)
    share = min(ends) / max(ends) if min(ends) > 0 else 0.0
    note = text(scene.language, "story.number", number=case.compared(one.target))
    if one.status:
        status = text(scene.language, f"verdict.{one.status}")
        note = text(scene.language, "alt.comma").join([note, status])
    # A rank is better the lower it is: its bar says nothing and is left out.
    place = None if case.ranked else share
    return Row(cases.name_of(case), case.amount(one.latest_value), place, 1.0, True, note)


def practices(scene: Scene, step: Step) -> Picture:
    """Two practices side by side, each with its most telling result and limit."""
    known = queries.practices(scene.version)
    picked = [each for each in step.named if each in known]
    if scene.iso3 and not step.named:
        own = [each for each, row in known.items() if row.iso3 == scene.iso3]
        picked = sorted(own, key=lambda each: _telling(known[each]))
    if not picked:
        raise Gone("practices")
    cards = [_card(scene, known[each]) for each in picked[:MOST_CARDS]]
    blocks = tuple(Block(each.place, each.title, (each.result, each.limit)) for each in cards)
    told = (*_ours(scene), *sources(scene, spoken(scene, step)))
    return Picture(markup_step.cards(cards), source=told, drawn=(Blocks("cards", blocks),))


def _telling(row: Practice) -> int:
    found = practice_lines.telling_result(row)
    kinds = practice_lines.TELLING
    return kinds.index(found.kind) if found else len(kinds)


def _card(scene: Scene, row: Practice) -> Card:
    result = practice_lines.result(scene.version, scene.language, row)
    limit = practice_lines.limit(scene.language, row)
    join = text(scene.language, "alt.comma")
    return Card(
        named(scene, row.iso3),
        said(scene.language, row.title),
        (join.join(each for each in (result.label, result.date) if each), result.words),
        (limit.label, limit.words),
    )


def advice(scene: Scene, step: Step) -> Picture:
    """Recommendations by their titles, each with the pillar it serves."""
    known, pillars = queries.recommendations(scene.version), queries.pillars(scene.version)
    rows = [
        Row(
            said(scene.language, known[each].title),
            said(scene.language, pillars[known[each].pillar].name),
            None,
        )
        for each in step.named
        if each in known
    ]
    if not rows:
        raise Gone("recommendations")
    blocks = tuple(Block("", row.name, (("", row.value),)) for row in rows)
    return Picture(markup_step.advice(rows), source=_ours(scene), drawn=(Blocks("list", blocks),))


def _ours(scene: Scene) -> tuple[str, ...]:
    return (text(scene.language, "story.ours"),)


def figures(scene: Scene, view: View) -> Picture:
    """The main figures of the view that the step links to."""
    if not view.facts:
        raise Gone("facts")
    shown = next((each.source[:1] for each in view.exhibits if each.source), _ours(scene))
    facts = view.facts[:MOST_FACTS]
    blocks = tuple(Block(each.label, each.value, (("", each.note),)) for each in facts)
    return Picture(markup_step.figures(facts), source=shown, drawn=(Blocks("figures", blocks),))
