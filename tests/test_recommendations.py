"""The view of recommendations: reasons, priorities in the link, one whole, the brief."""

from __future__ import annotations

import datetime
import re
from html import unescape
from pathlib import Path

import pytest
from test_markup import HOSTILE, read
from test_pages import asked, html, run

from app import choices, i18n, markup_recommendation, narrative, queries, recommend, store
from app.exhibit import Table
from app.findings import brief, recommendations, shortfalls, standings
from app.findings.priorities import Priorities, weights_of, written
from app.headlines import headline
from app.markup_recommendation import Brief, Entry, Part, Rules, Sentence

DAY = datetime.date(2026, 11, 24)
NUMBER = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")

pytestmark = pytest.mark.usefixtures("store_dir")


@pytest.fixture
def version(store_dir: Path) -> str:
    return store.current()


def plain(shown: str) -> str:
    """Return what a reader sees of HTML, without the signs that keep directions apart."""
    words = unescape(re.sub("<[^>]+>", " ", shown))
    return re.sub(r"\s+", " ", re.sub("[\u2066-\u2069]", "", words))


def titles(shown: str) -> list[str]:
    """Return the titles of the list in their order."""
    return [plain(each).strip() for each in re.findall("<h3>(.*?)</h3>", shown)]


@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_state_gets_its_reasons_with_value_year_and_number(
    version: str, language: str
) -> None:
    indicators = queries.indicators(version)
    for iso3 in queries.groups(version)["arab"].members:
        view = recommendations.find(version, language, Priorities(iso3), DAY)
        shown = view.exhibit("recommendations").picture
        ranked = standings.ranked(version, iso3, Priorities())
        assert titles(shown) == [i18n.said(language, each.recommendation.title) for each in ranked]
        words = plain(shown)
        for each in ranked:
            first = each.recommendation.steps[0]
            assert plain(i18n.said(language, first.text)) in words
            for because in each.because:
                own = because.gap
                unit = indicators[own.indicator_id].unit
                amount = plain(narrative.amount(language, unit, own.value))
                name = plain(narrative.name_of(language, indicators[own.indicator_id]))
                assert f"{name}" in words
                assert amount in words
                assert str(own.year) in words
                assert f"country={iso3}&amp;indicator={own.indicator_id}" in shown
                if own.against == "benchmark":
                    assert f"cell={iso3}.{own.reference_id}" in shown


def test_both_languages_show_the_same_numbers_in_the_same_order(version: str) -> None:
    for iso3 in ("JOR", "PSE", "SOM", "SAU"):
        found = []
        for language in i18n.LANGUAGES:
            view = recommendations.find(version, language, Priorities(iso3), DAY)
            parts = re.findall(
                '<section class="advice-part"><h4>(?:Because|الأسباب)</h4>(.*?)</section>',
                view.exhibit("recommendations").picture,
            )
            assert parts
            found.append([sorted(NUMBER.findall(plain(each))) for each in parts])
        assert len(found[0]) == len(found[1])
        for english, arabic in zip(*found, strict=True):
            # Names of indicators and benchmarks may hold numbers in one language only.
            assert {each for each in english if "." in each} == {
                each for each in arabic if "." in each
            }


def test_only_what_a_body_set_is_called_a_target(version: str) -> None:
    view = recommendations.find(version, "en", Priorities("JOR"), DAY)
    words = plain(view.exhibit("recommendations").picture)
    assert re.search(r"Target: +Everyone online by 2030 ?, at least 100% by 2030", words)
    band = "Very high group of the E-Government Development Index"
    assert re.search(rf"Benchmark, not a target: +{band} ?, at least 0.75", words)
    assert f"Target: {band}" not in words


@pytest.mark.parametrize("language", ["en", "ar"])
def test_weights_change_order_and_link_and_the_link_reopens_them(language: str) -> None:
    plainly = run("recommendations", lang=language, country="EGY")
    assert not plainly.exception
    assert "weights" not in asked(plainly)
    link = {"lang": language, "country": "EGY", "weights": "inclusiveness:0,trust:3"}
    heavy = run("recommendations", **link)
    assert not heavy.exception
    assert asked(heavy) == link
    assert titles(html(heavy)) != titles(html(plainly))
    again = run("recommendations", **asked(heavy))
    assert titles(html(again)) == titles(html(heavy))
    ranked = standings.ranked(
        store.current(), "EGY", choices.recommendations(store.current(), link)
    )
    assert titles(html(heavy))[: len(ranked)] == [
        i18n.said(language, each.recommendation.title) for each in ranked
    ]


def test_a_control_changes_the_weights_and_keeps_the_rest() -> None:
    app = run("recommendations", lang="en", country="JOR", focus="skills,cloud", conflict="1")
    control = next(each for each in app.button_group if each.key == "weight.trust.en")
    control.set_value(3).run()
    assert not app.exception
    assert asked(app) == {
        "lang": "en",
        "country": "JOR",
        "focus": "skills,cloud",
        "conflict": "1",
        "weights": "trust:3",
    }


@pytest.mark.parametrize("bad", ["joy:1", "trust:4", "trust", "trust:1,trust:2", "trust:-1", ":"])
def test_bad_weights_give_a_notice_and_the_default(bad: str) -> None:
    app = run("recommendations", lang="en", country="JOR", weights=bad)
    assert not app.exception
    assert asked(app) == {"lang": "en", "country": "JOR"}
    assert f"weights = “{bad}”" in unescape(html(app))
    assert titles(html(app)) == titles(html(run("recommendations", lang="en", country="JOR")))


def test_weights_are_written_and_read_alike(version: str) -> None:
    pillars = queries.pillars(version)
    for words in ("", "trust:3", "inclusiveness:0,trust:2,effectiveness:3"):
        found = weights_of(words, pillars)
        assert found is not None
        assert set(found) == set(pillars)
        assert written(found) == words
    assert written(weights_of("trust:1", pillars) or {}) == ""


def test_unknown_ids_give_notices() -> None:
    link = {"country": "ATL", "focus": "x,skills", "reach": "wings", "income": "rich"}
    app = run("recommendations", lang="en", recommendation="none-such", brief="7", **link)
    assert not app.exception
    for word in ("ATL", "“x”", "wings", "rich", "none-such", "“7”"):
        assert word in html(app)
    assert asked(app) == {"lang": "en", "country": "all", "focus": "skills"}


@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_recommendation_opens_whole_with_its_failures(version: str, language: str) -> None:
    terms = queries.terms(version)
    for identity, own in queries.recommendations(version).items():
        view = recommendations.find(version, language, Priorities(opened=identity), DAY)
        assert view.sentence.startswith(i18n.said(language, own.title))
        shown = view.exhibit("recommendation").picture
        words = plain(shown)
        for step in own.steps:
            assert plain(i18n.said(language, step.text)) in words
            assert i18n.said(language, terms["basis"][step.basis].name) in words
        for case in own.cases:
            assert f"practice={case.practice_id}" in shown
            assert plain(i18n.said(language, case.note)) in words
            assert i18n.said(language, terms["role"][case.role].name) in words
        for advice in own.advice:
            assert advice.document.title in words
            assert advice.document.address.replace("&", "&amp;") in shown
        for each in (*own.risks, *own.safeguards, own.cost, own.legal):
            assert plain(i18n.said(language, each)) in words
        assert all(number in words for number in own.sdg)


def test_one_recommendation_opens_from_a_link_and_leads_back() -> None:
    link = {"lang": "en", "country": "YEM", "recommendation": "low-tech-channels"}
    app = run("recommendations", **link)
    assert not app.exception
    assert asked(app) == link
    assert "Because: the numbers of Yemen" in html(app)
    assert './recommendations?lang=en&amp;country=YEM"' in html(app)
    alone = run("recommendations", lang="ar", recommendation="low-tech-channels")
    assert not alone.exception
    assert asked(alone)["recommendation"] == "low-tech-channels"


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_brief_holds_gaps_steps_practices_and_sources(version: str, language: str) -> None:
    for iso3 in queries.groups(version)["arab"].members:
        view = recommendations.find(version, language, Priorities(iso3, brief=True), DAY)
        shown = view.exhibit("brief").picture
        words = plain(shown)
        assert i18n.date(language, DAY) in words
        assert version in words
        ranked = standings.ranked(version, iso3, Priorities())[: brief.FIRST]
        assert ranked
        for each in ranked:
            assert i18n.said(language, each.recommendation.title) in words
            step = each.recommendation.steps[0]
            assert plain(i18n.said(language, step.text)) in words
        assert len(re.findall("practice=[a-z0-9-]+", shown)) == len(ranked)
        gaps = brief.widest(version, iso3)
        assert gaps
        for pillar, own in gaps:
            assert queries.indicators(version)[own.indicator_id].pillar == pillar
            name = i18n.said(language, queries.indicators(version)[own.indicator_id].name)
            assert plain(name) in words
        assert "data-print" in shown


def test_the_brief_prefers_to_tell_what_went_wrong(version: str) -> None:
    own = queries.recommendations(version)["identity-enrolment-with-alternatives"]
    told = brief.telling(own, set())
    assert told.role == "failure"
    assert brief.telling(own, {told.practice_id}).practice_id != told.practice_id


def test_a_brief_without_a_country_says_what_is_missing() -> None:
    app = run("recommendations", lang="en", brief="1")
    assert not app.exception
    assert "A brief needs a country" in html(app)
    app = run("recommendations", lang="en", brief="1", country="JOR")
    assert asked(app) == {"lang": "en", "country": "JOR", "brief": "1"}
    assert "Action brief, Jordan" in html(app)


def test_an_empty_result_says_why_and_how_to_go_on() -> None:
    zero = ",".join(f"{each}:0" for each in queries.pillars(store.current()))
    app = run("recommendations", lang="en", country="JOR", weights=zero)
    assert "All four weights are at “leave out”" in html(app)
    assert "Without priorities and conditions</a>" in html(app)
    app = run("recommendations", lang="en", country="ARE", focus="cloud")
    assert "passes the priorities and conditions set above" in html(app)
    assert titles(html(app)) == []


def test_sparse_data_are_told_with_their_reason(version: str) -> None:
    view = recommendations.find(version, "en", Priorities("PSE"), DAY)
    notes = " ".join(view.exhibit("recommendations").notes)
    known = len(shortfalls.gaps(version, "PSE"))
    assert f"a figure that counts for {known} of the {len(shortfalls.grounds(version))}" in notes
    assert "not a United Nations member state" in notes
    few = recommendations.find(version, "en", Priorities("ARE"), DAY)
    assert len(titles(few.exhibit("recommendations").picture)) < recommend.MOST
    assert "Fewer than ten are brought up" in " ".join(few.exhibit("recommendations").notes)


def test_the_worked_example_comes_to_the_score_that_decides(version: str) -> None:
    for iso3 in queries.groups(version)["arab"].members:
        asked_for = Priorities(iso3, weights=(("trust", 3),), conflict=True)
        view = recommendations.find(version, "en", asked_for, DAY)
        first = standings.ranked(version, iso3, asked_for)[0]
        written_out = plain(view.exhibit("rules").picture).split("”):")[1].strip()
        left, right = written_out.split(" = ")
        assert eval(left.replace("÷", "/").replace("×", "*")) == pytest.approx(  # noqa: S307
            float(right), abs=0.002
        )
        assert float(right) == pytest.approx(first.score, abs=0.0006)


def test_the_first_page_says_what_the_view_says(version: str) -> None:
    for link in (
        {"country": "SAU"},
        {"country": "SAU", "weights": "trust:0", "conflict": "1"},
        {"recommendation": "low-tech-channels"},
        {"country": "SOM", "brief": "1"},
        {},
    ):
        found = headline(version, "ar", "recommendations", link)
        assert found.sentence in unescape(html(run("recommendations", lang="ar", **link)))


def test_hostile_words_stay_words() -> None:
    words = HOSTILE
    line = Sentence(
        f"{words} {words}", ((words, f"https://{words}"), (words, "javascript:x")), words
    )
    part = Part(words, (line, line), ordered=True)
    entry = Entry(words, words, f"./{words}", (words,), words, part, line, (part,))
    rules = Rules(words, (words,), words, ((words, words),), words, words)
    page = Brief(words, words, Table(words, (words,), ((words,),)), (part,), (line,))
    tags = read(
        markup_recommendation.entries(words, words, [entry])
        + markup_recommendation.rules(rules)
        + markup_recommendation.named([line])
        + markup_recommendation.brief(page)
    )
    assert not tags.seen & {"script", "img"}
    assert not {name for name in tags.attributes if name.startswith("on")}
    shown = markup_recommendation.sentence(Sentence("go there", (("there", "javascript:x"),)))
    assert "<a" not in shown
