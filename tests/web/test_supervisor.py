"""The supervising office's pages: every figure opens its cases, many cases go at once, requests are ruled on."""

import io
import re
from html import unescape
from uuid import UUID

import httpx2
import pytest
from playwright.sync_api import Browser
from python_calamine import CalamineWorkbook

from application.figure_queries import FiguresWanted
from tests.support.browser import secret, visiting
from tests.support.client import Client
from tests.support.pages import case_on_the_way
from tests.web.test_accounts import post

LINK = re.compile(r'<a[^>]*href="(/figures/[^"]+)"[^>]*>([^<]*)</a>')
COUNTED = re.compile(r'data-count="(\d+)" data-of="(\d+|None)"')
ANSWER = {"outcome": "explained", "text": "已说明情况。", "signatory": "王局长"}


def get(pages: Client, path: str, who: str = "supervisor") -> httpx2.Response:
    """A page as one person sees it; the lists have caught up."""
    while pages.plant.judge():
        pass
    headers = {"Cookie": f"huying={secret(pages, who)}"}
    return httpx2.get(pages.url + path, headers=headers, trust_env=False, timeout=30)


def caught_up(pages: Client) -> None:
    """Wait until the lists include everything."""
    pages.rows("limit=1&after=" + str(pages.head()))


@pytest.fixture(scope="module")
def handled(pages: Client) -> list[str]:
    """A few cases at different steps."""
    cases = [case_on_the_way(pages) for _ in range(4)]
    for n, case in enumerate(cases[:3]):
        pages.do(case, "answer", ANSWER, "department@D01")
        if n < 2:
            pages.do(case, "deliver", {"to": "voter", "method": "visit"}, "clerk")
    judged = {"attitude": "satisfied", "result": "dissatisfied", "method": "call", "text": "灯还是不亮"}
    pages.do(cases[0], "evaluate", judged, "caller")
    caught_up(pages)
    return cases


def test_every_figure_on_the_dashboard_opens_as_many_cases_as_it_says(pages: Client, handled: list[str]) -> None:
    links = LINK.findall(get(pages, "/dashboard").text)
    assert len(links) > 15
    for href, text in links:
        page = get(pages, unescape(href)).text
        found = COUNTED.search(page)
        assert found is not None, href
        count, of = int(found.group(1)), None if found.group(2) == "None" else int(found.group(2))
        listed = len(re.findall(r"#e\d+", page))
        if "/" in text:
            assert text.split("/") == [str(count), str(of)], href
        elif text.isdecimal():
            assert int(text) == ((of or 0) - count if "only=out" in href else count), href
        assert listed == ((of or 0) - count if "only=out" in href else count if "only=in" in href else of or count)


def test_the_dashboard_says_what_it_rests_on_and_keeps_to_a_moment(pages: Client, handled: list[str]) -> None:
    now, then = get(pages, "/dashboard").text, get(pages, "/dashboard?at=2020-01-01T08:00").text
    assert re.search(r"截至 <time[^>]*>[^<]+</time> · 位置 [1-9]", now)
    assert "清单只反映现在" in then and '<span class="kpi-name">收到</span>' in then
    assert re.search(r'kpi" href="/figures/received[^"]*">0<', then)
    assert get(pages, "/dashboard?at=yesterday").status_code == 422


def test_a_station_head_counts_their_own_station_alone(pages: Client, handled: list[str]) -> None:
    pages.receive(who="clerk@S-77")
    caught_up(pages)
    page = get(pages, "/dashboard?station=S-01", "station_head@S-77").text
    assert {"station=S-77" in href for href, _ in LINK.findall(page)} == {True}
    assert re.search(r'kpi" href="/figures/received[^"]*">1<', page)


def test_cases_of_a_category_are_triaged_and_transferred_at_once_without_scripts(
    pages: Client, browser: Browser
) -> None:
    before = str(pages.receive(title="公厕")["id"])
    pages.do(before, "triage", {"category": "UM-13", "track": "T3", "urgency": "U3"}, "clerk")
    pages.do(before, "transfer", {"assignments": [{"unit": "city", "kind": "lead"}]})
    cases = [str(pages.receive(title=f"公厕脏{n}")["id"]) for n in range(3)]
    bad = {"category": "UM-13", "track": "T3", "urgency": "U3", "accused": "city"}
    pages.do(cases[2], "triage", bad, "supervisor")
    for case in cases[:2]:
        pages.do(case, "correct", {"changes": {"category": "UM-13"}, "reason": "补类别"}, "clerk")
    caught_up(pages)
    with visiting(browser, pages, "supervisor", java_script_enabled=False) as visitor:
        page = visitor.go("/triage?category=UM-13")
        page.locator(f"[name='urgency.{cases[0]}']").select_option("U4")
        page.get_by_role("button", name="保存本页分类").click()
        assert page.get_by_role("heading", name="已办 2 件").is_visible()
        page.get_by_role("link", name="回到分办").click()
        page = visitor.go("/triage?category=UM-13")
        for case in cases:
            page.locator(f"[name=case][value='{case}']").check()
        page.get_by_role("button", name="交办所选").click()
        assert "100% (1/1)" in page.content() and page.locator("#f-lead").input_value() == "city"
        page.get_by_role("button", name="继续").click()
        page.get_by_role("button", name="交办 3 件").click()
        assert page.get_by_role("heading", name="已办 2 件").is_visible()
        assert page.get_by_role("heading", name="没有办成 1 件").is_visible()
    assert [pages.case(case)["stage"] for case in cases] == ["transferred", "transferred", "triaged"]


def test_a_return_and_an_extension_are_ruled_on_after_a_second_look(pages: Client) -> None:
    case, other = case_on_the_way(pages), case_on_the_way(pages)
    wish = {"reason": "不在本单位职责内。", "basis": "三定方案", "suggested_unit": "D02"}
    pages.do(case, "request-return", wish, "department@D01")
    pages.do(other, "request-extension", {"until": later(pages, other), "reason": "需要招标。"}, "department@D01")
    caught_up(pages)
    page = get(pages, "/rulings").text
    assert "不在本单位职责内。" in page and "需要招标。" in page and "最迟可延至" in page
    refused = {"reason": "属于本单位。", "unit": "D01", "idempotency_key": "r-1"}
    again = post(pages, f"/rulings/{case}/refuse-return", refused, "supervisor")
    assert "请再确认" in again.text and "属于本单位。" in again.text
    assert pages.case(case)["assignments"][0]["progress"] == "return_requested"
    done = post(pages, f"/rulings/{case}/refuse-return", refused | {"confirmed": "1"}, "supervisor")
    assert done.headers["location"].startswith("/rulings?after=")
    post(pages, f"/rulings/{other}/grant-extension", {"unit": "D01", "confirmed": "1"}, "supervisor")
    assert pages.case(case)["assignments"][0]["progress"] == "active"
    assert pages.case(other)["assignments"][0]["extensions"] == 1
    caught_up(pages)
    assert "需要招标。" not in get(pages, "/rulings").text


def later(pages: Client, case: str) -> str:
    """The latest day an extension may reach."""
    oversight = pages.plant.system.oversight
    [state] = oversight.known([UUID(case)]).values()
    allowed = oversight.allowed(state, "D01")
    assert allowed is not None and allowed.until.isoformat() > pages.case(case)["due_on"]
    return allowed.until.isoformat()


def test_a_notice_takes_the_day_of_its_level_and_is_lifted(pages: Client, browser: Browser) -> None:
    case = case_on_the_way(pages)
    with visiting(browser, pages, "supervisor") as visitor:
        page = visitor.go(f"/cases/{case}/supervise")
        assert page.locator("#l-L2").is_checked()
        page.locator("#l-L3").check()
        page.locator("#f-reason").fill("多次催办未果。")
        page.get_by_role("button", name="继续").click()
        page.get_by_role("button", name="督办", exact=True).click()
        page.wait_for_url("**after=*")
        red = pages.plant.system.oversight.respond_by()
        notice = pages.case(case)["notices"][-1]
        assert (notice["level"], notice["respond_by"]) == ("L3", {k.value: str(v) for k, v in red.items()}["L3"])
        page = visitor.go(f"/cases/{case}/supervise")
        page.locator("#lift-2").fill("已办妥。")
        page.get_by_role("button", name="销督 2").click()
        page.wait_for_url("**after=*")
    assert pages.case(case)["supervision"] == "L1"


def test_reviews_offer_what_the_case_allows(pages: Client, handled: list[str]) -> None:
    assert f"/cases/{handled[0]}/acts/order-rework" in get(pages, "/reviews").text
    closing = get(pages, "/reviews?list=close").text
    assert f"/cases/{handled[1]}/acts/close" in closing and handled[0] not in closing
    assert handled[2] not in closing, "its answer was not delivered"


def test_a_caller_writes_down_a_mark_and_goes_on_to_the_next(pages: Client, browser: Browser) -> None:
    case = case_on_the_way(pages)
    pages.do(case, "answer", ANSWER, "department@D01")
    pages.do(case, "deliver", {"to": "voter", "method": "visit"}, "clerk")
    caught_up(pages)
    with visiting(browser, pages, "caller") as visitor:
        page = visitor.go("/calls")
        page.locator(f"a[href='/calls/{case}']").click()
        page.locator("#result-dissatisfied").check()
        page.locator("#attitude-satisfied").check()
        page.get_by_role("button", name="登记评价").click()
        page.get_by_role("alert").wait_for()
        assert page.locator("#result-dissatisfied").is_checked()
        page.locator("#f-text").fill("没有修好。")
        page.get_by_role("button", name="登记评价").click()
        page.get_by_role("status").wait_for()
        assert page.locator(f"a[href='/calls/{case}']").count() == 0
    assert pages.case(case)["evaluations"][-1]["result"] == "dissatisfied"


def test_a_table_taken_along_says_what_the_page_says(pages: Client, handled: list[str]) -> None:
    sheet = get(pages, "/statistics/download?by=unit&format=xlsx").content
    rows = CalamineWorkbook.from_filelike(io.BytesIO(sheet)).get_sheet_by_index(0).to_python()
    written = get(pages, "/statistics/download?by=unit&format=csv").content.decode("utf-8-sig").splitlines()
    assert written[0].split(",") == rows[0] and len(written) == len(rows)
    groups, _ = pages.plant.system.statistics.compute(FiguresWanted(by="unit"))
    assert [row[0] for row in rows[1:]] == [group.key or "" for group in groups]
    assert [row[1] for row in rows[1:]] == [group.figures[0].numerator for group in groups]
