"""A submission as a draft of a practice's file, to be completed by an editor."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

import tomlkit
from tomlkit.items import AoT, Table

from etl.tables import LANGUAGES
from inbox.fields import PILLARS
from inbox.submissions import Submission

Block = tomlkit.TOMLDocument | Table
OWN_TEXTS = ("problem", "solution", "reached", "conditions", "cost", "lesson")
ASIDE = ("owner", "partners", "started", "purpose", "transfer", "note")
"""What a practice's file has no key for: it stands on top as remarks."""

HEAD = (
    "Draft of a practice. Write what is empty, put what is said below in its place, and set",
    "confidence (high, medium or low); then: python -m etl practices accept {reference}",
    "--by NAME --as {country}-NAME --from THIS_FILE",
)


def _remark(block: Block, text: str) -> None:
    for line in text.split("\n"):
        block.add(tomlkit.comment(line) if line else tomlkit.comment(""))


def _texts(block: Block, name: str, own: Mapping[str, str]) -> None:
    """Add a text in every language; empty where an editor has to write it."""
    for language in LANGUAGES:
        block.append(tomlkit.key([name, language]), tomlkit.string(own.get(language, "")))


def _rows(rows: Sequence[Table]) -> AoT:
    found = tomlkit.aot()
    for row in rows:
        found.append(row)
    return found


def _plain(**values: object) -> Table:
    table = tomlkit.table()
    for name, value in values.items():
        if value is not None:
            table.add(name, value)
    return table


def _reasons(own: Mapping[str, str], language: str, **more: str) -> Table:
    found = tomlkit.table(is_super_table=True)
    for identity, reason in own.items():
        table = tomlkit.table()
        _texts(table, "reason", {language: reason})
        for name, value in more.items():
            table.add(name, value)
        found.append(identity, table)
    return found


def _head(document: tomlkit.TOMLDocument, own: Submission) -> None:
    fields, language = own.fields, own.language
    other = next(each for each in LANGUAGES if each != language)
    for line in HEAD:
        _remark(document, line.format(reference=own.reference, country=fields["country"].lower()))
    for name in ASIDE:
        if name in fields:
            _remark(document, f"{name}: {fields[name]}")
    document.add("country", fields["country"])
    document.add("level", fields["level"])
    _texts(document, "title", {language: fields["title"], other: fields.get("title_other", "")})
    document.add("title_printed", fields.get("title_printed") == "yes")
    _texts(document, "institution", {language: fields["institution"]})
    if "launched" in fields:
        document.add("launched", int(fields["launched"]))
    document.add("status", fields["status"])
    if "status_note" in fields:
        _texts(document, "status_note", {language: fields["status_note"]})
    document.add("area", fields["area"])
    technology = tomlkit.inline_table()
    for row in fields["technology"]:
        technology[row["name"]] = row["depth"]
    document.add("technology", technology)
    for name in OWN_TEXTS:
        if name in fields:
            _texts(document, name, {language: fields[name]})
    _texts(document, "note", {})
    document.add("confidence", "")


def draft(own: Submission, today: datetime.date) -> str:
    """Return a submission in the form of a practice's file, in its own language only."""
    fields, language = own.fields, own.language
    document = tomlkit.document()
    _head(document, own)
    document.add("checked", today)
    pillars = {each: fields[each] for each in PILLARS if each in fields}
    document.append("pillar", _reasons(pillars, language))
    targets: dict[str, str] = {}
    for row in fields.get("sdg", ()):
        targets[row["target"]] = " ".join(filter(None, (targets.get(row["target"]), row["reason"])))
    if targets:
        document.append("sdg", _reasons(targets, language, assigned="institution"))
    results = []
    for row in fields.get("result", ()):
        counted = f" ({row['counted']})" if "counted" in row else ""
        table = tomlkit.table()
        _texts(table, "figure", {language: row["figure"] + counted})
        for name, value in (("date", row["date"]), ("kind", row["kind"])):
            table.add(name, value)
        table.add("source", f"s{row['source']}")
        results.append(table)
    limits = []
    for limit in filter(None, fields["limits"].split("\n")):
        table = tomlkit.table()
        _texts(table, "text", {language: limit})
        limits.append(table)
    sources = [
        _plain(
            key=f"s{number}",
            title=row["title"],
            publisher=row["publisher"],
            address=row["address"],
            year=int(row["year"]) if "year" in row else None,
        )
        for number, row in enumerate(fields["source"], 1)
    ]
    for name, rows in (("result", results), ("limit", limits), ("source", sources)):
        if rows:
            document.append(name, _rows(rows))
    return tomlkit.dumps(document)


def empty(table: Any, where: str = "") -> list[str]:
    """Return the keys of the texts in a table that are still empty."""
    if isinstance(table, dict):
        return [
            each
            for name, value in table.items()
            for each in empty(value, f"{where}.{name}" if where else str(name))
        ]
    if isinstance(table, list):
        return [
            each
            for number, value in enumerate(table, 1)
            for each in empty(value, f"{where} {number}")
        ]
    return [where] if isinstance(table, str) and not table.strip() else []


def strings(table: Any) -> list[str]:
    """Return every text in a table, its keys as well."""
    if isinstance(table, dict):
        return [*map(str, table), *(each for own in table.values() for each in strings(own))]
    if isinstance(table, list):
        return [each for own in table for each in strings(own)]
    return [table] if isinstance(table, str) else []
