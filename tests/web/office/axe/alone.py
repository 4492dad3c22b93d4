"""Look at every page in a process of its own: LANGUAGE, FOLDER for what is found, STATE of the code.

What was found in one window is kept at once; a window that is kept of the same code is not opened again.
"""

import json
import sys
from collections.abc import Sequence
from pathlib import Path

import django


def main(arguments: Sequence[str]) -> None:
    """Keep what axe finds as JSON, one file for each window."""
    language, folder, code = arguments[0], Path(arguments[1]), arguments[2]
    django.setup()
    from django.core.management import call_command
    from django.test import Client
    from django.test.utils import setup_test_environment

    setup_test_environment()
    call_command("migrate", verbosity=0)
    # After the settings are there.
    from tests.verifier.browser import a_browser
    from tests.web.office.axe import looking, rendering
    from tests.web.office.cells import world
    from tests.web.office.cells.routes import routes_of

    waiting = [one for one in looking.views_of(language) if not _is_kept(folder, language, one.name, code)]
    if not waiting:
        return
    here = world.made()
    pages = list(rendering.rendered(routes_of(), here, language=language))
    style = f"/gaya/{here.agency}.css"
    styles = {style: Client().get(style).content}
    with a_browser() as browser:
        for view in waiting:
            taken = [one for one in pages if view in looking.WIDTHS or one.state == "normal"]
            found = looking.violations(browser, [(one, view) for one in taken], styles)
            told = {
                "code": code,
                "language": language,
                "view": view.name,
                "looked_at": len(taken),
                "by_state": {state: sum(one.state == state for one in taken) for state in rendering.STATES},
                "found": found,
            }
            _path(folder, language, view.name).write_text(json.dumps(told), encoding="utf-8")


def _path(folder: Path, language: str, name: str) -> Path:
    return folder / f"{language}-{name.replace(' ', '-').replace('%', 'percent')}.json"


def _is_kept(folder: Path, language: str, name: str, code: str) -> bool:
    path = _path(folder, language, name)
    if code.endswith("+changes") or not path.exists():
        return False
    return bool(json.loads(path.read_text(encoding="utf-8"))["code"] == code)


if __name__ == "__main__":
    main(sys.argv[1:])
