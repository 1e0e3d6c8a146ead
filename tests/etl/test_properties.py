"""Whatever a file of each kind is turned into: one clear sentence, or figures that are sound.

Hypothesis spoils good files, byte by byte and cell by cell. It is not left to chance which
examples come, so that a failure comes again.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from forms import SOURCES
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from kinds import KINDS, Kind, fill, published_in

from etl import places, publish
from etl.faults import MOST, Fault, plain
from etl.figures import Release, decimal, read_figures, year_of

CODES = set(places.every_code())
NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
TOKEN = {
    False: re.compile(rb"[^,\n]+"),  # a cell
    True: re.compile(rb'"[^"]*"|-?[0-9][0-9.]*|null|[{}\[\]]'),  # a string, a number, a bracket
}
ODD = (
    b"",
    b"0",
    b"-1",
    b"1e5",
    b"NaN",
    b"-Infinity",
    b"1e999999999",
    b"1e99999999999999999999",
    b"1_000",
    b"1,5",
    b"7" * 400,
    "²".encode(),
    "٢٠٢٤".encode(),
    b"2024.0",
    b"20x4",
    b"1899",
    b"QQQ",
    b"JOR",
    b"400",
    b"WLD",
    b"x" * 5000,
    b"two\nlines",
    b"two\rlines",
    b"\x1b[31m",
    b"\0",
    "\u2028".encode(),
    b'"',
)
ODD_JSON = (b"null", b"true", b"[]", b"{}", b"[[]]", b"[1]", b'{"a": 1}', rb'"\ud800"', rb'"\n"')
"""What stands where a name, a year or a value should stand."""


def odd_texts(is_json: bool) -> list[bytes]:
    return [*ODD, *(b'"%b"' % each for each in ODD), *(ODD_JSON if is_json else ())]


@st.composite
def spoiled(draw: st.DrawFn, kind: Kind) -> bytes:
    """Return a good file with one to three changes."""
    body = kind.body
    for _ in range(draw(st.integers(1, 3))):
        changed = draw(st.sampled_from((_bytes, _bytes, _token, _token, _line)))
        body = changed(draw, body, kind.is_json)
    return body


def _bytes(draw: st.DrawFn, body: bytes, is_json: bool) -> bytes:
    """Change, remove, insert or repeat a slice, or leave out the rest."""
    start = draw(st.integers(0, len(body)))
    end = min(len(body), start + draw(st.sampled_from((1, 1, 2, 7, 40, 400))))
    what = draw(st.sampled_from(("change", "remove", "insert", "repeat", "cut")))
    piece = body[start:end]
    if what == "change":
        piece = draw(st.binary(min_size=len(piece), max_size=len(piece)))
    elif what == "remove":
        piece = b""
    elif what == "insert":
        piece = draw(st.binary(min_size=1, max_size=4)) + piece
    elif what == "repeat":
        piece *= 2
    else:
        end = len(body)
        piece = b""
    return body[:start] + piece + body[end:]


def _token(draw: st.DrawFn, body: bytes, is_json: bool) -> bytes:
    """Put something odd, or what stands elsewhere, in the place of a cell or a member."""
    found = [match.span() for match in TOKEN[is_json].finditer(body)]
    if not found:
        return body
    start, end = draw(st.sampled_from(found))
    other_start, other_end = draw(st.sampled_from(found))
    odd = draw(st.sampled_from(odd_texts(is_json)))
    piece = draw(st.sampled_from((odd, odd, body[other_start:other_end])))
    return body[:start] + piece + body[end:]


def _line(draw: st.DrawFn, body: bytes, is_json: bool) -> bytes:
    """Remove, repeat or move a line, or an object among objects."""
    end = b"}, " if is_json else b"\n"
    lines = body.split(end)
    place, other = draw(st.integers(0, len(lines) - 1)), draw(st.integers(0, len(lines)))
    line = lines[place]
    what = draw(st.sampled_from(("remove", "repeat", "move")))
    if what != "repeat":
        del lines[place]
    if what != "remove":
        lines.insert(other, line)
    return end.join(lines)


@pytest.fixture(scope="module", autouse=True)
def _folders() -> Iterator[None]:
    """Remove the folders of this file at its end."""
    yield
    if _root.cache_info().currsize:
        _root().cleanup()


@lru_cache
def _root() -> TemporaryDirectory[str]:
    return TemporaryDirectory()


@lru_cache
def _template(name: str) -> Path:
    """Return a folder that holds what the good file of a kind gives."""
    folder = Path(_root().name) / str(len(list(Path(_root().name).iterdir()))) / "published"
    fill(folder, KINDS[name].source_id, KINDS[name].read(KINDS[name].body))
    return folder


def state_of(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and not path.name.startswith(".")
    }


def rows_in(folder: Path, kind: Kind) -> list[tuple[str, str, int]]:
    own = folder / kind.source_id
    return [
        row.key
        for indicator in SOURCES[kind.source_id].indicators
        for row in read_figures(own / f"{indicator}.csv")
    ]


def is_one_sentence(text: str) -> None:
    assert text.isprintable(), ascii(text)
    assert 10 < len(text) <= MOST, ascii(text)
    assert "Traceback" not in text


def are_sound(releases: list[Release]) -> None:
    for release in releases:
        assert release.edition.isprintable()
        assert 4 <= len(release.edition) <= 40
        for remark in release.remarks:
            is_one_sentence(plain(remark))
        for row in release.figures:
            assert row.iso3 in CODES, row
            assert 1900 <= row.year <= 2100, row
            assert NUMBER.fullmatch(row.value), row
            assert abs(float(row.value)) < 1e300, row
            assert row.edition == release.edition
            assert row.indicator_id in release.carries


def check(name: str, body: bytes) -> None:
    """Read a body and publish what it gives; neither may do anything but refuse or be sound."""
    kind = KINDS[name]
    template = _template(name)
    folder = template.parent / "copy"
    if not folder.exists():
        shutil.copytree(template, folder)
    before = rows_in(folder, kind)
    unspoiled = state_of(folder)
    try:
        releases = kind.read(body)
        are_sound(releases)
        with published_in(folder):
            publish.put(SOURCES[kind.source_id], releases, accept_shrink=False)
    except Fault as fault:
        is_one_sentence(str(fault))
        assert state_of(folder) == unspoiled
        return
    after = rows_in(folder, kind)
    shutil.rmtree(folder)
    assert len(after) == len(set(after))
    states = {key[:2] for key in before} - {key[:2] for key in after}
    assert not states, states


COMMON = settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)


@pytest.mark.parametrize("name", KINDS)
def test_a_spoiled_file_is_refused_in_one_sentence_or_sound(name: str) -> None:
    @COMMON
    @given(spoiled(KINDS[name]))
    def holds(body: bytes) -> None:
        check(name, body)

    holds()


@pytest.mark.parametrize("name", KINDS)
def test_anything_odd_in_a_cell_is_refused_in_one_sentence_or_sound(name: str) -> None:
    """Each odd text once in each kind of cell: chance might miss the one that a parser fears."""
    kind = KINDS[name]
    body = kind.body
    found = [match.span() for match in TOKEN[kind.is_json].finditer(body)]
    middle = len(found) // 2
    for start, end in [*found[:10], *found[middle : middle + 16]]:
        for odd in odd_texts(kind.is_json):
            try:
                are_sound(kind.read(body[:start] + odd + body[end:]))
            except Fault as fault:
                is_one_sentence(str(fault))


@pytest.mark.parametrize("name", KINDS)
def test_bytes_that_have_nothing_of_a_file_are_refused_in_one_sentence(name: str) -> None:
    @settings(COMMON, max_examples=20)
    @given(st.binary(max_size=200))
    def holds(body: bytes) -> None:
        with pytest.raises(Fault), published_in(_template(name)):
            publish.put(SOURCES[KINDS[name].source_id], KINDS[name].read(body), accept_shrink=False)

    holds()


@COMMON
@given(st.text(max_size=40) | st.sampled_from([odd.decode() for odd in ODD]))
def test_any_text_is_a_plain_number_or_refused(text: str) -> None:
    try:
        number = decimal(text, "here")
    except Fault as fault:
        is_one_sentence(str(fault))
    else:
        assert NUMBER.fullmatch(number)
        assert len(number) < 200
        assert decimal(number, "here") == number


@COMMON
@given(
    st.decimals(
        allow_nan=False, allow_infinity=False, min_value=-(10**12), max_value=10**12, places=9
    )
)
def test_a_number_keeps_its_value_and_every_digit(number: Decimal) -> None:
    assert Decimal(decimal(str(number), "here")) == number


@COMMON
@given(st.text(max_size=12) | st.sampled_from([odd.decode() for odd in ODD]))
def test_any_text_is_a_year_or_refused(text: str) -> None:
    try:
        year = year_of(text, "here")
    except Fault as fault:
        is_one_sentence(str(fault))
    else:
        assert 1900 <= year <= 2100
        assert str(year) in text


@COMMON
@given(st.text(max_size=5000))
def test_what_a_fault_says_is_one_line_that_a_terminal_can_show(text: str) -> None:
    said = str(Fault(f"file.csv: “{text}” is not a number; download it again"))
    is_one_sentence(said)
    assert said.startswith("file.csv: “")
    assert said.endswith("download it again")
