"""Reads an entry's data as the event it tells of: the domain's own classes, by their fields' types."""

import dataclasses
import re
import types
import typing
from collections.abc import Mapping
from datetime import date, datetime
from enum import Enum
from functools import cache
from typing import Any
from uuid import UUID

from domain.contact.nouns import OF_EVENT
from domain.contact.nouns import Event as ContactEvent
from domain.evidence.entries import SEALED, Entry
from domain.evidence.malformed import Malformed
from domain.shared.identity import ActorId, CommandId, OrgCode
from domain.shared.people import Actor, Role
from domain.shared.sealed import Sealed
from domain.shared.stamp import Stamp
from domain.suggestion import events

AnyEvent = events.Event | ContactEvent
GROUPS = (events.Intake, events.Handling, events.Supervision, events.Answering, events.Feedback, events.Closing)


@cache
def classes() -> Mapping[str, type[AnyEvent]]:
    """The events by their names, such as `suggestion.return_requested`."""
    found: dict[str, type[AnyEvent]] = {}
    for cls in (cls for group in GROUPS for cls in typing.get_args(group)):
        found[f"suggestion.{_words(cls)}"] = cls
    for cls, noun in OF_EVENT.items():
        found[f"{noun.name}.{_words(cls)}"] = cls
    return found


def _words(cls: type) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", cls.__name__).lower()


def recorded(entry: Entry) -> tuple[AnyEvent, Stamp]:
    """The event, and who caused it when. Raises `Malformed`."""
    name = re.fullmatch(r"([a-z]+\.[a-z_]+)\.v1", entry.topic)
    if name is None or name[1] not in classes():
        raise Malformed(f"no such event: {entry.topic}")
    try:
        event = _made(classes()[name[1]], entry.data["data"])
        return event, _stamp(entry.data["meta"])
    except (KeyError, TypeError, ValueError, AttributeError) as fault:
        raise Malformed(f"{entry.topic} cannot be read: {type(fault).__name__}") from None


def _stamp(meta: Mapping[str, Any]) -> Stamp:
    at = datetime.fromisoformat(meta["at"])
    if at.tzinfo is None:
        raise ValueError("naive")
    return Stamp(
        at=at,
        by=Actor(id=ActorId(meta["by"]), role=Role(meta["role"]), org=OrgCode(meta["org"])),
        command_id=CommandId(UUID(meta["command"])),
        occurred_at=datetime.fromisoformat(meta["occurred"]),
        zone=at.tzinfo,
    )


@cache
def _fields(cls: type) -> Mapping[str, Any]:
    return typing.get_type_hints(cls)


def _made(wanted: Any, value: Any) -> Any:
    while hasattr(wanted, "__supertype__"):
        wanted = wanted.__supertype__
    origin = typing.get_origin(wanted)
    if origin in (typing.Union, types.UnionType):
        rest = [one for one in typing.get_args(wanted) if one is not type(None)]
        return None if value is None else _made(rest[0], value)
    if origin is tuple:
        return tuple(_made(typing.get_args(wanted)[0], one) for one in value)
    if wanted is Sealed:
        token = value[SEALED]
        return Sealed(token["kid"], "", token["d"])
    if dataclasses.is_dataclass(wanted):
        hints = _fields(typing.cast(type, wanted))
        return typing.cast(Any, wanted)(**{name: _made(hints[name], one) for name, one in value.items()})
    return _plain(wanted, value)


def _plain(wanted: Any, value: Any) -> Any:
    if wanted in (date, datetime):
        return wanted.fromisoformat(value)
    if isinstance(wanted, type) and (issubclass(wanted, Enum) or wanted is UUID):
        return wanted(value)
    if type(value) is not wanted:
        raise TypeError(wanted)
    return value
