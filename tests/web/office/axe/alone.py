"""Look at every page in a process of its own: LANGUAGE, FOLDER for what is found, STATE of the code.

What was found in one window is kept at once; a window that is kept of the same code is not opened again.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import django

if TYPE_CHECKING:
    from tests.web.office.axe.rendering import Rendered

KEYBOARD = "keyboard"


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
    from tests.web.office.axe import keys, looking, rendering
    from tests.web.office.cells import world
    from tests.web.office.cells.routes import routes_of

    waiting = [one for one in looking.views_of(language) if not _is_kept(folder, language, one.name, code)]
    is_walked = language != "id" or _is_kept(folder, language, KEYBOARD, code)
    if not waiting and is_walked:
        return
    here = world.made()
    pages = list(rendering.rendered(routes_of(), here, language=language))
    style = f"/gaya/{here.agency}.css"
    styles = {style: Client().get(style).content}
    with a_browser() as browser:
        for view in waiting:
            taken = [one for one in pages if view in looking.WIDTHS or one.state == "normal"]
            found = looking.violations(browser, [(one, view) for one in taken], styles)
            _keep(folder, language, view.name, code, taken, found)
        if not is_walked:
            taken = [one for one in pages if one.state == "normal"]
            window = browser.new_page(viewport={"width": looking.DESK.width, "height": looking.DESK.height})
            found = [line for one in taken for line in keys.walked(window, one, styles)]
            _keep(folder, language, KEYBOARD, code, taken, found)


def _keep(
    folder: Path, language: str, name: str, code: str, taken: Sequence[Rendered], found: list[str]
) -> None:
    told = {
        "code": code,
        "language": language,
        "view": name,
        "looked_at": len(taken),
        "by_state": dict(Counter(one.state for one in taken)),
        "found": found,
    }
    _path(folder, language, name).write_text(json.dumps(told), encoding="utf-8")


def _path(folder: Path, language: str, name: str) -> Path:
    return folder / f"{language}-{name.replace(' ', '-').replace('%', 'percent')}.json"


def _is_kept(folder: Path, language: str, name: str, code: str) -> bool:
    path = _path(folder, language, name)
    if code.endswith("+changes") or not path.exists():
        return False
    return bool(json.loads(path.read_text(encoding="utf-8"))["code"] == code)


if __name__ == "__main__":
    main(sys.argv[1:])
