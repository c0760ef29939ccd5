"""Rules that hold histories against one another: R17 merging away, R22 assessing one's own place."""

from dataclasses import replace
from uuid import UUID

from domain.places import commands as pc
from domain.places import events as pe
from domain.places.particulars import Post, Staff
from domain.redflags import catalogue
from domain.redflags.contact_traces import contact_traces
from domain.redflags.finding import Finding
from domain.redflags.thresholds import DEFAULTS
from domain.redflags.traces import Trace, traces
from domain.shared.identity import Method, SuggestionId
from domain.shared.people import Actor, Role
from domain.suggestion import events as e
from domain.suggestion.particulars import Recipient
from tests.domain.recorded import Told, contact_work
from tests.domain.test_contact_rules import SCORES, STAFFED, at, establish
from tests.domain.test_red_flags import Forced, told
from tests.spec import ANSWERED, CLERK, RECEIVED, SUPERVISOR, Step, deliver, instant, person
from tests.support.judged import OFFICE, WORK

LEAD, MERGED = SuggestionId(UUID(int=1)), SuggestionId(UUID(int=2))
MERGING: tuple[Step | Forced, ...] = (*RECEIVED, (e.Merged(into=LEAD), SUPERVISOR, "2026-03-03T09:00"))
ANSWER_TOLD = (*ANSWERED, (deliver(), CLERK, "2026-03-11T09:00"))


def across(rule: str, left: list[Trace]) -> list[Finding]:
    """What one rule finds among all that was left for comparison."""
    ordered = sorted(left, key=lambda trace: trace.position)
    return [f for f in catalogue.of_many(ordered, OFFICE, DEFAULTS) if f.rule == rule]


def merged(
    lead: tuple[Step, ...], own: tuple[Step | Forced, ...], *, first: int = 1, second: int = 101
) -> list[Finding]:
    """What R17 finds of a lead and a case merged into it, each of a voter who is known."""
    one = replace(told(*lead, first=first), case=LEAD, voter="v1")
    other = replace(told(*own, first=second), case=MERGED, voter="v2")
    return across("R17", [*traces(one), *traces(other)])


def test_a_case_merges_into_an_older_one() -> None:
    assert merged(RECEIVED, MERGING) == []
    [found] = merged(RECEIVED, MERGING, first=101, second=1)
    assert (found.why, found.case, found.positions) == ("younger_lead", MERGED, (101, 2))


def test_the_voter_of_a_merged_case_is_told_within_five_working_days_of_the_leads() -> None:
    handed = e.AnswerDelivered(to=Recipient.VOTER, method=Method("visit"))
    in_time, late = ((*MERGING, (handed, CLERK, on)) for on in ("2026-03-18T17:00", "2026-03-19T09:00"))
    assert merged(ANSWER_TOLD, in_time) == []
    for own in (late, MERGING):
        [found] = merged(ANSWER_TOLD, own)
        assert (found.why, found.case, found.positions) == ("voter_not_told", MERGED, (102, 5))
        assert found.since == instant("2026-03-19T00:00")


def test_nothing_is_owed_while_the_leads_voter_waits_too_or_where_they_were_told_before_the_merging() -> None:
    assert merged(ANSWERED, MERGING) == []
    afterwards = (e.Merged(into=LEAD), SUPERVISOR, "2026-03-12T09:00")
    assert merged(ANSWER_TOLD, (*RECEIVED, afterwards)) == []


def assessed(by: Actor, *steps: Told) -> list[Finding]:
    """What R22 finds of a place assessed past the desk."""
    given = pe.Assessed(period="2026", edition=WORK.edition, scores=SCORES, total=100)
    return across("R22", list(contact_traces(contact_work(establish(), *steps, (given, by, "2026-06-01T09:00")))))


def test_whoever_works_at_a_place_does_not_assess_it() -> None:
    own, other = person("office-1", Role.SUPERVISOR), person("office-2", Role.SUPERVISOR)
    [found] = assessed(own, STAFFED)
    assert (found.why, found.unit, found.positions) == ("assess_own", "S-1", (3,))
    assert assessed(other, STAFFED) == []
    [of_the_organ] = assessed(person("office-2", Role.SUPERVISOR, "S-1"))
    assert of_the_organ.positions == (2,)


def test_whoever_has_left_a_place_may_assess_it() -> None:
    since = at(pc.NameStaff(staff=(Staff(post=Post.HEAD, person="office-2"),)))
    assert assessed(person("office-1", Role.SUPERVISOR), STAFFED, since) == []
    assert len(assessed(person("office-2", Role.SUPERVISOR), STAFFED, since)) == 1
