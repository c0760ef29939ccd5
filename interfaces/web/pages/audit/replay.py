"""One case rebuilt as the office knew it after any of its events, or at any moment; and two moments side by side."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Query
from starlette.responses import Response

from application.casefile import HistoryLine
from application.silence import Silence, silences
from domain.shared.identity import SuggestionId
from interfaces.web.chips import Chip, chip
from interfaces.web.forms import Draft, Fault
from interfaces.web.languages import N_
from interfaces.web.pages.audit.asking import READERS, Moment, end_of, field_value, moment_in
from interfaces.web.pages.audit.known import known
from interfaces.web.pages.audit.telling import told_of
from interfaces.web.rendering import render
from interfaces.web.visiting import Visit, signed_in_page

router = APIRouter()
Reader = Annotated[Visit, Depends(signed_in_page(READERS))]
LARGEST = 10**6
NOT_YET = N_("那时本件还没有登记。")
Place = Annotated[int | None, Query(ge=0, le=LARGEST)]
Text = Annotated[str, Query(max_length=40)]


@dataclass(frozen=True, slots=True)
class Stop:
    """Where a replay stands: after an event, at a moment; now without a moment."""

    version: int
    at: datetime | None
    draft: Draft


@router.get("/audit/{id}")
def replay(visit: Reader, id: UUID, version: Place = None, day: Place = None, at: Text = "") -> Response:
    """The case as the office knew it then."""
    facts = _facts(visit, SuggestionId(id), version, day, at)
    proof = visit.system.proving.case(SuggestionId(id), visit.actor)
    crumbs = ((visit.say(N_("审计")), "/audit"), (facts["number"], ""))
    status = 422 if facts["draft"].faults else 200
    return render(visit, "audit/replay.html", status=status, proof=proof, crumbs=crumbs, **facts)


@router.get("/audit/{id}/moment")
def fragment(visit: Reader, id: UUID, version: Place = None, day: Place = None, at: Text = "") -> Response:
    """The part of the page that a moment changes, for the slider."""
    return render(visit, "audit/moment.html", **_facts(visit, SuggestionId(id), version, day, at))


@router.get("/audit/{id}/compare")
def compare(
    visit: Reader, id: UUID, from_: Annotated[str, Query(alias="from", max_length=40)] = "", to: Text = ""
) -> Response:
    """What changed between two moments: two versions by their numbers, or two instants."""
    case = SuggestionId(id)
    lines = visit.system.casefile.history(case, visit.actor)
    one, other = _end(visit, lines, from_, "from", 1), _end(visit, lines, to, "to", len(lines))
    first, second = sorted((one, other), key=lambda stop: stop.at or lines[stop.version - 1].recorded_at)
    then, now = _read(visit, case, first), _read(visit, case, second)
    rows = known(now, then)
    told: dict[str, Any] = {
        "id": id,
        "number": now["case_number"],
        "first": first,
        "second": second,
        "last": len(lines),
        "changed": [row for row in rows if row.changed],
        "same": sum(not row.changed for row in rows),
        "between": [line for line in lines if first.version < line.version <= second.version],
        "moments": (then["known_at"], now["known_at"]),
        "draft": Draft({**one.draft.values, **other.draft.values}, [*one.draft.faults, *other.draft.faults]),
        "crumbs": (
            (visit.say(N_("审计")), "/audit"),
            (now["case_number"], f"/audit/{id}"),
            (visit.say(N_("对比")), ""),
        ),
    }
    return render(visit, "audit/compare.html", status=422 if told["draft"].faults else 200, **told)


def _end(visit: Visit, lines: list[HistoryLine], text: str, name: str, usual: int) -> Stop:
    if not text.strip():
        return Stop(usual, None, Draft())
    if text.strip().isascii() and text.strip().isdigit():
        return Stop(max(1, min(int(text), len(lines))), None, Draft({name: text}))
    return _at(visit, lines, moment_in(visit, text, name), name, usual)


def _at(visit: Visit, lines: list[HistoryLine], moment: Moment, name: str, usual: int) -> Stop:
    if moment.at is None:
        return Stop(usual, None, moment.draft)
    version = sum(line.recorded_at <= moment.at for line in lines)
    if version == 0:
        return Stop(1, None, Draft(moment.draft.values, [Fault(name, visit.say(NOT_YET))]))
    return Stop(version, moment.at, moment.draft)


def _stop(visit: Visit, lines: list[HistoryLine], version: int | None, day: int | None, at: str) -> Stop:
    if version is not None:
        return Stop(max(1, min(version, len(lines))), None, Draft())
    if day is not None:
        zone = visit.system.clock.zone
        then = end_of(_first_day(visit, lines) + timedelta(days=day), zone)
        return _at(visit, lines, Moment(min(then, visit.system.clock.now()), Draft()), "at", len(lines))
    return _at(visit, lines, moment_in(visit, at, "at"), "at", len(lines))


def _first_day(visit: Visit, lines: list[HistoryLine]) -> date:
    return lines[0].recorded_at.astimezone(visit.system.clock.zone).date()


def _chip(visit: Visit, facts: dict[str, Any], today: date) -> Chip:
    """The deadline as it stood that day."""
    due_on = facts["due_on"]
    left = visit.system.calendars.days_left(today, date.fromisoformat(due_on)) if due_on else None
    provisional = bool(facts["due"] and facts["due"]["provisional"])
    return chip(facts["stage"], due_on, left, overdue=facts["overdue"], provisional=provisional)


def _silent(visit: Visit, case: SuggestionId, version: int, moment: datetime) -> dict[int, Silence]:
    """The silent gaps known then, by the step before each."""
    history = visit.system.casefile.within_reach(case, visit.actor)[:version]
    return {one.after: one for one in silences(history, visit.system.calendars, moment)}


def _days(visit: Visit, lines: list[HistoryLine], until: date) -> int:
    return (until - _first_day(visit, lines)).days


def _read(visit: Visit, case: SuggestionId, stop: Stop) -> dict[str, Any]:
    asked = {"at": stop.at} if stop.at is not None else {"version": stop.version}
    return visit.system.casefile.read(case, visit.actor, **asked).facts


def _facts(visit: Visit, case: SuggestionId, version: int | None, day: int | None, at: str) -> dict[str, Any]:
    system = visit.system
    lines = system.casefile.history(case, visit.actor)
    stop = _stop(visit, lines, version, day, at)
    facts = _read(visit, case, stop)
    before = _read(visit, case, Stop(stop.version - 1, None, Draft())) if stop.version > 1 else None
    moment, shown = datetime.fromisoformat(facts["known_at"]), lines[: stop.version]
    return {
        "id": case,
        "number": facts["case_number"],
        "facts": facts,
        "stop": stop,
        "moment": moment,
        "field": field_value(moment),
        "lines": shown,
        "last": len(lines),
        "day": _days(visit, lines, moment.date()),
        "days": max(_days(visit, lines, system.clock.now().date()), 1),
        "known": known(facts, before),
        "deadline_chip": _chip(visit, facts, moment.date()),
        "silent": _silent(visit, case, stop.version, moment),
        "names": system.directory.names([line.actor.id for line in shown]),
        "raw": system.evidence.published.entry(shown[-1].position) or b"",
        "draft": stop.draft,
        **_flags(visit, case, moment),
    }


def _flags(visit: Visit, case: SuggestionId, moment: datetime) -> dict[str, Any]:
    flags = visit.system.red_flags
    return {"flags": told_of(visit, flags.of_case(case, visit.actor, moment)), "compared": flags.compares()}
