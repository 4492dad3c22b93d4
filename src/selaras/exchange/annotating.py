"""The officer's own workbook back, with a note in every cell that has a problem, and a list of all.

openpyxl changes a workbook in place, which XlsxWriter cannot; text that looks like a formula is kept text.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.workbook import Workbook
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from selaras.exchange.problems import Problem, Severity
from selaras.exchange.reading.cleaning import cleaned
from selaras.exchange.reading.gathered import FINDINGS
from selaras.exchange.writing.looks import BAD, BAD_2, BRAND, FONT, WARN, WARN_2, height_for

_MOST_NOTES = 2_000  # beyond this a program opens the file slowly; the list still holds every problem
_AUTHOR = "Selaras"
_FILL = {
    Severity.ERROR: PatternFill("solid", fgColor=BAD_2[1:].upper()),
    Severity.WARNING: PatternFill("solid", fgColor=WARN_2[1:].upper()),
}
_WORD = {Severity.ERROR: "Harus dibetulkan", Severity.WARNING: "Periksa"}
_HEADS = (
    ("Lembar", 22),
    ("Sel", 8),
    ("Sifat", 18),
    ("Yang tertulis", 30),
    ("Yang diharapkan", 50),
    ("Cara membetulkan", 70),
)


def annotate(path: Path, problems: Iterable[Problem], out: Path) -> None:
    """Write a copy of a workbook with notes, marked cells and the sheet Temuan in front."""
    told = tuple(problems)
    book = openpyxl.load_workbook(path)
    if FINDINGS in book.sheetnames:
        del book[FINDINGS]
    by_cell: dict[tuple[str, str], list[Problem]] = {}
    for one in told:
        if one.place.cell is not None and one.place.sheet in book.sheetnames:
            by_cell.setdefault((one.place.sheet, one.place.cell), []).append(one)
    for n, ((sheet, cell), found) in enumerate(by_cell.items()):
        _mark(book[sheet], cell, found, with_note=n < _MOST_NOTES)
    _list(book, told)
    book.save(out)


def _mark(sheet: Any, name: str, found: list[Problem], *, with_note: bool) -> None:
    cell = sheet[name]
    is_wrong = any(one.severity is Severity.ERROR for one in found)
    cell.fill = _FILL[Severity.ERROR if is_wrong else Severity.WARNING]
    # Only the first cell of a merged range can bear a note.
    if not with_note or type(cell).__name__ == "MergedCell":
        return
    words = "\n\n".join(
        f"{_WORD[one.severity]}. Diharapkan: {one.expected.id}.\n{one.mend.id}" for one in found
    )
    note = Comment(words, _AUTHOR, height=40 + 34 * words.count("\n") + len(words) // 2, width=340)
    cell.comment = note


def _list(book: Workbook, told: tuple[Problem, ...]) -> None:
    sheet: Worksheet = book.create_sheet(FINDINGS, 0)
    sheet.sheet_view.showGridLines = False
    n_errors = sum(one.severity is Severity.ERROR for one in told)
    _text(sheet, 1, 1, "Temuan pemeriksaan", Font(name=FONT, bold=True, size=16, color=BRAND[1:]))
    _text(
        sheet,
        2,
        1,
        f"{n_errors} harus dibetulkan, {len(told) - n_errors} perlu diperiksa. "
        "Klik nama sel untuk menuju ke tempatnya. Lembar ini tidak dibaca kembali.",
        Font(name=FONT, size=10, color="4A5A68"),
    )
    sheet.row_dimensions[1].height = 26
    for col, (head, width) in enumerate(_HEADS, start=1):
        cell = _text(sheet, 4, col, head, Font(name=FONT, size=10, bold=True, color="FFFFFF"))
        cell.fill = PatternFill("solid", fgColor=BRAND[1:].upper())
        sheet.column_dimensions[cell.column_letter].width = width
    for row, one in enumerate(told, start=5):
        _row(sheet, row, one, book.sheetnames)
    sheet.freeze_panes = "A5"
    sheet.auto_filter.ref = f"A4:F{max(4, 4 + len(told))}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    book.active = 0
    for other in book.worksheets[1:]:
        other.sheet_view.tabSelected = False


def _row(sheet: Worksheet, row: int, one: Problem, names: list[str]) -> None:
    place = one.place
    color = BAD if one.severity is Severity.ERROR else WARN
    _text(sheet, row, 1, place.sheet, Font(name=FONT, size=10))
    link = _text(
        sheet, row, 2, place.cell or "", Font(name=FONT, size=10, color=BRAND[1:], underline="single")
    )
    if place.cell and place.sheet in names:
        quoted = place.sheet.replace("'", "''")
        link.hyperlink = Hyperlink(ref=link.coordinate, location=f"'{quoted}'!{place.cell}")
    _text(sheet, row, 3, _WORD[one.severity], Font(name=FONT, size=10, bold=True, color=color[1:]))
    _text(sheet, row, 4, one.found, Font(name=FONT, size=10))
    _text(sheet, row, 5, one.expected.id, Font(name=FONT, size=10))
    _text(sheet, row, 6, one.mend.id, Font(name=FONT, size=10))
    told = zip((one.found, one.expected.id, one.mend.id), _HEADS[3:], strict=True)
    sheet.row_dimensions[row].height = max(height_for(words, width) for words, (_, width) in told)


def _text(sheet: Worksheet, row: int, col: int, words: str, font: Font) -> Any:
    cell = sheet.cell(row=row, column=col)
    cell.value = cleaned(words)
    # What was found may begin with "="; it stays what it is: text.
    cell.data_type = "s"
    cell.font = font
    cell.alignment = Alignment(wrap_text=row > 4, vertical="top")
    return cell
