"""What a witness does with a checkpoint: checks that it continues the last one, notes that, then signs.

The note of what was signed last is kept beside the key and written before the signature is handed out: a
witness that forgets could be led to sign two pasts.
"""

import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from selaras.cli.evidence.custody import (
    DONE,
    Misused,
    event_of,
    installation,
    key_file,
    new_passphrase,
    passphrase_for,
    tell,
)
from selaras.cli.evidence.custody_words import CustodyWords
from selaras.core.errors import CoreError
from selaras.core.evidence.bundle import ENTRIES, MANIFEST, PAYLOADS, files_of, read_entries, read_payloads
from selaras.core.evidence.checkpoint import (
    MOST_BYTES,
    Checkpoint,
    KeyKind,
    SignedNote,
    VerifierKey,
    check_log_signature,
    cosignature_message,
)
from selaras.core.evidence.cosigning import cosignature_line
from selaras.core.evidence.exact_json import read_exact
from selaras.core.evidence.keyring import Keyring
from selaras.core.evidence.ledger import Frontier
from selaras.core.evidence.ledger_code import ledger_code
from selaras.core.evidence.packet import envelope_of
from selaras.core.evidence.policy import Policy, policy_of
from selaras.core.evidence.proving import consistency_proof
from selaras.core.evidence.witnessing import Request, check_growth, request_of
from selaras.outside.clock import SystemClock
from selaras.outside.key_shares import key_mark
from selaras.outside.sealing import sync_folder
from selaras.outside.signing import LogKey, create_log_key, open_log_key, read_key_file


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestAsked:
    """What the office asks for: the proof from ``old``, to the last checkpoint or one to be signed now."""

    event: str
    old: int
    sign: bool
    path: Path | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CosignAsked:
    """What a witness has at hand."""

    checkpoint: Path
    key: Path
    policy: Path
    bundle: Path | None


def make(path: Path, *, name: str, say: CustodyWords) -> int:
    """Make a witness's key; its verifier key goes to the office, the file never leaves this computer."""
    if path.exists():
        raise CoreError("key_file_there_already", path=str(path))
    VerifierKey(name=name, kind=KeyKind.COSIGNER, public_key=bytes(32))  # before anything is asked or made
    key = create_log_key(path, passphrase=new_passphrase(say=say), witness=name)
    own = VerifierKey(name=name, kind=KeyKind.COSIGNER, public_key=key.public_key)
    tell(say("key_made", path=path), say("key_mark", mark=key_mark(key.public_key)))
    tell(say("key_vkey", text=own.text))
    return DONE


def request(asked: RequestAsked, *, out: Path, say: CustodyWords) -> int:
    """Write what a witness needs, from the installation's database."""
    signer = _log_key(asked.path, say) if asked.sign else None
    with installation():
        from selaras.actions.access import IMPORTER
        from selaras.actions.custody.witnessing import witness_request
        from selaras.actions.evidence.checkpoints import make_checkpoint

        ref = event_of(asked.event, say=say)
        if signer is not None:
            make_checkpoint(ref, log_key=signer, actor=IMPORTER, clock=SystemClock())
        data = witness_request(ref, old_size=asked.old)
    out.write_bytes(data)
    checkpoint = request_of(data).note.checkpoint
    tell(say("request_done", path=out, size=checkpoint.size))
    tell(say("cosigned_code", code=ledger_code(checkpoint.root)))
    return DONE


def cosign(asked: CosignAsked, *, out: Path, say: CustodyWords) -> int:
    """Cosign a checkpoint that continues what this witness signed last; everything else is refused."""
    policy = policy_of(asked.policy.read_bytes())
    wanted = request_of(_read(asked.checkpoint))
    new = wanted.note.checkpoint
    if new.origin != policy.log:
        raise CoreError("checkpoint_of_another_log", expected=policy.log, got=new.origin)
    kept = read_key_file(asked.key)
    own = VerifierKey(name=kept.witness or "?", kind=KeyKind.COSIGNER, public_key=kept.public_key)
    if own not in [one.key for one in policy.witnesses]:
        raise Misused(say("witness_not_in_policy"))
    last = _last_seen(asked.key, new.origin)
    try:
        _check(wanted, policy, last, asked.bundle)
    except CoreError as wrong:
        if wrong.code == "checkpoint_not_signed" and asked.bundle is None:
            tell(say("cosign_after_rotation"))
        raise
    key = open_log_key(
        asked.key, passphrase=passphrase_for(asked.key, say=say, from_environment=False), witness=True
    )
    _remember(asked.key, new)
    at = int(SystemClock().now().timestamp())
    line = cosignature_line(own, at=at, signature=key.sign(cosignature_message(wanted.note.text, at=at)))
    out.write_bytes(wanted.note.with_line(line).to_bytes())
    tell(say("cosigned", path=out, log=new.origin, size=new.size, name=own.name))
    tell(say("cosigned_code", code=ledger_code(new.root)))
    if last is None:
        tell(say("cosigned_first"))
    return DONE


def accept(note: Path, *, event: str, say: CustodyWords) -> int:
    """Keep what a witness signed; the policy in force judges it."""
    data = _read(note)
    with installation():
        from selaras.actions.evidence.checkpoints import cosign_note

        cosign_note(event_of(event, say=say), note=data, clock=SystemClock())
    tell(say("accepted", size=request_of(data).note.checkpoint.size))
    return DONE


def _log_key(path: Path | None, say: CustodyWords) -> LogKey:
    found = key_file(path, say=say)
    return open_log_key(found, passphrase=passphrase_for(found, say=say))


def _read(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(2 * MOST_BYTES)  # a longer one is refused where it is read


def _check(wanted: Request, policy: Policy, last: Checkpoint | None, bundle: Path | None) -> None:
    note, new = wanted.note, wanted.note.checkpoint
    if bundle is None:
        _check_signed(note, policy, [key.public_key for key in policy.log_keys])
        check_growth(new, last=last, proof=wanted.proof)
        return
    leaves, keyring = _bundle(bundle, policy)
    if new.size > len(leaves) or Frontier().extended(leaves[: new.size]).root != new.root:
        raise CoreError("checkpoint_of_another_past", seen=len(leaves), size=new.size)
    _check_signed(note, policy, keyring.log_keys_at(new.size))
    grew = last is not None and 0 < last.size < new.size
    proof = consistency_proof(last.size, leaves[: new.size]) if last is not None and grew else ()
    check_growth(new, last=last, proof=proof)


def _check_signed(note: SignedNote, policy: Policy, keys: Sequence[bytes]) -> None:
    named = [VerifierKey(name=policy.log, kind=KeyKind.LOG, public_key=one) for one in keys]
    check_log_signature(note, keys=named)


def _bundle(path: Path, policy: Policy) -> tuple[list[bytes], Keyring]:
    """Return every leaf of a bundle and the log keys that its entries put in force."""
    files = files_of(path.read_bytes())
    if ENTRIES not in files or PAYLOADS not in files:
        raise CoreError("file_missing", file=MANIFEST if MANIFEST not in files else ENTRIES)
    packets, payloads = read_entries(files[ENTRIES]), read_payloads(files[PAYLOADS])
    keyring = Keyring(log=policy.log, log_keys=[key.public_key for key in policy.log_keys])
    for index, packet in packets.items():
        envelope = envelope_of(packet.envelope)
        told = payloads.get(index)
        payload = read_exact(told.content) if told is not None else None
        keyring.check(index, envelope, packet, payload=payload)
        keyring.take(index, envelope, payload)
    return [packet.leaf_hash for packet in packets.values()], keyring


def _seen_file(key: Path) -> Path:
    return key.with_name(key.name + ".terakhir.json")


def _last_seen(key: Path, log: str) -> Checkpoint | None:
    file = _seen_file(key)
    if not file.exists():
        return None
    told = json.loads(file.read_text(encoding="utf-8")).get(log)
    return Checkpoint(log, told["size"], bytes.fromhex(told["root"])) if told else None


def _remember(key: Path, new: Checkpoint) -> None:
    """Keep what is about to be signed, whole or not at all."""
    file = _seen_file(key)
    told = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    told[new.origin] = {"root": new.root.hex(), "size": new.size}
    written = file.with_name(file.name + ".tulis")
    with written.open("w", encoding="utf-8") as handle:
        json.dump(told, handle, indent=1, sort_keys=True)
        handle.flush()
        os.fsync(handle.fileno())
    os.replace(written, file)
    sync_folder(file.parent)
