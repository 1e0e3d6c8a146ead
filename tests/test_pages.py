"""Every view in both languages for all 22 states, run as Streamlit runs it."""

from __future__ import annotations

import json
from html import escape
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from app import choices, i18n, queries, store

ROOT = Path(__file__).parents[1]
STATES = (ROOT / "data" / "countries.csv").read_text("utf-8").split("\n")[1:-1]
ISO3 = [row.split(",")[0] for row in STATES]

pytestmark = pytest.mark.usefixtures("store_dir")


def run(view: str, **asked: str) -> AppTest:
    """Open a deep link on a fresh session."""
    app = AppTest.from_file(str(ROOT / "app" / "main.py"), default_timeout=30)
    if view != "overview":
        app.switch_page(f"../pages/{view}.py")
    for name, value in asked.items():
        app.query_params[name] = value
    return app.run()


def html(app: AppTest) -> str:
    return " ".join(element.proto.body for element in app.get("html"))


def charts(app: AppTest) -> list[dict[str, object]]:
    return [json.loads(element.proto.spec) for element in app.get("plotly_chart")]


def asked(app: AppTest) -> dict[str, str]:
    return {
        name: value if isinstance(value, str) else value[0]
        for name, value in app.query_params.items()
    }


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("iso3", ISO3)
def test_every_state_has_its_view_in_both_languages(language: str, iso3: str) -> None:
    app = run("country", lang=language, country=iso3)
    assert not app.exception
    name = i18n.said(language, queries.countries(store.current())[iso3].name)
    assert name in html(app)
    assert asked(app)["country"] == iso3
    assert all(element.proto.alt for element in app.get("plotly_chart"))
    compared = run("compare", lang=language, country=iso3)
    assert not compared.exception
    assert charts(compared)
    marked = run("overview", lang=language)
    assert not marked.exception
    assert name in html(marked)


@pytest.mark.parametrize("view", ["overview", "country", "compare"])
@pytest.mark.parametrize("half", [0, 1])
def test_every_indicator_opens_in_every_view(view: str, half: int) -> None:
    """The languages take turns: what differs between indicators does not differ by language."""
    offered = choices.comparable if view == "compare" else queries.indicators
    for place, indicator in enumerate(offered(store.current())):
        if place % 2 == half:
            app = run(view, lang=("en", "ar")[place // 2 % 2], indicator=indicator)
            assert not app.exception, (view, indicator)
            assert asked(app)["indicator"] == indicator


def test_a_date_cannot_be_compared_and_the_link_is_told_so() -> None:
    app = run("compare", lang="en", indicator="crpd_year")
    assert not app.exception
    assert asked(app)["indicator"] == "egdi"
    assert "crpd_year" in html(app)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_source_is_named_with_its_terms_and_command(language: str) -> None:
    app = run("methods", lang=language, country="ATL")
    assert not app.exception
    assert asked(app) == {"lang": language}
    shown, version = html(app), store.current()
    for source in queries.sources(version).values():
        assert escape(i18n.said(language, source.name)) in shown
        assert f'href="{escape(source.url)}"' in shown
        assert f'href="{escape(source.licence_url)}"' in shown
        files = "" if source.live else " --from FOLDER"
        assert f">python -m etl pull {source.source_id}{files}</code>" in shown
    for identity, indicator in queries.declared(version).items():
        if identity not in queries.indicators(version):
            assert escape(i18n.said(language, indicator.name)) in shown
    for check in queries.cross_checks(version):
        assert check.code in shown
    assert version in shown


@pytest.mark.parametrize("kind", ["lines", "multiples", "scatter"])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_link_reopens_the_same_view(kind: str, language: str) -> None:
    link = {
        "lang": language,
        "chart": kind,
        "indicator": "internet_users,egdi" if kind == "scatter" else "internet_users",
        "country": "JOR,EGY,TUN",
        "year": "2012:2022",
    }
    first = run("compare", **link)
    again = run("compare", **asked(first))
    assert asked(first).items() >= link.items()
    assert [element.proto.spec for element in first.get("plotly_chart")] == [
        element.proto.spec for element in again.get("plotly_chart")
    ]


def test_palestine_is_named_with_its_reason_in_the_survey() -> None:
    app = run("overview", lang="en")
    assert "State of Palestine (not a United Nations member state, so not surveyed)" in html(app)


def test_an_unknown_id_is_said_and_replaced_by_the_default() -> None:
    app = run("country", lang="en", country="ATL", indicator="happiness", year="1066")
    assert not app.exception
    assert asked(app) == {"lang": "en", "country": "DZA", "indicator": "egdi", "year": "2024"}
    for value in ("ATL", "happiness", "1066"):
        assert value in html(app)


def test_a_choice_is_kept_when_another_control_changes() -> None:
    app = run("overview", lang="en", group="gcc")
    app.selectbox(key="choice.indicator.en").select("internet_users").run()
    assert not app.exception
    assert asked(app)["group"] == "gcc"
    assert asked(app)["indicator"] == "internet_users"
    assert asked(app)["year"] == str(choices.default_year(store.current(), "internet_users")) or (
        asked(app)["year"] == "2024"
    )


def test_more_than_seven_countries_are_drawn_in_grey() -> None:
    app = run("compare", lang="en", country=",".join(ISO3[:9]))
    assert not app.exception
    assert "2 more are drawn in grey" in html(app)


hostile = st.dictionaries(
    st.sampled_from(
        [
            *("lang", "indicator", "country", "group", "year", "chart", "present", "x", ""),
            *("target", "type", "pillar", "past", "illustrative", "cell"),
            *("practice", "technology", "depth", "area", "evidence", "q"),
            *("kind", "status", "topic"),
            *("weights", "focus", "conflict", "reach", "income", "recommendation", "brief"),
        ]
    ),
    st.one_of(
        st.text(max_size=30),
        st.sampled_from(["<script>", "2024:", ":", "JOR,,JOR", "egdi,egdi", "../..", "%00", "0"]),
    ),
    max_size=6,
)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(view=st.sampled_from(i18n.VIEWS), link=hostile)
def test_no_link_is_answered_with_an_exception_or_raw_markup(
    view: str, link: dict[str, str]
) -> None:
    app = run(view, **link)
    assert not app.exception
    assert "<script" not in html(app)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_without_a_store_the_page_says_so(monkeypatch: pytest.MonkeyPatch, language: str) -> None:
    def none() -> str:
        raise store.Unavailable("no figures")

    monkeypatch.setattr(store, "current", none)
    app = run("country", lang=language)
    assert not app.exception
    assert i18n.text(language, "notice.no_store") in html(app)
