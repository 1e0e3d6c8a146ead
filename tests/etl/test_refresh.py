"""A refresh costs little, never interleaves with another, and says what it did."""

from __future__ import annotations

import csv
import datetime
import json
import os
import socket
import threading
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import duckdb
import producers
import pytest
from conftest import Answer, Site, Workshop, different
from producers import ITU, RELEASE
from shapes import csv_text, native_rows, published

from etl import __main__ as command
from etl import build, http, raw, registry
from etl.figures import Figure

SOURCES = registry.sources()
LIVE = [name for name, source in SOURCES.items() if source.live]
CHANGED = {"Last-Modified": "Mon, 13 Jul 2026 08:00:00 GMT"}
Producer = Callable[[str], Answer]


def from_site(site: Site, *sources: str) -> list[str]:
    return [f"--base-url={source}={site.url}" for source in sources]


def itu_dated(path: str) -> Answer:
    status, headers, body = producers.wide_files(path, ITU)
    return status, {**headers, **CHANGED}, body


ONE_QUESTION: dict[str, tuple[Producer, str]] = {
    "world_bank": (producers.bank, "per_page=1&"),
    "wgi": (producers.wgi, "per_page=1&"),
    "un_sdg": (producers.un_sdg, "Series/List"),
    "itu_datahub": (producers.datahub, "/version"),
}


@pytest.mark.parametrize("source", ONE_QUESTION)
def test_an_unchanged_source_is_asked_one_question(
    workshop: Workshop, site: Site, source: str
) -> None:
    site.answer, question = ONE_QUESTION[source]
    pull = ("pull", source, *from_site(site, source))
    assert workshop.run(*pull) == 0, workshop.told
    assert "rows" in workshop.table()[source], "the first pull is a whole one"
    first, before = len(site.asked), workshop.state()
    assert workshop.run(*pull) == 0, workshop.told
    assert workshop.table() == {source: {"source": source, "outcome": "unchanged"}}
    (asked,) = site.asked[first:]
    assert question in asked
    assert different(workshop.state(), before) == []


def test_a_newer_release_is_taken_whole(workshop: Workshop, site: Site) -> None:
    site.answer = producers.bank
    pull = ("pull", "world_bank", *from_site(site, "world_bank"))
    assert workshop.run(*pull) == 0, workshop.told

    def newer(path: str) -> Answer:
        status, headers, body = producers.bank(path)
        return status, headers, body.replace(RELEASE.encode(), b"2027-01-01")

    site.answer = newer
    assert workshop.run(*pull) == 0, workshop.told
    row = workshop.table()["world_bank"]
    assert (row["editions"], row["outcome"]) == (
        "2027-01-01",
        "new edition, same values",
    )
    assert b",2027-01-01," in (workshop.published / "world_bank" / "mobile.csv").read_bytes()


DATA360: dict[str, Producer] = {"un_egov": producers.wide_files, "itu": itu_dated}


@pytest.mark.parametrize("source", DATA360)
def test_an_unchanged_file_is_neither_sent_nor_written(
    workshop: Workshop, site: Site, source: str
) -> None:
    """Data360 has no list of releases: it says by the tag of each file that nothing is new."""
    site.answer, site.tagged = DATA360[source], True
    pull = ("pull", source, *from_site(site, source))
    assert workshop.run(*pull) == 0, workshop.told
    assert site.spared == []
    first, before = list(site.asked), workshop.state()
    written = {path: path.stat().st_mtime_ns for path in workshop.published.rglob("*.*")}
    assert workshop.run(*pull) == 0, workshop.told
    assert workshop.table()[source]["outcome"] == "unchanged"
    assert site.asked[len(first) :] == site.spared == first
    assert different(workshop.state(), before) == []
    now = {path: path.stat().st_mtime_ns for path in workshop.published.rglob("*.*")}
    assert {path.name for path in now if now[path] != written.get(path)} <= {".lock", ".pull.lock"}


def test_a_kept_answer_that_was_damaged_is_asked_for_anew(workshop: Workshop, site: Site) -> None:
    site.answer, site.tagged = itu_dated, True
    pull = ("pull", "itu", *from_site(site, "itu"))
    assert workshop.run(*pull) == 0, workshop.told
    before, (damaged, *_) = workshop.state(), sorted(raw.RAW.glob("*.body"))
    damaged.write_bytes(damaged.read_bytes().replace(b"JOR", b"EGY"))
    assert workshop.run(*pull) == 0, workshop.told
    assert len(site.spared) == len(ITU.series()) - 1
    assert workshop.moved("itu") == (0, 0, 0)
    assert different(workshop.state(), before) == []


def test_hosts_are_asked_side_by_side(workshop: Workshop, site: Site, other_site: Site) -> None:
    """Each host answers its first request only when the other has been asked as well."""
    both = threading.Barrier(2, timeout=20)

    def waiting(answer: Producer) -> Producer:
        first = threading.Lock()

        def own(path: str) -> Answer:
            if first.acquire(blocking=False):
                both.wait()
            return answer(path)

        return own

    site.answer, other_site.answer = waiting(producers.wide_files), waiting(itu_dated)
    bases = [*from_site(site, "un_egov"), *from_site(other_site, "itu")]
    assert workshop.run("pull", "un_egov", "itu", *bases) == 0, workshop.told
    assert not both.broken
    assert site.most == other_site.most == 1


def test_a_host_is_asked_one_question_at_a_time(workshop: Workshop, site: Site) -> None:
    """Also where several sources live on it: an answer is begun only when the last has ended."""
    events: list[str] = []
    linger = threading.Event()

    def slow(path: str) -> Answer:
        events.append("begun")
        linger.wait(0.02)  # so that another request, if one came, would be seen beside this one
        answer = itu_dated(path) if "ITU_DH" in path else producers.wide_files(path)
        events.append("ended")
        return answer

    site.answer = slow
    both = from_site(site, "un_egov", "itu")
    assert workshop.run("pull", "un_egov", "itu", *both) == 0, workshop.told
    assert len(site.asked) == 4 + len(ITU.series())
    assert events == ["begun", "ended"] * len(site.asked)
    assert site.most == 1


def test_between_two_questions_to_a_host_there_is_a_pause(
    workshop: Workshop, site: Site, other_site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By a clock that only waiting moves on: no wait before the first, none at another host."""
    now, waited = [0.0], []

    def sleep(seconds: float) -> None:
        waited.append(seconds)
        now[0] += seconds

    monkeypatch.setattr(http, "time", SimpleNamespace(sleep=sleep, monotonic=lambda: now[0]))
    monkeypatch.setattr(http, "_last", {})
    monkeypatch.setenv("ETL_PAUSE", "0.5")
    site.always(200, b"{}")
    other_site.always(200, b"{}")
    client = http.Client()
    for address in (site.url, site.url, other_site.url, site.url, site.url):
        client.get(f"{address}/x")
    assert waited == [0, 0.5, 0, 0.5, 0.5]


def test_a_second_pull_at_the_same_time_is_refused(
    workshop: Workshop, site: Site, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("ETL_TIMEOUT", "60")
    monkeypatch.setenv("ETL_LONGEST", "60")
    asked, go = threading.Event(), threading.Event()

    def held(path: str) -> Answer:
        asked.set()
        go.wait(60)
        return producers.wide_files(path)

    site.answer = held
    codes: list[int] = []
    first = threading.Thread(
        target=lambda: codes.append(command.main(["pull", "un_egov", *from_site(site, "un_egov")]))
    )
    first.start()
    try:
        assert asked.wait(60)
        (tmp_path / "EGOV_DATA_2024.csv").write_bytes(csv_text(native_rows("2024")))
        workshop.refuses(
            "pull", "un_egov", "--from", str(tmp_path), saying="Another pull is running in"
        )
    finally:
        go.set()
        first.join()
    assert codes == [0]


def changes(workshop: Workshop) -> list[dict[str, str]]:
    with (workshop.published / "CHANGES.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def test_what_a_source_revised_or_withdrew_is_listed(workshop: Workshop, tmp_path: Path) -> None:
    """Value by value, with both editions; new values and a new edition alone are no change."""
    known = len(changes(workshop))
    rows = {f.key: f for f in published("world_bank", "gdp_per_capita")}
    jordan, egypt = (rows["gdp_per_capita", iso3, 2020] for iso3 in ("JOR", "EGY"))
    kept = {key: row for key, row in rows.items() if row is not egypt}
    kept[jordan.key] = Figure(*jordan.key, "12345.5", "")
    kept["gdp_per_capita", "JOR", 2025] = Figure("gdp_per_capita", "JOR", 2025, "12000", "")
    path = tmp_path / "files" / "world_bank" / "gdp_per_capita.csv"
    path.parent.mkdir(parents=True)
    lines = [["iso3", "year", "value"], *([f.iso3, str(f.year), f.value] for f in kept.values())]
    path.write_bytes(csv_text(lines))
    os.utime(path, (1_900_000_000, 1_900_000_000))
    assert workshop.run("pull", "world_bank", "--from", str(tmp_path / "files")) == 0, workshop.told
    assert workshop.moved("world_bank") == (1, 1, 1)
    found = changes(workshop)[known:]
    assert all(datetime.date.fromisoformat(each.pop("pulled_on")) for each in found)
    same = {"source_id": "world_bank", "indicator_id": "gdp_per_capita", "year": "2020"}
    assert found == [
        {
            **same, "iso3": "EGY", "change": "withdrawn", "old_value": egypt.value,
            "new_value": "", "old_edition": "2025-12-08", "new_edition": "",
        },
        {
            **same, "iso3": "JOR", "change": "revised", "old_value": jordan.value,
            "new_value": "12345.5", "old_edition": "2025-12-08", "new_edition": "2030-03-17",
        },
    ]  # fmt: skip
    assert workshop.run("pull", "world_bank", "--from", str(tmp_path / "files")) == 0
    assert len(changes(workshop)) == known + 2, "nothing moved the second time"


def test_one_source_that_fails_leaves_the_others_refreshed(workshop: Workshop, site: Site) -> None:
    def some(path: str) -> Answer:
        if "source=3" in path:
            return producers.wgi(path)
        return producers.bank(path) if "/v2/country/" in path else (403, {}, b"")

    site.answer = some
    before = workshop.state()
    assert workshop.run("pull", *from_site(site, *LIVE)) == 1
    table, good = workshop.table(), {"world_bank", "wgi"}
    assert {name for name, row in table.items() if row.get("editions") == RELEASE} == good
    failed = {name for name, row in table.items() if row["outcome"] == "failed, unchanged"}
    assert failed == set(LIVE) - good
    assert len(workshop.refused()) == len(failed)
    moved = {name.split("/")[1] for name in different(workshop.state(), before)}
    assert moved <= good | {"manifest.json", "CHANGES.csv"}
    whole = json.loads((workshop.published / "manifest.json").read_text())
    assert whole["wgi"]["editions"].keys() == {RELEASE}


def test_a_pull_of_all_fetches_what_is_live_and_makes_a_store(
    workshop: Workshop, site: Site
) -> None:
    """What has no address is passed over with a word on how to pull it, and is no failure."""
    site.answer = producers.everything
    assert workshop.run("pull", *from_site(site, *LIVE)) == 0, workshop.told
    assert workshop.refused() == []
    table = workshop.table()
    assert list(table) == list(SOURCES)
    by_file = {name for name, row in table.items() if row["outcome"] == "by file only"}
    assert by_file == SOURCES.keys() - set(LIVE)
    for name in by_file:
        assert f"run “python -m etl pull {name} --from FOLDER”" in workshop.said
    assert workshop.run("build") == 0, workshop.told
    version = build.current(workshop.store)
    with duckdb.connect(workshop.store / f"{version}.duckdb", read_only=True) as store:
        empty = store.execute(
            """
            SELECT DISTINCT source_id FROM indicator
            ANTI JOIN observation USING (indicator_id) ORDER BY ALL
            """
        ).fetchall()
    assert empty == [("http_archive",), ("oxford_ai",)]


def test_a_pull_of_all_without_a_network_ends(workshop: Workshop) -> None:
    """A port where nobody listens stands for it: every live source fails by itself."""
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        dead = Site(f"http://127.0.0.1:{closed.getsockname()[1]}")
        before = workshop.state()
        assert workshop.run("pull", *from_site(dead, *LIVE)) == 1
    assert different(workshop.state(), before) == []
    table = workshop.table()
    assert table.keys() == SOURCES.keys()
    for source, row in table.items():
        assert row["outcome"] == ("failed, unchanged" if source in LIVE else "by file only")
    refused = workshop.refused()
    assert len(refused) == len(LIVE)
    assert all("no whole answer came" in line for line in refused), refused
