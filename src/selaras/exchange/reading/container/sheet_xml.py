"""The XML of one sheet: formulas, error values, merged cells, percentages, hidden rows.

Every spreadsheet program writes cells in one form, which patterns read quickly. Whatever is written in any
other lawful form (comments, single quotes, prefixes, cells without a name) goes through a real parser.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from xml.parsers import expat

from selaras.core.errors import CoreError
from selaras.exchange.reading.rows import letters

_CELL = rb"<c r=\"([A-Z]{1,3}\d{1,7})\""
_NAME = re.compile(rb"<c r=\"([^\"]*)\"")
_ROW = re.compile(rb"<row r=\"([^\"]*)\"")
_GOOD_NAME = re.compile(r"[A-Z]{1,3}[1-9]\d{0,6}")
_ANY_FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")
_FORMULA = re.compile(_CELL + rb"[^>]*>\s*<f[\s>/]")
_ERROR = re.compile(_CELL + rb"(?=[^>]*\bt=\"e\")[^>]*>\s*(?:<v>([^<]*))?")
_MERGED = re.compile(rb"<mergeCell\b[^>]*\bref=\"([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})\"")
_HIDDEN = re.compile(rb"<row r=\"(\d{1,7})\"[^>]* hidden=\"(?:1|true)\"")
# Signs of another form than the usual one; a text that happens to hold one only costs time.
_UNUSUAL = (b"<!", b" =", b'= "', b"\n=", b"'")
_PREFIXED = re.compile(rb"<\w+:")
_NEAR_ROW, _NEAR_COLUMN = 9_999, 26
_NEAR_NAME = 5
_MOST_CELLS = 8_000_000  # a hundred thousand rows of eighty columns; each takes 24 bytes
_TEXT_TYPES = ("s", "str", "inlineStr", "e", "b", "d")


@dataclass(slots=True)
class SheetXml:
    """What parsed cells no longer show, by cell."""

    formulas: list[str] = field(default_factory=list)
    errors: list[tuple[str, str]] = field(default_factory=list)
    merged: list[str] = field(default_factory=list)
    percents: list[tuple[str, str]] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)


def scan_sheet(name: str, xml: bytes, percent_styles: Iterable[int]) -> SheetXml:
    """Return what stands in the XML of a sheet.

    Raises CoreError where a cell stands twice, or so far out that laying out the sheet would fill the memory.
    """
    styles = frozenset(map(str, percent_styles))
    if _is_usual(xml):
        found = _scan_usual(name, xml, styles)
        if found is not None:
            return found
    return _Scan(name, styles).run(xml)


def _is_usual(xml: bytes) -> bool:
    first, last = xml.find(b"<sheetData"), xml.rfind(b"</sheetData>")
    if first < 0 or last < 0:
        return False
    head, cells, tail = xml[:first], xml[first:last], xml[last:]
    declared = head[:200].lower()
    return (
        b"<worksheet" in head
        and (b"encoding" not in declared or b"utf-8" in declared)
        and b"<!" not in head
        and b"<!" not in tail
        and b":mergeCell" not in tail
        and not any(sign in cells for sign in _UNUSUAL)
        and cells.count(b"<c") == cells.count(b'<c r="')
        and cells.count(b"<row") == cells.count(b'<row r="')
        and cells.count(b"<sheetData") == 1
        and (b":" not in cells or not _PREFIXED.search(cells))
    )


def _scan_usual(name: str, xml: bytes, styles: frozenset[str]) -> SheetXml | None:
    """Return what the patterns find, or nothing where they do not account for every formula."""
    cells = _NAME.findall(xml)
    rows = _ROW.findall(xml)
    if len(set(cells)) != len(cells) or len(set(rows)) != len(rows):
        raise CoreError("workbook_damaged", detail=name)
    _refuse_far(name, cells)
    found = SheetXml()
    if b"<f" in xml or b":f" in xml:
        found.formulas = [one.decode() for one in _FORMULA.findall(xml)]
        if len(found.formulas) != len(_ANY_FORMULA.findall(xml)):
            return None
    if b't="e"' in xml:
        found.errors = [(cell.decode(), shown.decode()) for cell, shown in _ERROR.findall(xml)]
    if styles:
        found.percents = _percents(xml, styles)
    if b' hidden="' in xml:
        found.hidden_rows = [int(row) for row in _HIDDEN.findall(xml)]
    if (first := xml.find(b"<mergeCell")) >= 0:  # they stand after all the cells
        found.merged = [one.decode() for one in _MERGED.findall(xml, first)]
    return found


def _percents(xml: bytes, styles: frozenset[str]) -> list[tuple[str, str]]:
    style = "|".join(sorted(styles)).encode()
    pattern = re.compile(_CELL + rb"([^>]* s=\"(?:" + style + rb")\"[^>]*)>\s*<v>([^<]*)</v>")
    types = tuple(f' t="{one}"'.encode() for one in _TEXT_TYPES)
    return [
        (cell.decode(), number.decode("ascii", "replace"))
        for cell, rest, number in pattern.findall(xml)
        if not any(one in rest for one in types)
    ]


def _refuse_far(name: str, cells: list[bytes]) -> None:
    """Raise where rows times columns would fill the memory, or a name is none."""
    columns = {cell.rstrip(b"0123456789") for cell in cells}
    # Only names of six signs or more can lie below the near rows; there are few of them.
    far = (cell.lstrip(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ") for cell in cells if len(cell) > _NEAR_NAME)
    rows = max((int(row) for row in far if row.isdigit()), default=0)
    _measure(name, rows, {one.decode("ascii", "replace") for one in columns})


def _measure(name: str, far_row: int, columns: Iterable[str]) -> None:
    width = _NEAR_COLUMN
    for column in columns:
        if not _GOOD_NAME.fullmatch(f"{column}1"):
            raise CoreError("workbook_damaged", detail=name)
        width = max(width, column_number(column))
    rows = max(far_row, _NEAR_ROW)
    if rows * width > _MOST_CELLS:
        raise CoreError("workbook_far_cell", sheet=name, rows=rows, columns=width)


def column_number(column: str) -> int:
    """Return the number of a column counted from one.

    >>> column_number("A"), column_number("AB")
    (1, 28)
    """
    index = 0
    for letter in column:
        index = index * 26 + ord(letter) - ord("A") + 1
    return index


class _Scan:
    """A pull through the whole XML, for sheets written in any lawful form."""

    def __init__(self, name: str, styles: frozenset[str]) -> None:
        self._name = name
        self._styles = styles
        self._found = SheetXml()
        self._seen: set[str] = set()
        self._rows: set[int] = set()
        self._row = 0
        self._last_row = 0
        self._column = 0
        self._cell = ""
        self._attributes: dict[str, str] = {}
        self._text: list[str] | None = None

    def run(self, xml: bytes) -> SheetXml:
        parser = expat.ParserCreate()
        parser.StartDoctypeDeclHandler = self._refuse
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._hear
        try:
            parser.Parse(xml, True)
        except expat.ExpatError as broken:
            raise CoreError("workbook_damaged", detail=self._name) from broken
        columns = {one.rstrip("0123456789") for one in self._seen}
        _measure(self._name, self._last_row, columns)
        return self._found

    def _refuse(self, *_: object) -> None:
        raise CoreError("workbook_damaged", detail=self._name)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        local = tag.rpartition(":")[2]
        if local == "row":
            self._begin_row(attributes)
        elif local == "c":
            self._begin_cell(attributes)
        elif local == "f" and self._cell:
            self._found.formulas.append(self._cell)
        elif local == "v" and self._cell:
            self._text = []
        elif local == "mergeCell" and ":" in attributes.get("ref", ""):
            self._found.merged.append(attributes["ref"])

    def _begin_row(self, attributes: dict[str, str]) -> None:
        told = attributes.get("r")
        if told is not None and not (told.isascii() and told.isdigit()):
            self._refuse()
        self._row = int(told) if told is not None else self._row + 1
        self._column = 0
        if self._row in self._rows:
            self._refuse()
        self._rows.add(self._row)
        if attributes.get("hidden") in ("1", "true"):
            self._found.hidden_rows.append(self._row)

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        cell = attributes.get("r") or f"{letters(self._column)}{self._row}"
        if not _GOOD_NAME.fullmatch(cell) or cell in self._seen:
            self._refuse()
        self._seen.add(cell)
        column = cell.rstrip("0123456789")
        self._column = column_number(column)
        self._last_row = max(self._last_row, int(cell[len(column) :]))
        self._cell, self._attributes = cell, attributes

    def _hear(self, words: str) -> None:
        if self._text is not None:
            self._text.append(words)

    def _end(self, tag: str) -> None:
        local = tag.rpartition(":")[2]
        if local == "v" and self._text is not None:
            self._keep("".join(self._text))
            self._text = None
        elif local == "c":
            self._cell = ""

    def _keep(self, shown: str) -> None:
        kind = self._attributes.get("t", "n")
        if kind == "e":
            self._found.errors.append((self._cell, shown))
        elif self._attributes.get("s") in self._styles and kind not in _TEXT_TYPES:
            self._found.percents.append((self._cell, shown))
