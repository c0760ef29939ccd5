"""Endings."""

from domain.shared.refusal import OutOfOrder, Unacceptable


class AnswerNotDelivered(OutOfOrder):
    """The voter is told the answer, or could not be reached in three attempts on two days."""

    slug = "answer-not-delivered"
    zh = "答复尚未送达选民。"


class DeputyNotTold(OutOfOrder):
    """The deputy who brought the suggestion is told the answer."""

    slug = "deputy-not-told"
    zh = "答复尚未反馈接待代表。"


class DissatisfactionStands(OutOfOrder):
    """A case does not close over a standing dissatisfaction."""

    slug = "dissatisfaction-stands"
    zh = "选民不满意，须再次办理或会商决定。"


class AcceptanceWithoutReasons(Unacceptable):
    """Closing on an explanation alone states the reasons."""

    slug = "acceptance-without-reasons"
    zh = "未经评价办结解释类答复，须写明理由。"


class CommitmentsOpen(OutOfOrder):
    """A case is tracked until its promises are kept."""

    slug = "commitments-open"
    zh = "承诺事项尚未兑现。"
    source = "重庆市代表建议工作条例 24"


class NotYetClosed(OutOfOrder):
    """Only a case that has ended is opened again or archived."""

    slug = "suggestion-not-yet-closed"
    zh = "尚未办结。"


class AlreadyClosed(OutOfOrder):
    """A closed case is opened again before anything else is done."""

    slug = "suggestion-already-closed"
    zh = "已经办结。"


class AlreadyEnded(OutOfOrder):
    """A case that was redirected, withdrawn or merged goes no further."""

    slug = "suggestion-already-ended"
    zh = "本件已终止。"


class AlreadyArchived(OutOfOrder):
    """Nothing but a note follows the archive."""

    slug = "suggestion-already-archived"
    zh = "已经归档。"
    source = "档案法实施条例 39"


class AnswerStillOwed(OutOfOrder):
    """Merging takes nobody's right to an answer."""

    slug = "answer-still-owed"
    zh = "并案件尚未答复选民本人。"
    source = "福建省代表建议办理规定 22"


class AlreadyConverted(OutOfOrder):
    """A case is converted once."""

    slug = "already-converted"
    zh = "已转为代表建议。"


class ReopenWindowPassed(OutOfOrder):
    """A voter asks to reopen within thirty days of the closing."""

    slug = "reopen-window-passed"
    zh = "已超过申请重开的期限。"
    source = "信访工作条例 35"


class NoSuchLead(Unacceptable):
    """A case is merged into one that exists."""

    slug = "no-such-lead"
    zh = "没有该主件。"


class LeadNotOpen(Unacceptable):
    """A case is merged into an open one."""

    slug = "lead-not-open"
    zh = "主件已经终止或办结。"


class LeadNotOlder(Unacceptable):
    """A case is merged into an older one."""

    slug = "lead-not-older"
    zh = "主件的登记须早于本件。"


class LeadLessStrict(Unacceptable):
    """Merging gains no time: the lead's track is as strict or stricter."""

    slug = "lead-less-strict"
    zh = "主件的办理期限不得宽于本件。"
