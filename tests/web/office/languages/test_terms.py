"""Whatever list a page can show has a word in both languages for each of its members."""

from collections.abc import Iterator

import pytest
from django.utils import translation

from selaras.core.errors import CoreError
from selaras.core.lifecycle import Phase
from selaras.core.vocabulary import Term
from selaras.refusals import sentence_of
from selaras.refusals.facts import fact_name
from selaras.web.office import urls
from selaras.web.office.terms import ENGLISH, term_word

# Lists that no page shows as they are: their pages have sentences for each member.
TOLD_OTHERWISE = {
    "selaras.core.measurement.model.Estimator",
    "selaras.core.measurement.model.Family",
    "selaras.core.measurement.simulation.Spread",
    "selaras.core.placement.model.RequirementKind",
    "selaras.core.placement.model.SlateName",
    "selaras.core.placement.offer.MoveKind",
    "selaras.core.timetable.checking.Breach",
    "selaras.core.timetable.conflict.WishKind",
    "selaras.core.timetable.wanted.Goal",
}


def lists() -> Iterator[type[Term]]:
    assert urls.urlpatterns  # all rooms are loaded, and with them every list they know
    return (one for one in Term.__subclasses__() if one.__module__.startswith("selaras."))


def test_every_term_that_a_page_can_show_has_an_english_word() -> None:
    missing = [
        f"{one.__module__}.{one.__name__}.{term.name}"
        for one in lists()
        if f"{one.__module__}.{one.__name__}" not in TOLD_OTHERWISE
        for term in one
        if not ENGLISH.get((type(term), term.value))
    ]

    assert missing == []


def test_a_term_is_told_in_the_language_of_the_page() -> None:
    with translation.override("en"):
        assert term_word(Phase.DECISION) == "Decision"
    with translation.override("id"):
        assert term_word(Phase.DECISION) == "Penetapan"


@pytest.mark.parametrize("phase", ["closed", "Pleno"])
def test_a_refusal_names_a_phase_and_not_its_code(phase: str) -> None:
    wrong = CoreError("move_not_allowed", phase=phase, verb="lock_scheme")

    assert "tahap Pleno" in sentence_of(wrong, "id")
    assert "phase Plenary" in sentence_of(wrong, "en")


def test_facts_of_a_refusal_are_named_in_its_language() -> None:
    wrong = CoreError("official_unknown", nip="P-001", kind="Umpan balik 360")

    assert "jenis: Umpan balik 360" in sentence_of(wrong, "id")
    assert "kind: 360 feedback" in sentence_of(wrong, "en")
    assert fact_name("examiner", "id") == "penguji"
