"""The styles of GB/T 9704-2012, as Word and LibreOffice both read them (WEB §2.3).

The grid is exact lines of 579 twips and a character spacing of -5 twips at 16 pt: 22 lines of 28 characters in
156 x 225 mm. Word's own grid of characters is left out: LibreOffice gives each 16 pt glyph two of its cells.
"""

from dataclasses import dataclass
from xml.sax.saxutils import quoteattr

from application.documents.layout import Face, Place

LINE = 579
"""Twips from line to line: 225 mm over 22, which is a 3号 character and seven eighths."""
TIGHT = -5
"""Twips between characters: 28 of 16 pt fill 156 mm."""
FANG_SONG, HEI, KAI, XIAO_BIAO_SONG, SONG = "仿宋_GB2312", "黑体", "楷体_GB2312", "方正小标宋简体", "宋体"
LATIN = "Times New Roman"
STAND_INS = {FANG_SONG: "FangSong", KAI: "KaiTi", HEI: "SimHei", XIAO_BIAO_SONG: "FZXiaoBiaoSong-B05S", SONG: "SimSun"}
"""Names under which a machine may have the same typeface."""
RED = "FF0000"
NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """One paragraph style. `size` is in points, `line` in twips, indents in characters of the style's own size."""

    font: str = FANG_SONG
    size: int = 16
    line: int = LINE
    align: str = "both"
    first: int = 0
    right: int = 0
    before: int = 0
    after: int = 0
    spacing: int = 0
    red: bool = False
    rule: bool = False
    """A red line under it."""
    new_page: bool = False
    keep: bool = False
    """Stays with what follows: a signature or heading is never alone."""


PLACES: dict[Place, Style] = {
    Place.ORGAN: Style(font=XIAO_BIAO_SONG, size=26, line=800, align="center", red=True),
    Place.NUMBER: Style(align="center", rule=True, after=LINE, spacing=TIGHT, keep=True),
    Place.TITLE: Style(font=XIAO_BIAO_SONG, size=22, align="center", after=LINE, keep=True),
    Place.ADDRESSEE: Style(spacing=TIGHT, keep=True),
    Place.BODY: Style(align="left", first=2, spacing=TIGHT),
    Place.HEADING: Style(font=HEI, first=2, spacing=TIGHT, keep=True),
    Place.SIGNATURE: Style(align="right", right=2, before=LINE, spacing=TIGHT, keep=True),
    Place.DATE: Style(align="right", right=4, spacing=TIGHT),
    Place.ANNEX: Style(font=HEI, align="left", spacing=TIGHT, new_page=True, keep=True),
    Place.SUBTITLE: Style(font=XIAO_BIAO_SONG, size=18, align="center", after=LINE // 2, keep=True),
    Place.CODE: Style(font=HEI, size=22, line=800, align="center"),
    Place.NOTE: Style(size=14, line=480, first=2, align="left"),
}
CELL, CELL_HEADING = Style(size=11, line=320, align="left"), Style(font=HEI, size=11, line=320, align="center")
TABLE_STYLES = {"cell": CELL, "cell-heading": CELL_HEADING}
RUN_FONTS = {Face.SECOND: KAI}


def style_id(name: str) -> str:
    """The style's name in the file."""
    return f"GW-{name}"


def fonts(font: str, latin: str = LATIN) -> str:
    """The typefaces of a run. Without the hint, “ ” — … come out in the Latin one."""
    names = f'w:ascii="{latin}" w:hAnsi="{latin}" w:cs="{latin}" w:eastAsia="{font}"'
    return f'<w:rFonts {names} w:hint="eastAsia"/>'


def style_xml(name: str, style: Style) -> str:
    """The style as WordprocessingML; the order of elements is the schema's, which Word insists on."""
    identifier = quoteattr(style_id(name))
    return (
        f'<w:style {NAMESPACE} w:type="paragraph" w:customStyle="1" w:styleId={identifier}>'
        f"<w:name w:val={identifier}/><w:qFormat/>"
        f"<w:pPr>{_paragraph(style)}</w:pPr><w:rPr>{_run(style)}</w:rPr></w:style>"
    )


def _paragraph(style: Style) -> str:
    keep = "<w:keepNext/>" if style.keep else ""
    page = "<w:pageBreakBefore/>" if style.new_page else ""
    line = f'<w:pBdr><w:bottom w:val="single" w:sz="12" w:space="11" w:color="{RED}"/></w:pBdr>' if style.rule else ""
    spacing = f'w:before="{style.before}" w:after="{style.after}" w:line="{style.line}" w:lineRule="exact"'
    width = style.size * 20
    indents = f'w:right="{style.right * width}" w:rightChars="{style.right * 100}"'
    indents += f' w:firstLine="{style.first * width}" w:firstLineChars="{style.first * 100}"'
    return (
        f'{keep}{page}<w:widowControl w:val="0"/>{line}'
        f'<w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/><w:snapToGrid w:val="0"/>'
        f'<w:spacing {spacing}/><w:ind {indents}/><w:jc w:val="{style.align}"/>'
    )


def _run(style: Style) -> str:
    colour = f'<w:color w:val="{RED}"/>' if style.red else ""
    spacing = f'<w:spacing w:val="{style.spacing}"/>' if style.spacing else ""
    size = style.size * 2
    return f'{fonts(style.font)}{colour}{spacing}<w:kern w:val="0"/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
