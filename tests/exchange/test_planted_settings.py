"""Wrong settings of the measurement and wrong confirmations are named by their cell, and nothing else is."""

import pytest

from tests.core.building import BUDI
from tests.exchange.planting import FIRST, Plants, Spoiled, Told, errors_told

PLANTS = Plants()
plant, single, reply = PLANTS.plant, PLANTS.single, PLANTS.reply

MEASURED = "Ketelitian nilai dihitung"
reply("a level that Dixon never gave", "Ketentuan", "Uji Dixon (%)", 92, "dixon_level_unknown")
reply("a limit of nought", "Ketentuan", "Batas sisa baku", 0, "residual_limit_not_positive")
reply("a spread of nought", "Ketentuan", "Andaian sebaran kemampuan", 0, "prior_not_positive")
reply("too few draws", "Ketentuan", "Banyaknya penarikan acak", 999, "out_of_range")


@plant
def residuals_of_no_model(book: Spoiled) -> set[Told]:
    book.reply("Ketentuan", MEASURED, "Tidak")
    cell = book.answer("Ketentuan", "Batas sisa baku")
    return {(f"Ketentuan!{cell.coordinate}", "residual_without_measurement")}


@plant
def a_share_of_one_for_a_percent_of_dixon(book: Spoiled) -> set[Told]:
    return {(book.reply("Ketentuan", "Uji Dixon (%)", 0.95), "percent_as_share")}


# The policy of moves.
reply("a weight of experience of more than all", "Ketentuan", "Bobot pengalaman (%)", 101, "out_of_range")
reply("a price paid for moving", "Ketentuan", "Harga satu perpindahan (poin)", -1, "out_of_range")
single("a limit without a number", "Aturan Penempatan", "Paling banyak", None, "move_rule_incomplete")
single("a limit of one post", "Aturan Penempatan", "Kode jabatan", "J-01", "move_rule_superfluous")
single(
    "a rule about a stranger", "Aturan Penempatan", "NIP pejabat", "196001011985031001", "official_unknown"
)
single("a rule about no post", "Aturan Penempatan", "Kode jabatan", "J-99", "position_unknown")


@plant
def a_quota_of_a_unit_that_is_none(book: Spoiled) -> set[Told]:
    return {(book.put("Aturan Penempatan", "Unit kerja", "Dinas Awan", FIRST + 1), "unit_unknown")}


# Confirmations.
single("a confirmation by a stranger", "Konfirmasi", "Kode penguji", "P9", "examiner_unknown")
single(
    "a confirmation about a stranger", "Konfirmasi", "NIP peserta", "196001011985031001", "official_unknown"
)
single("a confirmation without reason", "Konfirmasi", "Alasan", None, "cell_empty")
single("a decision that is none", "Konfirmasi", "Keputusan", "Ditunda", "not_in_list")
single("a confirmed absence", "Konfirmasi", "Metode", "Rekam jejak", "confirmed_without_sheet")


@plant
def a_sheet_confirmed_twice(book: Spoiled) -> set[Told]:
    for heading in ("Kode penguji", "NIP peserta", "Metode"):
        book.put("Konfirmasi", heading, book.cell("Konfirmasi", heading).value, FIRST + 1)
    return {(f"Konfirmasi!A{FIRST + 1}", "row_twice")}


@plant
def a_confirmation_of_what_nobody_rated(book: Spoiled) -> set[Told]:
    # P5 has a tie with Budi and gave him no marks.
    book.put("Konfirmasi", "NIP peserta", BUDI.nip)
    return {(book.put("Konfirmasi", "Kode penguji", "P5"), "confirmed_without_sheet")}


@pytest.mark.parametrize("name", PLANTS)
def test_a_wrong_setting_is_named_by_its_cell_and_nothing_else_is(name: str) -> None:
    book = Spoiled()
    expected = PLANTS[name](book)

    reading = book.read()

    assert errors_told(reading) == expected
    assert reading.case is None
