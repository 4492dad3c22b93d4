"""The results as sheets: numbers are numbers, nothing is live, the same result gives the same bytes."""

import re
import zipfile
from dataclasses import replace
from functools import cache
from io import BytesIO

from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from selaras.core.casefile import CaseFile
from selaras.core.outcome import Results
from selaras.core.publication import NOT_A_GROUND, NOT_PROVABLE
from selaras.core.results import results_from
from selaras.exchange.results_workbook import write_results
from tests.core.building import rulebook_on
from tests.exchange.full_case import unmeasured_case


@cache
def result() -> tuple[CaseFile, Results]:
    case = unmeasured_case()
    odd = replace(case.officials[0], name='=HYPERLINK("http://x","Ani")')
    case = replace(case, officials=(odd, *case.officials[1:]))
    return case, results_from(case, rulebook_on(case.event.starts_on), as_of=case.event.data_on)


def written() -> bytes:
    case, results = result()
    out = BytesIO()
    write_results(case, results, out)
    return out.getvalue()


def book() -> Workbook:
    return load_workbook(BytesIO(written()))


def column(name: str, heading: str) -> list[object]:
    sheet = book()[name]
    at = next(cell.column for cell in sheet[4] if str(cell.value).startswith(heading))
    return [row[at - 1].value for row in sheet.iter_rows(min_row=5)]


def test_the_same_result_gives_the_same_bytes() -> None:
    assert written() == written()


def test_nothing_in_it_is_a_formula_or_an_outside_link() -> None:
    with zipfile.ZipFile(BytesIO(written())) as archive:
        for name in archive.namelist():
            if name.startswith("xl/worksheets/"):
                content = archive.read(name)
                assert not re.search(rb"<f[ >]", content), name
                assert b"http://x" not in content


def test_every_sheet_is_there_in_order() -> None:
    assert book().sheetnames == [
        *("Ringkasan", "Peringkat", "Komponen", "Nilai per Penguji", "Kesesuaian Jabatan"),
        *("Peta Talenta", "Rincian Talenta", "Pejabat", "Pansel & Izin", "Tenggat"),
    ]


def test_scores_are_numbers_as_published_best_first() -> None:
    _, results = result()
    expected = sorted((float(one.score) for one in results.officials if one.score is not None), reverse=True)

    assert column("Peringkat", "Nilai akhir") == expected


def test_what_components_add_makes_the_final_score() -> None:
    sheet = book()["Komponen"]
    heads = [str(cell.value) for cell in sheet[4]]
    for row in sheet.iter_rows(min_row=5, values_only=True):
        parts = [float(str(row[n])) for n, head in enumerate(heads) if head.startswith("Sumbangan")]
        assert abs(sum(parts) - float(str(row[-1]))) <= 0.005 * (len(parts) + 1)


def test_every_official_is_matched_with_every_post_in_play() -> None:
    case, _ = result()
    sheet = book()["Kesesuaian Jabatan"]
    posts = [one for one in case.positions if one.is_in_play]

    values = [cell for row in sheet.iter_rows(min_row=5, min_col=3, values_only=True) for cell in row]

    assert len(values) == 3 * len(posts)
    assert all(isinstance(one, int | float) and 0 <= one <= 100 for one in values)


def test_it_says_what_the_result_is_not_and_what_cannot_be_proved() -> None:
    told = [cell.value for row in book()["Ringkasan"].iter_rows() for cell in row]

    assert NOT_A_GROUND in told
    assert NOT_PROVABLE in told


def test_before_the_marks_only_people_rules_and_deadlines_are_shown() -> None:
    case, _ = result()
    ready = replace(case, rating_sheets=())
    results = results_from(ready, rulebook_on(case.event.starts_on), as_of=case.event.data_on)
    out = BytesIO()

    write_results(ready, results, out)

    assert load_workbook(out).sheetnames == ["Ringkasan", "Pejabat", "Pansel & Izin", "Tenggat"]
