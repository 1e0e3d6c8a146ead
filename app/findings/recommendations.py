"""From a country's gaps to what to do: recommendations in order, each with its reasons."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from functools import lru_cache

from app import markup, markup_recommendation, methods, narrative, queries, recommend
from app.exhibit import Exhibit, Fact, Table, View
from app.findings import because, brief, recommendation, rules, shared, shortfalls, standings
from app.findings.priorities import ALL, Priorities
from app.findings.recommendation import VIEW
from app.i18n import number, said, text
from app.library import Recommendation
from app.markup_recommendation import Entry, Part, Sentence
from app.recommend import Gap, Ranked


def find(version: str, language: str, asked: Priorities, today: datetime.date) -> View:
    """Return what a link to the recommendations shows: one whole, the brief, or the list."""
    if asked.opened:
        return recommendation.view(version, language, asked)
    if asked.brief and asked.country != ALL:
        return brief.view(version, language, asked, today)
    return _listed(version, language, asked)


@lru_cache(maxsize=128)
def _listed(version: str, language: str, asked: Priorities) -> View:
    if asked.country == ALL:
        return _region(version, language, asked)
    shown = standings.ranked(version, asked.country, asked)
    gaps = shortfalls.gaps(version, asked.country)
    country = said(language, queries.countries(version)[asked.country].name)
    rows = [_entry(version, language, asked, each) for each in shown]
    used = list(dict.fromkeys(own.gap.indicator_id for each in shown for own in each.because))
    names = text(language, "alt.join").join(because.sources(version, language, used))
    return View(
        title=text(language, "recommendations.title"),
        sentence=sentence(language, country, shown, list(gaps.values())),
        context=text(language, "recommendations.context"),
        facts=_facts(version, language, list(gaps.values())),
        exhibits=(
            _exhibit(
                language,
                text(language, "recommendations.of_country", country=country),
                text(language, "recommendations.subtitle"),
                rows,
                (text(language, "recommendations.sources", list=names),) if used else (),
                _notes(version, language, asked, country, shown),
            ),
            rules.exhibit(version, language, asked, shown),
        ),
    )


def sentence(language: str, country: str, shown: Sequence[Ranked], known: Sequence[Gap]) -> str:
    """Return the finding: how many numbers a country falls short of, and what that brings up."""
    found = text(
        language,
        "recommendations.headline",
        country=country,
        count=sum(each.share > 0 for each in known),
        total=number(language, len(known)),
    )
    if not shown:
        return text(language, "recommendations.headline_none", country=country)
    first = said(language, shown[0].recommendation.title)
    return text(language, "recommendations.headline_first", found=found, title=first)


def _facts(version: str, language: str, gaps: Sequence[Gap]) -> tuple[Fact, ...]:
    """Return for each pillar how many of its numbers fall short, and the widest of them."""
    indicators, found = queries.indicators(version), []
    for identity, pillar in queries.pillars(version).items():
        own = [each for each in gaps if indicators[each.indicator_id].pillar == identity]
        short = [each for each in own if each.share > 0]
        note = ""
        if short:
            widest = max(short, key=lambda gap: (gap.share, gap.indicator_id))
            name = because.plain(language, indicators[widest.indicator_id])
            note = text(language, "recommendations.widest", indicator=name)
        value = shared.rank_words(language, len(short), len(own))
        label = text(language, "recommendations.short_of", pillar=said(language, pillar.name))
        found.append(Fact(label, value, note))
    return tuple(found)


def _exhibit(
    language: str,
    title: str,
    subtitle: str,
    rows: Sequence[Entry],
    source: tuple[str, ...],
    notes: tuple[str, ...],
) -> Exhibit:
    first, more = (text(language, f"recommendations.{key}") for key in ("first_step", "more_of"))
    return Exhibit(
        key="recommendations",
        title=title,
        subtitle=subtitle,
        alt="",
        source=source,
        table=Table("", (), ()),
        picture=markup_recommendation.entries(first, more, rows) if rows else "",
        notes=notes,
        catalogue="recommendations.json" if rows else "",
    )


def _entry(version: str, language: str, asked: Priorities, ranked: Ranked) -> Entry:
    own = ranked.recommendation
    part = because.part(version, language, asked.country, ranked)
    return _named(version, language, asked, own, part)


def _named(
    version: str, language: str, asked: Priorities, own: Recommendation, part: Part
) -> Entry:
    return Entry(
        anchor=f"advice-{own.recommendation_id}",
        title=said(language, own.title),
        href=recommendation.href(language, own, asked),
        tags=tuple(filter(None, recommendation.tags(version, language, own))),
        problem=said(language, own.problem),
        because=part,
        first=recommendation.first_step(version, language, own),
        parts=recommendation.parts(version, language, own),
    )


def _notes(
    version: str, language: str, asked: Priorities, country: str, shown: Sequence[Ranked]
) -> tuple[str, ...]:
    """Return how much is known of the country, and why there is little or nothing to show."""
    gaps, comparable = shortfalls.gaps(version, asked.country), shortfalls.grounds(version)
    short = sum(each.share > 0 for each in gaps.values())
    found = []
    if len(shown) < recommend.MOST:
        key = "few" if shown else "none"
        if not any(asked.wish(version).weights.values()):
            key = "weightless"
        elif not asked.plain:
            key = f"{key}_asked"
        found.append(
            text(
                language,
                f"recommendations.{key}",
                country=country,
                shown=number(language, len(shown)),
                short=number(language, short),
                known=number(language, len(gaps)),
            )
        )
    found.append(
        text(
            language,
            "recommendations.known",
            country=country,
            known=number(language, len(gaps)),
            total=number(language, len(comparable)),
            year=shortfalls.newest(version) - shortfalls.OLDEST,
        )
    )
    return (*found, *_absent(version, language, asked.country))


def _absent(version: str, language: str, iso3: str) -> tuple[str, ...]:
    """Return which of the indicators compared have no value that counts, and why."""
    gaps, rows = shortfalls.gaps(version, iso3), []
    for identity, ground in shortfalls.grounds(version).items():
        if identity not in gaps:
            year = methods.default_year(queries.years(version, identity))
            reason = shared.reason(version, language, identity, iso3, year)
            if iso3 in ground.years:
                reason = text(language, "term.no_value_since", year=ground.years[iso3])
            rows.append((because.plain(language, ground.indicator), reason))
    return narrative.absent_note(language, rows)


def ways(version: str, language: str, asked: Priorities) -> str:
    """Return the links above the view: the brief, the whole list, nothing asked for."""
    found = []
    if asked.opened or asked.brief:
        found.append((markup.href(VIEW, asked.link(language)), "back"))
    if asked.country != ALL and not asked.brief and standings.ranked(version, asked.country, asked):
        found.append((markup.href(VIEW, asked.link(language, brief="1")), "to_brief"))
    if not asked.plain:
        plain = Priorities(asked.country, opened=asked.opened, brief=asked.brief)
        more = {"recommendation": asked.opened} if asked.opened else {}
        more |= {"brief": "1"} if asked.brief else {}
        found.append((markup.href(VIEW, plain.link(language, **more)), "reset"))
    links = [
        markup.link(address, text(language, f"recommendations.{key}")) for address, key in found
    ]
    return markup.suggestions("", links) if links else ""


def _region(version: str, language: str, asked: Priorities) -> View:
    """Return every recommendation, those first that the figures of most states bring up."""
    where, every = standings.states(version, asked), queries.recommendations(version)
    wish = asked.wish(version)
    passing = [
        each
        for each in every
        if wish.weights[every[each].pillar] > 0 and recommend.suits(every[each], wish)
    ]
    passing.sort(key=lambda each: (-len(where[each]), each))
    total = len(queries.groups(version)["arab"].members)
    rows = [
        _named(
            version,
            language,
            asked,
            every[each],
            recommendation.states(version, language, asked, every[each], where[each]),
        )
        for each in passing
    ]
    sentence = text(language, "recommendations.headline_empty")
    notes: tuple[str, ...] = ()
    if passing:
        lead = passing[0]
        sentence = text(
            language,
            "recommendations.region",
            title=said(language, every[lead].title),
            found=text(language, "recommendations.among", count=len(where[lead]), total=total),
        )
    else:
        notes = (text(language, "recommendations.none_pass"),)
    return View(
        title=text(language, "recommendations.title"),
        sentence=sentence,
        context=text(language, "recommendations.context"),
        facts=(),
        exhibits=(
            _exhibit(
                language,
                text(language, "recommendations.of_region", count=len(passing)),
                text(language, "recommendations.of_region_help"),
                rows,
                (),
                notes,
            ),
            rules.exhibit(version, language, asked, ()),
        ),
    )


def focus_areas(version: str, language: str) -> str:
    """Return who raised each focus area, and the page that names it."""
    return markup_recommendation.named(
        [
            Sentence(
                text(
                    language,
                    "recommendations.raised",
                    name=said(language, term.name),
                    meaning="" if term.meaning is None else said(language, term.meaning),
                ),
                ((said(language, term.name), term.address or ""),),
            )
            for term in queries.terms(version)["focus"].values()
        ]
    )
