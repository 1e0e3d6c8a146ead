"""The view of strategies: what is running, what was announced, and what was not found."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from html import unescape

import pytest
from test_markup import HOSTILE, read
from test_pages import ISO3, asked, html, run

from app import choices, i18n, markup_strategy, queries, store
from app.exhibit import Line, Link
from app.findings import in_force, strategies, strategy, timeline
from app.findings.in_force import ALL, Asked
from app.headlines import headline
from app.library import Aim, Reference, Strategy, StrategyState
from app.markup_strategy import Axis, Bar, Lane, Part, Row, Sample, Target, Targets

pytestmark = pytest.mark.usefixtures("store_dir")

TODAY = datetime.date(2026, 11, 24)
NAMED = {"en": "Named", "ar": "مسمى"}


def text_of(**own: object) -> Strategy:
    """Return a running national strategy of 2021 to 2025, in parts as the test says."""
    plain: dict[str, object] = {
        "strategy_id": "one",
        "title": NAMED,
        "kind": "strategy",
        "level": "national",
        "first": 2021,
        "last": 2025,
        "status": "ended",
        "lead": None,
        "summary": NAMED,
        "successor": None,
        "evaluation": None,
        "sources": ("page",),
    }
    return Strategy(**{**plain, **own})  # type: ignore[arg-type]


def state_of(*own: Strategy, aims: tuple[Aim, ...] = ()) -> StrategyState:
    page = Reference("page", "Title", "Publisher", "https://example.org", None)
    return StrategyState("JOR", TODAY, None, own, aims, (), (page,))


def plain(page: str) -> str:
    return unescape(re.sub(r"<[^>]*>", " ", page))


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("iso3", ISO3)
def test_every_state_has_its_part_with_all_that_was_found(iso3: str, language: str) -> None:
    app = run("strategies", lang=language, country=iso3)
    assert not app.exception
    assert asked(app) == {"lang": language, "country": iso3, "kind": ALL, "status": ALL}
    shown = plain(html(app))
    state = queries.strategies(store.current())[iso3]
    for each in state.strategies:
        assert i18n.said(language, each.title) in shown
        assert i18n.said(language, each.summary) in shown
    for each in state.aims:
        assert i18n.said(language, each.text) in shown
        assert each.tie is None or i18n.said(language, each.tie) in shown
    for each in state.followed:
        assert i18n.said(language, each.text) in shown
        assert strategy.when(language, each.date) in shown
    assert state.note is None or i18n.said(language, state.note) in shown
    for reference in state.sources:
        assert f'href="{reference.address}"' in unescape(html(app)), reference.key
    for view in ("practices", "recommendations"):
        assert f'href="./{view}?lang={language}&country={iso3}"' in unescape(html(app))


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_timeline_names_all_22_and_says_where_nothing_was_found(language: str) -> None:
    version = store.current()
    shown = timeline.exhibit(version, language, Asked(), TODAY).picture
    bodies = dict(zip(ISO3, ISO3, strict=True))
    for iso3 in bodies:
        assert f"country={iso3}&amp;kind=all&amp;status=all" in shown
    rows = {
        re.search(r"country=(\w+)", body)[1]: body  # type: ignore[index]
        for body in shown.split("<tbody>")[1:]
    }
    nothing = i18n.text(language, "strategies.none_found")
    assert {iso3 for iso3, body in rows.items() if nothing in body} == {"DJI", "SOM"}
    unknown = i18n.text(language, "strategies.no_years")
    for iso3, body in rows.items():
        own = queries.strategies(version)[iso3].strategies
        dated = sum(each.first is not None or each.last is not None for each in own)
        assert (body.count("run-bar "), body.count(unknown)) == (dated, len(own) - dated), iso3
    assert i18n.text(language, "strategies.local") in rows["ARE"]


def test_time_runs_from_left_to_right_and_today_stands_in_its_year() -> None:
    places = {}
    for language in ("en", "ar"):
        shown = timeline.exhibit(store.current(), language, Asked(), TODAY).picture
        ticks = re.findall(r'run-tick" style="left:([\d.]+)%">(\d{4})<', shown)
        assert [year for _, year in ticks] == sorted(year for _, year in ticks)
        assert [float(at) for at, _ in ticks] == sorted(float(at) for at, _ in ticks)
        now = re.search(r'run-now[^"]*" style="left:([\d.]+)%', shown)
        assert now
        known = {int(year): float(at) for at, year in ticks}
        year = (known[2030] - known[2025]) / 5
        assert known[2025] + year < float(now[1]) < known[2025] + 2 * year
        places[language] = (ticks, now[1])
    assert places["en"] == places["ar"]


def test_a_text_whose_last_year_is_past_no_longer_runs() -> None:
    own = text_of(status="running", last=2026)
    assert in_force.status(own, datetime.date(2026, 12, 31)) == "running"
    assert in_force.status(own, datetime.date(2027, 1, 1)) == "ended"
    assert in_force.status(text_of(status="preparing", last=2020), TODAY) == "preparing"
    today = strategies.find(store.current(), "en", Asked(), TODAY)
    later = strategies.find(store.current(), "en", Asked(), datetime.date(2031, 1, 1))
    assert today.sentence != later.sentence
    assert later.sentence.startswith("None of the 22 Arab states")


@pytest.mark.parametrize(
    ("own", "expected"),
    [
        ([text_of(status="running", last=2030), text_of()], "running"),
        ([text_of(status="preparing", last=2030), text_of()], "preparing"),
        ([text_of()], "run_out"),
        ([text_of(), text_of(status="unclear")], "run_out"),
        # What followed was found, but not whether it applies.
        ([text_of(successor=NAMED), text_of(status="unclear")], "unclear"),
        ([text_of(successor=NAMED)], "unclear"),
        # Neither a law, nor an agreement, nor a local text is a national strategy.
        ([text_of(kind="law"), text_of(kind="agreement"), text_of(level="local")], "none"),
        ([], "none"),
    ],
)
def test_a_state_stands_where_its_national_texts_stand(own: list[Strategy], expected: str) -> None:
    assert in_force.standing(state_of(*own), TODAY) == expected


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_headline_counts_what_runs_and_what_has_run_out(language: str) -> None:
    view = strategies.find(store.current(), language, Asked(), TODAY)
    standings = [
        in_force.standing(state, TODAY) for state in queries.strategies(store.current()).values()
    ]
    counts = [str(standings.count(each)) for each in ("running", "run_out")]
    numbers = re.findall(r"\d+", view.sentence)
    assert numbers == [counts[0], "22", counts[1]]
    assert sum(int(fact.value) for fact in view.facts) == 22
    # Names of the states that have run out, as the notes of their files say.
    gone = {fact.label: fact.note for fact in view.facts}[
        i18n.text(language, "strategies.fact_run_out")
    ]
    for iso3 in ("ARE", "BHR", "OMN", "QAT", "YEM"):
        assert i18n.said(language, queries.countries(store.current())[iso3].name) in gone


def test_a_year_that_is_past_is_said_without_a_verdict() -> None:
    shown = plain(html(run("strategies", lang="en", country="OMN")))
    assert re.search(r"80% of essential .* 2025\s+past", shown)
    assert i18n.text("en", "strategies.unjudged") in shown
    other = plain(html(run("strategies", lang="en", country="SAU")))
    assert i18n.text("en", "strategies.unjudged") not in other
    aim = Aim("one", NAMED, "rank", None, None, None, "page")
    assert in_force.past(aim, text_of(last=2025), TODAY)
    assert not in_force.past(aim, text_of(last=2026), TODAY)
    assert not in_force.past(aim, text_of(last=None), TODAY)


def test_an_indicator_stands_beside_its_target_with_value_year_source_and_link() -> None:
    page = html(run("strategies", lang="en", country="MAR"))
    shown = plain(page)
    values = queries.values(store.current(), "osi")
    own = values[values["iso3"] == "MAR"].iloc[-1]
    assert f"{own['value']:.3f} (index from 0 to 1), edition {own['year']}" in shown
    assert "world rank 100 of 193, computed" in shown
    assert "UN E-Government Survey" in shown
    assert 'href="./country?lang=en&amp;country=MAR&amp;indicator=osi"' in page
    # Of an index where many states share the first place, no rank is told.
    assert "world rank" not in plain(html(run("strategies", lang="en", country="EGY")))


def test_announced_and_not_reached_is_said_once_on_each_page() -> None:
    for country in (ALL, "JOR"):
        assert plain(html(run("strategies", lang="en", country=country))).count("Announced") == 1


def test_a_kind_of_target_lists_its_targets_and_no_other() -> None:
    app = run("strategies", lang="en", kind="rank")
    shown = plain(html(app))
    known = queries.strategies(store.current()).values()
    for aim in (aim for state in known for aim in state.aims):
        assert (aim.text["en"] in shown) == (aim.kind == "rank"), aim.text["en"]
    count = sum(any(aim.kind == "rank" for aim in state.aims) for state in known)
    assert headline(store.current(), "en", "strategies", {"kind": "rank"}).sentence.startswith(
        f"{count} of the 22"
    )


def test_every_kind_says_how_many_states_state_one_and_opens_it() -> None:
    known = queries.strategies(store.current()).values()
    page = strategies.find(store.current(), "en", Asked(), TODAY).exhibit("kinds").picture
    for kind, term in queries.terms(store.current())["target_kind"].items():
        stated = [[aim for aim in state.aims if aim.kind == kind] for state in known]
        row = re.search(rf"kind={kind}&.*?>{term.name['en']}</a></th>(.*?)</tr>", page)
        assert row, kind
        cells = re.findall("<td>(.*?)</td>", row[1])
        assert cells[:2] == [str(sum(map(bool, stated))), str(sum(map(len, stated)))], kind


@pytest.mark.parametrize("language", ["en", "ar"])
def test_what_fits_nothing_says_so_with_a_way_out(language: str) -> None:
    empty = i18n.text(language, "strategies.nothing")
    app = run("strategies", lang=language, kind="time", status="preparing")
    assert not app.exception
    assert empty in html(app)
    out = f'href="./strategies?lang={language}&amp;country=all&amp;kind=all&amp;status=all"'
    assert out in html(app)
    own = run("strategies", lang=language, country="QAT", kind="time")
    assert i18n.text(language, "strategies.none_of_state") in plain(html(own))
    assert "country=QAT&amp;kind=all&amp;status=all" in html(own)


def test_a_status_leaves_out_the_other_texts_and_says_how_many() -> None:
    shown = plain(html(run("strategies", lang="en", country="JOR", status="ended")))
    assert "National Digital Transformation Strategy 2021–2025" in shown
    assert "1,728 services" in shown
    assert "100% of services digitised" not in shown
    assert "One more text of this state does not fit" in shown


def test_an_unknown_id_is_said_and_everything_is_shown() -> None:
    app = run("strategies", lang="en", country="ATL", kind="magic", status="lost")
    assert not app.exception
    assert asked(app) == {"lang": "en", "country": ALL, "kind": ALL, "status": ALL}
    for value in ("ATL", "magic", "lost"):
        assert value in html(app)


@pytest.mark.parametrize(
    "link", [{}, {"country": "SOM"}, {"kind": "skills"}, {"country": "ARE", "status": "ended"}]
)
@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_page_says_what_the_first_page_said(language: str, link: Mapping[str, str]) -> None:
    found = headline(store.current(), language, "strategies", link, choices.today())
    assert found.sentence in unescape(html(run("strategies", lang=language, **link)))
    assert found.source


def test_a_date_is_as_exact_as_it_is_known() -> None:
    assert strategy.when("en", "2024") == "2024"
    assert strategy.when("en", "2024-11") == "November 2024"
    assert strategy.when("ar", "2024-11") == "تشرين الثاني/نوفمبر 2024"
    assert strategy.when("en", "2025-09-15") == "15 September 2025"


def everything(words: str) -> str:
    bar = Bar(0.1, 0.4, True, True)
    lanes = tuple(
        Lane(words, (words,), words, words, words, True, each, words) for each in (bar, None)
    )
    link = Link(words, f"https://example.org/{words}")
    cell = (Line(link), Line(Link(words, f"./country?{words}"), words), Line(words))
    target = Target(cell, words, cell, Link(words, f"javascript:{words}"), False)
    shown = Targets(words, (words, words, words, words), ((words, words, (target,)),))
    part = Part(
        words,
        (words,),
        words,
        words,
        words,
        ((words, cell),),
        shown,
        words,
        words,
        ((words, words, link),),
    )
    axis = Axis(words, ((0.5, words),), 0.9, words)
    rows = [Row(words, words, words, lanes)]
    return "".join(
        [
            markup_strategy.timeline(words, (words,) * 3, axis, rows, [Sample(words, words)]),
            markup_strategy.parts([words], [part], (words, cell)),
            markup_strategy.folds([(words, words, shown)]),
            markup_strategy.kinds(words, (words,), [(Link(words, words), True, [words])]),
        ]
    )


def test_hostile_words_stay_words() -> None:
    page = everything(HOSTILE)
    tags = read(page)
    assert not tags.seen & {"script", "img"}
    assert not {name for name in tags.attributes if name.startswith("on")}
    assert not re.search(r'href="javascript', page)
    assert tags.seen == read(everything("x")).seen
