"""TOML tables as frozen records; unknown or missing keys and wrong kinds are faults."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any, TypeVar

from etl.declarations import ALLOWED
from etl.faults import Fault

LANGUAGES = ("en", "ar")
KINDS: Mapping[str, tuple[type, ...]] = {
    "int": (int,),
    "str": (str,),
    "bool": (bool,),
    "float": (int, float),
}

T = TypeVar("T")


def record(kind: type[T], table: Mapping[str, Any], where: str, **more: Any) -> T:
    """Make a record from a TOML table; unknown and missing keys are faults that name the key."""
    known = {each.name: each for each in fields(kind)}  # type: ignore[arg-type]
    given = {**table, **more}
    unknown = sorted(set(given) - set(known))
    if unknown:
        raise Fault(f"{where}: unknown key {', '.join(unknown)}; correct the spelling or remove it")
    for name, value in given.items():
        _plain(name, value, str(known[name].type), where)
        if str(known[name].type).startswith("Texts") and value is not None:
            texts(value, f"{where}, {name}")
        if isinstance(value, list) and str(known[name].type).startswith("tuple"):
            given[name] = tuple(value)
    try:
        return kind(**given)
    except TypeError as error:
        raise Fault(f"{where}: {str(error).split(') ')[-1]}; add the missing key") from None


def _plain(name: str, value: object, kind: str, where: str) -> None:
    """Refuse a value of another kind than the key's, or outside the key's fixed list."""
    wanted = KINDS.get(kind.removesuffix(" | None"))
    if wanted and value is not None and type(value) not in wanted:
        raise Fault(f"{where}: {name} must be of kind {wanted[-1].__name__}; correct it")
    if name in ALLOWED and value is not None and value not in ALLOWED[name]:
        raise Fault(f"{where}: {name} “{value}” is not one of {', '.join(ALLOWED[name])}")


def texts(value: object, where: str) -> None:
    """Refuse a text that does not stand in every language."""
    missing = [
        language
        for language in LANGUAGES
        if not isinstance(value, dict) or not isinstance(value.get(language), str)
    ]
    if missing:
        raise Fault(f"{where}: the text is missing in {', '.join(missing)}; write it")


def load(path: Path) -> dict[str, Any]:
    """Return a TOML file as a dictionary.

    Raises:
        Fault: the file is not TOML; the message says where.
    """
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise Fault(f"{path.name}: not valid TOML ({error}); correct the line") from None
