"""The case page and its acts: what may be done is offered, what was written is kept, and nobody is overwritten."""

import re

from playwright.sync_api import Browser

from tests.support.browser import visiting
from tests.support.client import Client
from tests.support.pages import case_on_the_way
from tests.web.test_accounts import post


def hidden(page: str, name: str) -> str:
    """The value of a hidden field."""
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found is not None
    return found.group(1)


def test_a_department_answers_without_scripts_and_is_asked_once_more(pages: Client, browser: Browser) -> None:
    case = case_on_the_way(pages)
    with visiting(browser, pages, "department@D01", java_script_enabled=False) as visitor:
        page = visitor.go(f"/cases/{case}")
        page.get_by_role("link", name="答复", exact=True).click()
        page.get_by_label("已解决").check()
        page.locator("#f-text").fill("电梯已修复。<b>请放心</b>")
        page.locator("#f-signatory").fill("李局长")
        page.locator("[name='evidence.0.note']").fill("检验合格证")
        page.get_by_role("button", name="预览").click()
        assert "请再确认" in page.content() and pages.case(case)["stage"] == "handling"
        page.get_by_role("button", name="提交答复").click()
        page.wait_for_url("**/cases/**after=*")
        assert page.get_by_text("电梯已修复。<b>请放心</b>").first.is_visible()
    assert pages.case(case)["stage"] == "answered"


def test_a_refused_form_keeps_what_was_written_and_says_which_field(pages: Client, browser: Browser) -> None:
    case = case_on_the_way(pages)
    with visiting(browser, pages, "supervisor") as visitor:
        page = visitor.go(f"/cases/{case}/acts/remind")
        page.get_by_role("button", name="提交").click()
        page.get_by_role("alert").get_by_role("link").first.click()
        assert page.evaluate("document.activeElement.id") == "f-reason"
        assert page.locator("#f-reason").get_attribute("aria-invalid") == "true"
        assert visitor.axe() == []
        page.locator("#f-reason").fill("请尽快")
        page.locator("#f-subject").evaluate("node => node.options[0].value = '没有的事项'")
        page.locator("#f-subject").select_option("没有的事项")
        page.get_by_role("button", name="提交").click()
        page.get_by_role("alert").wait_for()
        assert page.locator("#f-reason").input_value() == "请尽快"


def test_whoever_was_overtaken_sees_what_is_new_beside_their_draft(pages: Client, browser: Browser) -> None:
    case = case_on_the_way(pages)
    with visiting(browser, pages, "department@D01") as visitor:
        page = visitor.go(f"/cases/{case}/acts/progress")
        page.locator("#f-text").fill("已约电梯公司。")
        pages.do(case, "annotate", {"text": "请注意安全。"})
        page.get_by_role("button", name="提交").click()
        page.get_by_role("heading", name="您填写期间").wait_for()
        assert page.get_by_text("请注意安全。").is_visible()
        assert page.locator("#f-text").input_value() == "已约电梯公司。"
        assert visitor.axe() == []
        page.get_by_role("button", name="提交").click()
        page.wait_for_url("**/cases/**after=*")
    assert pages.case(case)["version"] == 7


def test_a_form_sent_twice_is_one_act(pages: Client) -> None:
    case = case_on_the_way(pages)
    form = {"text": "进展", "idempotency_key": "k-1", "expected_version": "5"}
    first = post(pages, f"/cases/{case}/acts/progress", form, "department@D01")
    second = post(pages, f"/cases/{case}/acts/progress", form, "department@D01")
    assert (first.status_code, second.status_code) == (303, 303)
    assert first.headers["location"] == second.headers["location"]
    assert pages.case(case)["version"] == 6


def test_only_acts_of_the_role_and_the_stage_are_offered(pages: Client, browser: Browser, case: str) -> None:
    offered = {
        "auditor": set(),
        "caller": set(),
        "chair": {"督办", "销督"},
        "clerk": {"要求保密", "催办"},
        "department@D01": {"答复", "回应督办", "申请退回", "申请延期", "联系沟通", "报告进展"},
    }
    for who, acts in offered.items():
        with visiting(browser, pages, who) as visitor:
            page = visitor.go(f"/cases/{case}")
            assert set(page.locator(".acts a").all_inner_texts()) == acts, who


def test_a_case_out_of_reach_does_not_exist(pages: Client, browser: Browser, case: str) -> None:
    with visiting(browser, pages, "department@D99") as visitor:
        page = visitor.go(f"/cases/{case}")
        assert page.get_by_role("heading", name="没有找到这一页").is_visible()
        assert "电梯" not in page.content()


def test_reading_a_case_page_is_written_down(pages: Client, browser: Browser) -> None:
    case = case_on_the_way(pages)
    with visiting(browser, pages, "auditor@reader") as visitor:
        visitor.go(f"/cases/{case}")
    read = pages.plant.system.access_log.read(None, pages.actor_id("auditor@reader"), 2**53, 10)
    assert {str(line.case_id) for line in read} == {case}


def test_a_voters_code_is_looked_up_and_a_wrong_one_is_told_like_an_unknown(pages: Client) -> None:
    code = pages.receive()["receipt_code"]
    assert post(pages, "/", {"code": code.lower()}).headers["location"].startswith("/t/")
    unknown, mistyped = post(pages, "/", {"code": "AAAA-AAAA-AAA"}), post(pages, "/", {"code": "什么"})
    assert (unknown.status_code, mistyped.status_code) == (404, 404)
    assert "没有查到" in unknown.text and "没有查到" in mistyped.text
    assert post(pages, "/", {"code": ""}).status_code == 422
