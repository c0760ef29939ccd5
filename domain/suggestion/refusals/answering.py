"""Answering."""

from domain.shared.refusal import OutOfOrder, Unacceptable


class NotYetAnswered(OutOfOrder):
    """This can be done only after the suggestion has been answered."""

    slug = "suggestion-not-yet-answered"
    zh = "尚未答复。"


class AlreadyAnswered(OutOfOrder):
    """A suggestion that has been answered is not handled further."""

    slug = "suggestion-already-answered"
    zh = "已经答复。"


class AnswerWithoutSignatory(Unacceptable):
    """An answer is signed by a responsible head."""

    slug = "answer-without-signatory"
    zh = "答复须由负责人签发。"
    source = "山东省代表建议办理工作条例 22"


class CommitmentWithoutDate(Unacceptable):
    """What is planned is promised by a date."""

    slug = "commitment-without-date"
    zh = "列入计划的，须有写明期限的承诺事项。"
    source = "山东省代表建议办理工作条例 18"


class CommitmentInPast(Unacceptable):
    """A promise is for a day to come."""

    slug = "commitment-in-past"
    zh = "承诺期限不得早于今日。"


class SolvedWithoutEvidence(Unacceptable):
    """What is solved is shown by evidence."""

    slug = "solved-without-evidence"
    zh = "已解决的，须附办理佐证。"


class CannotWithoutBasis(Unacceptable):
    """What cannot be done is refused on a stated basis."""

    slug = "cannot-without-basis"
    zh = "不能解决的，须写明依据。"
    source = "上海市代表建议规定 18"


class EvidenceEmpty(Unacceptable):
    """Evidence is an attachment, a description, or both."""

    slug = "evidence-empty"
    zh = "佐证须有附件或说明。"


class AnswerAlreadyDelivered(OutOfOrder):
    """An answer that was delivered is not sent back; rework is ordered instead."""

    slug = "answer-already-delivered"
    zh = "答复已送达，不得退回。"


class LeadNotYetAnswered(OutOfOrder):
    """A merged case is answered after its lead."""

    slug = "lead-not-yet-answered"
    zh = "并入的主件尚未答复。"


class NoDeputyToTell(Unacceptable):
    """Only a case that a deputy brought is delivered to a deputy."""

    slug = "no-deputy-to-tell"
    zh = "本件没有接待代表。"


class NoSuchCommitment(Unacceptable):
    """A commitment is named by its number in the case."""

    slug = "no-such-commitment"
    zh = "没有该承诺事项。"


class KeptWithoutEvidence(Unacceptable):
    """A kept promise is shown by evidence."""

    slug = "kept-without-evidence"
    zh = "承诺兑现须附佐证。"


class CommitmentAlreadyKept(OutOfOrder):
    """A kept promise is not moved."""

    slug = "commitment-already-kept"
    zh = "承诺已经兑现。"


class RescheduledNotLater(Unacceptable):
    """A promise is moved to a later day."""

    slug = "rescheduled-not-later"
    zh = "改期须晚于原期限。"


class RescheduledTwice(OutOfOrder):
    """A promise is moved a second time only under a yellow card."""

    slug = "rescheduled-twice"
    zh = "再次改期须先有黄牌以上督办。"
