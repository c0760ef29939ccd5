"""A suggestion's whole life over HTTP."""

from datetime import date, timedelta

from tests.support.client import Client
from tests.support.walks import (
    ANSWER,
    DISSATISFIED,
    HANDLER,
    OTHER,
    SATISFIED,
    TRIAGE,
    UNIT,
    answer_again,
    walk,
)

LEAD = {"assignments": [{"unit": UNIT, "kind": "lead"}]}
OTHERS = f"department@{OTHER}"


def test_a_suggestion_is_received_answered_judged_closed_and_archived(api: Client) -> None:
    done = walk(api, "archived")
    events = [line["event"] for line in api.get(f"/suggestions/{done['id']}/history").json()["items"]]
    expected = "received triaged transferred signed_for answered answer_delivered evaluated closed archived"
    assert events == expected.split()
    assert api.case(done["id"])["stage"] == "archived"


def test_the_voter_follows_judges_and_reopens_by_the_receipt_code(api: Client) -> None:
    case = walk(api, "delivered")
    api.get(f"/suggestions?after={case['position']}")
    code = case["receipt_code"]
    seen = api.get(f"/track/{code.lower().replace('-', '')}", None).json()
    assert (seen["stage"], seen["answers"][0]["text"], seen["step"]) == ("answered", ANSWER["text"], 4)
    judged = api.post(f"/track/{code}/evaluate", {"attitude": "satisfied", "result": "satisfied"}, None)
    assert judged.status_code == 200, judged.text
    api.do(case["id"], "close")
    reopened = api.post(f"/track/{code}/reopen", {"reason": "灯又坏了"}, None)
    assert (reopened.status_code, reopened.json()["stage"]) == (200, "handling")


def test_the_voter_withdraws_and_nobody_else_can(api: Client) -> None:
    case = walk(api, "transferred")
    api.get(f"/suggestions?after={case['position']}")
    assert api.refused(case["id"], "withdraw", {"statement": "不用了"}, "supervisor") == "role-may-not"
    gone = api.post(f"/track/{case['receipt_code']}/withdraw", {"statement": "不用了"}, None)
    assert gone.json()["stage"] == "withdrawn"


def test_a_returned_case_goes_to_another_unit_and_its_clock_never_stopped(api: Client) -> None:
    case = walk(api, "handling")
    asked = {"reason": "非本单位职责", "basis": "三定方案", "suggested_unit": OTHER}
    api.do(case["id"], "request-return", asked, HANDLER)
    api.do(case["id"], "accept-return")
    again = api.do(case["id"], "transfer", {"assignments": [{"unit": OTHER, "kind": "lead"}]})
    assert again["due_on"] == case["due_on"]
    api.do(case["id"], "sign", {}, OTHERS)
    slug = api.refused(case["id"], "request-return", asked | {"suggested_unit": UNIT}, OTHERS)
    assert slug == "return-already-ruled"


def test_a_refused_return_leaves_the_unit_with_the_case(api: Client) -> None:
    case = walk(api, "handling")
    asked = {"reason": "非本单位职责", "basis": "三定方案", "suggested_unit": OTHER}
    api.do(case["id"], "request-return", asked, HANDLER)
    assert api.refused(case["id"], "answer", ANSWER, HANDLER) == "return-still-open"
    api.do(case["id"], "refuse-return", {"reason": "属本单位"})
    assert api.do(case["id"], "answer", ANSWER, HANDLER)["stage"] == "answered"


def test_an_extension_is_asked_for_and_granted(api: Client) -> None:
    case = walk(api, "handling")
    until = (date.fromisoformat(case["due_on"]) + timedelta(days=7)).isoformat()
    api.do(case["id"], "request-extension", {"until": until, "reason": "需招标"}, HANDLER)
    assert api.do(case["id"], "grant-extension")["due_on"] == until
    later = (date.fromisoformat(until) + timedelta(days=7)).isoformat()
    again = api.refused(case["id"], "request-extension", {"until": later, "reason": "再延"}, HANDLER)
    assert again == "extension-limit-reached"


def test_two_reworks_then_a_joint_review_then_it_closes(api: Client) -> None:
    case = walk(api, "delivered")["id"]
    api.do(case, "evaluate", DISSATISFIED, "caller")
    assert api.refused(case, "close", {}, "supervisor") == "dissatisfaction-stands"
    for reason in ("仍未修好", "再次未修好"):
        api.do(case, "order-rework", {"reason": reason})
        answer_again(api, case, DISSATISFIED)
    assert api.give(case, "order-rework", {"reason": "第三次"}, "supervisor").status_code == 409
    api.do(case, "hold-review", {"parties": "各方", "finding": "已尽力", "decision": "结案"})
    assert api.do(case, "close")["stage"] == "closed"


def test_a_merged_case_still_owes_its_voter_an_answer(api: Client) -> None:
    lead = walk(api, "transferred")["id"]
    other = walk(api, "triaged")["id"]
    api.do(other, "merge", {"into": lead})
    told = {"to": "voter", "method": "visit"}
    assert api.refused(other, "deliver", told, "clerk") == "lead-not-yet-answered"
    assert api.refused(other, "archive", {}, "supervisor") == "answer-still-owed"
    api.do(lead, "sign", {}, HANDLER)
    api.do(lead, "answer", ANSWER, HANDLER)
    api.do(other, "deliver", told, "clerk")
    api.do(other, "evaluate", SATISFIED, "caller")
    assert api.do(other, "archive")["stage"] == "archived"


def test_a_case_becomes_a_formal_suggestion_and_the_deputy_is_owed_an_answer(api: Client) -> None:
    case = walk(api, "transferred")["id"]
    deputy = api.actor_id("deputy")
    assert api.do(case, "convert", {"external_number": "2026-88", "deputy": deputy})["stage"] == "triaged"
    assert api.case(case)["track"] == "T4"
    api.do(case, "transfer", LEAD)
    api.do(case, "answer", ANSWER, HANDLER)
    api.do(case, "deliver", {"to": "voter", "method": "visit"}, "clerk")
    api.do(case, "evaluate", SATISFIED, "deputy")
    assert api.refused(case, "close", {}, "supervisor") == "deputy-not-told"
    api.do(case, "deliver", {"to": "deputy", "method": "letter"}, "clerk")
    assert api.do(case, "close")["stage"] == "closed"


def test_a_promise_keeps_the_case_open_until_it_is_kept(api: Client) -> None:
    case = walk(api, "handling")["id"]
    day = (date.today() + timedelta(days=30)).isoformat()
    planned = ANSWER | {"outcome": "planned"}
    assert api.refused(case, "answer", planned, HANDLER) == "commitment-without-date"
    api.do(case, "answer", planned | {"commitments": [{"text": "年底前装灯", "due_on": day}]}, HANDLER)
    api.do(case, "deliver", {"to": "voter", "method": "visit"}, "clerk")
    assert api.do(case, "evaluate", SATISFIED, "caller")["stage"] == "tracking"
    assert api.refused(case, "close", {}, "supervisor") == "commitments-open"
    api.do(case, "keep-commitment", {"commitment": 1, "evidence": ["装灯照片"]}, HANDLER)
    assert api.do(case, "close")["stage"] == "closed"


def test_co_handlers_opinions_come_before_the_leads_answer(api: Client) -> None:
    case = api.receive()["id"]
    api.do(case, "triage", TRIAGE)
    parts = [{"unit": UNIT, "kind": "lead"}, {"unit": OTHER, "kind": "co"}]
    api.do(case, "transfer", {"assignments": parts})
    assert api.refused(case, "answer", ANSWER, HANDLER) == "co-opinion-missing"
    api.do(case, "give-opinion", {"text": "同意"}, OTHERS)
    api.do(case, "reject-opinion", {"reason": "太空泛"}, HANDLER)
    api.do(case, "give-opinion", {"text": "路灯归我方，费用已列"}, OTHERS)
    assert api.do(case, "answer", ANSWER, HANDLER)["stage"] == "answered"


def test_supervision_is_answered_and_lifted(api: Client) -> None:
    case = walk(api, "handling")["id"]
    api.do(case, "remind", {"reason": "请抓紧"})
    api.do(case, "supervise", {"level": "L2", "reason": "进展迟缓"})
    assert api.case(case)["supervision"] == "L2"
    api.do(case, "respond-to-supervision", {"text": "已增派人手"}, HANDLER)
    api.do(case, "lift-supervision", {"reason": "已整改"})
    assert api.case(case)["supervision"] == "L0"


def test_a_case_is_published_and_taken_down(api: Client) -> None:
    case = walk(api, "closed")["id"]
    api.do(case, "publish", {"public_text": "某小区路灯已修复"})
    assert api.case(case)["public_text"] == "某小区路灯已修复"
    api.do(case, "unpublish", {"reason": "更正"})
    assert api.case(case)["public_text"] is None
