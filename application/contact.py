"""The contact work to the application: which stream is whose, and what is known after some records."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, cast
from uuid import UUID, uuid5

from application.ports import ContactRecorded
from domain.activities.state import Activity
from domain.contact.nouns import ACTIVITY, OF_EVENT, Noun
from domain.deputies import commands as deputies
from domain.places import commands as places
from domain.shared.identity import ActorId, CommandId, ContactId, OrgCode

STREAMS = UUID("8a3f5f0a-52a4-5a0e-9a55-7a0c1f5d6b21")
"""Namespace of the streams of the contact work."""


def place_id(code: OrgCode) -> ContactId:
    """The stream of the place with this code: a code is given once."""
    return ContactId(uuid5(STREAMS, f"place {code}"))


def deputy_id(person: ActorId) -> ContactId:
    """The stream of this deputy: a person is entered once."""
    return ContactId(uuid5(STREAMS, f"deputy {person}"))


def new_id(command: object, command_id: CommandId) -> ContactId:
    """The stream that a command begins: one command, one stream; places and deputies by what is given once."""
    if isinstance(command, places.Establish):
        return place_id(command.code)
    if isinstance(command, deputies.Register):
        return deputy_id(command.person)
    return ContactId(uuid5(STREAMS, str(command_id)))


def noun_of(history: Sequence[ContactRecorded]) -> Noun:
    """What the stream is about."""
    return OF_EVENT[type(history[0].event)]


def known(noun: Noun, history: Sequence[ContactRecorded]) -> Any:
    """What the office knows after these records."""
    state = noun.initial
    for record in history:
        state = noun.evolve(state, record.event, record.stamp)
    return state


def known_activity(history: Sequence[ContactRecorded]) -> Activity | None:
    """The activity, where the records are of one."""
    if not history or noun_of(history) is not ACTIVITY:
        return None
    return cast(Activity, known(ACTIVITY, history))


def recorded_by(history: Sequence[ContactRecorded], at: datetime | None) -> Sequence[ContactRecorded]:
    """The records known at an instant; all of them without one."""
    return [r for r in history if at is None or r.stamp.at <= at]
