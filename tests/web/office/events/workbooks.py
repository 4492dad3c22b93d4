"""Workbooks of small events for tests of the pages: with marks, before any mark, with mistakes."""

from dataclasses import replace
from functools import cache
from io import BytesIO

import openpyxl
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from selaras.actions.reference import defaults
from selaras.core import casefile as c
from selaras.core import vocabulary as v
from selaras.exchange.reading.scheme_building import USUAL_PROFILE
from selaras.exchange.workbook_writer import write_workbook
from selaras.records import models as rows
from tests.tampered.cases import case_of
from tests.web.office import offices


@cache
def marked() -> c.CaseFile:
    """Return a small event with all its marks."""
    case = case_of(officials=3, methods=2, examiners=3, seed="w4")
    # A workbook names a profile of the law; one made up for a test has no name there.
    usual = defaults().talent_profiles[USUAL_PROFILE]
    return replace(case, scheme=replace(case.scheme, talent=usual))


@cache
def designed() -> c.CaseFile:
    """Return the same event before any mark."""
    return replace(marked(), rating_sheets=(), reconfirmations=(), attendances=(), feedback=())


@cache
def workbook(case: c.CaseFile) -> bytes:
    out = BytesIO()
    write_workbook(case, out, defaults())
    return out.getvalue()


def spoilt(content: bytes, sheet: str, cell: str, value: object) -> bytes:
    """Return the workbook with another value in one cell."""
    book = openpyxl.load_workbook(BytesIO(content))
    book[sheet][cell] = value
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def agency() -> rows.Agency:
    told = marked().agency
    found, _ = rows.Agency.objects.get_or_create(
        code=told.code, defaults={"name": told.name, "kind": told.kind.value, "region": told.region}
    )
    return found


def secretariat(name: str = "sekretariat", *, of: rows.Agency | None = None) -> Client:
    """Return the browser of somebody of the secretariat of the whole agency."""
    who = offices.account(of or agency(), name)
    offices.member(who, v.Role.SECRETARIAT)
    return offices.signed_in(who)


def handed_in(browser: Client, content: bytes, name: str = "uji.xlsx") -> str:
    """Hand a workbook in and return the address that it leads to."""
    answer = browser.post("/impor/", {"berkas": SimpleUploadedFile(name, content)})
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"])
