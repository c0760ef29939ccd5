"""The report put together: words, signature, colophon, annexes."""

from typing import Any

from application.documents.layout import Block, Document, Paragraph, Place, Table, paragraph
from application.documents.office import chinese_date
from application.reporting.annex import annex
from application.reporting.figures import Figures
from application.reporting.material import Material
from application.reporting.shortcomings import next_steps, problems
from application.reporting.situation import opening, situation


def document(m: Material) -> Document:
    """The report as a document: the same material gives the same document."""
    return Document(
        title=f"{m.office.committee}“两联系”活动开展情况汇报材料",
        author=m.office.deputies_committee,
        drawn_at=m.span.at,
        blocks=(*opening(m), *situation(m), *problems(m), *next_steps(m), *_signed(m), *annex(m)),
    )


def _signed(m: Material) -> list[Block]:
    return [
        paragraph(Place.SIGNATURE, m.office.deputies_committee),
        paragraph(Place.DATE, chinese_date(m.span.at.date())),
        paragraph(
            Place.NOTE,
            f"（数据说明：统计期间{m.span.said}，取自日志第{m.span.position}条及以前的记录，该条记于"
            f"{m.span.at:%Y-%m-%d %H:%M:%S}；口径{m.edition}，规则{m.policy}，日历{m.calendar}。"
            f"凭“{m.command}”可逐字节复现；此后新增的记录不影响本材料。）",
        ),
    ]


def preview(made: Document, figures: Figures, link: str) -> dict[str, Any]:
    """The report for a page: blocks with runs, and figures with the address of the list behind each."""
    return {
        "title": made.title,
        "blocks": [_block(block) for block in made.blocks],
        "figures": [
            {
                "name": one.named.name,
                "zh": one.named.zh,
                "en": one.named.en,
                "how_zh": one.named.how_zh,
                "how_en": one.named.how_en,
                "shape": one.named.shape.value,
                "value": one.value,
                "numerator": one.numerator,
                "denominator": one.denominator,
                "items": len(one.items),
                "list": f"{link}/figures/{one.named.name}",
            }
            for one in figures
        ],
    }


def _block(block: Block) -> dict[str, Any]:
    if isinstance(block, Table):
        return {"place": "table", "headings": list(block.headings), "rows": [list(row) for row in block.rows]}
    return {"place": block.place.value, "runs": [_run(block, n) for n in range(len(block.runs))]}


def _run(block: Paragraph, number: int) -> dict[str, Any]:
    run = block.runs[number]
    told: dict[str, Any] = {"text": run.text}
    if run.face is not None:
        told["face"] = run.face.value
    if run.figure is not None:
        told["figure"] = run.figure
    return told
