"""办结 guard: an answer from everybody who owes one, told to everybody who is owed it, and judged or decided."""

from domain.policies.policy import Rules, Track
from domain.shared.people import Role
from domain.shared.stamp import Stamp
from domain.suggestion import commands, refusals
from domain.suggestion.particulars import Grade, Outcome, Recipient
from domain.suggestion.state import Stage, Suggestion


def check_close(command: commands.Close, state: Suggestion, stamp: Stamp, rules: Rules) -> None:
    """Raise the refusal that stands against closing, if one does."""
    _check_closer(state, stamp)
    if state.stage not in (Stage.ANSWERED, Stage.TRACKING):
        raise refusals.NotYetAnswered()
    _check_told(state, rules)
    _check_judged(command, state, stamp)
    if state.open_commitments:
        raise refusals.CommitmentsOpen()


def _check_closer(state: Suggestion, stamp: Stamp) -> None:
    if state.handled_by(stamp.by.org) or stamp.by.id in state.answerers:
        raise refusals.CloserIsHandler()
    small = state.track in (Track.ON_THE_SPOT, Track.TOWNSHIP)
    if not small and stamp.by.role is not Role.SUPERVISOR:
        raise refusals.CloseNeedsSupervisor()


def _check_told(state: Suggestion, rules: Rules) -> None:
    """Voter and deputy were told; a voter is unreachable after enough attempts on enough days."""
    if state.voter is not None and not state.delivered(Recipient.VOTER):
        days = state.failed_attempts(Recipient.VOTER)
        enough = len(days) >= rules.policy.unreachable_attempts
        if not (enough and len(set(days)) >= rules.policy.unreachable_days):
            raise refusals.AnswerNotDelivered()
    if state.deputy is not None and not state.delivered(Recipient.DEPUTY):
        raise refusals.DeputyNotTold()


def _check_judged(command: commands.Close, state: Suggestion, stamp: Stamp) -> None:
    """(a) satisfied, (b) lapsed, (c) decided, or (d) accepted with reasons; a standing 不满意 leaves only (c)."""
    if state.reviewed:
        return
    mark = state.latest_mark
    if mark is not None and mark.result is Grade.DISSATISFIED:
        raise refusals.DissatisfactionStands()
    if mark is not None or state.lapsed:
        return
    explained = {r.outcome for r in state.current_replies} <= {Outcome.EXPLAINED, Outcome.CANNOT}
    if explained and stamp.by.role is Role.SUPERVISOR:
        if command.note is None:
            raise refusals.AcceptanceWithoutReasons("note")
        return
    raise refusals.NotYetEvaluated()
