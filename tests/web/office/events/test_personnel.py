"""People from another system: columns named once, remembered for the agency, taken home as a workbook."""

from io import BytesIO

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from selaras.records import models as rows
from tests.exchange.test_personnel import ANI, BUDI, HEADINGS, csv_of
from tests.web.office import offices
from tests.web.office.events import workbooks

pytestmark = pytest.mark.django_db


def test_a_pasted_table_becomes_a_workbook() -> None:
    browser = workbooks.secretariat()
    there = browser.post("/impor/pegawai/", {"tabel": csv_of(HEADINGS, ANI, separator="\t").decode()})[
        "Location"
    ]

    seen = browser.get(there).content.decode()
    file = browser.get(f"{there}buku-kerja.xlsx?jenis=job-fit")

    assert ANI[2] in seen
    assert "Semua sel terbaca" in seen
    assert openpyxl.load_workbook(BytesIO(file.content))["Pegawai"]["A5"].value == ANI[1]
    assert ANI[1] not in there


def test_what_columns_mean_is_remembered_for_the_same_headings_of_this_agency_alone() -> None:
    browser = workbooks.secretariat()
    file = SimpleUploadedFile("p.csv", csv_of(("A", "B", "C"), (ANI[1], ANI[2], "x")))
    there = browser.post("/impor/pegawai/", {"berkas": file})["Location"]
    browser.post(there, {"kolom-0": "nip", "kolom-1": "name", "kolom-2": "tidak-ada"})
    again = SimpleUploadedFile("q.csv", csv_of(("A", "B", "C"), (BUDI[1], BUDI[2], "y")))

    next_time = browser.post("/impor/pegawai/", {"berkas": again})["Location"]

    seen = browser.get(next_time).content.decode()
    kept = rows.ColumnMapping.objects.get()
    assert "Diingat dari ekspor terdahulu" in seen
    assert kept.mapping == {"A": "nip", "B": "name"}
    assert kept.agency == workbooks.agency()


def test_problems_stand_at_the_cells_of_the_export() -> None:
    browser = workbooks.secretariat()
    file = SimpleUploadedFile("p.csv", csv_of(HEADINGS, BUDI))
    there = browser.post("/impor/pegawai/", {"berkas": file})["Location"]

    seen = browser.get(there).content.decode()

    assert all(f'class="cell">{cell}<' in seen for cell in ("B2", "D2", "E2"))


def test_what_was_pasted_is_not_lost_when_it_is_refused() -> None:
    answer = workbooks.secretariat().post("/impor/pegawai/", {"tabel": "1;2\n3;4"})

    assert answer.status_code == 400
    assert "1;2" in answer.content.decode()
    assert "Baris judul tidak ditemukan" in answer.content.decode()
    assert not rows.Upload.objects.exists()


def test_an_export_of_another_agency_does_not_exist() -> None:
    file = SimpleUploadedFile("p.csv", csv_of(HEADINGS, ANI))
    there = workbooks.secretariat().post("/impor/pegawai/", {"berkas": file})["Location"]
    stranger = workbooks.secretariat("orang-lain", of=offices.agency_row("kota-lain"))

    paths = (there, f"{there}buku-kerja.xlsx")

    assert [stranger.get(path).status_code for path in paths] == [404, 404]
    assert stranger.post(there, {"kolom-0": "nip"}).status_code == 404


def test_names_with_markup_are_shown_as_written() -> None:
    row = (*ANI[:2], "<img src=x onerror=alert(1)>", *ANI[3:])
    browser = workbooks.secretariat()
    there = browser.post("/impor/pegawai/", {"tabel": csv_of(HEADINGS, row).decode()})["Location"]

    seen = browser.get(there).content.decode()

    assert "<img" not in seen
    assert "&lt;img" in seen


def test_the_model_workbook_takes_the_agency_from_its_last_event() -> None:
    browser = workbooks.secretariat()

    first = browser.get("/kegiatan-baru/buku-kerja.xlsx?jenis=job-fit&judul=Uji+2026&mulai=2026-01-05")

    sheet = openpyxl.load_workbook(BytesIO(first.content))["Kegiatan"]
    told = {str(row[0].value).rstrip(" *"): row[1].value for row in sheet.iter_rows(max_col=2)}
    assert told["Kode instansi"] == workbooks.agency().code
    assert told["Nama kegiatan"] == "Uji 2026"
    assert told["Tanggal mulai"] is not None
