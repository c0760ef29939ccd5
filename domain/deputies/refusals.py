"""Every way the office says no about deputies, groups and selections."""

from domain.shared.refusal import NotAllowed, OutOfOrder, Unacceptable


class DeputyNotAtThisStage(OutOfOrder):
    """A deputy is registered once, and before anything else."""

    slug = "deputy-not-at-this-stage"
    zh = "该代表尚未登记或已经登记。"


class GroupNotAtThisStage(OutOfOrder):
    """A group is formed once, and nothing more is done to it once it is dissolved."""

    slug = "group-not-at-this-stage"
    zh = "该小组尚未建立、已经建立或已经撤销。"


class SelectionNotAtThisStage(OutOfOrder):
    """A selection is opened, ranked, and decided, in this order."""

    slug = "selection-not-at-this-stage"
    zh = "评选须依次启动、排列依据、评定。"


class ReportsForOther(NotAllowed):
    """A deputy reports for themselves."""

    slug = "reports-for-other"
    zh = "代表只能登记本人的述职。"


class DeputyWithoutMandate(Unacceptable):
    """A deputy holds a mandate."""

    slug = "deputy-without-mandate"
    zh = "代表须至少有一项任职。"


class MandateHeld(Unacceptable):
    """A mandate of this level is held already."""

    slug = "mandate-held"
    zh = "该层级任职已经登记且尚未终止。"


class MandateNotHeld(Unacceptable):
    """No mandate of this level is held."""

    slug = "mandate-not-held"
    zh = "该代表没有该层级的任职。"


class MandateEndsBeforeStart(Unacceptable):
    """A mandate ends after it began."""

    slug = "mandate-ends-before-start"
    zh = "任职终止日期早于起始日期。"


class MarksDoNotFit(Unacceptable):
    """There are no more marks than voters present, and none is negative."""

    slug = "report-marks-do-not-fit"
    zh = "评议票数不得多于到会选民数，且不得为负。"


class NothingCorrected(Unacceptable):
    """A correction names what it corrects."""

    slug = "deputy-nothing-to-correct"
    zh = "没有需要更正的内容。"


class LeaderNotMember(Unacceptable):
    """A group is led by one of its members."""

    slug = "group-leader-not-member"
    zh = "组长须为本组代表。"


class NotAMember(Unacceptable):
    """This deputy is not in the group."""

    slug = "not-a-group-member"
    zh = "该代表不在本组。"


class LeaderLeaves(Unacceptable):
    """Another leader is named before the leader leaves."""

    slug = "group-leader-leaves"
    zh = "组长调出前须先确定新组长。"


class QuotaNotPositive(Unacceptable):
    """A selection has at least one place."""

    slug = "selection-quota-not-positive"
    zh = "评选名额至少为一名。"


class ChosenDoNotFit(Unacceptable):
    """The committee chooses at most as many as there are places, each once, from those ranked."""

    slug = "selection-chosen-do-not-fit"
    zh = "评定人数不得超过名额，不得重复，且须在排列名单之内。"
