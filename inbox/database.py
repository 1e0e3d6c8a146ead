"""The inbox's SQLite file: opened for one piece of work, written in whole transactions."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

VERSION = 1
WAIT = 20.0
"""Seconds for which a writer waits for another one."""


class Unavailable(RuntimeError):
    """The inbox cannot be read or written; the message says why."""


def path() -> Path:
    """Return the file of the inbox: INBOX, or data/inbox.sqlite beside the code."""
    return Path(os.environ.get("INBOX") or Path(__file__).parents[1] / "data" / "inbox.sqlite")


def _connect() -> sqlite3.Connection:
    place = path()
    place.parent.mkdir(parents=True, exist_ok=True)
    # It holds names and e-mail addresses: its owner's eyes only, from the first byte on.
    os.close(os.open(place, os.O_RDWR | os.O_CREAT, 0o600))
    connection = sqlite3.connect(place, timeout=WAIT, isolation_level=None)
    try:
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA secure_delete = ON")
        found = connection.execute("PRAGMA user_version").fetchone()[0]
        if found == 0:
            _create(connection)
        elif found != VERSION:
            raise Unavailable(f"{place} was made by another version ({found}, not {VERSION})")
    except BaseException:
        connection.close()
        raise
    return connection


def _create(connection: sqlite3.Connection) -> None:
    """Make the tables, once, whoever comes first."""
    # SQLite does not wait when two turn to the write-ahead log at the same moment.
    end = time.monotonic() + WAIT
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            break
        except sqlite3.OperationalError:
            if time.monotonic() > end:
                raise
            time.sleep(0.02)
    connection.execute("BEGIN IMMEDIATE")
    if connection.execute("PRAGMA user_version").fetchone()[0] == 0:
        schema = (Path(__file__).parent / "schema.sql").read_text("utf-8")
        for statement in schema.split(";\n"):
            connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {VERSION}")
    connection.execute("COMMIT")


@contextmanager
def reading() -> Iterator[sqlite3.Connection]:
    """Give a connection to read from.

    Raises:
        Unavailable: the file cannot be opened or read.
    """
    try:
        connection = _connect()
    except (sqlite3.Error, OSError) as error:
        raise Unavailable(f"{path()}: {error}") from error
    with closing(connection):
        try:
            yield connection
        except sqlite3.Error as error:
            raise Unavailable(f"{path()}: {error}") from error


@contextmanager
def writing() -> Iterator[sqlite3.Connection]:
    """Give a connection inside a transaction, which is on the disk when the block is left.

    Whatever is raised inside takes everything back.

    Raises:
        Unavailable: the file cannot be written, or others write for too long.
    """
    with reading() as connection:
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield connection
        except BaseException:
            connection.execute("ROLLBACK")
            raise
        connection.execute("COMMIT")
