"""Our own strict reading of an OCEL 2.0 JSON document: other readers let dangling and doubled things pass."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

Json = Mapping[str, Any]
INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?(Z|[+-]\d\d:\d\d)")
LEAF = ("leaf_index", "leaf_hash", "recorded_at")
"""What every event must tell, so that it can be held against its leaf."""
_TYPE = {"name": str, "attributes": [{"name": str, "type": str}]}
_RELATIONS = [{"objectId": str, "qualifier": str}]
SHAPE = {
    "eventTypes": [_TYPE],
    "objectTypes": [_TYPE],
    "events": [
        {
            "id": str,
            "type": str,
            "time": str,
            "attributes": [{"name": str, "value": object}],
            "relationships": _RELATIONS,
        }
    ],
    "objects": [
        {
            "id": str,
            "type": str,
            "attributes": [{"name": str, "time": str, "value": object}],
            "relationships": _RELATIONS,
        }
    ],
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How many there are; None where nobody knows. `e2o` and `o2o` are relations of events, and of objects."""

    events: int | None = None
    objects: int | None = None
    e2o: int | None = None
    o2o: int | None = None

    def faults(self, wanted: "Counts") -> Iterator[str]:
        """What is not as many as it should be."""
        found = asdict(self)
        for name, count in asdict(wanted).items():
            if count is not None and found[name] != count:
                yield f"There are {found[name]} {name}, not {count}."


NOTHING_KNOWN = Counts()


def is_instant(value: object) -> bool:
    """Whether it is a time written with its offset."""
    if not isinstance(value, str) or not INSTANT.fullmatch(value):
        return False
    try:
        return datetime.fromisoformat(value).tzinfo is not None
    except ValueError:
        return False


OCEL_TYPES: Mapping[str, Callable[[object], bool]] = {
    "string": lambda value: isinstance(value, str),
    "integer": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "float": lambda value: isinstance(value, int | float) and not isinstance(value, bool),
    "boolean": lambda value: isinstance(value, bool),
    "time": is_instant,
}


def faults(document: object, counts: Counts = NOTHING_KNOWN) -> list[str]:
    """Everything wrong with a document, as sentences; none where it is sound and as long as it should be."""
    return list(_misshapen(document, SHAPE, "The document")) or list(_unsound(document, counts))


def _misshapen(value: Any, shape: Any, where: str) -> Iterator[str]:
    if isinstance(shape, dict):
        if not isinstance(value, dict):
            yield f"{where} is not an object."
            return
        yield from (f"{where} has no {name}." for name in shape if name not in value)
        yield from (f"{where} has {name}, which OCEL does not know." for name in value if name not in shape)
        for name in shape.keys() & value.keys():
            yield from _misshapen(value[name], shape[name], f"{where}/{name}")
    elif isinstance(shape, list):
        if not isinstance(value, list):
            yield f"{where} is not a list."
            return
        for number, one in enumerate(value):
            yield from _misshapen(one, shape[0], f"{where}/{number}")
    elif shape is str and not (isinstance(value, str) and value):
        yield f"{where} is no text, or empty."


def _unsound(document: Any, counts: Counts) -> Iterator[str]:
    events, objects = document["events"], document["objects"]
    for kind in ("event", "object"):
        yield from _bad_types(kind, document[f"{kind}Types"])
        yield from _twice(f"{kind} id", (one["id"] for one in document[f"{kind}s"]))
        yield from _undeclared(kind, document[f"{kind}Types"], document[f"{kind}s"])
        yield from _badly_related(kind, document[f"{kind}s"], {one["id"] for one in objects})
    yield from _bad_events(events)
    yield from _bad_object_times(objects)
    found = Counts(events=len(events), objects=len(objects), e2o=_relations(events), o2o=_relations(objects))
    yield from found.faults(counts)


def _relations(members: Iterable[Json]) -> int:
    return sum(len(one["relationships"]) for one in members)


def _twice(what: str, values: Iterable[object]) -> Iterator[str]:
    yield from (f"The {what} {value} stands {n} times." for value, n in Counter(values).items() if n > 1)


def _bad_types(kind: str, types: Iterable[Json]) -> Iterator[str]:
    yield from _twice(f"{kind} type", (one["name"] for one in types))
    for one in types:
        yield from _twice(f"attribute of {kind} type {one['name']}", (a["name"] for a in one["attributes"]))
        for attribute in one["attributes"]:
            if attribute["type"] not in OCEL_TYPES:
                yield f"OCEL knows no attribute type {attribute['type']}."


def _undeclared(kind: str, types: Iterable[Json], members: Iterable[Json]) -> Iterator[str]:
    known = {one["name"]: {a["name"]: a["type"] for a in one["attributes"]} for one in types}
    for one in members:
        declared = known.get(one["type"])
        if declared is None:
            yield f"The {kind} {one['id']} is of the undeclared type {one['type']}."
            continue
        for attribute in one["attributes"]:
            name = attribute["name"]
            if name not in declared:
                yield f"The {kind} {one['id']} has the undeclared attribute {name}."
            elif declared[name] in OCEL_TYPES and not OCEL_TYPES[declared[name]](attribute["value"]):
                yield f"The attribute {name} of {kind} {one['id']} is no {declared[name]}."


def _badly_related(kind: str, members: Iterable[Json], objects: set[str]) -> Iterator[str]:
    for one in members:
        links = [(link["objectId"], link["qualifier"]) for link in one["relationships"]]
        yield from _twice(f"relation of {kind} {one['id']}", links)
        for target in sorted({target for target, _ in links} - objects):
            yield f"The {kind} {one['id']} is related to {target}, which does not exist."


def _bad_events(events: Iterable[Json]) -> Iterator[str]:
    indexes: Counter[object] = Counter()
    for event in events:
        if not is_instant(event["time"]):
            yield f"The time of event {event['id']} is no instant with an offset: {event['time']}."
        if not event["relationships"]:
            yield f"The event {event['id']} has no object."
        names = [one["name"] for one in event["attributes"]]
        yield from _twice(f"attribute of event {event['id']}", names)
        yield from (f"The event {event['id']} does not tell its {name}." for name in LEAF if name not in names)
        indexes.update(repr(one["value"]) for one in event["attributes"] if one["name"] == "leaf_index")
    yield from (f"{n} events claim the leaf {index}." for index, n in indexes.items() if n > 1)


def _bad_object_times(objects: Iterable[Json]) -> Iterator[str]:
    for one in objects:
        times = [(attribute["name"], attribute["time"]) for attribute in one["attributes"]]
        bad = sorted({f"{name} at {time}" for name, time in times if not is_instant(time)})
        yield from (f"An attribute of object {one['id']} is not timed by an instant: {told}." for told in bad)
        instants = [(name, datetime.fromisoformat(time)) for name, time in times if is_instant(time)]
        for (name, _), n in Counter(instants).items():
            if n > 1:
                yield f"The object {one['id']} has {n} values of {name} at one instant."
