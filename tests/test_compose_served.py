"""The addresses of composing, asked without a browser: right, wrong, too much."""

from __future__ import annotations

import json

import pytest
import requests

from app.compose import routes
from inbox.limits import Rate

STEP = {
    "link": "/methods",
    "picture": "facts",
    "title": {"en": "Sources"},
    "sentence": {"ar": "{headline}"},
}


def ask(served: str, path: str, body: object, **headers: str) -> requests.Response:
    sent = body if isinstance(body, str | bytes) else json.dumps(body)
    address = f"{served}/compose/{path}?lang=en"
    return requests.post(address, data=sent, headers=headers, timeout=60)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_page_stands_in_both_languages_under_a_strict_policy(
    served: str, language: str
) -> None:
    found = requests.get(f"{served}/compose?lang={language}", timeout=60)
    assert found.status_code == 200
    assert f'<html lang="{language}"' in found.text
    policy = found.headers["Content-Security-Policy"]
    assert "script-src 'self';" in policy
    assert "unsafe" not in policy
    assert "connect-src 'self'" in policy
    assert requests.head(f"{served}/compose", timeout=60).status_code == 200


def test_a_draft_becomes_a_file_and_a_link_and_a_draft_again(served: str) -> None:
    given = ask(served, "pack", {"step": [STEP], "strange": "<script>"})
    assert given.status_code == 200
    assert given.headers["Cache-Control"] == "no-store"
    made = given.json()
    assert made["faults"] == []
    assert "strange" not in made["toml"]
    again = ask(served, "read", made["toml"].encode())
    assert again.json()["draft"]["step"] == [STEP]
    shown = requests.get(f"{served}/present?lang=en&tale={made['tale']}", timeout=60)
    assert shown.status_code == 200
    assert "Sources" in shown.text


@pytest.mark.parametrize("body", ["", "{", "[]", "[" * 90_000, b"\xff\xfe", '"\\ud800"'])
def test_what_is_no_draft_is_refused_in_a_sentence(served: str, body: str | bytes) -> None:
    given = ask(served, "pack", body)
    assert given.status_code == 400
    assert "cannot be read as a story" in given.json()["faults"][0]


def test_hostile_texts_come_back_as_a_file_that_can_be_read(served: str) -> None:
    evil = "a\\\"'\n[[step]]\u0000\u007f\u202e"
    body = json.dumps({"step": [{**STEP, "title": {"en": evil}, "named": [evil, 1]}]})
    made = ask(served, "pack", body).json()
    read = ask(served, "read", made["toml"].encode()).json()
    assert len(read["draft"]["step"]) == 1
    assert "\u202e" not in read["draft"]["step"][0]["title"]["en"]


def test_too_much_from_elsewhere_and_other_methods_are_refused(served: str) -> None:
    assert ask(served, "pack", "x" * (routes.LARGEST_BODY + 1)).status_code == 413
    assert ask(served, "read", "x" * 300_000).json()["draft"] == {}
    foreign = {"Sec-Fetch-Site": "cross-site"}
    assert ask(served, "pack", {"step": []}, **foreign).status_code == 403
    assert requests.get(f"{served}/compose/pack", timeout=60).status_code == 405
    assert requests.post(f"{served}/compose", timeout=60).status_code == 405
    assert requests.get(f"{served}/compose/x/y", timeout=60).status_code == 404
    assert requests.get(f"{served}/present?tale={'A' * 4000}", timeout=60).status_code == 414
    for tale in ("A" * 2990, "%00", "..%2f", "e30", "W10"):
        found = requests.get(f"{served}/present?lang=en&tale={tale}", timeout=60)
        assert found.status_code == 200


def test_one_address_asks_so_often_and_no_more() -> None:
    own = routes.rates.Allowances(Rate(60, 60))
    assert not any(own.take("10.0.0.1") for _ in range(60))
    assert own.take("10.0.0.1")
    assert not own.take("10.0.0.2")
