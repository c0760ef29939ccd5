"""The auditor's pages: any case at any moment, what changed, what the rules found, and what the log proves of it."""

import io
import re
import tarfile
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import httpx2
import pytest
from playwright.sync_api import Browser

from domain.shared.identity import SuggestionId
from infrastructure.evidence.sealing import seal_once
from tests.support.browser import secret, visiting
from tests.support.client import Client
from tests.support.pages import case_on_the_way

PATIENCE = 20.0


@pytest.fixture(scope="module")
def audited(pages: Client) -> Iterator[str]:
    """A case on the way, supervised a second time; sealed, and known to every view."""
    case = case_on_the_way(pages)
    pages.do(case, "annotate", {"text": "请注意安全。"})
    pages.plant.system.evidence.list_cases()
    seal_once(pages.plant.settings, pages.plant.urls.sealer, lambda done, of: None)
    caught_up(pages)
    yield case


def caught_up(pages: Client) -> None:
    """Wait until every view knows everything."""
    while pages.plant.judge():
        pass
    pages.get(f"/suggestions?after={pages.head()}")


def get(pages: Client, path: str, who: str = "auditor") -> httpx2.Response:
    """A page as somebody sees it."""
    headers = {"Cookie": f"huying={secret(pages, who)}"}
    return httpx2.get(pages.url + path, headers=headers, trust_env=False, timeout=30)


def test_a_case_is_stepped_through_without_scripts(pages: Client, browser: Browser, audited: str) -> None:
    with visiting(browser, pages, "auditor", java_script_enabled=False) as visitor:
        page = visitor.go(f"/audit/{audited}?version=2")
        assert page.locator("#moment .timeline .entry:not(.gap)").count() == 2
        assert page.locator(".known .changed dt").all_inner_texts()[0].startswith("所处环节")
        page.get_by_role("link", name="下一步", exact=True).click()
        assert page.locator("#moment .timeline .entry:not(.gap)").count() == 3
        assert page.get_by_text("承办单位").first.is_visible()
        page.get_by_role("link", name="上一步", exact=True).click()
        page.locator("#f-version").fill("1")
        page.locator("form:has(#f-version) button").first.click()
        assert page.url.endswith("?version=1")
        assert page.locator("#moment").get_by_text("已登记", exact=True).first.is_visible()


def test_the_slider_rebuilds_the_page_by_keyboard_and_keeps_its_address(
    pages: Client, browser: Browser, audited: str
) -> None:
    with visiting(browser, pages, "auditor") as visitor:
        page = visitor.go(f"/audit/{audited}")
        last = page.locator("#moment .entry:not(.gap)").count()
        page.locator("#f-version").focus()
        page.keyboard.press("ArrowLeft")
        page.wait_for_url(f"**?version={last - 1}")
        assert page.locator("#moment .entry:not(.gap)").count() == last - 1
        page.keyboard.press("Home")
        page.wait_for_url("**?version=1")
        assert page.evaluate("document.activeElement.id") == "f-version"
        page.get_by_role("button", name="逐步播放").click()
        page.wait_for_url("**?version=2")
        assert visitor.axe() == []


def test_a_moment_is_asked_for_by_the_clock_and_what_was_not_known_then_is_not_shown(
    pages: Client, audited: str
) -> None:
    lines = pages.get(f"/suggestions/{audited}/history", "auditor").json()["items"]
    then = lines[2]["recorded_at"]
    page = get(pages, f"/audit/{audited}?at={then.replace('+', '%2B')}").text
    assert "第 3 步，共" in page and "请注意安全" not in page
    early = get(pages, f"/audit/{audited}?at=2001-01-01T00:00")
    assert early.status_code == 422 and "那时本件还没有登记" in early.text
    ahead = get(pages, f"/audit/{audited}?at=2999-01-01T00:00")
    assert ahead.status_code == 422 and "将来" in ahead.text
    assert get(pages, f"/audit/{audited}?version=999").status_code == 200


def test_back_dating_shows_both_times(pages: Client) -> None:
    early = (pages.plant.system.clock.now() - timedelta(hours=30)).isoformat()
    case = pages.receive(occurred_at=early)["id"]
    page = get(pages, f"/audit/{case}").text
    assert "补录：称发生于" in page and early[:10] in page


def test_two_moments_are_compared(pages: Client, audited: str) -> None:
    page = get(pages, f"/audit/{audited}/compare?from=2&to=4").text
    assert "承办单位" in page and "其间发生的 2 件事" in page
    assert "类别代码" not in page
    same = get(pages, f"/audit/{audited}/compare?from=3&to=3").text
    assert "有变化的 0 项" in same and "其间没有任何记录" in same


def test_the_proof_is_computed_here_and_fails_where_the_published_log_was_touched(pages: Client, audited: str) -> None:
    assert "证明通过" in get(pages, f"/audit/{audited}").text
    page = get(pages, f"/audit/{audited}/proof").text
    assert "核验通过" in page and "逐件重放" in page and page.count("✓ 在日志中") == 6
    tiles = Path(pages.plant.settings.var) / "log" / "tile" / "0"
    kept = {path: path.read_bytes() for path in tiles.rglob("*") if path.is_file()}
    assert kept
    try:
        for path, raw in kept.items():
            path.write_bytes(raw[::-1])
        assert "证明失败" in get(pages, f"/audit/{audited}").text
    finally:
        for path, raw in kept.items():
            path.write_bytes(raw)
    assert "证明通过" in get(pages, f"/audit/{audited}").text


def test_a_step_that_no_checkpoint_covers_is_told_as_not_sealed(pages: Client) -> None:
    case = str(pages.receive()["id"])
    page = get(pages, f"/audit/{case}").text
    assert "尚未封存" in page and "证明通过" not in page
    assert "尚未封存" in get(pages, f"/audit/{case}/proof").text
    assert get(pages, f"/audit/{case}/bundle.tar").status_code == 409


def test_the_bundle_comes_with_its_verifier(pages: Client, audited: str) -> None:
    answer = get(pages, f"/audit/{audited}/bundle.tar")
    with tarfile.open(fileobj=io.BytesIO(answer.content)) as archive:
        names = archive.getnames()
    assert "verify.pyz" in names and f"cases/{audited}/1.tlog-proof" in names


def test_the_whole_log_is_verified_at_the_push_of_a_button(pages: Client, browser: Browser, audited: str) -> None:
    with visiting(browser, pages, "auditor") as visitor:
        page = visitor.go("/audit/proof")
        page.get_by_role("button", name="现在核验").click()
        page.wait_for_load_state()
        give_up = time.monotonic() + PATIENCE
        while pages.plant.system.verification_runs.latest(1)[0].state == "running":
            assert time.monotonic() < give_up
            time.sleep(0.05)
        page = visitor.go("/audit/proof")
        assert page.locator("#runs ~ .checks li").count() >= 6
        assert page.locator("#runs ~ p strong").first.inner_text() == "核验通过"
    assert pages.plant.system.verification_runs.latest(1)[0].by == pages.actor_id("auditor")


def test_two_sizes_are_compared_by_a_proof_checked_here(pages: Client, audited: str) -> None:
    head = pages.plant.system.proving.head()
    assert head is not None
    page = get(pages, f"/audit/proof?from=2&to={head.size}").text
    assert "后者以前者为开头" in page
    refused = get(pages, f"/audit/proof?from=5&to={head.size + 10**6}")
    assert refused.status_code == 422 and "大小应在" in refused.text


def test_findings_lead_to_the_events_they_rest_on(pages: Client, audited: str) -> None:
    early = (pages.plant.system.clock.now() - timedelta(days=40)).isoformat()
    case = str(pages.receive(occurred_at=early, reason="补录")["id"])
    caught_up(pages)
    page = get(pages, "/audit/flags?rule=R01").text
    assert f'href="/audit/{case}?version=1#e1"' in page and "倒签补录" in page
    assert case not in get(pages, "/audit/flags?rule=R22").text
    assert case in get(pages, "/audit?rule=R01").text
    assert 'href="#e1"' in get(pages, f"/audit/{case}").text
    before = pages.plant.system.clock.now() - timedelta(days=1)
    assert case not in get(pages, f"/audit/flags?rule=R01&at={before:%Y-%m-%dT%H:%M}").text


def test_counts_of_the_office_open_the_cases_behind_them(pages: Client, browser: Browser, audited: str) -> None:
    number = pages.case(audited)["case_number"]
    with visiting(browser, pages, "supervisor") as visitor:
        page = visitor.go("/audit/asof")
        page.locator(".bars").get_by_role("link", name="办理中").click()
        page.get_by_role("link", name=number).click()
        assert number in page.title()
    yesterday = pages.plant.system.clock.now() - timedelta(days=1)
    assert "在册 0 件" in get(pages, f"/audit/asof?t={yesterday:%Y-%m-%d}").text


def test_an_export_is_streamed_and_who_took_it_is_written_down(pages: Client, audited: str) -> None:
    answer = get(pages, "/audit/exports/cloudevents.jsonl?profile=auditor", "auditor@exporter")
    assert answer.headers["content-type"] == "application/x-ndjson" and audited in answer.text
    read = pages.plant.system.access_log.read(None, pages.actor_id("auditor@exporter"), 2**53, 10)
    assert [(line.purpose, set(line.fields)) for line in read] == [
        ("export", {"cloudevents.jsonl", "auditor", "occurred"})
    ]
    listed = get(pages, "/audit/exports").text
    assert "auditor@exporter" in listed and "cloudevents.jsonl" in listed
    assert get(pages, "/audit/exports/xes", "chair").status_code == 403


def test_reading_by_replay_is_written_down(pages: Client, audited: str) -> None:
    get(pages, f"/audit/{audited}?version=1", "auditor@replayer")
    read = pages.plant.system.access_log.read(None, pages.actor_id("auditor@replayer"), 2**53, 10)
    assert {SuggestionId(line.case_id) for line in read} == {SuggestionId(read[0].case_id)}
    assert str(read[0].case_id) == audited


def test_every_page_of_the_audit_is_small(pages: Client, audited: str) -> None:
    for path in ("", "/asof", "/flags", "/proof", "/exports", f"/{audited}", f"/{audited}/proof", "/units/D01"):
        assert len(get(pages, f"/audit{path}").content) < 30 * 1024, path


def test_a_replay_names_no_contact_of_the_voter(pages: Client, audited: str) -> None:
    page = get(pages, f"/audit/{audited}").text
    assert not re.search("13800000000|李某", page)


def test_that_cases_were_not_compared_is_said_where_flags_are(
    pages: Client, audited: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a log too long for it."""
    shown = [(f"/audit/{audited}", "auditor"), ("/audit/flags", "auditor"), ("/audit/units/D01", "auditor")]
    shown.append(("/units/D01", "supervisor"))
    for path, who in shown:
        assert "未作比对" not in get(pages, path, who).text, path
    monkeypatch.setattr("application.red_flags.COMPARED", 0)
    for path, who in shown:
        assert "未作比对" in get(pages, path, who).text, path
    assert pages.get("/red-flags", "auditor").json()["compared"] is False
