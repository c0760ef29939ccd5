"""One suggestion through the hands of everybody it passes: in both languages, with and without scripts, desk and phone.

Each step is a function of its own: where a page becomes nicer, its step changes and the journey stays.
"""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Page

from infrastructure.evidence.sealing import seal_once
from tests.support.browser import PHONE, visiting
from tests.support.client import Client, Json

DESK = {"width": 1200, "height": 800}
UNIT = "D01"
TITLE = "路灯不亮"


@dataclass
class Journey:
    """One case, and the circumstances in which everybody works on it."""

    pages: Client
    browser: Browser
    language: str
    scripts: bool
    size: dict[str, int]
    case: Json

    @property
    def id(self) -> str:
        """The case's id."""
        return str(self.case["id"])

    def by(self, who: str | None, path: str, act: Callable[[Page], None]) -> None:
        """Let somebody open a page and do something; nothing may break, scroll sideways or change its language."""
        locale = "zh-CN" if self.language == "zh" else "en-GB"
        options = {"size": self.size, "locale": locale, "java_script_enabled": self.scripts}
        with visiting(self.browser, self.pages, who, **options) as visitor:  # type: ignore[arg-type]
            page = visitor.go(path)
            act(page)
            page.wait_for_load_state()
            assert page.locator("html").get_attribute("lang") == ("zh-CN" if self.language == "zh" else "en")
            assert page.locator("h1").count() == 1
            if self.scripts:
                wider = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
                assert page.evaluate(wider) <= 0

    def does(self, who: str, verb: str, fill: Callable[[Page], None] = lambda page: None) -> None:
        """Let somebody do one act on the case, from its page; what cannot be undone is confirmed."""

        def act(page: Page) -> None:
            page.locator(f"a[href='/cases/{self.id}/acts/{verb}']").first.click()
            fill(page)
            page.locator("form.act button").last.click()
            if page.locator("form.confirm").count():
                page.locator("form.confirm button").click()
            page.wait_for_url("**/cases/**after=*")

        self.by(who, f"/cases/{self.id}", act)


def the_voter_follows_it(journey: Journey) -> None:
    """From the front page, by the code on the receipt."""

    def look_up(page: Page) -> None:
        page.locator("#f-code").fill(journey.case["receipt_code"].lower())
        page.locator("form.lookup button").click()
        page.wait_for_url("**/t/**")

    journey.by(None, "/", look_up)


def the_clerk_triages_it(journey: Journey) -> None:
    """Category, track and urgency."""

    def fill(page: Page) -> None:
        page.locator("[name=category]").fill("HC-06")
        page.locator("[name=track]").select_option("T3")
        page.locator("[name=urgency]").select_option("U3")

    journey.does("clerk", "triage", fill)


def the_supervisor_transfers_it(journey: Journey) -> None:
    """To one unit, which leads."""

    def fill(page: Page) -> None:
        page.locator("[name='assignments.0.unit']").fill(UNIT)
        page.locator("[name='assignments.0.kind']").select_option("lead")

    journey.does("supervisor", "transfer", fill)


def the_department_signs_and_answers(journey: Journey) -> None:
    """Signed for; answered beside the suggestion, and seen as the voter will see it before it goes."""

    def answer(page: Page) -> None:
        page.locator("[name=outcome][value=solved]").check()
        page.locator("[name=text]").fill("路灯已修复。")
        page.locator("[name=signatory]").fill("李局长")
        page.locator("[name='evidence.0.note']").fill("现场照片")
        page.locator("form.reply button").last.click()
        page.locator("form.confirm button").click()
        page.wait_for_url("**/cases/**after=*")

    journey.does(f"department@{UNIT}", "sign")
    journey.by(f"department@{UNIT}", f"/cases/{journey.id}/reply", answer)


def the_clerk_delivers_the_answer(journey: Journey) -> None:
    """To the voter, by telephone."""

    def fill(page: Page) -> None:
        page.locator("[name=to]").select_option("voter")
        page.locator("[name=method]").select_option("call")

    journey.does("clerk", "deliver", fill)


def the_voter_judges_it(journey: Journey) -> None:
    """With the code alone, on the page of the case."""

    def judge(page: Page) -> None:
        page.locator("[name=attitude][value=satisfied]").check()
        page.locator("[name=result][value=satisfied]").check()
        page.locator("form.judge button").last.click()
        page.wait_for_load_state()

    journey.by(None, f"/t/{journey.case['receipt_code']}", judge)
    assert journey.pages.case(journey.id)["evaluations"]


def the_auditor_replays_it(journey: Journey) -> None:
    """Finds it by its number, goes back a step, and has it proven."""
    seal_once(journey.pages.plant.settings, journey.pages.plant.urls.sealer, lambda done, of: None)
    number = journey.case["case_number"]

    def replay(page: Page) -> None:
        page.locator("[name=q]").fill(number)
        page.locator("form.filters button").click()
        page.get_by_role("link", name=number).click()
        assert page.locator(".proof-proven").is_visible()
        assert page.locator("#moment .entry:not(.gap)").count() == 8
        page.locator("#moment a[rel=prev]").click()
        page.wait_for_url("**version=7")
        assert page.locator("#moment .entry:not(.gap)").count() == 7
        page.locator(".proof a").click()
        assert page.locator(".checks li").count() >= 4

    journey.by("auditor", "/audit", replay)


CIRCUMSTANCES = [
    pytest.param("zh", True, DESK, id="zh with scripts at a desk"),
    pytest.param("en", False, PHONE, id="en without scripts on a phone"),
    pytest.param("zh", False, PHONE, id="zh without scripts on a phone", marks=pytest.mark.soak),
    pytest.param("en", True, PHONE, id="en with scripts on a phone", marks=pytest.mark.soak),
    pytest.param("en", False, DESK, id="en without scripts at a desk", marks=pytest.mark.soak),
]
"""Each language, with and without scripts, at a desk and on a phone; among the long proofs every pair of them."""


@pytest.mark.parametrize(("language", "scripts", "size"), CIRCUMSTANCES)
def test_a_suggestion_passes_through_everybodys_hands(
    pages: Client, browser: Browser, language: str, scripts: bool, size: dict[str, int]
) -> None:
    case = pages.receive(title=TITLE, voter={"name": "李某", "phone": "13800000000"})
    journey = Journey(pages, browser, language, scripts, size, case)
    the_voter_follows_it(journey)
    the_clerk_triages_it(journey)
    the_supervisor_transfers_it(journey)
    the_department_signs_and_answers(journey)
    the_clerk_delivers_the_answer(journey)
    the_voter_judges_it(journey)
    journey.does("supervisor", "close")
    the_auditor_replays_it(journey)
    assert pages.case(journey.id)["stage"] == "closed"
