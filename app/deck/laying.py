"""Slides laid out: what stands where, in the direction of each slide's language."""

from __future__ import annotations

from typing import Any

from pptx.enum.text import MSO_ANCHOR
from pptx.util import Inches

from app import narrative
from app.deck import base, look, pictures
from app.deck.look import ACCENT, HEIGHT, INK, MARGIN, MUTED, SMALL, WIDTH, Box
from app.deck.packing import packed
from app.deck.tables import grid
from app.deck.writing import TAGS, Words, box, fill, paragraph, plain
from app.drawing import Bars
from app.slides import Closing, Cover, Show, Slide

ROOM = WIDTH - 2 * MARGIN
HEADLINES = (28, 26, 24)
"""Points that a headline may have; the smallest where it would take more than two lines."""


def deck(show: Show) -> bytes:
    """Return a story as a file of slides."""
    made = base.empty()
    for each in show.slides:
        slide = made.slides.add_slide(made.slide_layouts[base.TITLED])
        if isinstance(each, Cover):
            _cover(slide, each)
        elif isinstance(each, Slide):
            _step(slide, each)
        else:
            _closing(slide, each)
    if made.notes_master is not None:
        base.dress(made.notes_master.part)
    own, language = made.core_properties, show.languages[0]
    own.title = plain(language, show.title)
    own.author = own.last_modified_by = plain(language, show.site)
    own.subject, own.keywords = plain(language, show.site), show.version
    own.language = ", ".join(TAGS[each] for each in show.languages)
    own.created = own.modified = show.built.replace(microsecond=0)
    own.revision = 1
    return packed(made)


def _title(slide: Any, place: Box, language: str, words: str, size: float) -> None:
    shape = slide.shapes.title
    shape.left, shape.top = Inches(place.left), Inches(place.top)
    shape.width, shape.height = Inches(place.width), Inches(place.height)
    fill(shape.text_frame, language, [[Words(words, size, INK, True)]])
    shape.text_frame.vertical_anchor = MSO_ANCHOR.TOP


def _cover(slide: Any, own: Cover) -> None:
    language = own.language
    tall = look.height(language, own.title, 40, ROOM, bold=True)
    _title(slide, Box(MARGIN, 1.7, ROOM, tall), own.titled or language, own.title, 40)
    top = 1.7 + tall + 0.25
    rows = [[Words(own.summary, 20, MUTED)]]
    box(slide, Box(MARGIN, top, ROOM, 1.3), language, rows, name="Summary")
    lines = [[Words(each, 14, INK)] for each in own.lines]
    lines.append([Words(own.address, SMALL, ACCENT, link=own.address)])
    foot = Box(MARGIN, HEIGHT - 2.6, ROOM, 2.1)
    box(slide, foot, language, lines, name="About", after=3, foot=True)


def _step(slide: Any, own: Slide) -> None:
    language = own.language
    size = next(
        (
            each
            for each in HEADLINES
            if look.lines(language, own.sentence, each, ROOM / look.BOLD) <= 2
        ),
        HEADLINES[-1],
    )
    tall = look.height(language, own.sentence, size, ROOM, bold=True)
    spoken = own.spoken.get("sentence", language)
    _title(slide, Box(MARGIN, 0.72, ROOM, tall), spoken, own.sentence, size)
    rows = [[Words(own.title, 18, ACCENT, True)]]
    above = Box(MARGIN, 0.3, ROOM, 0.4)
    box(slide, above, own.spoken.get("title", language), rows, name="Step")
    top = 0.72 + tall + 0.12
    if own.fault:
        high = look.height(language, own.fault, 18, ROOM)
        rows = [[Words(own.fault, 18, MUTED)]]
        box(slide, Box(MARGIN, top, ROOM, high), language, rows, name="Why not")
        top += high + 0.1
    foot = _foot(slide, own)
    pictures.draw(slide, Box(MARGIN, top, ROOM, foot - top - 0.1), language, own.drawn)
    if own.notes:
        frame = slide.notes_slide.notes_text_frame
        for place, words in enumerate((own.notes, *_beside(own), *own.source, own.address)):
            into = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
            spoken = language if place else own.spoken.get("notes", language)
            paragraph(into, spoken, [Words(words, 14 if place == 0 else SMALL)])


def _beside(own: Slide) -> list[str]:
    """Return what the screen says beside bars and a chart has no room for: one line."""
    rows = [
        (each.name, each.note)
        for bars in own.drawn
        if isinstance(bars, Bars) and bars.against
        for each in bars.points
    ]
    return [narrative.items(own.language, rows)] if rows else []


def _foot(slide: Any, own: Slide) -> float:
    """Write notes, source and address at the foot; return where they begin."""
    language = own.language
    rows = [(each, MUTED) for each in own.said] + [(each, MUTED) for each in own.source]
    address = f"{own.words} {own.address}"
    high = sum(look.height(language, words, SMALL, ROOM) + 0.03 for words, _ in rows)
    high += look.height("en", address, SMALL, ROOM) + 0.03
    top = HEIGHT - 0.3 - high
    lines = [[Words(words, SMALL, colour)] for words, colour in rows]
    link = [
        Words(f"{own.words} ", SMALL, MUTED),
        Words(own.address, SMALL, ACCENT, link=own.address),
    ]
    box(slide, Box(MARGIN, top, ROOM, high), language, [*lines, link], name="Source", foot=True)
    return top


def _closing(slide: Any, own: Closing) -> None:
    language = own.language
    _title(slide, Box(MARGIN, 0.4, ROOM, 0.6), language, own.title, 28)
    if not own.rows:
        lines = [[Words(each, 18, INK)] for each in own.lines]
        place = Box(MARGIN, 1.3, ROOM, HEIGHT - 1.8)
        box(slide, place, language, lines, name="Terms", after=8)
        return
    high = sum(look.height(language, each, SMALL, ROOM) + 0.04 for each in own.lines)
    top = HEIGHT - 0.3 - high
    lines = [[Words(each, SMALL, MUTED)] for each in own.lines]
    box(slide, Box(MARGIN, top, ROOM, high), language, lines, name="Terms", foot=True)
    place = Box(MARGIN, 1.1, ROOM, top - 1.3)
    widths = (4, 5, 3.5)
    grid(
        slide,
        place,
        language,
        own.head,
        own.rows,
        widths=widths,
        name=own.title,
        sizes=(14, 13, 12, 11, 10),
    )
