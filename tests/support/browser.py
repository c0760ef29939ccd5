"""A real browser on the served pages: signing in, and watching for what should never happen."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from html5lib import HTMLParser
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, sync_playwright

from interfaces.web.visiting import COOKIE
from tests.support.client import Client

GIVEN = "HUYING_TEST_CHROMIUM"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}
XHTML = "{http://www.w3.org/1999/xhtml}"
AXE_OPTIONS = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}


def chromium() -> str:
    """Where Chromium is; pages are not tested without one."""
    found = os.environ.get(GIVEN) or shutil.which("chromium") or shutil.which("chromium-browser")
    assert found, f"Chromium is missing: install Debian's package `chromium`, or name one in {GIVEN}"
    return found


@contextmanager
def browsing() -> Iterator[Browser]:
    """One browser for many tests."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        yield browser
        browser.close()


@dataclass
class Visitor:
    """One person with a browser window of their own; what goes wrong in it is kept."""

    api: Client
    context: BrowserContext
    page: Page
    wrongs: list[str] = field(default_factory=list)

    def go(self, path: str) -> Page:
        """Open a page of the service."""
        self.page.goto(self.api.url + path)
        return self.page

    def axe(self) -> list[str]:
        """What axe finds wrong with the page that is open."""
        found: Any = Axe().run(self.page, options=AXE_OPTIONS).response["violations"]
        return [f"{one['id']}: {[node['target'] for node in one['nodes']]}" for one in found]


@contextmanager
def visiting(
    browser: Browser, api: Client, who: str | None = None, *, size: dict[str, int] = DESK, **options: Any
) -> Iterator[Visitor]:
    """A window of somebody named `role` or `role@org`, or of a stranger. Nothing may go wrong in it."""
    context = browser.new_context(viewport=size, locale=options.pop("locale", "zh-CN"), **options)  # type: ignore[arg-type]
    context.set_default_timeout(10_000)
    if who is not None:
        context.add_cookies([{"name": COOKIE, "value": secret(api, who), "url": api.url}])
    visitor = Visitor(api, context, context.new_page())
    _watch(visitor)
    try:
        yield visitor
        assert not visitor.wrongs, visitor.wrongs
    finally:
        context.close()


def secret(api: Client, who: str) -> str:
    """The secret of a fresh session."""
    return api.plant.system.accounts.open_session(api.actor_id(who))  # type: ignore[arg-type]


def _watch(visitor: Visitor) -> None:
    """Note requests to other hosts, violations of the policy, errors of scripts, and answers that are our fault."""
    own = urlsplit(visitor.api.url).netloc

    def asked(request: Request) -> None:
        if urlsplit(request.url).scheme not in ("data", "blob") and urlsplit(request.url).netloc != own:
            visitor.wrongs.append(f"asked another host: {request.url}")

    def said(message: ConsoleMessage) -> None:
        # A refused form is an answer with a 4xx status, which the browser calls an error.
        if message.type == "error" and "the server responded with a status of 4" not in message.text:
            visitor.wrongs.append(f"console: {message.text}")

    visitor.page.on("request", asked)
    visitor.page.on("console", said)
    visitor.page.on("pageerror", lambda fault: visitor.wrongs.append(f"script: {fault}"))


def html_faults(html: str) -> list[str]:
    """Parse errors, ids used twice, and labels and aria references that lead nowhere."""
    parser = HTMLParser(namespaceHTMLElements=True)
    tree = parser.parse(html)
    faults = [f"parse error {code} at {place}" for place, code, _ in parser.errors]
    elements = [node for node in tree.iter() if isinstance(node.tag, str)]
    ids = [node.get("id") for node in elements if node.get("id")]
    faults += [f"id used twice: {one}" for one in sorted({one for one in ids if ids.count(one) > 1})]
    for node in elements:
        told = [("for", node.get("for"))] if node.tag == XHTML + "label" else []
        told += [(name, node.get(name)) for name in ("aria-labelledby", "aria-describedby", "aria-controls", "list")]
        faults += [f"{name} leads nowhere: {one}" for name, v in told for one in (v or "").split() if one not in ids]
        if node.get("style") is not None:
            faults.append("a style attribute, which the policy forbids")
    return faults
