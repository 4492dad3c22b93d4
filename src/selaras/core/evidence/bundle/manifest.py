"""The manifest: which files a bundle holds, of which ledger, how far, and for whom.

Layout: ``docs/evidence-format.md``, section 10.
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from selaras.core.codec import Json
from selaras.core.errors import CoreError
from selaras.core.evidence.exact_json import LARGEST_INTEGER, canonical, read_exact
from selaras.core.evidence.writing import log_name
from selaras.core.vocabulary import Term

MANIFEST = "manifest.json"
FORMAT = "selaras-bundle"
VERSION = 1

_FIELDS = frozenset({"files", "format", "grade", "log", "made_by", "root", "size", "version"})
_DIGEST = re.compile(r"[0-9a-f]{64}")


class Grade(Term):
    """How much a bundle shows; all grades prove the same ledger."""

    FULL = "R1", "Berkas bukti lengkap"
    WITHOUT_NAMES = "R2", "Berkas bukti tanpa nama penguji dan catatan"
    OWN = "R3", "Berkas bukti satu peserta"


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a bundle says of itself."""

    grade: Grade
    log: str
    size: int
    root: bytes
    made_by: str
    files: Mapping[str, str]  # SHA-256, hex, of every other file
    subject: str | None = None  # code of the participant it is for; R3 alone

    def to_bytes(self) -> bytes:
        told: dict[str, Json] = {
            "files": dict(self.files),
            "format": FORMAT,
            "grade": self.grade.value,
            "log": self.log,
            "made_by": self.made_by,
            "root": self.root.hex(),
            "size": self.size,
            "version": VERSION,
        }
        if self.subject is not None:
            told["subject"] = self.subject
        return canonical(told)

    @classmethod
    def of(cls, data: bytes) -> Self:
        """Return what a manifest says; anything but its one spelling is refused as ``manifest_wrong``."""
        try:
            told = read_exact(data)
        except CoreError as wrong:
            raise CoreError("manifest_wrong", because=wrong.code) from wrong
        wanted = _FIELDS | ({"subject"} if isinstance(told, dict) and told.get("grade") == "R3" else set())
        if not isinstance(told, dict) or told.keys() != wanted:
            raise CoreError("manifest_wrong", expected=", ".join(sorted(wanted)))
        for name, holds in _checks(told).items():
            if not holds:
                raise CoreError("manifest_wrong", field=name)
        if canonical(told) != data:
            raise CoreError("manifest_wrong", because="not_as_written")
        return cls(
            grade=Grade(told["grade"]),
            log=told["log"],
            size=told["size"],
            root=bytes.fromhex(told["root"]),
            made_by=told["made_by"],
            files=told["files"],
            subject=told.get("subject"),
        )


def digests_of(files: Mapping[str, bytes]) -> dict[str, str]:
    return {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}


def _checks(told: Mapping[str, Json]) -> dict[str, bool]:
    files, size = told["files"], told["size"]
    return {
        "format": told["format"] == FORMAT,
        "version": type(told["version"]) is int and told["version"] == VERSION,
        "grade": told["grade"] in [one.value for one in Grade],
        "log": _is_log(told["log"]),
        "size": type(size) is int and 0 <= size <= LARGEST_INTEGER,
        "root": _is_digest(told["root"]),
        "made_by": isinstance(told["made_by"], str),
        "subject": isinstance(told.get("subject", ""), str),
        "files": isinstance(files, dict) and all(_is_digest(one) for one in files.values()),
    }


def _is_digest(value: Json) -> bool:
    return isinstance(value, str) and _DIGEST.fullmatch(value) is not None


def _is_log(value: Json) -> bool:
    match value.split("/") if isinstance(value, str) else None:
        case ["selaras", agency, event]:
            try:
                log_name(agency=agency, event=event)
            except CoreError:
                return False
            return True
    return False
