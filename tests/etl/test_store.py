"""The store holds what is published, to the last digit, and nothing that is not."""

from __future__ import annotations

import contextlib
import json
import shutil
import threading
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest
from conftest import Workshop
from filelock import FileLock, Timeout
from shapes import csv_text, native_rows

from etl import build, checks, filling, publish, registry
from etl.faults import Fault
from etl.figures import read_absences, read_figures


@pytest.mark.parametrize("source", list(registry.sources()))
def test_every_value_equals_the_published_file(
    store: duckdb.DuckDBPyConnection, source: str
) -> None:
    own = publish.folder_of(registry.sources()[source]) / source
    for identity in registry.sources()[source].indicators:
        published = read_figures(own / f"{identity}.csv")
        rows = store.execute(
            "SELECT iso3, year, value, rank, edition_id FROM observation "
            "WHERE indicator_id = ? ORDER BY iso3, year",
            [identity],
        ).fetchall()
        assert rows == [
            (
                f.iso3,
                f.year,
                float(f.value),
                int(f.rank) if f.rank else None,
                f"{source}.{f.edition}",
            )
            for f in published
        ]
        # A decimal text of the source survives the way into the store and back.
        short = [figure for figure in published if len(figure.value) < 16]
        assert all(Decimal(repr(float(f.value))) == Decimal(f.value) for f in short)


def test_no_value_of_a_row_that_was_not_assessed_is_stored(
    store: duckdb.DuckDBPyConnection,
) -> None:
    absences = read_absences(publish.PUBLISHED / "un_egov" / "absences.csv")
    rows = {(a.iso3, a.year) for a in absences if a.reason_id == "not_assessed"}
    assert {("IRQ", 2003), ("LBY", 2012), ("SOM", 2010)} <= rows
    stored = set(
        store.execute(
            "SELECT iso3, year FROM observation JOIN indicator USING (indicator_id) "
            "WHERE source_id = 'un_egov'"
        ).fetchall()
    )
    assert not rows & stored


def test_palestine_is_a_named_absence_in_every_edition_of_the_survey(
    store: duckdb.DuckDBPyConnection,
) -> None:
    rows = store.execute(
        """
        SELECT indicator_id, count(*), any_value(text['en']), any_value(text['ar'])
        FROM absence JOIN absence_reason USING (reason_id) JOIN indicator USING (indicator_id)
        WHERE iso3 = 'PSE' AND source_id = 'un_egov' GROUP BY indicator_id ORDER BY indicator_id
        """
    ).fetchall()
    assert [row[:2] for row in rows] == [
        (each, 12) for each in ("egdi", "epi", "hci", "osi", "tii")
    ]
    assert "not a United Nations member state" in rows[0][2]
    assert "ليست دولة عضواً في الأمم المتحدة" in rows[0][3]


def test_figures_that_are_published_elsewhere_agree(store: duckdb.DuckDBPyConnection) -> None:
    """Read in print, outside the files (INDICATORS: control figures)."""
    rows = store.execute(
        """
        SELECT iso3, rank, round(value, 4) FROM observation
        WHERE indicator_id = 'egdi' AND year = 2024
        """
    ).fetchall()
    found = {iso3: (rank, value) for iso3, rank, value in rows}
    for iso3, printed in {
        "SAU": (6, 0.9602),
        "ARE": (11, 0.9533),
        "BHR": (18, 0.9196),
        "TUN": (87, 0.6935),
        "MAR": (90, 0.6841),
        "EGY": (95, 0.6699),
        "SOM": (191, 0.1468),
    }.items():
        assert found[iso3] == printed
    mean = "SELECT round(avg(value), 4) FROM observation WHERE indicator_id = 'egdi' AND year = ?"
    assert store.execute(mean, [2024]).fetchall() == [(0.6382,)]
    assert store.execute(mean, [2022]).fetchall() == [(0.6102,)]
    groups = store.execute(
        """
        SELECT count_if(value > 0.75), count_if(value BETWEEN 0.5 AND 0.75),
               count_if(value >= 0.25 AND value < 0.5), count_if(value < 0.25)
        FROM observation WHERE indicator_id = 'egdi' AND year = 2024
        """
    ).fetchall()
    assert groups == [(76, 62, 44, 11)]


def test_zero_is_told_from_not_assessed(workshop: Workshop, tmp_path: Path) -> None:
    rows = native_rows("2024")
    column = {name: place for place, name in enumerate(rows[0])}
    for row in rows:
        if row[1].startswith("Jordan"):
            row[column["E-Participation Index"]] = "0.00000"  # a real zero
        if row[1].startswith("Oman"):
            row[column["E-Government Index"]] = "0.00000"  # not assessed: the whole row
    (tmp_path / "EGOV_DATA_2024.csv").write_bytes(csv_text(rows))
    assert workshop.run("pull", "un_egov", "--from", str(tmp_path), "--accept-shrink") == 0
    own = {
        (f.indicator_id, f.iso3): f.value
        for each in ("egdi", "osi", "epi", "hci")
        for f in read_figures(workshop.published / "un_egov" / f"{each}.csv")
        if f.year == 2024
    }
    assert own["epi", "JOR"] == "0"
    assert not any(iso3 == "OMN" for _, iso3 in own)
    assert ("hci", "SOM") not in own
    reasons = {
        (a.indicator_id, a.iso3): a.reason_id
        for a in read_absences(workshop.published / "un_egov" / "absences.csv")
        if a.year == 2024
    }
    assert reasons["tii", "OMN"] == "not_assessed"
    assert reasons["hci", "SOM"] == "component_missing"
    assert ("egdi", "SOM") not in reasons


def test_palestine_is_taken_when_an_edition_has_it(workshop: Workshop, tmp_path: Path) -> None:
    """Nothing assumes that it is absent for ever."""
    rows = native_rows("2024")
    jordan = next(row for row in rows if row[1].startswith("Jordan"))
    rows.append(["2024", "Palestine, State of", "194", *jordan[3:]])
    (tmp_path / "EGOV_DATA_2024.csv").write_bytes(csv_text(rows))
    assert workshop.run("pull", "un_egov", "--from", str(tmp_path)) == 0, workshop.told
    egdi = read_figures(workshop.published / "un_egov" / "egdi.csv")
    assert ("PSE", 2024) in {(f.iso3, f.year) for f in egdi}
    absences = read_absences(workshop.published / "un_egov" / "absences.csv")
    assert ("PSE", 2024) not in {(a.iso3, a.year) for a in absences}


JORDAN = "iso3 = 'JOR' AND year = 2024"
SPOILED = {
    "A store holds figures": "DELETE FROM doubt; DELETE FROM quotation; DELETE FROM observation",
    "Every value lies": f"UPDATE observation SET value = 7 WHERE indicator_id = 'epi' AND {JORDAN}",
    "An index is": f"UPDATE observation SET value = 0.2 WHERE indicator_id = 'tii' AND {JORDAN}",
    "In every edition": "DELETE FROM absence WHERE indicator_id = 'epi' AND year = 2008",
    "An Arab state without": "DELETE FROM absence WHERE indicator_id = 'adult_literacy'",
    "Nothing is both": "INSERT INTO absence VALUES ('egdi', 'JOR', 2024, '2024', 'not_assessed')",
    "The year of": f"UPDATE observation SET edition_id = 'un_egov.2022' WHERE {JORDAN}"
    " AND indicator_id = 'epi'",
    "A published rank": "UPDATE observation SET rank = 1"
    " WHERE indicator_id = 'egdi' AND iso3 = 'SOM' AND year = 2024",
    "The four groups": "INSERT INTO country_group_member VALUES ('gcc', 'JOR')",
    "The components": """
        INSERT INTO indicator SELECT * REPLACE ('x' AS indicator_id, 99 AS position,
        ['nothing'] AS parts) FROM indicator WHERE indicator_id = 'osi'
        """,
    "Of a source whose": "DELETE FROM quotation WHERE indicator_id = 'dare' AND iso3 = 'QAT'",
    "Only a series": "UPDATE benchmark SET relation = 'official' WHERE indicator_id = 'egdi'",
    "Each of the 22": "INSERT INTO country SELECT * REPLACE ('XXX' AS iso3, 'XX' AS iso2,"
    " '999' AS m49) FROM country WHERE iso3 = 'JOR'",
    "A practice is borne out": "UPDATE practice_source SET year = NULL",
    "A recommendation is": "DELETE FROM recommendation_advice",
    "What is said": "UPDATE recommendation_practice SET role = 'splendid'",
    "An edition has": "UPDATE edition SET rows = 5 WHERE edition_id = 'un_egov.2024'",
}


@pytest.mark.parametrize("sentence", SPOILED)
def test_each_check_finds_what_it_is_for(store_dir: Path, tmp_path: Path, sentence: str) -> None:
    draft = tmp_path / "draft.duckdb"
    draft.write_bytes((store_dir / f"{build.current(store_dir)}.duckdb").read_bytes())
    check = [each for each in checks.CHECKS if each.sentence.startswith(sentence)]
    assert len(check) == 1
    with duckdb.connect(draft) as store:
        filling.declare(store, registry.sources().values())
        checks.run(store)
        store.execute(SPOILED[sentence])
        with pytest.raises(Fault, match=sentence):
            checks.run(store, check)


def test_every_check_has_been_seen_to_fail() -> None:
    assert len(SPOILED) == len(checks.CHECKS)


def test_the_data_version_follows_what_goes_in(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    first = build.data_version()
    assert build.data_version() == first
    path = workshop.published / "un_egov" / "egdi.csv"
    text = path.read_text()
    path.write_text(text.replace("\n", "\r\n"), newline="")
    assert build.data_version() == first
    path.write_text(text.replace("0.96022", "0.96023"))
    assert build.data_version() != first
    path.write_text(text)
    schema = tmp_path / "schema.sql"
    schema.write_text(build.SCHEMA.read_text() + "\n-- more\n")
    monkeypatch.setattr(build, "SCHEMA", schema)
    assert build.data_version() != first


def test_three_stores_are_kept_and_an_old_one_can_be_read_on(
    workshop: Workshop, store_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ready = store_dir / f"{build.current(store_dir)}.duckdb"
    monkeypatch.setattr(filling, "make", lambda draft, *_: shutil.copyfile(ready, draft))
    versions = []
    with contextlib.ExitStack() as readers:
        for place in range(4):
            monkeypatch.setattr(build, "data_version", lambda place=place: f"{place:012x}")
            versions.append(build.build(workshop.store))
            if place == 0:
                first = workshop.store / f"{versions[0]}.duckdb"
                reader = readers.enter_context(duckdb.connect(first, read_only=True))
        kept = sorted(path.stem for path in workshop.store.glob("*.duckdb"))
        assert kept == versions[1:]
        assert build.current(workshop.store) == versions[-1]
        assert reader.execute("SELECT count(*) > 50000 FROM observation").fetchall() == [(True,)]


def test_builds_at_the_same_time_make_one_store(workshop: Workshop) -> None:
    made: list[str] = []
    threads = [
        threading.Thread(target=lambda: made.append(build.build(workshop.store))) for _ in range(3)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(made)) == 1
    assert [path.stem for path in workshop.store.glob("*.duckdb")] == [made[0]]


def test_no_pull_changes_the_figures_while_a_store_is_made_of_them(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else the store would be named by the hash of figures that it does not hold."""
    make, tried = filling.make, []

    def slow(draft: Path, version: str, schema: Path) -> None:
        try:
            FileLock(workshop.published / ".lock", timeout=0).acquire()
        except Timeout:
            tried.append(True)
        make(draft, version, schema)

    monkeypatch.setattr(filling, "make", slow)
    assert workshop.run("build") == 0, workshop.told
    assert tried == [True]


def test_an_indicator_that_was_never_pulled_is_absent_by_name(
    store: duckdb.DuckDBPyConnection,
) -> None:
    """Those that only an interface has: for each Arab state, and no other indicator so."""
    never = {
        identity
        for source in registry.sources().values()
        for identity in source.indicators
        if not (publish.folder_of(source) / source.source_id / f"{identity}.csv").exists()
    }
    assert {"fixed_broadband_10m", "households_internet", "secure_servers", "idi"} <= never
    rows = store.execute(
        """
        SELECT indicator_id, count(DISTINCT iso3), count(*) FROM absence
        WHERE reason_id = 'not_yet_retrieved' GROUP BY indicator_id
        """
    ).fetchall()
    assert sorted(rows) == [(identity, 22, 22) for identity in sorted(never)]


def test_a_source_that_was_never_pulled_is_absent_by_name(workshop: Workshop) -> None:
    whole = json.loads((workshop.published / "manifest.json").read_text())
    del whole["un_sdg"]
    (workshop.published / "manifest.json").write_text(json.dumps(whole))
    for path in (workshop.published / "un_sdg").glob("*.csv"):
        path.unlink()
    assert workshop.run("build") == 0, workshop.told
    version = build.current(workshop.store)
    with duckdb.connect(workshop.store / f"{version}.duckdb", read_only=True) as store:
        absent = store.execute(
            """
            SELECT indicator_id, count(DISTINCT absence.iso3)
            FROM absence JOIN indicator USING (indicator_id)
            WHERE source_id = 'un_sdg' AND reason_id = 'not_yet_retrieved' GROUP BY indicator_id
            """
        ).fetchall()
    assert dict(absent) == dict.fromkeys(registry.sources()["un_sdg"].indicators, 22)
