"""Killed at any moment, a pull or a build leaves a working dashboard."""

from __future__ import annotations

import json
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

from etl import manifest

MOMENTS = 4


@pytest.fixture
def light(copy: Path) -> Path:
    """Return a copy that holds the UN survey alone: a store of it is made many times here."""
    folder = copy / "data" / "published"
    whole = json.loads((folder / "manifest.json").read_text("utf-8"))
    for source in whole.keys() - {"un_egov"}:
        del whole[source]
        shutil.rmtree(folder / source)
    (folder / "manifest.json").write_text(manifest.text(whole), "utf-8")
    return copy


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
        assert store.execute("SELECT count(*) > 10000 FROM observation").fetchall() == [(True,)]
    return version


def tree(home: Path) -> dict[str, bytes]:
    folder = home / "data" / "published"
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.startswith(".")
    }


def changed() -> list[list[str]]:
    """Return the 2024 edition with another e-participation index of Jordan."""
    rows = native_rows("2024")
    for row in rows[1:]:
        if row[1].startswith("Jordan"):
            row[4] = "0.61000"
    return rows


def length(home: Path, *arguments: str) -> float:
    begin = time.monotonic()
    finish(home, *arguments)
    return time.monotonic() - begin


def test_kill_during_a_pull(light: Path, tmp_path: Path) -> None:
    finish(light, "build")
    files = tmp_path / "files"
    files.mkdir()
    (files / "EGOV_DATA_2024.csv").write_bytes(csv_text(changed()))
    old = tree(light)
    trial = tmp_path / "trial"
    shutil.copytree(light, trial)
    whole = length(trial, "pull", "un_egov", "--from", str(files))
    new = tree(trial)
    assert new != old
    for moment in range(MOMENTS):
        shutil.rmtree(trial)
        shutil.copytree(light, trial)
        process = start(trial, "pull", "un_egov", "--from", str(files))
        # Most of the time goes into starting; the moments are dense where files are written.
        time.sleep(whole * (0.5 + 0.7 * moment / MOMENTS))
        process.send_signal(signal.SIGKILL)
        process.communicate()
        works(trial)
        finish(trial, "build")
        after = tree(trial)
        assert after in (old, new)
        works(trial)
        finish(trial, "pull", "un_egov", "--from", str(files))
        assert tree(trial) == new


def test_kill_during_a_build(light: Path, tmp_path: Path) -> None:
    finish(light, "build")
    first = works(light)
    units = light / "data" / "units.toml"
    units.write_text(units.read_text("utf-8") + "\n# another data version\n", "utf-8")
    trial = tmp_path / "trial"
    shutil.copytree(light, trial)
    whole = length(trial, "build")
    second = works(trial)
    assert second != first
    for moment in range(MOMENTS):
        shutil.rmtree(trial)
        shutil.copytree(light, trial)
        process = start(trial, "build")
        time.sleep(whole * (0.3 + 0.75 * moment / MOMENTS))
        process.send_signal(signal.SIGKILL)
        process.communicate()
        assert works(trial) in (first, second)
        finish(trial, "build")
        assert works(trial) == second
        assert not list((trial / "store").glob(".draft-*"))


STEPS = """
import os, pathlib, shutil, sys
import duckdb
from etl import __main__ as command, build, publish, registry
registry.sources()
left = 0

def counted(place, name):
    real = getattr(place, name)
    def step(*given, **named):
        global left
        left -= 1
        if left == 0:
            os._exit(9)  # as by kill -9: nothing is cleaned up
        return real(*given, **named)
    setattr(place, name, step)

for place, name in (
    (pathlib.Path, "replace"), (pathlib.Path, "unlink"), (pathlib.Path, "mkdir"),
    (pathlib.Path, "write_text"), (shutil, "copyfile"), (os, "unlink"), (os, "fsync"),
    (duckdb, "connect"), (build.filling, "declare"), (build.filling.checks, "run"),
):
    counted(place, name)

def end(point, *arguments):
    # Runs a command in a child that ends at its n-th step; says whether it ran to its end.
    global left
    child = os.fork()
    if child == 0:
        left = point
        os._exit(command.main(arguments))
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert code in (0, 9), code
    return code == 0

def tree(folder):
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*")) if path.is_file() and path.name[0] != "."
    }

def fresh(folder, copy):
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(folder, copy)
    return copy
"""

PULL = """
figures, files, work = map(pathlib.Path, sys.argv[1:])
old = tree(figures)
publish.PUBLISHED = fresh(figures, work / "new")
assert end(0, "pull", "un_egov", "--from", str(files))
new = tree(publish.PUBLISHED)
assert old.keys() == new.keys() and old != new
seen = []
for point in range(1, 200):
    publish.PUBLISHED = fresh(figures, work / "spoiled")
    done = end(point, "pull", "un_egov", "--from", str(files))
    with build.staging.held(publish.PUBLISHED):
        build.filling.manifest.verify(publish.PUBLISHED, registry.sources())
    after = tree(publish.PUBLISHED)
    assert after in (old, new), point
    seen.append(after == new)
    if done:
        break
assert done and seen == sorted(seen) and not seen[0] and seen[-1], seen
print(point)
"""

BUILD = """
_, _, work = map(pathlib.Path, sys.argv[1:])
store = work / "store"
assert end(0, "build", "--store-dir", str(store))
first = build.current(store)
build.SCHEMA = work / "schema.sql"
build.SCHEMA.write_text((pathlib.Path(registry.ROOT) / "etl/schema.sql").read_text() + "-- more")
second = build.data_version()
for point in range(1, 200):
    copy = fresh(store, work / "spoiled_store")
    done = end(point, "build", "--store-dir", str(copy))
    version = build.current(copy)
    assert version == second if done else version in (first, second), point
    check = os.fork()
    if check == 0:
        with duckdb.connect(copy / f"{version}.duckdb", read_only=True) as own:
            rows = own.execute("SELECT count(*) FROM observation").fetchall()[0][0]
            os._exit(0 if rows > 10000 else 1)
    assert os.waitpid(check, 0)[1] == 0, point
    if done:
        break
    if point % 5 == 0:
        assert end(0, "build", "--store-dir", str(copy)) and build.current(copy) == second
        assert not list(copy.glob(".draft-*")), point
assert done and version == second
print(point)
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork, which this system does not have")
@pytest.mark.parametrize("steps", [PULL, BUILD], ids=["pull", "build"])
def test_an_end_at_every_single_step(light: Path, tmp_path: Path, steps: str) -> None:
    """Systematic: the process ends at its n-th step, for every n."""
    files, work = tmp_path / "files", tmp_path / "work"
    files.mkdir()
    work.mkdir()
    (files / "EGOV_DATA_2024.csv").write_bytes(csv_text(changed()))
    process = subprocess.run(
        [sys.executable, "-c", STEPS + steps, light / "data" / "published", files, work],
        cwd=light,
        env={**os.environ, "CI": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert process.returncode == 0, process.stderr
    assert int(process.stdout.split()[-1]) > 10, "too few steps were seen"
