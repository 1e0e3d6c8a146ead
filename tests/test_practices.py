"""The view of practices: results beside limits, filters, the card, the map of what is missing."""

from __future__ import annotations

import csv
import re
import statistics
import time
import tomllib
from collections import Counter
from functools import lru_cache
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from test_markup import HOSTILE, read
from test_pages import ISO3, asked, html, run

from app import choices, i18n, markup_practice, queries, store
from app.findings import (
    practice,
    practice_kin,
    practice_lines,
    practice_links,
    practice_map,
    practice_ties,
    practices,
)
from app.findings.practice_filters import Filters, options, passing
from app.headlines import headline
from app.library import Result
from app.markup_practice import Crossing, Entry, Figure, Head, Line, Page, Part, Point, Telling

pytestmark = pytest.mark.usefixtures("store_dir")

ROOT = Path(__file__).parents[1]


@lru_cache
def files() -> dict[str, dict[str, Any]]:
    """Return the practices as their files say them, by id."""
    found = sorted((ROOT / "data" / "practices").glob("*.toml"))
    return {path.stem: tomllib.loads(path.read_text("utf-8")) for path in found}


def kinds(own: dict[str, Any]) -> set[str]:
    return {each["kind"] for each in own.get("result", [])}


def words(shown: str) -> str:
    """Return the words of HTML as they are read: no tags, no marks of direction."""
    return re.sub("[\u2066-\u2069]", "", unescape(re.sub(r"<[^>]*>", " ", shown)))


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_headline_counts_who_was_measured_by_others(language: str) -> None:
    measured = sum("independent" in kinds(own) for own in files().values())
    found = practices.find(store.current(), language, Filters())
    assert str(measured) in found.sentence
    assert str(len(files())) in found.sentence
    assert found.sentence == headline(store.current(), language, "practices", {}).sentence
    values = {fact.label: fact.value for fact in found.facts}
    limited = sum(bool(own.get("limit")) for own in files().values())
    assert list(values.values())[-2:] == [str(limited), str(len(files()) - limited)]


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("identity", list(files()))
def test_a_card_says_everything_with_its_kind_date_and_source(identity: str, language: str) -> None:
    own = files()[identity]
    found = practice.find(store.current(), language, identity, Filters())
    shown = "".join(each.picture for each in found.exhibits)
    said = words(shown)
    named = {
        key: term.name[language] for key, term in queries.terms(store.current())["kind"].items()
    }
    sources = {each["key"]: each for each in own["source"]}
    assert own["title"][language] in found.sentence
    for key in ("problem", "solution", "lesson", "note"):
        assert own[key][language] in said
    for each in own.get("result", []):
        assert each["figure"][language] in said
        assert named[each["kind"]] in said
        assert f'href="{sources[each["source"]]["address"]}"'.replace("&", "&amp;") in shown
    for each in own.get("limit", []):
        assert each["text"][language] in said
    for each in own["source"]:
        assert each["title"] in said
        assert each["publisher"] in said
    if not own.get("limit"):
        assert i18n.text(language, "practices.no_limit") in said
    if not own.get("result"):
        assert i18n.text(language, "practices.no_result") in said
    if "cost" not in own:
        assert i18n.text(language, "practice.unpublished") in said


def test_outside_links_tell_nothing_of_who_follows_them() -> None:
    found = practice.find(store.current(), "ar", "tun-tuneps", Filters())
    shown = "".join(each.picture for each in found.exhibits)
    outside = re.findall(r'<a (?!data-inside)[^>]*href="https?:[^>]*>', shown)
    assert outside
    assert all('rel="noopener noreferrer"' in each for each in outside)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_list_puts_a_result_beside_a_limit_and_never_sums_kinds(language: str) -> None:
    shown = practices.find(store.current(), language, Filters()).exhibits[0].picture
    cards = re.findall(r"<article.*?</article>", shown, flags=re.DOTALL)
    assert len(cards) == len(files())
    every = queries.practices(store.current())
    for card in cards:
        assert card.count('class="told came"') == card.count('class="told short"') == 1
        own = every[re.findall(r"practice=([a-z-]+)", card)[0]]
        counted = Counter(each.kind for each in own.results)
        said = words(card.split('class="by-kind">')[1])
        assert [int(each) for each in re.findall(r": (\d+)", said)] == [
            counted[kind] for kind in queries.terms(store.current())["kind"] if counted[kind]
        ]
        if not own.limits:
            assert i18n.text(language, "practices.no_limit") in words(card)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_long_list_folds_the_rest_away_and_says_how_many(language: str) -> None:
    shown = practices.find(store.current(), language, Filters()).exhibits[0].picture
    open_, fold, folded = shown.partition("<details")
    assert fold
    count = folded.count("<article")
    assert open_.count("<article") == practices.AT_ONCE
    assert count == len(files()) - practices.AT_ONCE
    assert i18n.text(language, "practices.others", count=count) in words(folded)
    short = practices.find(store.current(), language, Filters(area="health")).exhibits[0].picture
    assert "<details" not in short


def test_what_others_measured_and_what_a_source_criticizes_is_told_first() -> None:
    own = queries.practices(store.current())["jor-naf-cash-transfer"]
    first = practice_lines.telling_result(own)
    limit = practice_lines.telling_limit(own)
    assert first
    assert limit
    assert first.kind == "independent"
    assert limit.source is not None
    assert own.results[0].kind != "independent"


@pytest.mark.parametrize(
    ("name", "value", "passes"),
    [
        ("technology", "ai", lambda own: "ai" in own["technology"]),
        ("depth", "announced", lambda own: "announced" in own["technology"].values()),
        ("area", "health", lambda own: own["area"] == "health"),
        ("pillar", "trust", lambda own: "trust" in own["pillar"]),
        ("target", "16.9", lambda own: "16.9" in own.get("sdg", {})),
        ("evidence", "medium", lambda own: own["confidence"] == "medium"),
        ("evidence", "independent", lambda own: "independent" in kinds(own)),
        ("country", "SOM", lambda own: own["country"] == "SOM"),
        ("group", "gcc", lambda own: own["country"] in "ARE BHR KWT OMN QAT SAU"),
    ],
)
def test_a_filter_lets_pass_what_the_files_say(name: str, value: str, passes: Any) -> None:
    found = passing(store.current(), Filters(**{name: value}))
    assert set(found) == {identity for identity, own in files().items() if passes(own)}
    assert found


def test_a_technology_counts_at_the_depth_asked_for() -> None:
    found = passing(store.current(), Filters(technology="interoperability", depth="announced"))
    assert set(found) == {
        identity
        for identity, own in files().items()
        if own["technology"].get("interoperability") == "announced"
    }


@pytest.mark.parametrize(
    "query", ["هوية رقمية", "الهويه الرقميه", "هُوِيّة رقميّة", "Digital Identity", "identity digital"]
)
def test_search_finds_in_both_languages_whatever_the_page(query: str) -> None:
    assert "are-uae-pass" in passing(store.current(), Filters(words=query))


def test_search_knows_country_institution_and_source() -> None:
    version = store.current()
    assert "pse-hukumati" in passing(version, Filters(words="فلسطين"))
    assert set(passing(version, Filters(words="الصومال"))) >= {
        identity for identity, own in files().items() if own["country"] == "SOM"
    }
    assert "lbn-impact" in passing(version, Filters(words="central inspection"))
    assert not passing(version, Filters(words="xyzzy"))


def test_search_over_all_answers_within_ten_milliseconds() -> None:
    version = store.current()
    passing(version, Filters(words="warm"))
    took = []
    for query in ("ه", "هوية رقمية", "digital identity", "e", "bahrain complaints"):
        start = time.perf_counter()
        passing(version, Filters(words=query))
        took.append(time.perf_counter() - start)
    assert min(took) < 0.01
    assert statistics.median(took) < 0.01


@pytest.mark.parametrize("language", ["en", "ar"])
def test_nothing_found_says_why_and_how_to_go_on(language: str) -> None:
    version, filters = store.current(), Filters(area="trade", technology="ai")
    found = practices.find(version, language, filters)
    assert found.sentence == i18n.text(language, "practices.headline.empty")
    shown = found.exhibits[0].picture
    assert i18n.text(language, "practices.nothing") in words(shown)
    links = re.findall(r'href="\./practices\?([^"]*)"', shown)
    assert len(links) == 2  # without the area, and all: without the technology it is empty too
    for link in links:
        wider = dict(part.split("=") for part in unescape(link).split("&"))
        assert passing(version, choices.practices(version, wider)[1])


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_map_counts_pairs_and_says_where_nothing_was_collected(language: str) -> None:
    version = store.current()
    shown = practice_map.exhibit(version, language, Filters())
    terms = queries.terms(version)
    pairs = Counter((name, own["area"]) for own in files().values() for name in own["technology"])
    body = shown.picture.split("<tbody>")[1]
    cells = re.findall(r"<td.*?</td>", body)
    wanted = [pairs[name, area] for name in terms["technology"] for area in terms["area"]]
    assert len(cells) == len(wanted)
    for cell, count in zip(cells, wanted, strict=True):
        said = words(cell).strip()
        assert said == (str(count) if count else i18n.text(language, "practices.map_nothing"))
    assert str(len(wanted) - len(pairs)) in shown.title
    link = dict(
        part.split("=") for part in unescape(re.findall(r'<td.*?\?([^"]*)"', body)[0]).split("&")
    )
    found = passing(version, choices.practices(version, link)[1])
    assert len(found) == next(count for count in wanted if count)


def test_the_map_follows_the_other_filters() -> None:
    filters = Filters(country="SOM", technology="ai", area="health")
    shown = practice_map.exhibit(store.current(), "en", filters)
    own = [each for each in files().values() if each["country"] == "SOM"]
    pairs = {(name, each["area"]) for each in own for name in each["technology"]}
    assert shown.picture.count('<td class="shade') == len(pairs)
    assert "Somalia" in shown.picture


def published(indicator: str, source: str) -> dict[tuple[str, int], float]:
    with (ROOT / "data" / "published" / source / f"{indicator}.csv").open(encoding="utf-8") as file:
        return {
            (row["iso3"], int(row["year"])): float(row["value"]) for row in csv.DictReader(file)
        }


def test_before_and_after_stand_beside_the_median_of_the_same_years() -> None:
    own = queries.practices(store.current())["mar-rokhas"]
    assert own.launched == 2014
    found = practice_ties.exhibit(store.current(), "en", own, "osi")
    values = published("osi", "un_egov")
    maghreb = ("DZA", "LBY", "MAR", "TUN")
    assert set(queries.groups(store.current())["maghreb"].members) == set(maghreb)
    ends = {}
    for year in (2012, 2024):
        own_values = [values[iso3, year] for iso3 in maghreb if (iso3, year) in values]
        ends[year] = statistics.median(own_values)
    assert f"Morocco: {values['MAR', 2012]:.3f} in 2012, {values['MAR', 2024]:.3f} in 2024" in (
        found.subtitle
    )
    assert f"{ends[2012]:.3f} in 2012, {ends[2024]:.3f} in 2024" in found.subtitle
    assert i18n.text("en", "practice.association") in found.notes
    assert found.figure is not None
    assert "launch" in [note.text for note in found.figure.layout.annotations]
    assert found.source


@pytest.mark.parametrize("language", ["en", "ar"])
def test_what_cannot_be_compared_is_said_in_place_of_a_difference(language: str) -> None:
    version, every = store.current(), queries.practices(store.current())
    absent = practice_ties.exhibit(version, language, every["pse-hukumati"], "osi")
    assert absent.figure is None
    assert absent.subtitle == i18n.text(
        language,
        "practice.tie_none",
        country=i18n.said(language, queries.countries(version)["PSE"].name),
        reason=i18n.said(language, queries.absences(version, "osi")["PSE", None])
        if ("PSE", None) in queries.absences(version, "osi")
        else i18n.said(language, queries.absences(version, "osi")["PSE", 2024]),
    )
    parted = practice_ties.exhibit(version, language, every["pse-hukumati"], "psdi")
    assert "(+" not in parted.subtitle
    assert "−" not in parted.subtitle
    unknown = practice_ties.exhibit(version, language, every["are-uae-pass"], "osi")
    assert every["are-uae-pass"].launched is None
    start = i18n.text(language, "practice.tie_no_launch", country="|", latest="|").split("|")[0]
    assert unknown.subtitle.startswith(start)


def test_every_tie_says_that_it_is_no_proof() -> None:
    version = store.current()
    for language in i18n.LANGUAGES:
        said = i18n.text(language, "practice.association")
        for own in queries.practices(version).values():
            for indicator in own.indicator:
                found = practice_ties.exhibit(version, language, own, indicator)
                assert said in found.notes
                assert found.subtitle


def test_similar_practices_share_an_area_or_two_technologies_others_first() -> None:
    version = store.current()
    for own in queries.practices(version).values():
        found = practice_kin.similar(version, "en", own)
        assert own not in found
        at_home = [each.iso3 == own.iso3 for each in found]
        assert at_home == sorted(at_home)
        for each in found:
            common = own.technology.keys() & each.technology.keys()
            assert each.area == own.area or len(common) >= 2


def test_a_card_names_the_recommendations_that_cite_it_with_its_role() -> None:
    version = store.current()
    identity = "tun-tuneps"
    shown = practice_kin.exhibit(version, "en", queries.practices(version)[identity]).picture
    for each in queries.recommendations(version).values():
        cites = [case for case in each.cases if case.practice_id == identity]
        link = f"./recommendations?lang=en&amp;recommendation={each.recommendation_id}"
        assert (link in shown) == bool(cites)
        for case in cites:
            assert queries.terms(version)["role"][case.role].name["en"] in words(shown)


@pytest.mark.parametrize(
    ("date", "until", "about", "english", "arabic"),
    [
        (None, None, False, "undated", "بلا تاريخ"),
        ("2021", None, True, "about 2021", "نحو 2021"),
        ("2016", "2017", False, "2016–2017", "2016–2017"),
        ("2022-04", None, False, "April 2022", "نيسان/أبريل 2022"),
        ("2021-12-30", None, False, "30 December 2021", "30 كانون الأول/ديسمبر 2021"),
        (
            "2021-12-30",
            "2022-01-02",
            False,
            "30 December 2021 to 2 January 2022",
            "من 30 كانون الأول/ديسمبر 2021 إلى 2 كانون الثاني/يناير 2022",
        ),
    ],
)
def test_a_date_is_told_as_exactly_as_it_is_known(
    date: str | None, until: str | None, about: bool, english: str, arabic: str
) -> None:
    own = Result({"en": "x", "ar": "x"}, date, until, about, "reported", "s")
    assert words(practice_lines.dated("en", own)) == english
    assert words(practice_lines.dated("ar", own)) == arabic


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("identity", ["jor-naf-cash-transfer", "pse-hukumati", "som-nira"])
def test_a_link_to_a_card_opens_in_both_languages(identity: str, language: str) -> None:
    app = run("practices", lang=language, practice=identity, area="health")
    assert not app.exception
    assert files()[identity]["title"][language] in words(html(app))
    assert asked(app) == {"lang": language, "practice": identity, "area": "health"}
    back = f'href="./practices?lang={language}&amp;area=health"'
    assert back in html(app)
    assert all(element.proto.alt for element in app.get("plotly_chart"))


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_link_says_all_filters_and_leaves_out_what_is_plain(language: str) -> None:
    link = {"lang": language, "technology": "e_payment", "group": "gcc", "q": "ministry"}
    app = run("practices", **link)
    assert not app.exception
    assert asked(app) == link
    app.query_params.clear()
    for name, value in {"lang": language, "area": "health"}.items():
        app.query_params[name] = value
    app.run()
    assert asked(app) == {"lang": language, "area": "health"}


def test_typed_words_are_searched_for_and_stand_in_the_link() -> None:
    app = run("practices", lang="ar", country="JOR")
    app.text_input(key="search.words.ar").input("صندوق المعونه ").run()
    assert not app.exception
    assert asked(app) == {"lang": "ar", "country": "JOR", "q": "صندوق المعونه"}
    assert html(app).count("<article") == 1
    # What was typed stays as typed: a space at its end is not taken away under the hand.
    assert app.text_input(key="search.words.ar").value == "صندوق المعونه "
    app.selectbox(key="choice.country.ar").select("TUN").run()
    assert asked(app)["q"] == "صندوق المعونه"
    assert html(app).count("<article") == 0


def test_what_is_not_known_is_said_and_left_out() -> None:
    for view in ({}, {"practice": "jor-hakeem"}):
        app = run("practices", lang="en", technology="magic", evidence="<b>", **view)
        assert not app.exception
        assert asked(app) == {"lang": "en", **view}
        assert "magic" in html(app)
        assert "<b>" not in html(app)
    app = run("practices", lang="en", practice="no-such-practice")
    assert not app.exception
    assert asked(app) == {"lang": "en"}
    assert "no-such-practice" in html(app)


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("iso3", ISO3)
def test_a_country_names_its_practices_and_its_strategies(iso3: str, language: str) -> None:
    shown = practice_links.exhibit(store.current(), language, iso3).picture
    named = set(re.findall(r"practice=([a-z-]+)", shown))
    assert named == {identity for identity, own in files().items() if own["country"] == iso3}
    assert f"./strategies?lang={language}&amp;country={iso3}" in shown


def test_the_choices_of_a_link_are_ids_in_both_languages() -> None:
    version = store.current()
    english, arabic = options(version, "en"), options(version, "ar")
    assert english.keys() == arabic.keys()
    for name, own in english.items():
        assert own.keys() == arabic[name].keys()


def everything(own: str) -> str:
    told = Telling(own, own, own, own)
    entry = Entry(own, own, own, (own, own), own, own, told, told, own)
    page = Page(own, own, (own, own))
    head = Head(own, Crossing(own, 1, own))
    line = Line(head, [Crossing(own, 3, own), None])
    point = Point(own, own, own, page)
    return "".join(
        [
            markup_practice.cards([entry]),
            markup_practice.nothing(own, []),
            markup_practice.ways([], own, (own, own)),
            markup_practice.crossings(own, own, [head, head], [line], own, (own, own)),
            markup_practice.figures(own, [own] * 4, [Figure(own, own, own, own, page)]),
            markup_practice.parts([Part(own, (own,), (point,))]),
        ]
    )


def test_hostile_words_stay_words() -> None:
    tags = read(everything(HOSTILE))
    assert not tags.seen & {"script", "img"}
    assert not {name for name in tags.attributes if name.startswith("on")}
    assert HOSTILE in tags.words
