"""Whose turn it is, as the voter is told."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from application.voters_turn import open_to_voter, turn
from domain.shared.identity import ActorId, OrgCode, UnitCode
from domain.shared.people import Actor, Role
from domain.shared.sealed import Plain
from domain.suggestion.entities import Commitment, Delivery, Mark
from domain.suggestion.particulars import Grade, Recipient
from domain.suggestion.state import INITIAL, Stage, Suggestion
from interfaces.web.pages.voter import words

AT, ON = datetime(2026, 3, 2, tzinfo=UTC), date(2026, 3, 2)
ANSWERED = replace(INITIAL, stage=Stage.ANSWERED)
TOLD = replace(ANSWERED, deliveries=(Delivery(to=Recipient.VOTER, at=AT, on=ON, reached=True, round=1),))


def judged(grade: Grade) -> Suggestion:
    """An answered case after the voter's judgement."""
    mark = Mark(at=AT, by=Actor(id=ActorId("v"), role=Role.VOTER), attitude=grade, result=grade, round=1)
    return replace(TOLD, marks=(mark,))


@pytest.mark.parametrize(
    ("state", "act"),
    [
        (ANSWERED, "deliver"),
        (TOLD, "evaluate"),
        (replace(TOLD, lapsed=True), "lapsed"),
        (judged(Grade.DISSATISFIED), "rework"),
        (judged(Grade.BASICALLY_SATISFIED), "close"),
    ],
)
def test_after_an_answer_it_is_the_stations_the_voters_or_the_offices_turn(state: Suggestion, act: str) -> None:
    assert turn(state).act == act


def test_a_commitment_names_who_promised_and_the_nearest_day() -> None:
    unit = UnitCode(OrgCode("water"))
    promises = tuple(
        Commitment(number=n, text=Plain("修好"), due_on=date(2026, 4, n), unit=unit, made_at=AT, made_on=ON)
        for n in (2, 1)
    )
    found = turn(replace(judged(Grade.SATISFIED), stage=Stage.TRACKING, commitments=promises))
    assert (found.act, found.units, found.by) == ("keep", ("water",), date(2026, 4, 1))


def test_every_turn_and_every_open_verb_has_words() -> None:
    for stage in Stage:
        state = replace(INITIAL, stage=stage)
        assert turn(state).act in words.TURNS
        assert set(open_to_voter(state)) <= set(words.ACTS)


def test_who_is_protected_is_not_offered_it_again() -> None:
    received = replace(INITIAL, stage=Stage.RECEIVED)
    assert open_to_voter(received) == ("protect-identity", "withdraw")
    assert open_to_voter(replace(received, identity_protected=True)) == ("withdraw",)
