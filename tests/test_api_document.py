"""The examples of docs/api.md, run as they stand there against a server."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from exporting import get, rows

from app.export.workbook import MANY_ROWS
from app.findings import recipes

DOCUMENT = Path(__file__).parents[1] / "docs" / "api.md"
HERE = "http://localhost:8501"


def blocks(language: str) -> list[str]:
    """Return the examples in a language of the document."""
    return re.findall(rf"^```{language}\n(.*?)^```$", DOCUMENT.read_text("utf-8"), re.M | re.S)


def test_the_examples_of_the_document_run(served: str, tmp_path: Path) -> None:
    (python,) = (each.replace(HERE, served) for each in blocks("python"))
    lines = python.strip().replace("pandas.read_csv(", "figures = pandas.read_csv(")
    code = f"{lines}\nprint(len(figures), figures['value'].dtype, figures['year'].min())"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    count, kind, first = done.stdout.split()
    assert int(count) > 100
    assert (kind, int(first) >= 2010) == ("float64", True)
    if shutil.which("curl"):
        (command,) = (each.replace(HERE, served) for each in blocks("sh") if ".csv" in each)
        subprocess.run(command, shell=True, check=True, cwd=tmp_path, timeout=60)
        (file,) = tmp_path.iterdir()
        assert file.suffix == ".csv", "-J takes the name that the answer gives"
        assert len(rows(file.read_bytes())) > int(count)
    if shutil.which("Rscript"):
        (asked,) = (each.replace(HERE, served) for each in blocks("r"))
        code = f"figures <- {asked.strip()}; cat(nrow(figures), class(figures$value))"
        done = subprocess.run(["Rscript", "-e", code], capture_output=True, text=True, check=True)
        assert done.stdout.split()[1] == "numeric"


def test_the_query_of_the_document_is_that_of_the_view(served: str) -> None:
    (query,) = blocks("powerquery")
    (address,) = re.findall(r'Contents\("([^"]+)"\)', query)
    assert recipes.QUERY.format(address=address) == query.strip()
    assert get(address.replace(HERE, served)).status_code == 200


@pytest.mark.parametrize("said", [f"{MANY_ROWS:,} rows", "`observations.xlsx`"])
def test_the_document_says_what_takes_time_and_what_excel_reads(said: str) -> None:
    assert said in DOCUMENT.read_text("utf-8")
