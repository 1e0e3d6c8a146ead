"""The card of an indicator: what it measures, who measures it, its editions and its breaks."""

from __future__ import annotations

import datetime
from functools import lru_cache

from app import freshness, markup, markup_card, methods, narrative, queries
from app.exhibit import Dated, Exhibit, Fact, Link, Table, View
from app.findings import availability, editions, indicator_coverage
from app.findings.indicator_subject import Card
from app.findings.provenance import FOLDER
from app.i18n import code, date, listed, number, said, text, years
from app.markup_card import Item, Section
from app.records import Indicator


@lru_cache(maxsize=256)
def find(version: str, language: str, identity: str, today: datetime.date) -> View:
    """Return the card of an indicator as a view of its own, on a day."""
    card = Card(version, language, queries.declared(version)[identity])
    return View(
        title=card.name,
        sentence=_sentence(card),
        context=said(language, card.indicator.definition),
        facts=_facts(card, today),
        exhibits=(_exhibit(card), availability.of_indicator(version, language, identity)),
    )


def closing(language: str) -> str:
    """Return the link that closes the card."""
    address = markup.href("methods", {"lang": language})
    return markup.suggestions("", [markup.link(address, text(language, "indicator.close"))])


def _sentence(card: Card) -> str:
    if not card.years:
        return card.say("indicator.none", indicator=card.name)
    return card.say(
        "indicator.headline",
        indicator=card.name,
        states=card.of_22(),
        years=years(card.language, card.years[0], card.years[-1]),
    )


def _facts(card: Card, today: datetime.date) -> tuple[Fact, ...]:
    if not card.years:
        return ()
    values = sum(len(own.values) for own in card.held.values())
    found = [
        Fact(card.say("indicator.states"), card.of_22()),
        Fact(
            card.say("indicator.years"),
            years(card.language, card.years[0], card.years[-1]),
            card.say("indicator.distinct_years", count=len(card.years)),
        ),
        Fact(card.say("indicator.values"), number(card.language, values)),
    ]
    newest = freshness.newest(card.editions)
    if newest:
        edition, day = newest
        age = card.say("indicator.old", age=freshness.age(card.language, day, today))
        found.append(Fact(card.say("indicator.newest"), code(edition.edition), age))
    return tuple(found)


def _exhibit(card: Card) -> Exhibit:
    sections = [
        _meaning(card),
        indicator_coverage.section(card),
        _origin(card),
        _comparability(card),
        _editions(card),
        _onward(card),
    ]
    dates: tuple[Dated, ...] = ()
    source: tuple[str, ...] = ()
    if card.identity in queries.indicators(card.version):
        dates = editions.dates(card.version, card.language, card.identity, *editions.ALWAYS)
        source = narrative.source_lines(card.language, card.indicator, card.editions)
    return Exhibit(
        key="indicator",
        title=card.say("indicator.title"),
        subtitle="",
        alt="",
        source=source,
        dates=dates,
        table=Table("", (), ()),
        picture=markup_card.card([], [each for each in sections if each is not None]),
    )


def _meaning(card: Card) -> Section:
    """Return what is measured, which way is better, and what it stands for."""
    indicator, language = card.indicator, card.language
    items = [
        Item(card.say("indicator.unit"), said(language, indicator.unit.name)),
        Item(card.say("indicator.better"), card.say(f"indicator.way.{indicator.better}")),
        Item(card.say("indicator.topic"), card.say(f"topic.{indicator.topic}")),
    ]
    if indicator.pillar and indicator.pillar_reason:
        pillar = queries.pillars(card.version)[indicator.pillar]
        why = card.say("indicator.ours", reason=said(language, indicator.pillar_reason))
        items.append(Item(card.say("indicator.pillar"), said(language, pillar.name), why))
    if indicator.sdg and indicator.relation:
        words = card.say(f"relation.{indicator.relation}", sdg=indicator.sdg)
        items.append(Item(card.say("indicator.sdg"), words[0].upper() + words[1:]))
    if indicator.parts:
        items.append(Item(card.say("indicator.parts"), _names(card, indicator.parts)))
    wholes = [
        identity
        for identity, each in queries.declared(card.version).items()
        if card.identity in each.parts
    ]
    if wholes:
        items.append(Item(card.say("indicator.part_of"), _names(card, wholes)))
    items.append(Item(card.say("indicator.ranks"), card.say(f"indicator.{_ranked(indicator)}")))
    return Section(card.say("indicator.meaning"), items=tuple(items))


def _names(card: Card, identities: tuple[str, ...] | list[str]) -> str:
    known = queries.declared(card.version)
    return listed(card.language, [said(card.language, known[each].name) for each in identities])


def _ranked(indicator: Indicator) -> str:
    """Return the key that says where the ranks of an indicator come from."""
    if not indicator.averaged or indicator.better not in ("higher", "lower"):
        return "not_ranked"
    return "rank_published" if indicator.rank_published else "rank_computed"


def _origin(card: Card) -> Section:
    """Return who measures and publishes it, under which code and terms."""
    indicator, language = card.indicator, card.language
    source = indicator.source
    items = [
        Item(card.say("sources.source"), Link(said(language, source.name), source.url)),
        Item(card.say("indicator.producer"), said(language, source.producer)),
        Item(card.say("indicator.custodian"), said(language, indicator.custodian)),
        Item(card.say("indicator.code"), code(indicator.code)),
        Item(
            card.say("sources.terms"),
            Link(said(language, source.licence), source.licence_url),
            card.say(f"sources.sharing.{indicator.sharing}"),
        ),
        Item(
            card.say("sources.refresh"),
            card.say("sources.live" if source.live else "sources.by_file"),
            freshness.rhythm(language, source.rhythm_months),
        ),
    ]
    if not card.years:
        files = "" if source.live else f" --from {FOLDER}"
        command = f"python -m etl pull {source.source_id}{files}"
        items.append(Item(card.say("sources.command"), code(command)))
    quoted = (card.say("indicator.quoted"),) if indicator.quoted else ()
    return Section(card.say("indicator.origin"), said=quoted, items=tuple(items))


def _editions(card: Card) -> Section | None:
    """Return which editions its values were taken from, when, and by which way."""
    language, own = card.language, card.editions
    if not own:
        return None
    newest = freshness.newest(own)
    last = newest[0] if newest else own[-1]
    items = [
        Item(
            card.say("indicator.editions"),
            number(language, len(own)),
            card.say("alt.comma").join(editions.names(language, own)),
        ),
        Item(card.say("indicator.newest"), code(last.edition)),
        Item(
            card.say("indicator.released"),
            date(language, last.released_on)
            if last.released_on
            else card.say("sources.not_stated"),
        ),
        Item(
            card.say("indicator.retrieved"),
            date(language, last.retrieved_on)
            if last.retrieved_on
            else card.say("sources.not_stated"),
        ),
    ]
    if last.passed_on_by:
        items.append(Item(card.say("indicator.passed_on"), code(last.passed_on_by)))
    items.append(
        Item(card.say("indicator.address"), Link(card.say("indicator.page"), last.address))
    )
    notes = dict.fromkeys(said(language, each.note) for each in own if each.note)
    return Section(card.say("indicator.edition_part"), said=tuple(notes), items=tuple(items))


def _comparability(card: Card) -> Section:
    """Return where the series breaks, and why its years may not be compared, if they may not."""
    language, items = card.language, []
    for each in card.indicator.breaks:
        words = "indicator.break_comparable" if each.comparable else "indicator.break_apart"
        label = card.say("indicator.break", year=each.year)
        reason = said(language, each.reason)
        items.append(Item(label, reason[0].upper() + reason[1:], card.say(words)))
    caveat = card.indicator.caveat
    spoken = [said(language, caveat)] if caveat else []
    if not items:
        spoken.append(card.say("indicator.no_break"))
    if not card.indicator.survey and card.indicator.averaged:
        spoken.append(card.say("indicator.carried", tolerance=methods.TOLERANCE_YEARS))
    return Section(card.say("indicator.comparability"), said=tuple(spoken), items=tuple(items))


def _onward(card: Card) -> Section:
    """Return the links to the views that show it, and to this card."""
    asked = {"lang": card.language, "indicator": card.identity}
    shown = card.identity in queries.indicators(card.version)
    views = ["overview", "country", *([] if card.indicator.dated else ["compare"])] if shown else []
    links = [
        Item(card.say("indicator.see"), Link(card.say(f"view.{each}"), markup.href(each, asked)))
        for each in views
    ]
    here = Link(card.say("indicator.link"), markup.href("methods", asked))
    return Section(
        card.say("indicator.onward"), items=(*links, Item(card.say("indicator.address_here"), here))
    )
