"""Whatever is killed and whenever: what was acknowledged is there, once, and the views catch up."""

import base64
import json
import threading
import time
from pathlib import Path
from random import Random
from typing import Any

import httpx2
import pytest

from tests.support.load import Worker
from tests.support.tree import PATIENCE, VICTIMS, Tree, running

WORKERS = 3
KILLS = pytest.mark.parametrize("kills", [10, pytest.param(60, marks=pytest.mark.soak)])


def done_by(workers: list[Worker]) -> int:
    """Commands acknowledged so far."""
    return sum(len(receipts) for w in workers for receipts in list(w.acknowledged.values()))


def wait_for_more(tree: Tree, workers: list[Worker], more: int) -> None:
    """Wait until the people at work got some further."""
    wanted, give_up = done_by(workers) + more, time.monotonic() + PATIENCE
    while done_by(workers) < wanted:
        assert not any(w.unexpected for w in workers), [w.unexpected for w in workers]
        assert time.monotonic() < give_up, f"no progress: {tree.last_words()}"
        time.sleep(0.05)


def disturb(tree: Tree, workers: list[Worker], kills: int) -> None:
    """Kill at random moments; each kind of victim in turn, in random order."""
    random = Random(kills)
    victims = [v for _ in range(kills) for v in random.sample(VICTIMS, len(VICTIMS))]
    for victim in victims[:kills]:
        wait_for_more(tree, workers, 5)
        time.sleep(random.random() * 0.3)
        tree.kill(random, victim)
    wait_for_more(tree, workers, 10)


def all_events(http: httpx2.Client) -> list[dict[str, Any]]:
    """The whole log, by the feed."""
    found: list[dict[str, Any]] = []
    while True:
        after = found[-1]["position"] if found else 0
        answer = http.get(f"/events?limit=1000&after={after}")
        answer.raise_for_status()
        if not answer.json():
            return found
        found += answer.json()


def assert_dense(http: httpx2.Client, positions: list[int]) -> None:
    """Every position is an event's, or one of the log's own acts."""
    assert positions == sorted(set(positions))
    for gap in sorted(set(range(1, positions[-1])) - set(positions)):
        proof = sealed_proof(http, gap)
        extra = next(line for line in proof.split("\n") if line.startswith("extra "))
        entry = json.loads(base64.b64decode(extra.removeprefix("extra ")))["entry"]
        assert json.loads(entry)["v"] == "tlog-heads/1"


def sealed_proof(http: httpx2.Client, position: int) -> str:
    """The proof of a leaf, once the sealer has come that far."""
    give_up = time.monotonic() + PATIENCE
    while (answer := http.get(f"/log/proof?position={position}")).status_code == 503:
        assert time.monotonic() < give_up, "the log is not sealed"
        time.sleep(0.2)
    return str(answer.text)


def check(tree: Tree, token: str, workers: list[Worker]) -> None:
    """Compare what was acknowledged with what is there."""
    headers = {"Authorization": f"Bearer {token}"}
    acknowledged = {case: receipts for w in workers for case, receipts in w.acknowledged.items()}
    with httpx2.Client(base_url=f"{tree.url}/api/v1", headers=headers, timeout=30, trust_env=False) as http:
        events = all_events(http)
        assert_dense(http, [e["position"] for e in events])
        by_case: dict[str, list[str]] = {}
        for event in events:
            by_case.setdefault(event["subject"], []).append(event["type"])
        wanted = ["suggestion.received", "suggestion.transferred"]
        assert by_case == dict.fromkeys(acknowledged, wanted)
        positions = [r["position"] for receipts in acknowledged.values() for r in receipts]
        assert sorted(positions) == [e["position"] for e in events]
        wait_for_views(http, events[-1]["position"], len(acknowledged))


def wait_for_views(http: httpx2.Client, head: int, cases: int) -> None:
    """The register shows every case, all of them transferred."""
    give_up = time.monotonic() + PATIENCE
    while (answer := http.get(f"/suggestions?after={head}&stage=transferred&count=true&limit=1")).status_code == 503:
        assert time.monotonic() < give_up, "the views did not catch up"
    assert answer.json()["count"] == cases


@KILLS
def test_what_was_acknowledged_survives_any_kill_exactly_once_and_the_log_stays_sound(
    tmp_path: Path, kills: int
) -> None:
    stop = threading.Event()
    with running(tmp_path) as tree:
        token = tree.token("supervisor")
        workers = [Worker(tree.url, token, stop) for _ in range(WORKERS)]
        for worker in workers:
            worker.start()
        disturb(tree, workers, kills)
        stop.set()
        for worker in workers:
            worker.join(PATIENCE)
        assert not any(w.unexpected for w in workers), [w.unexpected for w in workers]
        assert sum(w.repeats for w in workers) > 0, "nobody noticed the kills"
        tree.wait_until_ready()
        check(tree, token, workers)
        report = tree.verified()
        assert report["verdict"] == "sound", [one for one in report["checks"] if one["verdict"] != "sound"]
