"""The log key of the live events, at hand as an installation has it: a file and its passphrase."""

from pathlib import Path

import pytest

from selaras.outside.sealing import Cost
from selaras.outside.signing import keep_log_key
from tests.actions.evidence.live_events import LOG_KEY

PASSPHRASE = "empat kata acak saja"


@pytest.fixture(scope="session")
def log_key_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("kunci") / "log.key"
    keep_log_key(LOG_KEY, path, passphrase=PASSPHRASE, cost=Cost(n=16))
    return path


@pytest.fixture
def log_key(log_key_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the office of this test sign what it enters."""
    monkeypatch.setenv("SELARAS_LOG_KEY", str(log_key_file))
    monkeypatch.setenv("SELARAS_LOG_KEY_PASSPHRASE", PASSPHRASE)
