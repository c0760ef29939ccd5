"""A store with a small year in it: 240 cases, and the contact work around them."""

from collections.abc import Sequence

import pytest

from application.demo.loading import Loading
from infrastructure.bootstrap import Plant
from tests.support import contact_year
from tests.support.contact_year import Told
from tests.support.judged import year_of

Cases = list[list[tuple[object, object]]]


@pytest.fixture(scope="module")
def contact() -> Sequence[Told]:
    """The contact work, as it was written."""
    return contact_year.year()


@pytest.fixture(scope="module")
def district(plant: Plant, contact: Sequence[Told]) -> Plant:
    """The store, with everything in it."""
    contact_year.load(plant, contact)
    _, lives = year_of(240)
    views = plant.system.views
    loading = Loading(log=plant.system.log, keeper=plant.system.desk._keeper, views=views)
    loading._patience = 0.0
    loading.load(lives, lambda done, total: None)
    return plant
