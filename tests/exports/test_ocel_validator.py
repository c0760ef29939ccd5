"""Our own validator: sound documents pass, each kind of defect is named, and nothing makes it stumble."""

import copy
from collections.abc import Callable
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from application.exports.validating import Counts, faults
from tests.exports.logs import MANNERS, demo_year, document, everything

Document = dict[str, Any]
Spoil = Callable[[Document], object]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


def event(document: Document, number: int = 0) -> Any:
    """One of its events."""
    return document["events"][number]


def thing(document: Document, kind: str = "case") -> Any:
    """The first of its objects of a type."""
    return next(one for one in document["objects"] if one["type"] == kind)


def attribute(one: Any, name: str) -> Any:
    """One of its attributes."""
    return next(a for a in one["attributes"] if a["name"] == name)


DEFECTS: dict[str, tuple[Spoil, str]] = {
    "an event id stands twice": (lambda d: event(d, 1).update(id=event(d)["id"]), "The event id"),
    "an object id stands twice": (lambda d: d["objects"].append(copy.deepcopy(thing(d))), "The object id"),
    "an event type is declared twice": (lambda d: d["eventTypes"].append(d["eventTypes"][0]), "The event type"),
    "an event is of an undeclared type": (lambda d: event(d).update(type="vanished"), "undeclared type vanished"),
    "an object is of an undeclared type": (lambda d: thing(d).update(type="ghost"), "undeclared type ghost"),
    "an event has an undeclared attribute": (
        lambda d: event(d)["attributes"].append({"name": "mood", "value": "good"}),
        "undeclared attribute mood",
    ),
    "an object has an undeclared attribute": (
        lambda d: attribute(thing(d), "number").update(name="mood"),
        "undeclared attribute mood",
    ),
    "an attribute is of a type OCEL does not know": (
        lambda d: d["eventTypes"][0]["attributes"][0].update(type="colour"),
        "no attribute type colour",
    ),
    "an event has no object": (lambda d: event(d)["relationships"].clear(), "has no object"),
    "an event is related to nothing": (
        lambda d: event(d)["relationships"][0].update(objectId="case:nowhere"),
        "related to case:nowhere, which does not exist",
    ),
    "an object is related to nothing": (
        lambda d: thing(d)["relationships"][0].update(objectId="unit:nowhere"),
        "related to unit:nowhere, which does not exist",
    ),
    "an event's relation has no qualifier": (
        lambda d: event(d)["relationships"][0].pop("qualifier"),
        "events/0/relationships/0 has no qualifier",
    ),
    "an event's relation has an empty qualifier": (
        lambda d: event(d)["relationships"][0].update(qualifier=""),
        "qualifier is no text, or empty",
    ),
    "an object's relation has no qualifier": (
        lambda d: thing(d)["relationships"][0].pop("qualifier"),
        "relationships/0 has no qualifier",
    ),
    "a relation stands twice": (
        lambda d: event(d)["relationships"].append(dict(event(d)["relationships"][0])),
        "The relation of event",
    ),
    "an event has no time": (lambda d: event(d).pop("time"), "events/0 has no time"),
    "an event's time has no zone": (
        lambda d: event(d).update(time="2026-03-02T09:00:00.000000"),
        "no instant with an offset",
    ),
    "an event's time is no instant": (
        lambda d: event(d).update(time="2026-02-30T09:00:00+08:00"),
        "no instant with an offset",
    ),
    "an attribute's time has no zone": (
        lambda d: attribute(thing(d), "status").update(time="2026-03-02T09:00:00"),
        "not timed by an instant",
    ),
    "a recording time has no zone": (
        lambda d: attribute(event(d), "recorded_at").update(value="2026-03-02T09:00:00"),
        "recorded_at of event",
    ),
    "a number is written as text": (lambda d: attribute(event(d), "leaf_index").update(value="1"), "is no integer"),
    "a number is written as yes or no": (lambda d: attribute(event(d), "version").update(value=True), "is no integer"),
    "yes or no is written as a number": (
        lambda d: [a.update(value=1) for e in d["events"] for a in e["attributes"] if a["name"] == "reached"],
        "is no boolean",
    ),
    "an event does not tell its leaf": (
        lambda d: event(d)["attributes"].remove(attribute(event(d), "leaf_hash")),
        "does not tell its leaf_hash",
    ),
    "two events claim one leaf": (
        lambda d: attribute(event(d, 1), "leaf_index").update(value=1),
        "2 events claim the leaf 1",
    ),
    "an event has an attribute twice": (
        lambda d: event(d)["attributes"].append(attribute(event(d), "version")),
        "The attribute of event",
    ),
    "an object has two values at one instant": (
        lambda d: attribute(thing(d), "number").update(name="status", time="2026-03-01T00:00:00Z"),
        "2 values of status at one instant",
    ),
    "an event is missing": (lambda d: d["events"].pop(), "There are 11 events, not 12"),
    "an object nobody speaks of is there": (
        lambda d: d["objects"].append({"id": "unit:x", "type": "unit", "attributes": [], "relationships": []}),
        "There are 14 objects, not 13",
    ),
    "a relation is missing": (lambda d: event(d)["relationships"].pop(), "e2o, not 39"),
    "a member is there that OCEL does not know": (lambda d: d.update(version="2.0"), "which OCEL does not know"),
}
WHOLE = Counts(events=12, objects=13, e2o=39, o2o=9)


@pytest.mark.parametrize("profile", MANNERS)
def test_a_demo_year_is_sound_for_everybody(profile: str) -> None:
    records = demo_year()
    assert faults(document(records, MANNERS[profile]), Counts(events=len(records))) == []


def test_acts_that_speak_of_everything_are_sound() -> None:
    assert faults(document(everything()), WHOLE) == []


@pytest.mark.parametrize("defect", DEFECTS)
def test_a_defect_is_refused_by_name(defect: str) -> None:
    spoil, told = DEFECTS[defect]
    spoiled = document(everything())
    spoil(spoiled)
    found = faults(spoiled, WHOLE)
    assert any(told in fault for fault in found), found


def test_more_than_twenty_defects_are_known() -> None:
    assert len(DEFECTS) >= 20


@given(JSON)
def test_anything_that_is_no_document_is_refused_in_words(value: Any) -> None:
    found = faults(value)
    assert found and all(isinstance(fault, str) for fault in found)


@given(st.integers(0, 2**32), JSON)
def test_a_value_put_anywhere_into_a_document_never_makes_it_stumble(seed: int, value: Any) -> None:
    random, spoiled = Random(seed), copy.deepcopy(SOUND)
    place: Any = spoiled
    while True:
        key = random.choice(list(place) if isinstance(place, dict) else range(len(place)))
        if not isinstance(place[key], dict | list) or not place[key] or random.random() < 0.2:
            break
        place = place[key]
    place[key] = value
    assert all(isinstance(fault, str) for fault in faults(spoiled, WHOLE))


SOUND = document(everything())
