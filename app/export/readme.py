"""The text that goes with a package, in Markdown, in each language."""

from __future__ import annotations

import re

from app import i18n
from app.export import citation
from app.export.content import (
    Content,
    about,
    bare,
    code,
    left_out_lines,
    sharing_line,
    statuses,
    taken_line,
    title,
    work,
)
from app.i18n import said, text

FILES = {
    "data/observations.csv": "observations",
    "data/indicators.csv": "indicators",
    "data/sources.csv": "sources",
    "data/absences.csv": "absences",
    "data/doubts.csv": "doubts",
    "datapackage.json": "datapackage",
}
"""Files of a package and the key of what they are."""

_MARKED = re.compile(r"([\\`*_\[\]<>#|])")
_ADDRESS = re.compile(r"https?://[^\s\u2066-\u2069]+")


def _plain(words: str) -> str:
    """Return words that Markdown shows as they are; addresses become links."""
    shown, end = "", 0
    for found in _ADDRESS.finditer(words):
        shown += _MARKED.sub(r"\\\1", words[end : found.start()]) + f"<{found[0]}>"
        end = found.end()
    return shown + _MARKED.sub(r"\\\1", words[end:])


def _items(pairs: list[tuple[str, str]]) -> str:
    lines = (f"- **{_plain(name)}:** {_plain(words)}" for name, words in pairs)
    return "\n".join(lines) + "\n"


def readme(content: Content, language: str, columns: tuple[str, ...]) -> str:
    """Return what a reader has to know of a package: citation, filter, files, terms, words."""
    lines = about(content, language)
    cited, rest = lines[0][1], lines[2:]
    named = [pair for pair in rest if pair[0] and pair[0] != text(language, "export.left_out")]
    sentences = [words for name, words in rest if not name]
    parts = [
        f"# {_plain(title(content, language))}\n",
        f"## {text(language, 'export.cite')}\n",
        f"{_plain(cited)}\n",
        f"{text(language, 'export.cite_source')}\n",
        f"```bibtex\n{citation.bibtex(work(content, language))}```\n",
        f"## {text(language, 'export.asked')}\n",
        _items(named),
        "\n\n".join(_plain(each) for each in sentences) + "\n",
        *_left_out(content, language),
        f"## {text(language, 'export.files')}\n",
        _files(language),
        f"## {text(language, 'export.sources')}\n",
        _sources(content, language),
        f"## {text(language, 'export.columns')}\n",
        "\n".join(
            f"- `{each}`: {_plain(text(language, f'export.column_means.{each}'))}"
            for each in columns
        )
        + "\n",
        f"## {text(language, 'export.statuses')}\n",
        "\n".join(f"- {_plain(each)}" for each in statuses(language)) + "\n",
        *_doubts(content, language),
    ]
    body = bare(language, "\n".join(parts))
    if i18n.direction(language) == "rtl":
        return f'<div dir="rtl" lang="{language}">\n\n{body}\n</div>\n'
    return body


def _left_out(content: Content, language: str) -> list[str]:
    if not content.left_out:
        return []
    lines = (f"- {_plain(each)}" for each in left_out_lines(content.left_out, language))
    return [f"## {text(language, 'export.left_out')}\n", "\n".join(lines) + "\n"]


def _files(language: str) -> str:
    lines = [f"- `{name}`: {text(language, f'export.file.{key}')}" for name, key in FILES.items()]
    other = text(language, "export.other_language", file="")
    (file,) = (f"README.{each}.md" for each in i18n.LANGUAGES if each != language)
    lines.append(f"- {_plain(other)}`{file}`")
    excel = text(
        language,
        "export.for_excel",
        program=code(language, "Excel"),
        format=code(language, "XLSX"),
        ending=code(language, ".csv"),
    )
    return "\n".join(lines) + f"\n\n{_plain(excel)}\n"


def _sources(content: Content, language: str) -> str:
    lines = []
    for source in content.sources:
        taken = content.editions.get(source.source_id, ())
        if not taken and content.rows:
            continue
        both = (said(language, source.producer), said(language, source.name))
        name = text(language, "alt.comma").join(map(_plain, both))
        lines.append(f"- **{name}**: <{source.url}>")
        lines.append(f"  - {_plain(taken_line(language, taken))}")
        lines.append(f"  - {_plain(sharing_line(language, source))} <{source.licence_url}>")
    return "\n".join(lines) + "\n"


def _doubts(content: Content, language: str) -> list[str]:
    if not content.doubts:
        return []
    label = f"## {text(language, 'export.doubts')} ({len(content.doubts)})\n"
    where = f"{text(language, 'export.file.doubts')}: `data/doubts.csv`"
    return [label, f"{text(language, 'export.doubts_help')}\n", f"{where}\n"]
