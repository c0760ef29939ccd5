"""The office's desk lists: load by unit, open last days, the ledgers of supervision and of promises."""

from dataclasses import asdict
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query
from fastapi import Request as HttpRequest
from fastapi.encoders import jsonable_encoder
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict

from domain.shared.people import Actor, Role
from interfaces.bodies import Code
from interfaces.http.asking import allowed, system_of
from interfaces.http.responses import QUERY_ERRORS

router = APIRouter(tags=["office"], responses=QUERY_ERRORS)
OVERSEERS = frozenset({Role.SUPERVISOR, Role.CHAIR, Role.AUDITOR})
Overseer = Annotated[Actor, Depends(allowed(OVERSEERS))]
Concerned = Annotated[Actor, Depends(allowed(OVERSEERS | {Role.DEPARTMENT}))]


class Items(BaseModel):
    """A list and the position it was read at."""

    items: list[dict[str, Any]]
    position: int


class UnitQuery(BaseModel):
    """Whose lines are wanted; a handling unit sees its own."""

    model_config = ConfigDict(extra="forbid")

    unit: Code | None = None

    def unit_for(self, actor: Actor) -> str | None:
        """The unit asked for, or the asker's own."""
        return actor.org if actor.role is Role.DEPARTMENT else self.unit


class DeadlineQuery(UnitQuery):
    """Up to which day."""

    until: date


class CommitmentQuery(UnitQuery):
    """All promises, or those still open."""

    open: bool = True


@router.get("/workload", response_model=Items, summary="承办量 workload")
def workload(http: HttpRequest, actor: Overseer) -> JSONResponse:
    """What every handling unit has on its desk."""
    system = system_of(http)
    return _answer(http, [asdict(line) for line in system.views.workload(system.clock.now())])


@router.get("/deadlines", response_model=Items, summary="期限 deadlines")
def deadlines(http: HttpRequest, actor: Concerned, query: Annotated[DeadlineQuery, Query()]) -> JSONResponse:
    """Last days still to be met, soonest first, the missed ones among them; a thousand at most."""
    lines = system_of(http).views.deadlines(until=query.until, unit=query.unit_for(actor))
    return _answer(http, [asdict(line) for line in lines])


class SupervisionQuery(UnitQuery):
    """All notices, or those that still await an account."""

    open: bool = True


@router.get("/supervision", response_model=Items, summary="督办台账 supervision")
def supervision(http: HttpRequest, actor: Concerned, query: Annotated[SupervisionQuery, Query()]) -> JSONResponse:
    """Supervision notices unit by unit, by the day the account is due; a thousand at most."""
    lines = system_of(http).views.supervision(open_only=query.open, unit=query.unit_for(actor))
    return _answer(http, [asdict(line) for line in lines])


@router.get("/commitments", response_model=Items, summary="承诺台账 commitments")
def commitments(http: HttpRequest, actor: Concerned, query: Annotated[CommitmentQuery, Query()]) -> JSONResponse:
    """Promises by their last day; a thousand at most."""
    lines = system_of(http).views.commitments(open_only=query.open, unit=query.unit_for(actor))
    return _answer(http, [asdict(line) for line in lines])


def _answer(http: HttpRequest, items: list[dict[str, Any]]) -> JSONResponse:
    position = system_of(http).views.position()
    return JSONResponse({"items": jsonable_encoder(items), "position": position})
