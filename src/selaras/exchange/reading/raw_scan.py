"""What the parsed cells no longer show: formulas and merged cells, read from the container itself."""

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator

from selaras.core.errors import Place
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
_FORMULA_SIGNS = (b"<f>", b"<f ", b"<f/", b":f>", b":f ")
_LONGEST_MERGE = 1_000
_BOOK = "xl/workbook.xml"
_RELATIONS = "xl/_rels/workbook.xml.rels"


class RawSheets:
    """The XML of every sheet by the sheet's name; unzipped when asked for."""

    def __init__(self, raw: bytes) -> None:
        self._archive = zipfile.ZipFile(io.BytesIO(raw))
        self._parts = dict(self._named_parts())
        self._read: dict[str, bytes] = {}

    def formulas(self, name: str) -> list[str]:
        """Return the cells of one sheet that hold a formula."""
        xml = self._xml(name)
        # Looking for two letters is far cheaper than the pattern, and most sheets have none.
        if not any(sign in xml for sign in _FORMULA_SIGNS):
            return []
        return [found.decode() for found in _FORMULA.findall(xml)]

    def error_values(self, name: str) -> list[tuple[str, str]]:
        """Return the cells of one sheet that hold an error such as #N/A, which reading shows as blank."""
        xml = self._xml(name)
        if b't="e"' not in xml:
            return []
        return [(cell.decode(), shown.decode()) for cell, shown in _ERROR.findall(xml)]

    def merged(self, name: str) -> list[str]:
        """Return the ranges of one sheet whose cells are merged."""
        xml = self._xml(name)
        first = xml.find(b"mergeCell")  # they stand after all the cells
        return [one.decode() for one in _MERGED.findall(xml, first - 8)] if first >= 0 else []

    def _xml(self, name: str) -> bytes:
        if name not in self._read:
            part = self._parts.get(name, "")
            known = part in self._archive.NameToInfo
            self._read = {name: self._archive.read(part) if known else b""}
        return self._read[name]

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
    index = 0
    for letter in column:
        index = index * 26 + ord(letter) - ord("A") + 1
    return index - 1, int(cell[len(column) :])
