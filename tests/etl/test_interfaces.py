"""Interfaces that were never pulled for this repository, and one table that is saved by hand.

What they answer is made anew from published figures where there are any; else it is synthetic,
in the shape of recorded answers or of descriptions.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import duckdb
import producers
import pytest
import shapes
from conftest import Answer, Site, Workshop
from producers import HUB, IMF, ITU, RELEASE, WGI
from shapes import csv_text, given, published

from etl import build
from etl.figures import Figure, read_absences, read_figures
from etl.places import arab_states

LIVE = "--base-url"
Values = list[tuple[str, int, str]]


def values(figures: list[Figure]) -> Values:
    return [(figure.iso3, figure.year, figure.value) for figure in figures]


def own(workshop: Workshop, source: str, identity: str) -> list[Figure]:
    return read_figures(workshop.published / source / f"{identity}.csv")


@pytest.mark.parametrize("new", [True, False], ids=["new codes", "old codes"])
def test_the_governance_indicators_come_under_either_name(
    workshop: Workshop, site: Site, new: bool
) -> None:
    """The producer renamed its series in 2026: whichever name it knows, the same figures come."""
    site.answer = lambda path: producers.wgi(path, lambda code: code.startswith("GOV_") == new)
    assert workshop.run("pull", "wgi", LIVE, f"wgi={site.url}") == 0, workshop.told
    assert "stays as it was" not in workshop.said
    assert workshop.moved("wgi") == (0, 0, 0)
    for identity in WGI.indicators:
        figures = own(workshop, "wgi", identity)
        assert values(figures) == values(published("wgi", identity))
        assert {figure.edition for figure in figures} == {RELEASE}


def test_a_code_that_is_not_known_leaves_its_figures(workshop: Workshop, site: Site) -> None:
    site.answer = lambda path: producers.wgi(path, lambda code: code.endswith(".EST"))
    before = {each: own(workshop, "wgi", each) for each in WGI.indicators}
    assert workshop.run("pull", "wgi", LIVE, f"wgi={site.url}") == 0, workshop.told
    for identity in WGI.indicators:
        left = identity.endswith("_percentile")
        assert (f"{identity} stays as it was" in workshop.said) == left
        assert (own(workshop, "wgi", identity) == before[identity]) == left
    assert workshop.run("build") == 0, workshop.told


FORMS: list[Callable[[str], Answer]] = [
    lambda path: producers.wide_files(path, ITU),
    lambda path: producers.long_files(path, ITU),
    lambda path: producers.pages_of_data360(path, ITU),
]


@pytest.fixture
def with_area(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Return a way to put another area among the rows of every series of Data360."""

    def add(code: str) -> None:
        monkeypatch.setattr(
            shapes,
            "given",
            lambda source, identity: [
                *given(source, identity),
                Figure(identity, code, 2024, "55.5", ""),
            ],
        )

    return add


@pytest.mark.parametrize("form", FORMS, ids=["wide", "long", "json"])
def test_data360_gives_itus_figures_in_every_form(
    workshop: Workshop, site: Site, with_area: Callable[[str], None], form: Callable[[str], Answer]
) -> None:
    """A group of economies is left out; the edition is the month in which the file last changed."""
    with_area("WLD")
    changed = {"Last-Modified": "Mon, 13 Jul 2026 08:00:00 GMT"}

    def dated(path: str) -> Answer:
        status, headers, body = form(path)
        return status, {**headers, **changed}, body

    site.answer = dated
    assert workshop.run("pull", "itu", LIVE, f"itu={site.url}") == 0, workshop.told
    for identity in ITU.series():
        figures = own(workshop, "itu", identity)
        assert values(figures) == sorted(values(given(ITU, identity)))
        assert {figure.edition for figure in figures} == {"2026-07"}
    whole = json.loads((workshop.published / "manifest.json").read_text())["itu"]
    assert whole["editions"]["2026-07"]["read"][0]["released_on"] == "2026-07-13"
    assert whole["checks"].keys() == {"2026-07"}


@pytest.mark.parametrize("form", FORMS, ids=["wide", "long", "json"])
def test_an_area_that_nobody_declared_is_refused(
    workshop: Workshop, site: Site, with_area: Callable[[str], None], form: Callable[[str], Answer]
) -> None:
    with_area("QQQ")
    site.answer = form
    workshop.refuses("pull", "itu", LIVE, f"itu={site.url}", saying="unknown country code QQQ")


def test_the_imf_synthetic(workshop: Workshop, site: Site, tmp_path: Path) -> None:
    """Live and from a kept answer alike; an empty value is no figure."""
    body = producers.imf(producers.imf_figures())
    site.always(200, body)
    assert workshop.run("pull", "imf", LIVE, f"imf={site.url}") == 0, workshop.told
    assert site.asked == ["/external/datamapper/api/v1/AI_PI"]
    figures = own(workshop, "imf", "ai_preparedness")
    assert values(figures) == sorted(values(given(IMF, "ai_preparedness")))
    (tmp_path / "answer.json").write_bytes(body)
    os.utime(tmp_path / "answer.json", (1_900_000_000, 1_900_000_000))
    assert workshop.run("pull", "imf", "--from", str(tmp_path)) == 0, workshop.told
    assert workshop.moved("imf") == (0, 0, 0)
    assert {figure.edition for figure in own(workshop, "imf", "ai_preparedness")} == {"2030-03"}


@pytest.mark.parametrize(
    ("body", "saying"),
    [
        (producers.imf({"QQQ": {"2023": 0.5}}), "it holds no figure"),
        (producers.imf({"JOR": {"2023": None}}), "it holds no figure"),
        (producers.imf({"JOR": {"2023": 5.5}}), "5.5 is outside 0 to 1"),
        (b'{"api": {"version": "1"}}', "has not the shape"),
    ],
)
def test_a_bad_answer_of_the_imf_is_refused_synthetic(
    workshop: Workshop, site: Site, body: bytes, saying: str
) -> None:
    site.always(200, body)
    workshop.refuses("pull", "imf", LIVE, f"imf={site.url}", saying=saying)


def test_the_datahub_of_itu_synthetic(workshop: Workshop, site: Site) -> None:
    """The index of each Arab state, price baskets of all; regions and gaps are no figures."""
    site.answer = producers.datahub
    assert workshop.run("pull", "itu_datahub", LIVE, f"itu_datahub={site.url}") == 0, workshop.told
    assert len(site.asked) == 3 + 22 + 2
    index = own(workshop, "itu_datahub", "idi")
    assert values(index) == sorted(
        (iso3, year, f"{50.5 + place:g}")
        for place, iso3 in enumerate(arab_states())
        for year in (2025, 2026)
    )
    for identity in ("mobile_data_basket", "fixed_broadband_basket"):
        figures = own(workshop, "itu_datahub", identity)
        assert values(figures) == sorted(
            (iso3, 2025, f"{place}.25")
            for place, iso3 in enumerate([*arab_states(), "FRA"], start=1)
        )
    found = {each.edition for name in HUB.indicators for each in own(workshop, "itu_datahub", name)}
    assert found == {producers.IDI_EDITION}
    assert workshop.run("build") == 0, workshop.told


def test_a_basket_that_itu_no_longer_lists_is_said_synthetic(
    workshop: Workshop, site: Site
) -> None:
    def fewer(path: str) -> Answer:
        status, headers, body = producers.datahub(path)
        return status, headers, body.replace(b"Fixed-broadband Internet basket", b"Another basket")

    site.answer = fewer
    assert workshop.run("pull", "itu_datahub", LIVE, f"itu_datahub={site.url}") == 0, workshop.told
    assert "fixed_broadband_basket: ITU's list of series has no “Fixed-broadband" in workshop.said
    assert not own(workshop, "itu_datahub", "fixed_broadband_basket")
    assert own(workshop, "itu_datahub", "mobile_data_basket")


@pytest.mark.parametrize(
    ("status", "body", "saying"),
    [(403, b'{"message":"Forbidden"}', "HTTP 403"), (200, b'{"message": "no"}', "not the shape")],
)
def test_a_datahub_that_refuses_changes_nothing(
    workshop: Workshop, site: Site, status: int, body: bytes, saying: str
) -> None:
    site.always(status, body)
    workshop.refuses("pull", "itu_datahub", LIVE, f"itu_datahub={site.url}", saying=saying)


HEAD = ["country", "avg_performance", "avg_accessibility", "avg_best_practices", "avg_seo",
        "total_pages"]  # fmt: skip


def almanac(*rows: tuple[str, str, str]) -> bytes:
    """Return a table as the query of the Web Almanac names its columns (synthetic)."""
    lines = [[name, "40.1%", share, "70.0%", "88.0%", pages] for name, share, pages in rows]
    return csv_text([HEAD, *lines])


def test_the_table_of_the_web_almanac_synthetic(workshop: Workshop, tmp_path: Path) -> None:
    """The year is that of the file's name, the share a number; unions are no countries."""
    rows = [("United Nations", "81.0%", "90"), ("European Union", "85.0%", "70")]
    rows += [("Jordan", "94.3%", "12"), ("United States", "90%", "5012"), ("Egypt", "77.0%", "31")]
    rows += [("Atlantis", "50.0%", "3")]
    (tmp_path / "web_almanac_2025.csv").write_bytes(almanac(*rows))
    assert workshop.run("pull", "http_archive", "--from", str(tmp_path)) == 0, workshop.told
    assert "1 rows are no country known here: Atlantis" in workshop.said
    figures = own(workshop, "http_archive", "government_site_accessibility")
    assert values(figures) == [("EGY", 2025, "77"), ("JOR", 2025, "94.3"), ("USA", 2025, "90")]
    assert [figure.note for figure in figures] == ["31 pages", "12 pages", "5012 pages"]
    absent = read_absences(workshop.published / "http_archive" / "absences.csv")
    assert {each.iso3 for each in absent} == arab_states().keys() - {"EGY", "JOR"}
    assert workshop.run("build") == 0, workshop.told
    version = build.current(workshop.store)
    with duckdb.connect(workshop.store / f"{version}.duckdb", read_only=True) as store:
        stored = store.execute(
            "SELECT iso3, value, note FROM observation "
            "WHERE indicator_id = 'government_site_accessibility' ORDER BY iso3"
        ).fetchall()
    assert stored[1] == ("JOR", 94.3, "12 pages")


@pytest.mark.parametrize(
    ("name", "rows", "saying"),
    [
        ("table.csv", [("Jordan", "94.3%", "12")], "does not say of which year it is"),
        ("2024_2025.csv", [("Jordan", "94.3%", "12")], "does not say of which year it is"),
        ("almanac_2025.csv", [("Jordan", "0.943", "12")], "“0.943” is not a share such as 94.3%"),
        ("almanac_2025.csv", [("Jordan", "94.3%", "12")] * 2, "occurs twice"),
        ("almanac_2025.csv", [("Atlantis", "94.3%", "12")], "unknown country name Atlantis"),
        ("almanac_2025.csv", [("Jordan", "194.3%", "12")], "194.3 is outside 0 to 100"),
    ],
)
def test_a_bad_table_of_the_web_almanac_is_refused(
    workshop: Workshop, tmp_path: Path, name: str, rows: list[tuple[str, str, str]], saying: str
) -> None:
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / name).write_bytes(almanac(*rows))
    workshop.refuses("pull", "http_archive", "--from", str(tmp_path / "files"), saying=saying)
