"""Numbers, plurals, dates and the catalogues of both languages."""

from __future__ import annotations

import ast
import datetime
import re
from pathlib import Path

import pytest

from app import i18n

ROOT = Path(__file__).parents[1]
ARABIC_FORMS = {"zero", "one", "two", "few", "many", "other"}
LATIN_IN_ARABIC = {"EGDI", "OSI", "HCI", "TII", "EPI", "SDG", "Open", "python", "m", "etl", "build"}
LATIN_IN_ARABIC |= {"CSV", "JSON", "SDMX", "UTF", "Parquet", "Frictionless"}  # forms of files


def placeholders(entry: object) -> set[str]:
    texts = entry.values() if isinstance(entry, dict) else [entry]
    return {name for each in texts for name in re.findall(r"{(\w+)}", str(each))}


def test_catalogues_have_the_same_keys_and_placeholders() -> None:
    english, arabic = i18n.catalogue("en"), i18n.catalogue("ar")
    assert english.keys() == arabic.keys()
    for key, entry in english.items():
        assert placeholders(entry) == placeholders(arabic[key]), key
        assert isinstance(entry, dict) == isinstance(arabic[key], dict), key


def test_a_text_with_a_count_has_every_plural_form() -> None:
    for key, entry in i18n.catalogue("ar").items():
        if isinstance(entry, dict):
            assert set(entry) == ARABIC_FORMS, key
            assert set(i18n.catalogue("en")[key]) == {"one", "other"}, key


def test_arabic_text_has_no_latin_words_but_those_named() -> None:
    for key, entry in i18n.catalogue("ar").items():
        for each in entry.values() if isinstance(entry, dict) else [entry]:
            plain = re.sub(r"{\w+}", "0", str(each))
            assert set(re.findall("[A-Za-z]+", plain)) <= LATIN_IN_ARABIC, key
            assert not re.search("[٠-٩ـ]| [،؛؟]|,|;", plain), key


def literal_keys() -> set[str]:
    """Keys asked for in the code; the constant start of a key made of parts stands for them."""
    found = set()
    statements = ROOT / "app" / "queries"  # columns there look like keys
    for path in [*ROOT.glob("app/**/*.py"), *ROOT.glob("pages/*.py")]:
        if path.is_relative_to(statements):
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.add(node.value)
    return found


def test_every_key_is_used_and_every_used_key_exists() -> None:
    known, said = set(i18n.catalogue("en")), literal_keys()
    sections = {key.split(".")[0] for key in known}
    asked = {each for each in said if re.fullmatch(r"[a-z_]+(\.[a-z_]+)+", each)}
    asked = {each for each in asked if not each.endswith((".css", ".js", ".json", ".csv", "_"))}
    unknown = {each for each in asked if each.split(".")[0] in sections and each not in known}
    assert not unknown
    made = {each for each in said if each.endswith((".", "_")) and each.split(".")[0] in sections}
    unused = {key for key in known - said if not any(key.startswith(part) for part in made)}
    assert not unused


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (1, "تقدّم مرتبة واحدة منذ 2022"),
        (2, "تقدّم مرتبتين منذ 2022"),
        (3, "تقدّم 3 مراتب منذ 2022"),
        (11, "تقدّم 11 مرتبة منذ 2022"),
        (100, "تقدّم 100 مرتبة منذ 2022"),
        (103, "تقدّم 103 مراتب منذ 2022"),
    ],
)
def test_arabic_counts_take_their_form(count: int, words: str) -> None:
    places = i18n.text("ar", "country.places", count=count)
    assert i18n.text("ar", "country.rank_up", places=places, year=2022) == words


def test_numbers_have_western_digits_and_keep_their_sign_before_them() -> None:
    assert i18n.number("ar", 11552876) == "11,552,876"
    assert i18n.number("en", -2.5, 1) == "\u2066−2.5\u2069"
    assert i18n.number("ar", 0.12, 2, sign=True) == "\u2066+0.12\u2069"
    assert i18n.number("ar", 0.001, 2, sign=True) == "0.00"
    assert i18n.number("en", -64.2, 1, suffix="%") == "\u2066−64.2%\u2069"


def test_two_words_are_joined_without_a_comma() -> None:
    assert i18n.listed("ar", ["أ"]) == "أ"
    assert i18n.listed("ar", ["أ", "ب"]) == "أ وب"
    assert i18n.listed("ar", ["أ", "ب", "ج"]) == "أ، وب، وج"
    assert i18n.listed("en", ["a", "b"]) == "a and b"
    assert i18n.listed("en", ["a", "b", "c"]) == "a, b and c"


def test_dates_name_the_month_in_both_arabic_ways() -> None:
    day = datetime.date(2024, 12, 11)
    assert i18n.date("en", day) == "11 December 2024"
    assert i18n.date("ar", day) == "11 كانون الأول/ديسمبر 2024"


def test_arab_names_stand_in_the_order_readers_expect() -> None:
    expected = [
        "الأردن",
        "الإمارات العربية المتحدة",
        "البحرين",
        "تونس",
        "الجزائر",
        "جزر القمر",
        "الجمهورية العربية السورية",
        "جيبوتي",
        "دولة فلسطين",
        "السودان",
        "الصومال",
        "العراق",
        "عمان",
        "قطر",
        "الكويت",
        "لبنان",
        "ليبيا",
        "مصر",
        "المغرب",
        "المملكة العربية السعودية",
        "موريتانيا",
        "اليمن",
    ]
    assert sorted(expected[::-1], key=i18n.sort_key) == expected


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("ar-EG,ar;q=0.9,en;q=0.8", "ar"),
        ("fr,en-GB;q=0.7", "en"),
        ("fr", "en"),
        ("", "en"),
        (";;,", "en"),
    ],
)
def test_the_first_language_of_the_browser_that_we_speak_is_taken(
    header: str, language: str
) -> None:
    assert i18n.preferred(header) == language
