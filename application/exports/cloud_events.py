"""CloudEvents 1.0, one JSON line per event, as the feed has them."""

import json
from collections.abc import Iterator
from dataclasses import is_dataclass
from datetime import date, datetime, tzinfo
from enum import Enum
from typing import Any
from uuid import UUID

from application.exports.manner import Manner, written
from application.exports.shapes import members
from application.exports.source import PAGE, Source, pages
from application.ports import AnyRecorded
from application.verbs import full_name
from domain.shared.identity import ActorId
from domain.shared.people import Role
from domain.shared.sealed import Sealed

SEALED = {"$sealed": True}
"""What stands for a text: that there is one."""


def cloud_events(source: Source, manner: Manner, origin: str) -> Iterator[str]:
    """A line per event, in log order; `origin` names the log. `time` is always when it is said to have happened."""
    for page in pages(source.everything(), PAGE):
        hashes = source.leaf_hashes([record.position for record in page])
        for record in page:
            told = _cloud_event(record, hashes[record.position], manner, origin)
            yield json.dumps(told, ensure_ascii=False, separators=(",", ":")) + "\n"


def _cloud_event(record: AnyRecorded, leaf_hash: str, manner: Manner, origin: str) -> dict[str, Any]:
    return {
        "specversion": "1.0",
        "id": f"{record.stream}/{record.version}",
        "source": origin,
        "subject": str(record.stream),
        "type": full_name(type(record.event)),
        "time": manner.occurred(record.stamp),
        "recordedtime": manner.recorded(record.stamp),
        "sequence": f"{record.position:015d}",
        "leafhash": leaf_hash,
        "actorid": manner.performer(record.stamp.by),
        "actorrole": record.stamp.by.role.value,
        "actororg": record.stamp.by.org,
        "datacontenttype": "application/json",
        "data": _told(record.event, None, manner, record.stamp.zone),
    }


def _told(value: Any, kind: Any, manner: Manner, zone: tzinfo) -> Any:
    """What JSON holds of a value: texts left out, people and instants as the manner has them."""
    if isinstance(value, Sealed):
        return SEALED
    if isinstance(value, tuple):
        return [_told(one, kind, manner, zone) for one in value]
    if is_dataclass(value):
        return {name: _told(getattr(value, name), held, manner, zone) for name, held in members(type(value))}
    if kind is ActorId and value is not None:
        return manner.person(value, Role.DEPUTY)
    if isinstance(value, datetime):
        return written(manner.told(value, zone))
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    return str(value) if isinstance(value, UUID) else value
