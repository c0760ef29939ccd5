"""Single sign-on against a provider of the test's own: whoever it names is let in, and nothing else is believed."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx2
import pytest

from infrastructure import bootstrap
from infrastructure.settings import Settings
from tests.support.client import Client
from tests.support.issuer import Issuer, issuing
from tests.support.service import serving


@pytest.fixture(scope="module")
def issuer() -> Iterator[Issuer]:
    """The provider."""
    with issuing() as found:
        yield found


@pytest.fixture(scope="module")
def office(settings: Settings, issuer: Issuer) -> Iterator[Client]:
    """A system that trusts it, with one account tied to a person there."""
    told = replace(settings, oidc_issuer=issuer.url, oidc_client_id="huying", oidc_client_secret="secret")
    with bootstrap.opened(told) as plant, serving(plant) as client:
        plant.system.accounts.make(login="zhou", role="auditor", org="office", password="never-used-password")
        plant.system.accounts.tie("zhou", "person-1")
        yield client


@pytest.fixture
def browser(office: Client) -> Iterator[httpx2.Client]:
    """Something with cookies of its own that follows nothing by itself."""
    with httpx2.Client(base_url=office.url, trust_env=False, timeout=30) as client:
        yield client


def back(browser: httpx2.Client, issuer: Issuer, **claims: Any) -> str:
    """Go to the provider and be sent back; the address to come back by. `claims` go over the id token's."""
    issuer.claims = claims
    start = browser.get("/oidc/start?next=/me")
    assert start.status_code == 303
    return str(httpx2.get(start.headers["location"], trust_env=False).headers["location"])


def test_whoever_the_provider_names_is_signed_in_and_led_back(browser: httpx2.Client, issuer: Issuer) -> None:
    assert "统一身份认证" in browser.get("/login").text
    landed = browser.get(back(browser, issuer))
    assert (landed.status_code, landed.headers["location"]) == (303, "/me")
    assert "zhou" in browser.get("/me").text


@pytest.mark.parametrize(
    "claims",
    [
        {"nonce": "another"},
        {"aud": "another"},
        {"iss": "https://evil.example"},
        {"exp": 1},
        {"sub": "nobody-tied"},
    ],
)
def test_a_token_that_says_something_else_is_not_believed(
    browser: httpx2.Client, issuer: Issuer, claims: dict[str, Any]
) -> None:
    refused = browser.get(back(browser, issuer, **claims))
    assert refused.status_code == 422
    assert browser.get("/me").status_code == 303


def test_a_token_signed_by_another_key_is_not_believed(browser: httpx2.Client, issuer: Issuer) -> None:
    address, key = back(browser, issuer), issuer.key
    issuer.key = Issuer().key
    document = issuer.document
    keys = {"keys": [key.as_dict(private=False)]}
    issuer.document = lambda path: keys if path == "/keys" else document(path)  # type: ignore[method-assign]
    try:
        assert browser.get(address).status_code == 422
    finally:
        issuer.key = key
        del issuer.document


def test_an_answer_of_another_browser_or_a_changed_state_is_refused(
    office: Client, browser: httpx2.Client, issuer: Issuer
) -> None:
    address = back(browser, issuer)
    assert httpx2.get(address, trust_env=False).status_code == 422
    code = parse_qs(urlsplit(address).query)["code"][0]
    assert browser.get(f"/oidc/callback?state=guessed&code={code}").status_code == 422
    assert browser.get("/oidc/callback").status_code == 422


def test_without_a_provider_there_is_no_single_sign_on(api: Client) -> None:
    assert httpx2.get(api.url + "/oidc/start", trust_env=False).status_code == 404
    assert "统一身份认证" not in httpx2.get(api.url + "/login", trust_env=False).text
