"""What must hold before anything is served, and one server for each SQLite file."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest
from django.test import Client
from gunicorn.config import KNOWN_SETTINGS

from selaras.core.errors import CoreError, SeveralErrors
from selaras.web import hall
from selaras.web import serving as place
from selaras.web.one_server import hold
from tests.web import serving_halls
from tests.web.serving_halls import API, body_of, post, told

KNOWN = {one.name for one in KNOWN_SETTINGS}
BUILD = """
import sys
from selaras.core.errors import CoreError
from selaras import wsgi
try:
    wsgi.application()
    print("serves" if not __import__("selaras.web.serving").web.serving.serving().refusals() else "refuses")
except CoreError as wrong:
    print(wrong.code)
sys.stdout.flush()
if "--stay" in sys.argv:
    sys.stdin.read()
"""


def refusing(*codes: str) -> Callable[[], None]:
    def check() -> None:
        raise SeveralErrors(tuple(CoreError(one) for one in codes))

    return check


def started(database: Path, *arguments: str) -> subprocess.Popen[str]:
    own = {k: v for k, v in os.environ.items() if k != "DATABASE_URL"}
    return subprocess.Popen(
        [sys.executable, "-c", BUILD, *arguments],
        env={**own, "SELARAS_DATABASE": str(database), "DJANGO_SETTINGS_MODULE": "selaras.settings"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def test_health_says_why_nothing_is_served_by_codes_alone() -> None:
    with serving_halls.serving(check=refusing("projection_differs", "database_guard_missing"), begin=False):
        answer = Client().get(f"{API}/health")

    assert answer.status_code == 503
    assert json.loads(answer.content) == {
        "because": ["projection_differs", "database_guard_missing"],
        "ready": False,
    }


@pytest.mark.parametrize("call", ["batch", "enrol"])
def test_nothing_is_taken_in_until_the_check_has_passed(call: str) -> None:
    with serving_halls.serving(check=refusing("disk_full"), begin=False):
        answer = post(f"/bengkulu/2024/{call}", body_of())

    assert (answer.status_code, told(answer)) == (503, {"code": "not_ready"})
    assert int(answer["Retry-After"]) > 0


def test_a_fault_while_checking_serves_nothing() -> None:
    def failing() -> None:
        raise ZeroDivisionError

    with serving_halls.serving(check=failing, begin=False) as here:
        assert here.refusals() == ("check_failed",)


def test_what_was_mended_is_served_without_another_start(monkeypatch: pytest.MonkeyPatch) -> None:
    is_full = True

    def check() -> None:
        if is_full:
            raise CoreError("disk_full")

    monkeypatch.setattr(place, "AGAIN_SECONDS", 0.0)
    with serving_halls.serving(check=check, begin=False) as here:
        before = here.refusals()
        is_full = False

        assert (before, here.refusals()) == (("disk_full",), ())


def test_a_check_that_failed_is_not_made_at_every_question() -> None:
    n_checks = 0

    def check() -> None:
        nonlocal n_checks
        n_checks += 1
        raise CoreError("disk_full")

    with serving_halls.serving(check=check, begin=False) as here:
        for _ in range(5):
            here.refusals()

    assert n_checks == 1


def test_a_second_holder_of_one_file_is_refused(tmp_path: Path) -> None:
    held = hold(tmp_path / "a.serving", patience=0)

    with pytest.raises(CoreError) as refused:
        hold(tmp_path / "a.serving", patience=0.05)
    os.close(held)

    assert refused.value.code == "another_server_runs"
    os.close(hold(tmp_path / "a.serving", patience=0))


def test_a_place_that_cannot_be_written_is_no_other_server(tmp_path: Path) -> None:
    with pytest.raises(CoreError) as refused:
        hold(tmp_path / "absent" / "a.serving", patience=0)

    assert refused.value.code == "database_not_writable"


def test_every_setting_of_the_hall_is_one_that_gunicorn_knows() -> None:
    told = {
        name for name, value in vars(hall).items() if name.islower() and not isinstance(value, ModuleType)
    }
    told -= {name for name in told if name.startswith("_")}

    assert told - set(KNOWN) == set()
    assert {"wsgi_app", "bind", "workers", "threads", "control_socket_disable"} <= told


@pytest.mark.sqlite
def test_a_second_server_on_one_sqlite_file_does_not_start(tmp_path: Path) -> None:
    database = tmp_path / "a.sqlite3"
    first = started(database, "--stay")
    assert first.stdout is not None
    assert first.stdout.readline() == "serves\n"

    second, _ = started(database).communicate(timeout=30)
    first.kill()
    first.wait()
    third, _ = started(database).communicate(timeout=30)
    for pipe in (first.stdin, first.stdout):
        assert pipe is not None
        pipe.close()

    assert second == "another_server_runs\n"
    assert third == "serves\n"
