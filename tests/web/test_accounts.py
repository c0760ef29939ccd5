"""Signing in and out in a real browser, and what another site's form cannot do."""

import httpx2
import pytest
from playwright.sync_api import Browser

from interfaces.web.visiting import local
from tests.support.browser import secret, visiting
from tests.support.client import Client

PASSWORD = "long-enough-password"


def post(pages: Client, path: str, data: dict[str, str], who: str | None = None, **headers: str) -> httpx2.Response:
    """Send a form as a browser without scripts does; cookies are this request's own."""
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    if who is not None:
        session = secret(pages, who)
        signed_in = pages.plant.system.accounts.session(session)
        assert signed_in is not None
        data = {"form_mark": signed_in.form_mark} | data
        sent |= {"Cookie": f"huying={session}"}
    return httpx2.post(pages.url + path, data=data, headers=sent, trust_env=False, timeout=30)


def test_a_person_signs_in_by_keyboard_and_out_again(pages: Client, browser: Browser) -> None:
    pages.plant.system.accounts.make(login="zhang", role="clerk", org="office", password=PASSWORD)
    with visiting(browser, pages) as visitor:
        page = visitor.go("/me")
        assert page.url.endswith("/login?next=/me")
        page.get_by_label("用户名").fill("zhang")
        page.get_by_label("密码").fill("not-the-password")
        page.keyboard.press("Enter")
        page.get_by_role("alert").wait_for()
        assert page.title().startswith("有误：")
        assert page.get_by_label("用户名").input_value() == "zhang"
        page.get_by_label("密码").fill(PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url("**/me")
        [cookie] = [one for one in visitor.context.cookies() if one["name"] == "huying"]
        assert cookie["httpOnly"] and cookie["sameSite"] == "Lax" and not cookie["secure"]
        page.get_by_role("button", name="退出", exact=True).click()
        page.wait_for_url("**/login")
        visitor.context.add_cookies([cookie])  # type: ignore[list-item]
        assert visitor.go("/me").url.endswith("/login?next=/me")


def test_over_https_the_cookie_is_bound_to_the_host(pages: Client) -> None:
    answer = post(pages, "/login/demo", {"person": "审计 auditor"}, x_forwarded_proto="https")
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith("__Host-huying=")
    assert {"secure", "httponly", "path=/", "samesite=lax"} <= {part.strip().lower() for part in cookie.split(";")}
    assert "max-age" in answer.headers["strict-transport-security"]


def test_in_the_demo_one_press_signs_in_without_a_password(pages: Client, browser: Browser) -> None:
    with visiting(browser, pages) as visitor:
        page = visitor.go("/login?next=/me")
        page.get_by_role("button", name="回访员 caller").click()
        page.wait_for_url("**/me")
        assert "回访员" in page.content()
    assert post(pages, "/login/demo", {"person": "nobody"}).status_code == 404


def test_without_a_demo_nobody_signs_in_without_a_password(api: Client) -> None:
    assert post(api, "/login/demo", {"person": "审计 auditor"}).status_code == 404
    assert "演示" not in httpx2.get(api.url + "/login", trust_env=False).text


def test_a_form_of_another_site_is_refused(pages: Client) -> None:
    elsewhere = {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}, {"Origin": "https://evil.example"}
    for headers in elsewhere:
        told = {name.replace("-", "_"): value for name, value in headers.items()}
        assert post(pages, "/login/demo", {"person": "审计 auditor"}, **told).status_code == 403
        assert post(pages, "/me/tokens", {}, "clerk", **told).status_code == 403
    assert post(pages, "/me/tokens", {"form_mark": "guessed"}, "clerk").status_code == 403
    assert post(pages, "/me/tokens", {}, "clerk", Sec_Fetch_Site="same-origin").status_code == 200
    assert post(pages, "/me/tokens", {}, "clerk", Origin=pages.url).status_code == 200


def test_a_token_is_shown_once_used_and_revoked(pages: Client, browser: Browser) -> None:
    with visiting(browser, pages, "auditor@token-test") as visitor:
        page = visitor.go("/me")
        page.get_by_role("button", name="签发新令牌").click()
        token = page.locator(".secret").inner_text()
        headers = {"Authorization": f"Bearer {token}"}
        assert httpx2.get(f"{pages.url}/api/v1/suggestions", headers=headers, trust_env=False).status_code == 200
        page.get_by_role("button", name="作废").first.click()
        page.wait_for_url("**/me")
        assert token not in page.content()
        assert httpx2.get(f"{pages.url}/api/v1/suggestions", headers=headers, trust_env=False).status_code == 401


def test_a_changed_password_signs_every_device_out(pages: Client, browser: Browser) -> None:
    accounts = pages.plant.system.accounts
    accounts.make(login="sun", role="auditor", org="office", password=PASSWORD)
    other = accounts.sign_in("sun", PASSWORD)
    with visiting(browser, pages) as visitor:
        page = visitor.go("/login?next=/me")
        page.get_by_label("用户名").fill("sun")
        page.get_by_label("密码").fill(PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url("**/me")
        page.get_by_label("现在的密码").fill(PASSWORD)
        page.get_by_label("新密码").fill("another-long-password")
        page.get_by_role("button", name="修改密码").click()
        page.wait_for_url("**/login")
    assert accounts.session(other) is None


def test_the_sixth_wrong_password_for_a_name_has_to_wait(pages: Client) -> None:
    guess = {"login": "wu", "password": "guess-guess"}
    assert [post(pages, "/login", guess).status_code for _ in range(6)] == [422] * 5 + [429]
    assert "Retry-After" in post(pages, "/login", guess).headers


@pytest.mark.parametrize(
    "path", ["//evil.example", "https://evil.example", "/\\evil.example", "/a\r\nb", "javascript:x"]
)
def test_after_signing_in_nobody_is_led_elsewhere(path: str) -> None:
    assert local(path) == "/"


def test_a_local_path_is_come_back_to() -> None:
    assert local("/cases/1?after=2") == "/cases/1?after=2"


def test_an_upload_that_is_too_large_gets_a_page_of_its_own(pages: Client) -> None:
    answer = post(pages, "/login", {"login": "x" * 1_100_000})
    assert (answer.status_code, "提交的内容过大" in answer.text) == (413, True)
