"""Write the documents that are generated from code: `make docs-write`; a test asks whether they are fresh."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from selaras.core.lifecycle import TRANSITIONS, Phase, diagram
from selaras.law.competences import load_competence_dictionary
from selaras.law.handbook import handbook
from selaras.law.loader import load_catalogue
from selaras.law.talent_profiles import load_sourced_profiles

ROOT = Path(__file__).resolve().parents[1]


def life_of_an_event() -> str:
    phases = "\n".join(f"| {n} | {p.istilah} | `{p.value}` |" for n, p in enumerate(Phase))
    moves = "\n".join(
        f"| {m.istilah} | {m.start.istilah} | {m.end.istilah} | {m.people} | `{m.verb}` |"
        for m in TRANSITIONS
    )
    return f"""# Tahap kegiatan

Halaman ini dibuat dari `src/selaras/core/lifecycle.py`; jangan disunting dengan tangan (`make docs-write`).

```mermaid
{diagram()}
```

| # | tahap | dalam program |
|---|---|---|
{phases}

Perpindahan lain ditolak. Perpindahan yang memerlukan dua orang tidak dapat dilakukan oleh satu orang
dua kali.

| perpindahan | dari | ke | orang | dalam program |
|---|---|---|---|---|
{moves}
"""


def asked_rules() -> frozenset[str]:
    """Return the rules that the core names in its code; whatever else is loaded only informs."""
    core = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "src/selaras/core").rglob("*.py"))
    return frozenset(rule for rule in load_catalogue().ids if f'"{rule}"' in core)


NEW_DATABASE = "src/selaras/records/new_database.sql"
_MIGRATED = """
from selaras.records.database import _start_django
_start_django()
from django.core.management import call_command
from django.db import connection
from selaras.records.new_database import statements_of
call_command("migrate", verbosity=0, interactive=False)
print(statements_of(connection), end="")
"""


def new_database() -> str:
    """Return what all migrations together make of an empty SQLite file, as statements."""
    with tempfile.TemporaryDirectory() as folder:
        kept = {name: one for name, one in os.environ.items() if name != "DATABASE_URL"}
        done = subprocess.run(
            [sys.executable, "-c", _MIGRATED],
            env={
                **kept,
                "SELARAS_DATABASE": str(Path(folder) / "new.sqlite3"),
                "DJANGO_SETTINGS_MODULE": "selaras.settings",  # a dossier needs no more tables
            },
            capture_output=True,
            text=True,
            check=True,
        )
    return done.stdout


_DESCRIBED = """
import json
import django
django.setup()
from selaras.web.office.api.describing import described
from selaras.web.tablet_api.describing import described as of_tablets
print(json.dumps([described(), of_tablets()]))
"""


def descriptions() -> dict[str, str]:
    """Return what the server says of its own calls; the office's settings are another process's."""
    done = subprocess.run(
        [sys.executable, "-c", _DESCRIBED],
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "selaras.office_settings"},
        capture_output=True,
        text=True,
        check=True,
    )
    names = ("docs/openapi.json", "docs/tablet-openapi.json")
    told = zip(names, json.loads(done.stdout), strict=True)
    return {name: json.dumps(one, indent=1, ensure_ascii=False) + "\n" for name, one in told}


def generated() -> dict[str, str]:
    """Return every generated document by its path."""
    rules = handbook(
        load_catalogue(), load_competence_dictionary(), load_sourced_profiles(), asked=asked_rules()
    )
    return {
        "docs/process/tahap-kegiatan.md": life_of_an_event(),
        NEW_DATABASE: new_database(),
        **descriptions(),
        **{f"docs/law/{name}": text for name, text in rules.items()},
    }


def main() -> None:
    documents = generated()
    # A topic that is gone takes its page with it.
    for page in (ROOT / "docs" / "law").glob("*.md"):
        if str(page.relative_to(ROOT)) not in documents:
            page.unlink()
    for name, text in documents.items():
        path = ROOT / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
