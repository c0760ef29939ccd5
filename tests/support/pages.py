"""The pages that are looked at in both languages, by axe, by html5lib. Whoever adds a page adds a line."""

from dataclasses import dataclass

from tests.support.client import Client


@dataclass(frozen=True, slots=True)
class Look:
    """One page as one person sees it. `{case}` stands for a case on the way; nobody signs in as None."""

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
    Look("/cases/{case}/acts/answer", "department@D01"),
    Look("/cases/{case}/acts/supervise", "supervisor"),
    Look("/cases/{case}/acts/correct", "clerk"),
    Look("/cases/{case}/acts/close", "admin", 403),
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


def filled(path: str, case: str) -> str:
    """The path with its placeholders filled in."""
    return path.replace("{case}", case)


def case_on_the_way(api: Client) -> str:
    """A case that a department is handling."""
    case = str(api.receive(title="电梯故障", voter={"name": "李某", "phone": "13800000000"})["id"])
    api.do(case, "triage", {"category": "HC-06", "track": "T3", "urgency": "U3"}, "clerk")
    api.do(case, "transfer", {"assignments": [{"unit": "D01", "kind": "lead"}]})
    api.do(case, "sign", {}, "department@D01")
    api.do(case, "supervise", {"level": "L1", "reason": "请先行处置。"})
    return case
