"""No fact holds a person's words in the clear: free text is sealed, and everything else has a type of its own."""

import dataclasses
import typing
from collections.abc import Iterator
from datetime import datetime

import pytest

from domain.shared.sealed import Sealed
from domain.suggestion import commands, events

EVENTS = typing.get_args(events.Event)
COMMANDS = typing.get_args(commands.Command)


def _types(kind: typing.Any, seen: frozenset[type] = frozenset()) -> Iterator[typing.Any]:
    yield kind
    for part in typing.get_args(kind):
        yield from _types(part, seen)
    if dataclasses.is_dataclass(kind) and kind not in seen and kind is not Sealed:
        for hint in typing.get_type_hints(kind).values():
            yield from _types(hint, seen | {typing.cast(type, kind)})


@pytest.mark.parametrize("kind", [*EVENTS, *COMMANDS], ids=lambda kind: kind.__name__)
def test_no_field_is_a_bare_string_or_a_naive_bag(kind: type) -> None:
    found = set(_types(kind))
    assert not found & {str, bytes, dict, object, typing.Any}


@pytest.mark.parametrize("kind", EVENTS, ids=lambda kind: kind.__name__)
def test_an_event_is_frozen_and_holds_no_clock_of_its_own(kind: type) -> None:
    assert kind.__dataclass_params__.frozen  # type: ignore[attr-defined]
    assert datetime not in typing.get_type_hints(kind).values()


def test_the_words_a_voter_says_are_sealed() -> None:
    said = typing.get_type_hints(events.Received)
    assert said["text"] is Sealed
    assert set(typing.get_args(said["title"])) == {Sealed, type(None)}
