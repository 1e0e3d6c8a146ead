"""The addresses of composing, asked without a browser: right, wrong, too much."""

from __future__ import annotations

import asyncio
import io
import json
from typing import Any

import pptx
import pytest
import requests
from starlette.requests import Request

from app import store
from app.call import rates
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


@pytest.mark.parametrize("path", ["pack", "slides"])
def test_what_is_asked_too_often_is_told_when_to_come_back(
    path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(routes, "POSTS", rates.Allowances(Rate(1, 600)))
    monkeypatch.setattr(routes, "DECKS", rates.Allowances(Rate(1, 600)))
    scope = {"type": "http", "method": "POST", "path": f"/compose/{path}", "scheme": "http"}
    scope |= {"query_string": b"lang=en", "headers": [(b"host", b"localhost")]}
    scope |= {"server": ("localhost", 80), "client": ("10.0.0.9", 1)}

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"{}", "more_body": False}

    (handler,) = (own.endpoint for own in routes.ROUTES if own.path == scope["path"])
    answers = [asyncio.run(handler(Request(scope, receive))) for _ in range(2)]
    assert [each.status_code for each in answers] == [200 if path == "pack" else 400, 429]
    assert int(answers[1].headers["Retry-After"]) > 0
    assert json.loads(bytes(answers[1].body))["faults"]


def paragraphs(slide: Any) -> dict[str, str]:
    """Return what each paragraph of a slide says, with 'rtl' or '' for its direction."""
    found = {}
    for shape in slide.shapes:
        for own in shape.text_frame.paragraphs if shape.has_text_frame else ():
            rtl = own._p.pPr is not None and own._p.pPr.get("rtl") == "1"
            found[own.text] = "rtl" if rtl else ""
    return found


def test_a_draft_becomes_slides_each_text_in_its_own_direction(served: str) -> None:
    told = {
        "link": "/compare?indicator=egdi&country=JOR,TUN",
        "picture": "lines",
        "title": {"en": "Two states"},
        "sentence": {"ar": "دولتان: {headline}"},
        "notes": {"en": "Slowly."},
    }
    given = ask(served, "slides", {"title": {"en": "Mine"}, "step": [STEP, told, {"link": "/x"}]})
    assert given.status_code == 200
    assert given.headers["Cache-Control"] == "no-store"
    cover, _, step, broken, closing = pptx.Presentation(io.BytesIO(given.content)).slides
    assert cover.shapes.title.text_frame.text == "Mine"
    said = paragraphs(step)
    assert said["Two states"] == ""
    assert said[step.shapes.title.text_frame.text] == "rtl"
    assert step.shapes.title.text_frame.text.startswith("دولتان: ")
    assert step.notes_slide.notes_text_frame.text.startswith("Slowly.")
    (chart,) = (each.chart for each in step.shapes if each.has_chart)
    assert len(list(chart.plots[0].series)) == 2
    (address,) = (each for each in map(link, step.shapes) if each)
    assert address.startswith(f"{served}/compare?")
    assert f"data_version={store.current()}" in address
    assert requests.get(address, timeout=60).status_code == 200
    assert "“picture”" in broken.shapes.title.text_frame.text
    assert closing.shapes.title.text_frame.text


def link(shape: Any) -> str:
    """Return the address that a shape's text leads to; '' where it leads nowhere."""
    rows = shape.text_frame.paragraphs if shape.has_text_frame else ()
    return next(
        (run.hyperlink.address for own in rows for run in own.runs if run.hyperlink.address), ""
    )


@pytest.mark.parametrize("body", ["", "{", "[]", "[" * 90_000, b"\xff\xfe", '"\\ud800"'])
@pytest.mark.parametrize("path", ["pack", "slides"])
def test_what_is_no_draft_is_refused_in_a_sentence(
    served: str, path: str, body: str | bytes
) -> None:
    given = ask(served, path, body)
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


def test_a_draft_without_a_step_makes_no_slides(served: str) -> None:
    given = ask(served, "slides", {"step": []})
    assert given.status_code == 400
    assert given.json()["faults"]


def test_one_address_asks_so_often_and_no_more() -> None:
    own = routes.rates.Allowances(Rate(60, 60))
    assert not any(own.take("10.0.0.1") for _ in range(60))
    assert own.take("10.0.0.1")
    assert not own.take("10.0.0.2")
