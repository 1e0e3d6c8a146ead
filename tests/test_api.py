"""The addresses for programs: what they answer, refuse, keep and leave out."""

from __future__ import annotations

import csv
import gzip
import io
import json
import os
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
import requests
from exporting import CLOSED, INDICATORS, OLDER, STRANGE, get, rows, small_server

from app import i18n, queries, store
from app.api import answers, asking, description, kept, making
from app.api.places import PLACES, ROOT

FIGURES = [path for path, place in PLACES.items() if "indicator" in place.parameters]


@pytest.fixture(scope="module")
def few(store_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with small_server(store_dir, tmp_path_factory.mktemp("few")) as address:
        yield f"{address}{ROOT[:-1]}"


def error(answer: requests.Response) -> dict[str, object]:
    found = answer.json()["error"]
    assert {"parameter", "value", "message", "allowed"} <= set(found)
    return dict(found)


def test_rows_are_in_the_order_of_indicator_country_and_year(few: str) -> None:
    found = rows(get(f"{few}/observations.csv").content)
    keys = [(row["indicator_id"], row["iso3"], int(row["year"])) for row in found]
    assert keys == sorted(keys)
    assert {key[0] for key in keys} == set(INDICATORS)
    assert len({key[1] for key in keys}) > 180, "without a filter all economies are given"


def test_parameters_narrow_and_values_of_one_add_up(few: str) -> None:
    def places(ask: str) -> set[str]:
        return {row["iso3"] for row in rows(get(f"{few}/observations.csv?{ask}").content)}

    assert places("country=JOR,FRA") == {"JOR", "FRA"}
    assert places("country=JOR,QAT&group=gcc") == {"QAT"}
    assert len(places("indicator=egdi&group=gcc,maghreb")) == 10
    both = rows(get(f"{few}/observations.csv?indicator=egdi,population&topic=context").content)
    assert {row["indicator_id"] for row in both} == {"population"}


@pytest.mark.parametrize(
    ("year", "wanted"),
    [
        ("2020", {2020}),
        ("2018:2022", {2018, 2020, 2022}),
        ("2022:2018", {2018, 2020, 2022}),
        ("2022:", {2022, 2024}),
        (":2004", {2003, 2004}),
    ],
)
def test_years_are_one_or_a_span(few: str, year: str, wanted: set[int]) -> None:
    found = rows(get(f"{few}/observations.csv?indicator=egdi&country=JOR&year={year}").content)
    assert {int(row["year"]) for row in found} == wanted


def test_the_language_changes_words_and_nothing_else(few: str) -> None:
    ask = f"{few}/observations.csv?indicator=egdi&country=JOR"
    english, arabic = rows(get(ask).content), rows(get(f"{ask}&lang=ar").content)
    said = {"country", "indicator", "unit", "source", "licence"}
    for own, other in zip(english, arabic, strict=True):
        for name in own:
            assert (own[name] == other[name]) is (name not in said), name
    assert arabic[0]["country"] == "الأردن"


@pytest.mark.parametrize(
    ("ask", "parameter", "value", "some"),
    [
        ("indicator=egd", "indicator", "egd", "egdi"),
        ("indicator=egdi,", "indicator", "", "egdi"),
        ("indicator=", "indicator", "", None),
        ("country=jor", "country", "jor", "JOR"),
        ("group=arabs", "group", "arabs", "maghreb"),
        ("pillar=x", "pillar", "x", "trust"),
        ("topic=x", "topic", "x", "governance"),
        ("year=20", "year", "20", "2010:2024"),
        ("year=2020,2022", "year", "2020,2022", ":2024"),
        ("year=:", "year", ":", "2024"),
        ("year=٢٠٢٠", "year", "٢٠٢٠", "2024"),
        ("lang=fr", "lang", "fr", "ar"),
        ("excel=yes", "excel", "yes", "1"),
        ("data_version=../x", "data_version", "../x", None),
        ("sql=SELECT+1", "sql", "SELECT 1", "indicator"),
        ("country=JOR&country=EGY", "country", "EGY", None),
    ],
)
def test_a_wrong_parameter_is_named_with_what_is_allowed(
    few: str, ask: str, parameter: str, value: str, some: str | None
) -> None:
    answer = get(f"{few}/observations.csv?{ask}")
    assert answer.status_code == 400
    found = error(answer)
    assert (found["parameter"], found["value"]) == (parameter, value)
    assert some is None or some in found["allowed"]  # type: ignore[operator]
    assert answer.headers["Cache-Control"] == "no-store"


def test_what_is_wrong_is_said_in_the_language_asked_for(few: str) -> None:
    said = error(get(f"{few}/observations.csv?indicator=egd&lang=ar"))["message"]
    assert said == "«\u2066egd\u2069» ليست من قيم المعامل «\u2066indicator\u2069»."
    assert error(get(f"{few}/observations.json?excel=1"))["parameter"] == "excel"
    assert error(get(f"{few}/nothing.csv"))["allowed"] == [f"{ROOT}{path}" for path in PLACES]
    assert get(f"{few}/nothing.csv").status_code == 404
    assert get(few.removesuffix("/v1")).status_code == 404


@pytest.mark.parametrize("path", FIGURES)
def test_figures_that_may_only_be_shown_never_leave(few: str, path: str) -> None:
    answer = get(f"{few}/{path}?indicator={CLOSED}")
    assert answer.status_code == 403
    found = error(answer)
    (one,) = found["indicators"]  # type: ignore[misc]
    assert one["indicator_id"] == CLOSED
    assert "never passed on" in one["licence"]
    assert one["address"].startswith("https://")
    for ask in (f"indicator={CLOSED},egdi&country=JOR", "country=JOR"):
        mixed = get(f"{few}/{path}?{ask}")
        assert mixed.status_code == 200
        assert mixed.headers["X-Left-Out"] == CLOSED
        assert b"51.5" not in mixed.content
    assert "X-Left-Out" not in get(f"{few}/{path}?indicator=egdi&country=JOR").headers


def test_an_answer_that_did_not_change_costs_no_body(few: str) -> None:
    for path in ("observations.csv?indicator=egdi&country=JOR", "indicators.json", "package.zip"):
        first = get(f"{few}/{path}", Accept_Encoding="identity")
        tag = first.headers["ETag"]
        for named in (tag, f"W/{tag}", f'"x", {tag}', "*"):
            again = get(f"{few}/{path}", If_None_Match=named, Accept_Encoding="identity")
            assert (again.status_code, again.content) == (304, b"")
            assert again.headers["ETag"] == tag
        assert get(f"{few}/{path}", If_None_Match='"x"').status_code == 200
        assert first.headers["Cache-Control"].startswith("public")
    tags = {
        get(f"{few}/observations.csv?{ask}").headers["ETag"]
        for ask in ("country=JOR,EGY", "country=EGY,JOR,EGY", "lang=en&country=EGY,JOR")
    }
    assert len(tags) == 1, "the same question has the same tag"
    others = {
        get(f"{few}/observations.csv?{ask}").headers["ETag"]
        for ask in ("country=JOR", "country=JOR&lang=ar", "country=JOR&excel=1", "country=EGY")
    }
    assert len(others | tags) == 5


def test_text_is_packed_for_those_who_take_it(few: str) -> None:
    for path in ("observations.csv?country=JOR", "practices.json", "availability.csv"):
        plain = get(f"{few}/{path}", Accept_Encoding="gzip;q=0, identity")
        assert "Content-Encoding" not in plain.headers
        assert int(plain.headers["Content-Length"]) == len(plain.content)
        with requests.get(
            f"{few}/{path}", headers={"Accept-Encoding": "br, gzip"}, timeout=60, stream=True
        ) as packed:
            body = packed.raw.read(decode_content=False)
        assert packed.headers["Content-Encoding"] == "gzip"
        assert packed.headers["ETag"] != plain.headers["ETag"]
        assert "Accept-Encoding" in packed.headers["Vary"]
        assert gzip.decompress(body) == plain.content
        assert len(body) < len(plain.content) / 3
    whole = get(f"{few}/observations.xlsx?country=JOR", Accept_Encoding="gzip")
    assert "Content-Encoding" not in whole.headers


@pytest.mark.parametrize("path", PLACES)
def test_head_and_options_behave(few: str, path: str) -> None:
    address = f"{few}/{path}"
    plain = {"Accept-Encoding": "identity"}
    whole = requests.get(address, headers=plain, timeout=120)
    head = requests.head(address, headers=plain, timeout=120)
    assert (head.status_code, head.content) == (200, b"")
    for name in ("Content-Length", "Content-Type", "ETag", "Cache-Control"):
        assert head.headers[name] == whole.headers[name], name
    assert int(head.headers["Content-Length"]) == len(whole.content)
    options = requests.options(address, headers={"Origin": "https://a.example"}, timeout=60)
    assert (options.status_code, options.content) == (204, b"")
    assert options.headers["Allow"] == "GET, HEAD, OPTIONS"
    assert options.headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in options.headers
    for method in ("POST", "PUT", "PATCH", "DELETE", "TRACE", "ODD"):
        refused = requests.request(method, address, timeout=60)
        assert refused.status_code == 405
        assert refused.headers["Allow"] == "GET, HEAD, OPTIONS"
    assert whole.headers["Access-Control-Allow-Origin"] == "*"


def test_a_kept_data_version_is_answered_and_a_lost_one_named(few: str) -> None:
    current = store.current()
    ask = f"{few}/observations.csv?indicator=egdi&country=JOR"
    now, then = get(ask), get(f"{ask}&data_version={OLDER}")
    assert now.headers["X-Data-Version"] == current
    assert then.headers["X-Data-Version"] == OLDER
    assert {row["data_version"] for row in rows(then.content)} == {OLDER}
    assert rows(then.content)[0]["country"] != "Jordan"
    named = get(f"{ask}&data_version={current}")
    assert named.content == now.content
    assert "max-age=86400" in named.headers["Cache-Control"]
    for lost in ("abcdefabcdef", STRANGE):
        answer = get(f"{ask}&data_version={lost}")
        assert answer.status_code == 404
        assert error(answer)["current"] == current
    older = get(f"{few}/indicators.json?data_version={OLDER}").json()
    assert older["data_version"] == OLDER


@pytest.mark.parametrize("path", [path for path, place in PLACES.items() if not place.form])
def test_a_catalogue_is_json_in_both_languages(few: str, path: str) -> None:
    answer = get(f"{few}/{path}")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == PLACES[path].media_type
    found = answer.json()
    assert (
        PLACES[path].media_type != "application/json" or "data_version" in found or "paths" in found
    )
    assert "\\u" not in answer.text
    if "data_version" in found:
        assert found["data_version"] == store.current()


def test_the_catalogues_hold_all_there_is(served: str) -> None:
    version = store.current()

    def ids(path: str, name: str, key: str) -> list[str]:
        return [each[key] for each in get(f"{served}{ROOT}{path}").json()[name]]

    assert ids("indicators.json", "indicators", "indicator_id") == list(queries.declared(version))
    assert ids("countries.json", "countries", "iso3") == list(queries.countries(version))
    assert ids("countries.json", "groups", "group_id") == list(queries.groups(version))
    assert ids("sources.json", "sources", "source_id") == list(queries.sources(version))
    wanted = list(queries.benchmarks(version))
    assert ids("benchmarks.json", "benchmarks", "benchmark_id") == wanted
    assert ids("practices.json", "practices", "practice_id") == list(queries.practices(version))
    assert ids("strategies.json", "states", "iso3") == list(queries.strategies(version))
    wanted = list(queries.recommendations(version))
    assert ids("recommendations.json", "recommendations", "recommendation_id") == wanted


def test_availability_has_a_row_for_every_state_and_indicator(served: str) -> None:
    version = store.current()
    found = list(csv.DictReader(io.StringIO(get(f"{served}{ROOT}availability.csv").text)))
    assert len(found) == 22 * len(queries.declared(version))
    for row in found:
        assert bool(row["reason"]) is (row["observations"] == "0"), row
        assert bool(row["first_year"]) is (row["observations"] != "0"), row
    (one,) = (row for row in found if (row["iso3"], row["indicator_id"]) == ("PSE", "egdi"))
    assert one["reason"] == "not a United Nations member state, so not surveyed"
    (two,) = (row for row in found if (row["iso3"], row["indicator_id"]) == ("JOR", "egdi"))
    own = queries.values(version, "egdi")
    years = own[own["iso3"] == "JOR"]["year"]
    shown = (two["first_year"], two["last_year"], two["observations"])
    assert shown == (str(years.min()), str(years.max()), str(len(years)))


def test_the_description_is_valid_and_names_every_address(served: str) -> None:
    from openapi_spec_validator import validate

    for language in i18n.LANGUAGES:
        found = get(f"{served}{ROOT}openapi.json?lang={language}").json()
        validate(found)
        assert set(found["paths"]) == {f"{ROOT}{path}" for path in PLACES} | {"/health"}
        for operation in found["paths"].values():
            assert operation["get"]["summary"]
    parameters = {
        description.parameter(name, place) for place in PLACES.values() for name in place.parameters
    }
    assert set(description.body(store.current(), "ar")["components"]["parameters"]) == parameters


def test_a_host_that_cannot_be_is_refused_and_another_one_is_told(few: str) -> None:
    assert get(f"{few}/package.zip?country=JOR", Host="a/b<c>").status_code == 400
    one = get(f"{few}/package.zip?country=JOR", Host="data.example")
    other = get(f"{few}/package.zip?country=JOR", Host="other.example:8080")
    assert one.headers["ETag"] != other.headers["ETag"]


def test_many_who_ask_for_the_same_get_the_same(few: str) -> None:
    with ThreadPoolExecutor(24) as pool:
        ask = f"{few}/package.zip?indicator=egdi&year=2003:2019"
        found = list(pool.map(lambda _: get(ask).content, range(24)))
    assert len(set(found)) == 1
    assert found[0][:2] == b"PK"


def test_who_leaves_in_the_middle_harms_nobody(few: str) -> None:
    for _ in range(5):
        with requests.get(f"{few}/observations.json", stream=True, timeout=60) as answer:
            next(answer.iter_content(100))
    assert get(f"{few}/observations.json?country=JOR").status_code == 200


def test_files_are_kept_within_bounds_and_the_oldest_goes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept, "_place", lambda: tmp_path / "kept")
    for number in range(6):
        kept.keep(f"{number}.csv", lambda path: path.write_bytes(b"x" * 100) and None)
        os.utime(kept.folder() / f"{number}.csv", (number, number))
    first = kept.find("0.csv")  # to be asked for is to be young
    assert first
    kept.make_room(300, 10)
    left = sorted(path.name for path in kept.folder().iterdir())
    assert left == ["0.csv", "4.csv", "5.csv"]
    kept.make_room(10_000, 1)
    assert [path.name for path in kept.folder().iterdir()] == ["0.csv"]
    kept.make_room(1, 10)
    assert kept.find("0.csv"), "one answer is kept however large it is"
    assert first.read() == b"x" * 100


def test_to_make_room_takes_nothing_from_a_workbook_that_is_being_written(
    store_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept, "_place", lambda: tmp_path / "kept")
    whole = queries.observations

    def cleared(*asked: Any) -> Iterator[Any]:
        for row in whole(*asked):
            kept.make_room(0, 0)
            yield row

    monkeypatch.setattr(queries, "observations", cleared)
    path = "observations.xlsx"
    asked = asking.read("indicator=egdi&country=JOR", PLACES[path].parameters)
    making.make(making.Wanted(asked, path, "http://localhost/", "a.xlsx"), packed=False)
    made = kept.find("a.xlsx")
    assert made and made.read(2) == b"PK"


def test_a_file_is_whole_or_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "_place", lambda: tmp_path / "kept")

    def fail(path: Path) -> None:
        path.write_bytes(b"half")
        raise OSError("no room")

    with pytest.raises(OSError, match="no room"):
        kept.keep("a.csv", fail)
    assert kept.find("a.csv") is None
    assert not list(kept.folder().iterdir())

    def write(number: int) -> None:
        def slow(path: Path) -> None:
            with path.open("wb") as out:
                for _ in range(50):
                    out.write(bytes([number]) * 1000)
                    time.sleep(0.001)

        kept.keep("b.csv", slow)

    threads = [threading.Thread(target=write, args=(number,)) for number in range(8)]
    for each in threads:
        each.start()
    while any(each.is_alive() for each in threads):
        if found := kept.find("b.csv"):
            body = found.read()
            assert len(body) == 50_000
            assert len(set(body)) == 1
    for each in threads:
        each.join()


@pytest.mark.parametrize(
    ("header", "taken"),
    [
        ("gzip", True),
        ("br;q=1.0, gzip;q=0.5", True),
        ("*", True),
        ("gzip;q=0", False),
        ("gzip; q=0.0", False),
        ("br", False),
        ("", False),
    ],
)
def test_gzip_is_taken_where_it_is_named(header: str, taken: bool) -> None:
    assert answers.takes_gzip(header) is taken


def test_arabic_and_signs_survive_in_addresses(few: str) -> None:
    answer = get(f"{few}/observations.csv?country={quote('الأردن')}")
    assert error(answer)["value"] == "الأردن"
    body = json.loads(get(f"{few}/observations.csv?country=%FF%FE%00").content)
    assert body["error"]["parameter"] == "country"
