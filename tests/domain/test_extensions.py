"""延期: asked in time, given by another organ, within the track's limit."""

from datetime import date

import pytest

from domain.policies.policy import Track
from domain.shared.identity import ExternalNumber, UnitCode
from domain.suggestion import commands as c
from domain.suggestion import events as e
from domain.suggestion import refusals
from domain.suggestion.particulars import Kind
from tests.spec import (
    ANSWERED,
    DEPUTY,
    JOINT,
    NOTE,
    RECEIVED,
    ROADS,
    SEPARATE,
    SUPERVISOR,
    TRANSFERRED,
    WATER,
    answer,
    given,
    person,
    transfer,
    triage,
)

INSIDE = person("roads-judge", SUPERVISOR.role, "roads")
GRANT = c.GrantExtension()
REFUSE = c.RefuseExtension(reason=NOTE)


def until(day: str) -> c.RequestExtension:
    """More time, to a day."""
    return c.RequestExtension(until=date.fromisoformat(day), reason=NOTE)


ASKED = (*TRANSFERRED, (until("2026-04-20"), ROADS, "2026-04-01T09:00"))
GRANTED = (*ASKED, (GRANT, SUPERVISOR, "2026-04-02T09:00"))


def test_time_is_asked_for_on_the_last_day_and_not_after_it() -> None:
    given(*TRANSFERRED).when(until("2026-04-20"), ROADS, "2026-04-02T23:59").then(e.ExtensionRequested)
    given(*TRANSFERRED).when(until("2026-04-20"), ROADS, "2026-04-03T00:01").refused(refusals.ExtensionAfterDue)


def test_only_who_answers_asks_for_time() -> None:
    given(*JOINT).when(until("2026-04-01"), WATER, "2026-03-05T09:00").refused(refusals.ExtensionForAnswererOnly)


def test_a_wish_that_waits_is_not_repeated() -> None:
    given(*ASKED).when(until("2026-04-21"), ROADS, "2026-04-01T10:00").refused(refusals.ExtensionAlreadyRequested)


def test_one_extension_is_the_limit() -> None:
    given(*GRANTED).when(until("2026-04-29"), ROADS, "2026-04-03T09:00").refused(refusals.ExtensionLimitReached)


def test_the_new_day_is_later_and_within_the_cap() -> None:
    # 30 days after 2 April is 2 May, inside the May holiday (1-5 May): the last day rolls to the 6th.
    given(*TRANSFERRED).when(until("2026-04-02"), ROADS, "2026-04-01T09:00").refused(refusals.ExtensionNotLater)
    given(*TRANSFERRED).when(until("2026-05-06"), ROADS, "2026-04-01T09:00").then(e.ExtensionRequested)
    given(*TRANSFERRED).when(until("2026-05-07"), ROADS, "2026-04-01T09:00").refused(refusals.ExtensionBeyondCap)


def test_a_formal_suggestion_takes_six_months_at_most() -> None:
    steps = (
        *RECEIVED,
        (c.Convert(external_number=ExternalNumber("88"), deputy=DEPUTY.id), SUPERVISOR, "2026-03-02T10:00"),
        (transfer(roads=Kind.LEAD), SUPERVISOR, "2026-03-02T11:00"),
    )
    assert given(*steps).state.track is Track.FORMAL
    given(*steps).when(until("2026-09-02"), ROADS, "2026-05-01T09:00").then(e.ExtensionRequested)
    given(*steps).when(until("2026-09-03"), ROADS, "2026-05-01T09:00").refused(refusals.ExtensionBeyondCap)


def test_what_cannot_be_extended_is_not() -> None:
    on_the_spot = (*TRANSFERRED, (triage(Track.REDIRECTED), SUPERVISOR, "2026-03-03T09:00"))
    given(*on_the_spot).when(until("2026-04-20"), ROADS, "2026-03-04T09:00").refused(refusals.ExtensionLimitReached)


def test_a_granted_day_is_pinned_and_never_recounted() -> None:
    state = given(*ASKED).when(GRANT, SUPERVISOR, "2026-04-02T09:00").then(e.ExtensionGranted)
    part = state.assignment(ROADS.org)
    assert part is not None and state.due == part.due
    assert (part.due.on, part.due.provisional, part.extensions) == (date(2026, 4, 20), False, 1)


def test_less_than_asked_may_be_given_but_not_more() -> None:
    less, more = (c.GrantExtension(until=date(2026, 4, day)) for day in (10, 21))
    assert given(*ASKED).when(less, SUPERVISOR, "2026-04-02T09:00").state_after.due.on == date(2026, 4, 10)
    given(*ASKED).when(more, SUPERVISOR, "2026-04-02T09:00").refused(refusals.ExtensionBeyondRequest)


def test_the_case_takes_as_long_as_the_longest_part() -> None:
    both = (
        *SEPARATE,
        (until("2026-04-20"), ROADS, "2026-04-01T09:00"),
        (until("2026-04-10"), WATER, "2026-04-01T09:00"),
        (c.GrantExtension(unit=UnitCode(ROADS.org)), SUPERVISOR, "2026-04-02T09:00"),
    )
    state = given(*both).when(GRANT, SUPERVISOR, "2026-04-02T10:00").then(e.ExtensionGranted)
    assert state.due.on == date(2026, 4, 20)


@pytest.mark.parametrize("ruling", [GRANT, REFUSE])
def test_nobody_gives_themselves_time(ruling: c.Command) -> None:
    given(*ASKED).when(ruling, INSIDE, "2026-04-02T09:00").refused(refusals.GranterIsRequester)


@pytest.mark.parametrize("ruling", [GRANT, REFUSE])
def test_no_ruling_without_a_wish(ruling: c.Command) -> None:
    given(*TRANSFERRED).when(ruling, SUPERVISOR, "2026-04-01T09:00").refused(refusals.NoExtensionRequested)


def test_a_refused_wish_leaves_the_last_day() -> None:
    state = given(*ASKED).when(REFUSE, SUPERVISOR, "2026-04-02T09:00").then(e.ExtensionRefused)
    part = state.assignment(ROADS.org)
    assert part is not None and (part.asked_until, part.due.on) == (None, date(2026, 4, 2))


def test_a_finished_part_asks_for_nothing() -> None:
    given(*ANSWERED).when(until("2026-04-20"), ROADS, "2026-03-11T09:00").refused(refusals.AlreadyAnswered)
    one = (*SEPARATE, (answer(), ROADS, "2026-03-03T09:00"))
    given(*one).when(until("2026-04-20"), ROADS, "2026-03-11T09:00").refused(refusals.AssignmentFinished)
