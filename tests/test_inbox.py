"""What is taken in: cleaned, checked field by field, kept whole, and counted by address."""

from __future__ import annotations

import datetime
import multiprocessing
import sqlite3
import string
import tomllib
from pathlib import Path

import pytest
from calling import ARABIC, ENGLISH, rows
from hypothesis import given
from hypothesis import strategies as st

from etl import places, terms
from inbox import database, fields, files, limits, references, submissions, texts
from inbox.checking import check

TODAY = datetime.date(2026, 11, 24)
BIDI = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c"
CONTACT = {"contact_name": "A", "contact_email": "a@example.org", "contact_role": ""}


@pytest.fixture
def inbox(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "own" / "inbox.sqlite"
    monkeypatch.setenv("INBOX", str(path))
    return path


def wrong(**changed: str) -> dict[str, str]:
    """Return the messages for a filled form with some answers changed."""
    answers = {**ENGLISH, **{name.replace("__", "."): text for name, text in changed.items()}}
    return {each.place: each.message for each in check(answers, TODAY).faults}


# Texts


@given(st.text())
def test_clean_text_is_clean_and_stays_so(text: str) -> None:
    for lines in (False, True):
        plain = texts.clean(text, lines=lines)
        assert texts.clean(plain, lines=lines) == plain
        assert not texts.hidden(plain)
        assert all(each.isprintable() or each == "\n" for each in texts.visible(plain))


def test_signs_that_nobody_sees_are_taken_out_and_arabic_is_left_whole() -> None:
    assert texts.clean(f"a{BIDI}b\x00\x1b[31m\u200b\ufeffc\U000e0041") == "ab[31mc"
    assert texts.clean("می\u200cشود  لا") == "می\u200cشود لا"
    assert texts.clean("one\r\ntwo\vthree\u2028four\n\n\n\nfive", lines=True) == (
        "one\ntwo\nthree\nfour\n\nfive"
    )
    assert texts.clean("one\r\ntwo") == "one two"
    assert texts.clean("e\u0301") == "é"


def test_a_terminal_gets_no_control_character() -> None:
    assert texts.visible("a\x1b[2J\u202eb\nc") == "a\\U0000001b[2J\\U0000202eb\nc"


# References


def test_references_are_told_from_each_other_and_from_slips() -> None:
    drawn = {references.new() for _ in range(2000)}
    assert len(drawn) == 2000
    own = drawn.pop()
    assert len(own) == 12
    assert not set(own) & set("01ILO")
    assert references.read(f"  {own.lower().replace('-', ' ')} ") == own
    plain = own.replace("-", "")
    for place, each in enumerate(plain):
        for other in references.ALPHABET:
            slip = plain[:place] + other + plain[place + 1 :]
            assert references.read(slip) == (own if other == each else "")
    for place in range(9):
        swapped = plain[:place] + plain[place + 1] + plain[place] + plain[place + 2 :]
        assert swapped == plain or references.read(swapped) == ""


@given(st.text(max_size=200))
def test_whatever_is_typed_as_a_reference_is_one_or_nothing(typed: str) -> None:
    assert references.read(typed) in ("", references.read(references.read(typed)))


# Fields


def test_the_choices_are_those_of_the_fixed_lists() -> None:
    known = terms.terms()
    for name, ids in {
        "status": fields.STATUSES,
        "depth": fields.DEPTHS,
        "kind": fields.KINDS,
        "area": fields.AREAS,
        "technology": fields.TECHNOLOGIES,
        "criterion": fields.CRITERIA,
    }.items():
        assert set(ids) == set(known[name]), name
    assert set(fields.countries()) == set(places.arab_states())


@pytest.mark.parametrize("answers", [ENGLISH, ARABIC], ids=["en", "ar"])
def test_a_filled_form_is_taken(answers: dict[str, str]) -> None:
    found = check(answers, TODAY)
    assert found.faults == ()
    assert found.fields["title"] == answers["title"]
    assert found.fields["result"][0]["source"] == "1"
    assert found.fields["problem"].count("\n") == 2
    assert set(found.contact) == {"contact_name", "contact_email", "contact_role"}
    assert not set(found.contact) & set(found.fields)


def test_an_empty_form_names_every_required_field() -> None:
    found = check({}, TODAY)
    places_named = [each.place for each in found.faults]
    assert len(places_named) == len(set(places_named))
    required = {name for name, own in fields.FIELDS.items() if own.required and not own.columns}
    rest = {"responsiveness", "technology.1.name", "source.1.title", "consent"}
    assert set(places_named) == required | rest
    order = [name for name, _ in fields.inputs()]
    assert places_named == sorted(places_named, key=[*order, "consent"].index)


@pytest.mark.parametrize(
    ("place", "text", "message"),
    [
        ("title", " \u200f ", "required"),
        ("title", "x" * 201, "too_long"),
        ("problem", "ب" * 1501, "too_long"),
        ("country", "FRA", "not_a_choice"),
        ("level", "national'--", "not_a_choice"),
        ("launched", "21", "not_a_year"),
        ("launched", "1979", "not_a_year"),
        ("launched", "2099", "not_a_year"),
        ("launched", "2021.5", "not_a_year"),
        ("result.1.date", "2023-13", "not_a_date"),
        ("result.1.date", "2023-02-30", "not_a_date"),
        ("result.1.date", "March", "not_a_date"),
        ("result.1.date", "", "required"),
        ("result.1.source", "4", "no_source"),
        ("result.1.source", "9", "not_a_choice"),
        ("result.1.figure", "", "required"),
        ("sdg.1.target", "18.1", "not_a_target"),
        ("sdg.1.target", "16.6.1", "not_a_target"),
        ("technology.2.depth", "", "required"),
        ("source.1.address", "http://example.org", "not_https"),
        ("source.1.address", "javascript:alert(1)", "not_https"),
        ("source.1.address", "JaVaScRiPt:alert(1)", "not_https"),
        ("source.1.address", "data:text/html,x", "not_https"),
        ("source.1.address", "//example.org", "not_https"),
        ("source.1.address", "https://a:b@example.org", "credentials"),
        ("source.1.address", "https://a@example.org", "credentials"),
        ("source.1.address", "https://localhost/x", "not_an_address"),
        ("source.1.address", "https://exa mple.org", "not_an_address"),
        ("source.1.address", 'https://example.org/"><b>', "not_an_address"),
        ("source.1.address", "https://example.org:99999999", "not_an_address"),
        ("source.1.address", "https://[::1", "not_an_address"),
        ("source.1.address", "https://example.org\\@evil.org", "credentials"),
        ("contact_email", "nobody", "not_an_email"),
        ("contact_email", "a@b@c.org", "not_an_email"),
        ("contact_email", "a b@example.org", "not_an_email"),
        ("contact_email", "<a@example.org>", "not_an_email"),
        ("consent", "", "consent"),
        ("consent", "no", "consent"),
    ],
)
def test_an_answer_that_cannot_be_taken_is_named(place: str, text: str, message: str) -> None:
    assert wrong(**{place: text}) == {place: message}


@pytest.mark.parametrize(
    ("place", "text", "kept"),
    [
        ("launched", "٢٠٢١", "2021"),
        ("sdg.1.target", "5.B", "5.b"),
        ("result.1.date", "٢٠٢٣-٠٣-١٤", "2023-03-14"),
        ("source.1.address", "https://وزارة.شبكة/تقرير", "https://وزارة.شبكة/تقرير"),
        ("title", "=HYPERLINK(1)", "=HYPERLINK(1)"),
        ("title", "<b>x</b>\x00", "<b>x</b>"),
    ],
)
def test_an_answer_is_kept_as_meant(place: str, text: str, kept: str) -> None:
    found = check({**ENGLISH, place: text}, TODAY)
    assert found.faults == ()
    assert found.answers[place] == kept


def test_at_least_one_principle_is_asked_for() -> None:
    assert wrong(responsiveness="") == {"responsiveness": "one_pillar"}
    assert wrong(responsiveness="", trust="Published yearly.") == {}


def test_rows_close_up_and_results_keep_their_source() -> None:
    moved = {name: text for name, text in ENGLISH.items() if not name.startswith("source.")}
    moved |= {f"source.3.{name[9:]}": ENGLISH[name] for name in ENGLISH if name[:9] == "source.1."}
    found = check({**moved, "result.1.source": "3"}, TODAY)
    assert found.faults == ()
    assert len(found.fields["source"]) == 1
    assert found.fields["result"][0]["source"] == "1"


def test_the_longest_arabic_form_fits_into_the_limit_of_the_form() -> None:
    """Two bytes a letter, three for what is rarer, and what a browser writes around each field."""
    from app.call.bodies import FORM_LIMIT

    around = len('------WebKitFormBoundary0123456789abcdef\r\n\r\n\r\n\r\nname=""form-data; ') + 40
    places_ = list(fields.inputs())
    letters = sum(own.longest * (1 if own.kind == "address" else 2) for _, own in places_)
    choices = sum(max(map(len, own.choices)) for _, own in places_ if own.choices)
    assert letters + choices + sum(len(name) + around for name, _ in places_) < FORM_LIMIT


# Files


def test_a_file_of_wrong_kinds_is_told_place_by_place() -> None:
    body = b"""
        title = ["a"]
        launched = 2021
        level = true
        result = "none"
        problem = '''a\r\nb'''
        color = "red"
        contact_name = "Zaynab"
        [[technology]]
        name = "ai"
        depth = { x = 1 }
        wings = 2
        [[sdg]]
        target = 16.6
        reason = 2023-03-14
    """
    read = files.read(body)
    assert {each.place for each in read.faults} == {
        *("title", "level", "result.1.figure", "technology.1.depth"),
    }
    assert read.answers == {
        "launched": "2021",
        "problem": "a\nb",
        "technology.1.name": "ai",
        "sdg.1.target": "16.6",
        "sdg.1.reason": "2023-03-14",
    }
    assert read.unknown == ("color", "contact_name", "technology.wings")


def test_more_rows_than_the_form_has_are_told() -> None:
    body = b"".join(b'[[sdg]]\ntarget = "16.6"\nreason = "x"\n' for _ in range(9))
    read = files.read(body)
    assert [each.message for each in read.faults] == ["too_many_rows"]
    assert len(read.answers) == 8


@pytest.mark.parametrize(
    "body",
    [
        b"\xff\xfe",
        b"title = ",
        b"a = " + b"1" * 5000,
        b"a = " + b"[" * 50_000,
        b"a = " + b"{a=" * 50_000,
        b"a." * 100_000 + b"a = 1",
        b'"a".' * 50_000 + b"a = 1",
        b"[[" + b"a." * 100_000 + b"a]]",
        b'# "' + b'""\n' + b"a." * 1000 + b"a = 1\n",
        b'title = """' + b'\\"""' * 60_000,
        b"title = '''" + b"x" * 250_000,
        b"\x00",
        b"title = 1\ntitle = 2",
    ],
)
def test_a_file_that_is_none_is_refused_at_once(body: bytes) -> None:
    with pytest.raises(files.Unreadable):
        files.read(body)


@given(st.text(alphabet=string.printable + "ب", max_size=80))
def test_dots_in_texts_are_no_keys(text: str) -> None:
    body = f"title = '''{text}'''".encode()
    try:
        tomllib.loads(body.decode())
    except ValueError:
        return
    assert files.read(body).answers.get("title", "").strip() == text.replace("\r\n", "\n").strip()


def test_a_text_may_have_as_many_dots_as_it_likes() -> None:
    body = f'title = \'{"." * 5000}\'\nproblem = """{"a." * 900}"""'.encode()
    assert files.read(body).answers["title"] == "." * 5000


# The database


def kept(inbox: Path) -> int:
    return int(str(rows(inbox, "SELECT count(*) FROM submission")[0][0]))


def test_a_submission_is_kept_apart_from_who_sent_it(inbox: Path) -> None:
    found = check(ENGLISH, TODAY)
    reference = submissions.submit(found.fields, found.contact, "page", "192.0.2.1")
    own = submissions.get(reference)
    assert (own.status, own.language, own.reason) == ("received", "en", {})
    assert own.fields == found.fields
    assert submissions.contact(reference) == tuple(found.contact.values())
    assert inbox.stat().st_mode & 0o077 == 0
    with database.reading() as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
        assert connection.execute("PRAGMA synchronous").fetchone()[0] == 2


def test_the_same_page_sent_twice_is_kept_once(inbox: Path) -> None:
    own = {**check(ENGLISH, TODAY).fields}
    first = submissions.submit(own, CONTACT, "page", "192.0.2.1")
    for _ in range(9):
        assert submissions.submit(own, CONTACT, "page", "192.0.2.1") == first
    assert submissions.submit({**own, "title": "Other"}, CONTACT, "page", "192.0.2.1") != first
    assert submissions.submit(own, CONTACT, "other page", "192.0.2.1") != first
    assert kept(inbox) == 3


def test_five_submissions_in_ten_minutes_and_others_are_not_hindered(inbox: Path) -> None:
    own = check(ENGLISH, TODAY).fields
    for number in range(5):
        submissions.submit(own, CONTACT, f"page {number}", "2001:db8::1")
    with pytest.raises(limits.Exceeded) as refused:
        submissions.submit(own, CONTACT, "page 6", "2001:db8::ffff")
    assert 1 <= refused.value.seconds <= 120
    submissions.submit(own, CONTACT, "page 6", "2001:db8:0:1::1")
    assert kept(inbox) == 6


def test_an_allowance_fills_again_with_time(inbox: Path) -> None:
    with database.writing() as connection:
        for _ in range(5):
            limits.take(connection, "192.0.2.1", 1000.0, "2026-11-24")
        with pytest.raises(limits.Exceeded):
            limits.take(connection, "192.0.2.1", 1119.0, "2026-11-24")
        limits.take(connection, "192.0.2.1", 1121.0, "2026-11-24")
        with pytest.raises(limits.Exceeded):
            limits.take(connection, "192.0.2.1", 1122.0, "2026-11-24")


def test_of_an_address_only_a_coded_form_is_kept_and_for_a_day(inbox: Path) -> None:
    with database.writing() as connection:
        limits.take(connection, "192.0.2.1", 1000.0, "2026-11-24")
        first = connection.execute("SELECT who FROM allowance").fetchall()[0][0]
        limits.take(connection, "192.0.2.1", 1001.0, "2026-11-25")
        second = connection.execute("SELECT who FROM allowance").fetchall()
        keys = connection.execute("SELECT day FROM day_key").fetchall()
    assert len(second) == len(keys) == 1
    assert second[0][0] != first
    assert all(b"192.0.2.1" not in path.read_bytes() for path in inbox.parent.iterdir())


def test_addresses_of_one_line_are_one() -> None:
    key = b"k"
    assert limits.coded("2001:db8::1", key) == limits.coded("2001:db8::2%eth0", key)
    assert limits.coded("::ffff:192.0.2.1", key) == limits.coded("192.0.2.1", key)
    assert limits.coded("192.0.2.1", key) != limits.coded("192.0.2.2", key)
    assert limits.coded("", key) != limits.coded("\udcff", key)


def send_some(number: int) -> list[str]:
    own = check(ENGLISH, TODAY).fields
    return [
        submissions.submit(own, CONTACT, f"page {number} {each}", f"192.0.{number}.{each}")
        for each in range(5)
    ]


def test_processes_that_open_a_new_inbox_together_lose_nothing(inbox: Path) -> None:
    with multiprocessing.get_context("spawn").Pool(6) as pool:
        told = [each for some in pool.map(send_some, range(12)) for each in some]
    assert len(set(told)) == kept(inbox) == 60


def test_an_inbox_that_cannot_be_used_says_so(inbox: Path) -> None:
    inbox.parent.mkdir()
    inbox.write_bytes(b"this is no database, " * 100)
    with pytest.raises(database.Unavailable, match="not a database"):
        submissions.listed()
    inbox.unlink()
    submissions.listed()
    with sqlite3.connect(inbox) as connection:
        connection.execute("PRAGMA user_version = 99")
    with pytest.raises(database.Unavailable, match="another version"):
        submissions.listed()


def test_both_answers_to_a_reference_take_the_same_steps(
    inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reference = submissions.submit(check(ENGLISH, TODAY).fields, CONTACT, "page", "192.0.2.1")
    steps: list[str] = []
    connect = database._connect

    def traced() -> sqlite3.Connection:
        connection = connect()
        connection.set_trace_callback(lambda step: steps.append(step.split("'")[0]))
        return connection

    monkeypatch.setattr(database, "_connect", traced)
    assert submissions.find(reference)
    known, steps[:] = list(steps), []
    assert submissions.find("") is None
    assert known == steps
