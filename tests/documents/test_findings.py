"""What a picture shows is said in a sentence that is true of what was drawn."""

from decimal import Decimal

import pytest

from selaras.documents import findings
from selaras.documents.charts import (
    Alike,
    Cell,
    Chances,
    Dependability,
    Facets,
    Located,
    RankSpan,
    Scale,
)


def person(place: int, best: int, worst: int) -> RankSpan:
    return RankSpan(name=f"Nama {place}", rank=str(place), place=place, span=(best, worst))


def test_who_leads_together_is_counted_in_words():
    people = [person(k, 1, 9) for k in range(1, 13)]

    told = findings.of_ranks(people, [Alike(first=0, last=7), Alike(first=4, last=11)])

    assert told.startswith("Delapan peserta teratas tidak dapat dibedakan satu sama lain.")
    assert told.endswith(
        "Tidak ada peringkat yang pasti; separuh rentang mencakup paling banyak 9 peringkat."
    )


def test_a_clear_winner_is_said_to_be_one():
    people = [person(1, 1, 1), person(2, 2, 3), person(3, 2, 3)]

    told = findings.of_ranks(people, [Alike(first=1, last=2)])

    assert told.startswith("Peserta teratas berbeda secara bermakna dari semua peserta lain.")
    assert "Peringkat 1 dari 3 peserta pasti" in told


def test_ranks_that_are_all_sure_and_ranks_that_none_can_tell():
    sure = [person(1, 1, 1), person(2, 2, 2)]
    none = [RankSpan(name="Ani", rank="1", place=1, span=None)]

    assert findings.of_ranks(sure, []).endswith("Semua peringkat pasti.")
    assert "tidak dapat dibandingkan" in findings.of_ranks(none, [])


def test_a_panel_that_tells_nobody_apart_is_said_to_tell_nobody_apart():
    people = [person(k, 1, 5) for k in range(1, 6)]

    told = findings.of_ranks(people, [Alike(first=0, last=4)])

    assert told.startswith("Semua lima peserta tidak dapat dibedakan satu sama lain.")


def test_the_most_severe_is_named_only_where_names_are_shown():
    criteria = [Located(label="W1 Kerja sama", at=0.4), Located(label="W2 Integritas", at=-0.4)]
    named = [Located(label="Ani", at=0.5), Located(label="Budi", at=-0.25)]
    unnamed = [Located(label="", at=one.at) for one in named]

    def told(examiners: list[Located]) -> str:
        shown = Facets(officials=[-1.0, 2.0], examiners=examiners, criteria=criteria, thresholds=[])
        return findings.of_severity(shown, unit="logit", sd_severity=Decimal("0.53"))

    assert "penguji paling ketat Ani (0,50 logit), paling murah hati Budi (−0,25 logit)" in told(named)
    assert "keketatan penguji bersimpangan baku 0,53 logit" in told(unnamed)
    assert "Ani" not in told(unnamed)
    assert told(named).startswith("Kemampuan terukur peserta tersebar dari −1,00 sampai 2,00 logit")


def test_only_flagged_cells_are_told_the_largest_first():
    cells = {
        (0, 0): Cell(bias=Decimal("0.40"), label="+0,40", flagged=True),
        (0, 1): Cell(bias=Decimal("0.90"), label="+0,90", flagged=False),
        (1, 0): Cell(bias=Decimal("-0.70"), label="−0,70", flagged=True),
    }

    told = findings.of_bias(["Ani", "Budi"], ["W1", "W2"], cells)

    assert told == (
        "2 dari 3 pasangan penguji dan unsur menyimpang: Budi lebih murah hati pada W1 (−0,70); "
        "Ani lebih ketat pada W1 (+0,40)."
    )
    assert "Tidak ada" in findings.of_bias(["Ani"], ["W2"], {(0, 1): cells[0, 1]})


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({1: "0.55", 2: "0.71", 4: "0.83"}, "tercapai mulai 4 penguji (8 unsur)."),
        ({1: "0.55", 9: "0.79"}, "tidak tercapai dengan penguji sampai 9 orang."),
    ],
)
def test_the_fewest_examiners_that_reach_the_target_are_told(values, told):
    line = Dependability(label="8 unsur", by_count={n: Decimal(one) for n, one in values.items()})

    assert findings.of_dependability([line], target=Decimal("0.80")) == f"Keterandalan 0,80 {told}"


def test_categories_that_are_not_sure_are_counted():
    def bar(*percents: int) -> Chances:
        return Chances(name="Ani", percents=[Decimal(one) for one in percents], told="")

    assert findings.of_categories([bar(60, 40), bar(94, 6)], n_all=41).startswith(
        "Kategori 2 dari 41 peserta"
    )
    assert "sangat mungkin tetap" in findings.of_categories([bar(95, 5)], n_all=41)


def test_thresholds_out_of_order_are_told_with_their_criterion():
    right = Scale(title="W1", thresholds=[Decimal(-1), Decimal(1)], marks=["1", "2", "3"])
    crossed = Scale(title="W2", thresholds=[Decimal(1), Decimal(-1)], marks=["1", "2", "3"])

    assert findings.of_scales([right]).startswith("Ambang berurutan")
    assert findings.of_scales([right, crossed]).startswith("Ambang tidak berurutan pada W2:")
