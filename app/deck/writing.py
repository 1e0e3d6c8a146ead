"""Words on slides: every paragraph has its direction, every run its language and its fonts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape

from lxml import etree
from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE
from pptx.oxml.ns import qn
from pptx.util import Inches, Pt

from app.deck.look import FONT, INK, LIKE, Box
from app.i18n import direction

TAGS = {"en": "en-GB", "ar": "ar-SA"}
"""Languages as office programs know them."""

_TURNED = {"\N{LEFT-TO-RIGHT ISOLATE}": "\N{LEFT-TO-RIGHT MARK}"}
_TURNED |= {"\N{RIGHT-TO-LEFT ISOLATE}": "\N{RIGHT-TO-LEFT MARK}"}
_ISOLATED = re.compile(
    "([\N{LEFT-TO-RIGHT ISOLATE}\N{RIGHT-TO-LEFT ISOLATE}])([^\u2066-\u2069]*)"
    "\N{POP DIRECTIONAL ISOLATE}"
)
_UNSEEN = re.compile("[\u2066-\u2069\u0000-\u0008\u000b-\u001f]")


def plain(language: str, words: str) -> str:
    """Return words with marks of direction that every office program knows; English without any.

    Isolates are newer than some of these programs, which draw a box for each.
    """
    if direction(language) == "rtl":
        words = _ISOLATED.sub(
            lambda found: f"{_TURNED[found[1]]}{found[2]}{_TURNED[found[1]]}", words
        )
    return _UNSEEN.sub("", words)


def rgb(colour: str) -> Any:
    """Return a colour as the writer of slides takes it."""
    untyped: Any = RGBColor
    return untyped.from_string(colour)


@dataclass(frozen=True)
class Words:
    """Words with their size, colour and weight; `link` is the address that they open."""

    said: str
    size: float
    colour: str = INK
    bold: bool = False
    link: str = ""


def paragraph(into: Any, language: str, runs: list[Words], *, after: float = 0) -> None:
    """Write runs into an empty paragraph, in the direction of the language."""
    properties = into._p.get_or_add_pPr()
    if direction(language) == "rtl":
        properties.set("algn", "r")
        properties.set("rtl", "1")
    else:
        properties.set("algn", "l")
        properties.set("rtl", "0")
    if after:
        into.space_after = Pt(after)
    for each in runs:
        run = into.add_run()
        run.text = plain(language, each.said)
        font = run.font
        font.size, font.bold, font.name = Pt(each.size), each.bold, FONT
        font.color.rgb = rgb(each.colour)
        found = run._r.get_or_add_rPr()
        found.set("lang", TAGS[language])
        latin = found.find(qn("a:latin"))
        other = etree.SubElement(found, qn("a:cs"))
        latin.addnext(other)
        for own in (latin, other):
            own.set("typeface", FONT)
            for name, value in LIKE.items():
                own.set(name, value)
        if each.link:
            run.hyperlink.address = each.link


def fill(frame: Any, language: str, rows: list[list[Words]], *, after: float = 0) -> None:
    """Write rows of runs into a text frame, one paragraph a row."""
    frame.word_wrap, frame.auto_size = True, MSO_AUTO_SIZE.NONE
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    for place, runs in enumerate(rows):
        into = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
        paragraph(into, language, runs, after=after)


def box(
    slide: Any,
    place: Box,
    language: str,
    rows: list[list[Words]],
    *,
    name: str,
    after: float = 0,
    foot: bool = False,
) -> Any:
    """Add a text box; `foot` puts its words at its lower end."""
    shape = slide.shapes.add_textbox(
        Inches(place.left), Inches(place.top), Inches(place.width), Inches(place.height)
    )
    shape.name = name
    fill(shape.text_frame, language, rows, after=after)
    shape.text_frame.vertical_anchor = MSO_ANCHOR.BOTTOM if foot else MSO_ANCHOR.TOP
    return shape


def properties(
    language: str, size: float, colour: str = INK, *, bold: bool = False, close: bool = False
) -> str:
    """Return the text properties of a part of a chart as XML; `close` never breaks a line."""
    rtl, room = int(direction(language) == "rtl"), ' wrap="none"' if close else ""
    kind = " ".join(f'{name}="{value}"' for name, value in LIKE.items())
    fonts = "".join(f'<a:{each} typeface="{escape(FONT)}" {kind}/>' for each in ("latin", "cs"))
    return (
        f'<c:txPr><a:bodyPr{room}/><a:lstStyle/><a:p><a:pPr rtl="{rtl}">'
        f'<a:defRPr sz="{round(size * 100)}" b="{int(bold)}" lang="{TAGS[language]}">'
        f'<a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>{fonts}</a:defRPr></a:pPr>'
        f'<a:endParaRPr lang="{TAGS[language]}"/></a:p></c:txPr>'
    )
