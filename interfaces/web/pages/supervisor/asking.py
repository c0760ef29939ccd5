"""What the supervising pages are asked: a period, a moment, a station; kept in the address, to be sent on."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from starlette.exceptions import HTTPException

from application.figure_queries import FiguresWanted
from domain.shared.people import OFFICE, Role
from interfaces.web.visiting import Visit

router = APIRouter()
"""Of all the group's pages."""
SUPERVISOR = frozenset({Role.SUPERVISOR})
OVERSEERS = frozenset({Role.SUPERVISOR, Role.CHAIR, Role.AUDITOR})
COUNTERS = OVERSEERS | {Role.STATION_HEAD}
LARGEST_OFFSET = 10**7
LONGEST_CODE = 80


@dataclass(frozen=True, slots=True)
class Scope:
    """Which days are counted, of which station, and as known when. `pinned` is whether a moment was asked for."""

    first: date
    last: date
    at: datetime
    station: str | None
    pinned: bool

    def wanted(self) -> FiguresWanted:
        """As the application asks."""
        return FiguresWanted(first=self.first, last=self.last, at=self.at, station=self.station)

    def address(self, path: str, **more: object) -> str:
        """A page about the same days at the same moment."""
        own = {
            "from": self.first,
            "to": self.last,
            "at": f"{self.at.astimezone(UTC):%Y%m%dT%H%M%S.%fZ}",
            "station": self.station,
        }
        told = {name: value for name, value in (own | more).items() if value not in (None, "")}
        return f"{path}?{urlencode(told)}"

    def since(self, first: date) -> "Scope":
        """The same with another first day."""
        return replace(self, first=first)


def scope_of(visit: Visit) -> Scope:
    """What the address asks for; without a word, this year as known now. A station head's is their own station."""
    asked, now = visit.request.query_params, visit.system.clock.now()
    at = moment(visit, asked.get("at"))
    known = at or now
    last = day(asked.get("to")) or known.date()
    first = day(asked.get("from")) or last.replace(month=1, day=1)
    return Scope(first, last, known, own_station(visit) or word(visit.request, "station"), at is not None)


def own_station(visit: Visit) -> str | None:
    """The one station a person may ask about; None for whoever may ask about all."""
    head = visit.actor.role is Role.STATION_HEAD and visit.actor.org != OFFICE
    return str(visit.actor.org) if head else None


def day(said: str | None) -> date | None:
    """A day of the address; 422 for what is none."""
    try:
        return date.fromisoformat(said) if said else None
    except ValueError:
        raise HTTPException(422) from None


def moment(visit: Visit, said: str | None) -> datetime | None:
    """An instant of the address, in the office's zone where it names none; 422 for what is none."""
    try:
        found = datetime.fromisoformat(said) if said else None
        if found is not None:
            found = found if found.tzinfo else found.replace(tzinfo=visit.system.clock.zone)
            found = found.astimezone(visit.system.clock.zone)
        return found
    except (ValueError, OverflowError):
        raise HTTPException(422) from None


def word(request: Request, name: str, among: tuple[str, ...] | None = None) -> str | None:
    """A code of the address; 422 where it is not one of those it may be."""
    said = request.query_params.get(name) or None
    if said is not None and (len(said) > LONGEST_CODE or not said.isprintable() or (among and said not in among)):
        raise HTTPException(422)
    return said


def offset_of(request: Request) -> int:
    """How many lines come before the page."""
    said = request.query_params.get("offset") or "0"
    if not said.isdecimal() or len(said) > len(str(LARGEST_OFFSET)):
        raise HTTPException(422)
    return int(said)


def position_of(request: Request) -> int | None:
    """The position a list should have reached, from a redirect."""
    said = request.query_params.get("after") or ""
    return int(said) if said.isdecimal() and len(said) < 16 else None
