"""Who may read which words of the contact work."""

import pytest

from domain.contact.reading import READERS, reads
from domain.shared.people import Role
from tests.spec import person

DESK = {Role.CLERK, Role.STATION_HEAD, Role.SUPERVISOR, Role.SYSTEM}
WORDS = DESK | {Role.CHAIR, Role.AUDITOR, Role.DEPUTY}


def readers(field: str) -> set[Role]:
    """The roles that may read a field."""
    return {role for role in Role if reads(person("somebody", role), field)}


def test_a_deputys_name_is_public() -> None:
    assert readers("name") == set(Role)


@pytest.mark.parametrize("field", ["phone", "household", "beneficiary"])
def test_whom_a_deputy_helped_and_their_telephone_are_read_at_the_desk_alone(field: str) -> None:
    assert readers(field) == DESK


@pytest.mark.parametrize("field", ["note", "reason", "text"])
def test_what_was_written_of_the_work_is_read_by_those_who_do_or_watch_it(field: str) -> None:
    assert readers(field) == WORDS


def test_who_reads_words_sees_the_work_and_neither_voter_nor_administrator_does() -> None:
    assert WORDS < READERS
    assert set(Role) - READERS == {Role.VOTER, Role.ADMIN, Role.DATA_OFFICER}
