"""The pages that are looked at in both languages, by axe, by html5lib. Whoever adds a page adds a line."""

from dataclasses import dataclass
from datetime import timedelta
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
    # places
    Look("/stations?q=试验", None),
    Look("/stations/{station}", None),
    Look("/homes/{home}", None),
    Look("/stations/{home}", None, 404),
    Look("/places", "supervisor"),
    Look("/places?kind=station", "clerk@S-91"),
    Look("/places/{station}", "station_head@S-91"),
    Look("/places/{station}/acts/check-haves", "station_head@S-91"),
    Look("/places/{station}/acts/assess", "supervisor"),
    Look("/places/{station}/acts/assess", "clerk@S-91", 403),
    Look("/places/new", "supervisor"),
    Look("/regulations", "supervisor"),
    # deputies
    Look("/deputies?level=county", "supervisor"),
    Look("/deputies/{deputy}", "auditor"),
    Look("/deputies/{deputy}?at=2100-01-01", "supervisor"),
    Look("/deputies/new", "supervisor"),
    Look("/my", "deputy"),
    Look("/my", "clerk", 403),
    Look("/groups", "supervisor"),
    Look("/groups/{group}", "deputy"),
    Look("/selections", "chair"),
    Look("/selections/2026", "chair"),
    # activities
    Look("/activities", "clerk@S-91"),
    Look("/activities/new", "clerk@S-91"),
    Look("/activities/record", "deputy"),
    Look("/activities/{activity}", "supervisor"),
    Look("/activities/{activity}/acts/attend", "supervisor"),
    Look("/desk/day", "clerk@S-91"),
    # reports
    Look("/reports", "supervisor"),
    Look("/reports/{report}", "chair"),
    Look("/reports/{report}/figures/homes", "deputy"),
    Look("/reports/composing/2026-01-01/2026-01-31/1", "supervisor"),
    Look("/reports", "department@D01", 403),
)
CODES: dict[str, str] = {}
"""Receipt codes of the cases made here."""
CONTACT: dict[str, str] = {}
"""Ids of the contact work made here: a station and its home, a deputy, a group, a reception day, a report."""
PERSON, AT = "dep-91", "S-91"


def filled(path: str, case: str) -> str:
    """The path with its placeholders filled in."""
    for name, value in CONTACT.items():
        path = path.replace("{" + name + "}", value)
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


def contact_on_the_way(api: Client) -> None:
    """A home with a station, a deputy in a group, a reception that is going on, a selection, a report."""
    CONTACT["home"] = _begun(api, "/places", {"kind": "home", "code": "H-91", "name": "试验之家", "township": "T-91"})
    station = {"kind": "station", "code": AT, "name": "试验站", "township": "T-91", "home": "H-91", "address": "试验路"}
    CONTACT["station"] = _begun(api, "/places", station)
    mandate = {"level": "county", "constituency": "第一选区", "from_on": "2022-01-01"}
    deputy = {"person": PERSON, "name": "周代表", "mandates": [mandate], "station": AT}
    CONTACT["deputy"] = _begun(api, "/deputies", deputy)
    group = {"name": "试验小组", "township": "T-91", "members": [PERSON], "leader": PERSON}
    CONTACT["group"] = _begun(api, "/groups", group)
    office = _begun(api, "/places", {"kind": "office", "code": "office", "name": "代表工作委员会"})
    _begun(api, f"/places/{office}/issue-regulation", {"title": "接待制度"})
    place = f"/places/{CONTACT['station']}"
    checks = [{"have": have, "met": False, "note": "待补。"} for have in HAVES]
    _begun(api, f"{place}/check-haves", {"checks": checks})
    _begun(api, f"{place}/set-rota", {"turns": [{"on": "2099-01-05", "deputies": [PERSON]}]})
    _begun(api, f"{place}/post-notice", {"title": "接待安排", "text": "欢迎前来。"})
    _begun(api, "/selections", {"year": 2026, "quota": 1})
    CONTACT["activity"] = reception(api)
    report = _begun(api, "/reports", {"from": "2026-01-01", "to": "2026-01-31"})
    CONTACT["report"] = report
    api.get(f"/places?after={api.head()}")


HAVES = ("premises", "rules", "plan", "notice", "material", "files")


def reception(api: Client) -> str:
    """A reception day of today that was opened and has its deputy seated."""
    now = api.plant.system.clock.now()
    programme = {
        "kind": "reception",
        "title": "代表接待日",
        "place": AT,
        "hosts": [PERSON],
        "starts_at": now.isoformat(),
        "ends_at": (now + timedelta(hours=2)).isoformat(),
    }
    day = _begun(api, "/activities", {"programme": programme}, f"clerk@{AT}")
    _begun(api, f"/activities/{day}/open", {}, f"clerk@{AT}")
    _begun(api, f"/activities/{day}/check-in", {"person": PERSON}, f"clerk@{AT}")
    return day


def _begun(api: Client, path: str, body: dict[str, object], who: str = "supervisor") -> str:
    answer = api.post(path, body, who)
    assert answer.status_code in (200, 201), f"{path}: {answer.text}"
    return str(answer.json()["id"])
