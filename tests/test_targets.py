"""The view of targets: every cell has its card, filters keep what they say, languages agree."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from test_markup import HOSTILE, read
from test_pages import ISO3, asked, html, run

from app import choices, i18n, markup_matrix, queries, store
from app.exhibit import View
from app.findings import card, targets
from app.findings.filters import GOALS, TYPES, Filters, passing
from app.findings.verdicts import judged, verdicts
from app.markup_matrix import Entry, Head, Matrix, Row, Sample, Square, Way


@pytest.fixture
def version(store_dir: Path) -> str:
    return store.current()


def shown(version: str, language: str = "en", **link: str) -> View:
    return targets.find(version, language, choices.targets(version, link))


def matrices(view: View) -> str:
    return "".join(each.picture for each in view.exhibits if each.key.startswith("matrix-"))


def cells(view: View) -> list[str]:
    """Return the keys of all cells, in the order of the page."""
    addresses = [
        unescape(each) for each in re.findall(r'<td[^>]*><a[^>]*href="([^"]*)"', matrices(view))
    ]
    return [dict(parse_qsl(urlsplit(each).query))["cell"] for each in addresses]


def words(markup: str) -> str:
    return " ".join(read(markup).words)


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("illustrative", ["0", "1"])
def test_every_cell_opens_its_card(version: str, language: str, illustrative: str) -> None:
    view = shown(version, language, past="1", illustrative=illustrative)
    keys, known = cells(view), verdicts(version, illustrative == "1")
    assert set(keys) == set(known)
    assert len(keys) == len(known)
    for key in keys:
        opened = card.exhibit(version, language, known[key])
        assert opened.key == "card"
        assert opened.title
        assert opened.source


@pytest.mark.parametrize(
    ("language", "iso3", "benchmark"),
    [
        ("en", "JOR", "internet_all"),
        ("ar", "SOM", "internet_all"),
        ("ar", "PSE", "egdi_very_high"),
        ("en", "MAR", "morocco_osi_rank"),
        ("ar", "KWT", "budget_as_approved"),
        ("en", "YEM", "coverage_ldc_2020"),
    ],
)
def test_the_link_of_a_cell_shows_the_card_above_the_matrix(
    version: str, language: str, iso3: str, benchmark: str
) -> None:
    app = run("targets", lang=language, cell=f"{iso3}.{benchmark}")
    assert not app.exception
    assert asked(app)["cell"] == f"{iso3}.{benchmark}"
    title = card.exhibit(version, language, verdicts(version)[f"{iso3}.{benchmark}"]).title
    page = unescape(html(app))
    assert 0 < page.index(title) < page.index('<table class="matrix">')
    assert i18n.text(language, "targets.close") in page


def test_a_card_stays_while_a_filter_changes_and_goes_with_a_link_that_names_none() -> None:
    app = run("targets", lang="en", cell="JOR.internet_all")
    app.selectbox(key="choice.group.en").select("gcc").run()
    assert asked(app)["cell"] == "JOR.internet_all"
    assert asked(app)["group"] == "gcc"
    app.query_params.clear()
    app.query_params["lang"] = "en"
    app.run()
    assert "cell" not in asked(app)


def test_a_filter_keeps_what_it_names(version: str) -> None:
    rows = judged(version)
    for name, options in {
        "target": GOALS,
        "type": TYPES,
        "pillar": tuple(queries.pillars(version)),
        "group": tuple(queries.groups(version)),
    }.items():
        for option in options:
            kept = [key.split(".") for key in cells(shown(version, **{name: option}))]
            for iso3, benchmark in kept:
                row = rows[benchmark]
                indicator = queries.indicators(version)[str(row.indicator_id)]
                groups = [
                    each for each, own in queries.groups(version).items() if iso3 in own.members
                ]
                own = {"target": [row.target], "type": [row.type], "pillar": [indicator.pillar]}
                assert option in (own | {"group": groups})[name]
                assert row.standing != "expired"
            # Nothing that belongs is left out.
            filters = choices.targets(version, {name: option})
            live = {
                each
                for each, row in passing(version, filters).items()
                if each in rows and row.standing != "expired"
            }
            assert {benchmark for _, benchmark in kept} == live


def test_past_commitments_are_shown_when_asked_for_and_only_under_their_heading(
    version: str,
) -> None:
    expired = {
        each for each, row in queries.benchmarks(version).items() if row.standing == "expired"
    }
    plain, past = shown(version), shown(version, past="1")
    assert not {key.split(".")[1] for key in cells(plain)} & expired
    assert not plain.has("matrix-past")
    for each in expired:
        name = queries.benchmarks(version)[each].name["en"]
        assert name not in unescape(plain.exhibit("register").picture)
        heading = past.exhibit("register").picture.rindex("Past commitments")
        assert unescape(past.exhibit("register").picture[heading:]).count(name) == 1
    own = past.exhibit("matrix-past")
    assert {key.split(".")[1] for key in cells(past)} & expired == expired & set(judged(version))
    assert 'class="line on_track' not in own.picture


@pytest.mark.parametrize("link", [{}, {"past": "1"}, {"illustrative": "1"}, {"group": "maghreb"}])
def test_both_languages_show_the_same_numbers(version: str, link: dict[str, str]) -> None:
    def numbers(language: str) -> list[list[str]]:
        view = shown(version, language, **link)
        found = []
        for each in view.exhibits:
            if each.key.startswith("matrix-"):
                rows = re.findall(r"<t[dh][ >].*?</t[dh]>", each.picture)
                # A generation of networks is a number in English only.
                plain = [re.sub(r"\b[34]G\b", "", words(row)) for row in rows]
                found += [sorted(re.findall(r"\d[\d,.]*\d|\d", row)) for row in plain]
        return sorted(row for row in found if row)

    assert numbers("en") == numbers("ar")


def test_the_headline_counts_what_the_matrix_shows(version: str) -> None:
    own = [each for key, each in verdicts(version).items() if key.endswith(".internet_all")]
    met = sum(each.level == "met" for each in own)
    more = sum(each.status == "on_track" and each.level != "met" for each in own)
    view = shown(version)
    assert view.sentence == (
        f"Everyone online by 2030: {met} of {len(own)} states with a value have reached it,"
        f" {more} more are on track"
    )
    assert [fact.value for fact in view.facts][:2] == [str(met), str(more)]
    assert f"reached: {met}" in matrices(view)
    gulf = shown(version, group="gcc")
    assert "Gulf Cooperation Council" in gulf.sentence
    assert " of 6 states" in gulf.sentence


def test_17_7_and_16_6_are_said_rightly(version: str) -> None:
    for link in ({}, {"country": "JOR"}, {"type": "national"}):
        view = shown(version, **link)
        text = " ".join([*view.notes, *(each.subtitle for each in view.exhibits)])
        assert "Target 17.7 is about environmentally sound technologies" in text
        assert "16.6.1 sorts budgets into classes A to D" in text
        assert "known for most states for healthcare only" in text
    assert "17.7.1" not in " ".join(shown(version, target="16.6").notes)


def test_no_series_on_technology_is_called_official_for_17_7(version: str) -> None:
    for key in cells(shown(version, target="17.7")):
        row = judged(version)[key.split(".")[1]]
        assert (row.relation == "official") == str(row.indicator_id).startswith("env_tech")


@pytest.mark.parametrize("language", ["en", "ar"])
def test_an_illustration_says_so_in_sentence_heading_cell_and_link(
    version: str, language: str
) -> None:
    view = shown(version, language, illustrative="1")
    mark = i18n.text(language, "targets.illustrative")
    table = view.exhibit("matrix-16-6")
    assert table.title == i18n.text(
        language,
        "targets.title_illustrated",
        title=i18n.text(language, "targets.of_goal", goal="16.6"),
    )
    drawn = re.findall(r"<td[^>]*>(?:(?!</td>).)*egdi_very_high.*?</td>", table.picture)
    assert len(drawn) == 22
    for cell in drawn:
        assert "illustrative=1" in cell
        assert mark in words(cell) or i18n.text(language, "verdict.no_value") in words(cell)
    told = i18n.text(language, "targets.illustrated", found="")
    assert view.sentence.endswith(told)
    assert i18n.text(language, "targets.about_illustrative") in view.notes
    plain = shown(version, language)
    assert mark not in words(matrices(plain))
    assert not plain.sentence.endswith(told)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_register_names_issuer_address_date_and_reason_of_each(
    version: str, language: str
) -> None:
    page = unescape(shown(version, language, past="1").exhibit("register").picture)
    for row in queries.benchmarks(version).values():
        for words_ in (row.name, row.text, row.reason, row.issuer):
            assert i18n.said(language, words_) in page
        assert f'href="{row.address}"' in page
        assert i18n.date(language, row.checked) in page
    anchors = set(re.findall(r'<article id="([^"]*)"', page))
    assert (
        set(re.findall(r'<th scope="col"><a href="#([^"]*)"', matrices(shown(version, past="1"))))
        <= anchors
    )


def test_what_is_not_judged_stands_apart_with_the_reason(version: str) -> None:
    page = unescape(shown(version).exhibit("register").picture)
    apart = page[page.index("Without a verdict") :]
    for identity, row in queries.benchmarks(version).items():
        if row.standing == "expired":
            continue
        assert (row.name["en"] in apart) == (identity not in judged(version))
    assert "No series carried here measures it." in apart
    assert ">python -m etl pull itu_datahub</code>" in apart


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("half", [0, 1])
def test_every_state_has_its_list(language: str, half: int) -> None:
    for iso3 in ISO3[half::2]:
        app = run("targets", lang=language, country=iso3)
        assert not app.exception
        assert asked(app)["country"] == iso3
        name = i18n.said(language, queries.countries(store.current())[iso3].name)
        assert html(app).index(name) < html(app).index('<table class="figures gaps">')


def test_the_list_of_a_state_follows_the_filters(version: str) -> None:
    def names(**link: str) -> str:
        return unescape(html(run("targets", lang="en", country="YEM", **link)))

    past = "Internet use of 35% in least developed countries by 2025"
    plain, asked_for, other = names(), names(past="1"), names(target="16.6")
    assert past not in plain
    assert past in asked_for
    assert "Everyone online by 2030" in plain
    assert "Everyone online by 2030" not in other


@pytest.mark.parametrize(
    "link",
    [
        {"target": "1.1"},
        {"type": "happiness"},
        {"pillar": "x"},
        {"group": "eu"},
        {"country": "ATL"},
        {"past": "2"},
        {"illustrative": "<b>"},
        {"cell": "JOR.nothing"},
        {"cell": "<script>alert(1)</script>"},
    ],
)
def test_what_a_link_asks_in_vain_is_said(link: dict[str, str]) -> None:
    app = run("targets", lang="en", **link)
    assert not app.exception
    ((name, value),) = link.items()
    assert f"{name} = “{value}”" in unescape(html(app))
    assert "<script" not in html(app)
    assert asked(app).get(name) != value


def test_a_link_reopens_the_filters_it_was_made_from(version: str) -> None:
    link = {
        "lang": "ar",
        "target": "17.7",
        "type": "un_2030",
        "pillar": "inclusiveness",
        "group": "mashreq",
        "past": "1",
        "illustrative": "1",
    }
    first = run("targets", **link)
    assert not first.exception
    assert asked(first).items() >= link.items()
    filters = choices.targets(version, link)
    assert choices.targets(version, filters.link("ar")) == filters
    assert Filters().link("en") == {"lang": "en"}
    assert targets.find(version, "ar", filters).sentence in unescape(html(first))


def test_hostile_words_stay_words_in_matrix_and_register() -> None:
    bad = HOSTILE
    square = Square(bad, bad, bad, bad, bad, bad, bad, bad, bad, Way(9, -9, bad), bad)
    table = Matrix(
        bad,
        bad,
        [Head(bad, bad, bad, bad, bad, [bad])] * 2,
        [(bad, [Row(bad, bad, [square, None])])],
        bad,
        [[bad]] * 2,
        bad,
    )
    entry = Entry(bad, bad, bad, [bad], bad, bad, bad, bad, "javascript:alert(1)", bad, bad, bad)
    page = (
        markup_matrix.matrix(table)
        + markup_matrix.legend(bad, [(bad, [Sample("level", bad, bad)])])
        + markup_matrix.register([(bad, bad, [entry])], [bad, bad, bad])
    )
    tags = read(page)
    assert not tags.seen & {"script", "img"}
    assert not {name for name in tags.attributes if name.startswith("on")}
    assert "javascript:" not in page
