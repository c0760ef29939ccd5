"""交办: to which units, as what, by which last day."""

from dataclasses import replace
from datetime import date

import pytest

from domain.policies.policy import Track, Urgency
from domain.shared.identity import OrgCode, UnitCode
from domain.suggestion import commands as c
from domain.suggestion import events as e
from domain.suggestion import refusals
from domain.suggestion.entities import Progress
from domain.suggestion.particulars import Kind
from domain.suggestion.state import Stage
from tests.spec import (
    CLERK,
    HEAD,
    JOINT,
    NOTE,
    POLICIES,
    RECEIVED,
    ROADS,
    SEPARATE,
    SUPERVISOR,
    SYSTEM,
    TRANSFERRED,
    TRIAGED,
    WATER,
    given,
    instant,
    transfer,
    triage,
)

LEAD = transfer(roads=Kind.LEAD)
ON = "2026-03-02T11:00"


def triaged(*said: object, **more: object) -> tuple:
    """A case triaged in a given way."""
    return (*RECEIVED, (triage(*said, **more), CLERK, "2026-03-02T10:00"))


def test_the_transfer_pins_the_case_and_each_part_to_a_last_day() -> None:
    state = given(*TRIAGED).when(LEAD, SUPERVISOR, ON).then(e.Transferred)
    assert (state.stage, state.due.on) == (Stage.TRANSFERRED, date(2026, 4, 2))
    assert state.assignment(ROADS.org).due == state.due


def test_a_case_is_triaged_before_a_station_head_transfers_it() -> None:
    given(*RECEIVED).when(LEAD, HEAD, ON).refused(refusals.NotYetTriaged)


def test_a_supervisor_may_transfer_at_once_on_the_default_track() -> None:
    assert given(*RECEIVED).when(LEAD, SUPERVISOR, ON).then(e.Transferred).track is Track.DEPARTMENT


@pytest.mark.parametrize("track", [Track.ON_THE_SPOT, Track.REDIRECTED])
def test_what_is_answered_on_the_spot_or_redirected_is_not_transferred(track: Track) -> None:
    given(*triaged(track)).when(LEAD, SUPERVISOR, ON).refused(refusals.TrackNotTransferable)


def test_a_station_head_transfers_only_what_the_township_handles() -> None:
    given(*triaged(Track.TOWNSHIP)).when(LEAD, HEAD, ON).then(e.Transferred)
    given(*TRIAGED).when(LEAD, HEAD, ON).refused(refusals.TransferNeedsSupervisor)


def test_a_unit_outside_the_catalogue_is_given_nothing() -> None:
    kept = replace(POLICIES[0], catalogue=frozenset({UnitCode(OrgCode("water"))}))
    given(*TRIAGED, policy=kept).when(LEAD, SUPERVISOR, ON).refused(refusals.UnitNotInCatalogue)
    given(*TRIAGED, policy=kept).when(transfer(water=Kind.LEAD), SUPERVISOR, ON).then(e.Transferred)


def test_an_accusation_never_goes_to_the_unit_it_accuses() -> None:
    given(*triaged(accused="roads")).when(LEAD, SUPERVISOR, ON).refused(refusals.AccusedCannotHandle)


def test_a_unit_has_one_part_in_a_case() -> None:
    again = transfer(roads=Kind.CO)
    given(*TRANSFERRED).when(again, SUPERVISOR, "2026-03-03T09:00").refused(refusals.UnitAlreadyAssigned)


def test_a_unit_is_named_once_in_a_transfer() -> None:
    twice = c.Transfer(assignments=LEAD.assignments * 2)
    given(*TRIAGED).when(twice, SUPERVISOR, ON).refused(refusals.UnitNamedTwice)


@pytest.mark.parametrize(
    "kinds",
    [
        {},
        {"roads": Kind.CO},
        {"roads": Kind.SEPARATE},
        {"roads": Kind.LEAD, "water": Kind.LEAD},
        {"roads": Kind.LEAD, "water": Kind.SEPARATE},
        {"roads": Kind.SEPARATE, "water": Kind.SEPARATE, "parks": Kind.CO},
    ],
)
def test_a_case_has_one_lead_or_two_and_more_that_answer_separately(kinds: dict[str, Kind]) -> None:
    given(*TRIAGED).when(transfer(**kinds), SUPERVISOR, ON).refused(refusals.AssignmentsDoNotFit)


def test_a_co_handler_gets_the_opinions_clock_and_the_lead_the_answers() -> None:
    state = given(*JOINT).state
    assert state.assignment(WATER.org).due.on == date(2026, 3, 16)
    assert state.assignment(ROADS.org).due.on == date(2026, 4, 2)


def test_units_that_answer_separately_have_the_same_last_day() -> None:
    assert {a.due.on for a in given(*SEPARATE).state.assignments} == {date(2026, 4, 2)}


def test_danger_is_answered_within_two_hours() -> None:
    state = given(*triaged(urgency=Urgency.DANGER)).when(LEAD, SUPERVISOR, ON).then(e.Transferred)
    assert state.due.at == instant("2026-03-02T13:00")


def test_a_later_transfer_leaves_the_cases_clock_running() -> None:
    state = given(*TRANSFERRED).when(transfer(water=Kind.CO), SUPERVISOR, "2026-03-09T09:00").then(e.Transferred)
    assert (state.due.on, state.transferred_at) == (date(2026, 4, 2), instant(ON))


def test_a_unit_signs_for_its_part_once() -> None:
    state = given(*TRANSFERRED).when(c.Sign(), ROADS, "2026-03-03T09:00").then(e.SignedFor(unit=UnitCode(ROADS.org)))
    assert (state.stage, state.assignment(ROADS.org).progress) == (Stage.HANDLING, Progress.ACTIVE)
    signed = (*TRANSFERRED, (c.Sign(), ROADS, "2026-03-03T09:00"))
    given(*signed).when(c.Sign(), ROADS, "2026-03-03T10:00").then()


def test_a_unit_without_a_part_signs_for_nothing() -> None:
    given(*TRANSFERRED).when(c.Sign(), WATER, "2026-03-03T09:00").refused(refusals.NotYourAssignment)


def test_nothing_is_signed_for_before_the_transfer() -> None:
    given(*TRIAGED).when(c.Sign(), ROADS, "2026-03-03T09:00").refused(refusals.NotYetTransferred)


def test_contact_and_progress_are_reported_by_the_handler() -> None:
    state = given(*TRANSFERRED).when(c.Contact(method="call", outcome=NOTE), ROADS, "2026-03-03T09:00")
    assert state.then(e.ProposerContacted).assignment(ROADS.org).contacted_at == instant("2026-03-03T09:00")
    progress = c.Progress(text=NOTE)
    assert (
        given(*TRANSFERRED).when(progress, ROADS, "2026-03-03T09:00").then(e.ProgressReported).stage is Stage.HANDLING
    )


def test_a_last_day_that_is_final_is_not_recalculated() -> None:
    given(*TRANSFERRED).when(c.RecalculateDeadline(), SYSTEM, "2026-03-03T09:00").then()
