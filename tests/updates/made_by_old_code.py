"""Make the databases that ``test_updates`` migrates: by the code of a release, in a work tree of it.

``python -m tests.updates.made_by_old_code v0.4.0 0fee647~1`` makes two dumps (SQLite, PostgreSQL) and what
the old code said of them, beside this file. Once made they stay: they are what lies in offices.
"""

import json
import lzma
import os
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path

from tests.both_databases import postgres_programs, throw_away_cluster

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
DATABASES = ("sqlite", "postgresql")
# What the old code does: one event in the middle of its marks, one imported with its result frozen.
_INSIDE = """
import json, sys
from selaras import settings
if settings.DATABASES["default"]["ENGINE"].endswith("postgresql"):
    settings.DATABASES["default"]["THROW_AWAY"] = True
from selaras.actions.installation import close_database, open_database
open_database()
from dataclasses import asdict, replace
from datetime import UTC, datetime
from django.conf import settings as django_settings
from selaras.actions.event_rows import event_row
from selaras.actions.evidence.checkpoints import make_checkpoint
from selaras.actions.evidence.packets import receipts_of
from selaras.actions.papers import issue_papers
from selaras.actions.results import freeze_result
from selaras.documents.papers import Paper
from selaras.records import models as rows
from tests.actions.evidence import live_events
from tests.actions.test_import import AS_OF, by, imported
from tests.core.building import small_case

live = live_events.scoring()
sheets = live.signed_sheets()
live.received(*sheets[:5])
make_checkpoint(live.ref, log_key=live_events.LOG_KEY, actor=live_events.OFFICE, clock=live_events.clock())
live.received(*sheets[5:8])
case = small_case()
ref = imported(replace(case, event=replace(case.event, key="impor-lama")))
freeze_result(ref, as_of=AS_OF, **by())
issue_papers(ref, [Paper(code="rekap", file_name="rekap.pdf", title="Rekap", content=b"%PDF satu")], **by())
if "allauth.mfa" in django_settings.INSTALLED_APPS:
    from allauth.mfa.models import Authenticator
    from django.contrib.auth.hashers import make_password
    agency = rows.Agency.objects.get(code=live.ref.agency)
    who = rows.Account.objects.create(
        agency=agency, sign_in_name="ani.wijaya", name="Ani Wijaya",
        password=make_password("empat kuda di sawah"),
    )
    Authenticator.objects.create(user=who, type="totp", data={"secret": "JBSWY3DPEHPK3PXP"})
    at = datetime(2024, 2, 1, tzinfo=UTC)
    event = rows.Event.objects.get(key=live.ref.key)
    rows.Membership.objects.create(
        agency=agency, account=who, event=event, role="SK", holder="SK", granted_at=at
    )
    person = rows.Participant.objects.filter(event=event).first()
    rows.PersonRead.objects.create(
        agency=agency, event=event, participant=person, account=who, role="SK", thing="person", at=at
    )
    rows.Upload.objects.create(
        agency=agency, event=event, participant=person, kind="participant-paper", file_name="makalah.pdf",
        media_type="application/pdf", sha256="0" * 64, content=b"%PDF", uploaded_by=who, uploaded_at=at,
    )
    rows.SecurityEvent.objects.create(agency=agency, account=who, kind="signed_in", at=at)
told = {"events": {}, "waiting": [], "tables": {}}
for one in (live.ref, ref):
    event = event_row(one)
    head = rows.LedgerHead.objects.get(event=event)
    entries = rows.Entry.objects.filter(event=event).order_by("index")
    ids = list(entries.values_list("ulid", flat=True))
    notes = rows.Checkpoint.objects.filter(event=event).order_by("size")
    told["events"][one.key] = {
        "agency": one.agency, "size": head.size, "root": bytes(head.root).hex(), "phase": event.phase,
        "leaves": [bytes(leaf).hex() for leaf in entries.values_list("leaf_hash", flat=True)],
        "receipts": [
            [r.id, r.index, r.leaf_hash.hex(), r.checkpoint_size, r.checkpoint_root.hex()]
            for r in receipts_of(one, ids)
        ],
        "checkpoints": [bytes(c.note).hex() for c in notes],
        "documents": list(rows.Result.objects.filter(event=event).values_list("document_digest", flat=True)),
    }
told["waiting"] = [
    {name: value.hex() for name, value in asdict(one).items()} for one in sheets[8:]
]
from django.apps import apps
for table in apps.get_models():
    if table._meta.app_label in ("records", "mfa"):
        told["tables"][table._meta.db_table] = table._base_manager.count()
json.dump(told, open(sys.argv[1], "w"))
close_database()
"""


def make(release: str, commit: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder, "tree")
        subprocess.run(["git", "worktree", "add", "--quiet", "--detach", tree, commit], cwd=ROOT, check=True)
        try:
            said = _on_sqlite(tree, release, Path(folder))
            programs = postgres_programs()
            assert programs is not None, "PostgreSQL is needed to make its dump"
            with throw_away_cluster(programs) as url:
                again = _on_postgresql(tree, release, Path(folder), url, programs)
            assert said["events"].keys() == again["events"].keys()
            told = {"commit": _commit(tree), "sqlite": said, "postgresql": again}
            text = json.dumps(told, sort_keys=True, separators=(",", ":"))
            _keep(f"{release}.json", text)
        finally:
            subprocess.run(["git", "worktree", "remove", "--force", tree], cwd=ROOT, check=True)


def _inside(tree: Path, place: dict[str, str], out: Path) -> dict[str, dict[str, object]]:
    """Let the old code make its database; return what it said of it."""
    office = (tree / "src/selaras/office_settings.py").exists()
    kept = {
        name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "SELARAS_DATABASE")
    }
    environment = {
        **kept,
        **place,
        "PYTHONPATH": os.pathsep.join((str(tree / "src"), str(tree))),
        "DJANGO_SETTINGS_MODULE": "selaras.office_settings" if office else "selaras.settings",
    }
    subprocess.run([sys.executable, "-c", _INSIDE, str(out)], cwd=tree, env=environment, check=True)
    told: dict[str, dict[str, object]] = json.loads(out.read_text(encoding="utf-8"))
    return told


def _on_sqlite(tree: Path, release: str, folder: Path) -> dict[str, dict[str, object]]:
    path = folder / "lama.sqlite3"
    said = _inside(tree, {"SELARAS_DATABASE": str(path)}, folder / "sqlite.json")
    with closing(sqlite3.connect(path)) as opened:
        _keep(f"{release}.sqlite.sql", "\n".join(opened.iterdump()) + "\n")
    return said


def _on_postgresql(
    tree: Path, release: str, folder: Path, url: str, programs: Path
) -> dict[str, dict[str, object]]:
    said = _inside(tree, {"DATABASE_URL": url}, folder / "postgresql.json")
    dump = subprocess.run(
        [programs / "pg_dump", "--inserts", "--no-owner", "--no-privileges", url],
        capture_output=True,
        text=True,
        check=True,
    )
    # Lines for psql alone, which no server understands.
    lines = [one for one in dump.stdout.splitlines() if not one.startswith("\\")]
    _keep(f"{release}.postgresql.sql", "\n".join(lines) + "\n")
    return said


def _commit(tree: Path) -> str:
    asked = subprocess.run(["git", "rev-parse", "HEAD"], cwd=tree, capture_output=True, text=True, check=True)
    return asked.stdout.strip()


def _keep(name: str, text: str) -> None:
    (HERE / f"{name}.xz").write_bytes(lzma.compress(text.encode(), preset=9 | lzma.PRESET_EXTREME))


if __name__ == "__main__":
    make(*sys.argv[1:3])
