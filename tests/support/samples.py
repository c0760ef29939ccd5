"""A representative event of every kind, every field filled; and the golden file of each, written once.

`python -m tests.support.samples` writes the golden files that are missing and never touches one that is there.
"""

import json
import types
from dataclasses import fields, is_dataclass
from datetime import date, datetime, timedelta, timezone
from enum import Enum
from pathlib import Path
from typing import Any, Union, get_args, get_origin, get_type_hints
from uuid import UUID

from application.ports import AnyEvent, AnyRecorded
from domain.shared.identity import ActorId, CommandId, OrgCode, SuggestionId
from domain.shared.people import Actor, Role
from domain.shared.sealed import Sealed
from domain.shared.stamp import Stamp
from domain.suggestion import events
from infrastructure.event_store.mapper import to_recorded, to_stored
from infrastructure.event_store.names import CLASSES

GOLDEN = Path(__file__).parents[1] / "store" / "golden"
ZONE = timezone(timedelta(hours=8))
AT = datetime(2026, 3, 2, 9, 30, 0, 123456, ZONE)
CASE = SuggestionId(UUID("0190a0b1-c2d3-7e4f-8a9b-0c1d2e3f4a5b"))
TOKEN = Sealed(
    "k-000102030405060708090a0b0c0d0e0f", "bm9uY2VjaXBoZXJ0ZXh0dGFn", "ZGlnZXN0ZGlnZXN0ZGlnZXN0ZGlnZXN0ZGlnZXN0ISE="
)
STAMP = Stamp(
    at=AT,
    by=Actor(id=ActorId("a-0123456789abcdef"), role=Role.SUPERVISOR, org=OrgCode("office")),
    command_id=CommandId(UUID("5c0ffee0-0000-5000-8000-000000000001")),
    occurred_at=AT - timedelta(hours=2),
    zone=ZONE,
)
FINGERPRINT = "00112233445566778899aabbccddeeff"
PLAIN_VALUES: dict[type, object] = {
    Sealed: TOKEN,
    str: "code-1",
    int: 7,
    bool: False,
    date: date(2026, 4, 1),
    datetime: AT,
    UUID: UUID("0190a0b1-c2d3-7e4f-8a9b-000000000002"),
}


def sample(hint: Any) -> Any:
    """A value of a type."""
    origin, inner = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        return sample(next(i for i in inner if i is not type(None)))
    if origin is tuple:
        return (sample(inner[0]),)
    base = getattr(hint, "__supertype__", None)
    if base is not None:
        return sample(base)
    if hint in PLAIN_VALUES:
        return PLAIN_VALUES[hint]
    if issubclass(hint, Enum):
        return list(hint)[-1]
    assert is_dataclass(hint), hint
    hints = get_type_hints(hint)
    return hint(**{f.name: sample(hints[f.name]) for f in fields(hint)})


def stored(event: AnyEvent) -> dict[str, Any]:
    """What the store keeps of an event."""
    return dict(json.loads(to_stored(CASE, 3, event, STAMP, FINGERPRINT).state))


def recorded(name: str, state: dict[str, Any]) -> AnyRecorded:
    """What the store gives back for bytes kept under a name."""
    row = to_stored(CASE, 3, events.SignedFor(unit=sample(events.SignedFor).unit), STAMP, FINGERPRINT)
    return to_recorded(42, type(row)(CASE, 3, name, json.dumps(state).encode()))


def write_missing() -> None:
    """Write what is not there yet."""
    GOLDEN.mkdir(exist_ok=True)
    for name, cls in CLASSES.items():
        path = GOLDEN / f"{name}.json"
        if not path.exists():
            text = json.dumps(stored(sample(cls)), ensure_ascii=False, indent=2)
            path.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    write_missing()
