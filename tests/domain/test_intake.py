"""Taking in: registering, correcting, protecting, triaging, redirecting, and the old ledger."""

import pytest

from domain.policies.policy import Track
from domain.shared.identity import BatchId, ExternalNumber, LegalBasis, StationCode
from domain.shared.sealed import Plain, Sealed, WordsUnusable, plain
from domain.suggestion import commands as c
from domain.suggestion import events as e
from domain.suggestion import refusals
from domain.suggestion.particulars import Changes, Voter
from domain.suggestion.state import Stage
from tests.spec import (
    BROUGHT,
    CLERK,
    CLOSED,
    DEPUTY,
    NOTE,
    RECEIVED,
    STATION_CLERK,
    SUPERVISOR,
    TRANSFERRED,
    TRIAGED,
    VOTER,
    WORDS,
    given,
    receive,
    triage,
)

OLD = c.RecordLedgerEntry(received=receive(voter=None), batch=BatchId("2025"), row=7, number=ExternalNumber("12"))
OLD_ANSWER = c.RecordLedgerAnswer(text=NOTE, batch=BatchId("2025"), row=7)
REDIRECT = c.Redirect(basis=LegalBasis("信访工作条例第二十三条"), told=NOTE, path=NOTE)


def test_a_suggestion_is_registered_by_whoever_took_it_down() -> None:
    state = given().when(receive(), CLERK, "2026-03-02T09:00").then(e.Received)
    assert (state.stage, state.registrar) == (Stage.RECEIVED, CLERK)


def test_a_case_is_registered_once() -> None:
    given(*RECEIVED).when(receive(), CLERK, "2026-03-02T10:00").refused(refusals.AlreadyRegistered)


def test_nothing_is_done_to_a_case_before_it_is_registered() -> None:
    given().when(triage(), CLERK, "2026-03-02T10:00").refused(refusals.NotRegistered)


def test_a_fact_is_not_recorded_before_it_happened() -> None:
    asked = given().when(receive(), CLERK, "2026-03-02T09:00", occurred="2026-03-02T09:01")
    asked.refused(refusals.OccurredInFuture)


def test_a_suggestion_is_brought_to_an_activity_that_is_known_and_where_a_deputy_sits() -> None:
    when = (CLERK, "2026-03-02T09:00")
    nowhere, empty, seated = None, c.Sitting(reception=True, hosts=0), c.Sitting(reception=True, hosts=1)
    given().when(receive(activity="a", sitting=nowhere), *when).refused(refusals.ActivityNotKnown)
    given().when(receive(activity="a", sitting=empty), *when).refused(refusals.NoDeputyReceives)
    for sitting in (seated, c.Sitting(reception=False, hosts=0)):
        given().when(receive(activity="a", sitting=sitting), *when).then(e.Received)


def test_an_entry_two_working_days_late_needs_no_reason() -> None:
    given().when(receive(), CLERK, "2026-03-04T09:00", occurred="2026-03-02T09:00").then(e.Received)


def test_an_entry_later_than_that_states_its_reason() -> None:
    late = {"by": CLERK, "on": "2026-03-05T09:00", "occurred": "2026-03-02T09:00"}
    given().when(receive(), **late).refused(refusals.LateEntryWithoutReason)
    assert given().when(receive(reason=NOTE), **late).then(e.Received).received_on.isoformat() == "2026-03-02"


def test_a_station_registers_only_what_was_brought_to_it() -> None:
    elsewhere = receive(station=StationCode("station-west"))
    given().when(elsewhere, STATION_CLERK, "2026-03-02T09:00").refused(refusals.StationNotOwn)
    assert given().when(elsewhere, CLERK, "2026-03-02T09:00").then(e.Received).station == "station-west"


def test_a_stations_entry_is_the_stations() -> None:
    assert given().when(receive(), STATION_CLERK, "2026-03-02T09:00").then(e.Received).station == "station-east"


def test_a_deputys_entry_is_in_the_deputys_own_name() -> None:
    asked = given().when(receive(deputy="deputy-other"), DEPUTY, "2026-03-02T09:00")
    assert asked.then(e.Received).deputy == DEPUTY.id


def test_a_correction_names_what_it_corrects() -> None:
    nothing = c.Correct(changes=Changes(), reason=NOTE)
    given(*RECEIVED).when(nothing, CLERK, "2026-03-02T10:00").refused(refusals.NothingToCorrect)


def test_a_correction_changes_what_it_names_and_keeps_the_rest() -> None:
    fix = c.Correct(changes=Changes(title=NOTE, voter=Voter(phone=plain("138"))), reason=NOTE)
    state = given(*RECEIVED).when(fix, CLERK, "2026-03-02T10:00").then(e.Corrected(changes=fix.changes, reason=NOTE))
    assert (state.title, state.text) == (NOTE, WORDS)
    assert state.voter == Voter(name=plain("王某"), phone=plain("138"))


def test_a_correction_may_add_the_voter_nobody_took_down() -> None:
    unknown = ((receive(voter=None), CLERK, "2026-03-02T09:00"),)
    fix = c.Correct(changes=Changes(voter=Voter(name=NOTE)), reason=NOTE)
    assert given(*unknown).when(fix, CLERK, "2026-03-02T10:00").then(e.Corrected).voter == Voter(name=NOTE)


def test_after_the_transfer_only_the_supervisor_corrects() -> None:
    fix = c.Correct(changes=Changes(title=NOTE), reason=NOTE)
    given(*TRANSFERRED).when(fix, CLERK, "2026-03-03T10:00").refused(refusals.CorrectionNeedsSupervisor)
    given(*TRANSFERRED).when(fix, SUPERVISOR, "2026-03-03T10:00").then(e.Corrected)


def test_an_identity_is_protected_once_and_at_any_time() -> None:
    ask = c.ProtectIdentity(reason=NOTE)
    state = given(*CLOSED).when(ask, VOTER, "2026-03-20T10:00").then(e.IdentityProtected(reason=NOTE))
    assert state.identity_protected
    given(*CLOSED, (ask, VOTER, "2026-03-20T10:00")).when(ask, CLERK, "2026-03-21T10:00").then()


def test_triage_says_what_it_is_about_and_which_road_it_takes() -> None:
    state = given(*RECEIVED).when(triage(), CLERK, "2026-03-02T10:00").then(e.Triaged)
    assert (state.stage, state.track) == (Stage.TRIAGED, Track.DEPARTMENT)


def test_triage_that_says_the_same_again_changes_nothing() -> None:
    given(*TRIAGED).when(triage(), CLERK, "2026-03-02T11:00").then()


def test_an_accusation_stays_when_a_later_triage_does_not_repeat_it() -> None:
    accused = (*RECEIVED, (triage(accused="roads"), CLERK, "2026-03-02T10:00"))
    asked = given(*accused).when(triage(Track.TOWNSHIP), CLERK, "2026-03-02T11:00")
    assert asked.then(e.Triaged).accused == "roads"


def test_after_the_transfer_only_the_supervisor_triages() -> None:
    anew = triage(Track.TOWNSHIP)
    given(*TRANSFERRED).when(anew, CLERK, "2026-03-03T10:00").refused(refusals.TriageNeedsSupervisor)
    assert given(*TRANSFERRED).when(anew, SUPERVISOR, "2026-03-03T10:00").then(e.Triaged).stage is Stage.TRANSFERRED


def test_what_is_not_the_offices_is_redirected_and_the_voter_told() -> None:
    assert given(*RECEIVED).when(REDIRECT, CLERK, "2026-03-02T10:00").then(e.Redirected).stage is Stage.REDIRECTED


def test_after_the_transfer_only_the_supervisor_redirects() -> None:
    given(*TRANSFERRED).when(REDIRECT, CLERK, "2026-03-03T10:00").refused(refusals.RedirectNeedsSupervisor)
    given(*TRANSFERRED).when(REDIRECT, SUPERVISOR, "2026-03-03T10:00").then(e.Redirected)


def test_a_redirected_case_goes_no_further() -> None:
    ended = (*RECEIVED, (REDIRECT, CLERK, "2026-03-02T10:00"))
    given(*ended).when(triage(), CLERK, "2026-03-02T11:00").refused(refusals.AlreadyEnded)


def test_a_line_of_an_old_ledger_keeps_its_own_date_and_its_place() -> None:
    state = given().when(OLD, CLERK, "2026-03-02T09:00", occurred="2024-05-06T09:00").then(e.Received)
    assert state.imported == e.Imported(batch=BatchId("2025"), row=7, number=ExternalNumber("12"))
    assert state.received_on.isoformat() == "2024-05-06"


def test_a_ledger_answer_leaves_unsaid_what_the_ledger_does_not_say() -> None:
    old = ((OLD, CLERK, "2026-03-02T09:00"),)
    state = given(*old).when(OLD_ANSWER, CLERK, "2026-03-02T10:00").then(e.Answered)
    assert (state.stage, state.outcome) == (Stage.ANSWERED, None)


def test_an_answer_is_not_older_than_the_suggestion() -> None:
    asked = given(*RECEIVED).when(OLD_ANSWER, CLERK, "2026-03-02T10:00", occurred="2026-03-01T10:00")
    asked.refused(refusals.AnsweredBeforeReceived)


def test_a_deputy_brings_a_case_when_the_clerk_says_so() -> None:
    assert given(*BROUGHT).state.deputy == DEPUTY.id


@pytest.mark.parametrize("words", ["", "  \n", "a\x00b", "\ud800"])
def test_words_hold_something_to_read(words: str) -> None:
    with pytest.raises(WordsUnusable):
        plain(words)


def test_words_are_normalised_and_never_shown() -> None:
    words = plain(" e\u0301 ")
    assert words == Plain("é")
    assert hash(words) == hash(Plain("é"))
    assert "é" not in repr(words)


def test_sealed_words_are_equal_only_when_sealed_as_one() -> None:
    one, other = Sealed("k", "c", "d"), Sealed("k", "c2", "d2")
    assert one == Sealed("k", "c", "d") and hash(one) == hash(Sealed("k", "c", "d"))
    assert one != other
    assert repr(one) == "Sealed('k')"
