"""Small files in the shapes that the producers send, each beside what must be read of it.

The shapes are those of recorded answers and of downloaded files, the figures are invented. The
shape of the UN SDG interface is that of its description: no recorded answer of it exists.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from etl import data360, registry, world_bank_api
from etl.documents import Document
from etl.faults import Fault
from etl.figures import Release
from etl.folder import scan
from etl.sources import un_egov, un_sdg, world_bank

FIXTURES = Path(__file__).parents[1] / "fixtures"
BANK, SDG, EGOV = (registry.sources()[each] for each in ("world_bank", "un_sdg", "un_egov"))

MOBILE = BANK.indicators["mobile"].code


def document(name: str) -> Document:
    return Document(name, (FIXTURES / name).read_bytes())


def answer(name: str) -> Release:
    return world_bank_api.parse_pages([document(name)], "mobile", MOBILE, BANK, name)


def rows(release: Release) -> list[tuple[str, str, int, str, str]]:
    return [(f.indicator_id, f.iso3, f.year, f.value, f.rank) for f in release.figures]


def test_the_world_banks_interface_of_2021() -> None:
    """Aggregates with and without a code, an empty value, and Namibia, whose ISO2 code is NA."""
    release = answer("world_bank_2021.json")
    assert rows(release) == [
        ("mobile", "JOR", 2018, "77.25", ""),
        ("mobile", "NAM", 2018, "113.0625", ""),
    ]
    assert release.edition == "2021-05-25"


def test_the_world_banks_interface_of_2026() -> None:
    """No name of the source any more; whole numbers; twelve decimals kept."""
    release = answer("world_bank_2026.json")
    assert rows(release) == [
        ("mobile", "PSE", 2025, "80", ""),
        ("mobile", "PSE", 2024, "79.123456789012", ""),
    ]
    assert str(release.released_on) == "2026-07-13"


def test_the_world_banks_download_is_its_interface(tmp_path: Path) -> None:
    name = "API_IT.CEL.SETS.P2_DS2_en_csv_v2_12345.csv"
    shutil.copy(FIXTURES / name, tmp_path)
    (release,) = world_bank.read(scan(tmp_path), BANK)
    assert sorted(rows(release)) == sorted(rows(answer("world_bank_2026.json")))
    assert release.edition == answer("world_bank_2026.json").edition


def test_an_answer_without_rows_holds_no_figures() -> None:
    assert answer("world_bank_null.json").figures == ()


@pytest.mark.parametrize(
    ("name", "saying"),
    [("world_bank_error.json", "175 The indicator was not"), ("world_bank_400.html", "a web page")],
)
def test_an_error_in_place_of_an_answer_is_said(name: str, saying: str) -> None:
    with pytest.raises(Fault, match=saying):
        answer(name)


def test_an_edition_of_the_un_survey() -> None:
    """CR LF, trailing blanks, a blank rank, and every kind of zero."""
    (file,) = [each for each in scan(FIXTURES) if each.name == "EGOV_DATA_2012.csv"]
    release = un_egov.parse_native(file, EGOV)
    found = {(f.indicator_id, f.iso3): (f.value, f.rank) for f in release.figures}
    assert found["egdi", "IRQ"] == ("0.3", "137")
    assert found["epi", "IRQ"] == ("0.1053", "")
    assert found["epi", "SOM"] == found["epi", "GEO"] == ("0", ""), "a real zero"
    assert {iso3 for _, iso3 in found} == {"IRQ", "SOM", "GEO", "TUR"}
    reasons = {(a.indicator_id, a.iso3): a.reason_id for a in release.absences}
    assert reasons["hci", "SOM"] == "component_missing"
    assert ("hci", "SOM") not in found
    for indicator in EGOV.indicators:
        assert reasons[indicator, "LBY"] == reasons[indicator, "SSD"] == "not_assessed"
        assert reasons[indicator, "PSE"] == "not_a_member_state"


@pytest.mark.parametrize("pattern", ["UN_EGDI_*_WIDEF.csv", "UN_EGDI_????.csv UN_EGDI_???.csv",
                                     "data360_*.json"])  # fmt: skip
def test_the_three_forms_of_data360_are_one(tmp_path: Path, pattern: str) -> None:
    for each in pattern.split():
        for path in FIXTURES.glob(each):
            shutil.copy(path, tmp_path)
    first, second, third = un_egov.read(scan(tmp_path), EGOV)
    assert [release.edition for release in (first, second, third)] == ["2003", "2022", "2024"]
    assert first.address == EGOV.addresses["wide"].format(code="UN_EGDI_EGDI")
    assert rows(first) == []  # EGDI 0: not assessed
    assert sorted(rows(third)) == [
        ("egdi", "EGY", 2024, "0.5", ""),
        ("egdi", "SOM", 2024, "0.0667", ""),
        ("hci", "EGY", 2024, "0.5", ""),
        ("osi", "EGY", 2024, "0.5", ""),
        ("osi", "SOM", 2024, "0.1", ""),
        ("tii", "EGY", 2024, "0.5", ""),
        ("tii", "SOM", 2024, "0.1", ""),
    ]
    reasons = {(a.indicator_id, a.iso3): a.reason_id for a in third.absences}
    assert reasons["hci", "SOM"] == "component_missing"
    assert reasons["egdi", "PSE"] == "not_a_member_state"


def test_pages_that_are_missing_are_missed() -> None:
    body = (FIXTURES / "data360_EGDI.json").read_bytes().replace(b'"count": 7', b'"count": 8')
    with pytest.raises(Fault, match="7 of 8 rows came"):
        data360.cells([Document("page", body)], EGOV)
    body = (FIXTURES / "world_bank_2026.json").read_bytes().replace(b'"total": 4', b'"total": 5')
    with pytest.raises(Fault, match="4 of 5 rows came"):
        world_bank_api.parse_pages([Document("page", body)], "mobile", MOBILE, BANK, "page")
    body = (FIXTURES / "un_sdg_synthetic.json").read_bytes()
    body = body.replace(b'"totalElements": 7', b'"totalElements": 9')
    with pytest.raises(Fault, match="7 of 9 rows came"):
        un_sdg.parse_pages([Document("page", body)], SDG, "2026", EGOV.copies[0].retrieved_on)


def test_undps_objects_of_one_country_or_of_several(tmp_path: Path) -> None:
    """The total of each dimension, or the class that is ours; empty years are passed over."""
    wanted = [
        ("internet_users", "JOR", 2010, "27.2", ""),
        ("fixed_broadband", "JOR", 2010, "4", ""),
        ("fixed_broadband_10m", "JOR", 2010, "1", ""),
        ("electricity_sdg", "JOR", 2010, "99", ""),
        ("internet_users", "NAM", 2010, "11.6", ""),
    ]
    ways: list[Callable[[], object]] = [
        lambda: shutil.copytree(FIXTURES / "undp", tmp_path / "undp"),
        lambda: shutil.copy(FIXTURES / "undp_by_country.json", tmp_path),
    ]
    for way in ways:
        way()
        (release,) = un_sdg.read(scan(tmp_path), SDG)
        assert rows(release) == wanted
        shutil.rmtree(tmp_path / "undp", ignore_errors=True)
    # A series that is not ours, and a breakdown of one that is.
    text = (FIXTURES / "undp_by_country.json").read_text()
    text = text.replace("EG_ACS_ELEC", "XX_OTHER").replace("10MBPS", "XX_SPEED")
    (tmp_path / "undp_by_country.json").write_text(text)
    (release,) = un_sdg.read(scan(tmp_path), SDG)
    assert rows(release) == [wanted[0], wanted[1], wanted[4]]


def test_the_un_sdg_interface_synthetic() -> None:
    """Regions, breakdowns and text in place of a number are no figures; an estimate is marked."""
    page = document("un_sdg_synthetic.json")
    (release,) = un_sdg.parse_pages([page], SDG, un_sdg.release_of([page]), None)  # type: ignore[arg-type]
    assert rows(release) == [
        ("internet_users", "JOR", 2018, "66.5", ""),
        ("internet_users", "SDN", 2018, "30.87", ""),
    ]
    assert [figure.obs_status for figure in release.figures] == ["A", "E"]
    assert release.edition == "2026.Q2.G.02"
    bounds, areas = release.remarks
    assert "2 values are given as a bound" in bounds
    assert "“<5”" in bounds
    assert "“>95”" in bounds
    assert areas == "1 areas are not countries: World"
