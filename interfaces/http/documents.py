"""文书 over HTTP: the papers of a case, as .docx."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Path, Query, Response
from fastapi import Request as HttpRequest
from pydantic import BaseModel, ConfigDict, Field

from application.documents.papers import PaperKind
from domain.shared.identity import SuggestionId
from interfaces.bodies import Code
from interfaces.http.asking import system_of
from interfaces.http.queries import Reader
from interfaces.http.responses import errors

router = APIRouter(tags=["documents"], responses=errors(400, 401, 403, 404, 409, 422, 503))
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FILE: dict[int | str, Any] = {200: {"content": {DOCX: {"schema": {"type": "string", "format": "binary"}}}}}


class PaperQuery(BaseModel):
    """Which paper, where a case has several."""

    model_config = ConfigDict(extra="forbid")

    unit: Code | None = Field(default=None, description="The unit it is addressed to, or that answered")
    notice: int | None = Field(default=None, ge=1, le=10**6, description="Number of the supervision notice")


@router.get(
    "/suggestions/{id}/documents/{kind}.docx", response_class=Response, responses=FILE, summary="文书 papers of a case"
)
def case_document(
    http: HttpRequest,
    id: UUID,
    kind: Annotated[PaperKind, Path()],
    actor: Reader,
    query: Annotated[PaperQuery, Query()],
) -> Response:
    """交办单 transfer sheet, 督办单 supervision notice, 答复函 letter of answer or 回执 receipt, by GB/T 9704."""
    content = system_of(http).documents.print(SuggestionId(id), actor, kind, unit=query.unit, notice=query.notice)
    return docx(content, f"{kind.value}.docx")


def docx(content: bytes, name: str, media: str = DOCX) -> Response:
    """A file that nobody keeps a copy of on the way."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return Response(content, media_type=media, headers=headers)
