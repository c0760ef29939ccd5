"""When a page cannot be shown it says so in both languages, with a number to quote and nothing of the inside."""

from dataclasses import replace

import httpx2
import pytest
from starlette.testclient import TestClient

from application.errors import Unavailable
from infrastructure import bootstrap
from infrastructure.bootstrap import Plant
from infrastructure.settings import Settings
from interfaces.web.app import create_app
from tests.support.browser import html_faults, secret
from tests.support.client import Client


@pytest.mark.parametrize(("language", "word"), [("zh", "系统出了故障"), ("en", "Something went wrong on our side")])
def test_a_fault_of_our_own_is_told_with_its_number_alone(plant: Plant, language: str, word: str) -> None:
    broken = replace(plant.system, accounts=None)  # type: ignore[arg-type]
    with TestClient(create_app(broken)) as client:
        answer = client.get(f"/login?lang={language}")
    assert answer.status_code == 500
    assert word in answer.text and answer.headers["x-request-id"] in answer.text
    assert "NoneType" not in answer.text and "Traceback" not in answer.text
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert html_faults(answer.text) == []


def test_a_store_that_is_away_is_a_page_to_come_back_to(settings: Settings) -> None:
    with bootstrap.opened(settings) as opened:
        away = opened.system
        session = away.accounts.open_session(away.directory.issue_token(role="clerk", org="office", name="x")[0].id)
    with pytest.raises(Unavailable):
        away.accounts.session(session)
    with TestClient(create_app(away), cookies={"huying": session}) as client:
        answer = client.get("/me")
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "1")
    assert "系统暂时不可用" in answer.text


def test_an_address_with_a_part_that_cannot_be_leads_nowhere(pages: Client) -> None:
    headers = {"Cookie": f"huying={secret(pages, 'supervisor')}"}
    assert httpx2.get(f"{pages.url}/cases/not-an-id", headers=headers, trust_env=False).status_code == 404
