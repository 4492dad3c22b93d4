"""The office's pages of one example, read in a process of its own from the database that the run left.

``python -m tests.journeys.example_pages FOLDER`` prints pages by address, and codes by NIP, as JSON.
"""

import json
import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

ENDS = ("hasil/", "hasil/kotak/", "ringkasan/", "usulan/")
# Pages of one person: as many as show every kind of number; the ranking shows everybody.
MOST_PEOPLE = 12


def pages(folder: Path) -> dict[str, Any]:
    """Return pages and codes of the one event of a dossier's database."""
    import django

    django.setup()
    from django.core.management import call_command

    # A dossier has the event alone; the office keeps sessions and second factors besides.
    call_command("migrate", verbosity=0)
    from selaras.actions.event_ref import EventRef
    from selaras.core.lifecycle import Phase
    from selaras.core.vocabulary import Role
    from selaras.records import models as rows
    from tests.web.office import offices

    event = rows.Event.objects.select_related("agency").get()
    ref = EventRef(agency=event.agency.code, key=event.key)
    offices.put_into(ref, Phase.REVIEW)
    browser = offices.browser_of(ref, Role.CHAIR)
    found = rows.Participant.objects.filter(event=event).order_by("code")
    codes = dict(found.values_list("official__nip", "code"))
    ends = [*ENDS, *(f"hasil/{code}/" for code in list(codes.values())[:MOST_PEOPLE])]
    told = {}
    for end in ends:
        answer: Any = browser.get(f"/k/{ref.agency}/{ref.key}/{end}", headers={"host": "127.0.0.1"})
        told[end] = {"status": answer.status_code, "html": answer.content.decode()}
    return {"pages": told, "codes": codes}


def main() -> None:
    with tempfile.TemporaryDirectory() as place:
        database = Path(place) / "selaras.sqlite3"
        shutil.copy(Path(sys.argv[1]) / database.name, database)
        os.environ |= {
            "SELARAS_DATABASE": str(database),
            "SELARAS_LOCAL": "1",
            "SELARAS_SECRET_KEY": "rahasia",
            "DJANGO_SETTINGS_MODULE": "selaras.office_settings",
        }
        os.environ.pop("DATABASE_URL", None)
        sys.stdout.write(json.dumps(pages(Path(sys.argv[1]))))


if __name__ == "__main__":
    main()
