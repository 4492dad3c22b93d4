"""The papers: complete, honest about what they show, and never about anybody else."""

import io
import re
from dataclasses import replace
from decimal import Decimal
from functools import cache
from typing import Any

import pytest
from pypdf import PdfReader

from selaras.core import casefile as c
from selaras.core import outcome as o
from selaras.core import vocabulary as v
from selaras.core.evidence.ledger_code import ledger_code
from selaras.core.freezing import locked
from selaras.documents import office
from selaras.documents.papers import CODES, Paper, render_papers
from tests.core import building as b
from tests.documents import building as t
from tests.documents.building_margins import measured_case, measured_results
from tests.documents.building_results import results
from tests.documents.reading import pages_of, plain, text_of

BEFORE_MARKS = {
    "daftar-peserta",
    "lembar-verifikasi-data",
    "lembar-penilaian",
    "berita-acara-harian",
    "kalender-tenggat",
}

# Only where a placement is offered; held in test_placing_papers.
OF_A_PLACEMENT = {"usul-pertek", "profil-jabatan-lowong"}


def papers(case: c.CaseFile, *, is_scored: bool = True, **options: Any) -> tuple[Paper, ...]:
    stamp = options.pop("stamp", t.stamp())
    made = results(case, is_scored=is_scored)
    return tuple(render_papers(case, made, t.rulebook(), stamp, **options))


@cache
def all_papers() -> tuple[Paper, ...]:
    return measured_papers()


def measured_papers(**options: Any) -> tuple[Paper, ...]:
    case = measured_case(5)
    stamp = options.pop("stamp", t.stamp())
    return tuple(render_papers(case, measured_results(case), t.rulebook(), stamp, **options))


def paper(code: str) -> Paper:
    return next(one for one in all_papers() if one.code == code)


def test_a_province_gets_every_paper_but_the_letter_through_the_governor():
    assert {one.code for one in all_papers()} == set(CODES) - {"surat-pengantar"} - OF_A_PLACEMENT


def test_a_city_writes_through_the_governor():
    metro = b.agency(kind=v.AgencyKind.CITY, name="Pemerintah Kota Metro", province="Lampung")
    case = t.case(3, agency=metro)

    made = papers(case, only={"surat-pengantar", "surat-permohonan-rekomendasi"})

    assert [one.file_name for one in made] == [
        "08-surat-permohonan-rekomendasi.pdf",
        "09-surat-pengantar.pdf",
    ]
    assert "Yth. Gubernur Lampung" in text_of(made[1])
    assert "melalui Gubernur Lampung" in text_of(made[0])


def test_before_the_first_mark_there_is_nothing_that_looks_like_a_result():
    made = papers(t.case(5), is_scored=False)

    assert {one.code for one in made} == BEFORE_MARKS
    assert all(office.NOT_A_GROUND not in text_of(one) for one in made)


@pytest.mark.parametrize("code", sorted(set(CODES) - BEFORE_MARKS - {"surat-pengantar"} - OF_A_PLACEMENT))
def test_a_paper_with_results_says_on_every_page_what_it_is_not(code):
    for page in pages_of(paper(code)):
        assert plain(office.NOT_A_GROUND) in plain(page)


def test_every_paper_of_an_imported_event_says_what_cannot_be_proved():
    for one in all_papers():
        for page in pages_of(one):
            assert "tidakdapatdibuktikandariberkasimpor" in plain(page), one.file_name


def test_a_paper_of_an_event_that_was_not_imported_does_not_say_so():
    made = papers(t.case(3), only={"rekapitulasi-nilai"}, stamp=t.stamp(imported=False))

    assert "berkasimpor" not in plain(text_of(made[0]))


def test_every_paper_tells_its_ledger():
    for one in all_papers():
        assert "JMEB HKOA DDNC LBFK" in text_of(one), one.file_name
    whole = plain(ledger_code(bytes.fromhex(t.ROOT_HEX)))
    for code in ("berita-acara", "berita-acara-harian", "rekap-nilai-saya"):
        assert whole in plain(text_of(paper(code))), code


def test_a_paper_before_any_ledger_claims_none():
    none_yet = t.stamp(origin="", size=0, root_hex="")

    (made,) = papers(t.case(3), only={"kalender-tenggat"}, stamp=none_yet)

    text = text_of(made)
    assert office.NOT_ENTERED in text
    assert "Kode buku induk" not in text
    assert "berkasimpor" not in plain(text)


def test_the_day_of_the_plenary_is_left_to_be_written_by_hand():
    text = text_of(paper("berita-acara"))

    opening = text[text.index("Pada hari ini") : text.index("bertempat di")]
    assert re.fullmatch(r"Pada hari ini \.+, tanggal \.+ bulan \.+ tahun \.+, ", opening)


def test_a_report_on_one_person_names_nobody_else():
    people = {one.code: one for one in results(t.case(5)).officials}
    reports = [one for one in all_papers() if one.code == "laporan-individu"]

    assert len(reports) == 4
    for report in reports:
        own = next(code for code in people if code in report.file_name)
        text = plain(text_of(report))
        assert plain(people[own].name) in text
        for code, other in people.items():
            if code != own:
                assert plain(other.name) not in text
                assert other.nip not in text


def test_people_of_equal_score_are_shown_as_equal():
    assert text_of(paper("rekapitulasi-nilai")).count("2–3") == 2


def test_an_examiner_gets_no_sheet_for_somebody_who_takes_no_part():
    exempt = t.case(5).officials[-1]

    for one in (one for one in all_papers() if one.code == "lembar-penilaian"):
        assert plain(exempt.name) not in plain(text_of(one))
        assert len(pages_of(one)) == 4


def test_a_sheet_carries_the_digest_of_its_form():
    case = t.case(5)
    lock = locked(case, rulebook_digest=b.rulebook_on().digest)
    digest = lock.forms[v.Method.PAPER][:8].upper()

    assert f"{digest[:4]} {digest[4:]}" in text_of(paper("lembar-penilaian"))


def test_a_sheet_shows_the_words_of_every_anchor():
    text = plain(text_of(paper("lembar-penilaian")))

    for criterion in t.case(5).scheme.criteria:
        if criterion.method.is_rated_by_panel:
            for anchor in criterion.anchors:
                assert plain(anchor.words) in text


def test_the_exempt_are_listed_with_the_article():
    text = text_of(paper("daftar-peserta"))

    assert "Pejabat yang dikecualikan" in text
    assert "Dari 5 pejabat, 4 pejabat menjadi peserta dan 1 dikecualikan." in text
    assert "[PP 11/2017 Pasal 132 jo. PP 17/2020]" in text


def test_the_addressee_is_the_reviewer_of_that_day():
    case = t.case(3)
    later = replace(results(case), reviewer="BKN")

    (asked,) = render_papers(case, later, t.rulebook(), t.stamp(), only={"surat-permohonan-rekomendasi"})

    assert "Kepala Badan Kepegawaian Negara" in text_of(asked)
    assert "Ketua Komisi Aparatur Sipil Negara" in text_of(paper("surat-permohonan-rekomendasi"))


NAMING = {"daftar-peserta", "lembar-penilaian", "rekapitulasi-nilai", "laporan-hasil"}
HOSTILE = "*Budi* #panic() $x$ [a] \\n @ref <lab> _u_ `c` // “q” ~ = + -"


def test_a_name_that_looks_like_markup_is_printed_as_it_stands():
    people = t.officials(3)
    case = t.case(3, officials=(replace(people[0], name=HOSTILE), *people[1:]))

    for one in papers(case, only=NAMING):
        assert plain(HOSTILE) in plain(text_of(one)), one.file_name


def test_a_sign_that_no_font_has_stops_no_paper():
    people = t.officials(3)
    case = t.case(3, officials=(replace(people[0], name="Budi 😀\u202e, S.E."), *people[1:]))

    for one in papers(case, only=NAMING):
        assert one.content.startswith(b"%PDF")


def test_what_holds_for_every_alternative_is_said_once():
    case = t.case(3)
    found = results(case)
    first, second = found.officials[0].alternatives
    doubtful = (first, replace(second, findings=first.findings))
    person = replace(found.officials[0], alternatives=doubtful)
    changed = replace(found, officials=(person, *found.officials[1:]))

    made = render_papers(case, changed, t.rulebook(), t.stamp(), only={"laporan-individu"})
    text = text_of(next(iter(made)))

    assert text.count("Bidang ilmu sebaiknya sesuai") == 1
    assert "Bagi semua jabatan di bawah ini: Bidang ilmu" in text


def person_with(changes: dict[str, Any], *, code: str) -> str:
    """Return the text of a paper of three people, the first changed."""
    case = t.case(3)
    found = results(case)
    person = replace(found.officials[0], **changes)
    changed = replace(found, officials=(person, *found.officials[1:]))
    return text_of(next(render_papers(case, changed, t.rulebook(), t.stamp(), only={code})))


def developing(own: str) -> dict[str, Any]:
    """Return what makes somebody a person to be developed, with this match with the own post."""
    one = results(t.case(3)).officials[0]
    kept = o.Recommendation(kind=v.Move.DEVELOP, position=one.position, reasons=())
    assert one.match is not None
    return {"recommendation": kept, "match": replace(one.match, percent=Decimal(own))}


def test_equal_alternatives_are_marked_as_equal_in_the_report():
    text = text_of(paper("laporan-hasil"))

    assert "90,25%, setara" in text
    assert "93,50%, setara" not in text
    assert "Jabatan bertanda setara tidak dapat dibedakan" in text


def test_a_report_without_equal_alternatives_explains_no_mark():
    case = t.case(3)
    found = results(case)
    alone = tuple(replace(one, alternatives=one.alternatives[:1]) for one in found.officials)
    made = render_papers(
        case, replace(found, officials=alone), t.rulebook(), t.stamp(), only={"laporan-hasil"}
    )

    assert "setara" not in text_of(next(made))


def test_who_develops_first_is_shown_only_posts_that_are_better_beyond_the_margin():
    text = person_with(developing("90.00"), code="laporan-individu")

    assert "Bahan pertimbangan setelah pengembangan" in text
    assert "Jabatan lain yang dimungkinkan" not in text
    assert "93,50%" in text
    assert "90,25%" not in text


def test_who_develops_first_is_told_when_no_post_is_better():
    text = person_with(developing("92.50"), code="laporan-individu")

    assert "93,50%" not in text
    assert plain(
        "Jabatan lain tidak dicantumkan karena tidak ada yang JPM-nya lebih dari 1 poin persen"
    ) in plain(text)


def test_the_report_names_nobody_for_a_vacant_post_who_must_develop_first_without_saying_so():
    text = person_with(developing("80.00"), code="laporan-hasil")

    assert plain("(93,50%, setelah pengembangan)") in plain(text)
    assert "hanya dicantumkan jabatan dengan JPM lebih dari 1 poin persen" in text


def test_file_names_carry_no_name_and_no_nip():
    for one in all_papers():
        assert one.file_name.isascii()
        for person in t.case(5).officials:
            assert person.nip not in one.file_name


def test_the_same_results_give_the_same_bytes():
    again = measured_papers()

    assert [(one.file_name, one.content) for one in again] == [
        (one.file_name, one.content) for one in all_papers()
    ]


def test_another_ledger_root_changes_every_paper():
    known = {one.file_name: one.content for one in all_papers()}

    other = measured_papers(stamp=t.stamp(root_hex="ab" * 32), only=set(CODES) - {"laporan-hasil"})

    assert other
    for one in other:
        assert one.content != known[one.file_name]


def test_papers_claim_the_archive_form_except_those_filled_in_by_hand():
    for one in all_papers():
        claims = b"<pdfaid:part>2</pdfaid:part>" in one.content
        assert claims is (one.code != "lembar-penilaian"), one.file_name


def test_pages_are_numbered_to_the_last():
    pages = pages_of(paper("laporan-hasil"))

    for n, page in enumerate(pages, start=1):
        assert f"Halaman {n} dari {len(pages)}" in " ".join(page.split())


def test_no_page_holds_a_signature_alone():
    for one in all_papers():
        last = PdfReader(io.BytesIO(one.content)).pages[-1].extract_text()
        body = last.split("Data kegiatan ini")[0]
        assert len(body.split()) > 20, one.file_name
