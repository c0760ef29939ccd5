"""Whichever machine holds the primary may vanish: nothing acknowledged is lost, and nothing is there twice."""

from pathlib import Path

import httpx2
import pytest

from infrastructure import bootstrap
from infrastructure.settings import Settings
from tests.ha.callers import Callers
from tests.ha.cluster import Cluster
from tests.ha.failovers import Figures, kill_primaries, reckon, settings_on, wait_until_sealed
from tests.ha.processes import wait_until
from tests.support.tree import Tree, running

pytestmark = pytest.mark.ha


@pytest.fixture
def kills(pytestconfig: pytest.Config) -> int:
    """How many primaries are killed."""
    return int(pytestconfig.getoption("--kills"))


def in_the_register(tree: Tree, token: str, position: int) -> int | None:
    """How many transferred cases the list shows once it includes a position; None while it does not."""
    path = f"{tree.url}/api/v1/suggestions?after={position}&stage=transferred&count=true&limit=1"
    answer = httpx2.get(path, headers={"Authorization": f"Bearer {token}"}, timeout=30, trust_env=False)
    return int(answer.json()["count"]) if answer.status_code == 200 else None


def test_primaries_are_killed_under_load_and_every_acknowledged_write_is_stored_exactly_once(
    cluster: Cluster, tmp_path: Path, kills: int, pytestconfig: pytest.Config, capfd: pytest.CaptureFixture[str]
) -> None:
    def say(words: str) -> None:
        with capfd.disabled():
            print(words, flush=True)

    told, figures = settings_on(cluster), Figures()
    with running(tmp_path, **told) as tree:
        settings = Settings.from_env(told | {"HUYING_VAR": str(tmp_path)})
        token = tree.token("supervisor")
        with bootstrap.opened(settings) as plant:
            callers = Callers(plant, tree.url, token, http=3, desk=3)
            callers.start()
            try:
                kill_primaries(cluster, callers, kills, figures, say)
            finally:
                callers.finish()
        acknowledged = callers.acknowledged()
        reckon(cluster, acknowledged, figures)
        head, cases = max(a.position for a in acknowledged), len({a.case for a in acknowledged})
        say(f"acknowledged {figures.acknowledged}, asked again {callers.repeats()} times")
        say(f"lost {figures.lost}, doubled {figures.doubled}")
        figures.save(Path(pytestconfig.getoption("--figures")))
        assert not callers.unexpected()
        assert (figures.failovers, figures.lost, figures.doubled) == (kills, 0, 0)
        wait_until(lambda: in_the_register(tree, token, head) == cases, tree.last_words)
        wait_until_sealed(tree, token, head)
        report = tree.verified()
        assert report["verdict"] == "sound", report
