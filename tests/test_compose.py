"""Composed stories: packed and unpacked, read and written, and what hostile ones are told."""

from __future__ import annotations

import base64
import json
import re
import tomllib
import zlib
from html import unescape
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_pages import charts, html, run

from app import composed, i18n, stories
from app.findings import adding, story_place
from app.stories import Fault, Story

words = st.text(max_size=30)
texts = st.dictionaries(st.sampled_from(["en", "ar"]), words, max_size=2)
step = st.fixed_dictionaries(
    {
        "link": st.sampled_from(
            ["/", "/?indicator=egdi", "/country?country=JOR", "/methods", "/x"]
        ),
        "picture": st.sampled_from([*stories.PICTURES, "pie"]),
    },
    optional={
        "title": texts,
        "sentence": st.one_of(texts, st.just({"en": "{headline}", "ar": "{headline}"})),
        "notes": texts,
        "named": st.lists(words, max_size=4),
        "mark": st.sampled_from(["", "world", "moon"]),
    },
)
drafts = st.fixed_dictionaries(
    {"step": st.lists(step, max_size=4)}, optional={"title": texts, "own": st.booleans()}
)
anything = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), words),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(
            st.sampled_from(["step", "title", "link", "picture", "en", "sentence", "own"]),
            inner,
            max_size=4,
        ),
    ),
    max_leaves=12,
)
STEP = {
    "link": "/?indicator=egdi&year=2024",
    "picture": "ranking",
    "title": {"en": "Leaders", "ar": "المتقدمون"},
    "sentence": {"en": "{headline}", "ar": "{headline}"},
}
SPOILED: dict[str, tuple[dict[str, Any], str]] = {
    "picture": ({"picture": "pie"}, "Step 2 of your story: “⁦pie⁩” is not known"),
    "link": ({"link": "https://example.org/"}, "Step 2 of your story: “⁦https://example.org/⁩”"),
    "script": ({"link": "javascript:country"}, "Step 2 of your story: “⁦javascript:country⁩”"),
    "port": ({"link": "//[/country"}, "Step 2 of your story: “⁦//[/country⁩” leads to no view"),
    "brace": ({"sentence": {"en": "{head"}}, "Step 2 of your story: “⁦sentence⁩” has a brace"),
    "kind": ({"title": ["x"]}, "Step 2 of your story: “⁦title⁩” is of the wrong kind"),
    "long": ({"title": {"en": "x" * 201}}, "Step 2 of your story: “⁦title⁩” is too long"),
    "none": ({"title": {"en": " "}}, "Step 2 of your story: “⁦title⁩” is missing"),
    "strange": ({"onclick": "x"}, "Step 2 of your story: “⁦onclick⁩” is not known"),
}

pytestmark = pytest.mark.usefixtures("store_dir")


def tale(*steps: dict[str, Any], **more: Any) -> str:
    return composed.pack({"step": list(steps), **more})


@given(draft=drafts)
def test_a_draft_comes_out_of_a_link_and_a_file_as_it_went_in(draft: dict[str, Any]) -> None:
    kept = composed.draft_of(json.dumps(draft))
    assert kept is not None
    packed = composed.pack(kept)
    if len(packed) <= composed.LONGEST_TALE:
        assert composed.unpack(packed) == kept
    whole = tomllib.loads(composed.toml(kept))
    assert whole.get("step", []) == kept["step"]
    assert whole.get("title", {}) == kept.get("title", {})
    found, faults = composed.of_file(composed.toml(kept).encode())
    if not faults:
        assert found["step"] == kept["step"]


@given(value=anything)
def test_no_draft_and_no_link_raises(value: object) -> None:
    told = composed.of_draft(json.dumps(value))
    assert told is None or isinstance(told, Story | Fault)
    packed = composed.pack(value)  # type: ignore[arg-type]
    assert isinstance(composed.of_tale(packed), Story | Fault)
    for found in (told, composed.of_tale(packed)):
        broken = [found, *(found.steps if isinstance(found, Story) else ())]
        for each in broken:
            if isinstance(each, Fault):
                assert story_place.fault("ar", each)


@given(packed=st.text(max_size=80))
def test_what_is_no_packed_story_is_said_to_be_none(packed: str) -> None:
    assert isinstance(composed.of_tale(packed), Story | Fault)


def test_a_link_that_opens_into_too_much_is_refused() -> None:
    squeezer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    body = b'{"step":"' + b"a" * 2_000_000 + b'"}'
    bomb = base64.urlsafe_b64encode(squeezer.compress(body) + squeezer.flush()).decode().rstrip("=")
    assert len(bomb) < composed.LONGEST_TALE
    assert composed.unpack(bomb) is None
    assert composed.unpack("A" * (composed.LONGEST_TALE + 1)) is None


@pytest.mark.parametrize("body", ["[" * 90_000, '{"step":' * 20_000, "9" * 9000, "[]", '"x"'])
def test_a_draft_that_is_no_story_is_said_to_be_none(body: str) -> None:
    found = composed.of_draft(body)
    assert isinstance(found, Fault)
    assert found.key == "draft"


def test_a_file_too_large_too_deep_or_in_another_encoding_is_named() -> None:
    for body, key in (
        (b"x" * (composed.LARGEST + 1), "large"),
        (b"\xff\xfe\x00", "read"),
        (b"title.en = [", "syntax"),
        (b"x = " + b"[" * 50_000, "draft"),
        (b"step = 3", "kind"),
    ):
        found, faults = composed.of_file(body)
        assert not found
        assert faults[0].key == key


@pytest.mark.parametrize("name", SPOILED)
def test_a_broken_step_is_named_and_the_others_stay(name: str) -> None:
    own, sentence = SPOILED[name]
    link = tale(STEP, {**STEP, **own})
    shown = run("present", lang="en", tale=link, step="2")
    assert not shown.exception
    assert sentence in html(shown)
    first = run("present", lang="ar", tale=link, step="1")
    assert not first.exception
    assert "المتقدمون" in html(first)
    good, faults = composed.of_file(composed.toml(composed.kept({"step": [STEP, STEP]})).encode())
    assert len(good["step"]) == 2
    assert not faults


def test_a_file_with_a_broken_step_gives_the_others() -> None:
    body = composed.toml({"step": [STEP, {**STEP, "picture": "pie"}, STEP]})
    found, faults = composed.of_file(body.encode())
    assert [each.step for each in faults] == [2]
    assert len(found["step"]) == 2


def test_a_composed_story_may_lie_beside_ours() -> None:
    own = {**STEP, "notes": {"en": "Say so.", "ar": "قل ذلك."}}
    body = composed.toml({"title": {"en": "Mine", "ar": "قصتي"}, "step": [own, STEP]})
    found = stories.of_mapping("mine.toml", "mine", tomllib.loads(body))
    assert isinstance(found, Story)
    assert not any(isinstance(each, Fault) for each in found.steps)


def test_our_own_stories_can_be_opened_and_saved_again() -> None:
    for path in stories.FOLDER.glob("*.toml"):
        found, faults = composed.of_file(path.read_bytes())
        assert not faults, path.name
        again, faults = composed.of_file(composed.toml(found).encode())
        assert again["step"] == found["step"]


def test_a_text_in_one_language_is_shown_in_the_other_and_marked() -> None:
    own = {**STEP, "title": {"en": "Leaders"}, "sentence": {"en": "Look at this"}}
    shown = html(run("present", lang="ar", tale=tale(own)))
    assert '<span lang="en" dir="auto">Look at this</span>' in shown
    assert "(بالإنكليزية)" in shown
    assert "(in English)" not in html(run("present", lang="en", tale=tale(own)))


def test_html_in_a_story_stays_text() -> None:
    evil = "<img src=x onerror=alert(1)>\"'><script>"
    own = {**STEP, "title": {"en": evil}, "sentence": {"en": evil}, "notes": {"en": evil}}
    link = tale(own, {**STEP, "picture": evil}, {**STEP, evil: 1}, title={"en": evil})
    for step_number in ("1", "2", "3"):
        for notes in ("0", "1"):
            shown = html(run("present", lang="en", tale=link, step=step_number, notes=notes))
            assert "<img" not in shown
            assert "<script" not in shown


def test_a_shared_story_leads_to_its_live_view_and_back() -> None:
    link = tale(STEP, STEP)
    step_two = html(run("present", lang="en", tale=link, step="2"))
    assert f"tale={link}&amp;step=2" in step_two
    live = run("overview", lang="en", indicator="egdi", tale=link, step="2")
    assert f'data-return href="./present?lang=en&amp;tale={link}&amp;step=2"' in html(live)
    own = run("overview", lang="en", story="own", step="3")
    assert 'data-return href="./present?lang=en&amp;story=own&amp;step=3"' in html(own)


def test_without_its_story_a_link_says_so_and_leads_on() -> None:
    waiting = run("present", lang="en", story="own", step="2")
    assert not waiting.exception
    assert "is being read from this browser" in html(waiting)
    assert "./compose?lang=en" in html(waiting)
    broken = run("present", lang="ar", tale="nothing")
    assert not broken.exception
    assert "لا يحمل الرابط قصة" in html(broken)


hostile_step = st.fixed_dictionaries(
    {
        "link": st.one_of(
            st.sampled_from(
                [
                    "/?indicator=nothing",
                    "/compare?indicator=egdi,osi&year=²:x&country=JOR,XXX&group=a",
                    "/compare?chart=scatter&indicator=tii,osi",
                    "/country?country=ZZZ&year=-1",
                    "/practices?practice=x",
                    "/targets?target=99&cell=1",
                    "/recommendations?weights=1,2,3",
                    "/data?year=9:1",
                ]
            ),
            st.text(max_size=20).map(lambda each: "/overview?indicator=" + each),
        ),
        "picture": st.sampled_from(stories.PICTURES),
        "named": st.lists(st.sampled_from(["egdi", "x", "jor-sanad", "internet_all"]), max_size=3),
        "title": st.just({"en": "x"}),
        "sentence": st.sampled_from(
            [{"en": "{headline}"}, {"ar": "{egdi.leader}"}, {"en": "{country}"}, {"en": "{x.y}"}]
        ),
    }
)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(own=hostile_step, language=st.sampled_from(["en", "ar"]))
def test_no_step_is_answered_with_an_exception(own: dict[str, Any], language: str) -> None:
    shown = run("present", lang=language, tale=tale(own))
    assert not shown.exception


def test_the_button_gives_a_step_that_can_be_told() -> None:
    for view in i18n.VIEWS:
        added = re.findall(r'data-add="([^"]*)".*?data-drawn="([^"]*)"', html(run(view, lang="en")))
        assert len(added) == 1, view
        link, picture = added[0]
        own = {**STEP, "link": unescape(link), "picture": picture}
        told = run("present", lang="en", tale=tale(own))
        assert not told.exception
        assert 'class="notices"' not in html(told), view
        assert "leads to no view" not in html(told), view
        drawn = picture == "words" or charts(told) or re.search("stage-(ranks|figures)", html(told))
        assert drawn, view
    assert "data-add=" not in html(run("present", lang="en"))
    assert set(adding.KINDS) <= set(stories.PICTURES)
    for kind in adding.KINDS:
        assert f"compose.kind.{kind}" in i18n.catalogue("en")
