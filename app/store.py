"""Which store is current, and one read-only connection to it."""

from __future__ import annotations

import os
import sys
import threading
from pathlib import Path

import duckdb
import streamlit as st


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


@st.cache_resource(max_entries=2, show_spinner=False)
def _connect(version: str) -> duckdb.DuckDBPyConnection:
    return duckdb.connect(directory() / f"{version}.duckdb", read_only=True)


def cursor(version: str) -> duckdb.DuckDBPyConnection:
    """Return a cursor on the store of a data version; every query takes its own."""
    return _connect(version).cursor()
