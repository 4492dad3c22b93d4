"""The folder of a dossier: built beside itself, put in place only when complete, nothing of before lost."""

import contextlib
import json
import os
import shutil
from pathlib import Path

from selaras.core.errors import CoreError

STAGING = ".sedang-dibuat"  # left behind only by an interrupted run; the next one clears it
REPLACED = ".sedang-diganti"  # below the staging: the old parts, until all new ones stand
ARCHIVE = "arsip"
PROVENANCE = "provenance.json"
LEDGER = "buku-induk.jsonl"
BUNDLE = "bukti.zip"
CHECKPOINTS = "checkpoints"  # signed notes by size, where there is a log key
DATABASE = "selaras.sqlite3"
RESULTS = "results.json"
WORKBOOK = "hasil.xlsx"
CALENDAR = "tenggat.ics"
PLACEMENT = "penempatan.json"
PLACEMENT_SHEETS = "penempatan.xlsx"  # of ``place`` alone; a dossier has these sheets in its workbook
PAPERS = "papers"
# Marks and names of people stand in nearly every part.
PRIVATE_FOLDER, PRIVATE_FILE = 0o700, 0o600
# The provenance goes last: a folder that has one is complete.
PARTS = (DATABASE, LEDGER, BUNDLE, CHECKPOINTS, RESULTS, PLACEMENT, WORKBOOK, CALENDAR, PAPERS, PROVENANCE)
# Of an earlier run of the same event these are kept in the archive; the rest follows from them.
KEPT = (LEDGER, CHECKPOINTS, RESULTS, PLACEMENT, PROVENANCE)


class DossierFolder:
    """A folder that is either the old dossier or the new one, never a mixture."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.staging = folder / STAGING

    def begin(self, origin: str) -> Path:
        """Return an empty staging folder; refuse a folder that holds another event's ledger."""
        earlier = self.origin_there()
        if earlier is not None and earlier != origin:
            raise CoreError("folder_holds_other_event", folder=str(self.folder), key=earlier, wanted=origin)
        self.folder.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
        if self.staging.exists():
            shutil.rmtree(self.staging)
        self.staging.mkdir(mode=PRIVATE_FOLDER)
        (self.staging / PAPERS).mkdir()
        return self.staging

    def origin_there(self) -> str | None:
        """Return the name of the ledger whose dossier stands here, if one does.

        Agency and event together: two agencies may well call their events the same.
        """
        try:
            told = json.loads((self.folder / PROVENANCE).read_text(encoding="utf-8"))
            return str(told["ledger"]["origin"])
        except FileNotFoundError:
            return None
        except (ValueError, KeyError, TypeError):
            return "?"

    def complete(self) -> Path | None:
        """Archive what an earlier run left and put every part in place; return where it was archived.

        Should one part refuse to be exchanged, those before it are put back.
        """
        self._make_private()
        archived = self._archive()
        replaced = self.staging / REPLACED
        replaced.mkdir()
        # Without its provenance the folder counts as unfinished while parts are exchanged.
        order = (PROVENANCE, *(part for part in PARTS if part != PROVENANCE))
        moved: list[tuple[Path, Path]] = []
        try:
            for part in order:
                _move(self.folder / part, replaced / part, moved)
            for part in reversed(order):
                _move(self.staging / part, self.folder / part, moved)
        except BaseException:
            for source, target in reversed(moved):
                os.replace(target, source)
            raise
        shutil.rmtree(self.staging, ignore_errors=True)
        return archived

    def abandon(self) -> None:
        """Remove the staging folder after a failure; the earlier dossier stands as it was."""
        shutil.rmtree(self.staging, ignore_errors=True)

    def _make_private(self) -> None:
        """Let nobody but the owner read a part; the folder itself may be one that others share."""
        for part in PARTS:
            path = self.staging / part
            # A stick or a share may know of no owners.
            with contextlib.suppress(OSError):
                path.chmod(PRIVATE_FOLDER if path.is_dir() else PRIVATE_FILE)

    def _archive(self) -> Path | None:
        ledger = self.folder / LEDGER
        if not ledger.exists():
            return None
        number = 1
        while (self.folder / ARCHIVE / f"{number:03d}").exists():
            number += 1
        place = self.folder / ARCHIVE / f"{number:03d}"
        place.parent.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)
        place.mkdir(mode=PRIVATE_FOLDER)
        for part in KEPT:
            if (self.folder / part).is_dir():
                shutil.copytree(self.folder / part, place / part)
            elif (self.folder / part).exists():
                shutil.copy2(self.folder / part, place / part)
        return place


def _move(source: Path, target: Path, moved: list[tuple[Path, Path]]) -> None:
    # A link, even one that leads nowhere, is moved as the link it is.
    if os.path.lexists(source):
        os.replace(source, target)
        moved.append((source, target))
