"""What is available, state by state and year by year, and the card of each indicator."""

from __future__ import annotations

import datetime
import re
from html import unescape
from pathlib import Path

import duckdb
import pytest
from test_markup import read
from test_pages import asked, html, run

from app import i18n, queries, store
from app.findings import availability, holdings, indicator_card
from app.findings.availability import Scope
from app.i18n import said, text

DAY = datetime.date(2026, 11, 24)

LANGUAGES = list(i18n.LANGUAGES)


@pytest.fixture
def version(store_dir: Path) -> str:
    return store.current()


@pytest.fixture
def sql(store_dir: Path, version: str) -> duckdb.DuckDBPyConnection:
    return duckdb.connect(store_dir / f"{version}.duckdb", read_only=True)


def plain(words: str) -> str:
    return re.sub("[\u2066-\u2069]", "", words)


def cells(picture: str) -> list[tuple[str, list[tuple[str, str, str]]]]:
    """Return the rows of a picture: the row's head, and each cell's kind, title and text."""
    found = []
    for row in re.findall(r"<tr>(.*?)</tr>", picture.split("</thead>")[1]):
        name = plain(unescape(re.sub("<[^>]*>", "", row.split("</th>")[0])))
        own = [
            (kind, plain(unescape(title)), plain(unescape(re.sub("<[^>]*>", "", inside))))
            for kind, title, inside in re.findall(
                r'<td class="([^"]*)"(?: title="([^"]*)")?[^>]*>(.*?)</td>', row
            )
        ]
        found.append((name, own))
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_picture_of_availability_equals_the_store(
    version: str, sql: duckdb.DuckDBPyConnection, language: str
) -> None:
    known = {
        (indicator, iso3): (count, first, last)
        for indicator, iso3, count, first, last in sql.execute(
            """
            SELECT o.indicator_id, o.iso3, count(*), min(o.year), max(o.year)
            FROM observation AS o JOIN indicator AS i ON i.indicator_id = o.indicator_id
            WHERE o.iso3 IN (SELECT iso3 FROM country WHERE arab)
              AND NOT EXISTS (
                SELECT 1 FROM doubt AS d WHERE d.indicator_id = o.indicator_id
                AND d.iso3 = o.iso3 AND d.year = o.year AND i.unit_id <> 'year')
            GROUP BY ALL
            """
        ).fetchall()
    }
    shown = availability.exhibit(version, language, Scope())
    rows, seen = cells(shown.picture), 0
    declared = list(queries.declared(version).values())
    assert [name for name, _ in rows] == [plain(said(language, each.name)) for each in declared]
    heads = re.findall(r'<th scope="col"><span>(.*?)</span>', shown.picture)
    names = {
        said(language, queries.countries(version)[iso3].name): iso3
        for iso3 in queries.groups(version)["arab"].members
    }
    columns = [names[unescape(head)] for head in heads]
    assert len(columns) == 22
    for indicator, (_, own) in zip(declared, rows, strict=True):
        identity = indicator.indicator_id
        if len(own) == 1:
            assert not [iso3 for iso3 in columns if (identity, iso3) in known]
            continue
        for iso3, (kind, title, words) in zip(columns, own, strict=True):
            if (identity, iso3) not in known:
                assert kind in (availability.DOUBT, availability.REASON), (identity, iso3)
                continue
            count, first, last = known[identity, iso3]
            assert words == str(last)
            assert plain(text(language, "freshness.years", count=count)) in title
            assert plain(i18n.years(language, first, last)) in title
            seen += 1
    assert seen == len(known)
    assert plain(i18n.number(language, len(known))) in plain(shown.subtitle)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "identity", ["egdi", "env_tech_trade", "health_satisfaction", "crpd_year", "dare", "odin"]
)
def test_each_year_of_an_indicator_equals_the_store(
    version: str, sql: duckdb.DuckDBPyConnection, identity: str, language: str
) -> None:
    def pairs(question: str) -> set[tuple[str, int]]:
        return set(sql.execute(question, [identity]).fetchall())

    arab = "iso3 IN (SELECT iso3 FROM country WHERE arab)"
    values = pairs(f"SELECT iso3, year FROM observation WHERE indicator_id = ? AND {arab}")
    doubts = pairs(f"SELECT iso3, year FROM doubt WHERE indicator_id = ? AND {arab}")
    own_absence = f"FROM absence WHERE indicator_id = ? AND {arab} AND year IS"
    absent = pairs(f"SELECT iso3, year {own_absence} NOT NULL")
    never = {iso3 for iso3, _ in pairs(f"SELECT iso3, 0 {own_absence} NULL")}
    picture = availability.of_indicator(version, language, identity).picture
    years = [int(each) for each in re.findall(r'<th scope="col"><span>(\d+)</span>', picture)]
    # Time runs from left to right in both languages.
    assert years == sorted(years, reverse=language == "ar")
    states = {
        said(language, queries.countries(version)[iso3].name): iso3
        for iso3 in queries.groups(version)["arab"].members
    }
    told: dict[str, set[tuple[str, int]]] = {}
    rows = cells(picture)
    assert len(rows) == 22
    for name, own in rows:
        if len(own) == 1 and own[0][0] == "whole":
            assert states[name] in never
            continue
        for year, (kind, _, _) in zip(years, own, strict=True):
            told.setdefault(kind, set()).add((states[name], year))
    assert told.get("value", set()) | told.get("estimate", set()) == values - doubts
    assert told.get("doubt", set()) == doubts
    whole = {each for each in told.get("reason", set()) if each[0] in never}
    assert told.get("reason", set()) - whole == absent


def test_an_estimate_is_told_from_a_value(version: str) -> None:
    indicator = queries.indicators(version)["egdi"]
    own = holdings.Held({2022: 0.5, 2024: 0.6}, frozenset({2024}))
    kinds = [availability.year_of("en", indicator, own, year).kind for year in (2020, 2022, 2024)]
    assert kinds == ["nothing", "value", "estimate"]
    assert "estimate" in availability.year_of("en", indicator, own, 2024).heard


def test_filters_leave_what_they_name_and_an_empty_one_says_the_way_out(version: str) -> None:
    declared = queries.declared(version).values()
    for topic in {each.topic for each in declared}:
        shown = availability.exhibit(version, "en", Scope(topic=topic)).picture
        assert len(cells(shown)) == sum(each.topic == topic for each in declared)
    pairs = {(each.topic, each.pillar) for each in declared}
    topics, pillars = {each.topic for each in declared}, queries.pillars(version)
    empty = next((t, p) for t in sorted(topics) for p in pillars if (t, p) not in pairs)
    app = run("methods", lang="en", topic=empty[0], pillar=empty[1])
    assert not app.exception
    assert asked(app) == {"lang": "en", "topic": empty[0], "pillar": empty[1]}
    assert text("en", "methods.held_empty") in html(app)
    both = run("methods", lang="ar", topic="x", pillar="y")
    assert asked(both) == {"lang": "ar"}
    assert "«⁦x⁩»" in html(both)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_indicator_has_its_card(
    version: str, sql: duckdb.DuckDBPyConnection, language: str
) -> None:
    editions = dict(
        sql.execute(
            "SELECT indicator_id, count(DISTINCT edition_id) FROM observation "
            "ANTI JOIN unranked USING (indicator_id, iso3, year) GROUP BY ALL"
        ).fetchall()
    )
    for identity, indicator in queries.declared(version).items():
        view = indicator_card.find(version, language, identity, DAY)
        words = " ".join(read(view.exhibits[0].picture).words)
        assert said(language, indicator.name) == view.title
        assert said(language, indicator.definition) == view.context
        for told in (
            indicator.unit.name,
            indicator.custodian,
            indicator.source.producer,
            indicator.source.name,
            indicator.source.licence,
        ):
            assert said(language, told) in words, identity
        assert indicator.code in words
        assert text(language, f"indicator.way.{indicator.better}") in words
        assert text(language, f"sources.sharing.{indicator.sharing}") in words
        for each in indicator.breaks:
            assert said(language, each.reason)[1:] in words
            assert text(language, "indicator.break", year=each.year) in words
        for reason in queries.absences(version, identity).values():
            assert said(language, reason) in words, identity
        for _, note in queries.doubted(version, identity).values():
            assert said(language, note) in words
        if indicator.caveat:
            assert said(language, indicator.caveat) in words
        if identity in editions:
            label = text(language, "indicator.editions")
            assert f"{label} {i18n.number(language, editions[identity])}" in re.sub(
                r"\s+", " ", words
            )
        else:
            assert not view.facts
            assert f"python -m etl pull {indicator.source.source_id}" in words


def test_a_card_counts_states_and_values_as_the_store_does(
    version: str, sql: duckdb.DuckDBPyConnection
) -> None:
    for identity in ("egdi", "internet_users", "gems", "adult_literacy"):
        states, values, first, last = sql.execute(
            "SELECT count(DISTINCT iso3), count(*), min(year), max(year) FROM observation "
            "JOIN country USING (iso3) WHERE arab AND indicator_id = ?",
            [identity],
        ).fetchall()[0]
        view = indicator_card.find(version, "en", identity, DAY)
        facts = {fact.label: plain(fact.value) for fact in view.facts}
        assert facts["Arab states with a value"] == f"{states} of 22"
        assert facts["Years"] == f"{first}–{last}"
        assert facts["Values of Arab states"] == f"{values:,}"
        assert f"{states} of 22" in view.sentence
