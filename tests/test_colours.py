"""The colours of the theme, computed: told apart by everyone, readable, and the same in our CSS."""

from __future__ import annotations

import itertools
import re
import tomllib
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from colorspacious import cspace_convert

ROOT = Path(__file__).parents[1]
THEME: dict[str, Any] = tomllib.loads((ROOT / ".streamlit/config.toml").read_text("utf-8"))["theme"]
CSS = (ROOT / "app/style/theme.css").read_text("utf-8")
DEFICIENCIES = ("deuteranomaly", "protanomaly", "tritanomaly")
TOLD_APART = 7
SMALLEST_DISTANCE = 12.0
WHITE = "#ffffff"

themes = pytest.mark.parametrize("name", ["light", "dark"])
palettes = pytest.mark.parametrize(
    "palette", ["chartCategoricalColors", "chartSequentialColors", "chartDivergingColors"]
)


def rgb(colour: str) -> np.ndarray:
    return np.array([int(colour[place : place + 2], 16) for place in (1, 3, 5)]) / 255


def luminance(colour: str) -> float:
    """Return the relative luminance of WCAG 2."""
    part = rgb(colour)
    linear = np.where(part <= 0.04045, part / 12.92, ((part + 0.055) / 1.055) ** 2.4)
    return float(linear @ [0.2126, 0.7152, 0.0722])


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def seen(colour: str, deficiency: str | None = None) -> np.ndarray:
    """Return a colour's place in CAM02-UCS, as seen with a full deficiency."""
    shown = rgb(colour)
    if deficiency:
        space = {"name": "sRGB1+CVD", "cvd_type": deficiency, "severity": 100}
        shown = np.clip(cspace_convert(shown, space, "sRGB1"), 0, 1)
    return np.asarray(cspace_convert(shown, "sRGB1", "CAM02-UCS"))


def distance(one: str, other: str, deficiency: str | None = None) -> float:
    return float(np.linalg.norm(seen(one, deficiency) - seen(other, deficiency)))


def css(name: str) -> dict[str, str]:
    """Return the custom properties of theme.css as one of the two themes resolves them."""
    pair = re.compile(r"light-dark\((#\w{6}), (#\w{6})\)")
    values = dict(re.findall(r"--([\w-]+): ([^;]+);", CSS))
    return {
        key: found[1 if name == "light" else 2] if (found := pair.fullmatch(value)) else value
        for key, value in values.items()
    }


def test_contrast_and_distance_of_known_pairs() -> None:
    assert contrast("#000000", WHITE) == pytest.approx(21)
    assert contrast("#777777", WHITE) == pytest.approx(4.48, abs=0.01)  # the well-known near miss
    assert distance("#123456", "#123456", "tritanomaly") == 0
    # A red and a green that only full deuteranomaly brings close together.
    assert distance("#b03020", "#6b6b00", "deuteranomaly") < 12 < distance("#b03020", "#6b6b00")


@themes
@palettes
def test_streamlit_needs_exactly_ten(name: str, palette: str) -> None:
    colours = THEME[name][palette]
    assert len(colours) == len(set(colours)) == 10
    assert all(re.fullmatch(r"#[0-9a-f]{6}", colour) for colour in colours)


@themes
@pytest.mark.parametrize("deficiency", [None, *DEFICIENCIES])
def test_seven_series_are_told_apart_by_everyone(name: str, deficiency: str | None) -> None:
    series = THEME[name]["chartCategoricalColors"][:TOLD_APART]
    close = {
        pair: round(distance(*pair, deficiency), 1)
        for pair in itertools.combinations(series, 2)
        if distance(*pair, deficiency) < SMALLEST_DISTANCE
    }
    assert not close


@themes
def test_every_series_stands_out_from_the_page(name: str) -> None:
    theme = THEME[name]
    pale = [
        colour
        for colour in theme["chartCategoricalColors"]
        if contrast(colour, theme["backgroundColor"]) < 3
    ]
    assert not pale


@themes
def test_the_sequence_has_one_hue_and_even_steps_away_from_the_page(name: str) -> None:
    colours = THEME[name]["chartSequentialColors"]
    from_page = [contrast(colour, THEME[name]["backgroundColor"]) for colour in colours]
    assert from_page == sorted(from_page)
    hues = cspace_convert([rgb(colour) for colour in colours], "sRGB1", "JCh")[:, 2]
    assert np.ptp(hues) < 15
    steps = [distance(*pair) for pair in itertools.pairwise(colours)]
    assert max(steps) < 1.2 * min(steps)
    assert min(steps) > 6


@themes
def test_below_and_above_part_from_a_neutral_middle(name: str) -> None:
    colours = THEME[name]["chartDivergingColors"]
    for half in (colours[:5], colours[5:][::-1]):
        from_page = [contrast(colour, THEME[name]["backgroundColor"]) for colour in half]
        assert from_page == sorted(from_page, reverse=True)
    chroma = cspace_convert([rgb(colour) for colour in colours], "sRGB1", "JCh")[:, 1]
    assert max(chroma[4:6]) < 10 < min(chroma[0], chroma[9])
    for deficiency in DEFICIENCIES:
        assert distance(colours[0], colours[9], deficiency) > SMALLEST_DISTANCE


@themes
def test_text_of_the_theme_can_be_read(name: str) -> None:
    theme = THEME[name]
    for ground in (theme["backgroundColor"], theme["secondaryBackgroundColor"]):
        assert contrast(theme["textColor"], ground) >= 7
        assert contrast(theme["linkColor"], ground) >= 4.5
    assert contrast(WHITE, theme["primaryColor"]) >= 4.5  # a chip of a list of choices
    assert contrast(theme["primaryColor"], theme["backgroundColor"]) >= 3  # its outline, a focus


@themes
def test_text_of_our_own_html_can_be_read(name: str) -> None:
    colours, second = css(name), THEME[name]["secondaryBackgroundColor"]
    for ground in (colours["paper"], second):
        for text in ("ink", "muted", "accent", "below", "above"):
            assert contrast(colours[text], ground) >= 4.5, (text, ground)
    assert contrast(colours["ink"], colours["accent-soft"]) >= 4.5
    for step in range(1, 11):
        assert contrast(colours[f"on-seq-{step}"], colours[f"seq-{step}"]) >= 4.5, step


@themes
def test_our_css_has_the_colours_of_the_theme(name: str) -> None:
    theme, colours = THEME[name], css(name)
    series, sequence, diverging = (
        theme[f"chart{kind}Colors"] for kind in ("Categorical", "Sequential", "Diverging")
    )
    expected = {
        "paper": theme["backgroundColor"],
        "ink": theme["textColor"],
        "line": theme["borderColor"],
        "accent": theme["linkColor"],
        "below": diverging[0],
        "above": diverging[9],
        **{f"series-{place}": series[place - 1] for place in range(1, TOLD_APART + 1)},
        **{f"seq-{place}": sequence[place - 1] for place in range(1, 11)},
    }
    ours = {"muted", "accent-soft", "missing", *(f"on-seq-{place}" for place in range(1, 11))}
    assert set(colours) == {*expected, *ours}
    assert {key: colours[key] for key in expected} == expected
    assert series[0] == theme["linkColor"]
    assert THEME["font"] in CSS.replace('"', "")


def test_every_colour_our_styles_use_exists() -> None:
    styles = (ROOT / "app/style").glob("*.css")
    used = {
        name for each in styles for name in re.findall(r"var\(--([\w-]+)", each.read_text("utf-8"))
    }
    assert used <= set(css("light")) | {"fit", "stage"}
