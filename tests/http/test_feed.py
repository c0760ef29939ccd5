"""The feed of everything that happened."""

import json
from collections.abc import Iterator
from itertools import islice
from typing import Any

import pytest

from tests.support.client import API, TEXT, Client
from tests.support.walks import walk

Event = dict[str, Any]


@pytest.fixture(scope="module")
def head(api: Client) -> int:
    """The head of a log with one whole life in it, and a second begun."""
    walk(api, "archived")
    return int(walk(api, "handling")["position"])


def streamed(api: Client, query: str, count: int, last: str | None = None) -> list[Event]:
    """Listen until so many events came."""
    headers = api.headers("auditor") | ({"Last-Event-ID": last} if last else {})
    with api.http.stream("GET", f"{API}/events/stream{query}", headers=headers) as answer:
        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith("text/event-stream")
        return list(islice(parsed(answer.iter_lines()), count))


def parsed(lines: Iterator[str]) -> Iterator[Event]:
    """Server-sent events as they come."""
    event: Event = {}
    for line in lines:
        name, _, value = line.partition(": ")
        if line and name:
            event[name] = value
        elif not line and event:
            yield {"id": event["id"], "event": event["event"], "data": json.loads(event["data"])}
            event = {}


def test_events_come_as_cloud_events_in_total_order(api: Client, head: int) -> None:
    answer = api.get("/events?limit=1000", "auditor")
    assert answer.headers["content-type"].startswith("application/cloudevents-batch+json")
    batch = answer.json()
    assert [e["position"] for e in batch] == list(range(1, head + 1))
    assert answer.headers["huying-position"] == str(head)
    for event in batch:
        assert event["specversion"] == "1.0"
        assert {"id", "source", "type", "subject", "time", "datacontenttype", "data"} <= set(event)
        assert all(name.islower() and name.isalnum() for name in event)
    assert len({(e["source"], e["id"]) for e in batch}) == head


def test_pages_of_the_feed_join_without_gap_or_repeat(api: Client, head: int) -> None:
    seen, after = [], 0
    while batch := api.get(f"/events?limit=3&after={after}", "auditor").json():
        seen += [e["position"] for e in batch]
        after = seen[-1]
    assert seen == list(range(1, head + 1))


def test_only_wanted_types_come_and_the_place_moves_on_regardless(api: Client, head: int) -> None:
    answer = api.get("/events?types=received,closed&limit=1000", "auditor")
    assert {e["type"] for e in answer.json()} == {"suggestion.received", "suggestion.closed"}
    assert answer.headers["huying-position"] == str(head)


def test_sealed_text_stays_sealed_in_the_feed(api: Client, head: int) -> None:
    text = api.get("/events?limit=1000", "auditor").text
    assert TEXT not in text and "李某" not in text and '"$sealed"' in text and '"ct"' not in text


def test_a_stream_resumes_where_it_was_broken_off(api: Client, head: int) -> None:
    first = streamed(api, "", 4)
    rest = streamed(api, "", head - 4, last=first[-1]["id"])
    assert [int(e["id"]) for e in first + rest] == list(range(1, head + 1))
    assert all(e["data"]["type"] == f"suggestion.{e['event']}" for e in first + rest)


def test_a_stream_brings_what_happens_while_it_is_listened_to(api: Client, head: int) -> None:
    headers = api.headers("supervisor")
    with api.http.stream("GET", f"{API}/events/stream?after={api.head()}", headers=headers) as answer:
        case = api.receive()["id"]
        event = next(parsed(answer.iter_lines()))
    assert (event["event"], event["data"]["subject"]) == ("received", case)


@pytest.mark.parametrize("who", ["clerk", "department@x", "deputy", "caller", "admin", "data_officer", "chair"])
def test_the_feed_is_for_supervisors_and_auditors(api: Client, who: str) -> None:
    assert api.get("/events", who).status_code == 403
    assert api.get("/events/stream", who).status_code == 403
