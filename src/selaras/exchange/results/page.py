"""One table of results: title, sentence, headings, rows; filterable, frozen, ready to print."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import groupby
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from selaras.core.outcome import OfficialResult
from selaras.core.points import rounded
from selaras.exchange.writing.drawing import set_up_page
from selaras.exchange.writing.looks import DAY, RULE, TEXT, TWO_PLACES, Looks, height_for

_WIDTH_OF_A_PAGE = 300  # characters across A4 lying; more is printed on several pages
TITLE_ROW, WORDS_ROW, HEADING_ROW, FIRST_ROW = 0, 1, 3, 4


@dataclass(frozen=True, slots=True)
class Head:
    """A heading; neighbours of one band stand together under its words."""

    words: str
    width: int = 14
    band: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """A value with a look of its own."""

    value: Any
    look: dict[str, Any]


Column = tuple[Head, Callable[[OfficialResult], Any]]


def drawn(columns: Sequence[Column], people: Sequence[OfficialResult]) -> tuple[list[Head], list[list[Any]]]:
    """Return headings and rows of a table that has one row per person."""
    return [head for head, _ in columns], [[read(one) for _, read in columns] for one in people]


class Page:
    """A worksheet that is filled from top to bottom."""

    def __init__(self, book: Workbook, looks: Looks, name: str, title: str, words: str) -> None:
        self.looks = looks
        self.sheet: Worksheet = book.add_worksheet(name)
        self.sheet.set_row(TITLE_ROW, 26)
        self.sheet.set_row(WORDS_ROW, 18)
        self.sheet.write_string(TITLE_ROW, 0, title, looks.title)
        self.sheet.write_string(WORDS_ROW, 0, words, looks(font_color="#4a5a68"))
        set_up_page(self.sheet)

    def table(
        self,
        heads: Sequence[Head],
        rows: Sequence[Sequence[Any]],
        *,
        frozen: int = 2,
        at: int = HEADING_ROW,
        width_of_a_page: int = _WIDTH_OF_A_PAGE,
    ) -> int:
        """Draw headings and rows; return the row after the last."""
        self.sheet.set_row(at, max(height_for(head.words, head.width - 2) for head in heads) + 6)
        for col, head in enumerate(heads):
            self.sheet.set_column(col, col, head.width, self.looks())
            self.sheet.write_string(at, col, head.words, self.looks.needed)
        self._bands(at - 1, heads)
        for n, line in enumerate(rows, start=at + 1):
            pairs = zip(line, heads, strict=True)
            self.sheet.set_row(n, max(height_for(_words(one), head.width) for one, head in pairs))
            for col, value in enumerate(line):
                self.put(n, col, value)
        if rows:
            self.sheet.autofilter(at, 0, at + len(rows), len(heads) - 1)
        self.sheet.freeze_panes(at + 1, frozen)
        self.sheet.repeat_rows(at - 1 if any(head.band for head in heads) else at, at)
        n_pages = -(-sum(head.width for head in heads) // width_of_a_page)
        self.sheet.fit_to_pages(n_pages, 0)
        if n_pages > 1:
            self.sheet.repeat_columns(0, frozen - 1)
        return at + 1 + len(rows)

    def break_before(self, columns: Sequence[int], *, scale: int) -> None:
        """Print at a scale of so many percent, with a new page before some columns."""
        # A scale and breaks of one's own exclude fitting to a number of pages.
        self.sheet.set_print_scale(scale)
        self.sheet.set_v_pagebreaks(list(columns))
        self.sheet.repeat_columns(0, 1)

    def _bands(self, row: int, heads: Sequence[Head]) -> None:
        col = 0
        for words, together in groupby(heads, key=lambda head: head.band):
            last = col + len(list(together)) - 1
            if words and last > col:
                self.sheet.merge_range(row, col, row, last, words, self.looks.band)
            elif words:
                self.sheet.write_string(row, col, words, self.looks.band)
            col = last + 1

    def put(self, row: int, col: int, value: Any) -> None:
        """Write a value as what it is; text never becomes a formula or a link."""
        more: dict[str, Any] = {"border": 1, "border_color": RULE}
        if isinstance(value, Shown):
            more |= value.look
            value = value.value
        if value is None or value == "":
            self.sheet.write_blank(row, col, None, self.looks(**more))
        elif isinstance(value, bool):
            self.sheet.write_string(row, col, "Ya" if value else "Tidak", self.looks(align="center", **more))
        elif isinstance(value, date):
            self.sheet.write_datetime(
                row, col, value, self.looks(num_format=DAY, align="left", indent=1, **more)
            )
        elif isinstance(value, Fraction):
            self._number(row, col, rounded(value, 2), more)
        elif isinstance(value, Decimal | int):
            self._number(row, col, value, more)
        else:
            look = self.looks(**{"num_format": TEXT, "text_wrap": True, "indent": 1, **more})
            self.sheet.write_string(row, col, str(value), look)

    def _number(self, row: int, col: int, value: Decimal | int, more: dict[str, Any]) -> None:
        usual = TWO_PLACES if isinstance(value, Decimal) else "0"
        look: Format = self.looks(**{"num_format": usual, "align": "center", **more})
        self.sheet.write_number(row, col, float(value), look)


def _words(value: Any) -> str:
    value = value.value if isinstance(value, Shown) else value
    return value if isinstance(value, str) else ""
