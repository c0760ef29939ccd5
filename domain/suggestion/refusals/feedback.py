"""Judging."""

from domain.shared.refusal import OutOfOrder, Unacceptable


class NotYetEvaluated(OutOfOrder):
    """A case closes after it was evaluated, or the window and the reminder have passed."""

    slug = "suggestion-not-yet-evaluated"
    zh = "尚未评价。"
    source = "北京市代表建议办理条例 23"


class DissatisfiedWithoutText(Unacceptable):
    """Dissatisfaction says why."""

    slug = "dissatisfied-without-text"
    zh = "不满意须说明理由。"


class EvaluationWindowOpen(OutOfOrder):
    """Silence counts only after the evaluation window."""

    slug = "evaluation-window-open"
    zh = "评价期限未满。"
    source = "北京市代表建议办理条例 23"


class EvaluationNotReminded(OutOfOrder):
    """Silence counts only after a reminder."""

    slug = "evaluation-not-reminded"
    zh = "尚未提醒评价。"
    source = "重庆市代表建议工作条例 29"


class NoDissatisfaction(OutOfOrder):
    """Rework follows dissatisfaction."""

    slug = "no-dissatisfaction"
    zh = "最近的评价不是不满意。"
    source = "山东省代表建议办理工作条例 24"


class ReworkLimitReached(OutOfOrder):
    """After two rounds of rework the parties meet."""

    slug = "rework-limit-reached"
    zh = "再次办理已满两轮，应组织会商。"
    source = "重庆市代表建议工作条例 27"


class ReviewTooEarly(OutOfOrder):
    """A joint review follows the second dissatisfaction."""

    slug = "review-too-early"
    zh = "第二次不满意之后方可会商。"
    source = "重庆市代表建议工作条例 27"
