"""Exports read back, each form into the same plain values, so that they can be held against each other."""

import re
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from application.ports import Recorded
from application.primitives import primitives

XES = "{http://www.xes-standard.org/}"
UNIT_FIELDS, DEPUTY_FIELDS = {"unit", "units", "suggested_unit", "accused"}, {"deputy"}
DOCUMENT_FIELDS = {"attachments", "sha256", "proof", "document_number", "minute"}
Plain = dict[str, Any]


def read_json(document: Plain) -> Plain:
    """An OCEL document by its ids."""
    return {
        "events": {
            e["id"]: (e["type"], e["time"], {a["name"]: a["value"] for a in e["attributes"]})
            for e in document["events"]
        },
        "objects": {
            o["id"]: (o["type"], {(a["name"], a["time"]): a["value"] for a in o["attributes"]})
            for o in document["objects"]
        },
        "e2o": {(e["id"], r["objectId"], r["qualifier"]) for e in document["events"] for r in e["relationships"]},
        "o2o": {(o["id"], r["objectId"], r["qualifier"]) for o in document["objects"] for r in o["relationships"]},
    }


def read_sqlite(path: Path) -> Plain:
    """An OCEL file by its ids, read through its own tables only."""
    with closing(sqlite3.connect(path)) as base:
        base.row_factory = sqlite3.Row
        events, objects = {}, dict[str, Any]()
        for name, table in base.execute("SELECT * FROM event_map_type"):
            for row in map(dict, base.execute(f'SELECT * FROM "event_{table}"')):
                told = {k: v for k, v in row.items() if not k.startswith("ocel_") and v is not None}
                events[row["ocel_id"]] = (name, row["ocel_time"], told)
        for name, table in base.execute("SELECT * FROM object_map_type"):
            for row in map(dict, base.execute(f'SELECT * FROM "object_{table}"')):
                told = {(k, row["ocel_time"]): v for k, v in row.items() if k[:5] != "ocel_" and v is not None}
                objects.setdefault(row["ocel_id"], (name, {}))[1].update(told)
        assert dict(map(tuple, base.execute("SELECT * FROM event"))) == {k: v[0] for k, v in events.items()}
        assert dict(map(tuple, base.execute("SELECT * FROM object"))) == {k: v[0] for k, v in objects.items()}
        e2o = set(map(tuple, base.execute("SELECT * FROM event_object")))
        o2o = set(map(tuple, base.execute("SELECT * FROM object_object")))
    return {"events": events, "objects": objects, "e2o": e2o, "o2o": o2o}


def dumped(path: Path) -> str:
    """Everything a SQLite file holds, as text."""
    with closing(sqlite3.connect(path)) as base:
        return "\n".join(base.iterdump())


def read_xes(text: str) -> dict[str, tuple[Plain, list[Plain]]]:
    """The traces of an XES document by name: what each says of itself, and its events."""
    root = ElementTree.fromstring(text.encode())
    assert root.tag == f"{XES}log"
    found = {}
    for trace in root.iter(f"{XES}trace"):
        events = [_told(event) for event in trace.iter(f"{XES}event")]
        found[_told(trace)["concept:name"]] = (_told(trace), events)
    return found


def _told(element: ElementTree.Element) -> Plain:
    return {one.attrib["key"]: _value(one) for one in element if one.tag not in (f"{XES}event", f"{XES}trace")}


def _value(one: ElementTree.Element) -> Any:
    kind, value = one.tag.removeprefix(XES), one.attrib["value"]
    assert kind in ("string", "date", "int", "boolean")
    if kind == "boolean":
        return {"true": True, "false": False}[value]
    return int(value) if kind == "int" else value


def objects_by_name(records: Iterable[Recorded]) -> set[str]:
    """The ids of the objects an auditor's export must hold, found by the names of fields instead of their types."""
    found = set()
    for record in records:
        found.add(f"case:{record.case}")
        by = record.stamp.by
        if by.role.value not in ("voter", "system"):
            found.add(f"deputy:{by.id}" if by.role.value == "deputy" else f"staff:{by.id}")
        for field, value in _leaves(primitives(record.event, lambda *_: None)):
            if field in UNIT_FIELDS:
                found.add(f"unit:{value}")
            elif field in DEPUTY_FIELDS:
                found.add(f"deputy:{value}")
            elif field in DOCUMENT_FIELDS:
                found.add(f"document:{record.case}/{value}")
    return found


def _leaves(value: Any, field: str = "") -> Iterable[tuple[str, Any]]:
    if isinstance(value, dict):
        for name, one in value.items():
            if name != "period":  # its unit is one of time
                yield from _leaves(one, name)
    elif isinstance(value, list):
        for one in value:
            yield from _leaves(one, field)
    elif value is not None:
        yield field, value


def times_in(text: str) -> set[str]:
    """Every instant written in a text."""
    return set(re.findall(r"\d{4}-\d\d-\d\dT[^\"<]+", text))
