"""What the contact work reads: events of every kind, in the order of the log."""

from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from domain.shared.stamp import Stamp


class Happened(Protocol):
    """One event where it stands in the log."""

    @property
    def stream(self) -> UUID:
        """Whose event it is: a case's, a place's, a deputy's …"""

    @property
    def position(self) -> int:
        """Its place in the whole log, from 1."""

    @property
    def version(self) -> int:
        """Its place in its stream, from 1."""

    @property
    def event(self) -> Any:
        """What happened."""

    @property
    def stamp(self) -> Stamp:
        """By whom, and when."""


def recorded_at(one: Happened) -> datetime:
    """When it was recorded."""
    return one.stamp.at
