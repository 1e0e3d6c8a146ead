"""A download as a Frictionless data package: one archive of tables, descriptions and texts."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, BinaryIO

from app import i18n
from app.export import citation
from app.export.content import Content, address, caution, title, view, work
from app.export.readme import readme
from app.i18n import text
from app.records import Indicator, Source

PIECE = 1 << 20
TYPES = {"year": "integer", "value": "number", "rank": "integer", "retrieved_on": "date"}
TYPES |= {"decimals": "integer", "survey": "boolean", "rank_published": "boolean"}
BOTH = tuple(i18n.LANGUAGES)

Cells = Sequence[Any]


def _both(name: str) -> list[str]:
    return [f"{name}_{language}" for language in BOTH]


def _texts(texts: Mapping[str, str] | None) -> list[str]:
    return [(texts or {}).get(language, "") for language in BOTH]


INDICATOR_COLUMNS = (
    *("indicator_id", *_both("name"), *_both("definition"), "unit_id", *_both("unit"), "decimals"),
    *("better", "topic", "pillar", "sdg", "relation", "survey", "rank_published"),
    *(*_both("caution"), *_both("custodian"), "source_id", "code", "sharing"),
)
SOURCE_COLUMNS = (
    *("source_id", *_both("name"), *_both("producer"), *_both("licence"), "licence_url", "url"),
    *("sharing", "editions", "first_retrieved_on", "last_retrieved_on", "passed_on_by"),
)
ABSENCE_COLUMNS = ("indicator_id", "iso3", "year", "edition", "reason_id", *_both("reason"))
DOUBT_COLUMNS = ("indicator_id", "iso3", "year", *_both("note"))


def _indicator(each: Indicator) -> Cells:
    return (
        *(each.indicator_id, *_texts(each.name), *_texts(each.definition), each.unit.unit_id),
        *(*_texts(each.unit.name), each.unit.decimals, each.better, each.topic, each.pillar),
        *(each.sdg, each.relation, str(each.survey).lower(), str(each.rank_published).lower()),
        *(caution(language, each) for language in BOTH),
        *(*_texts(each.custodian), each.source.source_id, each.code, each.sharing),
    )


def _source(content: Content, each: Source) -> Cells:
    taken = content.editions.get(each.source_id, ())
    days = sorted(edition.retrieved_on for edition in taken if edition.retrieved_on)
    ends = (days[0], days[-1]) if days else (None, None)
    return (
        *(each.source_id, *_texts(each.name), *_texts(each.producer), *_texts(each.licence)),
        *(each.licence_url, each.url, each.sharing),
        *("; ".join(edition.edition for edition in taken), *ends),
        "; ".join(sorted({own.passed_on_by for own in taken if own.passed_on_by})),
    )


def _table(columns: Sequence[str], rows: Iterable[Cells]) -> bytes:
    out = io.StringIO(newline="")
    lines = csv.writer(out, lineterminator="\n")
    lines.writerow(columns)
    lines.writerows(rows)
    return out.getvalue().encode()


def _named(path: str) -> str:
    return path.removeprefix("data/").removesuffix(".csv")


def tables(content: Content) -> dict[str, bytes]:
    """Return the small tables beside the figures, by their path in the package."""
    return {
        "data/indicators.csv": _table(
            INDICATOR_COLUMNS, (_indicator(each) for each in content.indicators)
        ),
        "data/sources.csv": _table(
            SOURCE_COLUMNS, (_source(content, each) for each in content.sources)
        ),
        "data/absences.csv": _table(
            ABSENCE_COLUMNS,
            (
                (*(each[name] for name in ABSENCE_COLUMNS[:5]), *_texts(each["text"]))
                for each in content.missing
            ),
        ),
        "data/doubts.csv": _table(
            DOUBT_COLUMNS,
            (
                (each["indicator_id"], each["iso3"], each["year"], *_texts(each["note"]))
                for each in content.doubts
            ),
        ),
    }


def _fields(columns: Sequence[str], language: str, own: bool) -> list[dict[str, Any]]:
    fields = []
    for name in columns:
        kind = "date" if name.endswith("retrieved_on") else TYPES.get(name, "string")
        field: dict[str, Any] = {"name": name, "type": kind}
        if own:
            field["title"] = text(language, f"export.column.{name}")
            field["description"] = text(language, f"export.column_means.{name}")
        if name == "iso3":
            field["constraints"] = {"pattern": "[A-Z]{3}", "required": True}
        if name == "obs_status":
            field["constraints"] = {"enum": ["A", "E", "B", "P"], "required": True}
        fields.append(field)
    return fields


def _resource(
    name: str,
    columns: Sequence[str],
    language: str,
    size: int,
    digest: str,
    keys: Mapping[str, Any],
) -> dict[str, Any]:
    return {
        "name": name,
        "path": f"data/{name}.csv",
        "profile": "tabular-data-resource",
        "description": text(language, f"export.file.{name}"),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": size,
        "hash": f"sha256:{digest}",
        "schema": {
            "fields": _fields(columns, language, name == "observations"),
            "missingValues": [""],
            **keys,
        },
    }


def _points(column: str, name: str) -> dict[str, Any]:
    return {"fields": column, "reference": {"resource": name, "fields": column}}


def description(
    content: Content,
    language: str,
    columns: Sequence[str],
    sizes: Mapping[str, tuple[int, str]],
) -> dict[str, Any]:
    """Return datapackage.json; `sizes` gives length and SHA-256 of each table by its name."""
    key = ["indicator_id", "iso3", "year"]
    schemas: dict[str, tuple[Sequence[str], dict[str, Any]]] = {
        "observations": (
            columns,
            {"primaryKey": key, "foreignKeys": [_points("indicator_id", "indicators")]},
        ),
        "indicators": (
            INDICATOR_COLUMNS,
            {"primaryKey": ["indicator_id"], "foreignKeys": [_points("source_id", "sources")]},
        ),
        "sources": (SOURCE_COLUMNS, {"primaryKey": ["source_id"]}),
        "absences": (ABSENCE_COLUMNS, {"foreignKeys": [_points("indicator_id", "indicators")]}),
        "doubts": (
            DOUBT_COLUMNS,
            {"primaryKey": key, "foreignKeys": [_points("indicator_id", "indicators")]},
        ),
    }
    return {
        "profile": "tabular-data-package",
        "name": f"digital-government-{content.version}",
        "title": title(content, language),
        "description": citation.plain(language, work(content, language)),
        "version": content.version,
        "created": f"{content.built.isoformat(timespec='seconds')}Z",
        "homepage": view(content, language),
        "download": address(content, language),
        "filter": dict(content.asked),
        "licenses": [
            {
                "path": each.licence_url,
                "title": f"{each.licence[language]} ({each.source_id}: {each.sharing})",
            }
            for each in content.sources
        ],
        "sources": [
            {"title": f"{each.producer[language]}: {each.name[language]}", "path": each.url}
            for each in content.sources
        ],
        "leftOut": [each.indicator_id for each in content.left_out],
        "resources": [
            _resource(name, own, language, *sizes[name], keys)
            for name, (own, keys) in schemas.items()
        ],
    }


def write(
    target: BinaryIO,
    content: Content,
    language: str,
    columns: tuple[str, ...],
    observations: Callable[[], BinaryIO],
) -> None:
    """Write a download as a package; `observations` opens the figures as CSV.

    The same content gives the same bytes: every file bears the day of the data version.
    """
    small = tables(content)
    sizes = {
        _named(name): (len(body), hashlib.sha256(body).hexdigest()) for name, body in small.items()
    }
    with observations() as figures:
        digest, size = hashlib.sha256(), 0
        while piece := figures.read(PIECE):
            digest.update(piece)
            size += len(piece)
    sizes["observations"] = (size, digest.hexdigest())
    described = description(content, language, columns, sizes)
    texts = {f"README.{each}.md": readme(content, each, columns) for each in BOTH}
    texts["datapackage.json"] = json.dumps(described, ensure_ascii=False, indent=2) + "\n"
    stamp = content.built.timetuple()[:6]
    with zipfile.ZipFile(target, "w") as archive:

        def entry(name: str) -> zipfile.ZipInfo:
            info = zipfile.ZipInfo(name, stamp)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system, info.external_attr = 3, 0o644 << 16
            return info

        for name, words in sorted(texts.items()):
            archive.writestr(entry(name), words.encode())
        whole = entry("data/observations.csv")
        whole.file_size = size
        with observations() as figures, archive.open(whole, "w") as out:
            while piece := figures.read(PIECE):
                out.write(piece)
        for name, body in small.items():
            archive.writestr(entry(name), body)
