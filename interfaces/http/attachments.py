"""Files beside a case: taken in sealed, served as downloads and never as pages."""

from dataclasses import asdict
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, File, Path, UploadFile
from fastapi import Request as HttpRequest
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel

from domain.shared.identity import Digest, SuggestionId
from domain.shared.people import Actor, Role
from interfaces.http.asking import allowed, system_of
from interfaces.http.queries import Reader
from interfaces.http.responses import QUERY_ERRORS, errors

router = APIRouter(tags=["attachments"], responses=QUERY_ERRORS)
ADDERS = frozenset({Role.CLERK, Role.STATION_HEAD, Role.SUPERVISOR, Role.DEPARTMENT, Role.DEPUTY, Role.CALLER})
Adder = Annotated[Actor, Depends(allowed(ADDERS))]
Sha256 = Annotated[str, Path(pattern=r"^[0-9a-f]{64}$")]
FILE: dict[int | str, Any] = {
    200: {"content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}}
}


class AttachmentBody(BaseModel):
    """What a command names the file by."""

    sha256: str
    size: int
    mime: str


@router.post(
    "/attachments",
    status_code=201,
    response_model=AttachmentBody,
    responses=errors(413, 415),
    summary="上传附件 add an attachment",
)
def add(http: HttpRequest, actor: Adder, file: Annotated[UploadFile, File()]) -> JSONResponse:
    """Keep a file sealed; commands name it by the digest that is given back."""
    kept = system_of(http).attachments.add(file.file.read(), file.content_type or "", actor)
    return JSONResponse(asdict(kept), 201)


@router.get(
    "/suggestions/{id}/attachments/{sha256}",
    response_class=Response,
    responses=FILE,
    summary="附件 attachment",
)
def attachment(http: HttpRequest, id: UUID, sha256: Sha256, actor: Reader) -> Response:
    """A file that an event of the case names."""
    content, mime = system_of(http).attachments.read(SuggestionId(id), Digest(sha256), actor)
    headers = {
        "Content-Disposition": f'attachment; filename="{sha256[:12]}"',
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "X-Stored-Type": mime,
    }
    return Response(content, media_type="application/octet-stream", headers=headers)
