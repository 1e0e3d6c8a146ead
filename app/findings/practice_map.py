"""Technology by service area: how many practices were collected for each pair, and where none."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from app import markup_practice, queries
from app.exhibit import Exhibit, Table
from app.findings import practice_lines as lines
from app.findings.practice_filters import ALL, Filters, names_of, passing
from app.i18n import date, number, text
from app.markup import href
from app.markup_practice import Crossing, Head, Line

VIEW = "practices"


def exhibit(version: str, language: str, filters: Filters) -> Exhibit:
    """Return the map of what passes the other filters; an empty cell says that nothing is there."""
    every = replace(filters, technology=ALL, area=ALL)
    own = passing(version, every).values()
    terms = queries.terms(version)
    pairs = Counter((name, each.area) for each in own for name in each.technology)
    areas = Counter(each.area for each in own)
    used = Counter(name for each in own for name in each.technology)

    def cell(technology: str = ALL, area: str = ALL, count: int = 0) -> Crossing:
        asked = replace(every, technology=technology, area=area)
        return Crossing(number(language, count), count, href(VIEW, asked.link(language)))

    def head(name: str, identity: str, count: int) -> Head:
        words = lines.term(version, language, name, identity)
        asked = {"technology": identity} if name == "technology" else {"area": identity}
        return Head(words, cell(count=count, **asked) if count else None)

    rows = [
        Line(
            head("technology", technology, used[technology]),
            [
                cell(technology, area, pairs[technology, area]) if pairs[technology, area] else None
                for area in terms["area"]
            ],
        )
        for technology in terms["technology"]
    ]
    newest = max(each.checked for each in queries.practices(version).values())
    cells = len(terms["technology"]) * len(terms["area"])
    return Exhibit(
        key="practice-map",
        title=text(
            language, "practices.map", count=cells - len(pairs), total=number(language, cells)
        ),
        subtitle=text(language, "practices.map_help"),
        alt="",
        source=(text(language, "practices.source", date=date(language, newest)),),
        table=Table("", (), ()),
        picture=markup_practice.crossings(
            caption=_caption(version, language, every, len(own)),
            corner=text(language, "practices.map_corner"),
            heads=[head("area", area, areas[area]) for area in terms["area"]],
            rows=rows,
            nothing=text(language, "practices.map_nothing"),
            legend=(text(language, "practices.map_some"), text(language, "practices.map_none")),
        ),
        catalogue="practices.json",
        drawn=True,
    )


def _caption(version: str, language: str, filters: Filters, count: int) -> str:
    """Return of which practices the map speaks: all of them, or those of the other filters."""
    found = text(language, "practices.count", count=count)
    chosen = names_of(version, language, filters).values()
    if not chosen:
        return text(language, "practices.map_caption", found=found)
    listed = text(language, "source.join").join(chosen)
    return text(language, "practices.map_caption_of", found=found, list=listed)
