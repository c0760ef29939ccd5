"""Every way the office says no about an activity."""

from domain.shared.refusal import NotAllowed, OutOfOrder, Unacceptable


class ActivityNotAtThisStage(OutOfOrder):
    """An activity is planned, opened, closed and summarised in this order, and moved or cancelled before it opens."""

    slug = "activity-not-at-this-stage"
    zh = "活动须依次安排、开始、结束、总结；取消和改期只能在开始之前。"


class ActivityElsewhere(NotAllowed):
    """People of a station arrange what takes place at their own."""

    slug = "activity-elsewhere"
    zh = "只能办理本站点的活动。"


class ActsForOther(NotAllowed):
    """A deputy checks in, visits and assists for themselves."""

    slug = "acts-for-other-deputy"
    zh = "代表只能登记本人的签到、走访和帮扶。"


class EndsBeforeStart(Unacceptable):
    """An activity ends after it starts."""

    slug = "activity-ends-before-start"
    zh = "结束时间须晚于开始时间。"


class ReceptionIncomplete(Unacceptable):
    """A reception day has a place and at least one host deputy."""

    slug = "reception-incomplete"
    zh = "接待日须写明地点和接待代表。"


class ReceptionIsPlanned(Unacceptable):
    """A reception day is planned and announced, not written down afterwards."""

    slug = "reception-is-planned"
    zh = "接待日须事先安排，不能事后登记。"


class KindIncomplete(Unacceptable):
    """A training says which class it is, an inspection says of what form."""

    slug = "activity-kind-incomplete"
    zh = "培训须写明班次类型，视察调研执法检查须写明形式。"


class AlreadyBegun(Unacceptable):
    """The public is told before it begins."""

    slug = "activity-already-begun"
    zh = "已到开始时间，不能再公告。"


class NotTheDay(Unacceptable):
    """An activity opens on its own day."""

    slug = "activity-not-the-day"
    zh = "不是活动安排的日期。"


class NotYetOver(Unacceptable):
    """What took place is written down after it began."""

    slug = "activity-not-yet-over"
    zh = "活动尚未开展。"


class KindDoesNotFit(Unacceptable):
    """Deputies check in at receptions; households are called on in visits; help is given in assistance and visits."""

    slug = "activity-kind-does-not-fit"
    zh = "签到用于接待日，走访户用于走访，帮扶人用于帮扶和走访，参加人员用于其他活动。"


class NobodyNamed(Unacceptable):
    """Somebody took part, each named once."""

    slug = "nobody-named"
    zh = "须写明参加人员，同一人一次。"
