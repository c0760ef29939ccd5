"""红旗 over HTTP: what the rules find in a case, and everywhere."""

from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Query
from fastapi import Request as HttpRequest
from fastapi.responses import JSONResponse
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from application.finding_queries import FindingFilter
from domain.redflags.catalogue import BY_CODE
from domain.redflags.finding import Finding
from domain.shared.identity import SuggestionId
from domain.shared.people import Actor, Role
from interfaces.bodies import Code
from interfaces.http.asking import allowed, system_of
from interfaces.http.reading import invalid
from interfaces.http.responses import QUERY_ERRORS
from interfaces.outcomes import language_of

router = APIRouter(tags=["red flags"], responses=QUERY_ERRORS)
Overseer = Annotated[Actor, Depends(allowed(frozenset({Role.SUPERVISOR, Role.CHAIR, Role.AUDITOR})))]


class FlagLine(BaseModel):
    """One finding and why."""

    rule: str
    name: str
    severity: Literal["L", "M", "H"]
    case: UUID | None
    unit: str | None
    stream: UUID | None
    positions: list[int]
    since: AwareDatetime
    why: str
    explanation: str


class Flags(BaseModel):
    """Findings and the position they rest on."""

    items: list[FlagLine]
    count: int
    position: int
    compared: bool = Field(description="Whether cases were held against one another; not in a log too long for it")


class CaseFlagQuery(BaseModel):
    """As of which moment."""

    model_config = ConfigDict(extra="forbid")

    at: AwareDatetime | None = Field(default=None, description="As known at this instant")


class FlagQuery(CaseFlagQuery):
    """Which findings."""

    rule: Code | None = None
    severity: Literal["L", "M", "H"] | None = None
    unit: Code | None = None
    offset: int = Field(default=0, ge=0, le=10**7)
    limit: int = Field(default=100, ge=1, le=1000)


@router.get("/red-flags", response_model=Flags, summary="红旗 red flags")
def red_flags(http: HttpRequest, actor: Overseer, query: Annotated[FlagQuery, Query()]) -> JSONResponse:
    """What the rules find: now from the view, at an earlier moment from the log itself."""
    if query.rule is not None and query.rule not in BY_CODE:
        raise invalid("rule", "no_such_rule")
    wanted = FindingFilter(rule=query.rule, severity=query.severity, unit=query.unit)
    found, position = system_of(http).red_flags.found(wanted, query.at)
    return _answer(http, found[query.offset : query.offset + query.limit], len(found), position)


@router.get("/suggestions/{id}/red-flags", response_model=Flags, summary="一件的红旗 red flags of a case")
def red_flags_of_case(
    http: HttpRequest, id: UUID, actor: Overseer, query: Annotated[CaseFlagQuery, Query()]
) -> JSONResponse:
    """What the rules find in one case; its own history is always current."""
    system = system_of(http)
    found = system.red_flags.of_case(SuggestionId(id), actor, query.at)
    return _answer(http, found, len(found), system.log.head())


def _answer(http: HttpRequest, found: list[Finding], count: int, position: int) -> JSONResponse:
    language = language_of(http.headers.get("accept-language"))
    lines: list[dict[str, Any]] = [told(finding, language) for finding in found]
    compared = system_of(http).red_flags.compares()
    return JSONResponse({"items": lines, "count": count, "position": position, "compared": compared})


def told(finding: Finding, language: str) -> dict[str, Any]:
    """A finding as it is shown."""
    rule = BY_CODE[finding.rule]
    return {
        "rule": finding.rule,
        "name": rule.zh if language == "zh" else rule.en,
        "severity": finding.severity.value,
        "case": str(finding.case) if finding.case is not None else None,
        "unit": finding.unit,
        "stream": str(finding.stream) if finding.stream is not None else None,
        "positions": list(finding.positions),
        "since": finding.since.isoformat(),
        "why": finding.why,
        "explanation": rule.explain(finding, language),
    }
