"""Fixtures: one cluster per session; without `./test --ha` nothing of this runs."""

from collections.abc import Iterator

import pytest

from tests.ha.cluster import Cluster, running_cluster


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """Three servers under Patroni, behind HAProxy."""
    with running_cluster() as found:
        yield found
