"""One case: what is known of it, its course, its files, and what this person can do now."""

from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Path
from starlette.responses import Response

from application.attachments import LARGEST
from domain.shared.identity import Digest, SuggestionId
from interfaces.requests import wait_for
from interfaces.web.group import Group
from interfaces.web.offers import held_back, offers, parts_by_kind
from interfaces.web.reading import READERS, attached_to, chip_of, facts_of, lines_of
from interfaces.web.rendering import render
from interfaces.web.visiting import Visit, signed_in_page

router = APIRouter()
ROOM = 4 * LARGEST
"""Bytes of the largest form about a case: three attachments and what was written."""
Reader = Annotated[Visit, Depends(signed_in_page(READERS))]


@router.get("/cases/{id}")
def case(visit: Reader, id: UUID, after: int | None = None, order: Literal["old", "new"] = "old") -> Response:
    """A case as known now; its course oldest first, or newest first where that is asked for."""
    wait_for(visit.system.views, after)
    facts, lines = facts_of(visit, id), lines_of(visit, id)
    acts = visit.system.open_acts.of(SuggestionId(id), visit.actor)
    told: dict[str, Any] = {
        "deadline_chip": chip_of(visit, facts),
        "lines": lines[::-1] if order == "new" else lines,
        "order": order,
        "names": visit.system.directory.names([line.actor.id for line in lines]),
        "offers": offers(facts, acts),
        "held_back": held_back(visit, acts),
        "parts": parts_by_kind(facts),
        "attached": attached_to(lines),
        "today": visit.system.clock.now().date().isoformat(),
    }
    return render(visit, "cases/case.html", facts=facts, crumbs=((facts["case_number"], ""),), **told)


@router.get("/cases/{id}/attachments/{sha256}")
def attachment(visit: Reader, id: UUID, sha256: Annotated[str, Path(pattern="^[0-9a-f]{64}$")]) -> Response:
    """A file of a case, as a download and never as a page."""
    content, mime = visit.system.attachments.read(SuggestionId(id), Digest(sha256), visit.actor)
    name = f"{sha256[:12]}.{ENDINGS.get(mime, 'bin')}"
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Content-Security-Policy": "sandbox; default-src 'none'",
    }
    return Response(content, media_type="application/octet-stream", headers=headers)


ENDINGS = {
    "application/pdf": "pdf",
    "image/jpeg": "jpg",
    "image/png": "png",
    "audio/mpeg": "mp3",
    "audio/wav": "wav",
    "video/mp4": "mp4",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
}

GROUP = Group(name="cases", router=router, largest={"/cases/": ROOM})
