"""一、情况: what was done, in the order of the office's own form. A sentence says 全覆盖 only where the figure does."""

from application.documents.layout import Block, Place, Run, paragraph, second
from application.documents.office import CHANNELS, chinese_date, word
from application.reporting.material import Material, Parts, quoted
from application.reporting.period import third_of_month


def situation(m: Material) -> list[Block]:
    """The four parts of the first chapter."""
    return [
        paragraph(Place.HEADING, "一、“一接待两联系”活动开展情况"),
        paragraph(Place.BODY, second("（一）践行一项承诺，广泛搭建联系平台。"), *_promise(m), *_homes(m), *_ledger(m)),
        paragraph(Place.BODY, second("（二）加强“两个联系”，提升代表服务水平。"), *_members(m), *_voters(m)),
        paragraph(Place.BODY, *_handling(m)),
        paragraph(Place.BODY, *_judgement(m)),
        paragraph(Place.BODY, second("（三）探索“三个亮点”，创新代表工作特色。"), *_stations(m)),
        paragraph(Place.BODY, *_groups(m)),
        paragraph(Place.BODY, *_receptions(m)),
        paragraph(Place.BODY, second("（四）抓实“四项工作”，增强代表工作实效。"), *_regulations(m)),
        paragraph(Place.BODY, *_duties(m)),
        paragraph(Place.BODY, *_training(m)),
        paragraph(Place.BODY, *_models(m)),
    ]


def _promise(m: Material) -> Parts:
    rules = f"制定{quoted(m.home_rules)}等制度，" if m.home_rules else ""
    return (
        "一项承诺，即民有所呼，我有所应。在庄严践诺的过程中，"
        f"{m.office.committee}为进一步密切代表与人民群众的联系，促进闭会期间代表活动经常化、制度化、规范化，"
        f"更好地发挥代表主体作用，{rules}不断加强代表活动阵地的软硬件建设，动态更新代表信息等专栏，"
        "推动代表活动阵地规范运行、发挥作用、提档升级。",
    )


def _homes(m: Material) -> Parts:
    f = m.figures
    head = f"目前，全{m.office.county}各乡镇街道按照“六有”标准（有阵地、有制度、有计划、有公示、有资料、有档案）"
    built: Parts = (f"{head}建成人大代表之家", f.number("homes"), "个，")
    if f.whole("coverage"):
        covered: Parts = ("经核验达标的覆盖所有乡镇街道", f.share("coverage"), "，实现了全覆盖，")
    else:
        covered = (
            "其中经核验六项齐备的占",
            f.share("homes_six"),
            "，有达标之家的乡镇街道占",
            f.share("coverage"),
            "，尚未实现全覆盖，",
        )
    return (
        *built,
        *covered,
        "使“人大代表之家”成为代表沟通交流的场所、联系选民的桥梁、关注民生的平台、履行职务的阵地、宣传政策法规的窗口，"
        "努力做到代表学习有保障、了解民意有渠道、议政督政有阵地、接待选民有场所。",
    )


def _ledger(m: Material) -> Parts:
    return (
        "同时，对选民提出的每一件意见建议从登记到办结全程留痕、不可更改，选民凭回执编号即可查询办理进度，"
        "做到件件有着落、事事可核查。",
    )


def _members(m: Material) -> Parts:
    f = m.figures
    if not f["contacts"].numerator:
        held: Parts = ("常委会组成人员联系代表活动在统计期内没有记录，这项工作需要补上。",)
    else:
        held = ("统计期内组织常委会组成人员联系代表活动", f.number("contacts"), "次，面对面听取代表意见建议。")
    seen: Parts = ()
    if f["inspections"].numerator:
        seen = ("组织代表开展视察、调研和执法检查", f.number("inspections"), "次。")
    return ("加强常委会组成人员与代表的联系，建立直接联系代表制度，", *held, *seen)


def _voters(m: Material) -> Parts:
    f = m.figures
    ordered = sorted(m.channels.items(), key=lambda one: (-one[1], one[0]))
    ways = "、".join(f"{word(CHANNELS, channel)}{count}件" for channel, count in ordered)
    return (
        "加强代表与人民群众的联系，组织代表深入群众主动下访，走访",
        f.number("households"),
        "户，走访群众诉求意见多的村组以及困难群众和特殊群体的家中，倾听民声，关注民情，"
        "及时、就地解决群众遇到的难点问题，在基层一线化解社会矛盾。共收到选民意见建议",
        f.number("received"),
        f"件（{ways}），" if ways else "件，",
        "扣除并案和撤回后为",
        f.number("received_net"),
        "件；由代表领衔转为代表建议",
        f.number("formal"),
        "件。",
    )


def _handling(m: Material) -> Parts:
    f = m.figures
    return (
        "加强意见建议的交办督办。承办单位签收及时率",
        f.share("signed_in_time"),
        "，按规定时限联系反映人的",
        f.share("contacted_in_time"),
        "；按期答复率",
        f.share("answered_in_time"),
        "，逾期未答复的均计入分母；办理时长中位数",
        Run(f["handling_days"].value, figure="handling_days"),
        "个工作日；办结率",
        f.share("closed"),
        "，其中问题得到解决的",
        f.share("solved"),
        "。统计期内发出督办",
        f.number("supervised"),
        "件，到期承诺按期兑现的",
        f.share("commitments_kept"),
        "。",
    )


def _judgement(m: Material) -> Parts:
    f = m.figures
    return (
        "坚持由群众评判办理成效。答复送达后收到评价的",
        f.share("evaluated"),
        "，未评价的不作为满意；在收到的评价中，对办理结果表示满意和基本满意的",
        f.share("satisfied"),
        "，其中表示满意的",
        f.share("strictly_satisfied"),
        "；曾表示不满意的",
        f.share("once_dissatisfied"),
        "。对已解决的事项抽查回访，属实的",
        f.share("checks_confirmed"),
        "；因不满意等再次办理的",
        f.share("reworked"),
        "。",
    )


def _stations(m: Material) -> Parts:
    f = m.figures
    return (
        "建立代表联络工作站。以村、社区“代表联络工作站”为平台，密切代表与选民的联系，全力打通代表联系选民"
        "“最后一公里”，定期接待选民，定期开展上门走访活动，充分发挥好代表政策宣传员、民意收集员、事项办理监督员、"
        "困难群众帮扶员的作用。目前，代表联络站活动阵地建成",
        f.number("stations"),
        "个，近90日内开展过接待的",
        f.share("stations_active"),
        "，各代表联络工作站联系选民收集民意",
        f.number("station_received"),
        "条（扣除并案后",
        f.number("station_net"),
        "条，剔除存疑登记后",
        f.number("station_unquestioned"),
        "条），帮扶困难群众",
        f.number("persons_helped"),
        "人、",
        f.number("times_helped"),
        "人次。",
    )


def _groups(m: Material) -> Parts:
    f = m.figures
    return (
        "规范代表小组活动。为推动代表在闭会期间积极履职尽责、密切联系群众、充分发挥作用，根据各选区实际情况，建立",
        f.number("groups"),
        "个代表小组，以“代表之家”为依托，开展代表小组活动",
        f.number("group_activities"),
        f"次。{m.office.county}人大常委会把小组活动纳入“人大代表之家”的管理之中，适时督促检查，"
        "推动代表小组活动步入制度化、规范化、常态化轨道。",
    )


def _receptions(m: Material) -> Parts:
    f, county = m.figures, m.office.county
    return (
        "规范“接待日”程序。各乡镇人大主席团、街道人大工委从做好前期准备、提前通知公告、规范现场登记、及时转办督办、"
        "抓好反馈总结等关键环节入手，不断优化“代表接待日”活动程序。统计期内开展接待日",
        f.number("receptions"),
        "次，公告、签到、总结等程序齐备的",
        f.share("receptions_in_order"),
        "。坚持以“代表之家”为载体，推动代表“进家入站”，各乡镇街道共有",
        f.number("county_deputies"),
        f"名{county}人大代表、",
        f.number("township_deputies"),
        "名乡镇人大代表参与“代表接待日”活动（兼任两级代表的分别计入）。",
    )


def _regulations(m: Material) -> Parts:
    if not m.regulations:
        return ("抓实制度建设。统计期内没有制定或者修订制度的记录。",)
    return (
        f"抓实制度建设。制定、修订完善{quoted(m.regulations)}等制度办法",
        m.figures.number("regulations"),
        "项，进一步促进闭会期间代表活动规范化、制度化、常态化。",
    )


def _duties(m: Material) -> Parts:
    f = m.figures
    return (
        "抓实代表履职管理。落实一线代表直接联系选民，建立代表履职实绩档案，接待、走访、帮扶、小组活动、述职均由系统"
        "据实归集，统计期内参加过上述活动的代表占",
        f.share("deputies_taking_part"),
        "，代表向选民述职",
        f.number("reports_to_voters"),
        "人次，促进代表更加注重密切联系选民、更加注重调查研究、更加注重建言献策、更加注重自觉接受选民的监督。",
    )


def _training(m: Material) -> Parts:
    f, began = m.figures, m.class_began
    held: Parts = ("未举办省、市、区三级代表培训班。",)
    if began is not None:
        held = (
            f"{began.year}年",
            Run(f"{began.month}月", figure="class_month"),
            f"{third_of_month(began)}举办省、市、{m.office.county}三级代表和人大干部共计",
            f.number("class_people"),
            "人的培训班。",
        )
    return (
        f"抓实代表培训机制。制定年度代表培训工作计划，优化培训内容，创新培训方式。组织市{m.office.county}人大代表",
        f.number("trained_away"),
        "名外出参加代表履职能力提升培训班、市人大代表",
        f.number("trained_city"),
        "名参加代表履职培训班，",
        *held,
    )


def _models(m: Material) -> Parts:
    f = m.figures
    head = (
        "抓实培树代表先进典型。围绕“遵纪守法好、建言献策好、服务发展好、心系民生好、干事创业好”，"
        "由系统依据履职记录排列佐证、由委员会评定，"
    )
    quota, chosen = f["quota"].numerator, f["chosen"].numerator
    if not quota:
        return (f"{head}统计期内未启动“五好”代表评选。",)
    if not chosen:
        return (f"{head}拟评选", f.number("quota"), "名“五好”代表履职典型，目前尚未评定。")
    return (f"{head}计划评选“五好”代表履职典型", f.number("quota"), "名，已评定", f.number("chosen"), "名。")


def opening(m: Material) -> list[Block]:
    """称呼 and the sentence that says what follows."""
    return [
        paragraph(Place.TITLE, f"{m.office.committee}“两联系”活动\n开展情况汇报材料"),
        paragraph(Place.ADDRESSEE, "尊敬的各位领导："),
        paragraph(
            Place.BODY,
            f"按照会议安排，现将{m.office.region}{m.span.said}“两联系”活动开展情况作一简要汇报。",
            f"文中数据截至{chinese_date(m.span.at.date())}的记录。",
        ),
    ]
