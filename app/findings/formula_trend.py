"""The formulas of a verdict: the trend to target, and the second method beside it."""

from __future__ import annotations

from app import methods
from app.exhibit import Link
from app.findings import outlook, steps
from app.findings.case import Case
from app.findings.scene import formula, setting_of
from app.i18n import code, listed, number, text
from app.markup_card import Step
from app.markup_methods import Formula
from app.methods.companions import AGREEING
from app.methods.progress import GROWTH_EDGES, RATIO_EDGES

UNSD = (
    "https://unstats.un.org/sdgs/files/report/2026/Technical_Note_for_Progress_Assessment_2026.pdf"
)
UNSD_PROGRAM = "undata 0.4.3"
"""The program through which the note was read: the note itself was not at hand."""

OPEN_SDG = (
    "https://github.com/open-sdg/open-sdg/blob/"
    "8bfde81abd538dd6f567b33dd1436cecad6b9962/docs/progress-methodology.md"
)


def _percent(language: str, value: float) -> str:
    digits = next(each for each in range(4) if abs(round(value * 100, each) - value * 100) < 1e-9)
    return number(language, value * 100, digits, suffix="%")


def _bands(language: str) -> tuple[str, ...]:
    """Return the bands of the ratio, and of growth where no number is set."""
    names = ("first", "second", "third", "fourth")
    ratio = {
        name: number(language, edge, 2 if edge else 0)
        for name, edge in zip(names, RATIO_EDGES[1:5], strict=True)
    }
    growth = {
        name: _percent(language, edge) for name, edge in zip(names, GROWTH_EDGES[1:5], strict=True)
    }
    limits = {
        "low": number(language, RATIO_EDGES[0], 1),
        "high": number(language, RATIO_EDGES[-1], 1),
        "slow": _percent(language, GROWTH_EDGES[0]),
        "fast": _percent(language, GROWTH_EDGES[-1]),
    }
    return (
        text(language, "card.band_words", **ratio),
        text(language, "card.band_growth_words", **growth),
        text(language, "formula.trend.score", most=len(methods.STATUSES), **limits),
    )


def trend(language: str, case: Case | None) -> Formula:
    """Return the trend to target: growth, expected value, ratio, and the status by its bands."""
    blank = (
        Step("", "", "g = (v_t ÷ v_b)^{1 ÷ (t − b)} − 1", ""),
        Step("", "", "v_e = v_t · (1 + g)^{T − t}", ""),
        Step("", "", "r = (v_e − v_b) ÷ (v* − v_b)", ""),
    )
    section = steps.section(case) if case else None
    # The first step compares the value with the number, which is no part of the trend.
    found = tuple(step for step in section.steps if "v_t ≥" not in step.symbols) if section else ()
    found = tuple(step for step in found if "v_t ≤" not in step.symbols)
    return formula(
        language,
        "trend",
        named=tuple((letter, text(language, key)) for letter, key in steps.LETTERS.items()),
        steps=found or blank,
        setting=setting_of(case),
        rules=(
            *_bands(language),
            text(language, "formula.trend.base", year=methods.BASE_YEAR),
            text(language, "formula.trend.met"),
            text(language, "formula.trend.insufficient", year=methods.BASE_YEAR),
            text(language, "formula.trend.past"),
            text(language, "formula.trend.bound"),
        ),
        source=(
            Link(text(language, "formula.trend.unsd"), UNSD),
            text(language, "formula.trend.read", program=code(UNSD_PROGRAM)),
        ),
    )


def second(language: str, case: Case | None) -> Formula:
    """Return the second method, and when it is taken to agree with the first."""
    blank = (
        Step("", "", "q = (v* ÷ v_b)^{1 ÷ (T − b)} − 1", ""),
        Step("", "", "R = d · g ÷ |q|", ""),
    )
    section = outlook.opinion(case) if case else None
    found = section.steps if section else ()
    if found and case:
        one = case.verdict
        label = methods.second_opinion(
            one.base_year or 0,
            one.base_value,
            one.latest_year or 0,
            one.latest_value,
            target=one.target or 0.0,
            target_year=one.target_year or 0,
            better=case.row.better,
        ).label
        result = text(language, "card.status_is", status=text(language, f"verdict.{label}"))
        last = found[-1]
        found = (*found[:-1], Step(last.name, last.words, last.symbols, last.numbers, result))
    same = [
        text(
            language,
            "formula.second.pair",
            first=text(language, f"verdict.{status}"),
            second=listed(language, [text(language, f"verdict.{each}") for each in labels]),
        )
        for status, labels in AGREEING.items()
    ]
    return formula(
        language,
        "second",
        letters="g q d",
        steps=found or blank,
        setting=setting_of(case),
        rules=(
            text(language, "card.second_ratio_words", d=code("d")),
            text(language, "formula.second.reached"),
            text(language, "formula.second.zero"),
            text(language, "formula.second.agree", list=text(language, "alt.join").join(same)),
        ),
        source=(Link(text(language, "formula.second.open_sdg"), OPEN_SDG),),
    )
