"""Dates, numbers and names as an Indonesian office writes them."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from selaras.core import vocabulary as v
from selaras.core.calendar_days import span_between
from selaras.core.evidence.ledger_code import ledger_code
from selaras.core.rules import INDONESIAN

_DIGITS = ("", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan")
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
# Titles before a name; other short forms with a dot ("M.", "R.") belong to the name itself.
_TITLES_BEFORE = {"dr.", "drs.", "dra.", "drg.", "drh.", "ir.", "h.", "hj.", "prof.", "apt.", "ns."}
DOTS = "." * 24
NOTHING = "–"
# The western time of Indonesia has had no summer time since 1964.
_WIB = timezone(timedelta(hours=7), "WIB")


def long_date(day: date | None) -> str:
    """Return a date in words and digits.

    >>> long_date(date(2024, 1, 30))
    '30 Januari 2024'
    """
    return NOTHING if day is None else INDONESIAN.day(day)


def short_date(day: date | None) -> str:
    """Return a date for a narrow column.

    >>> short_date(date(2021, 4, 9))
    '09-04-2021'
    """
    return NOTHING if day is None else f"{day.day:02}-{day.month:02}-{day.year}"


def period(first: date, last: date) -> str:
    """Return a stretch of days without repeating what both ends share.

    >>> period(date(2024, 1, 30), date(2024, 2, 1))
    '30 Januari–1 Februari 2024'
    >>> period(date(2023, 1, 3), date(2023, 1, 5))
    '3–5 Januari 2023'
    """
    if first == last:
        return long_date(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{long_date(last)}"
    if first.year == last.year:
        return f"{first.day} {INDONESIAN.months[first.month - 1]}–{long_date(last)}"
    return f"{long_date(first)}–{long_date(last)}"


def in_words(number: int) -> str:
    """Return a whole number below one million in words.

    >>> in_words(39), in_words(111), in_words(2021)
    ('tiga puluh sembilan', 'seratus sebelas', 'dua ribu dua puluh satu')
    """
    if number == 0:
        return "nol"
    return " ".join(_words(number))


def _words(number: int) -> list[str]:
    for size, name, single in ((1000, "ribu", "seribu"), (100, "ratus", "seratus")):
        if number >= size:
            many, rest = divmod(number, size)
            head = [single] if many == 1 else [*_words(many), name]
            return [*head, *_words(rest)]
    if number >= 20:
        return [_DIGITS[number // 10], "puluh", *_words(number % 10)]
    if number > 11:
        return [_DIGITS[number - 10], "belas"]
    named = {10: "sepuluh", 11: "sebelas"}.get(number, _DIGITS[number] if number < 10 else "")
    return [named] if named else []


def number(value: Decimal | Fraction | int | None, places: int = 2) -> str:
    """Return a number with decimal comma and thousands' dots, rounded half up for showing.

    >>> number(Decimal("78.5")), number(Fraction(2, 3)), number(1204, 0)
    ('78,50', '0,67', '1.204')
    """
    if value is None:
        return NOTHING
    text = f"{rounded(value, places):,f}"
    return text.replace(",", " ").replace(".", ",").replace(" ", ".")


def rounded(value: Decimal | Fraction | int, places: int) -> Decimal:
    """Return an exact number rounded half up, as people do by hand."""
    unit = Decimal(1).scaleb(-places)
    if isinstance(value, Fraction):
        # Whole numbers only until the last step: a division in decimals could round twice.
        scaled = value * 10**places
        whole, rest = divmod(abs(scaled.numerator), scaled.denominator)
        whole += 1 if rest * 2 >= scaled.denominator else 0
        return Decimal(whole if scaled >= 0 else -whole).scaleb(-places)
    return Decimal(value).quantize(unit, rounding=ROUND_HALF_UP)


def plain(value: Decimal | None) -> str:
    """Return a number as short as it can be written: levels, weights, marks.

    >>> plain(Decimal("40.00")), plain(Decimal("3.50"))
    ('40', '3,5')
    """
    if value is None:
        return NOTHING
    text = f"{value:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace(".", ",")


def percent(value: Decimal | Fraction | None, places: int = 2) -> str:
    return NOTHING if value is None else f"{number(value, places)}%"


def weight(value: Decimal) -> str:
    return f"{plain(value)}%"


def grouped_nip(nip: str | None) -> str:
    return NOTHING if nip is None else v.grouped_nip(nip)


def length_of_time(since: date, on: date) -> str:
    """Return how long, in years and months.

    >>> length_of_time(date(2021, 4, 12), date(2021, 9, 11))
    '0 tahun 4 bulan'
    """
    if on < since:
        return NOTHING
    span = span_between(since, on)
    return f"{span.years} tahun {span.months} bulan"


def rank_label(rank: int | None, n_tied: int) -> str:
    """Return a rank; who shares it is shown as sharing it.

    >>> rank_label(2, 0), rank_label(3, 1)
    ('2', '3–4')
    """
    if rank is None:
        return NOTHING
    return str(rank) if n_tied == 0 else f"{rank}–{rank + n_tied}"


def letter_number(pattern: str, *, on: date, serial: int | None = None) -> str:
    """Return a letter number; without a serial its place is left open for the agenda book.

    >>> letter_number("800/{serial}/BKD/{year}", on=date(2024, 2, 1))
    '800/............/BKD/2024'
    """
    known = {"year": str(on.year), "month": _ROMAN[on.month - 1]}
    known["serial"] = "." * 12 if serial is None else str(serial)
    for name, text in known.items():
        pattern = pattern.replace("{" + name + "}", text)
    return pattern


def root_groups(root_hex: str) -> tuple[str, ...]:
    """Return the ledger code of a root in its sixteen groups, as people compare it by eye; none of no root.

    >>> root_groups("00ff" * 16)[:2]
    ('AAPP', 'AAPP')
    """
    return tuple(ledger_code(bytes.fromhex(root_hex)).split()) if root_hex else ()


def digest_groups(digest_hex: str) -> tuple[str, ...]:
    """Return a digest in eight groups of eight; its digits tell it from a ledger code.

    >>> digest_groups("0123abcd" * 8)[0]
    '0123abcd'
    """
    return tuple(digest_hex[n : n + 8] for n in range(0, len(digest_hex), 8))


def clock_time(at: datetime | None) -> str:
    """Return a moment as an office reads it, and in the time that the ledger itself is written in.

    >>> clock_time(datetime(2024, 2, 1, 9, 30, 12, tzinfo=UTC))
    '1 Februari 2024 pukul 16.30.12 WIB (09.30.12 UTC)'
    """
    if at is None:
        return NOTHING
    here = at.astimezone(_WIB)
    return f"{long_date(here.date())} pukul {here:%H.%M.%S} WIB ({at.astimezone(UTC):%H.%M.%S} UTC)"


def bare_name(name: str) -> str:
    """Return a name without titles, for pictures where a full one has no room.

    >>> bare_name("Dr. Drs. H. M. Yusuf Alamsyah, S.Sos., M.Si.")
    'M. Yusuf Alamsyah'
    """
    words = name.split(",")[0].split()
    while len(words) > 1 and words[0].casefold() in _TITLES_BEFORE:
        words.pop(0)
    return " ".join(words)


def listed(words: Iterable[str]) -> str:
    """Return words as a sentence lists them.

    >>> listed(["wawancara"]), listed(["makalah", "wawancara"]), listed(["a", "b", "c"])
    ('wawancara', 'makalah dan wawancara', 'a, b, dan c')
    """
    those: Sequence[str] = list(words)
    if len(those) < 3:
        return " dan ".join(those)
    return ", ".join(those[:-1]) + f", dan {those[-1]}"
