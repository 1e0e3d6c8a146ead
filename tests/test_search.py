"""Search that is blind to how Arabic and Latin words are spelt."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.search import document, fold, matches


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("الإمارات", "الامارات"),
        ("آلية", "اليه"),
        ("مسؤولية", "مسوولية"),
        ("الجزائر", "الجزاير"),
        ("شيء", "شئ"),
        ("مستشفى", "مستشفي"),
        ("خدمة", "خدمه"),
        ("هُوِيَّةٌ", "هوية"),
        ("الصحـــة", "الصحة"),
        ("٢٠٢٤", "2024"),
        ("۲۰۲۴", "2024"),
        ("1,200,000", "1200000"),
        ("ﻻ", "لا"),
        ("Égalité", "egalite"),
        ("e-GOVERNMENT", "E-government"),
    ],
)
def test_spellings_of_a_word_fold_to_one(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize("word", ["علم", "عمل", "حكومة", "حكومي"])
def test_different_words_stay_different(word: str) -> None:
    others = {"علم", "عمل", "حكومة", "حكومي"} - {word}
    assert fold(word) not in {fold(each) for each in others}


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("صحة", "وزارة الصحة"),
        ("الصحة", "صحة العامة"),
        ("والصحة", "وزارة الصحة"),
        ("مواطن", "خدمات للمواطنين"),
        ("لغة", "صياغة للغة العربية"),
        ("شكاوى", "النظر بالشكاوى"),
        ("مواطن", "وللمواطنين"),
        ("امارات", "دولة الإمارات العربية"),
        ("سوريا", "الجمهورية العربية السورية"),
        ("ليبية", "ليبيا"),
        ("digi ident", "Digital identity"),
        ("IDENTITY digital", "Digital identity"),
        ("16.6", "target 16.6 of the goals"),
        ("9.C", "target 9.c"),
        ("هوي رقم", "الهوية الرقمية"),
        ("", "anything"),
        ("  ", "anything"),
        ("!?", "anything"),
    ],
)
def test_every_word_of_a_query_begins_a_word(query: str, words: str) -> None:
    assert matches(query, document([words]))


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("dentity", "Digital identity"),
        ("digital health", "Digital identity"),
        ("قمية", "الهوية الرقمية"),
        ("16.7", "target 16.6"),
        ("6.6", "target 16.6"),
        ("صحه تعليم", "وزارة الصحة"),
    ],
)
def test_a_query_that_begins_no_word_finds_nothing(query: str, words: str) -> None:
    assert not matches(query, document([words]))


def test_typing_never_loses_the_document_on_the_way_to_a_word() -> None:
    own = document(["الخدمات الإلكترونية للمواطنين", "Électronique"])
    for word in ("الخدمات", "خدمات", "الإلكترونية", "للمواطنين", "المواطنين", "electronique"):
        for letters in range(1, len(word) + 1):
            assert matches(word[:letters], own), word[:letters]


@given(st.text(max_size=40))
def test_every_text_finds_itself_and_folds_once(words: str) -> None:
    assert fold(fold(words)) == fold(words)
    assert matches(words, document([words]))


@given(st.text(alphabet="ابتثلوهيىةءأإآؤئ ", max_size=30))
def test_arabic_text_finds_itself_with_marks_and_without_hamza(words: str) -> None:
    marked = re.sub(r"(\S)", "\\1\N{ARABIC FATHA}", words)
    bare = words.translate(str.maketrans("أإآ", "ااا"))
    assert matches(marked, document([words]))
    assert matches(bare, document([words]))
