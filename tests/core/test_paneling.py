"""Who may sit on a panel, and who may rate whom."""

from dataclasses import replace

import pytest

from selaras.core import casefile as c
from selaras.core import vocabulary as v
from selaras.core.errors import CoreError
from selaras.core.paneling import RatingRight, judge_panel, rating_allowed
from selaras.core.rules import Outcome
from selaras.core.vocabulary import Element, PanelRole
from tests.core.building import (
    ANI,
    BUDI,
    TEST_ON,
    date,
    event,
    examiner,
    panel,
    permission,
    rulebook_on,
    small_case,
)

BROKEN, FLAGGED = Outcome.BROKEN, Outcome.FLAGGED
UNKNOWN = Outcome.UNKNOWN


def remarks(examiners, rulebook=None, **changes):
    """Return rule and outcome of everything that needs attention, in order."""
    case = small_case(examiners=tuple(examiners), **changes)
    found = judge_panel(case, rulebook or rulebook_on())
    return [(one.rule, one.outcome) for one in found if one.needs_attention]


def with_members(*more):
    return (*panel(), *more)


def test_a_lawful_panel_gets_no_remark():
    assert remarks(panel()) == []


@pytest.mark.parametrize(
    ("n", "found"),
    [(3, BROKEN), (4, BROKEN), (5, None), (6, BROKEN), (7, None), (9, None), (11, BROKEN)],
)
def test_a_panel_is_odd_and_has_five_to_nine_members(n, found):
    members = [examiner(f"A{number}") for number in range(n - 1)]
    jpt = examiner("E", Element.EXTERNAL_JPT, role=PanelRole.CHAIR)
    inside = examiner("I", Element.INTERNAL)

    sizes = dict(remarks([jpt, inside, *members[1:]]))

    assert sizes.get("PANSEL-SIZE") is found


@pytest.mark.parametrize(("n_internal", "found"), [(2, None), (3, FLAGGED)])
def test_members_from_inside_are_at_most_45_percent(n_internal, found):
    inside = [examiner(f"I{n}", Element.INTERNAL) for n in range(n_internal)]
    outside = [examiner(f"A{n}") for n in range(4 - n_internal)]
    jpt = examiner("E", Element.EXTERNAL_JPT, role=PanelRole.CHAIR)

    assert dict(remarks([jpt, *inside, *outside])).get("PANSEL-INT") is found


def test_a_confirmed_share_of_members_from_inside_bars():
    inside = [examiner(f"I{n}", Element.INTERNAL) for n in range(3)]
    members = [examiner("E", Element.EXTERNAL_JPT, role=PanelRole.CHAIR), *inside, examiner("A")]

    found = dict(remarks(members, rulebook_on(TEST_ON, "PANSEL-INT")))

    assert found == {"PANSEL-INT": BROKEN}


def test_the_panel_of_2024_is_flagged_for_its_public_figure_and_the_missing_outside_official():
    members = (
        examiner("P1", Element.INTERNAL, role=PanelRole.CHAIR, function="Sekretaris Daerah"),
        examiner("P2"),
        examiner("P3"),
        examiner("P4"),
        examiner("P5", Element.PUBLIC_FIGURE),
    )
    case = small_case(examiners=members)

    found = [one for one in judge_panel(case, rulebook_on()) if one.needs_attention]

    assert [(one.rule, one.outcome, dict(one.facts)) for one in found] == [
        ("PANSEL-WHO", FLAGGED, {"member": "Penguji P5", "excess": "public-figure"}),
        (
            "PANSEL-WHO",
            FLAGGED,
            {"elements": "internal, academic, public-figure", "missing": "external-jpt"},
        ),
    ]
    assert "Tokoh masyarakat" in found[0].text_id()
    assert "JPT instansi lain" in found[1].text_id()


def test_experts_stand_for_the_same_kind_as_academics():
    members = [
        examiner("P1", Element.INTERNAL, role=PanelRole.CHAIR),
        examiner("P2", Element.EXTERNAL_JPT),
        *(examiner(f"X{n}", Element.EXPERT) for n in range(3)),
    ]

    assert remarks(members) == []


@pytest.mark.parametrize("n_chairs", [0, 2])
def test_a_panel_has_one_chair(n_chairs):
    members = [
        replace(one, role=PanelRole.CHAIR if n < n_chairs else PanelRole.MEMBER)
        for n, one in enumerate(panel())
    ]

    assert remarks(members) == [("PANSEL-CHAIR", FLAGGED)]


def test_a_party_member_may_not_sit_on_a_panel():
    members = [replace(one, is_party_member=one.code == "P4") for one in panel()]

    assert remarks(members) == [("PANSEL-PARTY", BROKEN)]


def test_a_declaration_not_handed_in_is_flagged_by_name():
    members = tuple(replace(one, conflicts_declared=one.code != "P4") for one in panel())

    found = judge_panel(small_case(examiners=members), rulebook_on())

    assert [one.facts["member"] for one in found if one.rule == "PANSEL-DECLARE"] == ["Penguji P4"]
    assert remarks(members) == [("PANSEL-DECLARE", FLAGGED)]


@pytest.mark.parametrize(
    ("level", "found"),
    [
        (v.Level.JPT_MADYA, []),
        (v.Level.JPT_PRATAMA, []),
        (v.Level.ADMINISTRATOR, [("PANSEL-RANK", FLAGGED)]),
        (v.Level.JF_AHLI_UTAMA, [("PANSEL-RANK", UNKNOWN)]),
        (None, [("PANSEL-RANK", UNKNOWN)]),
    ],
)
def test_a_member_from_inside_ranks_at_least_as_high_as_the_posts(level, found):
    members = [replace(one, level=level) if one.code == "P2" else one for one in panel()]

    assert remarks(members) == found


def test_for_functional_posts_the_rank_of_members_is_not_compared():
    members = [replace(one, level=None) if one.code == "P2" else one for one in panel()]
    when = event(assessed_level=v.Level.JF_AHLI_MADYA)

    assert remarks(members, event=when) == []


def test_outside_jpt_events_the_panel_article_is_followed_by_analogy_and_only_flags():
    members = [replace(one, is_party_member=True) for one in panel()[:4]]
    when = event(kind=v.EventKind.ADMINISTRATOR, assessed_level=v.Level.ADMINISTRATOR)

    outcomes = {outcome for _, outcome in remarks(members, event=when)}

    assert outcomes == {FLAGGED}


# --- an outside centre -------------------------------------------------------------------------

LAN = event(assessor_body="Lembaga Administrasi Negara")


def test_where_an_outside_centre_scores_an_agreement_takes_the_place_of_the_panel():
    signed = permission(v.PermissionKind.AGREEMENT, date(2024, 1, 30))
    too_late = permission(v.PermissionKind.AGREEMENT, date(2024, 1, 31))
    assessor = examiner("L1", Element.ASSESSOR_BODY)

    assert remarks((), event=LAN, permissions=()) == [("AC-AGREEMENT", FLAGGED)]
    assert remarks((), event=LAN, permissions=(too_late,)) == [("AC-AGREEMENT", FLAGGED)]
    assert remarks((assessor,), event=LAN, permissions=(signed,)) == []


def test_a_panel_beside_an_outside_centre_is_judged_as_well():
    found = dict(remarks(panel()[:3], event=LAN, permissions=()))

    assert (found["PANSEL-SIZE"], found["AC-AGREEMENT"]) == (BROKEN, FLAGGED)


def test_only_a_reorganisation_must_be_tested_by_a_panel():
    def asked(kind, members):
        centre = event(kind=kind, assessor_body="Lembaga Administrasi Negara")
        case = small_case(examiners=members, event=centre)
        return [one.outcome for one in judge_panel(case, rulebook_on()) if one.rule == "MUT-130-REORG"]

    assert asked(v.EventKind.REORGANISATION, ()) == [BROKEN]
    assert asked(v.EventKind.REORGANISATION, panel()) == [Outcome.MET]
    assert asked(v.EventKind.JOB_FIT, ()) == []


# --- conflicts ---------------------------------------------------------------------------------


def right(*kinds, of=ANI.nip):
    conflicts = tuple(c.Conflict(nip=ANI.nip, kind=kind, note="") for kind in kinds)
    members = (replace(panel()[0], conflicts=conflicts), *panel()[1:])
    case = small_case(examiners=members)
    return rating_allowed(v.ExaminerCode("P1"), of, case=case, rulebook=rulebook_on())


def test_who_declared_nothing_may_rate():
    assert right() is RatingRight.ALLOWED
    assert right(v.ConflictKind.KIN, of=BUDI.nip) is RatingRight.ALLOWED


@pytest.mark.parametrize("kind", [kind for kind in v.ConflictKind if kind is not v.ConflictKind.SUPERIOR])
def test_a_declared_conflict_bars_from_rating_that_person(kind):
    assert right(kind) is RatingRight.BARRED


def test_the_direct_superior_may_rate_openly_as_the_rulebook_says():
    assert right(v.ConflictKind.SUPERIOR) is RatingRight.DISCLOSED


def test_a_barring_conflict_outweighs_one_that_may_be_disclosed():
    assert right(v.ConflictKind.SUPERIOR, v.ConflictKind.KIN) is RatingRight.BARRED
    assert right(v.ConflictKind.KIN, v.ConflictKind.SUPERIOR) is RatingRight.BARRED


def test_an_unknown_examiner_is_refused():
    with pytest.raises(CoreError) as refused:
        rating_allowed(v.ExaminerCode("P9"), ANI.nip, case=small_case(), rulebook=rulebook_on())

    assert refused.value.code == "examiner_unknown"
