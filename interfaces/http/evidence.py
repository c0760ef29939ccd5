"""The published log and what is proven from it: files for anybody, receipts for voters, bundles for auditors."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Query
from fastapi import Request as HttpRequest
from fastapi.responses import PlainTextResponse, Response
from pydantic import BaseModel, ConfigDict, Field

from application.errors import NotFound
from domain.shared.identity import SuggestionId
from domain.shared.people import Actor, Role
from interfaces.http.asking import allowed, system_of
from interfaces.http.reading import LARGEST_POSITION, invalid
from interfaces.http.responses import QUERY_ERRORS, errors
from interfaces.http.tracking import ReceiptCode

router = APIRouter(tags=["evidence"], responses=errors(400, 404, 422, 503))
READERS = frozenset({Role.AUDITOR, Role.SUPERVISOR, Role.CHAIR})
Reader = Annotated[Actor, Depends(allowed(READERS))]
TEXT: dict[int | str, Any] = {200: {"content": {"text/plain": {"schema": {"type": "string"}}}}}
BYTES: dict[int | str, Any] = {
    200: {"content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}}
}
TAR: dict[int | str, Any] = {
    200: {"content": {"application/x-tar": {"schema": {"type": "string", "format": "binary"}}}}
}


class ProofQuery(BaseModel):
    """Which leaf."""

    model_config = ConfigDict(extra="forbid")

    position: int = Field(ge=0, le=LARGEST_POSITION)


class ConsistencyQuery(BaseModel):
    """From which size to which."""

    model_config = ConfigDict(extra="forbid")

    from_: int = Field(alias="from", ge=0, le=LARGEST_POSITION)
    to: int = Field(ge=0, le=LARGEST_POSITION)


@router.get("/log/checkpoint", response_class=PlainTextResponse, responses=TEXT, summary="检查点 checkpoint")
def checkpoint(http: HttpRequest) -> PlainTextResponse:
    """The newest head of the log (C2SP tlog-checkpoint)."""
    return PlainTextResponse(_file(http, "checkpoint"))


@router.get("/log/witnessed", response_class=PlainTextResponse, responses=TEXT, summary="已见证 witnessed")
def witnessed(http: HttpRequest) -> PlainTextResponse:
    """The newest head that a quorum of witnesses signed."""
    return PlainTextResponse(_file(http, "witnessed"))


@router.get("/log/tile/{path:path}", response_class=Response, responses=BYTES, summary="数据块 tiles")
def tile(http: HttpRequest, path: Annotated[str, Path(max_length=100)]) -> Response:
    """A tile of hashes or a bundle of entries (C2SP tlog-tiles)."""
    return Response(_file(http, f"tile/{path}"), media_type="application/octet-stream")


@router.get("/log/proof", response_class=PlainTextResponse, responses=TEXT, summary="存在证明 inclusion")
def proof(http: HttpRequest, query: Annotated[ProofQuery, Query()]) -> PlainTextResponse:
    """Where a leaf stands in the log (C2SP tlog-proof), the leaf itself in `extra`."""
    return PlainTextResponse(system_of(http).evidence.proof(query.position))


@router.get("/log/consistency", response_class=PlainTextResponse, responses=TEXT, summary="一致证明 consistency")
def consistency(http: HttpRequest, query: Annotated[ConsistencyQuery, Query()]) -> PlainTextResponse:
    """That the log of one size begins with that of an older: hashes in base64, a line each."""
    if query.from_ > query.to:
        raise invalid("from", "less_than_equal")
    return PlainTextResponse(system_of(http).evidence.consistency(query.from_, query.to))


@router.get(
    "/track/{receipt_code}/receipts/{version}",
    response_class=PlainTextResponse,
    responses=TEXT,
    summary="回执文件 receipt",
)
def receipt(
    http: HttpRequest, receipt_code: ReceiptCode, version: Annotated[int, Path(ge=1, le=10**9)]
) -> PlainTextResponse:
    """A file the voter keeps: it proves what was recorded and when, without the office and after an erasure."""
    system = system_of(http)
    name, text = system.evidence.receipt(system.tracking.case(receipt_code), version)
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return PlainTextResponse(text, headers=headers)


@router.get(
    "/suggestions/{id}/evidence", response_class=Response, responses=QUERY_ERRORS | TAR, summary="证据包 bundle"
)
def bundle(http: HttpRequest, id: UUID, actor: Reader) -> Response:
    """Everything about a case that the log proves, as a tar with a verifier inside."""
    content = system_of(http).evidence.bundle(SuggestionId(id), actor)
    headers = {"Content-Disposition": f'attachment; filename="{id}.tar"'}
    return Response(content, media_type="application/x-tar", headers=headers)


def _file(http: HttpRequest, path: str) -> bytes:
    try:
        return system_of(http).evidence.published.read(path)
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        raise NotFound() from None
