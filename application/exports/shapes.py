"""What an event's fields say, found by their types: no field is told that has no place here."""

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from enum import Enum
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin

from domain.policies.deadlines import Due
from domain.shared.identity import ActorId, Digest, DocumentNumber, PublicText, SuggestionId, UnitCode
from domain.suggestion import events

Scalar = str | int | bool
EVENT_CLASSES: tuple[type[events.Event], ...] = get_args(events.Event)
OBJECT_KINDS = (UnitCode, ActorId, SuggestionId, Digest, DocumentNumber)
"""What these name is an object of its own, not a fact of the event."""
OCEL_TYPES = ((bool, "boolean"), (int, "integer"), (str, "string"), (date, "string"), (Due, "string"))
"""OCEL knows no days: they are written as text."""
SHAPES: dict[type, tuple[tuple[str, Any], ...]] = {}
"""The fields of each part met, remembered: asking each time is slow."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """One thing an event speaks of: the part it stands in, the field, the field's type, and the value."""

    owner: Any
    field: str
    kind: Any
    value: Any


def spoken(part: Any) -> Iterator[Spoken]:
    """Everything an event speaks of, inside its parts as well."""
    for field, kind in members(type(part)):
        value = getattr(part, field)
        for one in value if isinstance(value, tuple) else (value,):
            if is_dataclass(one):
                yield from spoken(one)
            elif one is not None:
                yield Spoken(part, field, kind, one)


def members(shape: type) -> tuple[tuple[str, Any], ...]:
    """The fields of a part, each with the type of what it holds one or several of, or perhaps none."""
    if shape not in SHAPES:
        SHAPES[shape] = tuple((f.name, _held(f.type)) for f in fields(shape))
    return SHAPES[shape]


def declared(event: type[events.Event]) -> dict[str, str]:
    """The facts that events of a class tell, each with its OCEL type."""
    found = {f.name: _ocel_type(_given(f.type)) for f in fields(event)}
    return {name: ocel for name, ocel in found.items() if ocel is not None}


def _held(hint: Any) -> Any:
    hint = _given(hint)
    return get_args(hint)[0] if get_origin(hint) is tuple else hint


def _given(hint: Any) -> Any:
    """The type without its None."""
    if get_origin(hint) not in (Union, UnionType):
        return hint
    return next(one for one in get_args(hint) if one is not NoneType)


def _ocel_type(kind: Any) -> str | None:
    if kind in OBJECT_KINDS or kind is PublicText or get_origin(kind) is tuple:
        return None
    while hasattr(kind, "__supertype__"):
        kind = kind.__supertype__
    return next((ocel for known, ocel in OCEL_TYPES if issubclass(kind, known)), None)


def _scalar(value: Any) -> Scalar:
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, Due):
        return value.on.isoformat()
    return value.isoformat() if isinstance(value, date) else value


FACTS = {shape: tuple(declared(shape)) for shape in EVENT_CLASSES}


def facts(event: events.Event) -> dict[str, Scalar]:
    """The facts an event tells: its codes, numbers, days and yes or no; never a text."""
    found = {name: getattr(event, name) for name in FACTS[type(event)]}
    return {name: _scalar(value) for name, value in found.items() if value is not None}
