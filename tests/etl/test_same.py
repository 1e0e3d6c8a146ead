"""The same inputs give the same bytes and the same data version, wherever and however they lie."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from conftest import different
from shapes import SDG, csv_text, native_rows, published, undp_objects, wide

from etl import registry

EVENING = 1_901_217_600
"""20:00 UTC on the last day of March 2030: in Tokyo it is April."""

RUN = """
import sys
from etl import __main__ as command, build
assert command.main(["pull", "--from", sys.argv[1]]) == 0
print(build.data_version())
"""


def bodies() -> dict[str, bytes]:
    """Return files of every kind: some are declared copies, others are dated by their files."""
    found = {"EGOV_DATA_2024.csv": csv_text(native_rows("2024"))}
    for name in ("treaties/crpd_year", "gems/gems", "itu_gci/gci", "unctad/ict_goods"):
        rows = published(*name.split("/"))
        noted = name.startswith("treaties")
        lines = [["iso3", "year", "value", *(["note"] if noted else [])]]
        lines += [[f.iso3, str(f.year), f.value, *([f.note] if noted else [])] for f in rows]
        found[f"{name}.csv"] = csv_text(lines)
    itu = registry.sources()["itu"]
    found |= {f"{itu.series()[each].code}_WIDEF.csv": wide(each, itu) for each in itu.series()}
    for iso3, own in undp_objects().items():
        if iso3 in ("JOR", "EGY", "MAR", "TUN", "FRA"):
            found[f"objects/{iso3}.json"] = json.dumps({"tsData": own}).encode()
    return found


def run(copy: Path, files: Iterable[tuple[str, bytes]], work: Path, **setting: str) -> str:
    """Pull files, written in the order given, into a copy and return its data version."""
    for name, body in files:
        path = work / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(body)
        os.utime(path, (EVENING, EVENING))
    process = subprocess.run(
        [sys.executable, "-c", RUN, str(work)],
        cwd=copy,
        env={**os.environ, "CI": "1", **setting},
        capture_output=True,
        check=False,
    )
    assert process.returncode == 0, process.stderr.decode()
    return process.stdout.decode().split()[-1]


def tree(home: Path) -> dict[str, bytes]:
    folder = home / "data" / "published"
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and not path.name.startswith(".")
    }


def test_time_zone_language_and_order_of_the_files_change_nothing(
    copy: Path, tmp_path: Path
) -> None:
    """An undeclared file is dated in UTC; nothing hangs on the order of a set or of a folder."""
    # The Arab states alone are fewer than what is published: the first pull is of an empty copy.
    shutil.rmtree(copy / "data" / "published")
    files = bodies()
    settings = [
        {"TZ": "UTC", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "1"},
        {"TZ": "Asia/Tokyo", "LC_ALL": "C", "PYTHONHASHSEED": "77"},
    ]
    versions, trees = [], []
    for place, setting in enumerate(settings):
        home = tmp_path / f"home{place}"
        shutil.copytree(copy, home)
        order = list(files.items()) if place == 0 else reversed(list(files.items()))
        versions.append(run(home, order, tmp_path / f"files{place}", **setting))
        trees.append(tree(home))
    assert different(*trees) == []
    assert versions[0] == versions[1]
    assert b",2030-03-31," in trees[0]["unctad/ict_goods.csv"]
    assert b",2030-03," in trees[0]["itu/mobile_broadband.csv"]
    given = [name for name in trees[0] if name.startswith("un_sdg/")]
    assert len(given) > len(SDG.live_series()) / 2
