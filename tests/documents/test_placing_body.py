"""What the body of the laporan hasil says of a slate in few words; the full reasons stand in its annex."""

from dataclasses import replace
from functools import cache

from selaras.core import vocabulary as v
from selaras.core.placement.model import NOWHERE
from selaras.documents import facts
from selaras.documents.content.placing import candidates, section, staying
from selaras.documents.content.placing.shown import Shown, is_move, shown
from selaras.documents.docket import docket_of
from tests.documents import building as t
from tests.documents.building_offers import offered


@cache
def event() -> Shown:
    one = offered(7, 2)
    found = shown(docket_of(one.case, one.results, t.rulebook(), t.stamp(), offer=one.offer))
    assert found is not None
    return found


def test_everybody_stands_in_the_body_once():
    one = event()
    told = section.section(one.docket)

    names = [row[0][0] for row in (*told["seats"], *told["staying"])]
    names += [name for *_, those in told["bound"] for name in those.split("; ")]

    assert sorted(facts.bare_name(name) for name in names) == sorted(
        facts.bare_name(person.name) for person in one.officials
    )
    assert all(why.endswith(".") for _, why, _ in told["bound"])


def test_whom_the_slate_treats_otherwise_than_the_recommendation_is_named():
    one = event()
    seat = next(each for each in one.offer.seats if is_move(each))
    before = one.results[seat.official]
    kept = replace(before.recommendation, kind=v.Move.STAY, position=before.position)
    results = list(one.results)
    results[seat.official] = replace(before, recommendation=kept)

    lines = staying.apart(replace(one, results=tuple(results)))

    (line,) = [each for each in lines if each.startswith("Direkomendasikan tetap, diusulkan pindah: ")]
    assert one.cast.people[seat.official].name in line


def test_a_move_that_gains_next_to_nothing_is_named_and_one_that_gains_is_not():
    one = event()
    seat = next(each for each in one.offer.seats if is_move(each))
    name = one.cast.people[seat.official].name

    def told(hundredths: int, *, is_exact: bool = True) -> str:
        losses = one.offer.losses
        loss = losses.loss.copy()
        loss[seat.official, one.cast.home[seat.official]] = hundredths
        changed = replace(losses, loss=loss, is_exact=is_exact)
        return staying.hardly_needed(replace(one, offer=replace(one.offer, losses=changed)))

    assert f"{name} (0,03)" in told(3)
    assert name not in told(50)
    assert told(3, is_exact=False) == ""


def test_a_bound_is_never_told_as_an_exact_loss():
    one = event()
    bounds = replace(one, offer=replace(one.offer, losses=replace(one.offer.losses, is_exact=False)))

    assert [staying.loss_words(one, lost) for lost in (0, 250)] == ["setara", "susunan turun 2,50"]
    assert [staying.loss_words(bounds, lost) for lost in (0, 250)] == [
        "belum pasti",
        "susunan turun paling sedikit 2,50",
    ]


def test_a_candidate_is_called_proposed_only_where_the_slate_seats_the_person():
    one = event()
    compared = [each for each in one.offer.posts if each.holder == NOWHERE or len(each.candidates) > 1]

    for row, told in zip(candidates.rows(one, only_changed=False), compared, strict=True):
        proposed = [cell[1].endswith("; diusulkan") for cell in row[1:] if isinstance(cell, list)]
        assert proposed == [each.official == told.holder for each in told.candidates]


def test_a_post_that_only_its_holder_may_have_needs_no_table():
    one = event()
    alone = [each for each in one.offer.posts if [c.official for c in each.candidates] == [each.holder]]

    sentence = candidates.without_others(one)

    assert alone
    assert all(
        f"{one.cast.post(each.post)} ({one.cast.people[each.holder].name})" in sentence for each in alone
    )


def test_why_slate_and_recommendation_part_speaks_of_estimates_only_where_there_are_some():
    one = event()
    worth = one.offer.problem.worth
    measured = {pair: replace(each, expected=each.match) for pair, each in worth.items()}
    problem = replace(one.offer.problem, worth=measured)

    without = staying.apart_because(one)
    with_some = staying.apart_because(replace(one, offer=replace(one.offer, problem=problem)))

    assert "perkiraan terbaiknya" in with_some
    assert "perkiraan terbaiknya" not in without
    assert "satu jabatan hanya dapat diisi satu orang" in without


def test_a_gain_that_holds_the_value_of_newcomers_says_so():
    one = event()
    seat = next(each for each in one.offer.seats if is_move(each))
    home = tuple(NOWHERE if row == seat.official else each for row, each in enumerate(one.cast.home))
    newcomer = replace(one, cast=replace(one.cast, home=home))

    assert "termasuk seluruh nilai penempatan 1 pejabat" in section.headline(newcomer)
    assert "termasuk seluruh nilai" not in section.headline(one)
