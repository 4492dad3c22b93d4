"""The folder of a dossier: built beside itself, put in place only when complete, nothing of before lost."""

import json
import os
import shutil
from pathlib import Path

from selaras.core.errors import CoreError

STAGING = ".sedang-dibuat"  # left behind only by an interrupted run; the next one clears it
ARCHIVE = "arsip"
PROVENANCE = "provenance.json"
LEDGER = "buku-induk.jsonl"
DATABASE = "selaras.sqlite3"
RESULTS = "results.json"
WORKBOOK = "hasil.xlsx"
CALENDAR = "tenggat.ics"
PAPERS = "papers"
# The provenance goes last: a folder that has one is complete.
PARTS = (DATABASE, LEDGER, RESULTS, WORKBOOK, CALENDAR, PAPERS, PROVENANCE)
# Of an earlier run of the same event these are kept in the archive; the rest follows from them.
KEPT = (LEDGER, RESULTS, PROVENANCE)


class DossierFolder:
    """A folder that is either the old dossier or the new one, never a mixture."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.staging = folder / STAGING

    def begin(self, event_key: str) -> Path:
        """Return an empty staging folder; refuse a folder that holds another event."""
        earlier = self.event_there()
        if earlier is not None and earlier != event_key:
            raise CoreError(
                "folder_holds_other_event", folder=str(self.folder), key=earlier, wanted=event_key
            )
        self.folder.mkdir(parents=True, exist_ok=True)
        if self.staging.exists():
            shutil.rmtree(self.staging)
        (self.staging / PAPERS).mkdir(parents=True)
        return self.staging

    def event_there(self) -> str | None:
        """Return the key of the event whose dossier stands here, if one does."""
        try:
            told = json.loads((self.folder / PROVENANCE).read_text(encoding="utf-8"))
        except FileNotFoundError:
            return None
        except (ValueError, UnicodeDecodeError):
            return "?"
        return str(told.get("event", "?")) if isinstance(told, dict) else "?"

    def complete(self) -> None:
        """Archive what an earlier run left, then put every part in place by renaming."""
        self._archive()
        # Without its provenance the folder counts as unfinished while parts are exchanged.
        (self.folder / PROVENANCE).unlink(missing_ok=True)
        for part in PARTS:
            made, place = self.staging / part, self.folder / part
            if place.is_dir():
                shutil.rmtree(place)
            if made.exists():
                os.replace(made, place)
            elif place.exists():
                place.unlink()
        shutil.rmtree(self.staging)

    def abandon(self) -> None:
        """Remove the staging folder after a failure; the earlier dossier stands as it was."""
        shutil.rmtree(self.staging, ignore_errors=True)

    def _archive(self) -> None:
        ledger = self.folder / LEDGER
        if not ledger.exists():
            return
        number = 1
        while (self.folder / ARCHIVE / f"{number:03d}").exists():
            number += 1
        place = self.folder / ARCHIVE / f"{number:03d}"
        place.mkdir(parents=True)
        for part in KEPT:
            if (self.folder / part).exists():
                shutil.copy2(self.folder / part, place / part)
