"""The papers of a case, drawn from its own history: 交办单, 督办单, 答复函, 回执."""

from collections.abc import Callable, Mapping, Sequence

from application.casefile import HistoryLine
from application.documents.layout import Block, Document, Paper, Place, Table, paragraph
from application.documents.office import CHANNELS, KINDS, LEVELS, OUTCOMES, chinese_date, word
from application.documents.papers import (
    GONE,
    HIDDEN,
    WIDTHS,
    Facts,
    NothingToPrint,
    PaperKind,
    Papers,
    basis,
    greeting,
    head,
    particulars,
    quoted,
    signed,
    words,
)

DUTIES = (
    "请自交办之日起2个工作日内签收；认为不属于本单位职责的，5个工作日内书面说明理由和依据，经同意后退回，"
    "不得自行转办。办理中应当与反映人联系沟通，在期限内作出答复，由负责人签发。"
)
"""What a unit owes from the day it is handed a case (信访工作条例 23; 青岛条例 19, 29)."""


def paper(kind: PaperKind, papers: Papers) -> Document:
    """Draw a paper. Raises `NothingToPrint`."""
    return _DRAWN[kind](papers)


def transfer(papers: Papers) -> Document:
    """交办单: what is handed over, to whom, until when."""
    line = papers.latest("transferred", lambda data: _concerns(data["assignments"], papers.unit))
    parts = [part for part in line.data["assignments"] if papers.unit in (None, part["unit"])]
    called, number = papers.office.called, papers.facts["case_number"]
    due = "；".join(_limit(part, called(part["unit"])) for part in parts)
    blocks = [
        *head(papers, f"交办〔{line.recorded_at.year}〕{_serial(number)}号", "选民意见建议交办单"),
        paragraph(Place.ADDRESSEE, "、".join(called(p["unit"]) for p in parts) + "："),
        paragraph(Place.BODY, f"现将编号{number}的选民意见建议交你单位办理，有关事项如下。"),
        Table(("事项", "内容"), WIDTHS, (*particulars(papers.facts), ("办理单位及期限", due))),
        paragraph(Place.BODY, "意见建议内容："),
        *words(papers.facts["text"]),
        *(words(line.data["reason"]) if line.data.get("reason") else ()),
        paragraph(Place.BODY, DUTIES),
        *signed(papers.office.deputies_committee, line.recorded_at),
    ]
    return papers.document(f"选民意见建议交办单{number}", line.recorded_at, blocks)


def supervision(papers: Papers) -> Document:
    """督办单: why, and by when an account is owed."""
    line = papers.latest(
        "supervised",
        lambda data: papers.notice in (None, data["notice"]) and (papers.unit is None or papers.unit in data["units"]),
    )
    data, number, name = line.data, papers.facts["case_number"], word(LEVELS, line.data["level"])
    basis = f"根据主任会议决定（{data['minute']}），" if data.get("minute") else ""
    blocks = [
        *head(papers, f"督办〔{line.recorded_at.year}〕{_serial(number)}-{data['notice']}号", name),
        paragraph(Place.ADDRESSEE, "、".join(papers.office.called(unit) for unit in data["units"]) + "："),
        paragraph(Place.BODY, f"{basis}现就你单位承办的编号{number}意见建议予以督办，事由如下："),
        *words(data["reason"]),
        Table(("事项", "内容"), WIDTHS, particulars(papers.facts)),
        paragraph(
            Place.BODY,
            f"请于{chinese_date(data['respond_by'])}前书面回应，说明办理情况、未办结原因和下一步措施。",
            "逾期不回应的，将按规定提高督办等级。",
        ),
        *signed(papers.office.deputies_committee, line.recorded_at),
    ]
    return papers.document(f"{name}{number}-{data['notice']}", line.recorded_at, blocks)


def answer(papers: Papers) -> Document:
    """答复函: the latest answer that was not sent back, with what was promised."""
    line = _standing(papers)
    data, facts, office = line.data, papers.facts, papers.office
    organ = office.called(data["unit"]) if data.get("unit") else office.deputies_committee
    number = facts["case_number"]
    came = f"您于{chinese_date(facts['received_on'])}反映的{quoted(facts)}收悉。经研究办理，现答复如下："
    blocks: list[Block] = [
        paragraph(Place.ORGAN, organ),
        paragraph(Place.NUMBER, data.get("document_number") or f"编号{number}"),
        paragraph(Place.TITLE, f"关于{number}号意见建议的答复"),
        paragraph(Place.ADDRESSEE, greeting(facts)),
        paragraph(Place.BODY, came),
        *words(data["text"]),
        *_promises(data["commitments"]),
        paragraph(Place.BODY, f"办理结果：{word(OUTCOMES, data['outcome'])}。", *basis(data)),
        paragraph(Place.BODY, "感谢您对我们工作的关心和支持。对办理态度和结果，您可以凭回执编号作出评价。"),
        *signed(organ, line.recorded_at),
        paragraph(Place.NOTE, f"（签发人：{data.get('signatory') or HIDDEN}）"),
        paragraph(Place.NOTE, f"抄送：{office.deputies_committee}，接待代表。"),
    ]
    return papers.document(f"关于{number}号意见建议的答复", line.recorded_at, blocks)


def receipt(papers: Papers) -> Document:
    """回执: what the voter takes home. The code is on it only for whoever registered the case."""
    line, facts = papers.latest("received"), papers.facts
    rows = [
        ("编号", facts["case_number"]),
        ("登记时间", f"{chinese_date(facts['received_on'])}"),
        ("登记地点", papers.office.called(facts["station"]) if facts["station"] else word(CHANNELS, facts["channel"])),
        ("标题", facts["title"] or "—"),
    ]
    code = papers.code
    blocks: list[Block] = [
        paragraph(Place.SUBTITLE, "选民意见建议登记回执"),
        Table(("事项", "内容"), (28.0, 82.0), tuple(rows)),
        paragraph(Place.NOTE, "查询编号（请勿告知他人）：" if code else "查询编号已由登记人当面交给反映人。"),
        *([paragraph(Place.CODE, code)] if code else []),
        paragraph(Place.NOTE, "凭查询编号可以查询办理进度、期限和答复，对办理作出评价，申请重开，或者撤回。"),
        paragraph(Place.NOTE, papers.office.deputies_committee),
        paragraph(Place.NOTE, chinese_date(line.recorded_at.date())),
    ]
    return papers.document("选民意见建议登记回执", line.recorded_at, blocks, Paper.A5)


_DRAWN: Mapping[PaperKind, Callable[[Papers], Document]] = {
    PaperKind.TRANSFER: transfer,
    PaperKind.SUPERVISION: supervision,
    PaperKind.ANSWER: answer,
    PaperKind.RECEIPT: receipt,
}


def _concerns(parts: Sequence[Facts], unit: str | None) -> bool:
    return unit is None or any(part["unit"] == unit for part in parts)


def _standing(papers: Papers) -> HistoryLine:
    """The latest answer of the unit asked for; one that was sent back since is none."""
    line = papers.latest("answered", lambda data: papers.unit in (None, data["unit"]))
    later = [one for one in papers.history if one.version > line.version and one.event == "answer_sent_back"]
    if any(one.data["unit"] == line.data["unit"] for one in later):
        raise NothingToPrint()
    return line


def _serial(case_number: str) -> str:
    """The case number without its year, which the number of a paper gives in its own brackets."""
    return case_number.partition("-")[2]


def _limit(part: Facts, unit: str) -> str:
    due = part["due"]
    provisional = "（暂定）" if due["provisional"] else ""
    return f"{unit}（{word(KINDS, part['kind'])}）：{chinese_date(due['on'])}前{provisional}"


def _promises(made: Sequence[Facts]) -> list[Block]:
    told = [
        paragraph(Place.BODY, f"{n}. {promise['text'] or GONE}（{chinese_date(promise['due_on'])}前完成）")
        for n, promise in enumerate(made, start=1)
    ]
    return [paragraph(Place.BODY, "我单位承诺："), *told] if told else []
