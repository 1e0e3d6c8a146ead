"""Lines over the years as a chart that office programs draw and edit, their names at the ends.

Time runs from left to right in both languages; in Arabic the values stand at the right.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from html import escape
from typing import Any

from lxml import etree
from pptx.oxml.ns import qn
from pptx.util import Inches

from app import narrative
from app.charts import stacked as moved
from app.deck import charting, look, sheet
from app.deck.look import BODY, CAPTION, INK, LINE, MUTED, PAPER, SERIES, Box
from app.deck.sheet import Column
from app.deck.writing import Words, box, plain, properties
from app.drawing import Lines
from app.i18n import direction


def rounded(drawn: Lines) -> Lines:
    """Return lines on a scale that begins and ends at a tick: programs count ticks from its end."""
    step = _between(drawn.ticks)
    if not step:
        return drawn
    values = [value for trace in drawn.traces for value in trace.values if value is not None]
    low = round(math.floor(min(values) / step + 1e-9) * step, 9)
    high = round(math.ceil(max(values) / step - 1e-9) * step, 9)
    if low == high:
        return drawn
    return replace(drawn, low=low, high=high)


def lines(slide: Any, place: Box, language: str, drawn: Lines, name: str) -> None:
    """Add lines with their names at the ends, apart from each other, and the signs of breaks."""
    rtl = direction(language) == "rtl"
    drawn = rounded(drawn)
    beside = 3.3
    ticks = 0.75
    left = place.left + (0.1 if rtl else ticks)
    head = CAPTION if drawn.marks else 0.12
    inner = Box(
        left, place.top + head, place.width - beside - ticks - 0.1, place.height - head - 0.4
    )
    frame = Box(place.left, place.top, place.width - beside + 0.1, place.height)
    ends = [
        next((value for value in reversed(each.values) if value is not None), drawn.low)
        for each in drawn.traces
    ]
    said = narrative.items(language, [(each.name, "") for each in drawn.traces])
    alt = plain(language, f"{drawn.about}: {said}")
    _chart(slide, frame, language, drawn, inner, name=f"Chart {name}", alt=alt)
    span = drawn.high - drawn.low
    width = beside - 0.15
    tall = [look.height(language, f"● {each.name}", BODY, width) + 0.04 for each in drawn.traces]
    places = moved(
        [(value - drawn.low) / span * inner.height for value in ends],
        tall,
        0,
        inner.height,
    )
    for each, high, middle in zip(drawn.traces, tall, places, strict=True):
        top = inner.top + inner.height - middle - high / 2
        sign = "- - " if each.dashed else "● "
        colour = look.SERIES[each.colour - 1]
        box(
            slide,
            Box(place.left + place.width - width, top, width, high),
            language,
            [[Words(sign, BODY, colour, True), Words(each.name, BODY, INK)]],
            name=f"Name of a line: {plain(language, each.name)}",
        )
    for year, words in drawn.marks:
        share = (year - drawn.years[0]) / (drawn.years[-1] - drawn.years[0] or 1)
        across = inner.left + share * inner.width
        line = slide.shapes.add_connector(
            1, Inches(across), Inches(inner.top), Inches(across), Inches(inner.top + inner.height)
        )
        line.name = plain(language, words)
        _dotted(line)
        box(
            slide,
            Box(max(place.left, across - 1.2), place.top, 2.4, CAPTION),
            language,
            [[Words(words, look.SMALL, MUTED)]],
            name="Break",
        )


def _dotted(line: Any) -> None:
    properties = line._element.spPr
    for old in properties.findall(qn("a:ln")):
        properties.remove(old)
    own = etree.SubElement(properties, qn("a:ln"), w="12700")
    fill = etree.SubElement(own, qn("a:solidFill"))
    etree.SubElement(fill, qn("a:srgbClr"), val=MUTED)
    etree.SubElement(own, qn("a:prstDash"), val="sysDot")


def _chart(
    slide: Any, place: Box, language: str, drawn: Lines, inner: Box, *, name: str, alt: str
) -> None:
    """Add lines over the years, years without a value left as gaps; `inner` is their own place."""
    rtl, first, last = direction(language) == "rtl", drawn.years[0], drawn.years[-1]
    count = len(drawn.years)
    series = ""
    for number, line in enumerate(drawn.traces, 1):
        colour = SERIES[line.colour - 1]
        dash = '<a:prstDash val="dash"/>' if line.dashed else ""
        fill = f'<a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>'
        series += (
            f'<c:ser><c:idx val="{number - 1}"/><c:order val="{number - 1}"/>'
            + charting.words_of("tx", sheet.named(number), [plain(language, line.name)])
            + f'<c:spPr><a:ln w="34925" cap="rnd">{fill}{dash}<a:round/></a:ln></c:spPr>'
            f'<c:marker><c:symbol val="circle"/><c:size val="6"/><c:spPr>{fill}'
            f'<a:ln w="9525"><a:solidFill><a:srgbClr val="{PAPER}"/></a:solidFill></a:ln></c:spPr>'
            "</c:marker>"
            + charting.numbers("xVal", sheet.reference(0, count), "0", drawn.years)
            + charting.numbers("yVal", sheet.reference(number, count), drawn.form, line.values)
            + '<c:smooth val="0"/></c:ser>'
        )
    step = spaced(last - first)
    tick = _between(drawn.ticks)
    plot = (
        '<c:scatterChart><c:scatterStyle val="lineMarker"/><c:varyColors val="0"/>'
        f'{series}<c:axId val="1"/><c:axId val="2"/></c:scatterChart>'
        + _axis(language, 1, "b", (first, last), "0", step, low=True)
        + _axis(
            language,
            2,
            "r" if rtl else "l",
            (drawn.low, drawn.high),
            drawn.form,
            tick,
            grid=True,
            last=rtl,
        )
    )
    fractions = (
        (inner.left - place.left) / place.width,
        (inner.top - place.top) / place.height,
        inner.width / place.width,
        inner.height / place.height,
    )
    columns = [Column(plain(language, each.name), each.values, drawn.form) for each in drawn.traces]
    data = charting.Data(
        charting.space(language, plot, fractions), sheet.book(language, drawn.years, columns)
    )
    charting.add(slide, place, data, name, alt)


def spaced(span: float, most: int = 8) -> float:
    """Return the years between two ticks: such that the last year has one, where that can be."""
    for step in (1, 2, 3, 4, 5, 6, 7):
        if span / step < most and span % step == 0:
            return float(step)
    return max(1.0, -(-span // (most - 1)))


def _between(ticks: Sequence[float]) -> float:
    return ticks[1] - ticks[0] if len(ticks) > 1 else 0.0


def _axis(
    language: str,
    own: int,
    side: str,
    ends: tuple[float, float],
    form: str,
    step: float,
    *,
    grid: bool = False,
    low: bool = False,
    last: bool = False,
) -> str:
    """Return an axis of numbers; `last` puts it at the greatest value of the other one."""
    line = f'<a:ln w="9525"><a:solidFill><a:srgbClr val="{LINE}"/></a:solidFill></a:ln>'
    rules = f"<c:majorGridlines><c:spPr>{line}</c:spPr></c:majorGridlines>" if grid else ""
    crosses = '<c:crosses val="min"/>' if own == 1 else ""
    crosses = crosses or f'<c:crosses val="{"max" if last else "min"}"/>'
    return (
        f'<c:valAx><c:axId val="{own}"/><c:scaling><c:orientation val="minMax"/>'
        f'<c:max val="{float(ends[1])!r}"/><c:min val="{float(ends[0])!r}"/></c:scaling>'
        f'<c:delete val="0"/><c:axPos val="{side}"/>{rules}'
        f'<c:numFmt formatCode="{escape(form)}" sourceLinked="0"/>'
        '<c:majorTickMark val="none"/><c:minorTickMark val="none"/>'
        f'<c:tickLblPos val="{"low" if low else "nextTo"}"/><c:spPr>{line}</c:spPr>'
        f'{properties("en", BODY, MUTED)}<c:crossAx val="{3 - own}"/>{crosses}'
        '<c:crossBetween val="midCat"/>'
        + (f'<c:majorUnit val="{step!r}"/>' if step else "")
        + "</c:valAx>"
    )
