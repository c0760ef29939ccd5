"""What every read shares: waiting for a position, cursors, and text that may be asked for."""

import base64
import binascii
from collections.abc import Callable
from typing import Annotated, Any

from fastapi import Query
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ConfigDict, Field

from application import queries
from application.errors import ViewsBehind
from application.queries import Lists, Views
from interfaces.requests import WAIT

LARGEST_POSITION = 2**53 - 1

After = Annotated[
    int | None, Query(ge=0, le=LARGEST_POSITION, description="Wait until the views include this position")
]


class Listed(BaseModel):
    """Query parameters of every list; unknown ones are refused by name."""

    model_config = ConfigDict(extra="forbid")

    limit: int = Field(default=50, ge=1, le=200)
    cursor: str | None = Field(default=None, max_length=200)
    after: int | None = Field(default=None, ge=0, le=LARGEST_POSITION)


class Page(BaseModel):
    """One page of a list."""

    items: list[dict[str, Any]]
    next_cursor: str | None
    position: int
    count: int | None = None


def page_of(lists: Lists, ask: Callable[[Views], queries.Page], after: int | None) -> queries.Page:
    """Ask for a page, and wait up to a second until it includes a position. Raises `ViewsBehind`."""
    found = lists.page(ask, including=after, patience=WAIT)
    if found is None:
        raise ViewsBehind("after")
    return found


def to_cursor(place: tuple[str, int] | None) -> str | None:
    """An opaque place in a list."""
    return base64.urlsafe_b64encode(f"{place[0]}|{place[1]}".encode()).decode() if place else None


def from_cursor(cursor: str | None) -> tuple[str, int] | None:
    """Read a cursor; 422 for one this service did not make."""
    if cursor is None:
        return None
    try:
        key, _, position = base64.urlsafe_b64decode(cursor.encode()).decode().partition("|")
        return Place(key=key, position=int(position)).pair
    except (binascii.Error, ValueError):
        raise invalid("cursor", "cursor_unreadable") from None


class Place(BaseModel):
    """The inside of a cursor."""

    key: str = Field(pattern=r"^(\d{4}-\d{2}-\d{2}|infinity)$")
    position: int = Field(ge=0, le=LARGEST_POSITION)

    @property
    def pair(self) -> tuple[str, int]:
        """As the views take it."""
        return self.key, self.position


def invalid(field: str, rule: str) -> RequestValidationError:
    """A query parameter that breaks a rule of its own."""
    return RequestValidationError([{"type": rule, "loc": ("query", field), "msg": "", "input": None}])
