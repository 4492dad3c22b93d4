"""A CSV file as rows of trimmed cells: its bytes, its separator, its columns, its numbers."""

import csv
import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from selaras.core.errors import CoreError, SeveralErrors

# Nobody reads a hundred lines of refusals; the number of the rest is said.
MOST_PROBLEMS = 20
MOST_NAMES = 40  # of a header that are told
_NUMBER = re.compile(r"[+-]?(?:\d+(?:[.,]\d*)?|[.,]\d+)(?:[eE][+-]?\d+)?", re.ASCII)
# What R writes for a mark that is not there; an empty cell is what everybody else writes.
NO_MARK = frozenset({"", "NA"})
# Nobody marks so: a decimal point was lost.
LARGEST_MARK = 1e6  # nobody marks so: a decimal point was lost
_DIGITS = re.compile(r"(\d+)", re.ASCII)


class Problems:
    """Refusals gathered while a file is read, so that all are mended in one go."""

    def __init__(self) -> None:
        self._found: list[CoreError] = []
        self._n = 0

    def add(self, code: str, /, **facts: object) -> None:
        self._n += 1
        if len(self._found) < MOST_PROBLEMS:
            self._found.append(CoreError(code, **facts))

    def raise_if_any(self) -> None:
        if not self._found:
            return
        if self._n > len(self._found):
            self._found.append(CoreError("ratings_more_problems", n=self._n - MOST_PROBLEMS))
        raise self._found[0] if len(self._found) == 1 else SeveralErrors(tuple(self._found))


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The header and the text below it."""

    header: tuple[str, ...]
    separator: str
    text: str

    def rows(self, problems: Problems) -> Iterator[tuple[int, list[str]]]:
        """Yield line number and trimmed cells; a row of another width is a problem, an empty one nothing."""
        reader = csv.reader(_lines(self.text), delimiter=self.separator, strict=True)
        width = len(self.header)
        seen_header = False
        try:
            for raw in reader:
                cells = [cell.strip() for cell in raw]
                if not any(cells):
                    continue
                if not seen_header:
                    seen_header = True
                    continue
                # Spreadsheets write empty cells to the right of a table.
                if len(cells) > width and not any(cells[width:]):
                    cells = cells[:width]
                if len(cells) != width:
                    problems.add("ratings_row_width", line=reader.line_num, n=len(cells), expected=width)
                    continue
                yield reader.line_num, cells
        except csv.Error as wrong:
            raise CoreError("ratings_quotes_broken", line=reader.line_num) from wrong

    def places(self, names: Sequence[str]) -> dict[str, int]:
        """Return where each named column stands; letter case matters only where names differ by it alone."""
        found: dict[str, int] = {}
        missing = []
        for name in names:
            wanted = name.strip()
            at = [i for i, one in enumerate(self.header) if one == wanted]
            at = at or [i for i, one in enumerate(self.header) if one.casefold() == wanted.casefold()]
            if len(at) > 1:
                raise CoreError("ratings_column_twice", column=wanted)
            if not at:
                missing.append(wanted)
            else:
                found[name] = at[0]
        if missing:
            known = ", ".join(self.header[:MOST_NAMES]) + (", …" if len(self.header) > MOST_NAMES else "")
            raise CoreError("ratings_columns_missing", missing=", ".join(missing), known=known)
        if len(set(found.values())) < len(names):
            raise CoreError("ratings_column_for_two", columns=", ".join(names))
        return found


def open_sheet(path: Path) -> Sheet:
    """Return a file's header and text. Errors: ratings_file_missing, _empty, ratings_not_text."""
    try:
        if path.is_char_device() or path.is_block_device():  # without an end
            raise CoreError("ratings_file_missing", path=str(path))
        raw = path.read_bytes()
    except (OSError, ValueError) as wrong:
        raise CoreError("ratings_file_missing", path=str(path)) from wrong
    text = _decoded(raw).replace("\r\n", "\n").replace("\r", "\n")
    filled = next((line for line in _lines(text) if line.strip()), "")
    stated = re.fullmatch(r"\s*sep=(.)\s*", filled, re.IGNORECASE)
    if stated:
        # A line that Excel writes for itself; emptied, it leaves the numbering of lines as it was.
        text = text.replace(filled, "\n", 1)
        filled = next((line for line in _lines(text) if line.strip()), "")
    if not filled:
        raise CoreError("ratings_file_empty", path=str(path))
    separator = stated[1] if stated else _separator_of(filled)
    return Sheet(header=_header_of(text, separator), separator=separator, text=text)


def _header_of(text: str, separator: str) -> tuple[str, ...]:
    reader = csv.reader(_lines(text), delimiter=separator, strict=True)
    try:
        names = next([name.strip() for name in row] for row in reader if any(map(str.strip, row)))
    except csv.Error as wrong:
        raise CoreError("ratings_quotes_broken", line=reader.line_num) from wrong
    except StopIteration as none:
        raise CoreError("ratings_file_empty", path="") from none
    while len(names) > 1 and not names[-1]:
        names.pop()
    return tuple(names)


def _lines(text: str) -> Iterator[str]:
    """Yield lines without holding them all: a file may have millions."""
    start = 0
    while start < len(text):
        end = text.find("\n", start) + 1 or len(text)
        yield text[start:end]
        start = end


def number_of(text: str) -> float | None:
    """Return the number a cell holds, with decimal point or comma; None where it is no number.

    >>> number_of("3,5"), number_of("4."), number_of("baik"), number_of("1.234,5")
    (3.5, 4.0, None, None)
    """
    if not _NUMBER.fullmatch(text):
        return None
    value = float(text.replace(",", "."))
    return value if math.isfinite(value) else None


def natural_order(label: str) -> tuple[tuple[object, ...], str]:
    """Return a sorting key under which K2 stands before K10.

    >>> sorted(["K10", "K2", "K1"], key=natural_order)
    ['K1', 'K2', 'K10']
    """
    parts = _DIGITS.split(label)
    whole = (one.lstrip("0") if i % 2 else one for i, one in enumerate(parts))
    return tuple((len(one), one) if i % 2 else one for i, one in enumerate(whole)), label


def _decoded(raw: bytes) -> str:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _strictly(raw, "utf-16")
    if b"\0" in raw or raw.startswith(b"PK\x03\x04"):
        raise CoreError("ratings_not_text", detail="binary")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        # Excel on Windows saves plain "CSV" in the code page of the office.
        return _strictly(raw, "cp1252")


def _strictly(raw: bytes, encoding: str) -> str:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as wrong:
        raise CoreError("ratings_not_text", detail=str(wrong)) from wrong


def _separator_of(header: str) -> str:
    """Return what stands most often between the names; names in quotes may hold any of them."""
    bare = re.sub(r'"[^"]*"', "", header)
    return max(";,\t", key=lambda sign: (bare.count(sign), sign == ","))
