"""The README names what there is: a source or an indicator without its row fails here."""

from __future__ import annotations

import re
from fnmatch import fnmatch
from pathlib import Path

from etl import registry

ROOT = Path(__file__).parents[1]


def rows() -> dict[str, str]:
    """Return the rows of the table of sources by source."""
    text = (ROOT / "README.md").read_text("utf-8")
    table = text.split("## Sources")[1].split("## Refreshing")[0]
    lines = [line for line in table.splitlines() if line.startswith("| `")]
    return {line.split("`")[1]: line for line in lines}


def test_every_source_has_its_row_with_every_indicator_and_its_terms() -> None:
    found = rows()
    assert set(found) == set(registry.sources())
    for source_id, source in registry.sources().items():
        named = re.findall("`([a-z0-9_*]+)`", found[source_id])[1:]
        for indicator in source.indicators:
            assert any(fnmatch(indicator, name) for name in named), indicator
        for name in named:
            assert any(fnmatch(each, name) for each in source.indicators), name
        cells = [cell.strip() for cell in found[source_id].strip("|").split("|")]
        assert cells[4].startswith("live" if source.live else "file")
        assert cells[5].startswith(source.sharing.replace("_", " "))


def test_every_view_has_its_row() -> None:
    from app import i18n

    text = (ROOT / "README.md").read_text("utf-8")
    for view in i18n.VIEWS:
        assert f"`/{'' if view == 'overview' else view}" in text, view
