"""An operator's first day: an empty store is migrated, swept, audited and rebuilt without a word of complaint."""

import pytest

from domain.redflags.catalogue import RULES
from infrastructure.bootstrap import Plant
from infrastructure.postgres.migrate import FOLDER
from infrastructure.settings import Settings
from tests.cli.command import environment, run
from tests.support.server import Server

MIGRATIONS = sorted(path.name for path in FOLDER.glob("[0-9]*.sql"))


def test_the_second_migration_applies_nothing(fresh_settings: Settings, server: Server) -> None:
    environ = environment(fresh_settings)
    with server.alone():
        first, second = run(environ, "migrate", "--json"), run(environ, "migrate")
    assert (first.code, first.facts) == (0, {"applied": MIGRATIONS})
    assert (second.code, second.out) == (0, "已是最新 up to date\n")


@pytest.mark.usefixtures("settings")
def test_any_verb_brings_an_empty_database_up_to_date_first(fresh_settings: Settings, server: Server) -> None:
    with server.alone():
        done = run(environment(fresh_settings), "token", "--role", "clerk", "--json")
    assert (done.code, done.facts["role"]) == (0, "clerk")


def test_a_sweep_of_an_empty_store_finds_nothing_to_do(settings: Settings) -> None:
    done = run(environment(settings), "sweep", "--json")
    assert (done.code, done.facts) == (0, {"cases": 0, "acts": {}, "overtaken": 0, "refused": {}})
    assert len(done.out.splitlines()) == 1


def test_an_audit_of_an_empty_store_names_every_rule_and_finds_nothing(settings: Settings) -> None:
    done = run(environment(settings), "audit", "--json")
    assert (done.code, len(done.out.splitlines())) == (0, 1)
    facts = done.facts
    assert (facts["cases"], facts["events"]) == (0, 0)
    assert [row["rule"] for row in facts["rules"]] == [rule.code for rule in RULES]
    assert {row[grade] for row in facts["rules"] for grade in "HML"} == {0}


def test_a_log_that_was_never_sealed_is_told_as_that(settings: Settings) -> None:
    done = run(environment(settings), "verify")
    assert (done.code, done.out) == (3, "")
    assert done.err == "尚未封存：先运行 ./run seal --once。 Nothing is sealed yet: run ./run seal --once first.\n"


def test_all_views_of_an_empty_store_are_rebuilt(settings: Settings, plant: Plant) -> None:
    before = {t.view.name: t.edition for p in (plant.projector, plant.flagger) for t in p.tracked()}
    done = run(environment(settings), "rebuild", "--json")
    assert (done.code, done.facts["position"]) == (0, 0)
    assert sorted(done.facts["rebuilt"]) == sorted(before)
    after = {t.view.name: t.edition for p in (plant.projector, plant.flagger) for t in p.tracked()}
    assert after == {name: edition + 1 for name, edition in before.items()}


@pytest.mark.parametrize("moment", ["2026-06-30T18:00", "soon"])
def test_an_audit_is_of_an_instant_with_its_offset(settings: Settings, moment: str) -> None:
    done = run(environment(settings), "audit", "--at", moment, "--json")
    assert done.code != 0
    assert done.out == ""
    assert "an instant with its offset" in done.err
