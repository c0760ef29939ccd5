"""Event ↔ stored JSON, typed on the way in: a wrong type or a missing field raises with its path."""

from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, Generic, TypeVar, cast
from uuid import UUID

import msgspec
from eventsourcing.persistence import StoredEvent

from application.ports import AnyEvent, AnyRecorded, ContactRecorded, Recorded, StreamId
from domain.contact.nouns import OF_EVENT
from domain.shared.identity import ActorId, CommandId, ContactId, OrgCode, SuggestionId
from domain.shared.people import Actor, Role
from domain.shared.sealed import Plain, Sealed
from domain.shared.stamp import Stamp
from infrastructure.event_store.names import CLASSES, NAMES
from infrastructure.event_store.upcasters import UPCASTERS, lifted

T = TypeVar("T")
ACTORS = 10_000
"""People of whom one value each is kept."""


class NotSealed(TypeError):
    """Plain personal text reached the store; it must have been sealed before."""


class UnknownEvent(ValueError):
    """The log holds an event this version of the service does not know."""


class Meta(msgspec.Struct, frozen=True, gc=False):
    """Who, when, by which command. Both instants carry the office's offset of that moment."""

    at: datetime
    occurred: datetime
    by: str
    role: Role
    org: str
    command: UUID
    fingerprint: str


class Body(msgspec.Struct, Generic[T], frozen=True):
    """The stored JSON."""

    data: T
    meta: Meta


def _encode_hook(value: object) -> Any:
    if isinstance(value, Plain):
        raise NotSealed("a plain text was about to be stored")
    if isinstance(value, Sealed):
        return {"_type_": "sealed", "_data_": {"kid": value.kid, "ct": value.ct, "d": value.d}}
    raise TypeError(f"{type(value).__name__} has no stored form")


def _decode_hook(wanted: type, value: Any) -> Any:
    if wanted is Sealed and isinstance(value, dict) and value.get("_type_") == "sealed":
        told = value.get("_data_")
        kid, ct, d = map(told.get, ("kid", "ct", "d")) if isinstance(told, dict) else (None, None, None)
        if isinstance(kid, str) and isinstance(ct, str) and isinstance(d, str):
            return Sealed(kid, ct, d)
    raise ValueError(f"not a {wanted.__name__}")


_encoder = msgspec.json.Encoder(enc_hook=_encode_hook)


def _decoder(event: type) -> msgspec.json.Decoder[Body[Any]]:
    shape: Any = Body
    return msgspec.json.Decoder(shape[event], dec_hook=_decode_hook)


_DECODERS = {name: _decoder(event) for name, event in CLASSES.items()}
"""Made before any thread needs one: to make two at a time is not safe, and ends the process."""


def to_stored(case: StreamId, version: int, event: AnyEvent, stamp: Stamp, fingerprint: str) -> StoredEvent:
    """Return the library's row for one event. Raises `NotSealed`."""
    meta = Meta(
        at=stamp.at,
        occurred=stamp.occurred_at,
        by=stamp.by.id,
        role=stamp.by.role,
        org=stamp.by.org,
        command=stamp.command_id,
        fingerprint=fingerprint,
    )
    return StoredEvent(
        originator_id=case,
        originator_version=version,
        topic=NAMES[type(event)],
        state=_encoder.encode(Body(event, meta)),
    )


def to_recorded(position: int, row: StoredEvent) -> AnyRecorded:
    """Return what the application knows of one stored row. Raises `UnknownEvent` or msgspec's `ValidationError`."""
    body = _decoded(row.topic, row.state)
    stream, version = cast(UUID, row.originator_id), row.originator_version
    told: dict[str, Any] = {"event": body.data, "stamp": _stamp(body.meta), "fingerprint": body.meta.fingerprint}
    if type(body.data) in OF_EVENT:
        return ContactRecorded(stream=ContactId(stream), version=version, position=position, **told)
    return Recorded(case=SuggestionId(stream), version=version, position=position, **told)


def _stamp(meta: Meta) -> Stamp:
    return Stamp(
        at=meta.at,
        by=_actor(meta.by, meta.role, meta.org),
        command_id=CommandId(meta.command),
        occurred_at=meta.occurred,
        zone=meta.at.tzinfo or UTC,
    )


@lru_cache(ACTORS)
def _actor(by: str, role: Role, org: str) -> Actor:
    """Whoever acted; a few hundred people do nearly everything."""
    return Actor(id=ActorId(by), role=role, org=OrgCode(org))


def _decoded(name: str, state: bytes) -> Body[Any]:
    if name in UPCASTERS:
        stored = msgspec.json.decode(state)
        name, stored["data"] = lifted(name, stored["data"])
        state = msgspec.json.encode(stored)
    if name not in _DECODERS:
        raise UnknownEvent(name)
    return _DECODERS[name].decode(state)
