"""Every kind of file, broken in every way: one sentence, nothing changed, the others go on."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

import pytest
from conftest import Workshop
from forms import Row
from kinds import KINDS, Kind, fill, rows_of, workshop_of

BESIDE = "odin"
"""A source that no kind here is of; its good file lies in the same folder as the broken one."""


def _other_value(row: Row) -> Row:
    return row._replace(value=str(Decimal(row.value) * Decimal("0.9")))


def repeated(kind: Kind) -> bytes:
    if kind.source_id == "imf":  # a member named twice, of which a reader sees only the last
        return kind.body.replace(b'{"AI_PI": {', b'{"AI_PI": {"JOR": {"2022": 0.5}, ', 1)
    return kind.write([*kind.rows, _other_value(kind.rows[4])])


def strange(kind: Kind) -> bytes:
    lost = kind.rows[4].iso3
    return kind.write([r._replace(iso3="QQQ") if r.iso3 == lost else r for r in kind.rows])


def scaled(factor: str) -> Callable[[Kind], bytes]:
    def spoil(kind: Kind) -> bytes:
        rows = [r._replace(value=f"{Decimal(r.value) * Decimal(factor):f}") for r in kind.rows]
        return kind.write(rows)

    return spoil


def halved(kind: Kind) -> bytes:
    states = sorted({row.iso3 for row in kind.rows})
    return kind.write([row for row in kind.rows if row.iso3 in states[::2]])


def latin(kind: Kind) -> bytes:
    middle = len(kind.body) // 2
    return kind.body[:middle] + "é".encode("latin-1") + kind.body[middle:]


def wide_letters(kind: Kind) -> bytes:
    return kind.body.decode("utf-8-sig").encode("utf-16")


def renamed(kind: Kind) -> bytes:
    old, new = kind.renamed
    assert old in kind.body
    return kind.body.replace(old, new)


def without_column(kind: Kind) -> bytes:
    name = kind.renamed[0].decode().strip(",")
    lines = list(csv.reader(io.StringIO(kind.body.decode("utf-8-sig"))))
    (place,) = {line.index(name) for line in lines if name in line}
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(
        [*line[:place], *line[place + 1 :]] for line in lines
    )
    return out.getvalue().encode()


HTML = b'<!DOCTYPE html>\n<html><body>Please sign in, or year, value, "values"</body></html>\n'
NONE, CUT, SHAPE = "no figures were found", "cut off", "has not the shape"
LOST, SCALE = "would be lost", "times what it was"
Spoil = Callable[[Kind], bytes]
FAULTS: dict[str, tuple[Spoil, str, str]] = {
    "a letter in another encoding": (latin, "not UTF-8 text", "not UTF-8 text"),
    "all in another encoding": (wide_letters, "not UTF-8 text", NONE),
    "renamed": (renamed, "is missing", SHAPE),
    "a column left out": (without_column, "is missing", ""),
    "a line below": (lambda kind: kind.body + b"Source: us\n", "cells where", "not JSON"),
    "a key twice": (repeated, "occurs twice", "occurs twice"),
    "an unknown country": (strange, "unknown country code QQQ", "unknown country code QQQ"),
    "values a hundred times as large": (scaled("100"), "is outside 0 to", "is outside 0 to"),
    "values a hundred times as small": (scaled("0.01"), SCALE, SCALE),
    "half of the countries": (halved, LOST, LOST),
    "nothing": (lambda kind: b"", CUT, NONE),
    "a web page": (lambda kind: HTML, "a web page came in place of figures", NONE),
    "an error inside": (lambda kind: kind.error, CUT, NONE),
    "cut off in the middle": (lambda kind: kind.body[: len(kind.body) // 2], CUT, CUT),
}
"""How a fault is made, and what is said of it in a CSV file and in JSON.

Files in JSON, and the Almanac's table, are told by what they hold: where nothing of it is left,
nothing was found. By name alone they could not be told from other people's files.
"""
ELSEWISE: dict[tuple[str, str], str] = {
    ("the UN's own file", "an unknown country"): "unknown country name Atlantis",
    ("Data360, wide file", "an error inside"): SHAPE,
    ("Data360, long file", "an error inside"): SHAPE,
    ("World Bank, download", "nothing"): "the line “Last Updated Date” is missing",
    ("World Bank, download", "an error inside"): "the line “Last Updated Date” is missing",
    # An area of the UN without a country's number is a region: it is left out by design, and the
    # country that it was is then missed.
    ("UN SDG interface", "an unknown country"): LOST,
    # An object of JSON is no tidy file, whatever its name.
    ("tidy file of a survey", "an error inside"): NONE,
    ("tidy file of a series", "an error inside"): NONE,
    ("IMF data mapper", "renamed"): NONE,
    # The data mapper has groups of economies among the countries: left out, the loss is seen.
    ("IMF data mapper", "an unknown country"): LOST,
    # A row without an answer has no value, and one without a country's code is a region.
    ("ITU DataHub", "renamed"): "it holds no figure of mobile_data_basket",
    ("ITU DataHub", "an unknown country"): LOST,
    # A price may well be many times an income; a hundredfold price is seen by comparison.
    ("ITU DataHub", "values a hundred times as large"): SCALE,
    # Top-level domains that are no country are left out by design; a country's loss is seen.
    ("Web Almanac", "an unknown country"): LOST,
    ("Web Almanac", "all in another encoding"): NONE,
    ("Web Almanac", "renamed"): "column total_pages is missing",
    ("Web Almanac", "nothing"): NONE,
    ("Web Almanac", "a web page"): NONE,
    ("Web Almanac", "an error inside"): NONE,
}
"""What is said where it is another thing."""


def said_of(name: str, fault: str) -> str:
    _, of_csv, of_json = FAULTS[fault]
    return ELSEWISE.get((name, fault), of_json if KINDS[name].is_json else of_csv)


CASES = [(name, fault) for name in KINDS for fault in FAULTS if said_of(name, fault)]


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Return, for each kind, a folder that holds what its good file and the one beside gave."""

    @lru_cache
    def filled(name: str) -> Path:
        folder = tmp_path_factory.mktemp("template") / "published"
        kind = KINDS[name]
        fill(folder, kind.source_id, kind.read(kind.body))
        fill(folder, BESIDE, beside().read(beside().body))
        return folder

    return filled


def beside() -> Kind:
    return replace(
        KINDS["tidy file of a survey"],
        source_id=BESIDE,
        place="odin/odin.csv",
        rows=rows_of(BESIDE, "odin"),
    )


@pytest.fixture
def small(
    template: Callable[[str], Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Callable[[str], Workshop]:
    """Return a workshop that holds only what a kind's good file and the one beside gave."""
    return lambda name: workshop_of(template(name), tmp_path, monkeypatch, capsys)


def put(tmp_path: Path, kind: Kind, body: bytes) -> str:
    """Write a body into a folder of files and return the folder."""
    path = tmp_path / "files" / kind.place
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(body)
    return str(tmp_path / "files")


def files_of(workshop: Workshop, kind: Kind) -> dict[str, bytes]:
    own = workshop.published / kind.source_id
    return {path.name: path.read_bytes() for path in own.iterdir()}


@pytest.mark.parametrize(("name", "fault"), CASES)
def test_a_broken_file_changes_nothing_and_stops_no_other(
    small: Callable[[str], Workshop], tmp_path: Path, name: str, fault: str
) -> None:
    kind, workshop = KINDS[name], small(name)
    folder, saying = put(tmp_path, kind, FAULTS[fault][0](kind)), said_of(name, fault)
    workshop.refuses("pull", kind.source_id, "--from", folder, saying=saying)
    # A source beside it, whose file is good and has one value revised.
    before = files_of(workshop, kind)
    other = beside()
    put(tmp_path, other, other.write([_other_value(other.rows[0]), *other.rows[1:]]))
    assert workshop.run("pull", kind.source_id, BESIDE, "--from", folder) == 1
    (sentence,) = workshop.refused()
    assert saying in sentence
    assert workshop.moved(BESIDE) == (0, 1, 0)
    assert files_of(workshop, kind) == before


@pytest.mark.parametrize("name", KINDS)
def test_a_good_file_of_each_kind_is_read_again_without_a_change(
    small: Callable[[str], Workshop], tmp_path: Path, name: str
) -> None:
    """Else each refusal above could be owed to the file and not to its fault."""
    kind, workshop = KINDS[name], small(name)
    before = files_of(workshop, kind)
    folder = put(tmp_path, kind, kind.body)
    assert workshop.run("pull", kind.source_id, "--from", folder) == 0, workshop.told
    assert workshop.moved(kind.source_id) == (0, 0, 0)
    assert files_of(workshop, kind).keys() == before.keys() != set()


@pytest.mark.parametrize("name", [name for name, kind in KINDS.items() if not kind.is_json])
def test_an_empty_line_below_the_figures_is_no_fault(
    small: Callable[[str], Workshop], tmp_path: Path, name: str
) -> None:
    """Editors and exports leave such lines; there is nothing in them to be misread."""
    kind, workshop = KINDS[name], small(name)
    folder = put(tmp_path, kind, kind.body + b"\n\n")
    assert workshop.run("pull", kind.source_id, "--from", folder) == 0, workshop.told


def test_a_remark_that_quotes_a_file_stays_on_one_line(
    small: Callable[[str], Workshop], tmp_path: Path
) -> None:
    """Half of a letter of two parts, line ends and colours are not sent to the terminal."""
    kind, workshop = KINDS["UN SDG interface"], small("UN SDG interface")
    region = kind.rows[0]._replace(iso3="QQQ")
    body = kind.write([*kind.rows, region]).replace(b'"QQQ"', rb'"Us\ud800\n and \u001b[31m them"')
    assert workshop.run("pull", "un_sdg", "--from", put(tmp_path, kind, body)) == 0, workshop.told
    (note,) = [line for line in workshop.said.splitlines() if "areas are not countries" in line]
    assert note.endswith("Us\ufffd and \ufffd[31m them.")


@pytest.mark.parametrize(
    ("name", "announced"),
    [
        ("Data360, interface", b'"count": '),
        ("World Bank, interface", b'"total": '),
        ("UN SDG interface", b'"totalElements": '),
    ],
)
def test_a_page_without_the_others_is_refused(
    small: Callable[[str], Workshop], tmp_path: Path, name: str, announced: bytes
) -> None:
    """Every state is there, so that only the number of rows tells that some are missing."""
    kind, workshop = KINDS[name], small(name)
    folder = put(tmp_path, kind, kind.body.replace(announced, announced + b"1"))
    workshop.refuses("pull", kind.source_id, "--from", folder, saying="rows came")
