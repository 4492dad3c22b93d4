"""What a backup says of itself, readable without any database."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from selaras import __version__
from selaras.core.errors import CoreError
from selaras.core.evidence.writing import log_name
from selaras.outside.backup_file import backup_lines


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptLedger:
    """How far one ledger had come.

    is_signed : whether two people can say by their devices that it was put back; of an import nobody can
    """

    agency: str
    key: str
    size: int
    root: bytes
    is_signed: bool

    @property
    def log(self) -> str:
        return log_name(agency=self.agency, event=self.key)


@dataclass(frozen=True, slots=True, kw_only=True)
class BackedUp:
    """When and by what a backup was made, which migrations made its tables, and its ledgers."""

    made_at: str
    program: str
    schema: tuple[str, ...]
    ledgers: tuple[KeptLedger, ...]


def read_manifest(path: Path, *, passphrase: str) -> BackedUp:
    """Return what a backup says of itself."""
    with backup_lines(path, passphrase=passphrase) as lines:
        return manifest_of(next(lines, b""))


def manifest_line(ledgers: Iterable[KeptLedger], *, schema: Iterable[str], at: datetime) -> bytes:
    told = {
        "ledgers": [
            {
                "agency": one.agency,
                "key": one.key,
                "root": one.root.hex(),
                "signed": one.is_signed,
                "size": one.size,
            }
            for one in ledgers
        ],
        "made_at": at.isoformat(timespec="seconds"),
        "program": f"selaras {__version__}",
        "schema": list(schema),
    }
    return json.dumps(told, sort_keys=True).encode() + b"\n"


def manifest_of(line: bytes) -> BackedUp:
    """Return what the first line of a backup says."""
    try:
        told = json.loads(line)
        return BackedUp(
            made_at=told["made_at"],
            program=told["program"],
            schema=tuple(told["schema"]),
            ledgers=tuple(
                KeptLedger(
                    agency=one["agency"],
                    key=one["key"],
                    size=one["size"],
                    root=bytes.fromhex(one["root"]),
                    is_signed=one["signed"],
                )
                for one in told["ledgers"]
            ),
        )
    except (ValueError, KeyError, TypeError) as wrong:
        raise CoreError("backup_unreadable") from wrong
