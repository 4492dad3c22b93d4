"""Write a case file as a filled workbook; what is written is read back as the same case file."""

from datetime import datetime
from io import BytesIO
from pathlib import Path

from xlsxwriter import Workbook

from selaras.core import casefile as c
from selaras.core.defaults import Defaults
from selaras.core.errors import CoreError
from selaras.exchange.sheets.column import Column, Family, Form, Kind, Table
from selaras.exchange.sheets.layout import LAYOUT
from selaras.exchange.sheets.records import MARKS_PREFIX, PAPER_SHEET
from selaras.exchange.writing.drawing import draw_form, draw_table
from selaras.exchange.writing.looks import Looks
from selaras.exchange.writing.records_out import (
    Row,
    form_values,
    general_competences,
    mark_methods,
    mark_rows,
    table_rows,
)

# A moment of its own would make two equal workbooks differ; this one says nothing.
_MADE = datetime(2000, 1, 1)  # noqa: DTZ001
_OPTIONS = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_date_format": "yyyy-mm-dd",
}


def new_book(target: Path | BytesIO, *, title: str, subject: str = "") -> Workbook:
    """Return an empty workbook whose bytes depend on nothing but its content."""
    book = Workbook(target if isinstance(target, BytesIO) else str(target), _OPTIONS)
    book.set_properties({"title": title, "subject": subject, "author": "Selaras", "created": _MADE})
    return book


def write_workbook(
    case: c.CaseFile, path: Path | BytesIO, defaults: Defaults, *, fictional: bool = False
) -> None:
    """Write a filled workbook; ``fictional`` says on the first sheet that the people are invented."""
    if defaults.talent_profiles.get(case.scheme.talent.code) != case.scheme.talent:
        raise CoreError("talent_profile_unknown", code=case.scheme.talent.code)
    book = new_book(path, title=case.event.title, subject=case.agency.name)
    looks = Looks(book)
    rows = table_rows(case)
    for part in LAYOUT.sheets:
        if isinstance(part, Form):
            draw_form(book.add_worksheet(part.name), looks, part, form_values(part, case))
        elif part.key == "marks":
            _write_marks(book, looks, case)
        else:
            _write_table(book, looks, part, rows[part.key], family_columns(part, case))
    book.close()


def _write_table(
    book: Workbook, looks: Looks, part: Table, rows: list[Row], family: tuple[Column, ...]
) -> None:
    draw_table(
        book.add_worksheet(part.name),
        looks,
        columns=(*part.columns, *family),
        rows=rows,
        title=part.name,
        words=part.words,
        frozen_columns=part.frozen_columns,
    )


def family_columns(part: Table, case: c.CaseFile) -> tuple[Column, ...]:
    """Return the columns that repeat per competence or criterion."""
    if part.family is Family.COMPETENCE_LEVEL:
        return tuple(_coded(one.code, one.name, Kind.LEVEL) for one in general_competences(case))
    if part.family is Family.COMPETENCE_FOUND:
        return tuple(_coded(one.code, one.name, Kind.DECIMAL) for one in case.competences)
    if part.family is Family.FEEDBACK_CRITERION:
        found = (one for one in case.scheme.criteria if one.method.value == "feedback-360")
        return tuple(_coded(one.code, one.name, Kind.MARK) for one in found)
    return ()


def _coded(code: str, name: str, kind: Kind, words: str = "") -> Column:
    return Column(field=f"#{code}", heading=f"{code} {name}", kind=kind, words=words, width=15)


def _write_marks(book: Workbook, looks: Looks, case: c.CaseFile) -> None:
    part = LAYOUT.table("marks")
    for examiner in case.examiners:
        methods = mark_methods(case, examiner)
        if not methods:
            continue
        columns = list(part.columns)
        for method in methods:
            columns.append(
                Column(
                    field=f"@{method.value}",
                    heading=f"{PAPER_SHEET} ({method.istilah})",
                    kind=Kind.TEXT,
                    words=method.istilah,
                    width=14,
                )
            )
            columns += [
                _coded(one.code, one.name, Kind.MARK, words=method.istilah)
                for one in case.scheme.criteria_of(method)
            ]
        draw_table(
            book.add_worksheet(f"{MARKS_PREFIX}{examiner.code}"),
            looks,
            columns=columns,
            rows=mark_rows(case, examiner),
            title=f"{MARKS_PREFIX}{examiner.code}: {examiner.name}",
            words=part.words,
            frozen_columns=part.frozen_columns,
        )
