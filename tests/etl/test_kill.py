"""Killed at any moment, a pull or a build leaves a working dashboard."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import pytest
from shapes import csv_text, native_rows

ROOT = Path(__file__).parents[2]
MOMENTS = 8


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Return a copy of the code and figures that may be spoiled."""
    home = tmp_path / "copy"
    quiet = shutil.ignore_patterns("__pycache__", "store", "raw", ".*")
    shutil.copytree(ROOT / "etl", home / "etl", ignore=quiet)
    shutil.copytree(ROOT / "data", home / "data", ignore=quiet)
    return home


def start(home: Path, *arguments: str) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "STORE_DIR": str(home / "store"), "CI": "1"}
    return subprocess.Popen(
        [sys.executable, "-m", "etl", *arguments],
        cwd=home,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def finish(home: Path, *arguments: str) -> None:
    process = start(home, *arguments)
    _, told = process.communicate(timeout=60)
    assert process.returncode == 0, told.decode()


def works(home: Path) -> str:
    """Open the store that the pointer names, as the dashboard does, and return its version."""
    version = (home / "store" / "current").read_text().strip()
    with duckdb.connect(home / "store" / f"{version}.duckdb", read_only=True) as store:
        assert store.execute("SELECT count(*) > 50000 FROM observation").fetchall() == [(True,)]
    return version


def tree(home: Path) -> dict[str, bytes]:
    folder = home / "data" / "published"
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.startswith(".")
    }


def length(home: Path, *arguments: str) -> float:
    begin = time.monotonic()
    finish(home, *arguments)
    return time.monotonic() - begin


def test_kill_during_a_pull(copy: Path, tmp_path: Path) -> None:
    finish(copy, "build")
    files = tmp_path / "files"
    files.mkdir()
    rows = native_rows("2024")
    # The score and a component moved together, so that the new figures pass their checks.
    for row in rows[1:]:
        if row[1].startswith("Jordan"):
            row[4] = "0.61000"
    (files / "EGOV_DATA_2024.csv").write_bytes(csv_text(rows))
    old = tree(copy)
    trial = tmp_path / "trial"
    shutil.copytree(copy, trial)
    whole = length(trial, "pull", "un_egov", "--from", str(files))
    new = tree(trial)
    assert new != old
    seen = set()
    for moment in range(MOMENTS):
        shutil.rmtree(trial)
        shutil.copytree(copy, trial)
        process = start(trial, "pull", "un_egov", "--from", str(files))
        # Most of the time goes into starting; the moments are dense where files are written.
        time.sleep(whole * (0.45 + 0.6 * moment / MOMENTS))
        process.send_signal(signal.SIGKILL)
        process.communicate()
        works(trial)
        finish(trial, "build")
        after = tree(trial)
        assert after in (old, new)
        seen.add(after == new)
        works(trial)
        finish(trial, "pull", "un_egov", "--from", str(files))
        assert tree(trial) == new
    assert seen == {False, True}, "the moments did not reach from before the change to after it"


def test_kill_during_a_build(copy: Path, tmp_path: Path) -> None:
    finish(copy, "build")
    first = works(copy)
    units = copy / "data" / "units.toml"
    units.write_text(units.read_text("utf-8") + "\n# another data version\n", "utf-8")
    trial = tmp_path / "trial"
    shutil.copytree(copy, trial)
    whole = length(trial, "build")
    second = works(trial)
    assert second != first
    for moment in range(MOMENTS):
        shutil.rmtree(trial)
        shutil.copytree(copy, trial)
        process = start(trial, "build")
        time.sleep(whole * (0.3 + 0.75 * moment / MOMENTS))
        process.send_signal(signal.SIGKILL)
        process.communicate()
        assert works(trial) in (first, second)
        finish(trial, "build")
        assert works(trial) == second
        assert not list((trial / "store").glob(".draft-*"))


@pytest.mark.parametrize("point", range(1, 40, 2))
def test_stop_at_each_step_of_putting_figures_in_place(
    copy: Path, tmp_path: Path, point: int
) -> None:
    """Systematic: the process ends at the n-th file operation of publishing, without warning."""
    files = tmp_path / "files"
    files.mkdir()
    rows = native_rows("2024")
    for row in rows[1:]:
        if row[1].startswith("Jordan"):
            row[4] = "0.61000"
    (files / "EGOV_DATA_2024.csv").write_bytes(csv_text(rows))
    script = f"""
import os, pathlib, shutil, sys
from etl import __main__ as command
left = [{point}]
def counted(real):
    def step(*given, **named):
        left[0] -= 1
        if left[0] == 0:
            os._exit(9)
        return real(*given, **named)
    return step
pathlib.Path.replace = counted(pathlib.Path.replace)
pathlib.Path.unlink = counted(pathlib.Path.unlink)
pathlib.Path.mkdir = counted(pathlib.Path.mkdir)
shutil.copyfile = counted(shutil.copyfile)
shutil.rmtree = counted(shutil.rmtree)
os.fsync = counted(os.fsync)
sys.exit(command.main(["pull", "un_egov", "--from", {str(files)!r}]))
"""
    old = tree(copy)
    environment = {**os.environ, "STORE_DIR": str(copy / "store"), "CI": "1"}
    process = subprocess.run(
        [sys.executable, "-c", script], cwd=copy, env=environment, capture_output=True, check=False
    )
    assert process.returncode in (0, 9), process.stderr.decode()
    finish(copy, "build")
    after = tree(copy)
    changed = {name for name in after if after[name] != old.get(name)}
    assert after.keys() == old.keys()
    assert changed in (set(), {"manifest.json", "un_egov/epi.csv"})
