"""Stations and homes for everybody: where they are, who receives when, what is on the board, what came of it."""

from datetime import date, datetime
from typing import Annotated, Any
from urllib.parse import quote
from uuid import UUID

from fastapi import APIRouter, Depends
from starlette.responses import Response

from application.contact_queries import ActivityFilter, PlaceFilter, PlaceRow
from application.errors import NotFound
from application.icalendar import icalendar
from domain.contact.nouns import PLACE
from domain.places.particulars import PlaceKind
from domain.places.state import Place
from domain.shared.identity import ContactId
from interfaces.web.contact_forms import MANY
from interfaces.web.contact_reading import called
from interfaces.web.group import Group
from interfaces.web.languages import N_
from interfaces.web.qr import drawn
from interfaces.web.rendering import render
from interfaces.web.station_counts import SHOWN, StationCounts
from interfaces.web.visiting import Visit, anybody

router = APIRouter()
Anybody = Annotated[Visit, Depends(anybody)]
A_PAGE = 60
NEXT_TURNS = 8
CALENDAR = "text/calendar; charset=utf-8"
CRUMB = N_("联络站和代表之家")


@router.get("/stations")
def stations(visit: Anybody, q: str = "", township: str = "", kind: str = "station", page: int = 0) -> Response:
    """Every open station or home, found by its name or township."""
    kind = kind if kind in ("station", "home") else "station"
    wanted = PlaceFilter(kind=kind, township=township or None, stage="open")
    rows = visit.system.contact.views.places(wanted, after=0, limit=MANY)
    found = [row for row in rows if q.strip() in f"{row.name}{row.address or ''}"]
    start = max(page, 0) * A_PAGE
    kept = f"/stations?kind={kind}&township={quote(township)}&q={quote(q)}"
    everywhere = visit.system.contact.views.places(PlaceFilter(kind=kind, stage="open"), after=0, limit=MANY)
    told: dict[str, Any] = {
        "rows": found[start : start + A_PAGE],
        "count": len(found),
        "q": q,
        "kind": kind,
        "township": township,
        "townships": sorted({row.township for row in everywhere if row.township}),
        "next_days": _next_days(visit),
        "next": f"{kept}&page={page + 1}" if len(found) > start + A_PAGE else "",
        "first": kept if start else "",
        "crumbs": ((visit.say(CRUMB), ""),),
    }
    return render(visit, "places/stations.html", **told)


@router.get("/stations/{id}")
def station(visit: Anybody, id: UUID) -> Response:
    """A station as its voters see it."""
    return _page(visit, id, PlaceKind.STATION)


@router.get("/homes/{id}")
def home(visit: Anybody, id: UUID) -> Response:
    """A home as everybody sees it, with its stations."""
    return _page(visit, id, PlaceKind.HOME)


@router.get("/stations/{id}/calendar.ics")
def calendar(visit: Anybody, id: UUID) -> Response:
    """What was announced at a place, for a calendar that follows it."""
    place, now = _place(visit, id), visit.system.clock.now()
    assert place.code is not None
    rows = [row for row in visit.system.contact.views.coming(place.code, now) if row.announced_at]
    return Response(icalendar(str(place.name), rows, now), media_type=CALENDAR)


def _place(visit: Visit, id: UUID) -> Place:
    found: Place | None = visit.system.contact.file.shown(PLACE, [ContactId(id)]).get(ContactId(id))
    if found is None or found.kind is PlaceKind.OFFICE:
        raise NotFound()
    return found


def _page(visit: Visit, id: UUID, kind: PlaceKind) -> Response:
    place, now = _place(visit, id), visit.system.clock.now()
    if place.kind is not kind:
        raise NotFound()
    today = now.date()
    turns = [turn for turn in place.rota if turn.on >= today][:NEXT_TURNS]
    assert place.code is not None
    coming = [row for row in visit.system.contact.views.coming(place.code, now) if row.announced_at][:NEXT_TURNS]
    people = [one.person for one in place.staff] + [one for turn in turns for one in turn.deputies]
    counts, counted_at = _counts(visit, place.code)
    told: dict[str, Any] = {
        "id": id,
        "place": place,
        "turns": turns,
        "coming": coming,
        "board": [one for one in reversed(place.board) if _is_up(one.taken_down, one.until, today)],
        "called": called(visit, [*people, *(one for row in coming for one in row.hosts)]),
        "counts": counts,
        "counted_at": counted_at,
        "stations": _of_home(visit, place.code) if kind is PlaceKind.HOME else [],
        **_ways_in(visit, f"/{kind.value}s/{id}", place.code),
        "crumbs": ((visit.say(CRUMB), "/stations"), (str(place.code), "")),
    }
    return render(visit, "places/station.html", **told)


def _ways_in(visit: Visit, path: str, code: str) -> dict[str, Any]:
    """Where to speak up, and both ways drawn for a telephone."""
    base, submit = str(visit.request.base_url).rstrip("/"), f"/submit?q={quote(code)}"
    return {"submit": submit, "qr_page": drawn(base + path), "qr_submit": drawn(base + submit)}


def _is_up(taken_down: bool, until: date | None, today: date) -> bool:
    return not taken_down and (until is None or today <= until)


def _of_home(visit: Visit, code: str) -> list[PlaceRow]:
    rows = visit.system.contact.views.places(PlaceFilter(kind="station", stage="open"), after=0, limit=MANY)
    return [row for row in rows if row.home == code]


def _next_days(visit: Visit) -> dict[str, datetime]:
    """The next announced reception of each place."""
    now = visit.system.clock.now()
    wanted = ActivityFilter(kind="reception", starts_from=now.date())
    rows = visit.system.contact.views.activities(wanted, after=None, limit=MANY)
    return {row.place: row.starts_at for row in rows if row.place and row.announced_at and row.ends_at >= now}


def _counts(visit: Visit, code: str) -> tuple[list[tuple[str, int]], datetime]:
    """This year's counts alone, and as of when: no shares of small numbers, nothing of anybody."""
    counts: StationCounts = visit.request.app.state.station_counts
    counted = counts.now()
    mine = counted.by_station.get(code, {})
    year = date(counted.at.year, 1, 1)
    wanted = ActivityFilter(kind="reception", place=code, starts_from=year, starts_to=counted.at.date())
    held = visit.system.contact.views.activities(wanted, after=None, limit=MANY)
    days = sum(row.opened_at is not None for row in held)
    return [("receptions", days), *((name, mine.get(name, 0)) for name in SHOWN)], counted.at


GROUP = Group(name="stations", router=router)
