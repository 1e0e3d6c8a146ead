"""Figures to take out: how many a filter has, its first rows, its files, terms and columns."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from itertools import islice
from typing import Any

from app import markup, markup_data, narrative, queries
from app.exhibit import Cell, Exhibit, Line, Link, Table, View
from app.export.content import Content, left_out_lines, sharing_line, statuses, title
from app.export.workbook import MANY_ROWS
from app.findings import nothing, sizes
from app.findings.extract import Extract, address, content, narrowed
from app.i18n import LANGUAGES, code, number, said, text
from app.markup_data import Column, File
from app.queries.export import COLUMNS
from app.records import Indicator

FIRST = 10
"""Rows that are shown before a download."""

SHOWN = ("country", "indicator", "year", "value", "unit", "rank", "obs_status", "edition", "source")
"""Columns of which the first rows are shown; the others are told further below."""

FILES = {
    "excel": ("CSV", "observations.csv", "csv"),
    "workbook": ("XLSX", "observations.xlsx", "xlsx"),
    "csv": ("CSV", "observations.csv", "csv"),
    "json": ("JSON", "observations.json", "json"),
    "parquet": ("Parquet", "observations.parquet", "parquet"),
    "sdmx": ("SDMX-CSV", "observations.sdmx.csv", "sdmx"),
    "package": ("ZIP", "package.zip", "zip"),
}
"""Key of a file to its name, its path and its form."""

PARTS = ("column", "column_means")
"""What is told of a column: its name in the workbook, and what it means."""

CATALOGUES = {
    "availability": "availability.csv",
    "indicators": "indicators.json",
    "countries": "countries.json",
    "sources": "sources.json",
    "benchmarks": "benchmarks.json",
    "practices": "practices.json",
    "strategies": "strategies.json",
    "recommendations": "recommendations.json",
    "structure": "structure.json",
    "openapi": "openapi.json",
}
"""What there is beside the figures of a filter: key to path."""


@lru_cache(maxsize=128)
def find(version: str, language: str, asked: Extract) -> View:
    """Return what a filter has, or why it has nothing."""
    found = content(version, asked)
    what = title(found, language)
    exhibits = (
        (
            _files(language, asked, found),
            _preview(version, language, asked, found),
            _terms(version, language, found),
        )
        if found.rows
        else ()
    )
    return View(
        title=text(language, "view.data"),
        sentence=_sentence(language, found, what),
        context=text(language, "data.context"),
        facts=(),
        exhibits=(*exhibits, _columns(language), _catalogues(language, asked)),
        notes=_left_out(language, found),
    )


def way_out(version: str, language: str, asked: Extract) -> str:
    """Return why a filter has nothing and what leads out of it, as HTML; '' where it has some."""
    found = content(version, asked)
    return "" if found.rows else nothing.find(version, language, asked, found)


def _sentence(language: str, found: Content, what: str) -> str:
    if found.rows:
        return text(language, "data.headline", count=found.rows, what=what)
    closed = found.left_out and not found.indicators
    return text(language, "data.headline_closed" if closed else "data.headline_none", what=what)


def _left_out(language: str, found: Content) -> tuple[str, ...]:
    """Return what may be shown but not passed on, each with its terms and where it is to be had."""
    if not found.left_out:
        return ()
    return (text(language, "data.left_out"), *left_out_lines(found.left_out, language))


def _held(found: Content) -> list[Indicator]:
    return [each for each in found.indicators if each.indicator_id in found.held]


def _files(language: str, asked: Extract, found: Content) -> Exhibit:
    version = found.version
    countries = found.countries or tuple(queries.countries(version).values())
    held = _held(found)
    rows = []
    for key, (name, path, form) in FILES.items():
        more = {"excel": "1"} if key == "excel" else {}
        rows.append(
            File(
                text(language, "data.for_program", format=code(name), program=code("Excel"))
                if key == "excel"
                else code(name),
                address(path, {**asked.link(language), **more}),
                _use(language, key, form, found.rows),
                number(language, found.rows),
                sizes.told(language, sizes.of_file(language, form, found.rows, held, countries)),
            )
        )
    head = [text(language, f"data.{key}") for key in ("file", "use_head", "rows", "size")]
    caption = text(language, "data.files")
    return _exhibit(language, "files", markup_data.files(caption, head, rows))


def _use(language: str, key: str, form: str, rows: int) -> str:
    """Return what a file is for, and that a large one is not there at once."""
    use = text(language, f"data.use.{key}", program=code("Excel"))
    waits = form in ("xlsx", "zip") and rows > MANY_ROWS
    return text(language, "data.made.first", use=use) if waits else use


def _preview(version: str, language: str, asked: Extract, found: Content) -> Exhibit:
    """Return the first rows as a table, their values printed as the views print them."""
    known = queries.declared(version)
    places = [COLUMNS.index(name) for name in SHOWN]
    which, value = COLUMNS.index("indicator_id"), COLUMNS.index("value")
    rows: list[tuple[Cell, ...]] = []
    for row in _first(version, language, asked, found):
        shown = list(row)
        unit = known[row[which]].unit
        shown[value] = narrative.amount(language, unit, row[value], exact=True)
        for name in ("obs_status", "edition"):
            shown[COLUMNS.index(name)] = code(str(row[COLUMNS.index(name)]))
        rows.append(tuple("" if shown[at] is None else str(shown[at]) for at in places))
    head = tuple(text(language, f"export.column.{name}") for name in SHOWN)
    caption = text(language, "data.first_rows", count=len(rows))
    picture = markup.table(Table(caption, head, tuple(rows)))
    note = text(language, "data.more_columns", columns=number(language, len(COLUMNS)))
    return replace(_exhibit(language, "preview", picture), subtitle=caption, notes=(note,))


def _first(version: str, language: str, asked: Extract, found: Content) -> list[tuple[Any, ...]]:
    """Return the first rows; the store is asked for one indicator at a time, as rows go by it."""
    rows: list[tuple[Any, ...]] = []
    for identity in sorted(found.held):
        own = replace(narrowed(version, asked), indicators=(identity,))
        left = FIRST - len(rows)
        rows += islice(queries.observations(version, own, language), left)
        if len(rows) == FIRST:
            break
    return rows


def _terms(version: str, language: str, found: Content) -> Exhibit:
    """Return every source among the figures with its indicators, its terms and their notice."""
    own: dict[str, list[Indicator]] = {}
    for each in _held(found):
        own.setdefault(each.source.source_id, []).append(each)
    rows: list[tuple[Cell, ...]] = []
    for source_id, indicators in own.items():
        source = queries.sources(version)[source_id]
        cards = tuple(
            Line(
                Link(
                    said(language, each.name),
                    markup.href("methods", {"indicator": each.indicator_id, "lang": language}),
                )
            )
            for each in indicators
        )
        rows.append(
            (
                (
                    Line(Link(said(language, source.name), source.url)),
                    Line(said(language, source.producer), "small"),
                ),
                cards,
                (
                    Line(sharing_line(language, source)),
                    Line(Link(text(language, "data.terms_page"), source.licence_url), "small"),
                ),
            )
        )
    keys = ("sources.source", "data.indicators", "sources.terms")
    head = tuple(text(language, key) for key in keys)
    table = Table(text(language, "data.terms"), head, tuple(rows))
    return _exhibit(language, "terms", markup.table(table))


def _columns(language: str) -> Exhibit:
    rows = [
        Column(
            name,
            {
                each: (
                    text(each, f"export.column.{name}"),
                    text(each, f"export.column_means.{name}"),
                )
                for each in LANGUAGES
            },
        )
        for name in COLUMNS
    ]
    caption = text(language, "data.columns")
    head = [text(language, "data.column"), *LANGUAGES.values()]
    meant = _exhibit(language, "columns", markup_data.columns(caption, head, rows))
    return replace(meant, notes=(text(language, "data.statuses"), *statuses(language)))


def _catalogues(language: str, asked: Extract) -> Exhibit:
    pinned = {"data_version": asked.version} if asked.version else {}
    rows = [
        File(
            code(path),
            address(path, {"lang": language, **pinned}),
            text(language, "data.describes", standard=code("OpenAPI 3.1"))
            if key == "openapi"
            else text(language, f"export.api.{key}"),
        )
        for key, path in CATALOGUES.items()
    ]
    head = [text(language, f"data.{key}") for key in ("file", "use_head")]
    caption = text(language, "data.catalogues")
    return _exhibit(language, "catalogues", markup_data.files(caption, head, rows))


def _exhibit(language: str, key: str, picture: str) -> Exhibit:
    return Exhibit(
        key=f"data-{key}",
        title=text(language, f"data.{key}"),
        subtitle="" if key == "preview" else text(language, f"data.{key}_help"),
        alt="",
        source=(),
        table=Table("", (), ()),
        picture=picture,
    )
