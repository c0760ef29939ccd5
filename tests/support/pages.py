"""The pages that are looked at in both languages, by axe, by html5lib. Whoever adds a page adds a line."""

from dataclasses import dataclass
from urllib.parse import quote

from tests.support.client import Client


@dataclass(frozen=True, slots=True)
class Look:
    """One page as one person sees it. `{case}` is a case on the way, `{code}` its code; nobody signs in as None."""

    path: str
    who: str | None
    status: int = 200


LOOKS = (
    Look("/", None),
    Look("/login", None),
    Look("/help", None),
    Look("/accessibility", None),
    Look("/nowhere", None, 404),
    Look("/me", "clerk"),
    Look("/cases/{case}", "supervisor"),
    Look("/cases/{case}", "department@D01"),
    # department
    Look("/inbox", "department@D01"),
    Look("/inbox?tab=notices&due=late", "department@D01"),
    Look("/inbox", "clerk", 403),
    Look("/cases/{case}?order=new", "auditor"),
    # administration
    Look("/admin", "admin"),
    Look("/admin/codes/unit", "admin"),
    Look("/admin/codes/station", "admin"),
    Look("/admin/people", "admin"),
    Look("/admin/tokens", "admin"),
    Look("/admin/policies", "admin"),
    Look("/admin/calendars/2026", "admin"),
    Look("/admin/calendars/1900", "admin", 404),
    Look("/admin/people", "data_officer", 403),
    Look("/admin/access", "data_officer"),
    Look("/admin/erasure", "data_officer"),
    Look("/admin/access", "admin", 403),
    Look("/cases/{case}/reply", "department@D01"),
    Look("/cases/{case}/acts/contact", "department@D01"),
    Look("/cases/{case}/acts/request-return", "department@D01"),
    Look("/cases/{case}/acts/supervise", "supervisor"),
    Look("/cases/{case}/acts/correct", "clerk"),
    Look("/cases/{case}/acts/close", "admin", 403),
    # voter
    Look("/t/{code}", None),
    Look("/t/{code}/receipt", None),
    Look("/t/{code}/acts/withdraw", None),
    Look("/t/{code}/acts/reopen", None),
    Look("/t/AAAA-AAAA-AAA", None, 404),
    Look("/submit?q=S", None),
    Look("/open", None),
    # clerk
    Look("/desk", "clerk"),
    Look("/desk/new", "clerk"),
    Look("/desk/new", "clerk@S-01"),
    Look("/desk/day", "clerk@S-01"),
    Look("/desk/day/2026-01-05?large=1", "station_head@S-01"),
    Look("/desk/deliver", "clerk"),
    Look("/desk/calls", "caller"),
    Look("/desk/import", "clerk"),
    Look("/desk/import", "station_head@S-01", 403),
    # supervisor
    Look("/dashboard", "supervisor"),
    Look("/dashboard?at=2026-06-30T18:00&station=S-01", "chair"),
    Look("/dashboard", "station_head@S-01"),
    Look("/figures/received", "auditor"),
    Look("/figures/answered_in_time?by=unit&key=D01&only=out", "supervisor"),
    Look("/figures/nothing", "supervisor", 404),
    Look("/triage", "supervisor"),
    Look("/triage", "station_head@S-01"),
    Look("/rulings", "supervisor"),
    Look("/supervision", "supervisor"),
    Look("/supervision?list=unsupervised", "auditor"),
    Look("/supervision?list=overdue", "chair"),
    Look("/cases/{case}/supervise", "supervisor"),
    Look("/units/D01", "supervisor"),
    Look("/statistics", "supervisor"),
    Look("/statistics?by=category&measure=voice", "station_head@S-01"),
    Look("/statistics/what-if?track=T3&count=10", "supervisor"),
    Look("/statistics/what-if?count=none", "supervisor", 422),
    Look("/reviews", "supervisor"),
    Look("/reviews?list=close", "supervisor"),
    Look("/reviews?list=check", "supervisor"),
    Look("/calls", "caller"),
    Look("/calls/{case}", "caller"),
    # audit
    Look("/audit", "auditor"),
    Look("/audit?rule=R03&from=nonsense", "auditor", 422),
    Look("/audit/{case}", "auditor"),
    Look("/audit/{case}?version=2", "supervisor"),
    Look("/audit/{case}?at=nonsense", "auditor", 422),
    Look("/audit/{case}/compare?from=1&to=4", "chair"),
    Look("/audit/{case}/proof", "auditor"),
    Look("/audit/asof", "auditor"),
    Look("/audit/asof/cases?stage=handling", "auditor"),
    Look("/audit/asof/cases?figure=received", "auditor"),
    Look("/audit/units/D01", "auditor"),
    Look("/audit/flags", "auditor"),
    Look("/audit/proof", "auditor"),
    Look("/audit/proof?from=9&to=3", "auditor", 422),
    Look("/audit/exports", "auditor"),
    Look("/audit/exports", "chair"),
)
CODES: dict[str, str] = {}
"""Receipt codes of the cases made here."""


def filled(path: str, case: str) -> str:
    """The path with its placeholders filled in."""
    return path.replace("{case}", case).replace("{code}", quote(CODES.get(case, ""), safe=""))


def case_on_the_way(api: Client) -> str:
    """A case that a department is handling."""
    receipt = api.receive(title="电梯故障", voter={"name": "李某", "phone": "13800000000"})
    case = str(receipt["id"])
    CODES[case] = str(receipt["receipt_code"])
    api.do(case, "triage", {"category": "HC-06", "track": "T3", "urgency": "U3"}, "clerk")
    api.do(case, "transfer", {"assignments": [{"unit": "D01", "kind": "lead"}]})
    api.do(case, "sign", {}, "department@D01")
    api.do(case, "supervise", {"level": "L1", "reason": "请先行处置。"})
    return case
