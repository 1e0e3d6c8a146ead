"""What a pull puts on record of itself, beside the stores, for whoever reads the dashboard."""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from typing import Any

import producers
import pytest
from conftest import Site, Workshop
from shapes import csv_text, native_rows, published

from etl import publish, refresh, registry
from etl.refresh import harmless

SOURCES = registry.sources()


def record(workshop: Workshop) -> dict[str, Any]:
    return dict(json.loads((workshop.store / refresh.NAME).read_text("utf-8")))


def rows_of(source: str) -> int:
    return sum(len(published(source, each)) for each in SOURCES[source].indicators)


def test_each_source_that_was_asked_is_on_record_with_what_it_holds(
    workshop: Workshop, tmp_path: Path
) -> None:
    before = datetime.datetime.now(datetime.UTC).replace(microsecond=0)
    rows = native_rows("2024")
    for row in rows[1:]:
        if row[1].startswith("Jordan"):
            row[4] = "0.61000"
    (tmp_path / "EGOV_DATA_2024.csv").write_bytes(csv_text(rows))
    assert workshop.run("pull", "--from", str(tmp_path)) == 0, workshop.told
    whole = record(workshop)
    # A source of which the folder has no file was not asked.
    assert list(whole["sources"]) == ["un_egov"]
    own = whole["sources"]["un_egov"]
    assert (own["outcome"], own["edition"], own["reason"]) == ("changed", "2024", None)
    assert own["rows"] == rows_of("un_egov")
    started, ended = (datetime.datetime.fromisoformat(own[each]) for each in ("started", "ended"))
    assert before <= started <= ended <= datetime.datetime.now(datetime.UTC)
    assert workshop.run("pull", "--from", str(tmp_path)) == 0, workshop.told
    assert record(workshop)["sources"]["un_egov"]["outcome"] == "unchanged"


def test_a_failure_is_on_record_with_its_reason_until_the_source_is_read(
    workshop: Workshop, site: Site
) -> None:
    site.answer = lambda path: (500, {}, b"")
    base = f"--base-url=world_bank={site.url}"
    assert workshop.run("pull", "world_bank", base) == 1
    own = record(workshop)["sources"]["world_bank"]
    assert own["outcome"] == "failed"
    assert "HTTP 500 after 4 tries" in own["reason"]
    assert "HTTP 500 after 4 tries" in workshop.refused()[0]
    assert own["rows"] == rows_of("world_bank"), "what is published stays"
    # Another source's pull leaves the failure on record.
    assert workshop.run("pull", "dare") == 1
    whole = record(workshop)["sources"]
    assert {each: whole[each]["outcome"] for each in whole} == {
        "world_bank": "failed",
        "dare": "failed",
    }
    site.answer = producers.bank
    assert workshop.run("pull", "world_bank", base) == 0, workshop.told
    whole = record(workshop)["sources"]
    assert whole["world_bank"]["outcome"] in ("changed", "new_edition", "unchanged")
    assert whole["world_bank"]["reason"] is None
    assert whole["dare"]["outcome"] == "failed"


def test_a_damaged_record_is_begun_anew_and_a_place_without_room_stops_no_pull(
    workshop: Workshop, tmp_path: Path
) -> None:
    (tmp_path / "EGOV_DATA_2024.csv").write_bytes(csv_text(native_rows("2024")))
    workshop.store.mkdir()
    path = workshop.store / refresh.NAME
    for damaged in (b"{", b"[]", b'{"sources": 7}', b"\xff", b"[" * 100_000):
        path.write_bytes(damaged)
        assert workshop.run("pull", "un_egov", "--from", str(tmp_path)) == 0, workshop.told
        assert list(record(workshop)["sources"]) == ["un_egov"]
        assert not list(workshop.store.glob(".refresh*"))
    path.unlink()
    path.mkdir()
    assert workshop.run("pull", "un_egov", "--from", str(tmp_path)) == 0
    assert "could not be put on record" in workshop.told


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        (
            "wgi: https://me:secret@mirror.example:8443/v2/all?token=abc&x=1 answered 500; wait.",
            "wgi: https://mirror.example:8443/v2/all answered 500; wait.",
        ),
        ("see http://user@host/a, then repeat", "see http://host/a, then repeat"),
        ("read (https://host/a?key=1); repeat", "read (https://host/a); repeat"),
        ("no port: https://me:pass@host:port/x ends", "no port: (…) ends"),
        ("/home/me/files/EGOV_DATA_2024.csv: no header", "EGOV_DATA_2024.csv: no header"),
        (r"C:\Users\me\data.csv: no header", "data.csv: no header"),
        ("held “/srv/data/.lock” for", "held “.lock” for"),
        ("data/published and 2 and/or 3 stay", "data/published and 2 and/or 3 stay"),
        ("", ""),
    ],
)  # fmt: skip
def test_a_reason_names_no_place_of_this_machine_and_no_key(said: str, kept: str) -> None:
    assert harmless(said) == kept


def test_the_record_lies_beside_the_stores_and_is_no_figure(workshop: Workshop) -> None:
    assert workshop.run("pull", "dare") == 1
    assert not (publish.PUBLISHED / refresh.NAME).exists()
    assert workshop.run("build") == 0, workshop.told
    assert (workshop.store / refresh.NAME).exists()
