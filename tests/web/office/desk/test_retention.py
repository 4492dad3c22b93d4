"""What is kept until when: terms of the agency, holds, and an erasure by two people."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client

from selaras.actions import installation
from selaras.actions.custody import erasing
from selaras.actions.custody.rebuilding import check_projections
from selaras.actions.event_ref import EventRef
from selaras.actions.exports import kept_ledger
from selaras.actions.office.desk import retention
from selaras.actions.results import freeze_result
from selaras.actions.watching import note_reading
from selaras.core.errors import CoreError
from selaras.core.evidence.opening import opened_ledger
from selaras.core.lifecycle import Phase
from selaras.core.vocabulary import Role
from selaras.outside.clock import SystemClock
from selaras.records import models as rows
from selaras.records.office.custody import KeptKind
from tests.actions.custody.test_erasing import AS_OF, BARE, NAME, NIP, by, case_with, imported
from tests.actions.evidence import live_events
from tests.web.office import offices

pytestmark = pytest.mark.django_db
MINUTES = "Berita acara pemusnahan nomor 12/2036."


@pytest.fixture(autouse=True)
def wiped(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Say that files were written anew, which a test's transaction forbids; `test_erasing` does it."""
    called: list[str] = []
    monkeypatch.setattr(installation, "wipe_deleted", lambda: called.append("wiped"))
    return called


@pytest.fixture
def ref() -> EventRef:
    """An event that ended long ago, whose second participant has an account, a paper and was looked at."""
    made = imported(case_with())
    freeze_result(made, as_of=AS_OF, **by())
    offices.put_into(made, Phase.FOLLOW_UP)
    offices.participant_browser(made, "P-002")
    who = rows.Account.objects.get(sign_in_name="peserta-p-002")
    rows.Account.objects.filter(pk=who.pk).update(name=NAME)
    person = rows.Participant.objects.get(code="P-002")
    now = SystemClock().now()
    rows.Upload.objects.create(
        agency=person.agency,
        event=person.event,
        participant=person,
        kind="participant-paper",
        file_name=f"{NAME}.pdf",
        media_type="application/pdf",
        sha256="0" * 64,
        content=NAME.encode(),
        uploaded_by=who,
        uploaded_at=now,
    )
    rows.Notice.objects.create(
        agency=person.agency, event=person.event, channel="wa", recipient=NAME, body="Yth.", made_at=now
    )
    note_reading(made, "P-002", account=who.pk, role=Role.SECRETARIAT, thing="person", clock=SystemClock())
    return made


def at(ref: EventRef, end: str = "") -> str:
    return f"/k/{ref.agency}/{ref.key}/audit/masa-simpan/{end}"


def secretary(ref: EventRef, name: str = "sekretaris") -> Client:
    return offices.browser_of(ref, Role.SECRETARIAT, name=name)


def chair(ref: EventRef) -> Client:
    return offices.browser_of(ref, Role.CHAIR, name="ketua")


def with_term(ref: EventRef, years: int = 2) -> Client:
    browser = secretary(ref)
    told = {"kind": "person", "years": str(years), "ground": "JRA Kota 5/2024"}
    assert browser.post(at(ref, "jangka/"), told).status_code == 302
    return browser


def ask(browser: Client, ref: EventRef, subject: str = "P-002", reason: str = MINUTES) -> Any:
    return browser.post(at(ref, "musnahkan/"), {"subject": subject, "erasure_reason": reason})


def request_of(ref: EventRef) -> rows.ErasureRequest:
    return rows.ErasureRequest.objects.get(event__key=ref.key)


def agree(browser: Client, ref: EventRef, code: str = "P-002") -> Any:
    return browser.post(at(ref, f"musnahkan/{request_of(ref).pk}/"), {"subject": code})


def test_nothing_falls_due_where_the_agency_set_no_term(ref: EventRef) -> None:
    browser = secretary(ref)

    page = browser.get(at(ref)).content.decode()
    asked = ask(browser, ref)

    assert "Belum ditetapkan" in page
    assert asked.status_code == 422
    assert "belum ditetapkan" in asked.content.decode()
    assert f'value="{MINUTES}"' in asked.content.decode()


def test_a_term_tells_from_when_on_data_may_go(ref: EventRef) -> None:
    browser = with_term(ref)
    ends_on = rows.Event.objects.get(key=ref.key).ends_on

    page = browser.get(at(ref)).content.decode()

    assert "2 tahun" in page
    assert "JRA Kota 5/2024" in page
    assert str(ends_on.year + 2) in page
    assert "Sudah lewat" in page


@pytest.mark.parametrize("years", ["0", "101", "-1", "dua"])
def test_a_term_is_whole_years_with_a_ground(years: str, ref: EventRef) -> None:
    browser = secretary(ref)
    wrong = browser.post(at(ref, "jangka/"), {"kind": "person", "years": years, "ground": "JRA"})
    bare = browser.post(at(ref, "jangka/"), {"kind": "person", "years": "5", "ground": " "})

    assert (wrong.status_code, bare.status_code) == (422, 422)
    assert not rows.RetentionTerm.objects.exists()


def test_before_its_time_nothing_is_erased(ref: EventRef) -> None:
    today = SystemClock().now().date()
    rows.Event.objects.filter(key=ref.key).update(ends_on=today - timedelta(days=700))
    browser = with_term(ref)

    assert "baru berakhir pada" in ask(browser, ref).content.decode()


def test_two_people_erase_and_nothing_of_the_person_is_left(ref: EventRef, wiped: list[str]) -> None:
    browser, other = with_term(ref), chair(ref)
    before = kept_ledger(ref)
    browser.get(at(ref))

    ask(browser, ref)
    told = other.get(at(ref, f"musnahkan/{request_of(ref).pk}/")).content.decode()
    done = agree(other, ref)

    assert "Hilang selamanya" in told
    assert done.status_code == 302, done.content
    assert wiped == ["wiped"]
    row = request_of(ref)
    assert row.done_at is not None
    assert row.agreed_by_id != row.asked_by_id
    after = kept_ledger(ref)
    assert after.root_at(before.size) == before.root
    check_projections(ref)
    for table in connection.introspection.table_names():
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT * FROM "{table}"')
            held = repr([tuple(bytes(v) if isinstance(v, memoryview) else v for v in one) for one in cursor])
        assert BARE.decode() not in held, table
        assert NIP not in held, table
    who = rows.Account.objects.get(pk__in=rows.Account.objects.filter(name__startswith="Dimusnahkan"))
    assert (who.is_active, who.official_id) == (False, None)
    # What is not the person's stays, and pages go on.
    assert rows.Participant.objects.filter(code="P-001").exists()
    assert "P-002" in browser.get(at(ref)).content.decode()
    assert any(one.type.value == "erasure" for one in opened_ledger(after))


def test_one_person_alone_erases_nothing(ref: EventRef) -> None:
    browser = with_term(ref)
    ask(browser, ref)

    own = agree(browser, ref)
    # The same person by another account: by name, and by mail.
    twin = secretary(ref, "kembaran")
    rows.Account.objects.filter(sign_in_name="kembaran").update(name="Sekretaris")
    by_name = agree(twin, ref)

    assert (own.status_code, by_name.status_code) == (409, 409)
    assert "dua orang yang berbeda" in own.content.decode()
    assert rows.Participant.objects.filter(code="P-002").exists()


def test_the_database_itself_wants_two(ref: EventRef) -> None:
    ask(with_term(ref), ref)
    row = request_of(ref)
    row.agreed_by_id, row.done_at = row.asked_by_id, SystemClock().now()

    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


def test_the_wrong_code_erases_nobody(ref: EventRef) -> None:
    ask(with_term(ref), ref)

    answer = agree(chair(ref), ref, code="P-001")

    assert answer.status_code == 422
    assert rows.Participant.objects.filter(code="P-002").exists()


@pytest.mark.parametrize("subject", ["", "P-002"])
def test_what_a_court_needs_is_held(subject: str, ref: EventRef) -> None:
    browser, other = with_term(ref), chair(ref)
    ask(browser, ref)
    told = {"subject": subject, "hold_ground": "court", "reason": "PTUN 12/G/2035"}
    browser.post(at(ref, "tahan/"), told)

    held = agree(other, ref)
    number = rows.RetentionHold.objects.get().pk
    own = browser.post(at(ref, "tahan/"), {"lift": str(number), "because": "selesai"})
    bare = other.post(at(ref, "tahan/"), {"lift": str(number), "because": " "})
    lifted = other.post(at(ref, "tahan/"), {"lift": str(number), "because": "Putusan tetap 3/2036"})

    assert held.status_code == 409
    assert "PTUN 12/G/2035" in held.content.decode()
    assert (own.status_code, bare.status_code, lifted.status_code) == (422, 422, 302)
    assert "Putusan tetap 3/2036" in browser.get(at(ref)).content.decode()
    assert agree(other, ref).status_code == 302


def test_a_hold_binds_the_console_as_well(ref: EventRef) -> None:
    secretary(ref).post(at(ref, "tahan/"), {"hold_ground": "audit", "reason": "BPK 2035"})

    with pytest.raises(CoreError) as refused:
        erasing.erase(ref, "P-002", reason=MINUTES, **by())

    assert refused.value.code == "erasure_held"


def test_a_reason_names_nobody(ref: EventRef) -> None:
    browser = with_term(ref)

    assert ask(browser, ref, reason=f"Data {NAME}").status_code == 422
    assert browser.post(at(ref, "tahan/"), {"hold_ground": "court", "reason": NIP}).status_code == 422


def test_an_erasure_that_was_withdrawn_is_not_done(ref: EventRef) -> None:
    browser, other = with_term(ref), chair(ref)
    ask(browser, ref)
    number = request_of(ref).pk
    browser.post(at(ref, "musnahkan/"), {"withdraw": str(number)})

    assert other.post(at(ref, f"musnahkan/{number}/"), {"subject": "P-002"}).status_code == 404
    assert rows.Participant.objects.filter(code="P-002").exists()


def test_before_the_follow_up_nobody_asks(ref: EventRef) -> None:
    browser = with_term(ref)
    offices.put_into(ref, Phase.DECISION)

    assert ask(browser, ref).status_code == 403


def test_the_secretariat_is_reminded_at_sign_in(ref: EventRef) -> None:
    from selaras.web.office.sign_in import adapter
    from tests.web.office.sign_in import ways_in

    with_term(ref)
    agency = rows.Agency.objects.get(code=ref.agency)
    who = ways_in.with_password(agency, "ani.wijaya")
    offices.member(who, Role.SECRETARIAT)
    browser = Client()
    ways_in.sign_in(browser, "ani.wijaya")

    assert adapter.due_events(ref.agency, SystemClock().now().date()) == (ref.key,)
    assert "Masa simpan data peserta sudah berakhir" in browser.get("/akun/faktor-kedua/").content.decode()


def test_a_build_that_keeps_notes_of_access_cannot_erase(
    ref: EventRef, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What an office had written about a person once made every erasure fail: the row was still needed."""
    monkeypatch.setattr(erasing, "forget_in_office", lambda *_, **__: None)

    with pytest.raises(IntegrityError), transaction.atomic():
        _erased_and_checked(ref)


def _erased_and_checked(ref: EventRef) -> None:
    erasing.erase(ref, "P-002", reason=MINUTES, **by())
    connection.check_constraints()


def test_terms_are_of_one_agency(ref: EventRef) -> None:
    with_term(ref)
    offices.agency_row("lain")

    assert retention.due_on("lain", live_events.AT.date()) == {}
    assert set(retention.due_on(ref.agency, live_events.AT.date())) == {KeptKind.PERSON}
