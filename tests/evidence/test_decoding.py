"""Events read from their leaves are the events that were stored, without what was sealed."""

from dataclasses import MISSING, fields, is_dataclass, replace
from datetime import timedelta
from typing import Any

import pytest

from domain.evidence.entries import entry_of
from domain.evidence.malformed import Malformed
from domain.shared.sealed import Sealed
from domain.verification.decoding import classes, recorded
from infrastructure.event_store.leaves import leaves
from infrastructure.event_store.mapper import to_stored
from infrastructure.event_store.names import CLASSES
from tests.evidence.histories import Act, leaves_of, random_lives
from tests.evidence.logbook import FOUNDED, Members, edited
from tests.evidence.signers import ORIGIN
from tests.support.samples import CASE, STAMP, sample

REQUIRED = [
    (name, field.name)
    for name, cls in sorted(CLASSES.items())
    for field in fields(cls)
    if field.default is MISSING and field.default_factory is MISSING
]
"""Fields that no event of a kind is without."""
FIELDS = [(name, field.name) for name, cls in sorted(CLASSES.items()) for field in fields(cls)]
TIMES: dict[str, Members] = {
    "no time": {"at": None},
    "a time that is a number": {"at": 1},
    "a time that is no time": {"at": "yesterday"},
    "a time without its zone": {"at": "2026-03-02T09:30:00"},
    "an occurrence that is no time": {"occurred": "yesterday"},
    "an occurrence that is a number": {"occurred": 1},
}


def leaf_of(name: str) -> bytes:
    """The leaf of a sample event, every field filled."""
    row = to_stored(CASE, 3, sample(CLASSES[name]), STAMP, "fingerprint")
    return leaves(ORIGIN, FOUNDED, [(1, row)])[0]


def bare(value: Any) -> Any:
    """The value as a leaf tells it: no ciphertext."""
    if isinstance(value, Sealed):
        return Sealed(value.kid, "", value.d)
    if isinstance(value, tuple):
        return tuple(bare(one) for one in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{field.name: bare(getattr(value, field.name)) for field in fields(value)})
    return value


def test_every_event_of_the_store_is_known_by_its_name() -> None:
    assert {f"{name}.v1": cls for name, cls in classes().items()} == dict(CLASSES)


@pytest.mark.parametrize("name", sorted(CLASSES))
def test_an_event_is_read_with_every_field_it_was_stored_with(name: str) -> None:
    event, stamp = recorded(entry_of(leaf_of(name)))
    assert event == bare(sample(CLASSES[name]))
    assert (stamp.at, stamp.by, stamp.command_id) == (STAMP.at, STAMP.by, STAMP.command_id)
    assert stamp.occurred_at == STAMP.occurred_at == stamp.at - timedelta(hours=2)


@pytest.mark.parametrize("seed", range(4))
def test_an_event_of_a_life_is_read_on_the_day_the_office_recorded_it(seed: int) -> None:
    acts: list[Act] = random_lives(40, seed)
    told = [(event, stamp) for act in acts for event, stamp in act.entries]
    for raw, (event, stamp) in zip(leaves_of(acts, 1), told, strict=True):
        found, read = recorded(entry_of(raw))
        assert type(found) is type(event)
        assert (read.at, read.today, read.occurred_on) == (stamp.at, stamp.today, stamp.occurred_on)


@pytest.mark.parametrize(("name", "field"), FIELDS)
def test_an_event_with_a_value_of_another_type_is_refused(name: str, field: str) -> None:
    raw = edited(leaf_of(name), lambda members: members["data"]["data"].update({field: [[]]}))
    with pytest.raises(Malformed):
        recorded(entry_of(raw))


@pytest.mark.parametrize(("name", "field"), REQUIRED)
def test_an_event_that_lacks_what_none_is_without_is_refused(name: str, field: str) -> None:
    empty = edited(leaf_of(name), lambda members: members["data"]["data"].update({field: None}))
    absent = edited(leaf_of(name), lambda members: members["data"]["data"].pop(field))
    for raw in (empty, absent):
        with pytest.raises(Malformed):
            recorded(entry_of(raw))


@pytest.mark.parametrize("name", sorted(CLASSES))
def test_an_event_with_a_field_nobody_knows_is_refused(name: str) -> None:
    raw = edited(leaf_of(name), lambda members: members["data"]["data"].update(mood="good"))
    with pytest.raises(Malformed):
        recorded(entry_of(raw))


@pytest.mark.parametrize("name", TIMES)
def test_an_event_without_its_times_is_refused(name: str) -> None:
    raw = edited(leaf_of("suggestion.closed.v1"), lambda members: members["data"]["meta"].update(TIMES[name]))
    with pytest.raises(Malformed):
        recorded(entry_of(raw))


@pytest.mark.parametrize(
    "topic", ["", "closed", "suggestion.closed", "suggestion.closed.v10", "x.suggestion.closed.v1"]
)
def test_a_topic_of_another_form_is_refused(topic: str) -> None:
    raw = edited(leaf_of("suggestion.closed.v1"), lambda members: members.update(topic=topic))
    with pytest.raises(Malformed):
        recorded(entry_of(raw))
