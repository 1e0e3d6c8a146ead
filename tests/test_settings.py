"""The settings of the server that the design rests on, and that Streamlit still knows them."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from streamlit import config

ROOT = Path(__file__).parents[1]
SETTINGS: dict[str, Any] = tomllib.loads((ROOT / ".streamlit/config.toml").read_text("utf-8"))
FACES: list[dict[str, Any]] = SETTINGS["theme"]["fontFaces"]
EXPECTED = {
    "server.headless": True,
    "server.enableStaticServing": True,
    "server.fileWatcherType": "none",
    "server.disconnectedSessionTTL": 600,
    "browser.gatherUsageStats": False,
    "client.toolbarMode": "minimal",
    "client.showErrorDetails": "none",
    "runner.postScriptGC": False,
}


def names(table: dict[str, Any], section: str) -> list[str]:
    """Return the full names of a table's settings; a table in a table is a section."""
    return [
        name
        for key, value in table.items()
        for name in (
            names(value, f"{section}.{key}") if isinstance(value, dict) else [f"{section}.{key}"]
        )
    ]


@pytest.mark.parametrize("name", EXPECTED)
def test_a_setting_the_design_rests_on_is_as_measured(name: str) -> None:
    section, key = name.split(".")
    assert SETTINGS[section][key] == EXPECTED[name]


def test_streamlit_knows_every_setting_even_the_hidden_one() -> None:
    # Streamlit ignores what it does not know: a renamed option would go unnoticed.
    ours = [name for section in SETTINGS for name in names(SETTINGS[section], section)]
    assert set(ours) <= set(config._config_options_template)
    hidden = config._config_options_template["runner.postScriptGC"]
    assert hidden.visibility == "hidden"
    assert hidden.default_val is True


def test_every_face_of_the_font_is_here_with_its_licence() -> None:
    folder = ROOT / "app" / "static" / "fonts"
    addresses = [face["url"] for face in FACES]
    assert {ROOT / address for address in addresses} == set(folder.glob("*.woff2"))
    assert len(addresses) == len(set(addresses)) == 6
    assert "SIL Open Font License" in (folder / "LICENSE").read_text("utf-8")
    assert {face["family"] for face in FACES} == {SETTINGS["theme"]["font"].split(",")[0]}


@pytest.mark.parametrize("text", ["جاهزية الحكومة الرقمية", "Digital readiness, 0.654", "łódź ő"])
@pytest.mark.parametrize("weight", [400, 600])
def test_both_languages_are_in_the_ranges_of_each_weight(text: str, weight: int) -> None:
    parts = ",".join(face["unicodeRange"] for face in FACES if face["weight"] == weight)
    ranges = [
        (int(first, 16), int(last or first, 16))
        for first, last in re.findall(r"U\+([0-9A-F]+)(?:-([0-9A-F]+))?", parts)
    ]
    absent = [sign for sign in text if not any(low <= ord(sign) <= high for low, high in ranges)]
    assert not absent
