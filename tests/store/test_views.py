"""Views are computed from the log: however they came about, the same log gives the same rows."""

import multiprocessing
import re
import threading
from dataclasses import replace
from importlib import import_module
from itertools import product
from pkgutil import iter_modules
from random import Random
from typing import Any

import psycopg
import pytest
from eventsourcing.persistence import PersistenceError

import infrastructure.views
from application.demo.loading import in_order as demo_order
from application.errors import Unavailable
from application.ports import Append
from application.queries import RegisterFilter
from domain.shared.identity import SuggestionId
from domain.shared.people import Role
from domain.suggestion import events
from infrastructure import side_by_side, view_tables
from infrastructure.bootstrap import Plant, prepare, rebuild_views
from infrastructure.forgetting import HOLDING_TEXT
from infrastructure.projector import Projector
from infrastructure.rebuild import Rebuild
from infrastructure.views.bigrams import query, vector
from infrastructure.views.counts import Counts
from infrastructure.views.register import Register
from tests.support.commands import person
from tests.support.judged import year_of
from tests.support.random_cases import append_all, in_order, lives
from tests.support.tables import COUNTS, TABLES, catch_up, contents, counted, editions

CASES = 250


@pytest.fixture(scope="module")
def lived(plant: Plant) -> list[Append]:
    """A few hundred random cases, appended while the views followed in uneven steps."""
    year, demo = year_of(1)
    beside = list(demo_order([*year.contact_lives([]), *(life for life in demo if life.session is not None)]))
    appends, random = [*beside, *in_order(lives(plant, CASES, seed=7))], Random(1)
    for _ in append_all(plant, appends):
        if random.random() < 0.6:
            plant.projector.advance()
    catch_up(plant)
    return appends


def another(plant: Plant) -> Projector:
    """A projector that remembers nothing."""
    pool = plant.projector._pool
    return Projector(pool=pool, schema=plant.settings.schema, log=plant.system.log, views=plant.views)


def test_random_cases_reach_every_table(plant: Plant, lived: list[Append]) -> None:
    found = contents(plant)
    assert all(found[name] for names in TABLES.values() for name in names)
    assert len(found["register"]) == len({a.case for a in lived if isinstance(a.entries[0][0], events.Received)})
    assert len(found["history"]) == plant.system.log.head() == sum(len(a.entries) for a in lived)


def test_a_rebuilt_view_has_the_rows_of_the_incremental_one(plant: Plant, lived: list[Append]) -> None:
    before, old = contents(plant), editions(plant)
    assert sorted(plant.rebuild([], lambda done, total: None)) == sorted((*TABLES, "findings", "figures", "stages"))
    assert all(edition > old[name] for name, edition in editions(plant).items())
    after = contents(plant)
    for name, rows in before.items():
        assert after[name] == rows, name


def test_counts_say_what_counting_the_rows_would(plant: Plant, lived: list[Append]) -> None:
    for counts in COUNTS:
        kept, anew = counted(plant, counts)
        assert kept == anew != [], counts.name


def test_a_single_view_is_rebuilt_alone(plant: Plant, lived: list[Append]) -> None:
    before, old = contents(plant), editions(plant)
    assert plant.rebuild(["deadlines"], lambda done, total: None) == ["deadlines"]
    assert {n for n, e in editions(plant).items() if e != old[n]} == {"deadlines"}
    assert contents(plant) == before


def test_views_rebuilt_side_by_side_by_several_processes_have_the_same_rows(plant: Plant, lived: list[Append]) -> None:
    before, old, told = contents(plant), editions(plant), list[tuple[int, int]]()
    done, position = rebuild_views(plant.settings, [], lambda some, of: told.append((some, of)), processes=2)
    assert sorted(done) == sorted((*TABLES, "findings", "figures", "stages"))
    assert position == plant.system.log.head()
    assert all(edition > old[name] for name, edition in editions(plant).items())
    assert contents(plant) == before
    assert told == sorted(told) and told[-1] == (position, position)
    assert any(0 < some < of for some, of in told)


class Interrupted(Exception):
    """The rebuild was stopped from outside."""


def test_an_interrupted_rebuild_goes_on_where_it_stopped(plant: Plant, lived: list[Append]) -> None:
    before, starts = contents(plant), []

    def stop_midway(done: int, total: int) -> None:
        if done > 0:
            raise Interrupted

    def note(done: int, total: int) -> None:
        starts.append(done)

    with pytest.raises(Interrupted):
        plant.rebuild([], stop_midway)
    assert contents(plant) == before
    building = plant.projector.tracked(current=False)
    assert {t.view.name for t in building} == set(TABLES)
    plant.rebuild([], note)
    assert starts[0] == plant.system.log.head() - building[0].left > 0
    assert contents(plant) == before


def test_a_case_rewritten_during_a_rebuild_is_there_once(
    plant: Plant, lived: list[Append], monkeypatch: pytest.MonkeyPatch
) -> None:
    """As when a person is forgotten meanwhile: rows that are made already are made anew, the others in their turn."""
    monkeypatch.setattr("infrastructure.rebuild.STREAMS", 40)
    before, words = contents(plant), [view for view in plant.views if view.name == Register.name]
    alone = Projector(pool=plant.projector._pool, schema=plant.settings.schema, log=plant.system.log, views=words)

    def rewrite(done: int, total: int) -> None:
        if done > 0:
            [filling] = alone.tracked(current=False)
            alone.rewrite([SuggestionId(append.case) for append in lived[:60]])
            assert alone.tracked(current=False) == [filling]
            raise Interrupted

    with pytest.raises(Interrupted):
        plant.rebuild([Register.name], rewrite)
    plant.rebuild([Register.name], lambda done, total: None)
    assert contents(plant) == before


def test_events_that_arrive_during_a_rebuild_are_in_the_new_edition(plant: Plant, lived: list[Append]) -> None:
    more = iter(in_order(lives(plant, 5, seed=8)))

    def append_one(done: int, total: int) -> None:
        for one in more:
            list(append_all(plant, [one]))
            return

    head = plant.system.log.head
    Rebuild(plant.urls.admin, plant.settings.schema, another(plant), head).run(append_one)
    list(append_all(plant, list(more)))
    catch_up(plant)
    before = contents(plant)
    plant.rebuild([], lambda done, total: None)
    assert contents(plant) == before


def test_two_projectors_at_once_apply_each_event_once(plant: Plant, lived: list[Append]) -> None:
    stop, projectors = threading.Event(), [another(plant) for _ in range(3)]

    def run(projector: Projector) -> None:
        while not stop.is_set() or projector.advance():
            projector.advance()

    threads = [threading.Thread(target=run, args=[p]) for p in projectors]
    for thread in threads:
        thread.start()
    list(append_all(plant, in_order(lives(plant, 15, seed=9)), size=5))
    stop.set()
    for thread in threads:
        thread.join()
    catch_up(plant)
    before = contents(plant)
    assert len(before["history"]) == plant.system.log.head()
    plant.rebuild([], lambda done, total: None)
    assert contents(plant) == before


def test_a_list_counts_the_lines_it_shows(plant: Plant, lived: list[Append]) -> None:
    """Whether it sums counts or counts lines."""
    views, now = plant.system.views, plant.system.clock.now()
    asked: list[dict[str, Any]] = [
        {},
        {"stage": "closed"},
        {"stages": ("closed", "handling")},
        {"station": "S-01"},
        {"station": "S-01", "stage": "closed"},
        {"station": "S-01", "category": "transport"},
        {"track": "T1", "supervision": "none"},
        {"track": "T1", "station": "S-01"},
        {"unit": "T-01"},
        {"stage": "handling", "overdue": True},
        {"overdue": False, "stages": ("transferred", "handling")},
        {"q": "路灯"},
    ]
    people = [person(Role.SUPERVISOR), person(Role.CLERK, "S-01"), person(Role.DEPARTMENT, "T-01")]
    for actor, wanted in product(people, asked):
        filtered = RegisterFilter(**wanted)
        page = views.register(actor, filtered, sort="due_on", after=None, limit=1_000, count=True, now=now)
        assert page.count == len(page.rows), (actor.role, wanted)


def test_a_view_that_lacks_a_table_is_rebuilt_by_migrate(plant: Plant, lived: list[Append]) -> None:
    before, old, views = contents(plant), editions(plant), f"{plant.settings.schema}_views"
    counted = plant.figures._edition()[0]
    with psycopg.connect(plant.urls.admin, autocommit=True) as conn:
        conn.execute(f"DROP TABLE {views}.register_counts_{old['register']}".encode())
        conn.execute(f"DROP TABLE {views}.figures_totals_{counted}".encode())
        # By an older version, and none of its tables are there.
        conn.execute(f"INSERT INTO {views}.tracking VALUES ('workload', 99, 0, false, 9)".encode())
        conn.execute(f"INSERT INTO {views}.unfilled VALUES ('workload', 99, 5, 9)".encode())
    prepare(plant.settings)
    plant.rebuild(["workload"], lambda done, total: None)
    assert editions(plant)["workload"] != 99
    assert {name for name, edition in editions(plant).items() if edition > old[name]} == {"register", "workload"}
    assert plant.figures._edition()[0] > counted
    assert contents(plant) == before


def test_every_view_names_its_tables(plant: Plant) -> None:
    assert {view.name for view in plant.views} == set(TABLES)
    assert Register.name in TABLES


def test_the_tables_that_erasure_rewrites_are_there(plant: Plant) -> None:
    with psycopg.connect(plant.urls.admin) as conn:
        found = conn.execute("SELECT tablename FROM pg_tables WHERE schemaname ~ '_views$'").fetchall()
    assert {re.sub(r"_\d+$", "", name) for (name,) in found} >= set(HOLDING_TEXT)


def test_every_count_is_made_when_an_edition_is_full() -> None:
    modules = [import_module(f"infrastructure.views.{one.name}") for one in iter_modules(infrastructure.views.__path__)]
    kept = {value.name for module in modules for value in vars(module).values() if isinstance(value, Counts)}
    assert kept == {counts.name for counts in view_tables.COUNTS}


def test_a_fault_of_one_process_ends_a_rebuild_and_is_told(plant: Plant, lived: list[Append]) -> None:
    before, nowhere = contents(plant), "host=127.0.0.1 port=1 dbname=nowhere user=nobody"
    broken = replace(plant.settings, database_url=nowhere, keeper_database_url=nowhere)
    with pytest.raises((Unavailable, PersistenceError)):
        side_by_side._fill_side_by_side(broken, ["register"], [1, 2], 2, lambda: None)
    assert not any(worker.is_alive() for worker in multiprocessing.active_children())
    assert contents(plant) == before


def test_a_text_of_any_length_is_taken_into_the_register(plant: Plant) -> None:
    """What PostgreSQL takes of words has limits, and a view that met them would stand still for all."""
    vectors = [vector(text) for text in ("㍿" * 50_000, "x" * 10_000, "".join(map(chr, range(0x4E00, 0x9FFF))) * 3)]
    with psycopg.connect(plant.urls.admin) as conn:
        sizes = [conn.execute("SELECT length(%s::tsvector)", [one]).fetchone() for one in vectors]
    assert all(row and row[0] > 0 for row in sizes)
    assert query("x" * 10_000) == f"('{'x' * 2_046}':*)"
