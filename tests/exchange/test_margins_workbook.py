"""How sure the result is, in sheets: beside the score of the rulebook, and without anybody's severity."""

from dataclasses import replace
from decimal import Decimal
from functools import cache
from io import BytesIO

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from selaras.core import vocabulary as v
from selaras.core.margins import JointRating, PanelPlan, WeakLink
from selaras.core.measurement.model import Family
from selaras.core.measuring import MEASUREMENT_NOTES, UNMEASURED_CODES
from selaras.core.outcome import ExaminerScore, Results
from selaras.exchange.results.margins import MOST_NAMES
from selaras.exchange.results.sentences import BECAUSE, FAMILIES, NOTES
from selaras.exchange.results_workbook import write_results
from tests.exchange.margins_by_hand import SEVERITY, around, unit, with_margins
from tests.exchange.test_results_workbook import result

NEW_SHEETS = ("Ketelitian", "Keselarasan Penguji", "Lampiran Teknis")


def written(results: Results) -> Workbook:
    case, _ = result()
    out = BytesIO()
    write_results(case, results, out)
    return load_workbook(BytesIO(out.getvalue()))


@cache
def measured() -> Results:
    return with_margins(result()[1])


@cache
def book() -> Workbook:
    return written(measured())


def heads(name: str, of: Workbook | None = None) -> list[str]:
    return [str(cell.value) for cell in (of or book())[name][4]]


def column(name: str, heading: str, of: Workbook | None = None) -> list[object]:
    at = heads(name, of).index(heading)
    return [row[at].value for row in (of or book())[name].iter_rows(min_row=5)]


def words_of(name: str) -> str:
    return " ".join(str(cell.value) for row in book()[name].iter_rows() for cell in row)


def test_without_a_measurement_nothing_is_added() -> None:
    plain = written(result()[1])

    assert not set(NEW_SHEETS) & set(plain.sheetnames)
    assert "Rentang peringkat" not in heads("Peringkat", plain)
    assert all(cell.value != "Ketelitian" for row in plain["Ringkasan"].iter_rows() for cell in row)


def test_the_score_of_the_rulebook_stands_first_and_unchanged() -> None:
    plain = written(result()[1])
    found = heads("Peringkat")

    assert found.index("Nilai akhir") < found.index("Bawah") < found.index("Rentang peringkat")
    for heading in ("Peringkat", "Nilai akhir", "Kategori", "Lulus"):
        assert column("Peringkat", heading) == column("Peringkat", heading, plain)


def test_every_ranked_person_has_interval_range_and_chance() -> None:
    people = [one for one in measured().officials if one.margin is not None]
    ranked = sorted(people, key=lambda one: one.rank or 0)

    assert column("Peringkat", "Bawah") == [float(one.margin.score.lower) for one in ranked if one.margin]
    assert column("Peringkat", "Rentang peringkat") == ["1–3", "1–3", "Tidak dapat dibandingkan"]
    assert column("Peringkat", "Kemungkinan lulus (%)") == [100, 61.3, 61.3]
    formats = {row[heads("Peringkat").index("Kemungkinan lulus (%)")].number_format for row in
               book()["Peringkat"].iter_rows(min_row=5)}  # fmt: skip
    assert formats == {'[>=99.5]">99";[<0.5]"<1";0'}


def test_those_who_cannot_be_told_apart_are_named_and_the_rest_counted() -> None:
    _, results = result()
    one = results.officials[0]
    crowd = tuple(
        replace(one, nip=v.Nip(f"19700101199001{n:04d}"), name=f"Orang {n}", rank=n) for n in range(1, 9)
    )
    many = with_margins(replace(results, officials=crowd))

    told = column("Peringkat", "Selisih tidak bermakna dengan", written(many))

    assert MOST_NAMES == 3
    assert told[0] == "Orang 2; Orang 3; Orang 4; dan 4 lainnya"
    assert told[4] == "Orang 3; Orang 4; Orang 6; dan 4 lainnya"


def test_the_sheet_of_precision_tells_chances_match_boxes_and_components() -> None:
    bands = [str(cell.value) for cell in book()["Ketelitian"][3] if cell.value]
    found = heads("Ketelitian")

    assert bands[:2] == ["Nilai", "Kemungkinan kategori (%)"]
    assert {"Kesesuaian jabatan (%)", "Kemungkinan kotak (%)"} <= set(bands)
    assert {"5", "8"} <= set(found)
    assert "1" not in found  # nobody ever falls into it
    names = {one.name for one in result()[0].scheme.components}
    assert set(bands) & names
    assert column("Ketelitian", "Perkiraan") == [
        float(one.margin.expected)
        for one in sorted(measured().officials, key=lambda one: one.rank or 0)
        if one.margin
    ]


def test_no_sheet_tells_how_severe_an_examiner_is() -> None:
    everything = " ".join(words_of(name) for name in book().sheetnames)

    assert str(SEVERITY) not in everything
    assert "7.77" not in everything


def test_logits_stand_in_the_technical_annex_alone() -> None:
    with_logits = [name for name in book().sheetnames if "1.2345" in words_of(name)]

    assert with_logits == ["Lampiran Teknis"]
    assert "logit" in words_of("Lampiran Teknis")
    assert [name for name in book().sheetnames if "logit" in words_of(name)] == ["Lampiran Teknis"]


def test_the_panel_s_agreement_is_told_in_shares_and_sentences() -> None:
    told = words_of("Keselarasan Penguji")
    row = [cell.value for cell in book()["Keselarasan Penguji"][5]]

    # 1.2, 0.4 and 0.6 squared: of 1.96 in all.
    at = heads("Keselarasan Penguji").index("Keketatan penguji")
    assert row[at - 1 : at + 2] == pytest.approx([73.469, 8.163, 18.367], abs=0.001)
    assert "Peserta dapat dibedakan dalam 3 tingkat." in told
    assert "4 untuk keterandalan 0,8" in told
    assert "P2 menilai" in told
    assert "3,1%" in told
    assert "Tidak diukur: semua nilai sama." in told


def test_a_single_examiner_has_no_share_in_what_sets_people_apart() -> None:
    alone = with_margins(result()[1], units=(unit(n_examiners=1, sd_severity=Decimal(0)),))

    assert column("Keselarasan Penguji", "Keketatan penguji", written(alone))[0] is None


def test_what_would_connect_people_and_whose_marks_hardly_compare_is_told() -> None:
    one, _ = result()
    joint = JointRating(
        official=one.officials[0].nip, examiner=v.ExaminerCode("P3"), gain_percent=None, connects=4
    )
    link = WeakLink(first=v.ExaminerCode("P1"), second=v.ExaminerCode("P3"), n_joint=1)
    apart = with_margins(result()[1], units=(unit(helpful=(joint,), weak_links=(link,), n_components=2),))

    told = " ".join(str(cell.value) for cell in written(apart)["Keselarasan Penguji"][5])

    assert "(menghubungkan 4 pasang peserta)" in told
    assert "Keketatan P1 dan P3 sulit dibandingkan: 1 peserta dinilai keduanya." in told


def test_impressions_that_surely_carry_over_are_told_and_others_are_not() -> None:
    told = "korelasi 0,31; sudah diperhitungkan dalam rentang nilai akhir."
    weak = replace(measured().measured.carried_over[0], interval=around(Decimal("0.1"), "0.2"))  # type: ignore[union-attr]
    unsure = replace(measured(), measured=replace(measured().measured, carried_over=(weak,)))  # type: ignore[type-var]

    assert told in words_of("Ringkasan")
    assert not [
        c for row in written(unsure)["Ringkasan"].iter_rows() for c in row if "korelasi" in str(c.value)
    ]


def test_a_panel_that_tells_nobody_apart_is_said_to() -> None:
    few = PanelPlan(target=Decimal("0.8"), needed=None, dependability={9: Decimal("0.41")})
    weak = with_margins(result()[1], units=(unit(reliability=Decimal("0.14"), sd_halo=None, plan=few),))

    told = [str(cell.value) for cell in written(weak)["Keselarasan Penguji"][5]]

    assert "Peserta belum dapat dibedakan satu dari yang lain." in told
    assert "9 pun belum mencapai 0,8" in told


def test_a_marked_sheet_says_by_which_rule_and_what_was_decided() -> None:
    results = measured()
    person = next(one for one in results.officials if one.nip == result()[0].reconfirmations[0].nip)

    def marked(one: ExaminerScore) -> ExaminerScore:
        if one.method is not v.Method.INTERVIEW or one.examiner not in ("P1", "P2"):
            return one
        rules = ("distance", "dixon") if one.examiner == "P1" else ("residual",)
        return replace(one, discrepant=True, discrepant_by=rules, reconfirmed=one.examiner == "P1")

    changed = replace(person, examiners=tuple(marked(one) for one in person.examiners))
    others = tuple(changed if one is person else one for one in results.officials)

    sheet = written(replace(results, officials=others))

    why = [one for one in column("Nilai per Penguji", "Ditandai karena", sheet) if one]
    decided = [one for one in column("Nilai per Penguji", "Konfirmasi ulang", sheet) if one]
    assert why == ["P1: jarak nilai, uji Dixon\nP2: sisa baku model"]
    assert decided == ["P1: tetap. Jawaban tentang arah kebijakan memang belum utuh\nP2: belum"]
    told = {row[0].value: row[1].value for row in sheet["Ringkasan"].iter_rows(max_col=2)}
    assert told["Nilai penguji yang ditandai berselisih"] == 2
    assert told["Di antaranya belum dikonfirmasi ulang"] == 1


def test_every_code_of_a_measurement_has_its_sentence() -> None:
    assert set(MEASUREMENT_NOTES) == set(NOTES)
    assert set(UNMEASURED_CODES) == set(BECAUSE)
    assert {one.value for one in Family} == set(FAMILIES)
    for sentence in (*NOTES.values(), *BECAUSE.values()):
        assert sentence.endswith(".")
