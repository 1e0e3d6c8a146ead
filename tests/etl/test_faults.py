"""Bad input: one clear sentence, exit 1, and figures, manifest and store as they were."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from pathlib import Path

import producers
import pytest
from conftest import Answer, Site, Workshop
from producers import RELEASE
from shapes import bank_answer, csv_text, native_rows, published

from etl import manifest

Rows = list[list[str]]


def edition(tmp_path: Path, change: Callable[[Rows], Rows | bytes]) -> str:
    """Write the 2024 edition, changed, into a folder and return the folder."""
    rows = change(native_rows("2024"))
    body = rows if isinstance(rows, bytes) else csv_text(rows)
    folder = tmp_path / "files"
    folder.mkdir(exist_ok=True)
    (folder / "EGOV_DATA_2024.csv").write_bytes(body)
    return str(folder)


def cell(row: int, column: int, value: str) -> Callable[[Rows], Rows]:
    def change(rows: Rows) -> Rows:
        rows[row][column] = value
        return rows

    return change


FAULTS: dict[str, tuple[Callable[[Rows], Rows | bytes], str]] = {
    "an unknown country": (cell(5, 1, "Atlantis "), "unknown country name Atlantis"),
    "no such column": (cell(0, 4, "EPI"), "column E-Participation Index is missing"),
    "a value out of bounds": (cell(7, 4, "1.70000"), "1.7 is outside 0 to 1"),
    "a value that is no number": (cell(7, 3, "n/a"), "row 8: “n/a” is not a number"),
    "a repeated country": (lambda rows: [*rows, rows[9]], "occurs twice"),
    "two editions in one file": (cell(3, 0, "2022"), "holds 2 survey years"),
    "a row cut off": (lambda rows: csv_text(rows)[:-20] + b"\n", "the header has 8"),
    "a line cut off": (lambda rows: csv_text(rows)[:-4], "looks cut off"),
    "fewer states": (lambda rows: rows[:-3], "would be lost"),
    "not text": (lambda rows: b"\xff\xfe\x00" + csv_text(rows), "not UTF-8 text"),
    "a quote that never ends": (
        lambda rows: csv_text(rows) + b'2024,"' + b"x" * 200_000 + b"\n",
        "not a CSV file",
    ),
    "an empty file": (lambda _: b"\n", "column Survey Year"),
    "an index away from its parts": (cell(30, 3, "0.99990"), ""),
}


@pytest.mark.parametrize("name", [name for name, (_, saying) in FAULTS.items() if saying])
def test_a_bad_edition_changes_nothing(built: Workshop, tmp_path: Path, name: str) -> None:
    change, saying = FAULTS[name]
    built.refuses("pull", "un_egov", "--from", edition(tmp_path, change), saying=saying)


def test_an_index_away_from_its_parts_never_becomes_the_store(
    built: Workshop, tmp_path: Path
) -> None:
    """What only the whole store can show stops the build, and the old store stays."""
    folder = edition(tmp_path, FAULTS["an index away from its parts"][0])
    assert built.run("pull", "un_egov", "--from", folder) == 0
    built.refuses("build", saying="An index is the mean of its parts")


def test_fewer_states_are_accepted_when_that_is_said(workshop: Workshop, tmp_path: Path) -> None:
    folder = edition(tmp_path, FAULTS["fewer states"][0])
    assert workshop.run("pull", "un_egov", "--from", folder, "--accept-shrink") == 0
    assert workshop.moved("un_egov") == (0, 0, 15)
    assert workshop.run("build") == 0, workshop.told


def bank_with(answer: Callable[[str, bytes], Answer | None]) -> Callable[[str], Answer | None]:
    """Answer as the World Bank does, but for what a test changes."""
    return lambda path: answer(path, producers.bank(path)[2])


ENDLESS = gzip.compress(b" " * 70_000_000, 1)
MESSAGE = b'[{"message":[{"id":"111","key":"Unknown","value":"The service is out of order"}]}]'

ANSWERS: dict[str, tuple[Callable[[str, bytes], Answer | None], str]] = {
    "a web page in place of JSON": (
        lambda _, __: (200, {}, b"\xef\xbb\xbf<!DOCTYPE html><html></html>"),
        "a web page came in place of figures",
    ),
    "a web page with HTTP 400": (lambda _, __: (400, {}, b"<html></html>"), "HTTP 400"),
    "an error inside HTTP 200": (lambda _, __: (200, {}, MESSAGE), "111 The service is out of"),
    "codes that it does not know": (
        lambda _, __: (200, {}, producers.UNKNOWN_CODE),
        "the interface knows none of our codes",
    ),
    "HTTP 500 that stays": (lambda _, __: (500, {}, b""), "HTTP 500 after 4 tries"),
    "JSON cut off": (lambda _, body: (200, {}, body[:-40]), "cut off or not JSON"),
    "another shape": (lambda _, __: (200, {}, b'{"fine": true}'), "has not the shape"),
    "a body shorter than announced": (
        lambda _, body: (200, {"Content-Length": str(len(body) + 9)}, body),
        "no whole answer came in 4 tries",
    ),
    "no rows": (
        lambda _, __: (
            200,
            {},
            b'[{"page":1,"pages":1,"total":0,"lastupdated":"2026-07-13"},null]',
        ),
        "no figures were found",
    ),
    "an unknown area": (
        lambda _, body: (200, {}, body.replace(b'"JOR"', b'"QQQ"')),
        "unknown country code QQQ",
    ),
    "a row without its value": (
        lambda _, body: (200, {}, body.replace(b'"date"', b'"day"')),
        "this has not the shape",
    ),
    "rows of another indicator": (
        lambda _, __: (200, {}, bank_answer("electricity", RELEASE)),
        "rows of EG.ELC.ACCS.ZS came where",
    ),
    "fewer rows than announced": (
        lambda _, body: (200, {}, body.replace(b'"total": ', b'"total": 1')),
        "rows came",
    ),
    "a web page that says so": (
        lambda _, body: (200, {"Content-Type": "text/html; charset=utf-8"}, body),
        "a web page came in place of figures",
    ),
    "numbers deeper than any": (lambda _, __: (200, {}, b"[" * 200_000), "not JSON"),
    "a packed endless answer": (
        lambda _, __: (200, {"Content-Encoding": "gzip"}, ENDLESS),
        "more than 64 MB came",
    ),
    "no gzip at all": (
        lambda _, body: (200, {"Content-Encoding": "gzip"}, body),
        "no whole answer came in 4 tries",
    ),
    "not UTF-8": (lambda _, __: (200, {}, b"\xff\xfe\xfa"), "not UTF-8 text"),
}


@pytest.mark.parametrize("name", ANSWERS)
def test_a_bad_answer_changes_nothing(workshop: Workshop, site: Site, name: str) -> None:
    answer, saying = ANSWERS[name]
    site.answer = bank_with(answer)
    workshop.refuses("pull", "world_bank", "--base-url", f"world_bank={site.url}", saying=saying)


def test_a_server_that_hangs_is_given_up(
    workshop: Workshop, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ETL_TIMEOUT", "0.2")
    site.answer = lambda _: None
    workshop.refuses(
        "pull", "world_bank", "--base-url", f"world_bank={site.url}", saying="within 0.2 seconds"
    )


@pytest.mark.parametrize(("status", "headers"), [(500, {}), (503, {}), (429, {"Retry-After": "0"})])
def test_what_passes_heals_and_is_noted(
    workshop: Workshop, site: Site, status: int, headers: dict[str, str]
) -> None:
    failed: set[str] = set()

    def once(path: str, body: bytes) -> Answer:
        if path in failed:
            return 200, {}, body
        failed.add(path)
        return status, headers, b""

    site.answer = bank_with(once)
    assert workshop.run("pull", "world_bank", "--base-url", f"world_bank={site.url}") == 0
    assert f"answered after 2 tries ({status})" in workshop.said


def test_a_published_file_that_the_manifest_does_not_know_stops_the_build(
    built: Workshop,
) -> None:
    path = built.published / "un_egov" / "egdi.csv"
    text = path.read_text()
    path.write_text(text.replace("0.96022", "0.97022"))
    built.refuses("build", saying="un_egov/egdi.csv is not the file that the manifest names")
    path.write_text(text)
    (built.published / "un_egov" / "extra.csv").write_text("iso3\n")
    built.refuses("build", saying="data/published/un_egov/extra.csv is not in the manifest")


def test_an_edited_file_is_not_carried_into_the_next_pull(workshop: Workshop, site: Site) -> None:
    """Else the manifest would vouch for what someone typed into the figures that are kept."""
    path = workshop.published / "world_bank" / "mobile.csv"
    path.write_text(path.read_text().replace(",2023,", ",2024,", 1))
    site.answer = bank_with(lambda _, body: (200, {}, body))
    address = f"world_bank={site.url}"
    workshop.refuses("pull", "world_bank", "--base-url", address, saying="SHA-256 differs")


@pytest.mark.parametrize("body", ["", "[]", '{"un_egov": 3}', '{"un_egov"'])
def test_a_damaged_manifest_is_refused(workshop: Workshop, tmp_path: Path, body: str) -> None:
    (workshop.published / "manifest.json").write_text(body)
    workshop.refuses("build", saying="data/published/")
    folder = edition(tmp_path, lambda rows: rows)
    workshop.refuses("pull", "un_egov", "--from", folder, saying="data/published/")


def test_an_older_release_does_not_replace_a_newer_one(
    workshop: Workshop, site: Site, tmp_path: Path
) -> None:
    site.answer = bank_with(lambda _, body: (200, {}, body))
    address = f"world_bank={site.url}"
    assert workshop.run("pull", "world_bank", "--base-url", address) == 0, workshop.told
    old = bank_with(lambda _, body: (200, {}, body.replace(RELEASE.encode(), b"2026-01-05")))
    site.answer = old
    workshop.refuses(
        "pull", "world_bank", "--base-url", address, saying=f"{RELEASE} (2026-01-05 is older)"
    )
    assert workshop.run("pull", "world_bank", "--base-url", address, "--accept-shrink") == 0


def test_of_two_files_of_one_name_none_is_guessed(workshop: Workshop, tmp_path: Path) -> None:
    folder = Path(edition(tmp_path, lambda rows: rows))
    (folder / "other").mkdir()
    body = (folder / "EGOV_DATA_2024.csv").read_bytes()
    (folder / "other" / "EGOV_DATA_2024.csv").write_bytes(body.replace(b"0.9", b"0.8", 1))
    workshop.refuses("pull", "un_egov", "--from", str(folder), saying="2 different files")
    (folder / "other" / "EGOV_DATA_2024.csv").write_bytes(body)
    assert workshop.run("pull", "un_egov", "--from", str(folder)) == 0, workshop.told


def test_what_the_database_refuses_is_one_sentence(built: Workshop, tmp_path: Path) -> None:
    """A figure that no check foresaw: the rank of a state typed as text."""
    rows = native_rows("2024")
    rows[9][2] = "third"
    (tmp_path / "EGOV_DATA_2024.csv").write_bytes(csv_text(rows))
    built.refuses("pull", "un_egov", "--from", str(tmp_path), saying="“third” is not a rank")
    path = built.published / "un_sdg" / "absences.csv"
    text = path.read_text() + "internet_users,XXX,,2026-06,not_published\n"
    path.write_text(text)
    whole = json.loads((built.published / "manifest.json").read_text())
    whole["un_sdg"]["files"]["absences.csv"] = manifest.digest(text.encode())
    (built.published / "manifest.json").write_text(manifest.text(whole))
    built.refuses("build", saying="The store was not made, the old one stays: Constraint")


def test_a_tidy_file_with_a_fault_is_refused(workshop: Workshop, tmp_path: Path) -> None:
    folder = tmp_path / "files" / "world_bank"
    folder.mkdir(parents=True)
    rows = [["iso3", "year", "value"]]
    rows += [[f.iso3, str(f.year), f.value] for f in published("world_bank", "mobile")]
    for change, saying in (
        (["QQQ", "2020", "1"], "unknown country code QQQ"),
        (["JOR", "20x0", "1"], "“20x0” is not a year"),
        (["JOR", "2020"], "2 cells where the header has 3"),
        (["JOR", "2020", "-4"], "occurs twice"),
        (["JOR", "2025", "-4"], "-4 is outside 0 to 1000"),
    ):
        (folder / "mobile.csv").write_bytes(csv_text([*rows, change]))
        workshop.refuses("pull", "world_bank", "--from", str(tmp_path / "files"), saying=saying)
    (folder / "mobile.csv").write_bytes(csv_text([["iso3", "jahr", "value"], *rows[1:]]))
    workshop.refuses(
        "pull", "world_bank", "--from", str(tmp_path / "files"), saying="column year is missing"
    )


def test_an_empty_folder_is_said(workshop: Workshop, tmp_path: Path) -> None:
    workshop.refuses("pull", "un_sdg", "--from", str(tmp_path), saying="no figures were found")
