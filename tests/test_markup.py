"""HTML that we write ourselves: nothing from outside reaches it unescaped."""

from __future__ import annotations

from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from app import markup
from app.exhibit import Exhibit, Fact, Table

HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>&amp;"


class Tags(HTMLParser):
    """Collect the tags and attributes a browser would see."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: set[str] = set()
        self.attributes: set[str] = set()
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def read(html: str) -> Tags:
    tags = Tags()
    tags.feed(html)
    tags.close()
    return tags


def everything(words: str) -> str:
    tile = markup.Tile(
        0, 0, words, words, 3, words, markup.href("country", {"country": words}), True
    )
    table = Table(words, (words, words), ((words, words),))
    exhibit = Exhibit("k", words, words, words, (words,), table, notes=(words,))
    return "".join(
        [
            markup.tiles(words, [tile], (words, words, words)),
            markup.headline(words, words),
            markup.facts([Fact(words, words, words)]),
            markup.exhibit_head(exhibit),
            markup.exhibit_foot(exhibit, words),
            markup.link(words, words, current=True, language=words),
            markup.menu(words, words, "", ""),
            markup.notices([words]),
            markup.footer([words]),
            markup.suggestions(words, []),
        ]
    )


def test_hostile_words_stay_words() -> None:
    tags = read(everything(HOSTILE))
    assert not tags.seen & {"script", "img"}
    assert not {name for name in tags.attributes if name.startswith("on")}
    assert HOSTILE in tags.words


@given(st.text(max_size=60))
def test_no_text_changes_the_structure(words: str) -> None:
    assert read(everything(words)).seen == read(everything("x")).seen


def test_a_link_keeps_commas_and_colons_readable() -> None:
    address = markup.href("compare", {"country": "JOR,EGY", "year": "2010:2024", "lang": "ar"})
    assert address == "./compare?country=JOR,EGY&year=2010:2024&lang=ar"
    assert markup.href("overview", {"lang": "en"}) == "./?lang=en"
