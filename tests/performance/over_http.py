"""Commands over HTTP, one worker: ours beside a bare FastAPI endpoint that validates the same body."""

import http.client
import json
import os
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen
from uuid import uuid4

import psycopg

from infrastructure import bootstrap
from tests.performance.commands import registered
from tests.performance.measuring import rate, say, take_turns
from tests.support.server import Server
from tests.support.tree import free_port

CALLERS, EACH, CASES = 16, 60, 120
PACED, PACES = 4, 5
"""Seconds at half of the rate that was reached, and how often."""
PROBED = 0.04
"""Seconds between two single rows that are committed meanwhile."""
Call = Callable[[int, int], None]
Times = tuple[float, float]


def measured(server: Server, folder: Path) -> dict[str, object]:
    """Requests a second of both, their ratio, and our latencies at half load."""
    say("commands over HTTP, one worker, 16 connections")
    settings = server.settings(folder)
    with bootstrap.opened(settings) as plant:
        cases = registered(plant, CALLERS, CASES)
        _, token = plant.system.directory.issue_token(role="clerk", org="office", name="bench")
    told = {"HUYING_DATABASE_URL": settings.database_url, "HUYING_KEEPER_DATABASE_URL": settings.keeper_database_url}
    environ = {name: value for name, value in told.items() if value} | {"HUYING_VAR": str(settings.var)}
    environ |= {"HUYING_LOG_LEVEL": "warning"}
    ours = ["-m", "interfaces", "serve"]
    port, bare_port = free_port(), free_port()
    bare = ["-m", "uvicorn", "tests.performance.bare:app", "--port", str(bare_port), "--no-access-log"]
    with served(ours, port, environ), served(bare, bare_port, {}):
        act, other = caller(port, cases, token), caller(bare_port, cases, token)
        contenders = {
            "ours: triage over HTTP": lambda: rate(CALLERS, EACH, act),
            "a bare endpoint, the same body": lambda: rate(CALLERS, EACH, other),
        }
        found = take_turns(contenders, "per second")
        mine, theirs = contenders
        return {"http_vs_bare": found.ratio(mine, theirs)} | at_half_load(act, found.medians[mine] / 2, server)


def at_half_load(act: Call, wanted: float, server: Server) -> dict[str, object]:
    """Our latencies at so many a second, beside those of single rows that are committed meanwhile."""
    ours, floor = list[Times](), list[Times]()
    for _ in range(PACES):
        with committing(server) as meanwhile:
            ours.append(told(paced(act, wanted)))
        floor.append(told(meanwhile))
        (p50, p99), (row50, row99) = ours[-1], floor[-1]
        say(
            f"  at half load: p50 {p50:.1f} ms, p99 {p99:.1f} ms; a single row meanwhile {row50:.1f} ms, {row99:.1f} ms"
        )
    tails = [round(statistics.median(p99 / p50 for p50, p99 in times), 2) for times in (ours, floor)]
    return {"http_p99_vs_p50_at_half_load": tails[0], "single_row_p99_vs_p50_meanwhile": tails[1]}


@contextmanager
def committing(server: Server) -> Iterator[list[float]]:
    """Seconds that the commits of single rows take, one every `PROBED` seconds, as long as this lasts."""
    seconds, over = list[float](), threading.Event()

    def commit() -> None:
        with psycopg.connect(server.url("postgres", server.database()), autocommit=True) as conn:
            conn.execute("CREATE TABLE floor (body text)")
            while not over.wait(PROBED):
                began = time.perf_counter()
                conn.execute("INSERT INTO floor VALUES (repeat('x', 400))")
                seconds.append(time.perf_counter() - began)

    thread = threading.Thread(target=commit)
    thread.start()
    try:
        yield seconds
    finally:
        over.set()
        thread.join()


def told(seconds: list[float]) -> Times:
    """Median and 99th percentile, in milliseconds."""
    return statistics.median(seconds) * 1000, statistics.quantiles(seconds, n=100)[98] * 1000


@contextmanager
def served(command: list[str], port: int, environ: dict[str, str]) -> Iterator[None]:
    """A server in a process of its own, until it answers."""
    env = {k: v for k, v in os.environ.items() if not k.startswith("HUYING_")} | environ | {"HUYING_PORT": str(port)}
    process = subprocess.Popen([sys.executable, "-W", "ignore", *command], env=env, stderr=subprocess.DEVNULL)
    try:
        give_up = time.monotonic() + 60
        while True:
            try:
                urlopen(f"http://127.0.0.1:{port}/openapi.json", timeout=2).close()
                break
            except (URLError, OSError):
                assert process.poll() is None and time.monotonic() < give_up, "the server did not start"
                time.sleep(0.2)
        yield
    finally:
        process.terminate()
        process.wait(20)


def caller(port: int, cases: list[list[object]], token: str) -> Call:
    """Each caller triages cases of its own over a connection of its own, each request under a key of its own."""
    kept, turn, client = threading.local(), count(), uuid4().hex

    def act(number: int, n: int) -> None:
        connection = getattr(kept, "connection", None)
        if connection is None:
            connection = kept.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        nth = next(turn)
        body = json.dumps({"category": f"HC-{nth}", "track": "T3", "urgency": "U3"})
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        headers["Idempotency-Key"] = f"{client}-{nth}"
        connection.request("POST", f"/api/v1/suggestions/{cases[number][n % CASES]}/triage", body, headers)
        answer = connection.getresponse()
        said = answer.read()
        assert answer.status == 200, said

    return act


def paced(act: Call, wanted: float) -> list[float]:
    """The seconds each request took, at so many a second."""
    times: list[float] = []
    pause, began = CALLERS / wanted, time.perf_counter()

    def call(number: int) -> None:
        n = 0
        while (now := time.perf_counter()) - began < PACED:
            due = began + (n + number / CALLERS) * pause
            time.sleep(max(due - now, 0))
            start = time.perf_counter()
            act(number, n)
            times.append(time.perf_counter() - start)
            n += 1

    threads = [threading.Thread(target=call, args=(number,)) for number in range(CALLERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return times
