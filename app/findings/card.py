"""The calculation card of one cell: every input, every step, every source, and a link to it."""

from __future__ import annotations

from functools import lru_cache

from app import markup, markup_card, narrative, queries
from app.exhibit import Exhibit, Link, Table
from app.findings import case as cases
from app.findings import editions, effort, outlook, relative, series, shared, steps
from app.findings.case import Case
from app.findings.verdicts import Verdict
from app.i18n import code, date, said
from app.markup_card import Item, Mark, Section, Step

VIEW = "targets"


@lru_cache(maxsize=256)
def exhibit(version: str, language: str, verdict: Verdict) -> Exhibit:
    """Return the card of a verdict: what it was reached by and what stands beside it."""
    case = cases.of(version, language, verdict)
    found = [
        _inputs(case),
        steps.section(case) if verdict.latest_year is not None else None,
        outlook.travelled(case),
        outlook.opinion(case),
        outlook.evidence(case),
        outlook.arrival(case),
        effort.section(case),
        relative.section(case),
        _origin(case),
    ]
    sections = [each for each in found if each is not None]
    first, last = span(case)
    name = title(version, language, verdict)
    return Exhibit(
        key="card",
        title=name,
        subtitle=sentence(version, language, verdict),
        alt=sentence(version, language, verdict),
        source=narrative.source_lines(
            language,
            case.indicator,
            queries.editions(version, case.indicator.indicator_id, first, last),
            relation=False,
        ),
        dates=editions.dates(version, language, case.indicator.indicator_id, first, last),
        table=_table(case, name, sections),
        picture=markup_card.card(_marks(case), sections),
        notes=(
            *series.notes(language, case.indicator, list(range(first, last + 1))),
            *shared.doubts(version, language, case.indicator, [verdict.iso3]),
        ),
        data=shared.data([case.indicator.indicator_id], first, last, country=[verdict.iso3]),
        drawn=True,
    )


def span(case: Case) -> tuple[int, int]:
    """Return first and last year of the values on the card; of all values where there is none."""
    one = case.verdict
    if one.base_year is not None and one.latest_year is not None:
        return one.base_year, one.latest_year
    known = [year for year, _ in queries.years(case.version, case.indicator.indicator_id)]
    return min(known), max(known)


def title(version: str, language: str, verdict: Verdict) -> str:
    """Return state and benchmark; an illustration says in its title that it is one."""
    case = cases.of(version, language, verdict)
    name = cases.name_of(case)
    if len(case.row.scope) > 1:
        name = case.say("card.title", country=case.country, name=name)
    if not verdict.illustrative:
        return name
    return case.say("card.named", name=name, words=case.say("card.illustrative"))


def sentence(version: str, language: str, verdict: Verdict) -> str:
    """Return the verdict in one sentence; an illustration says in it that it is one."""
    case = cases.of(version, language, verdict)
    found = _sentence(case)
    if not verdict.illustrative:
        return found
    return case.say("card.sentence_joined", first=found, words=case.say("card.illustrative_said"))


def _sentence(case: Case) -> str:
    one = case.verdict
    if one.latest_year is None or one.latest_value is None:
        return case.say("card.sentence_none", reason=cases.reason(case))
    words = {"value": case.amount(one.latest_value), "year": one.latest_year}
    if case.ranked:
        words["value"] = case.say("card.rank", value=words["value"])
    if one.budget_class:
        return case.say("card.sentence_level", level=cases.level_of(case), **words)
    if one.target is None and one.status in ("", "insufficient"):
        if case.unconfirmed:
            return case.say("card.sentence_unconfirmed", **words)
        return case.say("card.sentence_plain", **words)
    if one.target is None:
        status = cases.status_of(case)
        return case.say("card.sentence_growth", base=one.base_year, status=status, **words)
    words["number"] = case.compared(one.target)
    if not one.status:
        return case.say("card.sentence_against", level=cases.level_of(case), **words)
    if one.status == "insufficient":
        return case.say("card.sentence_insufficient", level=cases.level_of(case), **words)
    return case.say(
        "card.sentence_trend",
        base=one.base_year,
        level=cases.level_of(case),
        status=cases.status_of(case),
        **words,
    )


def _marks(case: Case) -> list[Mark]:
    """Return the words of the verdict: level, status, evidence, and what it is not."""
    one = case.verdict
    found = [Mark(cases.level_of(case))]
    if one.status:
        found.append(Mark(cases.status_of(case), one.status))
    if one.evidence is not None:
        found.append(Mark(case.say(f"verdict.{one.evidence.mark}")))
    if one.illustrative:
        found.append(Mark(case.say("card.illustrative_mark")))
    return found


def _inputs(case: Case) -> Section:
    """Return what the verdict was reached from."""
    one, items = case.verdict, []
    if one.latest_year is None or one.latest_value is None:
        items.append(Item(case.say("card.latest"), case.say("term.no_value"), cases.reason(case)))
    else:
        ends: list[tuple[str, int | None, float | None]] = []
        if cases.enough(case) and (one.status or case.ranked):
            ends.append(("card.base", one.base_year, one.base_value))
        ends.append(("card.latest", one.latest_year, one.latest_value))
        items += [
            Item(case.say(key), _shown(case, value), _at(case, year)) for key, year, value in ends
        ]
    number = one.target if one.target is not None else case.row.value
    due = one.target_year if one.target_year is not None else case.row.year
    if number is not None:
        notes = (_due(case, due), steps.computed(case))
        note = case.say("alt.join").join(each for each in notes if each)
        items.append(Item(case.say("card.number"), case.compared(number), note))
    else:
        items.append(Item(case.say("card.number"), case.say("verdict.shown")))
    if one.gap is not None:
        items.append(
            Item(
                case.say("card.gap"),
                case.difference(one.gap),
                case.say("card.gap_ranks" if case.ranked else "card.gap_note"),
            )
        )
    return Section(case.say("card.inputs"), items=tuple(items))


def _shown(case: Case, value: float | None) -> str:
    shown = "" if value is None else case.amount(value)
    return case.say("card.rank", value=shown) if case.ranked else shown


def _at(case: Case, year: int | None) -> str:
    """Return the year or edition of a value; of a rank also whether we computed it."""
    if year is None:
        return ""
    ours = case.ranked and not case.indicator.rank_published
    parts = [narrative.edition_of(case.language, case.indicator, year)]
    return case.say("alt.comma").join([*parts, *([case.say("term.computed")] if ours else [])])


def _due(case: Case, year: int | None) -> str:
    """Return by when the number is due, where a year was set."""
    if year is None:
        return ""
    if case.verdict.illustrative:
        return case.say("card.drawn_to", year=year)
    return case.say("card.judged_at" if case.row.standing == "expired" else "card.by", year=year)


def _origin(case: Case) -> Section:
    """Return where value and benchmark come from, and the address of this card."""
    row, language = case.row, case.language
    relation = case.say(f"relation.{row.relation}", sdg=row.target)
    source = case.indicator.source
    asked = {"lang": language, "cell": case.verdict.key}
    if case.verdict.illustrative:
        asked["illustrative"] = "1"
    if row.standing == "expired":
        asked["past"] = "1"
    checked = case.say("card.checked", date=date(language, row.checked))
    items = (
        Item(case.say("card.value_source"), Link(said(language, source.name), source.url)),
        Item(case.say("card.issuer"), Link(said(language, row.issuer), row.address), checked),
        Item(case.say("card.kind"), case.say(f"kind.{row.type}")),
        Item(case.say("card.standing"), case.say(f"standing.{row.standing}")),
        Item(case.say("card.relation"), relation, said(language, row.reason)),
        Item(case.say("card.version"), code(case.version)),
        Item(case.say("card.address"), Link(case.say("card.link"), markup.href(VIEW, asked))),
    )
    return Section(case.say("card.origin"), said=(said(language, row.text),), items=items)


def _table(case: Case, caption: str, sections: list[Section]) -> Table:
    """Return everything on the card as a table, section by section."""
    rows: list[tuple[str | Link, ...]] = []
    groups = []
    for section in sections:
        before = len(rows)
        explained = [*section.said, *_letters(case, section)]
        rows += [(case.say("card.explained"), each, "") for each in explained]
        rows += [(item.label, item.value, item.note) for item in section.items]
        rows += [_step(step) for step in section.steps]
        groups.append((section.name, len(rows) - before))
    head = (case.say("card.what"), case.say("term.value"), case.say("card.note"))
    return Table(caption, head, tuple(rows), tuple(group for group in groups if group[1]))


def _letters(case: Case, section: Section) -> list[str]:
    """Return what the letters of a section's formulas stand for, in one sentence."""
    named = [
        case.say("alt.item", name=_plain(letter), value=words) for letter, words in section.letters
    ]
    return [case.say("alt.join").join(named)] if named else []


def _step(step: Step) -> tuple[str, str, str]:
    """Return a step as a row: what it comes to, its words, its formula, what follows from it."""
    notes = [step.words, _plain(step.numbers), step.result if step.value else ""]
    return step.name, step.value or step.result, " ".join(each for each in notes if each)


def _plain(formula: str) -> str:
    """Return a formula as one left-to-right run of plain text."""
    if not formula:
        return ""
    return code(formula.replace("^{", "^(").replace("}", ")").replace("_", ""))
