"""The events and objects of an export, as every form of it tells them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from application.exports.casework import case_object, documents
from application.exports.manner import Manner, written
from application.exports.relations import Link, Named, ObjectType, named
from application.exports.shapes import EVENT_CLASSES, Scalar, declared, facts
from application.exports.source import PAGE, Source, pages
from application.exports.things import EPOCH, ExportedObject
from application.ports import Recorded
from application.verbs import event_name

ENVELOPE = {
    "leaf_index": "integer",
    "leaf_hash": "string",
    "recorded_at": "time",
    "occurred_at": "time",
    "version": "integer",
    "role": "string",
    "organ": "string",
}
"""What every event tells of itself."""
EVENT_TYPES = {event_name(shape): ENVELOPE | declared(shape) for shape in EVENT_CLASSES}
OBJECT_TYPES: Mapping[str, Mapping[str, str]] = {
    ObjectType.CASE: dict.fromkeys(("number", "status", "category", "station", "track", "due_on"), "string"),
    ObjectType.UNIT: {"code": "string"},
    ObjectType.STAFF: {"role": "string", "organ": "string"},
    ObjectType.DEPUTY: {},
    ObjectType.DOCUMENT: {"sha256": "string", "number": "string"},
}
OF_ONE_CASE = (ObjectType.CASE, ObjectType.DOCUMENT)
"""What is told with its case; the others, of which there are few, are remembered and told at the end."""


@dataclass(frozen=True, slots=True)
class ExportedEvent:
    """One event of the log, as told."""

    id: str
    type: str
    time: str
    attributes: Mapping[str, Scalar]
    links: tuple[Link, ...]


def exported_events(source: Source, manner: Manner) -> Iterator[ExportedEvent]:
    """Every event, in log order."""
    for page in pages(source.records(), PAGE):
        hashes = source.leaf_hashes([record.position for record in page])
        for record in page:
            yield exported_event(record, hashes[record.position], manner)


def exported_event(record: Recorded, leaf_hash: str, manner: Manner) -> ExportedEvent:
    """One event, with its place in the evidence log."""
    envelope: dict[str, Scalar] = {
        "leaf_index": record.position,
        "leaf_hash": leaf_hash,
        "recorded_at": manner.recorded(record.stamp),
        "occurred_at": manner.occurred(record.stamp),
        "version": record.version,
        "role": record.stamp.by.role.value,
        "organ": record.stamp.by.org,
    }
    return ExportedEvent(
        id=event_id(record),
        type=event_name(type(record.event)),
        time=written(manner.time(record.stamp)),
        attributes=envelope | facts(record.event),
        links=tuple(one.link for one in named(record, manner)),
    )


def event_id(record: Recorded) -> str:
    """An event's id in every form: its case and its place in it."""
    return f"{record.case}/{record.version}"


def exported_objects(source: Source, manner: Manner) -> Iterator[ExportedObject]:
    """Every object an event speaks of: the cases with their documents, then organs and people."""
    others: dict[str, Named] = {}
    for history in source.histories():
        mentions = [(record, one) for record in history for one in named(record, manner)]
        yield case_object(history, manner)
        yield from documents(mentions, manner)
        others |= {one.id: one for _, one in mentions if one.type not in OF_ONE_CASE}
    for _, one in sorted(others.items()):
        yield ExportedObject(one.id, one.type, EPOCH, one.attributes)
