"""Upkeep of a store with a few cases in it: views are rebuilt by name, and the auditor reads the log alone."""

import pytest

from infrastructure.bootstrap import Plant
from infrastructure.settings import Settings
from tests.cli.command import environment, run
from tests.infrastructure.sheets import workbook

REFUSED = 3
LINES = [
    ("1", "某甲", "路灯不亮", "2024-03-05", "已修复。", "2024-03-08"),
    ("2", "某乙", "井盖松动", "2024-03-06", None, None),
    ("3", "某丙", "站牌看不清", "2024-03-07", None, None),
]
EVENTS = 4
EARLY = "2024-12-31T00:00+08:00"
"""Before anything was recorded here."""
Standing = dict[str, tuple[int, int]]


@pytest.fixture(scope="module", autouse=True)
def store(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Three old suggestions, one of them answered; no projector runs."""
    file = workbook(tmp_path_factory.mktemp("ledger") / "old.xlsx", LINES)
    assert run(environment(settings), "import", file, "--json").facts["added"] == 3


def standing(plant: Plant) -> Standing:
    """Edition and position of every view in use."""
    tracked = [t for projector in (plant.projector, plant.flagger) for t in projector.tracked()]
    return {t.view.name: (t.edition, t.position) for t in tracked}


def renewed(before: Standing, *names: str) -> Standing:
    """The same with new editions of some views, read up to the log's head."""
    return before | {name: (before[name][0] + 1, EVENTS) for name in names}


@pytest.mark.parametrize("names", [("register",), ("history", "findings"), ()])
def test_the_views_named_are_rebuilt_up_to_the_head_and_no_other(
    settings: Settings, plant: Plant, names: tuple[str, ...]
) -> None:
    before = standing(plant)
    done = run(environment(settings), "rebuild", *names, "--json")
    wanted = names or tuple(before)
    assert (done.code, done.facts["position"], sorted(done.facts["rebuilt"])) == (0, EVENTS, sorted(wanted))
    assert standing(plant) == renewed(before, *wanted)


def test_a_rebuilt_register_lists_every_case(settings: Settings, plant: Plant) -> None:
    done = run(environment(settings), "rebuild", "register")
    assert done.out == f"register @ {EVENTS}\n"
    assert f"重建 rebuild {EVENTS}/{EVENTS} 100%" in done.err
    [(_, edition)] = [(t.position, t.edition) for t in plant.projector.tracked() if t.view.name == "register"]
    query = f"SELECT count(*) AS cases FROM {settings.schema}_views.register_{edition}".encode()
    with plant.projector._pool.connection() as conn:
        assert conn.execute(query).fetchall() == [{"cases": 3}]


def test_an_audit_counts_what_the_log_holds(settings: Settings) -> None:
    done = run(environment(settings), "audit", "--json")
    assert (done.code, done.facts["cases"], done.facts["events"]) == (0, 3, EVENTS)
    in_words = run(environment(settings), "audit").out.splitlines()
    assert len(in_words) == len(done.facts["rules"]) + 1
    assert in_words[-1].startswith(f"3 件 cases, {EVENTS} 个事件 events")


def test_an_audit_as_of_a_past_instant_knows_nothing_recorded_since(settings: Settings) -> None:
    done = run(environment(settings), "audit", "--at", EARLY, "--json")
    assert done.code == 0
    assert {row[grade] for row in done.facts["rules"] for grade in "HML"} == {0}


def test_the_demo_goes_into_an_empty_store_alone(settings: Settings, plant: Plant) -> None:
    done = run(environment(settings), "demo", "--cases", "200", "--json")
    assert (done.code, done.out) == (REFUSED, "")
    assert done.err.startswith(
        "store-not-empty: 演示数据只能装入空库。 The demo district goes into an empty store alone."
    )
    assert plant.system.log.head() == EVENTS
