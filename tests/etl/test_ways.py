"""Both ways in, network and folder, give the same published figures for the same release."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from conftest import Answer, Site, Workshop
from shapes import (
    BANK,
    EGOV,
    SDG,
    bank_answer,
    bank_download,
    csv_text,
    data360_rows,
    long,
    native_rows,
    published,
    sdg_page,
    sdg_rows,
    undp_objects,
    wide,
)

from etl import manifest
from etl.figures import read_figures
from etl.places import by_code

RELEASE = "2026-07-13"
CARRIED = [each.indicator_id for each in EGOV.indicators.values() if each.code]


def figures_of(workshop: Workshop, source: str) -> dict[str, bytes]:
    """Return a source's published files but for the absences."""
    return {path.name: path.read_bytes() for path in (workshop.published / source).glob("*.csv")}


def empty(workshop: Workshop, source: str) -> None:
    """Take away what is published of a source, as before its first pull."""
    whole = json.loads((workshop.published / "manifest.json").read_text())
    del whole[source]
    (workshop.published / "manifest.json").write_text(json.dumps(whole))
    for path in (workshop.published / source).glob("*.csv"):
        path.unlink()


def asked_of_data360(path: str) -> str:
    name = parse_qs(urlsplit(path).query).get("INDICATOR") or [path.rsplit("/", 1)[-1]]
    code = name[0].removesuffix(".csv").removesuffix("_WIDEF")
    return next(each.indicator_id for each in EGOV.indicators.values() if each.code == code)


def wide_files(path: str) -> Answer:
    return 200, {"Content-Type": "text/csv"}, wide(asked_of_data360(path))


def long_files(path: str) -> Answer:
    if path.endswith("_WIDEF.csv"):
        return 404, {}, b""
    return 200, {"Content-Type": "text/csv"}, long(asked_of_data360(path))


def pages_of_data360(path: str) -> Answer:
    if path.endswith(".csv"):
        return 200, {"Content-Type": "text/html"}, b"<html>Forbidden</html>"
    skip = int(parse_qs(urlsplit(path).query)["skip"][0])
    rows = data360_rows(asked_of_data360(path))
    body = json.dumps({"count": len(rows), "value": rows[skip : skip + 1000]})
    return 200, {}, body.encode()


@pytest.mark.parametrize("answer", [wide_files, long_files, pages_of_data360])
def test_data360_gives_the_figures_of_the_uns_own_files(
    workshop: Workshop, site: Site, tmp_path: Path, answer: Callable[[str], Answer]
) -> None:
    """Values are equal; what Data360 does not carry, EPI and rank, stays as it was."""
    site.answer = answer
    before = figures_of(workshop, "un_egov")
    assert workshop.run("pull", "un_egov", "--base-url", f"un_egov={site.url}") == 0, workshop.told
    assert figures_of(workshop, "un_egov") == before
    assert "0 added, 0 revised, 0 withdrawn" in workshop.said
    folder = tmp_path / "files"
    folder.mkdir()
    for place, path in enumerate(site.asked):
        status, headers, body = answer(path)
        if status == 200 and "html" not in headers.get("Content-Type", ""):
            name = path.rsplit("/", 1)[-1] if path.endswith(".csv") else f"{place}.json"
            (folder / name).write_bytes(body)
    assert workshop.run("pull", "un_egov", "--from", str(folder)) == 0, workshop.told
    assert figures_of(workshop, "un_egov") == before
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
        assert [(f.key, f.value) for f in own] == [
            (f.key, f.value) for f in published("un_egov", indicator)
        ]
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
    assert figures_of(workshop, "un_egov") == before


def bank_site(path: str) -> Answer:
    code = urlsplit(path).path.rsplit("/", 1)[-1]
    page = int(parse_qs(urlsplit(path).query)["page"][0])
    indicator = next(each.indicator_id for each in BANK.indicators.values() if each.code == code)
    return 200, {}, bank_answer(indicator, RELEASE, page, 3, named=indicator == "mobile")


def test_the_world_bank_is_the_same_live_and_from_its_downloads(
    workshop: Workshop, site: Site, tmp_path: Path
) -> None:
    site.answer = bank_site
    live = ("pull", "world_bank", "--base-url", f"world_bank={site.url}")
    assert workshop.run(*live) == 0, workshop.told
    by_network = figures_of(workshop, "world_bank")
    empty(workshop, "world_bank")
    folder = tmp_path / "files"
    folder.mkdir()
    for identity, indicator in BANK.indicators.items():
        name = f"API_{indicator.code}_DS2_en_csv_v2_33377.csv"
        (folder / name).write_bytes(bank_download(identity, RELEASE))
    assert workshop.run("pull", "world_bank", "--from", str(folder)) == 0, workshop.told
    assert figures_of(workshop, "world_bank") == by_network
    assert f",{RELEASE},".encode() in by_network["mobile.csv"]


def sdg_site(path: str) -> Answer:
    if "Series/List" in path:
        codes = [each.code for each in SDG.indicators.values()]
        listed = [{"code": code, "release": "2026.Q2.G.02"} for code in codes]
        return 200, {}, json.dumps(listed).encode()
    asked = parse_qs(urlsplit(path).query)
    code, page = asked["seriesCode"][0], int(asked["page"][0])
    indicator = next(each.indicator_id for each in SDG.indicators.values() if each.code == code)
    rows = sdg_rows(indicator)
    total = rows[0]["dimensions"]
    extra = [
        {**rows[0], "value": text, "timePeriodStart": 1999.0}
        for text in ("NaN", "<5", ">95", "N/A")
    ]
    region = {**rows[0], "geoAreaCode": "145"}
    woman = {**rows[0], "dimensions": {**total, "Sex": "FEMALE"}}
    return 200, {}, sdg_page([*extra, region, woman, *rows], page, 2)


def test_the_sdg_interface_gives_totals_of_countries_only(
    workshop: Workshop, site: Site, tmp_path: Path
) -> None:
    """Synthetic: breakdowns, regions and text such as “<5” never become figures."""
    site.answer = sdg_site
    assert workshop.run("pull", "un_sdg", "--base-url", f"un_sdg={site.url}") == 0, workshop.told
    assert "given as a bound and were left out" in workshop.said
    by_network = figures_of(workshop, "un_sdg")
    for identity in SDG.indicators:
        own = read_figures(workshop.published / "un_sdg" / f"{identity}.csv")
        assert [(f.key, f.value) for f in own] == [
            (f.key, f.value) for f in published("un_sdg", identity)
        ]
        assert {figure.edition for figure in own} == {"2026.Q2.G.02"}
    folder = tmp_path / "files"
    folder.mkdir()
    for identity in SDG.indicators:
        body = sdg_page(sdg_rows(identity), 1, 1, release="2026.Q2.G.02")
        (folder / f"{identity}.json").write_bytes(body)
    empty(workshop, "un_sdg")
    assert workshop.run("pull", "un_sdg", "--from", str(folder)) == 0, workshop.told
    assert figures_of(workshop, "un_sdg") == by_network


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
    assert figures_of(workshop, "un_sdg") == by_network
    for identity in SDG.indicators:
        values = [(f.key, f.value) for f in published("un_sdg", identity)]
        own_file = read_figures(workshop.published / "un_sdg" / f"{identity}.csv")
        assert [(f.key, f.value) for f in own_file] == values


def test_tidy_files_are_read_by_place_and_name(workshop: Workshop, tmp_path: Path) -> None:
    folder = tmp_path / "files" / "world_bank"
    folder.mkdir(parents=True)
    rows = [["iso3", "year", "value"]]
    rows += [[f.iso3, str(f.year), f.value] for f in published("world_bank", "population")]
    (folder / "population.csv").write_bytes(csv_text(rows))
    known = workshop.run("pull", "world_bank", "--from", str(tmp_path / "files"))
    assert known == 0, workshop.told
    assert "0 added, 0 revised, 0 withdrawn" in workshop.said
    # The same bytes are the declared copy; one more figure is another edition, dated by its file.
    rows.append(["JOR", "2025", "11600000"])
    (folder / "population.csv").write_bytes(csv_text(rows))
    assert workshop.run("pull", "world_bank", "--from", str(tmp_path / "files")) == 0
    assert "1 added" in workshop.said
    assert "population.csv is not a declared copy" in workshop.said


def test_codes_that_look_like_something_else() -> None:
    assert by_code("NAM") == "NAM"
    assert by_code("WBG") == "PSE"
    assert by_code("736") == by_code("729") == "SDN"
    assert by_code("12") == by_code("012") == "DZA"
    assert by_code("ARB") is None
    from etl.places import by_name

    assert by_name("Niger ") == "NER"
    assert by_name("Republic of Korea") == "KOR"
    assert by_name("Nigerr") is None


@pytest.fixture
def shared_sources() -> Path:
    """Return the folder of the producers' files, where SHARED_SOURCES names it."""
    folder = os.environ.get("SHARED_SOURCES", "")
    if not folder:
        pytest.skip("needs the producers' files: set SHARED_SOURCES to the folder that holds them")
    return Path(folder)


def test_the_producers_files_give_what_is_published(
    workshop: Workshop, shared_sources: Path
) -> None:
    """From nothing: the folder of files gives the published figures, byte for byte."""
    before = workshop.state()
    for source in ("un_egov", "un_sdg", "world_bank"):
        empty(workshop, source)
    assert workshop.run("pull", "--from", str(shared_sources)) == 0, workshop.told
    assert workshop.state() == before


def test_data360s_own_files_give_the_figures_of_the_uns(
    workshop: Workshop, site: Site, shared_sources: Path
) -> None:
    """The real ones, over HTTP: figures and absences, for each edition and state."""
    folder = shared_sources / "un_egovkb"
    site.answer = lambda path: (
        200,
        {"Content-Type": "text/csv"},
        (folder / path.rsplit("/", 1)[-1]).read_bytes(),
    )
    before = figures_of(workshop, "un_egov")
    assert workshop.run("pull", "un_egov", "--base-url", f"un_egov={site.url}") == 0, workshop.told
    assert len(site.asked) == 4
    assert figures_of(workshop, "un_egov") == before


def test_undps_own_objects_give_the_figures_of_the_arab_states(shared_sources: Path) -> None:
    """The tidy files were made from a table of the same objects; the years start in 2010."""
    from etl.sources import un_sdg

    (release,) = un_sdg.read(shared_sources / "un_sdg" / "undp_2026-06", SDG)
    assert release.edition == "2026-06"
    own = {figure.key: figure.value for figure in release.figures}
    states = {figure.iso3 for figure in release.figures}
    assert len(states) == 22
    for identity in SDG.indicators:
        wanted = {f.key: f.value for f in published("un_sdg", identity) if f.iso3 in states}
        assert {key: value for key, value in own.items() if key[0] == identity} == wanted


def test_the_recorded_answers_of_the_world_bank_are_understood(shared_sources: Path) -> None:
    from etl.faults import Fault
    from etl.http import Document
    from etl.sources import world_bank

    folder = shared_sources / "world_bank" / "recorded"
    understood = refused = 0
    for path in sorted(folder.rglob("IndicatorValuesService_*")):
        document = Document(path.name, path.read_bytes())
        try:
            envelope, rows = world_bank._answer(document)
        except Fault as fault:
            refused += 1
            assert "error" in str(fault) or "web page" in str(fault) or "shape" in str(fault)
        else:
            understood += 1
            assert int(envelope["pages"]) >= 0
            assert all("countryiso3code" in row for row in rows)
    assert understood > 10
    assert refused > 3
