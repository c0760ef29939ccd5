"""A sealed log of a few hundred cases to attack, and the table of what was tried."""

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from infrastructure import bootstrap
from infrastructure.bootstrap import Plant
from infrastructure.evidence.sealing import seal_once
from infrastructure.settings import Settings
from tests.attacks.scene import Scene
from tests.support.random_cases import append_all, in_order, lives
from tests.support.server import Server


@dataclass
class Table:
    """What was tried, how much of it passed, and who judged."""

    rows: dict[str, dict[str, object]] = field(default_factory=dict)

    def tell(self, number: str, *, tried: int, passed: int, judges: tuple[str, ...] = ("ours",)) -> None:
        """Add to a line; the test asserts by itself that everything passed."""
        row = self.rows.setdefault(number, {"id": number, "tried": 0, "passed": 0, "judges": []})
        row["tried"] = int(str(row["tried"])) + tried
        row["passed"] = int(str(row["passed"])) + passed
        row["judges"] = sorted({*row["judges"], *judges})  # type: ignore[misc]
        assert tried > 0 and passed == tried, f"{number}: {passed} of {tried}"


TABLE = Table()


@pytest.fixture(scope="session")
def table() -> Table:
    """The table of this run."""
    return TABLE


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Print the table where it was asked for."""
    if not config.getoption("--evidence"):
        return
    for row in _rows():
        judges = ", ".join(row["judges"])  # type: ignore[arg-type]
        terminalreporter.write_line(f"{row['id']:<5}{row['tried']:>8} tried {row['passed']:>8} passed   {judges}")


def pytest_unconfigure(config: pytest.Config) -> None:
    """After everything else is said: the table for machines, as the last line."""
    if config.getoption("--evidence") and config.getoption("--json"):
        print(json.dumps({"tests": _rows()}, ensure_ascii=False))


def _rows() -> list[dict[str, object]]:
    return sorted(TABLE.rows.values(), key=lambda row: int(str(row["id"])[1:]))


@pytest.fixture(scope="module")
def settings(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings of a demonstration: random cases live in a year of their own."""
    settings = replace(server.bare_settings(tmp_path_factory.mktemp("var")), demo=True)
    with server.alone():
        bootstrap.migrate_store(settings)
    return settings


@pytest.fixture(scope="module")
def sealed(plant: Plant) -> Plant:
    """A system with a few hundred cases, sealed."""
    for _ in append_all(plant, in_order(lives(plant, 60, seed=11))):
        pass
    plant.system.evidence.list_cases()
    seal_once(plant.settings, plant.urls.sealer, lambda done, of: None)
    return plant


@pytest.fixture
def scene(sealed: Plant, tmp_path: Path) -> Iterator[Scene]:
    """The published log in a copy that may be spoiled, and the policy an auditor holds."""
    folder = tmp_path / "log"
    shutil.copytree(sealed.settings.var / "log", folder)
    yield Scene(sealed, folder, tmp_path)
