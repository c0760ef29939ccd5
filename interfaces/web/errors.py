"""When a page cannot be shown: what happened, what to do now, and the number to quote."""

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, RedirectResponse, Response

from application.errors import Trouble, VersionConflict
from domain.shared.refusal import Refused
from interfaces.outcomes import outcome_of
from interfaces.web.languages import N_
from interfaces.web.rendering import render
from interfaces.web.visiting import ForeignForm, SignInFirst, Visit, sign_in_address, visit_of

WORDS: dict[int, tuple[str, str]] = {
    403: (N_("您不能打开这一页"), N_("这一页不在您的职责范围内。如需办理，请联系管理员。")),
    404: (N_("没有找到这一页"), N_("地址可能有误，或者内容不在您可以查看的范围内。")),
    405: (N_("不能这样打开这一页"), N_("请返回上一页，用页面上的按钮操作。")),
    409: (N_("现在不能这样做"), N_("请返回本件查看最新情况。")),
    413: (N_("提交的内容过大"), N_("请减少文字或附件后再试。")),
    422: (N_("提交的内容有误"), N_("请返回上一页，改正后再试。")),
    429: (N_("尝试次数过多"), N_("请 15 分钟后再试。")),
    500: (N_("系统出了故障"), N_("这不是您的问题，已经记录。请稍后再试；如仍不行，请把下面的编号告诉管理员。")),
    503: (N_("系统暂时不可用"), N_("已经确认的内容不会丢失。请稍等片刻再试。")),
}
FOREIGN = N_("这张表单不是从本系统打开的，或者已经过期。请返回上一页，刷新后重新提交。")


def install(app: FastAPI) -> None:
    """Answer every error with a page."""
    app.add_exception_handler(SignInFirst, _sign_in_first)
    app.add_exception_handler(Refused, _refused)
    app.add_exception_handler(Trouble, _refused)
    app.add_exception_handler(RequestValidationError, _misshapen)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(Exception, _fault)


def page(request: Request, status: int, detail: str = "", advice: str | None = None) -> HTMLResponse:
    """The page for a status. Where even the session cannot be read, it is shown as to a stranger."""
    known = status if status in WORDS else (500 if status >= 500 else 422)
    title, usual = WORDS[known]
    facts = {"heading": title, "detail": detail, "advice": advice or usual, "status_code": status}
    return render(_visit(request), "error.html", status=status, **facts)


def status_of(no: Refused | Trouble) -> int:
    """The status of a page; a version is no header here, so that having been overtaken is a conflict."""
    return 409 if isinstance(no, VersionConflict) else outcome_of(no).status


def _visit(request: Request) -> Visit:
    try:
        return visit_of(_of_pages(request))
    except Trouble:
        request.state.signed_in = None
        return visit_of(request)


def _of_pages(request: Request) -> Request:
    if "app" not in request.scope:  # refused at the gate, before any route: shown as to a stranger
        request.scope["app"] = request.scope["state"]["pages"]
        request.state.signed_in = None
    return request


def _sign_in_first(request: Request, _: Exception) -> Response:
    return RedirectResponse(sign_in_address(request), 303)


def _refused(request: Request, no: Exception) -> Response:
    assert isinstance(no, Refused | Trouble)
    visit = _visit(request)
    return page(request, status_of(no), visit.told(no))


def _misshapen(request: Request, fault: Exception) -> Response:
    """An address with a part that cannot be is an address of nothing."""
    assert isinstance(fault, RequestValidationError)
    in_path = any(error["loc"][0] == "path" for error in fault.errors())
    return page(request, 404 if in_path else 422)


def _http(request: Request, fault: Exception) -> Response:
    assert isinstance(fault, HTTPException)
    response = page(request, fault.status_code, advice=FOREIGN if isinstance(fault, ForeignForm) else None)
    response.headers.update(fault.headers or {})
    return response


def _fault(request: Request, _: Exception) -> Response:
    """Our own fault; the gate, which it is raised to, writes it down under the number on the page."""
    return page(request, 500)
