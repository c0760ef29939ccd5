"""Every way the office says no about a place."""

from domain.shared.refusal import NotAllowed, OutOfOrder, Unacceptable


class PlaceNotAtThisStage(OutOfOrder):
    """A place is opened once, and nothing more is done to it once it is closed."""

    slug = "place-not-at-this-stage"
    zh = "该站点尚未建成、已经建成或已经撤销，不能办理该事项。"


class PlaceNotOwn(NotAllowed):
    """People of a station act for their own alone."""

    slug = "place-not-own"
    zh = "只能办理本站点的事项。"


class AssessesOwnPlace(NotAllowed):
    """Nobody assesses the place they work at."""

    slug = "assesses-own-place"
    zh = "不得考核本人所在的站点。"


class PlaceWithoutTownship(Unacceptable):
    """A home or station lies in a township or street."""

    slug = "place-without-township"
    zh = "代表之家和联络站须写明所在乡镇街道。"


class NothingChanges(Unacceptable):
    """A change names what becomes another."""

    slug = "place-nothing-changes"
    zh = "没有需要变更的内容。"


class PostHeldTwice(Unacceptable):
    """One person has one post at a place, and a place has one head."""

    slug = "place-post-held-twice"
    zh = "同一人不得兼任本站点两个岗位，站长只能有一名。"


class DayNamedTwice(Unacceptable):
    """A rota names a day once, with at least one deputy."""

    slug = "rota-day-named-twice"
    zh = "排班中同一天只能写一次，且至少有一名代表。"


class HavesNotAllSix(Unacceptable):
    """All six haves are looked at together, each once."""

    slug = "haves-not-all-six"
    zh = "须一并核验六有，每项一次。"


class HaveWithoutProof(Unacceptable):
    """A yes rests on a proof."""

    slug = "have-without-proof"
    zh = "核验为有的，须附佐证。"


class ScoresDoNotFit(Unacceptable):
    """Every item of the office's scheme is given points, none above its weight."""

    slug = "scores-do-not-fit"
    zh = "须按本级考核办法逐项打分，每项不得超过分值。"


class NoSuchNotice(Unacceptable):
    """There is no such notice on the board."""

    slug = "no-such-board-notice"
    zh = "动态栏中没有该条。"


class OfficeKeepsRegulations(Unacceptable):
    """Regulations are kept in the office's own register, which is not assessed."""

    slug = "office-keeps-regulations"
    zh = "制度由常委会机关统一登记；机关不参加站点考核。"


class RegulationListed(Unacceptable):
    """A regulation of this title is in the register; revise it."""

    slug = "regulation-listed"
    zh = "该制度已登记，请作修订。"


class NoSuchRegulation(Unacceptable):
    """No regulation of this number is in force."""

    slug = "no-such-regulation"
    zh = "没有该项现行制度。"
