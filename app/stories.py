"""Stories to present: data/stories/<id>.toml as frozen records, and what is wrong with a file.

Stories are no part of the store: they name views, figures and states by id, and every number is
filled in when a step is shown. A fault is a key of the catalogue, so that it is said in the
language of whoever presents; a step that cannot be read leaves the others usable.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from app.i18n import LANGUAGES, VIEWS, text
from app.records import Texts

FOLDER = Path(__file__).parents[1] / "data" / "stories"
NAME = re.compile(r"[a-z][a-z0-9_]{1,39}")
MOST_STEPS = 20
MOST_NAMED = 7
"""A chart for a shared screen has no more than this of anything that has to be told apart."""

LONGEST = {"title": 200, "summary": 500, "sentence": 500, "notes": 3000, "link": 2000}
"""Signs that a text of a story may have in each language."""

PICTURES = (
    "bands",
    "ranking",
    "lines",
    "strips",
    "verdicts",
    "gaps",
    "coverage",
    "practices",
    "advice",
    "facts",
    "words",
)
"""How a step may be drawn; 'words' draws nothing beneath its sentence."""

PLACE = re.compile(r"{([a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)?)}")
"""A named place in a sentence, such as {egdi.leader} or {headline}."""


@dataclass(frozen=True)
class Fault:
    """Why a file or one of its steps cannot be shown; `step` is 0 where it is the whole file.

    `key` is one of story.fault.* in the catalogues, `name` what it speaks of.
    """

    file: str
    step: int
    key: str
    name: str


@dataclass(frozen=True)
class Step:
    """One saved view with what is said about it; `asked` are the parameters of its link."""

    title: Texts
    sentence: Texts
    notes: Texts
    view: str
    asked: tuple[tuple[str, str], ...]
    picture: str
    named: tuple[str, ...] = ()
    """Ids of the indicators, benchmarks or practices drawn, where the link alone does not say."""
    countries: tuple[str, ...] = ()
    band: str = ""
    mark: str = ""
    """What bars are set against, those past it in colour: 'world' or 'median'."""


@dataclass(frozen=True)
class Story:
    """Steps in order; `own` is told of one country, which the link names."""

    story_id: str
    title: Texts
    summary: Texts
    minutes: int
    order: int
    steps: tuple[Step | Fault, ...]
    own: bool = False


class Broken(ValueError):
    """A file or a step is not as it should be: a key of story.fault and what it speaks of."""


def _texts(table: Mapping[str, Any], name: str, *, composed: bool = False) -> dict[str, str]:
    """Return a text that stands in every language; in a composed story, in one at least."""
    value = table.get(name)
    if value is None:
        raise Broken("missing", name)
    if not isinstance(value, dict) or not all(isinstance(each, str) for each in value.values()):
        raise Broken("kind" if composed else "language", name)
    found = {each: " ".join(words.split()) for each, words in value.items() if words.strip()}
    if composed and not found:
        raise Broken("missing", name)
    if not set(found) <= set(LANGUAGES) or (not composed and set(value) != set(found)):
        raise Broken("language", name)
    if not composed and set(found) != set(LANGUAGES):
        raise Broken("language", name)
    if any(len(words) > LONGEST[name] for words in found.values()):
        raise Broken("long", name)
    return found


def _notes(table: Mapping[str, Any], *, composed: bool) -> dict[str, str]:
    """Return what the speaker says, which may be nothing."""
    own = table.get("notes")
    silent = own is None or (composed and isinstance(own, dict) and not any(own.values()))
    return {} if silent else _texts(table, "notes", composed=composed)


def _ids(table: Mapping[str, Any], name: str) -> tuple[str, ...]:
    value = table.get(name, [])
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise Broken("kind", name)
    if len(value) > MOST_NAMED:
        raise Broken("many", name)
    return tuple(value)


def _keys(table: Mapping[str, Any], known: Sequence[str]) -> None:
    strange = sorted(set(table) - set(known))
    if strange:
        raise Broken("unknown", strange[0][:40])


def _link(link: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Return view and parameters of a link to a view of this site."""
    try:
        parts = urlsplit(link)
        asked = parse_qsl(parts.query, max_num_fields=40)
    except ValueError:
        raise Broken("view", link[:80]) from None
    view = parts.path.strip("./") or "overview"
    if view not in VIEWS or parts.netloc or parts.scheme:
        raise Broken("view", link[:80])
    return view, tuple(asked)


def _step(table: object, *, composed: bool = False) -> Step:
    if not isinstance(table, dict):
        raise Broken("kind", "step")
    _keys(
        table,
        ("title", "sentence", "notes", "link", "picture", "named", "countries", "band", "mark"),
    )
    link, picture, band, mark = (
        table.get(name, "") for name in ("link", "picture", "band", "mark")
    )
    for name, value in (("link", link), ("picture", picture)):
        if not value:
            raise Broken("missing", name)
    for name, value in (("link", link), ("picture", picture), ("band", band), ("mark", mark)):
        if not isinstance(value, str):
            raise Broken("kind", name)
    if len(link) > LONGEST["link"]:
        raise Broken("long", "link")
    if picture not in PICTURES:
        raise Broken("unknown", picture[:40])
    if mark not in ("", "world", "median"):
        raise Broken("unknown", mark[:40])
    view, asked = _link(link)
    sentence = _texts(table, "sentence", composed=composed)
    places = [set(PLACE.findall(each)) for each in sentence.values()]
    if any(each != places[0] for each in places):
        raise Broken("places", "sentence")
    if any("{" in PLACE.sub("", each) or "}" in PLACE.sub("", each) for each in sentence.values()):
        raise Broken("place", "sentence")
    return Step(
        title=_texts(table, "title", composed=composed),
        sentence=sentence,
        notes=_notes(table, composed=composed),
        view=view,
        asked=asked,
        picture=picture,
        named=_ids(table, "named"),
        countries=_ids(table, "countries"),
        band=band,
        mark=mark,
    )


def of(path: Path) -> Story | Fault:
    """Return the story of a file, its broken steps as faults; or the fault of the whole file."""
    name = path.name
    try:
        raw = tomllib.loads(path.read_text("utf-8"))
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        return Fault(name, 0, "syntax", line[1] if line else "")
    except (OSError, UnicodeDecodeError):
        return Fault(name, 0, "read", name)
    if not NAME.fullmatch(path.stem):
        return Fault(name, 0, "name", name)
    return of_mapping(name, path.stem, raw)


def of_mapping(
    file: str, story_id: str, raw: Mapping[str, Any], *, composed: bool = False
) -> Story | Fault:
    """Return the story that a file or a draft holds, its broken steps as faults.

    A `composed` one may have a text in one language only, and need not have a title.
    """
    try:
        _keys(raw, ("title", "summary", "minutes", "order", "own", "step"))
        tables, own = raw.get("step"), raw.get("own", False)
        if not tables:
            raise Broken("missing", "step")
        if not isinstance(tables, list) or len(tables) > MOST_STEPS:
            raise Broken("many" if isinstance(tables, list) else "kind", "step")
        if type(own) is not bool:
            raise Broken("kind", "own")
        if composed:
            title = summary = _title(raw)
            minutes = order = 0
        else:
            title, summary = _texts(raw, "title"), _texts(raw, "summary")
            minutes, order = _whole(raw, "minutes"), _whole(raw, "order")
    except Broken as fault:
        return Fault(file, 0, *fault.args)
    steps: list[Step | Fault] = []
    for place, table in enumerate(tables, 1):
        try:
            steps.append(_step(table, composed=composed))
        except Broken as fault:
            steps.append(Fault(file, place, *fault.args))
    return Story(story_id, title, summary, minutes, order, tuple(steps), own)


def _whole(raw: Mapping[str, Any], key: str) -> int:
    value = raw.get(key)
    if type(value) is not int:
        raise Broken("kind" if key in raw else "missing", key)
    return value


def _title(raw: Mapping[str, Any]) -> dict[str, str]:
    """Return the title of a composed story, one of ours where it has none."""
    own = raw.get("title", {})
    if isinstance(own, dict) and not any(own.values()):
        return {each: text(each, "compose.untitled") for each in LANGUAGES}
    return _texts(raw, "title", composed=True)


@lru_cache(maxsize=8)
def stories(folder: Path | None = None) -> Mapping[str, Story | Fault]:
    """Return every story by id, in the order they ask for; a file that is broken is a fault."""
    found = {path.stem: of(path) for path in sorted((folder or FOLDER).glob("*.toml"))}

    def place(item: tuple[str, Story | Fault]) -> int:
        return item[1].order if isinstance(item[1], Story) else MOST_STEPS * MOST_STEPS

    return dict(sorted(found.items(), key=place))
