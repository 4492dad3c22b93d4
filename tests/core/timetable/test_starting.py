"""The wishes of an event follow from its case file; what the office says besides goes before."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from selaras.core import vocabulary as v
from selaras.core.casefile import Conflict
from selaras.core.dossier import dossier_of
from selaras.core.errors import CoreError
from selaras.core.timetable import Absence, Tie, check, timetable_of
from selaras.core.timetable.settings import USUAL_FRIDAY, MethodSaid, PanelSaid, RoomSaid, Settings
from selaras.core.timetable.starting import wanted_of
from tests.core.building import ANI, BUDI, rulebook_on, small_case
from tests.core.building_scheme import scheme


def dossier(**changes: object):  # type: ignore[no-untyped-def]
    case = small_case(scheme=replace(scheme(), timetable_seed=6), **changes)
    return dossier_of(case, rulebook_on())


def test_an_event_has_one_panel_in_one_room_unless_more_is_said() -> None:
    wanted = wanted_of(dossier(), Settings())

    assert [(one.code, len(one.examiners)) for one in wanted.panels] == [("T1", len(small_case().examiners))]
    assert len(wanted.rooms) == 1
    assert [day.on for day in wanted.days] == sorted(small_case().event.scoring_days)
    papers = [one for one in wanted.sittings if one.method is v.Method.PAPER]
    interviews = [one for one in wanted.sittings if one.method is v.Method.INTERVIEW]
    assert [(len(one.officials), one.panels) for one in papers] == [(3, ())]
    assert [(len(one.officials), one.panels, one.after) for one in interviews] == [
        (1, ("T1",), (papers[0].code,))
    ] * 3
    assert wanted.seed == 6
    assert check(timetable_of(wanted)) == ()


def test_a_barring_conflict_makes_the_examiner_leave_and_lowers_who_must_stay() -> None:
    first, *others = small_case().examiners
    tied = replace(first, conflicts=(Conflict(nip=BUDI.nip, kind=v.ConflictKind.KIN, note=""),))

    wanted = wanted_of(dossier(examiners=(tied, *others)), Settings())

    assert wanted.ties == (Tie(examiner=first.code, official="P-002"),)
    assert wanted.panels[0].least == len(others)


def test_an_absence_may_be_said_by_nip_and_nobody_unknown_is_absent() -> None:
    on = small_case().event.scoring_days[0]

    wanted = wanted_of(dossier(), Settings(absences=(Absence(who=ANI.nip, on=on),)))

    assert wanted.absences == (Absence(who="P-001", on=on),)
    with pytest.raises(CoreError, match="timetable_code_unknown"):
        wanted_of(dossier(), Settings(absences=(Absence(who="U-99", on=on),)))


def test_what_the_office_says_goes_before_what_is_usual() -> None:
    examiners = tuple(one.code for one in small_case().examiners)
    said = Settings(
        rooms=(RoomSaid(code="A", name="Ruang A", seats=3),),
        panels=(PanelSaid(code="X", name="Tim X", examiners=examiners, least=1),),
        methods={v.Method.INTERVIEW: MethodSaid(minutes=40, group=2)},
        step=20,
        changeover=10,
        seed=99,
    )

    wanted = wanted_of(dossier(), said)

    interviews = [one for one in wanted.sittings if one.method is v.Method.INTERVIEW]
    assert [(len(one.officials), one.minutes, one.panels) for one in interviews] == [
        (1, 40, ("X",)),
        (2, 40, ("X",)),
    ]
    assert (wanted.step, wanted.changeover, wanted.seed) == (20, 10, 99)
    assert wanted.panels[0].rooms == ("A",)


def test_friday_leaves_time_for_the_prayer_in_congregation() -> None:
    friday = date(2024, 1, 26)

    assert Settings().day(friday) == USUAL_FRIDAY
    assert USUAL_FRIDAY.breaks[0].start <= 11 * 60 + 45
    assert USUAL_FRIDAY.breaks[0].end >= 13 * 60


def test_an_event_without_seed_or_sittings_is_refused() -> None:
    bare = small_case(scheme=replace(scheme(), timetable_seed=None))
    with pytest.raises(CoreError, match="timetable_seed_missing"):
        wanted_of(dossier_of(bare, rulebook_on()), Settings())
    with pytest.raises(CoreError, match="timetable_nothing_to_sit"):
        wanted_of(dossier(assignments=()), Settings())
    with pytest.raises(CoreError, match="timetable_method_without_panel"):
        wanted_of(dossier(), Settings(panels=(PanelSaid(code="X", name="X", examiners=("U-99",)),)))
