"""A paper's blocks as a .docx that says on every page that it is not the original; always the same bytes."""

import zipfile
from collections.abc import Iterator, Sequence
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

from selaras.documents.twins.reading import Block, Cell, Paragraph, Picture, Room, Sheet, Table

if TYPE_CHECKING:
    from docx.document import Document

MARK = "SALINAN SUNTING – BUKAN NASKAH ASLI"
_WHAT_IT_IS = (
    "Salinan ini dapat disunting dan tidak membuktikan apa pun. Naskah asli adalah berkas PDF yang sidiknya "
    "tercatat dalam buku induk."
)
_NO_PICTURE = "[Gambar ini hanya ada pada naskah asli.]"
# A ZIP with the same members has the same bytes: its times are the oldest that the format knows.
_OLDEST = (1980, 1, 1, 0, 0, 0)
_LONG_CM, _SHORT_CM, _MARGIN_CM = 29.7, 21.0, 2.0
_RED = (0x9C, 0x1C, 0x1C)


def docx_of(sheet: Sheet, *, dated: datetime) -> bytes:
    """Return the twin of a paper.

    dated : the day of the paper, which the file's own properties tell
    """
    from docx import Document as new_document

    made = new_document()
    _set_page(made, sheet, dated)
    width = (_LONG_CM if sheet.is_wide else _SHORT_CM) - 2 * _MARGIN_CM
    _write(made, sheet.blocks, width)
    content = BytesIO()
    made.save(content)
    return _without_times(content.getvalue())


def _set_page(made: "Document", sheet: Sheet, dated: datetime) -> None:
    from docx.enum.section import WD_ORIENT
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Cm, Pt, RGBColor

    section = made.sections[0]
    across, down = (_LONG_CM, _SHORT_CM) if sheet.is_wide else (_SHORT_CM, _LONG_CM)
    section.orientation = WD_ORIENT.LANDSCAPE if sheet.is_wide else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Cm(across), Cm(down)
    section.left_margin = section.right_margin = Cm(_MARGIN_CM)
    section.top_margin = section.bottom_margin = Cm(_MARGIN_CM)
    normal: Any = made.styles["Normal"]
    normal.font.name, normal.font.size = "Arial", Pt(10)
    normal.paragraph_format.space_after = Pt(4)
    for where, words in ((section.header, MARK), (section.footer, _WHAT_IT_IS)):
        line = where.paragraphs[0]
        line.alignment = WD_ALIGN_PARAGRAPH.CENTER
        run = line.add_run(words)
        run.bold = words == MARK
        run.font.size = Pt(11 if words == MARK else 8)
        run.font.color.rgb = RGBColor(*_RED)
    told = made.core_properties
    told.title, told.subject, told.author = f"{sheet.title} ({MARK.lower()})", MARK, "Selaras"
    told.created = told.modified = dated
    told.last_modified_by, told.comments, told.language = "Selaras", _WHAT_IT_IS, "id-ID"


def _write(into: Any, blocks: Sequence[Block], width: float) -> None:
    """Write blocks into a document, or into a cell of a table."""
    for one in blocks:
        if isinstance(one, Paragraph):
            _write_paragraph(into.add_paragraph(), one)
        elif isinstance(one, Table):
            _write_table(into, one, width)
        elif isinstance(one, Picture):
            _write_picture(into, one, width)
        elif isinstance(one, Room):
            _write_room(into)


def _write_paragraph(line: Any, one: Paragraph) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Cm, Pt

    if one.align in ("center", "right"):
        line.alignment = getattr(WD_ALIGN_PARAGRAPH, one.align.upper())
    if one.mark:
        line.paragraph_format.left_indent, line.paragraph_format.first_line_indent = Cm(0.8), Cm(-0.8)
        line.paragraph_format.tab_stops.add_tab_stop(Cm(0.8))
        line.add_run(f"{one.mark}\t")
    if one.level:
        line.paragraph_format.space_before, line.paragraph_format.keep_with_next = Pt(10), True
        _set_outline(line, one.level)
    for run in one.runs:
        made = line.add_run()
        for n, part in enumerate(run.text.split("\n")):
            if n:
                made.add_break()
            made.add_text(part)
        made.bold = True if run.is_bold or one.level else None
        made.italic = True if run.is_italic else None
        if one.level:
            made.font.size = Pt({1: 13, 2: 11}.get(one.level, 10.5))


def _set_outline(line: Any, level: int) -> None:
    """Let word processors list the headings, without the colours of their own heading styles."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    outline = OxmlElement("w:outlineLvl")
    outline.set(qn("w:val"), str(level - 1))
    line._p.get_or_add_pPr().append(outline)


def _write_picture(into: Any, one: Picture, width: float) -> None:
    from docx.shared import Cm

    from selaras.documents.render import picture_of

    line = into.add_paragraph()
    if one.svg:
        line.add_run().add_picture(BytesIO(picture_of(one.svg)), width=Cm(width))
    else:
        line.add_run(_NO_PICTURE).italic = True


def _write_room(into: Any) -> None:
    from docx.shared import Cm

    into.add_paragraph().paragraph_format.space_after = Cm(1.3)


def _write_table(into: Any, one: Table, width: float) -> None:
    from docx.shared import Cm

    places = list(_placed(one))
    n_rows = len(one.rows)
    n_columns = max((column + cell.across for _, column, cell in places), default=0)
    if not n_columns:
        return
    table = into.add_table(n_rows, n_columns)
    if one.has_lines:
        table.style = "Table Grid"
    table.autofit = False
    widths = _widths(one, places, n_columns, width)
    for column, wide in zip(table.columns, widths, strict=True):
        column.width = Cm(wide)
    grid = [list(row.cells) for row in table.rows]
    for row, column, cell in places:
        last = grid[min(row + cell.down, n_rows) - 1][column + cell.across - 1]
        target = grid[row][column]
        if last is not target:
            target = target.merge(last)
        target.width = Cm(sum(widths[column : column + cell.across]))
        _fill(target, cell, sum(widths[column : column + cell.across]))
    _repeat_head(table, one)
    into.add_paragraph().paragraph_format.space_after = Cm(0)


def _placed(one: Table) -> Iterator[tuple[int, int, Cell]]:
    """Yield every cell with its row and column, where cells before it reach down or across."""
    taken: set[tuple[int, int]] = set()
    for n, row in enumerate(one.rows):
        column = 0
        for cell in row:
            while (n, column) in taken:
                column += 1
            taken |= {(n + y, column + x) for y in range(cell.down) for x in range(cell.across)}
            yield n, column, cell
            column += cell.across


def _widths(one: Table, places: Sequence[tuple[int, int, Cell]], n: int, width: float) -> list[float]:
    """Return widths in centimetres: a column is as wide as its words ask, the longest word at least."""
    texts: list[list[str]] = [[""] for _ in range(n)]
    for _, column, cell in places:
        if cell.across == 1:
            texts[column].append(_text(cell.blocks))
    if not one.has_lines and n == 3 and {text for text in texts[1] if text} == {":"}:
        return [3.6, 0.5, max(width - 4.1, 1.0)]
    wanted = [
        max(max((len(word) for text in those for word in text.split()), default=0) * 1.1, 3)
        + min(max(map(len, those)), 60) * 0.5
        for those in texts
    ]
    return [width * each / sum(wanted) for each in wanted]


def _text(blocks: Sequence[Block]) -> str:
    return " ".join(one.text for one in blocks if isinstance(one, Paragraph))


def _fill(target: Any, cell: Cell, width: float) -> None:
    from docx.shared import Pt

    _write(target, cell.blocks, max(width - 0.4, 1.0))
    # A cell begins with an empty line, which only an empty cell needs.
    if len(target.paragraphs) > 1 and not target.paragraphs[0].text:
        first = target.paragraphs[0]._p
        first.getparent().remove(first)
    for line in target.paragraphs:
        line.paragraph_format.space_after = Pt(1)
        for run in line.runs:
            run.font.size = run.font.size or Pt(9)
            if cell.is_head:
                run.bold = True


def _repeat_head(table: Any, one: Table) -> None:
    from docx.oxml import OxmlElement

    for row, cells in zip(table.rows, one.rows, strict=True):
        if not all(cell.is_head for cell in cells):
            break
        row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _without_times(made: bytes) -> bytes:
    content = BytesIO()
    with zipfile.ZipFile(BytesIO(made)) as old, zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, _OLDEST), old.read(name), zipfile.ZIP_DEFLATED)
    return content.getvalue()
