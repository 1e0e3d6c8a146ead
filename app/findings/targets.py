"""Where the states stand against targets and benchmarks: the finding, the matrix, the register."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from app import markup, queries
from app.exhibit import Exhibit, Fact, View
from app.findings import matrix, register
from app.findings.filters import ALL, ARAB, Filters, passing, states
from app.findings.verdicts import MET, MISSED, NOTHING, Verdict, judged, verdicts
from app.i18n import number, said, text
from app.records import Benchmark

LEADS = ("internet_all", "egdi_very_high")
"""Benchmarks of which the headline speaks where they pass the filters."""


@lru_cache(maxsize=16)
def find(version: str, language: str, filters: Filters) -> View:
    """Return the matrix and the register of what passes the filters."""
    rows, carried = passing(version, filters), judged(version)
    live = {each: row for each, row in rows.items() if row.standing != "expired"}
    past = {each: row for each, row in rows.items() if row.standing == "expired"}
    cells = verdicts(version, filters.illustrative)
    sight = matrix.Sight(version, language, states(version, filters), cells, filters.link(language))
    parts = [
        (
            goal,
            text(language, "targets.of_goal", goal=goal),
            _about(version, language, goal),
            [row for each, row in live.items() if row.target == goal and each in carried],
        )
        for goal in filters.goals()
    ]
    if filters.past:
        title, words = (text(language, f"targets.{key}") for key in ("past", "past_help"))
        parts.append(("past", title, words, [row for each, row in past.items() if each in carried]))
    exhibits: list[Exhibit] = []
    unseen = list(filters.goals())
    for key, title, words, own in parts:
        # A single country has a list of its own, by how far it is, in place of a matrix of one row.
        if own and filters.country == ALL:
            first = not exhibits
            exhibits.append(matrix.exhibit(sight, key, title, words, own, first=first))
            unseen = [goal for goal in unseen if goal != key]
    listed = {**live, **past} if filters.past else live
    exhibits.append(register.exhibit(version, language, list(listed.values())))
    leading = _lead(version, [row for each, row in live.items() if each in carried], filters)
    return View(
        title=text(language, "targets.title"),
        sentence=_sentence(version, language, filters, leading, cells),
        context=text(language, "targets.context"),
        facts=_facts(version, language, filters, leading, cells),
        exhibits=tuple(exhibits),
        notes=_notes(version, language, filters, live, unseen),
    )


def _lead(version: str, rows: Sequence[Benchmark], filters: Filters) -> Benchmark | None:
    """Return the benchmark of which the headline speaks: one with number and trend, if there is."""

    def weight(row: Benchmark) -> tuple[bool, ...]:
        numbered = row.value is not None or row.statistic is not None
        asked = filters.illustrative and row.type == "index_band" and row.value is not None
        known = row.benchmark_id in LEADS
        confirmed = row.standing != "to_be_confirmed"
        return (asked, confirmed, numbered and row.trend, numbered and known, numbered, row.trend)

    return max(rows, key=weight, default=None)


def _own(
    version: str, filters: Filters, row: Benchmark, cells: Mapping[str, Verdict]
) -> list[Verdict]:
    """Return the verdicts of the states shown on a benchmark, those without a value as well."""
    shown = set(states(version, filters))
    return [cells[f"{iso3}.{row.benchmark_id}"] for iso3 in row.scope if iso3 in shown]


def _sentence(
    version: str,
    language: str,
    filters: Filters,
    lead: Benchmark | None,
    cells: Mapping[str, Verdict],
) -> str:
    """Return the finding: of a country over all its benchmarks, else of the one that leads."""
    if lead is None:
        return text(language, "targets.headline_none")
    if filters.country != ALL:
        return _of_country(version, language, filters, cells)
    own = _own(version, filters, lead, cells)
    known = [each for each in own if each.level != NOTHING]
    met = sum(each.level == MET for each in known)
    coming = sum(each.status == "on_track" and each.level != MET for each in known)
    name = said(language, lead.name)
    if filters.group != ARAB:
        group = said(language, queries.groups(version)[filters.group].name)
        name = text(language, "targets.in_group", name=name, group=group)
    total = number(language, len(known))
    judging = any(each.status for each in known)
    numbered = any(each.level in (MET, MISSED) for each in known)
    classed = [each for each in known if each.budget_class]
    if not known:
        found = text(language, "targets.headline_empty", name=name)
    elif numbered and len(own) == 1:
        level = text(language, f"verdict.{known[0].level}")
        found = text(language, "targets.headline", name=name, found=level)
    elif numbered:
        reached = _counted(language, "reached", met, total)
        found = text(language, "targets.headline", name=name, found=reached)
        if judging:
            more = _counted(language, "coming", coming)
            found = text(language, "targets.headline_more", found=found, more=more)
    elif classed:
        best = sum(each.budget_class == "a" for each in classed)
        words = text(language, "targets.best_class", count=best, total=len(classed))
        found = text(language, "targets.headline", name=name, found=words)
    elif judging:
        reached = _counted(language, "growing", coming, total)
        found = text(language, "targets.headline", name=name, found=reached)
    else:
        shown = text(language, "targets.valued", count=len(known), total=number(language, len(own)))
        found = text(language, "targets.headline", name=name, found=shown)
    if any(each.illustrative for each in own):
        return text(language, "targets.illustrated", found=found)
    return found


def _counted(language: str, key: str, count: int, total: str = "") -> str:
    """Return a count in words; none at all has words of its own."""
    if count == 0:
        return text(language, f"targets.{key}_none", total=total)
    return text(language, f"targets.{key}", count=count, total=total)


def _of_country(version: str, language: str, filters: Filters, cells: Mapping[str, Verdict]) -> str:
    """Return how many of a country's benchmarks with a number are reached or on track."""
    carried = judged(version)
    rows = [
        row
        for each, row in passing(version, filters).items()
        if each in carried and row.standing != "expired"
    ]
    own = [each for row in rows for each in _own(version, filters, row, cells)]
    name = said(language, queries.countries(version)[filters.country].name)
    known = [each for each in own if each.level in (MET, MISSED)]
    if not known:
        return text(language, "targets.headline_empty", name=name)
    met = sum(each.level == MET for each in known)
    coming = sum(each.status == "on_track" and each.level != MET for each in known)
    total = number(language, len(known))
    reached = _counted(language, "own_reached", met, total)
    found = text(language, "targets.headline", name=name, found=reached)
    more = _counted(language, "own_coming", coming)
    found = text(language, "targets.headline_more", found=found, more=more)
    if any(each.illustrative for each in own):
        return text(language, "targets.illustrated", found=found)
    return found


def _facts(
    version: str,
    language: str,
    filters: Filters,
    lead: Benchmark | None,
    cells: Mapping[str, Verdict],
) -> tuple[Fact, ...]:
    """Return how the states divide on the benchmark that leads; none for a single country."""
    if lead is None or filters.country != ALL:
        return ()
    own = _own(version, filters, lead, cells)
    known = [each for each in own if each.level != NOTHING]
    if not any(each.level in (MET, MISSED) for each in known):
        return ()
    met = sum(each.level == MET for each in known)
    coming = [each for each in known if each.level != MET and each.status == "on_track"]
    open_ = [each for each in known if each.level != MET and each.status == "insufficient"]
    counts = {"fact_reached": met}
    if any(each.status for each in known):
        counts |= {
            "fact_coming": len(coming),
            "fact_behind": len(known) - met - len(coming) - len(open_),
            "fact_open": len(open_) + len(own) - len(known),
        }
    else:
        counts |= {
            "fact_missed": len(known) - met,
            "fact_no_value": len(own) - len(known),
        }
    return tuple(
        Fact(text(language, f"targets.{key}"), number(language, count))
        for key, count in counts.items()
    )


def _about(version: str, language: str, goal: str) -> str:
    """Return what has to be said rightly of an SDG target."""
    return text(
        language,
        f"targets.about.{goal.replace('.', '_')}",
        health=_surveyed(version, "health_satisfaction"),
        services=_surveyed(version, "government_satisfaction"),
        total=len(queries.groups(version)[ARAB].members),
    )


def _notes(
    version: str,
    language: str,
    filters: Filters,
    live: Mapping[str, Benchmark],
    unseen: Sequence[str],
) -> tuple[str, ...]:
    """Return what is said of targets without a matrix in view, and of the illustration."""
    found = [_about(version, language, goal) for goal in unseen]
    if filters.illustrative:
        bands = any(row.type == "index_band" and row.value is not None for row in live.values())
        key = "about_illustrative" if bands else "nothing_illustrative"
        found.append(text(language, f"targets.{key}"))
    return tuple(found)


def _surveyed(version: str, indicator_id: str) -> int:
    """Return how many Arab states have a value of an indicator in any year."""
    values = queries.values(version, indicator_id)
    return len(set(values["iso3"]) & set(queries.groups(version)[ARAB].members))


def closing(language: str, filters: Filters) -> str:
    """Return the link that closes a card and leaves the view as it is."""
    address = markup.href(matrix.VIEW, filters.link(language))
    return markup.suggestions("", [markup.link(address, text(language, "targets.close"))])
