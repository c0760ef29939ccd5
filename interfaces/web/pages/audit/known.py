"""What the office knew of a case, as lines that can be held against those of another moment."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from interfaces.web.languages import N_

Part = tuple[str, Any]
"""How a value is shown (word, day, moment, code, text, number, yes), and the value."""
Value = list[list[Part]]
"""Several lines of several parts."""


@dataclass(frozen=True, slots=True)
class Known:
    """One line. `changed` tells that the moment before knew something else."""

    name: str
    label: str
    value: Value
    before: Value
    changed: bool


def _one(kind: str, name: str) -> Callable[[dict[str, Any]], Value]:
    return lambda facts: [] if facts.get(name) in (None, "", False) else [[(kind, facts[name])]]


def _parts(facts: dict[str, Any]) -> Value:
    return [
        [("unit", a["unit"]), ("word", a["kind"]), ("word", a["progress"]), ("day", a["due"]["on"])]
        for a in facts["assignments"]
    ]


def _answers(facts: dict[str, Any]) -> Value:
    return [
        [("day", a["on"]), ("unit", a["unit"] or a["org"])]
        + ([("word", a["outcome"])] if a["outcome"] else [])
        + ([("said", N_("已退回"))] if a["sent_back"] else [])
        for a in facts["answers"]
    ]


def _deliveries(facts: dict[str, Any]) -> Value:
    return [
        [("day", d["on"]), ("word", d["to"]), ("said", N_("已送达") if d["reached"] else N_("未联系上"))]
        for d in facts["deliveries"]
    ]


def _marks(facts: dict[str, Any]) -> Value:
    return [[("moment", m["at"]), ("role", m["by"]["role"]), ("word", m["result"])] for m in facts["evaluations"]]


def _notices(facts: dict[str, Any]) -> Value:
    return [
        [("number", n["number"]), ("word", n["level"]), ("day", n["respond_by"])]
        + ([("said", N_("已销督"))] if n["lifted_at"] else [])
        for n in facts["notices"]
    ]


def _promises(facts: dict[str, Any]) -> Value:
    return [
        [("number", c["number"]), ("day", c["due_on"]), ("said", N_("已兑现") if c["kept_at"] else N_("待兑现"))]
        for c in facts["commitments"]
    ]


def _due(facts: dict[str, Any]) -> Value:
    if not facts["due_on"]:
        return []
    provisional = [("said", N_("暂定"))] if facts["due"] and facts["due"]["provisional"] else []
    return [[("day", facts["due_on"]), *provisional]]


LINES: tuple[tuple[str, str, Callable[[dict[str, Any]], Value]], ...] = (
    ("stage", N_("所处环节"), _one("word", "stage")),
    ("due_on", N_("办理期限"), _due),
    ("overdue", N_("是否逾期"), lambda facts: [[("said", N_("已逾期") if facts["overdue"] else N_("未逾期"))]]),
    ("supervision", N_("督办等级"), _one("word", "supervision")),
    ("track", N_("办理轨道"), _one("word", "track")),
    ("urgency", N_("紧急程度"), _one("word", "urgency")),
    ("category", N_("类别"), _one("category", "category")),
    ("station", N_("联络站"), _one("station", "station")),
    ("assignments", N_("承办单位"), _parts),
    ("answers", N_("答复"), _answers),
    ("outcome", N_("办理结果"), _one("word", "outcome")),
    ("deliveries", N_("送达"), _deliveries),
    ("evaluations", N_("评价"), _marks),
    ("reworks", N_("再次办理次数"), lambda facts: [[("number", facts["reworks"])]] if facts["reworks"] else []),
    ("commitments", N_("承诺事项"), _promises),
    ("notices", N_("督办单"), _notices),
    ("identity_protected", N_("身份保密"), lambda f: [[("said", N_("是"))]] if f["identity_protected"] else []),
    ("merged_into", N_("并入"), _one("code", "merged_into")),
    ("external_number", N_("建议编号"), _one("code", "external_number")),
    ("closed_on", N_("办结日期"), _one("day", "closed_on")),
    ("title", N_("标题"), _one("text", "title")),
    ("text", N_("内容"), _one("text", "text")),
    ("public_text", N_("公开文字"), _one("text", "public_text")),
    ("retention", N_("保管期限"), _one("code", "retention")),
)


def known(facts: dict[str, Any], before: dict[str, Any] | None) -> list[Known]:
    """Every line with something to say at one of the two moments."""
    found = []
    for name, label, value in LINES:
        now, then = value(facts), value(before) if before is not None else []
        if now or then:
            found.append(Known(name, label, now, then, before is not None and now != then))
    return found
