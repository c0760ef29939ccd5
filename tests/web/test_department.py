"""A unit's inbox and its answers: what is owed comes first, many are signed for at once, and nothing goes unseen."""

import re

from playwright.sync_api import Browser, Page

from tests.support.browser import PHONE, secret, visiting
from tests.support.client import Client
from tests.web.test_accounts import post

WHO = "department@D07"


def handed_over(api: Client, title: str, *, co: str | None = None) -> str:
    """A case that lies with D07 and was not signed for; the views know of it."""
    case = str(api.receive(title=title)["id"])
    api.do(case, "triage", {"category": "HC-07", "track": "T3", "urgency": "U3"}, "clerk")
    parts = [{"unit": "D07", "kind": "lead"}] + ([{"unit": co, "kind": "co"}] if co else [])
    receipt = api.do(case, "transfer", {"assignments": parts})
    answer = api.get(f"/suggestions?after={receipt['position']}")
    assert answer.status_code == 200, answer.text
    return case


def counts(page: Page) -> dict[str, int]:
    """The tabs with what they hold."""
    told = page.locator(".tabs a").all_inner_texts()
    return {text.split()[0]: int(text.split()[1]) for text in told}


def test_many_cases_are_signed_for_at_once_and_each_is_told_of(pages: Client, browser: Browser) -> None:
    cases = [handed_over(pages, f"批量签收第{n}件") for n in range(3)]
    with visiting(browser, pages, WHO, java_script_enabled=False) as visitor:
        page = visitor.go("/inbox?q=批量签收&tab=unsigned")
        assert page.locator("thead th").first.inner_text() == "期限"
        for case in cases:
            page.locator(f"input[value='{case}']").check()
        pages.do(cases[0], "sign", {}, WHO)
        page.get_by_role("button", name="签收所选").click()
        assert all(pages.case(case)["stage"] == "transferred" for case in cases[1:])
        page.get_by_role("button", name="确认签收").click()
        assert "已签收 2 件。" in page.content() and "此前已经签收。" in page.content()
    for case in cases:
        events = [line["event"] for line in pages.get(f"/suggestions/{case}/history").json()["items"]]
        assert events.count("signed_for") == 1


def test_a_case_of_another_unit_is_not_signed_for(pages: Client) -> None:
    case = handed_over(pages, "别人的件")
    answer = post(pages, "/inbox/sign", {"case": case}, "department@D01")
    assert answer.status_code == 404
    assert pages.case(case)["stage"] == "transferred"


def test_the_queues_follow_what_the_unit_owes(pages: Client, browser: Browser) -> None:
    case = handed_over(pages, "各栏都走一遍", co="D08")
    with visiting(browser, pages, "department@D08") as visitor:
        assert counts(visitor.go("/inbox"))["待签收"] == 1
        pages.do(case, "sign", {}, "department@D08")
        receipt = pages.do(case, "sign", {}, WHO)
        assert counts(visitor.go(f"/inbox?tab=opinions&after={receipt['position']}"))["待补充协办意见"] == 1
        assert visitor.page.get_by_text("各栏都走一遍").is_visible()
        pages.do(case, "give-opinion", {"text": "意见如下。"}, "department@D08")
        receipt = pages.do(case, "supervise", {"level": "L1", "reason": "请抓紧。", "unit": "D08"})
        found = counts(visitor.go(f"/inbox?tab=notices&after={receipt['position']}"))
        assert (found["待补充协办意见"], found["已答复"], found["督办待回应"]) == (0, 1, 1)
        visitor.page.set_viewport_size(PHONE)  # type: ignore[arg-type]
        assert visitor.axe() == []
        visitor.go("/inbox?tab=returned")
        assert visitor.page.get_by_text("没有退办成功的件").is_visible()


def test_the_list_is_walked_by_keyboard(pages: Client, browser: Browser) -> None:
    handed_over(pages, "键盘甲")
    handed_over(pages, "键盘乙")
    with visiting(browser, pages, WHO) as visitor:
        page = visitor.go("/inbox?tab=unsigned&q=键盘")
        page.keyboard.press("j")
        page.keyboard.press("j")
        page.keyboard.press("k")
        assert page.evaluate("document.activeElement.className") == "row"
        page.keyboard.press("/")
        assert page.evaluate("document.activeElement.id") == "f-q"
        page.keyboard.type("j")
        assert page.locator("#f-q").input_value() == "j"
        page.locator("a.row").first.focus()
        page.keyboard.press("Enter")
        page.wait_for_url("**/cases/**")


def test_an_answer_is_seen_before_it_goes_and_its_file_stays_through_a_refusal(pages: Client, browser: Browser) -> None:
    case = handed_over(pages, "答复带附件")
    pages.do(case, "sign", {}, WHO)
    with visiting(browser, pages, WHO) as visitor:
        page = visitor.go(f"/cases/{case}/reply")
        page.get_by_label("已解决").check()
        assert not page.locator("[name='basis']").is_visible(), "what this outcome does not need is out of the way"
        page.locator("#f-text").fill("已办好。")
        photo = {"name": "a.png", "mimeType": "image/png", "buffer": b"\x89PNG\r\n\x1a\n00"}
        page.locator("[name='evidence.0.sha256.file']").set_input_files(photo)  # type: ignore[arg-type]
        page.get_by_role("button", name="预览").click()
        page.get_by_role("alert").get_by_text("签发").wait_for()
        assert page.get_by_text("已收下附件").is_visible()
        assert page.locator("#f-text").input_value() == "已办好。"
        page.locator("#f-signatory").fill("王局长")
        page.get_by_role("button", name="预览").click()
        page.get_by_text("答复后不可撤回").wait_for()
        assert visitor.axe() == [] and pages.case(case)["stage"] == "handling"
        page.get_by_role("button", name="返回修改").click()
        page.locator("#f-text").fill("已办好，请放心。")
        page.get_by_role("button", name="预览").click()
        page.get_by_role("button", name="提交答复").click()
        page.wait_for_url("**/cases/**after=*")
        with page.expect_download() as got:
            page.get_by_role("link", name="下载附件").click()
        assert got.value.suggested_filename.endswith(".png")
    assert pages.case(case)["answers"][0]["text"] == "已办好，请放心。"


def test_answering_waits_for_opinions_and_the_page_says_so(pages: Client, browser: Browser) -> None:
    case = handed_over(pages, "等协办意见", co="D09")
    pages.do(case, "sign", {}, WHO)
    with visiting(browser, pages, WHO) as visitor:
        page = visitor.go(f"/cases/{case}")
        assert page.locator(".act-first").inner_text().startswith("联系沟通")
        page.get_by_text("现在还不能办的").click()
        assert "协办" in page.locator(".two-side details").inner_text()
        assert visitor.go(f"/cases/{case}/reply").title().startswith("现在不能这样做")


def test_a_file_that_is_not_what_it_says_is_refused_beside_its_field(pages: Client, browser: Browser) -> None:
    case = handed_over(pages, "附件不实")
    pages.do(case, "sign", {}, WHO)
    with visiting(browser, pages, WHO) as visitor:
        page = visitor.go(f"/cases/{case}/reply")
        page.get_by_label("已解决").check()
        fake = {"name": "a.pdf", "mimeType": "application/pdf", "buffer": b"<html>"}
        page.locator("[name='evidence.0.sha256.file']").set_input_files(fake)  # type: ignore[arg-type]
        page.get_by_role("button", name="预览").click()
        assert "附件须为" in page.get_by_role("alert").inner_text()


def test_the_course_can_be_read_newest_first_and_every_step_has_its_address(pages: Client, case: str) -> None:
    for order, expected in (("old", [1, 2, 3, 4, 5]), ("new", [5, 4, 3, 2, 1])):
        page = pages.http.get(f"/cases/{case}?order={order}", headers=cookie(pages, "auditor")).text
        assert [int(n) for n in re.findall(r'id="e(\d+)"', page)] == expected


def cookie(pages: Client, who: str) -> dict[str, str]:
    """The header of a fresh session."""
    return {"Cookie": f"huying={secret(pages, who)}"}
