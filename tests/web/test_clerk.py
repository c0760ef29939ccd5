"""The clerk's part: registering by keyboard, drafts, a full waiting room, handing over, call-backs, old ledgers."""

import re

import httpx2
from playwright.sync_api import Browser, Page

from tests.support.browser import secret, visiting
from tests.support.client import Client
from tests.support.walks import walk
from tests.web.test_accounts import post
from tests.web.test_cases import hidden

MOST_PRESSES = 12


class Keys:
    """A keyboard that counts what is pressed beyond the words themselves."""

    def __init__(self, page: Page) -> None:
        self.page, self.count = page, 0

    def press(self, chord: str) -> None:
        """Press keys together."""
        self.count += len(chord.split("+"))
        self.page.keyboard.press(chord)

    def write(self, words: str) -> None:
        """Type words, which are not counted."""
        self.page.keyboard.insert_text(words)


def get(pages: Client, path: str, who: str) -> httpx2.Response:
    """A page as somebody sees it without scripts."""
    headers = {"Cookie": f"huying={secret(pages, who)}"}
    return httpx2.get(pages.url + path, headers=headers, trust_env=False, timeout=30)


def test_on_a_reception_day_a_clerk_registers_with_twelve_presses_and_has_the_next_number(
    pages: Client, browser: Browser
) -> None:
    for name in ("李大爷", "王阿姨"):
        post(pages, "/desk/day/2026-11-27/arrive", {"who": name}, "clerk@S-31")
    with visiting(browser, pages, "clerk@S-31") as visitor:
        page, keys = visitor.go("/desk/day"), Keys(visitor.page)
        assert "李大爷" in page.locator(".day-now h2").inner_text()
        keys.write("小区东门的健身器材断了一根扶手。")
        keys.press("Tab")
        keys.write("李某")
        keys.press("Tab")
        keys.write("13800000001")
        keys.press("Control+Enter")
        page.get_by_role("status").wait_for()
        assert keys.count <= MOST_PRESSES
        assert "王阿姨" in page.locator(".day-now h2").inner_text()
        assert page.evaluate("document.activeElement.id") == "f-text"
        number = page.get_by_role("status").locator("strong").first.inner_text()
        assert page.locator(".day-tally .doors").inner_text().count(number) == 1
        assert visitor.axe() == []
    [row] = pages.rows("station=S-31")
    assert pages.case(row["id"])["channel"] == "reception_day"


def test_without_scripts_enter_registers_and_a_number_is_skipped(pages: Client, browser: Browser) -> None:
    for name in ("甲", "乙", ""):
        post(pages, "/desk/day/2026-11-27/arrive", {"who": name}, "clerk@S-32")
    with visiting(browser, pages, "clerk@S-32", java_script_enabled=False) as visitor:
        page, keys = visitor.go("/desk/day?large=1"), Keys(visitor.page)
        page.get_by_role("button", name="过号").click()
        assert "乙" in page.locator(".day-now h2").inner_text()
        assert page.locator("html[data-large]").count() == 1
        page.locator("#f-text").focus()
        keys.write("垃圾桶太远。")
        keys.press("Tab")
        keys.press("Enter")
        page.get_by_role("status").wait_for()
        assert keys.count <= MOST_PRESSES
        assert page.locator(".day-now .big").inner_text() == "3"


def test_names_in_the_queue_are_sealed_and_go_with_the_day(pages: Client) -> None:
    post(pages, "/desk/day/2026-11-27/arrive", {"who": "赵奶奶"}, "clerk@S-33")
    system = pages.plant.system
    [waiting] = system.reception.queue("S-33")  # type: ignore[arg-type]
    assert waiting.name == "赵奶奶"
    day = system.clock.now().date()
    [stored] = system.reception.store.of("S-33", day)  # type: ignore[arg-type]
    assert stored.name is not None and "赵" not in stored.name.ct
    system.reception.store.drop_before(day.replace(year=day.year + 1))
    assert system.reception.queue("S-33") == []  # type: ignore[arg-type]
    assert "赵奶奶" not in get(pages, "/desk/day/2026-01-05", "clerk@S-33").text


def test_a_draft_is_its_writers_alone_and_gone_once_registered(pages: Client, browser: Browser) -> None:
    with visiting(browser, pages, "clerk@S-34", java_script_enabled=False) as visitor:
        page = visitor.go("/desk/new")
        page.locator("#f-text").fill("河边护栏缺口，孩子常去玩。")
        page.get_by_role("button", name="存为草稿").click()
        page.wait_for_url("**/desk")
        page.get_by_role("link", name="河边护栏缺口").click()
        assert page.locator("#f-text").input_value() == "河边护栏缺口，孩子常去玩。"
        address = page.url.removeprefix(pages.url)
        assert get(pages, address, "clerk@S-35").status_code == 404
        page.get_by_role("button", name="登记并打印回执").click()
        page.wait_for_url("**/t/*/receipt")
        assert len(page.locator(".receipt-code").inner_text().replace("\n", "").replace(" ", "")) == 11
        visitor.go("/desk")
        assert page.get_by_role("heading", name="我的草稿").count() == 0
    assert [row["station"] for row in pages.rows("station=S-34")] == ["S-34"]


def test_cases_that_sound_alike_are_shown_beside_the_form(pages: Client, browser: Browser) -> None:
    first = pages.receive(who="clerk@S-36", title="菜市场后门污水横流", text="菜市场后门污水横流，气味很大。")
    pages.get(f"/suggestions?after={first['position']}")
    for scripts in (True, False):
        with visiting(browser, pages, "clerk@S-36", java_script_enabled=scripts) as visitor:
            page = visitor.go("/desk/new")
            page.locator("#f-text").fill("菜市场后门又有污水流出来")
            if not scripts:
                page.get_by_role("button", name="查找相似").click()
            page.get_by_role("link", name="菜市场后门污水横流").wait_for()
            assert page.locator("#f-text").input_value() == "菜市场后门又有污水流出来"
    assert len(pages.rows("station=S-36")) == 1


def test_a_late_entry_asks_for_its_reason_and_keeps_what_was_written(pages: Client, browser: Browser) -> None:
    with visiting(browser, pages, "clerk@S-37", java_script_enabled=False) as visitor:
        page = visitor.go("/desk/new")
        page.locator("#f-text").fill("井盖丢失。")
        page.locator("summary", has_text="补登").click()
        page.locator("#f-occurred_on").fill("2026-01-05")
        page.get_by_role("button", name="登记并打印回执").click()
        assert page.locator("#f-reason").get_attribute("aria-invalid") == "true"
        page.locator("#f-reason").fill("纸质登记补录。")
        page.get_by_role("button", name="登记并打印回执").click()
        page.wait_for_url("**/t/*/receipt")
    assert [row["received_on"] for row in pages.rows("station=S-37")] == ["2026-01-05"]


def test_what_is_looked_for_stays_out_of_the_address(pages: Client, browser: Browser) -> None:
    done = pages.receive(title="公厕无障碍扶手松动")
    pages.get(f"/suggestions?after={done['position']}")
    with visiting(browser, pages, "clerk") as visitor:
        page = visitor.go("/desk")
        page.locator("#f-q").fill("无障碍扶手")
        page.keyboard.press("Enter")
        page.get_by_role("heading", name="查找结果").wait_for()
        assert page.url == f"{pages.url}/desk"
        assert page.get_by_role("link", name=done["case_number"]).first.is_visible()


def test_an_answer_is_handed_over_with_one_press_and_the_voter_called_back(pages: Client, browser: Browser) -> None:
    case = walk(pages, "answered")
    pages.get(f"/suggestions?after={case['position']}")
    with visiting(browser, pages, "clerk", java_script_enabled=False) as visitor:
        page = visitor.go("/desk/deliver")
        page.get_by_role("button", name=f"没找到人 {case['case_number']}").click()
        assert page.locator("tr", has_text=case["case_number"]).get_by_text("1 次未找到").count() == 1
        page.get_by_role("button", name=f"已送达 {case['case_number']}").click()
        assert page.get_by_text(case["case_number"]).count() == 0
    with visiting(browser, pages, "caller") as visitor:
        page = visitor.go("/desk/calls")
        page.get_by_role("link", name=case["case_number"]).click()
        page.locator("#g-attitude-satisfied").check()
        page.locator("#g-result-basically_satisfied").check()
        page.get_by_role("button", name="记下评价").click()
        page.wait_for_url("**/desk/calls?after=*")
        assert page.get_by_text(case["case_number"]).count() == 0
    assert pages.case(case["id"])["evaluations"][-1]["result"] == "basically_satisfied"


def test_a_ledger_is_imported_without_scripts_and_its_faulty_rows_are_named(pages: Client, browser: Browser) -> None:
    lines = "编号,内容,登记日期\nL-1,桥栏杆松动,2026-01-05\nL-2,,2026-01-06\nL-3,路面塌陷,不是日期\n"
    with visiting(browser, pages, "clerk", java_script_enabled=True) as visitor:
        page = visitor.go("/desk/import")
        page.get_by_role("button", name="上传并导入").click()
        page.get_by_role("alert").wait_for()
        file = {"name": "台账.csv", "mimeType": "text/csv", "buffer": lines.encode()}
        page.locator("#f-file").set_input_files(files=file)  # type: ignore[arg-type]
        page.get_by_role("button", name="上传并导入").click()
        page.get_by_text("导入完成").wait_for()
        faults = page.locator("tbody tr").all_inner_texts()
        assert [re.split(r"\s+", line.strip())[0] for line in faults] == ["3", "4"]
        assert "内容为空" in faults[0] and "日期无法识别" in faults[1]
        with page.expect_download() as found:
            page.get_by_role("link", name="下载错误表").click()
        assert found.value.suggested_filename.endswith(".xlsx")
    assert get(pages, "/desk/import/template.csv", "clerk").text.startswith("\ufeff编号,姓名,电话")


def test_a_second_press_registers_nothing_twice(pages: Client) -> None:
    key = hidden(get(pages, "/desk/new", "clerk@S-38").text, "idempotency_key")
    form = {"text": "路口盲区。", "channel": "station", "urgency": "U3", "idempotency_key": key, "do": "register"}
    first, second = (post(pages, "/desk/new", form, "clerk@S-38") for _ in range(2))
    assert first.headers["location"] == second.headers["location"]
