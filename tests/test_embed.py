"""The embedded chart: every kind in both languages, who may frame it, the code to copy."""

from __future__ import annotations

import datetime
import re
from html import unescape

import pytest
import requests
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_pages import ISO3, asked, charts, hostile, html, run

from app import ancestors, choices, queries, store
from app.charts import embedded
from app.findings import embed, embed_code, overview
from app.i18n import LANGUAGES, text
from app.server.page import policy

pytestmark = pytest.mark.usefixtures("store_dir")
DAY = datetime.date(2026, 11, 24)


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("kind", embed.KINDS)
def test_a_chart_stands_alone_with_its_source_and_the_way_back(kind: str, language: str) -> None:
    app = run("embed", lang=language, chart=kind, country="JOR", indicator="egdi")
    shown = html(app)
    assert not app.exception
    assert len(charts(app)) == (kind != "tiles")
    assert shown.count("<h1") == 1
    assert "<nav" not in shown
    assert 'class="footer"' not in shown
    assert "data-inside" not in shown
    assert text(language, "embed.home") in shown
    for tag in re.findall("<a [^>]*>", shown):
        assert 'target="_blank" rel="noopener"' in tag
    source = embed.framed(store.current(), language, chart(kind), "", DAY).view.exhibits[0].source
    assert source[0] in unescape(shown)
    assert asked(app)["chart"] == kind


def chart(kind: str) -> embed.Chart:
    return choices.embed(store.current(), {"chart": kind, "country": "JOR", "indicator": "egdi"})


@pytest.mark.parametrize("iso3", ISO3)
def test_every_state_has_its_path_and_its_components(iso3: str) -> None:
    for language in LANGUAGES:
        for kind in ("trend", "components"):
            link = {"chart": kind, "country": iso3}
            own = choices.embed(store.current(), link)
            found = embed.framed(store.current(), language, own, "", DAY)
            assert found.figure is not None or "embed-note" in found.foot
            assert found.view.sentence


def test_every_indicator_has_an_answer_in_every_kind() -> None:
    version = store.current()
    for place, indicator in enumerate(queries.indicators(version)):
        for kind in embed.KINDS:
            own = choices.embed(version, {"chart": kind, "indicator": indicator})
            assert own.indicator == indicator
            found = embed.framed(version, ("en", "ar")[place % 2], own, "", DAY)
            assert found.head
            assert found.figure is not None or found.picture or "embed-note" in found.foot


def test_an_indicator_without_components_says_so_and_leads_on() -> None:
    app = run("embed", lang="en", chart="components", indicator="internet_users", country="EGY")
    assert not app.exception
    assert "has no components" in html(app)
    assert "./country?indicator=internet_users&country=EGY" in unescape(html(app))


def test_what_is_not_known_is_said_and_replaced() -> None:
    app = run("embed", lang="en", chart="pie", indicator="joy", country="ATL", group="g", year="1")
    shown = html(app)
    assert not app.exception
    for value in ("pie", "joy", "ATL", "“g”", "“1”"):
        assert value in shown
    assert asked(app)["chart"] == "ranking"


def test_a_version_that_is_gone_is_said_and_the_current_one_shown() -> None:
    app = run("embed", lang="en", chart="tiles", data_version="0123456789ab")
    assert "0123456789ab" in html(app)
    assert store.current() in html(app)
    assert "data_version" not in asked(app)
    kept = run("embed", lang="en", chart="tiles", data_version=store.current())
    assert asked(kept)["data_version"] == store.current()
    assert 'class="notices"' not in html(kept)


def test_lines_of_several_states_and_groups_are_one_chart() -> None:
    app = run("embed", lang="en", chart="trend", country="JOR,EGY", group="gcc", year="2010:2020")
    assert asked(app).items() >= {"country": "JOR,EGY", "group": "gcc", "year": "2010:2020"}.items()
    assert "./compare?" in html(app)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(kind=st.sampled_from(embed.KINDS), link=hostile)
def test_no_link_breaks_the_frame(kind: str, link: dict[str, str]) -> None:
    app = run("embed", **{"chart": kind, **link})
    assert not app.exception
    assert "<script" not in html(app)


def test_rows_are_named_on_one_line_and_the_height_is_the_frames() -> None:
    two = "\N{RIGHT-TO-LEFT ISOLATE}a\N{POP DIRECTIONAL ISOLATE}"
    two += "<br>\N{RIGHT-TO-LEFT ISOLATE}b\N{POP DIRECTIONAL ISOLATE}"
    axis = {"type": "category", "categoryarray": [two], "tickfont": {"size": 13}}
    traces = [
        {"mode": "lines", "y": [two, None]},
        {"mode": "text", "y": ["c<br>d"], "text": ["why"], "textfont": {"size": 13}},
    ]
    layout = {"height": 9, "yaxis": axis, "margin": {"t": 40, "b": 46}}
    found = embedded({"data": traces, "layout": layout}, "none")
    whole = "\N{RIGHT-TO-LEFT ISOLATE}a b\N{POP DIRECTIONAL ISOLATE}"
    assert "height" not in found["layout"]
    assert found["layout"]["margin"] == {"t": 40, "b": 30}
    assert found["layout"]["yaxis"]["categoryarray"] == [whole]
    assert found["data"][0]["y"] == [whole, None]
    assert found["data"][1]["text"] == ["none"]
    assert traces[0]["y"][0] == two


@pytest.mark.parametrize(
    ("value", "origins"),
    [
        ("", ()),
        ("https://www.example.org", ("https://www.example.org",)),
        ("https://a.example:8443, http://127.0.0.1:9000", None),
        ("https://*.example.org", ("https://*.example.org",)),
        ("*", ("*",)),
    ],
)
def test_who_may_frame_is_read(value: str, origins: tuple[str, ...] | None) -> None:
    found, fault = ancestors.checked(value)
    assert not fault
    assert found == (origins if origins is not None else tuple(value.split(", ")))


@pytest.mark.parametrize(
    "value",
    [
        "https://a.example\nSet-Cookie: x=1",
        "https://a.example\n",
        "https://a.example; script-src *",
        "'self'",
        '"https://a.example"',
        "example.org",
        "https://a.example/path",
        "https://a.example https://b.example;",
        "https://عربي.example",
        "javascript:alert(1)",
    ],
)
def test_a_faulty_setting_lets_nobody_in_and_says_so(
    value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    origins, fault = ancestors.checked(value)
    assert origins == ()
    assert fault.startswith("ALLOWED_FRAME_ANCESTORS: ")
    assert "\n" not in fault
    monkeypatch.setenv(ancestors.SETTING, value)
    assert policy("", "embed").endswith("frame-ancestors 'self'")


def test_only_the_embedded_view_may_be_framed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(ancestors.SETTING, "https://a.example https://b.example")
    assert policy("", "embed").endswith("'self' https://a.example https://b.example")
    for view in ("overview", "country", "present"):
        assert policy("", view).endswith("frame-ancestors 'self'")


def test_no_header_contradicts_the_policy(served: str) -> None:
    own = requests.get(f"{served}/embed?chart=tiles&lang=ar", timeout=30)
    assert "X-Frame-Options" not in own.headers
    assert text("ar", "embed.home") in own.text
    assert "<nav" not in own.text
    for path in ("/", "/country", "/call", "/health", "/api/v1/countries.json"):
        answer = requests.get(served + path, timeout=30)
        assert answer.headers["X-Frame-Options"] == "SAMEORIGIN", path


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(view=st.sampled_from(["embed", "present?story=region&step=2"]), link=hostile)
def test_no_link_breaks_a_page_that_stands_alone(
    served: str, view: str, link: dict[str, str]
) -> None:
    answer = requests.get(f"{served}/{view}", params=link, timeout=30)
    assert answer.status_code == 200
    assert "<script>alert" not in answer.text
    assert '<main id="first"' in answer.text


def code(language: str, **own: str) -> list[str]:
    version = store.current()
    year = int(own.get("year", choices.default_year(version, "egdi")))
    view = overview.find(version, language, "egdi", year, "arab")
    shown = embed_code.of(version, language, view.exhibit("ranking"), "https://here.example/", ())
    return [unescape(each) for each in re.findall("<code[^>]*>(.*?)</code>", shown)]


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_code_is_live_or_pinned_and_has_a_title(language: str) -> None:
    live, pinned = code(language)
    assert 'src="https://here.example/embed?chart=ranking&amp;indicator=egdi&amp;lang=' in live
    assert "year=" not in live
    assert f"data_version={store.current()}" in pinned
    assert "year=2024" in pinned
    for each in (live, pinned):
        assert re.search(r'title="[^"]{20,}"', each)
        assert 'loading="lazy"' in each
        assert not re.search("[\u2066-\u2069]", each)


def test_an_earlier_year_stays_in_the_live_code() -> None:
    assert "year=2010" in code("en", year="2010")[0]


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_chart_with_an_address_offers_its_code(language: str) -> None:
    for view, count in (("overview", 2), ("country", 2), ("compare", 1)):
        assert html(run(view, lang=language)).count("of-chart embed-code") == count, view
    assert "embed-code" not in html(run("targets", lang=language))


def test_who_may_embed_is_said_beside_the_code(monkeypatch: pytest.MonkeyPatch) -> None:
    assert text("en", "embed.nobody", setting="\u2066ALLOWED_FRAME_ANCESTORS\u2069") in html(
        run("overview", lang="en")
    )
    monkeypatch.setenv(ancestors.SETTING, "https://a.example")
    assert "https://a.example" in html(run("overview", lang="en"))
