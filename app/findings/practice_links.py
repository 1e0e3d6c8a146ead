"""What a country's profile says of practices and of its strategy: links to both."""

from __future__ import annotations

from functools import lru_cache

from app import markup, markup_practice, queries
from app.exhibit import Exhibit, Table
from app.findings import practice_lines as lines
from app.findings import practices
from app.findings.practice_filters import Filters, ordered, passing
from app.i18n import said, text
from app.markup_practice import Point


@lru_cache(maxsize=64)
def exhibit(version: str, language: str, iso3: str) -> Exhibit:
    """Return a country's practices as links, and the link to its strategies."""
    own = ordered(version, language, passing(version, Filters(country=iso3)))
    name = said(language, queries.countries(version)[iso3].name)
    points = [
        Point(
            said(language, each.title),
            text(language, "practice.join").join(lines.place(version, language, each)[-2:]),
            practices.href(language, Filters(), each.practice_id),
        )
        for each in own
    ]
    strategies = markup.link(
        markup.href("strategies", {"lang": language, "country": iso3}),
        text(language, "practice.strategies", country=name),
    )
    every = markup.link(
        practices.href(language, Filters(country=iso3)), text(language, "practice.all_of_country")
    )
    found = text(language, "practices.count", count=len(own))
    return Exhibit(
        key="library",
        title=text(language, "practice.library"),
        subtitle=text(language, "practice.collected", country=name, found=found),
        alt="",
        source=(),
        table=Table("", (), ()),
        picture=markup_practice.points(points) + markup_practice.back([every, strategies]),
    )
