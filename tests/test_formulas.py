"""Every method is told in words and symbols, and each example can be followed by hand."""

from __future__ import annotations

import inspect
import math
import re
from pathlib import Path

import duckdb
import pytest

from app import i18n, methods, recommend, store
from app.findings import formulas, scene
from app.i18n import text

LANGUAGES = list(i18n.LANGUAGES)


@pytest.fixture
def version(store_dir: Path) -> str:
    return store.current()


@pytest.fixture
def sql(store_dir: Path, version: str) -> duckdb.DuckDBPyConnection:
    return duckdb.connect(store_dir / f"{version}.duckdb", read_only=True)


def plain(words: str) -> str:
    return re.sub("[\u2066-\u2069]", "", words)


EXPLAINED = {
    "agree": "second",
    "arrival": "arrival",
    "band": "band",
    "budget_class": "budget",
    "change": "change",
    "competition_rank": "rank",
    "cross_section": "window",
    "current_status_index": "current",
    "default_year": "opening",
    "evidence": "evidence",
    "income_peers": "income",
    "medians": "median",
    "merit": "position",
    "needed_change": "needed",
    "paired": "paired",
    "percentile": "percentile",
    "placed": "position",
    "position": "position",
    "second_opinion": "second",
    "speed": "speed",
    "standing": "rank",
    "summary": "median",
    "trend_to_target": "trend",
    "trends_to_target": "trend",
    "world_means": "mean",
    "share": "gap",
    "suits": "score",
    "places": "score",
    "whole": "score",
    "scored": "score",
    "ranked": "score",
}
"""Each public function of the methods and of the recommendations, and the formula that tells it."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_method_is_explained_with_an_example(version: str, language: str) -> None:
    public = {name for name in methods.__all__ if inspect.isfunction(getattr(methods, name))}
    public |= {
        name
        for name, own in vars(recommend).items()
        if inspect.isfunction(own) and own.__module__ == recommend.__name__ and name[0] != "_"
    }
    assert public == set(EXPLAINED)
    found = {each.key: each for rows in formulas.every(version, language).values() for each in rows}
    assert {each.replace("_", "-") for each in EXPLAINED.values()} == set(found)
    none = text(language, "formula.no_example")
    for key, one in found.items():
        assert one.words[0], key
        assert one.source, key
        assert one.setting != none, key
        assert any(step.numbers or step.result for step in one.steps), key
        if key != "evidence":
            assert any(step.symbols for step in one.steps) or one.rules, key


def followed(expression: str) -> float:
    """Return what an expression of a formula comes to, read as a reader would."""
    words = plain(expression).replace(",", "")
    words = re.sub(r"\^\{([^{}]*)\}", r"**(\1)", words)
    words = re.sub(r"\|([^|]*)\|", r"abs(\1)", words)
    for sign, python in (("÷", "/"), ("·", "*"), ("×", "*"), ("−", "-"), ("ln", "log")):
        words = words.replace(sign, python)
    assert re.fullmatch(r"[-+*/(). \dabslog]+", words), expression
    return float(eval(words, {"__builtins__": {}, "abs": abs, "log": math.log}))  # noqa: S307


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_follows_an_example_by_hand_comes_to_its_result(version: str, language: str) -> None:
    seen = set()
    for rows in formulas.every(version, language).values():
        for one in rows:
            for step in one.steps:
                parts = step.numbers.split(" = ")
                if len(parts) < 2 or not re.search("[÷·|−+]", plain(parts[-2])):
                    continue
                printed = plain(parts[-1]).replace("−", "-").replace(",", "")
                digits = len(printed.partition(".")[2])
                assert followed(parts[-2]) == pytest.approx(
                    float(printed), rel=2e-3, abs=0.51 * 10**-digits
                ), (one.key, step.numbers)
                seen.add(one.key)
    assert seen >= {
        *("rank", "percentile", "median", "mean", "change", "position", "income", "trend"),
        *("second", "current", "arrival", "needed", "budget", "gap", "score", "speed"),
    }


def test_examples_follow_the_figures(version: str, sql: duckdb.DuckDBPyConnection) -> None:
    chosen = scene.find(version, "en")
    assert chosen is not None
    states = sql.execute(
        """
        SELECT iso3 FROM observation JOIN country USING (iso3)
        WHERE arab AND indicator_id = ? AND year = ? ORDER BY value DESC, rank
        """,
        [chosen.indicator.indicator_id, chosen.year],
    ).fetchall()
    assert chosen.iso3 == states[(len(states) - 1) // 2][0]
    lower, economies = sql.execute(
        """
        SELECT count(*) FILTER (value < (SELECT value FROM observation
                   WHERE indicator_id = $1 AND year = $2 AND iso3 = $3)), count(*)
        FROM observation WHERE indicator_id = $1 AND year = $2
        """,
        [chosen.indicator.indicator_id, chosen.year, chosen.iso3],
    ).fetchall()[0]
    (found,) = [
        each for each in formulas.every(version, "en")["levels"] if each.key == "percentile"
    ]
    assert f"100 · ({lower} + 0 ÷ 2) ÷ {economies}" in found.steps[0].numbers


def test_without_figures_for_an_example_the_formulas_stand_alone(
    version: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("find", "way", "budget"):
        monkeypatch.setattr(scene, name, lambda *_: None)
    formulas.every.cache_clear()
    try:
        for language in LANGUAGES:
            for rows in formulas.every(version, language).values():
                for one in rows:
                    assert one.words
        alone = {one.key for one in rows if one.setting == text("ar", "formula.no_example")}
        assert alone == {"gap", "score"}
    finally:
        formulas.every.cache_clear()
