"""The data officer's desk: who read what, and forgetting a person, which takes two officers."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends
from starlette.responses import RedirectResponse, Response

from application.erasure import SecondOfficerNeeded
from application.errors import NotFound
from domain.shared.identity import ActorId
from domain.shared.people import Role
from interfaces.web.errors import status_of
from interfaces.web.forms import Draft, Fault
from interfaces.web.group import Entry, Group
from interfaces.web.languages import N_
from interfaces.web.rendering import render
from interfaces.web.visiting import Sent, Visit, signed_in_form, signed_in_page

router = APIRouter()
OFFICER = frozenset({Role.DATA_OFFICER})
Officer = Annotated[Visit, Depends(signed_in_page(OFFICER))]
OfficerForm = Annotated[Sent, Depends(signed_in_form(OFFICER))]
PER_PAGE = 40
NEWEST = 2**53 - 1
BY = {"phone": N_("电话"), "name": N_("姓名"), "receipt_code": N_("回执编号")}
"""What a person can name; for equality alone."""
LONGEST_GROUND = 200


@router.get("/admin/access")
def readings(visit: Officer, case: str = "", actor: str = "", before: int = NEWEST) -> Response:
    """Who read whose words, when and why; of one case or by one person, where they are asked for."""
    case_id = visit.system.views.case_of_number(case.strip()) if case.strip() else None
    unknown = bool(case.strip()) and case_id is None
    found = [] if unknown else visit.system.access_log.read(case_id, actor or None, before, PER_PAGE + 1)
    lines = found[:PER_PAGE]
    told: dict[str, Any] = {
        "case": case.strip(),
        "actor": actor,
        "unknown": unknown,
        "lines": lines,
        "next": lines[-1].id if len(found) > PER_PAGE else None,
        "names": visit.system.directory.names([ActorId(one.actor) for one in lines] + [ActorId(actor)]),
        "numbers": visit.system.views.numbers([one.case_id for one in lines]),
    }
    return render(visit, "officer/readings.html", crumbs=((visit.say(N_("查阅记录")), ""),), **told)


@router.post("/admin/access")
def reader(sent: OfficerForm) -> Response:
    """Find whose readings are wanted by name; a name travels in the form, as an address would be logged."""
    people = sent.visit.system.staff.named(sent.text("name"))
    if len(people) == 1:
        return RedirectResponse(f"/admin/access?actor={people[0].id}", 303)
    crumbs = ((sent.visit.say(N_("查阅记录")), "/admin/access"), (sent.visit.say(N_("按人查找")), ""))
    return render(sent.visit, "officer/people.html", status=200 if people else 404, people=people, crumbs=crumbs)


@router.get("/admin/erasure")
def erasure(visit: Officer, done: str = "") -> Response:
    """Find a person; and what waits for a second officer."""
    return _erasure(visit, Draft(), done=done)


@router.post("/admin/erasure/find")
def find(sent: OfficerForm) -> Response:
    """Find a person by what they can name, and show in how many cases they are."""
    visit, by, text = sent.visit, sent.text("by"), sent.text("text")
    draft = Draft({"by": by})
    try:
        ref, cases = _found(visit, by, text)
    except NotFound:
        ref, cases = "", 0
    if not cases:
        draft.faults = [Fault("text", visit.say(N_("没有找到这个人。请核对后再试；按姓名和电话只查完全一致的。")))]
        return _erasure(visit, draft, status=404)
    return _ask(visit, ref, cases, Draft())


@router.post("/admin/erasure")
def erase(sent: OfficerForm) -> Response:
    """Ask for a person to be forgotten, or agree to it as a second officer; asked about once more."""
    visit, ref, ground = sent.visit, sent.text("ref"), sent.text("ground")
    if not 0 < len(ground) <= LONGEST_GROUND:
        draft = Draft({"ground": ground}, [Fault("ground", visit.say(N_("请写明依据，不超过 200 字。")))])
        return _ask(visit, ref, int(sent.text("cases")) if sent.text("cases").isdecimal() else 0, draft, status=422)
    if not sent.text("confirmed"):
        said = [(name, value) for name, value in sent.form.multi_items() if isinstance(value, str) and value]
        return render(visit, "officer/confirm.html", said=said, ground=ground, crumbs=_crumbs(visit))
    try:
        standing = visit.system.erasure.erase(ref, ground, visit.actor)
    except (SecondOfficerNeeded, NotFound) as no:
        return _erasure(visit, Draft({}, [Fault("", visit.told(no))]), status=status_of(no))
    return RedirectResponse(f"/admin/erasure?done={standing.status}", 303)


def _found(visit: Visit, by: str, text: str) -> tuple[str, int]:
    if by == "receipt_code":
        return visit.system.erasure.of_case(visit.system.tracking.case(text)), 1
    return visit.system.erasure.find("phone" if by == "phone" else "name", text) if text else ("", 0)


def _crumbs(visit: Visit) -> tuple[tuple[str, str], ...]:
    return (visit.say(N_("删除个人信息")), "/admin/erasure"), (visit.say(N_("请再确认")), "")


def _ask(visit: Visit, ref: str, cases: int, draft: Draft, *, status: int = 200) -> Response:
    told: dict[str, Any] = {"ref": ref, "cases": cases, "draft": draft}
    return render(visit, "officer/found.html", status=status, crumbs=_crumbs(visit), **told)


def _erasure(visit: Visit, draft: Draft, *, done: str = "", status: int = 200) -> Response:
    waiting = visit.system.erasure.waiting()
    told: dict[str, Any] = {
        "by": BY,
        "waiting": waiting,
        "names": visit.system.directory.names([ActorId(one.asked_by) for one in waiting]),
        "numbers": visit.system.views.numbers([UUID(str(one.case)) for one in waiting]),
        "done": done,
    }
    crumbs = ((visit.say(N_("删除个人信息")), ""),)
    return render(visit, "officer/erasure.html", status=status, draft=draft, crumbs=crumbs, **told)


GROUP = Group(
    name="officer",
    router=router,
    nav=(
        Entry(label=N_("查阅记录"), href="/admin/access", roles=OFFICER),
        Entry(label=N_("删除个人信息"), href="/admin/erasure", roles=OFFICER),
    ),
)
