"""What deadlines are counted by: the editions of the office's rules, and the working days of each year."""

import calendar as months
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Depends
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from domain.policies.policy import Policy
from domain.policies.working_days import CalendarYear
from domain.shared.people import Role
from domain.shared.refusal import Refused
from interfaces.actors import SYSTEM
from interfaces.web.forms import Draft, Fault
from interfaces.web.group import Group
from interfaces.web.languages import N_
from interfaces.web.rendering import render
from interfaces.web.visiting import Sent, Visit, signed_in_form, signed_in_page

router = APIRouter()
ADMIN = frozenset({Role.ADMIN})
Admin = Annotated[Visit, Depends(signed_in_page(ADMIN))]
AdminForm = Annotated[Sent, Depends(signed_in_form(ADMIN))]
HOME = N_("系统管理")
CALENDARS = N_("工作日历")
LARGEST_NOTICE = 64 * 1024
CLOCKS = {
    "triage_and_transfer": N_("登记后交办的期限"),
    "sign": N_("承办单位签收的期限"),
    "return_objection": N_("交办后可以申请退回的期限"),
    "return_ruling": N_("裁定退回申请的期限"),
    "redo_opinion": N_("重提协办意见的期限"),
    "deliver": N_("答复后送达的期限"),
    "evaluation": N_("送达后评价的期限"),
    "evaluation_grace": N_("催评之后还有的时间"),
    "interim_report": N_("疑难件阶段性报告的间隔"),
    "late_entry": N_("补登记须说明理由的界限"),
    "reopen": N_("办结后选民可以申请重开的期限"),
}
NUMBERS = {
    "yellow_after": N_("逾期几个工作日发黄牌"),
    "red_after": N_("逾期几个工作日发红牌"),
    "red_at_yellows": N_("第几张黄牌同时升为红牌"),
    "rework_rounds": N_("最多再次办理几轮"),
    "unreachable_attempts": N_("几次送达不成算无法送达"),
    "unreachable_days": N_("这些送达须在几个不同的日子"),
}
TRACK = {
    "reply": N_("答复期限"),
    "rework": N_("再次办理期限"),
    "extension": N_("最长延期"),
    "total": N_("总期限"),
    "contact": N_("联系反映人的期限"),
    "opinion": N_("协办意见期限"),
}


@dataclass(frozen=True, slots=True)
class Day:
    """A day in the grid. `kind` is work, weekend, rest or make-up."""

    number: int
    kind: str


@router.get("/admin/policies")
def policies(visit: Admin) -> Response:
    """Every edition, as it reads; they are changed by a new file and never here."""
    today = visit.system.clock.now().date()
    found = visit.system.calendars.policies()
    told: dict[str, Any] = {
        "editions": [_told(policy) for policy in found],
        "in_force": next((policy.edition for policy in found if policy.effective_on <= today), ""),
        "clocks": CLOCKS,
        "numbers": NUMBERS,
        "track_words": TRACK,
    }
    return render(visit, "admin/policies.html", crumbs=_crumbs(visit, N_("办理规则")), **told)


@router.get("/admin/calendars")
def calendars(visit: Admin) -> Response:
    """This year's calendar."""
    return _calendar(visit, visit.system.clock.now().year, Draft())


@router.get("/admin/calendars/{year}")
def calendar(visit: Admin, year: int, recounted: int | None = None) -> Response:
    """One year, month by month."""
    return _calendar(visit, year, Draft(), recounted=recounted)


@router.post("/admin/calendars")
def announce(sent: AdminForm) -> Response:
    """Read a notice and show what it says; take it in once that was confirmed."""
    visit = sent.visit
    content = _content(sent)
    try:
        year, source = visit.system.calendars.read_notice(content)
    except Refused as no:
        draft = Draft({}, [Fault("notice", visit.told(no))])
        return _calendar(visit, visit.system.clock.now().year, draft, status=422)
    if sent.text("confirmed"):
        changed = visit.system.calendars.announce(year, source, by=SYSTEM, progress=lambda done, of: None)
        return RedirectResponse(f"/admin/calendars/{year.year}?recounted={changed}", 303)
    waiting = len(visit.system.views.provisional_cases())
    told: dict[str, Any] = {"year": year, "source": source, "said": content.decode(), "waiting": waiting}
    crumbs = _crumbs(visit, N_("请再确认"), (visit.say(CALENDARS), "/admin/calendars"))
    return render(visit, "admin/announce.html", crumbs=crumbs, months=_months(year), **told)


def _content(sent: Sent) -> bytes:
    """The notice: an uploaded file, or the text that its confirmation carries along."""
    file = sent.form.get("notice")
    return file.file.read(LARGEST_NOTICE + 1) if isinstance(file, UploadFile) else sent.text("notice").encode()


def _crumbs(visit: Visit, label: str, *more: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    return (visit.say(HOME), "/admin"), *more, (visit.say(label), "")


def _calendar(visit: Visit, number: int, draft: Draft, *, recounted: int | None = None, status: int = 200) -> Response:
    years = {year.year: year for year in visit.system.calendars.years()}
    if number not in years:
        raise HTTPException(404)
    told: dict[str, Any] = {
        "year": years[number],
        "source": visit.system.calendars.source(number),
        "months": _months(years[number]),
        "before": number - 1 if number - 1 in years else None,
        "behind": number + 1 if number + 1 in years else None,
        "recounted": recounted,
    }
    return render(visit, "admin/calendar.html", status=status, draft=draft, crumbs=_crumbs(visit, CALENDARS), **told)


def _months(year: CalendarYear) -> list[tuple[int, list[list[Day | None]]]]:
    grid = months.Calendar()
    return [
        (month, [[_day(year, month, number) for number in week] for week in grid.monthdayscalendar(year.year, month)])
        for month in range(1, 13)
    ]


def _day(year: CalendarYear, month: int, number: int) -> Day | None:
    if number == 0:
        return None
    day = date(year.year, month, number)
    if day.weekday() >= 5:
        return Day(number, "work" if day in year.make_up_days else "weekend")
    return Day(number, "rest" if day in year.rest_days else "day")


def _told(policy: Policy) -> dict[str, Any]:
    """An edition in what a template can show."""
    return {
        "edition": policy.edition,
        "effective_on": policy.effective_on,
        "default_track": policy.default_track.value,
        "catalogue": sorted(policy.catalogue),
        "clocks": [(name, getattr(policy, name)) for name in CLOCKS],
        "numbers": [(name, getattr(policy, name)) for name in NUMBERS],
        "urgent": [(one.value, period) for one, period in policy.urgent_reply.items()],
        "supervision": [(one.value, period) for one, period in policy.supervision_response.items()],
        "tracks": [
            (one.value, rules, [(name, getattr(rules, name)) for name in TRACK if getattr(rules, name)])
            for one, rules in policy.tracks.items()
        ],
    }


GROUP = Group(name="editions", router=router)
