"""Every figure of the report: its name in both languages and how it is counted (DOMAIN §5, §6)."""

from application.reporting.figures import Named, Shape

EDITION = "REPORT-v1"
"""Names how figures are counted and said; a change of either is a new edition."""
S = Shape.SHARE


def _n(name: str, zh: str, en: str, how_zh: str, how_en: str, unit: str = "个", shape: Shape = Shape.COUNT) -> Named:
    return Named(name=name, zh=zh, en=en, how_zh=how_zh, how_en=how_en, unit=unit, shape=shape)


CONTACT: tuple[Named, ...] = (
    _n("homes", "人大代表之家", "Deputies' homes", "期末已建成且未撤销", "established and not closed at the end"),
    _n(
        "homes_six",
        "“六有”达标之家",
        "Homes with all six haves",
        "最近一次核验六项齐备的之家／期末之家",
        "homes whose last check found all six / homes",
        shape=S,
    ),
    _n(
        "coverage",
        "乡镇街道覆盖率",
        "Townships covered",
        "有“六有”达标之家的乡镇街道／有之家或联络站的乡镇街道",
        "townships with a home that has all six / townships with a home or station",
        shape=S,
    ),
    _n("stations", "代表联络站", "Liaison stations", "期末已建成且未撤销", "established and not closed at the end"),
    _n(
        "stations_active",
        "活跃联络站",
        "Active stations",
        "期末前90日内开展过接待的联络站／期末联络站",
        "stations with a reception in the last 90 days / stations",
        shape=S,
    ),
    _n(
        "station_received",
        "联络站收集民意",
        "Suggestions at stations",
        "期内在联络站登记，扣除撤回",
        "registered at a station, less withdrawn",
        "条",
    ),
    _n("station_net", "其中不重复的", "Net of merged", "再扣除并入他件的", "less those merged", "条"),
    _n(
        "station_unquestioned",
        "其中无注水疑点的",
        "Not in question",
        "再扣除红旗R16（集中补登、秒结、无人接待）涉及的",
        "less those red flag R16 points at",
        "条",
    ),
    _n("persons_helped", "帮扶困难群众", "Persons helped", "期内不重复的帮扶对象", "distinct persons helped", "人"),
    _n("times_helped", "帮扶人次", "Acts of assistance", "期内帮扶次数", "acts of assistance", "人次"),
    _n("households", "走访户数", "Households visited", "期内不重复的走访户", "distinct households visited", "户"),
    _n("groups", "代表小组", "Deputy groups", "期末已建立且未撤销", "formed and not dissolved at the end"),
    _n("group_activities", "代表小组活动", "Group activities", "期内开展的小组活动", "group activities held", "次"),
    _n(
        "receptions", "代表接待日", "Reception days", "期内有代表签到的接待日", "receptions at which a deputy sat", "次"
    ),
    _n(
        "receptions_in_order",
        "接待日程序到位率",
        "Receptions in order",
        "红旗R26未发现缺公告、缺签到、缺总结的接待日／期内接待日",
        "receptions R26 finds nothing wrong with / receptions of the period",
        shape=S,
    ),
    _n(
        "county_deputies",
        "参加接待日的区级代表",
        "District deputies at receptions",
        "期内签到、当日具有本级代表身份者，不重复",
        "distinct deputies who sat, with a mandate of the district that day",
        "名",
    ),
    _n(
        "township_deputies",
        "参加接待日的乡镇代表",
        "Township deputies at receptions",
        "期内签到、当日具有乡镇代表身份者，不重复；兼任者各计一次",
        "the same with a mandate of a township; holders of both count in each",
        "名",
    ),
    _n(
        "deputies_taking_part",
        "代表参与率",
        "Deputies taking part",
        "期内参加过接待、走访、帮扶或小组活动的代表／期末在任代表",
        "deputies in any reception, visit, assistance or group activity / deputies in office at the end",
        shape=S,
    ),
    _n("contacts", "常委会组成人员联系代表活动", "Contacts with deputies", "期内开展次数", "held in the period", "次"),
    _n("inspections", "视察调研和执法检查", "Inspections", "期内开展次数", "held in the period", "次"),
    _n("reports_to_voters", "代表述职", "Reports to voters", "期内述职次数", "reports given in the period", "人次"),
    _n(
        "regulations",
        "修订完善制度",
        "Regulations renewed",
        "期内制定或修订，每项计一次",
        "issued or revised, each once",
        "项",
    ),
    _n(
        "trained_away",
        "外出参加履职能力提升培训班",
        "Trained away",
        "期内参加外出培训班的市区人大代表，不重复",
        "distinct deputies of city or district in classes held away",
        "名",
    ),
    _n(
        "trained_city",
        "参加市级履职培训班",
        "Trained by the city",
        "期内参加市级培训班的市人大代表，不重复",
        "distinct deputies of the city in its classes",
        "名",
    ),
    _n(
        "class_month",
        "三级代表培训班举办月份",
        "Month of the three-level class",
        "期内最早一期的开班月份",
        "month in which the first one began",
        "月",
        Shape.MONTH,
    ),
    _n(
        "class_people",
        "三级代表培训班人数",
        "People in that class",
        "该期培训班代表和人大干部，不重复",
        "distinct deputies and staff who attended",
        "人",
    ),
    _n("quota", "“五好”代表名额", "Five-good places", "期内最近一次评选的名额", "places of the latest selection", "名"),
    _n("chosen", "“五好”代表评定", "Five-good chosen", "该次评选已评定人数", "chosen so far", "名"),
)
CASES: tuple[Named, ...] = (
    _n("received", "收到意见建议", "Suggestions received", "期内登记", "registered in the period", "件"),
    _n(
        "received_net",
        "其中不重复的",
        "Net of repeats",
        "扣除登记差错撤回和并入他件的",
        "less those withdrawn or merged into another",
        "件",
    ),
    _n("formal", "转为代表建议", "Adopted as formal", "期内由代表领衔转为代表建议", "converted in the period", "件"),
    _n(
        "signed_in_time", "签收及时率", "Signed for in time", "按时签收／应签收", "within 2 working days / due", shape=S
    ),
    _n("contacted_in_time", "联系及时率", "Contacted in time", "按时联系反映人／应联系", "in time / due", shape=S),
    _n(
        "answered_in_time",
        "按期答复率",
        "Answered in time",
        "按期答复／到期应答复，逾期未答复的计入分母",
        "by the last valid day / due; what is open and late counts against it",
        shape=S,
    ),
    _n("extended", "延期率", "Extended", "同意延期／交办", "extensions granted / assignments", shape=S),
    _n("returned", "退回率", "Returned", "申请退回／交办", "returns asked for / assignments", shape=S),
    _n("closed", "办结率", "Closed", "已办结／收到的（扣除分流、撤回）", "closed / received, less redirected", shape=S),
    _n(
        "solved",
        "解决率",
        "Solved",
        "已解决且未被抽查否定，或承诺全部兑现／期内办结",
        "solved and not contradicted, or every promise kept / closed in the period",
        shape=S,
    ),
    _n("evaluated", "评价率", "Evaluated", "收到评价／答复已送达", "judged / answers delivered", shape=S),
    _n(
        "satisfied",
        "满意率（含基本满意）",
        "Satisfied",
        "对办理结果满意和基本满意／收到评价",
        "satisfied or basically satisfied with the result / judged",
        shape=S,
    ),
    _n(
        "strictly_satisfied",
        "满意率（仅满意）",
        "Strictly satisfied",
        "对办理结果满意／收到评价",
        "satisfied with the result / judged",
        shape=S,
    ),
    _n(
        "once_dissatisfied",
        "曾表示不满意",
        "Dissatisfied at least once",
        "曾对办理结果表示不满意的件／收到评价的件",
        "cases with any dissatisfied mark / cases judged",
        shape=S,
    ),
    _n("reworked", "再次办理率", "Reworked", "再次办理／已答复", "handled again / answered", shape=S),
    _n("commitments_kept", "承诺兑现率", "Promises kept", "按期兑现／到期承诺", "in time / due", shape=S),
    _n("checks_confirmed", "抽查符合率", "Checks confirmed", "抽查属实／抽查已解决件", "confirmed / checked", shape=S),
    _n(
        "handling_days",
        "办理时长中位数",
        "Median handling time",
        "交办至答复的工作日",
        "working days from transfer to answer",
        "个工作日",
        Shape.DAYS,
    ),
    _n("supervised", "发出督办", "Supervision notices", "期内发出的督办单", "notices issued in the period", "件"),
    _n("flagged", "红旗疑点", "Red flags", "按个案规则发现的高等级疑点", "findings of high severity", "处"),
)
NAMED = {one.name: one for one in (*CONTACT, *CASES)}
