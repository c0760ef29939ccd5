"""Which acts somebody could do on a case now: asked of the rules themselves, so that no list can disagree with them.

Every act is tried on the case as it stands with specimens of what it may say, and nothing is kept. An act is open
where one of them would be taken, or falls over what it says and not over who says it or when.
"""

from dataclasses import dataclass

from application.desk import state_of
from application.errors import NotFound
from application.ports import Clock, EventLog, Rulebook
from application.specimens import specimens
from application.verbs import VERBS
from domain.policies.policy import Rules
from domain.shared.identity import CommandId, SuggestionId
from domain.shared.people import Actor
from domain.shared.refusal import Refused, Unacceptable
from domain.shared.stamp import Stamp
from domain.suggestion import authority, commands, lifecycle
from domain.suggestion.decide import decide
from domain.suggestion.state import Suggestion


@dataclass(frozen=True, slots=True, kw_only=True)
class Acts:
    """What this person can do now; and what their role may do at this stage, but not as things stand, and why."""

    open: tuple[str, ...]
    held_back: tuple[tuple[str, Refused], ...]


class OpenActs:
    """Tries what may be done."""

    def __init__(self, *, log: EventLog, clock: Clock, rulebook: Rulebook) -> None:
        self._log, self._clock, self._rulebook = log, clock, rulebook

    def of(self, case: SuggestionId, actor: Actor) -> Acts:
        """The acts on a case, in the order of its life. Raises `NotFound`."""
        state, stamp = self._known(case, actor)
        return open_acts(state, stamp, self._rulebook.rules(stamp))

    def rehearse(self, case: SuggestionId, actor: Actor, command: commands.Command) -> None:
        """Decide a command and keep nothing of it. Raises the `Refused` that giving it would raise, and `NotFound`."""
        state, stamp = self._known(case, actor)
        decide(command, state, stamp=stamp, rules=self._rulebook.rules(stamp))

    def _known(self, case: SuggestionId, actor: Actor) -> tuple[Suggestion, Stamp]:
        history = self._log.history(case)
        state = state_of(history)
        if not history or not authority.sees(actor, state):
            raise NotFound()
        at, key = self._clock.now(), CommandId(self._clock.new_id())
        return state, Stamp(at=at, by=actor, command_id=key, occurred_at=at, zone=self._clock.zone)


def open_acts(state: Suggestion, stamp: Stamp, rules: Rules) -> Acts:
    """Try every act on a state."""
    found: list[str] = []
    held_back: list[tuple[str, Refused]] = []
    for verb, command in VERBS.items():
        if not authority.may(stamp.by, command) or not lifecycle.legal(command, state.stage):
            continue
        verdicts = [_verdict(one, state, stamp, rules) for one in specimens(command, state, stamp)]
        if any(verdict is True for verdict in verdicts):
            found.append(verb)
        elif refused := [verdict for verdict in verdicts if isinstance(verdict, Refused)]:
            held_back.append((verb, refused[-1]))
    return Acts(open=tuple(found), held_back=tuple(held_back))


def _verdict(command: commands.Command, state: Suggestion, stamp: Stamp, rules: Rules) -> bool | Refused:
    """Whether something would come of it; the refusal that stands against it, whatever it says."""
    try:
        return bool(decide(command, state, stamp=stamp, rules=rules))
    except Unacceptable:
        return True
    except Refused as no:
        return no
