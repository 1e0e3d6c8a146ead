"""Every method in words and symbols, with an example computed from the store."""

from __future__ import annotations

from functools import lru_cache

from app import markup_methods, recommend
from app.exhibit import Exhibit, Table
from app.findings import (
    formula_compared,
    formula_levels,
    formula_progress,
    rules,
    scene,
    shortfalls,
)
from app.findings.priorities import Priorities
from app.findings.scene import Scene, formula
from app.i18n import number, said, text
from app.markup_card import Step
from app.markup_methods import Formula, Words
from app.queries import recommendations

GROUPS = ("levels", "compared", "progress", "advice")
"""The headings under which the formulas stand."""


@lru_cache(maxsize=8)
def exhibit(version: str, language: str) -> Exhibit:
    """Return the formulas in their groups."""
    groups = [
        (text(language, f"formula.group.{name}"), rows)
        for name, rows in every(version, language).items()
    ]
    words = Words(text(language, "formula.example"), text(language, "formula.source"))
    return Exhibit(
        key="formulas",
        title=text(language, "methods.formulas"),
        subtitle=text(language, "methods.formulas_help"),
        alt="",
        source=(),
        table=Table("", (), ()),
        picture=markup_methods.formulas(words, groups),
    )


@lru_cache(maxsize=8)
def every(version: str, language: str) -> dict[str, tuple[Formula, ...]]:
    """Return every formula by its group."""
    found = scene.find(version, language)
    case, budget = scene.way(version, language), scene.budget(version, language)
    return {
        "levels": formula_levels.every(language, found, version),
        "compared": formula_compared.every(language, found),
        "progress": formula_progress.every(language, case, budget),
        "advice": _advice(version, language, found),
    }


def _advice(version: str, language: str, found: Scene | None) -> tuple[Formula, ...]:
    """Return how a gap is measured, and how gaps bring a recommendation up."""
    share, numbers, setting = "s = (m_n − m) ÷ D", "", ""
    gaps = shortfalls.gaps(version, found.iso3) if found else {}
    widest = max(gaps.values(), key=lambda gap: (gap.share, gap.indicator_id), default=None)
    if found and widest and widest.share > 0:
        ground = shortfalls.grounds(version)[widest.indicator_id]
        own, wanted = ground.merit(widest.value), ground.merit(widest.reference)
        shown = recommend.share(own, wanted, ground.distance)
        numbers = (
            f"s = ({found.exact(wanted)} − {found.exact(own)}) ÷ {found.exact(ground.distance)} = "
            f"{number(language, shown, 3)}"
        )
        name = said(language, ground.indicator.name)
        setting = found.setting(found.named(found.iso3), name, str(widest.year))
    words = {
        "least": number(language, recommend.LEAST * 100, suffix="%"),
        "years": shortfalls.OLDEST,
        "same": recommend.SAME,
        "most": recommend.MOST,
    }
    gap = formula(
        language,
        "gap",
        letters="m m_n D",
        steps=(Step("", "", share, numbers),),
        setting=setting,
        rules=(text(language, "recommendations.rule.gap", **words),),
    )
    return gap, _score(version, language, found, words)


def _score(version: str, language: str, found: Scene | None, words: dict[str, object]) -> Formula:
    numbers, setting, result = "", "", ""
    if found:
        asked = Priorities(country=found.iso3)
        first = recommend.ranked(
            recommendations(version).values(),
            shortfalls.gaps(version, found.iso3),
            asked.wish(version),
            shortfalls.measured(version),
        )[:1]
        for each in first:
            numbers = f"s = {rules.worked(version, language, asked, each)}"
            setting = found.setting(found.named(found.iso3))
            title = said(language, each.recommendation.title)
            result = text(language, "formula.score.result", title=title)
    return formula(
        language,
        "score",
        named=tuple(
            (letter, text(language, f"recommendations.letter.{key}"))
            for letter, key in rules.LETTERS
        ),
        steps=(Step("", "", rules.FORMULA, numbers, result),),
        setting=setting,
        rules=tuple(
            text(language, f"recommendations.rule.{key}", **words)
            for key in ("score", "weight", "order")
        ),
    )
