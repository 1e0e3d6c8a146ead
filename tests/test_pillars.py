"""The pillar profile: where a state lies between the weakest and the best, worked by hand."""

from __future__ import annotations

import math
import re

import pandas as pd
import pytest
from test_markup import HOSTILE, read

from app import markup, markup_pillars, methods, queries, store
from app.exhibit import Fold, Link, Profile, Strip, StripWords, Table
from app.findings import country, inventory, pillars
from app.i18n import text


def series(**values: float) -> pd.Series:
    return pd.Series(values, dtype=float)


@pytest.mark.parametrize(
    ("value", "values", "better", "expected"),
    [
        # (30 − 10)/(50 − 10)
        (30, {"A": 10, "B": 30, "C": 50}, "higher", 0.5),
        # less is better: (50 − 20)/(50 − 10)
        (20, {"A": 10, "B": 20, "C": 50}, "lower", 0.75),
        # distances from 1 are 0.5, 0.1 and 0.3: (0.5 − 0.3)/(0.5 − 0.1)
        (1.3, {"A": 0.5, "B": 0.9, "C": 1.3}, "parity", 0.5),
        # distances from 100 are 40, 10 and 0: (40 − 10)/(40 − 0)
        (90, {"A": 140, "B": 90, "C": 100}, "target_100", 0.75),
        # a median may lie nearer to the ideal than any state
        (1, {"A": 0.5, "B": 0.9, "C": 1.1}, "parity", 1),
        # all equally good
        (100, {"A": 100, "B": 100, "C": 100}, "higher", 1),
    ],
)
def test_a_position_runs_from_the_weakest_to_the_best(
    value: float, values: dict[str, float], better: str, expected: float
) -> None:
    assert methods.position(value, series(**values), better) == pytest.approx(expected)


def test_two_states_make_no_range() -> None:
    assert math.isnan(methods.position(1, series(A=1, B=2), "higher"))


def test_a_state_is_placed_from_half_of_the_indicators_on() -> None:
    assert methods.placed(2, 4)
    assert methods.placed(3, 5)
    assert not methods.placed(2, 5)
    assert not methods.placed(0, 0)


@pytest.fixture
def version(store_dir: object) -> str:
    return store.current()


def sections(version: str, language: str, iso3: str) -> dict[str, str]:
    """Return the HTML of each pillar by the pillar's id."""
    picture = pillars.exhibit(version, language, iso3).picture
    found = re.findall(r"<section.*?</section>", picture)
    return dict(zip(queries.pillars(version), found, strict=True))


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_pillar_with_few_values_has_no_strip_but_says_how_many(
    version: str, language: str
) -> None:
    shown = sections(version, language, "SOM")
    known = shown["inclusiveness"].count("<li>")
    total = len(pillars.profiled(version, "inclusiveness"))
    assert 0 < known < total / 2
    assert 'class="dot' not in shown["inclusiveness"]
    counted = text(language, "pillars.coverage", count=known, total=total)
    assert counted in shown["inclusiveness"]
    assert 'class="dot' in shown["trust"]


def test_the_table_lists_every_indicator_under_its_pillar(version: str) -> None:
    table = pillars.exhibit(version, "en", "SOM").table
    assert [count for _, count in table.groups] == [
        len(pillars.profiled(version, each)) for each in queries.pillars(version)
    ]
    assert sum(count for _, count in table.groups) == len(table.rows)
    assert all(row[1] and row[-1] for row in table.rows)


def test_the_best_state_stands_at_the_end_and_palestine_is_not_left_out(version: str) -> None:
    best = sections(version, "en", "SAU")["effectiveness"]
    assert re.search(r"EGDI.*?Saudi Arabia[^<]*0\.960.*?inset-inline-start:100\.0%", best)
    palestine = sections(version, "en", "PSE")
    assert 'class="dot' in palestine["effectiveness"]
    assert "not a United Nations member state" in palestine["effectiveness"]


def test_an_index_of_which_only_some_scores_are_known_makes_no_strip(version: str) -> None:
    rows = sections(version, "en", "SAU")["responsiveness"].split("<li>")
    quoted = next(row for row in rows if "(GEMS" in row)
    assert "rail" not in quoted
    assert text("en", "pillars.quoted") in quoted


def test_a_pillar_shows_no_score_of_its_own(version: str) -> None:
    table = pillars.exhibit(version, "en", "SAU").table
    known = {indicator.name["en"] for indicator in queries.indicators(version).values()}
    assert {str(row[0]) for row in table.rows} <= known


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_inventory_is_by_topic_and_names_what_is_not_retrieved(
    version: str, language: str
) -> None:
    shown = inventory.exhibit(version, language, "PSE")
    topics = {each.topic for each in queries.indicators(version).values()}
    assert shown.picture.count("<details") == len(topics)
    assert shown.picture.count('<details class="fold" open') == 1
    assert ">2,0" not in shown.picture
    waiting = queries.declared(version).keys() - queries.indicators(version).keys()
    line = shown.picture
    for identity in waiting:
        source = queries.declared(version)[identity].source
        files = "" if source.live else " --from FOLDER"
        assert f"python -m etl pull {source.source_id}{files}" in line


def test_the_view_of_a_country_keeps_one_profile_for_all_indicators(version: str) -> None:
    first = country.find(version, "en", "TUN", "egdi", 2024).exhibit("pillars")
    second = country.find(version, "en", "TUN", "epi", 2024).exhibit("pillars")
    assert first is second


@pytest.mark.parametrize("address", ["javascript:alert(1)", "https://example.org/?a=<script>"])
def test_hostile_words_stay_words_in_strips_folds_and_links(address: str) -> None:
    strip = Strip(HOSTILE, HOSTILE, 0.5, None, HOSTILE, HOSTILE, HOSTILE, False)
    rows = ((HOSTILE, Link(HOSTILE, address)),)
    table = Table(HOSTILE, (HOSTILE, HOSTILE), rows, ((HOSTILE, 1),))
    tags = read(
        markup_pillars.pillars(
            StripWords(*[HOSTILE] * 5),
            [Profile(HOSTILE, HOSTILE, HOSTILE, [strip], [HOSTILE])],
        )
        + markup.folds([Fold(HOSTILE, HOSTILE, table)])
        + markup.waiting(HOSTILE, [(HOSTILE, HOSTILE)], HOSTILE)
    )
    assert not tags.seen & {"script", "img"}
    assert ("a" in tags.seen) == address.startswith("https://")
    assert not {name for name in tags.attributes if name.startswith("on")}


def test_a_table_names_its_groups_of_rows() -> None:
    table = Table("c", ("h", "v"), (("a", "1"), ("b", "2"), ("c", "3")), (("x", 1), ("y", 2)))
    bodies = markup.table(table).split("<tbody>")[1:]
    assert [body.count('scope="row"') for body in bodies] == [1, 2]
    assert all('scope="rowgroup" colspan="2"' in body for body in bodies)
