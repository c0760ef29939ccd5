"""The log: dense, complete for whoever follows it, and never half written."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from itertools import islice
from random import Random
from uuid import uuid4

import pytest

from application.ports import Append, LostRace
from domain.shared.identity import CommandId, SuggestionId
from domain.shared.sealed import Sealed
from domain.shared.stamp import Stamp
from domain.suggestion import events
from infrastructure.bootstrap import Plant
from tests.support.commands import CLERK

TOKEN = Sealed("k-0", "AAAA", "AAAA")


def batch(case: SuggestionId, after: int, count: int = 1) -> Append:
    """Notes on a file, by one command."""
    now = datetime.now(UTC)
    stamp = Stamp(at=now, by=CLERK, command_id=CommandId(uuid4()), occurred_at=now)
    notes = tuple((events.Annotated(text=TOKEN), stamp) for _ in range(count))
    return Append(case=case, after_version=after, entries=notes, fingerprint="f")


def a_case() -> SuggestionId:
    """A case nobody has used."""
    return SuggestionId(uuid4())


def contend(plant: Plant, cases: list[SuggestionId], seed: int, rounds: int) -> tuple[int, int]:
    """Append to shared cases as fast as possible; return events kept and races lost."""
    random, kept, lost = Random(seed), 0, 0
    for _ in range(rounds):
        case = random.choice(cases)
        after = len(plant.system.log.history(case))
        wanted = batch(case, after, random.randint(1, 3))
        try:
            kept += len(plant.system.log.append([wanted]))
        except LostRace:
            lost += 1
    return kept, lost


def tail(plant: Plant, stop: threading.Event) -> list[int]:
    """Follow the log as a projector does; return the positions seen."""
    seen: list[int] = []
    while True:
        over = stop.is_set()
        records = plant.system.log.after(seen[-1] if seen else 0, 7)
        seen.extend(r.position for r in records)
        if over and not records:
            return seen


def test_positions_are_dense_under_contention_and_a_reader_misses_none(plant: Plant) -> None:
    cases, stop = [a_case() for _ in range(3)], threading.Event()
    start = plant.system.log.head()
    with ThreadPoolExecutor(9) as pool:
        reader = pool.submit(tail, plant, stop)
        results = list(pool.map(lambda seed: contend(plant, cases, seed, 40), range(8)))
        stop.set()
        seen = reader.result()
    kept, lost = sum(k for k, _ in results), sum(n for _, n in results)
    assert lost > 0, "the threads never met"
    assert seen == list(range(1, start + kept + 1))
    assert plant.system.log.head() == start + kept
    for case in cases:
        versions = [r.version for r in plant.system.log.history(case)]
        assert versions == list(range(1, len(versions) + 1))


def test_a_lost_race_keeps_nothing_of_the_batch(plant: Plant) -> None:
    taken, free = a_case(), a_case()
    plant.system.log.append([batch(taken, 0)])
    head = plant.system.log.head()
    with pytest.raises(LostRace):
        plant.system.log.append([batch(free, 0, 2), batch(taken, 0)])
    assert plant.system.log.history(free) == ()
    assert plant.system.log.head() == head


def test_a_batch_appended_twice_is_recognised_by_its_bytes(plant: Plant) -> None:
    wanted = [batch(a_case(), 0, 2), batch(a_case(), 0)]
    first = plant.system.log.append(wanted)
    head = plant.system.log.head()
    assert list(plant.system.log.append(wanted)) == list(first)
    assert plant.system.log.head() == head


def test_another_batch_in_the_same_place_is_not_taken_for_the_first(plant: Plant) -> None:
    case = a_case()
    plant.system.log.append([batch(case, 0)])
    with pytest.raises(LostRace):
        plant.system.log.append([batch(case, 0)])


def test_a_batch_half_of_which_is_in_has_lost(plant: Plant) -> None:
    known, case = batch(a_case(), 0), a_case()
    plant.system.log.append([known])
    with pytest.raises(LostRace):
        plant.system.log.append([known, batch(case, 0)])
    assert plant.system.log.history(case) == ()


def test_a_gap_in_versions_is_no_append(plant: Plant) -> None:
    case, head = a_case(), plant.system.log.head()
    with pytest.raises(LostRace):
        plant.system.log.append([batch(case, 4)])
    assert plant.system.log.head() == head


def test_a_hundred_writers_of_one_version_leave_one(plant: Plant) -> None:
    case = a_case()

    def write(_: int) -> bool:
        try:
            plant.system.log.append([batch(case, 0)])
        except LostRace:
            return False
        return True

    with ThreadPoolExecutor(16) as pool:
        assert sum(pool.map(write, range(100))) == 1
    assert len(plant.system.log.history(case)) == 1


def test_histories_stop_at_the_position_asked_for(plant: Plant) -> None:
    case = a_case()
    records = plant.system.log.append([batch(case, 0, 5)])
    found = plant.system.log.histories([case], records[2].position)
    assert found[case] == tuple(islice(records, 3))


def test_a_reader_at_the_head_is_given_nothing(plant: Plant) -> None:
    assert plant.system.log.after(plant.system.log.head(), 100) == []
