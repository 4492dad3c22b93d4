"""What the parsed cells no longer show: formulas and merged cells, read from the container itself."""

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator

from selaras.core.errors import CoreError, Place
from selaras.exchange.problems import Report
from selaras.exchange.reading.gathered import Gathered
from selaras.exchange.reading.rows import letters

_SHEET = re.compile(rb"<(?:\w+:)?sheet\b[^>]*>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>")
_FORMULA = re.compile(rb"<(?:\w+:)?c\b[^>]*?\br=\"([A-Z]{1,3}\d{1,7})\"[^>]*>\s*<(?:\w+:)?f\b")
_ERROR = re.compile(
    rb"<(?:\w+:)?c\b(?=[^>]*\bt=\"e\")[^>]*?\br=\"([A-Z]{1,3}\d{1,7})\"[^>]*>\s*(?:<v>([^<]*))?"
)
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\b[^>]*\bref=\"([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})\"")
_FORMULA_SIGN = re.compile(rb"<(?:\w+:)?f[ >/]")
_FAR_ROW = re.compile(rb""" r="[A-Za-z]{1,3}([0-9]{5,10})["']""")
_FAR_COLUMN = re.compile(rb""" r="([A-Z]{2,4})[0-9]""")
_DISGUISED = re.compile(rb""" r="[A-Z0-9]*[^A-Z0-9"']""")
# Every program writes a cell's name as the first form; the others are as lawful and brought to it.
_UNUSUAL = (b" r='", b" r =", b"\nr=", b"\tr=", b"\rr=", b"\nr ", b"\tr ")
_NAME_BEGINS = re.compile(rb"""\sr\s*=\s*["']""")
_NEAR_ROW = 9_999
_MOST_CELLS = 8_000_000  # a hundred thousand rows of eighty columns; each takes 24 bytes
_LONGEST_MERGE = 1_000
_BOOK = "xl/workbook.xml"
_RELATIONS = "xl/_rels/workbook.xml.rels"


class RawSheets:
    """What stands in the XML of every sheet, by the sheet's name; each part is unzipped once.

    Raises CoreError where a cell lies so far out that reading the sheet would fill the memory: the reader
    lays out every cell between the first and the last one and would end the whole program.
    """

    def __init__(self, raw: bytes) -> None:
        self._formulas: dict[str, list[str]] = {}
        self._merged: dict[str, list[str]] = {}
        self._errors: dict[str, list[tuple[str, str]]] = {}
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            self._archive = archive
            for name, part in self._named_parts():
                if part in archive.NameToInfo:
                    self._scan(name, archive.read(part))

    def formulas(self, name: str) -> list[str]:
        """Return the cells of one sheet that hold a formula."""
        return self._formulas.get(name, [])

    def error_values(self, name: str) -> list[tuple[str, str]]:
        """Return the cells of one sheet that hold an error such as #N/A, which reading shows as blank."""
        return self._errors.get(name, [])

    def merged(self, name: str) -> list[str]:
        """Return the ranges of one sheet whose cells are merged."""
        return self._merged.get(name, [])

    def _scan(self, name: str, xml: bytes) -> None:
        _refuse_far_cells(name, xml)
        # Looking for a few letters is far cheaper than the pattern, and most sheets have none.
        if _FORMULA_SIGN.search(xml):
            self._formulas[name] = [one.decode() for one in _FORMULA.findall(xml)]
        if b't="e"' in xml:
            self._errors[name] = [(cell.decode(), shown.decode()) for cell, shown in _ERROR.findall(xml)]
        first = xml.find(b"mergeCell")  # they stand after all the cells
        if first >= 0:
            self._merged[name] = [one.decode() for one in _MERGED.findall(xml, max(first - 8, 0))]

    def _named_parts(self) -> Iterator[tuple[str, str]]:
        try:
            book = self._archive.read(_BOOK)
            relations = self._archive.read(_RELATIONS)
        except KeyError:
            return
        targets = {_attribute(one, b"Id"): _attribute(one, b"Target") for one in _RELATION.findall(relations)}
        for one in _SHEET.findall(book):
            target = targets.get(_attribute(one, b"id"), "")
            path = target.lstrip("/") if target.startswith("/") else posixpath.join("xl", target)
            yield _attribute(one, b"name"), path


def _refuse_far_cells(name: str, xml: bytes) -> None:
    if any(form in xml for form in _UNUSUAL):
        xml = _NAME_BEGINS.sub(b' r="', xml)
    if _DISGUISED.search(xml):
        raise CoreError("workbook_damaged", detail=name)
    rows = max(map(int, _FAR_ROW.findall(xml)), default=_NEAR_ROW)
    columns = max((_column_number(one.decode()) for one in set(_FAR_COLUMN.findall(xml))), default=26)
    if rows * columns > _MOST_CELLS:
        raise CoreError("workbook_far_cell", sheet=name, rows=rows, columns=columns)


def _column_number(column: str) -> int:
    index = 0
    for letter in column:
        index = index * 26 + ord(letter) - ord("A") + 1
    return index


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
            column, row = _split(cell)
            if column in read and row > rows.heading_row > 0:
                heading = rows.heading_at(column)
                report.forget({Place(rows.sheet, cell)})
                report.error(Place(rows.sheet, cell), code, found=shown, heading=heading)
                rows.spoil_row(row)
        for cells in raw.merged(rows.sheet):
            (left, top), (right, bottom) = map(_split, cells.split(":"))
            if rows.heading_row and bottom > rows.heading_row and read & set(range(left, right + 1)):
                place = Place(rows.sheet, cells.split(":")[0])
                report.forget(_cells_of(rows.sheet, left, top, right, bottom))
                report.error(place, "merged_cells", found=cells, range=cells)
                for row in range(top, bottom + 1):
                    rows.spoil_row(row)
    for form in gathered.forms.values():
        answers = set(form.row_by_field.values())
        for cell in raw.formulas(form.sheet):
            column, row = _split(cell)
            if column == 1 and row in answers:
                report.forget({Place(form.sheet, cell)})
                report.error(Place(form.sheet, cell), "formula_cell")


def _cells_of(sheet: str, left: int, top: int, right: int, bottom: int) -> set[Place]:
    # A merged range can span a million rows; nothing was told about rows that far.
    bottom = min(bottom, top + _LONGEST_MERGE)
    return {
        Place(sheet, f"{letters(column)}{row}")
        for column in range(left, right + 1)
        for row in range(top, bottom + 1)
    }


def _split(cell: str) -> tuple[int, int]:
    """Return column (from nought) and row (from one) of a cell.

    >>> _split("AB12")
    (27, 12)
    """
    column = cell.rstrip("0123456789")
    return _column_number(column) - 1, int(cell[len(column) :])
