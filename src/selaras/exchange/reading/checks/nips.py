"""A NIP tells birth, appointment, sex and serial; here it is held against what stands beside it.

Digits 1-8 are the birth date, 9-14 year and month of appointment, 15 the sex (1 or 2), 16-18 a serial.
"""

from datetime import date
from typing import Any

from selaras.core.calendar_days import years_between
from selaras.core.errors import CoreError
from selaras.exchange.problems import Report
from selaras.exchange.reading.cells import MONTHS, date_words
from selaras.exchange.reading.rows import SheetRows

_YOUNGEST = 18
_DATE_DOUBTS = ("date_is_text", "date_text_doubtful")
_SEX = {"1": "L", "2": "P"}


def check_nips(officials: SheetRows, careers: SheetRows, report: Report) -> None:
    """Report every NIP that contradicts itself or its row."""
    nips = officials.column("nip")
    born = officials.column("born_on")
    _forget_confirmed(officials, nips, born, report)
    sexes = officials.column("sex")
    appointed = officials.column("civil_servant_since")
    since = officials.column("in_position_since")
    for n, nip in enumerate(nips):
        if nip is None:
            continue
        birth = _day(nip[:8])
        start = _day(nip[8:14] + "01")
        if birth != born[n] or birth is None:
            _birth(officials, n, birth, born[n], report)
        if start is None:
            report.error(officials.place("nip", n), "nip_month_wrong", found=nip)
        else:
            _appointment(officials, n, start, birth, appointed[n], report)
            if since[n] is not None and since[n] < start:
                _too_early(officials, "in_position_since", n, since[n], start, report)
        if nip[14] not in _SEX:
            report.error(officials.place("nip", n), "nip_sex_wrong", found=nip)
        elif sexes[n] and sexes[n] != _SEX[nip[14]]:
            place = officials.place("sex", n)
            report.error(place, "nip_sex_differs", found=sexes[n], expected=_SEX[nip[14]])
            officials.wrong.add(n)
        if nip[15:] == "000":
            report.error(officials.place("nip", n), "nip_serial_wrong", found=nip)
    for n, (nip, begun) in enumerate(zip(careers.column("nip"), careers.column("since"), strict=True)):
        start = _day(nip[8:14] + "01") if nip else None
        if start is not None and begun is not None and begun < start:
            _too_early(careers, "since", n, begun, start, report)


def _forget_confirmed(rows: SheetRows, nips: list[Any], born: list[Any], report: Report) -> None:
    """Take back the doubt about a birth date typed as text that the NIP confirms."""
    doubted = {one.place for one in report.problems if one.code in _DATE_DOUBTS}
    if doubted:
        confirmed = {
            rows.place("born_on", n)
            for n, (nip, birth) in enumerate(zip(nips, born, strict=True))
            if nip is not None and birth is not None and _day(nip[:8]) == birth
        }
        report.forget(doubted & confirmed, _DATE_DOUBTS)


def _day(digits: str) -> date | None:
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        return None


def _birth(rows: SheetRows, n: int, birth: date | None, written: Any, report: Report) -> None:
    if birth is None:
        report.error(rows.place("nip", n), "nip_birth_wrong", found=rows.column("nip")[n])
    elif written is not None:
        place = rows.place("born_on", n)
        report.error(place, "nip_birth_differs", found=written, expected=date_words(birth))
    rows.wrong.add(n)


def _appointment(
    rows: SheetRows, n: int, start: date, birth: date | None, written: Any, report: Report
) -> None:
    try:
        age = years_between(birth, start) if birth is not None else _YOUNGEST
    except CoreError:
        age = 0
    if age < _YOUNGEST:
        place = rows.place("nip", n)
        report.error(place, "nip_appointed_too_young", found=rows.column("nip")[n], age=age)
    if written is not None and (written.year, written.month) != (start.year, start.month):
        expected = f"{MONTHS[start.month - 1]} {start.year}"
        place = rows.place("civil_servant_since", n)
        report.error(place, "nip_appointment_differs", found=written, expected=expected)


def _too_early(rows: SheetRows, name: str, n: int, found: date, start: date, report: Report) -> None:
    # A warning only: a post held before the appointment happens to those who came from honorary service.
    expected = f"{MONTHS[start.month - 1]} {start.year}"
    report.warning(rows.place(name, n), "post_before_appointment", found=found, expected=expected)
