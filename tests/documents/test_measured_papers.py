"""Papers of a measured event: who may read which number, and how sure a result is said to be."""

import re
from dataclasses import replace
from decimal import Decimal
from functools import cache

import pytest

from selaras.core import margins as m
from selaras.core import outcome as o
from selaras.core import vocabulary as v
from selaras.core.measuring import MEASUREMENT_NOTES, UNMEASURED_CODES
from selaras.core.scheme import DiscrepancyRule
from selaras.documents import chances, measurement_words
from selaras.documents.papers import CODES, Paper, render_papers
from tests.documents import building as t
from tests.documents.building_margins import SEVERITIES, SHIFT, measured_case, measured_results
from tests.documents.building_results import results
from tests.documents.reading import plain, text_of

SECRET = ("laporan-pengukuran-ketua", "laporan-penguji")


@cache
def all_papers() -> tuple[Paper, ...]:
    return made_of(measured_results(measured_case(5)))


def made_of(found: o.Results, *codes: str) -> tuple[Paper, ...]:
    case = measured_case(5)
    return tuple(render_papers(case, found, t.rulebook(), t.stamp(), only=codes or None))


def text(code: str, n: int = 0) -> str:
    return text_of([one for one in all_papers() if one.code == code][n])


def changed(nip: v.Nip, **changes: object) -> o.Results:
    """Return the measured results with one person's margin changed."""
    found = measured_results(measured_case(5))
    officials = tuple(
        replace(one, margin=replace(one.margin, **changes)) if one.nip == nip and one.margin else one
        for one in found.officials
    )
    return replace(found, officials=officials)


def numbers_in(text: str) -> set[str]:
    return set(re.findall(r"[−-]?\d+,\d+", text))


def otherwise(one: m.ExaminerMeasure) -> m.ExaminerMeasure:
    """Return an examiner with every measure another one."""
    return replace(
        one,
        severity=-one.severity,
        se=one.se * 2,
        interval=m.Interval(lower=-one.interval.upper, upper=-one.interval.lower),
        infit=Decimal("0.44"),
        outfit=Decimal("0.43"),
        spread_ratio=Decimal("0.79"),
        is_central=not one.is_central,
        halo_percent=Decimal("63.7"),
        drift=None,
        interactions=(),
        n_surprising=17,
    )


def test_no_paper_but_the_two_secret_ones_depends_on_an_examiners_measures():
    found = measured_results(measured_case(5))
    assert found.measured is not None
    others = tuple(otherwise(one) for one in found.measured.examiners)
    elsewhere = replace(found, measured=replace(found.measured, examiners=others))

    made = made_of(elsewhere, *(code for code in CODES if code not in SECRET))

    known = {one.file_name: text_of(one) for one in all_papers()}
    assert {one.file_name: text_of(one) for one in made} == {
        name: told for name, told in known.items() if not name.startswith(("06b", "06c"))
    }


def test_the_chair_reads_every_examiners_severity_with_the_name():
    told = text("laporan-pengukuran-ketua")

    for one in SEVERITIES:
        assert chances.measured(Decimal(one)) in told
    for examiner in measured_case(5).examiners:
        assert plain(examiner.name) in plain(told)


def test_an_examiner_reads_the_own_severity_and_nobody_elses():
    examiners = measured_case(5).examiners
    reports = [one for one in all_papers() if one.code == "laporan-penguji"]

    assert len(reports) == 5
    for n, report in enumerate(reports):
        told = text_of(report)
        own = Decimal(SEVERITIES[n])
        assert chances.measured(own) in told
        assert plain(examiners[n].name) in plain(told)
        for k, other in enumerate(examiners):
            if k != n:
                assert chances.measured(Decimal(SEVERITIES[k])) not in numbers_in(told)
                # The chair signs; nobody else is named.
                assert plain(other.name) not in plain(told) or other.role is v.PanelRole.CHAIR


@pytest.mark.parametrize("code", SECRET)
def test_a_paper_for_one_reader_says_so_and_is_named_by_number(code):
    for one in (one for one in all_papers() if one.code == code):
        assert "Rahasia – hanya untuk" in text_of(one)
        assert re.fullmatch(r"06[bc]-laporan-(pengukuran-ketua|penguji-\d\d)\.pdf", one.file_name)


def test_an_examiners_report_has_the_number_of_the_examiners_sheets():
    sheets = [one for one in all_papers() if one.code == "lembar-penilaian"]
    reports = [one for one in all_papers() if one.code == "laporan-penguji"]

    assert [one.file_name[-6:] for one in sheets] == [one.file_name[-6:] for one in reports]


def test_without_measurement_there_are_no_papers_of_it_and_no_ranges():
    case = t.case(5)
    made = list(render_papers(case, results(case), t.rulebook(), t.stamp()))

    assert not {one.code for one in made} & set(SECRET)
    for one in made:
        assert "Seberapa pasti" not in text_of(one)
        assert "rentang 95%" not in text_of(one).lower()


def test_the_report_speaks_of_no_logits():
    for code in ("laporan-hasil", "laporan-individu", "berita-acara", "rekapitulasi-nilai"):
        assert "logit" not in text(code).lower()


def test_the_score_by_the_rules_comes_first_and_its_range_beside_it():
    told = text("laporan-hasil")

    assert told.index("90,90") < told.index("88,8–93,0")
    assert "Nilai menurut aturan tetap yang berlaku" in told


def test_a_participant_reads_the_own_chances_in_words_and_numbers():
    nip = measured_results(measured_case(5)).officials[0].nip
    shares = {
        v.Category.MS: Decimal("20.0"),
        v.Category.MMS: Decimal("67.0"),
        v.Category.KMS: Decimal("13.0"),
    }
    found = changed(nip, pass_percent=Decimal("87.0"), category_percents=shares)

    told = text_of(made_of(found, "laporan-individu")[0])

    assert "Kemungkinan lulus 87 dari 100 (besar kemungkinannya)" in told
    assert "Kurang Memenuhi Syarat (13 dari 100)" in told
    assert "Kemungkinan: kotak 5 (62 dari 100) dan kotak 8 (34 dari 100)." in told
    assert "kotak 7" not in told


def test_who_cannot_be_told_apart_is_only_counted_for_a_participant():
    nip = measured_results(measured_case(5)).officials[0].nip
    others = tuple(one.nip for one in measured_results(measured_case(5)).officials[1:3])

    told = text_of(made_of(changed(nip, not_apart_from=others), "laporan-individu")[0])
    alone = text_of(made_of(changed(nip, not_apart_from=()), "laporan-individu")[0])

    assert "Selisih nilai dengan 2 dari 3 peserta lain tidak bermakna: urutannya dapat terbalik." in told
    assert "Selisih nilai dengan semua peserta lain bermakna." in alone


def test_people_whom_nobody_links_have_no_range_of_ranks():
    nip = measured_results(measured_case(5)).officials[0].nip
    found = changed(nip, rank=None)

    (own, *_) = made_of(found, "laporan-individu")
    (report,) = made_of(found, "laporan-hasil")

    assert "Rentang peringkat tidak dapat dihitung" in text_of(own)
    assert "Seberapa pasti hasil ini" in text_of(report)


def test_the_minutes_say_which_sheets_were_looked_at_once_more_and_by_which_rule():
    told = text("berita-acara")

    assert "Sebanyak 2 lembar penilaian berselisih melebihi batas; 1 telah dikonfirmasi dan 1 belum" in told
    assert "jarak dari nilai panel lebih dari 15 poin; uji Q Dixon" in told
    assert plain("nilai tetap: Nilai sesuai dengan catatan pada lembar") in plain(told)
    assert "Belum dikonfirmasi" in told


def test_an_examiner_reads_the_own_marked_sheets_and_not_those_of_others():
    assert "Belum dikonfirmasi" in text("laporan-penguji", 4)
    for n in range(4):
        assert "dikonfirmasi" not in text("laporan-penguji", n).lower()


def test_every_note_of_a_measurement_has_its_sentence_and_no_other_does():
    assert set(measurement_words.NOTES) == set(MEASUREMENT_NOTES)
    assert all(one[0].isupper() and one.endswith(".") for one in measurement_words.NOTES.values())


def test_every_reason_for_not_measuring_has_its_words_and_no_other_does():
    assert set(measurement_words.UNMEASURED) == set(UNMEASURED_CODES)


def test_every_family_of_models_has_its_words():
    from selaras.core.measurement.model import Family

    assert set(measurement_words.FAMILIES) == {one.value for one in Family}


@pytest.mark.parametrize("code", ["distance", "dixon", "residual"])
def test_a_rule_that_marks_is_told_with_its_limit(code):
    frozen = DiscrepancyRule(distance_points=Decimal("12.5"), dixon_percent=95, residual=Decimal("3.00"))

    told = measurement_words.rule(code, frozen)

    assert {"distance": "12,5 poin", "dixon": "95%", "residual": "lebih dari 3"}[code] in told


def test_a_unit_that_could_not_be_measured_is_told_with_the_reason():
    told = text("lampiran-teknis")

    assert "Wawancara, nilai 0–100 tidak diukur: semua nilai sama" in told


def test_the_annex_says_when_impressions_were_carried_over():
    assert "kesan penguji terbawa antarmetode" in text("lampiran-teknis")


def test_halves_that_nobody_links_are_told_to_the_chair():
    found = measured_results(measured_case(5))
    assert found.measured is not None
    apart = tuple(replace(one, n_components=2) for one in found.measured.units)

    (told,) = made_of(
        replace(found, measured=replace(found.measured, units=apart)), "laporan-pengukuran-ketua"
    )

    assert "terbagi dalam dua kelompok yang tidak terhubung" in text_of(told)


def test_an_event_of_which_nothing_could_be_measured_still_has_its_papers():
    found = measured_results(measured_case(5))
    none = m.MeasuredEvent(
        draws=1000,
        units=(),
        unmeasured=(m.Unmeasured(unit="paper", method=v.Method.PAPER, because="one_rating_each"),),
        examiners=(),
        carried_over=(),
        groups=(),
    )
    people = tuple(replace(one, margin=None) for one in found.officials)

    made = made_of(replace(found, officials=people, measured=none), "lampiran-teknis", *SECRET)

    assert [one.code for one in made] == ["lampiran-teknis", "laporan-pengukuran-ketua"]
    assert "Makalah tidak diukur: tiap peserta hanya memiliki satu nilai." in text_of(made[0])


def test_an_only_examiner_is_compared_with_nobody():
    found = measured_results(measured_case(5))
    assert found.measured is not None
    paper, talk = found.measured.units
    alone = replace(found.measured, units=(replace(paper, n_examiners=1), talk))

    chair, first, *_ = made_of(replace(found, measured=alone), *SECRET)

    assert "satu-satunya penguji, tanpa pembanding" in text_of(chair)
    assert "Bapak/Ibu satu-satunya penguji pada metode ini" in text_of(first)
    assert chances.measured(Decimal(SEVERITIES[0]) + SHIFT) not in numbers_in(text_of(first))


def test_each_criterion_with_thresholds_of_its_own_has_its_own_curves():
    found = measured_results(measured_case(5))
    assert found.measured is not None
    paper, talk = found.measured.units
    own = ((Decimal("-1.11"), Decimal("1.11")), (Decimal("-1.22"), Decimal("1.22")), (Decimal("0.00"),))
    partial = replace(paper, family="partial-credit", thresholds=own)

    (annex,) = made_of(
        replace(found, measured=replace(found.measured, units=(partial, talk))), "lampiran-teknis"
    )

    told = text_of(annex)
    assert "ambang sendiri per unsur" in told
    assert "M1 3 ke 4: −1,11; 4 ke 5: 1,11 M2 3 ke 4: −1,22; 4 ke 5: 1,22 M3 k1 ke k2: 0,00" in told
