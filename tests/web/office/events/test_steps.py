"""The nine steps: what is done, what is next, what blocks; everybody's own part; the list of events."""

import re
from dataclasses import replace

import pytest
from django.utils import timezone

from selaras.actions.event_ref import EventRef
from selaras.core.lifecycle import Phase
from selaras.core.vocabulary import Role
from selaras.queries.office.listing import listed_event
from selaras.queries.office.steps import Course, Step, StepState, course_of
from selaras.web.office.held import held
from tests.actions.evidence import live_events
from tests.tampered.cases import case_of
from tests.web.office import offices
from tests.web.office.events import workbooks

pytestmark = pytest.mark.django_db


@pytest.fixture
def live() -> live_events.Live:
    return live_events.designed()


def home(ref: EventRef) -> str:
    return f"/k/{ref.agency}/{ref.key}/"


def course(ref: EventRef) -> Course:
    listed = listed_event(ref.agency, ref.key)
    assert listed is not None
    here = held(listed)
    return course_of(listed, here.case, here.rulebook, here.dossier, here.entries)


def states(ref: EventRef) -> dict[Step, StepState]:
    return {one.step: one.state for one in course(ref).steps}


def test_there_are_nine_steps_in_their_order(live: live_events.Live) -> None:
    seen = offices.browser_of(live.ref, Role.SECRETARIAT).get(home(live.ref)).content.decode()

    titles = re.findall(r'<span class="num"[^>]*>', seen)
    assert len(titles) == 9
    assert [one.step for one in course(live.ref).steps] == list(Step)


def test_exactly_one_step_is_the_next_in_every_phase(live: live_events.Live) -> None:
    found = []
    for phase in Phase:
        offices.put_into(live.ref, phase)
        found.append([step for step, state in states(live.ref).items() if state is StepState.NOW])

    assert [len(one) for one in found] == [1] * 7
    assert found[2:] == [
        [Step.SCORING],
        [Step.PLENARY],
        [Step.PLACING],
        [Step.DECISION],
        [Step.FOLLOW_UP],
    ]


def test_what_comes_later_waits(live: live_events.Live) -> None:
    offices.put_into(live.ref, Phase.SCORING)

    found = states(live.ref)

    assert [found[one] for one in (Step.DESIGN, Step.SCORING, Step.PLENARY)] == [
        StepState.DONE,
        StepState.NOW,
        StepState.WAITING,
    ]


def test_a_gate_blocks_and_names_its_article(live: live_events.Live) -> None:
    """Three examiners are no panel: Ps 114 wants five to nine."""
    panel = next(one for one in course(live.ref).steps if one.step is Step.PANEL)
    seen = offices.browser_of(live.ref, Role.SECRETARIAT).get(home(live.ref)).content.decode()

    assert "PANSEL-SIZE" in [one.rule for one in panel.gates]
    assert panel.state is not StepState.DONE
    assert all(one.article in seen for one in panel.gates)
    assert "menghalangi" in seen


def test_who_did_not_sign_the_own_data_is_counted() -> None:
    case = case_of(officials=3, methods=2, examiners=3, seed="h2")
    first, *others = case.officials
    unsigned = replace(case, officials=(replace(first, data_confirmed_on=None), *others))

    ref = live_events.designed(unsigned).ref

    found = course(ref)
    assert found.n_participants - found.n_confirmed == 1
    assert found.next is not None
    assert found.next.step is Step.PEOPLE
    assert "1 belum menandatangani" in offices.browser_of(ref, Role.CHAIR).get(home(ref)).content.decode()


def test_the_ledgers_size_and_code_stand_there_for_whoever_may_read_it(live: live_events.Live) -> None:
    listed = listed_event(live.ref.agency, live.ref.key)
    assert listed is not None
    code = f"{listed.root.hex()[:4]} {listed.root.hex()[4:8]}".upper()

    auditor = offices.browser_of(live.ref, Role.AUDITOR).get(home(live.ref)).content.decode()
    examiner = offices.browser_of(live.ref, Role.EXAMINER, holder="PG-1").get(home(live.ref)).content.decode()

    assert code in auditor
    assert f"{listed.size} catatan" in auditor
    # The root changes with every mark of anybody: an examiner is told neither.
    assert code not in examiner
    assert "Utuh" not in examiner


def test_an_examiner_sees_the_own_sheets_and_nobody_elses() -> None:
    live = live_events.scoring()
    codes = [one.code for one in live.case.examiners]
    live.received(*live.signed_sheets(live.sheets(codes[0])[:1]))
    own = len(live.sheets(codes[0]))

    first = offices.browser_of(live.ref, Role.EXAMINER, name="satu", holder=codes[0])
    second = offices.browser_of(live.ref, Role.EXAMINER, name="dua", holder=codes[1])

    assert f"1 dari {own} lembar Anda" in first.get(home(live.ref)).content.decode()
    seen = second.get(home(live.ref)).content.decode()
    assert f"0 dari {own} lembar Anda" in seen
    assert "lembar diterima" not in seen


def test_a_participant_is_led_to_the_own_page_and_told_of_nobody_else(live: live_events.Live) -> None:
    seen = offices.participant_browser(live.ref, "P-001").get(home(live.ref)).content.decode()

    assert "Halaman saya" in seen
    assert not any(one.name in seen for one in live.case.officials[1:])
    assert "Tenggat hukum" not in seen


def test_every_link_of_the_home_page_leads_somewhere_its_reader_may_go() -> None:
    live = live_events.scoring()
    for role in (Role.SECRETARIAT, Role.CHAIR, Role.REVIEWER, Role.AUDITOR):
        browser = offices.browser_of(live.ref, role)
        seen = browser.get(home(live.ref)).content.decode()
        links = set(re.findall(rf'href="({home(live.ref)}[^"#?]*)"', seen.split("<main", 1)[1]))

        answers = {link: browser.get(link).status_code for link in links}

        assert {code for code in answers.values() if code not in (200, 302)} == set(), (role, answers)


def test_a_build_whose_steps_forget_the_gates_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    from selaras.queries.office import steps

    monkeypatch.setattr(steps, "judge_panel", lambda case, rulebook: ())
    ref = live_events.designed().ref

    with pytest.raises(AssertionError):
        test_a_gate_blocks_and_names_its_article(live_events.Live(ref, *[None] * 3))  # type: ignore[arg-type]


def test_the_list_says_what_to_do_when_there_is_nothing() -> None:
    empty = workbooks.secretariat("orang-baru", of=offices.agency_row("kota-baru"))
    stranger = offices.signed_in(offices.account(offices.agency_row("kota-baru"), "tanpa-peran"))

    seen = empty.get("/").content.decode()

    assert "Buat kegiatan dari contoh (Job Fit JPT Pratama)" in seen
    assert "Impor buku kerja" in seen
    assert "Impor buku kerja" not in stranger.get("/").content.decode()


def test_the_calendar_lists_what_falls_due_and_gives_it_to_other_programs(live: live_events.Live) -> None:
    from selaras.core.deadlines import deadlines_of

    listed = listed_event(live.ref.agency, live.ref.key)
    assert listed is not None
    here = held(listed)
    expected = deadlines_of(here.case, here.rulebook, as_of=timezone.localdate())
    browser = offices.browser_of(live.ref, Role.SECRETARIAT)

    page = browser.get(f"{home(live.ref)}tenggat/").content.decode()
    file = browser.get(f"{home(live.ref)}tenggat/kalender.ics")

    assert file["Content-Type"].startswith("text/calendar")
    assert file.content.count(b"BEGIN:VEVENT") == len(expected) > 0
    assert all(one.subject in page and one.article in page for one in expected)


def test_steps_speak_english_for_whoever_chose_it(live: live_events.Live) -> None:
    browser = offices.browser_of(live.ref, Role.SECRETARIAT)
    browser.post("/bahasa/", {"bahasa": "en", "next": "/"})

    seen = browser.get(home(live.ref)).content.decode()

    assert "Steps of the event" in seen
    assert "blocking" in seen
    assert "Langkah kegiatan" not in seen
    assert "Selesai" not in seen
