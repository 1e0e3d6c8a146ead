"""One recommendation, whole: steps, conditions, risks, who did it, who advises it."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from functools import lru_cache

from app import markup, markup_recommendation, queries
from app.exhibit import Exhibit, Table, View
from app.findings import because, shared, standings
from app.findings.priorities import ALL, Priorities
from app.i18n import code, said, text
from app.library import Advice, Case, Recommendation
from app.markup_recommendation import Part, Sentence
from app.records import Texts

VIEW = "recommendations"


@lru_cache(maxsize=256)
def view(version: str, language: str, asked: Priorities) -> View:
    """Return the recommendation that a link opens, with the numbers of the country asked for."""
    own = queries.recommendations(version)[asked.opened]
    where = standings.states(version, asked)[own.recommendation_id]
    total = len(queries.groups(version)["arab"].members)
    title = said(language, own.title)
    found = text(language, "recommendations.among", count=len(where), total=total)
    return View(
        title=title,
        sentence=text(language, "recommendations.whole_headline", title=title, found=found),
        context=text(language, "recommendations.context"),
        facts=(),
        exhibits=(
            Exhibit(
                key="recommendation",
                title=said(language, own.problem),
                subtitle=listed(language, tags(version, language, own)),
                alt="",
                source=(),
                table=Table("", (), ()),
                picture=markup_recommendation.parts(
                    (*_standing(version, language, asked, own), *parts(version, language, own)), 3
                ),
            ),
        ),
    )


def listed(language: str, words: Sequence[str]) -> str:
    """Return words side by side."""
    return text(language, "source.join").join(words)


def tags(version: str, language: str, own: Recommendation) -> tuple[str, ...]:
    """Return the pillars that a recommendation serves, its own first, and how far it was read."""
    pillars = queries.pillars(version)
    names = [said(language, pillars[each].name) for each in (own.pillar, *own.also)]
    return (text(language, "alt.comma").join(names), term(version, language, "focus", own.focus))


def term(version: str, language: str, name: str, ids: Sequence[str]) -> str:
    """Return the names of terms of a fixed list, '' of none."""
    terms = queries.terms(version)[name]
    return text(language, "alt.comma").join(said(language, terms[each].name) for each in ids)


def href(language: str, own: Recommendation, asked: Priorities) -> str:
    """Return the address of a recommendation whole; filters stay as they are."""
    return markup.href(VIEW, asked.link(language, recommendation=own.recommendation_id))


def first_step(version: str, language: str, own: Recommendation) -> Sentence:
    """Return the first step of a recommendation, with what stands behind it."""
    return _steps(version, language, own)[0]


def parts(version: str, language: str, own: Recommendation) -> tuple[Part, ...]:
    """Return everything that is known of a recommendation, part by part."""

    def named(key: str, lines: Sequence[Sentence], *, ordered: bool = False) -> Part:
        return Part(text(language, f"recommendations.{key}"), tuple(lines), ordered)

    def plain(texts: Sequence[Texts]) -> list[Sentence]:
        return [Sentence(said(language, each)) for each in texts]

    targets = queries.terms(version)["sdg_target"]
    return (
        named("steps", _steps(version, language, own), ordered=True),
        named("conditions", _conditions(version, language, own)),
        named("risks", plain(own.risks)),
        named("safeguards", plain(own.safeguards)),
        named(
            "tools",
            [
                Sentence(
                    said(language, each.name),
                    tag=term(version, language, "readiness", (each.readiness,)),
                )
                for each in own.tools
            ],
        ),
        named("cases", [case(version, language, each) for each in own.cases]),
        named("advice", [_advice(version, language, each) for each in own.advice]),
        named("cost", [Sentence(said(language, own.cost))]),
        named(
            "sdg",
            [
                Sentence(
                    text(
                        language,
                        "recommendations.target",
                        number=code(each),
                        name=said(language, targets[each].name),
                        reason=said(language, reason),
                    )
                )
                for each, reason in own.sdg.items()
            ],
        ),
        named(
            "reading",
            [
                Sentence(
                    said(language, own.reading),
                    tag=term(version, language, "read_as", (own.confidence,)),
                )
            ],
        ),
    )


def _steps(version: str, language: str, own: Recommendation) -> list[Sentence]:
    return [
        Sentence(said(language, each.text), tag=term(version, language, "basis", (each.basis,)))
        for each in own.steps
    ]


def _conditions(version: str, language: str, own: Recommendation) -> list[Sentence]:
    """Return the conditions under which it fits: income, conflict, what people have, law."""
    incomes = queries.terms(version)["income"]
    every = len(own.income) == len(incomes)
    income = (
        text(language, "recommendations.any_income")
        if every
        else term(version, language, "income", own.income)
    )
    rows = [
        ("income", income, own.income_note),
        (
            "conflict",
            term(version, language, "conflict", (own.conflict,)),
            own.conflict_note,
        ),
        (
            "reach",
            term(version, language, "connectivity", (own.connectivity,)),
            own.connectivity_note,
        ),
    ]
    found = [
        text(
            language,
            "recommendations.condition",
            name=text(language, f"recommendations.condition_of.{name}"),
            words=words,
            note="" if note is None else said(language, note),
        ).strip()
        for name, words, note in rows
    ]
    law = text(
        language,
        "recommendations.condition_law",
        name=text(language, "recommendations.law"),
        words=said(language, own.legal),
    )
    return [Sentence(each) for each in (*found, law)]


def case(version: str, language: str, own: Case) -> Sentence:
    """Return a practice that shows a recommendation, with what it shows: failures as well."""
    practice = queries.practices(version)[own.practice_id]
    country = said(language, queries.countries(version)[practice.iso3].name)
    title = said(language, practice.title)
    asked = {"lang": language, "practice": own.practice_id}
    words = text(
        language,
        "recommendations.case",
        title=title,
        country=country,
        note=said(language, own.note),
    )
    role = term(version, language, "role", (own.role,))
    return Sentence(words, ((title, markup.href("practices", asked)),), role)


def _advice(version: str, language: str, own: Advice) -> Sentence:
    """Return who advises it and where, and whether the document itself was read."""
    document = own.document
    year = str(document.year) if document.year else text(language, "recommendations.undated")
    words = text(
        language,
        "recommendations.advised",
        body=term(version, language, "body", (document.body,)),
        title=document.title,
        year=year,
        says=said(language, own.says),
    )
    tag = term(version, language, "read_as", (document.read_as,))
    return Sentence(words, ((document.title, document.address),), tag)


def _standing(
    version: str, language: str, asked: Priorities, own: Recommendation
) -> tuple[Part, ...]:
    """Return the numbers of the country asked for, and the states that it is brought up in."""
    where = standings.states(version, asked)[own.recommendation_id]
    found: list[Part] = []
    if asked.country != ALL:
        country = said(language, queries.countries(version)[asked.country].name)
        name = text(language, "recommendations.because_of", country=country)
        ranked = standings.of(version, asked.country, asked, own.recommendation_id)
        if ranked is None:
            words = text(language, "recommendations.not_brought_up", country=country)
            found.append(Part(name, (Sentence(words),)))
        else:
            shown = because.part(version, language, asked.country, ranked)
            found.append(Part(name, shown.lines))
    return (*found, states(version, language, asked, own, where))


def states(
    version: str, language: str, asked: Priorities, own: Recommendation, where: Sequence[str]
) -> Part:
    """Return the states whose figures bring a recommendation up, each with its numbers behind."""
    names, links = [], []
    for iso3 in shared.in_order(version, language, where):
        names.append(said(language, queries.countries(version)[iso3].name))
        one = dataclasses.replace(asked, country=iso3)
        address = markup.href(VIEW, one.link(language, recommendation=own.recommendation_id))
        links.append((names[-1], address))
    words = text(language, "alt.comma").join(names) or text(language, "recommendations.nowhere")
    return Part(text(language, "recommendations.states"), (Sentence(words, tuple(links)),))
