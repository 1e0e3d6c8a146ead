"""What pages may import; the rules of the packages are import-linter contracts."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ALLOWED = {"__future__", "app", "streamlit"}
PAGES = sorted((ROOT / "pages").glob("*.py"))


def imported(source: str) -> set[str]:
    """Return the first names of all modules that a source imports, wherever it does."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add((node.module or "." * node.level).split(".")[0])
    return names


def test_an_import_is_found_wherever_it_stands() -> None:
    source = "import duckdb as d\ndef f():\n    from plotly.express import line\n"
    assert imported(source) == {"duckdb", "plotly"}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_uses_streamlit_and_the_app_only(page: Path) -> None:
    assert imported(page.read_text("utf-8")) <= ALLOWED


def test_packages_keep_their_contracts() -> None:
    command = "from importlinter.cli import lint_imports; raise SystemExit(lint_imports())"
    done = subprocess.run(
        [sys.executable, "-c", command], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
