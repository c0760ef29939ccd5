"""Who read whose words, when and why: written before they are shown (个人信息保护法 51, 54)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from application.ports import StreamId
from domain.shared.identity import SuggestionId
from domain.shared.people import Actor

WHOLE_LOG = SuggestionId(UUID(int=0))
"""Stands where what was read was no one case but the log, as in an export."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """One reading of personal text. `fields` are the names of the fields that were opened."""

    id: int
    at: datetime
    actor: str
    role: str
    org: str
    case_id: UUID
    fields: Sequence[str]
    purpose: str


class AccessLog(Protocol):
    """The append-only record of readings."""

    def note(self, actor: Actor, case: StreamId, fields: Collection[str], purpose: str) -> None:
        """Write one reading down. Raises `Unavailable`: what cannot be noted is not shown."""

    def read(self, case: UUID | None, actor: str | None, before: int, limit: int) -> Sequence[Access]:
        """The newest readings of a case or by a person, older than an id."""
