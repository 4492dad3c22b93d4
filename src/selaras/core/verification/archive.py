"""The first checks: an archive of the one form, and every file in it as its manifest lists it."""

import hashlib
import re

from selaras.core.errors import CoreError
from selaras.core.evidence.bundle import (
    CHECKPOINTS,
    ENTRIES,
    MANIFEST,
    NOTES,
    NUMBERS,
    PAPERS,
    PAYLOADS,
    POLICY,
    PROOFS,
    RESULTS,
    Grade,
    Manifest,
    checkpoint_name,
    files_of,
)
from selaras.core.verification.found import Found
from selaras.core.verification.verdict import Status

_DEMANDED = {
    Grade.FULL: (ENTRIES, NOTES, PAYLOADS, POLICY),
    Grade.WITHOUT_NAMES: (ENTRIES, PAYLOADS, POLICY),
    Grade.OWN: (ENTRIES, PAYLOADS, POLICY, PROOFS),
}
_ALLOWED = {
    Grade.FULL: (NUMBERS, RESULTS),
    Grade.WITHOUT_NAMES: (NUMBERS,),
    Grade.OWN: (NUMBERS,),
}
_CHECKPOINT = re.compile(re.escape(CHECKPOINTS) + r"[0-9]{10}\.txt")


def check_archive(found: Found) -> Status:
    """Read the archive and its manifest."""
    found.files = files_of(found.data)
    found.data = b""
    if MANIFEST not in found.files:
        raise CoreError("manifest_wrong", because="file_missing")
    found.manifest = Manifest.of(found.files[MANIFEST])
    return Status.HOLDS


def check_digests(found: Found) -> Status:
    """Refuse files that are not as listed, not listed, or not of this grade."""
    listed, there = found.told.files, found.files.keys() - {MANIFEST}
    if missing := sorted(listed.keys() - there):
        raise CoreError("file_missing", file=missing[0])
    if unknown := sorted(there - listed.keys()):
        raise CoreError("file_unknown", file=unknown[0])
    for name in sorted(there):
        if hashlib.sha256(found.files[name]).hexdigest() != listed[name]:
            raise CoreError("file_digest_wrong", file=name)
    grade = found.told.grade
    if missing := sorted(set(_DEMANDED[grade]) - there):
        raise CoreError("file_missing", file=missing[0])
    own = checkpoint_name(found.told.size)
    for name in sorted(there):
        beside = grade is Grade.OWN and name.startswith(CHECKPOINTS) and name != own
        if beside or not _is_of(name, grade):
            raise CoreError("file_not_of_this_grade", file=name, grade=grade.value)
    return Status.HOLDS


def _is_of(name: str, grade: Grade) -> bool:
    if name in _DEMANDED[grade] or name in _ALLOWED[grade] or _CHECKPOINT.fullmatch(name):
        return True
    return grade is Grade.FULL and name.startswith(PAPERS)
