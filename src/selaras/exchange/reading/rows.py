"""One sheet to columns of values: find the headings, read column by column, remember the cells."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from selaras.core.errors import Place
from selaras.exchange.problems import Report
from selaras.exchange.reading.cells import date_words, is_dated_in_figures, is_order_doubtful, reader_of
from selaras.exchange.reading.cleaning import cleaned, hides_signs, prints
from selaras.exchange.reading.closed_words import nearest
from selaras.exchange.reading.unreadable import Unreadable
from selaras.exchange.sheets.column import Column, Kind, Table
from selaras.exchange.sheets.records import PAPER_SHEET

_HEADING_ROWS = 12  # headings stand near the top; below that a row is data
_ERROR_VALUES = {"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!"}
_REMARKED = (Kind.DATE, Kind.GRADE)
_UNREMARKABLE = {"", "no", "no.", "nomor urut"}

Cells = list[list[Any]]


def letters(index: int) -> str:
    """Return the column letters of an index counted from nought.

    >>> letters(0), letters(25), letters(26), letters(701), letters(702)
    ('A', 'Z', 'AA', 'ZZ', 'AAA')
    """
    word = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        word = chr(ord("A") + rest) + word
    return word


def folded(value: object) -> str:
    """Return a heading as it is compared: no star, no capitals, single blanks."""
    return cleaned(str(value)).rstrip("* ").casefold()


@dataclass(slots=True)
class SheetRows:
    """The rows of one table; ``values`` are columns of equal length, in the order of ``rows``."""

    table: Table
    sheet: str
    heading_row: int = 0  # counted from one; 0 when no headings were found
    index_by_field: dict[str, int] = field(default_factory=dict)
    index_by_code: dict[str, int] = field(default_factory=dict)
    paper_index_by_method: dict[str, int] = field(default_factory=dict)
    rows: list[int] = field(default_factory=list)  # row numbers as the officer sees them
    values: dict[str, list[Any]] = field(default_factory=dict)
    family: dict[str, list[Any]] = field(default_factory=dict)
    papers: dict[str, list[Any]] = field(default_factory=dict)
    bad: set[int] = field(default_factory=set)  # positions that nothing can be built from
    doubles: set[int] = field(default_factory=set)  # positions that repeat an earlier one
    unreadable: dict[str, set[int]] = field(default_factory=dict)  # positions by field
    wrong: set[int] = field(default_factory=set)  # positions with any wrong cell

    def place(self, field_name: str, position: int) -> Place:
        """Return the cell of a field in the row at a position; the row's first cell without it."""
        return self.cell(self.index_by_field.get(field_name, 0), position)

    def cell(self, index: int, position: int) -> Place:
        return Place(self.sheet, f"{letters(index)}{self.rows[position]}")

    def spoil(self, position: int, *, wholly: bool = True) -> None:
        self.wrong.add(position)
        if wholly:
            self.bad.add(position)

    def heading_at(self, index: int) -> str:
        fields = {at: name for name, at in self.index_by_field.items()}
        codes = {at: code for code, at in self.index_by_code.items()}
        if index in fields:
            return self.table.column(fields[index]).heading
        return codes.get(index, PAPER_SHEET)

    def spoil_row(self, row: int) -> None:
        """Spoil the row that the officer sees under a number."""
        position = bisect_left(self.rows, row)
        if position < len(self.rows) and self.rows[position] == row:
            self.spoil(position)

    def indices_read(self) -> set[int]:
        """Return the columns whose cells become data."""
        shown = {one.field for one in self.table.columns if one.kind is Kind.SHOWN}
        named = {at for name, at in self.index_by_field.items() if name not in shown}
        return named | set(self.index_by_code.values()) | set(self.paper_index_by_method.values())

    def heading(self, index: int = 0) -> Place:
        return Place(self.sheet, f"{letters(index)}{self.heading_row or 1}")

    def column(self, field_name: str) -> list[Any]:
        return self.values[field_name]

    def good(self) -> Iterable[int]:
        return (n for n in range(len(self.rows)) if n not in self.bad)


def read_rows(
    table: Table, sheet: str, cells: Cells, report: Report, *, codes: Mapping[str, str] | None = None
) -> SheetRows:
    """Return the columns of one sheet; ``codes`` are those that may begin a repeating heading."""
    found = SheetRows(table=table, sheet=sheet)
    _find_headings(found, cells, report, codes or {})
    if found.heading_row:
        _read_columns(found, cells, report)
    else:
        for column in table.columns:
            found.values[column.field] = []
    return found


def _find_headings(found: SheetRows, cells: Cells, report: Report, codes: Mapping[str, str]) -> None:
    known = {folded(one.heading): one for one in found.table.columns}
    best, row = max(
        ((sum(folded(v) in known for v in line), -n) for n, line in enumerate(cells[:_HEADING_ROWS])),
        default=(0, 0),
    )
    if best == 0:
        wanted = ", ".join(one.heading for one in found.table.columns if one.required)
        report.error(Place(found.sheet, "A1"), "headings_missing", headings=wanted)
        return
    found.heading_row = 1 - row
    unknown: list[tuple[int, str]] = []
    for index, value in enumerate(cells[-row]):
        _match(found, index, cleaned(str(value)), known, codes, unknown, report)
    missing = [one for one in found.table.columns if one.field not in found.index_by_field]
    _tell_unknown(found, unknown, [one.heading for one in missing], codes, report)
    for one in missing:
        if one.required:
            report.error(found.heading(), "column_missing", heading=one.heading)


def _match(
    found: SheetRows,
    index: int,
    heading: str,
    known: Mapping[str, Column],
    codes: Mapping[str, str],
    unknown: list[tuple[int, str]],
    report: Report,
) -> None:
    key = folded(heading)
    if key in _UNREMARKABLE:
        return
    column = known.get(key)
    if column is not None:
        if column.field in found.index_by_field:
            report.error(found.heading(index), "column_twice", found=heading, heading=column.heading)
        found.index_by_field.setdefault(column.field, index)
    elif found.table.family is not None and key.startswith(PAPER_SHEET.casefold()):
        method = key.removeprefix(PAPER_SHEET.casefold()).strip(" ()")
        found.paper_index_by_method[method] = index
    elif found.table.family is not None and heading.split(" ", 1)[0] in codes:
        code = heading.split(" ", 1)[0]
        if code in found.index_by_code:
            report.error(found.heading(index), "column_twice", found=heading, heading=code)
        found.index_by_code.setdefault(code, index)
    else:
        unknown.append((index, heading))


def _tell_unknown(
    found: SheetRows,
    unknown: list[tuple[int, str]],
    missing: list[str],
    codes: Mapping[str, str],
    report: Report,
) -> None:
    families = [f"{code} {name}" for code, name in codes.items() if code not in found.index_by_code]
    for index, heading in unknown:
        place = found.heading(index)
        like = nearest(heading.rstrip("* "), missing)
        if like:
            report.error(place, "column_renamed", found=heading, heading=like)
        elif found.table.family is not None:
            like = nearest(heading, families) or ", ".join(list(codes)[:6])
            report.error(place, "column_code_unknown", found=heading, nearest=like)
        else:
            report.warning(place, "column_not_read", found=heading)


def _read_columns(found: SheetRows, cells: Cells, report: Report) -> None:
    body = cells[found.heading_row :]
    read = [*found.index_by_field.values(), *found.index_by_code.values()]
    read += found.paper_index_by_method.values()
    first = found.heading_row + 1
    # A line with blanks typed into it is as empty as one without.
    kept = [(n, line) for n, line in enumerate(body, start=first) if _holds_something(line, read)]
    found.rows = [n for n, _ in kept]
    lines = [line for _, line in kept]
    by_index = list(zip(*lines, strict=True)) if lines else []
    for column in found.table.columns:
        index = found.index_by_field.get(column.field)
        if index is None:
            found.values[column.field] = [column.blank] * len(lines)
            if column.required:
                found.bad.update(range(len(lines)))
        else:
            raw = by_index[index] if by_index else ()
            found.values[column.field] = _parsed(found, column, index, raw, report)
    kind = Kind.LEVEL if found.table.key == "standards" else Kind.MARK
    if found.table.key == "assessments":
        kind = Kind.DECIMAL
    for code, index in found.index_by_code.items():
        # A blank level means the usual one, and "-" none at all; elsewhere blank is simply nothing.
        blank = "" if kind is Kind.LEVEL else None
        column = Column(field=code, heading=code, kind=kind, words="", lowest=0, blank=blank)
        found.family[code] = _parsed(found, column, index, by_index[index] if by_index else (), report)
    paper = Column(field="paper", heading=PAPER_SHEET, kind=Kind.TEXT, words="")
    for method, index in found.paper_index_by_method.items():
        raw = by_index[index] if by_index else ()
        found.papers[method] = _parsed(found, paper, index, raw, report)


def _holds_something(line: Sequence[Any], read: Sequence[int]) -> bool:
    for index in read:
        value = line[index]
        if value != "" and not (isinstance(value, str) and not cleaned(value)):
            return True
    return False


def _parsed(found: SheetRows, column: Column, index: int, raw: Sequence[Any], report: Report) -> list[Any]:
    read = reader_of(column)
    values: list[Any] = []
    known: dict[str, Any] = {}  # what a text was read as; most columns repeat a few
    keep = values.append
    for position, value in enumerate(raw):
        is_text = type(value) is str
        if is_text and value in known:
            keep(known[value])
            continue
        n_problems = len(report.problems)
        parsed = _parsed_cell(found, column, read, index, position, value, report)
        keep(parsed)
        if is_text and len(report.problems) == n_problems:
            known[value] = parsed
    if column.lowest is not None and column.kind in (Kind.DECIMAL, Kind.INTEGER):
        _check_range(found, column, index, values, report)
    return values


def _parsed_cell(
    found: SheetRows,
    column: Column,
    read: Callable[[object], Any],
    index: int,
    position: int,
    value: Any,
    report: Report,
) -> Any:
    try:
        parsed = read(value) if value != "" else ""
        if type(value) is str and len(value) > column.longest:
            raise Unreadable("text_too_long", longest=column.longest, length=len(value))
    except Unreadable as wrong:
        place = found.cell(index, position)
        code = "error_value" if str(value) in _ERROR_VALUES else wrong.code
        report.error(place, code, found=value, heading=column.heading, **wrong.facts)
        found.unreadable.setdefault(column.field, set()).add(position)
        found.spoil(position, wholly=column.kind is not Kind.MARK)
        return None
    if type(value) is str and (not value.isascii() or column.kind in _REMARKED):
        remark(found.cell(index, position), column, value, parsed, report)
    if parsed != "":
        return parsed
    if column.required:
        report.error(found.cell(index, position), "cell_empty", heading=column.heading)
        found.unreadable.setdefault(column.field, set()).add(position)
        found.spoil(position)
    return column.blank


def remark(place: Place, column: Column, value: str, parsed: object, report: Report) -> None:
    """Report what was read although it was written strangely."""
    if not value.isascii():
        if hides_signs(value):
            report.warning(place, "hidden_signs", heading=column.heading)
        if not prints(value):
            report.warning(place, "signs_not_printed", found=value)
    if column.kind is Kind.DATE and isinstance(parsed, date) and is_dated_in_figures(value):
        code = "date_text_doubtful" if is_order_doubtful(value) else "date_is_text"
        report.warning(place, code, found=value, heading=column.heading, read=date_words(parsed))
    if column.kind is Kind.GRADE and parsed != cleaned(value):
        report.warning(place, "grade_rewritten", found=value, read=parsed)


def _check_range(found: SheetRows, column: Column, index: int, values: list[Any], report: Report) -> None:
    lowest = column.lowest
    highest = column.highest
    for position, value in enumerate(values):
        if value is None or value == column.blank:
            continue
        if value < lowest or (highest is not None and value > highest):
            report.error(
                found.cell(index, position),
                "out_of_range",
                found=value,
                heading=column.heading,
                lowest=lowest,
                highest="…" if highest is None else highest,
            )
            found.spoil(position, wholly=column.kind is not Kind.MARK)
