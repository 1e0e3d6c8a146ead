"""CPU seconds of the server for a session, at 1, 50 and 200 sessions opening within a second."""

from __future__ import annotations

import asyncio

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import connect

from benchmarks import serving

SIZES = (1, 50, 200)


async def _session(url: str, query: str, delay: float) -> None:
    """Open a page as a browser does, and stay until its script has finished."""
    await asyncio.sleep(delay)
    address = url.replace("http", "ws") + "/_stcore/stream"
    async with connect(
        address, subprotocols=["streamlit"], origin=url, max_size=None, open_timeout=120
    ) as line:
        message = BackMsg()
        message.rerun_script.query_string = query
        await line.send(message.SerializeToString())
        while True:
            answer = ForwardMsg()
            answer.ParseFromString(await asyncio.wait_for(line.recv(), 120))
            if answer.WhichOneof("type") == "script_finished":
                return


async def _burst(url: str, query: str, count: int) -> None:
    await asyncio.gather(*(_session(url, query, place / count) for place in range(count)))


def _cpu(server: serving.Server, query: str, count: int) -> float:
    before = server.cpu()
    asyncio.run(_burst(server.url, query, count))
    return (server.cpu() - before) / count


def measure() -> dict[str, float]:
    """Return CPU seconds a session of the overview and of the bare tuned page, and ratios."""
    found: dict[str, float] = {}
    with serving.bare(*serving.TUNED) as bare, serving.dashboard() as dashboard:
        for server, query in ((bare, ""), (dashboard, "lang=en")):
            asyncio.run(_burst(server.url, query, 2))  # imports and first fills of caches
        for count in SIZES:
            rounds = 10 if count == 1 else 2
            own = [_cpu(dashboard, "lang=en", count) for _ in range(rounds)]
            other = [_cpu(bare, "", count) for _ in range(rounds)]
            found[f"cpu_{count}"] = sum(own) / rounds
            found[f"cpu_{count}_bare"] = sum(other) / rounds
            found[f"ratio_{count}"] = sum(own) / sum(other)
    found["growth_1_to_200"] = found["cpu_200"] / found["cpu_1"]
    return found
