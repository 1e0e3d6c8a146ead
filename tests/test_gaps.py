"""A country's gaps: every benchmark once, what is not reached first, each with its card."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from app import i18n, methods, queries, store
from app.findings import case as cases
from app.findings import gaps, verdicts

NUMBER = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")


@pytest.fixture
def version(store_dir: Path) -> str:
    return store.current()


def links(html: str) -> list[str]:
    """The cells that the rows lead to, in the order of the rows."""
    addresses = re.findall(r'<a data-inside href="([^"]+)"', html)
    return [parse_qs(urlsplit(unescape(each)).query)["cell"][0] for each in addresses]


def states(version: str) -> tuple[str, ...]:
    return queries.groups(version)["arab"].members


@pytest.mark.parametrize("illustrative", [False, True])
def test_each_benchmark_of_a_state_stands_once_and_leads_to_its_card(
    version: str, illustrative: bool
) -> None:
    cells = verdicts.verdicts(version, illustrative)
    for iso3 in states(version):
        shown = gaps.exhibit(version, "en", iso3, illustrative)
        found = links(shown.picture)
        assert len(found) == len(set(found))
        assert set(found) == {key for key, cell in cells.items() if cell.iso3 == iso3}
        assert ("illustrative=1" in shown.picture) == illustrative


def test_the_rows_are_sorted_by_what_is_farthest(version: str) -> None:
    cells = verdicts.verdicts(version, True)
    rows = verdicts.judged(version)
    worst_first = [*methods.STATUSES, methods.INSUFFICIENT, ""]
    for iso3 in states(version):
        order = [cells[key] for key in links(gaps.exhibit(version, "en", iso3, True).picture)]
        live = [cell for cell in order if rows[cell.benchmark_id].standing != "expired"]
        assert order[: len(live)] == live, "past commitments stand last"
        missed = [cell for cell in live if cell.level == verdicts.MISSED]
        assert live[: len(missed)] == missed, "what is not reached stands first"
        places = [worst_first.index(cell.status) for cell in missed]
        assert places == sorted(places)
        for before, after in zip(missed, missed[1:], strict=False):
            if before.status == after.status:
                assert before.gap is not None and after.gap is not None
                assert before.target and after.target
                assert abs(before.gap / before.target) >= abs(after.gap / after.target)


def test_both_languages_show_the_same_numbers(version: str) -> None:
    for iso3 in states(version):
        found = []
        for language in i18n.LANGUAGES:
            html = gaps.exhibit(version, language, iso3).picture
            for row in verdicts.judged(version).values():
                html = html.replace(f">{i18n.said(language, row.name)}", ">")
            found.append(NUMBER.findall(re.sub("<[^>]+>", " ", html)))
        assert sorted(found[0]) == sorted(found[1]), iso3


def test_the_needed_change_is_that_of_the_method(version: str) -> None:
    one = verdicts.verdicts(version)["JOR.internet_all"]
    assert one.latest_year is not None and one.latest_value is not None
    assert one.target is not None and one.target_year is not None
    change = methods.needed_change(one.latest_year, one.latest_value, one.target, one.target_year)
    shown = gaps.exhibit(version, "en", "JOR").picture
    assert f"+{change:.2f}" in shown
    assert f"{one.latest_value:.1f}% ({one.latest_year})" in shown


def test_what_nobody_set_and_what_is_not_confirmed_asks_for_no_change(version: str) -> None:
    rows = verdicts.judged(version)
    for cell in verdicts.verdicts(version).values():
        row = rows[cell.benchmark_id]
        change = cases.needed(cases.of(version, "en", cell))
        if row.statistic or row.type == "index_band" or row.standing == "to_be_confirmed":
            assert change is None
        if cell.level == verdicts.MET:
            assert change is None


def test_a_state_that_the_survey_leaves_out_is_told_why(version: str) -> None:
    shown = gaps.exhibit(version, "en", "PSE")
    assert "not a United Nations member state" in shown.picture
    assert ">nan" not in shown.picture


def test_an_illustration_says_that_it_is_one(version: str) -> None:
    drawn, plain = gaps.exhibit(version, "en", "EGY", True), gaps.exhibit(version, "en", "EGY")
    assert "editions are not strictly comparable" in " ".join(drawn.notes)
    assert "llustrative" not in " ".join(plain.notes) + plain.picture
    row = next(each for each in drawn.picture.split("<tr>") if "EGY.egdi_very_high" in each)
    assert "illustrative" in row
    assert "2030" not in re.sub("<[^>]+>", " ", row)


def test_the_kind_of_relation_stands_on_every_row(version: str) -> None:
    html = gaps.exhibit(version, "en", "TUN").picture
    rows = [each for each in html.split("<tr>")[1:] if 'scope="row"' in each]
    words = ("Official indicator, ", "Linked, ", "Proxy, ")
    assert rows
    assert all(sum(word in row for word in words) == 1 for row in rows)
