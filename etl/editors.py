"""The commands of the editors: python -m etl practices list | show | score | accept | etc."""

from __future__ import annotations

import argparse
import datetime
import os
import re
import tempfile
import tomllib
from collections.abc import Callable, Mapping
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any

import tomlkit

from etl import drafts, practices, staging
from etl.faults import Fault, shaped, short
from inbox import database, references, submissions, texts
from inbox.fields import CRITERIA, FIELDS
from inbox.submissions import Refused, Submission

FOLDER = practices.FOLDER
PUBLISHED_FROM: Mapping[str, int] = {"evidence": 2, "clarity": 2, "real_use": 2}
"""Scores below which a practice is not published."""

LARGEST = 256 * 1024


def add_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the editors' commands to those of the operator."""
    own = commands.add_parser("practices", help="the inbox of submitted practices")
    verbs = own.add_subparsers(dest="verb", required=True)
    list_ = verbs.add_parser("list", help="every submission, one line each")
    list_.add_argument("--status", choices=submissions.STATUSES)
    show_ = verbs.add_parser("show", help="a submission, what was done with it, its scores")
    show_.add_argument("reference")
    show_.add_argument("--contact", action="store_true", help="who sent it, too")
    show_.add_argument("--toml", action="store_true", help="as a draft of a practice's file")
    score_ = verbs.add_parser("score", help="0 to 3 for each criterion")
    score_.add_argument("reference")
    score_.add_argument("--by", required=True, metavar="NAME")
    score_.add_argument("--note", default="")
    score_.add_argument("scores", nargs="+", metavar="CRITERION=SCORE", help=", ".join(CRITERIA))
    accept_ = verbs.add_parser("accept", help="a scored submission becomes a practice")
    accept_.add_argument("reference")
    accept_.add_argument("--by", required=True, metavar="NAME")
    accept_.add_argument("--as", required=True, dest="practice", metavar="ID")
    accept_.add_argument("--from", type=Path, dest="file", metavar="FILE.toml")
    decline_ = verbs.add_parser("decline", help="say why to who sent it")
    decline_.add_argument("reference")
    decline_.add_argument("--by", required=True, metavar="NAME")
    decline_.add_argument("--reason", dest="reason_own", help="in the language of the submission")
    decline_.add_argument("--reason.en", dest="reason_en")
    decline_.add_argument("--reason.ar", dest="reason_ar")
    forget_ = verbs.add_parser("forget", help="erase who sent it")
    forget_.add_argument("reference")


def run(asked: argparse.Namespace) -> int:
    """Run an editor's command and return its exit code.

    Raises:
        Fault: it cannot be done; the message says why.
    """
    if "reference" in asked:
        asked.reference = references.read(asked.reference) or asked.reference
    if "by" in asked:
        asked.by = _line(asked.by, "--by")
    try:
        return _VERBS[asked.verb](asked)
    except (Refused, database.Unavailable) as refused:
        raise Fault(str(refused)) from None


def _say(text: str = "") -> None:
    """Print what a stranger may have written."""
    print(texts.visible(text))


def _line(text: str, option: str) -> str:
    plain = texts.clean(text)
    if not plain or len(plain) > 100:
        raise Fault(f"{option} needs a name of 1 to 100 characters")
    return plain


def _list(asked: argparse.Namespace) -> int:
    found = submissions.listed(asked.status)
    for own in found:
        title = str(own.fields["title"])
        shown = title if len(title) <= 60 else f"{title[:59]}…"
        head = f"{own.reference}  {own.received_at.date()}  {own.status:9}"
        _say(f"{head}  {own.fields['country']}  {own.language}  {shown}")
    if not found:
        print("No submissions.")
    return 0


def _show(asked: argparse.Namespace) -> int:
    own = submissions.get(asked.reference)
    if asked.toml:
        _say(drafts.draft(own, _today()).rstrip("\n"))
        return 0
    received = own.received_at.isoformat(timespec="minutes")
    _say(f"{own.reference}  {own.status}  received {received}  in {own.language}")
    for name in FIELDS:
        if name in own.fields:
            _show_field(name, own.fields[name])
    _say()
    for criterion, points in submissions.scores(own.reference).items():
        _say(f"score {criterion}: {points}")
    for language, reason in own.reason.items():
        _say(f"reason ({language}): {reason}")
    for event in submissions.events(own.reference):
        _say(f"{event.at.isoformat(timespec='minutes')}  {event.what} by {event.by}")
    if asked.contact:
        contact = submissions.contact(own.reference)
        _say(f"contact: {', '.join(filter(None, contact))}" if contact else "contact: erased")
    return 0


def _show_field(name: str, value: Any) -> None:
    if isinstance(value, list):
        for number, row in enumerate(value, 1):
            _say(f"{name} {number}")
            for column, text in row.items():
                _say(f"    {column}: {text}")
        return
    first, *others = str(value).split("\n")
    _say(f"{name}: {first}")
    for line in others:
        _say(f"    {line}")


def _score(asked: argparse.Namespace) -> int:
    given = {}
    for each in asked.scores:
        criterion, _, points = each.partition("=")
        if criterion not in CRITERIA:
            raise Fault(f"“{criterion}” is no criterion; they are {', '.join(CRITERIA)}")
        if points not in ("0", "1", "2", "3"):
            raise Fault(f"{criterion} takes 0, 1, 2 or 3, not “{points}”")
        given[criterion] = int(points)
    submissions.score(asked.reference, asked.by, given, texts.clean(asked.note))
    left = [each for each in CRITERIA if each not in submissions.scores(asked.reference)]
    rest = f"; still without a score: {', '.join(left)}" if left else "; the rubric is complete"
    _say(f"{asked.reference} is scored{rest}.")
    return 0


def _today() -> datetime.date:
    return datetime.datetime.now(datetime.UTC).date()


def _publishable(scores: Mapping[str, int]) -> None:
    """Refuse a submission that is not scored, or whose scores forbid to publish it."""
    left = [each for each in CRITERIA if each not in scores]
    if left:
        raise Fault(f"no score yet for {', '.join(left)}; see “practices score”")
    low = [
        f"{each} is {scores[each]}"
        for each, least in PUBLISHED_FROM.items()
        if scores[each] < least
    ]
    if low:
        raise Fault(
            f"{', '.join(low)}; evidence, clarity and real use must be at least 2 to be published"
        )


def _text(asked: argparse.Namespace, own: Submission) -> str:
    """Return the file that an editor completed, or the draft where none is given."""
    if asked.file is None:
        return drafts.draft(own, _today())
    if asked.file.stat().st_size > LARGEST:
        raise Fault(f"{asked.file} is larger than {LARGEST // 1024} KB")
    try:
        text: str = asked.file.read_text("utf-8")
    except UnicodeDecodeError:
        raise Fault(f"{asked.file} is not UTF-8; save it so") from None
    return text


def _reviewed(text: str, scores: Mapping[str, int]) -> str:
    """Return a practice's file with the day and the scores of its review.

    The remarks on top are a draft's, for editors only.
    """
    text = re.sub(r"\A([ \t]*(#.*)?\r?\n)+", "", text.removeprefix("\ufeff"))
    try:
        table = tomllib.loads(text)
        document = tomlkit.parse(text)
    except (ValueError, RecursionError, tomlkit.exceptions.TOMLKitError) as error:
        raise Fault(f"the file is not valid TOML ({error}); correct the line") from None
    if "review" in table:
        raise Fault("the file has a review already; take it out, it is written here")
    empty = drafts.empty(table)
    if empty:
        raise Fault(f"still empty: {short(empty)}; write it, or take out what may be missing")
    unseen = sorted({each for own in drafts.strings(table) for each in texts.hidden(own)})
    if unseen:
        raise Fault(f"the file holds signs that nobody sees ({short(unseen)}); take them out")
    review = tomlkit.table()
    review.add("accepted_on", _today())
    own = tomlkit.inline_table()
    for criterion, points in scores.items():
        own[criterion] = points
    review.add("scores", own)
    document.append("review", review)
    return tomlkit.dumps(document).strip("\n") + "\n"


def _private(reference: str, text: str) -> None:
    """Refuse a file that names who sent the submission."""
    name, email, _ = submissions.contact(reference) or ("", "", "")
    if any(each and each.casefold() in text.casefold() for each in (name, email)):
        raise Fault("the file holds the name or e-mail of who sent it; take it out")


def _accept(asked: argparse.Namespace) -> int:
    if not re.fullmatch(practices.NAME, asked.practice) or len(asked.practice) > 60:
        raise Fault(f"“{asked.practice}” is no id; write country and practice, like jor-sanad")
    own = submissions.get(asked.reference)
    goal = FOLDER / f"{asked.practice}.toml"
    with ExitStack() as undo:
        with submissions.accepting(own.reference, asked.by, asked.practice) as scores:
            _publishable(scores)
            if goal.exists():
                raise Fault(f"there is a practice {asked.practice} already; choose another id")
            text = _reviewed(_text(asked, own), scores)
            _private(own.reference, text)
            _write(goal, text)
            undo.callback(goal.unlink)
        undo.pop_all()  # the inbox has it on the disk: the file stays
    _say(f"{own.reference} is accepted as data/practices/{goal.name}; build, then commit the file.")
    return 0


def _write(goal: Path, text: str) -> None:
    """Put a practice's file in its place, whole and checked, or not at all."""
    goal.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".accept-", dir=goal.parent) as folder:
        draft = Path(folder) / goal.name
        draft.write_text(text, "utf-8", newline="\n")
        staging.sync(draft)
        with shaped(f"practices/{goal.name}"):
            practices.of(draft)
        try:
            os.link(draft, goal)  # unlike a rename, it never takes another one's place
        except FileExistsError:
            raise Fault(f"there is a practice {goal.stem} already; choose another id") from None
    with suppress(OSError):  # a folder cannot be synced on every system
        handle = os.open(goal.parent, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _decline(asked: argparse.Namespace) -> int:
    given = {"own": asked.reason_own, "en": asked.reason_en, "ar": asked.reason_ar}
    reasons = {each: texts.clean(text, lines=True) for each, text in given.items() if text}
    if not any(reasons.values()):
        raise Fault("say why, with --reason.en and --reason.ar, or --reason")
    submissions.decline(asked.reference, asked.by, reasons)
    _say(f"{asked.reference} is declined; who sent it reads the reason with the reference.")
    return 0


def _forget(asked: argparse.Namespace) -> int:
    done = submissions.forget(asked.reference)
    _say(f"Who sent {asked.reference} is {'erased' if done else 'erased already'}.")
    return 0


_VERBS: Mapping[str, Callable[[argparse.Namespace], int]] = {
    "list": _list,
    "show": _show,
    "score": _score,
    "accept": _accept,
    "decline": _decline,
    "forget": _forget,
}
