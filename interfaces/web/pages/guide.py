"""How to use the office and its pages."""

from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.responses import Response

from interfaces.web.group import Group
from interfaces.web.rendering import render
from interfaces.web.visiting import Visit, anybody

router = APIRouter()


@router.get("/help")
def guide(visit: Annotated[Visit, Depends(anybody)]) -> Response:
    """How to bring a suggestion, and what becomes of it."""
    return render(visit, "guide/help.html")


@router.get("/accessibility")
def accessibility(visit: Annotated[Visit, Depends(anybody)]) -> Response:
    """What the pages do for whom, and what was not tried."""
    return render(visit, "guide/accessibility.html")


GROUP = Group(name="guide", router=router)
