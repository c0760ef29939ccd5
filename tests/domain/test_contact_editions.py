"""Which edition of the office's weights and formula counts on a day."""

from dataclasses import replace
from datetime import date

import pytest

from domain.policies.contact_work import edition_on
from domain.shared.identity import PolicyEdition
from tests.support.judged import WORK

FIRST, SECOND, THIRD = (
    replace(WORK, edition=PolicyEdition(name), effective_on=day)
    for name, day in (("v1", date(2024, 1, 1)), ("v2", date(2026, 3, 10)), ("v3", date(2027, 1, 1)))
)


@pytest.mark.parametrize(
    ("day", "edition"),
    [
        (date(2023, 12, 31), FIRST),
        (date(2026, 3, 9), FIRST),
        (date(2026, 3, 10), SECOND),
        (date(2026, 12, 31), SECOND),
        (date(2030, 1, 1), THIRD),
    ],
    ids=["before any", "the day before", "its first day", "its last day", "long after"],
)
def test_an_edition_counts_from_its_day_until_the_next_and_the_oldest_before_any(day: date, edition: object) -> None:
    assert edition_on((SECOND, THIRD, FIRST), day) is edition
