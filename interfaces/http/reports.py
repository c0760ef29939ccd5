"""汇报 over HTTP: publish, list, read, take the files, and open the list behind each figure."""

from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Query, Response
from fastapi import Request as HttpRequest
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field

from application.errors import NotFound
from application.ports import ContactRecorded
from application.reporting.catalogue import NAMED
from domain.reports.particulars import Snapshot
from domain.shared.people import Actor, Role
from interfaces.http.asking import COMMAND_HEADERS, Headers, allowed, headers_of, system_of
from interfaces.http.documents import DOCX, docx
from interfaces.http.reading import LARGEST_POSITION
from interfaces.http.responses import COMMAND_ERRORS, QUERY_ERRORS
from interfaces.requests import asked

router = APIRouter(tags=["reports"])
READERS = frozenset({Role.SUPERVISOR, Role.CHAIR, Role.AUDITOR, Role.CLERK, Role.STATION_HEAD, Role.DEPUTY})
Reader = Annotated[Actor, Depends(allowed(READERS))]
Publisher = Annotated[Actor, Depends(allowed(frozenset({Role.SUPERVISOR})))]
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
BINARY = {"schema": {"type": "string", "format": "binary"}}
FILE: dict[int | str, Any] = {200: {"content": {DOCX: BINARY, XLSX: BINARY}}}


class PublishBody(BaseModel):
    """The span of a report, and where the log is cut."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    first: date = Field(alias="from", description="First day")
    last: date = Field(alias="to", description="Last day")
    position: int | None = Field(default=None, ge=1, le=LARGEST_POSITION, description="The log's head without one")


@router.post(
    "/reports",
    status_code=201,
    response_model=dict[str, Any],
    responses=COMMAND_ERRORS,
    summary="印发汇报 publish",
    openapi_extra=COMMAND_HEADERS,
)
def publish(
    http: HttpRequest, actor: Publisher, body: PublishBody, headers: Annotated[Headers, Depends(headers_of)]
) -> JSONResponse:
    """Compose the report of a span, keep its files, and write its figures into the log."""
    system = system_of(http)
    content = body.model_dump(mode="json", by_alias=True)
    request = asked(system, actor, "publish-report", content, key=headers.key, version=headers.version)
    report, receipt = system.reports.publish(body.first, body.last, body.position, request)
    told = {"id": str(report), "position": receipt.position, "version": receipt.version, "events": receipt.events}
    return JSONResponse(told, 201, headers={"Location": f"/api/v1/reports/{report}"})


@router.get("/reports", response_model=dict[str, Any], responses=QUERY_ERRORS, summary="汇报目录 reports")
def reports(http: HttpRequest, actor: Reader) -> JSONResponse:
    """The published reports, newest first, each with the position it was cut at and the digests of its files."""
    return JSONResponse({"items": [_line(record, found) for record, found in system_of(http).reports.published()]})


# Before the report itself: an id takes up whatever follows it.
@router.get("/reports/{id}.{kind}", response_class=Response, responses=QUERY_ERRORS | FILE, summary="汇报文件 file")
def report_file(http: HttpRequest, id: UUID, kind: Literal["docx", "xlsx"], actor: Reader) -> Response:
    """The file as it was published, byte for byte."""
    content = system_of(http).reports.file(id, kind)
    return docx(content, f"report-{id}.{kind}", DOCX if kind == "docx" else XLSX)


@router.get("/reports/{id}", response_model=dict[str, Any], responses=QUERY_ERRORS, summary="汇报 report")
def report(http: HttpRequest, id: UUID, actor: Reader) -> JSONResponse:
    """A published report for a page: its blocks, its figures, and where the list behind each is."""
    content = system_of(http).reports.content(id)
    return JSONResponse({name: value for name, value in content.items() if name != "lists"} | {"id": str(id)})


class ItemsQuery(BaseModel):
    """Which part of a list."""

    model_config = ConfigDict(extra="forbid")

    offset: int = Field(default=0, ge=0, le=10**7)
    limit: int = Field(default=100, ge=1, le=1000)


@router.get(
    "/reports/{id}/figures/{name}", response_model=dict[str, Any], responses=QUERY_ERRORS, summary="指标明细 behind it"
)
def figure(
    http: HttpRequest,
    id: UUID,
    name: Annotated[str, Path(max_length=40, pattern="^[a-z_]+$")],
    actor: Reader,
    query: Annotated[ItemsQuery, Query()],
) -> JSONResponse:
    """The cases or events behind one figure of a published report."""
    found = system_of(http).reports.content(id)["lists"].get(name)
    if found is None or name not in NAMED:
        raise NotFound()
    return JSONResponse({"count": len(found), "items": found[query.offset : query.offset + query.limit]})


def _line(record: ContactRecorded, snapshot: Snapshot) -> dict[str, Any]:
    basis = snapshot.basis
    return {
        "id": str(record.stream),
        "from": basis.first.isoformat(),
        "to": basis.last.isoformat(),
        "position": basis.position,
        "published_at": record.stamp.at.isoformat(),
        "published_position": record.position,
        "edition": basis.edition,
        "policy": basis.policy,
        "calendar": basis.calendar,
        "docx_sha256": snapshot.docx,
        "xlsx_sha256": snapshot.xlsx,
    }
