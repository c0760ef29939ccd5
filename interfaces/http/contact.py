"""Reading one place, deputy, group, selection or activity at any moment; its history, duty record and calendar."""

from collections.abc import Callable
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query
from fastapi import Request as HttpRequest
from fastapi.encoders import jsonable_encoder
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel, ConfigDict

from application.icalendar import icalendar
from application.primitives import primitives
from domain.contact.duty import record
from domain.contact.nouns import DEPUTY, NOUNS, PLACE, Noun
from domain.contact.reading import READERS
from domain.shared.identity import ContactId
from domain.shared.people import Actor
from interfaces.http.asking import allowed, system_of
from interfaces.http.bodies import Instant
from interfaces.http.responses import QUERY_ERRORS
from interfaces.outcomes import language_of
from interfaces.wording import sentence

router = APIRouter(tags=["contact work"], responses=QUERY_ERRORS)
Reader = Annotated[Actor, Depends(allowed(READERS))]
CALENDAR = "text/calendar; charset=utf-8"


class Known(BaseModel):
    """As known when."""

    model_config = ConfigDict(extra="forbid")

    at: Instant | None = None


@router.get(
    "/places/{id}/calendar.ics",
    response_model=None,
    summary="日历 calendar",
    responses={200: {"content": {"text/calendar": {"schema": {"type": "string"}}}}},
)
def calendar(http: HttpRequest, id: UUID, actor: Reader) -> Response:
    """What is planned at a place, as iCalendar (RFC 5545)."""
    system = system_of(http)
    place = system.contact.file.read(PLACE, ContactId(id), actor).facts
    now = system.clock.now()
    return Response(icalendar(place["name"], system.contact.views.coming(place["code"], now), now), media_type=CALENDAR)


@router.get("/deputies/{id}/duty-record", response_model=None, summary="履职实绩档案 duty record")
def duty_record(http: HttpRequest, id: UUID, actor: Reader, query: Annotated[Known, Query()]) -> JSONResponse:
    """What a deputy did, in eight parts, as it stood at any moment; nobody types it in."""
    system = system_of(http)
    deputy = system.contact.file.read(DEPUTY, ContactId(id), actor, at=query.at).facts
    at = query.at or system.clock.now()
    parts = record(system.contact.views.duty(deputy["person"], at), at)
    told = {part.value: primitives(tuple(lines), lambda *_: None) for part, lines in parts.items()}
    head = {"id": str(id), "person": deputy["person"], "name": deputy["name"], "known_at": at.isoformat()}
    counts = {part: len(lines) for part, lines in told.items()}
    return JSONResponse({**head, "parts": told, "counts": counts, "position": system.views.position()})


@router.get("/activities/{id}/steps", response_model=None, summary="接待日五步 steps of a reception")
def steps(http: HttpRequest, id: UUID, actor: Reader, query: Annotated[Known, Query()]) -> JSONResponse:
    """How well a reception day was run: five steps at twenty points each, and the events each rests on."""
    found = system_of(http).contact.file.steps(ContactId(id), actor, at=query.at)
    told = [{"step": s.step.value, "points": s.points, "positions": list(s.positions)} for s in found]
    return JSONResponse({"id": str(id), "steps": told, "total": sum(s.points for s in found)})


def _one(noun: Noun) -> Callable[..., JSONResponse]:
    def one(http: HttpRequest, id: UUID, actor: Reader, query: Annotated[Known, Query()]) -> JSONResponse:
        reading = system_of(http).contact.file.read(noun, ContactId(id), actor, at=query.at)
        return JSONResponse(reading.facts, headers={"ETag": f'"{reading.version}"'})

    return one


def _history(noun: Noun) -> Callable[..., JSONResponse]:
    def history(http: HttpRequest, id: UUID, actor: Reader, query: Annotated[Known, Query()]) -> JSONResponse:
        system, language = system_of(http), language_of(http.headers.get("accept-language"))
        lines = system.contact.file.history(noun, ContactId(id), actor, at=query.at)
        names = system.directory.names([line.actor.id for line in lines])
        told = [
            {
                "version": line.version,
                "position": line.position,
                "event": line.event,
                "sentence": sentence(line.event, line.data, language),
                "occurred_at": line.occurred_at,
                "recorded_at": line.recorded_at,
                "actor": names.get(line.actor.id, line.actor.role.value),
                "role": line.actor.role.value,
                "org": line.actor.org,
                "data": line.data,
            }
            for line in lines
        ]
        return JSONResponse({"items": jsonable_encoder(told)})

    return history


for _noun in NOUNS:
    _path = f"/{_noun.plural}/{{id}}"
    router.add_api_route(
        _path,
        _one(_noun),
        response_model=None,
        summary=f"{_noun.zh} {_noun.name}",
        description=f"One {_noun.name} as known at any moment.",
        operation_id=f"read_{_noun.name}",
    )
    router.add_api_route(
        f"{_path}/history",
        _history(_noun),
        response_model=None,
        summary=f"{_noun.zh}沿革 {_noun.name} history",
        description=f"Everything that happened to one {_noun.name}, oldest first, as known at any moment.",
        operation_id=f"history_of_{_noun.name}",
    )
