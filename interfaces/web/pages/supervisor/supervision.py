"""督办: the ledger of notices, what should have been pressed and was not, and the page a notice is issued on."""

from datetime import date
from typing import Annotated, Any
from urllib.parse import urlencode
from uuid import UUID

from fastapi import Depends
from starlette.responses import Response

from domain.policies.policy import Level
from domain.shared.people import Role
from domain.suggestion import commands
from interfaces.web.forms import Draft, asked_of, body_in, draft_of
from interfaces.web.giving import NotGiven, followed, give, give_body
from interfaces.web.labels import FINAL
from interfaces.web.pages.supervisor.asking import OVERSEERS, offset_of, router, word
from interfaces.web.pages.supervisor.batches import lines_of
from interfaces.web.pages.supervisor.dashboard import line_chip, overdue, soon
from interfaces.web.pages.supervisor.words import LEVELS, SUPERVISED
from interfaces.web.reading import chip_of, facts_of
from interfaces.web.rendering import render
from interfaces.web.visiting import Sent, Visit, signed_in_form, signed_in_page

PRESSERS = frozenset({Role.SUPERVISOR, Role.CHAIR})
PAGE = 30
ORDER = (Level.REMINDER, Level.YELLOW, Level.RED, Level.KEY)


@router.get("/supervision")
def supervision(visit: Annotated[Visit, Depends(signed_in_page(OVERSEERS))]) -> Response:
    """One list at a time: the whole ledger, what awaits an account, what nobody pressed, what is late or nearly."""
    shown = word(visit.request, "list", tuple(SUPERVISED)) or "notices"
    tabs = [(key, name, f"/supervision?list={key}") for key, name in SUPERVISED.items()]
    listed = _cases(visit, shown) if shown in ("overdue", "soon") else _parts(visit, shown)
    told: dict[str, Any] = {"tabs": tabs, "shown": shown, "today": visit.system.oversight.today(), "chip_of": line_chip}
    presses: dict[str, Any] = {"may_supervise": visit.actor.role in PRESSERS, "crumbs": ((visit.say("督办"), ""),)}
    return render(visit, "supervisor/supervision.html", **told, **listed, **presses)


def _cases(visit: Visit, shown: str) -> dict[str, Any]:
    """A page of the register; the place to go on from is in the address."""
    key, position = word(visit.request, "key"), offset_of(visit.request)
    after = (date.fromisoformat(key).isoformat(), position) if key and _is_day(key) else None
    page = (overdue if shown == "overdue" else soon)(visit, None, PAGE, after)
    further = {"list": shown, "key": page.next[0], "offset": page.next[1]} if page.next else None
    first = f"/supervision?list={shown}" if after else ""
    next_ = f"/supervision?{urlencode(further)}" if further else ""
    return {"cases": page.rows, "rows": [], "lines": {}, "count": page.count, "next": next_, "first": first}


def _is_day(said: str) -> bool:
    try:
        return bool(date.fromisoformat(said))
    except ValueError:
        return False


def _parts(visit: Visit, shown: str) -> dict[str, Any]:
    """A page of notices, or of parts that no notice stands against."""
    docket, offset, unit = visit.system.oversight.docket, offset_of(visit.request), word(visit.request, "unit")
    found: Any
    if shown == "unsupervised":
        found, count = docket.unsupervised(visit.system.oversight.today(), offset=offset, limit=PAGE)
    else:
        found, count = docket.notices(open_only=shown == "open", unit=unit, offset=offset, limit=PAGE)
    lines = lines_of(visit, [row.case for row in found])
    asked = {"list": shown} | ({"unit": unit} if unit else {})
    next_ = f"/supervision?{urlencode(asked | {'offset': offset + PAGE})}" if offset + PAGE < count else ""
    first = f"/supervision?{urlencode(asked)}" if offset else ""
    return {"rows": found, "cases": (), "lines": lines, "count": count, "next": next_, "first": first}


@router.get("/cases/{id}/supervise")
def supervise_page(visit: Annotated[Visit, Depends(signed_in_page(PRESSERS))], id: UUID) -> Response:
    """The form of a notice, and the notices that stand."""
    return _form(visit, id, Draft())


@router.post("/cases/{id}/supervise")
def supervise(sent: Annotated[Sent, Depends(signed_in_form(PRESSERS))], id: UUID) -> Response:
    """Issue it, once it was asked about again."""
    fields = asked_of(commands.Supervise)
    body = body_in(sent.form, fields)
    if body.get("respond_by") == sent.text("prefilled") and body.get("level") != sent.text("suggested"):
        del body["respond_by"]  # nobody chose that day: the level's own applies
    if not sent.text("confirmed") and body.get("level") and body.get("reason"):
        return _asked_again(sent, id, body)
    done = give_body(sent, id, "supervise", commands.Supervise, body, draft_of(sent.form, fields))
    return _form(sent.visit, id, done.draft, done.status) if isinstance(done, NotGiven) else followed(done)


@router.post("/cases/{id}/supervise/lift")
def lift(sent: Annotated[Sent, Depends(signed_in_form(PRESSERS))], id: UUID) -> Response:
    """End one notice 销督."""
    done = give(sent, id, "lift-supervision", commands.LiftSupervision)
    if not isinstance(done, NotGiven):
        return followed(done)
    done.draft.faults = [type(f)(f"lift-{f.field}", f.message) for f in done.draft.faults]
    return _form(sent.visit, id, done.draft, done.status)


def _form(visit: Visit, case: UUID, draft: Draft, status: int = 200) -> Response:
    facts, limits = facts_of(visit, case), visit.system.oversight.respond_by()
    suggested = _next_level(facts["supervision"])
    told: dict[str, Any] = {
        "facts": facts,
        "deadline_chip": chip_of(visit, facts),
        "levels": [(level.value, LEVELS[level.value], limits.get(level)) for level in ORDER],
        "suggested": suggested.value,
        "prefilled": limits.get(suggested),
        "standing": [n for n in facts["notices"] if n["lifted_at"] is None],
        "units": [a["unit"] for a in facts["assignments"] if a["progress"] not in ("returned", "released")],
        "key": visit.system.clock.new_id,
        "crumbs": ((facts["case_number"], f"/cases/{case}"), (visit.say("督办"), "")),
    }
    return render(visit, "supervisor/supervise.html", status=status, draft=draft, **told)


def _next_level(standing: str) -> Level:
    """One step above what stands; key supervision is for the chairpersons' meeting to decide."""
    following = [level for level in ORDER if level.value > standing and level is not Level.KEY]
    return following[0] if following else Level.RED


def _asked_again(sent: Sent, case: UUID, body: dict[str, Any]) -> Response:
    visit = sent.visit
    facts, limits = facts_of(visit, case), visit.system.oversight.respond_by()
    level = next((one for one in ORDER if one.value == body["level"]), None)
    by = body.get("respond_by") or (limits.get(level) if level else None)
    dropped = () if "respond_by" in body else ("respond_by",)
    items = sent.form.multi_items()
    said = [(name, value) for name, value in items if isinstance(value, str) and value and name not in dropped]
    told: dict[str, Any] = {"facts": facts, "body": body, "by": by, "said": said, "consequence": FINAL["supervise"]}
    crumbs = ((facts["case_number"], f"/cases/{case}"), (visit.say("督办"), ""))
    return render(visit, "supervisor/supervise_confirm.html", **told, meaning=LEVELS, crumbs=crumbs)
