"""What the five examples propose: lawful moves of the kinds that were reported, each proved the best."""

import pytest

from selaras.core import vocabulary as v
from tests.journeys.example_runs import KEYS, case_of

STAYING = {"stay", "extend"}


@pytest.mark.parametrize("key", KEYS)
def test_every_example_proposes_the_proved_best_and_nobody_loses_a_post(dossier_of, key):
    placement = dossier_of(key).placement
    best = placement["slates"][0]

    assert placement["unplaced_because"] is None
    assert best["is_optimal"]
    assert best["objective"] == best["bound"] == placement["frontier"][-1]["objective"]
    assert all(one["to"] is not None for one in placement["officials"] if one["from"] is not None)
    taken = [seat for seat in best["seats"].values() if seat is not None]
    assert len(set(taken)) == len(taken)


@pytest.mark.parametrize("key", KEYS)
def test_everybody_is_told_why_here_and_why_not_there_in_both_languages(dossier_of, key):
    for one in dossier_of(key).placement["officials"]:
        assert len(one["why_id"]) > len(one["name"])
        assert one["why_en"] not in ("", one["why_id"])


def test_bengkulu_2021_fills_each_acting_post_by_a_chain_or_leaves_it_to_selection(dossier_of):
    placement = dossier_of("bengkulu-2021").placement
    acting = {one.code for one in case_of("bengkulu-2021").positions if one.state is v.PositionState.ACTING}
    ends = {chain[-1]["to"]["code"] for chain in placement["slates"][0]["chains"]}
    left = {one["post"]["code"] for one in placement["posts"] if one["goes_to_selection"]}
    from_outside = [one for one in placement["officials"] if one["from"] is None]

    assert len(acting) == 6
    assert acting <= ends | left
    assert not ends & left
    assert len(ends & acting) == 4
    assert {one["kind"] for one in from_outside} <= {"mutation", "promotion", "lower-class"}
    assert len(from_outside) == 3


def test_bengkulu_2021_leaves_those_inaugurated_in_april_where_they_are(dossier_of):
    dossier = dossier_of("bengkulu-2021")
    exempt = {one["nip"] for one in dossier.people("exempt")}
    seats = {one["nip"]: one for one in dossier.placement["officials"]}

    assert len(exempt) == 7
    assert all(seats[nip]["kind"] == "stay" for nip in exempt)


def test_metro_2021_fits_most_where_they_are_and_leaves_the_rest_to_open_selection(dossier_of):
    dossier = dossier_of("metro-2021")
    left = {one["post"]["code"] for one in dossier.placement["posts"] if one["goes_to_selection"]}

    assert dossier.kinds() == {"stay": 27, "mutation": 1}
    assert len(left) == 3


def test_bengkulu_2024_is_ground_for_mutation_rotation_and_promotion(dossier_of):
    assert {"mutation", "rotation", "promotion"} <= set(dossier_of("bengkulu-2024").kinds())


def test_lampung_2020_promotes_moves_and_lowers_nobody_without_a_file(dossier_of):
    dossier = dossier_of("lampung-2020")
    files = {
        one.nip for one in case_of("lampung-2020").permissions if one.kind is v.PermissionKind.DEMOTION_FILE
    }
    failed = {one["nip"] for one in dossier.people() if not one["passed"]}
    seats = {one["nip"]: one["kind"] for one in dossier.placement["officials"]}

    assert {"promotion", "mutation", "demotion"} <= set(seats.values())
    assert {nip for nip, kind in seats.items() if kind == "demotion"} == files
    assert {seats[nip] for nip in failed - files} == {"stay"}


def test_banten_2023_extends_a_five_year_term_or_moves(dossier_of):
    dossier = dossier_of("banten-2023")
    kinds = dossier.kinds()
    moved = {one["nip"] for one in dossier.placement["officials"] if one["kind"] not in STAYING}

    assert kinds["extend"] >= 10
    assert 0 < len(moved) < 5
