"""python -m benchmarks [NAME ...] [--json FILE]: measure, print, assert nothing."""

from __future__ import annotations

import argparse
import json
import os
import platform
from dataclasses import asdict
from importlib import import_module
from pathlib import Path

from benchmarks.measure import head, line

NAMES = {
    "build": "Build of the store against a bare COPY",
    "refresh": "Unchanged refresh of all live sources, answers after 100 ms",
    "parsing": "Parsing every source against a plain read of the same files",
    "verdicts": "Trends of 22 states against every benchmark, at once against cell by cell",
    "exports": "Downloads over HTTP against a bare COPY of the same rows",
    "lighthouse": "Lighthouse, desktop: overview against a bare Streamlit page",
    "browser": "Chromium: overview against a bare Streamlit page with one chart",
    "steps": "Steps of a story in Chromium against a choice on a bare page with one chart",
    "sessions": "Sessions opening within a second against a bare tuned Streamlit page",
}


def main() -> None:
    """Run the benchmarks that were asked for, all where none was."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(NAMES))
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write the figures here")
    asked = parser.parse_args()
    unknown = sorted(set(asked.names) - set(NAMES))
    if unknown:
        parser.error(f"no benchmark is called {', '.join(unknown)}; there are {', '.join(NAMES)}")
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    found = {}
    for name in asked.names or NAMES:
        print(f"\n{head(NAMES[name])}", flush=True)
        measures = import_module(f"benchmarks.{name}").measure()
        found[name] = [{**asdict(each), "ratio": each.ratio} for each in measures]
        for each in measures:
            print(line(each), flush=True)
    if asked.json:
        asked.json.write_text(json.dumps(found, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    main()
