"""What a download holds, and what it says of itself in each language."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from app import i18n
from app.export import citation
from app.export.citation import Work
from app.i18n import listed, said, text
from app.records import Country, Edition, Group, Indicator, Pillar, Source

NAMED = 3
"""More names than this are counted in a title."""

Row = Mapping[str, Any]

_ISOLATES = re.compile("[\N{LEFT-TO-RIGHT ISOLATE}-\N{POP DIRECTIONAL ISOLATE}]")


@dataclass(frozen=True)
class Content:
    """One download: what was asked for, what was found, and where it comes from."""

    version: str
    built: datetime.datetime
    site: str
    """Address of the dashboard, with a slash at its end."""
    path: str
    """The download's own path below it."""
    asked: Mapping[str, str]
    """The parameters that narrow it, as they stand in a link."""
    indicators: tuple[Indicator, ...]
    """Those that were asked for and may be passed on."""
    countries: tuple[Country, ...] | None
    groups: tuple[Group, ...]
    pillars: tuple[Pillar, ...]
    topics: tuple[str, ...]
    rows: int
    held: frozenset[str]
    """Ids of the indicators that have a figure among them."""
    span: tuple[int, int] | None
    """First and last year that has a figure."""
    editions: Mapping[str, tuple[Edition, ...]]
    """Source to the editions that the figures were taken from."""
    missing: Sequence[Row]
    doubts: Sequence[Row]
    left_out: tuple[Indicator, ...]

    @property
    def sources(self) -> tuple[Source, ...]:
        """Return the sources of the indicators, each once."""
        return tuple({each.source.source_id: each.source for each in self.indicators}.values())


def code(language: str, name: str) -> str:
    """Return a code as one run from left to right; English text needs no marks for that."""
    return i18n.code(name) if i18n.direction(language) == "rtl" else name


def bare(language: str, words: str) -> str:
    """Return words as they go into a file: English ones without the marks of direction."""
    return words if i18n.direction(language) == "rtl" else _ISOLATES.sub("", words)


def address(content: Content, language: str) -> str:
    """Return the address that gives the same download again, its data version named."""
    asked = {**content.asked, "lang": language, "data_version": content.version}
    return f"{content.site}{content.path}?{urlencode(asked, safe=',:')}"


def view(content: Content, language: str) -> str:
    """Return the address of the view that shows the same figures."""
    asked = {**content.asked, "lang": language, "data_version": content.version}
    return f"{content.site}data?{urlencode(asked, safe=',:')}"


def title(content: Content, language: str) -> str:
    """Return what a download holds, in a few words: indicators, countries, years."""
    shown = [each for each in content.indicators if each.indicator_id in content.held]
    known = [said(language, each.name) for each in shown or content.indicators]
    words = [
        listed(language, known)
        if 0 < len(known) <= NAMED
        else text(language, "sources.indicators", count=len(known))
    ]
    if content.groups:
        words += [said(language, each.name) for each in content.groups]
    elif content.countries is None:
        words.append(text(language, "export.all_economies"))
    elif len(content.countries) <= NAMED:
        words.append(listed(language, [said(language, each.name) for each in content.countries]))
    else:
        words.append(text(language, "export.economies", count=len(content.countries)))
    if content.span:
        words.append(i18n.years(language, *content.span))
    several = 1 < len(known) <= NAMED or (content.countries and 1 < len(content.countries) <= NAMED)
    return bare(language, text(language, "source.join" if several else "alt.comma").join(words))


def work(content: Content, language: str) -> Work:
    """Return what a citation of a download needs."""
    return Work(
        title=title(content, language),
        site=text(language, "site.name"),
        address=view(content, language),
        version=content.version,
        date=content.built.date(),
    )


def filter_lines(content: Content, language: str) -> list[tuple[str, str]]:
    """Return what was asked for, one pair of name and value a parameter."""
    known = [
        f"{said(language, each.name)} ({code(language, each.indicator_id)})"
        for each in content.indicators
    ]
    indicators = (
        text(language, "export.all_indicators")
        if not {"indicator", "pillar", "topic"} & set(content.asked)
        else text(language, "source.join").join(known)
    )
    pairs = [(text(language, "control.indicator"), indicators)]
    if content.topics:
        names = [text(language, f"topic.{each}") for each in content.topics]
        pairs.append((text(language, "export.topic"), listed(language, names)))
    if content.pillars:
        names = [said(language, each.name) for each in content.pillars]
        pairs.append((text(language, "targets.pillar"), listed(language, names)))
    if content.groups:
        names = [said(language, each.name) for each in content.groups]
        pairs.append((text(language, "control.group"), listed(language, names)))
    if content.countries is None:
        pairs.append((text(language, "control.countries"), text(language, "export.all_economies")))
    elif "country" in content.asked or not content.groups:
        names = [said(language, each.name) for each in content.countries]
        shown = listed(language, names) or text(language, "export.economies", count=0)
        pairs.append((text(language, "control.countries"), shown))
    pairs.append((text(language, "control.period"), period(language, content.asked.get("year"))))
    return pairs


def period(language: str, asked: str | None) -> str:
    """Return the years of a filter in words: '2024', '2010–2024', 'from 2010'."""
    if not asked:
        return text(language, "export.all_years")
    first, _, last = asked.partition(":")
    if ":" not in asked:
        return first
    if first and last:
        return i18n.years(language, int(first), int(last))
    if first:
        return text(language, "export.from_year", year=first)
    return text(language, "export.until_year", year=last)


def about(content: Content, language: str) -> list[tuple[str, str]]:
    """Return what a download says of itself, one pair of name and value a line."""
    pairs = [
        (text(language, "export.cite"), citation.plain(language, work(content, language))),
        ("", text(language, "export.cite_source")),
        *filter_lines(content, language),
        (text(language, "export.rows"), i18n.number(language, content.rows)),
        *([] if content.rows else [("", text(language, "export.none"))]),
        (text(language, "sources.version"), code(language, content.version)),
        (text(language, "sources.built"), i18n.date(language, content.built.date())),
        (text(language, "export.view"), code(language, view(content, language))),
        (text(language, "export.address"), code(language, address(content, language))),
        ("", text(language, "export.as_published")),
        ("", text(language, "export.terms")),
    ]
    label = text(language, "export.left_out")
    pairs += [(label, each) for each in left_out_lines(content.left_out, language)]
    return [(name, bare(language, words)) for name, words in pairs]


def left_out_lines(left_out: Sequence[Indicator], language: str) -> list[str]:
    """Return a line for every indicator that may not be passed on: terms, and where it is."""
    return [
        text(
            language,
            "export.left_out_item",
            indicator=said(language, each.name),
            licence=said(language, each.source.licence),
            address=code(language, each.source.url),
        )
        for each in left_out
    ]


def sharing_line(language: str, source: Source) -> str:
    """Return the terms of a source, with the notice that has to travel where there is one."""
    licence = said(language, source.licence)
    return text(language, "export.notice", licence=licence) if source.sharing != "open" else licence


def taken_line(language: str, editions: Sequence[Edition]) -> str:
    """Return the editions that figures were taken from, and when and from whom they came."""
    names = [code(language, each.edition) for each in editions]
    days = sorted({each.retrieved_on for each in editions if each.retrieved_on})
    if not days:
        when = text(language, "source.no_date")
    elif days[0] == days[-1]:
        when = text(language, "source.retrieved", date=i18n.date(language, days[0]))
    else:
        ends = {"first": i18n.date(language, days[0]), "last": i18n.date(language, days[-1])}
        when = text(language, "source.retrieved_between", **ends)
    return text(
        language, "export.taken_from", editions=listed(language, names) or "–", retrieved=when
    )


def statuses(language: str) -> list[str]:
    """Return what each letter of the status of a value means."""
    return [text(language, f"export.status.{each}", letter=each.upper()) for each in "aebp"]


def relation_line(language: str, indicator: Indicator) -> str:
    """Return how an indicator relates to its target of the SDGs, '' where it has none."""
    if not indicator.relation:
        return ""
    return text(language, f"relation.{indicator.relation}", sdg=indicator.sdg)


def caution(language: str, indicator: Indicator) -> str:
    """Return why the years of an indicator may not be compared: its caveat and its breaks."""
    words = [said(language, indicator.caveat)] if indicator.caveat else []
    words += [
        text(language, "export.break", year=each.year, reason=said(language, each.reason))
        for each in indicator.breaks
    ]
    return text(language, "source.join").join(words)
