"""Bar of the check: 5,000 officials, every planted error named by its cell, no false one."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from datetime import date, datetime, timedelta
from io import BytesIO
from pathlib import Path

from bars.bar import ROOT, Bar, Outcome
from bars.command_line import SELARAS, measured

OFFICIALS = 5_000

# Heading, what is planted there and the code that must name it; each on a row of its own.
IN_A_CELL: tuple[tuple[str, object, str], ...] = (
    ("Nama dan gelar", None, "cell_empty"),
    ("Nama dan gelar", '=HYPERLINK("x","Ani")', "formula_cell"),
    ("Bidang ilmu", datetime(2020, 2, 3), "date_in_text"),  # noqa: DTZ001, a day of a sheet
    ("TMT jabatan", "3 Februari", "date_not_readable"),
    ("TMT jabatan", "31-02-2020", "date_not_on_calendar"),
    ("Kelas jabatan", 13.5, "not_an_integer"),
    ("Kelas jabatan", 18, "out_of_range"),
    ("LHKPN disampaikan", "Sudah", "not_yes_no"),
    ("Pendidikan", "Tamat", "not_in_list"),
    ("Golongan/ruang", "#N/A", "error_value"),
    ("Jenis kelamin", "X", "not_a_sex"),
    ("NIP", 197505172000031001, "nip_is_number"),
    ("NIP", "19750517200003100", "nip_not_18"),
    ("NIP", "19750517200003100O", "nip_not_digits"),
    ("Kode jabatan", "J-99", "position_unknown"),
)
ROWS_APART = 331


def large_workbook() -> bytes:
    """Write an event without marks whose officials, all but three, hold posts that are not in play."""
    from selaras.actions.reference import defaults
    from selaras.exchange.workbook_writer import write_workbook
    from tests.core.building import nip, official, scheme, small_case

    reference = defaults()
    marked = scheme(talent=reference.talent_profiles["PREDICATE"])
    case = small_case(scheme=marked, rating_sheets=(), attendances=(), feedback=(), performances=())
    first_day = date(1970, 1, 1)
    more = tuple(
        replace(
            official(f"Pejabat {n}", born_on=(born := first_day + timedelta(days=n % 3650))),
            nip=nip(born, n % 999 + 1),
            position_title=f"Kepala Bagian {n}",
            unit=f"Bagian {n}",
        )
        for n in range(OFFICIALS - len(case.officials))
    )
    out = BytesIO()
    write_workbook(replace(case, officials=(*case.officials, *more)), out, reference)
    return out.getvalue()


def planted(raw: bytes) -> tuple[bytes, set[tuple[str, str]]]:
    from tests.exchange.planting import FIRST, Spoiled

    book = Spoiled(raw)
    told = {
        (book.put("Pegawai", heading, value, FIRST + 100 + ROWS_APART * n), code)
        for n, (heading, value, code) in enumerate(IN_A_CELL)
    }
    return book.saved(), told


def errors_of(workbook: Path) -> set[tuple[str, str]]:
    done = subprocess.run(
        [str(SELARAS), "check", str(workbook), "--json"], check=False, capture_output=True, text=True
    )
    problems = json.loads(done.stdout)["problems"]
    return {(f"{p['sheet']}!{p['cell']}", p["code"]) for p in problems if p["severity"] == "error"}


def large_workbook_checked(folder: Path) -> Outcome:
    """Time the check; compare what it names with what was planted, here and in the small workbook."""
    sound, spoiled = folder / "sound.xlsx", folder / "spoiled.xlsx"
    raw = large_workbook()
    sound.write_bytes(raw)
    content, expected = planted(raw)
    spoiled.write_bytes(content)
    runs = [measured(str(SELARAS), "check", str(sound)) for _ in range(3)]
    found = errors_of(spoiled)
    kinds = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "--no-cov", "tests/exchange/test_planted_errors.py"],
        cwd=ROOT,
        check=False,
        stdout=subprocess.DEVNULL,
    )
    seconds = min(r.seconds for r in runs)
    return Outcome(
        holds=seconds <= 2
        and all(r.exit_code == 0 for r in runs)
        and found == expected
        and kinds.returncode == 0,
        figures={
            "seconds": round(seconds, 2),
            "peak_mib": round(max(r.peak_mib for r in runs)),
            "exit_codes": [r.exit_code for r in runs],
            "not_named": sorted(expected - found),
            "false": sorted(found - expected)[:10],
            "fifty_kinds_in_the_small_workbook": kinds.returncode == 0,
        },
    )


BARS = (
    Bar(
        name="large-workbook",
        bound="5,000 officials checked in at most 2 s, every planted error named, no false one",
        measure=large_workbook_checked,
    ),
)
