"""The call for practices over HTTP: form, file, state, and whatever is thrown at them."""

from __future__ import annotations

import itertools
import json
import re
import signal
import socket
import sqlite3
import threading
import tomllib
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import psutil
import pytest
import requests
from calling import ARABIC, ENGLISH, SECRETS, calling, post, rows, sent

from app import i18n, queries, store
from app.call import bodies, rates
from inbox import fields, limits, submissions, texts

ANSWERS = {200, 303, 400, 403, 404, 405, 413, 415, 429}
MARKUP = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>&amp;</textarea></option>"
_visitors = (f"10.{one}.{two}.7" for one, two in itertools.product(range(250), repeat=2))


@pytest.fixture(scope="module")
def served_call(
    store_dir: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, Path]]:
    with calling(store_dir, tmp_path_factory.mktemp("call")) as own:
        yield own


@pytest.fixture
def home(served_call: tuple[str, Path]) -> str:
    return served_call[0]


@pytest.fixture
def inbox(served_call: tuple[str, Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the inbox of the served call, which this process opens too."""
    monkeypatch.setenv("INBOX", str(served_call[1]))
    submissions.listed()
    return served_call[1]


def visitor() -> str:
    """Return an address that no other test uses: each has an allowance of its own."""
    return next(_visitors)


def get(address: str, **headers: str) -> requests.Response:
    given = {"X-Forwarded-For": visitor()}
    given |= {name.replace("_", "-"): value for name, value in headers.items()}
    return requests.get(address, headers=given, timeout=60, allow_redirects=False)


def submit(home: str, answers: dict[str, str], **changed: str) -> str:
    """Send a form that must be taken and return the reference."""
    page = f"test-page-{visitor()}-abcdefgh".replace(".", "-")
    answer = post(f"{home}/call?lang=en", sent({**answers, **changed}, page), visitor())
    assert answer.status_code == 303, answer.text
    return parse_qs(urlsplit(answer.headers["Location"]).query)["reference"][0]


class Form(HTMLParser):
    """What a page offers to fill in, as a browser and a screen reader find it."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.places: dict[str, dict[str, str | None]] = {}
        self.values: dict[str, str] = {}
        self.labels: set[str | None] = set()
        self.ids: list[str] = []
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self._open = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        own = dict(attrs)
        self.tags.add(tag)
        self.attributes |= own.keys()
        if own.get("id"):
            self.ids.append(str(own["id"]))
        if tag == "label":
            self.labels.add(own.get("for"))
        if tag in ("input", "select", "textarea") and own.get("type") != "hidden":
            name = str(own.get("name"))
            self.places[name] = own
            unticked = own.get("type") == "checkbox" and "checked" not in own
            self.values[name] = "" if unticked else own.get("value") or ""
            self._open = name if tag != "input" else ""
        if tag == "option" and "selected" in own:
            self.values[self._open] = str(own["value"])

    def handle_endtag(self, tag: str) -> None:
        if tag in ("select", "textarea"):
            self._open = ""

    def handle_data(self, data: str) -> None:
        if self._open and self.places[self._open].get("rows"):
            self.values[self._open] += data


def typed(page: str) -> dict[str, str]:
    """Return what stands in the fields of a page; a first line break is the browser's."""
    found = Form(page).values
    texts = {name: text.removeprefix("\n") for name, text in found.items()}
    return {name: text for name, text in texts.items() if text and name not in ("website", "file")}


# The form


@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_field_has_its_label_and_its_help(home: str, language: str) -> None:
    answer = get(f"{home}/call?lang={language}")
    assert answer.status_code == 200
    assert f'<html lang="{language}" dir="{i18n.direction(language)}">' in answer.text
    assert answer.headers["Content-Language"] == language
    form = Form(answer.text)
    wanted = {name for name, _ in fields.inputs()} | {"consent"}
    assert wanted <= form.places.keys()
    assert len(form.ids) == len(set(form.ids))
    for name in wanted:
        place = form.places[name]
        assert place["id"] == name
        assert name in form.labels or name == "consent"
        described = str(place["aria-describedby"]).split()
        assert described and set(described) <= set(form.ids), name
    for name, own in fields.inputs():
        _, row, *_ = [*name.split("."), "", ""]
        whole = row in ("", "1") and fields.FIELDS[name.split(".")[0]].required
        assert ("required" in form.places[name]) == (own.required and whole)
    text = re.sub("<(script|style).*?</(script|style)>|<[^>]*>", " ", answer.text, flags=re.DOTALL)
    if language == "ar":
        known = {"English", "TOML", "https", "b", answer.text.split("version ")[0][:0]}
        latin = set(re.findall("[A-Za-z]{2,}", re.sub("[0-9a-f]{12}", "", text)))
        assert latin <= known


def test_the_language_is_the_browsers_where_the_link_names_none(home: str) -> None:
    assert 'lang="ar" dir="rtl"' in get(f"{home}/call", Accept_Language="ar-EG,en;q=0.5").text
    assert 'lang="en" dir="ltr"' in get(f"{home}/call?lang=xx", Accept_Language="fr").text


@pytest.mark.parametrize("path", ["/call?lang=en", "/call/state?lang=ar", "/call/x/y?lang=ar"])
def test_the_policy_is_strict_and_what_a_page_names_is_there(home: str, path: str) -> None:
    answer = get(home + path)
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert not re.findall(r'(?:src|href|action)="(?:https?:)?//', answer.text)
    assert not re.findall(r"<script(?![^>]*src)|\son\w+=|\sstyle=", answer.text)
    places = set(re.findall(r'(?:src|href)="([^"#]+)"', answer.text))
    places |= set(re.findall(r'url\("([^"]+)"\)', answer.text))
    assert any(each.endswith("woff2") for each in places)
    for each in places:
        goal = requests.compat.urljoin(home + path, each.replace("&amp;", "&"))
        assert get(goal).status_code == 200, each


def test_only_the_empty_form_is_for_search_engines(home: str) -> None:
    assert "X-Robots-Tag" not in get(f"{home}/call").headers
    assert 'content="index, follow"' in get(f"{home}/call").text
    for path in ("/call/state", "/call/state?reference=x", "/call/form.toml", "/call/none"):
        assert get(home + path).headers["X-Robots-Tag"] == "noindex"
    assert get(f"{home}/call/state").headers["Cache-Control"] == "no-store"


def test_a_faulty_form_comes_back_with_everything_typed(home: str) -> None:
    answers = {
        **ARABIC,
        "source.1.address": "http://x",
        "title": MARKUP,
        "problem": MARKUP,
        "cost": "",
    }
    answer = post(f"{home}/call?lang=ar", sent(answers), visitor())
    assert answer.status_code == 400
    own = typed(answer.text)
    kept = {name: text for name, text in answers.items() if text}
    assert {name: own.get(name) for name in kept} == kept
    form = Form(answer.text)
    wrong = {name for name, own in form.places.items() if own.get("aria-invalid") == "true"}
    assert wrong == {"source.1.address", "cost"}
    for name in wrong:
        assert f"{name}-fault" in str(form.places[name]["aria-describedby"])
        assert f'<a href="#{name}">' in answer.text
    assert i18n.text("ar", "call.fault.count", count=2) in answer.text
    assert "<title>يُرجى التصحيح" in answer.text
    assert not {"img"} & form.tags
    assert not {each for each in form.attributes if each.startswith("on")}


@pytest.mark.parametrize(("language", "answers"), [("en", ENGLISH), ("ar", ARABIC)])
def test_a_sent_form_leads_to_its_state(
    home: str, inbox: Path, language: str, answers: dict[str, str]
) -> None:
    answer = post(f"{home}/call?lang={language}", sent(answers, f"0123456789abcdef{language}"))
    assert answer.status_code == 303
    goal = requests.compat.urljoin(f"{home}/call", answer.headers["Location"])
    assert urlsplit(goal).path == "/call/state"
    page = get(goal)
    assert page.status_code == 200
    reference = parse_qs(urlsplit(goal).query)["reference"][0]
    assert f">{reference}</p>" in page.text
    ids = Form(page.text).ids
    assert len(ids) == len(set(ids))
    for key in ("yours", "keep", "received", "received_says"):
        assert i18n.text(language, f"call.state.{key}") in page.text
    assert (
        json.loads(
            str(rows(inbox, "SELECT fields FROM submission WHERE reference = ?", reference)[0][0])
        )["title"]
        == answers["title"]
    )
    again = post(f"{home}/call?lang={language}", sent(answers, f"0123456789abcdef{language}"))
    assert f"reference={reference}&" in again.headers["Location"]


def test_the_older_way_of_sending_a_form_is_taken_too(home: str) -> None:
    answer = requests.post(
        f"{home}/call?lang=en",
        data=sent(ENGLISH, "urlencoded-0123456789"),
        headers={"X-Forwarded-For": visitor()},
        timeout=60,
        allow_redirects=False,
    )
    assert answer.status_code == 303


@pytest.mark.parametrize(
    ("changed", "key"), [({"website": "x"}, "trap"), ({"opened": "99999999999"}, "quick")]
)
def test_what_only_programs_do_is_refused_with_a_sentence(
    home: str, inbox: Path, changed: dict[str, str], key: str
) -> None:
    before = rows(inbox, "SELECT count(*) FROM submission")
    answer = post(f"{home}/call?lang=en", {**sent(ENGLISH), **changed}, visitor())
    assert answer.status_code == 400
    assert i18n.text("en", f"call.notice.{key}") in answer.text
    assert typed(answer.text)["problem"] == ENGLISH["problem"]
    assert rows(inbox, "SELECT count(*) FROM submission") == before


# What is refused


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec_Fetch_Site": "cross-site"}, 403),
        ({"Sec_Fetch_Site": "same-site"}, 403),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Sec_Fetch_Site": "same-origin"}, 400),
        ({"Origin": "HOME"}, 400),
        ({}, 400),
    ],
)
@pytest.mark.parametrize("path", ["/call", "/call/upload"])
def test_a_post_from_another_site_is_refused(
    home: str, path: str, headers: dict[str, str], status: int
) -> None:
    given = {name: home if value == "HOME" else value for name, value in headers.items()}
    answer = post(f"{home}{path}?lang=ar", {"title": "x"}, visitor(), **given)
    assert answer.status_code == status
    assert (i18n.text("ar", "call.notice.elsewhere") in answer.text) == (status == 403)


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("/call", "GET, HEAD, POST"),
        ("/call/state", "GET, HEAD"),
        ("/call/form.toml", "GET, HEAD"),
        ("/call/upload", "POST"),
    ],
)
def test_other_methods_are_refused(home: str, path: str, allowed: str) -> None:
    for method in ("GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"):
        if method in allowed:
            continue
        answer = requests.request(method, f"{home}{path}?lang=en", timeout=60)
        assert answer.status_code == 405
        assert answer.headers["Allow"] == allowed
        assert i18n.text("en", "call.notice.not_so") in answer.text


def test_head_has_no_body(home: str) -> None:
    for path in ("/call", "/call/state", "/call/form.toml"):
        answer = requests.head(home + path, timeout=60)
        assert (answer.status_code, answer.content) == (200, b"")


def test_an_unknown_page_says_so(home: str) -> None:
    for path in ("/call/", "/call/none", "/call/state/x", "/call/%00", "/call/..%2f"):
        answer = get(f"{home}{path}?lang=en")
        assert answer.status_code in (400, 404), path


def raw(home: str, head: str, body: bytes = b"") -> bytes:
    """Send bytes and return what comes back until an answer has its head and its sentence."""
    host, port = home.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=60) as line:
        line.sendall(head.replace("\n", "\r\n").encode() + body)
        answer = b""
        while b"</html>" not in answer and (more := line.recv(65536)):
            answer += more
    return answer


@pytest.mark.parametrize(("path", "size"), [("/call", 64), ("/call/upload", 256)])
def test_a_body_that_is_too_large_is_not_waited_for(home: str, path: str, size: int) -> None:
    """The first bytes of ten megabytes are enough for an answer."""
    head = (
        f"POST {path}?lang=en HTTP/1.1\nHost: x\nX-Forwarded-For: {visitor()}\n"
        f"Content-Type: multipart/form-data; boundary=b\nContent-Length: {10 * 1024**2}\n\n"
    )
    answer = raw(home, head, b"--b\r\n" * 10)
    assert answer.startswith(b"HTTP/1.1 413 ")
    assert i18n.text("en", "call.notice.large", size=size).encode() in answer


def test_ten_megabytes_are_refused_in_the_language_of_the_page(home: str) -> None:
    answer = post(f"{home}/call?lang=ar", {**sent(ARABIC), "problem": "x" * 10**7}, visitor())
    assert answer.status_code == 413
    assert i18n.text("ar", "call.notice.large", size=64) in answer.text
    almost = post(f"{home}/call?lang=ar", {**sent(ARABIC), "problem": "x" * 40_000}, visitor())
    assert almost.status_code == 400
    assert "aria-invalid" in almost.text


MULTIPART = "multipart/form-data; boundary=b"
FORM = "application/x-www-form-urlencoded"


def part(name: str, value: bytes, extra: str = "") -> bytes:
    head = f'--b\r\nContent-Disposition: form-data; name="{name}"{extra}\r\n\r\n'
    return head.encode("utf-8", "surrogateescape") + value + b"\r\n"


@pytest.mark.parametrize(
    ("kind", "body", "status"),
    [
        ("text/plain", b"title=x", 415),
        ("application/json", b"{}", 415),
        ("", b"title=x", 415),
        (FORM, b"title=x&title=y", 400),
        (FORM, b"title=%ff%fe", 400),
        (FORM, b"title=\xff\xfe", 400),
        (FORM, b"&".join(b"a%d=1" % each for each in range(1000)), 400),
        (FORM, b"title=%00%00&problem=\x00", 400),
        (FORM, b"", 400),
        (FORM, b"title=" + b"x" * 60_000, 400),
        ("multipart/form-data", part("title", b"x") + b"--b--\r\n", 400),
        ("multipart/form-data; boundary=", part("title", b"x") + b"--b--\r\n", 400),
        (MULTIPART, b"", 400),
        (MULTIPART, b"--b", 400),
        (MULTIPART, b"no boundary at all", 400),
        (MULTIPART, part("title", b"x"), 400),
        (MULTIPART, b"--b\r\nContent-Disposition: form-data\r\n\r\nx\r\n--b--\r\n", 400),
        (MULTIPART, b"--b\r\nX" + b"y" * 20_000 + b": z\r\n\r\nx\r\n--b--\r\n", 400),
        (MULTIPART, part("title", b"x") + part("title", b"y") + b"--b--\r\n", 400),
        (MULTIPART, part("title", b"\xff\xfe") + b"--b--\r\n", 400),
        (MULTIPART, part("title", b"x", '; filename="a.txt"') + b"--b--\r\n", 400),
        (f"{MULTIPART}; charset=utf-16", part("title", b"xy") + b"--b--\r\n", 400),
        (f"{MULTIPART}; charset=none", part("title", b"xy") + b"--b--\r\n", 400),
        (MULTIPART, b"".join(part(f"f{each}", b"1") for each in range(600)) + b"--b--\r\n", 400),
    ],
)
def test_what_is_no_form_is_refused_with_a_page(
    home: str, inbox: Path, kind: str, body: bytes, status: int
) -> None:
    before = rows(inbox, "SELECT count(*) FROM submission")
    answer = requests.post(
        f"{home}/call?lang=en",
        data=body,
        headers={"Content-Type": kind, "X-Forwarded-For": visitor()},
        timeout=60,
        allow_redirects=False,
    )
    assert answer.status_code == status
    assert '<div class="summary"' in answer.text
    assert answer.headers["Content-Type"].startswith("text/html")
    assert rows(inbox, "SELECT count(*) FROM submission") == before


def test_hostile_words_come_back_as_words(home: str) -> None:
    reference = submit(home, ENGLISH, title=MARKUP, problem=f"=HYPERLINK(1)\x00\u202e{MARKUP}")
    page = get(f"{home}/call/state?lang=en&reference={reference}").text
    assert "alert" not in page
    echo = get(f"{home}/call/state?lang=en", X_Forwarded_For=visitor())
    assert echo.status_code == 200
    for typed_ in (MARKUP, "\x00\u202e", "x" * 3000, "%ff", "../../etc", "' OR 1=1 --"):
        answer = requests.get(
            f"{home}/call/state",
            params={"lang": "ar", "reference": typed_},
            headers={"X-Forwarded-For": visitor()},
            timeout=60,
        )
        assert answer.status_code == 404
        assert not {"img"} & Form(answer.text).tags
        assert "<script>" not in answer.text
    assert get(f"{home}/call?lang={MARKUP}").status_code == 200


# The file


def upload(
    home: str, body: bytes, name: str = "form.toml", language: str = "en"
) -> requests.Response:
    return requests.post(
        f"{home}/call/upload?lang={language}",
        files={"file": (name, body)},
        headers={"X-Forwarded-For": visitor()},
        timeout=60,
        allow_redirects=False,
    )


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_empty_file_asks_for_the_fields_of_the_form(home: str, language: str) -> None:
    answer = get(f"{home}/call/form.toml?lang={language}")
    assert 'attachment; filename="form.toml"' in answer.headers["Content-Disposition"]
    answer.encoding = "utf-8"
    table = tomllib.loads(answer.text)
    wanted = [field for own in fields.PARTS for field in own.fields]
    assert set(table) == {field.name for field in wanted}
    for field in wanted:
        if field.kind == "rows":
            assert [set(row) for row in table[field.name]] == [
                {each.name for each in field.columns}
            ]
    assert i18n.text(language, "call.label.reached") in answer.text
    assert not texts.hidden(answer.text)
    assert max(map(len, answer.text.splitlines())) <= 110
    page = upload(home, answer.text.encode(), language=language)
    assert page.status_code == 200
    assert typed(page.text) == {"language": language}


def test_a_filled_file_fills_the_form_and_sends_nothing(home: str, inbox: Path) -> None:
    before = rows(inbox, "SELECT count(*) FROM submission")
    text = get(f"{home}/call/form.toml?lang=en").text
    for name, value in ENGLISH.items():
        if "." not in name and name in fields.FIELDS and name not in ("language", "problem"):
            line = f"{name} = {json.dumps(value)}"
            text = re.sub(rf'^{name} = "+$', lambda _, line=line: line, text, flags=re.MULTILINE)
    text = text.replace('problem = """"""', f'problem = """\n{ENGLISH["problem"]}"""')
    for row in ("technology", "sdg", "result", "source"):
        text = text.replace(f"[[{row}]]", f"[[{row}_]]")
        columns = {
            name.split(".")[2]: value
            for name, value in ENGLISH.items()
            if name.startswith(f"{row}.1.")
        }
        lines = "".join(f"{name} = {json.dumps(value)}\n" for name, value in columns.items())
        text += f"\n[[{row}]]\n{lines}"
    page = upload(home, text.encode("utf-8-sig"))
    assert page.status_code == 200
    assert i18n.text("en", "call.notice.filled") in page.text
    assert "technology_" in page.text
    own = typed(page.text)
    left_out = ("contact_", "technology.2", "consent")
    wanted = {name: text for name, text in ENGLISH.items() if not name.startswith(left_out)}
    assert own == wanted
    assert 'aria-invalid="true"' not in page.text
    assert rows(inbox, "SELECT count(*) FROM submission") == before
    goal = requests.compat.urljoin(
        page.url, re.findall(r'<form id="call"[^>]*action="([^"]*)"', page.text)[0]
    )
    contact = {name: text for name, text in ENGLISH.items() if name.startswith("contact_")}
    taken = post(goal, sent({**own, **contact, "consent": "yes"}), visitor())
    assert taken.status_code == 303


def test_faults_of_a_file_stand_beside_the_fields(home: str) -> None:
    page = upload(home, b'country = "Jordan"\nlaunched = [1]\ntitle = "<b>"\nzz = "<i>"')
    assert page.status_code == 200
    form = Form(page.text)
    assert form.places["country"]["aria-invalid"] == "true"
    assert form.places["launched"]["aria-invalid"] == "true"
    assert "aria-invalid" not in form.places["title"]
    assert "aria-invalid" not in form.places["contact_name"]
    assert not {"b", "i"} & form.tags


@pytest.mark.parametrize(
    ("name", "body", "status", "key"),
    [
        ("form.txt", b"", 415, "not_a_file_type"),
        ("form.toml.exe", b"title = 'x'", 415, "not_a_file_type"),
        ("form.toml", b"\xff\xfe", 400, "not_utf8"),
        ("form.toml", b"PK\x03\x04\x00", 400, "not_readable"),
        ("form.toml", b"title = <b>", 400, "not_readable"),
        ("form.toml", b"a." * 100_000 + b"a = 1", 400, "not_readable"),
        ("form.toml", b"#" * (256 * 1024), 413, "large"),
        ("form.toml", b"a = " + b"[" * 100_000, 400, "not_readable"),
    ],
)
def test_a_file_that_is_no_form_is_refused(
    home: str, name: str, body: bytes, status: int, key: str
) -> None:
    answer = upload(home, body, name)
    assert answer.status_code == status
    start = i18n.catalogue("en")[f"call.notice.{key}"].split("{")[0].replace("’", "’")
    assert start in answer.text
    assert not {"b"} & Form(answer.text).tags


def test_an_upload_without_a_file_is_refused(home: str) -> None:
    answer = upload(home, b"", "")
    assert answer.status_code == 400
    answer = post(f"{home}/call/upload?lang=en", {"file": "text"}, visitor())
    assert answer.status_code == 400
    assert i18n.text("en", "call.notice.no_file") in answer.text


# The state


def test_the_state_says_what_editors_decided(home: str, inbox: Path) -> None:
    reference = submit(home, ARABIC)

    def state(language: str) -> str:
        return get(f"{home}/call/state?lang={language}&reference={reference.lower()}").text

    submissions.score(reference, "Editor", {"evidence": 1}, "")
    assert i18n.text("ar", "call.state.in_review") in state("ar")
    submissions.decline(reference, "Editor", {"own": f"سبب\nثانٍ {MARKUP}"})
    for language in ("en", "ar"):
        page = state(language)
        assert i18n.text(language, "call.state.declined_says") in page
        assert '<blockquote class="reason" lang="ar" dir="auto"><p>سبب</p>' in page
        assert not {"img"} & Form(page).tags
        assert "Editor" not in page.replace("Editors", "")
    accepted = submit(home, ENGLISH)
    with submissions.accepting(accepted, "Editor", "jor-x"):
        pass
    page = get(f"{home}/call/state?lang=en&reference={accepted}").text
    assert i18n.text("en", "call.state.accepted") in page
    assert "practice=jor-x" not in page
    built = next(iter(queries.practices(store.current())))
    shown = submit(home, ENGLISH)
    with submissions.accepting(shown, "Editor", built):
        pass
    page = get(f"{home}/call/state?lang=en&reference={shown}").text
    assert f'href="../practices?lang=en&amp;practice={built}"' in page


def test_an_unknown_reference_is_said_to_be_so(home: str) -> None:
    for reference in ("2345678923", "ABC", "AAA-AAA-AAAA", "٢٣٤"):
        answer = get(f"{home}/call/state?lang=en&reference={reference}")
        assert answer.status_code == 404
        assert "No submission has this reference" in answer.text


# Floods


def until_refused(ask: Callable[[int], requests.Response], most: int) -> requests.Response:
    """Ask until the answer is 429."""
    for number in range(most):
        answer = ask(number)
        if answer.status_code == 429:
            return answer
        assert answer.status_code in (303, 400, 404)
    raise AssertionError("never refused")


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_flood_of_submissions_is_stopped_and_others_are_served(
    home: str, inbox: Path, language: str
) -> None:
    flooder, most = visitor(), 20
    pages = [f"flood-{language}-{number:016}" for number in range(most)]
    answer = until_refused(
        lambda number: post(f"{home}/call?lang={language}", sent(ENGLISH, pages[number]), flooder),
        most,
    )
    seconds = int(answer.headers["Retry-After"])
    assert 1 <= seconds <= limits.SUBMISSIONS.period
    wait = i18n.text(language, "call.wait", count=-(-seconds // 60))
    assert i18n.text(language, "call.notice.often", wait=wait) in answer.text
    assert typed(answer.text)["problem"] == ENGLISH["problem"]
    assert submit(home, ENGLISH)
    assert get(f"{home}/call?lang={language}", X_Forwarded_For=flooder).status_code == 200


def test_a_flood_of_questions_is_stopped_and_others_are_served(home: str) -> None:
    flooder = visitor()
    answer = until_refused(
        lambda number: get(
            f"{home}/call/state?lang=ar&reference={number}", X_Forwarded_For=flooder
        ),
        1000,
    )
    wait = i18n.text("ar", "call.wait", count=1)
    assert i18n.text("ar", "call.notice.asked_often", wait=wait) in answer.text
    assert int(answer.headers["Retry-After"]) <= 60
    assert get(f"{home}/call/state?reference=x").status_code == 404
    assert get(f"{home}/call/state", X_Forwarded_For=flooder).status_code == 200


def test_a_flood_of_faulty_forms_is_stopped(home: str) -> None:
    flooder = visitor()
    until_refused(lambda _: post(f"{home}/call", {"title": "x"}, flooder), 1000)
    assert post(f"{home}/call/upload", {"title": "x"}, flooder).status_code == 429


def test_a_crowd_of_addresses_takes_no_more_than_its_memory() -> None:
    own = rates.Allowances(limits.Rate(1, 3600))
    assert own.take("192.0.2.1") == 0
    assert own.take("192.0.2.1") > 3500
    for number in range(rates.MOST + 50):
        own.take(f"10.{number // 65536}.{number // 256 % 256}.{number % 256}")
    assert len(own._held) <= rates.MOST


# What must not be lost, and what must not be found


def test_a_killed_server_loses_nothing_that_it_confirmed(
    store_dir: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Fifty send at once; the server is killed in the middle; all that saw a 303 are kept."""
    confirmed: list[str] = []
    some = threading.Event()

    def send(number: int) -> None:
        answers = sent({**ENGLISH, "title": f"Practice {number}"}, f"killed-page-{number:08}")
        try:
            answer = post(f"{address}/call?lang=en", answers, f"10.9.8.{number}")
        except requests.RequestException:
            return
        assert answer.status_code == 303, answer.text
        confirmed.append(parse_qs(urlsplit(answer.headers["Location"]).query)["reference"][0])
        if len(confirmed) >= 12:
            some.set()

    folder = tmp_path_factory.mktemp("killed")
    with calling(store_dir, folder) as (address, inbox):
        port = address.rsplit(":", 1)[1]
        server = next(
            each for each in psutil.Process().children() if port in " ".join(each.cmdline())
        )
        with ThreadPoolExecutor(50) as crowd:
            sending = [crowd.submit(send, number) for number in range(50)]
            assert some.wait(120)
            server.send_signal(signal.SIGKILL)
            for each in sending:
                each.result()
    assert len(confirmed) >= 12
    with sqlite3.connect(inbox) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        kept = {row[0] for row in connection.execute("SELECT reference FROM submission")}
    assert set(confirmed) <= kept


def test_fifty_at_once_are_all_kept(home: str, inbox: Path) -> None:
    with ThreadPoolExecutor(50) as crowd:
        told = list(crowd.map(lambda number: submit(home, ENGLISH, title=f"{number}"), range(50)))
    kept = {row[0] for row in rows(inbox, "SELECT reference FROM submission")}
    assert len(set(told)) == 50
    assert set(told) <= kept


def test_who_sent_a_practice_stands_in_no_page_file_or_log(home: str, inbox: Path) -> None:
    reference = submit(home, ENGLISH)
    pages = [
        get(f"{home}{path}").text
        for path in (
            f"/call/state?reference={reference}", "/call", "/call/form.toml", "/", "/methods",
            "/sitemap.xml", "/health",
        )
    ]  # fmt: skip
    files = [
        path.read_bytes()
        for path in inbox.parent.rglob("*")
        if path.is_file() and not path.name.startswith("inbox.sqlite")
    ]
    assert len(files) >= 1
    for secret in SECRETS:
        assert not any(secret in page for page in pages)
        assert not any(secret.encode() in body for body in files)


def test_nothing_but_the_agreed_answers_is_given(home: str) -> None:
    """Every kind of request on every address, with and without a body."""
    for path in ("/call", "/call/state", "/call/upload", "/call/form.toml", "/call/x"):
        for method in ("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"):
            for body in (b"", b"\x00\xff", b"title=x"):
                answer = requests.request(
                    method,
                    home + path,
                    data=body,
                    headers={"X-Forwarded-For": visitor()},
                    timeout=60,
                    allow_redirects=False,
                )
                assert answer.status_code in ANSWERS, (method, path, body)


def test_an_inbox_that_cannot_be_written_takes_nothing_and_says_so(
    home: str, inbox: Path, tmp_path: Path
) -> None:
    good = inbox.with_name("good")
    with sqlite3.connect(inbox) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    inbox.rename(good)
    try:
        inbox.write_text("no database " * 200)
        answer = post(f"{home}/call?lang=en", sent(ENGLISH), visitor())
        assert answer.status_code == 503
        assert i18n.text("en", "call.notice.no_inbox") in answer.text
        assert typed(answer.text)["problem"] == ENGLISH["problem"]
        assert get(f"{home}/call/state?reference=ABC").status_code == 503
        assert get(f"{home}/call").status_code == 200
    finally:
        good.replace(inbox)
    assert submit(home, ENGLISH)


def test_the_limits_are_those_of_the_form() -> None:
    assert bodies.FORM_LIMIT == 64 * 1024
    assert bodies.FILE_LIMIT == 256 * 1024
