"""The papers of a case as .docx, for whoever sees the case; what they may not read is not on them."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends
from starlette.responses import Response

from application.documents.papers import PaperKind
from domain.shared.identity import SuggestionId
from interfaces.web.group import Group
from interfaces.web.pages.reports import TYPES
from interfaces.web.reading import READERS
from interfaces.web.visiting import Visit, signed_in_page

router = APIRouter()


@router.get("/cases/{id}/papers/{paper}")
def paper(visit: Annotated[Visit, Depends(signed_in_page(READERS))], id: UUID, paper: PaperKind) -> Response:
    """A transfer sheet, a supervision notice, a letter of answer or a receipt slip, the latest of its kind."""
    content = visit.system.documents.print(SuggestionId(id), visit.actor, paper)
    headers = {"Content-Disposition": f'attachment; filename="{paper.value}.docx"'}
    return Response(content, media_type=TYPES["docx"], headers=headers)


GROUP = Group(name="papers", router=router)
