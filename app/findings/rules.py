"""The rules of the recommendations in words, with the formula and one example from the store."""

from __future__ import annotations

from collections.abc import Sequence

from app import markup_recommendation, recommend
from app.exhibit import Exhibit, Table
from app.findings import shortfalls
from app.findings.priorities import Priorities
from app.i18n import number, said, text
from app.markup_recommendation import Rules
from app.recommend import Ranked

FORMULA = "s = (g_1 ÷ 1 + g_2 ÷ 2 + g_3 ÷ 3 + …) ÷ (1 ÷ 1 + 1 ÷ 2 + 1 ÷ 3 + …) × w ÷ W"
LETTERS = (("s", "score"), ("g_i", "gap"), ("w", "weight"), ("W", "heaviest"))


def exhibit(version: str, language: str, asked: Priorities, shown: Sequence[Ranked]) -> Exhibit:
    """Return the rules; the example is the recommendation that stands first."""
    example, numbers = "", ""
    if shown:
        first = shown[0]
        title = said(language, first.recommendation.title)
        example = text(language, "recommendations.example", title=title)
        numbers = worked(version, language, asked, first)
    percent = number(language, recommend.LEAST * 100, suffix="%")
    words = {
        "least": percent,
        "years": shortfalls.OLDEST,
        "same": recommend.SAME,
        "most": recommend.MOST,
    }
    rules = Rules(
        name=text(language, "recommendations.rules"),
        said=tuple(
            text(language, f"recommendations.rule.{key}", **words)
            for key in ("gap", "score", "weight", "order")
        ),
        formula=FORMULA,
        letters=tuple(
            (letter, text(language, f"recommendations.letter.{key}")) for letter, key in LETTERS
        ),
        example=example,
        numbers=numbers,
    )
    return Exhibit(
        key="rules",
        title=text(language, "recommendations.how"),
        subtitle=text(language, "recommendations.how_help"),
        alt="",
        source=(),
        table=Table("", (), ()),
        picture=markup_recommendation.rules(rules),
    )


def worked(version: str, language: str, asked: Priorities, ranked: Ranked) -> str:
    """Return the score of a recommendation with its numbers put in."""
    own, wish = ranked.recommendation, asked.wish(version)
    terms = " + ".join(
        f"{number(language, each.gap.share, 3)} ÷ {each.place}"
        for each in sorted(ranked.because, key=lambda each: each.place)
    )
    whole = recommend.whole(own, shortfalls.measured(version))
    heaviest = max((*wish.weights.values(), 1))
    careful = ""
    if wish.conflict and own.conflict == "with_care":
        careful = f" × {number(language, recommend.CARE, 1)}"
    return (
        f"({terms}) ÷ {number(language, whole, 3)}"
        f" × {wish.weights[own.pillar]} ÷ {heaviest}{careful}"
        f" = {number(language, ranked.score, 3)}"
    )
