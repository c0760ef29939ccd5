"""What figures, lists and levels are called, and what they mean."""

from interfaces.web.languages import N_

FIGURES: dict[str, str] = {
    "received": N_("收到"),
    "transferred": N_("已交办件"),
    "answered": N_("已答复件"),
    "judged": N_("已评价件"),
    "signed_in_time": N_("签收及时率"),
    "contacted_in_time": N_("联系及时率"),
    "answered_in_time": N_("按期答复率"),
    "extended": N_("延期率"),
    "returned": N_("退回率"),
    "returns_accepted": N_("退回获准率"),
    "closed": N_("办结率"),
    "solved": N_("解决率"),
    "evaluated": N_("评价率"),
    "satisfied": N_("满意率"),
    "strictly_satisfied": N_("满意（不含基本满意）率"),
    "reworked": N_("再办率"),
    "commitments_kept": N_("承诺兑现率"),
    "checks_confirmed": N_("抽查符合率"),
    "handling_days": N_("办理用时"),
}
MEANING: dict[str, str] = {
    "received": N_("期内收到的件数"),
    "transferred": N_("期内收到的件中，已交办的"),
    "answered": N_("期内收到的件中，答复过且未被退回的"),
    "judged": N_("期内收到的件中，有人评价过的"),
    "signed_in_time": N_("期内应签收的，按时签收的"),
    "contacted_in_time": N_("期内应联系反映人的，按时联系的"),
    "answered_in_time": N_("期内到期的，按期答复的；逾期未答复的也在分母里"),
    "extended": N_("期内交办的，准予延期的"),
    "returned": N_("期内交办的，申请退回的"),
    "returns_accepted": N_("申请退回的，获准的"),
    "closed": N_("期内收到、未分流未撤回的，已办结的"),
    "solved": N_("期内办结的，已解决或承诺全部兑现的"),
    "evaluated": N_("答复已送达的，有人评价的"),
    "satisfied": N_("有评价的，结果满意或基本满意的；没有评价的不算满意"),
    "strictly_satisfied": N_("有评价的，结果为满意的"),
    "reworked": N_("答复过的，责成再次办理的"),
    "commitments_kept": N_("期内到期或已兑现的承诺，按期兑现的"),
    "checks_confirmed": N_("抽查的，与答复相符的"),
    "handling_days": N_("从交办到答复的工作日数"),
}
BANDS: dict[str, str] = {"large": N_("量大（200 件以上）"), "medium": N_("量中（50 件以上）"), "small": N_("量小")}
GROUPINGS: dict[str, str] = {
    "unit": N_("按单位"),
    "station": N_("按联络站"),
    "category": N_("按类别"),
    "month": N_("按月"),
}
MEASURES: dict[str, tuple[str, ...]] = {
    "time": ("signed_in_time", "contacted_in_time", "answered_in_time"),
    "course": ("closed", "solved", "returned", "extended"),
    "voice": ("evaluated", "satisfied", "strictly_satisfied", "reworked"),
    "word": ("commitments_kept", "checks_confirmed", "returns_accepted"),
}
MEASURE_NAMES: dict[str, str] = {
    "time": N_("是否按时"),
    "course": N_("办到哪里"),
    "voice": N_("群众评价"),
    "word": N_("是否兑现"),
}
LEVELS: dict[str, str] = {
    "L1": N_("提醒承办单位按期办理并说明情况"),
    "L2": N_("逾期 3 个工作日以上，或承诺到期未兑现"),
    "L3": N_("逾期 10 个工作日以上，或同一件第二次黄牌；约谈承办单位负责人"),
    "L4": N_("由主任会议决定，须有会议纪要文号"),
}
UNITS: dict[str, str] = {"days": N_("自然日"), "working_days": N_("工作日"), "months": N_("月"), "hours": N_("小时")}
SUPERVISED: dict[str, str] = {
    "notices": N_("督办台账"),
    "open": N_("待回应"),
    "unsupervised": N_("应督未督"),
    "overdue": N_("逾期件"),
    "soon": N_("将到期件"),
}
REVIEWED: dict[str, str] = {
    "dissatisfied": N_("不满意待处理"),
    "close": N_("可以办结"),
    "sent_back": N_("退回重答"),
    "check": N_("抽查回访"),
}
STEPS: dict[str, str] = {
    "answer": N_("答复"),
    "opinion": N_("协办意见"),
    "supervision": N_("回应督办"),
    "commitment": N_("承诺事项"),
}
