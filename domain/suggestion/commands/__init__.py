"""What may be asked of a suggestion. The class is the verb; `application/verbs.py` holds its name on the wire."""

from domain.suggestion.commands.answering import (
    Answer,
    Deliver,
    KeepCommitment,
    RescheduleCommitment,
    SendBack,
)
from domain.suggestion.commands.closing import (
    Annotate,
    Archive,
    Close,
    Convert,
    LeadCase,
    Merge,
    Publish,
    Reopen,
    Unpublish,
    Withdraw,
)
from domain.suggestion.commands.feedback import Evaluate, HoldReview, LapseEvaluation, OrderRework, SpotCheck
from domain.suggestion.commands.handling import (
    AcceptReturn,
    Assign,
    Contact,
    GiveOpinion,
    GrantExtension,
    Progress,
    RecalculateDeadline,
    RefuseExtension,
    RefuseReturn,
    RejectOpinion,
    RequestExtension,
    RequestReturn,
    Sign,
    Transfer,
)
from domain.suggestion.commands.intake import (
    Correct,
    ProtectIdentity,
    Receive,
    RecordLedgerAnswer,
    RecordLedgerEntry,
    Redirect,
    Sitting,
    Triage,
)
from domain.suggestion.commands.supervision import LiftSupervision, Remind, RespondToSupervision, Supervise

Intake = Receive | RecordLedgerEntry | RecordLedgerAnswer | Correct | ProtectIdentity | Triage | Redirect
Handling = (
    Transfer
    | Sign
    | RequestReturn
    | AcceptReturn
    | RefuseReturn
    | Contact
    | Progress
    | GiveOpinion
    | RejectOpinion
    | RequestExtension
    | GrantExtension
    | RefuseExtension
    | RecalculateDeadline
)
Supervision = Remind | Supervise | RespondToSupervision | LiftSupervision
Answering = Answer | SendBack | Deliver | KeepCommitment | RescheduleCommitment
Feedback = Evaluate | LapseEvaluation | OrderRework | HoldReview | SpotCheck
Closing = Merge | Convert | Withdraw | Close | Reopen | Publish | Unpublish | Archive | Annotate
Command = Intake | Handling | Supervision | Answering | Feedback | Closing

__all__ = [
    "AcceptReturn",
    "Annotate",
    "Answer",
    "Answering",
    "Archive",
    "Assign",
    "Close",
    "Closing",
    "Command",
    "Contact",
    "Convert",
    "Correct",
    "Deliver",
    "Evaluate",
    "Feedback",
    "GiveOpinion",
    "GrantExtension",
    "Handling",
    "HoldReview",
    "Intake",
    "KeepCommitment",
    "LapseEvaluation",
    "LeadCase",
    "LiftSupervision",
    "Merge",
    "OrderRework",
    "Progress",
    "ProtectIdentity",
    "Publish",
    "RecalculateDeadline",
    "Receive",
    "RecordLedgerAnswer",
    "RecordLedgerEntry",
    "Redirect",
    "RefuseExtension",
    "RefuseReturn",
    "RejectOpinion",
    "Remind",
    "Reopen",
    "RequestExtension",
    "RequestReturn",
    "RescheduleCommitment",
    "RespondToSupervision",
    "SendBack",
    "Sign",
    "Sitting",
    "SpotCheck",
    "Supervise",
    "Supervision",
    "Transfer",
    "Triage",
    "Unpublish",
    "Withdraw",
]
