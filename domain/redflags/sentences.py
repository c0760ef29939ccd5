"""What each rule says of what it found, in Chinese and English; the places in braces are filled from the finding."""

from collections.abc import Mapping

SAYS: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "R01": {
        "late_record": (
            "称{on}发生，{days}个工作日后才登记。",
            "Said to be of {on}, recorded {days} working days on.",
        ),
        "masks_overdue": (
            "称{on}发生，登记时已过期限，迟录{days}个工作日。",
            "Said to be of {on}, in time; recorded {days} working days on, when it was late.",
        ),
    },
    "R02": {
        "before_what_it_followed": ("称发生于其前一步之前。", "Said to have happened before the step it followed."),
        "recorded_backwards": ("登记时间早于前一事件。", "Recorded earlier than the event before it."),
    },
    "R03": {
        "answer": ("期限{due}届满未答复。", "No answer by its last valid day, {due}."),
        "opinion": ("期限{due}届满未提协办意见。", "No opinion by its last valid day, {due}."),
    },
    "R04": {
        "not_asked": ("无申请而准予延期。", "Time was given that nobody asked for."),
        "asked_late": ("逾期后才申请延期。", "Time was asked for after the last day."),
        "too_often": ("延期次数超限。", "Time was given more often than allowed."),
        "own_organ": ("申请与批准为同一单位。", "Asked for and given by one organ."),
        "too_long": ("延期超过上限。", "More time than the limit allows."),
        "not_told": ("延期后未及时告知选民。", "Whoever brought it was not told of the extension in time."),
        "last_day_habit": (
            "{of}次延期申请中{count}次在最后一个工作日提出。",
            "{count} of {of} requests for time came on the last working day.",
        ),
    },
    "R05": {
        "no_evidence": ("称已解决而无佐证材料。", "Called solved without a document that shows it."),
        "check_found_not": ("抽查发现并未解决。", "A spot check found it unsolved."),
        "reopened": ("称已解决，办结后又重开。", "Called solved, and opened again after it was closed."),
        "said_again": ("办结后同一地点再次反映同一事项。", "The same matter came in again at the same place."),
    },
    "R06": {
        "no_contact": ("答复前未联系选民或代表。", "Answered without speaking to whoever brought it."),
        "no_commitment": ("列入计划而无承诺期限。", "Called planned without a promise."),
        "template": ("与本单位其他事项的答复雷同。", "The same answer as to the unit's other matters."),
    },
    "R07": {
        "minutes": ("签收{minutes}分钟即称已解决。", "Called solved {minutes} minutes after it was signed for."),
    },
    "R08": {
        "returns": ("多次申请退回。", "Returned again and again."),
        "back_again": ("退回后又交回同一单位。", "Given again to a unit that had returned it."),
        "sent_round": ("先后交办多个单位。", "Sent from unit to unit."),
    },
    "R09": {
        "triage_and_transfer": ("{due}前未分办交办。", "Not handed over by {due}."),
        "sign": ("{due}前未签收。", "Not signed for by {due}."),
        "return_ruling": ("{due}前未对退回申请作出决定。", "No ruling on the return by {due}."),
    },
    "R10": {
        "no_part": ("未承办的单位办理了本件。", "A unit worked on it that nobody gave it to."),
    },
    "R11": {
        "missing": ("主办答复时缺协办意见。", "The lead answered without the co-handler's opinion."),
        "late": ("协办意见逾期提出。", "The opinion came after its last day."),
    },
    "R12": {
        "by_handler": ("由承办单位人员评价。", "Judged by somebody of a handling unit."),
        "no_proof": ("代为评价而无录音或签名。", "Judged by proxy without recording or signature."),
        "before_told": ("答复送达前已评价。", "Judged before the answer was delivered."),
        "at_once": ("送达后数分钟内代为评价。", "Judged by proxy within minutes of delivery."),
        "same_proof": ("同一佐证用于多名选民的评价。", "One proof stands for several voters."),
    },
    "R13": {
        "flipped": ("未再办理而由不满意改为满意。", "From dissatisfied to satisfied with nothing done between."),
    },
    "R14": {
        "little_solved": (
            "{marks}件评价中{satisfied}件满意，解决不足一半。",
            "{satisfied} of {marks} satisfied, and less than half solved.",
        ),
        "checks_differ": (
            "{marks}件评价中{satisfied}件满意，抽查结果明显偏低。",
            "{satisfied} of {marks} satisfied, and spot checks find far less.",
        ),
        "people_come_back": (
            "{marks}件评价中{satisfied}件满意，重复反映多。",
            "{satisfied} of {marks} satisfied, and people come back.",
        ),
    },
    "R15": {
        "against_rule": ("结案违反规则：{rule}。", "Closed against the rule {rule}."),
    },
    "R16": {
        "burst": ("十分钟内登记{count}件雷同建议。", "{count} near-identical suggestions registered in ten minutes."),
        "split": ("同一选民同类事项一日拆为{count}件。", "One voter's matter split into {count} on one day."),
        "spot_mill": (
            "{of}件中{count}件两分钟内当场办结，远高于其他站。",
            "{count} of {of} closed on the spot within two minutes, far above other stations.",
        ),
        "no_check_in": (
            "记入{station}站接待日，而当时无代表签到。",
            "Dated to a reception at {station} where no deputy sat.",
        ),
        "surge": (
            "统计截止前收{count}件，平时约{usual}件。",
            "{count} just before the cut, where {usual} are usual.",
        ),
    },
    "R17": {
        "already_late": ("逾期后并案。", "Merged away once it was late."),
        "younger_lead": ("并入后收的件。", "Merged into a younger case."),
        "voter_not_told": ("主件答复后未单独答复本件选民。", "Its own voter was not told when the lead's was."),
    },
    "R18": {
        "not_by_voter": ("非选民本人撤回。", "Withdrawn, but not by the voter."),
        "registered_anew": ("期限将尽时终结并重新登记。", "Ended with its time nearly used, and registered anew."),
    },
    "R19": {
        "not_kept": ("第{number}项承诺{due}到期未兑现。", "Promise {number} was not kept by {due}."),
        "moved_again": ("承诺多次改期。", "A promise was moved again and again."),
        "kept_without_proof": ("称承诺已兑现而无佐证。", "A promise called kept without proof."),
    },
    "R20": {
        "unanswered": ("督办单{due}前未回应。", "No account of the notice by {due}."),
        "same_level": ("同级督办重复而未升级。", "The same level again, without escalation."),
        "nobody_pressed": ("逾期而无催办督办。", "Late, and nobody pressed for it."),
    },
    "R21": {
        "accused_holds_it": ("检举件由被检举单位办理。", "An accusation lies with the unit it accuses."),
    },
    "R22": {
        "register_evaluate": ("登记与评价为同一人。", "Registered and judged by one person."),
        "answer_close": ("答复与结案为同一人。", "Answered and closed by one person."),
        "request_grant": ("申请与批准延期为同一人。", "Time asked for and given by one person."),
        "request_rule": ("申请与裁定退回为同一人。", "The return asked for and ruled on by one person."),
        "assess_own": ("考核本人所在站点。", "Somebody assessed the place they work at."),
        "issue_respond": ("督办与回应为同一人。", "Supervised and accounted for by one person."),
    },
    "R23": {
        "gap": ("事件序号不连续。", "A gap in the case's sequence."),
        "after_archive": ("归档后又有处理。", "Something was done after the file was archived."),
    },
    "R24": {
        "differs": (
            "公布的数据与由日志第{position}条及以前的记录重算的不符：{figures}。",
            "Published figures are not what the log as far as {position} gives: {figures}.",
        ),
    },
    "R25": {
        "miscounted": (
            "期限{due}与规则及日历（{calendar}）不符。",
            "{due} is not what its rules and calendar ({calendar}) give.",
        ),
        "never_recalculated": (
            "日历公布后期限{due}未重算。",
            "{due} was not counted anew once the calendar was announced.",
        ),
    },
    "R26": {
        "not_announced": ("{on}接待日未提前三天公告。", "The reception of {on} was not announced three days before."),
        "not_held": ("{on}接待日未开展，也未取消。", "The reception of {on} was neither held nor cancelled."),
        "no_deputy": ("{on}接待日无代表签到。", "No deputy checked in at the reception of {on}."),
        "no_summary": ("{on}接待日未按时总结。", "The reception of {on} was not summed up in time."),
        "two_places": ("{on}同一代表同时在两站签到。", "One deputy checked in at two stations at once on {on}."),
    },
    "R27": {
        "lesser_track": ("交办后降低办理轨道。", "Put on a lesser road after it was handed over."),
        "less_haste": ("交办后降低紧急程度。", "Given less haste after it was handed over."),
        "redirected_late": ("逾期后改为分流告知。", "Sent away once it was late."),
    },
}
