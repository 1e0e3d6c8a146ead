"""Stories that a visitor composes: read from a draft, a file or a packed link, and written again.

A draft is kept by the visitor's browser only. It has the form of a file of data/stories, so that
one goes through the same checks as the other and an operator may put it beside ours.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
import tomllib
import zlib
from collections.abc import Mapping
from typing import Any

from app.i18n import LANGUAGES
from app.records import Texts
from app.stories import MOST_NAMED, MOST_STEPS, Fault, Story, of_mapping
from inbox.texts import clean

OWN = "own"
"""How a link calls the story that this browser keeps."""

SHARED = "shared"
"""How the story of a packed link is called."""

LARGEST = 200_000
"""Signs of a draft or a file; twenty steps with the longest texts are fewer."""

LONGEST_TALE = 3000
"""Signs of a packed story in a link: beside it the link of a live view has room."""

TEXTS = ("title", "sentence", "notes")
DEEPEST = 8


def _plain(value: Any, depth: int = 0) -> Any:
    """Return what was read with its texts cleaned; what is nested too deep is left out."""
    if isinstance(value, str):
        return clean(value)
    if depth > DEEPEST:
        return None
    if isinstance(value, dict):
        return {clean(str(name)): _plain(each, depth + 1) for name, each in value.items()}
    if isinstance(value, list):
        return [_plain(each, depth + 1) for each in value]
    return value


def _loaded(words: str) -> dict[str, Any] | None:
    """Return the table that JSON holds; None where it holds none."""
    try:
        found = json.loads(words)
    except (ValueError, RecursionError):
        return None
    return _plain(found) if isinstance(found, dict) else None


def of_draft(words: str) -> Story | Fault | None:
    """Return the story of a draft as the browser keeps it; None where it has no step yet."""
    if len(words) > LARGEST:
        return Fault("", 0, "large", "")
    if not words:
        return None
    raw = _loaded(words)
    if raw is None:
        return Fault("", 0, "draft", "")
    return of_mapping("", OWN, raw, composed=True) if raw.get("step") else None


def of_tale(tale: str) -> Story | Fault:
    """Return the story of a packed link."""
    raw = unpack(tale)
    if raw is None:
        return Fault("", 0, "link", "")
    return of_mapping("", SHARED, raw, composed=True)


def of_file(body: bytes) -> tuple[dict[str, Any], tuple[Fault, ...]]:
    """Return the draft that a file fills, of its steps the good ones; and what is wrong.

    The draft is empty where the whole file is at fault.
    """
    if len(body) > LARGEST:
        return {}, (Fault("", 0, "large", ""),)
    try:
        found = tomllib.loads(body.decode("utf-8-sig").replace("\r\n", "\n"))
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        # At the end of the file no line is named.
        last = str(body.count(b"\n") + 1)
        return {}, (Fault("", 0, "syntax", line[1] if line else last),)
    except UnicodeDecodeError:
        return {}, (Fault("", 0, "read", ""),)
    except (ValueError, RecursionError):
        return {}, (Fault("", 0, "draft", ""),)
    raw = _plain(found)
    story = of_mapping("", OWN, raw, composed=True)
    if isinstance(story, Fault):
        return {}, (story,)
    steps = zip(raw["step"], story.steps, strict=True)
    good = [table for table, step in steps if not isinstance(step, Fault)]
    faults = tuple(step for step in story.steps if isinstance(step, Fault))
    return kept({**raw, "step": good}), faults


def faults(draft: Mapping[str, Any]) -> tuple[Fault, ...]:
    """Return what is wrong with a draft and its steps."""
    story = of_mapping("", OWN, draft, composed=True)
    if isinstance(story, Fault):
        return (story,)
    return tuple(step for step in story.steps if isinstance(step, Fault))


def draft_of(words: str) -> dict[str, Any] | None:
    """Return a draft that was sent, with nothing in it but what a story has; None if none."""
    raw = _loaded(words) if len(words) <= LARGEST else None
    return kept(raw) if raw is not None else None


def _written(value: Any) -> dict[str, str]:
    """Return the languages of a text that say something."""
    own = value if isinstance(value, dict) else {}
    found = {each: own.get(each) for each in LANGUAGES}
    return {each: words for each, words in found.items() if isinstance(words, str) and words}


def kept(raw: Mapping[str, Any]) -> dict[str, Any]:
    """Return a draft in the order of a file, of each name only what is of its kind."""
    tables = raw.get("step")
    steps = [each for each in tables if isinstance(each, dict)] if isinstance(tables, list) else []
    out: dict[str, Any] = {}
    for name in ("minutes", "order"):
        if type(raw.get(name)) is int and abs(raw[name]) < 1000:
            out[name] = raw[name]
    if raw.get("own") is True:
        out["own"] = True
    out |= {name: words for name in ("title", "summary") if (words := _written(raw.get(name)))}
    out["step"] = [_kept_step(each) for each in steps[:MOST_STEPS]]
    return out


def _kept_step(table: Mapping[str, Any]) -> dict[str, Any]:
    out: dict[str, Any] = {}
    for name in ("link", "picture", "band", "mark"):
        if isinstance(table.get(name), str) and table[name]:
            out[name] = table[name]
    for name in ("named", "countries"):
        own = table.get(name)
        if isinstance(own, list) and own:
            out[name] = [each for each in own[:MOST_NAMED] if isinstance(each, str)]
    return out | {name: words for name in TEXTS if (words := _written(table.get(name)))}


def pack(draft: Mapping[str, Any]) -> str:
    """Return a draft as a link carries it: without blanks, deflated, in letters of an address."""
    plain = json.dumps(draft, ensure_ascii=False, separators=(",", ":")).encode()
    squeezer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    packed = squeezer.compress(plain) + squeezer.flush()
    return base64.urlsafe_b64encode(packed).decode().rstrip("=")


def unpack(tale: str) -> dict[str, Any] | None:
    """Return the draft of a packed link; None where it is none or opens into too much."""
    if len(tale) > LONGEST_TALE or not re.fullmatch(r"[A-Za-z0-9_-]+", tale):
        return None
    opener = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        packed = base64.urlsafe_b64decode(tale + "=" * (-len(tale) % 4))
        plain = opener.decompress(packed, LARGEST)
        if not opener.eof:
            return None
        return _loaded(plain.decode("utf-8"))
    except (binascii.Error, zlib.error, UnicodeDecodeError):
        return None


def _line(name: str, value: object) -> str:
    # Every text of JSON is one of TOML, but for the sign DEL, which `clean` takes out.
    return f"{name} = {json.dumps(value, ensure_ascii=False)}"


def _texts(table: Mapping[str, Texts], names: tuple[str, ...]) -> list[str]:
    return [
        _line(f"{name}.{each}", words)
        for name in names
        for each, words in table.get(name, {}).items()
    ]


def toml(draft: Mapping[str, Any]) -> str:
    """Return a draft as a file of data/stories."""
    steps = draft["step"]
    title = draft.get("title", {})
    head = {"order": draft.get("order", 90), "minutes": draft.get("minutes", max(1, len(steps)))}
    rows = [_line(name, value) for name, value in head.items()]
    rows += [_line("own", True)] if draft.get("own") else []
    rows += _texts({"summary": title, **draft}, ("title", "summary"))
    for step in steps:
        rows += ["", "[[step]]"]
        rows += [
            _line(name, step[name])
            for name in ("link", "picture", "band", "mark", "named", "countries")
            if name in step
        ]
        rows += _texts(step, TEXTS)
    return "\n".join(rows) + "\n"
