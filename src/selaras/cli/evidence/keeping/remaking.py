"""A dossier's folder after somebody was erased: what told of the person goes, the rest is made again."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from selaras.actions.access import IMPORTER
from selaras.actions.event_ref import EventRef
from selaras.actions.evidence.checkpoints import checkpoints_of
from selaras.actions.exports import export_bundle, export_ledger
from selaras.cli.dossier_folder import (
    ARCHIVE,
    BUNDLE,
    CALENDAR,
    CHECKPOINTS,
    LEDGER,
    PAPERS,
    PROVENANCE,
    RESULTS,
    WORKBOOK,
)
from selaras.core.errors import CoreError
from selaras.core.evidence.bundle import Grade

# Everybody's own report names nobody else, and the daily minutes name no participant at all.
_OWN_REPORT = "07-laporan-individu-"
_WITHOUT_NAMES = frozenset({"05a-berita-acara-harian.pdf"})


def remake_folder(folder: Path, ref: EventRef, *, subject: str) -> tuple[str, ...]:
    """Remove and remake the parts of a dossier; return what was removed, by name.

    The ledger's export goes first: should this be interrupted, the person is gone from it already.
    """
    ledger = export_ledger(ref)
    _replace(folder / LEDGER, ledger.content)
    removed = [_remove(one) for one in _telling(folder, subject)]
    for size, note in checkpoints_of(ref).items():
        (folder / CHECKPOINTS).mkdir(exist_ok=True)
        (folder / CHECKPOINTS / f"{size:010}.txt").write_bytes(note)
    kept = {one.name: one.read_bytes() for one in sorted((folder / PAPERS).glob("*.pdf"))}
    _remove(folder / BUNDLE)
    try:
        bundle = export_bundle(ref, grade=Grade.FULL, actor=IMPORTER, papers=kept)
    except CoreError as refused:
        if refused.code != "export_not_approved":
            raise
    else:
        _replace(folder / BUNDLE, bundle.content)
    _tell_provenance(folder / PROVENANCE, {"size": ledger.size, "root": ledger.root.hex()}, kept, subject)
    return tuple(one for one in removed if one)


def _telling(folder: Path, subject: str) -> Iterator[Path]:
    """Yield the parts that hold a person's data: of all or of this one, also of earlier runs."""
    yield from (folder / name for name in (RESULTS, WORKBOOK, CALENDAR, ARCHIVE))
    for paper in sorted((folder / PAPERS).glob("*")):
        is_of_another = paper.name.startswith(_OWN_REPORT) and paper.name != f"{_OWN_REPORT}{subject}.pdf"
        if not is_of_another and paper.name not in _WITHOUT_NAMES:
            yield paper


def _remove(path: Path) -> str:
    """Remove a file or folder; return its name, or nothing where there was none."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    elif path.exists() or path.is_symlink():
        path.unlink()
    else:
        return ""
    return path.name


def _replace(path: Path, content: bytes) -> None:
    beside = path.with_name(f"{path.name}.baru")
    beside.write_bytes(content)
    beside.replace(path)


def _tell_provenance(path: Path, ledger: dict[str, Any], kept: dict[str, bytes], subject: str) -> None:
    """Say in the provenance where the ledger stands now, which papers are left, and who was erased."""
    if not path.is_file():
        return
    told = json.loads(path.read_text(encoding="utf-8"))
    told["ledger"] = {**told["ledger"], **ledger}
    told["papers"] = {name: digest for name, digest in told.get("papers", {}).items() if name in kept}
    told["erased"] = sorted({*told.get("erased", []), subject})
    told.pop("bundle", None)
    text = json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    _replace(path, text.encode())
