"""Lighthouse, desktop: the overview against a bare Streamlit page."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from benchmarks import serving

VERSION = "13.5.0"
ASKED = ["performance", "accessibility", "best-practices"]


def _report(command: list[str], url: str, folder: Path) -> dict[str, Any]:
    target = folder / "report.json"
    flags = "--headless=new --no-sandbox --disable-gpu --disable-background-networking"
    subprocess.run(
        [
            *command,
            url,
            "--preset=desktop",
            "--quiet",
            "--output=json",
            f"--output-path={target}",
            f"--only-categories={','.join(ASKED)}",
            f"--chrome-flags={flags}",
        ],
        check=True,
        env={**os.environ, "CHROME_PATH": serving.chromium()},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        timeout=300,
    )
    return dict(json.loads(target.read_text("utf-8")))


def _figures(report: dict[str, Any], prefix: str) -> dict[str, float]:
    found = {
        f"{prefix}_{name.replace('-', '_')}": round(100 * report["categories"][name]["score"])
        for name in ASKED
    }
    audits = report["audits"]
    found[f"{prefix}_first_paint_ms"] = audits["first-contentful-paint"]["numericValue"]
    found[f"{prefix}_largest_paint_ms"] = audits["largest-contentful-paint"]["numericValue"]
    found[f"{prefix}_layout_shift"] = audits["cumulative-layout-shift"]["numericValue"]
    return found


def measure() -> dict[str, float]:
    """Return scores and first paint of both, and what is gained."""
    if not shutil.which("npm"):
        raise RuntimeError("Lighthouse needs Node's npm: apt-get install npm")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        install = ["npm", "install", "--prefix", name, f"lighthouse@{VERSION}"]
        subprocess.run(install, check=True, timeout=600, **quiet)  # type: ignore[call-overload]
        command = [str(folder / "node_modules" / ".bin" / "lighthouse")]
        found: dict[str, float] = {}
        with serving.bare() as server:
            found |= _figures(_report(command, server.url, folder), "bare")
        with serving.dashboard() as server:
            found |= _figures(_report(command, f"{server.url}/?lang=en", folder), "overview")
    gained = found["overview_performance"] - found["bare_performance"]
    share = found["overview_first_paint_ms"] / found["bare_first_paint_ms"]
    return {**found, "performance_gained": gained, "first_paint_ratio": share}
