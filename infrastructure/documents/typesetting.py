"""Sets a document as .docx."""

import re
from collections.abc import Sequence
from io import BytesIO

import docx
from docx.document import Document as File
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Mm
from docx.text.paragraph import Paragraph as Made

from application.documents.layout import Document, Paragraph, Run, Table
from infrastructure.documents.archive import reproducible
from infrastructure.documents.page import lay_out
from infrastructure.documents.styles import (
    FANG_SONG,
    NAMESPACE,
    PLACES,
    RUN_FONTS,
    STAND_INS,
    TABLE_STYLES,
    fonts,
    style_id,
    style_xml,
)

_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff]")
"""What XML cannot say, and no reader misses."""
_BREAKABLE = re.compile("%(?=（)")
"""Where a line may be broken though rules for numbers forbid it: `97.5%（5455/5595）` is too long to keep whole."""
UNUSED = ("thumbnail", "customXml", "stylesWithEffects")
"""Parts of the library's template that say nothing of ours."""


class DocxTypesetter:
    """Implements `application.documents.layout.Typesetter`."""

    def typeset(self, document: Document) -> bytes:
        """See the port."""
        file = docx.Document()
        _prepare(file)
        lay_out(file.sections[0], document.paper)
        for block in document.blocks:
            if isinstance(block, Paragraph):
                _fill(file.add_paragraph(), style_id(block.place), block.runs)
            else:
                _set_table(file, block)
        _sign(file, document)
        made = BytesIO()
        file.save(made)
        return reproducible(made.getvalue())


def _prepare(file: File) -> None:
    """Put the standard's styles and typefaces in place of the template's."""
    file.settings.odd_and_even_pages_header_footer = True
    for element in file.settings.element.findall(qn("w:themeFontLang")):
        element.set(qn("w:eastAsia"), "zh-CN")
    styles = file.styles.element
    styles.replace(styles[0], parse_xml(_DEFAULTS))
    named = {**{place.value: style for place, style in PLACES.items()}, **TABLE_STYLES}
    for name, style in named.items():
        styles.append(parse_xml(style_xml(name, style)))
    _name_fonts(file)
    for rels in (file.part.package.rels, file.part.rels):
        for key in [key for key, rel in rels.items() if any(word in rel.reltype for word in UNUSED)]:
            del rels[key]


_DEFAULTS = (
    f"<w:docDefaults {NAMESPACE}><w:rPrDefault><w:rPr>{fonts(FANG_SONG)}<w:sz w:val='32'/><w:szCs w:val='32'/>"
    "<w:lang w:val='en-US' w:eastAsia='zh-CN' w:bidi='ar-SA'/></w:rPr></w:rPrDefault>"
    "<w:pPrDefault><w:pPr><w:spacing w:after='0'/></w:pPr></w:pPrDefault></w:docDefaults>"
)


def _name_fonts(file: File) -> None:
    """Say which other name each typeface may have on the reader's machine; none is embedded (licences)."""
    entries = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:charset w:val="86"/></w:font>'
        for name, other in STAND_INS.items()
    )
    table = next(rel.target_part for rel in file.part.rels.values() if rel.reltype.endswith("/fontTable"))
    table._blob = f'<?xml version="1.0" encoding="UTF-8"?><w:fonts {NAMESPACE}>{entries}</w:fonts>'.encode()


def _fill(made: Made, style: str, runs: Sequence[Run]) -> None:
    properties = made._p.get_or_add_pPr()
    properties.append(parse_xml(f'<w:pStyle {NAMESPACE} w:val="{style}"/>'))
    for run in runs:
        added = made.add_run(_BREAKABLE.sub("\\g<0>\u200b", _UNPRINTABLE.sub("", run.text)))
        font = RUN_FONTS[run.face] if run.face is not None else None
        hint = fonts(font) if font is not None else '<w:rFonts w:hint="eastAsia"/>'
        added._r.get_or_add_rPr().append(parse_xml(hint.replace("<w:rFonts", f"<w:rFonts {NAMESPACE}")))


def _set_table(file: File, table: Table) -> None:
    made = file.add_table(rows=0, cols=len(table.widths))
    made.style, made.autofit = "Table Grid", False
    # LibreOffice reads the widths of columns, Word those of cells: both are set.
    for column, width in zip(made.columns, table.widths, strict=True):
        column.width = Mm(width)
    for number, row in enumerate((table.headings, *table.rows)):
        style = style_id("cell" if number else "cell-heading")
        cells = made.add_row().cells
        for cell, width, text in zip(cells, table.widths, row, strict=True):
            cell.width = Mm(width)
            _fill(cell.paragraphs[0], style, (Run(text),))
    for number, line in enumerate(made._tbl.tr_lst):
        mark = "<w:cantSplit/>" if number else "<w:cantSplit/><w:tblHeader/>"
        line.insert(0, parse_xml(f"<w:trPr {NAMESPACE}>{mark}</w:trPr>"))


def _sign(file: File, document: Document) -> None:
    """The file's own properties: nothing in them is of the machine or the moment."""
    core = file.core_properties
    core.title, core.author, core.last_modified_by = document.title, document.author, document.author
    core.created = core.modified = document.drawn_at
    core.revision, core.language, core.comments, core.keywords = 1, "zh-CN", "", ""
