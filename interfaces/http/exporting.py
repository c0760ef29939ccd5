"""The log for process-mining tools and other offices' systems, streamed."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Query
from fastapi import Request as HttpRequest
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, ConfigDict

from application.exports.exporting import MEDIA, Form
from application.exports.manner import ExportClock, Profile
from domain.shared.people import Actor, Role
from interfaces.http.asking import allowed, system_of
from interfaces.http.responses import QUERY_ERRORS

router = APIRouter(tags=["export"], responses=QUERY_ERRORS)
EXPORTERS = frozenset({Role.AUDITOR, Role.SUPERVISOR})
Exporter = Annotated[Actor, Depends(allowed(EXPORTERS))]
FILE: dict[int | str, Any] = {
    200: {
        "content": {
            media: {"schema": {"type": "object"} if media.endswith("/json") else {"type": "string", "format": "binary"}}
            for media in MEDIA.values()
        }
    }
}


class ExportQuery(BaseModel):
    """For whom, and by which clock."""

    model_config = ConfigDict(extra="forbid")

    profile: Profile = Profile.PUBLIC
    clock: ExportClock = ExportClock.OCCURRED


@router.get("/export/{form}", response_class=StreamingResponse, responses=FILE, summary="导出 export")
def export(
    http: HttpRequest, form: Annotated[Form, Path()], actor: Exporter, query: Annotated[ExportQuery, Query()]
) -> StreamingResponse:
    """The whole log without personal text: OCEL 2.0, XES or CloudEvents."""
    content = system_of(http).exports.stream(form, query.profile, query.clock, actor)
    headers = {"Content-Disposition": f'attachment; filename="huying.{form.value}"'}
    return StreamingResponse(content, media_type=MEDIA[form], headers=headers)
