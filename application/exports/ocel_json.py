"""OCEL 2.0 as JSON, written as the log is read."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from application.exports.manner import Manner
from application.exports.objects import (
    EVENT_TYPES,
    OBJECT_TYPES,
    ExportedEvent,
    exported_events,
    exported_objects,
)
from application.exports.relations import Link
from application.exports.source import Source
from application.exports.things import ExportedObject


def ocel_json(source: Source, manner: Manner) -> Iterator[str]:
    """The document, in parts of a line each."""
    yield f'{{"eventTypes":{_json(_types(EVENT_TYPES))},\n"objectTypes":{_json(_types(OBJECT_TYPES))},\n"events":['
    yield from _lines(map(_event, exported_events(source, manner)))
    yield '],\n"objects":['
    yield from _lines(map(_object, exported_objects(source, manner)))
    yield "]}\n"


def _lines(values: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    joint = "\n"
    for value in values:
        yield joint + _json(value)
        joint = ",\n"


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _types(known: Mapping[str, Mapping[str, str]]) -> list[dict[str, Any]]:
    return [
        {"name": name, "attributes": [{"name": one, "type": ocel} for one, ocel in attributes.items()]}
        for name, attributes in known.items()
    ]


def _event(one: ExportedEvent) -> dict[str, Any]:
    return {
        "id": one.id,
        "type": one.type,
        "time": one.time,
        "attributes": [{"name": name, "value": value} for name, value in one.attributes.items()],
        "relationships": _relationships(one.links),
    }


def _object(one: ExportedObject) -> dict[str, Any]:
    first = [{"name": name, "time": one.since, "value": value} for name, value in one.attributes.items()]
    later = [{"name": change.name, "time": change.time, "value": change.value} for change in one.changes]
    return {
        "id": one.id,
        "type": one.type,
        "attributes": first + later,
        "relationships": _relationships(one.links),
    }


def _relationships(links: Iterable[Link]) -> list[dict[str, str]]:
    return [{"objectId": link.object, "qualifier": link.qualifier} for link in links]
