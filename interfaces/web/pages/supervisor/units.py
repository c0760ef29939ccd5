"""One handling unit: how it has kept its last days through the year, what lies on its desk, what was found."""

from collections import Counter
from dataclasses import replace
from typing import Annotated, Any

from fastapi import Depends
from starlette.exceptions import HTTPException
from starlette.responses import Response

from application.finding_queries import FindingFilter
from application.queries import RegisterFilter
from domain.redflags.catalogue import BY_CODE
from domain.redflags.finding import Finding
from interfaces.web.pages.supervisor.asking import LONGEST_CODE, OVERSEERS, router, scope_of
from interfaces.web.pages.supervisor.batches import lines_of
from interfaces.web.pages.supervisor.dashboard import AT_WORK, MONTHS, line_chip, months_back
from interfaces.web.pages.supervisor.statistics import figure_of
from interfaces.web.pages.supervisor.words import BANDS, FIGURES, MEANING
from interfaces.web.rendering import render
from interfaces.web.visiting import Visit, signed_in_page

TOLD = ("signed_in_time", "contacted_in_time", "answered_in_time", "extended", "returned", "satisfied", "evaluated")
OPEN = 12
NOTICES = 8
FLAGS = 8
MOST_OPEN = 500


@router.get("/units/{code}")
def unit(visit: Annotated[Visit, Depends(signed_in_page(OVERSEERS))], code: str) -> Response:
    """The unit's ledger."""
    if len(code) > LONGEST_CODE or not code.isprintable():
        raise HTTPException(404)
    scope, statistics = scope_of(visit), visit.system.statistics
    wanted = replace(scope.wanted(), unit=code)
    [whole], basis = statistics.compute(wanted)
    wide = replace(wanted, first=months_back(scope.last, MONTHS), by="month", figures=("answered_in_time",))
    groups, _ = statistics.compute(wide)
    kept = [(g.key or "", figure_of(g, "answered_in_time")) for g in groups]
    told: dict[str, Any] = {
        "code": code,
        "scope": scope,
        "basis": basis,
        "figures": [figure_of(whole, name) for name in ("received", *TOLD)],
        "days": whole.durations[0],
        "band": BANDS[whole.band],
        "months": [(key, figure) for key, figure in kept if figure.denominator],
        "wide": scope.since(months_back(scope.last, MONTHS)),
        "names": FIGURES,
        "meaning": MEANING,
        "own": None,
        "crumbs": ((visit.say("工作台"), scope.address("/dashboard")), (code, "")),
    }
    now = {} if scope.pinned else _desk(visit, code)
    return render(visit, "supervisor/unit.html", **told, now=now)


def _desk(visit: Visit, code: str) -> dict[str, Any]:
    """What lies on the unit's desk now; lists know only the present."""
    wanted, now = RegisterFilter(unit=code, stages=AT_WORK), visit.system.clock.now()
    page = visit.system.views.register(
        visit.actor, wanted, sort="due_on", after=None, limit=MOST_OPEN, count=True, now=now
    )
    notices, noticed = visit.system.oversight.docket.notices(open_only=False, unit=code, offset=0, limit=NOTICES)
    flags, _ = visit.system.red_flags.found(FindingFilter(unit=code), None)
    rules = Counter(finding.rule for finding in flags)
    shown = sorted(flags, key=lambda f: f.since, reverse=True)[:FLAGS]
    language = visit.language.key
    return {
        "open": page.rows[:OPEN],
        "count": page.count,
        "chips": Counter(line_chip(row).kind for row in page.rows),
        "chip_of": line_chip,
        "notices": notices,
        "noticed": noticed,
        "lines": lines_of(visit, [n.case for n in notices]),
        "rules": [(rule, _named(rule, language), n) for rule, n in rules.most_common()],
        "flags": [(finding, visit.language.told(_why(finding, language))) for finding in shown],
        "flagged": len(flags),
        "compared": visit.system.red_flags.compares(),
        "today": now.date(),
    }


def _named(rule: str, language: str) -> str:
    return BY_CODE[rule].zh if language == "zh" else BY_CODE[rule].en


def _why(finding: Finding, language: str) -> str:
    return BY_CODE[finding.rule].explain(finding, language)
