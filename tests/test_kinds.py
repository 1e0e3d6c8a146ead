"""Kinds of indicators that are not plain levels: dates, quoted scores, doubts, broken series."""

from __future__ import annotations

from pathlib import Path

import pytest

from app import i18n, methods, narrative, queries, store
from app.exhibit import View
from app.findings import compare, country, overview, shared
from app.findings.choice import Choice


@pytest.fixture
def version(store_dir: Path) -> str:
    return store.current()


def seen(version: str, indicator: str, year: int, language: str = "en") -> View:
    return overview.find(version, language, indicator, year, "arab")


def test_dates_are_years_in_their_order_without_rank_or_mean(version: str) -> None:
    view = seen(version, "marrakesh_year", 2025)
    ranking = view.exhibit("ranking")
    years = [row[1] for row in ranking.table.rows if row[1].isdigit()]
    assert years == sorted(years)
    assert len(years) == 8
    assert view.facts == ()
    assert not any(row[3] for row in ranking.table.rows)
    assert "8 of 22" in view.sentence
    assert {row[1] for row in ranking.table.rows if not row[1].isdigit()} == {
        "no value (signed, not ratified)",
        "no value (not a party)",
    }
    profile = country.find(version, "ar", "LBN", "crpd_year", 2025)
    assert profile.exhibit("trend").figure is None
    assert "2,025" not in str(profile)


def test_a_date_of_doubt_is_shown_with_its_note(version: str) -> None:
    profile = country.find(version, "en", "LBN", "crpd_year", 2025)
    assert any("Lebanon 2025" in note for note in profile.exhibit("trend").notes)


def test_dates_are_not_offered_for_comparison(version: str) -> None:
    from app import choices

    assert "crpd_year" in queries.indicators(version)
    assert "crpd_year" not in choices.comparable(version)
    asked = {"indicator": "crpd_year", "chart": "scatter"}
    assert choices.compare(version, asked).indicator == choices.default_indicator(version)


def test_a_few_quoted_scores_make_no_rank_and_no_median(version: str) -> None:
    """Four of seventeen scores are known: their median is not the region's."""
    view = seen(version, "gems", 2024)
    assert view.facts == ()
    assert view.sentence.startswith("Maturity of digital services: 4 scores could be quoted")
    ranking = view.exhibit("ranking")
    assert ranking.table.head[-1] == "Quoted from"
    for row in ranking.table.rows[:4]:
        assert "http" in row[-1]
        assert row[3] == ""
    figure = ranking.figure.to_dict()
    assert "Median" not in str(figure["layout"].get("annotations"))
    profile = country.find(version, "en", "QAT", "gems", 2024)
    assert [fact.label for fact in profile.facts] == ["Value"]


def test_a_rank_in_the_world_needs_a_world(version: str) -> None:
    """Of 46 economies with a figure none is ranked in the world; of 190 each is."""
    few = shared.standing(version, "government_satisfaction", 2021, "arab")
    assert few["world_rank"].isna().all()
    assert few["percentile"].isna().all()
    many = shared.standing(version, "gtmi", 2025, "arab")
    assert many["world_rank"].notna().all()
    assert len(shared.world(version, "gtmi", 2025)) >= methods.LEAST_ECONOMIES


def test_a_doubtful_value_is_said_and_left_out(version: str) -> None:
    view = seen(version, "health_satisfaction", 2018)
    ranking = view.exhibit("ranking")
    noted = next(note for note in ranking.notes if note.startswith("Published, but left out"))
    for state in ("Iraq 2018", "Jordan 2018", "Lebanon 2018"):
        assert state in noted
    listed = {row[0]: row for row in ranking.table.rows}
    assert listed["Lebanon"][2] != "2018"
    values = queries.values(version, "health_satisfaction")
    assert values[(values["iso3"] == "LBN") & (values["year"] == 2018)].empty


def test_a_total_with_one_side_missing_is_left_out(version: str) -> None:
    """Iraq's trade of 2010 is exports only: 1,800 dollars are no total."""
    doubted = queries.doubted(version, "env_tech_trade")
    assert ("IRQ", 2010) in doubted
    totals = queries.values(version, "env_tech_trade")
    for side in ("env_tech_imports", "env_tech_exports"):
        present = set(map(tuple, queries.values(version, side)[["iso3", "year"]].to_numpy()))
        assert set(map(tuple, totals[["iso3", "year"]].to_numpy())) <= present


def test_no_line_and_no_change_crosses_a_new_method(version: str) -> None:
    earlier, moves = shared.change(version, "gtmi", 2022)
    assert earlier is None
    assert moves.empty
    assert shared.change(version, "gtmi", 2025)[0] == 2022
    choice = Choice("lines", "gtmi", "epi", ("SAU",), (), 2020, 2025)
    view = compare.find(version, "en", choice)
    (line,) = [trace for trace in view.exhibits[0].figure.data if trace.name == "Saudi Arabia"]
    assert [year for year, value in zip(line.x, line.y, strict=True) if value is None] == [2021.5]
    assert "from" in view.sentence
    assert "2020" not in view.sentence


def test_an_aim_that_is_no_end_has_its_mark(version: str) -> None:
    for indicator, words in (
        ("women_in_parliament", "Parity"),
        ("budget_reliability", "On budget"),
    ):
        ranking = seen(version, indicator, 2023).exhibit("ranking")
        assert words in str(ranking.figure.layout.annotations)
        assert not any(row[3] for row in ranking.table.rows)


@pytest.mark.parametrize(
    ("value", "english", "arabic"),
    [
        (999_400, "999,400", "999,400"),
        (999_600, "1.00 million", "1.00 مليون"),
        (5_985_004, "5.99 million", "5.99 مليون"),
        (995_953_469, "996 million", "996 مليون"),
        (15_422_178_721, "15.4 billion", "15.4 مليار"),
    ],
)
def test_large_figures_are_said_in_words(value: float, english: str, arabic: str) -> None:
    assert i18n.large("en", value).replace("\u00a0", " ") == english
    assert i18n.large("ar", value).replace("\u00a0", " ") == arabic


def test_a_table_has_large_figures_to_the_last_digit(version: str) -> None:
    ranking = seen(version, "env_tech_imports", 2023).exhibit("ranking")
    unit = queries.indicators(version)["env_tech_imports"].unit
    value = float(shared.standing(version, "env_tech_imports", 2023, "arab")["value"].iloc[0])
    assert ranking.table.rows[0][1] == f"{value:,.0f}"
    assert narrative.amount("en", unit, value) != ranking.table.rows[0][1]


def test_a_name_inside_a_sentence_keeps_the_capitals_of_proper_names() -> None:
    known = queries.declared(store.current())
    told = {
        identity: narrative.in_sentence("en", each)
        for identity, each in known.items()
        if each.short_name["en"].startswith(("GovTech", "Internet", "Optional", "Open data"))
    }
    assert told
    assert all(
        each[0].isupper() == (not known[identity].short_name["en"].startswith("Open"))
        for identity, each in told.items()
    )
