"""Submissions: taken in, told about, decided on."""

from __future__ import annotations

import datetime
import hashlib
import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from inbox import database, limits, references
from inbox.fields import CRITERIA

STATUSES = ("received", "in_review", "accepted", "declined")
OPEN = ("received", "in_review")


class Refused(Exception):
    """What an editor asked for cannot be done; the message is a sentence without its full stop."""


@dataclass(frozen=True)
class Submission:
    """A submission without who sent it."""

    reference: str
    language: str
    received_at: datetime.datetime
    fields: Mapping[str, Any]
    status: str
    reason: Mapping[str, str]
    practice: str | None


@dataclass(frozen=True)
class Event:
    """Who did what when."""

    at: datetime.datetime
    by: str
    what: str


def _now() -> datetime.datetime:
    return datetime.datetime.now(datetime.UTC)


def _stamp(when: datetime.datetime) -> str:
    return when.isoformat(timespec="seconds")


def _submission(row: sqlite3.Row) -> Submission:
    reasons = {"en": row["reason_en"], "ar": row["reason_ar"]}
    return Submission(
        row["reference"],
        row["language"],
        datetime.datetime.fromisoformat(row["received_at"]),
        json.loads(row["fields"]),
        row["status"],
        {language: text for language, text in reasons.items() if text},
        row["practice"],
    )


def _tell(connection: sqlite3.Connection, reference: str, by: str, what: str) -> None:
    connection.execute(
        "INSERT INTO event (reference, done_at, done_by, what) VALUES (?, ?, ?, ?)",
        (reference, _stamp(_now()), by, what),
    )


def submit(fields: Mapping[str, Any], contact: Mapping[str, str], page: str, address: str) -> str:
    """Keep a checked submission and return its reference, once it is on the disk.

    `page` is the sign of the page that it was sent from: the same content sent again from the
    same page (an answer that was lost, a second click) is kept once.

    Raises:
        limits.Exceeded: the address sent too many.
        database.Unavailable: it could not be kept.
    """
    content = json.dumps(fields, ensure_ascii=False, sort_keys=True)
    sent = hashlib.sha256(f"{page}\n{content}".encode()).hexdigest()
    when = _now()
    with database.writing() as connection:
        known = connection.execute(
            "SELECT reference FROM submission WHERE sent = ?", (sent,)
        ).fetchone()
        if known:
            return str(known["reference"])
        limits.take(connection, address, when.timestamp(), when.date().isoformat())
        reference = references.new()
        connection.execute(
            "INSERT INTO submission (reference, language, received_at, fields, sent)"
            " VALUES (?, ?, ?, ?, ?)",
            (reference, fields["language"], _stamp(when), content, sent),
        )
        connection.execute(
            "INSERT INTO contact VALUES (?, ?, ?, ?)",
            (
                reference,
                contact["contact_name"],
                contact["contact_email"],
                contact["contact_role"],
            ),
        )
        _tell(connection, reference, "form", "received")
    return reference


def find(reference: str) -> Submission | None:
    """Return the submission of a reference, or None; both take the same steps."""
    with database.reading() as connection:
        row = connection.execute(
            "SELECT * FROM submission WHERE reference = ?", (reference,)
        ).fetchone()
    return _submission(row) if row else None


def get(reference: str) -> Submission:
    """Return the submission of a reference.

    Raises:
        Refused: there is none.
    """
    found = find(reference)
    if found is None:
        raise Refused(f"no submission has the reference “{reference}”; see “practices list”")
    return found


def listed(status: str | None = None) -> list[Submission]:
    """Return every submission, or those of one status, in the order in which they came."""
    with database.reading() as connection:
        rows = connection.execute(
            "SELECT * FROM submission WHERE status = coalesce(?, status)"
            " ORDER BY received_at, reference",
            (status,),
        ).fetchall()
    return [_submission(row) for row in rows]


def contact(reference: str) -> tuple[str, str, str] | None:
    """Return name, e-mail and role of who sent a submission; None once they are erased."""
    with database.reading() as connection:
        row = connection.execute(
            "SELECT name, email, role FROM contact WHERE reference = ?", (reference,)
        ).fetchone()
    return (row["name"], row["email"], row["role"]) if row else None


def events(reference: str) -> list[Event]:
    """Return what was done with a submission, the first first."""
    with database.reading() as connection:
        rows = connection.execute(
            "SELECT * FROM event WHERE reference = ? ORDER BY event_id", (reference,)
        ).fetchall()
    return [
        Event(datetime.datetime.fromisoformat(row["done_at"]), row["done_by"], row["what"])
        for row in rows
    ]


def scores(reference: str) -> dict[str, int]:
    """Return the newest score of every criterion that has one, in the order of the rubric."""
    with database.reading() as connection:
        return _scores(connection, reference)


def _scores(connection: sqlite3.Connection, reference: str) -> dict[str, int]:
    rows = connection.execute(
        "SELECT criterion, score FROM review WHERE reference = ? ORDER BY review_id", (reference,)
    ).fetchall()
    newest = {row["criterion"]: row["score"] for row in rows}
    return {each: newest[each] for each in CRITERIA if each in newest}


@contextmanager
def _open(reference: str) -> Iterator[tuple[sqlite3.Connection, Submission]]:
    """Give a submission that is not decided yet, inside the transaction that changes it."""
    with database.writing() as connection:
        row = connection.execute(
            "SELECT * FROM submission WHERE reference = ?", (reference,)
        ).fetchone()
        if row is None:
            raise Refused(f"no submission has the reference “{reference}”; see “practices list”")
        if row["status"] not in OPEN:
            last = connection.execute(
                "SELECT * FROM event WHERE reference = ? AND what IN ('accepted', 'declined')"
                " ORDER BY event_id DESC",
                (reference,),
            ).fetchone()
            day = last["done_at"][:10]
            raise Refused(f"{reference} was {row['status']} by {last['done_by']} on {day} already")
        yield connection, _submission(row)


def score(reference: str, by: str, given: Mapping[str, int], note: str) -> None:
    """Keep scores; the submission is in review from then on.

    Raises:
        Refused: there is no such submission, or it is decided.
    """
    with _open(reference) as (connection, own):
        for criterion, points in given.items():
            connection.execute(
                "INSERT INTO review (reference, criterion, score, scored_by, scored_at, note)"
                " VALUES (?, ?, ?, ?, ?, ?)",
                (reference, criterion, points, by, _stamp(_now()), note or None),
            )
        if own.status == "received":
            connection.execute(
                "UPDATE submission SET status = 'in_review' WHERE reference = ?", (reference,)
            )
        _tell(connection, reference, by, "scored")


@contextmanager
def accepting(reference: str, by: str, practice: str) -> Iterator[dict[str, int]]:
    """Give the scores of a submission that becomes a practice when the block is left whole.

    Raises:
        Refused: there is no such submission, or it is decided.
    """
    with _open(reference) as (connection, _):
        yield _scores(connection, reference)
        connection.execute(
            "UPDATE submission SET status = 'accepted', practice = ? WHERE reference = ?",
            (practice, reference),
        )
        _tell(connection, reference, by, "accepted")


def decline(reference: str, by: str, reasons: Mapping[str, str]) -> None:
    """Decline a submission with the reason that who sent it will read.

    Raises:
        Refused: there is no such submission, or it is decided.
    """
    with _open(reference) as (connection, own):
        texts = {own.language if key == "own" else key: text for key, text in reasons.items()}
        connection.execute(
            "UPDATE submission SET status = 'declined', reason_en = ?, reason_ar = ?"
            " WHERE reference = ?",
            (texts.get("en"), texts.get("ar"), reference),
        )
        _tell(connection, reference, by, "declined")


def forget(reference: str) -> bool:
    """Erase who sent a submission, from the log of the database too; False where nobody was left.

    Raises:
        Refused: there is no such submission.
    """
    get(reference)
    with database.writing() as connection:
        done = connection.execute("DELETE FROM contact WHERE reference = ?", (reference,)).rowcount
        if done:
            _tell(connection, reference, "editor", "contact erased")
    with database.reading() as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return bool(done)
