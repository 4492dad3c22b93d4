"""A workbook of 5,000 officials in 30 columns, sound or with planted errors, for measurements.

Everything in it is a function of the row's number, so two builds are the same bytes.
"""

from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

from selaras.core import casefile as c
from selaras.core import vocabulary as v
from selaras.core.defaults import Defaults
from selaras.exchange.workbook_writer import write_workbook

N_OFFICIALS = 5_000
N_COLUMNS = 30
_FIRST_BIRTH = date(1966, 3, 1)
_GIVEN = ("Ratna", "Bagus", "Citra", "Dimas", "Endah", "Fajar", "Gita", "Hadi", "Indah", "Joko")
_FAMILY = ("Puspita", "Wirawan", "Lestari", "Nugroho", "Handayani", "Saputra", "Maharani", "Santoso")


def official(n: int, agency: str) -> c.Official:
    """Return the n-th official: NIP, birth, post and career fit together."""
    born_on = _FIRST_BIRTH + timedelta(days=n % 5_000)
    code = f"J{n:05d}"
    return c.Official(
        nip=v.Nip(f"{born_on:%Y%m%d}{born_on.year + 24}03{1 + n % 2}{1 + n % 999:03d}"),
        name=f"{_GIVEN[n % 10]} {_FAMILY[n // 10 % 8]} {n}, S.Sos., M.Si.",
        born_on=born_on,
        grade="IV/b",
        education=v.Education.S2,
        field_of_study="Administrasi Publik",
        home_agency=agency,
        is_from_outside=False,
        home_consent=None,
        position=v.PositionCode(code),
        position_title=f"Kepala Bidang {n}",
        unit=f"Dinas {n % 40}",
        level=v.Level.JPT_PRATAMA,
        in_position_since=date(2020, 1 + n % 12, 1 + n % 28),
        job_class=14,
        allowance_class="14",
        experience_fields=("Pemerintahan", "Perencanaan"),
        sanction=c.Sanction(level=v.SanctionLevel.NONE, until=None),
        wealth_report_filed=True,
        tax_return_filed=n % 7 != 0,
        data_confirmed_on=date(2024, 1, 10),
    )


def large_case(small: c.CaseFile, n_officials: int = N_OFFICIALS) -> c.CaseFile:
    """Return a case like a small one, with many officials and posts and nobody rated yet."""
    post = small.positions[0]
    return replace(
        small,
        officials=tuple(official(n, small.agency.name) for n in range(n_officials)),
        positions=tuple(
            replace(
                post,
                code=v.PositionCode(f"J{n:05d}"),
                title=f"Kepala Bidang {n}",
                unit=f"Dinas {n % 40}",
                state=v.PositionState.FILLED,
            )
            for n in range(n_officials)
        ),
        careers=(),
        attendances=(),
        rating_sheets=(),
        feedback=(),
        performances=(),
        track_record=(),
        assessments=(),
        permissions=(),
        examiners=tuple(replace(one, conflicts=()) for one in small.examiners),
    )


def large_workbook(small: c.CaseFile, defaults: Defaults, n_officials: int = N_OFFICIALS) -> bytes:
    out = BytesIO()
    write_workbook(large_case(small, n_officials), out, defaults)
    return out.getvalue()


def write_large_workbook(path: Path, small: c.CaseFile, defaults: Defaults) -> None:
    path.write_bytes(large_workbook(small, defaults))
