"""What the server sends before any script runs: pages, files, limits and headers."""

from __future__ import annotations

import base64
import gzip
import hashlib
import re
import socket
import time
from urllib.parse import urlsplit

import brotli
import pytest
import requests
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app import i18n, queries, store
from app.headlines import headline
from app.server.static import STREAMLIT, stylesheet


def get(address: str, **headers: str) -> requests.Response:
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    return requests.get(address, headers=given, timeout=30, allow_redirects=False)


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/country?country=JOR",
        "/compare?country=JOR,EGY",
        "/targets",
        "/targets?country=JOR",
        "/practices",
        "/practices?area=health",
        "/practices?practice=jor-naf-cash-transfer",
        "/strategies",
        "/strategies?country=JOR",
        "/strategies?kind=rank",
        "/recommendations?country=JOR",
        "/data",
        "/data?indicator=egdi&country=PSE",
        "/methods",
        "/methods?indicator=gems",
    ],
)
def test_the_first_page_says_the_finding_before_any_script_runs(
    served: str, path: str, language: str
) -> None:
    mark = "&" if "?" in path else "?"
    answer = get(f"{served}{path}{mark}lang={language}")
    assert answer.status_code == 200
    page = answer.text
    assert f'<html lang="{language}" dir="{i18n.direction(language)}">' in page
    view = urlsplit(path).path.strip("/") or "overview"
    asked = dict(part.split("=") for part in urlsplit(path).query.split("&") if part)
    found = headline(store.current(), language, view, asked)
    assert f"<title>{found.title}</title>" in page
    shown = page[page.index('<main id="first">') : page.index('<div id="root">')]
    assert found.sentence in shown
    assert all(fact.value in shown for fact in found.facts)
    assert found.source in shown
    assert answer.headers["Content-Language"] == language


def test_the_language_is_the_browsers_where_the_link_names_none(served: str) -> None:
    assert 'lang="ar" dir="rtl"' in get(f"{served}/", Accept_Language="ar-EG,en;q=0.5").text
    assert 'lang="en" dir="ltr"' in get(f"{served}/", Accept_Language="fr").text
    assert "Accept-Language" in get(f"{served}/").headers["Vary"]


def test_the_policy_names_exactly_the_scripts_that_are_sent(served: str) -> None:
    answer = get(f"{served}/?lang=ar")
    scripts = re.findall(r"<script[^>]*>(.+?)</script>", answer.text, flags=re.DOTALL)
    assert len(scripts) == 2
    policy = answer.headers["Content-Security-Policy"]
    wanted = {
        f"'sha256-{base64.b64encode(hashlib.sha256(each.encode()).digest()).decode()}'"
        for each in scripts
    }
    assert set(re.findall(r"'sha256-[^']*'", policy)) == wanted
    assert "default-src 'self'" in policy
    assert "http" not in policy
    assert "unsafe-eval'" not in policy.replace("'wasm-unsafe-eval'", "")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_nothing_in_the_first_page_is_of_another_host(served: str) -> None:
    page = get(f"{served}/").text
    assert not re.findall(r'(?:src|href)="(?:https?:)?//', page)


def test_a_page_that_did_not_change_costs_no_body(served: str) -> None:
    first = get(f"{served}/?lang=en")
    again = get(f"{served}/?lang=en", If_None_Match=first.headers["ETag"])
    assert (again.status_code, again.content) == (304, b"")
    other = get(f"{served}/?lang=ar", If_None_Match=first.headers["ETag"])
    assert other.status_code == 200


def test_head_has_the_headers_of_get_without_a_body(served: str) -> None:
    address = f"{served}/?lang=en"
    plain = {"Accept-Encoding": "identity"}
    whole = requests.get(address, headers=plain, timeout=30)
    head = requests.head(address, headers=plain, timeout=30)
    assert head.content == b""
    assert head.headers["Content-Length"] == str(len(whole.content))


def raw(served: str, path: str, encoding: str) -> tuple[requests.Response, bytes]:
    """Return an answer and its body as it came, still packed."""
    with requests.get(
        f"{served}{path}", headers={"Accept-Encoding": encoding}, timeout=30, stream=True
    ) as answer:
        return answer, answer.raw.read(decode_content=False)


def test_static_files_are_packed_and_kept_for_ever(served: str) -> None:
    scripts = (STREAMLIT / "static" / "js").glob("index.*.js")
    script = max(scripts, key=lambda path: path.stat().st_size)
    path = f"/static/js/{script.name}"
    for encoding, unpack in (("br", brotli.decompress), ("gzip", gzip.decompress)):
        answer, body = raw(served, path, encoding)
        end = time.monotonic() + 60
        # A file goes out as it is until its turn to be packed has come.
        while "Content-Encoding" not in answer.headers and time.monotonic() < end:
            time.sleep(0.1)
            answer, body = raw(served, path, encoding)
        assert answer.headers["Content-Encoding"] == encoding
        assert "immutable" in answer.headers["Cache-Control"]
        assert len(body) < script.stat().st_size / 2
        assert unpack(body) == script.read_bytes()
    _, plain = raw(served, path, "identity")
    assert plain == script.read_bytes()


@pytest.mark.parametrize("path", ["/static/js/of-last-version.js", "/app/static/none.woff2"])
def test_a_static_file_that_is_not_there_is_not_answered_with_a_page(
    served: str, path: str
) -> None:
    assert get(f"{served}{path}").status_code == 404


def test_the_style_and_the_fonts_are_there(served: str) -> None:
    page = get(f"{served}/?lang=ar").text
    assert stylesheet() in page
    for path in re.findall(r'href="\.(/app/static/[^"]*)"', page):
        assert get(f"{served}{path}").status_code == 200, path


def test_what_is_too_long_or_too_large_is_refused(served: str) -> None:
    assert get(f"{served}/?x={'y' * 4000}").status_code == 414
    large = requests.post(f"{served}/", data=b"x" * (1024 * 1024 + 1), timeout=30)
    assert large.status_code == 413
    host, port = served.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port))) as line:
        line.sendall(b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n")
        assert b" 400 " in line.recv(200)


def test_health_names_the_data_version(served: str) -> None:
    version = store.current()
    assert get(f"{served}/health").json() == {
        "status": "ok",
        "data_version": version,
        "built_at": queries.built_at(version).isoformat(timespec="seconds") + "Z",
    }


def test_robots_find_every_view_in_every_language(served: str) -> None:
    assert f"Sitemap: {served}/sitemap.xml" in get(f"{served}/robots.txt").text
    places = re.findall(r"<loc>(.*?)</loc>", get(f"{served}/sitemap.xml").text)
    assert len(places) == len(i18n.VIEWS) * len(i18n.LANGUAGES)
    for place in places:
        assert get(place).status_code == 200


@pytest.mark.parametrize(
    ("path", "goal"),
    [
        ("/nowhere", "/?lang=ar&page=nowhere"),
        ("/a/b/c", "/?lang=ar&page=a%2Fb%2Fc"),
        ("//elsewhere.example/", "/?lang=ar&page=elsewhere.example"),
        ("/overview", "/?lang=ar"),
        ("/country/", "/country?lang=ar"),
    ],
)
def test_an_unknown_address_leads_to_a_view(served: str, path: str, goal: str) -> None:
    answer = get(f"{served}{path}?lang=ar")
    assert (answer.status_code, answer.headers["Location"]) == (307, goal)
    assert get(served + answer.headers["Location"]).status_code == 200


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    view=st.sampled_from(["", *i18n.VIEWS[1:], "x"]),
    query=st.lists(
        st.tuples(
            st.sampled_from(
                [
                    *("lang", "country", "indicator", "year", "chart", "group", "z"),
                    *("target", "type", "pillar", "past", "illustrative", "cell"),
                    *("practice", "technology", "depth", "area", "evidence", "q"),
                    *("kind", "status", "topic"),
                    *("weights", "focus", "conflict", "reach", "income", "recommendation", "brief"),
                ]
            ),
            st.one_of(st.text(max_size=40), st.sampled_from(["<script>alert(1)</script>", "ar"])),
        ),
        max_size=5,
    ),
)
def test_no_link_breaks_the_first_page(
    served: str, view: str, query: list[tuple[str, str]]
) -> None:
    answer = requests.get(f"{served}/{view}", params=query, timeout=30)
    assert answer.status_code == 200
    assert "<script>alert" not in answer.text
    assert '<main id="first">' in answer.text
