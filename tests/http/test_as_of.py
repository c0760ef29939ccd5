"""A case as the office knew it at any moment equals what its history says, read a second time."""

from bisect import bisect_right
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from random import Random
from urllib.parse import quote

import pytest

from tests.support.client import Client
from tests.support.fold import Card, Json, facts_of
from tests.support.random_cases import append_all, in_order, lives

INSTANTS = 3
CASES = pytest.mark.parametrize(("count", "kinds"), [(30, 20), pytest.param(1000, 30, marks=pytest.mark.soak)])


def cards(lines: list[Json]) -> list[Json]:
    """The card after every line."""
    card, found = Card(), []
    for line in lines:
        card.add(line)
        found.append(card.facts())
    return found


def random_instant(random: Random, recorded: list[datetime]) -> datetime:
    """Somewhere between a day before the first and a day after the last; now and then exactly on an event."""
    if random.random() < 0.3:
        return random.choice(recorded)
    first, last = recorded[0] - timedelta(days=1), recorded[-1] + timedelta(days=1)
    return first + random.random() * (last - first)


def check_versions(api: Client, case: str, expected: list[Json]) -> None:
    """Every version reads as the card did."""
    for version, facts in enumerate(expected, start=1):
        read = api.case(case, query=f"?version={version}")
        assert facts_of(read) == facts, (case, version)
        assert read["is_current"] == (version == len(expected))
    assert api.get(f"/suggestions/{case}?version={len(expected) + 1}").status_code == 404


def check_instants(api: Client, case: str, lines: list[Json], expected: list[Json]) -> None:
    """Random instants read as the card did then."""
    random, recorded = Random(case), [datetime.fromisoformat(line["recorded_at"]) for line in lines]
    for _ in range(INSTANTS):
        at = random_instant(random, recorded)
        known = bisect_right(recorded, at)
        query = f"?at={quote(at.isoformat())}"
        if known == 0:
            assert api.get(f"/suggestions/{case}{query}").status_code == 404
            continue
        read = api.case(case, query=query)
        assert facts_of(read) == expected[known - 1], (case, at)
        assert datetime.fromisoformat(read["known_at"]) == at
        then = api.get(f"/suggestions/{case}/history{query}").json()["items"]
        assert then == lines[:known]


def check(api: Client, case: str) -> Counter[str]:
    """Compare one case, at every version and some instants; return what happened in it."""
    lines = api.get(f"/suggestions/{case}/history").json()["items"]
    assert [line["version"] for line in lines] == list(range(1, len(lines) + 1))
    expected = cards(lines)
    check_versions(api, case, expected)
    check_instants(api, case, lines, expected)
    return Counter(line["event"] for line in lines)


@CASES
def test_every_version_and_any_instant_reads_as_the_history_tells(api: Client, count: int, kinds: int) -> None:
    found = lives(api.plant, count, seed=count)
    list(append_all(api.plant, in_order(found)))
    with ThreadPoolExecutor(6) as pool:
        happened = sum(pool.map(lambda life: check(api, str(life.id)), found), Counter[str]())
    assert len(happened) >= kinds, f"too little happened: {happened}"


def test_both_a_version_and_an_instant_is_one_question_too_many(api: Client) -> None:
    case = api.receive()["id"]
    answer = api.get(f"/suggestions/{case}?version=1&at=2026-03-01T00:00:00Z")
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "version")


def test_an_instant_without_its_offset_is_refused(api: Client) -> None:
    case = api.receive()["id"]
    assert api.get(f"/suggestions/{case}?at=2026-03-01T00:00:00").status_code == 422
