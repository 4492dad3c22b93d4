"""What an office that never heard of measurement gets: margins by the usual settings, and no question."""

from selaras.core.scheme import DiscrepancyRule, MeasurementPolicy
from selaras.core.vocabulary import EventKind
from selaras.exchange.sheets.layout import LAYOUT
from selaras.exchange.workbook_reader import read_workbook
from tests.exchange.planting import Spoiled
from tests.exchange.reference import DEFAULTS
from tests.exchange.test_template import template

NEW_LINES = [
    line.heading
    for line in LAYOUT.form("scheme").lines
    if line.field.startswith("measure") or line.field in ("discrepancy.dixon_percent", "discrepancy.residual")
]


def test_a_workbook_of_before_is_read_without_a_word_and_measured_as_usual() -> None:
    book = Spoiled()
    for heading in NEW_LINES:
        book.sheet("Ketentuan").delete_rows(book.answer("Ketentuan", heading).row)
    last = book.sheet("Ketentuan").max_row + 1
    book.sheet("Ketentuan").cell(row=last, column=1).value = "Model pengukuran"
    del book.book["Konfirmasi"]

    reading = read_workbook(book.saved(), DEFAULTS)

    assert reading.problems == ()
    assert reading.case is not None
    assert reading.case.scheme.measurement == MeasurementPolicy()
    assert reading.case.scheme.discrepancy.dixon_percent is None
    assert reading.case.scheme.discrepancy.residual is None
    assert reading.case.reconfirmations == ()


def test_settings_left_blank_are_the_usual_ones() -> None:
    book = Spoiled()
    for heading in NEW_LINES:
        book.reply("Ketentuan", heading, None)

    case = book.read().case

    assert case is not None
    assert case.scheme.measurement == MeasurementPolicy()


def test_who_answers_no_gets_scores_alone() -> None:
    book = Spoiled()
    book.reply("Ketentuan", "Ketelitian nilai dihitung", "tidak")
    book.reply("Ketentuan", "Batas sisa baku", None)

    case = book.read().case

    assert case is not None
    assert case.scheme.measurement is None


def test_a_confidence_may_bear_its_sign() -> None:
    book = Spoiled()
    book.reply("Ketentuan", "Uji Dixon (%)", "99 %")

    case = book.read().case

    assert case is not None
    assert case.scheme.discrepancy == DiscrepancyRule(
        distance_points=case.scheme.discrepancy.distance_points, dixon_percent=99,
        residual=case.scheme.discrepancy.residual,
    )  # fmt: skip


def test_a_new_workbook_proposes_measuring_and_leaves_the_rest_blank() -> None:
    book = Spoiled(template(EventKind.JOB_FIT))

    told = {heading: book.answer("Ketentuan", heading).value for heading in NEW_LINES}

    assert {heading: value for heading, value in told.items() if value is not None} == {
        "Ketelitian nilai dihitung": "Ya"
    }
