"""Taking in and giving out."""

from domain.shared.refusal import OutOfOrder, Unacceptable


class NotRegistered(OutOfOrder):
    """Nothing can be done to a case before it is registered."""

    slug = "suggestion-not-registered"
    zh = "尚未登记。"


class AlreadyRegistered(OutOfOrder):
    """A case is registered once."""

    slug = "suggestion-already-registered"
    zh = "已经登记。"


class LateEntryWithoutReason(Unacceptable):
    """A late entry states its reason."""

    slug = "late-entry-without-reason"
    zh = "补登须说明理由。"


class ActivityNotKnown(Unacceptable):
    """A suggestion is registered in an activity the office knows of."""

    slug = "activity-not-known"
    zh = "没有该项活动。"


class NoDeputyReceives(Unacceptable):
    """A suggestion is registered in a reception only once a deputy has checked in."""

    slug = "no-deputy-receives"
    zh = "接待日尚无代表签到，不能登记。"


class AnsweredBeforeReceived(Unacceptable):
    """An answer cannot be older than the suggestion."""

    slug = "answered-before-received"
    zh = "答复时间早于收到时间。"


class NothingToCorrect(Unacceptable):
    """A correction names what it corrects."""

    slug = "nothing-to-correct"
    zh = "没有需要更正的内容。"


class NotYetTriaged(OutOfOrder):
    """A case is triaged before it is transferred."""

    slug = "suggestion-not-yet-triaged"
    zh = "尚未分办。"


class NotYetTransferred(OutOfOrder):
    """A case is transferred before it is handled."""

    slug = "suggestion-not-yet-transferred"
    zh = "尚未交办。"


class NotAtThisStage(OutOfOrder):
    """This cannot be done at the case's present stage."""

    slug = "not-at-this-stage"
    zh = "当前阶段不能办理该事项。"


class TrackNotTransferable(OutOfOrder):
    """What is answered on the spot or redirected is not transferred."""

    slug = "track-not-transferable"
    zh = "当场答复件和分流件不交办，请先调整办理轨道。"


class UnitNotInCatalogue(Unacceptable):
    """A case is assigned only to units in the dispatch catalogue."""

    slug = "unit-not-in-catalogue"
    zh = "该单位不在派单目录中。"
    source = "国办函〔2025〕66号"


class AccusedCannotHandle(Unacceptable):
    """An accusation is never passed to the unit it accuses."""

    slug = "accused-cannot-handle"
    zh = "检举控告材料不得转给被检举控告的单位。"
    source = "信访工作条例 30"


class UnitAlreadyAssigned(Unacceptable):
    """A unit has one part in a case."""

    slug = "unit-already-assigned"
    zh = "该单位已承办本件。"


class UnitNamedTwice(Unacceptable):
    """A unit is named once in a transfer."""

    slug = "unit-named-twice"
    zh = "同一单位重复。"


class AssignmentsDoNotFit(Unacceptable):
    """A case has exactly one lead, or two and more units that answer separately."""

    slug = "assignments-do-not-fit"
    zh = "须有且仅有一个主办单位，或两个以上单位分别办理。"
    source = "青岛市代表建议工作条例 18"
