"""Killing the primary again and again while people work, and reckoning up afterwards."""

import json
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from itertools import pairwise
from pathlib import Path

import httpx2
import psycopg
from psycopg import sql

from tests.ha.callers import Acknowledged, Callers
from tests.ha.cluster import Cluster
from tests.ha.processes import wait_until
from tests.support.tree import Tree

RESUMED_WITHIN = 90.0
"""Seconds within which everybody must be at work again; it takes about 20."""
SCHEMA = "huying_000000"
Say = Callable[[str], None]


@dataclass(slots=True)
class Figures:
    """What a run came to."""

    failovers: int = 0
    acknowledged: int = 0
    lost: int = 0
    doubled: int = 0
    outages_s: list[float] = field(default_factory=list)

    def save(self, path: Path) -> None:
        """Keep them for whoever asked for them."""
        path.write_text(json.dumps(asdict(self)), encoding="utf-8")


def settings_on(cluster: Cluster) -> dict[str, str]:
    """The settings of a service on the cluster, as compose gives them."""
    return {
        "HUYING_DATABASE_URL": cluster.url("huying_app"),
        "HUYING_KEEPER_DATABASE_URL": cluster.url("huying_keeper"),
        "HUYING_SEALER_DATABASE_URL": cluster.url("huying_sealer"),
        "HUYING_ADMIN_DATABASE_URL": cluster.url("postgres"),
        "HUYING_READ_DATABASE_URL": cluster.url("huying_app", port=cluster.read_port),
    }


def kill_primaries(cluster: Cluster, callers: Callers, kills: int, figures: Figures, say: Say) -> None:
    """Kill one primary after the other, each once the cluster is whole and everybody at work."""
    for number in range(1, kills + 1):
        cluster.wait_until_whole()
        at_work(callers, time.monotonic())
        before, killed_at = len(callers.told_at()), time.monotonic()
        killed = cluster.kill_primary()
        cluster.wait_for_another_primary(killed)
        resumed_at = at_work(callers, time.monotonic())
        figures.failovers += 1
        figures.outages_s.append(round(longest_silence(callers.told_at(), killed_at, resumed_at), 1))
        cluster.rejoin(killed)
        say(
            f"{number:2}. {killed} killed after {before} acknowledged, {cluster.primary()} leads: "
            f"no write for {figures.outages_s[-1]} s"
        )
    cluster.wait_until_whole()


def at_work(callers: Callers, since: float) -> float:
    """Wait until every caller was acknowledged something since a moment; return when that was so."""

    def going_on() -> bool:
        assert not callers.unexpected(), callers.unexpected()
        return callers.everyone_since(since)

    wait_until(going_on, lambda: "writes did not resume", RESUMED_WITHIN)
    return time.monotonic()


def longest_silence(told_at: list[float], begin: float, end: float) -> float:
    """The longest time between two acknowledgements around an interval."""
    return max(after - before for before, after in pairwise(told_at) if after >= begin and before <= end)


def reckon(cluster: Cluster, acknowledged: list[Acknowledged], figures: Figures) -> None:
    """Hold what was acknowledged against what is stored: each once, and nothing beside it."""
    query = sql.SQL("SELECT originator_id::text, originator_version, notification_id FROM {}").format(
        sql.Identifier(SCHEMA, "stored_events")
    )
    with psycopg.connect(cluster.url("postgres")) as conn:
        stored = [Acknowledged(*row) for row in conn.execute(query).fetchall()]
    told = set(acknowledged)
    figures.acknowledged = len(acknowledged)
    figures.lost = len(told - set(stored))
    figures.doubled = len(acknowledged) - len(told) + len(stored) - len(told & set(stored))


def wait_until_sealed(tree: Tree, token: str, position: int) -> None:
    """Wait until the log is published as far as a position."""

    def sealed() -> bool:
        headers = {"Authorization": f"Bearer {token}"}
        path = f"{tree.url}/api/v1/log/proof?position={position}"
        return httpx2.get(path, headers=headers, timeout=10, trust_env=False).status_code == 200

    wait_until(sealed, tree.last_words)
