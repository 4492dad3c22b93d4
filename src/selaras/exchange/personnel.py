"""A personnel export of any shape: its columns, what they may mean, and the people read from it.

The export's own cells keep their places, so that every problem is told where the officer finds it.
"""

import csv
import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from io import BytesIO, StringIO
from typing import Any

from selaras.core import vocabulary as v
from selaras.core.defaults import Defaults
from selaras.core.errors import CoreError
from selaras.exchange.problems import Problem, Report, Severity
from selaras.exchange.reading.checks.nips import check_nips
from selaras.exchange.reading.cleaning import cleaned
from selaras.exchange.reading.container.archive import open_book
from selaras.exchange.reading.rows import Cells, SheetRows, folded, letters, read_rows
from selaras.exchange.sheets.column import Column, Table
from selaras.exchange.sheets.people import CAREERS, OFFICIALS
from selaras.exchange.workbook_template import write_template

_HEADING_ROWS = 12
_MOST_COLUMNS = 200
_MOST_ROWS = 20_000
_ZIP = b"PK"
_OLE = b"\xd0\xcf\x11\xe0"
# What personnel systems call a field, besides its own heading; compared without capitals and signs.
_OTHER_NAMES: Mapping[str, tuple[str, ...]] = {
    "nip": ("nip baru", "nip pns", "nomor induk pegawai"),
    "name": ("nama", "nama lengkap", "nama pegawai", "nama pejabat", "nama pns"),
    "born_on": ("tgl lahir", "tanggal kelahiran", "tgl_lahir"),
    "sex": ("jk", "l/p", "kelamin", "gender"),
    "civil_servant_since": ("tmt cpns", "tgl cpns", "tanggal cpns"),
    "grade": ("golongan", "gol", "gol ruang", "gol/ruang", "pangkat/gol", "golongan akhir", "gol akhir"),
    "education": ("pendidikan terakhir", "tingkat pendidikan", "jenjang pendidikan"),
    "field_of_study": ("jurusan", "program studi", "prodi", "jurusan pendidikan"),
    "home_agency": ("instansi", "instansi kerja", "instansi induk"),
    "position_title": ("jabatan", "nama jabatan", "jabatan terakhir", "jabatan struktural"),
    "unit": ("unit", "opd", "skpd", "perangkat daerah", "unit organisasi", "satuan kerja", "unor"),
    "level": ("jenjang", "level jabatan", "jenis jabatan"),
    "in_position_since": ("tmt jabatan", "tgl jabatan", "tmt eselon", "mulai jabatan"),
    "job_class": ("kelas jabatan", "kelas jab", "grade jabatan"),
    "sanction.level": ("hukuman disiplin", "hukdis"),
    "wealth_report_filed": ("lhkpn",),
    "tax_return_filed": ("spt", "spt tahunan"),
}
_SIGNS = re.compile(r"[^a-z0-9/]+")


@dataclass(frozen=True, slots=True)
class Export:
    """A table as it was handed in: every cell, and which row holds the headings."""

    sheet: str
    cells: Cells
    heading_row: int  # counted from nought

    @property
    def headings(self) -> tuple[str, ...]:
        """Return the headings by column; one that is empty is told by its letter."""
        row = self.cells[self.heading_row]
        return tuple(cleaned(str(one)) or f"({letters(n)})" for n, one in enumerate(row))

    @property
    def source(self) -> str:
        """Return what names exports of the same shape, whatever people they hold."""
        return hashlib.sha256("\x1f".join(map(folded, self.headings)).encode()).hexdigest()[:32]

    @property
    def body(self) -> Cells:
        return [row for row in self.cells[self.heading_row + 1 :] if any(one != "" for one in row)]

    def sample(self, column: int) -> str:
        """Return the first thing that stands in a column, shortened."""
        found = next((str(row[column]) for row in self.body if row[column] != ""), "")
        return found if len(found) <= 40 else found[:39] + "…"


@dataclass(frozen=True, slots=True)
class People:
    """What an export says once its columns are known."""

    rows: SheetRows
    problems: tuple[Problem, ...]

    @property
    def errors(self) -> tuple[Problem, ...]:
        return tuple(one for one in self.problems if one.severity is Severity.ERROR)

    @property
    def n(self) -> int:
        return len(self.rows.rows)

    def told(self) -> list[dict[str, Any]]:
        """Return every person as the sheet of officials holds one; what could not be read is left empty."""
        fields = [one.field for one in OFFICIALS.columns]
        return [{name: self.rows.column(name)[n] for name in fields} for n in range(self.n)]


def fields_of_export() -> tuple[Column, ...]:
    """Return the fields that a column of an export may mean, in the order of the sheet of officials."""
    return OFFICIALS.columns


def open_export(content: bytes, *, file_name: str) -> Export:
    """Return the table of a workbook's fullest sheet, or of a text with separators.

    Raises CoreError (``workbook_…``, ``table_…``) when there is no table in it.
    """
    if content.startswith((_ZIP, _OLE)):
        sheets = open_book(content).sheets
        name, cells = max(sheets.items(), key=lambda one: _filled(one[1]), default=("", []))
    else:
        name, cells = cleaned(file_name) or "Tabel", _text_cells(content)
    if _filled(cells) == 0:
        raise CoreError("table_empty")
    width = max(map(len, cells))
    if width > _MOST_COLUMNS or len(cells) > _MOST_ROWS:
        raise CoreError("table_too_large", columns=_MOST_COLUMNS, rows=_MOST_ROWS)
    square = [[*row, *[""] * (width - len(row))] for row in cells]
    return Export(name, square, _heading_row(square))


def proposed_mapping(export: Export) -> dict[str, str]:
    """Return field by heading, as far as headings say it themselves; nothing is meant twice."""
    by_name = {_bare(one.heading): one.field for one in OFFICIALS.columns}
    for name, others in _OTHER_NAMES.items():
        by_name |= {_bare(one): name for one in others if _bare(one) not in by_name}
    found: dict[str, str] = {}
    for heading in export.headings:
        meant = by_name.get(_bare(heading))
        if meant is not None and meant not in found.values():
            found[heading] = meant
    return found


def people_in(export: Export, mapping: Mapping[str, str]) -> People:
    """Read an export under a mapping of headings to fields; each problem is told at the export's own cell."""
    if not mapping:
        raise CoreError("table_without_mapping")
    columns = {one.field: one for one in OFFICIALS.columns}
    cells = [list(row) for row in export.cells]
    # Headings take the names that the reader knows; a column that means nothing is not looked at.
    cells[export.heading_row] = [
        columns[mapping[one]].heading if mapping.get(one) in columns else "No" for one in export.headings
    ]
    for row in cells[: export.heading_row]:
        row[:] = [""] * len(row)
    report = Report()
    rows = read_rows(_as_exported(mapping.values()), export.sheet, cells, report)
    if rows.heading_row:
        empty = SheetRows(table=CAREERS, sheet=CAREERS.name)
        empty.values = {one.field: [] for one in CAREERS.columns}
        check_nips(rows, empty, report)
    return People(rows, tuple(report.problems))


def personnel_workbook(
    people: People, kind: v.EventKind, defaults: Defaults, *, answers: Mapping[str, Any] | None = None
) -> bytes:
    """Return a workbook of a kind of event with people and posts filled in; the rest is still to be filled.

    Every post that an export names with its unit becomes a line of the sheet of posts.
    """
    told = people.told()
    posts: dict[tuple[str, str], dict[str, Any]] = {}
    for one in told:
        if not one["position_title"] or one["position"]:
            continue
        where = (one["position_title"], one["unit"] or "")
        if where not in posts:
            posts[where] = {
                "code": f"J{len(posts) + 1:02d}",
                "title": one["position_title"],
                "unit": one["unit"] or None,
                "level": one["level"],
                "job_class": one["job_class"],
                "state": v.PositionState.FILLED,
            }
        one["position"] = posts[where]["code"]
    out = BytesIO()
    rows = {"officials": told, "positions": list(posts.values())}
    write_template(kind, out, defaults, answers=answers, rows=rows)
    return out.getvalue()


def _as_exported(fields: Iterable[str]) -> Table:
    """Return the sheet of officials without demands on columns that an export does not have."""
    given = set(fields)
    columns = tuple(
        replace(one, refers=None, required=one.required and one.field in given) for one in OFFICIALS.columns
    )
    return replace(OFFICIALS, columns=columns)


def _filled(cells: Cells) -> int:
    return sum(one != "" for row in cells for one in row)


def _heading_row(cells: Cells) -> int:
    """Return the row near the top with most words; numbers, NIP and dates make no heading."""

    def words(row: Sequence[Any]) -> int:
        texts = [one for one in row if isinstance(one, str) and cleaned(one)]
        return sum(not any(sign.isdigit() for sign in one) for one in texts)

    counted = [words(row) for row in cells[:_HEADING_ROWS]]
    if max(counted) < 2:
        raise CoreError("table_without_headings")
    return counted.index(max(counted))


def _text_cells(content: bytes) -> Cells:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    if "\0" in text:
        raise CoreError("workbook_not_a_spreadsheet")
    first = next((line for line in text.splitlines() if line.strip()), "")
    separator = max("\t;,", key=first.count)
    try:
        return [list(map(str.strip, row)) for row in csv.reader(StringIO(text), delimiter=separator)]
    except csv.Error as wrong:
        raise CoreError("table_quotes_broken") from wrong


def _bare(heading: str) -> str:
    return _SIGNS.sub(" ", folded(heading)).strip()
