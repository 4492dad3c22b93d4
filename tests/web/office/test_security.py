"""What somebody with bad intent sends: forged forms, words that are markup, foreign numbers, wrong files."""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any

import openpyxl
import pytest
from django.conf import settings as office
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client

from selaras.core import casefile as c
from selaras.records import models as rows
from selaras.web.access import Rule
from selaras.web.guarding import HEADERS, PAGE_HEADERS
from tests.web.office import offices
from tests.web.office.cells import asking, pages, world
from tests.web.office.cells.routes import routes_of
from tests.web.office.cells.world import World

CANARY = "<img src=x onerror=alert(1)><canary-element>\"' onfocus=x"
FORMULA = '=HYPERLINK("https://jahat.example","klik")'
ELSEWHERE = (
    "https://jahat.example/",
    "//jahat.example/",
    "/\\jahat.example/",
    "\\\\jahat.example",
    "https:jahat.example",
    "javascript:alert(1)",
    "/%09/jahat.example",
    "http:///jahat.example",
    "https://testserver@jahat.example/",
)
# Words of the case that are free text: whatever an office writes into its workbook.
WORDS = frozenset(
    {"title", "unit", "venue", "purpose", "position_title", "field_of_study", "function", "institution"}
    | {"expertise", "words", "source", "verifier", "provider", "note", "personnel_office", "address", "field"}
)


def spoken(told: Any, words: str) -> Any:
    """Return a case with these words put before every free text in it."""
    if is_dataclass(told) and not isinstance(told, type):
        changed = {}
        for one in fields(told):
            value = getattr(told, one.name)
            if isinstance(value, str) and type(value) is str and value and _is_free(told, one.name):
                changed[one.name] = f"{words}{value}"
            elif isinstance(value, tuple) or is_dataclass(value):
                changed[one.name] = spoken(value, words)
        return replace(told, **changed)
    if isinstance(told, tuple) and type(told) is tuple:
        return tuple(spoken(one, words) for one in told)
    return told


def _is_free(told: object, name: str) -> bool:
    return name in WORDS or (name == "name" and not isinstance(told, c.Agency))


@pytest.fixture(scope="module")
def here(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """A world whose event is full of markup and formulas."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield world.made(lambda case: spoken(case, FORMULA + CANARY))
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def unlimited() -> None:
    cache.clear()


def test_no_page_lets_words_become_markup_and_every_answer_carries_its_headers(here: World) -> None:
    wrong, read = [], 0
    for cell in asking.let_in_once(routes_of(), here):
        if cell.method != "GET":
            continue
        with asking.in_phase(cell, here):
            answer = asking.answered(cell, here)
            wrong += [f"{cell.told()}: {one}" for one in _wrong_in(answer)]
        read += "canary-element" in answer.content.decode("utf-8", "replace")

    assert wrong == []
    assert read >= 15  # the words did reach pages


def test_what_is_typed_into_a_form_comes_back_as_words(here: World) -> None:
    """Every form of every page, filled with markup and sent; and what stands there afterwards."""
    wrong, sent = [], 0
    for cell in asking.let_in_once(routes_of(), here):
        if "POST" not in cell.route.methods or cell.method != "GET":
            continue
        with asking.in_phase(cell, here):
            browser = here.browser(cell.persona, is_of_events=cell.route.is_of_an_event, session=cell.session)
            address = asking.address(cell, here)
            shown = browser.get(address)
            for form in pages.forms_in(shown.content.decode("utf-8", "replace")):
                if form.method != "post" or form.action.startswith(("/akun/keluar", "/bahasa")):
                    continue
                with transaction.atomic():
                    before = _foreign_rows(here)
                    told = [*form.filled(CANARY), *_not_asked_for(here)]
                    answer = browser.post(form.action or address, _as_sent(told))
                    again = browser.get(address)
                    wrong += [f"{cell.told()}: {one}" for one in (*_wrong_in(answer), *_wrong_in(again))]
                    if before != _foreign_rows(here):
                        wrong.append(f"{cell.told()}: changed what is another's")
                    transaction.set_rollback(True)
                sent += 1

    assert wrong == []
    assert sent >= 25


def _not_asked_for(here: World) -> list[tuple[str, str]]:
    """Return fields that no form has and that rows do have: they must change nothing."""
    other = rows.Agency.objects.get(code=here.other)
    event = rows.Event.objects.filter(agency=other).order_by("pk")[0]
    return [
        *[(name, str(other.pk)) for name in ("agency", "agency_id")],
        *[(name, str(event.pk)) for name in ("event", "event_id")],
        *[(name, "1") for name in ("is_active", "is_staff", "is_superuser", "pk", "id")],
        ("phase", "follow-up"),
        ("made_at", "2001-01-01"),
    ]


def _as_sent(told: list[tuple[str, str]]) -> dict[str, list[str]]:
    sent: dict[str, list[str]] = {}
    for name, value in told:
        sent.setdefault(name, []).append(value)
    return sent


def _foreign_rows(here: World) -> object:
    """Return what no form of this agency may ever change."""
    own = rows.Agency.objects.get(code=here.agency)
    return (
        [
            (
                model.__name__,
                list(model.objects.exclude(agency=own).order_by("pk").values_list("pk", "agency")),
            )
            for model in (rows.Event, rows.Entry, rows.Account, rows.Membership, rows.Upload, rows.Link)
        ],
        list(rows.Account.objects.exclude(agency=own).order_by("pk").values_list("pk", "name", "is_active")),
        list(rows.Event.objects.order_by("pk").values_list("agency", "key", "starts_on")[:5]),
    )


def _wrong_in(answer: Any) -> Iterator[str]:
    if answer.status_code >= 500:
        yield f"status {answer.status_code}"
    for name, value in PAGE_HEADERS.items():
        if answer.get(name) != value:
            yield f"{name}: {answer.get(name)}"
    if answer.get("Content-Type", "").startswith("text/html"):
        yield from pages.foreign_elements(answer.content.decode())
    if answer.status_code in (301, 302) and not answer["Location"].startswith("/"):
        yield f"sent to {answer['Location']}"


def test_a_page_that_trusts_words_would_be_found() -> None:
    for html in (
        f"<p>{CANARY}</p>",
        '<p title="x" onfocus="x">',
        "<script>alert(1)</script>",
        '<a href=" javascript:alert(1)">',
        '<form action="https://jahat.example/">',
        '<p style="color: red">',
    ):
        assert pages.foreign_elements(html), html


def test_every_unsafe_call_without_a_token_of_the_form_is_refused(here: World) -> None:
    wrong = []
    for cell in asking.let_in_once(routes_of(), here):
        if cell.method != "POST":
            continue
        browser = here.browser(cell.persona, is_of_events=cell.route.is_of_an_event, session=cell.session)
        with asking.in_phase(cell, here):
            answer = _checked(browser).post(asking.address(cell, here), {"do": "x"})
        if answer.status_code != 403 or b"page_unknown" in answer.content:
            wrong.append(f"{cell.told()}: {answer.status_code}")
    for route in routes_of():
        if route.rule in (Rule.SIGN_IN, Rule.OWN_ACCOUNT) and not route.pattern.startswith("gaya/"):
            browser = here.browser("SK", is_of_events=True, session="fresh")
            answer = _checked(browser).post(route.path({}), {})
            if answer.status_code != 403:
                wrong.append(f"POST {route.pattern}: {answer.status_code}")

    assert wrong == []


def _checked(browser: Client) -> Client:
    """Return the same browser before a server that asks for the token, as every real one does."""
    strict = Client(enforce_csrf_checks=True, raise_request_exception=False)
    strict.cookies = browser.cookies
    return strict


@pytest.mark.parametrize("there", ELSEWHERE)
def test_nobody_is_sent_elsewhere(there: str, here: World) -> None:
    who = rows.Account.objects.get(sign_in_name="sk-kegiatan-stale")
    browser = offices.signed_in(who, is_fresh=False)
    answers = [
        Client().post("/bahasa/", {"bahasa": "en", "next": there}),
        browser.get("/akun/masuk/", {"next": there}),
        browser.get("/akun/pastikan/", {"next": there}),
        browser.post("/kegiatan-baru/", {"next": there}, headers={"referer": there}),
        browser.post("/orang/undang/", {"next": there}, headers={"referer": there}),
        browser.post("/akun/keluar/", {"next": there}),
    ]

    gone = [one["Location"] for one in answers if 300 <= one.status_code < 400]
    assert len(gone) >= 4
    assert [one for one in gone if not one.startswith("/") or one.startswith(("//", "/\\", "/\t"))] == []


def test_an_answer_outside_of_every_page_carries_the_headers_too(here: World) -> None:
    browser = Client(raise_request_exception=False)
    for path in ("/tidak-ada/", "/k/x/y/", "/akun/masuk/", "/undangan/", "/bantuan/"):
        answer = browser.get(path)
        assert {name: answer[name] for name in PAGE_HEADERS} == PAGE_HEADERS, path
    answer = browser.get("/api/tablet/v1/tidak-ada")
    assert {name: answer[name] for name in HEADERS} == HEADERS


def test_cookies_are_for_this_server_alone_and_no_script_reads_them() -> None:
    assert office.SESSION_COOKIE_HTTPONLY is office.CSRF_COOKIE_HTTPONLY is True
    assert office.SESSION_COOKIE_SECURE is office.CSRF_COOKIE_SECURE is True
    assert (office.SESSION_COOKIE_SAMESITE, office.CSRF_COOKIE_SAMESITE) == ("Lax", "Lax")
    # Only a cookie of this prefix cannot be set from a neighbouring name of the same domain.
    assert office.SESSION_COOKIE_NAME.startswith("__Host-")
    assert office.CSRF_COOKIE_NAME.startswith("__Host-")


def test_numbers_of_others_show_nothing(here: World) -> None:
    """Whatever number stands in an address: nothing of another agency, or of a foreign event, is shown."""
    secret = "rahasia-orang-lain"
    _things_of_others(here, secret)
    shown = []
    for cell in asking.let_in_once(routes_of(), here):
        numbers = [name for name, kind in cell.route.parts.items() if kind == "int"]
        if not numbers:
            continue
        browser = here.browser(cell.persona, is_of_events=cell.route.is_of_an_event, session=cell.session)
        for number in _numbers():
            values = {"agency": here.agency, "event": cell.event, **dict.fromkeys(numbers, str(number))}
            with asking.in_phase(cell, here):
                before = _of_others(secret)
                answer = browser.generic(cell.method, cell.route.path(values))
                if secret.encode() in b"".join(answer):
                    shown.append(f"{cell.told()} no. {number}")
                if before != _of_others(secret):
                    shown.append(f"{cell.told()} no. {number} changed it")

    assert shown == []


def _things_of_others(here: World, secret: str) -> None:
    other = rows.Agency.objects.get(code=here.other)
    strange = rows.Event.objects.get(agency__code=here.agency, key=world.STRANGE)
    for agency, event in (
        (other, rows.Event.objects.filter(agency=other).order_by("pk")[0]),
        (strange.agency, strange),
    ):
        who = offices.account(agency, f"{secret}-{agency.code}")
        rows.Account.objects.filter(pk=who.pk).update(name=secret)
        common = {"agency": agency, "event": event}
        at = "2024-02-01T02:00:00Z"
        for kind in ("workbook", "letter", "participant-paper", "signed-paper"):
            rows.Upload.objects.create(
                **common,
                kind=kind,
                about=secret,
                file_name=secret,
                media_type="application/pdf",
                sha256="0" * 64,
                content=b"%PDF-" + secret.encode(),
                uploaded_by=who,
                uploaded_at=at,
            )
        rows.Question.objects.create(**common, about=secret, text=secret, asked_by=who, asked_at=at)
        rows.PendingAct.objects.create(
            **common, verb="reveal", told={"reason": secret}, about=secret, asked_by=who, asked_at=at
        )
        rows.Notice.objects.create(
            **common, channel="mail", recipient=secret, subject=secret, body=secret, made_at=at
        )


def _numbers() -> list[int]:
    found: set[int] = set()
    for model in (rows.Upload, rows.Question, rows.PendingAct, rows.Notice):
        found |= set(model.objects.order_by("-pk").values_list("pk", flat=True)[:8])
    return sorted(found)


def _of_others(secret: str) -> object:
    return (
        list(rows.Upload.objects.filter(about=secret).order_by("pk").values_list("pk", "superseded_at")),
        list(rows.Question.objects.filter(about=secret).order_by("pk").values_list("pk", "answer")),
        list(rows.PendingAct.objects.filter(about=secret).order_by("pk").values_list("pk", "state")),
        list(rows.Notice.objects.filter(subject=secret).order_by("pk").values_list("pk", "state", "body")),
    )


def test_no_workbook_that_leaves_the_house_holds_a_formula_that_somebody_typed(here: World) -> None:
    found, books = [], 0
    for cell in asking.let_in_once(routes_of(), here):
        if cell.method != "GET" or not cell.route.pattern.endswith((".xlsx", ".zip", ".ics", ".csv")):
            continue
        with asking.in_phase(cell, here):
            answer = asking.answered(cell, here)
        if answer.status_code != 200:
            continue
        content = b"".join(answer)
        for book in _workbooks(content):
            books += 1
            found += [f"{cell.told()}: {one}" for one in _formulas(book)]

    assert found == []
    assert books >= 2


def _workbooks(content: bytes) -> Iterator[bytes]:
    if not content.startswith(b"PK"):
        return
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = archive.namelist()
        if "[Content_Types].xml" in names:
            yield content
        for name in names:
            assert not name.startswith(("/", "..")), name
            assert "/../" not in name
            if name.endswith(".xlsx"):
                yield archive.read(name)


def _formulas(book: bytes) -> Iterator[str]:
    for sheet in openpyxl.load_workbook(io.BytesIO(book)).worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f" and "jahat" in str(cell.value):
                    yield f"{sheet.title}!{cell.coordinate}"
                if cell.hyperlink is not None and "jahat" in str(cell.hyperlink.target):
                    yield f"{sheet.title}!{cell.coordinate} links"


@pytest.mark.parametrize(
    "content",
    [
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"<html><script>alert(1)</script></html>",
        b"MZ\x90\x00" + bytes(100),
        b"\x89PNG\r\n\x1a\n" + b"0" * (2 * 2**20),
        b"GIF89a" + bytes(10),
    ],
)
def test_a_crest_is_a_small_picture_and_nothing_else(content: bytes, here: World) -> None:
    browser = here.browser("SK", is_of_events=False, session="fresh")
    file = SimpleUploadedFile("../../lambang.png", content, content_type="image/png")

    answer = browser.post("/instansi/tampilan/", {"brand": "#0f4c5c", "letter_pattern": "", "crest": file})

    assert answer.status_code == 400
    assert not rows.Upload.objects.filter(kind="crest").exists()
    assert browser.get(f"/gaya/{here.agency}/lambang").status_code == 404


@pytest.mark.parametrize(
    "brand", ["red; } body { background: url(https://jahat.example)", "#0f4c5c; x", "url(//jahat.example)"]
)
def test_a_colour_is_a_colour(brand: str, here: World) -> None:
    browser = here.browser("SK", is_of_events=False, session="fresh")

    answer = browser.post("/instansi/tampilan/", {"brand": brand, "letter_pattern": ""})

    assert answer.status_code == 400
    assert b"jahat" not in browser.get(f"/gaya/{here.agency}.css").content


@pytest.mark.parametrize(
    "content", [b"", b"MZ\x90\x00", b"PK\x03\x04" + bytes(60), b"<html>", b"%PDF-1.4", b"\xff" * 5000]
)
def test_what_is_no_workbook_is_told_and_harms_nothing(content: bytes, here: World) -> None:
    browser = here.browser("SK", is_of_events=False, session="fresh")
    events = rows.Event.objects.count()
    file = SimpleUploadedFile("../../etc/passwd<script>.xlsx", content)

    with transaction.atomic():
        for path in ("/impor/", "/impor/pegawai/"):
            page = browser.get(path).content.decode()
            form = next(one for one in pages.forms_in(page) if any(f.kind == "file" for f in one.fields))
            name = next(one.name for one in form.fields if one.kind == "file")
            answer = browser.post(path, {name: file}, follow=True)
            assert list(_wrong_in(answer)) == []
            file.seek(0)
        transaction.set_rollback(True)

    assert rows.Event.objects.count() == events
