"""A view that breaks says so in the reader's language, without Streamlit's own box."""

from __future__ import annotations

import shutil
from pathlib import Path

from conftest import Visitor
from playwright.sync_api import expect
from serving import serve

ROOT = Path(__file__).parents[2]


def test_a_view_that_breaks_says_so(visitor: Visitor, store_dir: Path, tmp_path: Path) -> None:
    home = tmp_path / "copy"
    quiet = shutil.ignore_patterns("__pycache__", "store", "raw")
    for name in ("app", "pages", "etl", "data", ".streamlit", "inbox"):
        shutil.copytree(ROOT / name, home / name, ignore=quiet)
    shutil.copyfile(ROOT / "dashboard.py", home / "dashboard.py")
    page = home / "pages" / "country.py"
    page.write_text(page.read_text("utf-8") + "\nraise RuntimeError('broken by a test')\n", "utf-8")
    with serve(home, store_dir, tmp_path) as address:
        visit = visitor(at=address)
        visit.page.goto(f"{address}/country?lang=ar")
        expect(visit.page.locator(".notices")).to_contain_text("تعذّر عرض هذه الصفحة")
        expect(visit.page.locator("[data-testid=stException]")).to_have_count(0)
        expect(visit.page.get_by_text("broken by a test")).to_have_count(0)
