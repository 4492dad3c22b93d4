"""Where the ledger stood, as papers print it: from the ledger alone, so that they can be printed again.

The checkpoint's signature is not in the ledger. It is given beside it, without the cosignatures that may be
added to the same checkpoint later: Ed25519 (RFC 8032) gives the same signature of the same text every time.
"""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from selaras.core import vocabulary as v
from selaras.core.entries import EntryType
from selaras.core.evidence.checkpoint import SignedNote, signed_note_of
from selaras.core.evidence.exact_json import read_exact
from selaras.core.evidence.opening import Ledger, Sealed
from selaras.core.evidence.packet import IMPORT_DEVICE
from selaras.core.evidence.signatures import SIGNATURE_BYTES
from selaras.documents.docket import ChainHead, LedgerStamp, SheetsOf

_SHEETS = (EntryType.RATING_SHEET.value, EntryType.RECONFIRMATION.value)


def stamp_of(
    ledger: Ledger, *, size: int | None = None, root: bytes | None = None, note: str = ""
) -> LedgerStamp:
    """Return the stamp of a ledger that was opened and found whole.

    size : how many of its entries to look at; all of them without it
    root : of that size, where it is known already
    note : the checkpoint of that size, signed by the log key
    """
    size = ledger.size if size is None else size
    read = [_read(one) for one in ledger.entries[:size]]
    counted = Counter(_given(read))
    return LedgerStamp(
        origin=ledger.log,
        size=size,
        root_hex=(ledger.root_at(size) if root is None else root).hex(),
        imported=all(one.type != EntryType.ENROLMENT.value for one in read),
        note=note,
        last_at=datetime.fromisoformat(read[-1].made_at) if read else None,
        chains=_chains(read),
        given=dict(counted),
        n_void=sum(one.type == EntryType.VOID.value for one in read),
    )


def log_note(data: bytes) -> str:
    """Return a checkpoint's text with the log's signature alone; nothing where no log key signed it."""
    note = signed_note_of(data)
    own = [
        line
        for line in note.lines
        if line.name == note.checkpoint.origin and len(line.signature) == SIGNATURE_BYTES
    ]
    return SignedNote(note.text, (own[0],)).to_bytes().decode() if own else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    """What a stamp needs to know of an entry."""

    type: str
    device: str
    dseq: int
    method: str
    made_at: str
    sealed: Sealed


def _read(one: Sealed) -> _Read:
    # Opening the ledger has judged every envelope; here it is only read again, which must be cheap.
    told = json.loads(one.packet.envelope)
    return _Read(
        type=told["type"],
        device=told["device"],
        dseq=told["dseq"],
        method=told["method"],
        made_at=told["device_at"],
        sealed=one,
    )


def _payload(one: _Read) -> dict[str, Any]:
    """Return what an entry says; nothing of one that was erased."""
    opening = one.sealed.opening
    found = read_exact(opening.payload) if opening is not None else None
    return found if isinstance(found, dict) else {}


def _given(read: Sequence[_Read]) -> Iterator[SheetsOf]:
    """Yield examiner and method of every sheet that was handed in."""
    for one in read:
        if one.type == EntryType.RATING_SHEET.value and (examiner := _payload(one).get("examiner")):
            yield v.ExaminerCode(examiner), v.Method(one.method)


def _chains(read: Sequence[_Read]) -> dict[v.ExaminerCode, tuple[ChainHead, ...]]:
    """Return the last entry of each device by its holder; in an import, of each examiner's own entries."""
    holders: dict[str, str] = {}
    heads: dict[tuple[str, str], tuple[int, _Read]] = {}
    for one in read:
        if one.type == EntryType.ENROLMENT.value:
            told = _payload(one)
            if told.get("role") == v.Role.EXAMINER.value:
                holders[one.device] = told["holder"]
        if one.device in holders:
            heads[holders[one.device], one.device] = (one.dseq, one)
        elif one.device == IMPORT_DEVICE and one.type in _SHEETS:
            # All examiners' marks stand in the one chain of the import.
            examiner = _payload(one).get("examiner")
            if examiner is not None:
                n_before = heads[examiner, IMPORT_DEVICE][0] if (examiner, IMPORT_DEVICE) in heads else 0
                heads[examiner, IMPORT_DEVICE] = (n_before + 1, one)
    found: dict[v.ExaminerCode, tuple[ChainHead, ...]] = {}
    for (examiner, device), (n, last) in heads.items():
        head = ChainHead(device=device, n_entries=n, digest=last.sealed.packet.digest)
        code = v.ExaminerCode(examiner)
        found[code] = (*found.get(code, ()), head)
    return found
