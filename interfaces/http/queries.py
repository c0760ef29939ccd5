"""Reading cases: the register, one case at any moment, its history, and statistics."""

from dataclasses import asdict
from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Query
from fastapi import Request as HttpRequest
from fastapi.responses import JSONResponse
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from application import queries
from application.queries import RegisterFilter, Views
from domain.policies.policy import Level, Track
from domain.shared.identity import SuggestionId
from domain.shared.people import Actor, Role
from domain.suggestion.authority import REACH, Reach
from domain.suggestion.state import Stage
from interfaces.bodies import Code
from interfaces.http.asking import allowed, system_of
from interfaces.http.reading import Listed, Page, from_cursor, invalid, page_of, to_cursor
from interfaces.http.responses import QUERY_ERRORS
from interfaces.outcomes import language_of
from interfaces.wording import sentence

router = APIRouter(tags=["queries"], responses=QUERY_ERRORS)
READERS = frozenset(role for role in Role if REACH[role] not in (Reach.NONE, Reach.ONE))
Reader = Annotated[Actor, Depends(allowed(READERS))]
_NOT_FILTERS = {"limit", "cursor", "after", "sort", "count"}


class RegisterQuery(Listed):
    """Filters of the register."""

    stage: Stage | None = None
    unit: Code | None = None
    station: Code | None = None
    category: Code | None = None
    track: Track | None = None
    supervision: Level | None = None
    overdue: bool | None = None
    due_before: date | None = None
    received_from: date | None = None
    received_to: date | None = None
    q: Code | None = Field(default=None, description="Words of title and text, or a case number")
    sort: Literal["received_on", "-received_on", "due_on", "-due_on"] = "-received_on"
    count: bool = False


@router.get("/suggestions", response_model=Page, summary="台账 register")
def register(http: HttpRequest, actor: Reader, query: Annotated[RegisterQuery, Query()]) -> JSONResponse:
    """List the cases within reach, a page at a time."""
    system = system_of(http)
    wanted, place, now = (
        RegisterFilter(**query.model_dump(exclude=_NOT_FILTERS)),
        from_cursor(query.cursor),
        system.clock.now(),
    )

    def ask(views: Views) -> queries.Page:
        return views.register(
            actor, wanted, sort=query.sort, after=place, limit=query.limit, count=query.count, now=now
        )

    page = page_of(system.lists, ask, query.after)
    rows = Page(
        items=[asdict(row) for row in page.rows],
        next_cursor=to_cursor(page.next),
        position=page.position,
        count=page.count,
    )
    return JSONResponse(rows.model_dump(mode="json", exclude={} if query.count else {"count"}))


class AtQuery(BaseModel):
    """Which moment of a case is asked for."""

    model_config = ConfigDict(extra="forbid")

    at: AwareDatetime | None = Field(default=None, description="As known at this instant")
    version: int | None = Field(default=None, ge=1, le=10**9)


@router.get("/suggestions/{id}", response_model=dict[str, Any], summary="一件 case")
def case(http: HttpRequest, id: UUID, actor: Reader, query: Annotated[AtQuery, Query()]) -> JSONResponse:
    """One case as the office knew it then."""
    if query.at is not None and query.version is not None:
        raise invalid("version", "at_or_version")
    reading = system_of(http).casefile.read(SuggestionId(id), actor, at=query.at, version=query.version)
    return JSONResponse(reading.facts, headers={"ETag": f'"{reading.version}"'})


class HistoryQuery(BaseModel):
    """Which moment of a history is asked for."""

    model_config = ConfigDict(extra="forbid")

    at: AwareDatetime | None = None


@router.get("/suggestions/{id}/history", response_model=dict[str, Any], summary="办理过程 history")
def history(http: HttpRequest, id: UUID, actor: Reader, query: Annotated[HistoryQuery, Query()]) -> JSONResponse:
    """Everything that happened to a case, oldest first."""
    system = system_of(http)
    lines = system.casefile.history(SuggestionId(id), actor, at=query.at)
    names = system.directory.names([line.actor.id for line in lines])
    language, called = language_of(http.headers.get("accept-language")), system.codebook.names()
    items = [
        {
            "version": line.version,
            "position": line.position,
            "event": line.event,
            "occurred_at": line.occurred_at.isoformat(),
            "recorded_at": line.recorded_at.isoformat(),
            "actor": {"name": names.get(line.actor.id), "role": line.actor.role.value, "org": line.actor.org},
            "sentence": sentence(line.event, line.data, language, called),
            "data": line.data,
            "leaf_index": line.position - 1,
        }
        for line in lines
    ]
    return JSONResponse({"items": items})
