"""The tree: the root that is claimed, every checkpoint's on the way there, and who watched.

That checkpoints agree with each other needs no proof here: each root is computed anew from the same leaves.
"""

from collections.abc import Iterable, Sequence

from selaras.core.errors import CoreError
from selaras.core.evidence.bundle import CHECKPOINTS, PROOFS, checkpoint_name, read_proofs
from selaras.core.evidence.checkpoint import (
    Checkpoint,
    KeyKind,
    SignedNote,
    VerifierKey,
    check_log_signature,
    cosigners,
    signed_note_of,
)
from selaras.core.evidence.ledger import Frontier, check_inclusion
from selaras.core.verification.found import Found
from selaras.core.verification.verdict import Status


def roots_at(leaf_hashes: Sequence[bytes], sizes: Iterable[int]) -> dict[int, bytes]:
    """Return the root at each of these sizes that the tree reached."""
    roots: dict[int, bytes] = {}
    frontier = Frontier()
    for size in sorted(set(sizes)):
        if size <= len(leaf_hashes):
            frontier = frontier.extended(leaf_hashes[frontier.size : size])
            roots[size] = frontier.root
    return roots


def check_roots(found: Found) -> Status:
    """Compare the tree of the entries with the manifest and with every checkpoint."""
    manifest, leaves = found.told, [one.leaf for one in found.entries.values()]
    names = sorted(name for name in found.files if name.startswith(CHECKPOINTS))
    if found.is_whole:
        if len(leaves) != manifest.size:
            raise CoreError("ledger_size_wrong", expected=manifest.size, got=len(leaves))
        roots = roots_at(leaves, (manifest.size, *map(_size_in, names)))
        if roots[manifest.size] != manifest.root:
            raise CoreError("ledger_root_wrong", size=manifest.size)
    else:
        roots = {manifest.size: manifest.root}
        _check_inclusions(found)
    for name in names:
        _check_checkpoint(found, name, roots)
    if not names:
        found.warn("no_checkpoint")
    if found.policy.log_keys and (not names or _size_in(names[-1]) != manifest.size):
        raise CoreError("checkpoint_missing", size=manifest.size)
    return Status.HOLDS


def check_quorum(found: Found) -> Status:
    """Refuse a last checkpoint that too few witnesses signed."""
    wanted = found.policy.quorum
    if wanted == 0:
        found.warn("no_quorum")
    names = sorted(name for name in found.files if name.startswith(CHECKPOINTS))
    if not names:
        return Status.NOT_PROVABLE
    note = signed_note_of(found.files[names[-1]])
    try:
        signed = cosigners(note, witnesses=[one.key for one in found.policy.witnesses])
    except CoreError as wrong:
        raise CoreError(wrong.code, **{**wrong.facts, "file": names[-1]}) from wrong
    if len(signed) < wanted:
        raise CoreError("quorum_missing", file=names[-1], expected=wanted, got=len(signed))
    return Status.HOLDS if wanted else Status.NOT_PROVABLE


def _check_inclusions(found: Found) -> None:
    manifest = found.told
    proofs = read_proofs(found.files[PROOFS])
    for index, entry in found.entries.items():
        if index >= manifest.size:
            raise CoreError("ledger_size_wrong", expected=manifest.size, got=index + 1)
        if index not in proofs:
            raise CoreError("proof_missing", index=index)
        check_inclusion(
            index=index, size=manifest.size, leaf=entry.leaf, proof=proofs[index], root=manifest.root
        )


def _check_checkpoint(found: Found, name: str, roots: dict[int, bytes]) -> None:
    try:
        note = signed_note_of(found.files[name])
        told = note.checkpoint
        _check_place(found, name, told)
        if told.size in roots and roots[told.size] != told.root:
            raise CoreError("checkpoint_root_wrong", size=told.size)
        _check_signed(found, note, told)
    except CoreError as wrong:
        raise CoreError(wrong.code, **{**wrong.facts, "file": name}) from wrong


def _check_place(found: Found, name: str, told: Checkpoint) -> None:
    if told.origin != found.told.log:
        raise CoreError("checkpoint_of_another_log", expected=found.told.log, got=told.origin)
    if checkpoint_name(told.size) != name:
        raise CoreError("checkpoint_size_wrong", size=told.size)
    if told.size > found.told.size:
        raise CoreError("checkpoint_ahead", size=told.size, most=found.told.size)


def _check_signed(found: Found, note: SignedNote, told: Checkpoint) -> None:
    in_force = found.keyring.log_keys_at(told.size)
    keys = [VerifierKey(name=told.origin, kind=KeyKind.LOG, public_key=one) for one in in_force]
    check_log_signature(note, keys=keys)


def _size_in(name: str) -> int:
    return int(name.removeprefix(CHECKPOINTS).removesuffix(".txt"))
