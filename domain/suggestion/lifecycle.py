"""Which command is legal at which stage: one table; and which events hand a case on."""

from domain.suggestion import commands as c
from domain.suggestion import events as e
from domain.suggestion.state import Stage as S

BEFORE = frozenset({S.RECEIVED, S.TRIAGED})
WORK = frozenset({S.TRANSFERRED, S.HANDLING})
AFTER = frozenset({S.ANSWERED, S.TRACKING})
OPEN = BEFORE | WORK | AFTER
ENDED = frozenset({S.CLOSED, S.REDIRECTED, S.WITHDRAWN, S.MERGED})
KEPT = OPEN | ENDED
REGISTERED = KEPT | {S.ARCHIVED}

SETTLING = (e.Transferred, e.Redirected, e.Answered, e.Merged, e.Withdrawn, e.Converted, e.Closed)
"""What hands a registered case on, or leaves nothing to hand on: R09 waits for it, and so do the five steps."""

LEGAL: dict[type[c.Command], frozenset[S]] = {
    c.Receive: frozenset({S.UNREGISTERED}),
    c.RecordLedgerEntry: frozenset({S.UNREGISTERED}),
    c.RecordLedgerAnswer: frozenset({S.RECEIVED}),
    c.Correct: KEPT,
    c.ProtectIdentity: KEPT,
    c.Triage: BEFORE | WORK,
    c.Redirect: BEFORE | WORK,
    c.Transfer: BEFORE | WORK,
    c.Sign: WORK,
    c.RequestReturn: WORK,
    c.AcceptReturn: WORK,
    c.RefuseReturn: WORK,
    c.Contact: WORK | AFTER,
    c.Progress: WORK | AFTER,
    c.GiveOpinion: WORK,
    c.RejectOpinion: WORK,
    c.RequestExtension: WORK,
    c.GrantExtension: WORK,
    c.RefuseExtension: WORK,
    c.RecalculateDeadline: WORK,
    c.Remind: OPEN,
    c.Supervise: WORK | AFTER,
    c.RespondToSupervision: KEPT,
    c.LiftSupervision: KEPT,
    c.Answer: BEFORE | WORK,
    c.SendBack: WORK | {S.ANSWERED},
    c.Deliver: AFTER | {S.MERGED},
    c.KeepCommitment: AFTER,
    c.RescheduleCommitment: AFTER,
    c.Evaluate: AFTER | {S.MERGED},
    c.LapseEvaluation: AFTER,
    c.OrderRework: AFTER,
    c.HoldReview: AFTER,
    c.SpotCheck: AFTER | {S.CLOSED},
    c.Merge: BEFORE | WORK,
    c.Convert: BEFORE | WORK,
    c.Withdraw: OPEN,
    c.Close: OPEN,
    c.Reopen: frozenset({S.CLOSED}),
    c.Publish: AFTER | {S.CLOSED},
    c.Unpublish: KEPT,
    c.Archive: ENDED,
    c.Annotate: REGISTERED,
}


def legal(command: type[c.Command], stage: S) -> bool:
    """Whether a command of this kind may be given at this stage."""
    return stage in LEGAL[command]
