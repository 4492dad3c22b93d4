"""Things of another agency, and of an event where nobody has a part: by number, a secret in each."""

import re

from selaras.records import models as rows
from tests.web.office import offices
from tests.web.office.cells import world
from tests.web.office.cells.world import World

# Who lends the desk's work chooses among the names of the own agency: that list alone may name a colleague.
_COLLEAGUES = re.compile(rb'<select id="account" name="account">.*?</select>', re.S)


def is_shown(secret: str, body: bytes) -> bool:
    return secret.encode() in _COLLEAGUES.sub(b"", body)


def things_of_others(here: World, secret: str) -> None:
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


def numbers() -> list[int]:
    found: set[int] = set()
    for model in (rows.Upload, rows.Question, rows.PendingAct, rows.Notice):
        found |= set(model.objects.order_by("-pk").values_list("pk", flat=True)[:8])
    return sorted(found)


def of_others(secret: str) -> object:
    return (
        list(rows.Upload.objects.filter(about=secret).order_by("pk").values_list("pk", "superseded_at")),
        list(rows.Question.objects.filter(about=secret).order_by("pk").values_list("pk", "answer")),
        list(rows.PendingAct.objects.filter(about=secret).order_by("pk").values_list("pk", "state")),
        list(rows.Notice.objects.filter(subject=secret).order_by("pk").values_list("pk", "state", "body")),
    )
