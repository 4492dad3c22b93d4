"""Write a case file as a filled workbook; what is written is read back as the same case file."""

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from xlsxwriter import Workbook

from selaras.core import casefile as c
from selaras.core.defaults import Defaults
from selaras.core.errors import CoreError
from selaras.core.scheme import Criterion
from selaras.core.vocabulary import Method
from selaras.exchange.reading.cells import number_text
from selaras.exchange.sheets.column import Column, Family, Form, Kind, Table
from selaras.exchange.sheets.layout import INSTRUCTIONS, LAYOUT
from selaras.exchange.sheets.records import MARKS_PREFIX, PAPER_SHEET
from selaras.exchange.writing.drawing import draw_form, draw_table
from selaras.exchange.writing.entry_rules import LISTS, EntryRules
from selaras.exchange.writing.instructions import draw_instructions
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
    "in_memory": True,  # no temporary files: the disk may be full or read-only
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
    sheets = Sheets(book)
    rows = table_rows(case)
    sheets.instruct(case.event.title, fictional=fictional)
    for part in LAYOUT.sheets:
        if isinstance(part, Form):
            sheets.form(part, form_values(part, case))
        elif part.key == "marks":
            _write_marks(sheets, case)
        else:
            sheets.table(part, rows[part.key], family_columns(part, case))
    sheets.close()


class Sheets:
    """A workbook whose sheets are drawn one after the other, with rules of entry."""

    def __init__(self, book: Workbook) -> None:
        self.book = book
        self.looks = Looks(book)
        self.rules = EntryRules()

    def instruct(self, title: str, *, fictional: bool) -> None:
        draw_instructions(self.book.add_worksheet(INSTRUCTIONS), self.looks, title, fictional=fictional)

    def form(self, part: Form, values: dict[str, Any]) -> None:
        draw_form(self.book.add_worksheet(part.name), self.looks, part, values, self.rules)

    def table(
        self,
        part: Table,
        rows: list[Row],
        family: Sequence[Column] = (),
        *,
        name: str = "",
        title: str = "",
    ) -> None:
        draw_table(
            self.book.add_worksheet(name or part.name),
            self.looks,
            columns=(*part.columns, *family),
            rows=rows,
            title=title or part.name,
            words=part.words,
            frozen_columns=part.frozen_columns,
            rules=self.rules,
        )

    def close(self) -> None:
        """Add the lists that the drop-downs read, hidden, and close the workbook."""
        sheet = self.book.add_worksheet(LISTS)
        for col, choices in enumerate(self.rules.lists):
            for row, choice in enumerate(choices):
                sheet.write_string(row, col, choice)
        sheet.hide()
        self.book.close()


def family_columns(part: Table, case: c.CaseFile) -> tuple[Column, ...]:
    """Return the columns that repeat per competence or criterion."""
    if part.family is Family.COMPETENCE_LEVEL:
        return coded_columns(general_competences(case), Kind.LEVEL)
    if part.family is Family.COMPETENCE_FOUND:
        return coded_columns(case.competences, Kind.DECIMAL)
    if part.family is Family.FEEDBACK_CRITERION:
        return mark_columns(case.scheme.criteria, (Method.FEEDBACK_360,), with_paper=False)
    return ()


def coded_columns(competences: Sequence[c.Competence], kind: Kind) -> tuple[Column, ...]:
    """Return one column per competence, its code before its name."""
    words = "Level 1–5; - bila tidak dituntut" if kind is Kind.LEVEL else "Level 0–5; boleh kosong"
    return tuple(
        Column(field=f"#{one.code}", heading=f"{one.code} {one.name}", kind=kind, words=words, width=15)
        for one in competences
    )


def _write_marks(sheets: Sheets, case: c.CaseFile) -> None:
    for examiner in case.examiners:
        methods = mark_methods(case, examiner)
        if methods:
            name = f"{MARKS_PREFIX}{examiner.code}"
            sheets.table(
                LAYOUT.table("marks"),
                mark_rows(case, examiner),
                mark_columns(case.scheme.criteria, methods),
                name=name,
                title=f"{name}: {examiner.name}",
            )


def mark_columns(
    criteria: Sequence[Criterion], methods: Sequence[Method], *, with_paper: bool = True
) -> tuple[Column, ...]:
    """Return the columns of a sheet of marks: per method the paper's number, then its criteria."""
    columns: list[Column] = []
    for method in methods:
        words = f"{method.istilah}: nomor lembar kertas asal nilai; boleh kosong."
        heading = f"{PAPER_SHEET} ({method.istilah})"
        if with_paper:
            columns.append(
                Column(field=f"@{method.value}", heading=heading, kind=Kind.TEXT, words=words, width=14)
            )
        for one in criteria:
            if one.method is method:
                columns.append(_criterion_column(one))
    return tuple(columns)


def _criterion_column(one: Criterion) -> Column:
    if one.marks:
        scale = "; ".join(number_text(mark) for mark in one.marks)
    elif one.lowest is not None and one.highest is not None:
        scale = f"{number_text(one.lowest)} sampai {number_text(one.highest)}"
    else:
        scale = "menurut tabel"
    return Column(
        field=f"#{one.code}",
        heading=f"{one.code} {one.name}",
        kind=Kind.MARK,
        words=f"{one.method.istilah}: {scale}",
        width=15,
        allowed=one.marks,
        scale=(one.lowest, one.highest),
    )
