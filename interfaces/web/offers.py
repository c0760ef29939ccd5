"""The acts a page offers: what each brings with it, in one line, and which comes first."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from application.open_acts import Acts
from interfaces.web.labels import VERBS as NAMES
from interfaces.web.languages import N_
from interfaces.web.visiting import Visit

CONSEQUENCES: dict[str, str] = {
    "correct": N_("更正另记一笔，原来的内容留在过程里。"),
    "protect-identity": N_("承办单位从此看不到反映人是谁。"),
    "triage": N_("定类别、紧急程度和办理轨道。"),
    "redirect": N_("本件到此结束，并记下告知的去处。"),
    "transfer": N_("从交办起计算办理期限。"),
    "sign": N_("记下签收时间，开始办理。"),
    "request-return": N_("裁定前期限照算；只能申请一次。"),
    "accept-return": N_("该单位不再承办，须另行交办。"),
    "refuse-return": N_("该单位继续办理，不得再次申请。"),
    "contact": N_("记入办理过程，选民看得到已联系。"),
    "progress": N_("记入办理过程，期限不变。"),
    "give-opinion": N_("交给主办单位汇总，不直接答复选民。"),
    "reject-opinion": N_("协办单位须重新提交，只能退一次。"),
    "request-extension": N_("批准前期限不变；逾期后不能申请。"),
    "grant-extension": N_("期限改为批准的日期。"),
    "refuse-extension": N_("期限不变，继续办理。"),
    "remind": N_("记入催办记录，期限不变。"),
    "supervise": N_("发出督办单，承办单位须限期回应。"),
    "respond-to-supervision": N_("记入督办台账，提交后不能改。"),
    "lift-supervision": N_("督办结束，台账保留。"),
    "answer": N_("答复后不可撤回。"),
    "send-back": N_("承办单位须重新答复，期限照算。"),
    "deliver": N_("送达后开始计算评价期。"),
    "keep-commitment": N_("须附佐证，记入承诺台账。"),
    "reschedule-commitment": N_("再次改期须先有黄牌以上督办。"),
    "evaluate": N_("记下评价，不能修改。"),
    "order-rework": N_("重新计算期限，承办单位再次办理。"),
    "hold-review": N_("会商作出决定后可以办结。"),
    "spot-check": N_("核查结果记入本件。"),
    "merge": N_("不再单独办理，不可拆分。"),
    "convert": N_("承办单位的办理即告解除。"),
    "close": N_("本件不再办理；可以申请重开。"),
    "reopen": N_("重新计算期限，承办单位再次办理。"),
    "publish": N_("任何人都能看到公开的文字。"),
    "unpublish": N_("不再公开，记录保留。"),
    "archive": N_("归档后只能批注。"),
    "annotate": N_("只加一条批注，不改变任何事实。"),
}
FIRST = (
    "sign",
    "respond-to-supervision",
    "accept-return",
    "refuse-return",
    "grant-extension",
    "refuse-extension",
    "give-opinion",
    "answer",
    "triage",
    "transfer",
    "deliver",
    "evaluate",
    "close",
    "order-rework",
    "keep-commitment",
    "contact",
    "progress",
    "request-extension",
    "request-return",
)
"""What presses comes first; the rest follows in the order of a case's life."""


@dataclass(frozen=True, slots=True)
class Offer:
    """One act that can be done now. `label` and `consequence` are Chinese, marked for the catalogue."""

    verb: str
    label: str
    href: str
    consequence: str


def offers(facts: dict[str, Any], acts: Acts) -> list[Offer]:
    """What to offer, the pressing things first: an overdue case presses for supervision, a new one for triage."""
    case, late = str(facts["id"]), ("supervise", "remind") if facts["overdue"] else ()
    new = facts["stage"] in ("received", "triaged")
    pressing = (*FIRST[:6], *late, *(verb for verb in FIRST[6:] if new or verb not in ("triage", "transfer")))
    order = {verb: place for place, verb in enumerate(pressing)}
    verbs = sorted(acts.open, key=lambda verb: order.get(verb, len(order)))
    return [Offer(verb, NAMES[verb], address(case, verb), CONSEQUENCES[verb]) for verb in verbs]


def address(case: str, verb: str) -> str:
    """Where an act is done; answering has a page of its own."""
    return f"/cases/{case}/reply" if verb == "answer" else f"/cases/{case}/acts/{verb}"


def held_back(visit: Visit, acts: Acts) -> list[tuple[str, str]]:
    """What this person may do in principle and cannot do now, each with the rule that stands against it."""
    return [(NAMES[verb], visit.told(no)) for verb, no in acts.held_back]


def parts_by_kind(facts: dict[str, Any]) -> list[tuple[str, Sequence[str]]]:
    """The units that still have a part, by what part they have: lead, co, separate."""
    held = [part for part in facts["assignments"] if part["progress"] not in ("returned", "released")]
    found = [(kind, [p["unit"] for p in held if p["kind"] == kind]) for kind in ("lead", "separate", "co")]
    return [(kind, units) for kind, units in found if units]
