"""The view of methods: what a link opens, headings and contents, the state of the copy."""

from __future__ import annotations

import datetime
import json
import re
from html import unescape
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from test_markup import HOSTILE, read
from test_pages import asked, html, run

from app import choices, i18n, markup_methods, queries, store
from app.exhibit import Link
from app.findings import (
    copy_state,
    indicator_card,
    provenance,
)
from app.headlines import headline
from app.i18n import said, text
from app.markup_card import Step
from app.markup_methods import Formula, Picture, Row, Square, Words
from app.records import Refresh
from etl import __main__ as command
from etl import checks, refresh, registry
from etl.refresh import Attempt

DAY = datetime.date(2026, 11, 24)
LANGUAGES = list(i18n.LANGUAGES)


@pytest.fixture
def version(store_dir: Path) -> str:
    return store.current()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_link_opens_a_card_and_an_unknown_one_is_told(version: str, language: str) -> None:
    app = run("methods", lang=language, indicator="gems")
    assert not app.exception
    assert asked(app) == {"lang": language, "indicator": "gems"}
    view = indicator_card.find(version, language, "gems", choices.today())
    shown = html(app)
    assert f'<h1 class="headline">{view.sentence}' in shown
    assert headline(version, language, "methods", {"indicator": "gems"}).sentence == view.sentence
    # Menu links lead to the same indicator where the view can show it.
    assert "indicator=gems" in re.findall(r'href="(\./\?[^"]*)"', shown)[0]
    missing = run("methods", lang=language, indicator="ai_preparedness")
    assert not missing.exception
    assert not [each for each in re.findall(r'href="(\./\?[^"]*)"', html(missing)) if "ai_" in each]
    lost = run("methods", lang=language, indicator="happiness")
    assert asked(lost) == {"lang": language}
    assert "happiness" in html(lost)
    assert provenance.find(version, language, choices.today()).sentence in html(lost)


@pytest.mark.parametrize("language", LANGUAGES)
def test_headings_stand_in_order_and_contents_lead_to_what_is_there(language: str) -> None:
    shown = html(run("methods", lang=language, indicator="egdi"))
    levels = [int(each) for each in re.findall(r"<h([1-6])[ >]", shown)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in zip(levels, levels[1:], strict=False))
    ids = re.findall(r' id="([^"]*)"', shown)
    assert len(ids) == len(set(ids))
    contents = re.search(r'<nav class="contents".*?</nav>', shown)
    assert contents
    goals = re.findall(r'href="#([^"]*)"', contents[0])
    assert len(goals) == 7
    assert set(goals) <= set(ids)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_index_leads_to_every_card(version: str, language: str) -> None:
    shown = html(run("methods", lang=language))
    links = [unescape(each) for each in re.findall(r'href="(\./methods\?[^"]*)"', shown)]
    opened = {dict(parse_qsl(urlsplit(each).query)).get("indicator") for each in links}
    assert opened >= set(queries.declared(version))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_check_is_told_in_the_readers_language(version: str, language: str) -> None:
    told = queries.checks(version)
    assert [each["en"] for each in told] == [check.sentence for check in checks.CHECKS]
    shown = html(run("methods", lang=language))
    for check in checks.CHECKS:
        assert check.said[language] in unescape(shown)
    assert shown.count('class="check-held"') == len(checks.CHECKS)
    passed = text(language, "copy.passed", count=len(checks.CHECKS))
    assert passed in unescape(shown)


def test_checks_are_written_as_arabic() -> None:
    for check in checks.CHECKS:
        assert not re.search("[A-Za-z٠-٩ـ]| [،؛؟]|,|;", check.arabic), check.arabic
        assert check.arabic.endswith(".")


def test_the_copy_says_what_the_status_prints(
    version: str, store_dir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command.main(["status", "--json"]) == 0
    status = json.loads(capsys.readouterr().out)
    assert status["data_version"] == version
    rows = {each: (count, states) for each, count, states, _ in queries.coverage(version)}
    assert {
        each["source"]: (each["rows"], each["arab_states"]) for each in status["sources"]
    } == rows


@pytest.fixture
def beside(store_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder of stores of its own, so that no other test sees the record."""
    for path in store_dir.iterdir():
        if path.is_file() and path.name[0] != ".":
            (tmp_path / path.name).write_bytes(path.read_bytes())
    monkeypatch.setenv("STORE_DIR", str(tmp_path))
    return tmp_path


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_a_record_the_copy_says_so(beside: Path, version: str, language: str) -> None:
    command_ = i18n.code("python -m etl pull")
    said_so = text(language, "copy.no_record", command=command_)
    for body in (None, b"{", b"[]", b'{"sources": 3}', b"\xff", b"[" * 100_000, b'{"sources": {}}'):
        if body is not None:
            (beside / "refresh.json").write_bytes(body)
        assert store.refresh() is None
        shown = copy_state.exhibits(version, language, DAY, store.refresh())[-1]
        assert shown.notes == (said_so,)
    strange = {"outcome": "splendid", "ended": "2026-11-24T00:00:00Z", "edition": None}
    strange |= {"rows": None, "reason": None}
    whole = {"started": "2026-11-24T00:00:00Z", "ended": "2026-11-24T00:00:00Z"}
    body = json.dumps({**whole, "sources": {"wgi": strange}})
    (beside / "refresh.json").write_text(body)
    assert store.refresh() is None
    (beside / "refresh.json").write_text(body.replace("splendid", "failed"))
    assert store.refresh() is not None


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_failed_source_is_named_with_what_it_means(
    beside: Path, version: str, language: str
) -> None:
    known, now = registry.sources(), datetime.datetime.now(datetime.UTC)
    reason = "https://me:secret@host/v2?key=1: HTTP 500 after 4 tries <b>; try again later"
    refresh.write(
        beside,
        now - datetime.timedelta(minutes=5),
        now,
        [
            Attempt(known["un_egov"], "unchanged"),
            Attempt(known["world_bank"], "failed", reason),
            Attempt(known["imf"], "failed", "no answer"),
        ],
    )
    app = run("methods", lang=language)
    assert not app.exception
    shown = html(app)
    assert "secret" not in shown
    assert "key=1" not in shown
    assert "<b>" not in shown
    quoted = '<blockquote lang="en" dir="ltr"><p>https://host/v2: HTTP 500 after 4 tries &lt;b&gt;'
    assert quoted in shown
    words = unescape(shown)
    assert text(language, "copy.failed_sources", count=2) in words
    assert text(language, "copy.means_nothing") in words, "the IMF has no figures here"
    assert text(language, "copy.outcomes.unchanged") in words
    assert words.count(text(language, "copy.outcomes.failed")) == 2
    for source in ("world_bank", "imf"):
        name = said(language, queries.sources(version)[source].name)
        assert re.search(rf'<div class="failed"><h3>.*?{re.escape(name)}</h3>', words)
    newest = max(
        each.edition
        for identity, own in queries.indicators(version).items()
        if own.source.source_id == "world_bank"
        for each in queries.editions(version, identity, 0, 9999)
    )
    means = text(language, "copy.means_older", edition=i18n.code(newest))
    assert means in words


def test_a_refresh_that_went_well_says_so(version: str) -> None:
    from app.records import Attempt as Own

    moment = datetime.datetime(2026, 11, 24, 3, 4, tzinfo=datetime.UTC)
    record = Refresh(moment, moment, {"wgi": Own("changed", moment, "2024", 61584, "")})
    shown = copy_state.exhibits(version, "en", DAY, record)[-1]
    assert (
        "24 November 2026 at \u206603:04\u2069 UTC" in shown.subtitle or "03:04" in shown.subtitle
    )
    assert text("en", "copy.all_well") in shown.subtitle
    assert "61,584" in shown.picture
    assert "<blockquote" not in shown.picture


def test_hostile_words_stay_words() -> None:
    square = Square("value", HOSTILE, HOSTILE, HOSTILE)
    rows = [Row(HOSTILE, HOSTILE, [square]), Row(HOSTILE, "", whole=HOSTILE)]
    picture = Picture(HOSTILE, HOSTILE, [HOSTILE], [(HOSTILE, rows)], False)
    step = Step(HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE)
    links = (HOSTILE, Link(HOSTILE, "https://host/\"'>"))
    one = Formula(
        HOSTILE, HOSTILE, [HOSTILE], [(HOSTILE, HOSTILE)], [step], [HOSTILE], HOSTILE, links
    )
    shown = "".join(
        [
            markup_methods.contents(HOSTILE, [(HOSTILE, HOSTILE)]),
            markup_methods.picture(picture),
            markup_methods.legend(HOSTILE, [("value", HOSTILE, HOSTILE)]),
            markup_methods.formulas(Words(HOSTILE, HOSTILE), [(HOSTILE, [one])]),
            markup_methods.checks(HOSTILE, [HOSTILE], HOSTILE),
            markup_methods.attempts("", [(HOSTILE, HOSTILE, HOSTILE, HOSTILE)]),
        ]
    )
    tags = read(shown)
    assert not tags.seen & {"script", "img"}
    assert not {name for name in tags.attributes if name.startswith("on")}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("view", ["overview", "country", "compare"])
def test_a_chart_leads_to_the_card_of_its_indicator(view: str, language: str) -> None:
    app = run(view, lang=language, indicator="internet_users")
    assert not app.exception
    address = f'href="./methods?lang={language}&amp;indicator=internet_users"'
    assert address in html(app)
