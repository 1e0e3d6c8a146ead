"""What the panel on digital accessibility says, and what it says where nothing is known."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from app import queries, store
from app.findings import accessibility
from app.i18n import text

ROOT = Path(__file__).parents[1]
STATES = (ROOT / "data" / "countries.csv").read_text("utf-8").split("\n")[1:-1]


@pytest.fixture
def version(store_dir: object) -> str:
    return store.current()


def cells(version: str, language: str, iso3: str) -> list[list[str]]:
    """Return the words of each row, cell by cell."""
    shown = accessibility.exhibit(version, language, iso3)
    body = shown.picture.split("<tbody>")[1]
    return [
        [re.sub("<[^>]*>", "", cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row)]
        for row in re.findall("<tr>(.*?)</tr>", body)
    ]


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("iso3", [row.split(",")[0] for row in STATES])
def test_no_cell_is_blank_or_zero(version: str, language: str, iso3: str) -> None:
    rows = cells(version, language, iso3)
    assert len(rows) == 6
    assert all(cell.strip() and cell.strip() not in ("0", "0.0") for row in rows for cell in row)


@pytest.mark.parametrize(
    ("iso3", "row", "words"),
    [
        ("PSE", 1, "Party since 2014"),
        ("PSE", 3, "Not a party"),
        ("JOR", 2, "Signed, not ratified"),
        ("LBN", 1, "Party since 2025. In doubt: The year is inferred"),
        ("COM", 1, "Party since 2016. In doubt: Only the year was found"),
        ("QAT", 0, "89.0"),
        ("SOM", 0, "not known"),
        ("OMN", 4, "Information Technology Authority, 2014"),
        ("SOM", 4, "not known"),
        ("SAU", 5, "not known"),
    ],
)
def test_each_state_of_knowledge_has_its_words(
    version: str, iso3: str, row: int, words: str
) -> None:
    assert words in cells(version, "en", iso3)[row][1]


def test_a_quoted_score_and_a_policy_lead_to_their_page(version: str) -> None:
    shown = accessibility.exhibit(version, "en", "QAT").picture
    page = queries.quotations(version, "dare")["QAT", 2020].page
    assert f'href="{page}"' in shown
    assert f'href="{queries.policies(version)["QAT"].page}"' in shown


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_panel_says_that_a_commitment_is_not_accessibility(version: str, language: str) -> None:
    shown = accessibility.exhibit(version, language, "SOM")
    assert shown.subtitle == text(language, "accessibility.commitment")
    assert text(language, "accessibility.not_known") in shown.picture
