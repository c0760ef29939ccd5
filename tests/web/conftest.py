"""One served system and one browser for all page tests of a worker."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from playwright.sync_api import Browser

from infrastructure import bootstrap
from tests.support.browser import browsing
from tests.support.client import Client
from tests.support.pages import case_on_the_way, contact_on_the_way
from tests.support.server import Server
from tests.support.service import serving


@pytest.fixture(scope="session")
def pages(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """A demo system, served; tests make cases of their own in it."""
    settings = replace(server.settings(tmp_path_factory.mktemp("var")), demo=True)
    with bootstrap.opened(settings) as plant, serving(plant) as client:
        yield client


@pytest.fixture(scope="session")
def case(pages: Client) -> str:
    """A case on the way that nobody moves on; and beside it the contact work."""
    contact_on_the_way(pages)
    return case_on_the_way(pages)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium."""
    with browsing() as opened:
        yield opened


@pytest.fixture(autouse=True)
def no_attempts_yet(request: pytest.FixtureRequest) -> None:
    """All tests come from one address: nobody's attempts are another's."""
    if "pages" not in request.fixturenames:
        return
    pages: Client = request.getfixturevalue("pages")
    for kind in ("code", "submit"):
        pages.plant.system.throttle.forgive(kind, "127.0.0.1")
