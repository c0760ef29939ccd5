"""Whatever an event says in words is sealed; what stays readable in the log is on this list."""

import dataclasses
import types
import typing
from collections.abc import Iterator
from datetime import date, datetime
from enum import Enum
from typing import Any
from uuid import UUID

from domain.shared import identity
from domain.shared.sealed import Sealed
from domain.verification.decoding import classes

PUBLIC = {
    identity.ActivityId,
    identity.ActorId,
    identity.BatchId,
    identity.BeneficiaryRef,
    identity.Constituency,
    identity.CalendarEdition,
    identity.CategoryCode,
    identity.Channel,
    identity.Digest,
    identity.DocumentNumber,
    identity.ExternalNumber,
    identity.FigureName,
    identity.LegalBasis,
    identity.Method,
    identity.OrgCode,
    identity.PolicyEdition,
    identity.PublicName,
    identity.PublicText,
    identity.Retention,
    identity.StationCode,
    identity.UnitCode,
}
"""Kinds of text nobody's identity is in: codes, pseudonyms, digests, and what was released for everybody to read."""


def parts(hint: Any, where: str) -> Iterator[tuple[str, Any]]:
    """Every kind of value in a field, with the field's name."""
    if typing.get_origin(hint) in (typing.Union, types.UnionType, tuple):
        for one in typing.get_args(hint):
            yield from parts(one, where)
    elif dataclasses.is_dataclass(hint):
        for name, one in typing.get_type_hints(hint).items():
            yield from parts(one, f"{where}.{name}")
    elif hint not in (types.NoneType, Ellipsis):
        yield where, hint


def classified(kind: Any) -> bool:
    """Whether a kind of value is sealed, public, or no text at all."""
    if kind is Sealed or kind in PUBLIC:
        return True
    plain = kind
    while hasattr(plain, "__supertype__"):
        plain = plain.__supertype__
    return plain in (bool, int, date, datetime, UUID) or (isinstance(plain, type) and issubclass(plain, Enum))


def test_every_text_of_every_event_is_classified_public_or_sealed() -> None:
    found = [one for name, event in classes().items() for one in parts(event, name)]
    assert len(found) > 100
    assert [(where, kind) for where, kind in found if not classified(kind)] == []


def test_a_bare_text_would_be_noticed() -> None:
    assert not classified(str)
