"""Events where they stand in a log, for whatever is read off a history."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from domain.contact.nouns import OF_COMMAND, OF_EVENT
from domain.shared.people import Actor
from domain.shared.stamp import Stamp
from domain.suggestion import commands as c
from domain.suggestion.decide import decide
from domain.suggestion.evolve import evolve
from domain.suggestion.state import INITIAL
from tests.spec import rules_on, stamped
from tests.support.judged import WORK

Told = tuple[Any, Actor, str]
"""A command, or an event written past the desk; by whom, and when."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """One event where it stands."""

    stream: UUID
    position: int
    version: int
    event: Any
    stamp: Stamp


def contact_work(*steps: Told, first: int = 1) -> list[Recorded]:
    """The history of one place, deputy, group, selection or activity; `first` is the position of its first event."""
    opening = type(steps[0][0])
    noun = OF_COMMAND[opening] if opening in OF_COMMAND else OF_EVENT[opening]
    state, found = noun.initial, list[Recorded]()
    for what, by, on in steps:
        stamp = stamped(by, on, None, len(found) + 1)
        past = type(what) in noun.causes
        for event in (what,) if past else noun.decide(what, state, stamp=stamp, work=WORK):
            found.append(_next(found, event, stamp, first))
            state = noun.evolve(state, event, stamp)
    return found


def case(*steps: Told, first: int = 1) -> list[Recorded]:
    """The history of one suggestion."""
    state, found = INITIAL, list[Recorded]()
    for what, by, on in steps:
        stamp = stamped(by, on, None, len(found) + 1)
        asked = isinstance(what, c.Command)
        for event in decide(what, state, stamp=stamp, rules=rules_on(stamp)) if asked else (what,):
            found.append(_next(found, event, stamp, first))
            state = evolve(state, event, stamp)
    return found


def _next(so_far: list[Recorded], event: Any, stamp: Stamp, first: int) -> Recorded:
    version = len(so_far) + 1
    position = first + len(so_far)
    return Recorded(stream=UUID(int=first), position=position, version=version, event=event, stamp=stamp)
