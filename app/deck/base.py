"""An empty presentation in the look of the dashboard: 16 to 9, its colours and its type."""

from __future__ import annotations

import re
from typing import Any

from lxml import etree
from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.util import Inches

from app.deck.look import ACCENT, FONT, HEIGHT, INK, LIKE, LINE, MUTED, PAPER, SERIES, WIDTH

TITLED = 5
"""The layout that has a title and nothing else."""

_COLOURS = {"dk1": INK, "lt1": PAPER, "dk2": MUTED, "lt2": LINE, "hlink": ACCENT}
_COLOURS |= {"folHlink": MUTED} | {f"accent{place}": SERIES[place - 1] for place in range(1, 7)}


def empty() -> Any:
    """Return a presentation without slides."""
    made = Presentation()
    before, made.slide_width, made.slide_height = made.slide_width, Inches(WIDTH), Inches(HEIGHT)
    made.part._element.sldSz.attrib.pop("type", None)  # it said 4 to 3
    times = made.slide_width / before
    for own in (made.slide_master, *made.slide_layouts):
        for shape in own.placeholders:
            shape.left, shape.width = round(shape.left * times), round(shape.width * times)
    package = made.part.package
    for key, relation in list(package._rels.items()):
        if relation.reltype == RELATIONSHIP_TYPE.THUMBNAIL:
            package._rels.pop(key)
    dress(made.slide_master.part)
    return made


def dress(part: Any) -> None:
    """Give the theme of a master our colours and fonts."""
    theme = part.part_related_by(RELATIONSHIP_TYPE.THEME)
    blob = theme.blob.decode()
    for name, colour in _COLOURS.items():
        blob = re.sub(
            rf"(<a:{name}>).*?(</a:{name}>)",
            rf'\g<1><a:srgbClr val="{colour}"/>\g<2>',
            blob,
            flags=re.DOTALL,
        )
    kind = " ".join(f'{name}="{value}"' for name, value in LIKE.items())
    blob = re.sub(r'<a:latin typeface="[^"]*"/>', f'<a:latin typeface="{FONT}" {kind}/>', blob)
    blob = re.sub(r'<a:cs typeface=""/>', f'<a:cs typeface="{FONT}" {kind}/>', blob)
    blob = re.sub(r'(<a:font script="Arab" typeface=)"[^"]*"', rf'\g<1>"{FONT}"', blob)
    if hasattr(theme, "_element"):
        theme._element = etree.fromstring(blob.encode(), etree.XMLParser())
    else:
        theme._blob = blob.encode()
