"""An office made by COPY is one that the service could have written down itself."""

from dataclasses import replace

import pytest

from application.desk import state_of
from application.ports import LATEST, Recorded, StreamId
from application.primitives import sealed_in
from domain.shared.identity import SuggestionId
from domain.shared.people import Role
from domain.shared.sealed import Sealed, plain
from domain.suggestion import commands
from domain.verification.report import Report, Verdict
from infrastructure import bootstrap
from infrastructure.bootstrap import Plant
from infrastructure.evidence.sealing import own_policy, seal_once
from infrastructure.settings import Settings
from interfaces.verifier.verifying import Wanted, verify
from tests.performance.generating import generate
from tests.support.commands import give, person, received
from tests.support.server import Server
from tests.support.tables import catch_up, contents

CASES = 60


def quiet(done: int, of: int) -> None:
    """Nobody watches."""


@pytest.fixture(scope="module")
def settings(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A store that was filled at one go."""
    found = replace(server.bare_settings(tmp_path_factory.mktemp("generated")), demo=True)
    bootstrap.migrate_store(found)
    generate(found, CASES, quiet)
    return found


@pytest.fixture(scope="module")
def recorded(plant: Plant) -> list[Recorded]:
    """All there was in the log before anything was added."""
    return [record for record in plant.system.log.after(0, 100_000) if isinstance(record, Recorded)]


def test_positions_are_dense_and_every_history_folds(plant: Plant, recorded: list[Recorded]) -> None:
    assert [record.position for record in recorded] == list(range(1, len(recorded) + 1))
    assert 6 * CASES < len(recorded) < 10 * CASES
    cases = list({record.case for record in recorded})
    assert len(cases) == CASES
    for case, history in plant.system.log.histories(cases, LATEST).items():
        assert [record.version for record in history] == list(range(1, len(history) + 1)), case
        assert [record.position for record in history] == sorted(record.position for record in history)
        assert state_of(history).last_at == history[-1].stamp.at


def test_the_real_keeper_opens_every_text_and_finds_every_voter(plant: Plant, recorded: list[Recorded]) -> None:
    keeper = plant.system.desk._keeper
    told: list[tuple[StreamId, str, Sealed]] = [
        (record.case, field, token) for record in recorded for field, token in sealed_in(record.event)
    ]
    texts = keeper.open_many(told)
    assert all(texts)
    phones = {case: text for (case, field, _), text in zip(told, texts, strict=True) if field == "phone" and text}
    assert phones
    for case, phone in phones.items():
        found = plant.persons.cases_of(plant.persons.find("phone", phone))
        assert case in found.values()


def test_what_was_written_at_once_is_what_the_log_and_its_verifier_expect(plant: Plant) -> None:
    settings, quiet_report = plant.settings, Report()
    size = seal_once(settings, plant.urls.sealer, quiet)
    assert size == plant.system.log.head() + 1
    policy = settings.var / "auditor-policy"
    policy.write_text(own_policy(settings), encoding="utf-8")
    wanted = Wanted(path=settings.var / "log", policy=policy, trusted=None, now=plant.system.clock.now())
    report, erased = verify(wanted)
    bootstrap.compare_store(settings, settings.var / "log", quiet_report, erased, quiet)
    lines = [*report.lines, *quiet_report.lines]
    assert [line for line in lines if line.verdict is Verdict.TAMPERED] == []
    assert {"C04", "C05", "C06", "C07", "C08", "C11"} <= {line.check for line in lines}


def test_the_service_goes_on_from_there(plant: Plant, recorded: list[Recorded]) -> None:
    case: SuggestionId = recorded[0].case
    head = plant.system.log.head()
    receipt = give(plant, case, commands.Annotate(text=plain("接着办。")), person(Role.SUPERVISOR))
    assert receipt.position == head + 1 and receipt.version == len(plant.system.log.history(case))
    assert received(plant).position == head + 2


def test_views_are_filled_as_they_are_kept_up(plant: Plant) -> None:
    catch_up(plant)
    kept_up = contents(plant)
    while plant.judge():
        pass
    assert len(kept_up["register"]) > CASES - 1
    assert {"register", "history", "findings", "figures", "stages"} <= set(plant.rebuild([], quiet))
    assert contents(plant) == kept_up
