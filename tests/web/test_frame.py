"""Every page in both languages: well-formed, readable for everybody, translated whole, and asking no other host."""

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache
from html.parser import HTMLParser

import httpx2
import pytest
from playwright.sync_api import Browser

from interfaces.web.languages import PSEUDO
from tests.support.browser import DESK, PHONE, Visitor, html_faults, secret, visiting
from tests.support.client import Client
from tests.support.pages import LOOKS, Look, filled

HAN = re.compile(r"[\u3400-\u9fff]")
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
Window = Callable[[str | None], Visitor]
SPOKEN = ("aria-label", "title", "alt", "placeholder")


class Texts(HTMLParser):
    """Every text a reader meets, but for what people wrote and what stands in a language of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._inside: list[bool] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        own = "data-user" in told or (tag != "html" and "lang" in told) or tag in ("script", "style")
        hidden = own or any(self._inside)
        if not hidden:
            self.found += [value for name in SPOKEN if (value := told.get(name))]
        if tag not in VOID:
            self._inside.append(hidden)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            self._inside.pop()

    def handle_data(self, data: str) -> None:
        if data.strip() and not any(self._inside):
            self.found.append(data.strip())


def texts(html: str) -> list[str]:
    """What a reader meets on a page."""
    parser = Texts()
    parser.feed(html)
    return parser.found


def fetch(pages: Client, look: Look, case: str, language: str) -> httpx2.Response:
    """The page as it is sent."""
    headers = {"Cookie": f"huying={secret(pages, look.who)}"} if look.who else {}
    path = filled(look.path, case)
    address = f"{pages.url}{path}{'&' if '?' in path else '?'}lang={language}"
    answer = httpx2.get(address, headers=headers, trust_env=False, verify=False, timeout=30)
    assert answer.status_code == look.status, answer.text
    return answer


@pytest.fixture(scope="module")
def window(pages: Client, browser: Browser) -> Iterator[Window]:
    """One window per person, opened when they first look at something."""
    with ExitStack() as opened:
        yield cache(lambda who: opened.enter_context(visiting(browser, pages, who)))


EVERY_LOOK = pytest.mark.parametrize("look", LOOKS, ids=lambda look: f"{look.path} {look.who}")


@EVERY_LOOK
def test_a_page_is_well_formed_and_whole_in_both_languages(pages: Client, case: str, look: Look) -> None:
    assert html_faults(fetch(pages, look, case, "zh").text) == []
    english = fetch(pages, look, case, "en")
    assert html_faults(english.text) == []
    assert english.headers["content-language"] == "en"
    assert [text for text in texts(english.text) if HAN.search(text)] == []
    marked = [re.sub("⟦[^⟦⟧]*⟧", "", text) for text in texts(fetch(pages, look, case, PSEUDO).text)]
    assert [text for text in marked if HAN.search(text)] == []


@EVERY_LOOK
def test_axe_finds_nothing_and_no_other_host_is_asked(window: Window, case: str, look: Look) -> None:
    visitor = window(look.who)
    visitor.page.set_viewport_size(DESK)  # type: ignore[arg-type]
    visitor.go(filled(look.path, case))
    assert visitor.axe() == []
    visitor.page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    wider = visitor.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wider <= 0, "the page scrolls sideways on a phone"
    assert visitor.wrongs == []


def test_every_page_carries_the_security_headers(pages: Client, case: str) -> None:
    for path in ("/", "/login", "/nowhere", "/static/nothing.css"):
        headers = pages.http.get(path).headers
        assert "default-src 'none'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert (headers["x-content-type-options"], headers["x-frame-options"]) == ("nosniff", "DENY")
        assert headers["cache-control"] == "no-store"
        assert {"accept-language", "cookie"} <= {part.strip().lower() for part in headers["vary"].split(",")}
    asset = re.search(r'href="(/static/huying\.[0-9a-f]{12}\.css)"', pages.http.get("/").text)
    assert asset is not None
    assert "immutable" in pages.http.get(asset.group(1)).headers["cache-control"]


def test_the_language_is_asked_for_then_remembered_then_preferred_and_else_chinese(pages: Client) -> None:
    def language(path: str = "/", **headers: str) -> str:
        told = {name.replace("_", "-"): value for name, value in headers.items()}
        return str(
            httpx2.get(pages.url + path, headers=told, trust_env=False, verify=False).headers["content-language"]
        )

    assert language() == "zh-CN"
    assert language(accept_language="en-GB,en;q=0.9") == "en"
    assert language(accept_language="zh-TW,en;q=0.5") == "zh-CN"
    assert language(accept_language="en", cookie="huying_lang=zh") == "zh-CN"
    assert language("/?lang=en", cookie="huying_lang=zh") == "en"
    assert language("/?lang=fr") == "zh-CN"
    assert "huying_lang=en" in httpx2.get(pages.url + "/?lang=en", trust_env=False, verify=False).headers["set-cookie"]


def test_style_and_script_stay_small(pages: Client) -> None:
    for name, most in (("css", 24 * 1024), ("js", 8 * 1024)):
        found = re.search(rf'"(/static/huying\.[0-9a-f]{{12}}\.{name})"', pages.http.get("/").text)
        assert found is not None
        assert len(pages.http.get(found.group(1)).content) <= most


def test_the_api_keeps_its_own_paths_and_its_own_errors(pages: Client) -> None:
    assert pages.http.get("/api/v1/nowhere").headers["content-type"] == "application/problem+json"
    assert pages.http.post("/health/live").headers["content-type"] == "application/problem+json"
    assert pages.http.get("/health/live").status_code == 200
    assert pages.http.get("/nowhere").headers["content-type"] == "text/html; charset=utf-8"
    assert pages.http.put("/login").status_code == 405
