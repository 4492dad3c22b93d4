"""The closed lists: stable codes, and the words an official writes."""

import pytest

from selaras.core import vocabulary as v
from selaras.core.errors import CoreError, Place, SeveralErrors


@pytest.mark.parametrize("written", ["Plt.", " plt. ", "PLT.", "acting"])
def test_a_word_is_recognised_whatever_its_capitals_and_blanks(written: str) -> None:
    assert v.PositionState.from_istilah(written) is v.PositionState.ACTING


@pytest.mark.parametrize("written", ["", "Plt", "kosong"])
def test_an_unknown_word_is_none_and_not_a_guess(written: str) -> None:
    assert v.PositionState.from_istilah(written) is None


def test_a_word_of_two_parts_is_recognised_with_any_blanks_between() -> None:
    assert v.Method.from_istilah("umpan  BALIK   360") is v.Method.FEEDBACK_360


def test_only_five_methods_are_rated_by_the_panel() -> None:
    assert {one.value for one in v.Method if one.is_rated_by_panel} == {
        "paper",
        "presentation",
        "interview",
        "group-discussion",
        "written-test",
    }


def test_only_who_came_or_was_given_another_time_was_present() -> None:
    assert [one.value for one in v.AttendanceState if one.counts_as_present] == ["present", "replaced"]


def test_three_levels_are_high_posts() -> None:
    assert [one.istilah for one in v.Level if one.is_jpt] == ["JPT Utama", "JPT Madya", "JPT Pratama"]


def test_a_place_is_a_sheet_and_perhaps_a_cell() -> None:
    assert [str(Place("Pegawai", "F17")), str(Place("Pegawai"))] == ["Pegawai!F17", "Pegawai"]


def test_a_refusal_tells_its_code_and_facts() -> None:
    several = SeveralErrors((CoreError("sheet_missing", nip="1"), CoreError("no_components")))

    assert [str(one) for one in (*several.errors, several)] == [
        "sheet_missing: nip=1",
        "no_components",
        "several_errors: n=2, first=sheet_missing: nip=1",
    ]
