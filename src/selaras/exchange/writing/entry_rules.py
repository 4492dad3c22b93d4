"""Rules of entry in the sheet itself: drop-downs, limits, and the explanation shown on a cell."""

from datetime import date
from typing import Any

from xlsxwriter.worksheet import Worksheet

from selaras.exchange.reading.cells import NO_EVIDENCE, NOT_SCORED
from selaras.exchange.reading.rows import letters
from selaras.exchange.sheets.column import Column, Kind, Refers
from selaras.exchange.sheets.layout import LAYOUT

LISTS = "_daftar"
_FIRST_LISTED, _LAST_LISTED = 5, 2_004
_LONGEST_MESSAGE = 255
_LONGEST_TITLE = 32
_LEVELS = ("1", "2", "3", "4", "5", *(f"{level} wajib" for level in range(1, 6)), NOT_SCORED)
_SOURCE = {
    Refers.POSITION: ("positions", "code"),
    Refers.EXAMINER: ("examiners", "code"),
    Refers.COMPONENT: ("components", "code"),
    Refers.CRITERION: ("criteria", "code"),
    Refers.CONVERSION: ("conversions", "code"),
    Refers.COMPETENCE: ("competences", "code"),
    Refers.OFFICIAL: ("officials", "nip"),
}


class EntryRules:
    """Lays rules over columns and collects the lists that drop-downs read."""

    def __init__(self) -> None:
        self.lists: list[tuple[str, ...]] = []

    def apply(self, sheet: Worksheet, row: int, col: int, column: Column, n_rows: int) -> None:
        """Lay the rule of a column over some cells; what is typed in is told at once."""
        if column.kind is Kind.SHOWN:
            return
        rule = self._rule(row, col, column)
        rule["input_title"] = column.heading[:_LONGEST_TITLE]
        example = f" Contoh: {column.example}." if column.example else ""
        rule["input_message"] = (column.words + example)[:_LONGEST_MESSAGE] or None
        rule["error_title"] = "Isian tidak sesuai"
        rule["ignore_blank"] = True
        rule.setdefault("error_message", column.words[:_LONGEST_MESSAGE])
        sheet.data_validation(row, col, row + n_rows - 1, col, rule)

    def _rule(self, row: int, col: int, column: Column) -> dict[str, Any]:
        here = f"{letters(col)}{row + 1}"
        kind = column.kind
        if column.refers is not None and kind is not Kind.NIP:
            return {"validate": "list", "source": _range_of(column.refers), "error_type": "warning"}
        if kind is Kind.CHOICE and column.terms is not None:
            return self._choice(tuple(one.istilah for one in column.terms))
        if kind is Kind.YES_NO:
            return self._choice(("Ya", "Tidak"))
        if kind is Kind.SEX:
            return self._choice(("L", "P"))
        if kind is Kind.LEVEL:
            return {**self._choice(_LEVELS), "error_type": "warning"}
        if kind is Kind.NIP:
            formula = f"=AND(ISTEXT({here}),LEN({here})=18)"
            told = "NIP terdiri atas 18 angka dan ditulis sebagai teks."
            return {"validate": "custom", "value": formula, "error_message": told}
        if kind is Kind.DATE:
            first = date(1930, 1, 1)
            told = "Tulis tanggal, misalnya 30-01-2024."
            return {"validate": "date", "criteria": ">=", "value": first, "error_message": told}
        if kind is Kind.MARK:
            return _mark_rule(column, here)
        return _number_rule(column)

    def _choice(self, words: tuple[str, ...]) -> dict[str, Any]:
        if words not in self.lists:
            self.lists.append(words)
        letter = letters(self.lists.index(words))
        return {"validate": "list", "source": f"={LISTS}!${letter}$1:${letter}${len(words)}"}


def _range_of(refers: Refers) -> str:
    key, name = _SOURCE[refers]
    table = LAYOUT.table(key)
    letter = letters([one.field for one in table.columns].index(name))
    return f"='{table.name}'!${letter}${_FIRST_LISTED}:${letter}${_LAST_LISTED}"


def _mark_rule(column: Column, here: str) -> dict[str, Any]:
    signs = f'{here}="{NOT_SCORED}",{here}="{NO_EVIDENCE}"'
    lowest, highest = column.scale
    if column.allowed:
        any_of = ",".join(f"{here}={mark}" for mark in column.allowed)
        formula = f"=OR({any_of},{signs})"
    elif lowest is not None and highest is not None:
        formula = f"=OR(AND(ISNUMBER({here}),{here}>={lowest},{here}<={highest}),{signs})"
    else:
        formula = f"=OR(ISNUMBER({here}),{signs})"
    told = f"{column.words}. Tanda - bila belum dinilai, TAB bila tidak ada bukti."
    return {"validate": "custom", "value": formula, "error_message": told[:_LONGEST_MESSAGE]}


def _number_rule(column: Column) -> dict[str, Any]:
    if column.allowed:
        return {"validate": "list", "source": [str(one) for one in column.allowed]}
    validate = {Kind.DECIMAL: "decimal", Kind.INTEGER: "integer"}.get(column.kind)
    if validate is None or column.lowest is None:
        return {"validate": "any"}
    if column.highest is None:
        return {"validate": validate, "criteria": ">=", "value": column.lowest}
    return {
        "validate": validate,
        "criteria": "between",
        "minimum": column.lowest,
        "maximum": column.highest,
    }
