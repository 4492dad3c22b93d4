"""A server in the test's own process, on the test's own database, and what tablets send it."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.http import HttpResponse
from django.test import Client

from selaras.actions.evidence.packets import Submission
from selaras.web import serving as place
from tests.actions.evidence.live_events import clock

API = "/api/tablet/v1"
JSON = "application/json"


@contextmanager
def serving(*, check: Any = lambda: None, begin: bool = True) -> Iterator[place.Serving]:
    """Serve in this process; without ``begin`` nothing that reaches the writer would be answered."""
    here = place.Serving(check=check, clock=clock(), patience=0.1)
    before, place._serving = place._serving, here
    if begin:
        here.begin()
    try:
        yield here
    finally:
        if begin:
            here.stop()
        place._serving = before


def packet(one: Submission, **changes: Any) -> dict[str, Any]:
    told = {
        "envelope": one.envelope.decode(),
        "signature": one.signature.hex(),
        "salt": one.salt.hex(),
        "payload": one.payload.decode(),
        "note_salt": one.note_salt.hex(),
        "note": one.note.decode(),
    }
    return {**told, **changes}


def body_of(*submissions: Submission) -> bytes:
    return json.dumps({"packets": [packet(one) for one in submissions]}).encode()


def post(path: str, body: bytes, **more: Any) -> HttpResponse:
    kind = more.pop("content_type", JSON)
    answer: Any = Client().post(f"{API}{path}", data=body, content_type=kind, **more)
    return answer


def told(answer: HttpResponse) -> Any:
    return json.loads(answer.content)


def codes(results: Sequence[Any]) -> list[str]:
    return [one.get("code", "taken") for one in results]
