"""Settings of a timetable are read as text with every slip named; the workbook tells each day."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from selaras.core.errors import CoreError
from selaras.core.timetable import Absence, Break, Goal, Way, planned_again, timetable_of
from selaras.core.timetable.people import told_of
from selaras.core.timetable.settings import DaySaid, MethodSaid, PanelSaid, RoomSaid, Settings
from selaras.core.vocabulary import Method
from selaras.exchange.timetable_settings import read_settings
from selaras.exchange.timetable_workbook import write_timetable
from tests.core.building import small_case
from tests.core.timetable.building_wishes import wishes

WHOLE = """
zona: WITA
kelipatan: 10
jeda: 5
keterbandingan: 3
benih: 20240122
hari_biasa: {buka: "07.30", tutup: "16:00"}
hari:
  2024-01-22: {buka: "09.00", istirahat: [{nama: Salat, mulai: "12.00", selesai: "12.45"}]}
ruang:
  R1: {nama: Ruang Rapat, kapasitas: 8, perlengkapan: [layar]}
tim:
  T1: {nama: Tim 1, penguji: [U1, U2], ruang: [R1], paling_sedikit: 2}
metode:
  Wawancara: {menit: 40, kelompok: 1, tim: [T1], perlengkapan: [layar], sesudah: [Makalah]}
pindah_ruang:
  - {dari: R1, ke: R1, menit: 5}
berhalangan:
  - {siapa: U2, tanggal: 2024-01-23, mulai: "13.00"}
tujuan: [days, load]
"""


def read(tmp_path: Path, text: str) -> Settings:
    path = tmp_path / "jadwal.yaml"
    path.write_text(text, encoding="utf-8")
    return read_settings(path)


def test_everything_that_can_be_said_is_read(tmp_path: Path) -> None:
    found = read(tmp_path, WHOLE)

    usual = Settings().usual
    assert found == Settings(
        zone="WITA",
        step=10,
        changeover=5,
        least_linked=3,
        seed=20240122,
        usual=DaySaid(opens=450, closes=960, breaks=usual.breaks),
        days={
            date(2024, 1, 22): DaySaid(
                opens=540, closes=960, breaks=(Break(name="Salat", start=720, end=765),)
            )
        },
        rooms=(RoomSaid(code="R1", name="Ruang Rapat", seats=8, equipment=("layar",)),),
        panels=(PanelSaid(code="T1", name="Tim 1", examiners=("U1", "U2"), rooms=("R1",), least=2),),
        methods={
            Method.INTERVIEW: MethodSaid(
                minutes=40, group=1, panels=("T1",), equipment=("layar",), after=(Method.PAPER,)
            )
        },
        ways=(Way(first="R1", second="R1", minutes=5),),
        absences=(Absence(who="U2", on=date(2024, 1, 23), start=780, end=1440),),
        goals=(Goal.DAYS, Goal.LOAD),
    )


def test_an_empty_file_says_what_is_usual(tmp_path: Path) -> None:
    assert read(tmp_path, "") == Settings()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("zona: GMT", "timetable_setting_wrong"),
        ("kelipatan: lima", "timetable_setting_wrong"),
        ("ruangan: {}", "timetable_setting_unknown"),
        ("tim: {T1: {nama: Tim}}", "timetable_setting_missing"),
        ("metode: {Pidato: {menit: 5}}", "timetable_setting_wrong"),
        ("hari: {22-01-2024: {}}", "timetable_setting_wrong"),
        ('hari_biasa: {buka: "8.5"}', "timetable_setting_wrong"),
        ("berhalangan: U2", "timetable_setting_wrong"),
        ("zona: WIB\nzona: WIT", "timetable_setting_wrong"),
        ("ruang: [", "timetable_settings_unreadable"),
        ("- zona", "timetable_setting_wrong"),
    ],
)
def test_every_slip_is_named(tmp_path: Path, text: str, code: str) -> None:
    with pytest.raises(CoreError) as caught:
        read(tmp_path, text)

    assert caught.value.code == code


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(CoreError, match="timetable_settings_missing"):
        read_settings(tmp_path / "tidak-ada.yaml")


def test_the_workbook_has_a_sheet_for_every_day_and_one_of_changes() -> None:
    first = timetable_of(wishes())
    again = planned_again(first, absences=[Absence(who="P-001", on=first.placed[0].on)])
    out, same = BytesIO(), BytesIO()

    told = told_of(small_case(), again, before=first)
    write_timetable(told, out)
    write_timetable(told, same)

    book = load_workbook(BytesIO(out.getvalue()))
    days = sorted({one.on for one in again.placed})
    assert book.sheetnames == [*(on.strftime("%d-%m-%Y") for on in days), "Perubahan"]
    shown = [
        [cell.value for cell in row] for sheet in book.worksheets[:-1] for row in sheet.iter_rows(min_row=5)
    ]
    assert sorted(row[4] for row in shown) == sorted(one.name for one in small_case().officials)
    assert shown[0][0] == "08.00"
    assert book["Perubahan"]["A5"].value == small_case().officials[0].name
    assert book.worksheets[0].auto_filter.ref is not None
    assert out.getvalue() == same.getvalue()
