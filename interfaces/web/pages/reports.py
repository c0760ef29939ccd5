"""The report that writes itself: published ones, composing one, and the cases or events behind every figure."""

from datetime import date, timedelta
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Path
from starlette.responses import RedirectResponse, Response

from application.errors import NotFound
from application.ports import ContactRecorded
from application.reporting.catalogue import NAMED
from application.reporting.reports import report_id
from application.reporting.survey import PeriodBackwards
from domain.contact.nouns import OF_EVENT
from domain.reports.particulars import Snapshot
from domain.shared.people import Role
from interfaces.requests import asked
from interfaces.web.composing import Composing, Wanted
from interfaces.web.forms import Draft, Fault
from interfaces.web.group import Entry, Group
from interfaces.web.languages import N_
from interfaces.web.rendering import render
from interfaces.web.visiting import Sent, Visit, signed_in_form, signed_in_page

router = APIRouter()
READERS = frozenset({Role.SUPERVISOR, Role.CHAIR, Role.AUDITOR, Role.CLERK, Role.STATION_HEAD, Role.DEPUTY})
PUBLISHERS = frozenset({Role.SUPERVISOR})
Reader = Annotated[Visit, Depends(signed_in_page(READERS))]
TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
A_PAGE = 80
CRUMB = N_("汇报")
NOT_A_DAY, NOT_A_POSITION = N_("日期应为 YYYY-MM-DD。"), N_("应为日志已有的条数。")
BROKEN = N_("生成时出了故障，已经记录。请稍后再试。")


@router.get("/reports")
def reports(visit: Reader) -> Response:
    """What was published, newest first; and for the office the form to compose another."""
    today = visit.system.clock.now().date()
    last = today.replace(day=1) - timedelta(days=1)
    values = {"first": last.replace(month=1, day=1).isoformat(), "last": last.isoformat()}
    return _list(visit, Draft(values))


@router.post("/reports")
def compose(sent: Annotated[Sent, Depends(signed_in_form(PUBLISHERS))]) -> Response:
    """Begin composing; it takes a while, and its page says when it is there."""
    visit = sent.visit
    draft = Draft({name: sent.text(name) for name in ("first", "last", "position")})
    first, last, position = _day(draft, "first"), _day(draft, "last"), _position(visit, draft)
    for name, wrong, said in (
        ("first", first is None, NOT_A_DAY),
        ("last", last is None, NOT_A_DAY),
        ("position", position is None, NOT_A_POSITION),
    ):
        if wrong:
            draft.faults.append(Fault(name, visit.say(said)))
    if first and last and last < first:
        draft.faults.append(Fault("last", visit.told(PeriodBackwards())))
    if draft.faults or first is None or last is None or position is None:
        return _list(visit, draft, status=422)
    content = {"from": first.isoformat(), "to": last.isoformat(), "position": position}
    request = asked(visit.system, visit.actor, "publish-report", content, key=sent.text("idempotency_key") or None)
    _composing(visit).begin(Wanted(first, last, position, request))
    return RedirectResponse(f"/reports/composing/{first}/{last}/{position}", 303)


@router.get("/reports/composing/{first}/{last}/{position}")
def composing(
    visit: Annotated[Visit, Depends(signed_in_page(PUBLISHERS))], first: date, last: date, position: int
) -> Response:
    """How far it is; the report itself once it is there."""
    id = report_id(first, last, position)
    if _found(visit, id) is not None:
        return RedirectResponse(f"/reports/{id}", 303)
    wrong = _composing(visit).wrong
    no = wrong.get(id)
    fault = "" if id not in wrong else visit.told(no) if no is not None else visit.say(BROKEN)
    told: dict[str, Any] = {"first": first, "last": last, "position": position, "fault": fault}
    return render(visit, "reports/composing.html", crumbs=((visit.say(CRUMB), "/reports"),), **told)


@router.get("/reports/{id}")
def report(visit: Reader, id: UUID) -> Response:
    """A published report to read, with every figure a way to what is behind it."""
    content, found = visit.system.reports.content(id), _found(visit, id)
    assert found is not None
    record, snapshot = found
    told: dict[str, Any] = {
        "id": id,
        "content": content,
        "basis": snapshot.basis,
        "snapshot": snapshot,
        "record": record,
        "checked": visit.system.reports.checked(record.position),
        "zh": visit.language.key == "zh",
        "crumbs": ((visit.say(CRUMB), "/reports"), (visit.say(N_("汇报材料")), "")),
    }
    return render(visit, "reports/report.html", **told)


@router.get("/reports/{id}/figures/{name}")
def figure(
    visit: Reader, id: UUID, name: Annotated[str, Path(max_length=40, pattern="^[a-z_]+$")], offset: int = 0
) -> Response:
    """The cases and events behind one figure."""
    content = visit.system.reports.content(id)
    found, offset = content["lists"].get(name), max(offset, 0)
    if found is None or name not in NAMED:
        raise NotFound()
    rows = found[offset : offset + A_PAGE]
    told: dict[str, Any] = {
        "id": id,
        "figure": next(one for one in content["figures"] if one["name"] == name),
        "rows": rows,
        "count": len(found),
        "zh": visit.language.key == "zh",
        "next": f"/reports/{id}/figures/{name}?offset={offset + A_PAGE}" if len(found) > offset + A_PAGE else "",
        "first": f"/reports/{id}/figures/{name}" if offset else "",
        "crumbs": ((visit.say(CRUMB), "/reports"), (visit.say(N_("汇报材料")), f"/reports/{id}")),
    }
    return render(visit, "reports/figure.html", **told)


@router.get("/at/{position}")
def at(visit: Reader, position: Annotated[int, Path(ge=1, lt=10**15)]) -> Response:
    """The page about whatever the log tells of at a position; that page says for itself who may see it."""
    found = visit.system.log.after(position - 1, 1)
    if not found or found[0].position != position:
        raise NotFound()
    noun = OF_EVENT.get(type(found[0].event))
    return RedirectResponse(f"/{noun.plural if noun else 'cases'}/{found[0].stream}#e{found[0].version}", 302)


@router.get("/reports/{id}/files/{kind}")
def report_file(visit: Reader, id: UUID, kind: Literal["docx", "xlsx"]) -> Response:
    """The file as it was published, byte for byte."""
    content = visit.system.reports.file(id, kind)
    headers = {"Content-Disposition": f'attachment; filename="report-{id}.{kind}"'}
    return Response(content, media_type=TYPES[kind], headers=headers)


def _composing(visit: Visit) -> Composing:
    found: Composing = visit.request.app.state.composing
    return found


def _found(visit: Visit, id: UUID) -> tuple[ContactRecorded, Snapshot] | None:
    return next((one for one in visit.system.reports.published() if one[0].stream == id), None)


def _day(draft: Draft, name: str) -> date | None:
    try:
        return date.fromisoformat(draft.values[name])
    except ValueError:
        return None


def _position(visit: Visit, draft: Draft) -> int | None:
    """Where the log is cut: its head, where nothing is said."""
    told, head = draft.values["position"], visit.system.log.head()
    if not told:
        return head
    return int(told) if told.isascii() and told.isdigit() and len(told) < 16 and 0 < int(told) <= head else None


def _list(visit: Visit, draft: Draft, *, status: int = 200) -> Response:
    published = list(visit.system.reports.published())
    told: dict[str, Any] = {
        "rows": [(record, found, visit.system.reports.checked(record.position)) for record, found in published],
        "may": visit.actor.role in PUBLISHERS,
        "head": visit.system.log.head(),
        "key": str(visit.system.clock.new_id()),
        "crumbs": ((visit.say(CRUMB), ""),),
    }
    return render(visit, "reports/list.html", status=status, draft=draft, **told)


GROUP = Group(name="reports", router=router, nav=(Entry(label=CRUMB, href="/reports", roles=READERS),))
