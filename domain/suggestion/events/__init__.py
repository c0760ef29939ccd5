"""What has happened to a suggestion: facts an official would say aloud.

Who, when and by which command stand in the record around each event, not in it.
"""

from domain.suggestion.events.answering import (
    AnswerDelivered,
    Answered,
    AnswerSentBack,
    CommitmentKept,
    CommitmentRescheduled,
    Committed,
)
from domain.suggestion.events.closing import (
    Annotated,
    Archived,
    Closed,
    Converted,
    Merged,
    Published,
    Reopened,
    Unpublished,
    Withdrawn,
)
from domain.suggestion.events.feedback import (
    Evaluated,
    EvaluationLapsed,
    JointReviewHeld,
    ReworkOrdered,
    SpotChecked,
)
from domain.suggestion.events.handling import (
    Assigned,
    DeadlineRecalculated,
    ExtensionGranted,
    ExtensionRefused,
    ExtensionRequested,
    OpinionGiven,
    OpinionRejected,
    ProgressReported,
    ProposerContacted,
    Recalculated,
    ReturnAccepted,
    ReturnRefused,
    ReturnRequested,
    SignedFor,
    Transferred,
)
from domain.suggestion.events.intake import (
    Corrected,
    IdentityProtected,
    Imported,
    Received,
    Redirected,
    Triaged,
)
from domain.suggestion.events.supervision import Reminded, Supervised, SupervisionAnswered, SupervisionLifted

Intake = Received | Corrected | IdentityProtected | Triaged | Redirected
Handling = (
    Transferred
    | SignedFor
    | ReturnRequested
    | ReturnAccepted
    | ReturnRefused
    | ProposerContacted
    | ProgressReported
    | OpinionGiven
    | OpinionRejected
    | ExtensionRequested
    | ExtensionGranted
    | ExtensionRefused
    | DeadlineRecalculated
)
Supervision = Reminded | Supervised | SupervisionAnswered | SupervisionLifted
Answering = Answered | AnswerSentBack | AnswerDelivered | CommitmentKept | CommitmentRescheduled
Feedback = Evaluated | EvaluationLapsed | ReworkOrdered | JointReviewHeld | SpotChecked
Closing = Merged | Converted | Withdrawn | Closed | Reopened | Published | Unpublished | Archived | Annotated
Event = Intake | Handling | Supervision | Answering | Feedback | Closing

__all__ = [
    "Annotated",
    "AnswerDelivered",
    "AnswerSentBack",
    "Answered",
    "Answering",
    "Archived",
    "Assigned",
    "Closed",
    "Closing",
    "CommitmentKept",
    "CommitmentRescheduled",
    "Committed",
    "Converted",
    "Corrected",
    "DeadlineRecalculated",
    "Evaluated",
    "EvaluationLapsed",
    "Event",
    "ExtensionGranted",
    "ExtensionRefused",
    "ExtensionRequested",
    "Feedback",
    "Handling",
    "IdentityProtected",
    "Imported",
    "Intake",
    "JointReviewHeld",
    "Merged",
    "OpinionGiven",
    "OpinionRejected",
    "ProgressReported",
    "ProposerContacted",
    "Published",
    "Recalculated",
    "Received",
    "Redirected",
    "Reminded",
    "Reopened",
    "ReturnAccepted",
    "ReturnRefused",
    "ReturnRequested",
    "ReworkOrdered",
    "SignedFor",
    "SpotChecked",
    "Supervised",
    "Supervision",
    "SupervisionAnswered",
    "SupervisionLifted",
    "Transferred",
    "Triaged",
    "Unpublished",
    "Withdrawn",
]
