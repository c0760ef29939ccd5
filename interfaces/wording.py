"""One sentence per event, for people, in both languages; and what is told of a request that has the wrong shape."""

from typing import Any

from application.codebook import NAMELESS, Names

SENTENCES: dict[str, tuple[str, str]] = {
    "received": ("登记了意见建议", "registered the suggestion"),
    "corrected": ("更正了登记内容", "corrected the details"),
    "identity_protected": ("要求对反映人身份保密", "had the voter's identity protected"),
    "triaged": ("分类拟办：{track}", "triaged it to track {track}"),
    "redirected": ("分流告知，依据：{basis}", "redirected it on the basis of {basis}"),
    "transferred": ("交办给{units}，期限{due}", "transferred it to {units}, due {due}"),
    "signed_for": ("{unit}签收", "{unit} signed for it"),
    "return_requested": ("{unit}申请退回，依据：{basis}", "{unit} asked to return it on the basis of {basis}"),
    "return_accepted": ("同意{unit}退回", "accepted the return from {unit}"),
    "return_refused": ("不同意{unit}退回", "refused the return from {unit}"),
    "proposer_contacted": ("{unit}联系了反映人（{method}）", "{unit} contacted the proposer ({method})"),
    "progress_reported": ("{unit}报告进展", "{unit} reported progress"),
    "opinion_given": ("{unit}提交协办意见", "{unit} gave its opinion"),
    "opinion_rejected": ("请{unit}重新提交协办意见", "asked {unit} for its opinion again"),
    "extension_requested": ("{unit}申请延期至{until}", "{unit} asked for time until {until}"),
    "extension_granted": ("同意{unit}延期，由{before}至{due}", "gave {unit} time from {before} to {due}"),
    "extension_refused": ("不同意{unit}延期", "refused {unit} more time"),
    "deadline_recalculated": ("因日历公布重算期限", "recalculated the deadline after a calendar was announced"),
    "reminded": ("催办", "sent a reminder"),
    "supervised": ("督办（{level}），{respond_by}前回应", "supervised ({level}), to be accounted for by {respond_by}"),
    "supervision_answered": ("{unit}回应督办单第{notice}号", "{unit} accounted for notice {notice}"),
    "supervision_lifted": ("撤销督办单第{notice}号", "lifted notice {notice}"),
    "answered": ("{unit}答复：{outcome}", "{unit} answered: {outcome}"),
    "answer_sent_back": ("退回答复", "sent the answer back"),
    "answer_delivered": ("答复送达{to}（{method}）", "delivered the answer to the {to} ({method})"),
    "commitment_kept": ("第{commitment}项承诺兑现", "commitment {commitment} was kept"),
    "commitment_rescheduled": (
        "第{commitment}项承诺由{before}改为{due_on}",
        "moved commitment {commitment} to {due_on}",
    ),
    "evaluated": ("评价：态度{attitude}，结果{result}", "evaluated: attitude {attitude}, result {result}"),
    "evaluation_lapsed": ("评价期满未评", "the evaluation window lapsed"),
    "rework_ordered": ("责成再次办理（第{round}轮）", "ordered rework (round {round})"),
    "joint_review_held": ("组织会商", "held a joint review"),
    "spot_checked": ("抽查回访：{finding}", "spot check: {finding}"),
    "merged": ("并案办理", "merged it into another case"),
    "converted": ("转为代表建议（{external_number}）", "converted it to formal suggestion {external_number}"),
    "withdrawn": ("撤回", "withdrew it"),
    "closed": ("办结", "closed the case"),
    "reopened": ("重开", "reopened the case"),
    "published": ("公开", "published it"),
    "unpublished": ("撤下公开", "took it off public view"),
    "archived": ("归档（{retention}）", "archived it ({retention})"),
    "annotated": ("批注", "annotated the file"),
}

CONTACT_SENTENCES: dict[str, tuple[str, str]] = {
    "report.published": ("印发汇报材料", "published a report"),
    "place.established": ("建成{name}", "opened {name}"),
    "place.changed": ("变更站点信息", "changed the place's particulars"),
    "place.staff_named": ("配备站点人员", "named who works there"),
    "place.rota_set": ("排定接待值班", "set the rota"),
    "place.haves_checked": ("核验六有", "checked the six haves"),
    "place.assessed": ("考核（{period}）：{total}分", "assessed it ({period}): {total} points"),
    "place.notice_posted": ("发布动态：{title}", "posted a notice: {title}"),
    "place.notice_taken_down": ("撤下第{notice}条动态", "took notice {notice} off the board"),
    "place.regulation_issued": ("制定制度：{title}", "issued a regulation: {title}"),
    "place.regulation_revised": (
        "修订制度（第{version}版）：{title}",
        "revised a regulation (version {version}): {title}",
    ),
    "place.regulation_repealed": ("废止第{regulation}项制度", "repealed regulation {regulation}"),
    "place.closed": ("撤销站点", "closed the place"),
    "deputy.registered": ("登记代表", "registered the deputy"),
    "deputy.corrected": ("更正代表信息", "corrected the deputy's details"),
    "deputy.mandate_taken": ("登记任职", "entered a mandate"),
    "deputy.mandate_ended": ("{ended_on}终止任职（{level}）", "ended the mandate ({level}) on {ended_on}"),
    "deputy.stationed": ("进站：{station}", "stationed the deputy at {station}"),
    "deputy.reported_to_voters": ("向{voters}名选民述职", "reported to {voters} voters"),
    "deputy.commended": ("表彰：{title}", "commended the deputy: {title}"),
    "deputy.sanctioned": ("处理处分，依据：{basis}", "dealt with the deputy on the basis of {basis}"),
    "group.formed": ("建立代表小组：{name}", "formed the group {name}"),
    "group.joined": ("代表入组", "a deputy joined the group"),
    "group.left": ("代表调出", "a deputy left the group"),
    "group.leader_named": ("确定组长", "named the leader"),
    "group.dissolved": ("撤销代表小组", "dissolved the group"),
    "selection.opened": ("启动{year}年五好评选，名额{quota}", "opened the selection of {year} for {quota} places"),
    "selection.ranked": ("按公式排列依据", "ranked the evidence by the formula"),
    "selection.decided": ("评定，纪要：{minutes}", "decided, minutes {minutes}"),
    "selection.called_off": ("取消评选", "called the selection off"),
    "activity.planned": ("安排活动", "planned the activity"),
    "activity.held": ("登记已开展的活动", "recorded an activity that took place"),
    "activity.announced": ("公告", "announced it"),
    "activity.opened": ("活动开始", "opened it"),
    "activity.deputy_checked_in": ("代表签到", "a deputy checked in"),
    "activity.attended": ("登记参加人员", "recorded who took part"),
    "activity.household_visited": ("走访一户", "a deputy visited a household"),
    "activity.assistance_given": ("帮扶一人（{method}）", "a deputy helped somebody ({method})"),
    "activity.closed": ("活动结束", "closed it"),
    "activity.summarised": ("反馈总结", "summed it up"),
    "activity.cancelled": ("取消活动", "cancelled it"),
    "activity.postponed": ("改期", "postponed it"),
}

CODES: dict[str, tuple[str, str]] = {
    "solved": ("已解决", "solved"),
    "planned": ("列入计划", "planned"),
    "explained": ("解释说明", "explained"),
    "cannot": ("暂不能解决", "cannot be done"),
    "satisfied": ("满意", "satisfied"),
    "basically_satisfied": ("基本满意", "basically satisfied"),
    "dissatisfied": ("不满意", "dissatisfied"),
    "partly": ("部分解决", "partly solved"),
    "not": ("未解决", "not solved"),
    "lead": ("主办", "lead"),
    "co": ("协办", "co-handling"),
    "separate": ("分办", "separate"),
    "voter": ("选民", "voter"),
    "deputy": ("代表", "deputy"),
    "township": ("乡镇代表", "township"),
    "county": ("区县代表", "county"),
    "city": ("市代表", "city"),
    "province": ("省代表", "province"),
    "nation": ("全国代表", "nation"),
    "call": ("电话", "by telephone"),
    "visit": ("上门", "by a visit"),
    "in_person": ("当面", "in person"),
    "letter": ("信函", "by letter"),
    "message": ("短信或微信", "by message"),
    "receipt_code": ("凭回执编号", "by receipt code"),
    "T1": ("当场答复", "T1 on the spot"),
    "T2": ("镇街办理", "T2 township"),
    "T3": ("部门交办", "T3 department"),
    "T4": ("转代表建议", "T4 formal suggestion"),
    "T5": ("分流告知", "T5 redirected"),
    "office": ("代表工作委员会", "the deputies' work committee"),
    "L1": ("催办单", "L1"),
    "L2": ("黄牌", "L2 yellow card"),
    "L3": ("红牌", "L3 red card"),
    "L4": ("重点督办", "L4 key supervision"),
}


class _Blank(dict[str, str]):
    """What an event does not say is left out of its sentence."""

    def __missing__(self, key: str) -> str:
        return ""


def sentence(event: str, data: dict[str, Any], language: str, names: Names = NAMELESS) -> str:
    """Say in one sentence what happened, units by their names; never a word of personal text."""
    column = 0 if language == "zh" else 1
    said = _Blank({k: _word(v, column) for k, v in data.items() if isinstance(v, str | int)})
    if isinstance(data.get("unit"), str):
        said["unit"] = names.org(data["unit"], language)
    if isinstance(data.get("due"), dict):
        said["due"] = data["due"]["on"]
    if isinstance(data.get("assignments"), list):
        parts = (f"{names.org(a['unit'], language)}（{_word(a['kind'], column)}）" for a in data["assignments"])
        said["units"] = "、".join(parts) if column == 0 else ", ".join(parts).replace("（", " (").replace("）", ")")
    if event == "answered" and data.get("unit") is None:
        said["unit"] = ("", "the desk")[column]
    return sentence_of(event)[column].format_map(said)


def sentence_of(event: str) -> tuple[str, str]:
    """The sentence of an event in both languages: of a case by its name, of anything by its name with its noun."""
    return CONTACT_SENTENCES.get(event) or SENTENCES[event.removeprefix("suggestion.")]


def _word(value: str | int, column: int) -> str:
    return CODES.get(str(value), (str(value), str(value)))[column]


SHAPES: dict[str, tuple[str, str]] = {
    "missing": ("必填", "is required"),
    "extra_forbidden": ("不是本接口的字段", "is not a field of this request"),
    "json_invalid": ("不是有效的 JSON", "is not valid JSON"),
    "string_type": ("应为文字", "must be text"),
    "string_too_short": ("不得为空", "must not be blank"),
    "string_too_long": ("过长", "is too long"),
    "string_pattern_mismatch": ("格式不符", "does not have the expected form"),
    "string_unicode": ("含有无法保存的字符", "holds characters that cannot be kept"),
    "words_unusable": ("含有无法保存的字符", "holds characters that cannot be kept"),
    "enum": ("不在可选值之中", "is not one of the permitted values"),
    "literal_error": ("不在可选值之中", "is not one of the permitted values"),
    "int_parsing": ("应为整数", "must be a whole number"),
    "int_type": ("应为整数", "must be a whole number"),
    "bool_parsing": ("应为 true 或 false", "must be true or false"),
    "bool_type": ("应为 true 或 false", "must be true or false"),
    "uuid_parsing": ("不是有效的编号", "is not a valid id"),
    "date_from_datetime_parsing": ("应为日期 YYYY-MM-DD", "must be a date YYYY-MM-DD"),
    "date_parsing": ("应为日期 YYYY-MM-DD", "must be a date YYYY-MM-DD"),
    "datetime_from_date_parsing": ("应为带时区的时刻", "must be an instant with offset"),
    "datetime_parsing": ("应为带时区的时刻", "must be an instant with offset"),
    "timezone_aware": ("应为带时区的时刻", "must be an instant with offset"),
    "too_long": ("过多", "has too many items"),
    "too_short": ("过少", "has too few items"),
    "list_type": ("应为列表", "must be a list"),
    "model_type": ("应为对象", "must be an object"),
    "model_attributes_type": ("应为对象", "must be an object"),
    "greater_than_equal": ("过小", "is too small"),
    "less_than_equal": ("过大", "is too large"),
}


def shape_message(rule: str, language: str) -> str:
    """Say what is wrong with a field's form."""
    return SHAPES.get(rule, ("格式不正确", "does not have the expected form"))[0 if language == "zh" else 1]
