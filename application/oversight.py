"""What the supervising office goes by when it rules, presses, closes and checks: limits, guards and draws."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from application.desk import state_of
from application.docket import Docket, SpotAnswer
from application.ports import Clock, EventLog, Rulebook
from domain.policies.deadlines import last_day
from domain.policies.period import Period
from domain.policies.policy import Level, Policy, Rules
from domain.policies.sampling import sample
from domain.policies.working_days import YearUnknown
from domain.shared.identity import CommandId, SuggestionId
from domain.shared.people import Actor
from domain.shared.refusal import Refused
from domain.shared.stamp import Stamp
from domain.suggestion import commands
from domain.suggestion.decide.clocks import track_rules
from domain.suggestion.decide.close_guard import check_close
from domain.suggestion.decide.extensions import latest_extension
from domain.suggestion.decide.feedback import REVIEW_AFTER
from domain.suggestion.state import Suggestion


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowed:
    """What policy allows of an extension: until when, how many were given, how many may be."""

    until: date
    given: int
    most: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Dissatisfied:
    """What may follow a dissatisfaction."""

    rework: bool
    review: bool
    reworks: int
    times: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """One case drawn for a check, and whether it was made."""

    answer: SpotAnswer
    checked: bool


class Oversight:
    """Answers for the supervising office's pages; it changes nothing."""

    def __init__(self, *, log: EventLog, docket: Docket, rulebook: Rulebook, clock: Clock) -> None:
        self._log, self.docket, self._rulebook, self._clock = log, docket, rulebook, clock

    def rules(self) -> Rules:
        """The policy in force today and the calendar as known."""
        policies = [p for p in self._rulebook.policies() if p.effective_on <= self.today()]
        return Rules(max(policies, key=lambda p: p.effective_on), self._rulebook.calendar())

    def policy(self) -> Policy:
        """The policy in force today."""
        return self.rules().policy

    def today(self) -> date:
        """The office's day."""
        return self._clock.now().date()

    def ends(self, start: date, period: Period) -> date | None:
        """The last day of a period; None beyond the calendar's years."""
        try:
            return last_day(start, period, self._rulebook.calendar())
        except YearUnknown:
            return None

    def respond_by(self) -> dict[Level, date | None]:
        """Per level, the day by which an account would be due if a notice were issued today."""
        return {level: self.ends(self.today(), period) for level, period in self.policy().supervision_response.items()}

    def known(self, cases: Sequence[UUID]) -> Mapping[UUID, Suggestion]:
        """What the office knows of some cases now, their words left sealed."""
        histories = self._log.histories([SuggestionId(case) for case in cases], self._log.head())
        return {case: state_of(history) for case, history in histories.items()}

    def allowed(self, state: Suggestion, unit: str) -> Allowed | None:
        """How far a unit's wish for time may be granted."""
        part = next((a for a in state.held if a.unit == unit), None)
        if part is None:
            return None
        rules = self.rules()
        most = track_rules(state, rules).extensions
        return Allowed(until=latest_extension(part, state, rules), given=part.extensions, most=most)

    def dissatisfied(self, state: Suggestion) -> Dissatisfied:
        """Whether a case goes back to work or before its parties."""
        return Dissatisfied(
            rework=state.reworks < self.policy().rework_rounds,
            review=state.dissatisfactions >= REVIEW_AFTER,
            reworks=state.reworks,
            times=state.dissatisfactions,
        )

    def against_closing(self, state: Suggestion, by: Actor) -> Refused | None:
        """What stands against this person's closing the case without a word; None where nothing does."""
        now = self._clock.now()
        stamp = Stamp(at=now, by=by, command_id=CommandId(self._clock.new_id()), occurred_at=now, zone=self._clock.zone)
        try:
            check_close(commands.Close(), state, stamp, self.rules())
        except Refused as no:
            return no
        return None

    def drawn(self, month: date) -> tuple[tuple[Drawn, ...], int]:
        """The cases drawn from a month's answers on the spot, and the position the draw rests on.

        The seed is where the log stood at the month's end: nobody knew it when the answers were given, and everybody
        can draw again.
        """
        first, following = month.replace(day=1), _next_month(month)
        cut = self.docket.cut(datetime.combine(following, time(), self._clock.zone))
        answers = {
            one.number: one for one in self.docket.spot_answers(first, date.fromordinal(following.toordinal() - 1))
        }
        chosen = [answers[number] for number in sample(answers, str(cut))]
        checked = self.docket.checked([one.case for one in chosen])
        return tuple(Drawn(answer=one, checked=one.case in checked) for one in chosen), cut


def _next_month(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)
