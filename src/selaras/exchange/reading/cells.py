"""One cell to one value, by kind; a cell that cannot be read raises ``Unreadable`` with its code.

Calamine gives str, int, float, bool, date, datetime, time or timedelta. Numbers typed as text with a decimal
comma are read; a date typed as text is read when its order cannot be doubted, and reported.
"""

import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from functools import cache, partial
from typing import Any

from selaras.core.vocabulary import MarkState, Nip
from selaras.exchange.reading.cleaning import cleaned, cleaned_lines
from selaras.exchange.reading.closed_words import choice_reader, grade_of
from selaras.exchange.reading.unreadable import Unreadable
from selaras.exchange.sheets.column import Column, Kind

MONTHS = (
    *("Januari", "Februari", "Maret", "April", "Mei", "Juni"),
    *("Juli", "Agustus", "September", "Oktober", "November", "Desember"),
)
_MONTHS = len(MONTHS)
_MONTH_BY_WORD = {word.casefold(): n for n, word in enumerate(MONTHS, start=1)} | {
    word: n
    for n, words in enumerate(
        (
            "jan january",
            "feb peb pebruari february",
            "mar march",
            "apr",
            "may",
            "jun june",
            "jul july",
            "agu agt ags aug august",
            "sep sept",
            "okt oct october",
            "nov nop nopember",
            "des dec december",
        ),
        start=1,
    )
    for word in words.split()
}
_DMY = re.compile(r"(\d{1,2})\s*[-/. ]\s*(\d{1,2})\s*[-/. ]\s*(\d{4})")
_YMD = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_WORDS = re.compile(r"(\d{1,2})[\s\-/]*([A-Za-z]+)\.?,?[\s\-/]*(\d{4})")
_NUMBER = re.compile(r"-?\d+(?:[.,]\d+)?")
_NIP_FILLING = re.compile(r"[\s.\-'’`]")
NIP_DIGITS = 18
_NAMED_ELSEWHERE = ("code", "rule", "talent")  # codes that other sheets or other lists repeat
NOT_SCORED = "-"
NO_EVIDENCE = "TAB"
_NO_EVIDENCE_WORDS = {"tab", "tidak ada bukti"}
_NOT_SCORED_WORDS = {"-", "–", "—", "belum dinilai"}
_YES = {"ya": True, "y": True, "yes": True, "tidak": False, "t": False, "no": False}


def as_text(value: object) -> str:
    if isinstance(value, str):
        return cleaned(value)
    if isinstance(value, bool):
        return "Ya" if value else "Tidak"
    if isinstance(value, int | float):
        return _plain(value)
    raise Unreadable("date_in_text")


def _plain(value: float) -> str:
    return str(int(value)) if float(value).is_integer() else format(Decimal(repr(value)), "f")


def as_lines(value: object) -> str:
    return cleaned_lines(value) if isinstance(value, str) else as_text(value)


def as_code(value: object) -> str:
    text = as_text(value)
    if " " in text:
        raise Unreadable("code_with_blank")
    return text


def as_word(value: object) -> str:
    text = as_text(value)
    if " " in text:
        raise Unreadable("word_with_blank")
    return text


def as_nip(value: object) -> str:
    if not isinstance(value, str):
        raise Unreadable("nip_is_number")
    text = _NIP_FILLING.sub("", cleaned(value))
    if not text:
        return ""
    if not (text.isascii() and text.isdigit()):
        raise Unreadable("nip_not_digits")
    if len(text) != NIP_DIGITS:
        raise Unreadable("nip_not_18", length=len(text))
    return text


def listed_nip(text: str) -> Nip:
    """Return a NIP of a list; what is none stays as it stands, so that it is told as nobody's."""
    try:
        return Nip(as_nip(text) or text)
    except Unreadable:
        return Nip(text)


def as_date(value: object) -> date | str:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if not isinstance(value, str):
        raise Unreadable("date_is_number")
    text = cleaned(value)
    return date_of_text(text) if text else ""


def date_of_text(text: str) -> date:
    """Return the day a text names, in the order day, month, year that Indonesia writes.

    >>> date_of_text("30 Jan 2024") == date_of_text("30/01/2024") == date_of_text("2024-01-30")
    True
    """
    if found := _DMY.fullmatch(text):
        day, month, year = (int(one) for one in found.groups())
    elif found := _YMD.fullmatch(text):
        year, month, day = (int(one) for one in found.groups())
    elif (found := _WORDS.fullmatch(text)) and found[2].casefold() in _MONTH_BY_WORD:
        day, month, year = int(found[1]), _MONTH_BY_WORD[found[2].casefold()], int(found[3])
    else:
        raise Unreadable("date_not_readable")
    try:
        return date(year, month, day)
    except ValueError as wrong:
        raise Unreadable("date_not_on_calendar") from wrong


def date_words(day: date) -> str:
    """Return a day as offices write it.

    >>> date_words(date(2024, 1, 30))
    '30 Januari 2024'
    """
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def number_text(number: Decimal) -> str:
    """Return a number as Indonesian offices write it, without needless places.

    >>> number_text(Decimal("78.50")), number_text(Decimal("5"))
    ('78,5', '5')
    """
    text = format(number, "f")
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace(".", ",")


def is_dated_in_figures(text: str) -> bool:
    """Return whether a date has no word for its month, so that its order is a matter of custom."""
    return not any(sign.isalpha() for sign in text)


def is_order_doubtful(text: str) -> bool:
    """Return whether another country would read the same figures as another day."""
    found = _DMY.fullmatch(cleaned(text))
    return found is not None and int(found[2]) != int(found[1]) <= _MONTHS


def as_dates(value: object) -> tuple[date, ...]:
    if not isinstance(value, str):
        one = as_date(value)
        return (one,) if isinstance(one, date) else ()
    return tuple(date_of_text(part) for one in value.split(";") if (part := cleaned(one)))


def as_decimal(value: object) -> Decimal | str:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise Unreadable("not_a_number")
    if isinstance(value, str):
        text = cleaned(value)
        if not text:
            return ""
        if text.endswith("%"):
            raise Unreadable("percent_not_asked")
        if not _NUMBER.fullmatch(text):
            raise Unreadable("not_a_number")
        number = Decimal(text.replace(",", "."))
    elif isinstance(value, int) or value.is_integer():
        return Decimal(int(value))
    else:
        number = Decimal(repr(value))
    try:
        kept = number.quantize(Decimal("0.01"))
    except InvalidOperation as wrong:
        raise Unreadable("not_a_number") from wrong
    if kept != number:
        raise Unreadable("more_than_two_places")
    return kept


def as_percent(value: object, *, shares_to: Decimal = Decimal(0)) -> Decimal | str:
    """Return a percentage; a number that is surely a share of one, as a cell shown as 98% holds, is refused.

    Who does mean so little writes the sign into a text: 0,5%.
    """
    if isinstance(value, str) and (text := cleaned(value)).endswith("%"):
        return as_decimal(text.removesuffix("%"))
    if isinstance(value, float) and 0 < value <= shares_to:
        raise Unreadable("percent_as_share", meant=meant_by(Decimal(repr(value))))
    number = as_decimal(value)
    if isinstance(number, Decimal) and 0 < number <= shares_to:
        raise Unreadable("percent_as_share", meant=meant_by(number))
    return number


def meant_by(share: Decimal) -> str:
    """Return the percentage that a share of one stands for.

    >>> meant_by(Decimal("0.98")), meant_by(Decimal("1.025"))
    ('98', '102,5')
    """
    return number_text(share * 100)


def as_integer(value: object, *, read: Callable[[object], Decimal | str] = as_decimal) -> int | str:
    number = read(value)
    if isinstance(number, str):
        return number
    if number != number.to_integral_value():
        raise Unreadable("not_an_integer")
    return int(number)


def as_yes_no(value: object) -> bool | str:
    if isinstance(value, bool):
        return value
    text = as_text(value).casefold()
    if text and text not in _YES:
        raise Unreadable("not_yes_no")
    return _YES[text] if text else ""


def as_sex(value: object) -> str:
    text = as_text(value).casefold()
    if text not in ("", "l", "p", "laki-laki", "perempuan"):
        raise Unreadable("not_a_sex")
    return text[:1].upper()


def as_list(value: object) -> tuple[str, ...]:
    return tuple(part for one in as_lines(value).replace("\n", ";").split(";") if (part := one.strip()))


def as_mark(value: object) -> tuple[MarkState, Decimal | str | None] | str:
    """Return state and mark; the mark stays text where the scale may be one of labels."""
    if isinstance(value, str):
        text = cleaned(value)
        word = text.casefold()
        if not word:
            return ""
        if word in _NOT_SCORED_WORDS:
            return (MarkState.NOT_SCORED, None)
        if word in _NO_EVIDENCE_WORDS:
            return (MarkState.NO_EVIDENCE, None)
    return (MarkState.SCORED, as_decimal(value))


def as_level(value: object) -> tuple[int, bool] | str | None:
    """Return level and whether it is mandatory; None where none is required."""
    text = as_text(value).casefold()
    if not text:
        return ""
    if text in _NOT_SCORED_WORDS:
        return None
    number, _, word = text.partition(" ")
    if number not in ("1", "2", "3", "4", "5") or word not in ("", "wajib"):
        raise Unreadable("not_a_level")
    return int(number), bool(word)


def as_grade(value: object) -> str:
    return grade_of(as_text(value))


_READERS: dict[Kind, Callable[[object], Any]] = {
    Kind.TEXT: as_text,
    Kind.LINES: as_lines,
    Kind.CODE: as_code,
    Kind.NIP: as_nip,
    Kind.DATE: as_date,
    Kind.DATES: as_dates,
    Kind.DECIMAL: as_decimal,
    Kind.INTEGER: as_integer,
    Kind.YES_NO: as_yes_no,
    Kind.LIST: as_list,
    Kind.MARK: as_mark,
    Kind.LEVEL: as_level,
    Kind.SHOWN: as_text,
    Kind.SEX: as_sex,
    Kind.GRADE: as_grade,
}


@cache
def reader_of(column: Column) -> Callable[[object], Any]:
    """Return the function that reads one cell of a column; "" means the cell is blank."""
    if column.kind is Kind.CHOICE:
        assert column.terms is not None
        return choice_reader(column.terms, as_text)
    if column.shares_to is not None:
        read = partial(as_percent, shares_to=column.shares_to)
        return partial(as_integer, read=read) if column.kind is Kind.INTEGER else read
    if column.kind is Kind.CODE and column.refers is None and column.field not in _NAMED_ELSEWHERE:
        return as_word
    return _READERS[column.kind]
