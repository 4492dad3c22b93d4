"""Every address of the library, as everybody: no fault, our words, our look."""

import html
import re
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.test import Client
from django.urls import URLPattern

from selaras.core.vocabulary import Role
from selaras.web.office.sign_in import routes
from tests.web.office import offices
from tests.web.office.sign_in import ways_in

pytestmark = pytest.mark.django_db

_NUMBER = re.compile(r"<int:\w+>")
WAYS = sorted(
    "/" + _NUMBER.sub("1", str(one.pattern))
    for one in routes.of_the_house
    if isinstance(one, URLPattern) and str(one.pattern).startswith("akun/")
)
# What the library and Django say where nobody gave them our words.
FOREIGN = re.compile(
    r"\b(sign in|sign out|please|password|required|this field|invalid|the|your|you|and|code|email|is)\b",
    re.IGNORECASE,
)
OURS = re.compile(r"<small class=\"code\">.*?</small>|passkey|Bahasa Indonesia|English", re.DOTALL)
GARBAGE = {
    "login": "x" * 300,
    "password": "\u202e",
    "code": "abc",
    "credential": "{]",
    "oldpassword": "a",
    "password1": "b",
    "password2": "c",
    "next": "https://lain.example/",
    "does": "apa",
    "name": "<b>",
}


def browsers() -> dict[str, Client]:
    agency = offices.agency_row("kota")
    made: dict[str, Client] = {"nobody": Client()}
    for role in Role:
        who = offices.account(agency, f"orang-{role.value.lower()}")
        if role not in (Role.CHAIR, Role.EXAMINER, Role.ASSESSOR, Role.RESPONDENT, Role.PARTICIPANT):
            offices.member(who, role)
        made[role.value] = offices.signed_in(who)
    plain = ways_in.with_password(agency, "berkata-sandi")
    made["with a password"] = offices.signed_in(plain)
    made["with a password, long ago"] = offices.signed_in(plain, is_fresh=False)
    bare = offices.account(agency, "tanpa-kata-sandi", has_second_factor=False)
    bare.set_unusable_password()
    bare.save()
    made["without a password"] = offices.signed_in(bare)
    made["without a password, long ago"] = offices.signed_in(bare, is_fresh=False)
    keyed = offices.account(agency, "beraplikasi", has_second_factor=False)
    keyed.set_unusable_password()
    keyed.save()
    Authenticator.objects.create(user=keyed, type="totp", data={"secret": ways_in.SECRET})
    Authenticator.objects.create(user=keyed, type="recovery_codes", data={"seed": "a", "used_mask": 0})
    made["with an app and no password"] = offices.signed_in(keyed)
    made["with an app and no password, long ago"] = offices.signed_in(keyed, is_fresh=False)
    for one in made.values():
        one.raise_request_exception = False
    return made


def faults(answer: Any) -> list[str]:
    """Return what is wrong with an answer to a person who reads Indonesian."""
    found = []
    if answer.status_code >= 500:
        found.append(f"fault {answer.status_code}")
    if answer.status_code in (301, 302):
        where = str(answer["Location"])
        return found if where.startswith("/") and not where.startswith("//") else [f"leads to {where}"]
    if not str(answer["Content-Type"]).startswith("text/html"):
        return found
    page = answer.content.decode()
    if '<html lang="id">' not in page or "office/selaras.css" not in page:
        found.append("not our look")
    main = OURS.sub("", page[page.find("<main") : page.find("</main>")])
    main = re.sub(r"<(script|style|svg)\b.*?</\1>", "", main, flags=re.DOTALL)
    text = html.unescape(re.sub(r"<[^>]+>", " ", main))
    found += [f"says {one!r}" for one in FOREIGN.findall(text)]
    return found


def test_every_way_answers_everybody_in_our_words() -> None:
    wrong = []
    for name, browser in browsers().items():
        for way in WAYS:
            if way == "/akun/keluar/":
                continue
            for method, sent in (("get", {}), ("post", {}), ("post", GARBAGE)):
                cache.clear()
                answer = getattr(browser, method)(way, sent)
                wrong += [f"{name}: {method} {way}: {one}" for one in faults(answer)]
                if answer.status_code == 302 and method == "post" and way.endswith("/lepas/"):
                    break

    assert not wrong, "\n".join(sorted(set(wrong)))


def test_signing_out_answers_everybody() -> None:
    for name, browser in browsers().items():
        for method in ("get", "post", "post"):
            assert faults(getattr(browser, method)("/akun/keluar/")) == [], name


def test_who_has_no_password_is_told_how_to_get_one() -> None:
    agency = offices.agency_row("kota")
    bare = offices.account(agency, "tanpa-kata-sandi", has_second_factor=False)
    bare.set_unusable_password()
    bare.save()

    answer = offices.signed_in(bare).get("/akun/sandi/")

    assert answer.status_code == 200
    assert "pemulihan akun" in answer.content.decode()


def test_foreign_words_would_be_found() -> None:
    page = '<html lang="id"><link href="office/selaras.css"><main><p>Please sign in</p></main>'

    class Answer(dict[str, str]):
        status_code = 200
        content = page.encode()

    assert faults(Answer({"Content-Type": "text/html"})) == ["says 'Please'", "says 'sign in'"]
