"""What pages of the contact work share: what people are called, and what happened in words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from application.casefile import HistoryLine
from domain.contact.nouns import Noun
from domain.shared.identity import ActorId, ContactId
from domain.shared.people import Role
from interfaces.web.visiting import Visit

READERS = frozenset({Role.CLERK, Role.STATION_HEAD, Role.SUPERVISOR, Role.CHAIR, Role.AUDITOR, Role.DEPUTY})
"""Who works with places, deputies and activities on pages."""
WORDS = ("name", "title", "period", "basis", "minutes")
"""What people wrote in an event: told beside its sentence, as it is in no language of the pages."""


@dataclass(frozen=True, slots=True)
class Told:
    """One line of a history: `data` for its sentence, `words` beside it."""

    line: HistoryLine
    data: Mapping[str, Any]
    words: str


def called(visit: Visit, persons: Iterable[str | None]) -> Mapping[str, str]:
    """Names by person: deputies from the roster, others from the directory."""
    wanted = sorted({person for person in persons if person})
    known = visit.system.directory.names([ActorId(person) for person in wanted])
    return {str(person): name for person, name in known.items()} | dict(visit.system.contact.views.called(wanted))


def history(visit: Visit, noun: Noun, id: UUID) -> Sequence[Told]:
    """What happened, newest first."""
    lines = visit.system.contact.file.history(noun, ContactId(id), visit.actor)
    return [_told(line) for line in reversed(lines)]


def _told(line: HistoryLine) -> Told:
    words = [str(line.data[name]) for name in WORDS if isinstance(line.data.get(name), str)]
    return Told(line, {k: v for k, v in line.data.items() if k not in WORDS}, " ".join(words))
