"""The page of GB/T 9704-2012: paper, margins, the grid of lines, and page numbers."""

from dataclasses import dataclass

from docx.oxml import parse_xml
from docx.section import Section, _Footer
from docx.shared import Mm

from application.documents.layout import Paper
from infrastructure.documents.styles import LINE, NAMESPACE, SONG, fonts


@dataclass(frozen=True, slots=True)
class Page:
    """Millimetres: paper, margins, and how far the page number stands from the lower edge."""

    width: float
    height: float
    top: float
    bottom: float
    left: float
    right: float
    footer: float


PAGES = {
    Paper.A4: Page(210, 297, 37, 35, 28, 26, 25.5),
    Paper.A5: Page(148, 210, 20, 18, 20, 18, 10),
}
NUMBER_SIZE = 14
"""Points: page numbers are 4号, in half-width digits of 宋体, one character from the edge of the type area."""


def lay_out(section: Section, paper: Paper) -> None:
    """Give a section its page."""
    page = PAGES[paper]
    section.page_width, section.page_height = Mm(page.width), Mm(page.height)
    section.top_margin, section.bottom_margin = Mm(page.top), Mm(page.bottom)
    section.left_margin, section.right_margin = Mm(page.left), Mm(page.right)
    section.footer_distance, section.header_distance = Mm(page.footer), Mm(10)
    properties = section._sectPr
    for old in properties.xpath("./w:docGrid"):
        properties.remove(old)
    properties.append(parse_xml(f'<w:docGrid {NAMESPACE} w:type="lines" w:linePitch="{LINE}"/>'))
    if paper is Paper.A4:
        _number(section.footer, "right")
        _number(section.even_page_footer, "left")


def _number(footer: _Footer, side: str) -> None:
    footer.is_linked_to_previous = False
    run = f"<w:rPr>{fonts(SONG, SONG)}<w:sz w:val='{NUMBER_SIZE * 2}'/><w:szCs w:val='{NUMBER_SIZE * 2}'/></w:rPr>"
    field = "".join(
        f"<w:r>{run}{part}</w:r>"
        for part in (
            "<w:t xml:space='preserve'>— </w:t>",
            "<w:fldChar w:fldCharType='begin'/>",
            "<w:instrText xml:space='preserve'> PAGE </w:instrText>",
            "<w:fldChar w:fldCharType='separate'/>",
            "<w:t>1</w:t>",
            "<w:fldChar w:fldCharType='end'/>",
            "<w:t xml:space='preserve'> —</w:t>",
        )
    )
    layout = f"<w:spacing w:before='0' w:after='0'/><w:ind w:{side}='{NUMBER_SIZE * 20}'/><w:jc w:val='{side}'/>"
    made = parse_xml(f"<w:p {NAMESPACE}><w:pPr>{layout}</w:pPr>{field}</w:p>")
    first = footer.paragraphs[0]._p
    first.getparent().replace(first, made)
