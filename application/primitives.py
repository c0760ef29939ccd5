"""Frozen values turned into what JSON holds; and personal text found inside them."""

from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from datetime import date, datetime
from enum import Enum
from typing import Any
from uuid import UUID

from domain.shared.sealed import Plain, Sealed

Opener = Callable[[str, Sealed], Any]


class _Shapes(dict[type, tuple[str, ...]]):
    """The field names by class, each looked up once: to ask the class each time is slow."""

    def __missing__(self, shape: type) -> tuple[str, ...]:
        self[shape] = tuple(f.name for f in fields(shape)) if is_dataclass(shape) else ()
        return self[shape]


names_of: Callable[[type], tuple[str, ...]] = _Shapes().__getitem__
"""The field names of a dataclass, and none of anything else."""


def primitives(value: Any, opened: Opener, field: str = "") -> Any:
    """Return dicts, lists, strings and numbers; `opened(field, token)` says what stands for a sealed text."""
    if isinstance(value, Sealed):
        return opened(field, value)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, tuple | list):
        return [primitives(v, opened, field) for v in value]
    if is_dataclass(value):
        return {n: primitives(getattr(value, n), opened, n) for n in names_of(type(value))}
    return value


def sealed_in(value: Any, field: str = "") -> list[tuple[str, Sealed]]:
    """Every sealed text in a value, with the name of the field it stands in."""
    if isinstance(value, Sealed):
        return [(field, value)]
    if isinstance(value, tuple | list):
        return [found for v in value for found in sealed_in(v, field)]
    found: list[tuple[str, Sealed]] = []
    for name in names_of(type(value)):
        part = getattr(value, name)
        if isinstance(part, Sealed | tuple | list) or names_of(type(part)):
            found += sealed_in(part, name)
    return found


def replaced(value: Any, seal: Callable[[str, Plain], Sealed], field: str = "") -> Any:
    """The same value with every plain text replaced by its sealed token; `seal` is told the field it stands in."""
    if isinstance(value, Plain):
        return seal(field, value)
    if isinstance(value, tuple):
        return tuple(replaced(v, seal, field) for v in value)
    if is_dataclass(value) and not isinstance(value, type):
        changes = {n: replaced(getattr(value, n), seal, n) for n in names_of(type(value))}
        return replace(value, **changes)
    return value
