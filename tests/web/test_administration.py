"""Administration: names, people, tokens, calendars; and the data officer's desk, which admins do not share."""

from dataclasses import replace

from playwright.sync_api import Browser

from application.codebook import CodeList
from domain.shared.identity import ActorId
from tests.support.browser import secret, visiting
from tests.support.client import Client
from tests.support.pages import case_on_the_way
from tests.web.test_accounts import post

GONE_ON = 303


def test_a_renamed_unit_is_called_so_on_every_page_and_refused_fields_are_named(
    pages: Client, browser: Browser
) -> None:
    with visiting(browser, pages, "admin", java_script_enabled=False) as visitor:
        page = visitor.go("/admin/codes/unit")
        page.locator("#f-code").fill("D31")
        page.locator("#f-name_zh").fill("区园林局")
        page.get_by_role("button", name="添加").click()
        assert page.locator("#f-name_en").get_attribute("aria-invalid") == "true"
        assert page.locator("#f-name_zh").input_value() == "区园林局"
        page.locator("#f-name_en").fill("Parks Bureau")
        page.locator("#f-kind").select_option("department")
        page.get_by_role("button", name="添加").click()
        page.get_by_role("link", name="D31").click()
        page.locator("#f-name_zh").fill("区园林绿化局")
        page.get_by_role("button", name="保存").click()
    case = str(pages.receive()["id"])
    pages.do(case, "transfer", {"assignments": [{"unit": "D31", "kind": "lead"}]})
    with visiting(browser, pages, "supervisor") as visitor:
        page = visitor.go(f"/cases/{case}")
        assert page.get_by_text("交办给区园林绿化局（主办）").is_visible()
        assert "D31" not in page.locator("main").inner_text()
        assert "Parks Bureau" in visitor.go(f"/cases/{case}?lang=en").locator(".parts").first.inner_text()
        offered = visitor.go(f"/cases/{case}/acts/triage?lang=zh").locator("#f-accused option").all_inner_texts()
        assert "区园林绿化局" in offered
    entry = next(one for one in pages.plant.system.codebook.entries(CodeList.UNIT) if one.code == "D31")
    pages.plant.system.codebook.enter([replace(entry, retired=True)], ActorId("a-admin"))
    with visiting(browser, pages, "supervisor") as visitor:
        offered = visitor.go(f"/cases/{case}/acts/triage").locator("#f-accused option").all_inner_texts()
        assert "区园林绿化局" not in offered


def test_an_account_is_made_given_a_new_password_and_shut(pages: Client, browser: Browser) -> None:
    accounts, staff = pages.plant.system.accounts, pages.plant.system.staff
    with visiting(browser, pages, "admin") as visitor:
        page = visitor.go("/admin/people")
        page.locator("#f-login").fill("周新")
        page.locator("#f-role").select_option("clerk")
        page.locator("main").get_by_role("button", name="开账户").click()
        assert "必填" in page.get_by_role("alert").inner_text()
        choose = page.locator("#f-org")
        choose.select_option("office") if choose.evaluate("node => node.tagName") == "SELECT" else choose.fill("office")
        page.locator("main").get_by_role("button", name="开账户").click()
        first = page.locator(".secret").inner_text()
        session = accounts.sign_in("周新", first)
        [person] = staff.named("周新")
        token = pages.plant.system.directory.token_for(person.id)
        page = visitor.go("/admin/people?q=周新")
        page.locator("tbody summary").click()
        page.get_by_role("button", name="重置密码").click()
        second = page.locator(".secret").inner_text()
        assert accounts.session(session) is None and second != first
        session = accounts.sign_in("周新", second)
        page = visitor.go("/admin/people?q=周新")
        page.locator("tbody summary").click()
        page.get_by_role("button", name="停用").click()
        page.wait_for_url("**/admin/people")
    assert accounts.session(session) is None
    assert pages.plant.system.directory.actor_of(token) is None
    assert post(pages, "/admin/people/enable", {"person": person.id}, "admin").status_code == GONE_ON
    assert accounts.sign_in("周新", second)


def test_nobody_shuts_out_themselves_and_an_unknown_person_is_not_found(pages: Client) -> None:
    own = pages.actor_id("admin")
    assert post(pages, "/admin/people/disable", {"person": own}, "admin").status_code == GONE_ON
    assert post(pages, "/admin/people/disable", {"person": "a-nobody"}, "admin").status_code == 404


def test_anybodys_token_can_be_revoked(pages: Client) -> None:
    directory = pages.plant.system.directory
    actor, token = directory.issue_token(role="clerk", org="office", name="令牌持有人")
    page = pages.http.get("/admin/tokens", headers={"Cookie": f"huying={secret(pages, 'admin')}"}).text
    [listed] = directory.tokens(actor.id)
    assert listed.id in page and token not in page
    assert post(pages, "/admin/tokens/revoke", {"token": listed.id}, "admin").status_code == GONE_ON
    assert directory.actor_of(token) is None


def test_a_holiday_notice_is_shown_before_it_is_taken_in(pages: Client, browser: Browser) -> None:
    last = pages.plant.system.calendars.years()[-1].year
    text = f'year = {last}\nsource = "放假通知"\nrest_days = [{last}-01-01]\nmake_up_days = []\n'
    with visiting(browser, pages, "admin") as visitor:
        page = visitor.go(f"/admin/calendars/{last}")
        page.locator("#f-notice").set_input_files(  # type: ignore[arg-type]
            {"name": "n.toml", "mimeType": "application/toml", "buffer": b"year = 1"}
        )
        page.get_by_role("button", name="继续").click()
        assert page.locator("#f-notice").get_attribute("aria-invalid") == "true"
        page = visitor.go(f"/admin/calendars/{last}")
        page.locator("#f-notice").set_input_files(  # type: ignore[arg-type]
            {"name": "n.toml", "mimeType": "application/toml", "buffer": text.encode()}
        )
        page.get_by_role("button", name="继续").click()
        assert page.get_by_text("放假通知", exact=True).is_visible() and visitor.axe() == []
        assert not pages.plant.system.calendars.years()[-1].announced
        page.get_by_role("button", name="采用", exact=True).click()
        page.get_by_text("通知已采用").wait_for()
    assert pages.plant.system.calendars.years()[-1].announced
    assert pages.plant.system.calendars.source(last) == "放假通知"


def test_the_rules_are_shown_with_their_values_and_cannot_be_changed_here(pages: Client) -> None:
    page = pages.http.get("/admin/policies", headers={"Cookie": f"huying={secret(pages, 'admin')}"}).text
    assert "POLICY-v1" in page and "15 个工作日" in page and "30 年" in page
    assert page.count("<form") == 1, "signing out is the only form"


def test_the_data_officer_sees_who_read_a_case_and_what(pages: Client, browser: Browser) -> None:
    case = case_on_the_way(pages)
    number = pages.case(case)["case_number"]
    pages.http.get(f"/cases/{case}", headers={"Cookie": f"huying={secret(pages, 'auditor@seen')}"})
    with visiting(browser, pages, "data_officer") as visitor:
        page = visitor.go("/admin/access")
        page.locator("#f-case").fill(number)
        page.get_by_role("button", name="筛选").click()
        rows = page.locator("tbody tr").all_inner_texts()
        assert rows and all(number in row for row in rows)
        assert any("审计员" in row and "标题" in row for row in rows)
        page.locator("#f-name").fill("auditor@seen")
        page.get_by_role("button", name="按人查找").click()
        page.wait_for_url("**actor=*")
        assert all("审计员" in row for row in page.locator("tbody tr").all_inner_texts())
        page = visitor.go("/admin/access?case=2020-999999")
        assert page.get_by_text("没有这个件号。").is_visible()


def test_forgetting_a_person_takes_two_officers_and_a_confirmation(pages: Client, browser: Browser) -> None:
    pages.receive(title="要删除的", voter={"name": "钱某", "phone": "13712340000"})
    with visiting(browser, pages, "data_officer@one", java_script_enabled=False) as visitor:
        page = visitor.go("/admin/erasure")
        page.locator("#f-text").fill("13700000009")
        page.get_by_role("button", name="查找").click()
        assert "没有找到这个人" in page.content()
        page.locator("#f-text").fill("13712340000")
        page.get_by_role("button", name="查找").click()
        page.locator("#f-ground").fill("本人申请")
        page.get_by_role("button", name="继续").click()
        page.get_by_role("button", name="确认删除").click()
        assert "等另一名负责人同意" in page.content() and "13712340000" not in page.content() + page.url
        assert "须由他人同意" in page.content()
    with visiting(browser, pages, "data_officer@two") as visitor:
        page = visitor.go("/admin/erasure")
        page.get_by_role("button", name="同意删除").first.click()
        page.get_by_role("button", name="确认删除").click()
        page.get_by_text("已经同意").wait_for()
    ref, _ = pages.plant.system.erasure.find("phone", "13712340000")
    assert pages.plant.system.erasure.carry_out() == 1
    assert pages.plant.system.erasure.find("phone", "13712340000") == (ref, 0)
