"""Processor seconds a session costs the server when many open within a second.

A session here is what a browser does on the websocket: it connects, asks for a run of the page
and reads until the run is over. The clients share the machine with the server, so the time until
all are done says less than the processor seconds of the server's process.
"""

from __future__ import annotations

import asyncio
import tempfile
import time
from collections.abc import Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from statistics import quantiles
from urllib.parse import urlencode

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import connect

from benchmarks.measure import Measure
from benchmarks.servers import TUNED, Server, bare, dashboard

SIZES = (1, 50, 200)
REPEATS = {1: 20, 50: 2, 200: 1}
"""One session costs about as much as the clock of processor time can tell: it is repeated."""

SAME = ("/", {"lang": "en"})
STATES = "DZA BHR COM DJI EGY IRQ JOR KWT LBN LBY MRT MAR OMN PSE QAT SAU SOM SDN SYR TUN ARE YEM"
MIXED = [
    link
    for iso3 in STATES.split()
    for lang in ("en", "ar")
    for link in (
        ("/", {"lang": lang, "group": "gcc", "indicator": "osi"}),
        ("/country", {"lang": lang, "country": iso3}),
        ("/compare", {"lang": lang, "country": f"{iso3},EGY"}),
    )
]

Link = tuple[str, dict[str, str]]


async def _session(address: str, link: Link, delay: float) -> float:
    """Open a session after a delay and return the seconds until its first run was over."""
    await asyncio.sleep(delay)
    start = time.perf_counter()
    path, asked = link
    place = address.replace("http", "ws", 1) + "/_stcore/stream"
    async with connect(place, subprotocols=["streamlit"], max_size=None, open_timeout=120) as line:
        message = BackMsg()
        message.rerun_script.query_string = urlencode(asked)
        message.rerun_script.page_name = path.strip("/")
        await line.send(message.SerializeToString())
        while True:
            answer = ForwardMsg.FromString(await line.recv())
            if answer.WhichOneof("type") == "script_finished":
                return time.perf_counter() - start


async def _burst(address: str, links: Sequence[Link]) -> list[float]:
    spread = 1 / len(links) if len(links) > 1 else 0
    sessions = (_session(address, link, place * spread) for place, link in enumerate(links))
    return await asyncio.gather(*sessions)


def _cost(server: Server, links: Sequence[Link], times: int) -> tuple[float, float, float]:
    """Return processor seconds a session, seconds until all were done, 95th percentile."""
    before, start, waits = server.cpu(), time.perf_counter(), []
    for _ in range(times):
        waits += asyncio.run(_burst(server.address, links))
    whole = (time.perf_counter() - start) / times
    server.rest()
    late = quantiles(waits, n=20)[-1] if len(waits) > 1 else waits[0]
    return (server.cpu() - before) / len(waits), whole, late


def _links(size: int, kind: Sequence[Link]) -> list[Link]:
    return [kind[place % len(kind)] for place in range(size)]


def _costs(
    serving: AbstractContextManager[Server], kind: Sequence[Link]
) -> dict[int, tuple[float, float, float, float]]:
    with serving as server:
        asyncio.run(_burst(server.address, [kind[0]]))  # the first session loads the modules
        server.rest()
        return {
            size: (*_cost(server, _links(size, kind), REPEATS[size]), server.memory())
            for size in SIZES
        }


def measure() -> list[Measure]:
    """Return the comparison at each size, first of equal views, then of many different ones."""
    measures = []
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        floor = _costs(bare(place, TUNED), [SAME])
        for words, kind in (("overview", [SAME]), ("132 different links", MIXED)):
            ours = _costs(dashboard(place), kind)
            for size in SIZES:
                name, aim = f"{words}, {size} at once", "flat, at most 1.5"
                of_ours, of_bare = ours[size], floor[size]
                times = REPEATS[size] * size
                measures += [
                    Measure(f"{name}: CPU", of_ours[0], of_bare[0], "s each", aim, times),
                    Measure(f"{name}: all done", of_ours[1], of_bare[1], "s", samples=times),
                    Measure(f"{name}: p95", of_ours[2], of_bare[2], "s", samples=times),
                ]
            last = SIZES[-1]
            measures.append(
                Measure(f"{words}: memory afterwards", ours[last][3], floor[last][3], "MB")
            )
    return measures
