"""The workbooks of the examples: rebuilt byte for byte, small, and free of real names."""

import hashlib
import re
import zipfile
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from examples.making.__main__ import case_file_of, write_all
from selaras.actions.reference import defaults
from selaras.core.vocabulary import Method
from selaras.exchange.workbook_reader import read_workbook

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
KEYS = ("bengkulu-2021", "metro-2021", "bengkulu-2024", "lampung-2020", "banten-2023")
LARGEST_KIB = 160

# SHA-256 of every word, in small letters, of the names of people in the reports, cut to 16 digits:
# the names themselves stand nowhere in the project.
DIGESTS = (
    "0613aa8cff702665 0690bbb080814594 08dd3ca92144e374 0dba6980e6a9a469 136cfb7292953b7d "
    "15709b66813638b1 177c2ec37911a8c6 1bba3432b5147ab0 2303b1ad6a03e708 2a05143e5d0352d6 "
    "2e4297994c378ab7 3156c9b16f4b347a 55d474e56489f7df 66d2f93bbaac8b48 6b5f6a374990e974 "
    "6f79fc87040f4323 70c0e746ddb47d44 74233a87f1854bb7 77f82c5c8667d9a7 81e4c35a4c59b5b0 "
    "882faefe28371f81 91ce3820368b71cf 9ccde9ba85a86a9c a7321835effac0ef a85964d7ba8f71e6 "
    "a86082be6050aebf aad64c168472fe0c aede5f1919a0a5b6 b0145cac074d45fa bd33c79118fef089 "
    "befd3033ffac9340 c2544d44d684a607 c4186fe0d28901ee c8767dff4145ed2c ce0fee7e61f9c74f "
    "d5becf5971ece224 d6e472bc327f9a04 db786e7c0329b104 eba1526351b811a5 f101da5bce7dc366 "
    "f1436300a5958112 "
)
FORBIDDEN = frozenset(DIGESTS.split())


def digest(word: str) -> str:
    return hashlib.sha256(word.casefold().encode()).hexdigest()[:16]


def words_of(path: Path) -> set[str]:
    if path.suffix != ".xlsx":
        return set(re.findall(r"[^\W\d_]+", path.read_text(encoding="utf-8")))
    with zipfile.ZipFile(path) as book:
        texts = [book.read(name).decode() for name in book.namelist() if name.endswith(".xml")]
    return set(re.findall(r"[^\W\d_]+", " ".join(re.sub(r"<[^>]*>", " ", one) for one in texts)))


def test_a_forbidden_name_would_be_found(tmp_path):
    planted = tmp_path / "planted.md"
    planted.write_text("Bapak " + "Wan" + "tra, S.H.", encoding="utf-8")

    assert {digest(word) for word in words_of(planted)} & FORBIDDEN


@pytest.mark.parametrize(
    "path",
    sorted(path for path in EXAMPLES.rglob("*") if path.suffix in {".xlsx", ".py", ".md"}),
    ids=lambda path: path.name,
)
def test_no_name_from_the_reports_stands_in_an_example(path):
    assert {word for word in words_of(path) if digest(word) in FORBIDDEN} == set()


def test_committed_workbooks_are_what_the_script_writes(tmp_path):
    written = list(write_all(tmp_path))

    assert [path.name for path in written] == [f"{key}.xlsx" for key in KEYS]
    assert [path.name for path in written if path.read_bytes() != (EXAMPLES / path.name).read_bytes()] == []


@pytest.mark.parametrize("key", KEYS)
def test_a_workbook_is_read_back_as_the_case_that_was_written(key):
    reading = read_workbook(EXAMPLES / f"{key}.xlsx", defaults())

    assert reading.problems == ()
    assert reading.case == case_file_of(key)


@pytest.mark.parametrize("key", KEYS)
def test_a_workbook_stays_small_enough_to_be_sent(key):
    assert (EXAMPLES / f"{key}.xlsx").stat().st_size <= LARGEST_KIB * 1024


@pytest.mark.parametrize("key", KEYS)
def test_every_person_has_one_name_and_one_nip(key):
    case = case_file_of(key)

    assert len({one.nip for one in case.officials}) == len(case.officials)
    assert len({one.name for one in case.officials}) == len(case.officials)
    assert all(one.nip.startswith(f"{one.born_on:%Y%m%d}") for one in case.officials)


@pytest.mark.parametrize("key", KEYS)
def test_every_career_runs_without_gap_up_to_the_present_post(key):
    case = case_file_of(key)

    for official in case.officials:
        steps = [one for one in case.careers if one.nip == official.nip]
        assert [one.until for one in steps[:-1]] == [one.since for one in steps[1:]]
        assert steps[-1].until is None
        assert steps[-1].since == official.in_position_since
        appointed = date(int(official.nip[8:12]), int(official.nip[12:14]), 1)
        assert appointed < steps[0].since
        assert 21 <= appointed.year - official.born_on.year <= 35


@pytest.mark.parametrize("key", KEYS)
def test_posts_of_an_example_are_told_apart_by_what_they_ask_technically(key):
    asked = {
        tuple((one.competence, one.level) for one in post.standard if one.competence[0] == "T")
        for post in case_file_of(key).positions
    }

    assert len(asked) >= 25


@pytest.mark.parametrize("key", ["bengkulu-2021", "metro-2021", "bengkulu-2024", "lampung-2020"])
def test_examiners_of_an_example_differ_in_severity(key):
    case = case_file_of(key)
    marks: dict[str, list[Decimal]] = {}
    for sheet in case.rating_sheets:
        if sheet.method is Method.INTERVIEW:
            found = marks.setdefault(sheet.examiner, [])
            found += [one.mark for one in sheet.ratings if one.mark is not None]
    averages = [sum(found) / len(found) for found in marks.values()]
    highest = case.scheme.criteria_of(Method.INTERVIEW)[0].highest

    assert len(averages) >= 3
    # Between two and twenty percent of the scale: as real panels differ.
    assert highest * 2 / 100 < max(averages) - min(averages) < highest * 20 / 100
