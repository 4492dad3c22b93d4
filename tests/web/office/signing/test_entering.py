"""What the office enters by hand: signed by an own device in a signed event, at once in an imported one."""

import json
import re
from typing import Any

import pytest
from django.test import Client

from selaras.actions.office.entering import enter_drafts
from selaras.core.entries import EntryDraft, EntryType
from selaras.core.errors import CoreError
from selaras.core.evidence.acts import Act
from selaras.core.evidence.exact_json import read_exact
from selaras.core.lifecycle import Phase
from selaras.core.vocabulary import Role
from selaras.outside.chance import SeededChance
from selaras.records import models as rows
from tests.actions.evidence import live_events
from tests.actions.evidence.live_events import Live
from tests.actions.test_placement import scored
from tests.core.building import rulebook_on
from tests.tampered.cases import case_of
from tests.web.office import offices

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("log_key")]

PERFORMANCE = {
    "orang": "P-001",
    "tahun": "2023",
    "capaian": "101,5",
    "predikat": "Baik",
    "sumber": "SKP 2023",
    "pemeriksa": "BKD",
    "verifikasi": "verified",
}


@pytest.fixture
def live() -> Live:
    return live_events.scoring(officials=2, methods=1, examiners=2)


def office(live: Live) -> Client:
    return offices.browser_of(live.ref, Role.SECRETARIAT, holder="SK")


def base(live: Live) -> str:
    return f"/k/{live.ref.agency}/{live.ref.key}/"


def told_to_sign(answer: Any) -> Any:
    found = re.search(r'<script type="application/json">(.*?)</script>', answer.content.decode(), re.S)
    assert found, answer.content.decode()
    return json.loads(found[1])


def send_as_told(live: Live, told: Any) -> None:
    drafts = [EntryDraft(**{**one, "type": EntryType(one["type"])}) for one in told["drafts"]]
    live.received(*(live.tablet(told["holder"], told["role"]).sign(one) for one in drafts))


def last_payload(kind: str) -> Any:
    found = rows.Payload.objects.filter(entry__type=kind).order_by("-entry__index")
    return read_exact(bytes(found.values_list("payload", flat=True)[0]))


def test_a_year_of_performance_is_signed_by_the_secretariats_own_device(live: Live) -> None:
    answer = office(live).post(f"{base(live)}catatan/kinerja/", PERFORMANCE)

    assert "Capaian (persen): 101,5" in answer.content.decode()
    told = told_to_sign(answer)
    assert (told["holder"], told["role"], told["can_enrol"]) == ("SK", "SK", False)
    send_as_told(live, told)
    assert last_payload("performance") == {
        "achievement": 10150,
        "half": None,
        "nip": "P-001",
        "predicate": "Baik",
        "source": "SKP 2023",
        "verification": "verified",
        "verifier": "BKD",
        "year": 2023,
    }


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("orang", "P-999"),
        ("tahun", "1999"),
        ("capaian", "1.000,5"),
        ("capaian", "-3"),
        ("capaian", "NaN"),
        ("sumber", ""),
        ("verifikasi", "ya"),
    ],
)
def test_a_field_that_cannot_be_right_is_named_and_the_rest_stays(live: Live, name: str, value: str) -> None:
    answer = office(live).post(f"{base(live)}catatan/kinerja/", {**PERFORMANCE, name: value})

    page = answer.content.decode()
    assert answer.status_code == 400
    assert f'<a href="#{name}">' in page
    assert name == "pemeriksa" or 'value="BKD"' in page


def test_illness_is_noted_with_its_document(live: Live) -> None:
    browser = office(live)
    path = f"{base(live)}kehadiran/P-001/"

    without = browser.post(path, {"keadaan": "ill"})
    told = told_to_sign(browser.post(path, {"keadaan": "ill", "dokumen": "Surat dokter 12/RSUD"}))
    send_as_told(live, told)

    assert (without.status_code, 'href="#dokumen"' in without.content.decode()) == (400, True)
    assert last_payload("attendance") == {
        "document": "Surat dokter 12/RSUD",
        "method": None,
        "nip": "P-001",
        "state": "ill",
    }
    assert "Surat dokter 12/RSUD" in browser.get(f"{base(live)}kehadiran/").content.decode()


def test_another_examiners_device_cannot_send_what_the_office_drafted(live: Live) -> None:
    told = told_to_sign(office(live).post(f"{base(live)}catatan/kinerja/", PERFORMANCE))
    (one,) = told["drafts"]
    draft = EntryDraft(**{**one, "type": EntryType(one["type"])})

    (answer,) = live.receive(live.tablet("P1").sign(draft))

    assert getattr(answer, "code", "") == "not_by_the_office"


@pytest.fixture
def imported() -> Any:
    from selaras.actions.access import IMPORTER
    from selaras.actions.event_ref import EventRef
    from selaras.actions.events import import_event

    case = case_of(officials=3, methods=2, examiners=3, seed="h2")
    acting = live_events.acting()
    ref = import_event(
        case,
        rulebook_on(),
        actor=IMPORTER,
        declared_at=acting.declared_at,
        clock=acting.clock,
        chance=SeededChance("import"),
    )
    assert isinstance(ref, EventRef)
    return ref


def test_in_an_imported_event_it_is_entered_at_once(imported: Any) -> None:
    browser = offices.browser_of(imported, Role.SECRETARIAT)
    path = f"/k/{imported.agency}/{imported.key}/catatan/kinerja/"

    answer = browser.post(path, PERFORMANCE)

    assert (answer.status_code, answer["Location"]) == (302, path.removesuffix("kinerja/"))
    assert last_payload("performance")["achievement"] == 10150
    assert rows.Entry.objects.filter(type="performance").order_by("-index")[0].device == "import"


def test_what_a_verifier_would_refuse_does_not_enter_an_imported_event(imported: Any) -> None:
    before = rows.Entry.objects.count()
    broken = EntryDraft(
        type=EntryType.PERFORMANCE, subject="P-001", method="", form="", payload={"nip": "P-001"}
    )
    marks = EntryDraft(type=EntryType.RATING_SHEET, subject="P-001", method="paper", form="", payload={})

    for draft in (broken, marks):
        with pytest.raises(CoreError):
            enter_drafts(imported, [draft], acting=live_events.acting(signer=None))

    assert rows.Entry.objects.count() == before


def test_two_accounts_do_an_act_in_an_imported_event_and_one_does_not(imported: Any) -> None:
    offices.put_into(imported, Phase.CLOSED)
    secretary = offices.browser_of(imported, Role.SECRETARIAT, name="sekretaris", holder="SK")
    chair = offices.browser_of(imported, Role.CHAIR, name="ketua", holder="KP")
    base_ = f"/k/{imported.agency}/{imported.key}/tindakan/"
    path = secretary.post(f"{base_}ajukan/{Act.EXPORT.value}/")["Location"]

    alone = secretary.post(path)
    n_alone = rows.Entry.objects.filter(type="export").count()
    both = chair.post(path)

    assert (alone.status_code, n_alone) == (302, 0)
    assert (both.status_code, rows.Entry.objects.filter(type="export").count()) == (302, 1)


def test_an_imported_event_is_opened_again_by_two_accounts(db: None) -> None:
    ref, _ = scored()
    chair = offices.browser_of(ref, Role.CHAIR, name="ketua", holder="KP")
    secretary = offices.browser_of(ref, Role.SECRETARIAT, name="sekretaris", holder="SK")
    path = chair.post(f"/k/{ref.agency}/{ref.key}/tindakan/ajukan/{Act.REOPEN.value}/")["Location"]

    alone = chair.post(path)
    phase_alone = rows.Event.objects.get(key=ref.key).phase
    both = secretary.post(path)

    assert (alone.status_code, phase_alone) == (302, "closed")
    assert (both.status_code, rows.Event.objects.get(key=ref.key).phase) == (302, "scoring")


def test_a_signed_event_is_never_entered_around_its_devices(live: Live) -> None:
    told = told_to_sign(office(live).post(f"{base(live)}catatan/kinerja/", PERFORMANCE))
    (one,) = told["drafts"]
    draft = EntryDraft(**{**one, "type": EntryType(one["type"])})

    with pytest.raises(CoreError) as wrong:
        enter_drafts(live.ref, [draft], acting=live_events.acting())

    assert wrong.value.code == "signature_wanted"
