"""``selaras demo``: the five example events in an office of their own, on this computer alone.

The first event is there when the server answers; a second process makes the others meanwhile.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from selaras.cli import screen
from selaras.cli.serving import serve as serving
from selaras.cli.serving.words import ServingWords
from selaras.core.errors import CoreError
from selaras.core.lifecycle import Phase

# One event in each phase; what is made first is the quickest to make.
EVENTS = (
    ("banten-2023", Phase.DESIGN),
    ("bengkulu-2024", Phase.CLOSED),
    ("bengkulu-2021", Phase.REVIEW),
    ("metro-2021", Phase.FOLLOW_UP),
    ("lampung-2020", Phase.DECISION),
)
PASSWORD = "contoh-selaras-2024"
_PASSPHRASE = "kunci contoh, bukan rahasia"
_OFFICE = "kantor.sqlite3"


def demo(examples: Path, folder: Path, port: int, *, say: ServingWords) -> int:
    """Make the practice office where it is not there yet, and become its server."""
    missing = [name for name, _ in EVENTS if not _workbook(examples, name).is_file()]
    if missing:
        raise CoreError("demo_without_examples", folder=str(examples), name=missing[0])
    folder.mkdir(parents=True, exist_ok=True)
    os.environ.update(environment(folder))
    url = serving.prepare("127.0.0.1", port, is_local=True)
    made = folder / "selesai"
    if not made.exists():
        # What a start that was broken off left behind is no office.
        for left in folder.glob("kantor*"):
            left.unlink() if left.is_file() else shutil.rmtree(left)
        make_events(examples, folder, EVENTS[:1], is_new=True)
        subprocess.Popen(
            [sys.executable, "-m", "selaras.cli.serving.practice", str(examples), str(folder)],
            stdin=subprocess.DEVNULL,
        )
    for line in (
        say("demo_at", url=f"{url}/peragaan/"),
        say("demo_password", password=PASSWORD),
        say("demo_invented"),
        say("serve_end"),
    ):
        screen.out.print(line, markup=False, soft_wrap=True)
    sys.stdout.flush()
    os.execv(sys.executable, [sys.executable, "-m", "gunicorn", "-c", "python:selaras.web.hall"])


def environment(folder: Path) -> dict[str, str]:
    """Return what the practice office reads from its environment; nothing of a real installation's."""
    for name in ("DATABASE_URL", "SELARAS_TLS_CERT", "SELARAS_TLS_KEY", "SELARAS_PROXY", "SELARAS_HOSTS"):
        os.environ.pop(name, None)
    return {
        "SELARAS_DATABASE": str((folder / _OFFICE).absolute()),
        "SELARAS_LOG_KEY": str((folder / "kantor-kunci.json").absolute()),
        "SELARAS_LOG_KEY_PASSPHRASE": _PASSPHRASE,
        "SELARAS_SECRET_KEY": "peragaan",
        "SELARAS_LOCAL": "1",
        "SELARAS_DEMO": "1",
        "DJANGO_SETTINGS_MODULE": "selaras.office_settings",
    }


def make_events(
    examples: Path, folder: Path, events: tuple[tuple[str, Phase], ...], *, is_new: bool = False
) -> None:
    """Make example events in the office's database, one after the other."""
    with serving.office():
        from selaras.actions.access import IMPORTER
        from selaras.actions.evidence.acting import Acting
        from selaras.actions.office import practice
        from selaras.actions.reference import defaults
        from selaras.exchange.workbook_reader import read_workbook
        from selaras.outside.chance import SystemChance
        from selaras.outside.clock import SystemClock
        from selaras.outside.signing import create_log_key, open_log_key

        clock = SystemClock()
        path = Path(os.environ["SELARAS_LOG_KEY"])
        if is_new:
            practice.begin_practice(clock=clock)
            create_log_key(path, passphrase=_PASSPHRASE)
        log_key = open_log_key(path, passphrase=_PASSPHRASE)
        kept = practice.password_kept(PASSWORD)
        for name, phase in events:
            case = read_workbook(_workbook(examples, name).read_bytes(), defaults()).case
            if case is None:
                raise CoreError("demo_without_examples", folder=str(examples), name=name)
            acting = Acting(
                actor=IMPORTER,
                signer=log_key,
                declared_at=case.event.ends_on,
                clock=clock,
                chance=SystemChance(),
            )
            practice.practise(case, phase, password=kept, log_key=log_key, acting=acting)


def _workbook(examples: Path, name: str) -> Path:
    return examples / f"{name}.xlsx"


def _the_rest(examples: Path, folder: Path) -> None:
    make_events(examples, folder, EVENTS[1:])
    (folder / "selesai").touch()


if __name__ == "__main__":
    try:
        _the_rest(Path(sys.argv[1]), Path(sys.argv[2]))
    except CoreError as wrong:
        # The server goes on with what is there; the next start makes all of them anew.
        screen.tell_error(wrong, ServingWords("id"))
        sys.exit(serving.CANNOT)
