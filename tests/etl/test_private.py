"""Figures that may be shown but not passed on: outside git, in the store, never mixed with others.

The scores are synthetic: nobody may hand on those of the index.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import duckdb
import pytest
from conftest import Workshop, different
from shapes import csv_text

from etl import build, manifest, publish, registry
from etl.figures import read_absences, read_figures
from etl.places import arab_states

ROOT = Path(__file__).parents[2]
SOURCE, INDICATOR = "oxford_ai", "government_ai_readiness"
SCORED = [iso3 for iso3 in arab_states() if iso3 != "COM"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder that holds an operator's own copy of two editions (synthetic)."""
    rows = [["iso3", "year", "value"]]
    for year in (2024, 2025):
        rows += [[iso3, str(year), f"{30 + place}.5"] for place, iso3 in enumerate(SCORED)]
    path = tmp_path / "files" / SOURCE / f"{INDICATOR}.csv"
    path.parent.mkdir(parents=True)
    path.write_bytes(csv_text(rows))
    return tmp_path / "files"


@pytest.fixture
def pulled(workshop: Workshop, folder: Path) -> Workshop:
    assert workshop.run("pull", SOURCE, "--from", str(folder)) == 0, workshop.told
    return workshop


def test_figures_that_may_only_be_shown_stay_out_of_git(workshop: Workshop, folder: Path) -> None:
    before = workshop.state()
    assert workshop.run("pull", SOURCE, "--from", str(folder)) == 0, workshop.told
    assert workshop.moved(SOURCE) == (42, 0, 0)
    changed = different(workshop.state(), before)
    assert f"private/{SOURCE}/{INDICATOR}.csv" in changed
    assert all(name.startswith("private/") for name in changed), changed
    assert SOURCE not in json.loads((workshop.published / manifest.MANIFEST).read_text())
    own = read_figures(workshop.private / SOURCE / f"{INDICATOR}.csv")
    assert {figure.edition for figure in own} == {"2024", "2025"}
    absent = read_absences(workshop.private / SOURCE / "absences.csv")
    assert {(each.iso3, each.year) for each in absent} == {("COM", 2024), ("COM", 2025)}
    assert "data/private/" in (ROOT / ".gitignore").read_text().splitlines()
    assert publish.folder_of(registry.sources()[SOURCE]) == workshop.private


def test_the_store_holds_them_and_says_that_they_are_only_shown(
    built: Workshop, folder: Path
) -> None:
    without = build.current(built.store)
    assert built.run("pull", SOURCE, "--from", str(folder)) == 0, built.told
    assert built.run("build") == 0, built.told
    version = build.current(built.store)
    assert version != without, "what an operator adds is another data version"
    query = """
        SELECT sharing, count(value), count(DISTINCT edition_id) FILTER (value IS NOT NULL)
        FROM indicator LEFT JOIN observation USING (indicator_id)
        WHERE indicator_id = ? GROUP BY ALL
    """
    for name, counted in ((without, 0), (version, 42)):
        with duckdb.connect(built.store / f"{name}.duckdb", read_only=True) as store:
            rows = store.execute(query, [INDICATOR]).fetchall()
        assert rows == [("display_only", counted, 2 if counted else 0)]


def test_they_do_not_pass_into_the_published_figures(pulled: Workshop) -> None:
    shutil.copytree(pulled.private / SOURCE, pulled.published / SOURCE)
    pulled.refuses(
        "build", saying=f"published/{SOURCE}: figures lie in data/published that may not"
    )
    # Without the private copy, and known to the manifest, as if someone had meant it.
    whole = json.loads((pulled.published / manifest.MANIFEST).read_text())
    own = json.loads((pulled.private / manifest.MANIFEST).read_text())
    (pulled.published / manifest.MANIFEST).write_text(manifest.text(whole | own))
    shutil.rmtree(pulled.private)
    pulled.refuses(
        "build", saying=f"published/{SOURCE}: figures lie in data/published that may not"
    )
    shutil.rmtree(pulled.published / SOURCE)
    (pulled.published / manifest.MANIFEST).write_text(manifest.text(whole))
    assert pulled.run("build") == 0, pulled.told


def test_open_figures_do_not_hide_in_the_private_folder(pulled: Workshop) -> None:
    shutil.copytree(pulled.published / "dare", pulled.private / "dare")
    pulled.refuses("build", saying="private/dare: figures lie in data/published that may not be")


def test_a_private_file_that_was_edited_stops_the_build(pulled: Workshop, folder: Path) -> None:
    """They are held against a manifest of their own, like all others."""
    path = pulled.private / SOURCE / f"{INDICATOR}.csv"
    path.write_text(path.read_text().replace("30.5", "31.5"))
    saying = f"data/private/{SOURCE}/{INDICATOR}.csv is not the file that the manifest names"
    pulled.refuses("build", saying=saying)
    assert "git" not in pulled.told
    pulled.refuses("pull", SOURCE, "--from", str(folder), saying=saying)
