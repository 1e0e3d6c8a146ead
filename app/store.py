"""Which store is current, and one read-only connection to it."""

from __future__ import annotations

import datetime
import json
import os
import sys
import threading
from pathlib import Path
from typing import Any

import duckdb
import streamlit as st

from app.records import Attempt, Refresh

OUTCOMES = ("changed", "new_edition", "unchanged", "failed")


class Unavailable(RuntimeError):
    """There is no store and none could be built; the message says why."""


_building = threading.Lock()
_looked: set[Path] = set()
"""Folders of stores whose inputs this process has looked at."""


def directory() -> Path:
    """Return the folder of the stores: STORE_DIR, or data/store beside the code."""
    return Path(os.environ.get("STORE_DIR") or Path(__file__).parents[1] / "data" / "store")


def current() -> str:
    """Return the data version that is current; build the store first if it is missing or old.

    Inputs are looked at once in the life of a process: a newer store that another process
    makes current is seen at the next call.

    Raises:
        Unavailable: there is no store and none could be built.
    """
    folder = directory()
    if folder not in _looked:
        with _building:
            if folder not in _looked:
                _build_if_needed()
                _looked.add(folder)
    try:
        return (folder / "current").read_text("ascii").strip()
    except FileNotFoundError:
        raise Unavailable("the store has been taken away while the server runs") from None


def _build_if_needed() -> None:
    from etl import build  # only a first start needs it
    from etl.faults import Fault

    try:
        build.build(directory())
    except (Fault, OSError, duckdb.Error) as fault:
        # An operator's store stays in use even where it cannot be rebuilt (a read-only place,
        # figures that fail a check); without any store the fault is the answer.
        print(fault, file=sys.stderr)
        if build.current(directory()) is None:
            raise Unavailable(str(fault)) from fault


def kept(version: str) -> bool:
    """Return whether the store of a data version, which is given as hexadecimal digits, is kept."""
    return (directory() / f"{version}.duckdb").is_file()


@st.cache_resource(max_entries=2, show_spinner=False)
def _connect(version: str) -> duckdb.DuckDBPyConnection:
    return duckdb.connect(directory() / f"{version}.duckdb", read_only=True)


def cursor(version: str) -> duckdb.DuckDBPyConnection:
    """Return a cursor on the store of a data version; every query takes its own."""
    return _connect(version).cursor()


def refresh() -> Refresh | None:
    """Return the record of refreshes beside the stores; None where it is absent or damaged."""
    try:
        whole = json.loads((directory() / "refresh.json").read_text("utf-8"))
        attempts = {str(each): _attempt(own) for each, own in whole["sources"].items()}
        return Refresh(_moment(whole["started"]), _moment(whole["ended"]), attempts)
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return None


def _attempt(own: dict[str, Any]) -> Attempt:
    if own["outcome"] not in OUTCOMES:
        raise ValueError("an outcome that no refresh has")
    rows, edition, reason = own["rows"], own["edition"], own["reason"]
    return Attempt(
        own["outcome"],
        _moment(own["ended"]),
        None if edition is None else str(edition),
        None if rows is None else int(rows),
        str(reason or ""),
    )


def _moment(written: str) -> datetime.datetime:
    """Return a moment in UTC."""
    return datetime.datetime.fromisoformat(written).astimezone(datetime.UTC)
