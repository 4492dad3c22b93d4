"""The office's own sign-in provider: it says who somebody is, and is believed in nothing else."""

import base64
import hashlib
from collections.abc import Iterator
from typing import Any

import pytest
from allauth.socialaccount.models import SocialAccount
from django.test import Client

from selaras.actions.office import recovery
from selaras.actions.office.accounts import outside_identities as identities
from selaras.core.vocabulary import Role
from selaras.outside.chance import SystemChance
from selaras.outside.clock import SystemClock
from selaras.outside.sign_in_provider import providers_of
from selaras.records import models as rows
from selaras.web.office.sign_in import outside
from tests.actions.evidence import live_events
from tests.web.office import offices
from tests.web.office.sign_in import ways_in
from tests.web.office.sign_in.provider import (
    BACK,
    BEGIN,
    TIE,
    Provider,
    consented,
    environment,
    sent_to,
    serving_provider,
    signed_in,
    signing_key,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def provider(settings: Any) -> Iterator[Provider]:
    with serving_provider() as made:
        settings.SOCIALACCOUNT_PROVIDERS = environment(made, agency="kota")
        yield made


@pytest.fixture
def who() -> rows.Account:
    return ways_in.with_password(offices.agency_row("kota"), "ani.wijaya")


def tied(who: rows.Account, provider: Provider) -> None:
    identities.tie(who.pk, provider.at, "pegawai-17", agency="kota", nip=None, clock=SystemClock())


def is_in(browser: Client) -> bool:
    return browser.get("/akun/").status_code == 200


def test_without_a_provider_there_is_no_such_way() -> None:
    page = Client().get("/akun/masuk/")

    assert BEGIN not in page.content.decode()
    assert [Client().post(BEGIN).status_code, Client().get(BACK).status_code] == [404, 404]


def test_a_tied_account_signs_in(who: rows.Account, provider: Provider) -> None:
    tied(who, provider)
    browser = Client()
    assert "Masuk dengan SSO Kota" in browser.get("/akun/masuk/").content.decode()

    answer = signed_in(browser, provider)

    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert is_in(browser)
    assert "signed_in" in ways_in.kinds(who.pk)
    assert SocialAccount.objects.get().extra_data == {}


def test_no_form_leads_out_of_the_house(provider: Provider) -> None:
    """A page in between: the policy of forms names this server alone, also for where a form is sent on to."""
    page = Client().post(BEGIN)

    assert page.status_code == 200
    assert "form-action 'self';" in page["Content-Security-Policy"]
    assert f'action="{provider.at}' not in page.content.decode()


def test_the_code_is_bound_to_this_browser(who: rows.Account, provider: Provider) -> None:
    tied(who, provider)
    browser = Client()
    asked = sent_to(browser.post(BEGIN))

    browser.get(BACK, consented(provider, asked))

    (sent,) = provider.asked
    digest = hashlib.sha256(sent["code_verifier"][0].encode()).digest()
    assert asked["code_challenge"] == base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
    assert asked["code_challenge_method"] == "S256"
    assert asked["redirect_uri"] == sent["redirect_uri"][0] == f"http://testserver{BACK}"


def test_nobody_gets_an_account_by_the_provider(provider: Provider) -> None:
    offices.agency_row("kota")
    browser = Client()

    answer = signed_in(browser, provider)

    assert answer.status_code == 403
    assert "tidak ada akun Selaras" in answer.content.decode()
    assert not rows.Account.objects.exists()
    assert not is_in(browser)
    assert ways_in.kinds() == ["outside_unknown"]


LIES: dict[str, dict[str, Any]] = {
    "another issuer": {"claims": {"iss": "https://lain.example"}},
    "another audience": {"claims": {"aud": "aplikasi-lain"}},
    "for several, made for another": {"claims": {"aud": ["selaras-kota", "lain"], "azp": "lain"}},
    "for several, made for nobody": {"claims": {"aud": ["selaras-kota", "lain"]}},
    "an old nonce": {"claims": {"nonce": "00" * 24}},
    "no nonce": {"claims": {"nonce": None}},
    "run out": {"claims": {"exp": 1_700_000_000}},
    "without an end": {"claims": {"exp": None}},
    "about nobody": {"claims": {"sub": None}},
    "another key": {"key": signing_key(1)},
    "a shared key": {"algorithm": "HS256"},
    "no signature": {"algorithm": "none"},
    "no token": {"token": "bukan.token"},
    "a provider that names itself otherwise": {"says_issuer": "https://lain.example"},
}


@pytest.mark.parametrize("lie", LIES)
def test_a_token_that_is_not_what_it_must_be_signs_nobody_in(
    lie: str, who: rows.Account, provider: Provider
) -> None:
    tied(who, provider)
    browser = Client()
    asked = sent_to(browser.post(BEGIN))
    for name, value in LIES[lie].items():
        setattr(provider, name, value)

    answer = browser.get(BACK, consented(provider, asked))

    assert answer.status_code == 400, lie
    assert "ditolak" in answer.content.decode()
    assert not is_in(browser)
    assert ways_in.kinds()[-1] == "outside_refused"


def test_a_state_is_of_one_browser_and_one_time(who: rows.Account, provider: Provider) -> None:
    tied(who, provider)
    first, other = Client(), Client()
    asked = sent_to(first.post(BEGIN))
    brought = consented(provider, asked)
    sent_to(other.post(BEGIN))

    elsewhere = other.get(BACK, brought)
    made_up = first.get(BACK, {**brought, "state": "a" * 16})
    none = first.get(BACK, {"code": "kode-1"})
    right = first.get(BACK, brought)
    again = Client().get(BACK, brought), first.get(BACK, brought)

    assert [one.status_code for one in (elsewhere, made_up, none)] == [400, 400, 400]
    assert right.status_code == 302
    assert [one.status_code for one in again] == [400, 400]
    assert not is_in(other)


def test_an_answer_of_another_provider_is_not_taken(who: rows.Account, provider: Provider) -> None:
    tied(who, provider)

    answer = signed_in(Client(), provider, iss="https://lain.example")
    right = signed_in(Client(), provider, iss=provider.at)

    assert (answer.status_code, right.status_code) == (400, 302)


def test_a_refusal_at_the_provider_is_told(provider: Provider) -> None:
    browser = Client()
    asked = sent_to(browser.post(BEGIN))

    answer = browser.get(BACK, {"error": "access_denied", "state": asked["state"]})

    assert "dibatalkan" in answer.content.decode()


def test_an_agency_knows_its_own_people_alone(provider: Provider, settings: Any) -> None:
    """The tie of an account, made when the provider was named for another agency, opens nothing there."""
    stranger = ways_in.with_password(offices.agency_row("lain"), "budi.lain")
    SocialAccount.objects.create(user=stranger, provider=provider.at, uid="pegawai-17")
    browser = Client()

    answer = signed_in(browser, provider)
    own = offices.signed_in(stranger)

    assert answer.status_code == 403
    assert not is_in(browser)
    assert own.get(TIE).status_code == 404


def test_a_closed_account_stays_closed(who: rows.Account, provider: Provider) -> None:
    tied(who, provider)
    rows.Account.objects.filter(pk=who.pk).update(is_active=False)

    assert signed_in(Client(), provider).status_code == 403


def test_the_second_factor_is_asked_all_the_same(provider: Provider) -> None:
    who = ways_in.with_password(offices.agency_row("kota"), "ani.wijaya", has_app=True)
    offices.member(who, Role.SECRETARIAT)
    provider.claims = {"amr": ["mfa", "otp"], "acr": "urn:loa:3"}
    tied(who, provider)
    browser = Client()

    answer = signed_in(browser, provider)

    assert answer["Location"] == "/akun/masuk/kode/"
    assert browser.get("/orang/").status_code == 302
    browser.post("/akun/masuk/kode/", {"code": ways_in.code_now()})
    assert browser.get("/orang/").status_code == 200


def test_who_needs_a_second_factor_and_has_none_is_led_to_it(who: rows.Account, provider: Provider) -> None:
    offices.member(who, Role.SECRETARIAT)
    tied(who, provider)
    browser = Client()
    signed_in(browser, provider)

    assert browser.get("/orang/")["Location"] == "/akun/faktor-kedua/"


def test_the_providers_word_is_no_fresh_proof(who: rows.Account, provider: Provider) -> None:
    tied(who, provider)
    browser = Client()
    signed_in(browser, provider)

    assert browser.get(TIE)["Location"].startswith("/akun/pastikan/")


def test_the_owner_ties_and_unties_the_own_account(who: rows.Account, provider: Provider) -> None:
    browser = offices.signed_in(who)

    asked = sent_to(browser.post(TIE, {"does": "tie"}))
    done = browser.get(BACK, consented(provider, asked))
    shown = browser.get(TIE).content.decode()
    came_in = signed_in(Client(), provider)
    browser.post(TIE, {"does": "untie"})

    assert done["Location"] == TIE
    assert "Tersambung" in shown
    assert came_in.status_code == 302
    assert signed_in(Client(), provider).status_code == 403
    assert {"outside_tied", "outside_untied"} <= set(ways_in.kinds(who.pk))


def test_nobody_ties_an_account_with_somebody_elses_step(who: rows.Account, provider: Provider) -> None:
    """Whoever sends another a finished step of his own would own that account from then on."""
    evil = offices.signed_in(ways_in.with_password(offices.agency_row("kota"), "penyusup"))
    asked = sent_to(evil.post(TIE, {"does": "tie"}))
    victim = offices.signed_in(who)

    answer = victim.get(BACK, consented(provider, asked))

    assert answer.status_code == 400
    assert not SocialAccount.objects.exists()


def test_one_identity_has_one_account(who: rows.Account, provider: Provider) -> None:
    tied(who, provider)
    other = offices.signed_in(ways_in.with_password(offices.agency_row("kota"), "budi"))

    answer = other.get(BACK, consented(provider, sent_to(other.post(TIE, {"does": "tie"}))))

    assert answer.status_code == 409
    assert "sudah tersambung dengan akun lain" in answer.content.decode()


def participant(provider: Provider) -> rows.Account:
    ref = live_events.designed().ref
    one = rows.Participant.objects.filter(event__key=ref.key).select_related("official__agency").first()
    assert one is not None
    who = offices.account(one.official.agency, "peserta")
    rows.Account.objects.filter(pk=who.pk).update(official=one.official)
    who.refresh_from_db()
    return who


def test_a_nip_finds_the_official_whom_the_office_knows(provider: Provider, settings: Any) -> None:
    who = participant(provider)
    settings.SOCIALACCOUNT_PROVIDERS = environment(provider, agency=who.agency.code, link="nip")
    official = who.official
    assert official is not None
    provider.claims = {"nip": "1" * 18}
    wrong = signed_in(Client(), provider).status_code
    provider.claims = {"nip": official.nip}

    assert wrong == 403
    assert signed_in(Client(), provider).status_code == 302
    # Tied once, it is tied: another person who comes with this NIP is not let in.
    provider.claims = {"nip": official.nip, "sub": "pegawai-99"}
    assert signed_in(Client(), provider).status_code == 403


def test_an_identity_of_another_nip_is_not_tied(provider: Provider, settings: Any) -> None:
    who = participant(provider)
    settings.SOCIALACCOUNT_PROVIDERS = environment(provider, agency=who.agency.code)
    provider.claims = {"nip": "1" * 18}
    browser = offices.signed_in(who)

    answer = browser.get(BACK, consented(provider, sent_to(browser.post(TIE, {"does": "tie"}))))

    assert answer.status_code == 409
    assert not SocialAccount.objects.exists()


@pytest.mark.parametrize(
    ("verified", "status"), [(True, 302), (False, 403), (None, 403), ("true", 403), (1, 403)]
)
def test_a_mail_address_counts_when_it_was_verified(
    verified: object, status: int, who: rows.Account, provider: Provider, settings: Any
) -> None:
    settings.SOCIALACCOUNT_PROVIDERS = environment(provider, agency="kota", link="email")
    offices.signed_in(who).post(TIE, {"does": "email", "email": "Ani@kota.example"})
    provider.claims = {"email": "ani@kota.example", "email_verified": verified}

    assert signed_in(Client(), provider).status_code == status


def test_an_address_is_of_one_account_and_kept_as_typed(
    who: rows.Account, provider: Provider, settings: Any
) -> None:
    settings.SOCIALACCOUNT_PROVIDERS = environment(provider, agency="kota", link="email")
    offices.signed_in(who).post(TIE, {"does": "email", "email": "ani@kota.example"})
    other = offices.signed_in(ways_in.with_password(offices.agency_row("kota"), "budi"))

    taken = other.post(TIE, {"does": "email", "email": "ANI@kota.example"})
    wrong = other.post(TIE, {"does": "email", "email": "bukan surel"})

    assert (taken.status_code, wrong.status_code) == (422, 422)
    assert "sudah dipakai akun lain" in taken.content.decode()
    assert 'value="bukan surel"' in wrong.content.decode()


def test_recovery_by_two_people_unties_the_account(who: rows.Account, provider: Provider) -> None:
    tied(who, provider)
    clock, chance = SystemClock(), SystemChance()
    first, second = ways_in.officer(who.agency), ways_in.officer(who.agency, Role.SYSTEM_ADMIN)
    recovery.ask_recovery(first, who.pk, clock=clock, chance=chance)
    link = rows.Link.objects.get(purpose="recovery")
    shown = recovery.agree_recovery(second, link.pk, clock=clock, chance=chance)
    recovery.recover(shown.code, ways_in.PASSWORD + "!", clock=clock)

    assert signed_in(Client(), provider).status_code == 403


def test_a_provider_that_is_away_takes_nothing_with_it(who: rows.Account, settings: Any) -> None:
    with serving_provider() as gone:
        settings.SOCIALACCOUNT_PROVIDERS = environment(gone, agency="kota")
    browser = Client()

    answer = browser.post(BEGIN)

    assert answer.status_code == 502
    assert ways_in.sign_in(browser, "ani.wijaya").status_code == 302


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"SELARAS_OIDC_ISSUER": "http://sso.example"}, "SELARAS_OIDC_ISSUER"),
        ({"SELARAS_OIDC_AGENCY": ""}, "SELARAS_OIDC_AGENCY"),
        ({"SELARAS_OIDC_CLIENT_SECRET": ""}, "SELARAS_OIDC_CLIENT_SECRET"),
        ({"SELARAS_OIDC_LINK": "nama"}, "SELARAS_OIDC_LINK"),
    ],
)
def test_settings_that_are_not_safe_are_refused_by_name(changed: dict[str, str], named: str) -> None:
    told = {
        "SELARAS_OIDC_ISSUER": "https://sso.example",
        "SELARAS_OIDC_AGENCY": "kota",
        "SELARAS_OIDC_CLIENT_ID": "a",
        "SELARAS_OIDC_CLIENT_SECRET": "b",
    }

    with pytest.raises(ValueError, match=named):
        providers_of({**told, **changed})


def test_a_build_that_forgets_the_nonce_is_caught(
    who: rows.Account, provider: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The lie of an old nonce is found by the comparison, and by nothing else."""
    tied(who, provider)
    monkeypatch.setattr(outside.hmac, "compare_digest", lambda *_: True)
    provider.claims = {"nonce": "00" * 24}

    assert signed_in(Client(), provider).status_code == 302
