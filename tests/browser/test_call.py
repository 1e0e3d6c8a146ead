"""The call for practices in a browser: by keyboard, without a script, in both languages."""

from __future__ import annotations

import itertools
import json
import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from calling import ARABIC, ENGLISH, calling
from conftest import Visit, Visitor
from playwright.sync_api import Page, expect

from app import i18n

DRAFT = "() => JSON.parse(localStorage.getItem('call.draft') || 'null')"
ANSWERS = {"en": ENGLISH, "ar": ARABIC}
_addresses = (f"10.77.{one}.{two}" for one, two in itertools.product(range(250), repeat=2))


@pytest.fixture(scope="module")
def call(store_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    with calling(store_dir, tmp_path_factory.mktemp("call")) as own:
        yield own


@pytest.fixture
def caller(visitor: Visitor, call: tuple[str, Path]) -> Visitor:
    """Return a way to come to the call as somebody who has not sent anything yet."""

    def visit(**settings: object) -> Visit:
        headers = {"X-Forwarded-For": next(_addresses)}
        return visitor(at=call[0], extra_http_headers=headers, **settings)

    return visit


def opened(visit: Visit, path: str) -> Page:
    visit.page.goto(visit.home + path)
    return visit.page


def long_ago(page: Page) -> None:
    """Let the form have been opened long ago: a test fills it in faster than any person."""
    page.locator("[name=opened]").evaluate("place => { place.value = '1'; }")


def expect_refusal(visit: Visit, status: int = 400) -> None:
    """Take a refusal that the test meant out of what went wrong."""
    meant = [each for each in visit.faults if f"status of {status} " in each]
    assert meant
    visit.faults[:] = [each for each in visit.faults if each not in meant]


def fill(page: Page, answers: dict[str, str]) -> None:
    for name, text in answers.items():
        own = page.locator(f"[id='{name}']")
        if name == "consent":
            own.check()
        elif own.evaluate("place => place.tagName") == "SELECT":
            own.select_option(text)
        else:
            own.fill(text)


def values(page: Page) -> dict[str, str]:
    """Return what stands in the form."""
    found: dict[str, str] = page.locator("#call").evaluate(
        "form => Object.fromEntries([...form.elements].filter(each => each.id && each.value"
        " && (each.type !== 'checkbox' || each.checked)).map(each => [each.id, each.value]))"
    )
    return found


def send(page: Page, language: str) -> str:
    """Send the form and return the reference that the page shows."""
    long_ago(page)
    page.get_by_role("button", name=i18n.text(language, "call.send")).click()
    expect(page).to_have_url(re.compile(r"/call/state\?.*reference="))
    shown = page.locator("#known")
    expect(shown).to_be_visible()
    return shown.inner_text()


def title_of(inbox: Path, reference: str) -> str:
    with sqlite3.connect(inbox) as connection:
        row = connection.execute(
            "SELECT fields FROM submission WHERE reference = ?", (reference,)
        ).fetchone()
    return str(json.loads(row[0])["title"])


def axe(page: Page) -> None:
    answer = Axe().run(page).response
    assert len(answer["passes"]) > 15, "axe has looked at next to nothing"
    told = [
        f"{each['id']} ({each['impact']}): {each['nodes'][0]['target']}"
        f" {each['nodes'][0]['failureSummary']}"
        for each in answer["violations"]
    ]
    assert not told, "\n".join(told)


def fits(page: Page) -> None:
    wide = page.evaluate(
        "() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]"
    )
    assert wide[0] <= wide[1]


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize(("language", "scheme"), [("en", "light"), ("ar", "dark")])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(
    caller: Visitor, language: str, scheme: str, width: int
) -> None:
    visit = caller(width=width, color_scheme=scheme)
    page = opened(visit, f"/call?lang={language}")
    for fold in page.locator("summary").all():
        fold.click()
    axe(page)
    fits(page)
    page.locator("#title").fill("ب" * 300)
    page.locator("[id='source.5.address']").fill("http://example.org/" + "x" * 300)
    page.get_by_role("button", name=i18n.text(language, "call.send")).click()
    expect(page.locator("#summary")).to_be_focused()
    expect_refusal(visit)
    axe(page)
    fits(page)
    fill(page, ANSWERS[language] | {"source.5.address": ""})
    send(page, language)
    axe(page)
    fits(page)
    opened(visit, f"/call/state?lang={language}&reference=ABC")
    expect(page.locator(".summary")).to_be_visible()
    expect_refusal(visit, 404)
    axe(page)
    fits(page)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_practice_can_be_sent_with_the_keyboard_alone(
    caller: Visitor, call: tuple[str, Path], language: str
) -> None:
    page = opened(caller(), f"/call?lang={language}")
    long_ago(page)
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    left = dict(ANSWERS[language])
    for _ in range(300):
        page.keyboard.press("Tab")
        own = page.evaluate(
            "() => { const own = document.activeElement;"
            " return [own.id, own.tagName, own.type, own.value]; }"
        )
        name, tag, kind, value = own
        if name in left:
            text = left.pop(name)
            if tag == "SELECT":
                for _ in range(40):
                    if page.evaluate("() => document.activeElement.value") == text:
                        break
                    page.keyboard.press("ArrowDown")
            elif kind == "checkbox":
                page.keyboard.press("Space")
            elif value != text:
                page.keyboard.insert_text(text)
        elif tag == "BUTTON" and kind == "submit" and not left:
            page.keyboard.press("Enter")
            break
    expect(page.locator("#known")).to_be_visible()
    reference = page.locator("#known").inner_text()
    assert title_of(call[1], reference) == ANSWERS[language]["title"]


def test_the_summary_leads_to_the_places_even_folded_ones(caller: Visitor) -> None:
    visit = caller()
    page = opened(visit, "/call?lang=en")
    fill(page, {name: text for name, text in ENGLISH.items() if name != "cost"})
    page.locator(".more summary").last.click()
    page.locator("[id='source.4.title']").fill("x")
    page.get_by_role("button", name="Send to the editors").click()
    expect(page.locator("#summary")).to_be_focused()
    expect(page.locator("#summary li")).to_have_count(3)
    expect_refusal(visit)
    kept = {**ENGLISH, "source.4.title": "x"}
    del kept["cost"]
    assert values(page) == kept
    page.get_by_role("link", name=re.compile("^Cost, and funding")).click()
    expect(page.locator("#cost")).to_be_focused()
    expect(page.locator("#cost")).to_have_attribute("aria-invalid", "true")
    page.locator("details:has([id='source.4.publisher'])").evaluate("fold => { fold.open = false }")
    page.get_by_role("link", name=re.compile("Source 4, Publisher")).press("Enter")
    expect(page.locator("[id='source.4.publisher']")).to_be_focused()


def test_a_draft_outlives_reload_and_language_and_is_gone_once_sent(caller: Visitor) -> None:
    visit = caller()
    page = opened(visit, "/call?lang=en")
    kept = page.get_by_text("Draft kept in this browser.")
    expect(kept).to_be_hidden()
    answers = {**ENGLISH, "language": "ar"} | {"source.4.title": "A folded row"}
    del answers["consent"]
    page.locator(".more summary").last.click()
    fill(page, answers)
    expect(kept).to_be_visible()
    page.reload()
    assert values(page) == answers
    expect(kept).to_be_visible()
    expect(page.locator("[id='source.4.title']")).to_be_visible()
    page.get_by_role("link", name="العربية").click()
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    assert values(page) == answers
    draft = page.evaluate(DRAFT)
    assert draft == {
        name: text for name, text in answers.items() if not name.startswith("contact_")
    }
    page.locator("[id='source.4.title']").fill("")
    page.locator("#consent").check()
    send(page, "ar")
    assert "page=" not in page.url
    assert page.evaluate(DRAFT) is None
    assert page.evaluate("() => localStorage.length + sessionStorage.length") == 0
    opened(visit, "/call?lang=en")
    assert values(page) == {"language": "en"}


def test_a_draft_stays_while_nothing_was_taken(caller: Visitor) -> None:
    visit = caller()
    page = opened(visit, "/call?lang=en")
    page.locator("#title").fill("Kept")
    page.get_by_role("button", name="Send to the editors").click()
    expect(page.locator("#summary")).to_be_focused()
    expect_refusal(visit)
    sign = page.locator("[name=page]").input_value()
    page.route("**/call?*", lambda route: route.abort())
    page.get_by_role("button", name="Send to the editors").click()
    expect(page).to_have_title(re.compile("^(?!Please correct)"))
    page.unroute("**/call?*")
    visit.faults.clear()
    opened(visit, f"/call/state?lang=en&reference=ABC&page={sign}")
    expect(page).to_have_url(re.compile("reference=ABC$"))
    expect_refusal(visit, 404)
    opened(visit, "/call?lang=ar")
    expect(page.locator("#title")).to_have_value("Kept")


def test_a_draft_can_be_deleted(caller: Visitor) -> None:
    page = opened(caller(), "/call?lang=en")
    page.locator("#title").fill("Not to be kept")
    page.locator("#contact_name").fill("Nobody")
    page.once("dialog", lambda dialog: dialog.dismiss())
    page.get_by_role("button", name="Delete the draft").click()
    assert page.evaluate(DRAFT)["title"] == "Not to be kept"
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Delete the draft").click()
    expect(page.locator("#title")).to_have_value("")
    expect(page.locator("#contact_name")).to_have_value("")
    assert page.evaluate(DRAFT) is None


def test_a_browser_that_keeps_nothing_says_so(caller: Visitor) -> None:
    visit = caller()
    visit.page.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new Error('no'); } });"
    )
    page = opened(visit, "/call?lang=en")
    page.locator("#title").fill("x")
    expect(page.get_by_text("This browser keeps no draft")).to_be_visible()
    expect(page.get_by_text("Draft kept in this browser.")).to_be_hidden()


@pytest.mark.parametrize("language", ["en", "ar"])
def test_everything_works_without_a_script(
    caller: Visitor, call: tuple[str, Path], language: str
) -> None:
    visit = caller(java_script_enabled=False)
    page = opened(visit, f"/call?lang={language}")
    answers = {**ANSWERS[language], "result.3.figure": "7", "result.1.date": "2023-3"}
    page.locator(".more summary").nth(2).click()
    fill(page, answers)
    button = page.get_by_role("button", name=i18n.text(language, "call.send"))
    button.click()
    expect(page.locator("#summary li")).to_have_count(4)
    expect_refusal(visit)
    expect(page.locator("[id='result.3.figure']")).to_be_visible()
    expect(page.locator("#problem")).to_have_value(ANSWERS[language]["problem"])
    page.locator("[id='result.3.figure']").fill("")
    page.locator("[id='result.1.date']").fill("٢٠٢٣-٠٣")
    reference = send(page, language)
    assert title_of(call[1], reference) == ANSWERS[language]["title"]


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_file_goes_out_empty_and_comes_back_filled(
    caller: Visitor, call: tuple[str, Path], tmp_path: Path, language: str
) -> None:
    visit = caller(accept_downloads=True)
    page = opened(visit, f"/call?lang={language}")
    page.locator(".file summary").click()
    with page.expect_download() as download:
        page.get_by_role("link", name=i18n.text(language, "call.file.download")).click()
    file = tmp_path / download.value.suggested_filename
    download.value.save_as(file)
    assert file.name == "form.toml"
    answers = {
        name: text
        for name, text in ANSWERS[language].items()
        if not name.startswith(("contact_", "consent", "technology.2"))
    }
    lines, table = [], ""
    for line in file.read_text("utf-8").splitlines():
        if line.startswith("[["):
            table = f"{line.strip('[]')}.1."
        name, _, value = line.partition(" = ")
        text = answers.get(table + name)
        if line.startswith("#") or not value or text is None:
            lines.append(line)
        elif value == '""""""':
            lines.append(f'{name} = """\n{text}"""')
        else:
            lines.append(f"{name} = {json.dumps(text, ensure_ascii=False)}")
    file.write_text("\n".join(lines), "utf-8")
    page.locator("#file").set_input_files(file)
    page.get_by_role("button", name=i18n.text(language, "call.file.upload")).click()
    expect(page.get_by_text(i18n.text(language, "call.notice.filled"))).to_be_visible()
    assert values(page) == answers
    fill(page, {name: text for name, text in ANSWERS[language].items() if name not in answers})
    reference = send(page, language)
    assert title_of(call[1], reference) == ANSWERS[language]["title"]


def test_the_state_is_asked_for_by_hand(caller: Visitor) -> None:
    visit = caller()
    page = opened(visit, "/call?lang=en")
    fill(page, ENGLISH)
    reference = send(page, "en")
    opened(visit, "/call?lang=ar")
    page.get_by_role("link", name=i18n.text("ar", "call.state_link")).click()
    page.get_by_label(i18n.text("ar", "call.state.ask")).fill(reference.lower().replace("-", " "))
    page.get_by_role("button", name=i18n.text("ar", "call.state.show")).click()
    expect(page.locator("#known")).to_have_text(reference)
    page.get_by_role("link", name="English").click()
    expect(page.locator("#known")).to_have_text(reference)
    expect(page.locator("html")).to_have_attribute("dir", "ltr")
