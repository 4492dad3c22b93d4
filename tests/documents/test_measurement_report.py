"""The report of a measurement says what was found, and nothing that the marks cannot tell."""

import pytest

from selaras.core.measurement.analysis import Analysis, analysis_of
from selaras.core.measurement.model import Estimator, Model
from selaras.core.measurement.ratings import Ratings, ratings_of
from selaras.core.measurement.simulation import Plan, simulate_panel
from selaras.documents.content.measured import MeasuredFile, content, headline
from selaras.documents.measurement_report import measurement_report
from selaras.documents.papers import Paper
from tests.documents.reading import text_of


def panel() -> Ratings:
    return simulate_panel(Plan(officials=8, examiners=3, criteria=4, halo_sd=0.4), seed=2)[0]


def split() -> Ratings:
    """The same panel, its second half marked by examiners of its own."""
    whole = panel()
    people = [whole.officials[one] for one in whole.official]
    raters = [whole.examiners[one] for one in whole.examiner]
    return ratings_of(
        people,
        marks=whole.mark,
        examiners=[
            f"{rater}{'a' if person <= 'P4' else 'b'}" for person, rater in zip(people, raters, strict=True)
        ],
        criteria=[whole.criteria[one] for one in whole.criterion],
    )


def analysed(ratings: Ratings, estimator: Estimator = Estimator.MARGINAL) -> Analysis:
    return analysis_of(ratings, model=Model(halo=False), estimator=estimator, seed=1, n_draws=400)


def told(analysis: Analysis, *, has_examiners: bool = True) -> MeasuredFile:
    return MeasuredFile(
        analysis=analysis,
        name="nilai.csv",
        model_line="Model rating-scale, seperti diminta.",
        n_blank=3,
        has_examiners=has_examiners,
        has_criteria=True,
        notes=("Catatan penting.",),
        examiner_lines=("E1 terlalu sering memakai nilai tengah.",),
    )


@pytest.fixture(scope="module")
def posterior() -> Analysis:
    return analysed(panel(), Estimator.POSTERIOR)


def test_the_report_names_everybody_and_every_reason_for_care(posterior):
    pdf = measurement_report(told(posterior))
    text = text_of(Paper(code="ukur", file_name="ukur.pdf", title="Laporan Pengukuran", content=pdf))

    for word in (*posterior.ratings.officials, *posterior.ratings.examiners, *posterior.ratings.criteria):
        assert word in text
    for sentence in ("Catatan penting.", "E1 terlalu sering memakai nilai tengah.", "3 sel kosong"):
        assert sentence in text


def test_pictures_carry_their_finding_for_who_listens(posterior):
    found = content(told(posterior))

    assert [len(found["ranks"]), found["map"] is None, found["bias"] is None] == [1, False, False]
    for picture in (*found["ranks"], found["map"], found["bias"], found["curves"]):
        assert len(picture["alt"].split()) > 5


def test_without_draws_there_are_no_ranks_and_no_groups():
    found = content(told(analysed(panel())))

    assert (found["ranks"], found["groups"]) == ([], [])
    assert {row[0] for row in found["officials"]} == {"–"}


def test_parts_that_are_not_connected_are_never_drawn_on_one_axis():
    analysis = analysed(split(), Estimator.POSTERIOR)
    found = content(told(analysis))

    assert (found["map"], found["ranks"]) == (None, [])
    assert "2 bagian yang tidak dapat dibandingkan" in headline(analysis)
    assert "jarak" not in headline(analysis)
    assert {row[1][1] for row in found["officials"]} == {"bagian 1", "bagian 2"}


def test_a_facet_that_the_file_lacks_has_no_table():
    one = panel()
    alone = ratings_of(
        [one.officials[p] for p in one.official[one.examiner == 0]],
        marks=one.mark[one.examiner == 0],
        criteria=[one.criteria[k] for k in one.criterion[one.examiner == 0]],
    )
    found = content(told(analysed(alone), has_examiners=False))

    assert found["examiners"] == []
    assert found["bias"] is None
    assert "penguji" not in found["headline"]
