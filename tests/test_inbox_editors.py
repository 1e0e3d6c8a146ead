"""What editors do with submissions: look, score, accept, decline, forget."""

from __future__ import annotations

import datetime
import re
import sqlite3
import threading
import tomllib
from dataclasses import dataclass
from pathlib import Path

import pytest
from calling import ARABIC, ENGLISH, SECRETS, rows

from etl import __main__ as command
from etl import editors, practices
from inbox import submissions
from inbox.checking import check

TODAY = datetime.date(2026, 11, 24)
RUBRIC = {
    "evidence": 2, "clarity": 3, "real_use": 2, "principles": 1, "openness": 3,
    "sustainability": 0, "transferability": 2,
}  # fmt: skip
HOSTILE = {
    "title": '=HYPERLINK("https://x";"y") <script>alert(1)</script> \x1b[2J\u202e\'\'\' """',
    "institution": "'; DROP TABLE submission; -- \x00\x07",
    "problem": '"""\n\'\'\'\n[[source]]\nkey = "x"\n# \\u0000 \\',
    "limits": "=1+1\n+cmd|' /C calc'!A0\n\u2067@SUM(A1)",
    "source.1.title": "</textarea><img src=x onerror=alert(1)> \\x00 \ud83d",
}


@dataclass
class Desk:
    """An editor's desk: an inbox and a folder of practices that a test may spoil."""

    inbox: Path
    practices: Path
    capsys: pytest.CaptureFixture[str]
    said: str = ""
    told: str = ""

    def run(self, *arguments: str) -> int:
        code = command.main(["practices", *arguments])
        self.said, self.told = self.capsys.readouterr()
        return code

    def refuses(self, *arguments: str, saying: str) -> None:
        """Run a command that must fail with one sentence and write no practice."""
        before = sorted(self.practices.iterdir())
        assert self.run(*arguments) == 1, self.said
        assert len(self.told.splitlines()) == 1
        assert saying in self.told, self.told
        assert sorted(self.practices.iterdir()) == before

    def submit(self, answers: dict[str, str]) -> str:
        found = check(answers, TODAY)
        assert found.faults == ()
        return submissions.submit(found.fields, found.contact, answers["title"], "192.0.2.1")

    def score(self, reference: str, **changed: int) -> None:
        scores = [f"{name}={points}" for name, points in {**RUBRIC, **changed}.items()]
        assert self.run("score", reference, "--by", "Editor One", *scores) == 0, self.told

    def completed(self, reference: str) -> Path:
        """Write the draft with everything that an editor has to add."""
        assert self.run("show", reference, "--toml") == 0
        text = self.said.replace('confidence = ""', 'confidence = "medium"')
        file = self.inbox.parent / "completed.toml"
        file.write_text(re.sub(r'\.(en|ar) = ""', r'.\1 = "Written by an editor"', text), "utf-8")
        return file


@pytest.fixture
def desk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Desk:
    own = Desk(tmp_path / "inbox.sqlite", tmp_path / "practices", capsys)
    own.practices.mkdir()
    monkeypatch.setenv("INBOX", str(own.inbox))
    monkeypatch.setattr(editors, "FOLDER", own.practices)
    return own


def test_the_list_has_a_line_each_and_can_be_narrowed(desk: Desk) -> None:
    assert desk.run("list") == 0
    assert desk.said == "No submissions.\n"
    first, second = desk.submit(ENGLISH), desk.submit(ARABIC)
    desk.score(second)
    assert desk.run("list") == 0
    assert {line.split()[0] for line in desk.said.splitlines()} == {first, second}
    assert desk.run("list", "--status", "in_review") == 0
    assert desk.said.startswith(f"{second}  ")
    assert len(desk.said.splitlines()) == 1
    assert desk.run("list", "--status", "lost") == 2


def test_only_one_option_prints_who_sent_it(desk: Desk) -> None:
    reference = desk.submit(ENGLISH)
    for arguments in (["list"], ["show", reference], ["show", reference, "--toml"]):
        assert desk.run(*arguments) == 0
        assert not any(each in desk.said + desk.told for each in SECRETS), arguments
    assert desk.run("show", reference.lower().replace("-", ""), "--contact") == 0
    assert all(each in desk.said for each in SECRETS)
    assert "received by form" in desk.said


def test_forgetting_leaves_no_trace_in_the_file(desk: Desk) -> None:
    reference = desk.submit(ENGLISH)
    assert desk.run("forget", reference) == 0
    for path in desk.inbox.parent.glob("inbox.sqlite*"):
        assert not any(each.encode() in path.read_bytes() for each in SECRETS), path
    assert desk.run("show", reference, "--contact") == 0
    assert "contact: erased" in desk.said
    assert "contact erased by editor" in desk.said
    assert desk.run("forget", reference) == 0
    assert "erased already" in desk.said
    desk.refuses("forget", "ABC", saying="no submission has the reference “ABC”")


def test_scores_are_kept_one_by_one_and_the_newest_counts(desk: Desk) -> None:
    reference = desk.submit(ENGLISH)
    assert desk.run("score", reference, "--by", "One", "evidence=1", "--note", "one source") == 0
    assert "still without a score: clarity, real_use" in desk.said
    assert desk.run("score", reference, "--by", "Two", "evidence=3") == 0
    assert submissions.scores(reference) == {"evidence": 3}
    assert submissions.get(reference).status == "in_review"
    assert rows(desk.inbox, "SELECT scored_by, score, note FROM review") == [
        ("One", 1, "one source"),
        ("Two", 3, None),
    ]
    for wrong in ("evidence=4", "evidence", "evidence=-1", "evidence=2.5"):
        desk.refuses("score", reference, "--by", "One", wrong, saying="evidence takes 0, 1, 2 or 3")
    desk.refuses("score", reference, "--by", "One", "beauty=2", saying="no criterion")
    desk.refuses("score", reference, "--by", " \u202e", "evidence=2", saying="--by needs a name")
    assert desk.run("score", reference, "evidence=2") == 2


@pytest.mark.parametrize("answers", [ENGLISH, ARABIC], ids=["en", "ar"])
def test_a_scored_submission_becomes_a_practice(desk: Desk, answers: dict[str, str]) -> None:
    reference = desk.submit(answers)
    desk.score(reference)
    file = desk.completed(reference)
    arguments = ("accept", reference, "--by", "Editor Two", "--as", "jor-permits")
    assert desk.run(*arguments, "--from", str(file)) == 0, desk.told
    path = desk.practices / "jor-permits.toml"
    assert list(desk.practices.iterdir()) == [path]
    own = practices.of(path)
    assert own.title[answers["language"]] == answers["title"]
    assert own.title_printed
    assert own.results[0].source == own.sources[0].key
    assert own.review is not None
    assert own.review["scores"] == RUBRIC
    assert isinstance(own.review["accepted_on"], datetime.date)
    assert submissions.get(reference).status == "accepted"
    assert submissions.get(reference).practice == "jor-permits"
    assert not any(each in path.read_text("utf-8") for each in SECRETS)
    assert "python -m etl" not in path.read_text("utf-8")
    assert submissions.events(reference)[-1].by == "Editor Two"
    desk.refuses(*arguments, "--from", str(file), saying="was accepted by Editor Two on")
    desk.refuses("decline", reference, "--by", "X", "--reason", "late", saying="was accepted by")
    desk.refuses("score", reference, "--by", "X", "evidence=1", saying="was accepted by")


def test_what_forbids_to_publish_is_said(desk: Desk, tmp_path: Path) -> None:
    reference = desk.submit(ENGLISH)
    file = desk.completed(reference)

    def accept(saying: str, practice: str = "jor-permits", source: Path | None = file) -> None:
        own = ["--from", str(source)] if source else []
        arguments = ("accept", reference, "--by", "Editor", "--as", practice, *own)
        desk.refuses(*arguments, saying=saying)

    accept("no score yet for evidence, clarity")
    desk.score(reference, real_use=1, clarity=0)
    accept("clarity is 0, real_use is 1; evidence, clarity and real use must be at least 2")
    desk.score(reference)
    for name in ("../evil", "jor", "JOR-x", "jor-x.toml", "jor-" + "x" * 60, "jor-x/y"):
        accept("is no id", name)
    accept("still empty: ", source=None)
    text = file.read_text("utf-8")
    for before, after, saying in (
        ('country = "JOR"', 'country = "XXX"', "XXX is no Arab state"),
        ('country = "JOR"', "", "country"),
        ('confidence = "medium"', 'confidence = ""', "still empty: confidence"),
        ("[pillar.", "[pillars.", "unknown key pillars"),
        ("38 days", "38\u202e days", "signs that nobody sees (U+202E)"),
        ("38 days", "38 days, says Zaynab Quartzfield", "name or e-mail of who sent it"),
        ("38 days", "38 days ZAYNAB.quartzfield@example.org", "name or e-mail of who sent it"),
        ('source = "s1"', 'source = "s9"', "s9 names no source"),
        ("[[result]]", "[result]", "practices/jor-permits.toml"),
        ('country = "JOR"', 'country = "JOR', "not valid TOML"),
        ('country = "JOR"', 'country = "JOR"\nreview = 1', "has a review already"),
    ):
        assert before in text
        spoiled = tmp_path / "spoiled.toml"
        spoiled.write_text(text.replace(before, after, 1), "utf-8")
        accept(saying, source=spoiled)
    spoiled.write_bytes(b"\xff\xfe")
    accept("is not UTF-8", source=spoiled)
    spoiled.write_bytes(b"#" * (256 * 1024 + 1))
    accept("is larger than 256 KB", source=spoiled)
    accept("No such file", source=tmp_path / "none.toml")
    (desk.practices / "jor-permits.toml").write_text("kept")
    accept("there is a practice jor-permits already")
    assert (desk.practices / "jor-permits.toml").read_text() == "kept"
    assert submissions.get(reference).status == "in_review"


def test_a_practice_does_not_stay_where_the_inbox_could_not_be_written(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    reference = desk.submit(ENGLISH)
    desk.score(reference)
    file = desk.completed(reference)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(submissions, "_tell", full)
    desk.refuses(
        *("accept", reference, "--by", "Editor", "--as", "jor-permits", "--from", str(file)),
        saying="No space left on device",
    )
    assert submissions.get(reference).status == "in_review"


def test_of_two_editors_the_second_is_told(desk: Desk) -> None:
    reference = desk.submit(ENGLISH)
    desk.score(reference)
    file = desk.completed(reference)
    codes: dict[str, int] = {}

    def accept(name: str) -> None:
        own = ["accept", reference, "--by", name, "--as", f"jor-{name}", "--from", str(file)]
        codes[name] = command.main(["practices", *own])

    threads = [threading.Thread(target=accept, args=(name,)) for name in ("one", "two")]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    _, told = desk.capsys.readouterr()
    assert sorted(codes.values()) == [0, 1]
    winner = min(codes, key=lambda name: codes[name])
    assert f"was accepted by {winner} on" in told
    assert [path.stem for path in desk.practices.iterdir()] == [f"jor-{winner}"]


def test_a_reason_is_kept_in_the_language_in_which_it_is_written(desk: Desk) -> None:
    first, second = desk.submit(ENGLISH), desk.submit(ARABIC)
    desk.refuses("decline", first, "--by", "Editor", saying="say why")
    desk.refuses("decline", first, "--by", "Editor", "--reason", "\u200f ", saying="say why")
    both = ("--reason.en", "No dated source.", "--reason.ar", "لا مصدر مؤرخ.")
    assert desk.run("decline", first, "--by", "Editor", *both) == 0
    assert submissions.get(first).reason == {"en": "No dated source.", "ar": "لا مصدر مؤرخ."}
    assert desk.run("decline", second, "--by", "Editor", "--reason", "لا مصدر مؤرخ.") == 0
    assert submissions.get(second).reason == {"ar": "لا مصدر مؤرخ."}
    desk.refuses("decline", first, "--by", "Other", *both, saying="was declined by Editor on")


def test_hostile_words_do_no_harm(desk: Desk) -> None:
    answers = {**ENGLISH, **HOSTILE}
    reference = desk.submit(answers)
    desk.score(reference)
    for arguments in (["list"], ["show", reference, "--contact"], ["show", reference, "--toml"]):
        assert desk.run(*arguments) == 0
        assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", desk.said)
    draft = tomllib.loads(desk.said)
    assert draft["title"]["en"].startswith('=HYPERLINK("https://x";"y") <script>alert(1)</script>')
    assert len(draft["source"]) == 1
    file = desk.completed(reference)
    own = ("accept", reference, "--by", "Editor", "--as", "jor-hostile", "--from", str(file))
    assert desk.run(*own) == 0, desk.told
    table = tomllib.loads((desk.practices / "jor-hostile.toml").read_text("utf-8"))
    assert table["problem"]["en"] == answers["problem"]
    assert [each["text"]["en"] for each in table["limit"]] == [
        "=1+1",
        "+cmd|' /C calc'!A0",
        "@SUM(A1)",
    ]


def test_a_terminal_is_safe_from_what_stands_in_the_inbox(desk: Desk) -> None:
    """Even from what no cleaning has seen: a file that another program wrote."""
    reference = desk.submit(ENGLISH)
    desk.score(reference)
    with sqlite3.connect(desk.inbox) as connection:
        connection.execute(
            "UPDATE submission SET fields = replace(fields, 'One window', ?), reason_en = ?",
            ("\\u001b[2J\u202e", "\x1b]0;x\x07"),
        )
        connection.execute("UPDATE event SET done_by = ?", ("\x1b[1m\r",))
        connection.execute("UPDATE contact SET name = ?", ("\x9b1m",))
    for arguments in (["list"], ["show", reference, "--contact"], ["show", reference, "--toml"]):
        assert desk.run(*arguments) == 0
        assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", desk.said), arguments


def test_lines_like_remarks_inside_a_text_stay(desk: Desk) -> None:
    reference = desk.submit(ENGLISH)
    desk.score(reference)
    file = desk.completed(reference)
    text = file.read_text("utf-8")
    line = next(each for each in text.splitlines() if each.startswith("lesson.en"))
    file.write_text(text.replace(line, 'lesson.en = """\none\n# two\nthree"""'), "utf-8")
    own = ("accept", reference, "--by", "Editor", "--as", "jor-lines", "--from", str(file))
    assert desk.run(*own) == 0, desk.told
    table = tomllib.loads((desk.practices / "jor-lines.toml").read_text("utf-8"))
    assert table["lesson"]["en"] == "one\n# two\nthree"


def test_without_an_inbox_there_is_a_sentence(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.inbox.write_text("no database " * 100)
    desk.refuses("list", saying="not a database")
