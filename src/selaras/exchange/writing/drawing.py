"""Draw one sheet of the description: title, explanations, headings, rows, rules of entry, print set-up."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from selaras.core.errors import CoreError
from selaras.core.vocabulary import Term
from selaras.exchange.reading.cells import date_words, number_text
from selaras.exchange.sheets.column import Column, Form, Kind
from selaras.exchange.writing.entry_rules import EntryRules
from selaras.exchange.writing.looks import DAY, TEXT, Looks, height_for
from selaras.exchange.writing.records_out import Row

TITLE_ROW, WORDS_ROW, HINT_ROW, HEADING_ROW, FIRST_ROW = range(5)
_TEXT_KINDS = {Kind.TEXT, Kind.CODE, Kind.NIP, Kind.LIST, Kind.CHOICE, Kind.SEX, Kind.DATES}
_A4 = 9
_WIDTH_OF_A_PAGE = 190  # characters that are still readable across A4 lying
MOST_ROWS = 2_000  # rows for which rules of entry are laid out
# No password: the protection is against slips, not against people.
ALLOWED = {
    **{f"format_{what}": True for what in ("cells", "columns", "rows")},
    **{f"insert_{what}": True for what in ("columns", "rows")},
    "sort": True,
    "autofilter": True,
}


def format_of(column: Column, looks: Looks) -> Format:
    """Return how cells of a column look; text columns stay text whatever is typed."""
    if column.kind is Kind.SHOWN:
        return looks.entry(shown=True)
    if column.kind is Kind.DATE:
        return looks.entry(DAY)
    if column.kind is Kind.LINES:
        return looks.entry(TEXT, wrap=True)
    is_number = column.kind in (Kind.MARK, Kind.LEVEL, Kind.DECIMAL, Kind.INTEGER, Kind.YES_NO)
    return looks.entry(TEXT if column.kind in _TEXT_KINDS else "General", centred=is_number)


def put(sheet: Worksheet, row: int, col: int, value: Any, look: Format) -> None:
    """Write one value as what it is; text never becomes a formula or a link."""
    if value is None or value == "" or value == ():
        sheet.write_blank(row, col, None, look)
    elif isinstance(value, bool):
        sheet.write_string(row, col, "Ya" if value else "Tidak", look)
    elif isinstance(value, Term):
        sheet.write_string(row, col, value.istilah, look)
    elif isinstance(value, date):
        sheet.write_datetime(row, col, value, look)
    elif isinstance(value, Decimal | int):
        sheet.write_number(row, col, float(value), look)
    elif isinstance(value, tuple):
        sheet.write_string(row, col, _listed(value), look)
    else:
        sheet.write_string(row, col, str(value), look)


def _listed(value: tuple[Any, ...]) -> str:
    words = [date_words(one) if isinstance(one, date) else str(one) for one in value]
    divided = next((one for one in words if ";" in one), None)
    if divided is not None:
        raise CoreError("list_item_with_semicolon", got=divided)
    return "; ".join(words)


def draw_title(sheet: Worksheet, looks: Looks, title: str, words: str, width: int) -> None:
    # A row's own look keeps the columns' borders out of the head of the sheet.
    sheet.set_row(TITLE_ROW, 26, looks())
    sheet.set_row(WORDS_ROW, 32, looks())
    sheet.write_string(TITLE_ROW, 0, title, looks.title)
    sheet.merge_range(WORDS_ROW, 0, WORDS_ROW, max(1, width - 1), words, looks.words)


def draw_table(
    sheet: Worksheet,
    looks: Looks,
    *,
    columns: Sequence[Column],
    rows: Sequence[Row],
    title: str,
    words: str,
    frozen_columns: int,
    rules: EntryRules,
) -> None:
    """Draw a table with one thing per row."""
    draw_title(sheet, looks, title, words, min(len(columns), 7))
    longest = max(height_for(one.words, one.width * 5 // 4) for one in columns)
    sheet.set_row(HINT_ROW, min(longest * 0.8, 70), looks())
    sheet.set_row(HEADING_ROW, 34)
    for col, column in enumerate(columns):
        look = format_of(column, looks)
        sheet.set_column(col, col, column.width, look)
        sheet.write_string(HINT_ROW, col, column.words, looks.hint)
        star = " *" if column.required else ""
        is_own = column.field.startswith(("#", "@"))
        sheet.write_string(HEADING_ROW, col, column.heading + star, _heading_look(column, looks, is_own))
        rules.apply(sheet, FIRST_ROW, col, column, MOST_ROWS)
    looks_by_column = [format_of(one, looks) for one in columns]
    tall = [column for column in columns if column.kind is Kind.LINES]
    sheet.set_default_row(18)
    for n, row_values in enumerate(rows, start=FIRST_ROW):
        for column in tall:
            sheet.set_row(n, height_for(str(row_values.get(column.field) or ""), column.width))
        for col, column in enumerate(columns):
            put(sheet, n, col, _readable(column, row_values.get(column.field)), looks_by_column[col])
    sheet.freeze_panes(FIRST_ROW, frozen_columns)
    last = max(FIRST_ROW + len(rows) - 1, FIRST_ROW)
    sheet.autofilter(HEADING_ROW, 0, last, len(columns) - 1)
    set_up_page(sheet)
    sheet.repeat_rows(HEADING_ROW)
    n_pages = -(-sum(one.width for one in columns) // _WIDTH_OF_A_PAGE)
    sheet.fit_to_pages(n_pages, 0)
    if n_pages > 1:
        sheet.repeat_columns(0, frozen_columns - 1)
    sheet.protect("", ALLOWED)


def _readable(column: Column, value: Any) -> Any:
    """Return a value as it is read back: so small a percentage bears its sign, or is taken for a share."""
    if column.shares_to and isinstance(value, Decimal) and 0 < value <= column.shares_to:
        return f"{number_text(value)}%"
    return value


def _heading_look(column: Column, looks: Looks, is_own: bool) -> Format:
    if is_own:
        return looks.own  # the agency's criteria and competences: their headings may be changed
    return looks.needed if column.required else looks.welcome


def draw_form(sheet: Worksheet, looks: Looks, form: Form, values: dict[str, Any], rules: EntryRules) -> None:
    """Draw questions and answers."""
    draw_title(sheet, looks, form.name, form.words, 3)
    sheet.set_column(0, 0, 38, looks())
    sheet.set_column(1, 1, 52, looks())
    sheet.set_column(2, 2, 70, looks())
    for col, word in enumerate(("Yang ditanyakan", "Isian", "Penjelasan")):
        sheet.write_string(HINT_ROW, col, word, looks.needed)
    row = HINT_ROW + 1
    for section in form.sections:
        row += 1
        for col in range(3):
            sheet.write_string(row, col, section.title if col == 0 else "", looks.section)
        row += 1
        for line in section.lines:
            star = " *" if line.required else ""
            sheet.set_row(row, max(20, height_for(line.words, 70)))
            sheet.write_string(row, 0, line.heading + star, looks(bold=line.required))
            put(sheet, row, 1, _readable(line, values.get(line.field)), _answer_look(line, looks))
            sheet.write_string(row, 2, line.words, looks.beside)
            rules.apply(sheet, row, 1, line, 1)
            row += 1
    sheet.freeze_panes(HINT_ROW + 1, 0)
    set_up_page(sheet, landscape=False)
    sheet.protect("", ALLOWED)


def _answer_look(line: Column, looks: Looks) -> Format:
    plain = {Kind.DATE: DAY, Kind.DECIMAL: "General", Kind.INTEGER: "General"}.get(line.kind, TEXT)
    return looks(
        num_format=plain, border=1, border_color="#9fb3bb", text_wrap=True, align="left", locked=False
    )


def set_up_page(sheet: Worksheet, *, landscape: bool = True) -> None:
    """Set the sheet to print on A4, all columns on one page's width."""
    if landscape:
        sheet.set_landscape()
    else:
        sheet.set_portrait()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
    sheet.set_footer("&L&8&A&R&8Halaman &P dari &N")
    sheet.hide_gridlines(2)
