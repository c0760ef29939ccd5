"""Many jurisdictions share a server and a database; each has its own schemas, log and people, and nothing crosses."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from threading import Thread

import psycopg
import pytest

from application.errors import NotFound
from domain.shared.people import Role
from infrastructure import bootstrap
from infrastructure.bootstrap import Plant
from infrastructure.evidence.sealing import seal_once
from infrastructure.settings import Settings
from tests.support.commands import person, received
from tests.support.server import Server
from tests.support.tables import catch_up

CODES = ("370000", "420106003")
EACH = 12


@pytest.fixture(scope="module")
def places(server: Server, tmp_path_factory: pytest.TempPathFactory) -> list[Settings]:
    """Two jurisdictions in one database, each with a folder of its own."""
    first = server.bare_settings(tmp_path_factory.mktemp("var"))
    found = [
        replace(first, jurisdiction=code, origin=f"huying.local/{code}", var=tmp_path_factory.mktemp(code))
        for code in CODES
    ]
    for settings in found:
        with server.alone():
            bootstrap.migrate_store(settings)
    return found


@pytest.fixture(scope="module")
def plants(places: list[Settings]) -> Iterator[list[Plant]]:
    """Both at work."""
    with ExitStack() as stack:
        yield [stack.enter_context(bootstrap.opened(settings)) for settings in places]


@pytest.fixture(scope="module")
def worked(plants: list[Plant]) -> list[list[str]]:
    """The cases each registered, both writing at once; their views caught up."""
    found: list[list[str]] = [[], []]

    def work(number: int) -> None:
        for _ in range(EACH):
            found[number].append(str(received(plants[number]).id))

    threads = [Thread(target=work, args=(number,)) for number in (0, 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for plant in plants:
        catch_up(plant)
    return found


def test_each_log_counts_its_own_events_from_one(plants: list[Plant], worked: list[list[str]]) -> None:
    for plant, cases in zip(plants, worked, strict=True):
        records = plant.system.log.after(0, 1000)
        assert [r.position for r in records] == list(range(1, EACH + 1))
        assert {str(r.case) for r in records} == set(cases)


def test_a_case_is_known_to_nobody_in_another_jurisdiction(plants: list[Plant], worked: list[list[str]]) -> None:
    supervisor = person(Role.SUPERVISOR)
    for here, there in ((0, 1), (1, 0)):
        (first, *_) = plants[here].system.log.after(0, 1)
        assert str(first.case) in worked[here]
        assert plants[here].system.casefile.read(first.case, supervisor).version == 1
        with pytest.raises(NotFound):
            plants[there].system.casefile.read(first.case, supervisor)


def test_the_lists_of_one_show_nothing_of_the_other(plants: list[Plant], worked: list[list[str]]) -> None:
    for plant, cases in zip(plants, worked, strict=True):
        assert {str(case) for case in plant.system.views.cases_with_clocks()} <= set(cases)
        assert set(plant.system.views.lag().values()) <= {0, EACH}


def test_a_token_opens_one_jurisdiction_alone(plants: list[Plant]) -> None:
    _, token = plants[0].system.directory.issue_token(role="clerk", org="office", name="王芳")
    assert plants[0].system.directory.actor_of(token) is not None
    assert plants[1].system.directory.actor_of(token) is None


def test_each_seals_a_log_of_its_own_name(plants: list[Plant], worked: list[list[str]]) -> None:
    for plant, cases in zip(plants, worked, strict=True):
        size = seal_once(plant.settings, plant.urls.sealer, lambda done, of: None)
        head = (plant.settings.var / "log" / "checkpoint").read_text(encoding="utf-8")
        assert head.splitlines()[:2] == [plant.settings.origin, str(size)]
        assert size == len(cases) + 1


def test_a_key_of_one_keeper_is_unknown_to_the_other(plants: list[Plant], worked: list[list[str]]) -> None:
    kids = []
    for plant in plants:
        with psycopg.connect(plant.urls.admin) as conn:
            query = f"SELECT kid FROM {plant.settings.schema}_keeper.subject_key".encode()
            kids.append({row[0] for row in conn.execute(query).fetchall()})
    assert all(kids) and not kids[0] & kids[1]


def test_migrating_one_leaves_the_other_alone(server: Server, places: list[Settings], tmp_path: Path) -> None:
    with server.alone():
        assert bootstrap.migrate_store(places[0]) == []
        third = replace(places[0], jurisdiction="110000", origin="huying.local/110000", var=tmp_path)
        assert bootstrap.migrate_store(third)
    with bootstrap.opened(third) as plant:
        assert plant.system.log.head() == 0
