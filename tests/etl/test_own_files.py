"""The producers' own files, where they are at hand: real bytes give what is published."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from conftest import Site, Workshop, different, empty, figures_of
from shapes import BANK, SDG, published

from etl import folder as files_below
from etl import registry
from etl.documents import Document
from etl.faults import Fault
from etl.sources import un_sdg
from etl.world_bank_api import answer as answer_of_the_bank


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
    for source in json.loads((workshop.published / "manifest.json").read_text()):
        empty(workshop, source)
    assert workshop.run("pull", "--from", str(shared_sources)) == 0, workshop.told
    assert different(workshop.state(), before) == []
    never = {"imf", "http_archive", "itu_datahub", "oxford_ai"}
    came = {name for name, row in workshop.table().items() if row["outcome"] == "changed"}
    assert came == registry.sources().keys() - never


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
    assert different(figures_of(workshop, "un_egov"), before) == []


def test_undps_own_objects_give_the_figures_of_the_arab_states(shared_sources: Path) -> None:
    """The tidy files were made from a table of the same objects; the years start in 2010."""
    files = [
        file
        for file in files_below.scan(shared_sources)
        if file.name.startswith("undp_native") and file.json
    ]
    (release,) = un_sdg.read(files, SDG)
    assert release.edition == "2026-06"
    own = {figure.key: figure.value for figure in release.figures}
    states = {figure.iso3 for figure in release.figures}
    assert len(states) == 22
    for identity in SDG.live_series():
        wanted = {f.key: f.value for f in published("un_sdg", identity) if f.iso3 in states}
        assert {key: value for key, value in own.items() if key[0] == identity} == wanted


def test_the_recorded_answers_of_the_world_bank_are_understood(shared_sources: Path) -> None:
    folder = shared_sources / "world_bank" / "recorded"
    understood = refused = 0
    for path in sorted(folder.rglob("IndicatorValuesService_*")):
        document = Document(path.name, path.read_bytes())
        try:
            envelope, rows = answer_of_the_bank(document, BANK)
        except Fault as fault:
            refused += 1
            assert "error" in str(fault) or "web page" in str(fault) or "shape" in str(fault)
        else:
            understood += 1
            assert int(envelope["pages"]) >= 0
            assert all("countryiso3code" in row for row in rows)
    assert understood > 10
    assert refused > 3
