"""办结: an answer from everybody who owes one, told to everybody who is owed it, and judged or decided."""

from datetime import date

import pytest

from domain.policies.policy import Track
from domain.shared.identity import ExternalNumber, PublicText, SuggestionId
from domain.shared.people import Role
from domain.suggestion import commands as c
from domain.suggestion import events as e
from domain.suggestion import refusals
from domain.suggestion.particulars import Grade, Kind, Outcome, Promise, Recipient
from domain.suggestion.state import Stage
from tests.domain.test_feedback import REMINDER, REVIEW, TWICE
from tests.spec import (
    ANSWERED,
    BROUGHT,
    CALLER,
    CLERK,
    CLOSED,
    DELIVERED,
    DEPUTY,
    DISSATISFIED,
    HEAD,
    NOTE,
    PROOF,
    RECEIVED,
    ROADS,
    SATISFIED,
    SUPERVISOR,
    SYSTEM,
    TRANSFERRED,
    TRIAGED,
    VOTER,
    Step,
    answer,
    deliver,
    evaluate,
    given,
    person,
    receive,
    transfer,
    triage,
)

CLOSE = c.Close()
LATER = "2026-04-20T09:00"
EXPLAINED: tuple[Step, ...] = (
    *TRANSFERRED,
    (answer(Outcome.EXPLAINED), ROADS, "2026-03-10T09:00"),
    (deliver(), CLERK, "2026-03-11T09:00"),
)
ELDER = SuggestionId("00000000-0000-0000-0000-000000000001")


def missed(*days: str) -> tuple[Step, ...]:
    """Attempts that found nobody."""
    return tuple((deliver(reached=False), CLERK, day) for day in days)


def merge(**changes: object) -> c.Merge:
    """Into an older, open case of the same track."""
    said: dict[str, object] = {"received_at_position": 1, "track": Track.DEPARTMENT, "open": True}
    return c.Merge(into=ELDER, lead=c.LeadCase(**(said | changes)), own_position=9)  # type: ignore[arg-type]


def test_a_satisfied_voters_case_is_closed() -> None:
    state = given(*SATISFIED).when(CLOSE, SUPERVISOR, "2026-03-13T09:00").then(e.Closed(note=None))
    assert (state.stage, state.closed_on) == (Stage.CLOSED, date(2026, 3, 13))


@pytest.mark.parametrize("steps", [RECEIVED, TRIAGED, TRANSFERRED])
def test_nothing_closes_unanswered(steps: tuple[Step, ...]) -> None:
    given(*steps).when(CLOSE, SUPERVISOR, LATER).refused(refusals.NotYetAnswered)


def test_those_who_answered_do_not_close() -> None:
    given(*SATISFIED).when(CLOSE, person("s", Role.SUPERVISOR, "roads"), LATER).refused(refusals.CloserIsHandler)
    given(*SATISFIED).when(CLOSE, person(ROADS.id, Role.SUPERVISOR), LATER).refused(refusals.CloserIsHandler)


def test_a_departments_case_is_closed_by_the_supervisor_alone() -> None:
    given(*SATISFIED).when(CLOSE, CLERK, LATER).refused(refusals.CloseNeedsSupervisor)


def test_a_station_closes_what_was_settled_on_the_spot() -> None:
    spot = (
        *RECEIVED,
        (triage(Track.ON_THE_SPOT), CLERK, "2026-03-02T10:00"),
        (answer(), CLERK, "2026-03-02T11:00"),
        (deliver(), CLERK, "2026-03-02T12:00"),
        (evaluate(Grade.SATISFIED), VOTER, "2026-03-02T12:30"),
    )
    given(*spot).when(CLOSE, HEAD, "2026-03-02T13:00").then(e.Closed)
    given(*spot).when(CLOSE, CLERK, "2026-03-02T13:00").refused(refusals.CloserIsHandler)


def test_the_voter_is_told_or_was_looked_for_three_times_on_two_days() -> None:
    judged = (*ANSWERED, (evaluate(Grade.SATISFIED), CALLER, "2026-03-10T10:00"))
    given(*judged).when(CLOSE, SUPERVISOR, LATER).refused(refusals.AnswerNotDelivered)
    one_day = missed("2026-03-11T09:00", "2026-03-11T10:00", "2026-03-11T11:00")
    given(*judged, *one_day).when(CLOSE, SUPERVISOR, LATER).refused(refusals.AnswerNotDelivered)
    two_days = missed("2026-03-11T09:00", "2026-03-11T10:00", "2026-03-12T11:00")
    given(*judged, *two_days[1:]).when(CLOSE, SUPERVISOR, LATER).refused(refusals.AnswerNotDelivered)
    given(*judged, *two_days).when(CLOSE, SUPERVISOR, LATER).then(e.Closed)


def test_a_voter_nobody_knows_is_not_told() -> None:
    unknown = (
        (receive(voter=None), CLERK, "2026-03-02T09:00"),
        (transfer(roads=Kind.LEAD), SUPERVISOR, "2026-03-02T11:00"),
        (answer(), ROADS, "2026-03-10T09:00"),
        (evaluate(Grade.SATISFIED), DEPUTY, "2026-03-10T10:00"),
    )
    given(*unknown).when(CLOSE, SUPERVISOR, LATER).then(e.Closed)


def test_the_deputy_who_brought_it_is_told_too() -> None:
    brought = (
        *BROUGHT,
        (transfer(roads=Kind.LEAD), SUPERVISOR, "2026-03-02T11:00"),
        (answer(), ROADS, "2026-03-10T09:00"),
        (deliver(), CLERK, "2026-03-11T09:00"),
        (evaluate(Grade.SATISFIED), VOTER, "2026-03-12T09:00"),
    )
    given(*brought).when(CLOSE, SUPERVISOR, LATER).refused(refusals.DeputyNotTold)
    told = (deliver(Recipient.DEPUTY), CLERK, "2026-03-12T09:00")
    given(*brought, told).when(CLOSE, SUPERVISOR, LATER).then(e.Closed)


def test_a_standing_dissatisfaction_is_decided_by_a_review_alone() -> None:
    given(*DISSATISFIED).when(CLOSE, SUPERVISOR, LATER).refused(refusals.DissatisfactionStands)
    given(*TWICE).when(c.Close(note=NOTE), SUPERVISOR, LATER).refused(refusals.DissatisfactionStands)
    given(*TWICE, (REVIEW, SUPERVISOR, "2026-04-03T09:00")).when(CLOSE, SUPERVISOR, LATER).then(e.Closed)


def test_silence_closes_what_was_reminded_of() -> None:
    given(*DELIVERED).when(CLOSE, SUPERVISOR, LATER).refused(refusals.NotYetEvaluated)
    lapsed = (*DELIVERED, REMINDER, (c.LapseEvaluation(), SYSTEM, "2026-04-02T09:00"))
    given(*lapsed).when(CLOSE, SUPERVISOR, LATER).then(e.Closed)


def test_an_explanation_is_accepted_with_reasons() -> None:
    given(*EXPLAINED).when(CLOSE, SUPERVISOR, LATER).refused(refusals.AcceptanceWithoutReasons)
    given(*EXPLAINED).when(c.Close(note=NOTE), SUPERVISOR, LATER).then(e.Closed)


def test_a_case_with_open_promises_is_tracked_not_closed() -> None:
    promise = Promise(text=NOTE, due_on=date(2026, 6, 30))
    promised = (
        *TRANSFERRED,
        (answer(Outcome.PLANNED, commitments=(promise,)), ROADS, "2026-03-10T09:00"),
        (deliver(), CLERK, "2026-03-11T09:00"),
        (evaluate(Grade.SATISFIED), VOTER, "2026-03-12T09:00"),
    )
    given(*promised).when(CLOSE, SUPERVISOR, LATER).refused(refusals.CommitmentsOpen)
    kept = (c.KeepCommitment(commitment=1, evidence=PROOF), ROADS, "2026-04-10T09:00")
    given(*promised, kept).when(CLOSE, SUPERVISOR, LATER).then(e.Closed)


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"open": False}, refusals.LeadNotOpen),
        ({"received_at_position": 9}, refusals.LeadNotOlder),
        ({"track": Track.REDIRECTED}, refusals.LeadLessStrict),
    ],
)
def test_a_case_is_merged_into_an_older_open_one_no_slower(changes: dict[str, object], rule: type) -> None:
    given(*TRIAGED).when(merge(**changes), SUPERVISOR, "2026-03-03T09:00").refused(rule)


def test_a_merged_cases_parts_end_and_its_voter_is_still_owed_an_answer() -> None:
    given(*TRANSFERRED).when(c.Merge(into=ELDER), SUPERVISOR, "2026-03-03T09:00").refused(refusals.NoSuchLead)
    state = given(*TRANSFERRED).when(merge(), SUPERVISOR, "2026-03-03T09:00").then(e.Merged)
    assert (state.stage, state.held) == (Stage.MERGED, ())
    merged = (*TRANSFERRED, (merge(), SUPERVISOR, "2026-03-03T09:00"))
    given(*merged).when(c.Archive(), SUPERVISOR, LATER).refused(refusals.AnswerStillOwed)
    told = c.Deliver(to=Recipient.VOTER, method=deliver().method, lead_answered=True)
    given(*merged, (told, CLERK, "2026-03-20T09:00")).when(c.Archive(), SUPERVISOR, LATER).then(e.Archived)


def test_a_deputy_adopts_for_themselves_and_once() -> None:
    adopt = c.Convert(external_number=ExternalNumber("2026-88"), deputy=DEPUTY.id)
    state = given(*TRANSFERRED).when(adopt, DEPUTY, "2026-03-05T09:00").then(e.Converted)
    assert (state.stage, state.track, state.held, state.due) == (Stage.TRIAGED, Track.FORMAL, (), None)
    other = c.Convert(external_number=ExternalNumber("2026-88"), deputy=person("deputy-he", Role.DEPUTY).id)
    given(*TRANSFERRED).when(other, DEPUTY, "2026-03-05T09:00").refused(refusals.AdoptsForOther)
    given(*TRANSFERRED, (adopt, DEPUTY, "2026-03-05T09:00")).when(adopt, SUPERVISOR, "2026-03-06T09:00").refused(
        refusals.AlreadyConverted
    )


def test_a_withdrawn_case_goes_no_further() -> None:
    withdraw = c.Withdraw(statement=NOTE)
    withdrawn = (*TRANSFERRED, (withdraw, VOTER, "2026-03-05T09:00"))
    assert given(*withdrawn).state.stage is Stage.WITHDRAWN
    given(*withdrawn).when(answer(), ROADS, "2026-03-06T09:00").refused(refusals.AlreadyEnded)
    given(*CLOSED).when(answer(), ROADS, "2026-03-16T09:00").refused(refusals.AlreadyClosed)


def test_a_voter_opens_a_case_again_within_thirty_days() -> None:
    again = c.Reopen(reason=NOTE)
    # 30 days after 13 March is 12 April, a Sunday; the last day is the Monday after it.
    state = given(*CLOSED).when(again, VOTER, "2026-04-13T23:00").then(e.Reopened)
    assert (state.stage, state.round, state.closed_at) == (Stage.HANDLING, 2, None)
    given(*CLOSED).when(again, VOTER, "2026-04-14T09:00").refused(refusals.ReopenWindowPassed)
    given(*CLOSED).when(again, SUPERVISOR, "2026-05-14T09:00").then(e.Reopened)
    given(*SATISFIED).when(again, SUPERVISOR, LATER).refused(refusals.NotYetClosed)


def test_a_case_answered_on_the_spot_opens_again_as_triaged() -> None:
    spot = (
        *RECEIVED,
        (triage(Track.ON_THE_SPOT), CLERK, "2026-03-02T10:00"),
        (answer(), CLERK, "2026-03-02T11:00"),
        (deliver(), CLERK, "2026-03-02T12:00"),
    )
    bad = (*spot, (evaluate(Grade.DISSATISFIED), VOTER, "2026-03-02T12:30"))
    assert given(*bad).when(c.OrderRework(reason=NOTE), SUPERVISOR, LATER).state_after.stage is Stage.TRIAGED
    closed = (*spot, (evaluate(Grade.SATISFIED), VOTER, "2026-03-02T12:30"), (CLOSE, SUPERVISOR, "2026-03-03T09:00"))
    assert given(*closed).when(c.Reopen(reason=NOTE), SUPERVISOR, LATER).state_after.stage is Stage.TRIAGED


def test_a_public_text_is_put_out_and_taken_down() -> None:
    publish, down = c.Publish(public_text=PublicText("路灯已修复。")), c.Unpublish(reason=NOTE)
    assert given(*CLOSED).when(publish, SUPERVISOR, LATER).then(e.Published).public_text == "路灯已修复。"
    out = (*CLOSED, (publish, SUPERVISOR, LATER))
    given(*out).when(publish, SUPERVISOR, LATER).then()
    assert given(*out).when(down, SUPERVISOR, LATER).then(e.Unpublished).public_text is None
    given(*CLOSED).when(down, SUPERVISOR, LATER).then()
    given(*TRIAGED).when(publish, SUPERVISOR, "2026-03-03T09:00").refused(refusals.NotYetAnswered)


def test_the_file_is_archived_for_the_tracks_term_and_then_only_annotated() -> None:
    state = given(*CLOSED).when(c.Archive(), SUPERVISOR, LATER).then(e.Archived)
    assert (state.stage, state.retention) == (Stage.ARCHIVED, "30y")
    archived = (*CLOSED, (c.Archive(), SUPERVISOR, LATER))
    given(*archived).when(c.Annotate(text=NOTE), SUPERVISOR, LATER).then(e.Annotated(text=NOTE))
    given(*archived).when(c.Reopen(reason=NOTE), SUPERVISOR, LATER).refused(refusals.AlreadyArchived)
    given(*SATISFIED).when(c.Archive(), SUPERVISOR, LATER).refused(refusals.NotYetClosed)


def test_an_old_ledgers_answer_belongs_to_a_case_just_received() -> None:
    old = c.RecordLedgerAnswer(text=NOTE, batch="2025", row=7)  # type: ignore[arg-type]
    given(*TRANSFERRED).when(old, CLERK, "2026-03-03T09:00").refused(refusals.NotAtThisStage)
