"""Leading a case to any stage, by the people whose work it is."""

from typing import Any

from tests.support.client import Client, Json

UNIT = "water-bureau"
OTHER = "road-bureau"
HANDLER = f"department@{UNIT}"
TRIAGE = {"category": "livelihood", "track": "T3", "urgency": "U3"}
ANSWER = {"outcome": "explained", "text": "已说明情况。", "signatory": "王局长"}
SATISFIED = {"attitude": "satisfied", "result": "satisfied", "method": "call"}
DISSATISFIED = {"attitude": "satisfied", "result": "dissatisfied", "method": "call", "text": "灯还是不亮"}

STEPS: tuple[tuple[str, str, Json, str], ...] = (
    ("triaged", "triage", TRIAGE, "supervisor"),
    ("transferred", "transfer", {"assignments": [{"unit": UNIT, "kind": "lead"}]}, "supervisor"),
    ("handling", "sign", {}, HANDLER),
    ("answered", "answer", ANSWER, HANDLER),
    ("delivered", "deliver", {"to": "voter", "method": "visit"}, "clerk"),
    ("evaluated", "evaluate", SATISFIED, "caller"),
    ("closed", "close", {}, "supervisor"),
    ("archived", "archive", {}, "supervisor"),
)


def walk(client: Client, to: str, **fields: Any) -> Json:
    """Register a case and lead it to a stage; return the first receipt with the latest one over it."""
    receipt = client.receive(**fields)
    for name, verb, body, who in STEPS if to != "received" else ():
        receipt |= client.do(receipt["id"], verb, body, who)
        if name == to:
            break
    return receipt


def answer_again(client: Client, case: str, grade: Json) -> None:
    """The handler answers, the voter is told and judges."""
    client.do(case, "answer", ANSWER, HANDLER)
    client.do(case, "deliver", {"to": "voter", "method": "visit"}, "clerk")
    client.do(case, "evaluate", grade, "caller")
