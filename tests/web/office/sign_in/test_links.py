"""Links work once, for a while, for whoever holds the code; the first one makes an agency."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from selaras.actions.office import invitations
from selaras.actions.office.link_codes import digest_of, new_code
from selaras.actions.office.memberships import Seat
from selaras.core.vocabulary import Role
from selaras.outside.chance import SystemChance
from selaras.outside.clock import SystemClock
from selaras.records import models as rows
from tests.web.office import offices
from tests.web.office.sign_in import ways_in
from tests.web.office.sign_in.ways_in import PASSWORD, accept, invited

pytestmark = pytest.mark.django_db

LINK = "/undangan/"


@pytest.fixture
def agency() -> rows.Agency:
    return offices.agency_row("kota")


def refusal(answer: object) -> str:
    page: str = answer.content.decode()  # type: ignore[attr-defined]
    assert 'class="summary"' in page
    return page


def test_an_invitation_becomes_an_account_with_its_role(agency: rows.Agency) -> None:
    shown = invited(agency, Role.AUDITOR)
    browser = Client()

    looked = browser.post(LINK, {"code": shown.code})
    answer = accept(browser, shown.code)

    who = rows.Account.objects.get(sign_in_name="ani.wijaya")
    told = looked.content.decode()
    assert "Ani Wijaya" in told
    assert "Auditor" in told
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert who.name == "Ani Wijaya"
    assert list(who.membership_set.values_list("role", "event", "holder")) == [("AU", None, "")]
    assert browser.get("/akun/").status_code == 200
    assert ways_in.kinds(who.pk) == ["invitation_accepted", "signed_in"]


def test_whoever_decides_careers_is_led_to_the_second_factor(agency: rows.Agency) -> None:
    answer = accept(Client(), invited(agency, Role.SECRETARIAT).code)

    assert answer["Location"] == "/akun/faktor-kedua/"


def test_the_code_is_read_with_small_letters_blanks_and_mistaken_letters(agency: rows.Agency) -> None:
    code = invited(agency).code
    read = code.lower().replace("-", " ").replace("0", "o").replace("1", "l")

    assert Client().post(LINK, {"code": read}).status_code == 200


def test_only_the_digest_of_a_code_is_kept(agency: rows.Agency) -> None:
    code = invited(agency).code

    kept = rows.Link.objects.get()
    assert kept.token_digest == digest_of(code)
    assert code not in str(kept.__dict__)
    assert code.replace("-", "") not in str(list(rows.SecurityEvent.objects.values()))


def test_a_link_works_once(agency: rows.Agency) -> None:
    code = invited(agency).code
    accept(Client(), code)

    again = accept(Client(), code, "orang.lain")

    assert "sudah dipakai" in refusal(again)
    assert not rows.Account.objects.filter(sign_in_name="orang.lain").exists()


def test_a_link_ends_after_seven_days(agency: rows.Agency) -> None:
    shown = invited(agency)
    assert timedelta(days=6, hours=23) < shown.expires_at - timezone.now() <= timedelta(days=7)
    rows.Link.objects.update(expires_at=timezone.now())

    assert "sudah habis" in refusal(accept(Client(), shown.code))
    assert rows.Account.objects.filter(sign_in_name="ani.wijaya").count() == 0


def test_a_withdrawn_link_works_no_more(agency: rows.Agency) -> None:
    shown = invited(agency)
    invitations.withdraw(ways_in.officer(agency), shown.link, clock=SystemClock())

    assert "sudah ditarik" in refusal(accept(Client(), shown.code))


def test_a_link_outlives_nobodys_office(agency: rows.Agency) -> None:
    shown = invited(agency)
    rows.Membership.objects.update(ended_at=timezone.now())

    assert "sudah ditarik" in refusal(accept(Client(), shown.code))


def test_a_new_link_for_the_same_code_ends_the_former(agency: rows.Agency) -> None:
    event = rows.Event.objects.create(
        agency=agency, key="2024", kind="job-fit", title="Uji", starts_on="2024-01-30", ends_on="2024-02-01"
    )
    rows.Examiner.objects.create(
        agency=agency, event=event, code="PG-1", name="Citra", role="member", element="academic"
    )
    seat = Seat(role=Role.EXAMINER, event="2024", holder="PG-1")
    officer, clock, chance = ways_in.officer(agency), SystemClock(), SystemChance()
    former = invitations.invite(officer, "", seat, clock=clock, chance=chance)
    later = invitations.invite(officer, "", seat, clock=clock, chance=chance)

    assert "sudah ditarik" in refusal(Client().post(LINK, {"code": former.code}))
    assert "Citra" in Client().post(LINK, {"code": later.code}).content.decode()


def test_guessing_finds_nothing_and_ends_in_a_rest(agency: rows.Agency) -> None:
    invited(agency)
    chance, browser = SystemChance(), Client(REMOTE_ADDR="10.9.9.9")

    answers = [browser.post(LINK, {"code": new_code(chance)}) for _ in range(61)]

    assert {one.status_code for one in answers} == {422}
    assert "tidak dikenali" in refusal(answers[59])
    assert "Tunggu" in refusal(answers[60])


def test_looking_at_a_link_changes_nothing(agency: rows.Agency) -> None:
    code = invited(agency).code
    before = list(rows.Link.objects.values())
    for _ in range(2):
        Client().post(LINK, {"code": code})

    assert Client().get(LINK).status_code == 200
    assert list(rows.Link.objects.values()) == before


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("197505172000031234", "NIP tidak dapat"),
        ("ab", "3 sampai 60"),
        ("ani wijaya", "3 sampai 60"),
        ("petugas-sk", "sudah dipakai"),
        ("PETUGAS-SK", "sudah dipakai"),
    ],
)
def test_a_sign_in_name_may_stand_in_the_ledger_and_is_one_persons(
    agency: rows.Agency, name: str, told: str
) -> None:
    code = invited(agency).code

    answer = accept(Client(), code, name)

    page = refusal(answer)
    assert told in page
    # Nothing that was typed is lost.
    assert f'value="{name}"' in page
    assert rows.Link.objects.get().used_at is None


@pytest.mark.parametrize("password", ["pendek", "password1234", "ani.wijaya.2024", "123456789012345"])
def test_a_weak_password_is_refused(agency: rows.Agency, password: str) -> None:
    code = invited(agency).code

    refusal(accept(Client(), code, password=password))

    assert not rows.Account.objects.filter(sign_in_name="ani.wijaya").exists()


def test_an_account_of_the_agency_takes_a_further_role(agency: rows.Agency) -> None:
    who = ways_in.with_password(agency, "budi.santoso")
    browser = offices.signed_in(who)
    code = invited(agency, Role.REVIEWER).code

    page = browser.post(LINK, {"code": code}).content.decode()
    answer = browser.post(LINK, {"code": code, "with_account": "1"})

    assert "Terima dengan akun ini" in page
    assert answer["Location"] == "/"
    assert list(who.membership_set.values_list("role", flat=True)) == ["RV"]


def test_an_account_of_another_agency_does_not(agency: rows.Agency) -> None:
    stranger = ways_in.with_password(offices.agency_row("lain"), "orang.lain")
    code = invited(agency).code

    answer = offices.signed_in(stranger).post(LINK, {"code": code, "with_account": "1"})

    assert "dari instansi lain" in refusal(answer)
    assert stranger.membership_set.count() == 0
    assert rows.Link.objects.get().used_at is None


SET_UP = {
    "done": "1",
    "agency_name": "BKPSDM Kota Contoh",
    "agency_code": "kota-contoh",
    "kind": "city",
    "region": "Kota Contoh",
    "person": "Ani Wijaya",
    "sign_in_name": "ani.wijaya",
    "password1": PASSWORD,
    "password2": PASSWORD,
}


def token() -> str:
    return invitations.make_set_up_token(clock=SystemClock(), chance=SystemChance()).code


@pytest.mark.parametrize(("is_small", "role"), [("", "SA"), ("1", "SK")])
def test_a_fresh_installation_begins_with_a_token(is_small: str, role: str) -> None:
    assert not invitations.has_accounts()
    browser = Client()

    answer = browser.post(LINK, {"code": token(), "is_small": is_small, **SET_UP})

    who = rows.Account.objects.get()
    assert answer["Location"] == "/akun/faktor-kedua/"
    assert (who.agency.code, who.agency.name) == ("kota-contoh", "BKPSDM Kota Contoh")
    assert list(who.membership_set.values_list("role", "granted_by")) == [(role, None)]


def test_everything_wrong_with_the_first_account_is_told_at_once() -> None:
    wrong = {
        "agency_code": "Kota Contoh",
        "sign_in_name": "Ani Wijaya",
        "password1": "kucing",
        "password2": "kucing",
    }

    page = refusal(Client().post(LINK, {"code": token(), **SET_UP, **wrong}))

    for told in ("Kode instansi terdiri atas", "Nama masuk terdiri atas", "terlalu pendek"):
        assert told in page
    # What was typed stands there still.
    assert 'value="Kota Contoh"' in page
    assert 'value="Ani Wijaya"' in page
    assert not rows.Account.objects.exists()


def test_whoever_has_an_account_is_told_to_make_no_second_one(agency: rows.Agency) -> None:
    page = Client().post(LINK, {"code": invited(agency, Role.AUDITOR).code}).content.decode()

    assert "Jangan buat yang kedua" in page
    assert 'href="/akun/masuk/?next=/undangan/"' in page


@pytest.mark.parametrize("is_local", [False, True])
def test_a_link_of_one_laptop_is_not_offered_to_telephones(
    agency: rows.Agency, is_local: bool, settings: Any
) -> None:
    settings.IS_LOCAL = is_local
    who = offices.account(agency, "siti")
    offices.member(who, Role.SECRETARIAT)

    # The first of two: nobody is there yet who could agree.
    answer = offices.signed_in(who).post("/orang/undang/", {"role": "AU", "name": "Aulia"})

    page = answer.content.decode()

    assert ("Pindai dengan ponselnya" in page) is not is_local
    assert ("hanya terbuka di komputer ini" in page) is is_local
    assert "/undangan/#" in page


def test_a_later_token_ends_the_former() -> None:
    first, second = token(), token()

    assert "sudah ditarik" in refusal(Client().post(LINK, {"code": first}))
    assert Client().post(LINK, {"code": second}).status_code == 200


def test_a_token_takes_over_no_agency_that_has_people(agency: rows.Agency) -> None:
    offices.account(agency, "sudah.ada")

    answer = Client().post(LINK, {"code": token(), **SET_UP, "agency_code": "kota"})

    assert "sudah mempunyai akun" in refusal(answer)
    assert rows.Account.objects.count() == 1


def test_every_form_wants_its_token_of_this_site(agency: rows.Agency) -> None:
    strict = Client(enforce_csrf_checks=True)
    paths = [
        "/akun/masuk/", "/akun/keluar/", "/akun/sandi/", "/akun/pastikan/", "/akun/pastikan/kode/",
        "/akun/pastikan/kunci/", "/akun/masuk/kode/", "/akun/masuk/kunci/", "/undangan/", "/bahasa/",
        "/akun/faktor-kedua/aplikasi/", "/akun/faktor-kedua/aplikasi/lepas/",
        "/akun/faktor-kedua/kode-cadangan/baru/", "/akun/faktor-kedua/kunci/",
        "/akun/faktor-kedua/kunci/1/lepas/", "/orang/undang/", "/orang/peran/1/", "/orang/tautan/1/",
        "/orang/pulihkan/1/", "/orang/setujui/1/",
    ]  # fmt: skip

    assert {path: strict.post(path).status_code for path in paths} == dict.fromkeys(paths, 403)


def test_a_name_is_text_and_never_markup(agency: rows.Agency) -> None:
    name = "<script>alert(1)</script>{0}{name}"
    officer = rows.Account.objects.get(pk=ways_in.officer(agency).account)
    browser = offices.signed_in(officer)

    handed = browser.post("/orang/undang/", {"role": "AU", "name": name})
    code = handed.content.decode().split("/undangan/#")[1][:24]
    pages = [handed, Client().post(LINK, {"code": code}), browser.get("/orang/")]

    for one in pages:
        assert "<script>alert" not in one.content.decode()
        assert "&lt;script&gt;alert(1)&lt;/script&gt;{0}{name}" in one.content.decode()
