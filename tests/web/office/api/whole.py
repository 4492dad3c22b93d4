"""Every call of the server as its description allows it, and as it does not; answers held against it.

The calls come from the descriptions alone, so that one that is new is sent as soon as it is described.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any
from unittest.mock import patch

import requests
import schemathesis
from django.core.cache import cache
from django.test import Client
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.errors import Unsatisfiable
from schemathesis.checks import CHECKS
from schemathesis.core.failures import FailureGroup
from schemathesis.core.transport import Response

from selaras.actions.event_ref import EventRef
from selaras.actions.evidence.checkpoints import make_checkpoint
from selaras.core.vocabulary import Role
from selaras.records import models as rows
from selaras.web.office.api import asking
from selaras.web.office.api.describing import described
from selaras.web.tablet_api.describing import described as tablets_described
from tests.actions.evidence import live_events
from tests.tampered.cases import case_of
from tests.web.office import offices
from tests.web.office.api import systems

schemathesis.checks.load_all_checks()
_HERE = "http://testserver"
MODES = schemathesis.GenerationMode


@dataclass(slots=True)
class Sent:
    """How many calls were sent, how they were answered, and each breach once."""

    n: int = 0
    statuses: dict[str, int] = field(default_factory=dict)
    breaches: dict[str, str] = field(default_factory=dict)

    def note(self, label: str, status: int) -> None:
        self.n += 1
        key = f"{label} {status}"
        self.statuses[key] = self.statuses.get(key, 0) + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """An event that can be read, tokens of everybody who may read or write it, and one that tablets serve."""

    ref: EventRef
    hall: EventRef
    of_event: str
    of_house: str
    paper: str

    def known(self, label: str) -> Mapping[str, object]:
        """Return parts of an address that lead somewhere."""
        if "/tablet/" in label:
            return {"agency": self.hall.agency, "event": self.hall.key}
        return {"key": self.ref.key, "file_name": self.paper, "number": 1}

    def headers(self, label: str) -> dict[str, str]:
        if "/tablet/" in label:
            return {}
        token = self.of_house if "/personnel" in label else self.of_event
        return {"Authorization": f"Bearer {token}"}


def office() -> Office:
    """Make an office on the tests' database."""
    ref = systems.closed_event()
    offices.browser_of(ref, Role.SECRETARIAT).post(f"/k/{ref.agency}/{ref.key}/naskah/terbitkan/")
    of_house = systems.token(ref)
    offices.member(rows.ApiToken.objects.get().account, Role.SECRETARIAT)
    roles = (Role.SECRETARIAT, Role.CHAIR, Role.REVIEWER, Role.AUDITOR, Role.PARTICIPANT)
    of_event = systems.event_token(ref, *roles)
    listed = json.loads(systems.call(f"events/{ref.key}/papers", of_event).content)
    key = f"events/{ref.key}/questions"
    systems.call(key, of_event, method="POST", body=b'{"about": "", "text": "Mengapa?"}')
    systems.call("personnel", of_house, method="POST", body=b"NIP;Nama\n1;Ani\n")
    case = case_of(officials=1, methods=1, examiners=2, seed="ruang ujian")
    hall = live_events.scoring(replace(case, event=replace(case.event, key="ruang-ujian"))).ref
    make_checkpoint(hall, log_key=live_events.LOG_KEY, actor=live_events.OFFICE, clock=live_events.clock())
    return Office(ref=ref, hall=hall, of_event=of_event, of_house=of_house, paper=listed[0]["file_name"])


OF_SYSTEMS, OF_TABLETS = described(), tablets_described()


def schemas(descriptions: Sequence[dict[str, Any]]) -> Iterator[Any]:
    """Yield descriptions as the sender reads them."""
    for told in descriptions:
        schema = schemathesis.openapi.from_dict(told)
        schema.config.update(base_url=_HERE)
        schema.config.generation.update(with_security_parameters=False)
        yield schema


def send(here: Office, *, n: int, seeded: int, descriptions: Sequence[dict[str, Any]]) -> Sent:
    """Send ``n`` calls of every kind that the descriptions allow, and half as many that they do not."""
    found = Sent()
    with patch.object(asking, "consume", lambda *_, **__: True):
        for schema in schemas(descriptions):
            for result in schema.get_all_operations():
                operation = result.ok()
                for mode, most in ((MODES.POSITIVE, n), (MODES.NEGATIVE, n // 2)):
                    # A call without parts has nothing that could be wrong in it.
                    with suppress(Unsatisfiable):
                        _send(operation, mode, most, seeded, here, found)
    return found


def _send(operation: Any, mode: Any, most: int, seeded: int, here: Office, found: Sent) -> None:
    strategy = operation.as_strategy(generation_mode=mode)

    @seed(seeded)
    @settings(
        max_examples=most,
        phases=[Phase.generate],
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(case=strategy)
    def sent(case: Any) -> None:
        _one(case, mode, here, found)

    sent()


def _one(case: Any, mode: Any, here: Office, found: Sent) -> None:
    label = case.operation.label
    known = here.known(label)
    if mode is MODES.POSITIVE:
        # Most keys that a description allows lead nowhere; three in four calls go to what is there.
        for name in case.path_parameters or {}:
            if name in known and found.n % 4:
                case.path_parameters[name] = known[name]
    cache.clear()
    answer = _answered(case, here.headers(label))
    found.note(label, answer.status_code)
    try:
        case.validate_response(answer, checks=_checks())
    except FailureGroup as wrong:
        for one in wrong.exceptions:
            title = f"{label}: {one.title}"
            found.breaches.setdefault(title, f"{one} {case.as_curl_command()}"[:600])


def _answered(case: Any, headers: Mapping[str, str]) -> Response:
    """Send a call to the tests' own server, in this very transaction."""
    told = case.as_transport_kwargs(base_url=_HERE, headers=headers)
    sent = requests.Request(**told).prepare()
    body = sent.body or b""
    came: Any = Client(raise_request_exception=False).generic(
        str(sent.method),
        sent.path_url,
        body if isinstance(body, bytes) else body.encode(),
        content_type=sent.headers.get("Content-Type", ""),
        headers={**sent.headers},
    )
    return Response(
        status_code=came.status_code,
        headers={name.lower(): [value] for name, value in came.items()},
        content=came.content,
        request=sent,
        elapsed=0.0,
        verify=False,
        message=came.reason_phrase,
    )


def _checks() -> list[Any]:
    names = (
        "not_a_server_error",
        "status_code_conformance",
        "content_type_conformance",
        "response_headers_conformance",
        "response_schema_conformance",
        "negative_data_rejection",
    )
    return [CHECKS.get_one(one) for one in names]
