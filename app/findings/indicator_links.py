"""The way from a chart to the cards of the indicators that it shows."""

from __future__ import annotations

from app import markup, queries
from app.exhibit import Exhibit
from app.findings.availability import address
from app.i18n import said, text

MOST = 3
"""A chart of more indicators than this offers none: their list leads to each card."""


def of(version: str, language: str, shown: Exhibit) -> str:
    """Return the links to the cards as HTML; '' where a chart shows no indicator, or many."""
    known = queries.declared(version)
    asked = (shown.data or {}).get("indicator", "").split(",")
    named = [each for each in dict.fromkeys(asked) if each in known]
    if not named or len(named) > MOST:
        return ""
    links = [
        markup.link(address(language, each), said(language, known[each].short_name))
        for each in named
    ]
    return markup.suggestions(text(language, "indicator.about"), links)
