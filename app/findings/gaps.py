"""What a country has not reached: all its benchmarks, sorted by how far they are."""

from __future__ import annotations

from functools import lru_cache

from app import markup, markup_card, methods, queries
from app.exhibit import Exhibit, Table
from app.findings import case as cases
from app.findings import verdicts
from app.findings.case import Case
from app.i18n import number, said, text
from app.markup_card import Mark, Row

GROUPS = ("missed", "met", "open", "nothing", "past")
"""Runs of rows, in the order in which they stand."""

STATUSES = (*methods.STATUSES, methods.INSUFFICIENT, "")
"""Statuses in the order of rows: the worst first, then those that say nothing."""


@lru_cache(maxsize=128)
def exhibit(
    version: str,
    language: str,
    iso3: str,
    illustrative: bool = False,
    only: frozenset[str] | None = None,
) -> Exhibit:
    """Return a country's benchmarks, all or `only` some, as a table; each row leads to its card."""
    rows = [
        cases.of(version, language, verdict)
        for verdict in verdicts.verdicts(version, illustrative).values()
        if verdict.iso3 == iso3 and (only is None or verdict.benchmark_id in only)
    ]
    rows.sort(key=order)
    groups = [(name, [row for row in rows if group_of(row) == name]) for name in GROUPS]
    shown = [(text(language, f"gaps.{name}"), members) for name, members in groups if members]
    country = said(language, queries.countries(version)[iso3].name)
    title = text(language, "gaps.title", country=country)
    counts = [
        text(language, "alt.item", name=name, value=number(language, len(members)))
        for name, members in shown
    ]
    listed = text(language, "alt.comma").join(counts)
    illustrated = any(row.verdict.illustrative for row in rows)
    return Exhibit(
        key="gaps",
        title=title,
        subtitle=text(language, "gaps.subtitle"),
        alt=text(language, "gaps.alt", country=country, list=listed),
        source=(),
        table=Table("", (), ()),
        picture=markup_card.gaps(
            title,
            text(language, "alt.join").join(counts),
            [
                text(language, f"gaps.{each}")
                for each in ("benchmark", "value", "number", "gap", "status", "needed", "evidence")
            ],
            [(name, [_row(each, illustrative) for each in members]) for name, members in shown],
            text(language, "gaps.empty"),
        ),
        notes=(
            *((text(language, "gaps.illustrative"),) if illustrated else ()),
            text(language, "gaps.note"),
        ),
        data={
            "indicator": ",".join(sorted({row.indicator.indicator_id for row in rows})),
            "country": iso3,
        },
        drawn=bool(rows),
    )


def group_of(case: Case) -> str:
    """Return the run of rows in which a verdict stands."""
    one = case.verdict
    if case.row.standing == "expired":
        return "past"
    if one.level in (verdicts.MISSED, verdicts.MET):
        return one.level
    return "nothing" if one.level == verdicts.NOTHING else "open"


def order(case: Case) -> tuple[int, int, int, float]:
    """Return the key of a row: its run, then short of the number, worst trend, widest gap.

    The gap is taken in relation to the number it is short of.
    """
    one = case.verdict
    relative = abs(one.gap / one.target) if one.gap is not None and one.target else 0.0
    return (
        GROUPS.index(group_of(case)),
        int(one.level != verdicts.MISSED),
        STATUSES.index(one.status),
        -relative,
    )


def _row(case: Case, illustrative: bool) -> Row:
    one, language = case.verdict, case.language
    asked = {"lang": language, "country": one.iso3, "cell": one.key}
    if illustrative:
        asked["illustrative"] = "1"
    if case.row.standing == "expired":
        asked["past"] = "1"
    relation = text(language, f"gaps.{case.row.relation}", target=case.row.target)
    change = cases.needed(case)
    status = Mark(cases.status_of(case), one.status) if one.status else None
    return Row(
        cases.name_of(case),
        markup.href("targets", asked),
        (relation, *((case.say("card.illustrative_mark"),) if one.illustrative else ())),
        (_value(case), _number(case), "" if one.gap is None else case.difference(one.gap)),
        status or (Mark(cases.level_of(case)) if one.budget_class else None),
        "" if change is None else case.yearly(change),
        "" if one.evidence is None else case.say(f"verdict.{one.evidence.mark}"),
    )


def _value(case: Case) -> str:
    """Return the latest value with its year; why there is none where there is none."""
    one = case.verdict
    if one.latest_value is None:
        return cases.reason(case)
    value = case.amount(one.latest_value)
    shown = case.say("card.rank", value=value) if case.ranked else value
    return case.say("gaps.dated", value=shown, year=one.latest_year)


def _number(case: Case) -> str:
    one = case.verdict
    value = one.target if one.target is not None else case.row.value
    if value is None:
        return ""
    shown = case.compared(value)
    # An illustration is drawn to a year that nobody set.
    year = None if one.illustrative else one.target_year or case.row.year
    return case.say("gaps.due", number=shown, year=year) if year else shown
