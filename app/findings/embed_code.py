"""The code that puts a chart into another page: live, or pinned to a data version."""

from __future__ import annotations

from collections.abc import Mapping

from app import markup, markup_embed, methods, queries
from app.ancestors import SETTING
from app.exhibit import Exhibit
from app.export.citation import seen
from app.findings import subject
from app.findings.recipes import copy_words, whole
from app.i18n import code, listed, text

HEIGHTS = {"ranking": 720, "trend": 460, "tiles": 680, "components": 460}
"""Pixels of the frame that is offered for each kind of chart."""


def of(version: str, language: str, shown: Exhibit, site: str, allowed: tuple[str, ...]) -> str:
    """Return what is offered to put a chart into another page, as HTML; '' where it has no address.

    The live frame moves on with the figures, so that it names the year only where another one
    than the usual is shown.
    """
    if shown.embed is None:
        return ""
    own = {**shown.embed, "lang": language}
    live = {name: value for name, value in own.items() if name != "year"}
    if own.get("year") not in ("", None, _usual(version, own)):
        live = own
    about = subject.charted(version, language, shown.embed)
    title = seen(text(language, "cite.subject", view=shown.title, about=about))
    height = HEIGHTS[shown.embed["chart"]]
    rows = [
        (
            f"embed-{shown.key}-{key}",
            text(language, f"embed.{key}"),
            text(language, f"embed.{key}_help"),
            markup_embed.frame(whole(site, markup.href("embed", asked)), title, height, language),
        )
        for key, asked in (("live", live), ("pinned", {**own, "data_version": version}))
    ]
    return markup_embed.offer(
        text(language, "embed.this"), _who(language, allowed), copy_words(language), rows
    )


def _usual(version: str, asked: Mapping[str, str]) -> str:
    """Return the year, or the years, that an address without a year shows."""
    known = queries.years(version, asked["indicator"])
    if ":" in asked.get("year", ""):
        return f"{min(year for year, _ in known)}:{max(year for year, _ in known)}"
    return str(methods.default_year(known))


def _who(language: str, allowed: tuple[str, ...]) -> str:
    """Return which sites may show a chart, and what to do for another one."""
    setting = code(SETTING)
    if not allowed:
        return text(language, "embed.nobody", setting=setting)
    if "*" in allowed:
        return text(language, "embed.everybody")
    return text(
        language,
        "embed.somebody",
        list=listed(language, [code(each) for each in allowed]),
        setting=setting,
    )
