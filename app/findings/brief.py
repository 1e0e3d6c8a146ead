"""The action brief of a country, one page to print: gaps, first steps, who did it, sources."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from functools import lru_cache

from app import markup, markup_recommendation, queries
from app.exhibit import Exhibit, Table, View
from app.findings import because, recommendation, shortfalls, standings
from app.findings.priorities import Priorities
from app.findings.recommendation import VIEW
from app.i18n import code, date, said, text
from app.library import Case, Recommendation
from app.markup_recommendation import Brief, Part, Sentence
from app.recommend import Gap, Ranked

FIRST = 3
"""So many recommendations give their first step to the brief."""

WIDEST = 2
"""So many gaps a pillar, where it has them."""

TELLING = ("failure", "limits", "works", "too_recent")
"""What a practice may show, in the order in which others learn from it."""


@lru_cache(maxsize=128)
def view(version: str, language: str, asked: Priorities, today: datetime.date) -> View:
    """Return the brief of the country asked for, by the priorities of its reader."""
    country = said(language, queries.countries(version)[asked.country].name)
    shown = standings.ranked(version, asked.country, asked)[:FIRST]
    gaps = widest(version, asked.country)
    dated = text(
        language,
        "recommendations.brief_date",
        date=date(language, today),
        version=code(version),
    )
    title = text(language, "recommendations.brief_title", country=country)
    found = text(language, "recommendations.brief_caption", country=country)
    page = Brief(
        date=dated,
        print_words=text(language, "recommendations.print"),
        gaps=_table(version, language, asked.country, found, gaps),
        parts=(
            _steps(version, language, asked, shown),
            _done(version, language, shown),
            _sources(version, language, gaps, shown),
        ),
        foot=_foot(version, language, asked),
    )
    return View(
        title=title,
        sentence=_sentence(version, language, title, shown),
        context=text(language, "recommendations.context"),
        facts=(),
        exhibits=(
            Exhibit(
                key="brief",
                title=text(language, "recommendations.brief_heading"),
                subtitle="",
                alt="",
                source=(),
                table=Table("", (), ()),
                picture=markup_recommendation.brief(page),
            ),
        ),
    )


def _sentence(version: str, language: str, title: str, shown: Sequence[Ranked]) -> str:
    if not shown:
        return text(language, "recommendations.headline_none", country=title)
    first = said(language, shown[0].recommendation.title)
    return text(language, "recommendations.headline_first", found=title, title=first)


def widest(version: str, iso3: str) -> list[tuple[str, Gap]]:
    """Return the widest gaps of each pillar, pillar by pillar, one a family of indicators."""
    families, found = queries.families(version), []
    gaps = sorted(
        shortfalls.gaps(version, iso3).values(),
        key=lambda gap: (-gap.share, gap.indicator_id),
    )
    for pillar in queries.pillars(version):
        taken: list[str] = []
        for gap in gaps:
            own = queries.indicators(version)[gap.indicator_id].pillar == pillar
            family = families.get(gap.indicator_id, gap.indicator_id)
            if own and gap.share > 0 and family not in taken and len(taken) < WIDEST:
                taken.append(family)
                found.append((pillar, gap))
    return found


def _table(
    version: str, language: str, iso3: str, caption: str, gaps: Sequence[tuple[str, Gap]]
) -> Table:
    rows, groups = [], []
    for pillar in dict.fromkeys(pillar for pillar, _ in gaps):
        own = [gap for each, gap in gaps if each == pillar]
        groups.append((said(language, queries.pillars(version)[pillar].name), len(own)))
        for gap in own:
            number, what = because.compared(version, language, iso3, gap)
            words = f"recommendations.brief_number.{because.kind(version, gap)}"
            rows.append(
                (
                    said(language, queries.indicators(version)[gap.indicator_id].name),
                    because.value(version, language, gap),
                    text(language, words, number=number, name=what),
                    because.share(language, gap),
                )
            )
    head = tuple(
        text(language, f"recommendations.{key}")
        for key in ("col_indicator", "col_value", "col_compared", "col_gap")
    )
    return Table(caption, head, tuple(rows), tuple(groups))


def _steps(version: str, language: str, asked: Priorities, shown: Sequence[Ranked]) -> Part:
    """Return the first step of each of the first recommendations."""
    lines = []
    for each in shown:
        own = each.recommendation
        step, title = recommendation.first_step(version, language, own), said(language, own.title)
        words = text(language, "recommendations.brief_step", step=step.words, title=title)
        link = (title, recommendation.href(language, own, asked))
        lines.append(Sentence(words, (link,), step.tag))
    return Part(text(language, "recommendations.brief_steps"), tuple(lines), ordered=True)


def _done(version: str, language: str, shown: Sequence[Ranked]) -> Part:
    """Return one practice for each, another each time where there is another."""
    lines: list[Sentence] = []
    taken: set[str] = set()
    for each in shown:
        own = telling(each.recommendation, taken)
        taken.add(own.practice_id)
        lines.append(_practice(version, language, own))
    return Part(text(language, "recommendations.cases"), tuple(lines))


def telling(own: Recommendation, taken: set[str]) -> Case:
    """Return the practice of a recommendation that others learn most from, a new one first."""
    return min(own.cases, key=lambda each: (each.practice_id in taken, TELLING.index(each.role)))


def _practice(version: str, language: str, own: Case) -> Sentence:
    """Return a practice with what it shows, and its first known limit where that says no limit."""
    shown = recommendation.case(version, language, own)
    limits = queries.practices(version)[own.practice_id].limits
    if own.role in ("works", "too_recent") and limits:
        limit = said(language, limits[0].text)
        words = text(language, "recommendations.brief_limit", words=shown.words, limit=limit)
        return Sentence(words, shown.links, shown.tag)
    return shown


def _sources(
    version: str, language: str, gaps: Sequence[tuple[str, Gap]], shown: Sequence[Ranked]
) -> Part:
    used = list(dict.fromkeys(gap.indicator_id for _, gap in gaps))
    lines = [
        Sentence(
            text(
                language,
                "recommendations.brief_numbers",
                list=text(language, "alt.join").join(because.sources(version, language, used)),
            )
        )
    ]
    documents = {
        each.recommendation.advice[0].document.key: each.recommendation.advice[0].document
        for each in shown
    }
    named, links = [], []
    for own in documents.values():
        year = str(own.year) if own.year else text(language, "recommendations.undated")
        body = recommendation.term(version, language, "body", (own.body,))
        named.append(
            text(language, "recommendations.document", body=body, title=own.title, year=year)
        )
        links.append((own.title, own.address))
    if named:
        words = text(
            language, "recommendations.brief_advice", list=text(language, "alt.join").join(named)
        )
        lines.append(Sentence(words, tuple(links)))
    return Part(text(language, "recommendations.brief_sources"), tuple(lines))


def _foot(version: str, language: str, asked: Priorities) -> tuple[Sentence, ...]:
    words = text(language, "recommendations.brief_link")
    address = markup.href(VIEW, asked.link(language))
    return (
        Sentence(text(language, "recommendations.distance")),
        Sentence(words, ((words, address),)),
    )
