"""Bar of the stories: every event goes from its workbook to its decree in real browsers, on both databases.

Each role signs in for its part. A story is told in a process of its own; one that was told at this commit is
not told again. Three deliberately broken builds are told as well: each has to fail where its fault shows.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

from bars.bar import ROOT, Bar, Outcome
from bars.hall.databases import NoPostgresql
from bars.hall.kept import Part, kept_parts
from tests.both_databases import postgres_programs, throw_away_cluster

STORIES = ("bengkulu-2021", "metro-2021", "bengkulu-2024", "lampung-2020", "banten-2023", "signed")
DATABASES = ("sqlite", "postgresql")
TELLINGS = tuple((story, database) for database in DATABASES for story in STORIES)
# A step that hangs ends by itself after minutes; this ends what even that does not.
LONGEST_SECONDS = 1800


def told(story: str, url: str) -> Part:
    """Tell one story in a process of its own; url : of a PostgreSQL, empty for SQLite."""
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    environment |= {"DATABASE_URL": url} if url else {}
    command = [sys.executable, "-m", "tests.journeys.office.alone", story]
    try:
        ran = subprocess.run(
            command,
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=LONGEST_SECONDS,
        )
        found: Part = json.loads(ran.stdout.splitlines()[-1])
    except subprocess.TimeoutExpired:
        return {"story": story, "complaint": f"not ended after {LONGEST_SECONDS} seconds"}
    except (IndexError, ValueError):
        return {"story": story, "complaint": (ran.stdout + ran.stderr)[-4000:]}
    return found


def stories(_folder: Path) -> Outcome:
    with ExitStack() as opened:
        urls: dict[str, str] = {"sqlite": ""}

        def url_of(database: str) -> str:
            if database not in urls:
                programs = postgres_programs()
                if programs is None:
                    raise NoPostgresql
                urls[database] = opened.enter_context(throw_away_cluster(programs))
            return urls[database]

        def one(number: int) -> Part:
            story, database = TELLINGS[number]
            return {**told(story, url_of(database)), "database": database}

        found = kept_parts("office-stories", n=len(TELLINGS), make=one)
    broken = kept_parts("office-stories-broken", n=1, make=lambda _: told("broken", ""))[0]
    complaints = [
        f"{one['story']} on {one['database']}: {one['complaint']}" for one in found if one["complaint"]
    ]
    return Outcome(
        holds=not complaints and not broken["complaint"],
        figures={
            "told": f"{len(found) - len(complaints)} of {len(found)}",
            "complaints": complaints,
            "broken_builds": broken["complaint"] or "each failed where its fault shows",
            "tellings": [{name: one[name] for name in one if name != "complaint"} for one in found],
        },
    )


BARS = (
    Bar(
        name="office-stories",
        bound="five events and one whose every hand signs go from workbook to decree in headless chromium, "
        "each role signing in for its part, on SQLite and on PostgreSQL: 12 of 12, without a complaint",
        measure=stories,
    ),
)
