"""Errors on the wire: RFC 9457 problem documents, in the caller's language, never with a word of what was sent."""

import logging
import secrets
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from starlette.exceptions import HTTPException

from application.errors import Trouble
from domain.shared.refusal import Refused
from interfaces.outcomes import PROBLEMS, RETRY_AFTER, language_of, outcome_of, said
from interfaces.wording import shape_message

MEDIA_TYPE = "application/problem+json"
log = logging.getLogger("huying.http")

TITLES: dict[int, tuple[str, str, str]] = {
    400: ("request-invalid", "请求无法识别", "The request cannot be understood"),
    401: ("not-signed-in", "未登录或令牌无效", "Missing or unknown token"),
    404: ("not-found", "没有该页面或您可以查看的内容", "There is nothing here within your reach"),
    405: ("method-not-allowed", "不支持该方法", "Method not allowed"),
    413: ("body-too-large", "请求过大", "The body is too large"),
    415: ("media-type-unsupported", "不支持该媒体类型", "The media type is not supported"),
    422: ("request-invalid", "请求内容有误", "The request is not of the expected form"),
    429: ("too-many-requests", "请求过于频繁", "Too many requests"),
    500: ("internal-error", "系统故障，请凭编号联系管理员", "Our fault; quote the reference number"),
}


class FieldError(BaseModel):
    """One thing wrong with one field."""

    field: str
    rule: str
    message: str


class Problem(BaseModel):
    """RFC 9457, with the rule's slug and the fields at fault."""

    type: str
    title: str
    status: int
    detail: str
    slug: str
    errors: list[FieldError]


def problem(
    status: int,
    slug: str,
    detail: str,
    errors: list[dict[str, str]] | None = None,
    headers: dict[str, str] | None = None,
) -> JSONResponse:
    """Build the response."""
    content = {
        "type": PROBLEMS + slug,
        "title": slug.replace("-", " "),
        "status": status,
        "detail": detail,
        "slug": slug,
        "errors": errors or [],
    }
    return JSONResponse(content, status, headers=headers, media_type=MEDIA_TYPE)


def plain_problem(status: int, language: str, headers: dict[str, str] | None = None, detail: str = "") -> JSONResponse:
    """A problem that is no rule of the office."""
    slug, zh, en = TITLES.get(status, TITLES[500])
    return problem(status, slug, detail or (zh if language == "zh" else en), headers=headers)


def install(app: FastAPI) -> None:
    """Answer every error as a problem."""
    app.add_exception_handler(Refused, _refused)
    app.add_exception_handler(Trouble, _refused)
    app.add_exception_handler(RequestValidationError, _misshapen)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(Exception, _fault)


def _language(request: Request) -> str:
    return language_of(request.headers.get("accept-language"))


def _refused(request: Request, no: Exception) -> JSONResponse:
    assert isinstance(no, Refused | Trouble)
    language, outcome = _language(request), outcome_of(no)
    detail = said(no, language)
    errors = [{"field": no.field, "rule": no.slug, "message": detail}] if no.field else []
    headers = {"Retry-After": str(RETRY_AFTER)} if outcome.status == 503 else None
    return problem(outcome.status, no.slug, detail, errors, headers)


def _misshapen(request: Request, fault: Exception) -> JSONResponse:
    assert isinstance(fault, RequestValidationError)
    language = _language(request)
    errors = [_field_error(error, language) for error in fault.errors()]
    slug, zh, en = TITLES[422]
    names = "、".join(e["field"] for e in errors) if language == "zh" else ", ".join(e["field"] for e in errors)
    detail = f"{zh}：{names}" if language == "zh" else f"{en}: {names}"
    return problem(422, slug, detail, errors)


def _field_error(error: dict[str, Any], language: str) -> dict[str, str]:
    where = [str(part) for part in error["loc"][1:]] or [str(error["loc"][0])]
    name = ".".join(where)
    message = shape_message(error["type"], language)
    return {"field": name, "rule": error["type"], "message": f"{name} {message}"}


def _http(request: Request, fault: Exception) -> JSONResponse:
    assert isinstance(fault, HTTPException)
    headers = dict(fault.headers) if fault.headers else None
    return plain_problem(fault.status_code, _language(request), headers)


def _fault(request: Request, fault: Exception) -> JSONResponse:
    """Our own fault: the trace goes to the log under a number, the caller gets the number."""
    reference = secrets.token_hex(6)
    log.error("http.fault", exc_info=fault, extra={"reference": reference, "route": request.url.path.split("/")[1]})
    slug, zh, en = TITLES[500]
    detail = zh if _language(request) == "zh" else en
    return problem(500, slug, f"{detail} {reference}")
