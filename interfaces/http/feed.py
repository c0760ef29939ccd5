"""The feed of everything that happened: CloudEvents 1.0, in total order, with sealed text left sealed."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Header, Query
from fastapi import Request as HttpRequest
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse, StreamingResponse
from pydantic import BaseModel, ConfigDict, Field

from application.ports import AnyRecorded, Recorded
from application.primitives import primitives
from application.system import System
from application.verbs import event_name, full_name
from domain.shared.people import Actor, Role
from domain.shared.sealed import Sealed
from interfaces.http.asking import allowed, system_of
from interfaces.http.reading import LARGEST_POSITION
from interfaces.http.responses import QUERY_ERRORS

router = APIRouter(prefix="/events", tags=["feed"], responses=QUERY_ERRORS)
LISTENERS = frozenset({Role.AUDITOR, Role.SUPERVISOR})
Listener = Annotated[Actor, Depends(allowed(LISTENERS))]
BATCH_TYPE = "application/cloudevents-batch+json"
HEARTBEAT = 1.0
"""Seconds between looks at the log while a listener waits; each sends a comment line, so a dead one is noticed."""
LONGEST_STREAM = 3600
"""Looks after which a stream ends; the listener reconnects with Last-Event-ID."""


class FeedQuery(BaseModel):
    """Where to go on from, and which events are wanted."""

    model_config = ConfigDict(extra="forbid")

    after: int = Field(default=0, ge=0, le=LARGEST_POSITION, description="The position read last")
    limit: int = Field(default=100, ge=1, le=1000)
    types: str | None = Field(default=None, max_length=1000, description="Event names, separated by commas")

    def wants(self, record: AnyRecorded) -> bool:
        """Whether an event is of a wanted type: an event of a case by its name, any other with its noun in front."""
        return self.types is None or told_name(record) in self.types.split(",")


def told_name(record: AnyRecorded) -> str:
    """Such as `closed` for a case, `activity.closed` for an activity."""
    return event_name(type(record.event)) if isinstance(record, Recorded) else full_name(type(record.event))


@router.get(
    "",
    response_model=None,
    responses={200: {"content": {BATCH_TYPE: {"schema": {"type": "array", "items": {"type": "object"}}}}}},
    summary="事件 events",
)
def events(http: HttpRequest, actor: Listener, query: Annotated[FeedQuery, Query()]) -> JSONResponse:
    """The next events of the log; `Huying-Position` is where to go on from."""
    records = system_of(http).log.after(query.after, query.limit)
    position = records[-1].position if records else query.after
    batch = [cloud_event(record) for record in records if query.wants(record)]
    return JSONResponse(batch, media_type=BATCH_TYPE, headers={"Huying-Position": str(position)})


@router.get(
    "/stream",
    response_model=None,
    responses={200: {"content": {"text/event-stream": {"schema": {"type": "string"}}}}},
    summary="事件流 event stream",
)
def stream(
    http: HttpRequest,
    actor: Listener,
    query: Annotated[FeedQuery, Query()],
    last_event_id: Annotated[str | None, Header(pattern=r"^\d{1,15}$")] = None,
) -> StreamingResponse:
    """The same as server-sent events, resumable by Last-Event-ID."""
    start = int(last_event_id) if last_event_id else query.after
    lines = _lines(system_of(http), start, query)
    return StreamingResponse(lines, media_type="text/event-stream", headers={"X-Accel-Buffering": "no"})


async def _lines(system: System, position: int, query: FeedQuery) -> AsyncIterator[str]:
    """A listener that waits holds no thread: there may be many, and commands need the threads."""
    for _ in range(LONGEST_STREAM):
        records = await run_in_threadpool(system.log.after, position, query.limit)
        for record in records:
            position = record.position
            if query.wants(record):
                data = json.dumps(cloud_event(record), ensure_ascii=False)
                yield f"id: {position}\nevent: {told_name(record)}\ndata: {data}\n\n"
        if not records:
            yield f": {position}\n\n"
            await asyncio.sleep(HEARTBEAT)


def cloud_event(record: AnyRecorded) -> dict[str, Any]:
    """One event as CloudEvents 1.0 has it; `recordedtime` and `sequence` are extensions."""
    return {
        "specversion": "1.0",
        "id": f"{record.stream}/{record.version}",
        "source": "/api/v1/suggestions",
        "subject": str(record.stream),
        "type": full_name(type(record.event)),
        "time": record.stamp.occurred_at.isoformat(),
        "recordedtime": record.stamp.at.isoformat(),
        "sequence": f"{record.position:015d}",
        "position": record.position,
        "actorrole": record.stamp.by.role.value,
        "actororg": record.stamp.by.org,
        "datacontenttype": "application/json",
        "data": primitives(record.event, _token),
    }


def _token(_: str, sealed: Sealed) -> dict[str, Any]:
    return {"$sealed": {"kid": sealed.kid, "d": sealed.d}}
