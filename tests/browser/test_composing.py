"""A story of one's own in Chromium: composed by keyboard, kept, presented, saved, passed on."""

from __future__ import annotations

import json
from pathlib import Path

import pptx
import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import Visit, Visitor
from playwright.sync_api import Dialog, Page, expect
from test_present import at

KEY = "story.draft"
VIEWS = ("/?indicator=egdi", "/country?country=JOR", "/methods?")
SENTENCE = {"en": "{headline}", "ar": "{headline}"}
STEPS = [
    {
        "link": f"/country?country={iso3}",
        "picture": "facts",
        "title": {"en": f"State {iso3}", "ar": f"الدولة {number}"},
        "sentence": SENTENCE,
    }
    for number, iso3 in enumerate(("JOR", "TUN", "OMN"), 1)
]


def draft(page: Page) -> dict:
    return json.loads(page.evaluate(f"localStorage.getItem('{KEY}') || '{{}}'"))


def titles(page: Page) -> list[str]:
    return [step["title"]["en"] for step in draft(page)["step"]]


def with_draft(visit: Visit, steps: list[dict] | None = None) -> Page:
    """Open the page of composing with a story in the browser."""
    visit.page.goto(f"{visit.home}/compose?lang=en")
    body = json.dumps({"step": STEPS if steps is None else steps}, ensure_ascii=False)
    visit.page.evaluate("([key, body]) => localStorage.setItem(key, body)", [KEY, body])
    visit.page.reload()
    return visit.page


def press(page: Page, selector: str) -> None:
    """Press a button as somebody with a keyboard does."""
    page.locator(selector).focus()
    page.keyboard.press("Enter")


def yes(dialog: Dialog) -> None:
    dialog.accept()


def test_views_are_added_by_keyboard_put_in_order_and_kept(visitor: Visitor) -> None:
    visit = visitor()
    page = visit.page
    for number, view in enumerate(VIEWS, 1):
        visit.open(f"{view}&lang=en", charts=False)
        press(page, "[data-add]")
        expect(page.locator(".add-step [role=status]")).to_have_text(
            f"Added to your story as step {number}"
        )
        expect(page.locator("[data-steps-kept]")).to_have_text(f"({number})")
    press(page, ".add-step a")
    steps = page.locator("#steps > li")
    expect(steps).to_have_count(3)
    press(page, "#steps > li:nth-child(3) [data-does=up]")
    expect(page.locator("#said")).to_have_text("Moved: this is now step 2")
    expect(page.locator("#steps > li:nth-child(2) [data-does=up]")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#said")).to_have_text("Moved: this is now step 1")
    expect(page.locator("#steps > li:nth-child(1) [data-does=down]")).to_be_focused()
    title = page.locator("#step-0-title-en")
    title.fill("Where it comes from")
    expect(steps.first.locator("h3")).to_have_text("Step 1: Where it comes from")
    page.locator("#step-1-notes-ar").fill("قل ذلك أولاً")
    page.locator("#step-2-picture").select_option("words")
    page.reload()
    expect(title).to_have_value("Where it comes from")
    expect(page.locator("#step-1-notes-ar")).to_have_value("قل ذلك أولاً")
    expect(page.locator("#step-2-picture")).to_have_value("words")
    page.get_by_role("link", name="العربية").click()
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    expect(steps).to_have_count(3)
    page.once("dialog", yes)
    press(page, "#steps > li:nth-child(2) [data-does=remove]")
    expect(steps).to_have_count(2)
    expect(page.locator("#steps > li:nth-child(2) h3")).to_be_focused()
    press(page, "[data-does=present]")
    at(page, 1)
    assert "قل ذلك" not in page.content()


def test_a_story_of_ones_own_is_presented_as_any_other(visitor: Visitor) -> None:
    page = with_draft(visitor(1280, 720))
    press(page, "[data-does=present]")
    at(page, 1)
    expect(page.locator(".stage-title")).to_have_text("State JOR")
    page.keyboard.press("PageDown")
    at(page, 2)
    page.reload()
    at(page, 2)
    expect(page.locator(".stage-title")).to_have_text("State TUN")
    page.get_by_role("link", name="العربية").click()
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    at(page, 2)
    expect(page.locator(".stage-title")).to_have_text("الدولة 2")
    page.keyboard.press("PageDown")
    at(page, 3)
    page.go_back()
    at(page, 2)
    page.go_back()
    expect(page.locator("html")).to_have_attribute("dir", "ltr")
    at(page, 2)
    page.go_forward()
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    expect(page.locator(".stage-title")).to_have_text("الدولة 2")
    at(page, 2)
    page.keyboard.press("l")
    expect(page.locator("a[data-return]")).to_be_visible()
    expect(page.locator("h1")).to_contain_text("تونس")
    page.locator("h1").click()
    page.keyboard.press("l")
    at(page, 2)
    page.locator("summary").click()
    page.locator(".jump a").nth(2).click()
    at(page, 3)
    with page.context.expect_page() as opened:
        page.keyboard.press("n")
    at(opened.value, 3)
    opened.value.keyboard.press("PageUp")
    at(page, 2)
    page.goto(page.url.replace("step=2", "step=9"))
    at(page, 1)
    expect(page.locator(".notices")).to_be_visible()


def test_a_story_is_saved_and_opened_again_the_same(visitor: Visitor, tmp_path: Path) -> None:
    page = with_draft(visitor())
    page.locator("#step-0-notes-en").fill('Say "so",\nthen \\ wait')
    with page.expect_download() as loading:
        press(page, "[data-does=save]")
    path = tmp_path / "story.toml"
    loading.value.save_as(path)
    before = draft(page)["step"]
    page.once("dialog", yes)
    press(page, "[data-does=anew]")
    expect(page.locator("#empty")).to_be_visible()
    expect(page.locator("#empty a")).to_be_focused()
    assert not draft(page).get("step")
    page.locator("#file").set_input_files(path)
    expect(page.locator("#steps > li")).to_have_count(3)
    before[0]["notes"] = {"en": 'Say "so", then \\ wait'}
    assert draft(page)["step"] == before


def test_a_story_is_saved_as_slides(visitor: Visitor, tmp_path: Path) -> None:
    visit = visitor()
    page = with_draft(visit)
    with page.expect_download() as loading:
        press(page, "[data-does=slides]")
    path = tmp_path / loading.value.suggested_filename
    loading.value.save_as(path)
    assert path.suffix == ".pptx"
    assert len(pptx.Presentation(str(path)).slides) == len(draft(page)["step"]) + 2
    page.route("**/compose/slides*", lambda route: route.abort())
    press(page, "[data-does=slides]")
    expect(page.locator("#faults")).to_be_visible()
    visit.faults.clear()  # the browser names the request that had no answer


def test_a_link_opens_the_same_step_in_another_browser(visitor: Visitor) -> None:
    page = with_draft(visitor())
    press(page, "[data-does=copy]")
    expect(page.locator("#link")).to_be_visible()
    link = page.locator("#link").input_value().replace("step=1", "step=3")
    other = visitor(1280, 720).page
    other.goto(link)
    at(other, 3)
    expect(other.locator(".stage-title")).to_have_text("State OMN")
    other.get_by_role("link", name="العربية").click()
    expect(other.locator("html")).to_have_attribute("dir", "rtl")
    other.keyboard.press("PageUp")
    at(other, 2)
    other.reload()
    at(other, 2)
    expect(other.locator(".stage-title")).to_have_text("الدولة 2")
    other.keyboard.press("l")
    expect(other.locator("a[data-return]")).to_be_visible()
    other.locator("h1").click()
    other.keyboard.press("l")
    at(other, 2)
    assert other.evaluate(f"localStorage.getItem('{KEY}')") is None


def test_a_story_too_long_for_a_link_is_offered_as_a_file(visitor: Visitor) -> None:
    # Words that hardly repeat do not deflate.
    notes = [
        " ".join(hex(number**7) for number in range(first, first + 99))
        for first in range(2, 900, 99)
    ]
    page = with_draft(visitor(), [{**STEPS[0], "notes": {"en": each}} for each in notes])
    press(page, "[data-does=copy]")
    expect(page.locator("#said")).to_contain_text("too long for a link; save it to a file")
    expect(page.locator("#link")).to_be_hidden()


def test_a_broken_file_is_named_and_its_good_steps_are_kept(
    visitor: Visitor, tmp_path: Path
) -> None:
    page = with_draft(visitor(), [])
    expect(page.locator("#empty")).to_be_visible()
    path = tmp_path / "story.toml"
    step = '[[step]]\nlink = "/methods"\npicture = "{}"\ntitle.en = "x"\nsentence.en = "y"\n'
    path.write_text(step.format("facts") + step.format("pie") + step.format("words"), "utf-8")
    page.locator("#file").set_input_files(path)
    faults = page.locator("#faults li")
    expect(faults).to_have_text(
        ["Step 2 of your story: “⁦pie⁩” is not known; correct the spelling or remove it."]
    )
    expect(page.locator("#steps > li")).to_have_count(2)
    path.write_text("step = [\n", "utf-8")
    page.locator("#file").set_input_files(path)
    expect(faults).to_have_count(1)
    expect(faults).to_contain_text("is not valid TOML")
    expect(page.locator("#steps > li")).to_have_count(2)
    page.once("dialog", lambda dialog: dialog.dismiss())
    path.write_text(step.format("facts"), "utf-8")
    page.locator("#file").set_input_files(path)
    expect(faults).to_have_count(0)
    assert len(draft(page)["step"]) == 2


def test_hostile_drafts_are_told_in_a_sentence(visitor: Visitor) -> None:
    visit = visitor()
    page = with_draft(visit, [])
    evil = '<img src=x onerror="document.title=1">'
    steps = [{**STEPS[0], "title": {"en": evil}, "link": "javascript:document.title=1"}, STEPS[1]]
    for kept in (json.dumps({"step": steps}), "{", "[1]", '{"step": 3}', "x" * 300_000):
        page.evaluate("([key, body]) => localStorage.setItem(key, body)", [KEY, kept])
        page.goto(f"{visit.home}/compose?lang=en")
        expect(page.locator("#compose")).to_be_visible()
        assert page.locator("#compose img, #compose a[href^=javascript]").count() == 0
        page.goto(f"{visit.home}/present?lang=en&story=own")
        expect(page.locator("[data-test-script-state=notRunning]")).to_be_attached()
        if "img" in kept:
            at(page, 1)
            expect(page.locator("h1")).to_contain_text("leads to no view of this site")
            page.keyboard.press("PageDown")
            at(page, 2)
            expect(page.locator(".stage-title")).to_have_text("State TUN")
        else:
            expect(page.locator(".own-story")).to_be_visible()
            expect(page.locator("h1")).not_to_contain_text("being read")
        expect(page.locator("[data-testid=stException]")).to_have_count(0)
        assert page.title() != "1"


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_has_no_fault_of_access_and_fits(
    visitor: Visitor, language: str, scheme: str
) -> None:
    visit = visitor(390, 844, color_scheme=scheme)
    page = with_draft(visit)
    page.goto(f"{visit.home}/compose?lang={language}")
    expect(page.locator("#steps > li")).to_have_count(3)
    press(page, "[data-does=copy]")
    expect(page.locator("#link")).to_be_visible()
    found = Axe().run(page).response["violations"]
    assert not [(each["id"], each["nodes"][0]["html"][:200]) for each in found]
    widths = page.evaluate(
        "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
    )
    assert widths[0] <= widths[1]
