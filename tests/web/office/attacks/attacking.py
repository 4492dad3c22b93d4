"""What a forger sends with every form of the office, and what must not come of it.

Each attack returns its findings in words; nothing is listed by hand, so a new page or field is attacked as
soon as it is there.
"""

import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import openpyxl
from django.apps import apps
from django.core.cache import cache as counts
from django.db import models, transaction
from django.db.models.functions import Cast
from django.test import Client

from selaras.records import models as rows
from tests.web.office.attacks.foreign import is_shown
from tests.web.office.attacks.harvest import Sending
from tests.web.office.cells import asking, pages
from tests.web.office.cells.asking import Cell
from tests.web.office.cells.world import World

MARK = "zq9x"
# Markup, an attribute's end, a script's address, a template's signs, a formula, typst's signs, a second line.
LONG = (
    f"={MARK}<canary-element>\"' onfocus=x <img src=x onerror=alert(1)></textarea></script>"
    "javascript:alert(1){{7|add:7}}zq{% now %}#panic(1)$x$\r\nX-Jahat: 1"
)
SHORT = f"{MARK}<canary-element>"
ELSEWHERE = ("https://jahat.example/", "//jahat.example/", "/\\jahat.example/")
WAYS_BACK = ("next", "back", "kembali", "return", "return_to", "redirect", "redirect_to", "url", "continue")


@dataclass(slots=True)
class Found:
    """n : how many times something was sent; ``reached`` where words were kept."""

    n: int = 0
    wrong: list[str] = field(default_factory=list)
    reached: list[str] = field(default_factory=list)


def browser_of(sending: Sending, here: World) -> Client:
    cell = sending.cell
    return here.browser(cell.persona, is_of_events=cell.route.is_of_an_event, session=cell.session)


def posted(sending: Sending, here: World, told: dict[str, list[str]], **more: Any) -> Any:
    counts.clear()
    return browser_of(sending, here).post(sending.action, told, **more)


def stored_words(
    sendings: Sequence[Sending], watched: Sequence[Cell], here: World, *, typed_alone: bool = False
) -> Found:
    """Write markup into every field of every form, keep what is kept, and look at every page afterwards.

    typed_alone : into those alone in which a person types
    """
    found = Found()
    keeping: list[tuple[Sending, dict[str, list[str]]]] = []
    for one in sendings:
        kinds = dict(one.kinds)
        for name in one.fields:
            if typed_alone and kinds.get(name) not in pages.TYPED:
                continue
            for words in (LONG, SHORT):
                told = one.with_value(name, words)
                with asking.in_phase(one.cell, here):
                    before = last_payload()
                    answer = posted(one, here, told)
                    kept = is_kept(before)
                found.n += 1
                found.wrong += [f"{one.name} [{name}]: {each}" for each in wrong_in(answer)]
                if kept:
                    found.reached.append(f"{one.action} [{name}]")
                    keeping.append((one, told))
                    break
    with transaction.atomic():
        for one, told in keeping:
            with transaction.atomic():
                put_into(one.cell, here)
                posted(one, here, told)
        for cell in watched:
            with asking.in_phase(cell, here):
                answer = asking.answered(cell, here)
                found.wrong += [f"after all, {cell.told()}: {each}" for each in wrong_in(answer)]
        transaction.set_rollback(True)
    return found


def put_into(cell: Cell, here: World) -> None:
    rows.Event.objects.filter(agency__code=here.agency, key=cell.event).update(phase=cell.phase)


def wrong_in(answer: Any) -> Iterator[str]:
    """Return where words became something else: elements, headers, formulas, or what a template computed."""
    yield from pages.wrong_in(answer)
    if answer.has_header("X-Jahat"):
        yield "a second header"
    content = b"".join(answer) if answer.streaming else answer.content
    kind = answer.get("Content-Type", "")
    if kind.startswith("text/html") and b"14zq" in content:
        yield "a template was computed"
    if content.startswith(b"PK"):
        yield from _formulas(content)


def _formulas(content: bytes) -> Iterator[str]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = archive.namelist()
        books = [content] if "[Content_Types].xml" in names else []
        books += [archive.read(name) for name in names if name.endswith(".xlsx")]
        yield from (f"a member {name!r}" for name in names if name.startswith("/") or ".." in name)
    for book in books:
        for sheet in openpyxl.load_workbook(io.BytesIO(book)).worksheets:
            for row in sheet.iter_rows():
                yield from (
                    f"a formula in {sheet.title}!{cell.coordinate}"
                    for cell in row
                    if cell.data_type == "f" and MARK in str(cell.value)
                )


def last_payload() -> int:
    return rows.Payload.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def is_kept(before: int) -> bool:
    """Return whether the mark stands anywhere in the database now."""
    new = rows.Payload.objects.filter(pk__gt=before).values_list("payload", flat=True)
    if any(MARK.encode() in bytes(one) for one in new):
        return True
    return any(
        model.objects.annotate(zq=Cast(name, models.TextField())).filter(zq__contains=MARK).exists()
        for model, names in _texts()
        for name in names
    )


@cache
def _texts() -> tuple[tuple[Any, tuple[str, ...]], ...]:
    found = []
    for model in apps.get_app_config("records").get_models():
        kinds = (models.CharField, models.TextField, models.JSONField)
        names = tuple(one.name for one in model._meta.concrete_fields if isinstance(one, kinds))
        found.append((model, names))
    return tuple(found)


def forged_fields(sendings: Iterable[Sending], here: World) -> Found:
    """Send every form as it is, then with every column that rows have besides; both must do the same."""
    found = Found()
    other = rows.Agency.objects.get(code=here.other)
    event = rows.Event.objects.filter(agency=other).order_by("pk")[0]
    theirs = {"agency": other.pk, "event": event.pk, "account": 1, "official": 1}
    for one in sendings:
        own = set(one.fields)
        extra = {
            name: [str(theirs.get(name.removesuffix("_id"), "1"))] for name in columns() if name not in own
        }
        done = []
        for told in (one.sent, {**extra, **one.sent}):
            with asking.in_phase(one.cell, here):
                answer = posted(one, here, told)
                done.append((answer.status_code, answer.get("Location", "").split("?")[0], state()))
        found.n += 1
        if _numberless(done[0]) != _numberless(done[1]):
            found.wrong.append(f"{one.name}: {_difference(done[0], done[1])}")
    return found


def _numberless(done: tuple[int, str, Any]) -> Any:
    status, where, kept = done
    return status, "".join(sign for sign in where if not sign.isdigit()), kept


def _difference(one: tuple[int, str, Any], other: tuple[int, str, Any]) -> str:
    differing = [key for key in one[2] if one[2][key] != other[2][key]]
    return f"{one[:2]} became {other[:2]}, {differing}"


@cache
def columns() -> tuple[str, ...]:
    """Return the name of every column of every row, and words by which frameworks know power."""
    found = {"is_staff", "is_superuser", "role", "roles", "holder", "code", "person", "examiner", "actor"}
    for model in apps.get_app_config("records").get_models():
        for one in model._meta.concrete_fields:
            found |= {one.name, one.attname}
    return tuple(sorted(found - {"csrfmiddlewaretoken"}))


def state() -> dict[str, Any]:
    """Return what stands in the database, as far as chance and time leave it alike."""
    told: dict[str, Any] = {}
    for model in apps.get_app_config("records").get_models():
        names = [one.attname for one in model._meta.concrete_fields if _lasts(one)]
        lines = model.objects.values_list(*names)  # type: ignore[attr-defined]
        told[model.__name__] = sorted(map(repr, lines)) if names else len(lines)
    return told


def _lasts(one: Any) -> bool:
    if one.primary_key:
        return False
    if isinstance(one, models.ForeignKey):
        return one.related_model._meta.object_name in ("Agency", "Event", "Account", "Official")
    is_word = isinstance(one, models.CharField) and one.name in ("role", "state", "phase", "kind", "holder")
    return is_word or isinstance(one, models.BooleanField)


def sent_elsewhere(
    sendings: Iterable[Sending], watched: Iterable[Cell], here: World, *, elsewhere: Sequence[str] = ELSEWHERE
) -> Found:
    """Ask every page and send every form with an address of somebody else's server wherever one fits."""
    found = Found()
    for cell in watched:
        for there in elsewhere:
            with asking.in_phase(cell, here):
                browser = here.browser(
                    cell.persona, is_of_events=cell.route.is_of_an_event, session=cell.session
                )
                told = dict.fromkeys(WAYS_BACK, there)
                answer = browser.get(asking.address(cell, here), told, headers={"referer": there})
            found.n += 1
            found.wrong += _away(f"{cell.told()}", answer)
    for one in sendings:
        hidden = [name for name, value in one.told if value.startswith("/")]
        for there in elsewhere:
            told = {**{key: [there] for key in (*WAYS_BACK, *hidden)}, **one.sent}
            told |= {key: [there] for key in hidden}
            with asking.in_phase(one.cell, here):
                answer = posted(one, here, told, headers={"referer": there})
            found.n += 1
            found.wrong += _away(one.name, answer)
    return found


def _away(name: str, answer: Any) -> list[str]:
    where = answer.get("Location", "") + answer.get("HX-Redirect", "") + answer.get("Refresh", "")
    is_away = bool(where) and (not where.startswith("/") or where.startswith(("//", "/\\", "/\t")))
    return [f"{name}: sent to {where}"] if is_away else []


def foreign_numbers(
    sendings: Iterable[Sending], numbers: Sequence[int], secret: str, untouched: Any, here: World
) -> Found:
    """Put the numbers of others' things into every field that holds a number, or could."""
    found = Found()
    for one in sendings:
        for name in one.fields:
            value = dict(one.told).get(name, "")
            if not value.isdecimal():
                continue
            for number in numbers:
                with asking.in_phase(one.cell, here):
                    before = untouched()
                    answer = posted(one, here, one.with_value(name, str(number)))
                    shown = is_shown(secret, b"".join(answer) if answer.streaming else answer.content)
                    changed = before != untouched()
                found.n += 1
                if shown or changed:
                    found.wrong.append(f"{one.name} [{name}={number}]: {'shown' if shown else 'changed'}")
    return found


def without_token(sendings: Iterable[Sending], here: World) -> Found:
    """Send every form from a foreign page: with the session's cookie, without the form's own token."""
    found = Found()
    for one in sendings:
        strict = Client(enforce_csrf_checks=True, raise_request_exception=False)
        strict.cookies = browser_of(one, here).cookies
        told = {name: value for name, value in one.sent.items() if name != "csrfmiddlewaretoken"}
        with asking.in_phase(one.cell, here):
            answer = strict.post(one.action, told)
        found.n += 1
        if answer.status_code != 403:
            found.wrong.append(f"{one.name}: {answer.status_code}")
    return found
