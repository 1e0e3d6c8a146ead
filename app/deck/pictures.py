"""Pictures of a story on a slide: native charts, tables and words, none of them an image."""

from __future__ import annotations

from typing import Any

from app import narrative
from app.deck import charting, look
from app.deck.blocks import blocks
from app.deck.charting import Series, muted
from app.deck.curves import lines
from app.deck.look import ACCENT, BELOW, BODY, CAPTION, GAP, INK, MUTED, PARTS, Box
from app.deck.tables import grid, groups
from app.deck.writing import Words, box, plain
from app.drawing import Bars, Blocks, Drawing, Grid, Groups, Lines, Point, Stacks
from app.i18n import direction

MOST_BARS = 12
"""More bars than this are parted into two charts that are read one after the other."""


def draw(slide: Any, place: Box, language: str, drawn: tuple[Drawing, ...]) -> None:
    """Put the drawings of a step into a place, below each other by the rows they have."""
    weights = [len(each.points) if isinstance(each, Bars) else 6 for each in drawn]
    key = 0.0
    if drawn and isinstance(drawn[0], Bars) and drawn[0].against:
        key = CAPTION
        pairs = [(ACCENT, drawn[0].name), (look.SERIES[9], drawn[0].against)]
        _key(slide, Box(place.left, place.top, place.width, CAPTION), language, pairs)
    room = place.height - key - CAPTION * len(drawn)
    top = place.top + key
    for number, (each, weight) in enumerate(zip(drawn, weights, strict=True), 1):
        high = CAPTION + room * weight / sum(weights)
        if isinstance(each, Bars) and len(each.points) < 3 and len(drawn) == 1:
            high = min(high, 3.2)
        _one(slide, Box(place.left, top, place.width, high), language, each, str(number))
        top += high


def _one(slide: Any, place: Box, language: str, drawn: Drawing, name: str) -> None:
    if isinstance(drawn, Blocks):
        blocks(slide, place, language, drawn)
        return
    caption = Box(place.left, place.top, place.width, CAPTION)
    box(
        slide,
        caption,
        language,
        [[Words(drawn.about, BODY, MUTED)]],
        name=f"{drawn.__class__.__name__} {name}: about",
    )
    inner = Box(place.left, place.top + CAPTION, place.width, place.height - CAPTION)
    if isinstance(drawn, Bars):
        _bars(slide, inner, language, drawn, name)
    elif isinstance(drawn, Stacks):
        _stacks(slide, inner, language, drawn, name)
    elif isinstance(drawn, Lines):
        lines(slide, inner, language, drawn, name)
    elif isinstance(drawn, Groups):
        groups(slide, inner, language, drawn)
    elif isinstance(drawn, Grid):
        grid(
            slide,
            inner,
            language,
            drawn.head,
            drawn.rows,
            widths=(5, 2, 5),
            name=drawn.about,
            strong=1,
        )


def _key(slide: Any, place: Box, language: str, pairs: list[tuple[str, str]]) -> None:
    """Write what the colours mean, each beside its square."""
    runs = []
    for colour, words in pairs:
        runs += [
            Words("□ " if colour == BELOW else "■ ", BODY, colour),
            Words(f"{words}     ", BODY, INK),
        ]
    box(slide, place, language, [runs], name="Key")


def ordered(bars: Bars) -> tuple[tuple[Point, bool], ...]:
    """Return bars with what they are compared with in its place among them."""
    rows = [(each, False) for each in bars.points]
    if bars.line is None or bars.line.value is None:
        return tuple(rows)
    values = [each.value for each in bars.points if each.value is not None]
    falling = values[0] >= values[-1]
    place = next(
        (
            number
            for number, each in enumerate(bars.points)
            if each.value is not None
            and (each.value < bars.line.value if falling else each.value > bars.line.value)
        ),
        len(rows),
    )
    rows.insert(place, (bars.line, True))
    return tuple(rows)


def _bars(slide: Any, place: Box, language: str, drawn: Bars, name: str) -> None:
    rows = ordered(drawn)
    parts = [rows]
    if len(rows) > MOST_BARS:
        half = -(-len(rows) // 2)
        parts = [rows[:half], rows[half:]]
    width = (place.width - GAP * (len(parts) - 1)) / len(parts)
    tall = place.height / max(len(part) for part in parts)
    rtl = direction(language) == "rtl"
    for number, part in enumerate(parts):
        column = len(parts) - 1 - number if rtl else number
        left = place.left + column * (width + GAP)
        high = min(tall, 0.95) * len(part)
        own = Box(left, place.top, width, high)
        said = plain(
            language, narrative.items(language, [(each.name, each.words) for each, _ in part])
        )
        charting.bars(
            slide,
            own,
            language,
            [
                f"{each.name}\n{each.note}" if each.note and not drawn.against else each.name
                for each, _ in part
            ],
            _series(drawn, part),
            (drawn.low, drawn.high),
            over=drawn.line is not None,
            size=BODY if tall > (0.75 if drawn.against else 0.33) else look.SMALL,
            name=f"Chart {name}.{number + 1}",
            alt=plain(language, f"{drawn.about}: {said}"),
        )


def _series(drawn: Bars, part: tuple[tuple[Point, bool], ...]) -> list[Series]:
    main = Series(
        drawn.name,
        [None if line else each.value for each, line in part],
        drawn.form,
        ACCENT,
        forms=["" if line else each.form for each, line in part],
        colours=[muted(each.marked, ACCENT) for each, _ in part],
    )
    found = [main]
    if drawn.line is not None:
        found.append(
            Series(
                drawn.line.name,
                [each.value if line else None for each, line in part],
                drawn.form,
                INK,
                forms=[each.form if line else "" for each, line in part],
            )
        )
    elif drawn.against:
        found.append(
            Series(
                drawn.against,
                [each.against for each, _ in part],
                drawn.form,
                look.SERIES[9],
                MUTED,
                forms=[each.against_form for each, _ in part],
            )
        )
    return found


def _stacks(slide: Any, place: Box, language: str, drawn: Stacks, name: str) -> None:
    pairs = [
        (BELOW if part.kind == "missed" else PARTS[part.kind][0], part.name) for part in drawn.parts
    ]
    _key(slide, Box(place.left, place.top, place.width, CAPTION), language, pairs)
    series = [
        Series(
            part.name,
            [count or None for count in part.counts],
            "0",
            PARTS[part.kind][0],
            PARTS[part.kind][1],
            edge=BELOW if part.kind == "missed" else "",
        )
        for part in drawn.parts
    ]
    whole = max(sum(part.counts[row] for part in drawn.parts) for row in range(len(drawn.names)))
    words = [
        (
            each,
            narrative.items(
                language,
                [(part.name, str(part.counts[row])) for part in drawn.parts if part.counts[row]],
            ),
        )
        for row, each in enumerate(drawn.names)
    ]
    inner = Box(place.left, place.top + CAPTION, place.width, place.height - CAPTION)
    charting.bars(
        slide,
        inner,
        language,
        drawn.names,
        series,
        (0, whole),
        stacked=True,
        name=f"Chart {name}",
        alt=plain(language, f"{drawn.about}: {narrative.items(language, words)}"),
    )
