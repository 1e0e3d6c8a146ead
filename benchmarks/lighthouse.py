"""Google's Lighthouse, desktop settings, on the overview and on a bare Streamlit page."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.browser import FLAGS, chromium
from benchmarks.measure import Measure, between
from benchmarks.servers import ROOT, bare, dashboard

VERSION = "13.5.0"
TIMES = 3
ATTEMPTS = 3
"""Now and then Lighthouse misses the start of a page (NO_NAVSTART) and has to look again."""

CATEGORIES = ("performance", "accessibility", "best-practices")

Report = dict[str, Any]


def _program() -> Path | None:
    """Return Lighthouse, installed from npm into a folder that git ignores; None without npm."""
    folder = ROOT / ".node" / f"lighthouse-{VERSION}"
    program = folder / "node_modules" / ".bin" / "lighthouse"
    npm = shutil.which("npm")
    if not program.exists() and npm:
        folder.mkdir(parents=True, exist_ok=True)
        quiet = ["--silent", "--no-audit", "--no-fund", "--no-package-lock", "--no-save"]
        command = [npm, "install", *quiet, "--prefix", str(folder), f"lighthouse@{VERSION}"]
        subprocess.run(command, check=True)
    return program if program.exists() else None


def _report(program: Path, address: str, place: Path) -> Report:
    out = place / "report.json"
    chrome = " ".join(["--headless=new", *FLAGS])
    command = [
        str(program),
        address,
        "--preset=desktop",
        f"--only-categories={','.join(CATEGORIES)}",
        "--output=json",
        f"--output-path={out}",
        "--quiet",
        f"--chrome-flags={chrome}",
    ]
    said = ""
    for _ in range(ATTEMPTS):
        done = subprocess.run(
            command,
            env={**os.environ, "CHROME_PATH": chromium()},
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode == 0:
            report: Report = json.loads(out.read_text("utf-8"))
            return report
        said = done.stderr
    raise SystemExit(f"Lighthouse gave no report of {address}:\n{said}")


def _compared(ours: list[Report], other: list[Report]) -> list[Measure]:
    def row(name: str, read: Callable[[Report], float], unit: str, aim: str = "") -> Measure:
        return between(
            name, [read(each) for each in ours], [read(each) for each in other], unit, aim
        )

    aims = {"performance": "30 more than bare", "accessibility": "100", "best-practices": "100"}
    scores = [
        row(name, lambda each, name=name: each["categories"][name]["score"] * 100, "of 100", aim)
        for name, aim in aims.items()
    ]
    times = [
        row(
            name,
            lambda each, audit=audit: each["audits"][audit]["numericValue"] / 1000,
            "s",
            aim,
        )
        for name, audit, aim in (
            ("first paint", "first-contentful-paint", "under a third"),
            ("largest paint", "largest-contentful-paint", ""),
            ("blocked", "total-blocking-time", ""),
        )
    ]
    shift = row(
        "layout shift", lambda each: each["audits"]["cumulative-layout-shift"]["numericValue"], ""
    )
    return [*scores, *times, shift]


def _failed(report: Report) -> list[str]:
    """Return what keeps accessibility and best practices below 100."""
    audits = report["audits"]
    return [
        f"{category}: {audits[part['id']]['title']}"
        for category in CATEGORIES[1:]
        for part in report["categories"][category]["auditRefs"]
        if part["weight"] and audits[part["id"]]["score"] not in (None, 1)
    ]


def measure() -> list[Measure]:
    """Return the comparison; the two take turns. Without npm there is none, and it says so."""
    program = _program()
    if program is None:
        print(
            "  Lighthouse needs npm (apt-get install npm, or brew install node).", file=sys.stderr
        )
        return []
    ours: list[Report] = []
    other: list[Report] = []
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        with dashboard(place) as own, bare(place) as plain:
            own.rest()
            for turn in range(TIMES + 1):
                for found, server in ((ours, own), (other, plain)):
                    report = _report(program, f"{server.address}/?lang=en", place)
                    if turn:  # the first visitor waits for modules
                        found.append(report)
    for fault in sorted({fault for report in ours for fault in _failed(report)}):
        print(f"  ours, {fault}")
    return _compared(ours, other)
