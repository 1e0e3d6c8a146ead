"""./run bench [NAME ...] [--json FILE]: print ratios; nothing is asserted and nothing written."""

from __future__ import annotations

import argparse
import importlib
import json
import sys
from pathlib import Path

NAMES = ("build", "lighthouse", "browser", "sessions")


def main() -> int:
    """Run the benchmarks asked for and print what they measured."""
    parser = argparse.ArgumentParser(prog="./run bench")
    parser.add_argument("name", nargs="*", help=f"of {', '.join(NAMES)}; all where none is given")
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    unknown = [name for name in asked.name if name not in NAMES]
    if unknown:
        parser.error(f"unknown {', '.join(unknown)}; known are {', '.join(NAMES)}")
    found = {}
    for name in asked.name or NAMES:
        print(f"{name} ...", file=sys.stderr)
        found[name] = importlib.import_module(f"benchmarks.{name}").measure()
        for key, value in found[name].items():
            print(f"{name:10} {key:28} {value:10.3f}")
    if asked.json:
        asked.json.write_text(json.dumps(found, indent=1), "utf-8")
    return 0


sys.exit(main())
