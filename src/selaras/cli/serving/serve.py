"""``selaras serve`` and ``selaras token-set-up``."""

import errno
import ipaddress
import os
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from selaras.cli import screen
from selaras.cli.serving.words import ServingWords
from selaras.core.errors import CoreError

if TYPE_CHECKING:
    from selaras.actions.office.invitations import Shown

DONE, CANNOT = 0, 2
_SETTINGS = "selaras.office_settings"
_MOST_TRIES = 3


def prepare(host: str, port: int, *, is_local: bool) -> str:
    """Set what the server reads from its environment; return the address under which it is called.

    Refused: an address that others reach without https, for sessions would travel in the open.
    """
    is_own = _is_own(host)
    if is_local and not is_own:
        raise CoreError("serve_local_only", host=host)
    has_tls = bool(os.environ.get("SELARAS_TLS_CERT"))
    if not is_local and not has_tls and os.environ.get("SELARAS_PROXY") != "1":
        raise CoreError("serve_without_tls", host=host)
    os.environ["DJANGO_SETTINGS_MODULE"] = _SETTINGS
    os.environ["SELARAS_BIND"] = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    if is_local:
        os.environ["SELARAS_LOCAL"] = "1"
        # By name: a passkey belongs to a name, never to a number.
        return f"http://localhost:{port}"
    names = [one.strip() for one in os.environ.get("SELARAS_HOSTS", "").split(",") if one.strip()]
    name = names[0] if names else host
    shown_port = "" if port == 443 or os.environ.get("SELARAS_PROXY") == "1" else f":{port}"
    return f"https://{name}{shown_port}"


def serve(host: str, port: int, *, is_local: bool, say: ServingWords) -> int:
    """Bring the database to the present schema, let the first person in, and become the server."""
    url = prepare(host, port, is_local=is_local)
    _prove_free(host, port)
    with office():
        from selaras.actions.office.invitations import has_accounts

        _forget_old_sessions()
        token = None if has_accounts() else _token()
    screen.out.print(say("serve_at", url=url), markup=False, soft_wrap=True)
    if token is not None:
        link = f"{url}/undangan/#{token.code}"
        for line in (say("token_link"), f"  {link}", _once(token, say)):
            screen.out.print(line, markup=False, soft_wrap=True)
    has_log_key(say)
    screen.out.print(say("serve_end"), markup=False)
    sys.stdout.flush()
    # One process instead of two: signals and the end of the server are gunicorn's own.
    os.execv(sys.executable, [sys.executable, "-m", "gunicorn", "-c", "python:selaras.web.hall"])


def _prove_free(host: str, port: int) -> None:
    """Refuse an address where another program answers: the server itself would say so in a trace."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as trial:
        # As the server does: an address that was left a moment ago is free.
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except OSError as wrong:
            if wrong.errno == errno.EADDRINUSE:
                raise CoreError("serve_port_taken", port=port) from wrong


def has_log_key(say: ServingWords) -> bool:
    """Return whether the log key opens, and tell it where not.

    Its passphrase is asked for where somebody sits at the console. A start without the key goes on: pages and
    results need none.
    """
    from selaras.outside.passphrases import log_key_path

    path = log_key_path()
    if path is None:
        screen.out.print(say("serve_without_key"), markup=False, soft_wrap=True)
        return False
    try:
        is_open = _opens(path, say)
    except CoreError as wrong:
        screen.tell_error(wrong, say)
        is_open = False
    if not is_open:
        screen.out.print(say("serve_key_shut"), markup=False, soft_wrap=True)
    return is_open


def _opens(path: Path, say: ServingWords) -> bool:
    from selaras.outside.passphrases import log_key_with_passphrase, passphrase_at_hand
    from selaras.outside.signing import open_log_key

    if passphrase_at_hand() is None and sys.stdin.isatty():
        return _is_typed(path, say)
    if found := log_key_with_passphrase():
        open_log_key(path, passphrase=found[1])
    return bool(found)


def _is_typed(path: Path, say: ServingWords) -> bool:
    """Ask for the passphrase, again after a slip, and leave it to the server in its environment."""
    from selaras.cli.evidence.custody import ask
    from selaras.cli.evidence.custody_words import CustodyWords
    from selaras.outside.signing import open_log_key

    words = CustodyWords(say.language)
    for _ in range(_MOST_TRIES):
        typed = ask(words("passphrase_of", path=path), say=words)
        try:
            open_log_key(path, passphrase=typed)
        except CoreError as wrong:
            screen.tell_error(wrong, say)
            if wrong.code != "passphrase_wrong":
                return False
        else:
            os.environ["SELARAS_LOG_KEY_PASSPHRASE"] = typed
            return True
    return False


def token_set_up(*, say: ServingWords) -> int:
    """Make a set-up token and show it once."""
    os.environ["DJANGO_SETTINGS_MODULE"] = _SETTINGS
    with office():
        token = _token()
    for line in (say("token_code", code=token.code), say("token_where"), _once(token, say)):
        screen.out.print(line, markup=False, soft_wrap=True)
    return DONE


@contextmanager
def office() -> Iterator[None]:
    """Open the database with all tables of the office, and let go of it for the server."""
    from selaras.actions.installation import close_database, open_database, storage_refusals

    open_database()
    _keep_session_key()
    with storage_refusals():
        try:
            yield
        finally:
            close_database()


def _keep_session_key() -> None:
    if os.environ.get("SELARAS_SECRET_KEY"):
        return
    from django.conf import settings

    from selaras.outside.chance import SystemChance
    from selaras.outside.session_key import session_key

    database = settings.DATABASES["default"]
    chance = SystemChance()
    if database["ENGINE"].endswith("sqlite3"):
        key = session_key(Path(f"{database['NAME']}.session-key"), chance=chance)
    else:
        # All processes of this start share it; an office with several starts gives its own.
        key = chance.draw(48).hex()
    os.environ["SELARAS_SECRET_KEY"] = key


def _forget_old_sessions() -> None:
    from django.core.management import call_command

    call_command("clearsessions")


def _token() -> "Shown":
    from selaras.actions.office.invitations import make_set_up_token
    from selaras.outside.chance import SystemChance
    from selaras.outside.clock import SystemClock

    return make_set_up_token(clock=SystemClock(), chance=SystemChance())


def _once(token: "Shown", say: ServingWords) -> str:
    return say("token_once", until=screen.day(token.expires_at.date(), say))


def _is_own(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
