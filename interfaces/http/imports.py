"""Importing a ledger over the API: a job with progress, and a workbook of what could not be taken in."""

from dataclasses import asdict
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, File, Form, UploadFile
from fastapi import Request as HttpRequest
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel

from application.errors import NotFound
from application.ledger import LedgerUnreadable
from domain.shared.people import Actor, Role
from interfaces.bodies import Code
from interfaces.http.asking import allowed, system_of
from interfaces.http.responses import QUERY_ERRORS, errors

router = APIRouter(prefix="/imports", tags=["imports"], responses=QUERY_ERRORS)
IMPORTERS = frozenset({Role.CLERK, Role.SUPERVISOR})
Importer = Annotated[Actor, Depends(allowed(IMPORTERS))]
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class JobBody(BaseModel):
    """An import and how far it is."""

    id: str
    state: Literal["waiting", "running", "finished", "failed"]
    rows: int
    done: int
    added: int
    known: int
    answers: int
    errors: int
    slug: str | None
    started_at: str
    finished_at: str | None


@router.post(
    "",
    status_code=202,
    response_model=None,
    responses={202: {"model": JobBody}, **errors(413, 415)},
    summary="导入台账 import a ledger",
)
def submit(
    http: HttpRequest,
    actor: Importer,
    file: Annotated[UploadFile, File(description="XLSX, or CSV in UTF-8 or GB18030")],
    source: Annotated[Code, Form(description="Name of the ledger; its numbers are unique within it")] = "ledger",
) -> JSONResponse:
    """Take a ledger in; feeding it in twice adds nothing."""
    system = system_of(http)
    suffix = ".csv" if (file.filename or "").lower().endswith(".csv") else ".xlsx"
    try:
        job = system.import_jobs.submit(file.file.read(), suffix, by=actor, source=source)
    except LedgerUnreadable as no:
        error = {"type": no.slug, "loc": ("body", "file"), "msg": "", "input": None}
        raise RequestValidationError([error]) from None
    return JSONResponse(_job(http, job), 202, headers={"Location": f"/api/v1/imports/{job}"})


@router.get("/{id}", response_model=JobBody, summary="导入进度 import job")
def job(http: HttpRequest, id: UUID, actor: Importer) -> JSONResponse:
    """How far an import is."""
    return JSONResponse(_job(http, str(id)))


@router.get(
    "/{id}/errors.xlsx",
    response_class=Response,
    responses={200: {"content": {XLSX: {"schema": {"type": "string", "format": "binary"}}}}},
    summary="错误表 error workbook",
)
def error_workbook(http: HttpRequest, id: UUID, actor: Importer) -> Response:
    """The lines that could not be taken in, with the reason beside each."""
    workbook = system_of(http).import_jobs.error_workbook(str(id))
    if workbook is None:
        raise NotFound()
    return Response(workbook, media_type=XLSX, headers={"Content-Disposition": f'attachment; filename="{id}.xlsx"'})


def _job(http: HttpRequest, job: str) -> dict[str, Any]:
    found = system_of(http).import_jobs.get(job)
    if found is None:
        raise NotFound()
    started, finished = found.started_at.isoformat(), found.finished_at.isoformat() if found.finished_at else None
    return {**asdict(found), "started_at": started, "finished_at": finished}
