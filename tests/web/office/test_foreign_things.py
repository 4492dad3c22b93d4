"""Numbers of others in addresses, formulas in workbooks that leave the house, files of another kind."""

import io
import zipfile
from collections.abc import Iterator
from typing import Any

import openpyxl
import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from selaras.records import models as rows
from tests.web.office.attacks import foreign
from tests.web.office.cells import asking, pages, world
from tests.web.office.cells.routes import routes_of
from tests.web.office.cells.spoken import CANARY, FORMULA, spoken
from tests.web.office.cells.world import World

# Nothing of it hangs on the kind of database.
pytestmark = pytest.mark.sqlite


@pytest.fixture(scope="module")
def here(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """A world whose event is full of markup and formulas."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield world.made(lambda case: spoken(case, FORMULA + CANARY))
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def unlimited() -> None:
    cache.clear()


def test_numbers_of_others_show_nothing(here: World) -> None:
    """Whatever number stands in an address: nothing of another agency, or of a foreign event, is shown."""
    secret = "rahasia-orang-lain"
    foreign.things_of_others(here, secret)
    shown = []
    for cell in asking.let_in_once(routes_of(), here):
        numbers = [name for name, kind in cell.route.parts.items() if kind == "int"]
        if not numbers:
            continue
        browser = here.browser(cell.persona, is_of_events=cell.route.is_of_an_event, session=cell.session)
        for number in foreign.numbers():
            values = {"agency": here.agency, "event": cell.event, **dict.fromkeys(numbers, str(number))}
            with asking.in_phase(cell, here):
                before = foreign.of_others(secret)
                answer = browser.generic(cell.method, cell.route.path(values))
                if foreign.is_shown(secret, b"".join(answer)):
                    shown.append(f"{cell.told()} no. {number}")
                if before != foreign.of_others(secret):
                    shown.append(f"{cell.told()} no. {number} changed it")

    assert shown == []


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
            assert list(pages.wrong_in(answer)) == []
            file.seek(0)
        transaction.set_rollback(True)

    assert rows.Event.objects.count() == events
