"""What is offered beside a view: the figures of a chart, its picture, and how to cite the view."""

from __future__ import annotations

from collections.abc import Mapping

from app import markup, markup_data, queries
from app.exhibit import Exhibit
from app.export import citation
from app.export.citation import Work
from app.findings import extract, subject
from app.findings.recipes import copy_words, whole
from app.i18n import LANGUAGES, code, listed, said, text
from app.markup_data import Citation, PictureWords, Row

NOT_CITED = ("present", "story", "tale", "step", "told", "notes", "lang", "data_version")
"""Parameters of a link that do not belong to what is cited, or are put anew."""


def of_chart(version: str, language: str, shown: Exhibit, pinned: str) -> str:
    """Return what is offered under an exhibit, as HTML; '' where there is nothing."""
    drawn = shown.figure is not None or shown.drawn
    if shown.data is None and not shown.catalogue and not drawn:
        return ""
    asked = {**(shown.data or {}), "lang": language, **({"data_version": pinned} if pinned else {})}
    label, links, onward, note = _figures(version, language, shown, asked)
    known = shown.data is not None or bool(shown.catalogue)
    summary = "picture" if not known else "data_and_picture" if drawn else "data"
    words = PictureWords(
        text(language, "picture.label"),
        text(language, "picture.failed"),
        text(language, "picture.saved"),
    )
    return markup_data.row(
        Row(
            summary=text(language, f"picture.{summary}"),
            label=label,
            links=links,
            onward=onward,
            note=note,
            picture=words if drawn else None,
            name=extract.name({"key": shown.key, **(shown.data or {}), "lang": language}),
            cite=text(language, "cite.cite"),
        )
    )


def _figures(
    version: str, language: str, shown: Exhibit, asked: Mapping[str, str]
) -> tuple[str, list[tuple[str, str]], tuple[str, str], str]:
    """Return the files of what an exhibit shows: label, links, the way onward, a note."""
    if shown.catalogue:
        path = shown.catalogue
        links = [(code(path.rpartition(".")[2].upper()), extract.address(path, asked))]
        note = text(language, "offered.catalogue_note")
        return text(language, "offered.catalogue"), links, ("", ""), note
    if shown.data is None:
        return "", [], ("", ""), ""
    onward = markup.href("data", asked)
    if why := _without(version, language, shown.data):
        return "", [], (text(language, "picture.why"), onward), why
    csv, xlsx = "observations.csv", "observations.xlsx"
    named = text(language, "data.for_program", format=code("CSV"), program=code("Excel"))
    links = [
        (code("CSV"), extract.address(csv, asked)),
        (named, extract.address(csv, {**asked, "excel": "1"})),
        (code("XLSX"), extract.address(xlsx, asked)),
    ]
    more = text(language, "picture.more"), onward
    return text(language, "picture.figures"), links, more, text(language, "picture.as_published")


def _without(version: str, language: str, data: Mapping[str, str]) -> str:
    """Return why there is no file of the figures of a chart; '' where there is one."""
    found = extract.content(version, extract.of(data))
    if found.rows:
        return ""
    if found.indicators or not found.left_out:
        return text(language, "picture.none")
    sources = dict.fromkeys(said(language, each.source.name) for each in found.left_out)
    return text(language, "picture.closed", source=listed(language, list(sources)))


def cite(version: str, language: str, view: str, used: Mapping[str, str], site: str) -> str:
    """Return how a view is cited: after APA, as BibTeX, and as Arabic editors write it."""
    works = {each: _work(version, each, view, used, site) for each in LANGUAGES}
    rows = [
        Citation("apa", code("APA"), "en", citation.plain("en", works["en"])),
        Citation("ar", text(language, "cite.arabic"), "ar", citation.plain("ar", works["ar"])),
        Citation("bibtex", code("BibTeX"), "en", citation.bibtex(works[language])),
    ]
    note = text(language, "cite.note")
    return markup_data.cite(text(language, "cite.cite"), note, copy_words(language), rows)


def _work(version: str, language: str, view: str, used: Mapping[str, str], site: str) -> Work:
    own = {name: value for name, value in used.items() if name not in NOT_CITED}
    link = {"lang": language, **own, "data_version": version}
    return Work(
        title=subject.of(version, language, view, own),
        site=text(language, "site.name"),
        address=whole(site, markup.href(view, link)),
        version=version,
        date=queries.built_at(version).date(),
    )
