"""No network but this machine's own, and one true store for all tests."""

from __future__ import annotations

import ipaddress
import os
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from serving import serve

from etl import build, refresh

ROOT = Path(__file__).parents[1]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-expected", action="store_true", help="rewrite tests/expected from the store"
    )


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse every connection that would leave the machine."""
    connect = socket.socket.connect

    def guarded(own: socket.socket, address: Any) -> None:
        if own.family in (socket.AF_INET, socket.AF_INET6):
            host = str(address[0])
            local = host == "localhost" or ipaddress.ip_address(host).is_loopback
            assert local, f"a test asked for {host}"
        connect(own, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture(scope="session")
def store_dir(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Build the true store once and make it the one that the application reads."""
    folder = tmp_path_factory.mktemp("store")
    build.build(folder)
    before = os.environ.get("STORE_DIR")
    os.environ["STORE_DIR"] = str(folder)
    yield folder
    assert not (folder / refresh.NAME).exists(), "a test wrote its record beside the store of all"
    if before is None:
        del os.environ["STORE_DIR"]
    else:
        os.environ["STORE_DIR"] = before


@pytest.fixture(scope="session")
def served(store_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the dashboard and return its address, without a slash at the end."""
    with serve(ROOT, store_dir, tmp_path_factory.mktemp("server")) as address:
        yield address
