"""Search by words, blind to the ways in which Arabic and Latin words are spelt.

A word of a query finds every word that it begins; all words of a query must be found. A document
is prepared once and holds its words as they are compared.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

LONGEST = 100
"""No more letters of a query are looked at."""

_LETTERS = str.maketrans({"ى": "ي", "ة": "ه", "ی": "ي", "ک": "ك", "ء": None})
_BETWEEN_DIGITS = re.compile(r"(?<=\d)[,٬](?=\d)")
_WORD = re.compile(r"\w+(?:(?<=\d)\.\w+)*")
"""Letters and digits; a point after a digit is a part of the word, as in 16.6 and 9.c."""

_PREFIXES = ("وبال", "ولل", "وال", "بال", "لل", "ال")
"""The Arabic article, alone and after 'and', 'in' and 'for': a word is found with and without."""

_ARTICLE_OF_L = re.compile("و?لل")
_ENDINGS = ("يا", "يه")
_LEAST = 2
"""Letters that must be left of a document's word once its article is taken away."""


def fold(words: str) -> str:
    """Return words without what spellings differ in: case, accents, vowel marks, hamza, tatweel.

    Alef maqsura becomes ya, ta marbuta ha, and every digit a Western one.
    """
    # Twice: a sign may stand for capitals (MHz in one), a small letter may have an accent apart.
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", words).casefold())
    kept = []
    for letter in plain:
        kind = unicodedata.category(letter)
        if kind == "Nd":
            kept.append(str(unicodedata.decimal(letter)))
        elif kind not in ("Mn", "Cf") and letter != "\N{ARABIC TATWEEL}":
            kept.append(letter)
    return _BETWEEN_DIGITS.sub("", "".join(kept).translate(_LETTERS))


def document(texts: Iterable[str]) -> str:
    """Return texts prepared to be searched: each word once, with and without its article."""
    words = {word for text in texts for word in _WORD.findall(fold(text))}
    forms = {form for word in words for form in _forms(word, _LEAST)}
    return f" {' '.join(sorted(forms))}"


def matches(query: str, document: str) -> bool:
    """Return whether every word of a query begins a word of a prepared document."""
    return all(any(form in document for form in word) for word in _asked(query))


@lru_cache(maxsize=256)
def _asked(query: str) -> tuple[tuple[str, ...], ...]:
    """Return the words of a query, each in the forms that begin a word after a space."""
    words = _WORD.findall(fold(query[:LONGEST]))
    return tuple(tuple(f" {form}" for form in _forms(word, 1)) for word in words)


def _forms(word: str, least: int) -> list[str]:
    """Return a word, its other ending, and, where it has an article, what is left of it."""
    found = [word]
    if word.endswith(_ENDINGS):
        # Names of places are written both ways: Syria and Libya with alef or with ta marbuta.
        found.append(word[:-1] + ("ا" if word.endswith("ه") else "ه"))
    prefix = next((each for each in _PREFIXES if word.startswith(each)), "")
    if prefix and len(word) - len(prefix) >= least:
        found.append(word[len(prefix) :])
        if _ARTICLE_OF_L.fullmatch(prefix):
            # 'For the language' is written with two l, of which one may be the word's own.
            found.append("ل" + word[len(prefix) :])
    return found
