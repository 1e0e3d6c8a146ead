"""The empty form as a TOML file, with its help as remarks."""

from __future__ import annotations

import textwrap

import tomlkit

from app.call import words
from app.i18n import text
from inbox.fields import PARTS, Field
from inbox.texts import clean

WIDTH = 96


def _remark(document: tomlkit.TOMLDocument | tomlkit.items.Table, said: str) -> None:
    # In a file of plain text, signs that nobody sees are only in the way.
    for line in textwrap.wrap(clean(said), WIDTH):
        document.add(tomlkit.comment(line))


def _named(language: str, place: str, field: Field) -> str:
    must = f" ({text(language, 'call.must.required')})" if field.required else ""
    return f"{words.label(language, place)}{must}"


def _explain(
    document: tomlkit.TOMLDocument | tomlkit.items.Table,
    language: str,
    place: str,
    field: Field,
    known: words.Names,
) -> None:
    _remark(document, _named(language, place, field))
    _remark(document, words.explained(language, place, field))
    if field.kind == "choice":
        document.add(tomlkit.comment(text(language, "call.file.one_of")))
        for identity, name in words.choices(field, known):
            document.add(tomlkit.comment(f"  {identity} = {name}"))


def empty(language: str) -> str:
    """Return the empty form in a language; its keys are the same in each."""
    document, known = tomlkit.document(), words.names(language)
    for key in ("head", "lines"):
        _remark(document, text(language, f"call.file.{key}"))
    tables = []
    for part in PARTS:
        for field in part.fields:
            if field.kind == "rows":
                tables.append(field)
                continue
            document.add(tomlkit.nl())
            _explain(document, language, field.name, field, known)
            first = language if field.name == "language" else ""
            document.add(field.name, tomlkit.string(first, multiline=field.kind == "text"))
    for field in tables:
        document.add(tomlkit.nl())
        _remark(document, _named(language, field.name, field))
        _remark(document, text(language, "call.file.rows", most=str(field.most)))
        rows, row = tomlkit.aot(), tomlkit.table()
        for column in field.columns:
            _explain(row, language, f"{field.name}.1.{column.name}", column, known)
            row.add(column.name, tomlkit.string(""))
        rows.append(row)
        document.add(field.name, rows)
    return tomlkit.dumps(document)
