"""How old the figures are: said to the reader, on the day on which the reader looks."""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from test_markup import HOSTILE, read

from app import choices, freshness, markup, queries, store
from app.exhibit import Dated, Exhibit, Line, Link, Table
from app.findings import agreement, editions, overview, provenance
from app.headlines import headline
from app.records import CrossCheck, Edition, Source

ROOT = Path(__file__).parents[1]
DAY = datetime.date
RELEASED, RETRIEVED = DAY(2023, 5, 6), DAY(2024, 7, 8)
SAME = {"en": "Survey", "ar": "مسح"}
SOURCE = Source("s", SAME, SAME, SAME, "", "", 12, "open", True)


def edition(name: str, released: DAY | None = None, retrieved: DAY | None = RETRIEVED) -> Edition:
    return Edition(f"s.{name}", name, released, retrieved, "", None, None)


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("2024", DAY(2024, 12, 31)),
        ("2026-06", DAY(2026, 6, 30)),
        ("2024-02", DAY(2024, 2, 29)),
        ("2026-06-30", DAY(2026, 6, 30)),
        ("2026-07-13", DAY(2026, 7, 13)),
        ("2024/25", DAY(2025, 12, 31)),
        ("1999/00", DAY(2000, 12, 31)),
        ("2026.Q2", DAY(2026, 6, 30)),
        ("2026.Q2.G.03", DAY(2026, 6, 30)),
        ("2025Q4", DAY(2025, 12, 31)),
        ("2024 revised", DAY(2024, 12, 31)),
        ("2026-13", DAY(2026, 12, 31)),
        ("2025-02-31", DAY(2025, 2, 28)),
        ("2019-2020", DAY(2019, 12, 31)),
        ("0000", RETRIEVED),
        ("20241", RETRIEVED),
        ("spring", RETRIEVED),
    ],
)
def test_an_edition_is_of_the_end_of_the_period_in_its_name(name: str, day: DAY) -> None:
    assert freshness.as_of(edition(name)) == day


def test_a_day_of_release_goes_first_and_without_any_day_nothing_is_said() -> None:
    assert freshness.as_of(edition("2024", RELEASED)) == RELEASED
    assert freshness.as_of(edition("spring", None, None)) is None
    assert freshness.dated("en", SOURCE, [edition("spring", None, None)]) == ()
    assert freshness.dated("en", SOURCE, []) == ()


def test_the_newest_edition_on_show_counts() -> None:
    shown = [edition("2024/25"), edition("2026-01"), edition("2020")]
    (found,) = freshness.dated("en", SOURCE, shown, [*shown, edition("2026-03")], [])
    assert (found.as_of, found.due) == (DAY(2026, 1, 31), DAY(2027, 1, 31))
    assert (found.later, found.beside) == ("2026-03", "")


@pytest.mark.parametrize(
    ("since", "today", "english", "arabic"),
    [
        (DAY(2024, 8, 24), DAY(2026, 11, 24), "2 years and 3 months", "سنتان و3 أشهر"),
        (DAY(2024, 8, 25), DAY(2026, 11, 24), "2 years and 2 months", "سنتان وشهران"),
        (DAY(2023, 12, 31), DAY(2026, 11, 24), "2 years and 10 months", "سنتان و10 أشهر"),
        (DAY(2025, 11, 24), DAY(2026, 11, 24), "1 year", "سنة واحدة"),
        (DAY(2025, 12, 24), DAY(2026, 11, 24), "11 months", "11 شهراً"),
        (DAY(2023, 11, 1), DAY(2026, 12, 1), "3 years and 1 month", "3 سنوات وشهر واحد"),
        (DAY(2015, 1, 1), DAY(2026, 1, 1), "11 years", "11 سنة"),
        (DAY(1926, 1, 1), DAY(2026, 1, 1), "100 years", "100 سنة"),
        (DAY(2026, 1, 31), DAY(2026, 2, 28), "1 month", "شهر واحد"),
        (DAY(2026, 11, 1), DAY(2026, 11, 24), "less than a month", "أقل من شهر"),
        (DAY(2026, 12, 31), DAY(2026, 11, 24), "less than a month", "أقل من شهر"),
    ],
)
def test_an_age_is_said_in_whole_years_and_months(
    since: DAY, today: DAY, english: str, arabic: str
) -> None:
    assert freshness.age("en", since, today) == english
    assert freshness.age("ar", since, today) == arabic


@pytest.mark.parametrize(
    ("months", "english", "arabic"),
    [
        (1, "about every month", "كل شهر تقريباً"),
        (2, "about every 2 months", "كل شهرين تقريباً"),
        (6, "about every 6 months", "كل 6 أشهر تقريباً"),
        (12, "about every 12 months", "كل 12 شهراً تقريباً"),
        (100, "about every 100 months", "كل 100 شهر تقريباً"),
    ],
)
def test_a_rhythm_is_said_in_months(months: int, english: str, arabic: str) -> None:
    assert freshness.rhythm("en", months) == english
    assert freshness.rhythm("ar", months) == arabic


OLD = Dated("Survey", DAY(2024, 8, 24), DAY(2025, 8, 24))


def test_who_is_past_due_is_said_and_nobody_else() -> None:
    assert freshness.warnings("en", [OLD], OLD.due) == ()
    assert freshness.warnings("en", [OLD], DAY(2026, 11, 24)) == (
        "This edition is 2 years and 3 months old; the source publishes about every 12 months, "
        "so a newer one may exist.",
    )
    young = Dated("Register", DAY(2026, 8, 24), DAY(2027, 8, 24))
    (named,) = freshness.warnings("en", [OLD, young], DAY(2026, 11, 24))
    assert named.startswith("Survey: This edition is 2 years")


def test_a_newer_edition_that_is_here_is_named_instead() -> None:
    (later,) = freshness.warnings("en", [replace(OLD, later="2026")], DAY(2026, 11, 24))
    assert later.endswith("a newer one is carried here: 2026.")
    (beside,) = freshness.warnings("en", [replace(OLD, beside="2026")], DAY(2026, 11, 24))
    assert "other indicators of the source" in beside
    assert "may exist" not in later + beside


def test_the_mark_stands_beside_words_and_hostile_words_stay_words() -> None:
    table = Table(HOSTILE, (HOSTILE,), (((Line(HOSTILE, "overdue"), Line(HOSTILE, "command")),),))
    shown = Exhibit("k", "", "", "", (), table)
    tags = read(markup.exhibit_foot(shown, "", [HOSTILE]))
    assert HOSTILE in "".join(tags.words)
    assert any("⚠" in words for words in tags.words)
    unsafe = Table("", ("",), (((Line(Link("words", "javascript:alert(1)")),),),))
    linked = markup.footer([HOSTILE], {HOSTILE: HOSTILE})
    for html in (markup.table(table), markup.table(unsafe), linked):
        assert not read(html).seen & {"script", "img"}
    assert "href" not in read(markup.table(unsafe)).attributes


@pytest.mark.usefixtures("store_dir")
def test_the_day_is_not_kept_with_a_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    def shown(today: DAY) -> str:
        monkeypatch.setattr(choices, "today", lambda: today)
        app = AppTest.from_file(str(ROOT / "app" / "main.py"), default_timeout=30)
        app.query_params["lang"] = "en"
        app.query_params["indicator"] = "egdi"
        app.run()
        assert not app.exception
        return " ".join(element.proto.body for element in app.get("html"))

    newest = max(year for year, _ in queries.years(store.current(), "egdi"))
    assert "This edition is" not in shown(DAY(newest + 2, 12, 31))
    late = shown(DAY(newest + 3, 1, 31))
    assert "This edition is 2 years and 1 month old" in late
    assert "about every 24 months" in late


@pytest.mark.usefixtures("store_dir")
def test_an_older_edition_that_the_reader_chose_names_the_newer_one() -> None:
    version = store.current()
    years = sorted(year for year, _ in queries.years(version, "egdi"))
    view = overview.find(version, "en", "egdi", years[-2], "arab")
    for exhibit in view.exhibits:
        assert [each.later for each in exhibit.dates] == [str(years[-1])]


@pytest.mark.usefixtures("store_dir")
def test_the_headline_of_the_sources_counts_by_the_day() -> None:
    version = store.current()
    carried = {
        each.source.source_id
        for each in queries.indicators(version).values()
        if editions.of_source(version, each.source.source_id)
    }
    fresh = provenance.find(version, "en", DAY(2000, 1, 1))
    assert "no source is due for a newer edition" in fresh.sentence
    stale = provenance.find(version, "en", DAY(2100, 1, 1))
    assert f"{len(carried)} sources are due for a newer edition" in stale.sentence
    first = headline(version, "ar", "methods", {}, DAY(2100, 1, 1))
    assert first.sentence == provenance.find(version, "ar", DAY(2100, 1, 1)).sentence
    assert first.facts


@pytest.mark.usefixtures("store_dir")
def test_copies_that_differ_are_named_widest_first_and_never_rounded_up(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    differing = tuple(
        {"iso3": iso3, "year": 2019, "shown": 80.06, "other": other}
        for iso3, other in (("JOR", 70.0), ("EGY", 75.0), ("TUN", 77.0), ("DZA", 78.0))
    )
    check = CrossCheck(
        "c", "internet_users", "world_bank", "X", "2026", 0.5, 10000, 9996, differing
    )
    waiting = replace(check, edition=None, compared=0, agreeing=0, differing=())
    apart = replace(waiting, edition="2026")
    monkeypatch.setattr(queries, "cross_checks", lambda version: (check, waiting, apart))
    version = store.current()
    first, second, third = agreement.rows(version, "en")
    assert first[3:6] == ("0.5 percentage points", "10,000", "9,996 (99.9%)")
    assert [line.words for line in first[6]] == [  # type: ignore[union-attr]
        "Jordan 2019: 80.1% here, 70.0% there",
        "Egypt 2019: 80.1% here, 75.0% there",
        "Tunisia 2019: 80.1% here, 77.0% there",
    ]
    assert second[4:] == ("not yet retrieved", "", "")
    assert third[4:] == ("no country and year in common", "", "")
    assert agreement.fact(version, "en")[0].value == "99.9%"
