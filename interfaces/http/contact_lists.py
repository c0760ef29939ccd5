"""The lists of the contact work: places, deputies, groups, selections, activities, and the regulations."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query
from fastapi import Request as HttpRequest
from fastapi.encoders import jsonable_encoder
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field

from application.contact_queries import ActivityFilter, DeputyFilter, PlaceFilter
from application.system import System
from domain.activities.particulars import Kind
from domain.activities.state import Stage as ActivityStage
from domain.contact.reading import READERS
from domain.deputies.particulars import Level
from domain.places.particulars import PlaceKind
from domain.places.state import Stage as PlaceStage
from domain.shared.people import Actor
from interfaces.http.asking import allowed, system_of
from interfaces.http.bodies import Code
from interfaces.http.reading import LARGEST_POSITION, Page, invalid, wait_for
from interfaces.http.responses import QUERY_ERRORS

router = APIRouter(tags=["contact work"], responses=QUERY_ERRORS)
Reader = Annotated[Actor, Depends(allowed(READERS))]
CALENDAR = "text/calendar; charset=utf-8"


class Places(BaseModel):
    """Which places, and a page of them; `cursor` is what the last page gave."""

    model_config = ConfigDict(extra="forbid")

    kind: PlaceKind | None = None
    township: Code | None = None
    stage: PlaceStage | None = None
    limit: int = Field(default=50, ge=1, le=200)
    cursor: int = Field(default=0, ge=0, le=LARGEST_POSITION)
    after: int | None = Field(default=None, ge=0, le=LARGEST_POSITION)


class Deputies(BaseModel):
    """Which deputies, and a page of them."""

    model_config = ConfigDict(extra="forbid")

    level: Level | None = None
    station: Code | None = None
    person: Code | None = None
    name: Code | None = None
    limit: int = Field(default=50, ge=1, le=200)
    cursor: int = Field(default=0, ge=0, le=LARGEST_POSITION)
    after: int | None = Field(default=None, ge=0, le=LARGEST_POSITION)


class Groups(BaseModel):
    """Which groups, and a page of them."""

    model_config = ConfigDict(extra="forbid")

    township: Code | None = None
    limit: int = Field(default=50, ge=1, le=200)
    cursor: int = Field(default=0, ge=0, le=LARGEST_POSITION)
    after: int | None = Field(default=None, ge=0, le=LARGEST_POSITION)


class Activities(BaseModel):
    """Which activities, and a page of them, the latest first."""

    model_config = ConfigDict(extra="forbid")

    kind: Kind | None = None
    place: Code | None = None
    stage: ActivityStage | None = None
    person: Code | None = None
    starts_from: date | None = None
    starts_to: date | None = Field(default=None, le=date(2200, 1, 1))
    limit: int = Field(default=50, ge=1, le=200)
    cursor: str | None = Field(default=None, max_length=60, pattern=r"^\d{1,12}\.\d{1,6}_\d{1,15}$")
    after: int | None = Field(default=None, ge=0, le=LARGEST_POSITION)


class Regulations(BaseModel):
    """All regulations, or those in force alone."""

    model_config = ConfigDict(extra="forbid")

    in_force: bool | None = None


@router.get("/places", response_model=Page, summary="站点 places")
def places(http: HttpRequest, actor: Reader, query: Annotated[Places, Query()]) -> JSONResponse:
    """Homes, stations and the office, in the order they were opened."""
    system = _waited(http, query.after)
    kind = query.kind.value if query.kind else None
    stage = query.stage.value if query.stage else None
    wanted = PlaceFilter(kind=kind, township=query.township, stage=stage)
    found = system.contact.views.places(wanted, after=query.cursor, limit=query.limit + 1)
    return _page(system, found, query.limit)


@router.get("/deputies", response_model=Page, summary="代表 deputies")
def deputies(http: HttpRequest, actor: Reader, query: Annotated[Deputies, Query()]) -> JSONResponse:
    """Deputies, in the order they were entered."""
    system = _waited(http, query.after)
    level = query.level.value if query.level else None
    wanted = DeputyFilter(level=level, station=query.station, person=query.person, name=query.name)
    found = system.contact.views.deputies(wanted, after=query.cursor, limit=query.limit + 1)
    return _page(system, found, query.limit)


@router.get("/groups", response_model=Page, summary="代表小组 groups")
def groups(http: HttpRequest, actor: Reader, query: Annotated[Groups, Query()]) -> JSONResponse:
    """Groups of deputies, in the order they were formed."""
    system = _waited(http, query.after)
    found = system.contact.views.groups(township=query.township, after=query.cursor, limit=query.limit + 1)
    return _page(system, found, query.limit)


@router.get("/selections", response_model=Page, summary="五好评选 selections")
def selections(http: HttpRequest, actor: Reader) -> JSONResponse:
    """Every selection of the five-good, the latest year first."""
    system = system_of(http)
    return _page(system, system.contact.views.selections(), LARGEST_POSITION)


@router.get("/activities", response_model=Page, summary="活动 activities")
def activities(http: HttpRequest, actor: Reader, query: Annotated[Activities, Query()]) -> JSONResponse:
    """Activities, the latest first."""
    system = _waited(http, query.after)
    wanted = ActivityFilter(
        kind=query.kind.value if query.kind else None,
        place=query.place,
        stage=query.stage.value if query.stage else None,
        person=query.person,
        starts_from=query.starts_from,
        starts_to=query.starts_to,
    )
    found = system.contact.views.activities(wanted, after=_place(query.cursor, system), limit=query.limit + 1)
    page = found[: query.limit]
    more = len(found) > query.limit
    return _answer(system, page, f"{page[-1].starts_at.timestamp():.6f}_{page[-1].position}" if more else None)


def _place(cursor: str | None, system: System) -> tuple[datetime, int] | None:
    if cursor is None:
        return None
    at, _, position = cursor.partition("_")
    try:
        return datetime.fromtimestamp(float(at), system.clock.zone), int(position)
    except (ValueError, OverflowError, OSError):
        raise invalid("cursor", "cursor_unreadable") from None


@router.get("/regulations", response_model=Page, summary="制度 regulations")
def regulations(http: HttpRequest, actor: Reader, query: Annotated[Regulations, Query()]) -> JSONResponse:
    """The register of regulations: each once, whatever its versions."""
    system = system_of(http)
    return _answer(system, system.contact.views.regulations(in_force=query.in_force), None)


def _waited(http: HttpRequest, position: int | None) -> System:
    system = system_of(http)
    wait_for(system.views, position)
    return system


def _page(system: System, found: Sequence[Any], limit: int) -> JSONResponse:
    page = found[:limit]
    return _answer(system, page, str(page[-1].position) if len(found) > limit else None)


def _answer(system: System, rows: Sequence[Any], cursor: str | None) -> JSONResponse:
    items = jsonable_encoder([asdict(row) for row in rows])
    return JSONResponse({"items": items, "next_cursor": cursor, "position": system.views.position()})
