"""答复: who may, what it must hold, whom it reaches, and what it promises."""

from datetime import date

import pytest

from domain.policies.policy import Level, Track
from domain.shared.identity import LegalBasis, SuggestionId, UnitCode
from domain.suggestion import commands as c
from domain.suggestion import events as e
from domain.suggestion import refusals
from domain.suggestion.particulars import Evidence, Outcome, Promise, Recipient
from domain.suggestion.state import Stage
from tests.spec import (
    ANSWERED,
    BROUGHT,
    CLERK,
    DELIVERED,
    HEAD,
    JOINT,
    NOTE,
    PROOF,
    RECEIVED,
    ROADS,
    SATISFIED,
    SEPARATE,
    SUPERVISOR,
    TRANSFERRED,
    WATER,
    answer,
    deliver,
    given,
    transfer,
    triage,
)
from tests.spec import Kind as K

PROMISED = (
    *TRANSFERRED,
    (
        answer(Outcome.PLANNED, commitments=(Promise(text=NOTE, due_on=date(2026, 6, 30)),)),
        ROADS,
        "2026-03-10T09:00",
    ),
)
OPINION = c.GiveOpinion(text=NOTE)
HEARD = (*JOINT, (OPINION, WATER, "2026-03-05T09:00"))
REJECT = c.RejectOpinion(reason=NOTE)
BACK = c.SendBack(reason=NOTE)
DAY = "2026-03-10T09:00"


def test_the_handler_answers_and_the_case_is_answered() -> None:
    state = given(*TRANSFERRED).when(answer(), ROADS, DAY).then(e.Answered)
    assert (state.stage, state.outcome) == (Stage.ANSWERED, Outcome.SOLVED)


@pytest.mark.parametrize(
    ("given_answer", "rule"),
    [
        (answer(signatory=None), refusals.AnswerWithoutSignatory),
        (answer(Outcome.PLANNED), refusals.CommitmentWithoutDate),
        (answer(commitments=(Promise(text=NOTE),)), refusals.CommitmentWithoutDate),
        (answer(commitments=(Promise(text=NOTE, due_on=date(2026, 3, 9)),)), refusals.CommitmentInPast),
        (answer(evidence=()), refusals.SolvedWithoutEvidence),
        (answer(evidence=(Evidence(),)), refusals.EvidenceEmpty),
        (answer(Outcome.CANNOT), refusals.CannotWithoutBasis),
    ],
)
def test_an_answer_holds_what_it_must(given_answer: c.Answer, rule: type) -> None:
    given(*TRANSFERRED).when(given_answer, ROADS, DAY).refused(rule)


def test_what_cannot_be_done_says_by_which_law() -> None:
    cannot = answer(Outcome.CANNOT, basis=LegalBasis("城市道路管理条例第三十一条"))
    given(*TRANSFERRED).when(cannot, ROADS, DAY).then(e.Answered)


def test_only_a_unit_with_a_part_answers() -> None:
    given(*TRANSFERRED).when(answer(), WATER, DAY).refused(refusals.NotYourAssignment)
    given(*RECEIVED).when(answer(), ROADS, DAY).refused(refusals.NotYetTransferred)
    given(*TRANSFERRED).when(answer(), HEAD, DAY).refused(refusals.AnswerFromHandlerOnly)
    given(*JOINT).when(answer(), WATER, DAY).refused(refusals.CoHandlerDoesNotAnswer)


def test_a_station_answers_on_the_spot_what_is_triaged_so() -> None:
    spot = (*RECEIVED, (triage(Track.ON_THE_SPOT), CLERK, "2026-03-02T10:00"))
    state = given(*spot).when(answer(signatory=None), HEAD, "2026-03-02T11:00").then(e.Answered)
    assert state.stage is Stage.ANSWERED


def test_every_separate_handler_answers_once() -> None:
    one = (*SEPARATE, (answer(), ROADS, DAY))
    given(*one).when(answer(), ROADS, DAY).refused(refusals.AlreadyAnswered)
    assert given(*one).state.stage is Stage.HANDLING
    assert given(*one).when(answer(), WATER, DAY).then(e.Answered).stage is Stage.ANSWERED


def test_the_lead_answers_when_every_opinion_lies_before_it() -> None:
    given(*JOINT).when(answer(), ROADS, DAY).refused(refusals.CoOpinionMissing)
    given(*HEARD).when(answer(), ROADS, DAY).then(e.Answered)


def test_an_opinion_comes_from_the_co_handler() -> None:
    given(*JOINT).when(OPINION, ROADS, DAY).refused(refusals.OpinionFromCoHandler)
    given(*HEARD).when(OPINION, WATER, DAY).refused(refusals.AssignmentFinished)


def test_the_lead_sends_an_empty_opinion_back_once() -> None:
    given(*JOINT).when(REJECT, ROADS, DAY).refused(refusals.NoOpinionGiven)
    given(*JOINT).when(REJECT, WATER, DAY).refused(refusals.RejectionFromLead)
    state = given(*HEARD).when(REJECT, ROADS, "2026-03-06T09:00").then(e.OpinionRejected)
    assert state.assignment(WATER.org).due.on == date(2026, 3, 13)
    again = (*HEARD, (REJECT, ROADS, "2026-03-06T09:00"), (OPINION, WATER, "2026-03-09T09:00"))
    given(*again).when(REJECT, ROADS, DAY).refused(refusals.OpinionAlreadyRejected)
    given(*again).when(answer(), ROADS, DAY).then(e.Answered)


def test_an_empty_answer_is_sent_back_before_it_is_delivered() -> None:
    state = given(*ANSWERED).when(BACK, SUPERVISOR, "2026-03-10T10:00").then(e.AnswerSentBack)
    assert (state.stage, state.outcome) == (Stage.HANDLING, None)
    given(*DELIVERED).when(BACK, SUPERVISOR, "2026-03-12T10:00").refused(refusals.AnswerAlreadyDelivered)


def test_sending_back_names_whose_answer() -> None:
    given(*SEPARATE).when(BACK, SUPERVISOR, DAY).refused(refusals.NotYetAnswered)
    both = (*SEPARATE, (answer(), ROADS, DAY), (answer(), WATER, DAY))
    given(*both).when(BACK, SUPERVISOR, "2026-03-11T09:00").refused(refusals.NameTheUnit)
    named = c.SendBack(reason=NOTE, unit=UnitCode(WATER.org))
    state = given(*both).when(named, SUPERVISOR, "2026-03-11T09:00").then(e.AnswerSentBack)
    assert [a.progress.value for a in state.assignments] == ["answered", "active"]


def test_the_answer_is_delivered_to_those_who_are_there() -> None:
    given(*TRANSFERRED).when(deliver(), CLERK, DAY).refused(refusals.NotYetAnswered)
    given(*ANSWERED).when(deliver(Recipient.DEPUTY), CLERK, "2026-03-11T09:00").refused(refusals.NoDeputyToTell)
    brought = (*BROUGHT, (transfer(roads=K.LEAD), SUPERVISOR, "2026-03-02T11:00"), (answer(), ROADS, DAY))
    given(*brought).when(deliver(Recipient.DEPUTY), CLERK, "2026-03-11T09:00").then(e.AnswerDelivered)


def test_a_merged_cases_voter_is_told_what_the_lead_case_answers() -> None:
    lead = c.LeadCase(received_at_position=1, track=Track.DEPARTMENT, open=True)
    merge = c.Merge(into=SuggestionId("00000000-0000-0000-0000-000000000001"), lead=lead, own_position=9)
    merged = (*RECEIVED, (merge, SUPERVISOR, "2026-03-02T10:00"))
    given(*merged).when(deliver(), CLERK, DAY).refused(refusals.LeadNotYetAnswered)
    told = c.Deliver(to=Recipient.VOTER, method=deliver().method, lead_answered=True)
    given(*merged).when(told, CLERK, DAY).then(e.AnswerDelivered)


def test_a_promise_is_kept_with_proof_and_once() -> None:
    keep = c.KeepCommitment(commitment=1, evidence=PROOF)
    state = given(*PROMISED).when(keep, ROADS, "2026-05-10T09:00").then(e.CommitmentKept)
    assert state.open_commitments == ()
    kept = (*PROMISED, (keep, ROADS, "2026-05-10T09:00"))
    given(*kept).when(keep, ROADS, "2026-05-11T09:00").then()
    later = c.RescheduleCommitment(commitment=1, due_on=date(2026, 8, 1), reason=NOTE)
    given(*kept).when(later, ROADS, "2026-05-11T09:00").refused(refusals.CommitmentAlreadyKept)


@pytest.mark.parametrize(
    ("command", "rule"),
    [
        (c.KeepCommitment(commitment=1, evidence=()), refusals.KeptWithoutEvidence),
        (c.KeepCommitment(commitment=1, evidence=(Evidence(),)), refusals.EvidenceEmpty),
        (c.KeepCommitment(commitment=2, evidence=PROOF), refusals.NoSuchCommitment),
        (c.RescheduleCommitment(commitment=1, due_on=date(2026, 6, 30), reason=NOTE), refusals.RescheduledNotLater),
    ],
)
def test_a_promise_is_not_waved_away(command: c.Command, rule: type) -> None:
    given(*PROMISED).when(command, ROADS, "2026-05-10T09:00").refused(rule)


def test_another_units_promise_is_not_ones_own() -> None:
    keep = c.KeepCommitment(commitment=1, evidence=PROOF)
    given(*PROMISED).when(keep, WATER, "2026-05-10T09:00").refused(refusals.NotYourCommitment)
    given(*PROMISED).when(keep, SUPERVISOR, "2026-05-10T09:00").then(e.CommitmentKept)


def test_a_promise_moves_a_second_time_only_under_supervision() -> None:
    def later(month: int) -> c.RescheduleCommitment:
        return c.RescheduleCommitment(commitment=1, due_on=date(2026, month, 1), reason=NOTE)

    once = (*PROMISED, (later(8), ROADS, "2026-05-10T09:00"))
    assert given(*once).state.commitments[0].due_on == date(2026, 8, 1)
    given(*once).when(later(9), ROADS, "2026-06-10T09:00").refused(refusals.RescheduledTwice)
    watched = (*once, (c.Supervise(level=Level.YELLOW, reason=NOTE), SUPERVISOR, "2026-06-09T09:00"))
    given(*watched).when(later(9), ROADS, "2026-06-10T09:00").then(e.CommitmentRescheduled)


def test_an_answered_case_is_not_answered_again() -> None:
    given(*SATISFIED).when(answer(), ROADS, "2026-03-12T10:00").refused(refusals.AlreadyAnswered)
