"""A filled form in each language, and how it is sent without a browser."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

import requests
from serving import serve

ROOT = Path(__file__).parents[1]

ENGLISH = {
    "language": "en",
    "title": "One window for building permits",
    "title_other": "نافذة واحدة لرخص البناء",
    "title_printed": "yes",
    "country": "JOR",
    "level": "local",
    "institution": "Municipality of Example",
    "partners": "Two universities",
    "started": "2019",
    "launched": "2021",
    "status": "operational",
    "area": "land_cities",
    "technology.1.name": "web_portal",
    "technology.1.depth": "in_use",
    "technology.2.name": "gis",
    "technology.2.depth": "pilot",
    "problem": "A permit took five offices and 90 days.\n\nFiles were lost.",
    "purpose": "A permit in 30 days by 2022.",
    "solution": "Owners file once, on line or at a desk.",
    "reached": "Owners in rural districts still come in person.",
    "responsiveness": "The median fell from 90 to 38 days, by the register.",
    "sdg.1.target": "16.6",
    "sdg.1.reason": "The days of each permit are published.",
    "result.1.figure": "38 days, median",
    "result.1.counted": "From the filing to the permit",
    "result.1.date": "2023-03",
    "result.1.kind": "reported",
    "result.1.source": "1",
    "cost": "Not published",
    "limits": "Two districts went back to paper.",
    "lesson": "Train the desks first.",
    "source.1.title": "Yearly report 2023",
    "source.1.publisher": "Municipality of Example",
    "source.1.address": "https://example.org/report-2023",
    "source.1.year": "2023",
    "contact_name": "Zaynab Quartzfield",
    "contact_email": "zaynab.quartzfield@example.org",
    "contact_role": "Head of permits",
    "consent": "yes",
}

ARABIC = {
    **ENGLISH,
    "language": "ar",
    "title": "نافذة واحدة لرخص البناء",
    "title_other": "One window for building permits",
    "institution": "بلدية المثال",
    "partners": "جامعتان",
    "problem": "كانت الرخصة تمر بخمسة مكاتب وتستغرق 90 يوماً.\n\nوكانت الملفات تضيع.",
    "purpose": "إصدار الرخصة في 30 يوماً بحلول عام 2022.",
    "solution": "يقدّم المالك طلبه مرة واحدة عبر الإنترنت أو في المكتب.",
    "reached": "ما زال المالكون في المناطق الريفية يحضرون بأنفسهم.",
    "responsiveness": "تراجع الوسيط من 90 إلى 38 يوماً بحسب السجل.",
    "sdg.1.reason": "تُنشر مدة كل رخصة.",
    "result.1.figure": "38 يوماً، الوسيط",
    "result.1.counted": "من تقديم الطلب إلى صدور الرخصة",
    "cost": "غير منشور",
    "limits": "عادت منطقتان إلى الورق.",
    "lesson": "تدريب موظفي المكاتب أولاً.",
    "source.1.title": "التقرير السنوي 2023",
    "source.1.publisher": "بلدية المثال",
}

SECRETS = ("Zaynab", "Quartzfield", "quartzfield@example.org")
"""What must be found in no file, page or output."""


def sent(answers: Mapping[str, str], page: str = "") -> dict[str, str]:
    """Return a form as a browser sends it, opened long ago."""
    return {"page": page, "opened": "1", "website": "", **answers}


def post(
    address: str, answers: Mapping[str, str], visitor: str = "", **headers: str
) -> requests.Response:
    """Send a form as a visitor of whom a proxy on this machine tells the address."""
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    if visitor:
        given["X-Forwarded-For"] = visitor
    parts = {name: (None, value) for name, value in answers.items()}
    return requests.post(address, files=parts, headers=given, timeout=60, allow_redirects=False)


def rows(inbox: Path, query: str, *values: object) -> list[tuple[object, ...]]:
    """Return the rows of a query on an inbox."""
    with closing(sqlite3.connect(inbox)) as connection:
        return connection.execute(query, values).fetchall()


@contextmanager
def calling(store_dir: Path, folder: Path) -> Iterator[tuple[str, Path]]:
    """Serve the dashboard with an inbox of its own; give its address and the inbox."""
    inbox, before = folder / "inbox.sqlite", os.environ.get("INBOX")
    os.environ["INBOX"] = str(inbox)
    try:
        with serve(ROOT, store_dir, folder) as address:
            yield address, inbox
    finally:
        if before is None:
            del os.environ["INBOX"]
        else:
            os.environ["INBOX"] = before
