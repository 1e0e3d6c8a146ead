"""What each source promises: its files give what is published, whatever they are called."""

from __future__ import annotations

import dataclasses
import json
import os
from pathlib import Path
from typing import Any

import duckdb
import producers
import pycountry
import pytest
from conftest import Site, Workshop, different
from producers import RELEASE, SDG_RELEASE
from shapes import (
    BANK,
    SDG,
    absences,
    bank_download,
    csv_text,
    native_rows,
    published,
    sdg_page,
    sdg_rows,
    undp_objects,
    wide,
)

from etl import registry
from etl.figures import Figure, read_absences, read_figures
from etl.folder import scan
from etl.sources import un_sdg

SOURCES = registry.sources()
TIDY = ("un_sdg", "world_bank", "gtmi", "wgi", "itu_gci", "odin", "unctad", "treaties", "dare",
        "gems")  # fmt: skip
LATER = 1_900_000_000
"""The date of a file (of 2030), later than any edition that is published."""


def values_of(figures: list[Figure]) -> list[tuple[tuple[str, str, int], str]]:
    return [(figure.key, figure.value) for figure in figures]


def tidy(rows: list[Figure]) -> bytes:
    """Return figures as a tidy file, with a column of notes where one of them has a note."""
    noted = any(row.note for row in rows)
    head = ["iso3", "year", "value", *(["note"] if noted else [])]
    return csv_text(
        [head, *([r.iso3, str(r.year), r.value, *([r.note] if noted else [])] for r in rows)]
    )


def put(folder: Path, name: str, body: bytes) -> Path:
    """Write a file of the year 2030 into a folder and return it."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(body)
    os.utime(path, (LATER, LATER))
    return path


def tidy_folder(folder: Path, source: str) -> list[str]:
    """Write the tidy files of a source and return the indicators that have one."""
    found = []
    for identity in SOURCES[source].indicators:
        rows = published(source, identity)
        # The World Bank's electricity came as a download, not as a tidy file.
        if rows and (source, identity) != ("world_bank", "electricity"):
            put(folder, f"{source}/{identity}.csv", tidy(rows))
            found.append(identity)
    return found


def keep(workshop: Workshop, source: str, kept: set[str]) -> None:
    """Take away what is published of a source but for some files, as if it had never come."""
    whole = json.loads((workshop.published / "manifest.json").read_text())
    files = whole[source]["files"]
    whole[source]["files"] = {name: files[name] for name in kept & files.keys()}
    (workshop.published / "manifest.json").write_text(json.dumps(whole))
    for path in (workshop.published / source).glob("*.csv"):
        if path.name not in kept:
            path.unlink()


@pytest.mark.parametrize("source", TIDY)
def test_the_tidy_files_of_a_source_give_what_is_published(
    workshop: Workshop, tmp_path: Path, source: str
) -> None:
    """From nothing, with the editions of the declared copies; all but a few are those bytes."""
    made = tidy_folder(tmp_path / "files", source)
    others = {path.name for path in (workshop.published / source).glob("*.csv")}
    others -= {f"{identity}.csv" for identity in made} | {"absences.csv"}
    before = workshop.state()
    keep(workshop, source, others)
    assert workshop.run("pull", source, "--from", str(tmp_path / "files")) == 0, workshop.told
    assert workshop.table()[source]["outcome"] == "changed"
    bare = "unctad/ict_goods.csv"  # its declared copy writes some values otherwise
    apart = {f"published/{bare}", "published/manifest.json", "published/unctad/absences.csv"}
    assert set(different(workshop.state(), before)) <= apart
    if source == "unctad":
        own = [
            dataclasses.replace(f, edition="2019") for f in read_figures(workshop.published / bare)
        ]
        assert own == published("unctad", "ict_goods")
        assert "ict_goods.csv is not a declared copy; it is taken as edition 2030" in workshop.said


@pytest.mark.parametrize("source", [each for each in TIDY if SOURCES[each].survey])
def test_the_rounds_of_a_survey_become_editions(source: str, workshop: Workshop) -> None:
    """A year of a survey is an edition, also where nobody declared its file."""
    if source == "treaties":
        pytest.skip("a register of treaties is of one day")
    identity = next(each for each in SOURCES[source].indicators if published(source, each))
    rows = published(source, identity)
    years = sorted({row.year for row in rows})
    assert {row.edition for row in rows} == {str(year) for year in years}
    newest = [row for row in rows if row.year == years[-1]]
    more = [dataclasses.replace(row, year=years[-1] + 1) for row in newest]
    folder = workshop.store.parent / "files"
    put(folder, f"{source}/{identity}.csv", tidy(more))
    before = workshop.state()
    assert workshop.run("pull", source, "--from", str(folder)) == 0, workshop.told
    assert workshop.moved(source) == (len(more), 0, 0)
    assert "the year of its rows" in workshop.said
    if source == "dare":  # where values are quoted, one without its page makes no store
        workshop.refuses("build", saying="each value names its page")
    after = read_figures(workshop.published / source / f"{identity}.csv")
    assert [row for row in after if row.year <= years[-1]] == rows
    assert {row.edition for row in after if row.year > years[-1]} == {str(years[-1] + 1)}
    assert f"published/{source}/{identity}.csv" in different(workshop.state(), before)


def test_rows_that_are_no_country_never_become_figures(workshop: Workshop, tmp_path: Path) -> None:
    """Five rows of 2025 were swept in from a table beside the index; their codes are shares."""
    strange = ["0.75", "0.5", "0.25", "0.65736040609137059", "0.47390000000000004"]
    rows = [["iso3", "year", "value"], *([code, "2025", "0.4"] for code in strange)]
    rows += [[f.iso3, str(f.year), f.value] for f in published("gtmi", "gtmi")]
    put(tmp_path / "files", "gtmi/gtmi.csv", csv_text(rows))
    workshop.refuses(
        "pull", "gtmi", "--from", str(tmp_path / "files"), saying="unknown country code 0.25, 0.47"
    )
    for identity in SOURCES["gtmi"].indicators:
        found = {row.iso3 for row in published("gtmi", identity)}
        assert len(found) == 197
        assert all(pycountry.countries.get(alpha_3=iso3) for iso3 in found)


def test_the_producers_own_table_is_no_file_of_ours(workshop: Workshop) -> None:
    """The joined table of the three rounds, strange rows and all, is passed over."""
    folder = os.environ.get("SHARED_SOURCES", "")
    if not folder:
        pytest.skip("needs the producers' files: set SHARED_SOURCES to the folder that holds them")
    workshop.refuses(
        "pull", "gtmi", "--from", str(Path(folder) / "gtmi"), saying="no figures were found"
    )


def test_a_cybersecurity_score_of_0_is_a_state_that_did_not_take_part(
    workshop: Workshop, tmp_path: Path
) -> None:
    rows = published("itu_gci", "gci")
    (absence,) = [each for each in absences("itu_gci") if each.indicator_id == "gci"]
    assert (absence.iso3, absence.year, absence.reason_id) == ("YEM", 2020, "not_participating")
    rows.append(Figure("gci", "YEM", 2020, "0.0", ""))
    rows.append(Figure("gci", "TWN", 2020, "0", ""))
    put(tmp_path, "itu_gci/gci.csv", tidy(rows))
    assert workshop.run("pull", "itu_gci", "--from", str(tmp_path)) == 0, workshop.told
    assert workshop.moved("itu_gci") == (0, 0, 0)
    own = read_figures(workshop.published / "itu_gci" / "gci.csv")
    assert [(f.key, f.value) for f in own] == [
        (f.key, f.value) for f in published("itu_gci", "gci")
    ]
    named = {
        (each.iso3, each.reason_id)
        for each in read_absences(workshop.published / "itu_gci" / "absences.csv")
        if each.indicator_id == "gci"
    }
    assert named == {("YEM", "not_participating"), ("TWN", "not_participating")}


def test_doubtful_values_are_marked_and_no_others(store: duckdb.DuckDBPyConnection) -> None:
    """Named ones of health satisfaction; trade wherever imports or exports are missing."""
    rows = store.execute(
        """
        SELECT indicator_id, iso3, year FROM doubt JOIN indicator USING (indicator_id)
        WHERE source_id = 'un_sdg'
        """
    ).fetchall()
    sides = [
        {(f.iso3, f.year) for f in published("un_sdg", each)}
        for each in ("env_tech_imports", "env_tech_exports")
    ]
    trade = {(f.iso3, f.year) for f in published("un_sdg", "env_tech_trade")}
    one_sided = trade - (sides[0] & sides[1])
    assert 0 < len(one_sided) < len(trade)
    wanted = [("health_satisfaction", iso3, 2018) for iso3 in ("IRQ", "JOR", "LBN")]
    wanted += [("env_tech_trade", iso3, year) for iso3, year in one_sided]
    assert sorted(rows) == sorted(wanted)
    (note,) = store.execute(
        "SELECT DISTINCT note['ar'] FROM doubt WHERE indicator_id = 'health_satisfaction'"
    ).fetchall()
    assert "غير الراضين" in note[0]


def test_groups_of_the_world_bank_never_become_countries(workshop: Workshop, site: Site) -> None:
    """The answers begin with the Arab world and with a group that has no code."""
    site.answer = producers.bank
    assert workshop.run("pull", "world_bank", "--base-url", f"world_bank={site.url}") == 0
    for identity in BANK.series():
        own = read_figures(workshop.published / "world_bank" / f"{identity}.csv")
        assert {row.edition for row in own} == {RELEASE}
        assert all(pycountry.countries.get(alpha_3=row.iso3) for row in own)


def test_undps_objects_and_the_uns_pages_give_the_same_figures(tmp_path: Path) -> None:
    objects, pages = tmp_path / "objects", tmp_path / "pages"
    put(objects, "by_country.json", json.dumps(undp_objects()).encode())
    for identity in SDG.live_series():
        body = sdg_page(sdg_rows(identity), 1, 1, release=SDG_RELEASE)
        put(pages, f"{identity}.json", body)
    found: list[Any] = [
        {row.key: row.value for release in releases for row in release.figures}
        for releases in (un_sdg.read(scan(folder), SDG) for folder in (objects, pages))
    ]
    assert found[0] == found[1]
    assert {identity for identity, _, _ in found[0]} == SDG.live_series().keys()


RENAMED = {
    "a declared tidy file": ("dare", "download.csv", lambda: tidy(published("dare", "dare"))),
    "a download of the World Bank": (
        "world_bank",
        "data.csv",
        lambda: bank_download("mobile", RELEASE),
    ),
    "an edition of the UN survey": ("un_egov", "x.csv", lambda: csv_text(native_rows("2024"))),
    "a file of Data360": ("itu", "y.csv", lambda: wide("mobile_broadband", SOURCES["itu"])),
}


@pytest.mark.parametrize("name", RENAMED)
def test_a_file_is_known_under_any_name(workshop: Workshop, tmp_path: Path, name: str) -> None:
    """By its bytes, its columns or its first lines; beside it lies what is none of ours."""
    source, called, body = RENAMED[name]
    folder = tmp_path / "files"
    put(folder, f"from my mail/{called}", body())
    put(folder, "notes.txt", b"iso3,year,value\n")
    put(folder, "letter.pdf", b"%PDF-1.7\n\0")
    put(folder, "table.csv", b"a,b\n1,2\n")
    assert workshop.run("pull", "--from", str(folder)) == 0, workshop.told
    rows = workshop.table()
    outcomes = {each: row["outcome"] for each, row in rows.items() if "rows" in row}
    assert outcomes.keys() == {source}, "it was taken for another source's"
    # The declared bytes are what is published; the others are other releases of the same values.
    assert workshop.moved(source) == (0, 0, 0)
    assert f"{source}: no file of it in the folder" not in workshop.said
