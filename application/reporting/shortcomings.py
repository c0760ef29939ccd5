"""二、存在的问题 and 三、下一步工作打算: drawn from the figures and red flags. What they do not show is not said."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from application.documents.layout import Block, Place, Run, paragraph, second
from application.reporting.material import Material, Parts

ANSWERED, CONTACTED, RETURNED_MARKS, SATISFIED, SOLVED = 0.95, 0.95, 0.6, 0.9, 0.8
REWORKED, KEPT, CONFIRMED, ACTIVE, IN_ORDER = 0.05, 0.9, 0.95, 0.9, 0.95
TAKING_PART, SIGNED = 0.8, 0.98
"""Shares below (for rework: above) which the office calls a figure a problem. [office default]"""


@dataclass(frozen=True, slots=True)
class Shortcoming:
    """One problem a figure shows: when it is one, how it is said, and what is to be done about it."""

    shows: Callable[[Material], bool]
    said: Callable[[Material], Parts]
    remedy: str


def _under(name: str, share: float, before: str, remedy: str) -> Shortcoming:
    return Shortcoming(lambda m: m.figures.under(name, share), lambda m: (before, m.figures.share(name)), remedy)


def _flagged(rule: str, before: str, remedy: str) -> Shortcoming:
    return Shortcoming(
        lambda m: m.flags.get(rule, 0) > 0, lambda m: (f"{before}（红旗{rule}）{m.flags[rule]}处",), remedy
    )


EFFECT: Sequence[Shortcoming] = (
    _under("answered_in_time", ANSWERED, "按期答复率为", "对临期件提前催办、逾期件逐级督办，逐件核销逾期未答复事项"),
    _under("contacted_in_time", CONTACTED, "按时联系反映人的只占", "把办前联系作为答复的前置要求，减少文来文往"),
    _under("solved", SOLVED, "办结事项中真正得到解决的占", "对列入计划和暂不能解决的事项建立承诺台账，按季跟踪"),
    _under("evaluated", RETURNED_MARKS, "评价率仅为", "由独立回访员回访未评价的选民，提高评价率"),
    _under("satisfied", SATISFIED, "群众对办理结果的满意率为", "对不满意件一律再次办理，两次不满意的组织会商"),
    Shortcoming(
        lambda m: m.figures.over("reworked", REWORKED),
        lambda m: ("再次办理的占", m.figures.share("reworked")),
        "加强答复审核，对答非所问、空洞答复及时退回",
    ),
    _under("commitments_kept", KEPT, "到期承诺按期兑现的占", "对到期未兑现的承诺重点督办"),
    _under("checks_confirmed", CONFIRMED, "抽查回访属实的占", "扩大抽查回访面，对虚假办结严肃追责"),
    _flagged("R05", "发现虚假办结疑点", "逐件复核虚假办结疑点并公开结果"),
    _flagged("R06", "发现文来文往疑点", "纠正以文件答复文件，推行面复"),
    _flagged("R08", "发现推诿退单疑点", "完善派单目录，严格首接负责"),
)
HOMES: Sequence[Shortcoming] = (
    Shortcoming(
        lambda m: not m.figures.whole("coverage"),
        lambda m: ("有达标“人大代表之家”的乡镇街道占", m.figures.share("coverage"), "，未实现全覆盖"),
        "对未达“六有”标准的逐项补齐，尽快实现达标之家全覆盖",
    ),
    Shortcoming(
        lambda m: not m.figures.whole("homes_six") and m.figures.whole("coverage"),
        lambda m: ("六项齐备的“之家”占", m.figures.share("homes_six")),
        "对“六有”不齐备的“之家”限期整改",
    ),
    _under("stations_active", ACTIVE, "近90日内开展过接待的联络站占", "对长期未开展接待的联络站挂牌提醒、限期恢复"),
    _under("receptions_in_order", IN_ORDER, "程序齐备的接待日占", "严格落实提前3日公告、代表签到、5个工作日内总结"),
    _flagged("R26", "发现接待走过场疑点", "对接待走过场的通报并重新安排"),
)
DEPUTIES: Sequence[Shortcoming] = (
    _under(
        "deputies_taking_part", TAKING_PART, "参加过接待、走访、帮扶或小组活动的代表占", "对未参加活动的代表逐人提醒"
    ),
    Shortcoming(
        lambda m: m.figures["formal"].numerator == 0,
        lambda m: ("统计期内没有意见建议由代表领衔转为代表建议",),
        "引导代表把普遍性意见提炼为高质量代表建议",
    ),
    Shortcoming(
        lambda m: m.figures["reports_to_voters"].numerator == 0,
        lambda m: ("统计期内没有代表向选民述职的记录",),
        "落实代表向选民述职制度，年内实现应述尽述",
    ),
)
TEAM: Sequence[Shortcoming] = (
    _under("signed_in_time", SIGNED, "签收及时率为", "对超期未签收的按日通报"),
    _flagged("R09", "发现分办交办滞留", "压实联络员和工作机构责任，5个工作日内完成分办交办"),
    _flagged("R22", "发现岗位未分离", "严格登记与评价、答复与办结、申请与批准相分离"),
    _flagged("R01", "发现倒签补录", "开展业务培训，做到当日登记、如实登记"),
    _flagged("R20", "发现应督未督或督办空转", "落实督办责任，督办不回应的提级办理"),
    Shortcoming(
        lambda m: m.class_began is None,
        lambda m: ("统计期内未举办三级代表和人大干部培训班",),
        "把人大干部业务培训纳入年度计划",
    ),
)
PROBLEMS: Mapping[str, Sequence[Shortcoming]] = {
    "（一）“两联系”的活动成效还需进一步提升。": EFFECT,
    "（二）“人大代表之家”作用发挥还不突出。": HOMES,
    "（三）代表作用发挥还不够充分。": DEPUTIES,
    "（四）人大工作队伍还需进一步加强。": TEAM,
}
STEPS: Mapping[str, tuple[str, Sequence[Shortcoming]]] = {
    "（一）强化工作措施，不断提高活动成效。": ("坚持有呼必应、有应必果，", (*EFFECT, *TEAM)),
    "（二）持续提升新时代“人大代表之家”规范化建设水平。": ("坚持建管用并重，按月核验“六有”，", HOMES),
    "（三）改进和创新代表工作，充分发挥代表主体作用。": ("坚持服务代表、依靠代表，", DEPUTIES),
}
NONE_FOUND = "本期数据和红旗规则未显示突出问题，但仍需防止松劲懈怠，持续以群众评价检验成效。"
KEEP_ON = "巩固已有做法，按月对照数据查找差距，发现问题及时整改。"


def problems(m: Material) -> list[Block]:
    """The second chapter."""
    made: list[Block] = [paragraph(Place.HEADING, "二、存在的问题")]
    for heading, candidates in PROBLEMS.items():
        shown = [one.said(m) for one in candidates if one.shows(m)]
        words = _listed(shown) if shown else (NONE_FOUND,)
        made.append(paragraph(Place.BODY, second(heading), *words))
    return made


def next_steps(m: Material) -> list[Block]:
    """The third chapter: a remedy for every problem the second one names, and for none else."""
    made: list[Block] = [paragraph(Place.HEADING, "三、下一步工作打算")]
    for heading, (lead, candidates) in STEPS.items():
        remedies = [one.remedy for one in candidates if one.shows(m)]
        words = f"{lead}{'；'.join(remedies)}。" if remedies else f"{lead}{KEEP_ON}"
        made.append(paragraph(Place.BODY, second(heading), words))
    return made


def _listed(shown: Sequence[Parts]) -> Parts:
    joined: list[str | Run] = []
    for number, parts in enumerate(shown):
        joined += ["；", *parts] if number else [*parts]
    return (*joined, "。")
