"""The voter's part: bringing a suggestion, following it, judging, protecting, taking back; with scripts and without."""

import re
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.support.browser import DESK, PHONE, visiting
from tests.support.client import Client
from tests.support.pages import CODES, case_on_the_way
from tests.support.walks import walk
from tests.web.test_accounts import post

WORDS = {
    "zh": ("提交", "查看办理进度", "提交评价", "满意", "不满意", "收到您的评价"),
    "en": (
        "Submit",
        "Follow the case",
        "Send the judgement",
        "satisfied",
        "dissatisfied",
        "Your judgement has arrived",
    ),
}


def delivered(pages: Client) -> dict[str, Any]:
    """A case whose answer was handed over."""
    case = walk(pages, "delivered")
    pages.get(f"/suggestions?after={case['position']}")
    return case


@pytest.mark.parametrize(
    ("language", "scripts", "size"),
    [("zh", True, DESK), ("zh", False, PHONE), ("en", True, PHONE), ("en", False, DESK)],
    ids=["zh desk", "zh phone without scripts", "en phone", "en desk without scripts"],
)
def test_a_voter_submits_keeps_the_receipt_follows_and_judges(
    pages: Client, browser: Browser, language: str, scripts: bool, size: dict[str, int]
) -> None:
    submit, follow, judge, good, bad, thanks = WORDS[language]
    with visiting(browser, pages, size=size, java_script_enabled=scripts) as visitor:
        page = visitor.go(f"/submit?lang={language}")
        page.locator("#f-text").fill("桥头的路灯不亮，夜里看不清。")
        page.get_by_role("button", name=submit, exact=True).click()
        assert page.locator("#f-text").input_value() == "桥头的路灯不亮，夜里看不清。"
        page.locator("#f-consent").check()
        page.get_by_role("button", name=submit, exact=True).click()
        page.wait_for_url("**/t/*/receipt")
        code = "".join(page.locator(".receipt-code span").all_inner_texts())
        assert len(code) == 11 and page.locator("svg.qr path").count() == 1
        page.get_by_role("link", name=follow).click()
        assert "桥头的路灯不亮" in page.locator("h1").inner_text()
        answered = delivered(pages)["receipt_code"]
        page = visitor.go("/")
        page.locator("#f-code").fill(answered.lower())
        page.keyboard.press("Enter")
        page.wait_for_url("**/t/*")
        assert page.locator(".steps [aria-current=step]").count() == 1
        page.locator("#g-attitude-dissatisfied").check()
        page.locator("#g-result-satisfied").check()
        page.get_by_role("button", name=judge).click()
        assert page.locator("#f-text[aria-invalid=true]").count() == 1
        assert page.locator("#g-attitude-dissatisfied").is_checked()
        page.locator("#f-text").fill("来得太晚。")
        page.get_by_role("button", name=judge).click()
        page.wait_for_url("**/t/*thanks=evaluate")
        assert thanks in page.get_by_role("status").inner_text()
        assert bad in page.content() and good in page.content()


def test_a_voter_sees_organs_and_no_officials_and_not_the_offices_talk(pages: Client) -> None:
    case = case_on_the_way(pages)
    pages.do(case, "annotate", {"text": "内部批注不给选民看。"})
    page = pages.http.get(f"/t/{CODES[case]}").text
    assert "D01" in page and "期限" in page
    assert "内部批注" not in page and "department@D01" not in page
    assert "李某" not in page and "13800000000" not in page


def test_wrong_codes_are_told_alike_and_their_address_has_to_wait(pages: Client) -> None:
    answers = [pages.http.get("/t/AAAA-AAAA-AAA").status_code for _ in range(21)]
    assert answers == [404] * 20 + [429]
    code = pages.receive()["receipt_code"]
    assert pages.http.get(f"/t/{code}").status_code == 429


def test_taking_back_is_asked_about_once_more(pages: Client, browser: Browser) -> None:
    receipt = pages.receive()
    with visiting(browser, pages, java_script_enabled=False) as visitor:
        page = visitor.go(f"/t/{receipt['receipt_code']}")
        page.get_by_role("link", name="撤回意见").click()
        page.locator("#f-statement").fill("问题已经自己解决了。")
        page.get_by_role("button", name="继续").click()
        assert pages.case(receipt["id"])["stage"] == "received"
        page.get_by_role("button", name="确定撤回").click()
        page.wait_for_url("**/t/*thanks=withdraw")
    assert pages.case(receipt["id"])["stage"] == "withdrawn"


def test_a_voter_is_protected_and_a_closed_case_opened_again(pages: Client, browser: Browser) -> None:
    case = delivered(pages)
    code = case["receipt_code"]
    with visiting(browser, pages) as visitor:
        page = visitor.go(f"/t/{code}/acts/protect-identity")
        page.locator("#f-reason").fill("怕影响邻里。")
        page.get_by_role("button", name="提交").click()
        page.wait_for_url("**thanks=protect-identity")
        assert page.get_by_role("link", name="要求为我保密").count() == 0
        judged = {"attitude": "satisfied", "result": "satisfied", "method": "receipt_code", "idempotency_key": "j"}
        assert post(pages, f"/t/{code}/acts/evaluate", judged).status_code == 303
        pages.do(case["id"], "close")
        page = visitor.go(f"/t/{code}/acts/reopen")
        page.locator("#f-reason").fill("灯又坏了。")
        page.get_by_role("button", name="提交").click()
        page.wait_for_url("**thanks=reopen")
    assert pages.case(case["id"])["stage"] == "handling"
    assert pages.case(case["id"])["identity_protected"]


def test_a_form_sent_twice_registers_once(pages: Client) -> None:
    form = {"text": "井盖松动。", "consent": "1", "idempotency_key": "same-key"}
    first, second = post(pages, "/submit", form), post(pages, "/submit", form)
    assert first.headers["location"] == second.headers["location"]


def test_a_submission_without_consent_or_for_no_station_changes_nothing(pages: Client) -> None:
    head = pages.head()
    assert post(pages, "/submit", {"text": "井盖松动。"}).status_code == 422
    assert post(pages, "/submit", {"text": "井盖松动。", "consent": "1", "station": "S-99"}).status_code == 422
    assert pages.head() == head


def test_a_public_case_is_listed_by_its_released_text_alone(pages: Client) -> None:
    case = delivered(pages)
    done = pages.do(case["id"], "publish", {"public_text": "路灯已修复，全线照明正常。"})
    pages.get(f"/suggestions?after={done['position']}")
    page = pages.http.get("/open").text
    assert "路灯已修复，全线照明正常。" in page and "李某" not in page
    assert re.search(r"共 \d+ 件", page)
    assert "路灯已修复" not in pages.http.get("/open?year=1999").text
    gone = pages.do(case["id"], "unpublish", {"reason": "需再核对。"})
    pages.get(f"/suggestions?after={gone['position']}")
    assert "路灯已修复" not in pages.http.get("/open").text
