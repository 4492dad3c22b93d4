"""Take a sound workbook, spoil it as people do, read it again."""

import re
import zipfile
from collections.abc import Callable
from functools import cache
from io import BytesIO
from typing import Any

import openpyxl
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from selaras.exchange.problems import Reading
from selaras.exchange.workbook_reader import read_workbook
from selaras.exchange.workbook_writer import write_workbook
from tests.exchange.full_case import full_case
from tests.exchange.reference import DEFAULTS

HEADING_ROW = 4
FIRST = 5


@cache
def sound_workbook() -> bytes:
    out = BytesIO()
    write_workbook(full_case(), out, DEFAULTS)
    return out.getvalue()


class Spoiled:
    """A workbook open for mischief; remembers nothing, names cells as an officer would."""

    def __init__(self, raw: bytes | None = None) -> None:
        self.book = openpyxl.load_workbook(BytesIO(raw or sound_workbook()))

    def sheet(self, name: str) -> Worksheet:
        found = self.book[name]
        assert isinstance(found, Worksheet)
        return found

    def heading(self, sheet: str, heading: str) -> Cell:
        for cell in self.sheet(sheet)[HEADING_ROW]:
            words = str(cell.value or "").removesuffix(" *")
            if words == heading or words.startswith(f"{heading} "):
                return cell  # type: ignore[return-value]
        raise AssertionError(f"{sheet}: no column {heading}")

    def cell(self, sheet: str, heading: str, row: int = FIRST) -> Cell:
        column = self.heading(sheet, heading).column
        return self.sheet(sheet).cell(row=row, column=column)  # type: ignore[return-value]

    def answer(self, sheet: str, question: str) -> Cell:
        for row in self.sheet(sheet).iter_rows(min_col=1, max_col=2):
            if str(row[0].value or "").removesuffix(" *") == question:
                return row[1]  # type: ignore[return-value]
        raise AssertionError(f"{sheet}: no line {question}")

    def put(self, sheet: str, heading: str, value: Any, row: int = FIRST) -> str:
        """Write a value and return the cell's name, as ``Pegawai!C5``."""
        cell = self.cell(sheet, heading, row)
        cell.value = value
        return f"{sheet}!{cell.coordinate}"

    def reply(self, sheet: str, question: str, value: Any) -> str:
        cell = self.answer(sheet, question)
        cell.value = value
        return f"{sheet}!{cell.coordinate}"

    def saved(self) -> bytes:
        out = BytesIO()
        self.book.save(out)
        return out.getvalue()

    def read(self) -> Reading:
        return read_workbook(self.saved(), DEFAULTS)


@cache
def _sound_parts() -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(sound_workbook())) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def rezipped(changed: dict[str, bytes]) -> bytes:
    """Return the sound workbook with some parts changed or added."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in (_sound_parts() | changed).items():
            archive.writestr(name, content)
    return out.getvalue()


def with_cell(sheet: str, cell: str, inner: str, *, attributes: str = "") -> bytes:
    """Return the sound workbook with the XML of one cell replaced; no program has to save it."""
    number = SOUND.book.sheetnames.index(sheet) + 1
    part = f"xl/worksheets/sheet{number}.xml"
    new = f'<c r="{cell}"{attributes}>{inner}</c>'.encode()
    pattern = rf'<c r="{cell}"[^>]*?(?:/>|>.*?</c>)'.encode()
    xml, n_found = re.subn(pattern, lambda _: new, _sound_parts()[part], count=1)
    assert n_found == 1, f"{sheet}: no cell {cell}"
    return rezipped({part: xml})


Told = tuple[str, str]  # place and code


def errors_told(reading: Reading) -> set[Told]:
    return {(str(one.place), one.code) for one in reading.errors}


def warnings_told(reading: Reading) -> set[Told]:
    return {(str(one.place), one.code) for one in reading.warnings}


Plant = Callable[[Spoiled], set[Told]]


class Plants(dict[str, Plant]):
    """Kinds of mischief by name; each returns the places and codes that must be told."""

    def plant(self, work: Plant) -> Plant:
        self[work.__name__] = work
        return work

    def single(self, name: str, sheet: str, heading: str, value: object, code: str, row: int = FIRST) -> None:
        self[name] = lambda book: {(book.put(sheet, heading, value, row), code)}

    def reply(self, name: str, sheet: str, question: str, value: object, code: str) -> None:
        self[name] = lambda book: {(book.reply(sheet, question, value), code)}


SOUND = Spoiled()  # for looking up cells; nobody writes into it
