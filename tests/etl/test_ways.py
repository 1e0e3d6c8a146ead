"""Both ways in, network and folder, give the same published figures for the same release."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import producers
import pytest
from conftest import Answer, Site, Workshop, different, empty, figures_of
from producers import RELEASE, SDG_RELEASE, long_files, pages_of_data360, wide_files
from shapes import (
    BANK,
    EGOV,
    SDG,
    bank_download,
    csv_text,
    given,
    native_rows,
    published,
    sdg_page,
    sdg_rows,
    undp_objects,
)

from etl import manifest
from etl.figures import Figure, read_figures
from etl.places import by_code, by_name

CARRIED = [each.indicator_id for each in EGOV.indicators.values() if each.code]


def values_of(figures: list[Figure]) -> list[tuple[tuple[str, str, int], str]]:
    return [(figure.key, figure.value) for figure in figures]


def live_of(files: dict[str, bytes]) -> dict[str, bytes]:
    """Leave out what only a file gives: the years of the laws, and the absences with theirs."""
    return {
        name: body
        for name, body in files.items()
        if name not in ("absences.csv", "access_to_information_law.csv")
    }


@pytest.mark.parametrize("answer", [wide_files, long_files, pages_of_data360])
def test_data360_gives_the_figures_of_the_uns_own_files(
    workshop: Workshop, site: Site, tmp_path: Path, answer: Callable[[str], Answer]
) -> None:
    """Values are equal; what Data360 does not carry, EPI and rank, stays as it was."""
    site.answer = answer
    before = figures_of(workshop, "un_egov")
    assert workshop.run("pull", "un_egov", "--base-url", f"un_egov={site.url}") == 0, workshop.told
    assert different(figures_of(workshop, "un_egov"), before) == []
    assert workshop.moved("un_egov") == (0, 0, 0)
    folder = tmp_path / "files"
    folder.mkdir()
    for place, path in enumerate(site.asked):
        status, headers, body = answer(path)
        if status == 200 and "html" not in headers.get("Content-Type", ""):
            name = path.rsplit("/", 1)[-1] if path.endswith(".csv") else f"{place}.json"
            (folder / name).write_bytes(body)
    assert workshop.run("pull", "un_egov", "--from", str(folder)) == 0, workshop.told
    assert different(figures_of(workshop, "un_egov"), before) == []
    assert workshop.run("build") == 0, workshop.told


def test_each_index_keeps_the_way_by_which_it_came(workshop: Workshop, site: Site) -> None:
    """Data360 gives no EPI: its address and day of retrieval stay those of the UN's file."""
    site.answer = wide_files
    whole = json.loads((workshop.published / "manifest.json").read_text())
    (own,) = whole["un_egov"]["editions"]["2024"]["read"]
    assert workshop.run("pull", "un_egov", "--base-url", f"un_egov={site.url}") == 0, workshop.told
    whole = json.loads((workshop.published / "manifest.json").read_text())
    live, kept = whole["un_egov"]["editions"]["2024"]["read"]
    assert kept == {**own, "indicators": ["epi"]}
    assert live["indicators"] == sorted(CARRIED)
    assert live["passed_on_by"] == "World Bank Data360"
    assert live["address"].startswith(site.url)
    assert live["retrieved_on"] > kept["retrieved_on"]
    summed = manifest.summary(whole["un_egov"]["editions"]["2024"])
    assert (summed["address"], summed["retrieved_on"]) == (live["address"], own["retrieved_on"])


def test_data360_alone_gives_values_without_rank(workshop: Workshop, site: Site) -> None:
    site.answer = wide_files
    empty(workshop, "un_egov")
    assert workshop.run("pull", "un_egov", "--base-url", f"un_egov={site.url}") == 0, workshop.told
    for indicator in CARRIED:
        own = read_figures(workshop.published / "un_egov" / f"{indicator}.csv")
        assert values_of(own) == values_of(published("un_egov", indicator))
        assert not any(figure.rank for figure in own)
    assert not (workshop.published / "un_egov" / "epi.csv").exists()
    assert workshop.run("build") == 0, workshop.told


def test_data360_without_the_newest_editions_is_refused(workshop: Workshop, site: Site) -> None:
    def old(path: str) -> Answer:
        status, headers, body = wide_files(path)
        return status, headers, body.replace(b",2022,2024\n", b",x,y\n", 1)

    site.answer = old
    address = f"un_egov={site.url}"
    workshop.refuses("pull", "un_egov", "--base-url", address, saying="2022, 2024 is missing")


def test_the_uns_own_files_give_what_is_published(workshop: Workshop, tmp_path: Path) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    for edition in ("2003", "2012", "2024"):
        # Some editions come with the line ends of another system.
        end = "\r\n" if edition == "2012" else "\n"
        (folder / f"EGOV_DATA_{edition}.csv").write_bytes(csv_text(native_rows(edition), end))
    before = figures_of(workshop, "un_egov")
    assert workshop.run("pull", "un_egov", "--from", str(folder)) == 0, workshop.told
    assert different(figures_of(workshop, "un_egov"), before) == []


def test_the_world_bank_is_the_same_live_and_from_its_downloads(
    workshop: Workshop, site: Site, tmp_path: Path
) -> None:
    site.answer = lambda path: producers.bank(path, pages=3)
    live = ("pull", "world_bank", "--base-url", f"world_bank={site.url}")
    assert workshop.run(*live) == 0, workshop.told
    by_network = figures_of(workshop, "world_bank")
    empty(workshop, "world_bank")
    folder = tmp_path / "files"
    folder.mkdir()
    for identity, indicator in BANK.series().items():
        name = f"API_{indicator.code}_DS2_en_csv_v2_33377.csv"
        (folder / name).write_bytes(bank_download(identity, RELEASE))
    assert workshop.run("pull", "world_bank", "--from", str(folder)) == 0, workshop.told
    assert different(figures_of(workshop, "world_bank"), by_network) == []
    assert f",{RELEASE},".encode() in by_network["mobile.csv"]


def test_the_sdg_interface_gives_totals_of_countries_only(
    workshop: Workshop, site: Site, tmp_path: Path
) -> None:
    """Synthetic: breakdowns, regions and text such as “<5” never become figures."""
    site.answer = producers.un_sdg
    assert workshop.run("pull", "un_sdg", "--base-url", f"un_sdg={site.url}") == 0, workshop.told
    assert "given as a bound and were left out" in workshop.said
    by_network = figures_of(workshop, "un_sdg")
    for identity in SDG.live_series():
        own = read_figures(workshop.published / "un_sdg" / f"{identity}.csv")
        assert values_of(own) == values_of(given(SDG, identity))
        assert {figure.edition for figure in own} == {SDG_RELEASE}
    folder = tmp_path / "files"
    folder.mkdir()
    for identity in SDG.live_series():
        body = sdg_page(sdg_rows(identity), 1, 1, release=SDG_RELEASE)
        (folder / f"{identity}.json").write_bytes(body)
    empty(workshop, "un_sdg")
    assert workshop.run("pull", "un_sdg", "--from", str(folder)) == 0, workshop.told
    assert different(live_of(figures_of(workshop, "un_sdg")), live_of(by_network)) == []


def test_undps_republication_is_the_second_way_in(
    workshop: Workshop, site: Site, tmp_path: Path
) -> None:
    objects = undp_objects()

    def answer(path: str) -> Answer:
        if "/SDGAPI/" in path:
            return 403, {}, b"forbidden"
        own = objects.get(path.rsplit("/", 1)[-1].removesuffix(".json"))
        return (200, {}, json.dumps({"tsData": own}).encode()) if own else (404, {}, b"")

    site.answer = answer
    assert workshop.run("pull", "un_sdg", "--base-url", f"un_sdg={site.url}") == 0, workshop.told
    assert "UNDP's republication was read instead" in workshop.said
    by_network = figures_of(workshop, "un_sdg")
    folder = tmp_path / "files"
    folder.mkdir()
    for iso3, own in objects.items():
        (folder / f"{iso3}.json").write_text(json.dumps({"tsData": own}))
    empty(workshop, "un_sdg")
    assert workshop.run("pull", "un_sdg", "--from", str(folder)) == 0, workshop.told
    assert different(live_of(figures_of(workshop, "un_sdg")), live_of(by_network)) == []
    for identity in SDG.live_series():
        own_file = read_figures(workshop.published / "un_sdg" / f"{identity}.csv")
        assert values_of(own_file) == values_of(given(SDG, identity))


def test_tidy_files_are_read_by_place_and_name(workshop: Workshop, tmp_path: Path) -> None:
    folder = tmp_path / "files" / "world_bank"
    folder.mkdir(parents=True)
    rows = [["iso3", "year", "value"]]
    rows += [[f.iso3, str(f.year), f.value] for f in published("world_bank", "population")]
    (folder / "population.csv").write_bytes(csv_text(rows))
    known = workshop.run("pull", "world_bank", "--from", str(tmp_path / "files"))
    assert known == 0, workshop.told
    assert workshop.moved("world_bank") == (0, 0, 0)
    # The same bytes are the declared copy; one more figure is another edition, dated by its file.
    rows.append(["JOR", "2025", "11600000"])
    (folder / "population.csv").write_bytes(csv_text(rows))
    assert workshop.run("pull", "world_bank", "--from", str(tmp_path / "files")) == 0
    assert workshop.moved("world_bank") == (1, 0, 0)
    assert "population.csv is not a declared copy" in workshop.said


def test_codes_that_look_like_something_else() -> None:
    assert by_code("NAM") == "NAM"
    assert by_code("WBG") == "PSE"
    assert by_code("736") == by_code("729") == "SDN"
    assert by_code("12") == by_code("012") == "DZA"
    assert by_code("ARB") is None
    assert by_name("Niger ") == "NER"
    assert by_name("Republic of Korea") == "KOR"
    assert by_name("Nigerr") is None
