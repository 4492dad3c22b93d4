"""Why here, why not there: complete in both languages, exact, and never vague."""

import re
from dataclasses import replace
from decimal import Decimal
from functools import cache

import pytest

from selaras.core.errors import CoreError
from selaras.core.move_policy import CouplingKind, CouplingRule
from selaras.core.outcome import Reason
from selaras.core.placement.model import NOWHERE, Requirement, RequirementKind, SlateName, Step
from selaras.core.placement.offer import CLOSING_CODES, Change, MoveKind, SeatTold, WhyNot, Worth
from selaras.core.vocabulary import Category, ParticipantStatus
from selaras.documents import placing_sentences as s
from tests.documents.building_offers import Offered, offered
from tests.documents.building_results import DOUBT, TOO_NEW

LANGUAGES = (s.INDONESIAN, s.ENGLISH)
FACTS = {
    "status": ParticipantStatus.EXEMPT.value,
    "category": Category.KMS.istilah,
    "box": "1",
    "competences": "M.01, T.01",
    "place": "4",
}
ANI, BUDI, CITRA = range(3)
SOSIAL, PERHUBUNGAN, PANGAN, PARIWISATA = range(4)


def cast(**changes: object) -> s.Cast:
    """Return Ani at Sosial, Budi at Perhubungan, Citra at Pangan; Pariwisata is vacant."""
    posts = tuple(f"Kepala Dinas {one}" for one in ("Sosial", "Perhubungan", "Pangan", "Pariwisata"))
    one = s.Cast(
        people=(
            s.Person(name="Ani", is_female=True, post=posts[SOSIAL]),
            s.Person(name="Budi", is_female=False, post=posts[PERHUBUNGAN]),
            s.Person(name="Citra", is_female=True, post=posts[PANGAN]),
        ),
        posts=posts,
        home=(SOSIAL, PERHUBUNGAN, PANGAN),
        matches={(ANI, PERHUBUNGAN): Decimal("94.10"), (ANI, PARIWISATA): Decimal("80.00")},
        expected={},
        competences={"M.01": "Integritas", "T.01": "Perencanaan Daerah"},
    )
    return replace(one, **changes)


def step(official: int, start: int, end: int) -> Step:
    return Step(official=official, start=start, end=end)


@cache
def event() -> Offered:
    return offered(12, 2)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_kind_and_name_has_its_words_and_no_other_does(language):
    assert set(language.closings) == set(CLOSING_CODES)
    assert set(language.kinds) == set(language.openings) == set(MoveKind)
    assert set(language.slates) == set(SlateName)
    assert set(language.rules) == set(CouplingKind)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", CLOSING_CODES)
def test_a_closing_reason_reads_as_a_sentence(language, code):
    told = language.closing(Reason(code=code, facts=FACTS), cast().competences)

    assert told[0].isupper()
    assert told.endswith(".")
    assert not re.search(r"[{}_]|None|M\.01|  ", told)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_reason_without_a_sentence_is_refused(language):
    with pytest.raises(CoreError) as refused:
        language.closing(Reason(code="new_reason", facts={}), {})

    assert refused.value.code == "reason_without_sentence"


def test_the_loss_is_told_with_who_would_have_to_go_where():
    one = WhyNot(
        official=ANI,
        post=PERHUBUNGAN,
        loss=320,
        path=(
            step(ANI, SOSIAL, PERHUBUNGAN),
            step(BUDI, PERHUBUNGAN, PARIWISATA),
        ),
    )

    assert s.why_not(cast(), one, s.INDONESIAN, leaves=SOSIAL) == (
        "Bila menjadi Kepala Dinas Perhubungan (94,10 persen), seluruh susunan turun 3,20 poin, karena "
        "Sdr. Budi harus pindah menjadi Kepala Dinas Pariwisata, serta Kepala Dinas Sosial menjadi lowong."
    )
    assert s.why_not(cast(), one, s.ENGLISH, leaves=SOSIAL) == (
        "As Kepala Dinas Perhubungan (94.10 percent) the whole would lose 3.20 points, because Budi would "
        "have to become Kepala Dinas Pariwisata, and Kepala Dinas Sosial would fall vacant."
    )


def test_three_who_are_displaced_are_parted_by_semicolons_since_titles_have_commas():
    one = WhyNot(
        official=ANI,
        post=PERHUBUNGAN,
        loss=5,
        path=(
            step(ANI, SOSIAL, PERHUBUNGAN),
            step(BUDI, PERHUBUNGAN, PANGAN),
            step(CITRA, PANGAN, SOSIAL),
        ),
    )

    told = s.why_not(cast(home=(NOWHERE, SOSIAL, SOSIAL)), one, s.INDONESIAN, leaves=PARIWISATA)

    assert told.endswith(
        "turun 0,05 poin, karena Sdr. Budi harus pindah menjadi Kepala Dinas Pangan; Sdri. Citra harus tetap "
        "sebagai Kepala Dinas Sosial; serta Kepala Dinas Pariwisata menjadi lowong."
    )


def test_a_loss_that_moves_nobody_else_says_so():
    one = WhyNot(official=ANI, post=PARIWISATA, loss=1410, path=(step(ANI, SOSIAL, PARIWISATA),))

    assert s.why_not(cast(), one, s.INDONESIAN, leaves=SOSIAL) == (
        "Bila menjadi Kepala Dinas Pariwisata (80,00 persen), seluruh susunan turun 14,10 poin; Kepala Dinas "
        "Sosial menjadi lowong dan tidak ada pejabat lain yang harus pindah."
    )


def test_a_tie_is_said_as_a_tie():
    one = WhyNot(official=ANI, post=PARIWISATA, loss=0, path=(step(ANI, SOSIAL, PARIWISATA),))

    assert "tetap sama (setara)" in s.why_not(cast(), one, s.INDONESIAN, leaves=SOSIAL)
    assert "(a tie)" in s.why_not(cast(), one, s.ENGLISH, leaves=SOSIAL)
    assert "turun" not in s.why_not(cast(), one, s.INDONESIAN, leaves=SOSIAL)


def test_a_bound_is_said_as_a_bound_and_claims_nothing_of_others():
    bound = WhyNot(official=ANI, post=PARIWISATA, loss=320, is_bound=True)
    nothing = WhyNot(official=ANI, post=PARIWISATA, loss=0, is_bound=True)

    told = s.why_not(cast(), bound, s.INDONESIAN, leaves=SOSIAL)

    assert told.endswith("seluruh susunan turun paling sedikit 3,20 poin.")
    assert "tidak akan naik" in s.why_not(cast(), nothing, s.INDONESIAN)
    assert "setara" not in s.why_not(cast(), nothing, s.INDONESIAN)
    assert "at least 3.20 points." in s.why_not(cast(), bound, s.ENGLISH)


def test_a_closed_post_is_told_with_the_rule_its_article_and_every_ground():
    ours = Reason(code="knocked_out", facts={"competences": "M.01, T.01"})
    one = WhyNot(official=ANI, post=PERHUBUNGAN, closed=(TOO_NEW, ours))

    told = s.why_not(cast(), one, s.INDONESIAN)

    assert told.startswith("Kepala Dinas Perhubungan (94,10 persen) tidak boleh diduduki. Mutasi antar-JPT")
    assert "[PP 11/2017 Pasal 132 jo. PP 17/2020]" in told
    assert told.endswith("Syarat wajib belum terpenuhi: Integritas dan Perencanaan Daerah.")


def test_what_can_never_be_is_not_called_closed():
    one = WhyNot(official=ANI, post=PERHUBUNGAN, never=True)

    assert "boleh diduduki, tetapi tidak ada susunan lengkap yang sah" in s.why_not(cast(), one, s.INDONESIAN)
    assert "no complete lawful set" in s.why_not(cast(), one, s.ENGLISH)


def test_who_would_go_without_a_post_is_told_so():
    path = (step(ANI, SOSIAL, PERHUBUNGAN), step(BUDI, PERHUBUNGAN, NOWHERE))
    one = WhyNot(official=ANI, post=PERHUBUNGAN, loss=9000, path=path)

    assert "karena Sdr. Budi tidak memperoleh jabatan" in s.why_not(cast(), one, s.INDONESIAN, leaves=SOSIAL)


def seat(kind: MoveKind, **changes: object) -> SeatTold:
    one = event().offer.seats[0]
    return replace(one, kind=kind, **changes)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", [one for one in MoveKind if one is not MoveKind.NO_SEAT])
def test_every_kind_of_move_names_the_post(language, kind):
    one = event()
    names = s.cast_of(one.case, one.results, one.offer.problem)

    told = s.why_here(one.offer, names, seat(kind), language)

    assert names.post(seat(kind).post) in told
    assert told[0].isupper()
    assert told.endswith(".")


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_gets_no_seat_is_told_why(language):
    one = event()
    names = s.cast_of(one.case, one.results, one.offer.problem)
    told = s.why_here(one.offer, names, seat(MoveKind.NO_SEAT, post=NOWHERE, worth=None), language)

    assert told == f"{language.openings[MoveKind.NO_SEAT]}. {language.no_seat_because()}"


def test_every_part_of_a_value_is_told_with_its_number():
    one = event()
    names = s.cast_of(one.case, one.results, one.offer.problem)
    worth = Worth(match=Decimal("92.31"), experience=Decimal("80.50"), price=Decimal("2.00"), value=8913)

    told = s.why_here(one.offer, names, seat(MoveKind.MUTATION, worth=worth), s.INDONESIAN)

    assert "kesesuaian 92,31 persen (jabatan sekarang 68,00 persen)" in told
    assert told.endswith(
        "pengalaman di bidang jabatan 80,5 dari 100 dan harga perpindahan 2 poin, sehingga nilai "
        "penempatan 89,13."
    )


def test_an_own_post_that_counts_as_nothing_says_why():
    one = event()
    names = s.cast_of(one.case, one.results, one.offer.problem)
    worth = Worth(
        match=Decimal("92.31"), experience=None, price=Decimal(0), value=0, knocked_out_by=("M.01",)
    )
    none = Worth(match=None, experience=None, price=Decimal(0), value=0)

    told = s.why_here(one.offer, names, seat(MoveKind.STAY, worth=worth), s.INDONESIAN)

    assert "syarat wajib Integritas belum terpenuhi, sehingga nilainya dihitung nol" in told
    assert "belum memiliki standar kompetensi" in s.why_here(
        one.offer, names, seat(MoveKind.STAY, worth=none), s.INDONESIAN
    )


def test_a_move_tells_echelon_class_and_allowance_even_where_they_are_not_known():
    change = Change(echelon=("II.b", "II.b"), job_class=(14, 15), allowance_class=(None, None))
    half = replace(change, allowance_class=(None, "15"))

    told = s.changes(seat(MoveKind.PROMOTION, change=change), s.INDONESIAN)

    assert told == "Eselon tetap II.b; kelas jabatan dari 14 menjadi 15; kelas tunjangan belum diketahui."
    assert "kelas tunjangan dari yang belum diketahui menjadi 15" in s.changes(
        seat(MoveKind.PROMOTION, change=half), s.INDONESIAN
    )
    assert s.changes(seat(MoveKind.STAY, change=change), s.INDONESIAN) == ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_paragraph_is_vague(language):
    one = event()
    names = s.cast_of(one.case, one.results, one.offer.problem)
    told = s.paragraphs(one.case, one.results, one.offer, language)

    for each, text in zip(one.offer.seats, told, strict=True):
        assert not re.search(r"[{}_]|None|  | ,|\.\.|;\.|,\.", text), text
        assert text[-1] in ".]"
        assert names.post(each.post) in text
        for other in each.others:
            assert names.post(other.post) in text
            assert other.loss == 0 or language.points(other.loss) in text
            for displaced in other.path[1:]:
                assert language.person(names.people[displaced.official]) in text
                assert names.post(displaced.end) in text


def test_whoever_has_one_seat_only_is_told_on_which_grounds_and_every_post_is_counted():
    one = event()
    alone = [each for each in one.offer.seats if each.margin is None]
    names = s.cast_of(one.case, one.results, one.offer.problem)

    lines = [line for each in alone for line in s.why_not_elsewhere(one.offer, names, each, s.INDONESIAN)]

    assert len(alone) == len(lines) == 3
    assert all(line.startswith("Semua jabatan lain tertutup. ") for line in lines)


def test_mixed_grounds_are_counted_apart_and_a_rule_is_quoted_without_one_posts_facts():
    one = event()
    names = s.cast_of(one.case, one.results, one.offer.problem)
    closed = {(0, column): (TOO_NEW,) for column in range(1, 11)} | {
        (0, column): (Reason(code="no_level", facts={}),) for column in range(11, 14)
    }

    lines = s.grounds_closed(replace(one.offer.problem, closed=closed), names, 0, s.INDONESIAN, besides=0)

    assert lines == [
        "10 dari 13 jabatan lain tertutup karena tidak memenuhi aturan ini: mutasi antar-JPT paling singkat "
        "dua tahun dalam jabatan [PP 11/2017 Pasal 132 jo. PP 17/2020].",
        "3 dari 13 jabatan lain tertutup. Belum ada bukti tentang kompetensi yang dituntut.",
    ]


def test_whatever_only_a_wish_could_open_does_not_count_as_a_choice():
    one = event()
    names = s.cast_of(one.case, one.results, one.offer.problem)
    best = seat(MoveKind.STAY)
    pair = (best.official, next(n for n in range(14) if n != best.post))
    problem = one.offer.problem
    only = {key: worth for key, worth in problem.worth.items() if key[0] != best.official}
    only |= {(best.official, best.post): best.worth, pair: best.worth}
    closed = {**problem.closed, pair: (Reason(code="not_in_play", facts={}),)}
    offer = replace(one.offer, problem=replace(problem, worth=only, closed=closed))

    assert "satu-satunya jabatan yang boleh diduduki" in s.why_here(offer, names, best, s.INDONESIAN)


def test_flags_and_certainty_come_last():
    one = event()
    names = s.cast_of(one.case, one.results, one.offer.problem)
    told = s.reasons(
        one.offer, names, seat(MoveKind.STAY, flags=(DOUBT,), chosen_percent=Decimal("99.9")), s.INDONESIAN
    )

    assert "lebih dari 99 dari 100 kali" in told.notes[0]
    assert told.notes[1].startswith("Perlu diperhatikan: Bidang ilmu sebaiknya sesuai")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", RequirementKind)
def test_a_requirement_in_conflict_names_whom_and_what_it_concerns(language, kind):
    rule = CouplingRule(kind=CouplingKind.NOT_BOTH, because="Kepala dan Sekretaris")
    instance = replace(event().offer.instance, rules=(rule,))
    one = Requirement(kind=kind, officials=(BUDI,), posts=(PANGAN,), rule=0)

    told = s.requirement(cast(), instance, one, language)

    assert told[0].isupper()
    assert told.endswith(".")
    if kind in (RequirementKind.GUARD, RequirementKind.GATES, RequirementKind.PIN):
        assert "Budi" in told
    if kind in (RequirementKind.GATES, RequirementKind.PIN, RequirementKind.POST):
        assert "Kepala Dinas Pangan" in told
    if kind is RequirementKind.RULE:
        assert "Kepala dan Sekretaris" in told


def test_no_open_post_at_all_is_said():
    one = Requirement(kind=RequirementKind.GATES, officials=(BUDI,), posts=())

    told = s.requirement(cast(), event().offer.instance, one, s.INDONESIAN)

    assert told == "Tidak ada jabatan yang boleh diduduki Sdr. Budi."


def test_two_people_of_one_name_are_told_apart_and_so_are_two_posts():
    one = event()
    first, second, *rest = one.case.officials
    posts = one.case.positions
    case = replace(
        one.case,
        officials=(first, replace(second, name=first.name), *rest),
        positions=(posts[0], replace(posts[1], title=posts[0].title), *posts[2:]),
    )

    names = s.cast_of(case, one.results, one.offer.problem)

    assert names.people[0].name.endswith("(P-001)")
    assert names.people[1].name.endswith("(P-002)")
    assert names.posts[0] != names.posts[1]


def test_an_estimate_is_told_beside_the_published_match_and_in_every_other_post():
    seat = next(one for one in event().offer.seats if one.worth is not None and one.others)
    worth = replace(seat.worth, match=Decimal("92.31"), expected=Decimal("90.04"))
    elsewhere = {(seat.official, one.post): Decimal("88.50") for one in seat.others}
    told = s.cast_of(event().case, event().results, event().offer.problem)

    made = s.why(event().offer, replace(told, expected=elsewhere), replace(seat, worth=worth), s.INDONESIAN)

    assert "kesesuaian 92,31 persen" in made
    assert "perkiraan terbaiknya 90,04 persen" in made
    if any(not one.closed and not one.never for one in seat.others):
        assert "(perkiraan 88,50 persen)" in made
