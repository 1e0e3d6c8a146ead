"""The dashboard and the bare page, each served by a process of its own on a free port."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil
import requests

ROOT = Path(__file__).parents[1]
TUNED = ("--runner.postScriptGC", "false", "--server.fileWatcherType", "none")
"""The two settings that cost a busy Streamlit server most; with them it is the floor."""

PLAIN = ("--server.headless", "true", "--browser.gatherUsageStats", "false")
INDICATORS = ("egdi", "osi", "hci", "tii", "epi")


@dataclass(frozen=True)
class Server:
    """A running server: where it listens and its process."""

    address: str
    process: psutil.Process

    def cpu(self) -> float:
        """Return the processor seconds that the server has used."""
        times = self.process.cpu_times()
        return float(times.user + times.system)

    def memory(self) -> float:
        """Return the server's resident memory in megabytes."""
        return float(self.process.memory_info().rss / 1e6)

    def rest(self) -> None:
        """Wait until the server has nothing to do (it packs its files after it has started)."""
        quiet = 0
        while quiet < 4:
            before = self.cpu()
            time.sleep(0.25)
            quiet = quiet + 1 if self.cpu() - before < 0.02 else 0


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def _served(
    script: Path, folder: Path, options: tuple[str, ...], environment: Mapping[str, str]
) -> Iterator[Server]:
    port = _free_port()
    command = [sys.executable, "-m", "streamlit", "run", str(script), "--server.port", str(port)]
    log = folder / f"{port}.log"
    with log.open("wb") as out:
        process = subprocess.Popen(
            [*command, "--server.address", "127.0.0.1", *options],
            cwd=folder,
            env={**os.environ, **environment},
            stdout=out,
            stderr=subprocess.STDOUT,
        )
    address = f"http://127.0.0.1:{port}"
    try:
        _wait(process, address, log)
        yield Server(address, psutil.Process(process.pid))
    finally:
        process.terminate()
        process.wait(20)


def _wait(process: subprocess.Popen[bytes], address: str, log: Path) -> None:
    end = time.monotonic() + 180
    while time.monotonic() < end and process.poll() is None:
        try:
            if requests.get(f"{address}/_stcore/health", timeout=5).ok:
                return
        except requests.RequestException:  # not up yet, or slow on a busy machine
            time.sleep(0.1)
    raise SystemExit(f"A server did not start:\n{log.read_text()}")


@contextmanager
def dashboard(folder: Path) -> Iterator[Server]:
    """Serve the dashboard with a store of its own."""
    store = {"STORE_DIR": str(folder / "store")}
    with _served(ROOT / "dashboard.py", folder, (), store) as server:
        yield server


@contextmanager
def bare(folder: Path, options: tuple[str, ...] = ()) -> Iterator[Server]:
    """Serve a page of one choice and one chart; its charts are those of our overview."""
    script = shutil.copy(Path(__file__).with_name("bare.py"), folder)
    figures = folder / "figures.json"
    if not figures.exists():
        figures.write_text(json.dumps(_figures(folder)), "utf-8")
    with _served(Path(script), folder, (*PLAIN, *options), {"FIGURES": str(figures)}) as server:
        yield server


def _figures(folder: Path) -> dict[str, object]:
    os.environ["STORE_DIR"] = str(folder / "store")
    from app import choices, headlines, store

    version, today = store.current(), choices.today()
    views = {
        indicator: headlines.view(version, "en", "overview", {"indicator": indicator}, today)
        for indicator in INDICATORS
    }
    return {
        indicator: json.loads(view.exhibit("ranking").figure.to_json())
        for indicator, view in views.items()
    }
