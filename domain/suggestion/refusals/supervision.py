"""Supervision."""

from domain.shared.refusal import OutOfOrder, Unacceptable


class SupervisionWithoutLevel(Unacceptable):
    """A supervision notice has a level, L1 to L4."""

    slug = "supervision-without-level"
    zh = "督办须写明级别。"


class KeySupervisionNeedsMinute(Unacceptable):
    """Key supervision rests on a minute of the chairpersons' meeting."""

    slug = "key-supervision-needs-minute"
    zh = "重点督办须有主任会议纪要文号。"
    source = "代表法 52"


class SupervisionBelowStanding(OutOfOrder):
    """A new notice is not below the level that stands."""

    slug = "supervision-below-standing"
    zh = "督办级别不得低于现有级别。"


class RespondByInPast(Unacceptable):
    """The day to respond by is not past."""

    slug = "respond-by-in-past"
    zh = "回应期限不得早于今日。"


class UnitHasNoPart(Unacceptable):
    """A notice is addressed to units that have a part in the case."""

    slug = "unit-has-no-part"
    zh = "该单位未承办本件。"


class NothingToAccountFor(OutOfOrder):
    """There is no notice to account for."""

    slug = "nothing-to-account-for"
    zh = "没有待回应的督办单。"


class NoSupervisionStands(OutOfOrder):
    """There is no supervision to lift."""

    slug = "no-supervision-stands"
    zh = "没有生效的督办单。"
