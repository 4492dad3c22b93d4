"""``selaras verify`` says what ``python -m selaras.verify`` says, and ends as it does."""

import json
from pathlib import Path

import pytest

from tests.cli.running import selaras, selaras_here
from tests.tampered.signed_event import signed_event


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("bukti") / "bukti.zip"
    path.write_bytes(signed_event(officials=2, methods=1, examiners=3).bundle())
    return path


def test_a_bundle_that_holds_ends_with_zero_and_its_code(bundle: Path) -> None:
    ran = selaras("verify", bundle)

    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("Utuh\n")
    assert "BA Serah Terima Tablet" in ran.out


def test_a_code_that_no_paper_has_is_refused_in_english_and_json(bundle: Path) -> None:
    ran = selaras("verify", bundle, "--json", "--paper", "AAAA " * 16, "--lang", "en")

    told = json.loads(ran.out)
    assert (ran.code, told["verdict"], told["reason"]) == (1, "fails", "paper_code_unknown")


def test_a_file_that_is_not_there_is_unreadable(tmp_path: Path) -> None:
    ran = selaras("verify", tmp_path / "tidak-ada.zip")

    assert (ran.code, ran.out) == (2, "")
    assert "tidak dapat dibaca" in ran.said


@pytest.mark.parametrize("content", [None, b"", b"{}", b"bukan kebijakan", b"[" * 5000])
def test_a_policy_that_cannot_be_read_says_nothing_against_the_bundle(
    content: bytes | None, bundle: Path, tmp_path: Path
) -> None:
    policy = tmp_path / "policy.json"
    if content is not None:
        policy.write_bytes(content)

    ran = selaras_here("verify", bundle, "--policy", policy)

    assert (ran.code, ran.out) == (2, "")
    assert "Berkas kebijakan tidak dapat dibaca." in ran.said
