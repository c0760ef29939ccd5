"""The annexes: every figure with how it was counted, in both languages, and the cases or events behind each."""

from collections.abc import Iterator

from application.documents.layout import Block, Place, Table, paragraph
from application.documents.sheets import Sheet
from application.reporting.figures import Counted, Figures
from application.reporting.material import Material

WIDTHS = (12.0, 44.0, 42.0, 58.0)
ITEM_HEADINGS = ("位置 position", "对象 subject", "日期 day", "计入分子 counted", "值 value")


def annex(m: Material) -> list[Block]:
    """Annex 1 in Chinese and annex 2 in English."""
    chinese = tuple((str(n), one.named.zh, one.value, one.named.how_zh) for n, one in enumerate(m.figures, start=1))
    english = tuple(
        (str(n), one.named.en, english_value(one), one.named.how_en) for n, one in enumerate(m.figures, start=1)
    )
    return [
        paragraph(Place.ANNEX, "附件1"),
        paragraph(Place.SUBTITLE, "主要指标及口径"),
        Table(("序号", "指标", "数值", "口径"), WIDTHS, chinese),
        paragraph(Place.ANNEX, "附件2　Annex 2"),
        paragraph(Place.SUBTITLE, "Figures and how they were counted"),
        Table(("No.", "Figure", "Value", "How counted"), WIDTHS, english),
    ]


def english_value(one: Counted) -> str:
    """A value without Chinese brackets."""
    return one.value.replace("（", " (").replace("）", ")").replace("月", "")


def sheets(m: Material) -> Iterator[Sheet]:
    """The workbook: figures in both languages, then a sheet of cases or events per figure."""
    yield _basis(m)
    headings = ("指标代码", "指标", "数值", "分子", "分母", "口径", "条目数")
    yield Sheet("指标", headings, (22, 26, 22, 10, 10, 60, 10), list(_figures(m.figures, english=False)))
    headings = ("code", "figure", "value", "numerator", "denominator", "how counted", "items")
    yield Sheet("Figures", headings, (22, 30, 22, 10, 12, 60, 10), list(_figures(m.figures, english=True)))
    for one in m.figures:
        rows = ((i.position, i.subject, i.day.isoformat(), int(i.counted), i.value) for i in one.items)
        yield Sheet(one.named.name, ITEM_HEADINGS, (14, 22, 14, 16, 12), rows)


def _figures(figures: Figures, *, english: bool) -> Iterator[tuple[str | int | None, ...]]:
    for one in figures:
        named = one.named
        called, how = (named.en, named.how_en) if english else (named.zh, named.how_zh)
        value = english_value(one) if english else one.value
        yield named.name, called, value, one.numerator, one.denominator, how, len(one.items)


def _basis(m: Material) -> Sheet:
    """What the figures rest on, so that anybody can compute them again."""
    rows: list[tuple[str | int, ...]] = [
        ("统计期间 period", f"{m.span.first.isoformat()} – {m.span.last.isoformat()}"),
        ("日志位置 position", m.span.position),
        ("该位置的时刻 moment", m.span.at.isoformat()),
        ("规则版次 policy", m.policy),
        ("日历版次 calendar", m.calendar),
        ("口径版次 edition", m.edition),
        ("复现 reproduce", m.command),
    ]
    return Sheet("依据 basis", ("项目 item", "内容 value"), (26, 90), rows)
