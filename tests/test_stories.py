"""Stories: every step in both languages, what a broken file says, a live view and the way back."""

from __future__ import annotations

import datetime
import re
import shutil
import threading
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_pages import ISO3, asked, charts, html, run

from app import ahead, headlines, i18n, queries, store, stories
from app.exhibit import View
from app.findings import story
from app.findings.story import Place
from app.findings.story_facts import Scene
from app.findings.story_pictures import spoken
from app.stories import Fault, Story

TODAY = datetime.date(2026, 11, 24)
PREPARE = ahead.prepare
TOLD = {
    identity: found for identity, found in stories.stories().items() if isinstance(found, Story)
}
STEPS = [(identity, place) for identity, own in TOLD.items() for place in range(len(own.steps))]
LOST = [
    re.escape(i18n.catalogue("en")[f"story.{key}"]).replace(r"\{name\}", ".*")
    for key in ("gone", "unknown_place")
]

pytestmark = pytest.mark.usefixtures("store_dir")


def told(language: str, identity: str, place: int, iso3: str = "") -> story.Told:
    version = store.current()

    def behind(view: str, link: Mapping[str, str]) -> View:
        return headlines.view(version, language, view, link, TODAY)

    return story.tell(Scene(version, language, iso3), TOLD[identity].steps[place], behind)


def test_the_stories_asked_for_are_there_and_whole() -> None:
    assert {"region", "use", "sdg", "practices", "country"} <= TOLD.keys()
    assert len(TOLD) == len(stories.stories())
    for own in TOLD.values():
        assert not any(isinstance(step, Fault) for step in own.steps)
        assert len(own.steps) > 4


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize(("identity", "place"), STEPS)
def test_every_step_is_told_from_the_store(identity: str, place: int, language: str) -> None:
    own = TOLD[identity]
    found = told(language, identity, place, "JOR" if own.own else "")
    assert not found.fault
    for words in (found.title, found.sentence, found.notes):
        assert words
        assert not re.search("[{}]", words)
    assert not any(re.fullmatch(lost, found.sentence) for lost in LOST)
    assert found.picture.body or found.picture.figure
    cards = own.steps[place].picture == "practices"
    scene = Scene(store.current(), language, "JOR" if own.own else "")
    used = spoken(scene, own.steps[place])
    assert len(found.picture.source) == 1 + (cards and bool(used))
    told_of = " ".join(found.picture.source)
    for indicator, first, last in used:
        assert i18n.said(language, indicator.source.name) in told_of
        known = queries.editions(store.current(), indicator.indicator_id, first, last)
        assert known
        assert known[-1].edition in told_of


@pytest.mark.parametrize("iso3", ISO3)
def test_a_story_can_be_told_of_every_state(iso3: str) -> None:
    name = i18n.said("ar", queries.countries(store.current())[iso3].name)
    for place in range(len(TOLD["country"].steps)):
        found = told("ar", "country", place, iso3)
        assert found.sentence
        assert not found.fault, (iso3, place, found.fault)
    assert name in told("ar", "country", 0, iso3).title


def test_a_number_in_a_sentence_is_that_of_the_store() -> None:
    version = store.current()
    rows = queries.values(version, "egdi")
    arab = queries.groups(version)["arab"].members
    newest = rows[(rows["year"] == rows["year"].max()) & rows["iso3"].isin(arab)]["value"]
    sentence = told("en", "region", 1).sentence
    assert f"from {newest.min():.3f} (" in sentence
    assert f"of the {len(newest)} surveyed" in sentence
    world = rows[rows["year"] == rows["year"].max()]["value"].mean()
    assert f"world mean: {(newest > world).sum()} states" in sentence


def test_titles_and_notes_have_the_same_places_in_both_languages() -> None:
    for own in TOLD.values():
        for step in own.steps:
            for words in (step.title, step.notes):
                places = [set(stories.PLACE.findall(each)) for each in words.values()]
                assert places[0] == places[1], words["en"]


def test_the_states_said_to_be_in_colour_are_those_of_the_group_named() -> None:
    least = set(queries.groups(store.current())["arab_ldc"].members)
    steps = [step for own in TOLD.values() for step in own.steps if step.countries]
    assert len(steps) > 1
    for step in steps:
        assert "in colour, the Arab least developed countries" in step.sentence["en"]
        assert set(step.countries) == least


@pytest.fixture(autouse=True)
def anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """Find every step anew, none ahead: some tests change what a server reads once."""
    finish()
    headlines.stage.cache_clear()
    monkeypatch.setattr(ahead, "prepare", lambda *_: None)


def finish() -> None:
    for thread in threading.enumerate():
        if thread.name == "ahead":
            thread.join(30)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of stories that a test may spoil."""
    shutil.copytree(stories.FOLDER, tmp_path / "stories")
    monkeypatch.setattr(stories, "FOLDER", tmp_path / "stories")
    stories.stories.cache_clear()
    yield tmp_path / "stories"
    stories.stories.cache_clear()


SPOILED = {
    'picture = "ranking"': ('picture = "pie"', "step 2: “⁦pie⁩” is not known"),
    'link = "/?indicator=egdi"\npicture = "ranking"': (
        'link = "https://example.org/"\npicture = "ranking"',
        "step 2: “⁦https://example.org/⁩” leads to no view",
    ),
    'title.ar = "تفاوت واسع"': ("", "step 2: “⁦title⁩” does not stand in English and Arabic"),
    'title.en = "Far apart"': ('titel = "x"\ntitle.en = "x"', "step 2: “⁦titel⁩” is not known"),
    "{egdi.above_world} of the": ("{egdi.above} of the", "step 2: the two languages"),
    "{egdi.leader_value} ({egdi.leader}); above": (
        "{egdi.leader_value ({egdi.leader}); above",
        "step 2: ",
    ),
}


@pytest.mark.parametrize("good", SPOILED)
def test_a_broken_step_is_named_and_the_others_stay(folder: Path, good: str) -> None:
    bad, sentence = SPOILED[good]
    path = folder / "region.toml"
    text = path.read_text("utf-8")
    assert good in text
    path.write_text(text.replace(good, bad, 1), "utf-8")
    shelf = html(run("present", lang="en"))
    assert "⁦region.toml⁩, " + sentence in shelf
    assert "The region in ten minutes" in shelf
    app = run("present", lang="en", story="region", step="2")
    assert not app.exception
    assert sentence in html(app)
    assert 'data-step="2" data-steps="9"' in html(app)
    assert "Arab median" in html(run("present", lang="en", story="region", step="3"))
    assert "الخطوة 2: " in html(run("present", lang="ar"))


def test_a_file_that_is_no_toml_is_named_and_the_other_stories_stay(folder: Path) -> None:
    (folder / "sdg.toml").write_text("order = 3\ntitle.en = “x”\n", "utf-8")
    shelf = html(run("present", lang="en"))
    assert "⁦sdg.toml⁩: line 2 is not valid TOML" in shelf
    assert "The region in ten minutes" in shelf
    app = run("present", lang="en", story="sdg", step="2")
    assert not app.exception
    assert "story = “sdg”" in html(app)


def test_a_step_whose_figures_are_gone_says_so(folder: Path) -> None:
    path = folder / "region.toml"
    text = path.read_text("utf-8")
    path.write_text(text.replace("{egdi.above_world}", "{households_internet.known}"), "utf-8")
    shown = html(run("present", lang="en", story="region", step="2"))
    assert "has no figures for Households with Internet" in shown
    path.write_text(text.replace("{egdi.above_world}", "{egdi.happiness}"), "utf-8")
    stories.stories.cache_clear()
    shown = html(run("present", lang="ar", story="region", step="2"))
    assert "⁦egdi.happiness⁩" in shown


def test_a_step_stands_alone_and_its_link_reopens_it() -> None:
    app = run("present", lang="ar", story="region", step="3")
    assert not app.exception
    assert asked(app) == {"lang": "ar", "story": "region", "step": "3"}
    shown = html(app)
    assert 'class="site"' not in shown
    assert 'class="footer"' not in shown
    assert len(charts(app)) == 1
    assert len(charts(app)[0]["data"]) <= stories.MOST_NAMED
    assert all(element.proto.alt for element in app.get("plotly_chart"))
    assert 'href="./present?lang=en&amp;story=region&amp;step=3"' in shown
    again = run("present", **asked(app))
    assert html(again) == shown


def test_the_live_view_leads_back_to_the_step() -> None:
    step = run("present", lang="en", story="country", step="2", country="SOM")
    live = re.search(r'data-role="live" href="./country\?([^"]*)"', html(step))
    assert live
    link = dict(pair.split("=") for pair in live[1].replace("&amp;", "&").split("&"))
    assert link["country"] == "SOM"
    app = run("country", **link)
    assert 'data-return href="./present?lang=en&amp;story=country&amp;step=2&amp;country=SOM"' in (
        html(app)
    )
    app.selectbox(key="choice.country.en").select("JOR").run()
    assert not app.exception
    assert asked(app)["country"] == "JOR"
    assert "story=country&amp;step=2&amp;country=SOM" in html(app)
    assert "data-return" not in html(run("country", lang="en", country="SOM"))


def test_the_speakers_window_has_notes_and_the_next_step() -> None:
    shown = html(run("present", lang="en", story="region", step="1", notes="1"))
    assert "Next step" in shown
    assert "Far apart" in shown
    assert "data-clock" in shown
    assert told("en", "region", 0).notes in shown
    last = html(run("present", lang="en", story="region", step="9", notes="1"))
    assert "This is the last step" in last


hostile = st.dictionaries(
    st.sampled_from(["lang", "story", "step", "country", "notes", "told", "present"]),
    st.one_of(
        st.text(max_size=20),
        st.sampled_from(["region", "country", "0", "2", "99", "-1", "<script>", "../region"]),
    ),
    max_size=5,
)


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(view=st.sampled_from(["present", "overview"]), link=hostile)
def test_no_link_to_a_story_is_answered_with_an_exception(view: str, link: dict[str, str]) -> None:
    app = run(view, **link)
    assert not app.exception
    assert "<script" not in html(app)


def test_the_steps_that_follow_are_prepared_before_those_behind() -> None:
    order = [each.step for each in ahead.steps(Place("region", 3))]
    assert order[:2] == [3, 4]
    assert order[-2:] == [1, 2]
    assert {each.story_id for each in ahead.firsts("SOM")} >= {"region", "country"}
    assert [each.country for each in ahead.firsts("SOM") if each.story_id == "country"] == ["SOM"]


def test_each_step_is_prepared_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    monkeypatch.setattr(headlines, "stage", lambda *at: asked.append(at[2].step))
    day = datetime.date(1999, 1, 1)
    for _ in range(2):
        PREPARE("none", "en", ahead.steps(Place("region", 2)), day)
    finish()
    assert asked[0] == 2
    assert sorted(asked) == list(range(1, len(asked) + 1))
