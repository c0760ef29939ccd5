"""Forms made from a command's own fields, and what comes back in them turned into a request body.

A field inside another is named `changes.voter.name`; the third of several `assignments.2.unit`. Blanks are left out.
"""

import types
from dataclasses import MISSING, dataclass, fields, is_dataclass
from dataclasses import field as described
from datetime import date, datetime
from enum import Enum
from typing import Any, Union, get_args, get_origin, get_type_hints
from uuid import UUID

from pydantic import ValidationError
from starlette.datastructures import FormData

from domain.shared.found_out import BY_DESK
from domain.shared.identity import Digest, PublicText, SuggestionId, UnitCode
from domain.shared.sealed import Sealed
from interfaces.web import labels
from interfaces.wording import shape_message

ROWS = 3
"""Blank places offered for a field that takes several."""
METHODS: tuple[str, ...] = ("call", "visit", "in_person", "letter", "message")
"""Ways of speaking to somebody or handing something over that the pages offer."""
LONG = ("text", "reason", "told", "path", "statement", "note", "decision", "parties", "public_text", "outcome")


@dataclass(frozen=True, slots=True)
class Asked:
    """One field of a form. `kind` is the widget; `inside` are the fields of a group."""

    name: str
    label: str
    kind: str
    required: bool = False
    hint: str = ""
    choices: tuple[str, ...] = ()
    inside: tuple["Asked", ...] = ()
    checked: bool = False
    """Whether a box is ticked where nothing was said yet."""


@dataclass(slots=True)
class Fault:
    """What is wrong, and with which field."""

    field: str
    message: str


@dataclass(slots=True)
class Draft:
    """What was written into a form, kept for showing it again."""

    values: dict[str, str] = described(default_factory=dict)
    faults: list[Fault] = described(default_factory=list)

    @property
    def places(self) -> frozenset[str]:
        """Fields and groups something was written into, such as `assignments.1`."""
        parts = [name.split(".") for name, value in self.values.items() if value]
        return frozenset(".".join(part[:n]) for part in parts for n in range(1, len(part) + 1))

    def fault(self, name: str) -> str:
        """What is wrong with this field; empty where nothing is."""
        return next((f.message for f in self.faults if f.field == name), "")


def asked_of(command: type, prefix: str = "") -> tuple[Asked, ...]:
    """The fields a person fills in to give a command."""
    hints = get_type_hints(command)
    return tuple(
        _asked(prefix + f.name, f.name, hints[f.name], f.default, labels.OWN.get(f"{command.__name__}.{f.name}"))
        for f in fields(command)
        if f.metadata != BY_DESK
    )


def _asked(name: str, last: str, hint: Any, default: Any, label: str | None = None) -> Asked:
    label, hint = label or labels.FIELDS[last], _inner(hint)
    if get_origin(hint) is tuple:
        kind = get_args(hint)[0]
        rows = tuple(
            _asked(f"{name}.{n}", last, kind, MISSING if n == 0 and default is MISSING else None) for n in range(ROWS)
        )
        return Asked(name, label, "several", inside=rows)
    if is_dataclass(hint) and hint is not Sealed:
        return Asked(name, label, "group", inside=asked_of(hint, name + "."))  # type: ignore[arg-type]
    choices = METHODS if last == "method" else ()
    choices = choices or (
        tuple(str(one.value) for one in hint) if isinstance(hint, type) and issubclass(hint, Enum) else ()
    )
    required, checked = default is MISSING, default is True
    return Asked(name, label, _widget(last, hint), required, labels.HINTS.get(last, ""), choices, (), checked)


def _inner(hint: Any) -> Any:
    """The type a field has where it is filled in."""
    if get_origin(hint) in (Union, types.UnionType):
        return next(i for i in get_args(hint) if i is not type(None))
    return hint


def _widget(last: str, hint: Any) -> str:
    if hint is Sealed or hint is PublicText:
        return "words" if last in LONG else "line"
    if hint is UnitCode:
        return "unit"
    if hint is Digest:
        return "file"
    if last == "method":
        return "choice"
    if hint is SuggestionId or not isinstance(hint, type):
        return "line"
    kinds = {bool: "box", date: "date", datetime: "moment", int: "number", UUID: "line"}
    return "choice" if issubclass(hint, Enum) else kinds.get(hint, "line")


def flat(asked: tuple[Asked, ...]) -> list[Asked]:
    """Every field with a widget of its own."""
    return [one for field in asked for one in (flat(field.inside) if field.inside else [field])]


def body_in(form: FormData, asked: tuple[Asked, ...]) -> dict[str, Any]:
    """The request body a form amounts to."""
    body: dict[str, Any] = {}
    for field in asked:
        last = field.name.rpartition(".")[2]
        if field.kind == "several":
            found: Any = [one for row in field.inside if (one := _one(form, row))]
        elif field.kind == "box":
            found = form.get(field.name) is not None
        else:
            found = _one(form, field)
        if found not in (None, "", {}, []):
            body[last] = found
    return body


def _one(form: FormData, field: Asked) -> Any:
    if field.inside:
        return body_in(form, field.inside)
    value = form.get(field.name)
    return value.strip().replace("\r\n", "\n") if isinstance(value, str) else None


def draft_of(form: FormData, asked: tuple[Asked, ...]) -> Draft:
    """Keep what was written."""
    return Draft({f.name: v for f in flat(asked) if isinstance(v := form.get(f.name), str)})


def faults_of(wrong: ValidationError, asked: tuple[Asked, ...], language: str) -> list[Fault]:
    """What is wrong with the form of which fields, each said once."""
    names = [field.name for field in flat(asked)]
    found: dict[str, Fault] = {}
    for error in wrong.errors(include_input=False):
        told = ".".join(str(part) for part in error["loc"])
        fits = [name for name in names if name == told or told.startswith(name + ".") or name.startswith(told + ".")]
        name = fits[0] if fits else told
        found.setdefault(name, Fault(name, shape_message(error["type"], language)))
    return list(found.values())
