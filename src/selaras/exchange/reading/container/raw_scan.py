"""What the parsed cells no longer show: formulas and merged cells, read from the container itself."""

import posixpath
import re
from collections.abc import Iterator, Mapping
from xml.parsers import expat

from selaras.core.errors import CoreError, Place
from selaras.exchange.problems import Report
from selaras.exchange.reading.container.sheet_xml import SheetXml, column_number, scan_sheet
from selaras.exchange.reading.gathered import Gathered
from selaras.exchange.reading.rows import SheetRows, letters

_COMMENT = re.compile(rb"<!--.*?-->", re.DOTALL)
_SHEET = re.compile(rb"<(?:\w+:)?sheet\b[^>]*>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>")
_FORMAT = re.compile(rb"<(?:\w+:)?numFmt\b[^>]*>")
_CELL_FORMATS = re.compile(rb"<(?:\w+:)?cellXfs\b.*?</(?:\w+:)?cellXfs>", re.DOTALL)
_CELL_FORMAT = re.compile(rb"<(?:\w+:)?xf\b[^>]*>")
_QUOTED = re.compile(r'"[^"]*"|\\.')  # signs that a number format only shows
_USUAL_PERCENTS = {"9", "10"}  # 0% and 0.00%
_LONGEST_MERGE = 1_000
_BOOK = "xl/workbook.xml"
_RELATIONS = "xl/_rels/workbook.xml.rels"
_STYLES = "xl/styles.xml"
_NOTHING = SheetXml()


class RawSheets:
    """What stands in the XML of every sheet, by the sheet's name."""

    def __init__(self, parts: Mapping[str, bytes]) -> None:
        self._parts = parts
        self.hidden: set[str] = set()
        self._found: dict[str, SheetXml] = {}
        for one in (_BOOK, _RELATIONS, _STYLES):
            _check_well_formed(one, parts.get(one, b""))
        styles = _percent_styles(parts.get(_STYLES, b""))
        for name, part in self._named_parts():
            if part in parts:
                _check_well_formed(part, parts[part])
                self._found[name] = scan_sheet(name, parts[part], styles)

    def formulas(self, name: str) -> list[str]:
        """Return the cells of one sheet that hold a formula."""
        return self._found.get(name, _NOTHING).formulas

    def error_values(self, name: str) -> list[tuple[str, str]]:
        """Return the cells of one sheet that hold an error such as #N/A, which reading shows as blank."""
        return self._found.get(name, _NOTHING).errors

    def merged(self, name: str) -> list[str]:
        """Return the ranges of one sheet whose cells are merged."""
        return self._found.get(name, _NOTHING).merged

    def percents(self, name: str) -> list[tuple[str, str]]:
        """Return the cells of one sheet that show a number in percent, with the number they hold."""
        return self._found.get(name, _NOTHING).percents

    def hidden_rows(self, name: str) -> list[int]:
        return self._found.get(name, _NOTHING).hidden_rows

    def _named_parts(self) -> Iterator[tuple[str, str]]:
        book = _COMMENT.sub(b"", self._parts.get(_BOOK, b""))
        relations = _COMMENT.sub(b"", self._parts.get(_RELATIONS, b""))
        targets = {_attribute(one, b"Id"): _attribute(one, b"Target") for one in _RELATION.findall(relations)}
        for one in _SHEET.findall(book):
            target = targets.get(_attribute(one, b"id"), "")
            path = target.lstrip("/") if target.startswith("/") else posixpath.join("xl", target)
            name = _attribute(one, b"name")
            if _attribute(one, b"state") in ("hidden", "veryHidden"):
                self.hidden.add(name)
            yield name, posixpath.normpath(path)


def _check_well_formed(name: str, xml: bytes) -> None:
    """Refuse a part that is no XML before any pattern reads it.

    Over tags or comments that never end a pattern runs to the end of the part again and again: a hundred
    kilobytes of them would hold up everybody for minutes. A parser is through in one go.
    """
    if not xml:
        return
    try:
        expat.ParserCreate().Parse(xml, True)
    except (expat.ExpatError, LookupError, ValueError) as broken:
        raise CoreError("workbook_damaged", detail=name) from broken


def _percent_styles(xml: bytes) -> set[int]:
    """Return which of the cell formats show a number in percent."""
    percents = set(_USUAL_PERCENTS)
    for one in _FORMAT.findall(xml):
        if "%" in _QUOTED.sub("", _attribute(one, b"formatCode")):
            percents.add(_attribute(one, b"numFmtId"))
    formats = _CELL_FORMATS.search(xml)
    found = _CELL_FORMAT.findall(formats[0]) if formats else []
    return {n for n, one in enumerate(found) if _attribute(one, b"numFmtId") in percents}


def _attribute(tag: bytes, name: bytes) -> str:
    found = re.search(rb"[\s:]" + name + rb"=(?:\"([^\"]*)\"|'([^']*)')", tag)
    if found is None:
        return ""
    text = (found[1] if found[1] is not None else found[2]).decode("utf-8", "replace")
    for entity, sign in (("&quot;", '"'), ("&apos;", "'"), ("&lt;", "<"), ("&gt;", ">")):
        text = text.replace(entity, sign)
    return text.replace("&amp;", "&")


def check_raw(raw: RawSheets, gathered: Gathered, report: Report) -> None:
    """Report formulas and merged cells where something is read from them."""
    for rows in (*gathered.tables.values(), *gathered.marks.values()):
        read = rows.indices_read()
        wrong = [(cell, "formula_cell", "") for cell in raw.formulas(rows.sheet)]
        wrong += [(cell, "error_value", shown) for cell, shown in raw.error_values(rows.sheet)]
        for cell, code, shown in wrong:
            column, row = split(cell)
            if column in read and row > rows.heading_row > 0:
                heading = rows.heading_at(column)
                report.forget({Place(rows.sheet, cell)})
                report.error(Place(rows.sheet, cell), code, found=shown, heading=heading)
                rows.spoil_row(row)
        _check_hidden(raw, rows, report)
        for cells in raw.merged(rows.sheet):
            (left, top), (right, bottom) = map(split, cells.split(":"))
            if rows.heading_row and bottom > rows.heading_row and read & set(range(left, right + 1)):
                place = Place(rows.sheet, cells.split(":")[0])
                report.forget(_cells_of(rows.sheet, left, top, right, bottom))
                report.error(place, "merged_cells", found=cells, range=cells)
                for row in range(top, bottom + 1):
                    rows.spoil_row(row)
    for form in gathered.forms.values():
        answers = set(form.row_by_field.values())
        for cell in raw.formulas(form.sheet):
            column, row = split(cell)
            if column == 1 and row in answers:
                report.forget({Place(form.sheet, cell)})
                report.error(Place(form.sheet, cell), "formula_cell")


def _check_hidden(raw: RawSheets, rows: SheetRows, report: Report) -> None:
    """Warn once per sheet of rows that nobody sees and that are read all the same."""
    if rows.sheet in raw.hidden and rows.rows:
        report.warning(rows.heading(), "sheet_hidden", found=rows.sheet)
    hidden = sorted(set(raw.hidden_rows(rows.sheet)).intersection(rows.rows))
    if hidden:
        cell = f"A{hidden[0]}"
        report.warning(Place(rows.sheet, cell), "rows_hidden", found=cell, number=len(hidden))


def _cells_of(sheet: str, left: int, top: int, right: int, bottom: int) -> set[Place]:
    # A merged range can span a million rows; nothing was told about rows that far.
    bottom = min(bottom, top + _LONGEST_MERGE)
    return {
        Place(sheet, f"{letters(column)}{row}")
        for column in range(left, right + 1)
        for row in range(top, bottom + 1)
    }


def split(cell: str) -> tuple[int, int]:
    """Return column (from nought) and row (from one) of a cell.

    >>> split("AB12")
    (27, 12)
    """
    column = cell.rstrip("0123456789")
    return column_number(column) - 1, int(cell[len(column) :])
