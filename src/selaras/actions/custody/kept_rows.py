"""The rows of one event as they are kept, in the form in which the ledger makes them."""

import hashlib
from collections import Counter
from collections.abc import Iterable
from typing import Any

from selaras.actions.custody.projected import DESTROYED, OTHER, WHOLE, Key, Row
from selaras.records import models as rows

# Rows that several events of an agency point to.
SHARED = frozenset({"position", "official"})


def kept_tables(event: rows.Event) -> dict[str, dict[Key, Row]]:
    """Return every table of an event by the key that the ledger knows its rows by."""
    of = {"event": event}
    told = (event.kind, event.title, event.starts_on, event.ends_on, event.phase)
    return {
        "entry": _by(1, rows.Entry.objects.filter(**of).values_list(*_ENTRY)),
        "erasure": _by(
            1,
            rows.Erasure.objects.filter(entry__event=event).values_list("entry__index", "ordered_by__index"),
        ),
        "event": {(): told},
        "position": _positions(event),
        "official": _by(1, rows.Participant.objects.filter(**of).values_list(*_OFFICIAL)),
        "participant": _by(
            1, rows.Participant.objects.filter(**of).values_list("code", "official__nip", "status")
        ),
        "examiner": _by(1, rows.Examiner.objects.filter(**of).values_list("code", "name", "role", "element")),
        "rating": _by(2, rows.Rating.objects.filter(**of).values_list(*_RATING)),
        "device": _by(1, rows.Device.objects.filter(**of).values_list(*_DEVICE)),
        "result": _results(event),
        "paper": _papers(event),
    }


_ENTRY = ("index", "ulid", "type", "subject", "device", "dseq", "leaf_hash")
_OFFICIAL = (
    "code",
    *(f"official__{name}" for name in ("nip", "name", "grade", "level", "home_agency", "position_title")),
    *(f"official__{name}" for name in ("born_on", "in_position_since", "position__code")),
)
_RATING = (
    *("entry__index", "criterion"),
    *("participant__code", "examiner__code", "method", "state", "mark_hundredths"),
)
_DEVICE = ("device", "holder", "role", "public_key", "enrolled_at_index", "revoked_at_index")


def _by(n_key: int, found: Iterable[tuple[Any, ...]]) -> dict[Key, Row]:
    plain = ([_plain(value) for value in one] for one in found)
    return {tuple(one[:n_key]): tuple(one[n_key:]) for one in plain}


def _plain(value: Any) -> Any:
    # PostgreSQL hands bytes over as a view of memory.
    return bytes(value) if isinstance(value, memoryview) else value


def _positions(event: rows.Event) -> dict[Key, Row]:
    """Return the posts that this event's ledger names; others of the agency are other events'."""
    named = rows.Entry.objects.filter(event=event, type="position").values_list("subject", flat=True)
    posts = rows.Position.objects.filter(agency_id=event.agency_id, code__in=list(named))
    return _by(1, posts.values_list("code", "title", "unit", "level", "state"))


def _results(event: rows.Event) -> dict[Key, Row]:
    columns = ("version", "as_of", "document_digest", "scheme_digest", "rulebook_digest")
    found = rows.Result.objects.filter(event=event).values_list(
        *columns, "ledger_size", "ledger_root", "document"
    )
    kept: dict[Key, Row] = {}
    for version, as_of, digest, scheme, rulebook, size, root, document in found:
        state = document_state(document, digest=digest)
        kept[version,] = (as_of, digest, scheme, rulebook, size, bytes(root), state)
    return kept


def document_state(document: str, *, digest: str) -> str:
    """Return whether a document is the one of this digest, was destroyed, or is another."""
    if not document:
        return DESTROYED
    return WHOLE if hashlib.sha256(document.encode()).hexdigest() == digest else OTHER


def _papers(event: rows.Event) -> dict[Key, Row]:
    found = rows.Paper.objects.filter(event=event).order_by("ledger_size", "pk")
    n_issued: Counter[str] = Counter()
    kept: dict[Key, Row] = {}
    for name, *row in found.values_list("file_name", "code", "title", "sha256", "ledger_size"):
        kept[name, n_issued[name]] = tuple(row)
        n_issued[name] += 1
    return kept
