"""One story told by itself: ``python -m tests.journeys.office.alone NAME`` prints what it took, as JSON.

It runs on SQLite, or on the PostgreSQL that DATABASE_URL names; its steps are told as they are done.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
import traceback
from pathlib import Path

from tests.journeys.office.telling import tell
from tests.verifier.browser import a_browser


def told(name: str, folder: Path) -> dict[str, object]:
    started = time.monotonic()
    effort: dict[str, dict[str, int]] = {}
    complaint = ""
    try:
        with a_browser() as browser:
            effort = tell(name, browser, folder).effort
    except Exception:
        complaint = traceback.format_exc(limit=-6)
    return {
        "story": name,
        "seconds": round(time.monotonic() - started, 1),
        "pages": sum(one["pages"] for one in effort.values()),
        "clicks": sum(one["clicks"] for one in effort.values()),
        "by_role": effort,
        "complaint": complaint,
    }


def main() -> None:
    os.environ["SELARAS_STORIES_LOUD"] = "1"
    with tempfile.TemporaryDirectory(prefix="selaras-story-") as folder:
        sys.stdout.write(json.dumps(told(sys.argv[1], Path(folder))) + "\n")


if __name__ == "__main__":
    main()
