"""Handling."""

from domain.shared.refusal import OutOfOrder, Unacceptable


class AssignmentFinished(OutOfOrder):
    """The unit's part in the case is finished."""

    slug = "assignment-finished"
    zh = "本单位的办理已经结束。"


class NameTheUnit(Unacceptable):
    """Where several units wait, the one meant is named."""

    slug = "name-the-unit"
    zh = "有多个单位，请指明。"


class ReturnWindowPassed(OutOfOrder):
    """A return is asked for within five working days of the transfer."""

    slug = "return-window-passed"
    zh = "已超过提出退回的期限。"
    source = "信访工作条例 23"


class ReturnAlreadyRequested(OutOfOrder):
    """A return that waits for a ruling is not asked for again."""

    slug = "return-already-requested"
    zh = "已申请退回，等待裁定。"


class ReturnAlreadyRuled(OutOfOrder):
    """What was ruled on is not returned again."""

    slug = "return-already-ruled"
    zh = "已经裁定，不得再次退回。"
    source = "潍坊市12345条例 22"


class ReturnAfterAnswer(OutOfOrder):
    """What was answered once is not returned."""

    slug = "return-after-answer"
    zh = "已经答复过的件不得退回。"


class ReturnStillOpen(OutOfOrder):
    """A unit that asked to return a case does not answer before the ruling."""

    slug = "return-still-open"
    zh = "退回申请尚未裁定。"


class NoReturnRequested(OutOfOrder):
    """There is no return to rule on."""

    slug = "no-return-requested"
    zh = "没有待裁定的退回申请。"


class SuggestsItself(Unacceptable):
    """A unit that returns a case suggests another."""

    slug = "suggests-itself"
    zh = "建议承办单位不能是本单位。"


class NoOpinionGiven(OutOfOrder):
    """There is no opinion to send back."""

    slug = "no-opinion-given"
    zh = "没有可退回的协办意见。"


class OpinionAlreadyRejected(OutOfOrder):
    """An opinion is sent back once."""

    slug = "opinion-already-rejected"
    zh = "协办意见只能退回一次。"


class CoOpinionMissing(OutOfOrder):
    """The lead answers after its co-handlers gave their opinion."""

    slug = "co-opinion-missing"
    zh = "协办意见尚未提交。"
    source = "重庆市代表建议工作条例 20"


class ExtensionAfterDue(OutOfOrder):
    """Time is asked for before the last day has passed."""

    slug = "extension-after-due"
    zh = "期限已过，不得申请延期。"
    source = "青岛市代表建议工作条例 25"


class ExtensionAlreadyRequested(OutOfOrder):
    """A wish for time that waits for an answer is not repeated."""

    slug = "extension-already-requested"
    zh = "延期申请尚未批复。"


class ExtensionLimitReached(OutOfOrder):
    """Time is given only as often as the track allows."""

    slug = "extension-limit-reached"
    zh = "延期次数已满。"


class ExtensionNotLater(Unacceptable):
    """An extension ends after the last day it replaces."""

    slug = "extension-not-later"
    zh = "延长后的期限须晚于原期限。"


class ExtensionBeyondCap(Unacceptable):
    """An extension stays within the track's limit."""

    slug = "extension-beyond-cap"
    zh = "超过可延长的最长期限。"
    source = "信访工作条例 34"


class ExtensionBeyondRequest(Unacceptable):
    """No more time is given than was asked for."""

    slug = "extension-beyond-request"
    zh = "批准的期限不得晚于申请的期限。"


class NoExtensionRequested(OutOfOrder):
    """There is no wish for time to answer."""

    slug = "no-extension-requested"
    zh = "没有待批复的延期申请。"
