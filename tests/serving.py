"""The dashboard on a free port, for tests that need a real server."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import requests


def free_port() -> int:
    """Return a port that nobody listens on now."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def serve(
    home: Path,
    store_dir: Path,
    folder: Path,
    more: Mapping[str, str] | None = None,
    port: int = 0,
) -> Iterator[str]:
    """Serve the dashboard of a checkout; its address is without a slash at the end.

    `more` is added to the environment; without a port a free one is taken.
    """
    port = port or free_port()
    log = folder / "log"
    command = [sys.executable, "-m", "streamlit", "run", str(home / "dashboard.py")]
    command += ["--server.port", str(port), "--server.address", "127.0.0.1"]
    environment = {**os.environ, "STORE_DIR": str(store_dir), **(more or {})}
    with log.open("wb") as out:
        # From another folder: nothing may depend on where the server is started.
        process = subprocess.Popen(
            command, cwd=folder, env=environment, stdout=out, stderr=subprocess.STDOUT
        )
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_until_healthy(process, address, log)
        yield address
    finally:
        process.terminate()
        process.wait(20)


def _wait_until_healthy(process: subprocess.Popen[bytes], address: str, log: Path) -> None:
    end = time.monotonic() + 180
    while time.monotonic() < end:
        assert process.poll() is None, f"the server stopped:\n{log.read_text()}"
        try:
            if requests.get(f"{address}/_stcore/health", timeout=5).ok:
                return
        except requests.RequestException:  # not up yet, or slow on a busy machine
            time.sleep(0.1)
    raise AssertionError(f"the server did not answer:\n{log.read_text()}")
