"""Any sequence of commands yields a history that folds, and no order of them passes a guard."""

from collections import Counter
from datetime import datetime, timedelta
from random import Random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.shared.people import Actor, Role
from domain.shared.refusal import Refused
from domain.shared.sealed import plain
from domain.shared.stamp import Stamp
from domain.suggestion import commands as c
from domain.suggestion import events as e
from domain.suggestion.decide import decide
from domain.suggestion.evolve import evolve, fold
from domain.suggestion.lifecycle import LEGAL
from domain.suggestion.particulars import Kind
from domain.suggestion.state import INITIAL, Stage, Suggestion
from tests.spec import instant, person, rules_on, stamped
from tests.support.close_check import Card
from tests.support.random_commands import CLERK, MAIN, RARE, SIDE, SUPERVISOR, UNITS, Choice, receive

CLOSERS: tuple[Choice, ...] = (
    lambda r, d: (c.Close(), r.choice((SUPERVISOR, CLERK, person("mixed", Role.SUPERVISOR, r.choice(UNITS))))),
    lambda r, d: (c.Close(note=plain("理由")), SUPERVISOR),
)
CHOICES: tuple[Choice, ...] = (*MAIN * 6, *CLOSERS * 6, *SIDE, *RARE)
GAPS = (0, 60, 3_600, 86_400, 5 * 86_400, 25 * 86_400)
STEPS = st.lists(st.tuples(st.sampled_from(CHOICES), st.sampled_from(GAPS)), max_size=60)
START = instant("2026-01-05T09:00")
History = list[tuple[e.Event, Stamp]]


class Played:
    """One case under a sequence of commands, watched by a second pair of eyes."""

    def __init__(self, random: Random) -> None:
        self.random, self.at = random, START
        self.state: Suggestion = INITIAL
        self.history: History = []
        self.card, self.closed = Card(), 0

    def ask(self, command: c.Command, by: Actor) -> None:
        """Put a command; a refusal changes nothing."""
        stamp = stamped(by, self.at.strftime("%Y-%m-%dT%H:%M"), number=len(self.history) + 1)
        before = self.state
        allowed = self.card.may_close(stamp, command.note is not None) if isinstance(command, c.Close) else None
        try:
            found = decide(command, before, stamp=stamp, rules=rules_on(stamp))
        except Refused:
            assert not (allowed and before.stage in LEGAL[c.Close]), "closing was refused against the rules"
            return
        assert allowed is not False, "closed against the rules"
        for event in found:
            self.history.append((event, stamp))
            self.card.note(event, stamp)
            self.state = evolve(self.state, event, stamp)


def play(random: Random, steps: list[tuple[Choice, int]]) -> Played:
    """Register a case and ask for whatever the steps say."""
    played = Played(random)
    played.ask(receive(random), CLERK)
    for choice, gap in steps:
        played.at += timedelta(seconds=gap)
        played.ask(*choice(random, played.at.date()))
    return played


def consistent(history: History) -> None:
    """What holds of every history, whatever was asked."""
    seen = Counter(type(event) for event, _ in history)
    names = [type(event) for event, _ in history]
    assert names[0] is e.Received and seen[e.Received] == 1
    assert seen[e.ReworkOrdered] <= 2 and seen[e.Converted] <= 1 and seen[e.Withdrawn] <= 1
    if e.Archived in names:
        assert set(names[names.index(e.Archived) + 1 :]) <= {e.Annotated}
    instants: list[datetime] = [stamp.at for _, stamp in history]
    assert instants == sorted(instants)


def parts_fit(state: Suggestion) -> None:
    """One lead, or several that answer separately; a unit has one part at a time."""
    kinds = Counter(a.kind for a in state.held)
    assert kinds[Kind.LEAD] <= 1
    assert not (kinds[Kind.LEAD] and kinds[Kind.SEPARATE])
    assert len({a.unit for a in state.held}) == len(state.held)


@settings(max_examples=400, suppress_health_check=[HealthCheck.too_slow])
@given(st.randoms(use_true_random=False), STEPS)
def test_any_sequence_folds_and_passes_no_guard(random: Random, steps: list[tuple[Choice, int]]) -> None:
    played = play(random, steps)
    consistent(played.history)
    parts_fit(played.state)
    assert fold(played.history) == played.state
    assert played.state.version == len(played.history)


def test_the_sequences_reach_every_stage() -> None:
    """The property above says little if cases never get far."""
    reached: Counter[Stage] = Counter()
    for seed in range(300):
        random = Random(seed)
        steps = [(random.choice(CHOICES), random.choice(GAPS)) for _ in range(150)]
        played = play(random, steps)
        reached.update({stage_of(played.history, n) for n in range(1, len(played.history) + 1)})
    assert set(Stage) - set(reached) <= {Stage.UNREGISTERED, Stage.MERGED}
    assert reached[Stage.CLOSED] > 15


def stage_of(history: History, version: int) -> Stage:
    """Where the case stood after so many facts."""
    return fold(history[:version]).stage
