"""Finding a case to look into, and everything the rules found."""

from collections import Counter
from datetime import date
from typing import Annotated, Any
from urllib.parse import urlencode
from uuid import UUID

from fastapi import APIRouter, Depends, Query
from starlette.responses import Response

from application.finding_queries import FindingFilter
from application.queries import RegisterFilter
from domain.shared.identity import SuggestionId
from interfaces.web.forms import Draft, Fault
from interfaces.web.languages import N_
from interfaces.web.pages.audit.asking import READERS, SECTIONS, moment_in
from interfaces.web.pages.audit.telling import SEVERITIES, rules, told_of
from interfaces.web.rendering import render
from interfaces.web.visiting import Visit, signed_in_page

router = APIRouter()
Reader = Annotated[Visit, Depends(signed_in_page(READERS))]
Text = Annotated[str, Query(max_length=100)]
PAGE, FINDINGS = 30, 15
RANK = tuple(SEVERITIES)
NOT_A_DAY = N_("这不是有效的日期，请写成 2026-06-30。")


@router.get("/audit")
def search(
    visit: Reader,
    q: Text = "",
    unit: Text = "",
    station: Text = "",
    rule: Text = "",
    first: Annotated[str, Query(alias="from", max_length=40)] = "",
    to: Text = "",
    after: Text = "",
) -> Response:
    """The cases that fit, each with how many findings it has."""
    asked = {"q": q, "unit": unit, "station": station, "rule": rule, "from": first, "to": to}
    draft = Draft({name: value.strip() for name, value in asked.items() if value.strip()})
    system, now = visit.system, visit.system.clock.now()
    wanted = _wanted(visit, draft)
    page = system.views.register(
        visit.actor, wanted, sort="-received_on", after=_place(after), limit=PAGE, count=True, now=now
    )
    shown = FindingFilter(cases=frozenset(SuggestionId(row.id) for row in page.rows))
    found, _ = system.red_flags.found(shown, None)
    told: dict[str, Any] = {
        "rows": page.rows,
        "count": page.count,
        "counts": Counter(finding.case for finding in found),
        "next": _next(draft, page.next) if page.next else "",
        "first": _next(draft, None) if after else "",
        "rules": rules(visit),
        "draft": draft,
        "sections": SECTIONS,
        "crumbs": ((visit.say(N_("审计")), ""),),
    }
    return render(visit, "audit/search.html", status=422 if draft.faults else 200, **told)


@router.get("/audit/flags")
def flags(
    visit: Reader,
    rule: Text = "",
    severity: Text = "",
    unit: Text = "",
    at: Text = "",
    offset: Annotated[int, Query(ge=0, le=10**6)] = 0,
) -> Response:
    """Every rule with what it found, and the findings one by one."""
    moment = moment_in(visit, at, "at")
    asked = {"rule": rule.strip(), "severity": severity.strip(), "unit": unit.strip()}
    draft = Draft({**{n: v for n, v in asked.items() if v}, **moment.draft.values}, list(moment.draft.faults))
    everything, position = visit.system.red_flags.found(FindingFilter(), moment.at)
    wanted = FindingFilter(rule=asked["rule"] or None, severity=asked["severity"] or None, unit=asked["unit"] or None)
    found = [f for f in everything if wanted.wants(f)]
    found.sort(key=lambda f: (RANK.index(f.severity.value), -f.since.timestamp(), f.key))
    counted = Counter((f.rule, f.severity.value) for f in everything)
    told: dict[str, Any] = {
        "rules": [
            (code, name, [(counted[code, s], grade) for s, grade in SEVERITIES.items()]) for code, name in rules(visit)
        ],
        "grades": SEVERITIES,
        "findings": told_of(visit, found[offset : offset + FINDINGS]),
        "count": len(found),
        "position": position,
        "compared": visit.system.red_flags.compares(),
        "moment": moment.at,
        "draft": draft,
        "next": _more(draft, offset + FINDINGS) if offset + FINDINGS < len(found) else "",
        "first": _more(draft, 0) if offset else "",
        "sections": SECTIONS,
        "crumbs": ((visit.say(N_("审计")), "/audit"), (visit.say(N_("红旗")), "")),
    }
    return render(visit, "audit/flags.html", status=moment.status, **told)


def _wanted(visit: Visit, draft: Draft) -> RegisterFilter:
    values = draft.values
    rule = values.get("rule")
    found = visit.system.red_flags.found(FindingFilter(rule=rule), None)[0] if rule else ()
    among = tuple({UUID(str(f.case)) for f in found if f.case is not None}) if rule else None
    return RegisterFilter(
        q=values.get("q"),
        unit=values.get("unit"),
        station=values.get("station"),
        received_from=_day(visit, draft, "from"),
        received_to=_day(visit, draft, "to"),
        among=among,
    )


def _day(visit: Visit, draft: Draft, name: str) -> date | None:
    try:
        return date.fromisoformat(draft.values[name]) if name in draft.values else None
    except ValueError:
        draft.faults.append(Fault(name, visit.say(NOT_A_DAY)))
        return None


def _place(after: str) -> tuple[str, int] | None:
    """A place in the list as `_next` wrote it; the beginning for anything else."""
    day, _, position = after.partition("~")
    try:
        return (date.fromisoformat(day).isoformat(), int(position))
    except ValueError:
        return None


def _next(draft: Draft, place: tuple[str, int] | None) -> str:
    return _address("/audit", draft, {"after": f"{place[0]}~{place[1]}"} if place else {})


def _more(draft: Draft, offset: int) -> str:
    return _address("/audit/flags", draft, {"offset": str(offset)} if offset else {})


def _address(path: str, draft: Draft, more: dict[str, str]) -> str:
    return f"{path}?{urlencode(draft.values | more)}"
