"""Percentages that a program stores as shares of one: 98 % in a cell shown as 0% is 0.98."""

from bisect import bisect_left
from decimal import Decimal, InvalidOperation

from selaras.core.errors import Place
from selaras.exchange.problems import Report
from selaras.exchange.reading.cells import meant_by, number_text
from selaras.exchange.reading.container.raw_scan import RawSheets, split
from selaras.exchange.reading.gathered import Gathered
from selaras.exchange.reading.rows import SheetRows
from selaras.exchange.sheets.column import Kind

_HUNDRED_POINTS = 50  # a scale that reaches this far counts in points of a hundred
_LARGEST_SHARE = Decimal("1.5")
_NUMBERS = (Kind.DECIMAL, Kind.INTEGER)
_TEXT_OF_NUMBERS = ("value",)  # what was recorded may be a number or a label


def check_shares(raw: RawSheets, gathered: Gathered, report: Report) -> None:
    """Report every percentage among marks and among cells that are formatted in percent."""
    for rows in (*gathered.tables.values(), *gathered.marks.values()):
        for cell, number in raw.percents(rows.sheet):
            index, row = split(cell)
            if row > rows.heading_row > 0 and index in _indices_of_numbers(rows):
                heading = rows.heading_at(index)
                _tell(Place(rows.sheet, cell), number, heading, report)
                position = bisect_left(rows.rows, row)
                if position < len(rows.rows) and rows.rows[position] == row:
                    rows.spoil(position, wholly=index not in rows.index_by_code.values())
    for form in gathered.forms.values():
        line_by_row = {row: name for name, row in form.row_by_field.items()}
        kinds = {line.field: line for line in form.form.lines}
        for cell, number in raw.percents(form.sheet):
            index, row = split(cell)
            line = kinds.get(line_by_row.get(row, ""))
            if index == 1 and line is not None and line.kind in _NUMBERS:
                _tell(Place(form.sheet, cell), number, line.heading, report)
                form.is_good = False
    _check_marks(gathered, report)


def _indices_of_numbers(rows: SheetRows) -> set[int]:
    named = {
        rows.index_by_field[one.field]
        for one in rows.table.columns
        if one.field in rows.index_by_field and (one.kind in _NUMBERS or one.field in _TEXT_OF_NUMBERS)
    }
    return named | set(rows.index_by_code.values())


def _tell(place: Place, number: str, heading: str, report: Report) -> None:
    try:
        share = Decimal(number)
    except InvalidOperation:
        return
    report.forget({place})
    report.error(place, "percent_as_share", found=number_text(share), heading=heading, meant=meant_by(share))


def _check_marks(gathered: Gathered, report: Report) -> None:
    """Report marks between 0 and 1.5 on a scale of a hundred; 1 may be a mark and is left alone."""
    criteria = gathered.tables["criteria"]
    columns = zip(*(criteria.column(name) for name in ("code", "lowest", "highest")), strict=True)
    long_scales = {
        code
        for code, lowest, highest in columns
        if highest is not None and highest >= _HUNDRED_POINTS and lowest is not None and lowest <= 1
    }
    for rows in (gathered.tables["feedback"], *gathered.marks.values()):
        for code in long_scales & set(rows.family):
            for n, given in enumerate(rows.family[code]):
                mark = given[1] if given else None
                if isinstance(mark, Decimal) and 0 < mark < _LARGEST_SHARE and mark != 1:
                    place = rows.cell(rows.index_by_code[code], n)
                    report.error(place, "percent_as_share", found=mark, heading=code, meant=meant_by(mark))
                    rows.spoil(n, wholly=False)
