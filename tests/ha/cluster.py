"""Three PostgreSQL servers under Patroni, etcd and HAProxy on this machine, by the very files the containers run.

A test bench, not a deployment: a real one has three machines, and three members of etcd.
"""

import json
import os
import re
import signal
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

import httpx2
import psycopg
from psycopg.conninfo import make_conninfo

from tests.ha.processes import ROOT, Bench, bench, patroni_program, server_programs, wait_until
from tests.support.tree import free_port

DEPLOYED = ROOT / "infrastructure" / "deployment" / "ha"
NAMES = ("patroni1", "patroni2", "patroni3")
PASSWORD = "lab"
PATH = "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin"


@dataclass(slots=True)
class Member:
    """One server and its agent."""

    name: str
    port: int = field(default_factory=free_port)
    api: int = field(default_factory=free_port)
    agent: "subprocess.Popen[bytes] | None" = None


class Cluster:
    """The servers and the ways into them."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench
        self._programs, self._patroni = server_programs(bench), patroni_program(bench)
        self._members = {name: Member(name) for name in NAMES}
        text = (DEPLOYED / "patroni.yml").read_text(encoding="utf-8")
        self._configuration = bench.written("patroni.yml", text)
        self._etcd = free_port()
        self.write_port, self.read_port = free_port(), free_port()

    def start(self) -> None:
        """Start everything, the first server before the others, and wait until the cluster is whole."""
        self._start_etcd()
        for name in NAMES:
            self.rejoin(name)
            if name == NAMES[0]:
                wait_until(lambda: self.primary() == NAMES[0], lambda: self._bench.last_words(NAMES[0]))
        config = self._bench.written("haproxy.cfg", self._haproxy())
        self._bench.start("haproxy", ["haproxy", "-db", "-f", config], {"PATH": PATH})
        self.wait_until_whole()
        wait_until(self._reachable, lambda: self._bench.last_words("haproxy"))

    def url(self, user: str, *, port: int | None = None, database: str = "huying") -> str:
        """The DSN of a role through HAProxy; the port says whether to the primary or to a replica."""
        wanted = port or self.write_port
        return make_conninfo(host="127.0.0.1", port=wanted, user=user, password=PASSWORD, dbname=database)

    def replica_urls(self) -> list[str]:
        """The superuser's DSN of each member that does not lead, past HAProxy."""
        first = self.primary()
        return [self.url("postgres", port=m.port) for m in self._members.values() if m.name != first]

    def primary(self) -> str | None:
        """The member that holds the lead, by its own word."""
        for member in self._members.values():
            if self._status(member, "primary") == 200:
                return member.name
        return None

    def kill_primary(self) -> str:
        """Kill the agent and the server at one blow, as if the machine were gone; return which it was."""
        name = self.primary()
        assert name is not None
        agent = self._members[name].agent
        assert agent is not None
        for pid in (agent.pid, self._postmaster(name)):
            os.kill(pid, signal.SIGKILL)
        agent.wait()
        return name

    def wait_for_another_primary(self, killed: str) -> None:
        """Wait until somebody else leads."""
        wait_until(lambda: self.primary() not in (None, killed), lambda: f"nobody took the lead: {self._view()}")

    def rejoin(self, name: str) -> None:
        """Start the agent of a member; it starts the server, rewound where it must be."""
        member = self._members[name]
        command = [*self._patroni, self._configuration]
        member.agent = self._bench.start(name, command, self._environment(member))

    def wait_until_whole(self) -> None:
        """Wait for one primary, one standby that must have every commit, and another that follows."""
        wait_until(self._whole, lambda: f"{self._view()}\n{self._bench.last_words(NAMES[0])}")

    def _whole(self) -> bool:
        members = self._view()
        following = [
            m["role"] for m in members if m["state"] == "streaming" and m["timeline"] == self._timeline(members)
        ]
        return sorted(following) == ["replica", "sync_standby"]

    @staticmethod
    def _timeline(members: list[dict[str, Any]]) -> int | None:
        return next((m["timeline"] for m in members if m["role"] == "leader" and m["state"] == "running"), None)

    def _view(self) -> list[dict[str, Any]]:
        for member in self._members.values():
            with suppress(httpx2.HTTPError, json.JSONDecodeError):
                answer = httpx2.get(f"http://127.0.0.1:{member.api}/cluster", timeout=2, trust_env=False)
                return list(answer.json()["members"])
        return []

    def _status(self, member: Member, question: str) -> int:
        with suppress(httpx2.HTTPError):
            return httpx2.get(f"http://127.0.0.1:{member.api}/{question}", timeout=2, trust_env=False).status_code
        return 0

    def _reachable(self) -> bool:
        with suppress(psycopg.OperationalError):
            for port in (self.write_port, self.read_port):
                psycopg.connect(self.url("postgres", port=port), connect_timeout=2).close()
            return True
        return False

    def _postmaster(self, name: str) -> int:
        return int((self._bench.folder / name / "postmaster.pid").read_text().split("\n", 1)[0])

    def _start_etcd(self) -> None:
        client, peer = f"http://127.0.0.1:{self._etcd}", f"http://127.0.0.1:{free_port()}"
        command = ["etcd", "--name", "lab", "--data-dir", str(self._bench.folder / "etcd"), "--log-level", "error"]
        command += ["--listen-client-urls", client, "--advertise-client-urls", client, "--listen-peer-urls", peer]
        command += ["--initial-advertise-peer-urls", peer, "--initial-cluster", f"lab={peer}"]
        self._bench.start("etcd", command, {"PATH": PATH})

    def _environment(self, member: Member) -> Mapping[str, str]:
        """What the containers are given by compose and by their image."""
        folder = self._bench.folder
        address, api = f"127.0.0.1:{member.port}", f"127.0.0.1:{member.api}"
        accounts = {
            f"PATRONI_{kind}_{what}": value
            for kind, user in (("SUPERUSER", "postgres"), ("REPLICATION", "replicator"), ("REWIND", "rewinder"))
            for what, value in (("USERNAME", user), ("PASSWORD", PASSWORD))
        }
        return accounts | {
            "PATH": f"{self._programs}:{PATH}",
            "PATRONI_NAME": member.name,
            "PATRONI_ETCD3_HOSTS": f"127.0.0.1:{self._etcd}",
            "PATRONI_RESTAPI_LISTEN": api,
            "PATRONI_RESTAPI_CONNECT_ADDRESS": api,
            "PATRONI_POSTGRESQL_LISTEN": address,
            "PATRONI_POSTGRESQL_CONNECT_ADDRESS": address,
            "PATRONI_POSTGRESQL_BIN_DIR": str(self._programs),
            "PATRONI_POSTGRESQL_DATA_DIR": str(folder / member.name),
            "PATRONI_POSTGRESQL_PGPASS": str(folder / f"{member.name}.pgpass"),
        }

    def _haproxy(self) -> str:
        """The deployed file, with this machine's addresses in place of the containers'."""
        text = (DEPLOYED / "haproxy.cfg").read_text(encoding="utf-8")
        for member in self._members.values():
            there = f"{member.name}:5432 check port 8008"
            text = text.replace(there, f"127.0.0.1:{member.port} check port {member.api}")
        ports = iter((self.write_port, self.read_port, free_port()))
        return re.sub(r"bind :\d+", lambda _: f"bind 127.0.0.1:{next(ports)}", text)


@contextmanager
def running_cluster() -> Iterator[Cluster]:
    """A whole cluster."""
    with bench() as folder:
        cluster = Cluster(folder)
        cluster.start()
        yield cluster
