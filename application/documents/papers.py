"""What the papers of a case share: the case laid open, and the parts every paper has."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from application.casefile import HistoryLine
from application.documents.layout import Block, Document, Paper, Place, paragraph
from application.documents.office import CHANNELS, TRACKS, URGENCIES, Office, chinese_date, word
from domain.shared.refusal import OutOfOrder

HIDDEN = "（依规定不予显示）"
GONE = "（内容已依法删除）"
WIDTHS = (34.0, 122.0)
Facts = Mapping[str, Any]


class PaperKind(StrEnum):
    """Which paper is wanted."""

    TRANSFER = "transfer"
    """交办单."""
    SUPERVISION = "supervision"
    """督办单."""
    ANSWER = "answer"
    """答复函."""
    RECEIPT = "receipt"
    """回执, on A5."""


class NothingToPrint(OutOfOrder):
    """Nothing has happened to the case yet that this paper could say."""

    slug = "nothing-to-print"
    zh = "本件尚无可出具此文书的事项。"


@dataclass(frozen=True, slots=True, kw_only=True)
class Papers:
    """A case laid open: its facts, its history, what is asked for. Texts that may not be read are None."""

    facts: Facts
    history: Sequence[HistoryLine]
    office: Office
    unit: str | None = None
    notice: int | None = None
    code: str | None = None
    """The voter's receipt code, for whoever may hand it over."""

    def latest(self, event: str, fits: Callable[[Facts], bool] = lambda _: True) -> HistoryLine:
        """The latest event of a kind that fits. Raises `NothingToPrint`."""
        found = [line for line in self.history if line.event == event and fits(line.data)]
        if not found:
            raise NothingToPrint()
        return found[-1]

    def document(self, title: str, at: datetime, blocks: Sequence[Block], paper: Paper = Paper.A4) -> Document:
        """The paper, dated by the event it tells of."""
        author = self.office.deputies_committee
        return Document(title=title, author=author, drawn_at=at, blocks=tuple(blocks), paper=paper)


def head(papers: Papers, number: str, title: str) -> list[Block]:
    """The organ in red, the number over the line, the title."""
    organ = paragraph(Place.ORGAN, papers.office.deputies_committee)
    return [organ, paragraph(Place.NUMBER, number), paragraph(Place.TITLE, title)]


def signed(organ: str, at: datetime) -> list[Block]:
    """Whose it is, and of which day."""
    return [paragraph(Place.SIGNATURE, organ), paragraph(Place.DATE, chinese_date(at.date()))]


def particulars(facts: Facts) -> tuple[tuple[str, str], ...]:
    """The facts every unit needs; an identity only where the asker may read it."""
    voter, urgency = facts["voter"] or {}, word(URGENCIES, facts["urgency"])
    return (
        ("标题", facts["title"] or "—"),
        ("收到日期和渠道", f"{chinese_date(facts['received_on'])}，{word(CHANNELS, facts['channel'])}"),
        ("类别、轨道", "；".join([facts["category"] or "—", word(TRACKS, facts["track"]), urgency])),
        ("反映人", voter.get("name") or HIDDEN),
        ("联系电话", voter.get("phone") or HIDDEN),
    )


def words(text: str | None) -> list[Block]:
    """A person's own words, line by line as they wrote them."""
    return [paragraph(Place.BODY, line.strip()) for line in (text or GONE).splitlines() if line.strip()]


def greeting(facts: Facts) -> str:
    """主送: by name where it may be read."""
    name = (facts["voter"] or {}).get("name")
    return f"{name}同志：" if name else "尊敬的选民："


def quoted(facts: Facts) -> str:
    """The suggestion by its title, where it has one."""
    return f"“{facts['title']}”的意见建议" if facts["title"] else "意见建议"


def basis(data: Facts) -> tuple[str, ...]:
    """The instrument an answer rests on, where it names one."""
    return (f"依据：{data['basis']}。",) if data.get("basis") else ()
