"""What a view becomes when it is added to a story: its link, a title, how it may be drawn."""

from __future__ import annotations

from collections.abc import Mapping

from app import markup, markup_compose, queries
from app.findings import offers, subject
from app.i18n import LANGUAGES, VIEWS, text
from app.markup_compose import Adding
from app.stories import LONGEST

KINDS: Mapping[str, tuple[str, ...]] = {
    "bands": ("overview",),
    "ranking": ("overview",),
    "lines": ("compare",),
    "practices": ("practices",),
    "advice": ("recommendations",),
    "facts": tuple(view for view in VIEWS if view not in ("data", "recommendations")),
    "words": VIEWS,
}
"""How a step may be drawn when it is composed, each with the views that it suits.

What needs a list of its own (strips, coverage, verdicts, gaps) is written in a file.
"""

ONE = {"practices": ("practice", "practices"), "recommendations": ("recommendation", "advice")}
"""Views that open one entry: the parameter that names it, and how it is drawn."""


def banded(version: str) -> list[str]:
    """Return the indicators whose states fall into groups."""
    return [each for each, own in queries.indicators(version).items() if own.banded]


def suited(view: str, asked: Mapping[str, str]) -> tuple[str, str]:
    """Return how a view is drawn at first, and the id of the one entry that it shows."""
    parameter, picture = ONE.get(view, ("", ""))
    if asked.get(parameter):
        return picture, asked[parameter]
    if view == "overview":
        return "ranking", ""
    if view == "compare" and asked.get("chart", "lines") == "lines":
        return "lines", ""
    return ("facts" if view in KINDS["facts"] else "words"), ""


def button(version: str, language: str, view: str, used: Mapping[str, str]) -> str:
    """Return the button under a view that puts it into the story kept by the browser."""
    own = {name: value for name, value in used.items() if name not in offers.NOT_CITED}
    picture, named = suited(view, own)
    most, link = LONGEST["title"], markup.href(view, own).removeprefix(".")
    if len(link) > LONGEST["link"]:
        return markup.notes([text(language, "compose.many")])
    return markup_compose.add(
        Adding(
            link=link,
            titles={each: subject.of(version, each, view, own)[:most] for each in LANGUAGES},
            picture=picture,
            named=named,
            button=text(language, "compose.add"),
            done=text(language, "compose.added", number="#"),
            full=text(language, "compose.full"),
            failed=text(language, "compose.not_kept"),
            way=(f"./compose?lang={language}", text(language, "compose.mine")),
        )
    )
