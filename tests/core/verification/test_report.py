"""A report says what was found, and nothing that stands in a bundle can write over it."""

import json
import re
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from selaras.core.verification import report as reports
from selaras.core.verification.report import report, report_for_programs
from selaras.core.verification.verdict import Enrolled, Outcome, Recount, Status, Verdict, Warned
from selaras.core.verification.verifying import verify
from tests.tampered.placing import placed_event
from tests.tampered.signed_event import signed_event

HIDING = "\r\x1b[2K\x1b[1A\x9b2J\n\u202e\u2066\u200f\u2028SK"
WORDS = Path(__file__).parents[3] / "verifier/src/words.js"


@cache
def verdict() -> Verdict:
    return verify(signed_event(officials=2, methods=1, examiners=3).bundle())


def hidden_in(name: str) -> Verdict:
    """Return a verdict on a bundle that hides control characters in one of its texts."""
    told = verdict()
    return {
        "holder": replace(told, devices=(Enrolled(device="d1", holder=HIDING, role="SK"), *told.devices)),
        "role": replace(told, devices=(Enrolled(device="d1", holder="SK", role=HIDING), *told.devices)),
        "subject": replace(told, subject=HIDING),
        "log": replace(told, log=HIDING),
        "fact": replace(
            told, verdict=Outcome.FAILS, reason="policy_of_another_log", where={"got": HIDING, "expected": ""}
        ),
        "file": replace(told, verdict=Outcome.FAILS, reason="file_missing", where={"file": HIDING}),
        "warning": replace(told, warnings=(Warned(code=HIDING, where={"subject": HIDING}),)),
        "erased": replace(told, erased=replace(told.erased, people=(HIDING,), entries=1)),
        "formula": replace(told, recount=Recount(not_here={HIDING: 1})),
    }[name]


@pytest.mark.parametrize("lang", ["id", "en"])
@pytest.mark.parametrize(
    "name", ["holder", "role", "subject", "log", "fact", "file", "warning", "erased", "formula"]
)
def test_nothing_in_a_bundle_moves_the_cursor(name: str, lang: str) -> None:
    text = report(hidden_in(name), lang=lang)

    assert text.replace("\n", "").isprintable()
    assert "[2K?[1A" in text
    assert text.splitlines() == text.removesuffix("\n").split("\n")


def test_a_holder_that_would_hide_a_line_has_one_line_itself() -> None:
    honest, lying = report(verdict(), lang="id"), report(hidden_in("holder"), lang="id")

    added = [line for line in lying.splitlines() if line not in honest.splitlines()]
    assert len(added) == 1
    assert len(lying.splitlines()) == len(honest.splitlines()) + 1


def test_programs_get_every_text_escaped_and_whole() -> None:
    text = report_for_programs(hidden_in("holder"))

    assert text.replace("\n", "").isprintable()
    assert json.loads(text)["devices"][0]["holder"] == HIDING


def test_a_file_keeps_its_name_at_the_beginning_of_a_sentence() -> None:
    told = replace(verdict(), verdict=Outcome.FAILS, reason="file_missing")

    for lang, begins in (("id", "Sebab: publish/numbers.json"), ("en", "Because: publish/numbers.json")):
        assert (
            report(replace(told, where={"file": "publish/numbers.json"}), lang=lang)
            .splitlines()[1]
            .startswith(begins)
        )
    assert report(replace(told, where={}), lang="id").splitlines()[1].startswith("Sebab: Berkas ini")


def test_what_holds_but_not_in_all_says_so_in_its_first_line() -> None:
    imported = verify(signed_event(officials=2, methods=1, examiners=3, signed=False).bundle())
    in_part = replace(verdict(), checks={**verdict().checks, "files": Status.NOT_PROVABLE})

    assert report(verdict(), lang="id").splitlines()[0] == "Utuh"
    assert report(imported, lang="id").splitlines()[0] == "Utuh, dengan catatan"
    assert report(in_part, lang="en").splitlines()[0] == "Holds, with reservations"


def test_formulas_are_named_as_the_page_names_them() -> None:
    told = replace(verdict(), recount=Recount(not_here={"margin": 4, "root": 2}))
    page = WORDS.read_text(encoding="utf-8").partition("export const FORMULAS")[2].partition("};")[0]

    assert "6 angka (rentang ketelitian 4, nilai akhir 2)" in report(told, lang="id")
    assert "6 numbers (margins 4, score 2)" in report(told, lang="en")
    assert dict(reports._FORMULAS) == {
        name: (indonesian, english)
        for name, indonesian, english in re.findall(r'(\w+): \["([^"]+)", "([^"]+)"\]', page)
    }


def test_a_placement_is_told_with_what_its_numbers_prove() -> None:
    event = placed_event()
    told = report(verify(event.bundle(), policy=event.policy), lang="id")
    assert "  usulan penempatan             sesuai" in told
    assert "Penempatan: 2 usulan sah dan sesuai jumlahnya; 1 di antaranya terbukti" in told
    assert "Nilai dan syarat 30 pasangan pejabat dan jabatan disusun ulang dan sama." in told
    assert "angka buktinya menyisakan selisih" in told

    verdict = verify(event.bundle("R2"), policy=event.policy)
    assert verdict.to_json()["placement"] == {
        "problems": 1,
        "slates": 2,
        "proved": 1,
        "choices": 1,
        "pairs_recomputed": 30,
        "pairs_not_recomputed_here": 0,
        "draws_recomputed": 0,
        "draws_not_recomputed_here": 0,
    }


def test_a_bundle_of_one_participant_shows_no_placement() -> None:
    verdict = verify(placed_event().bundle("R3", subject="P-001"))

    assert "placement" not in verdict.checks
    assert "usulan penempatan" not in report(verdict, lang="id")
