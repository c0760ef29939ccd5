"""A reception day with forty people waiting: numbers, one short form after another, and today's tally."""

from contextlib import suppress
from datetime import date
from typing import Annotated, Any

from fastapi import Depends
from starlette.responses import RedirectResponse, Response

from application.codebook import CodeList
from application.contact_queries import ActivityFilter
from application.errors import ViewsBehind
from application.ports import Receipt
from application.queries import RegisterFilter
from application.reception import Waiting
from domain.policies.policy import Urgency
from domain.shared.people import OFFICE
from domain.shared.sealed import WordsUnusable
from interfaces.requests import wait_for
from interfaces.web.choosing import Option, entries
from interfaces.web.forms import Draft, Fault
from interfaces.web.giving import NotGiven
from interfaces.web.pages.clerk import registering
from interfaces.web.pages.clerk.routes import DESK, router
from interfaces.web.rendering import render
from interfaces.web.visiting import Sent, Visit, signed_in_form, signed_in_page

LATEST = 8
MOST_OPEN = 20
LONGEST_NAME = 20


@router.get("/desk/day")
def reception_today(
    visit: Annotated[Visit, Depends(signed_in_page(DESK))], large: bool = False, activity: str = ""
) -> Response:
    """Today's desk; it registers into the reception that is open at one's own station, or into the one asked for."""
    return _page(visit, visit.system.clock.now().date(), Draft({"activity": activity}), large=large)


@router.get("/desk/day/{date}")
def reception_day(
    visit: Annotated[Visit, Depends(signed_in_page(DESK))], date: date, large: bool = False, activity: str = ""
) -> Response:
    """A day's desk; on another day than today what was taken in, and no queue: names went with the day."""
    return _page(visit, date, Draft({"activity": activity}), large=large)


@router.post("/desk/day/{date}/arrive")
def arrive(sent: Annotated[Sent, Depends(signed_in_form(DESK))], date: date) -> Response:
    """Give the next number to somebody who came."""
    name = sent.text("who")[:LONGEST_NAME]
    try:
        sent.visit.system.reception.arrive(sent.visit.actor.org, name)
    except WordsUnusable as no:
        draft = Draft({"who": name}, [Fault("who", sent.visit.told(no))])
        return _page(sent.visit, date, draft, status=422)
    return RedirectResponse(_address(sent), 303)


@router.post("/desk/day/{date}")
def take_in(sent: Annotated[Sent, Depends(signed_in_form(DESK))], date: date) -> Response:
    """Register what the person in front of the desk says, and call the next number.

    The receipt is shown by the answer itself: its code stands in no address.
    """
    visit, number = sent.visit, sent.text("number")
    if sent.text("do") == "skip":
        _served(visit, number)
        return RedirectResponse(_address(sent), 303)
    draft, into = registering.written(sent), {"activity": sent.text("activity")}
    draft.values |= into
    fixed = {name: value for name, value in into.items() if value}
    done = registering.taken_in(sent, draft, channel="reception_day", **fixed)
    large = bool(sent.text("large"))
    if isinstance(done, NotGiven):
        return _page(visit, date, done.draft, status=done.status, large=large)
    _served(visit, number)
    with suppress(ViewsBehind):  # it is registered: the tally may follow later
        wait_for(visit.system.views, done.position)
    kept = Draft({name: value for name in ("deputy", "activity") if (value := sent.text(name))})
    return _page(visit, date, kept, done=done, large=large)


def _address(sent: Sent) -> str:
    return f"/desk/day{'?large=1' if sent.text('large') else ''}"


def _served(visit: Visit, number: str) -> None:
    if number.isascii() and number.isdigit() and len(number) < 6:
        visit.system.reception.served(visit.actor.org, int(number))


def _page(
    visit: Visit, day: date, draft: Draft, *, done: Receipt | None = None, status: int = 200, large: bool = False
) -> Response:
    system, now = visit.system, visit.system.clock.now()
    queue = system.reception.queue(visit.actor.org) if day == now.date() else []
    waiting = [one for one in queue if one.served_at is None]
    told: dict[str, Any] = {
        "day": day,
        "is_today": day == now.date(),
        "waiting": [(one, _minutes(one, visit)) for one in waiting],
        "served": len(queue) - len(waiting),
        "current": waiting[0] if waiting else None,
        "done": done,
        "key": str(system.clock.new_id()),
        "urgencies": [one.value for one in Urgency],
        "own_station": visit.actor.org if visit.actor.org != "office" else "",
        "large": large,
        **_sitting(visit, day, draft),
        "stations": entries(visit, CodeList.STATION),
        "categories": entries(visit, CodeList.CATEGORY),
    }
    return render(visit, "clerk/day.html", status=status, draft=draft, **told, **_tally(visit, day))


def _sitting(visit: Visit, day: date, draft: Draft) -> dict[str, Any]:
    """The reception that the desk registers into, and the deputies who sit there."""
    own = visit.actor.org if visit.actor.org != OFFICE else None
    wanted = ActivityFilter(kind="reception", stage="opened", place=own, starts_from=day, starts_to=day)
    rows = visit.system.contact.views.activities(wanted, after=None, limit=MOST_OPEN)
    told = draft.values.get("activity", "")
    sitting = next((row for row in rows if str(row.id) == told), rows[0] if rows and own and not told else None)
    seated = sitting.checked_in if sitting else ()
    names = visit.system.contact.views.called(seated)
    return {"sitting": sitting, "open": rows, "seated": [Option(p, "", names.get(p, p)) for p in seated]}


def _minutes(one: Waiting, visit: Visit) -> int:
    return int((visit.system.clock.now() - one.arrived_at).total_seconds() // 60)


def _tally(visit: Visit, day: date) -> dict[str, Any]:
    system, now = visit.system, visit.system.clock.now()
    wanted = RegisterFilter(received_from=day, received_to=day)
    came = system.views.register(
        visit.actor, wanted, sort="-received_on", after=None, limit=LATEST, count=True, now=now
    )
    deputies = system.desk_lists.deputies_of(visit.actor, day, now)
    names = system.directory.names([one.deputy for one in deputies])  # type: ignore[misc]
    return {"came": came, "deputies": deputies, "names": names}
