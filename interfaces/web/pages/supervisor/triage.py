"""Triage and transfer: the queue, oldest first; a page classified at once, many cases of a category handed over."""

from dataclasses import dataclass
from typing import Annotated, Any
from uuid import UUID

from fastapi import Depends
from starlette.responses import Response

from application.codebook import CodeList
from application.docket import Handler
from application.queries import RegisterFilter, RegisterRow
from domain.policies.policy import Track, Urgency
from domain.shared.people import Role
from domain.suggestion import commands
from interfaces.requests import wait_for
from interfaces.web.chips import chip
from interfaces.web.choosing import entries
from interfaces.web.forms import Draft, Fault
from interfaces.web.languages import N_
from interfaces.web.pages.supervisor.asking import position_of, router, word
from interfaces.web.pages.supervisor.batches import Done, chosen, give_one, lines_of
from interfaces.web.rendering import render
from interfaces.web.visiting import Sent, Visit, signed_in_form, signed_in_page

PLACERS = frozenset({Role.SUPERVISOR, Role.STATION_HEAD})
QUEUE = ("received", "triaged")
PAGE = 12
CO_HANDLERS = 3
NONE_CHOSEN = N_("请至少勾选一件。")
MIXED = N_("一次只能交办同一类别的件；请按类别筛选后再选。")
NO_LEAD = N_("请填写主办单位。")


@dataclass(frozen=True, slots=True)
class Queued:
    """A line of the queue and its clock."""

    row: RegisterRow
    clock: Any


@router.get("/triage")
def triage(visit: Annotated[Visit, Depends(signed_in_page(PLACERS))]) -> Response:
    """The queue."""
    wait_for(visit.system.views, position_of(visit.request))
    return _queue(visit, Draft())


@router.post("/triage")
def classify(sent: Annotated[Sent, Depends(signed_in_form(PLACERS))]) -> Response:
    """Classify every line of the page that says something new."""
    done = [one for said in sent.form.getlist("row") if (one := _classified(sent, str(said)))]
    return _told(sent.visit, done, N_("分类拟办")) if done else _queue(sent.visit, Draft())


@router.post("/triage/transfer")
def transfer(sent: Annotated[Sent, Depends(signed_in_form(PLACERS))]) -> Response:
    """Hand the ticked cases over: ask to whom, ask once more, and tell what became of each."""
    lines = lines_of(sent.visit, chosen(sent))
    if not lines:
        return _queue(sent.visit, Draft({}, [Fault("", sent.visit.say(NONE_CHOSEN))]), status=422)
    if len({row.category for row in lines.values()}) > 1:
        return _queue(sent.visit, Draft({}, [Fault("", sent.visit.say(MIXED))]), status=422)
    if "lead" not in sent.form or sent.text("back"):
        return _to_whom(sent, lines, Draft())
    if not sent.text("lead"):
        return _to_whom(sent, lines, Draft({}, [Fault("lead", sent.visit.say(NO_LEAD))]), status=422)
    if not sent.text("confirmed"):
        return _asked_again(sent, lines)
    body = _handed(sent)
    return _told(sent.visit, [give_one(sent, c, "transfer", commands.Transfer, body) for c in lines], N_("交办"))


def _queue(visit: Visit, draft: Draft, status: int = 200) -> Response:
    wanted = RegisterFilter(stages=QUEUE, category=word(visit.request, "category"))
    now, after = visit.system.clock.now(), None
    page = visit.system.views.register(
        visit.actor, wanted, sort="received_on", after=after, limit=PAGE, count=True, now=now
    )
    lines = [Queued(row, _clock(visit, row)) for row in page.rows]
    facts: dict[str, Any] = {
        "lines": lines,
        "count": page.count,
        "position": page.position,
        "category": wanted.category or "",
    }
    told: dict[str, Any] = {"tracks": [t.value for t in Track], "urgencies": [u.value for u in Urgency], "draft": draft}
    within = visit.system.oversight.policy().triage_and_transfer.count
    told["within"] = within
    told["categories"] = entries(visit, CodeList.CATEGORY)
    key, crumbs = str(visit.system.clock.new_id()), ((visit.say("分办"), ""),)
    return render(visit, "supervisor/triage.html", status=status, **facts, **told, key=key, now=now, crumbs=crumbs)


def _clock(visit: Visit, row: RegisterRow) -> Any:
    """Triage and transfer have a last day of their own, counted from the receipt."""
    oversight = visit.system.oversight
    due = oversight.ends(row.received_on, oversight.policy().triage_and_transfer)
    left = visit.system.calendars.days_left(oversight.today(), due) if due else None
    return chip(row.stage, due, left, overdue=due is not None and due < oversight.today(), provisional=False)


def _classified(sent: Sent, said: str) -> Done | None:
    names = ("category", "track", "urgency")
    body = {name: sent.text(f"{name}.{said}") for name in names}
    unchanged = sent.text(f"was.{said}") == "|".join(body[name] for name in names)
    if unchanged or not body["category"]:
        return None
    try:
        return give_one(sent, UUID(said), "triage", commands.Triage, body)
    except ValueError:
        return None


def _handed(sent: Sent) -> dict[str, Any]:
    """The request that hands one case over."""
    co = [unit for n in range(CO_HANDLERS) if (unit := sent.text(f"co.{n}"))]
    parts = [{"unit": sent.text("lead"), "kind": "lead"}, *({"unit": unit, "kind": "co"} for unit in co)]
    reason = {"reason": sent.text("reason")} if sent.text("reason") else {}
    return {"assignments": parts, **reason}


def _to_whom(sent: Sent, lines: dict[UUID, RegisterRow], draft: Draft, status: int = 200) -> Response:
    visit, category = sent.visit, next(iter(lines.values())).category
    handlers: list[Handler] = list(visit.system.oversight.docket.handlers(category, 3)) if category else []
    names = ("lead", "reason", *(f"co.{n}" for n in range(CO_HANDLERS)))
    draft.values = {name: sent.text(name) for name in names}
    if "lead" not in sent.form and handlers:
        draft.values["lead"] = handlers[0].unit
    facts: dict[str, Any] = {
        "lines": lines,
        "category": category,
        "handlers": handlers,
        "draft": draft,
    }
    units = [load.unit for load in visit.system.views.workload(visit.system.clock.now())]
    versions = {case: sent.text(f"version.{case}") or row.version for case, row in lines.items()}
    told: dict[str, Any] = {
        "key": sent.text("key"),
        "units": units,
        "versions": versions,
        "co": range(CO_HANDLERS),
        "crumbs": _crumbs(visit),
    }
    return render(visit, "supervisor/transfer.html", status=status, **facts, **told)


def _asked_again(sent: Sent, lines: dict[UUID, RegisterRow]) -> Response:
    said = [(name, value) for name, value in sent.form.multi_items() if isinstance(value, str) and value]
    facts: dict[str, Any] = {"lines": lines, "said": said, "body": _handed(sent), "crumbs": _crumbs(sent.visit)}
    return render(sent.visit, "supervisor/transfer_confirm.html", **facts)


def _told(visit: Visit, done: list[Done], what: str) -> Response:
    lines = lines_of(visit, [one.case for one in done])
    went = [one for one in done if one.position is not None]
    facts: dict[str, Any] = {
        "lines": lines,
        "went": went,
        "stayed": [one for one in done if one.position is None],
        "what": what,
    }
    after = max((one.position or 0 for one in went), default=0)
    return render(visit, "supervisor/done.html", **facts, after=after, crumbs=_crumbs(visit))


def _crumbs(visit: Visit) -> tuple[tuple[str, str], ...]:
    return ((visit.say("分办"), "/triage"), (visit.say("交办"), ""))
