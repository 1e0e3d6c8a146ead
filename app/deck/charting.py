"""Charts as office programs draw and edit them: bars and parted bars.

A chart is written as XML beside a worksheet with the same numbers. In Arabic bars grow from the
right, beside their names.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any, cast

from pptx.chart.data import ChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches

from app.deck import sheet
from app.deck.look import BODY, GREY, INK, LINE, Box
from app.deck.sheet import Column
from app.deck.writing import plain, properties
from app.i18n import direction

SPACES = (
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
NONE = "<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"
NAMES, LABEL = 0.4, 0.12
"""Shares of a chart's width: of the names of bars, and beyond the longest bar for its label."""


@dataclass(frozen=True)
class Series:
    """A series of bars: its name, values, colour, and how its labels are printed.

    `forms` are the forms of single values, `colours` the colours of single bars, both by place.
    """

    name: str
    values: Sequence[float | None]
    form: str
    colour: str
    ink: str = INK
    forms: Sequence[str] = ()
    colours: Sequence[str] = ()
    edge: str = ""


@dataclass(frozen=True)
class Data:
    """What a presentation asks of a chart's data: its XML and its workbook."""

    xml: str
    xlsx_blob: bytes

    def xml_bytes(self, _: XL_CHART_TYPE) -> bytes:
        """Return the XML of the chart."""
        return self.xml.encode()


def add(slide: Any, place: Box, data: Data, name: str, alt: str) -> None:
    """Put a chart on a slide, with its alternative text."""
    frame = slide.shapes.add_chart(
        XL_CHART_TYPE.BAR_CLUSTERED,  # not looked at: the XML says what it is
        Inches(place.left),
        Inches(place.top),
        Inches(place.width),
        Inches(place.height),
        cast(ChartData, data),
    )
    frame.name = name
    frame._element.nvGraphicFramePr.cNvPr.set("descr", alt)


def space(language: str, plot: str, inner: tuple[float, float, float, float]) -> str:
    """Return a chart around its plot, whose place is given in shares of the chart's."""
    left, top, width, height = inner
    return (
        f"<?xml version='1.0' encoding='UTF-8' standalone='yes'?><c:chartSpace {SPACES}>"
        '<c:date1904 val="0"/><c:roundedCorners val="0"/><c:chart><c:autoTitleDeleted val="1"/>'
        '<c:plotArea><c:layout><c:manualLayout><c:layoutTarget val="inner"/>'
        '<c:xMode val="edge"/><c:yMode val="edge"/>'
        f'<c:x val="{left:.4f}"/><c:y val="{top:.4f}"/>'
        f'<c:w val="{width:.4f}"/><c:h val="{height:.4f}"/></c:manualLayout></c:layout>{plot}'
        '<c:spPr><a:noFill/></c:spPr></c:plotArea><c:plotVisOnly val="1"/>'
        f'<c:dispBlanksAs val="gap"/></c:chart>{NONE}{properties(language, BODY)}</c:chartSpace>'
    )


def numbers(tag: str, cells: str, form: str, values: Sequence[float | None]) -> str:
    """Return numbers and the cells that they stand in; None is an empty one."""
    points = "".join(
        f'<c:pt idx="{place}"><c:v>{float(value)!r}</c:v></c:pt>'
        for place, value in enumerate(values)
        if value is not None
    )
    return (
        f"<c:{tag}><c:numRef><c:f>{cells}</c:f><c:numCache><c:formatCode>{escape(form)}"
        f'</c:formatCode><c:ptCount val="{len(values)}"/>{points}</c:numCache></c:numRef></c:{tag}>'
    )


def words_of(tag: str, cells: str, words: Sequence[str]) -> str:
    """Return words and the cells that they stand in."""
    points = "".join(
        f'<c:pt idx="{place}"><c:v>{escape(each)}</c:v></c:pt>' for place, each in enumerate(words)
    )
    return (
        f"<c:{tag}><c:strRef><c:f>{cells}</c:f><c:strCache>"
        f'<c:ptCount val="{len(words)}"/>{points}</c:strCache></c:strRef></c:{tag}>'
    )


def _filled(colour: str, edge: str = "") -> str:
    line = f'<a:ln w="19050"><a:solidFill><a:srgbClr val="{edge}"/></a:solidFill></a:ln>'
    line = line if edge else "<a:ln><a:noFill/></a:ln>"
    return f'<c:spPr><a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>{line}</c:spPr>'


def _labels(language: str, own: Series, size: float, where: str) -> str:
    """Return the labels of a series of bars: its values, printed as they are printed everywhere."""
    text = properties(language, size, own.ink, bold=True, close=True)
    shown = (
        f'{NONE}{text}<c:dLblPos val="{where}"/><c:showLegendKey val="0"/><c:showVal val="1"/>'
        '<c:showCatName val="0"/><c:showSerName val="0"/><c:showPercent val="0"/>'
        '<c:showBubbleSize val="0"/>'
    )
    single = "".join(
        f'<c:dLbl><c:idx val="{place}"/>'
        f'<c:numFmt formatCode="{escape(form)}" sourceLinked="0"/>{shown}</c:dLbl>'
        for place, form in enumerate(own.forms)
        if form
    )
    form = f'<c:numFmt formatCode="{escape(own.form)}" sourceLinked="0"/>'
    return f"<c:dLbls>{single}{form}{shown}</c:dLbls>"


def bars(
    slide: Any,
    place: Box,
    language: str,
    names: Sequence[str],
    series: Sequence[Series],
    ends: tuple[float, float],
    *,
    stacked: bool = False,
    over: bool = False,
    size: float = BODY,
    name: str,
    alt: str,
) -> None:
    """Add bars, the first on top; `over` lays the series of one name over each other."""
    rtl = direction(language) == "rtl"
    names = [plain(language, each) for each in names]
    drawn = "".join(
        _bars_of(language, names, own, number, size, stacked)
        for number, own in enumerate(series, 1)
    )
    low, high = ends
    room = 0.0 if stacked else (high - low) * LABEL / (1 - NAMES - LABEL)
    grouping = "stacked" if stacked else "clustered"
    overlap = 100 if stacked or over else 0
    plot = (
        f'<c:barChart><c:barDir val="bar"/><c:grouping val="{grouping}"/><c:varyColors val="0"/>'
        f'{drawn}<c:gapWidth val="{45 if stacked or over else 60}"/><c:overlap val="{overlap}"/>'
        '<c:axId val="1"/><c:axId val="2"/></c:barChart>'
        '<c:catAx><c:axId val="1"/><c:scaling><c:orientation val="maxMin"/></c:scaling>'
        f'<c:delete val="0"/><c:axPos val="{"r" if rtl else "l"}"/>'
        '<c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/>'
        '<c:minorTickMark val="none"/><c:tickLblPos val="low"/>'
        f'<c:spPr><a:ln w="9525"><a:solidFill><a:srgbClr val="{LINE}"/></a:solidFill></a:ln>'
        f"</c:spPr>{properties(language, size)}"
        '<c:crossAx val="2"/><c:crosses val="autoZero"/><c:auto val="0"/><c:lblAlgn val="ctr"/>'
        '<c:lblOffset val="60"/><c:noMultiLvlLbl val="1"/></c:catAx>'
        '<c:valAx><c:axId val="2"/><c:scaling>'
        f'<c:orientation val="{"maxMin" if rtl else "minMax"}"/>'
        f'<c:max val="{float(high + room)!r}"/><c:min val="{float(low)!r}"/></c:scaling>'
        '<c:delete val="1"/><c:axPos val="b"/><c:numFmt formatCode="General" sourceLinked="0"/>'
        '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="none"/>'
        '<c:crossAx val="1"/><c:crosses val="autoZero"/><c:crossBetween val="between"/></c:valAx>'
    )
    inner = (0.0 if rtl else NAMES, 0.0, 1 - NAMES, 1.0)
    columns = [Column(plain(language, each.name), each.values, each.form) for each in series]
    data = Data(space(language, plot, inner), sheet.book(language, names, columns))
    add(slide, place, data, name, alt)


def _bars_of(
    language: str, names: Sequence[str], own: Series, number: int, size: float, stacked: bool
) -> str:
    single = "".join(
        f'<c:dPt><c:idx val="{place}"/><c:invertIfNegative val="0"/><c:bubble3D val="0"/>'
        f"{_filled(colour)}</c:dPt>"
        for place, colour in enumerate(own.colours)
        if colour != own.colour and own.values[place] is not None
    )
    return (
        f'<c:ser><c:idx val="{number - 1}"/><c:order val="{number - 1}"/>'
        + words_of("tx", sheet.named(number), [plain(language, own.name)])
        + _filled(own.colour, own.edge)
        + f'<c:invertIfNegative val="0"/>{single}'
        + _labels(language, own, size, "ctr" if stacked else "outEnd")
        + words_of("cat", sheet.reference(0, len(names)), names)
        + numbers("val", sheet.reference(number, len(names)), own.form, own.values)
        + "</c:ser>"
    )


def muted(marked: bool, colour: str) -> str:
    """Return the colour of a bar: its own where it stands out, else grey."""
    return colour if marked else GREY
