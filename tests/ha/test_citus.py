"""Jurisdictions spread over the workers of a Citus cluster; run where HUYING_CITUS_URL names a coordinator."""

import os
import threading
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from infrastructure import bootstrap
from infrastructure.bootstrap import Plant
from infrastructure.evidence.sealing import seal_once
from infrastructure.settings import Settings
from tests.ha import CITUS
from tests.ha.callers import DeskCaller
from tests.ha.processes import wait_until
from tests.support.tables import catch_up
from tests.support.tree import Tree

pytestmark = [pytest.mark.ha, pytest.mark.citus]
CODES = ("370000", "420106003")
EACH = 20


def told(code: str, folder: Path) -> dict[str, str]:
    """The environment of one jurisdiction's service; its roles have the given login's password."""
    given = conninfo_to_dict(os.environ[CITUS])

    def url(user: str) -> str:
        return make_conninfo(**{**given, "user": user})

    return {
        "HUYING_DATABASE_URL": url("huying_app"),
        "HUYING_KEEPER_DATABASE_URL": url("huying_keeper"),
        "HUYING_SEALER_DATABASE_URL": url("huying_sealer"),
        "HUYING_ADMIN_DATABASE_URL": os.environ[CITUS],
        "HUYING_JURISDICTION": code,
        "HUYING_VAR": str(folder),
    }


def distribute(settings: Settings) -> None:
    """Give the schemas of a jurisdiction to the workers."""
    with psycopg.connect(os.environ[CITUS], autocommit=True) as conn:
        conn.execute("SET citus.enable_unsafe_triggers = on")
        for suffix in ("", "_views", "_keeper"):
            conn.execute("SELECT citus_schema_distribute(%s)", [settings.schema + suffix])


@pytest.fixture(scope="module")
def environments(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, str]]:
    """One environment per jurisdiction, its store migrated and distributed."""
    found = [told(code, tmp_path_factory.mktemp(code)) for code in CODES]
    for environ in found:
        settings = Settings.from_env(environ)
        bootstrap.migrate_store(settings)
        distribute(settings)
    return found


@pytest.fixture(scope="module")
def plants(environments: list[dict[str, str]]) -> Iterator[list[Plant]]:
    """All jurisdictions at work."""
    with ExitStack() as stack:
        yield [stack.enter_context(bootstrap.opened(Settings.from_env(environ))) for environ in environments]


def test_distributed_jurisdictions_work_side_by_side_and_their_logs_verify(
    environments: list[dict[str, str]], plants: list[Plant]
) -> None:
    stop = threading.Event()
    callers = [DeskCaller(plant, stop) for plant in plants for _ in range(3)]
    for caller in callers:
        caller.start()
    wait_until(lambda: all(len(c.receipts) >= EACH or c.unexpected for c in callers), lambda: "no progress")
    stop.set()
    for caller in callers:
        caller.join()
    assert not [fault for caller in callers for fault in caller.unexpected]
    for environ, plant in zip(environments, plants, strict=True):
        records = plant.system.log.after(0, 100_000)
        assert [r.position for r in records] == list(range(1, len(records) + 1))
        catch_up(plant)
        assert plant.system.views.position() == len(records)
        seal_once(plant.settings, plant.urls.sealer, lambda done, of: None)
        assert Tree(Path(environ["HUYING_VAR"]), **environ).verified()["verdict"] == "sound"
