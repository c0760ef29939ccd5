"""Deputies: the roster, one deputy's duty record at any moment, and what they do themselves."""

from datetime import date, datetime, time, timedelta
from typing import Annotated, Any
from urllib.parse import urlencode
from uuid import UUID

from fastapi import APIRouter, Depends
from starlette.responses import Response

from application.contact import deputy_id, place_id
from application.contact_queries import ActivityFilter, ActivityRow, DeputyFilter, DeputyRow
from application.errors import NotFound
from domain.contact.duty import Part, record
from domain.contact.nouns import DEPUTY
from domain.deputies.particulars import Level
from domain.shared.identity import ContactId, OrgCode
from domain.shared.people import Role
from interfaces.requests import wait_for
from interfaces.web.contact_acts import add_acts, add_openings, offered
from interfaces.web.contact_forms import MANY
from interfaces.web.contact_reading import READERS, called, history
from interfaces.web.group import Entry, Group
from interfaces.web.languages import N_
from interfaces.web.rendering import render
from interfaces.web.visiting import Visit, signed_in_page

router = APIRouter()
Reader = Annotated[Visit, Depends(signed_in_page(READERS))]
DEPUTIES = frozenset({Role.DEPUTY})
A_PAGE, A_FEW = 50, 8
A_PART = 40
"""Lines of a part that a page shows; the latest."""
CRUMB = N_("代表")


@router.get("/deputies")
def deputies(
    visit: Reader, name: str = "", level: str = "", station: str = "", group: str = "", cursor: int = 0
) -> Response:
    """The roster by name, level, station or group, a page at a time."""
    wanted = DeputyFilter(
        name=name.strip() or None,
        level=level if level in [one.value for one in Level] else None,
        station=station or None,
    )
    rows, more = _found(visit, wanted, group, max(cursor, 0))
    kept = {"name": name, "level": level, "station": station, "group": group}
    query = urlencode({k: v for k, v in kept.items() if v})
    told: dict[str, Any] = {
        "rows": rows,
        "asked": kept,
        "levels": [one.value for one in Level],
        "groups": visit.system.contact.views.groups(township=None, after=0, limit=MANY),
        "next": f"/deputies?{query}&cursor={rows[-1].position}" if more else "",
        "first": f"/deputies?{query}" if cursor else "",
        "may_register": visit.actor.role is Role.SUPERVISOR,
    }
    return render(visit, "deputies/list.html", **told)


def _found(visit: Visit, wanted: DeputyFilter, group: str, cursor: int) -> tuple[list[DeputyRow], bool]:
    views = visit.system.contact.views
    if not group:
        rows = views.deputies(wanted, after=cursor, limit=A_PAGE + 1)
        return list(rows[:A_PAGE]), len(rows) > A_PAGE
    members = {
        person
        for row in views.groups(township=None, after=0, limit=MANY)
        if str(row.id) == group
        for person in row.members
    }
    rows = [row for row in views.deputies(wanted, after=0, limit=10 * MANY) if row.person in members]
    return rows, False


add_openings(router, DEPUTY)


@router.get("/deputies/{id}")
def deputy(visit: Reader, id: UUID, at: date | None = None, after: int | None = None) -> Response:
    """One deputy: mandates, groups, and the duty record as it stood at the end of a day."""
    wait_for(visit.system.views, after)
    return _page(visit, id, at)


@router.get("/my")
def my(visit: Annotated[Visit, Depends(signed_in_page(DEPUTIES))], after: int | None = None) -> Response:
    """A deputy's own page."""
    wait_for(visit.system.views, after)
    try:
        return _page(visit, deputy_id(visit.actor.id), None)
    except NotFound:
        return render(visit, "deputies/unlisted.html")


add_acts(router, DEPUTY)


def _page(visit: Visit, id: UUID, at: date | None) -> Response:
    now, system = visit.system.clock.now(), visit.system
    moment = _evening(at, now) if at else now
    facts = system.contact.file.read(DEPUTY, ContactId(id), visit.actor, at=moment if at else None).facts
    lines = system.contact.views.duty(facts["person"], moment)
    parts = record(lines, moment)
    cases = [line.stream for line in lines if line.part is Part.SUGGESTIONS]
    mine, lived = visit.actor.id == facts["person"], history(visit, DEPUTY, id)
    groups = system.contact.views.groups(township=None, after=0, limit=MANY)
    told: dict[str, Any] = {
        "facts": facts,
        "parts": [(part.value, len(found), found[::-1][:A_PART]) for part, found in parts.items()],
        "numbers": system.views.numbers(cases),
        "reads_cases": visit.actor.role is not Role.DEPUTY or mine,
        "groups": [row for row in groups if facts["person"] in row.members and row.stage == "formed"],
        "at": at,
        "moment": moment,
        "mine": mine,
        "coming": _coming(visit, facts["person"]) if mine else [],
        "lines": lived,
        "called": called(visit, [told.line.actor.id for told in lived]),
        "station_id": place_id(OrgCode(facts["station"])) if facts["station"] else None,
        "offered": offered(visit, DEPUTY, facts) if mine or visit.actor.role is not Role.DEPUTY else [],
        "crumbs": ((visit.say(CRUMB), "/deputies"), (facts["person"], "")),
    }
    return render(visit, "deputies/deputy.html", **told)


def _coming(visit: Visit, person: str) -> list[ActivityRow]:
    """What a deputy takes part in from today on, the next first."""
    wanted = ActivityFilter(person=person, starts_from=visit.system.clock.now().date())
    rows = visit.system.contact.views.activities(wanted, after=None, limit=MANY)
    return list(rows[::-1][:A_FEW])


def _evening(day: date, now: datetime) -> datetime:
    """The end of a day, and never later than now."""
    return min(now, datetime.combine(day, time(), now.tzinfo) + timedelta(days=1) - timedelta(microseconds=1))


GROUP = Group(
    name="deputies",
    router=router,
    nav=(
        Entry(label=N_("我的履职"), href="/my", roles=DEPUTIES),
        Entry(label=CRUMB, href="/deputies", roles=READERS),
    ),
)
