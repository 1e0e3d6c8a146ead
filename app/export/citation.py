"""How a download or a view is cited, from the facts that it is given."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

from app import i18n
from app.i18n import code, text

_TEX = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    **{sign: f"\\{sign}" for sign in "&%$#_"},
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "–": "--",
}
_UNSEEN = re.compile("[\N{LEFT-TO-RIGHT ISOLATE}-\N{POP DIRECTIONAL ISOLATE}]")


@dataclass(frozen=True)
class Work:
    """What is cited; `date` is the day on which its data version was built."""

    title: str
    site: str
    address: str
    version: str
    date: datetime.date


def plain(language: str, work: Work) -> str:
    """Return a citation as a sentence: after APA in English, as Arabic editors write it in Arabic.

    There is no author, so that the title stands in its place.
    """
    day = i18n.date(language, work.date)
    if language == "en":
        month = text(language, f"month.{work.date.month}")
        day = f"{work.date.year}, {month} {work.date.day}"
    return text(
        language,
        "export.citation",
        title=work.title,
        version=code(work.version) if language == "ar" else work.version,
        date=day,
        site=work.site,
        address=code(work.address) if language == "ar" else work.address,
    )


def bibtex(work: Work) -> str:
    """Return a citation as an entry of BibTeX."""
    key = re.sub(r"[^a-z0-9]+", "-", f"digital-government-{work.version}".lower())
    fields = {
        "title": f"{{{_tex(work.title)}}}",
        "organization": f"{{{_tex(work.site)}}}",
        "year": str(work.date.year),
        "month": str(work.date.month),
        "version": work.version,
        "note": f"Data set, data version {work.version}",
        "url": work.address,
    }
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items())
    return f"@misc{{{key},\n{lines}}}\n"


def seen(words: str) -> str:
    """Return a text without the signs that only turn its direction."""
    return _UNSEEN.sub("", words)


def _tex(words: str) -> str:
    return "".join(_TEX.get(sign, sign) for sign in seen(words))
