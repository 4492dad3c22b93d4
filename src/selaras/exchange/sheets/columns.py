"""Short ways to say what a column holds, so that a sheet reads like a list."""

from decimal import Decimal
from typing import TypedDict, Unpack

from selaras.core import vocabulary as v
from selaras.exchange.sheets.column import Column, Kind, Refers


class More(TypedDict, total=False):
    required: bool
    blank: object
    typical: object
    example: str
    width: int
    lowest: int
    highest: int
    allowed: tuple[int, ...]
    refers: Refers
    shares_to: Decimal
    longest: int


LONGEST_NAME = 200
# How large a number in a column of percents can be and still be meant as a share of one.
ACHIEVED_SHARE = Decimal("1.5")  # 150 % is achieved at times, 1.5 % never
WHOLE_SHARE = Decimal(1)
PART_SHARE = Decimal("0.99")  # a weight of 1 % is lawful; 1 for 100 % is told by the sum
NO_SHARE = Decimal(0)  # any small percentage is lawful


def text(field: str, heading: str, words: str, **more: Unpack[More]) -> Column:
    given: More = {"width": 28, **more}
    if field == "name":
        given = {"longest": LONGEST_NAME, **given}
    return Column(field=field, heading=heading, kind=Kind.TEXT, words=words, **given)


def lines(field: str, heading: str, words: str, **more: Unpack[More]) -> Column:
    given: More = {"width": 44, **more}
    return Column(field=field, heading=heading, kind=Kind.LINES, words=words, **given)


def code(field: str, heading: str, words: str, **more: Unpack[More]) -> Column:
    given: More = {"width": 12, **more}
    return Column(field=field, heading=heading, kind=Kind.CODE, words=words, **given)


def grade(field: str, heading: str, words: str, **more: Unpack[More]) -> Column:
    given: More = {"width": 12, **more}
    return Column(field=field, heading=heading, kind=Kind.GRADE, words=words, **given)


def day(field: str, heading: str, words: str, **more: Unpack[More]) -> Column:
    given: More = {"width": 18, **more}
    return Column(field=field, heading=heading, kind=Kind.DATE, words=words, **given)


def decimal(field: str, heading: str, words: str, **more: Unpack[More]) -> Column:
    given: More = {"width": 11, **more}
    return Column(field=field, heading=heading, kind=Kind.DECIMAL, words=words, **given)


def whole(field: str, heading: str, words: str, **more: Unpack[More]) -> Column:
    given: More = {"width": 9, **more}
    return Column(field=field, heading=heading, kind=Kind.INTEGER, words=words, **given)


def yes_no(field: str, heading: str, words: str, **more: Unpack[More]) -> Column:
    given: More = {"blank": False, "width": 12, **more}
    return Column(field=field, heading=heading, kind=Kind.YES_NO, words=words, **given)


def choice(field: str, heading: str, terms: type[v.Term], words: str, **more: Unpack[More]) -> Column:
    given: More = {"width": 16, **more}
    return Column(field=field, heading=heading, kind=Kind.CHOICE, terms=terms, words=words, **given)


def listing(field: str, heading: str, words: str, **more: Unpack[More]) -> Column:
    given: More = {"blank": (), "width": 28, **more}
    return Column(field=field, heading=heading, kind=Kind.LIST, words=words, **given)


def shown(field: str, heading: str, **more: Unpack[More]) -> Column:
    words = "Hanya untuk dibaca; yang menentukan adalah kodenya."
    given: More = {"width": 32, **more}
    return Column(field=field, heading=heading, kind=Kind.SHOWN, words=words, **given)


NIP = Column(
    field="nip",
    heading="NIP",
    kind=Kind.NIP,
    words="18 angka, ditulis sebagai teks. Angka biasa kehilangan digit terakhir.",
    required=True,
    refers=Refers.OFFICIAL,
    width=22,
)
NAME_SHOWN = shown("name_shown", "Nama")
EXAMINER = code(
    "examiner",
    "Kode penguji",
    "Seperti pada lembar Pansel.",
    required=True,
    refers=Refers.EXAMINER,
)
