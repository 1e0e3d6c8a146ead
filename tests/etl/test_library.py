"""Practices, strategies, recommendations: faults in a file are refused, the words are ours."""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from etl import places, practices, recommendations, registry, strategies
from etl.faults import Fault

LEAST_PRACTICES, LEAST_RECOMMENDATIONS = 80, 45
BORROWED = Path(__file__).parents[1] / "expected" / "fact_sentences.txt"
"""SHA-256 beginnings of the sentences of the collection that the facts were taken from."""

Change = Callable[[str], str]
KINDS: dict[str, tuple[Any, str]] = {
    "practice": (practices, "tun-mobile-id.toml"),
    "strategy": (strategies, "jor.toml"),
    "recommendation": (recommendations, "identity-enrolment-with-alternatives.toml"),
}


def cut(pattern: str) -> Change:
    """Take away what matches, which must be there."""

    def change(body: str) -> str:
        found, times = re.subn(pattern, "", body, flags=re.MULTILINE)
        assert times
        return found

    return change


def put(old: str, new: str) -> Change:
    """Put other words in the place of the first match, which must be there."""

    def change(body: str) -> str:
        found, times = re.subn(old, new, body, count=1, flags=re.MULTILINE)
        assert times
        return found

    return change


FAULTS: tuple[tuple[str, Change, str], ...] = (
    ("practice", cut(r"^problem\.ar = .*$"), "the text is missing in ar"),
    ("practice", cut(r"^note\..*$"), "note"),
    ("practice", put(r'^area = ".*"', 'area = "magic"'), "magic is not in the list area"),
    ("practice", put(r'^status = ".*"', 'status = "splendid"'), "splendid is not in the list"),
    ("practice", put(r'^kind = ".*"', 'kind = "proof"'), "proof is not in the list kind"),
    ("practice", put(r'"in_use"', '"deep"'), "deep is not in the list depth"),
    ("practice", put(r'^country = ".*"', 'country = "FRA"'), "FRA is no Arab state"),
    ("practice", put(r"^\[pillar\.\w+\]", "[pillar.joy]"), "joy is no pillar"),
    ("practice", put(r"^\[indicator\.\w+\]", "[indicator.joy]"), "joy is no pillar or indicator"),
    ("practice", put(r'^date = ".*"', 'date = "some day"'), "the date of a result"),
    ("practice", put(r'^source = ".*"', 'source = "nobody"'), "nobody names no source"),
    ("practice", cut(r"^year = .*$"), "needs an address and a year"),
    ("practice", put(r'^address = ".*"', 'address = "a book"'), "needs an address"),
    ("practice", put(r'^level = ".*"', 'level = "galactic"'), "national or local"),
    ("practice", put(r"^level", "levle"), "unknown key levle"),
    ("strategy", put(r'^kind = ".*"', 'kind = "dream"'), "dream is not in the list"),
    ("strategy", put(r'^strategy = ".*"', 'strategy = "none"'), "none is no strategy"),
    ("strategy", put(r'^address = ".*"', 'address = "a book"'), "needs an address"),
    ("strategy", cut(r"^summary\.en = .*$"), "the text is missing in en"),
    ("recommendation", put(r'^pillar = ".*"', 'pillar = "joy"'), "joy is no pillar"),
    ("recommendation", put(r'^practice = ".*"', 'practice = "jor-joy"'), "jor-joy is no pillar"),
    ("recommendation", put(r'^source = ".*"', 'source = "nobody"'), "nobody is no pillar"),
    ("recommendation", put(r'^basis = ".*"', 'basis = "faith"'), "faith is not in the list"),
    ("recommendation", cut(r"^\[\[case\]\]\n(.+\n)+"), "needs at least one practice"),
    ("recommendation", cut(r"^\[\[advice\]\]\n(.+\n)+"), "at least one source of advice"),
    ("recommendation", put(r"^indicators = .*$", 'indicators = ["joy"]'), "joy is no pillar"),
)


@pytest.mark.parametrize("number", range(len(FAULTS)))
def test_a_file_that_says_too_little_is_refused(number: int, tmp_path: Path) -> None:
    kind, change, saying = FAULTS[number]
    module, name = KINDS[kind]
    module.of(module.FOLDER / name)
    broken = tmp_path / name
    broken.write_text(change((module.FOLDER / name).read_text("utf-8")), "utf-8")
    with pytest.raises(Fault, match=saying) as refused:
        module.of(broken)
    assert str(refused.value).startswith(f"{module.FOLDER.name}/{name}")


def test_every_state_has_practices_and_a_page_of_strategies() -> None:
    own = practices.practices()
    assert len(own) >= LEAST_PRACTICES
    assert {each.country for each in own.values()} == set(places.arab_states())
    assert strategies.states().keys() == places.arab_states().keys()
    assert len(recommendations.recommendations()) >= LEAST_RECOMMENDATIONS


def test_a_state_without_a_file_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for path in strategies.FOLDER.glob("*.toml"):
        if path.stem != "com":
            (tmp_path / path.name).write_bytes(path.read_bytes())
    monkeypatch.setattr(strategies, "FOLDER", tmp_path)
    strategies.states.cache_clear()
    try:
        with pytest.raises(Fault, match="no file for COM"):
            strategies.states()
    finally:
        strategies.states.cache_clear()


def test_a_silent_state_is_refused(tmp_path: Path) -> None:
    silent = tmp_path / "som.toml"
    silent.write_text("checked = 2026-11-24\n")
    with pytest.raises(Fault, match="a note has to say that none was found"):
        strategies.of(silent)


NAMES = ("title", "publisher", "address", "institution")
"""Keys of what is named, not told."""


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for key, each in value.items():
            if key not in NAMES or (key == "title" and isinstance(each, dict)):
                yield from _texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)
    elif isinstance(value, str):
        yield value


def sentences(text: str) -> Iterator[str]:
    """Return the sentences of more than twelve words, plain: lower case, words only."""
    for sentence in re.split(r"[.;:!?]\s|\n\s*\n", text):
        words = re.findall(r"[^\W_]+", sentence.lower())
        if len(words) > 12:
            yield " ".join(words)


def test_no_sentence_is_that_of_the_collection() -> None:
    """Facts carry over, words do not; the sentences are known by their hashes alone."""
    borrowed = set(BORROWED.read_text("ascii").split())
    assert len(borrowed) > 300
    for module in (practices, strategies, recommendations):
        for path in module.FOLDER.glob("*.toml"):
            for text in _texts(tomllib.loads(path.read_text("utf-8"))):
                for sentence in sentences(text):
                    mark = hashlib.sha256(sentence.encode()).hexdigest()[:16]
                    assert mark not in borrowed, f"{path.name}: {sentence}"


def test_families_stand_for_their_members() -> None:
    own = recommendations.recommendations()
    every = {each for one in own.values() for each in recommendations.measured(one)}
    assert every <= registry.indicators()
    assert {"ict_skill_email", "crpd_year", "schools_internet_primary"} <= every
