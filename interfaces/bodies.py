"""Request bodies, derived from the commands' own fields: what may be asked is written down once.

A sealed field is text on the wire; what the desk looks up itself is no field at all; unknown fields are refused.
"""

import types
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from functools import cache
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints
from uuid import UUID

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, StringConstraints, create_model
from pydantic import Field as Described
from pydantic_core import PydanticCustomError

from domain.contact.nouns import OF_COMMAND
from domain.shared.found_out import BY_DESK
from domain.shared.identity import ContactId, Digest, PublicText, SuggestionId
from domain.shared.sealed import Sealed, WordsUnusable, plain
from domain.suggestion.particulars import Evidence

LONGEST_TEXT = 50_000
LONGEST_CODE = 120
LONGEST_PUBLIC_TEXT = 15_000
"""Characters: what is public stands in the log's leaf, which holds 65,535 bytes."""
MOST_ITEMS = 50
LARGEST_NUMBER = 1_000_000
YEARS = (1900, 2200)
"""Instants outside of these years are slips, and no zone can be reckoned at the ends of time."""


def _usable(text: str) -> str:
    try:
        return plain(text).text
    except WordsUnusable:
        raise PydanticCustomError("words_unusable", "unusable characters") from None


def _text(longest: int, pattern: str | None = None) -> Any:
    shape = StringConstraints(strip_whitespace=True, min_length=1, max_length=longest, pattern=pattern)
    return Annotated[str, shape, AfterValidator(_usable)]


def _near(at: datetime) -> datetime:
    if not YEARS[0] <= at.year <= YEARS[1]:
        raise PydanticCustomError("datetime_parsing", "not an instant of these times")
    return at


Text = _text(LONGEST_TEXT)
PublicWords = _text(LONGEST_PUBLIC_TEXT)
Instant = Annotated[AwareDatetime, AfterValidator(_near)]
Number = Annotated[int, Described(ge=0, le=LARGEST_NUMBER)]
Code = _text(LONGEST_CODE)


_BODIES: dict[type, "type[Body]"] = {}


class Body(BaseModel):
    """A request body; fields it does not know are refused by name."""

    model_config = ConfigDict(extra="forbid")


def body_of(command: type) -> type[Body]:
    """The body of a command: its own fields, and when it is said to have happened."""
    extra = {"occurred_at": (Instant | None, Described(default=None, description="RFC 3339, not in the future"))}
    if command not in _BODIES:
        _BODIES[command] = _model(command, extra)
    return _BODIES[command]


def command_from(command: type, body: BaseModel) -> Any:
    """Build the command a body asks for."""
    return command(**{name: _value(hint, getattr(body, name)) for name, hint in _shape(command)})


@cache
def _shape(command: type) -> tuple[tuple[str, Any], ...]:
    """What a body tells, by name and type."""
    hints = get_type_hints(command)
    return tuple((f.name, hints[f.name]) for f in _told(command))


def _told(shape: type) -> list["Field[Any]"]:
    return [f for f in fields(shape) if f.metadata != BY_DESK]


def _model(shape: type, extra: dict[str, Any]) -> type[Body]:
    hints = get_type_hints(shape)
    made = {f.name: (_wire(hints[f.name]), _default(f)) for f in _told(shape)}
    noun = OF_COMMAND[shape].name.capitalize() if shape in OF_COMMAND else ""
    model: type[Body] = create_model(noun + shape.__name__, __base__=Body, __doc__=shape.__doc__, **(made | extra))
    return model


@cache
def _nested(shape: type) -> type[Body]:
    return _model(shape, {})


def _default(f: "Field[Any]") -> Any:
    if f.default is MISSING:
        return ...
    return list(f.default) if isinstance(f.default, tuple) else f.default


_WIRE: dict[Any, Any] = {PublicText: PublicWords, datetime: Instant, int: Number, ContactId: UUID, SuggestionId: UUID}


def _wire(hint: Any) -> Any:
    """The type on the wire that stands for a field's type."""
    origin, inner = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        return Union[tuple(_wire(i) for i in inner)]  # noqa: UP007
    if origin is tuple:
        return Annotated[list[_wire(inner[0])], Described(max_length=MOST_ITEMS)]  # type: ignore[misc]
    if hint is Sealed:
        return Text
    if hint in _WIRE:
        return _WIRE[hint]
    if hint is Evidence:
        return _nested(Evidence) | Text
    if hint is Digest:
        return _text(64, "^[0-9a-f]{64}$")
    if is_dataclass(hint):
        return _nested(hint)  # type: ignore[arg-type]
    if getattr(hint, "__supertype__", None) is not None:
        return Code
    return hint


def _value(hint: Any, given: Any) -> Any:
    """The domain's value for what came over the wire."""
    if given is None or isinstance(given, bool | int | Enum | UUID | date):
        return given
    if get_origin(hint) in (Union, types.UnionType):
        return _value(next(i for i in get_args(hint) if i is not type(None)), given)
    if get_origin(hint) is tuple:
        return tuple(_value(get_args(hint)[0], item) for item in given)
    if hint is Sealed:
        return plain(given)
    if hint is Evidence and isinstance(given, str):
        return Evidence(note=plain(given))
    if is_dataclass(hint):
        return command_from(hint, given)  # type: ignore[arg-type]
    return given
