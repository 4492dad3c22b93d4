"""The papers that witness the ledger: they bind its state, and show marks to their own examiner alone."""

from dataclasses import replace
from decimal import Decimal
from functools import cache

from selaras.core import vocabulary as v
from selaras.documents.content.witnessing import daily, own_marks
from selaras.documents.docket import docket_of
from selaras.documents.papers import Paper, render_papers
from tests.documents import building as t
from tests.documents.building_results import results
from tests.documents.reading import plain, text_of
from tests.documents.reading_qr import text_of_qr

WITNESS = {"berita-acara-harian", "rekap-nilai-saya"}
SIGNED = "selaras/bengkulu/bengkulu-kecil\n412\nAAAA\n\n— selaras/bengkulu/bengkulu-kecil BBBB\n"


@cache
def made() -> dict[str, Paper]:
    case = t.case(4)
    papers = render_papers(case, results(case), t.rulebook(), t.stamp(), only=WITNESS)
    return {one.file_name: one for one in papers}


def told(**changes):
    """Return what the daily minutes hold for another state of the ledger."""
    case = t.case(4)
    return daily.content(docket_of(case, results(case), t.rulebook(), t.stamp(**changes)))


def marks_of(examiner: int, **changes):
    case = t.case(4, **changes)
    return own_marks.content(
        docket_of(case, results(case), t.rulebook(), t.stamp()), case.examiners[examiner]
    )


def test_every_examiner_gets_a_list_and_the_event_one_set_of_minutes():
    assert sorted(made()) == [
        *(f"03a-rekap-nilai-saya-penguji-{n:02}.pdf" for n in range(1, 6)),
        "05a-berita-acara-harian.pdf",
    ]


def test_an_examiners_list_holds_the_own_marks_and_nobody_elses():
    first, second = marks_of(0), marks_of(1)

    assert [row[:7] for row in first["rows"]] != [row[:7] for row in second["rows"]]
    assert first["rows"][0][2:5] == ["3", "4", "5"]
    assert second["rows"][0][2:5] == ["4", "5", "3"]
    panel = t.case(4).examiners
    for n, other in enumerate(panel, start=1):
        text = plain(text_of(made()[f"03a-rekap-nilai-saya-penguji-{n:02}.pdf"]))
        assert plain(other.name) in text
        assert all(plain(one.name) not in text for one in panel if one is not other)


def test_a_changed_mark_changes_the_row_and_its_total():
    case = t.case(4)
    sheet = case.rating_sheets[0]
    higher = replace(sheet, ratings=(replace(sheet.ratings[0], mark=Decimal(5)), *sheet.ratings[1:]))

    before, after = (
        marks_of(0)["rows"],
        marks_of(0, rating_sheets=(higher, *case.rating_sheets[1:]))["rows"],
    )

    assert before[1:] == after[1:]
    assert (before[0][2], after[0][2]) == ("3", "5")
    assert before[0][5] != after[0][5]


def test_no_evidence_and_not_scored_are_told_apart():
    case = t.case(4)
    sheet = case.rating_sheets[0]
    states = (v.MarkState.NO_EVIDENCE, v.MarkState.NOT_SCORED)
    ratings = tuple(
        replace(one, state=state, mark=None) for one, state in zip(sheet.ratings[:2], states, strict=True)
    )
    changed = replace(sheet, ratings=(*ratings, *sheet.ratings[2:]))

    row = marks_of(0, rating_sheets=(changed, *case.rating_sheets[1:]))["rows"][0]

    assert row[2:6] == ["t.b.", "–", "5", "–"]


def test_a_participant_without_a_sheet_does_not_stand_in_the_list():
    case = t.case(4)
    first = case.officials[0].nip
    fewer = tuple(one for one in case.rating_sheets if one.nip != first)

    assert [row[0] for row in marks_of(0, rating_sheets=fewer)["rows"]] == ["P-002", "P-003"]


def test_who_gave_no_mark_gets_no_list():
    assert marks_of(0, rating_sheets=()) is None


def test_marks_of_many_digits_turn_the_page():
    case = t.case(4)
    long = tuple(
        replace(sheet, ratings=tuple(replace(one, mark=Decimal("78.25")) for one in sheet.ratings))
        for sheet in case.rating_sheets
    )

    assert not marks_of(0)["flipped"]
    assert len(marks_of(0, rating_sheets=long)["widths"]) == 9
    assert set(marks_of(0, rating_sheets=long)["widths"]) == {"1.15"}


def test_a_list_shows_the_head_of_the_examiners_chain():
    text = plain(text_of(made()["03a-rekap-nilai-saya-penguji-01.pdf"]))

    assert "0123abcd" * 8 in text
    assert plain("sidik catatan terakhir yang memuat nilai Bapak/Ibu") in text


def test_the_minutes_hold_no_mark():
    text = text_of(made()["05a-berita-acara-harian.pdf"])

    for one in results(t.case(4)).officials:
        assert plain(one.name) not in plain(text)
        assert one.score is None or str(one.score).replace(".", ",") not in text


def test_the_minutes_count_the_sheets_by_examiner_and_method():
    minutes = told()

    assert minutes["methods"] == ["Makalah", "Wawancara"]
    assert [row[2:] for row in minutes["rows"]] == [["3", "3", "6"]] * 5


def test_the_minutes_tell_what_was_given_anew_and_what_was_taken_out():
    given = {(v.ExaminerCode("P1"), v.Method.PAPER): 33}

    assert told(given=given)["counted"].endswith(
        "33 lembar yang dikirim; 3 diganti oleh pengujinya dengan alasan."
    )
    assert told(given=given, n_void=2)["counted"].endswith(
        "1 diganti oleh pengujinya dengan alasan dan 2 dibatalkan oleh dua orang."
    )
    assert told(given={})["counted"] == "Belum ada lembar nilai yang tercatat."


def test_minutes_of_an_import_say_when_their_checkpoint_was_made():
    assert told()["honest"] == daily.AT_IMPORT
    assert told(imported=False)["honest"] == daily.AT_THE_SITTING
    assert plain("dibuat pada saat impor, bukan pada hari pelaksanaan") in plain(
        text_of(made()["05a-berita-acara-harian.pdf"])
    )


def test_the_code_on_the_minutes_is_the_checkpoint():
    unsigned = text_of_qr(told()["qr"])

    assert unsigned == (
        "selaras/bengkulu/bengkulu-kecil\n412\nnEF64DPSsVqcQXrgM9KxWpxBeuAz0rFanEF64DPSsVo=\n"
    )
    assert text_of_qr(told(note=SIGNED)["qr"]) == SIGNED


def test_the_minutes_say_whether_a_key_signed_the_checkpoint():
    assert ["Titik periksa", daily.UNSIGNED] in told()["state"]
    assert ["Titik periksa", daily.SIGNED] in told(note=SIGNED)["state"]


def test_before_the_ledger_there_is_nothing_to_witness():
    case = t.case(4)
    none_yet = t.stamp(origin="", size=0, root_hex="")
    papers = render_papers(case, results(case, is_scored=False), t.rulebook(), none_yet, only=WITNESS)

    assert not list(papers)
