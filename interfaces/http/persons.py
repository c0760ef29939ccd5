"""The data officer's desk: finding a person, having them forgotten, and seeing who read what."""

from dataclasses import asdict
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Query
from fastapi import Request as HttpRequest
from fastapi.encoders import jsonable_encoder
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field, model_validator

from domain.shared.people import Actor, Role
from interfaces.bodies import Body, Text
from interfaces.http.asking import allowed, system_of
from interfaces.http.reading import LARGEST_POSITION
from interfaces.http.responses import errors

router = APIRouter(tags=["persons"], responses=errors(400, 401, 403, 404, 409, 413, 415, 422, 503))
Officer = Annotated[Actor, Depends(allowed(frozenset({Role.DATA_OFFICER})))]
Reference = Annotated[str, Path(min_length=3, max_length=64, pattern=r"^[pk]-[0-9a-f]+$")]


class FindBody(Body):
    """What the person can name: one of these. It travels in the body, as an address would be logged."""

    phone: Text | None = None
    name: Text | None = None
    receipt_code: Text | None = None

    @model_validator(mode="after")
    def one(self) -> "FindBody":
        """Exactly one is given."""
        if len(self.model_fields_set) != 1:
            raise ValueError("give one of phone, name, receipt_code")
        return self


class Found(BaseModel):
    """A reference nobody can read the person from, and in how many cases they are."""

    ref: str
    cases: int


class EraseBody(Body):
    """On which ground, such as 个人信息保护法47."""

    ground: Annotated[str, Field(min_length=1, max_length=200)]


class ErasureReceipt(BaseModel):
    """Where the erasure stands."""

    status: str
    keys: int
    complete_by: str


class AccessQuery(BaseModel):
    """Whose readings, or of which case."""

    model_config = ConfigDict(extra="forbid")

    case: UUID | None = None
    actor: str | None = Field(default=None, max_length=100)
    before: int = Field(default=LARGEST_POSITION, ge=1, le=LARGEST_POSITION)
    limit: int = Field(default=100, ge=1, le=1000)


class AccessPage(BaseModel):
    """Readings, newest first."""

    items: list[dict[str, Any]]


@router.post("/voters/find", response_model=Found, summary="查找 find a person")
def find(http: HttpRequest, actor: Officer, body: FindBody) -> JSONResponse:
    """Find a person by what they can name, for equality alone."""
    system = system_of(http)
    if body.receipt_code is not None:
        ref, cases = system.erasure.of_case(system.tracking.case(body.receipt_code)), 1
    else:
        field = "phone" if body.phone is not None else "name"
        ref, cases = system.erasure.find(field, body.phone or body.name or "")
    return JSONResponse({"ref": ref, "cases": cases})


@router.post(
    "/voters/{ref}/erase",
    response_model=ErasureReceipt,
    responses={202: {"model": ErasureReceipt}},
    summary="删除个人信息 erase",
)
def erase(http: HttpRequest, ref: Reference, actor: Officer, body: EraseBody) -> JSONResponse:
    """Ask for a person to be forgotten; a second officer's same request agrees to it. Carried out within a day."""
    standing = system_of(http).erasure.erase(ref, body.ground, actor)
    status = 202 if standing.status == "waiting" else 200
    return JSONResponse(jsonable_encoder(asdict(standing)), status)


@router.get("/access-log", response_model=AccessPage, summary="查阅记录 access log")
def access_log(http: HttpRequest, actor: Officer, query: Annotated[AccessQuery, Query()]) -> JSONResponse:
    """Who read whose words, when and why."""
    found = system_of(http).access_log.read(query.case, query.actor, query.before, query.limit)
    return JSONResponse({"items": jsonable_encoder([asdict(one) for one in found])})
