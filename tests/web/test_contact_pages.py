"""The contact work on pages: a reception day from its plan to its points, what everybody sees, who may do what."""

import re
import time
from datetime import timedelta
from typing import Any

import httpx2
from playwright.sync_api import Browser

from tests.support.browser import secret, visiting
from tests.support.client import Client
from tests.support.pages import CONTACT
from tests.web.test_accounts import post
from tests.web.test_cases import hidden
from tests.web.test_clerk import get

PDF = {"name": "证明.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 a proof"}


def begun(pages: Client, path: str, body: dict[str, Any], who: str = "supervisor") -> str:
    """Begin something, or give a command, over the API."""
    answer = pages.post(path, body, who)
    assert answer.status_code in (200, 201), answer.text
    return str(answer.json()["id"])


def station(pages: Client, code: str) -> str:
    """A station of a test's own, with a deputy."""
    place = begun(pages, "/places", {"kind": "station", "code": code, "name": f"{code}站", "township": "T-92"})
    mandate = {"level": "county", "constituency": "第一选区", "from_on": "2022-01-01"}
    deputy = {"person": f"dep-{code}", "name": f"代表{code}", "mandates": [mandate], "station": code}
    begun(pages, "/deputies", deputy)
    pages.get(f"/places?after={pages.head()}")
    return place


def test_a_reception_day_is_planned_opened_registered_into_and_scored(pages: Client, browser: Browser) -> None:
    station(pages, "S-81")
    now = pages.plant.system.clock.now()
    with visiting(browser, pages, "clerk@S-81", java_script_enabled=False) as visitor:
        page = visitor.go("/activities/new")
        assert page.locator("[name='programme.place']").input_value() == "S-81"
        page.locator("[name='programme.title']").fill("十一月接待日")
        page.locator("[name='programme.hosts']").fill("代表S-81")
        for name, hours in (("starts_at", 0), ("ends_at", 2)):
            told = f"{now + timedelta(hours=hours):%Y-%m-%dT%H:%M}"
            page.locator(f"[name='programme.{name}']").fill(told)
        page.get_by_role("button", name="提交").click()
        page.wait_for_url("**/activities/*?after=*")
        for act in ("开始", "代表签到"):
            page.locator(".acts").get_by_role("link", name=act, exact=True).click()
            page.get_by_role("button", name="提交").click()
            page.wait_for_url("**/activities/*?after=*")
        assert "40 / 100" in page.locator("#steps").inner_text() or "20 / 100" in page.locator("#steps").inner_text()
        page.get_by_role("link", name="到登记台登记意见建议").click()
        assert page.locator("#f-deputy").input_value() == "dep-S-81"
        page.locator("#f-text").fill("站牌被遮住了。")
        page.get_by_role("button", name="登记，下一位").click()
        page.get_by_role("status").wait_for()
    [row] = pages.rows("station=S-81")
    [day] = pages.get("/activities?place=S-81").json()["items"]
    case = pages.case(row["id"])
    assert (case["activity"], case["deputy"], day["suggestions"]) == (day["id"], "dep-S-81", 1)
    assert row["case_number"] in get(pages, f"/activities/{day['id']}", "clerk@S-81").text


def test_six_haves_are_checked_with_their_proofs_which_readers_download(pages: Client, browser: Browser) -> None:
    place = station(pages, "S-82")
    with visiting(browser, pages, "station_head@S-82", java_script_enabled=False) as visitor:
        page = visitor.go(f"/places/{place}/acts/check-haves")
        for have in ("premises", "rules", "plan", "notice", "material", "files"):
            page.locator(f"[name='checks.{have}.met']").select_option("yes" if have == "premises" else "no")
        page.get_by_role("button", name="提交").click()
        assert page.get_by_role("alert").count() == 1, "a yes needs its proof"
        assert page.locator("[name='checks.rules.met']").input_value() == "no"
        page.locator("[name='checks.premises.proof.file']").set_input_files(files=PDF)  # type: ignore[arg-type]
        page.get_by_role("button", name="提交").click()
        page.wait_for_url("**/places/*?after=*")
        proof = page.locator("#h-premises a").get_attribute("href")
    assert proof is not None
    assert get(pages, proof, "auditor").content == PDF["buffer"]
    assert get(pages, proof.replace("/proofs/", "/proofs/0")[:-1], "auditor").status_code == 404
    wall = get(pages, "/places?kind=station&township=T-92", "supervisor").text
    assert wall.count("● 有<") == 1


def test_the_public_page_tells_the_rota_the_board_and_announced_days_to_everybody(pages: Client) -> None:
    place, who = station(pages, "S-83"), "clerk@S-83"
    begun(pages, f"/places/{place}/set-rota", {"turns": [{"on": "2099-03-02", "deputies": ["dep-S-83"]}]}, who)
    begun(pages, f"/places/{place}/post-notice", {"title": "搬迁", "text": "已搬到二楼。"}, who)
    at = pages.plant.system.clock.now() + timedelta(days=9)
    programme = {"kind": "reception", "title": "接待", "place": "S-83", "hosts": ["dep-S-83"]}
    times = {"starts_at": at.isoformat(), "ends_at": (at + timedelta(hours=2)).isoformat()}
    day = begun(pages, "/activities", {"programme": programme | times}, who)
    pages.get(f"/places?after={pages.head()}")
    before = pages.http.get(f"/stations/{place}").text
    assert "代表S-83" in before and "2099年3月2日" in before and "已搬到二楼。" in before
    assert f"{at:%Y-%m-%d}" not in before, "only what was announced is public"
    begun(pages, f"/activities/{day}/announce", {}, who)
    pages.get(f"/places?after={pages.head()}")
    assert f"{at:%Y-%m-%d}" in pages.http.get(f"/stations/{place}").text
    calendar = pages.http.get(f"/stations/{place}/calendar.ics")
    assert calendar.headers["content-type"].startswith("text/calendar") and f"UID:{day}@huying" in calendar.text
    assert "S-83站" in pages.http.get("/stations?q=S-83").text


def test_a_deputy_finds_themselves_and_records_a_visit_whose_household_others_cannot_read(
    pages: Client, browser: Browser
) -> None:
    me = pages.actor_id("deputy@S-84")
    mandate = {"level": "township", "constituency": "第二选区", "from_on": "2022-01-01"}
    begun(pages, "/deputies", {"person": me, "name": "吴代表", "mandates": [mandate]})
    pages.get(f"/places?after={pages.head()}")
    with visiting(browser, pages, "deputy@S-84", java_script_enabled=False) as visitor:
        page = visitor.go("/my")
        assert "吴代表" in page.locator("h1").inner_text()
        page.get_by_role("link", name="登记走访等活动").click()
        page.locator("[name='programme.title']").fill("走访三组")
        page.get_by_role("button", name="提交").click()
        page.wait_for_url("**/activities/*?after=*")
        page.get_by_role("link", name="登记走访一户").click()
        page.locator("[name='household']").fill("独居的孙奶奶")
        page.get_by_role("button", name="提交").click()
        page.wait_for_url("**/activities/*?after=*")
        activity = page.url.split("?")[0].removeprefix(pages.url)
        visitor.go(f"/my?after={pages.head()}")
        assert page.get_by_role("link", name="走访三组").count() >= 1
    assert "孙奶奶" not in get(pages, activity, "auditor").text


def test_a_name_that_two_deputies_share_is_asked_about(pages: Client) -> None:
    station(pages, "S-85")
    mandate = {"level": "county", "constituency": "第一选区", "from_on": "2022-01-01"}
    for person in ("dep-85a", "dep-85b"):
        begun(pages, "/deputies", {"person": person, "name": "同名代表", "mandates": [mandate]})
    pages.get(f"/places?after={pages.head()}")
    form = {"name": "同名小组", "township": "T-92", "members": "代表S-85、同名代表", "leader": "代表S-85"}
    again = post(pages, "/groups/new", form, "supervisor")
    assert again.status_code == 422 and "请填编号" in again.text and "代表S-85、同名代表" in again.text
    done = post(pages, "/groups/new", form | {"members": "代表S-85，dep-85a"}, "supervisor")
    assert done.status_code == 303
    members = pages.get(done.headers["location"].split("?")[0]).json()["members"]
    assert members == ["dep-S-85", "dep-85a"]


def test_an_assessment_keeps_to_the_offices_weights(pages: Client) -> None:
    place = station(pages, "S-86")
    scores = {f"scores.{item}": "5" for item in ("six_haves", "regularity", "intake", "solving", "duty", "honesty")}
    path = f"/places/{place}/acts/assess"
    too_much = post(pages, path, {"period": "下半年"} | scores | {"scores.duty": "11"}, "supervisor")
    assert too_much.status_code == 422 and 'value="11"' in too_much.text
    assert post(pages, path, {"period": "下半年"} | scores, "supervisor").status_code == 303
    assert "30" in get(pages, f"/places/{place}", "supervisor").text


def test_a_report_is_composed_in_the_background_and_every_figure_opens(pages: Client, case: str) -> None:
    form = {"first": "2026-02-28", "last": "2026-02-01", "position": ""}
    assert "首日不得晚于末日" in post(pages, "/reports", form, "supervisor").text
    station(pages, "S-90")
    today = pages.plant.system.clock.now().date().isoformat()
    begun_at = post(pages, "/reports", {"first": "2026-02-01", "last": today, "position": ""}, "supervisor")
    waiting, give_up = begun_at.headers["location"], time.monotonic() + 20
    while (answer := get(pages, waiting, "supervisor")).status_code == 200:
        assert time.monotonic() < give_up and "正在生成" in answer.text
        time.sleep(0.2)
    report = answer.headers["location"]
    text = get(pages, report, "auditor").text
    figures = set(re.findall(rf"{report}/figures/[a-z_]+", text))
    assert len(figures) > 30 and "尚未重算" in text
    stations = get(pages, f"{report}/figures/stations", "auditor").text
    entry = re.search(r'href="(/at/\d+)"', stations)
    assert entry is not None and get(pages, entry[1], "auditor").headers["location"].startswith("/places/")
    assert get(pages, "/at/999999999", "auditor").status_code == 404
    pages.plant.system.reports.check_new()
    assert "重算一致" in get(pages, report, "auditor").text
    assert get(pages, f"{report}/files/docx", "chair").content.startswith(b"PK")
    assert CONTACT["report"] in get(pages, "/reports", "deputy").text


def test_the_papers_of_a_case_are_for_those_who_see_it(pages: Client, case: str) -> None:
    for paper in ("transfer", "supervision", "receipt"):
        link = f"/cases/{case}/papers/{paper}"
        assert link in get(pages, f"/cases/{case}", "supervisor").text
        assert get(pages, link, "supervisor").content.startswith(b"PK")
    assert f"/cases/{case}/papers/answer" not in get(pages, f"/cases/{case}", "supervisor").text
    assert get(pages, f"/cases/{case}/papers/answer", "supervisor").status_code == 409
    assert get(pages, f"/cases/{case}/papers/transfer", "department@D99").status_code == 404


def test_the_five_good_are_ranked_by_the_formula_and_decided_by_the_chair_with_minutes(pages: Client) -> None:
    station(pages, "S-89")
    [row] = pages.get("/deputies?person=dep-S-89").json()["items"]
    for title in ("先进一", "先进二"):
        begun(pages, f"/deputies/{row['id']}/commend", {"title": title})
    pages.get(f"/places?after={pages.head()}")
    opened = post(pages, "/selections/new", {"year": "2026", "quota": "1"}, "supervisor")
    path = opened.headers["location"].split("?")[0]
    assert post(pages, f"{path}/acts/rank", {}, "supervisor").status_code == 303
    pages.get(f"/places?after={pages.head()}")
    ranked = get(pages, path, "chair").text
    assert "代表S-89" in ranked and "干事创业好" in ranked and "CONTACT-v1" in ranked
    decision = {"chosen": "代表S-89", "minutes": "纪要一号"}
    assert post(pages, f"{path}/acts/decide", decision, "supervisor").status_code == 403
    assert post(pages, f"{path}/acts/decide", {"chosen": "代表S-89"}, "chair").status_code == 422
    assert post(pages, f"{path}/acts/decide", decision, "chair").status_code == 303
    assert "● 评定" in get(pages, path, "auditor").text


def test_a_second_press_plans_nothing_twice(pages: Client) -> None:
    station(pages, "S-87")
    who = "clerk@S-87"
    key = hidden(get(pages, "/activities/new", who).text, "idempotency_key")
    form = {
        "programme.kind": "meeting",
        "programme.title": "碰头会",
        "programme.place": "S-87",
        "programme.starts_at": "2099-01-05T09:00",
        "programme.ends_at": "2099-01-05T10:00",
        "idempotency_key": key,
    }
    first, second = (post(pages, "/activities/new", form, who) for _ in range(2))
    assert first.headers["location"].split("?")[0] == second.headers["location"].split("?")[0]


def test_the_record_as_of_a_day_knows_nothing_that_was_recorded_later(pages: Client) -> None:
    station(pages, "S-88")
    [row] = pages.get("/deputies?person=dep-S-88").json()["items"]
    begun(pages, f"/deputies/{row['id']}/commend", {"title": "先进代表"})
    pages.get(f"/places?after={pages.head()}")
    yesterday = (pages.plant.system.clock.now() - timedelta(days=1)).date()
    headers = {"Cookie": f"huying={secret(pages, 'auditor')}"}
    address = f"{pages.url}/deputies/{row['id']}"
    now = httpx2.get(address, headers=headers, trust_env=False)
    then = httpx2.get(address, params={"at": str(yesterday)}, headers=headers, trust_env=False)
    assert "先进代表" in now.text
    assert then.status_code == 404, "the deputy was not in the roster yesterday"
