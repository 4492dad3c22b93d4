"""The minutes of the plenary (berita acara pleno): who was there, on which result, who holds otherwise."""

import json
from collections.abc import Mapping
from datetime import date

from selaras.actions.event_ref import EventRef
from selaras.actions.event_rows import event_row
from selaras.core.codec import to_json
from selaras.core.decided import Minutes
from selaras.core.entries import EntryDraft, EntryType
from selaras.core.errors import CoreError
from selaras.core.lifecycle import Phase
from selaras.records import models as rows


def draft_of_minutes(
    ref: EventRef,
    *,
    held_on: date,
    absent: Mapping[str, str],
    dissent: Mapping[str, str],
    scan: str | None,
) -> EntryDraft:
    """Return the minutes of the last result, for chair or secretariat to sign; all others were present.

    absent : why, by the examiners' codes; dissent : what each of those present holds instead, in words
    scan : SHA-256 of the scanned minutes that the panel signed; a signed event cannot do without
    Raises ``minutes_out_of_place``, ``examiner_unknown``, ``words_missing`` naming the examiner, and
    ``minutes_wrong`` where nobody was present or somebody absent dissents.
    """
    event = event_row(ref)
    phase = Phase(event.phase)
    if phase is not Phase.CLOSED:
        raise CoreError("minutes_out_of_place", phase=phase.value)
    last = rows.Result.objects.filter(event=event).order_by("-version").values_list("version", flat=True)
    version = last.first()
    if version is None:
        raise CoreError("result_not_frozen")
    panel = panel_of(event)
    for code in sorted({*absent, *dissent} - set(panel)):
        raise CoreError("examiner_unknown", examiner=code)
    if set(absent) >= set(panel):
        raise CoreError("minutes_wrong", part="panel")
    if set(dissent) & set(absent):
        raise CoreError("minutes_wrong", part="dissent")
    told = Minutes(
        version=version,
        held_on=held_on,
        present=tuple(code for code in panel if code not in absent),
        absent=tuple(code for code in panel if code in absent),
        dissent=tuple(code for code in panel if code in dissent),
        scan=scan,
    )
    note = {"absent": _in_words(absent, "absent"), "dissent": _in_words(dissent, "dissent")}
    return EntryDraft(
        type=EntryType.MINUTES,
        subject="",
        method="",
        form="",
        payload=to_json(told),
        note=json.dumps(note, sort_keys=True, separators=(",", ":"), ensure_ascii=False),
    )


def panel_of(event: rows.Event) -> tuple[str, ...]:
    """Return the codes of everybody whom the ledger knows as an examiner, in the order of their entries."""
    found = rows.Entry.objects.filter(event=event, type=EntryType.EXAMINER.value).order_by("index")
    return tuple(dict.fromkeys(found.values_list("subject", flat=True)))


def _in_words(told: Mapping[str, str], field: str) -> dict[str, str]:
    for code, words in told.items():
        if not words.strip():
            raise CoreError("words_missing", field=f"{field}.{code}")
    return {code: words.strip() for code, words in told.items()}
