"""The acts a page offers are those the rules would take: none hidden, and none that stands no chance."""

from datetime import timedelta
from random import Random
from uuid import UUID

from application.open_acts import open_acts
from application.specimens import MADE
from application.verbs import VERBS, verb
from domain.policies.policy import Rules
from domain.shared.identity import CommandId
from domain.shared.people import Actor
from domain.shared.refusal import Refused, Unacceptable
from domain.shared.stamp import Stamp
from domain.suggestion import commands
from domain.suggestion.decide import decide
from domain.suggestion.evolve import fold
from domain.suggestion.state import INITIAL, Suggestion
from tests.spec import CALENDAR, POLICIES
from tests.support.random_cases import FIRST, ZONE, Life
from tests.support.random_commands import MAIN, RARE, SIDE, Choice

RULES = Rules(POLICIES[0], CALENDAR)
EVERY: tuple[Choice, ...] = (*MAIN, *SIDE, *RARE)


def stamp(life: Life, by: Actor, hours: int = 1) -> Stamp:
    """A moment after everything that happened to a case."""
    at = life.at + timedelta(hours=hours)
    return Stamp(at=at, by=by, command_id=CommandId(UUID(int=1)), occurred_at=at, zone=ZONE)


def accepted(command: commands.Command, state: Suggestion, by: Stamp) -> bool:
    """Whether the rules take it and something follows."""
    try:
        return bool(decide(command, state, stamp=by, rules=RULES))
    except Refused:
        return False


def test_every_act_that_a_person_may_be_offered_has_its_specimens() -> None:
    assert set(MADE) == set(VERBS.values())


def test_no_act_is_hidden_that_the_rules_would_take() -> None:
    random, tried = Random(5), 0
    for seed in range(60):
        life = Life(Random(seed), RULES, [])
        life.live(random.randint(1, 22))
        for choice in EVERY:
            command, by = choice(random, life.at.date())
            moment = stamp(life, by)
            if accepted(command, life.state, moment) and verb(type(command)) in VERBS:
                tried += 1
                assert verb(type(command)) in open_acts(life.state, moment, RULES).open, (command, life.state)
    assert tried > 300


def test_an_act_held_back_names_the_rule_and_no_rule_about_what_is_said_holds_one_back() -> None:
    random, seen = Random(6), set[str]()
    for seed in range(60):
        life = Life(Random(seed), RULES, [])
        life.live(random.randint(1, 22))
        for _, by in (choice(random, life.at.date()) for choice in EVERY):
            acts = open_acts(life.state, stamp(life, by), RULES)
            assert not {name for name, _ in acts.held_back} & set(acts.open)
            assert not any(isinstance(no, Unacceptable) for _, no in acts.held_back)
            seen |= {no.slug for _, no in acts.held_back}
    assert {"co-opinion-missing", "no-return-requested", "not-your-assignment"} <= seen


def test_nothing_can_be_done_to_a_case_that_is_not_there() -> None:
    life = Life(Random(1), RULES, [])
    assert life.state == INITIAL == fold(())
    assert open_acts(INITIAL, stamp(life, CLERK := EVERY[0](Random(1), FIRST.date())[1]), RULES).open == (), CLERK
