"""The formulas of progress: way gone, arrival, change needed, evidence, classes of budgets."""

from __future__ import annotations

from app import methods
from app.exhibit import Link
from app.findings import case as cases
from app.findings import formula_trend, outlook, steps
from app.findings.case import Case
from app.findings.scene import formula, setting_of
from app.i18n import number, said, text
from app.markup_card import Step
from app.markup_methods import Formula
from app.methods.progress import direction
from app.methods.scales import BUDGET_CLASSES

ESCAP = "https://data.unescap.org/dataviz/methodology/technical-notes.html"


def every(language: str, case: Case | None, budget: Case | None) -> tuple[Formula, ...]:
    """Return the formulas of progress; all but the budget's are shown by one and the same case."""
    return (
        formula_trend.trend(language, case),
        formula_trend.second(language, case),
        _current(language, case),
        _arrival(language, case),
        _needed(language, case),
        _evidence(language, case),
        _budget(language, budget),
    )


def _current(language: str, case: Case | None) -> Formula:
    index, by_now = "c = 10 · d · (v_t − v_b) ÷ |v* − v_b|", "e = 10 · (t − b) ÷ (T − b)"
    found = (Step("", "", index, ""), Step("", "", by_now, ""))
    one = case.verdict if case else None
    if case and one and one.base_value is not None and one.latest_value is not None:
        assert one.target is not None and one.base_year and one.latest_year and one.target_year
        travelled = methods.current_status_index(
            one.base_year,
            one.base_value,
            one.latest_year,
            one.latest_value,
            target=one.target,
            target_year=one.target_year,
            better=case.row.better,
        )
        assert travelled.index is not None
        base, latest, target = map(case.exact, (one.base_value, one.latest_value, one.target))
        d = number(language, direction(case.row.better))
        found = (
            Step(
                "",
                "",
                index,
                f"c = 10 · {d} · ({latest} − {base}) ÷ |{target} − {base}| = "
                f"{number(language, travelled.index, 2)}",
            ),
            Step(
                "",
                "",
                by_now,
                f"e = 10 · ({one.latest_year} − {one.base_year}) ÷ "
                f"({one.target_year} − {one.base_year}) = "
                f"{number(language, travelled.expected_by_now, 2)}",
                _sentence(outlook.status_reading(case, travelled)),
            ),
        )
    return formula(
        language,
        "current",
        letters="c e d",
        steps=found,
        setting=setting_of(case),
        rules=(text(language, "formula.current.parity"),),
        source=(Link(text(language, "formula.current.escap"), ESCAP),),
    )


def _sentence(words: str) -> str:
    return words[0].upper() + words[1:] + "."


def _arrival(language: str, case: Case | None) -> Formula:
    symbols, numbers, result = "A = t + ln(v* ÷ v_t) ÷ ln(1 + g)", "", ""
    one = case.verdict if case else None
    if case and one and one.target is not None and one.latest_value is not None:
        base, better = one.base_year or 0, case.row.better
        single = methods.arrival(
            case.values(), one.target, base_year=base, better=better, windows=()
        )
        if single and one.growth is not None:
            numbers = (
                f"A = {one.latest_year} + ln({case.exact(one.target)} ÷ "
                f"{case.exact(one.latest_value)}) ÷ ln(1 + {number(language, one.growth, 5)}) = "
                f"{number(language, single[0], 1).replace(',', '')}"
            )
        section = outlook.arrival(case)
        if section:
            item = section.items[0]
            result = text(language, "formula.arrival.result", years=str(item.value))
    return formula(
        language,
        "arrival",
        letters="A g",
        steps=(Step("", "", symbols, numbers, result),),
        setting=setting_of(case),
        rules=(text(language, "formula.arrival.pace"), text(language, "formula.arrival.forecast")),
    )


def _needed(language: str, case: Case | None) -> Formula:
    symbols, numbers = "a = (v* − v_t) ÷ (T − t)", ""
    change = cases.needed(case) if case else None
    one = case.verdict if case else None
    if case and one and change is not None and one.target is not None:
        assert one.latest_value is not None
        numbers = (
            f"a = ({case.exact(one.target)} − {case.exact(one.latest_value)}) ÷ "
            f"({one.target_year} − {one.latest_year}) = {number(language, change, 3, sign=True)}"
        )
    return formula(
        language,
        "needed",
        letters="a",
        steps=(Step("", "", symbols, numbers),),
        setting=setting_of(case),
        rules=(text(language, "formula.needed.past"),),
    )


def _evidence(language: str, case: Case | None) -> Formula:
    section = outlook.evidence(case) if case else None
    found: tuple[Step, ...] = ()
    if case and section:
        item = section.items[0]
        years = len([year for year in case.values() if year >= methods.BASE_YEAR])
        result = text(language, "notice.absent_item", country=str(item.value), reason=item.note)
        points = text(language, "formula.evidence.points", points=number(language, years))
        found = (Step("", "", "", "", f"{points} {_sentence(result)}"),)
    rules = tuple(text(language, f"formula.evidence.{each}") for each in ("strong", "weak", "fair"))
    return formula(
        language,
        "evidence",
        steps=found,
        setting=setting_of(case) if found else "",
        rules=rules,
    )


def _budget(language: str, case: Case | None) -> Formula:
    widest = [number(language, edge) for _, edge in BUDGET_CLASSES]
    words = dict(zip(("first", "second", "third"), widest, strict=True))
    setting = ""
    found: tuple[Step, ...] = ()
    source: tuple[str | Link, ...] = ()
    if case:
        found = tuple(
            Step(step.name, step.words, step.symbols, step.numbers, step.result)
            for step in steps.section(case).steps
        )
        indicator = said(language, case.indicator.name)
        setting = text(language, "alt.comma").join([case.country, indicator])
        source = (Link(said(language, case.row.issuer), case.row.address),)
    return formula(
        language,
        "budget",
        letters="v k",
        steps=(Step("", "", "|v − 100| ≤ k", ""), *found),
        setting=setting,
        rules=(text(language, "card.class_words", **words), text(language, "card.no_class")),
        source=source,
    )
