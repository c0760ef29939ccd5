"""What the log proves: of one case, and of the whole; verification on demand, and the files others verify by."""

from datetime import UTC, datetime
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Query
from starlette.responses import RedirectResponse, Response

from application.errors import NotFound
from application.evidence import NotSealedYet
from domain.evidence import checkpoints
from domain.evidence.checkpoints import cosigned_at
from domain.evidence.malformed import Malformed, bytes_of, text_of
from domain.evidence.merkle import verify_consistency
from domain.shared.identity import SuggestionId
from domain.shared.people import Role
from domain.verification.report import Report
from interfaces.verifier.verifying import LIMITS, WORDS
from interfaces.web.forms import Draft, Fault
from interfaces.web.languages import N_
from interfaces.web.pages.audit.asking import READERS, SECTIONS
from interfaces.web.rendering import render
from interfaces.web.visiting import Sent, Visit, signed_in_form, signed_in_page

router = APIRouter()
Reader = Annotated[Visit, Depends(signed_in_page(READERS))]
LARGEST = 2**53 - 1
LOOK_AGAIN = "2"
"""Seconds until the page of a run under way is asked for again."""
Size = Annotated[int | None, Query(ge=0, le=LARGEST)]
NOT_A_SIZE = N_("大小应在 1 到最新检查点之间，且前者不大于后者。")


@router.get("/audit/{id}/proof")
def case_proof(visit: Reader, id: UUID) -> Response:
    """Said in plain words: what was verified of this case just now, and what no proof can show."""
    return _case_proof(visit, SuggestionId(id))


def _case_proof(visit: Visit, case: SuggestionId, status: int = 200) -> Response:
    facts = visit.system.casefile.read(case, visit.actor).facts
    report: Report | None = None
    sealed = True
    try:
        report = visit.system.proving.bundle(case, visit.actor)[1]
    except NotSealedYet:
        sealed = False
    told: dict[str, Any] = {
        "id": case,
        "number": facts["case_number"],
        "proof": visit.system.proving.case(case, visit.actor),
        "sealed": sealed,
        "lines": _lines(visit, report) if report else [],
        "verdict": _verdict(visit, report) if report else "",
        "limits": visit.language.told(LIMITS[_column(visit)]),
        "crumbs": (
            (visit.say(N_("审计")), "/audit"),
            (facts["case_number"], f"/audit/{case}"),
            (visit.say(N_("证明")), ""),
        ),
    }
    return render(visit, "audit/case_proof.html", status=status, **told)


@router.get("/audit/{id}/bundle.tar")
def bundle(visit: Reader, id: UUID) -> Response:
    """The evidence of a case, with the verifier inside; where no head covers it yet, the page that says so."""
    try:
        content = visit.system.evidence.bundle(SuggestionId(id), visit.actor)
    except NotSealedYet:
        return _case_proof(visit, SuggestionId(id), status=409)
    headers = {"Content-Disposition": f'attachment; filename="{id}.tar"'}
    return Response(content, media_type="application/x-tar", headers=headers)


@router.get("/audit/proof")
def log_proof(
    visit: Reader, from_: Annotated[int | None, Query(alias="from", ge=0, le=LARGEST)] = None, to: Size = None
) -> Response:
    """The log's head, who else signed it, the last verification, and whether it only ever grew."""
    system = visit.system
    head = system.proving.head()
    runs = system.verification_runs.latest(1)
    draft = Draft({name: str(value) for name, value in (("from", from_), ("to", to)) if value is not None})
    grown = _grown(visit, from_, to if to is not None else head.size if head else None, draft)
    told: dict[str, Any] = {
        "head": head,
        "root": text_of(head.root) if head else "",
        "at": system.proving.recorded_at(head),
        "log_head": system.log.head(),
        "witnesses": _witnesses(visit),
        "policy": system.evidence.published.policy(),
        "run": runs[0] if runs else None,
        "run_lines": _lines(visit, Report(list(runs[0].lines))) if runs else [],
        "verdict": _verdict(visit, Report(list(runs[0].lines))) if runs and runs[0].state == "finished" else "",
        "names": system.directory.names([run.by for run in runs]),  # type: ignore[misc]
        "grown": grown,
        "draft": draft,
        "limits": visit.language.told(LIMITS[_column(visit)]),
        "sections": SECTIONS,
        "crumbs": ((visit.say(N_("审计")), "/audit"), (visit.say(N_("日志证明")), "")),
    }
    response = render(visit, "audit/proof.html", status=422 if draft.faults else 200, **told)
    response.headers.update({"Refresh": LOOK_AGAIN} if runs and runs[0].state == "running" else {})
    return response


@router.post("/audit/proof/runs")
def verify(sent: Annotated[Sent, Depends(signed_in_form(frozenset({Role.AUDITOR, Role.SUPERVISOR})))]) -> Response:
    """Have the whole published log verified, in the background."""
    sent.visit.system.verification_runs.start(sent.visit.actor)
    return RedirectResponse("/audit/proof#runs", 303)


def _grown(visit: Visit, old: int | None, size: int | None, draft: Draft) -> dict[str, Any] | None:
    """Whether the log of one size begins with that of another, by a proof checked here."""
    if old is None:
        return None
    evidence = visit.system.evidence
    try:
        if size is None or not 0 < old <= size:
            raise ValueError("no such size")
        lines = evidence.consistency(old, size).split()
        roots = [evidence.root(old), evidence.root(size)]
    except (ValueError, NotSealedYet, NotFound):
        draft.faults.append(Fault("from", visit.say(NOT_A_SIZE)))
        return None
    sound = verify_consistency(old, size, roots[0], roots[1], [bytes_of(line) for line in lines])
    return {"sound": sound, "old": old, "size": size, "hashes": len(lines), "roots": [text_of(one) for one in roots]}


def _witnesses(visit: Visit) -> list[tuple[str, datetime | None]]:
    """The witnesses of the policy, and when each signed the newest head they know of."""
    policy = visit.system.proving.policy()
    found = []
    for name, key in (policy.witnesses if policy else {}).items():
        times = []
        for file in ("checkpoint", "witnessed"):
            try:
                times.append(cosigned_at(checkpoints.read(visit.system.evidence.published.read(file))[0], key))
            except (FileNotFoundError, Malformed):
                continue
        newest = max((time for time in times if time is not None), default=None)
        found.append((name, datetime.fromtimestamp(newest, UTC) if newest is not None else None))
    return found


def _column(visit: Visit) -> int:
    return 0 if visit.language.key == "zh" else 1


def _lines(visit: Visit, report: Report) -> list[dict[str, Any]]:
    pick, told = _column(visit), visit.language.told
    return [
        {
            "check": line.check,
            "verdict": int(line.verdict),
            "name": told(line.name[pick]),
            "says": told((line.zh, line.en)[pick]),
        }
        for line in report.lines
    ]


def _verdict(visit: Visit, report: Report) -> str:
    return visit.language.told(WORDS[report.verdict][_column(visit)])
