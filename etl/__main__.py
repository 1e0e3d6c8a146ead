"""The commands of an operator: python -m etl pull | build | status | practices."""

from __future__ import annotations

import argparse
import datetime
import json
import sys
from collections.abc import Sequence
from pathlib import Path

import duckdb

from etl import build, editors, pull
from etl.faults import Fault


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code: 0 done, 1 refused or failed, 2 wrong use."""
    parser = argparse.ArgumentParser(prog="python -m etl", description="Figures and the store.")
    commands = parser.add_subparsers(dest="command", required=True)
    pull_ = commands.add_parser("pull", help="sources to published figures")
    pull_.add_argument("source", nargs="*", help="source ids; all where none is given")
    pull_.add_argument("--from", dest="folder", type=Path, help="a folder of the producers' files")
    pull_.add_argument("--base-url", action="append", default=[], metavar="SOURCE=URL")
    pull_.add_argument("--accept-shrink", action="store_true", help="accept fewer states or years")
    build_ = commands.add_parser("build", help="published figures to a checked store")
    build_.add_argument("--store-dir", type=Path)
    status_ = commands.add_parser("status", help="what this copy holds")
    status_.add_argument("--json", action="store_true")
    editors.add_commands(commands)
    try:
        asked = parser.parse_args(arguments)
    except SystemExit as done:
        return int(done.code or 0)
    try:
        if asked.command == "pull":
            return pull.run(asked)
        if asked.command == "build":
            print(f"Data version {build.build(asked.store_dir)} is current.")
            return 0
        if asked.command == "practices":
            return editors.run(asked)
        return status(as_json=asked.json)
    except Fault as fault:
        print(f"{fault}.", file=sys.stderr)
        return 1
    except OSError as error:
        print(f"{error}; make room or grant the right to write, then repeat.", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Stopped; figures and store are as they were.", file=sys.stderr)
        return 1


def status(*, as_json: bool) -> int:
    """Print what the current store holds, by source; exit code 1 where there is none."""
    folder = build.default_dir()
    version = build.current(folder)
    if version is None:
        print(f"There is no store in {folder}; run “python -m etl build”.", file=sys.stderr)
        return 1
    with duckdb.connect(folder / f"{version}.duckdb", read_only=True) as store:
        built = store.execute("SELECT built_at FROM build").fetchall()[0][0]
        rows = store.execute(
            """
            SELECT source_id, max(edition), max(coalesce(retrieved_on, released_on))::VARCHAR,
                   count(observation.iso3),
                   count(DISTINCT observation.iso3) FILTER (country.arab)
            FROM source LEFT JOIN edition USING (source_id)
            LEFT JOIN observation USING (edition_id) LEFT JOIN country USING (iso3)
            GROUP BY ALL ORDER BY any_value(source.position)
            """
        ).fetchall()
    today = datetime.datetime.now(datetime.UTC).date()
    found = [
        {
            "source": source_id,
            "edition": edition,
            "retrieved_on": day,
            "rows": count,
            "arab_states": states,
            "age_days": (today - datetime.date.fromisoformat(day)).days if day else None,
        }
        for source_id, edition, day, count, states in rows
    ]
    if as_json:
        print(json.dumps({"data_version": version, "built_at": f"{built}Z", "sources": found}))
        return 0
    print(f"Data version {version}, built {built:%Y-%m-%d %H:%M} UTC")
    for row in found:
        if row["edition"] is None:
            print(f"{row['source']:12} not yet retrieved")
            continue
        dated = f", of {row['retrieved_on']}, {row['age_days']} days old"
        print(
            f"{row['source']:12} edition {row['edition']}, {row['rows']} rows, "
            f"{row['arab_states']} of 22{dated if row['retrieved_on'] else ''}"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
