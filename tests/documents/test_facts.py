"""Dates, numbers and names as an office writes them."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from selaras.documents import facts


def test_a_score_is_shown_with_a_decimal_comma_and_both_places():
    assert facts.number(Decimal("78.5")) == "78,50"


def test_a_fraction_is_rounded_half_up_from_its_exact_value():
    assert facts.number(Fraction(157, 40), 2) == "3,93"  # 3.925
    assert facts.number(Fraction(1, 3), 2) == "0,33"
    assert facts.number(Fraction(-1, 8), 2) == "-0,13"


def test_what_is_not_there_is_a_dash_and_never_zero():
    assert facts.number(None) == "–"
    assert facts.percent(None) == "–"
    assert facts.long_date(None) == "–"


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "nol"),
        (10, "sepuluh"),
        (11, "sebelas"),
        (17, "tujuh belas"),
        (20, "dua puluh"),
        (100, "seratus"),
        (119, "seratus sembilan belas"),
        (1000, "seribu"),
        (1998, "seribu sembilan ratus sembilan puluh delapan"),
        (2020, "dua ribu dua puluh"),
        (100_000, "seratus ribu"),
    ],
)
def test_numbers_are_told_in_words_as_minutes_need_them(number, words):
    assert facts.in_words(number) == words


def test_a_period_over_new_year_names_both_years():
    assert facts.period(date(2022, 12, 30), date(2023, 1, 2)) == "30 Desember 2022–2 Januari 2023"


def test_a_nip_of_another_length_is_not_forced_into_groups():
    assert facts.grouped_nip("12345") == "12345"


def test_people_of_equal_rank_share_its_places():
    assert facts.rank_label(3, 1) == "3–4"
    assert facts.rank_label(3, 0) == "3"


def test_the_serial_of_a_letter_is_left_to_the_agenda_book():
    told = facts.letter_number("821.05/Kep.{serial}-BKD/{month}/{year}", on=date(2024, 4, 2))

    assert told == "821.05/Kep.............-BKD/IV/2024"


@pytest.mark.parametrize(
    ("full", "bare"),
    [
        ("Dr. Drs. H. Budi Santoso, S.Sos., M.Si.", "Budi Santoso"),
        ("dr. Ani Lestari, Sp.A.", "Ani Lestari"),
        ("M. Yusuf, S.E.", "M. Yusuf"),
        ("Hj.", "Hj."),
    ],
)
def test_a_bare_name_loses_titles_and_nothing_else(full, bare):
    assert facts.bare_name(full) == bare
