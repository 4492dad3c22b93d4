"""Probes of blindness: two events that differ in other examiners' marks alone must answer one examiner alike.

Every address of the server is called as the examiner may call it, in the states before the discussion was
opened; status, headers and bytes are compared. Only what chance makes anew is evened out: CSRF tokens,
session cookies, and digests of the ledger, whose commitments are salted.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product
from random import Random
from typing import Any

from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from selaras.actions.evidence.live import enter_inputs, move_event
from selaras.core import casefile as c
from selaras.core.entries import RECORD_TYPES
from selaras.core.vocabulary import Role
from selaras.outside.chance import SeededChance
from tests.actions.evidence import live_events
from tests.actions.evidence.live_events import Live
from tests.tampered.cases import case_of, drawn_sheet
from tests.web.office import offices

OWN = "P1"
# "PART" asks for a part of a page, as its script does, sorted and searched by whatever a page may know.
VERBS = ("GET", "HEAD", "POST", "PART")
_QUERY = "?q=4&cari=4&urut=nilai&sort=mark&limit=1&offset=1&bagian=nilai"
STATES = ("none-in", "some-in", "all-in", "closed")
SIZES = {"officials": 2, "methods": 2, "examiners": 3}

_TOKEN = re.compile(rb'(name="csrfmiddlewaretoken" value=")[A-Za-z0-9]+')
_DIGEST = re.compile(rb"(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])|[A-Za-z0-9+/]{43}=|[A-Za-z0-9+/]{80,}={0,2}")
# How long the own session still lasts, in seconds, tells the time of the call alone.
_CLOCK = re.compile(rb'(data-ends-in=")[0-9]+')
_PARTS = re.compile(r"<(?:(\w+):)?(\w+)>")
# Calling it would end the probe's own session.
_NOT_CALLED = ("akun/keluar/",)
# Keys and challenges of the own account are made by chance each time, and know nothing of any event.
_BY_CHANCE = ("/akun/faktor-kedua/", "/akun/masuk/", "/akun/pastikan/")


@dataclass(frozen=True, slots=True)
class Answer:
    """All that a browser gets: status, headers without chance, and the bytes."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes


@dataclass(frozen=True, slots=True)
class Leak:
    """One address at which two events answered differently."""

    state: str
    seed: int
    call: str
    first: Answer
    second: Answer

    def __str__(self) -> str:
        one, other = self.first.body, self.second.body
        at = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), 0)
        return (
            f"{self.state}/{self.seed} {self.call}: {one[at - 40 : at + 60]!r} | {other[at - 40 : at + 60]!r}"
        )


def addresses(case: c.CaseFile, agency: str, event: str) -> list[str]:
    """Return every address of the server, each part of it filled in with all that it could mean here."""
    pools: dict[str, Sequence[str]] = {
        "agency": (agency,),
        "event": (event,),
        "person": [f"P-{n:03d}" for n in range(1, len(case.officials) + 1)],
        "examiner": [one.code for one in case.examiners],
        "method": sorted({one.method.value for one in case.assignments}),
        "code": ["P-001", OWN, "P2"],
        "verb": ["reveal", "void"],
    }
    found = [path for pattern in _patterns(get_resolver()) for path in _filled(pattern, pools)]
    return sorted({one for one in found if one.lstrip("/") not in _NOT_CALLED})


def _patterns(resolver: URLResolver, before: str = "/") -> Iterator[str]:
    for one in resolver.url_patterns:
        route = before + str(one.pattern)
        if isinstance(one, URLPattern):
            yield route
        else:
            yield from _patterns(one, route)


def _filled(route: str, pools: dict[str, Sequence[str]]) -> Iterator[str]:
    names = [(kind, name) for kind, name in _PARTS.findall(route)]
    choices = [["1"] if kind == "int" else pools.get(name, ["1"]) for kind, name in names]
    for values in product(*choices):
        path = route
        for (kind, name), value in zip(names, values, strict=True):
            path = path.replace(f"<{kind}:{name}>" if kind else f"<{name}>", value, 1)
        yield path


def case_with(marks: str) -> c.CaseFile:
    """Return the event with the marks of all but one examiner drawn from these letters."""
    one = case_of(**SIZES, seed="buta")
    chance = Random(marks)
    sheets = tuple(
        sheet
        if sheet.examiner == OWN
        else drawn_sheet(one.scheme, sheet.examiner, sheet.nip, sheet.method, chance)
        for sheet in one.rating_sheets
    )
    return replace(one, rating_sheets=sheets)


def event_in(state: str, case: c.CaseFile) -> Live:
    """Return an event in one of the states before the discussion is opened."""
    live = live_events.scoring(case)
    enter_inputs(live.ref, live.case, live.rulebook, types=RECORD_TYPES, acting=_by("records"))
    own, others = live.sheets(OWN), [one for one in live.sheets() if one.payload["examiner"] != OWN]
    n_own = {"none-in": 0, "some-in": 2}.get(state, len(own))
    live.received(*live.signed_sheets([*others, *own[:n_own]]))
    if state == "closed":
        move_event(live.ref, "close_scoring", acting=_by("close"))
    return live


def answers_of(live: Live, calls: Sequence[str]) -> dict[str, Answer]:
    """Return what the examiner gets for each call; whatever a call changes is undone."""
    browser = offices.browser_of(live.ref, Role.EXAMINER, name="penguji-buta", holder=OWN)
    # Who called often is told to wait; both begin with nothing counted.
    cache.clear()
    found = {}
    for call in calls:
        with transaction.atomic():
            found[call] = _answer(browser, call)
            transaction.set_rollback(True)
    return found


def _answer(browser: Client, call: str) -> Answer:
    method, path = call.split(" ", 1)
    part = {"HX-Request": "true"} if method == "PART" else {}
    told: Any = browser.generic(
        "GET" if part else method,
        f"{path}{_QUERY}" if part else path,
        data=b"",
        content_type="application/x-www-form-urlencoded",
        headers=part,
    )
    body = b"".join(told.streaming_content) if told.streaming else told.content
    if path.startswith(_BY_CHANCE):
        return Answer(told.status_code, (), b"")
    body = _DIGEST.sub(b"#", _CLOCK.sub(rb"\1", _TOKEN.sub(rb"\1", body)))
    return Answer(told.status_code, tuple(sorted(told.headers.items())), body)


class _Undone(Exception):
    """Ends the making of an event without a trace."""


def answers_in(state: str, marks: str, calls: Sequence[str] | None = None) -> dict[str, Answer]:
    """Return the answers of an event with these marks; nothing of it stays in the database."""
    found: dict[str, Answer] = {}
    case = case_with(marks)
    try:
        with transaction.atomic():
            live = event_in(state, case)
            paths = addresses(case, live.ref.agency, live.ref.key)
            wanted = calls or [f"{verb} {path}" for path in paths for verb in VERBS]
            found = answers_of(live, wanted)
            raise _Undone
    except _Undone:
        return found


def probed(state: str, seed: int, *, most: int = 0) -> tuple[int, list[Leak]]:
    """Return how many calls were compared, and where two events answered differently.

    most : so many calls, chosen by the seed; 0 for all
    """
    calls = None
    if most:
        case = case_with("")
        paths = addresses(case, case.agency.code, case.event.key)
        every = [f"{verb} {path}" for path in paths for verb in VERBS]
        calls = Random(f"probe/{state}/{seed}").sample(every, min(most, len(every)))
    first, second = (answers_in(state, f"{seed}/{one}", calls) for one in "ab")
    leaks = [
        Leak(state, seed, call, answer, second[call])
        for call, answer in first.items()
        if answer != second[call]
    ]
    return len(first), leaks


def _by(seed: str) -> Any:
    return live_events.acting(chance=SeededChance(seed))
