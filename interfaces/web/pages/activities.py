"""Activities: the month as a calendar, one activity with its five steps, and everything done on a reception day."""

from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Annotated, Any
from urllib.parse import quote
from uuid import UUID

from fastapi import APIRouter, Depends
from starlette.responses import Response

from application.contact import place_id
from application.contact_queries import ActivityFilter, ActivityRow
from domain.activities.particulars import Kind
from domain.contact.nouns import ACTIVITY
from domain.shared.identity import ContactId, OrgCode
from domain.shared.people import OFFICE, Role
from interfaces.requests import wait_for
from interfaces.web.contact_acts import add_acts, add_openings, givers, offered
from interfaces.web.contact_reading import READERS, called, history
from interfaces.web.group import Entry, Group
from interfaces.web.languages import N_
from interfaces.web.rendering import render
from interfaces.web.terms import MISSING
from interfaces.web.visiting import Visit, signed_in_page

router = APIRouter()
Reader = Annotated[Visit, Depends(signed_in_page(READERS))]
DESK = frozenset({Role.CLERK, Role.STATION_HEAD, Role.SUPERVISOR})
A_MONTH = 50
"""Activities a page shows."""
CRUMB = N_("活动")


@router.get("/activities")
def activities(
    visit: Reader, month: str = "", kind: str = "", place: str = "", cursor: str = "", after: int | None = None
) -> Response:
    """A month's activities day by day, the latest day first."""
    wait_for(visit.system.views, after)
    first, following = _month(month, visit)
    wanted = ActivityFilter(
        kind=kind if kind in list(Kind) else None,
        place=place or None,
        starts_from=first,
        starts_to=following - timedelta(days=1),
    )
    found = visit.system.contact.views.activities(wanted, after=_cursor(cursor), limit=A_MONTH + 1)
    rows, kept = found[:A_MONTH], f"kind={kind}&place={place}"
    told: dict[str, Any] = {
        "days": [(day, list(some)) for day, some in groupby(rows, lambda row: _day(row, visit))],
        "month": first,
        "kind": kind,
        "kinds": [one.value for one in Kind],
        "place": place,
        "place_id": place_id(OrgCode(place)) if place else None,
        "called": called(visit, [person for row in rows for person in row.hosts]),
        "before": f"/activities?month={first - timedelta(days=1):%Y-%m}&{kept}",
        "behind": f"/activities?month={following:%Y-%m}&{kept}",
        "next": f"/activities?month={first:%Y-%m}&{kept}&cursor={_after(rows[-1])}" if len(found) > A_MONTH else "",
        "may_plan": visit.actor.role in DESK,
        "may_record": visit.actor.role in givers(ACTIVITY, opening=True),
    }
    return render(visit, "activities/list.html", **told)


def _month(told: str, visit: Visit) -> tuple[date, date]:
    """The first day of a month and of the next; this month, where none is told."""
    try:
        first = date.fromisoformat(f"{told}-01")
    except ValueError:
        first = visit.system.clock.now().date().replace(day=1)
    return first, (first + timedelta(days=31)).replace(day=1)


def _after(row: ActivityRow) -> str:
    return quote(f"{row.starts_at.isoformat()}_{row.position}")


def _cursor(told: str) -> tuple[datetime, int] | None:
    at, _, position = told.partition("_")
    try:
        return datetime.fromisoformat(at), int(position)
    except ValueError:
        return None


def _day(row: ActivityRow, visit: Visit) -> date:
    return row.starts_at.astimezone(visit.system.clock.zone).date()


def presets(visit: Visit, name: str, facts: dict[str, Any]) -> dict[str, str]:
    """What is plain already: today, one's own station, the deputy who asks, whoever hosts."""
    actor, now = visit.actor, visit.system.clock.now()
    if name in ("plan", "record"):
        kind = Kind.RECEPTION if name == "plan" else Kind.VISIT
        own = actor.org if actor.org != OFFICE else ""
        begins = (now + timedelta(days=7)).replace(hour=9, minute=0) if name == "plan" else now - timedelta(hours=2)
        told = {
            "programme.kind": kind.value,
            "programme.place": own,
            "programme.starts_at": f"{begins:%Y-%m-%dT%H:%M}",
            "programme.ends_at": f"{begins + timedelta(hours=2):%Y-%m-%dT%H:%M}",
        }
        mine = {"programme.hosts": actor.id, "attendees.deputy": actor.id} if actor.role is Role.DEPUTY else {}
        return {key: value for key, value in (told | mine).items() if value}
    if name in ("check-in", "visit-household", "assist"):
        if actor.role is Role.DEPUTY:
            return {"person": actor.id}
        seated = {one["person"] for one in facts["checked_in"]}
        waiting = [one for one in facts["programme"]["hosts"] if one not in seated]
        names = called(visit, waiting[:1])
        return {"person": names.get(waiting[0], waiting[0])} if waiting else {}
    return {}


add_openings(router, ACTIVITY, presets)


@router.get("/activities/{id}")
def activity(visit: Reader, id: UUID, after: int | None = None) -> Response:
    """One activity; a reception day with its five steps and the cases it brought."""
    wait_for(visit.system.views, after)
    system = visit.system
    facts = system.contact.file.read(ACTIVITY, ContactId(id), visit.actor).facts
    programme, lines = facts["programme"], history(visit, ACTIVITY, id)
    reception = programme["kind"] == Kind.RECEPTION
    steps = system.contact.file.steps(ContactId(id), visit.actor) if reception else ()
    cases = system.contact.views.brought_to(id)
    people = [one["person"] for one in (*facts["checked_in"], *facts["attendees"])]
    begins = datetime.fromisoformat(programme["starts_at"]).astimezone(system.clock.zone).date()
    told: dict[str, Any] = {
        "facts": facts,
        "programme": programme,
        "lines": lines,
        "steps": steps,
        "missing": MISSING,
        "work": system.contact.file.work(),
        "cases": cases,
        "numbers": system.views.numbers(cases),
        "called": called(visit, [*programme["hosts"], *people, *(told.line.actor.id for told in lines)]),
        "place_id": place_id(OrgCode(programme["place"])) if programme["place"] else None,
        "offered": offered(visit, ACTIVITY, facts),
        "desk": f"/desk/day/{begins}?activity={id}" if _at_desk(visit, facts, begins) else "",
        "crumbs": ((visit.say(CRUMB), f"/activities?month={begins:%Y-%m}"), (begins.isoformat(), "")),
    }
    return render(visit, "activities/activity.html", **told)


def _at_desk(visit: Visit, facts: dict[str, Any], begins: date) -> bool:
    """Whether this person can register into it now."""
    sits = facts["stage"] == "opened" and facts["programme"]["kind"] == Kind.RECEPTION
    return sits and begins == visit.system.clock.now().date() and visit.actor.role in DESK


add_acts(router, ACTIVITY, presets)

GROUP = Group(name="activities", router=router, nav=(Entry(label=CRUMB, href="/activities", roles=READERS),))
