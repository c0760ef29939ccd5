"""Fixtures: one server per session, a fresh store per module, a served system on it."""

import os
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest

from infrastructure import bootstrap
from infrastructure.bootstrap import Plant
from infrastructure.settings import Settings
from tests.support.client import Client
from tests.support.server import Server
from tests.support.service import serving

hypothesis.settings.register_profile("huying", deadline=None)  # a machine that is busy proves nothing
hypothesis.settings.load_profile("huying")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Long proofs are asked for by name."""
    parser.addoption("--soak", action="store_true", help="run the long proofs as well")
    parser.addoption("--pictures", action="store_true", help="take the README's pictures anew")
    parser.addoption("--evidence", action="store_true", help="print the table of attacks; ask outside verifiers")
    parser.addoption("--json", action="store_true", help="with --evidence: the table as the last line of stdout")
    parser.addoption("--ha", action="store_true", help="run what needs more servers than PostgreSQL alone")
    parser.addoption("--kills", default=10, help="with --ha: primaries killed")
    parser.addoption("--figures", default=os.devnull, help="with --ha: file the figures are written to")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave the long proofs out where nobody asked for them."""
    if not config.getoption("--soak"):
        for item in items:
            if "soak" in item.keywords:
                item.add_marker(pytest.mark.skip(reason="long proof: --soak"))
    for option, mark in (("--evidence", "judges"), ("--ha", "ha")):
        if not config.getoption(option):
            config.hook.pytest_deselected(items=[item for item in items if item.get_closest_marker(mark)])
            items[:] = [item for item in items if not item.get_closest_marker(mark)]


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[Server]:
    """The PostgreSQL of this session, shared by all its worker processes."""
    base = tmp_path_factory.getbasetemp()
    found = Server((base if worker_id == "master" else base.parent) / "server")
    yield found
    found.leave()


@pytest.fixture(scope="module")
def settings(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings of a service on a database of the module's own."""
    return server.settings(tmp_path_factory.mktemp("var"))


@pytest.fixture(scope="module")
def plant(settings: Settings) -> Iterator[Plant]:
    """A running system on the module's database."""
    with bootstrap.opened(settings) as opened:
        yield opened


@pytest.fixture(scope="module")
def api(plant: Plant) -> Iterator[Client]:
    """The module's system, served over HTTP."""
    with serving(plant) as client:
        yield client


@pytest.fixture
def fresh_settings(server: Server, tmp_path: Path) -> Settings:
    """Settings of a service on a database of the test's own, with nothing in it."""
    return server.bare_settings(tmp_path)
