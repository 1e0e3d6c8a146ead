"""Servers to measure: the dashboard, and the bare page as it comes or tuned alike."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil
import requests

ROOT = Path(__file__).parents[1]
TUNED = ["--runner.postScriptGC=false", "--server.fileWatcherType=none"]


@dataclass(frozen=True)
class Server:
    """A served application: its address and its process."""

    url: str
    process: psutil.Process

    def cpu(self) -> float:
        """Return the CPU seconds that the server has used."""
        times = self.process.cpu_times()
        return float(times.user + times.system)


def free_port() -> int:
    """Return a port on which nothing listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def serve(script: Path, *flags: str) -> Iterator[Server]:
    """Serve a Streamlit script until the block ends."""
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", str(script), f"--server.port={port}"]
    command += ["--server.address=127.0.0.1", "--server.headless=true", *flags]
    with tempfile.TemporaryDirectory() as folder:
        process = subprocess.Popen(
            command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        url = f"http://127.0.0.1:{port}"
        try:
            end = time.monotonic() + 60
            while time.monotonic() < end:
                try:
                    if requests.get(f"{url}/_stcore/health", timeout=2).ok:
                        break
                except requests.ConnectionError:
                    time.sleep(0.1)
            time.sleep(6)  # until what is packed at start is packed
            yield Server(url, psutil.Process(process.pid))
        finally:
            process.terminate()
            process.wait(20)


def dashboard() -> object:
    """Serve the dashboard."""
    return serve(ROOT / "dashboard.py")


def bare(*flags: str) -> object:
    """Serve the bare page."""
    return serve(ROOT / "benchmarks" / "bare.py", "--browser.gatherUsageStats=false", *flags)


def chromium() -> str:
    """Return the path of the system's Chromium."""
    return os.environ["CHROMIUM"]
