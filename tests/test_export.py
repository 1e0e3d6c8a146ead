"""What is downloaded is what the store holds, and other programs read it as it is meant."""

from __future__ import annotations

import datetime
import io
import json
import random
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import duckdb
import openpyxl
import pandas as pd
import pytest
from exporting import CLOSED, HOSTILE, OLDER, converted, get, rows, small_server

from app import store
from app.export import citation
from app.export import workbook as layout
from app.export.citation import Work
from app.export.formulas import PATTERN, risky

COLUMNS = (
    "iso3,country,indicator_id,indicator,year,value,unit,rank,obs_status,source,edition,"
    "retrieved_on,licence,data_version"
)


@pytest.fixture(scope="module")
def few(store_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with small_server(store_dir, tmp_path_factory.mktemp("few")) as address:
        yield f"{address}/api/v1"


def asked_at_random(dice: random.Random, known: dict[str, list[str]]) -> dict[str, str]:
    """Return a filter of some of the parameters, each with some of its values."""
    asked: dict[str, str] = {"lang": dice.choice(["en", "ar"])}
    for name, most in (("indicator", 8), ("country", 12), ("group", 2), ("pillar", 2)):
        if dice.random() < 0.4:
            asked[name] = ",".join(dice.choices(known[name], k=dice.randint(1, most)))
    if "indicator" not in asked and dice.random() < 0.5:
        asked["topic"] = ",".join(dice.choices(known["topic"], k=2))
    first, last = sorted(dice.choices(range(1990, 2026), k=2))
    spans = [f"{first}", f"{first}:{last}", f"{first}:", f":{last}", f"{last}:{first}"]
    if dice.random() < 0.6:
        asked["year"] = dice.choice(spans)
    return asked


def answer_of_the_store(
    connection: duckdb.DuckDBPyConnection, asked: dict[str, str], version: str, target: Path
) -> bytes:
    """Return DuckDB's own CSV of the same question, asked in another way."""

    def quoted(name: str) -> str:
        return ", ".join(f"'{each}'" for each in asked[name].split(","))

    terms = ["i.sharing IN ('open', 'notice')"]
    if "indicator" in asked:
        terms.append(f"o.indicator_id IN ({quoted('indicator')})")
    if "country" in asked:
        terms.append(f"o.iso3 IN ({quoted('country')})")
    if "group" in asked:
        of_groups = f"SELECT iso3 FROM country_group_member WHERE group_id IN ({quoted('group')})"
        terms.append(f"o.iso3 IN ({of_groups})")
    terms += [f"i.{name} IN ({quoted(name)})" for name in ("pillar", "topic") if name in asked]
    if "year" in asked:
        first, _, last = asked["year"].partition(":")
        ends = [int(each) for each in (first, last) if each] or [0]
        low = "0" if ":" in asked["year"] and not first else str(min(ends))
        high = "9999" if ":" in asked["year"] and not last else str(max(ends))
        terms.append(f"o.year >= {low} AND o.year <= {high}")
    text = f"['{asked['lang']}']"
    connection.execute(
        f"""
        COPY (
            SELECT c.iso3, c.name{text} AS country, i.indicator_id, i.name{text} AS indicator,
                   o.year, o.value, u.name{text} AS unit, o.rank, o.obs_status,
                   s.name{text} AS source, e.edition, e.retrieved_on, s.licence{text} AS licence,
                   '{version}' AS data_version
            FROM indicator i, source s, unit u, observation o, edition e, country c
            WHERE o.indicator_id = i.indicator_id AND i.source_id = s.source_id
                  AND i.unit_id = u.unit_id AND o.edition_id = e.edition_id AND o.iso3 = c.iso3
                  AND {" AND ".join(terms)}
            ORDER BY i.indicator_id, c.iso3, o.year
        ) TO '{target}' (FORMAT csv, HEADER true)
        """
    )
    return target.read_bytes()


def test_the_csv_of_any_filter_is_what_the_store_answers_byte_for_byte(
    served: str, store_dir: Path, tmp_path: Path
) -> None:
    version, dice = store.current(), random.Random(22)
    filled = 0
    with duckdb.connect(store_dir / f"{version}.duckdb", read_only=True) as connection:

        def ids(sql: str) -> list[str]:
            return [row[0] for row in connection.execute(sql).fetchall()]

        known = {
            "indicator": ids("SELECT indicator_id FROM indicator WHERE sharing <> 'display_only'"),
            "country": ids("SELECT iso3 FROM country"),
            "group": ids("SELECT group_id FROM country_group"),
            "pillar": ids("SELECT pillar_id FROM pillar"),
            "topic": ids("SELECT DISTINCT topic FROM indicator WHERE sharing <> 'display_only'"),
        }
        for _ in range(500):
            asked = asked_at_random(dice, known)
            answer = get(f"{served}/api/v1/observations.csv?{urlencode(asked)}")
            assert answer.status_code in (200, 403), asked
            if answer.status_code == 403:
                continue
            wanted = answer_of_the_store(connection, asked, version, tmp_path / "own.csv")
            assert answer.content == wanted, asked
            filled += wanted.count(b"\n") > 1
    assert filled > 200, "most filters should find something"


def test_no_rows_is_the_head_alone(few: str) -> None:
    nothing = "indicator=egdi&country=PSE"
    assert get(f"{few}/observations.csv?{nothing}").text == f"{COLUMNS}\n"
    assert get(f"{few}/observations.json?{nothing}").json() == []
    book = openpyxl.load_workbook(io.BytesIO(get(f"{few}/observations.xlsx?{nothing}").content))
    assert book["Data"].max_row == 1
    package = zipfile.ZipFile(io.BytesIO(get(f"{few}/package.zip?{nothing}").content))
    assert package.read("data/observations.csv").decode() == f"{COLUMNS}\n"
    assert "not a United Nations member state" in package.read("data/absences.csv").decode()
    assert "No figure answers this filter." in package.read("README.en.md").decode()


def test_every_form_holds_the_same_figures(few: str, tmp_path: Path) -> None:
    ask = "country=JOR,YEM&lang=ar"
    plain = pd.read_csv(io.BytesIO(get(f"{few}/observations.csv?{ask}").content))
    assert list(plain.columns) == COLUMNS.split(",")
    assert len(plain) > 100
    assert str(plain["value"].dtype) == "float64"
    as_json = pd.DataFrame(get(f"{few}/observations.json?{ask}").json())
    path = tmp_path / "figures.parquet"
    path.write_bytes(get(f"{few}/observations.parquet?{ask}").content)
    columnar = duckdb.sql(f"SELECT * FROM '{path}'").df()
    book = pd.read_excel(io.BytesIO(get(f"{few}/observations.xlsx?{ask}").content))
    for other in (as_json, columnar, book):
        assert len(other) == len(plain)
        for place, name in enumerate(plain.columns):
            own = other.iloc[:, place]
            if name in ("value", "year", "rank"):
                pd.testing.assert_series_equal(
                    own.astype(float), plain[name].astype(float), check_names=False
                )
            elif name != "retrieved_on":
                assert list(own.astype(str)) == list(plain[name].astype(str)), name
    metadata = duckdb.sql(f"SELECT key, value FROM parquet_kv_metadata('{path}')").fetchall()
    told = {bytes(key).decode(): bytes(value).decode() for key, value in metadata}
    assert {"citation_en", "citation_ar", "licences", "data_version", "address"} <= set(told)
    assert "United Nations terms of use" in told["licences"]


def test_excels_csv_begins_with_the_mark_and_the_plain_one_does_not(few: str) -> None:
    ask = f"{few}/observations.csv?indicator=egdi&country=JOR&lang=ar"
    plain, marked = get(ask).content, get(f"{ask}&excel=1").content
    assert marked == b"\xef\xbb\xbf" + plain


def test_text_that_could_run_arrives_as_text_and_numbers_as_numbers(
    few: str, tmp_path: Path
) -> None:
    ask = f"data_version={OLDER}&year=2010:&country={','.join(HOSTILE)}"
    plain = rows(get(f"{few}/observations.csv?{ask}").content)
    assert {row["country"] for row in plain} == set(HOSTILE.values())
    marked = get(f"{few}/observations.csv?{ask}&excel=1").content
    guarded = rows(marked)
    for own, row in zip(plain, guarded, strict=True):
        mark = "'" if own["iso3"] != "SYR" else ""
        assert row["country"] == mark + own["country"]
        assert row["licence"] == "'=1+1"
        assert row["value"] == own["value"]
    assert any(row["value"].startswith("-") for row in guarded)
    negative = next(row["value"] for row in plain if row["value"].startswith("-"))

    workbook = get(f"{few}/observations.xlsx?{ask}").content
    for body, first in (
        (workbook, "=HYPERLINK"),
        (converted(workbook, "xlsx", "xlsx", tmp_path), "=HYPERLINK"),
        (converted(marked, "csv", "xlsx", tmp_path), "'=HYPERLINK"),
    ):
        sheet = openpyxl.load_workbook(io.BytesIO(body)).worksheets[0]
        cells = [cell for line in sheet.iter_rows(min_row=2) for cell in line]
        assert not [cell.value for cell in cells if cell.data_type == "f"]
        assert not sheet._hyperlinks
        assert any(str(cell.value).startswith(first) for cell in cells)
        values = [line[5] for line in sheet.iter_rows(min_row=2)]
        assert {cell.data_type for cell in values} == {"n"}
        # A spreadsheet keeps fifteen digits.
        assert any(cell.value == pytest.approx(float(negative), rel=1e-14) for cell in values)


@pytest.mark.parametrize(
    ("words", "runs"),
    [
        *((each, True) for each in HOSTILE.values() if not each.startswith("اسم")),
        ("\N{RIGHT-TO-LEFT MARK}=1", True),
        ("Jordan", False),
        ("الأردن", False),
        ("1-2", False),
        ("", False),
    ],
)
def test_a_formula_is_known_by_its_start(words: str, runs: bool) -> None:
    assert risky(words) is runs
    by_store = duckdb.execute("SELECT regexp_matches(?, ?)", [words, PATTERN])
    assert by_store.fetchone() == (runs,)


def test_libreoffice_reads_arabic_and_numbers(few: str, tmp_path: Path) -> None:
    ask = f"{few}/observations.{{}}?indicator=egdi,population&country=JOR&lang=ar"
    workbook = get(ask.format("xlsx")).content
    listed = get(f"{ask.format('csv')}&excel=1").content
    wanted = rows(listed)
    for body, ending in ((workbook, "xlsx"), (listed, "csv")):
        sheet = openpyxl.load_workbook(
            io.BytesIO(converted(body, ending, "xlsx", tmp_path))
        ).worksheets[0]
        found = list(sheet.iter_rows(min_row=2, values_only=True))
        assert len(found) == len(wanted)
        for line, row in zip(found, wanted, strict=True):
            assert line[1] == row["country"] == "الأردن"
            assert line[3] == row["indicator"]
            assert (line[4], line[5]) == (int(row["year"]), float(row["value"]))


def test_the_workbook_is_laid_out_for_its_reader(few: str) -> None:
    ask = f"{few}/observations.xlsx?country=JOR,COM"
    english = openpyxl.load_workbook(io.BytesIO(get(ask).content))
    arabic = openpyxl.load_workbook(io.BytesIO(get(f"{ask}&lang=ar").content))
    assert english.sheetnames == ["Data", "Dictionary", "Sources and licences", "About"]
    assert arabic.sheetnames == ["البيانات", "دليل البيانات", "المصادر والتراخيص", "عن هذا الملف"]
    for book, right in ((english, False), (arabic, True)):
        assert all(bool(sheet.sheet_view.rightToLeft) is right for sheet in book)
        assert book.worksheets[0].freeze_panes == "A2"
        name = book.worksheets[0]["B2"].alignment
        assert (name.horizontal, name.indent) == ("right" if right else "left", 1)
        widths = (layout.DICTIONARY, layout.SOURCES, layout.ABOUT)
        for sheet, wide in zip(book.worksheets[1:], widths, strict=True):
            wrapped = [
                (cell, sheet.row_dimensions[cell.row].height or 15)
                for line in sheet.iter_rows()
                for cell in line
                if cell.value and cell.alignment.wrap_text
            ]
            assert wrapped, sheet.title
            for cell, height in wrapped:
                needed = len(cell.value) / wide[cell.column - 1]
                assert height / 15 >= needed, (sheet.title, cell.value)
                address = cell.value.startswith("http")
                assert cell.alignment.readingOrder == ((1 if address else 2) if right else 0)
        assert all(sheet.page_setup.fitToHeight == 0 for sheet in book)
    shown = {line[2].value: line[5].number_format for line in english["Data"].iter_rows(min_row=2)}
    assert shown == {
        "egdi": "#,##0.000",
        "crpd_year": "0",
        "government_effectiveness": "#,##0.00",
        "population": "#,##0",
    }
    days = [line[11].value for line in english["Data"].iter_rows(min_row=2) if line[11].value]
    assert days
    assert all(isinstance(day, datetime.datetime) for day in days)
    words = " ".join(
        str(cell)
        for sheet in english
        for line in sheet.iter_rows(values_only=True)
        for cell in line
        if cell
    )
    for said in ("How to cite", "E: estimated", "Only the year was found", "attribution required"):
        assert said in words
    assert "the source lets these figures be shown but not passed on" in words
    assert "51.5" not in words


def test_a_package_says_what_it_is_and_passes_the_validator(few: str, tmp_path: Path) -> None:
    from frictionless import Package

    ask = f"{few}/package.zip?indicator=egdi,crpd_year,{CLOSED}&group=arab&year=2010:&lang=ar"
    answer = get(ask)
    assert answer.headers["X-Left-Out"] == CLOSED
    again = get(ask)
    assert again.content == answer.content
    zipfile.ZipFile(io.BytesIO(answer.content)).extractall(tmp_path)
    report = Package(str(tmp_path / "datapackage.json")).validate()
    assert report.valid, report.to_summary()
    described = json.loads((tmp_path / "datapackage.json").read_text("utf-8"))
    assert described["version"] == store.current()
    assert described["leftOut"] == [CLOSED]
    english = (tmp_path / "README.en.md").read_text("utf-8")
    arabic = (tmp_path / "README.ar.md").read_text("utf-8")
    for text in (english, arabic):
        assert store.current() in text
        assert "https://www.un.org/en/about-us/terms-of-use" in text
        assert "/data?" in text
        assert "/api/v1/package.zip?" in text
        assert "oxfordinsights.com" in text
        assert "@misc{" in text
    assert "from 2010" in english
    assert "منذ عام 2010" in arabic
    assert "صيغة الاستشهاد" in arabic
    left_out = english.split("## Left out")[1].split("##")[0]
    assert "Government AI Readiness Index" in left_out
    whole = b"".join(path.read_bytes() for path in tmp_path.rglob("*.csv"))
    assert b"51.5" not in whole


def test_sdmx_is_read_by_its_own_library(few: str, tmp_path: Path) -> None:
    import msgspec
    from pysdmx.io import read_sdmx
    from pysdmx.io.json.sdmxjson2.messages.structure import JsonStructureMessage

    answer = get(f"{few}/observations.sdmx.csv?country=JOR,YEM")
    path = tmp_path / "figures.csv"
    path.write_bytes(answer.content)
    (dataset,) = read_sdmx(path).data
    plain = rows(get(f"{few}/observations.csv?country=JOR,YEM").content)
    assert list(dataset.data["REF_AREA"]) == [row["iso3"] for row in plain]
    assert list(dataset.data["OBS_VALUE"].astype(float)) == [float(row["value"]) for row in plain]
    body = get(f"{few}/structure.json").content
    message = msgspec.json.decode(body, type=JsonStructureMessage).to_model()
    names = {type(each).__name__: each for each in message.structures}
    structure = names["DataStructureDefinition"]
    assert dataset.structure == f"Dataflow={names['Dataflow'].short_urn.split('=')[1]}"
    components = {each.id for each in structure.components}
    assert set(dataset.data.columns) == components


@pytest.mark.skipif(shutil.which("Rscript") is None, reason="R is not installed")
def test_r_reads_the_csv(few: str) -> None:
    script = f"d <- read.csv('{few}/observations.csv?indicator=egdi'); cat(nrow(d), class(d$value))"
    done = subprocess.run(
        ["Rscript", "-e", script], capture_output=True, text=True, timeout=120, check=True
    )
    count = len(rows(get(f"{few}/observations.csv?indicator=egdi").content))
    assert done.stdout == f"{count} numeric"


def test_citations_are_built_from_what_they_are_given() -> None:
    english = Work(
        "Access & use, 50% {of} all",
        "A site",
        "https://example.org/data?a=b_c",
        "0123456789ab",
        datetime.date(2026, 3, 9),
    )
    assert citation.plain("en", english) == (
        "Access & use, 50% {of} all (Data version 0123456789ab) [Data set]. (2026, March 9). "
        "A site. https://example.org/data?a=b_c"
    )
    assert r"title = {{Access \& use, 50\% \{of\} all}}" in citation.bibtex(english)
    assert "url = {https://example.org/data?a=b_c}" in citation.bibtex(english)
    arabic = Work("مؤشر", "موقع", "https://example.org", "0123456789ab", english.date)
    assert citation.plain("ar", arabic) == (
        "موقع. «مؤشر» [مجموعة بيانات]. إصدار البيانات \u20660123456789ab\u2069، "
        "9 آذار/مارس 2026. متاح على الرابط: \u2066https://example.org\u2069"
    )
