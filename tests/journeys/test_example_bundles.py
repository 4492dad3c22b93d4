"""Every example ends with a bundle; that it holds the run itself asked before it ended."""

import hashlib
import json

import pytest

from selaras.core.evidence.bundle import Grade, Manifest, files_of
from selaras.core.verification.verdict import Outcome
from selaras.core.verification.verifying import verify
from tests.cli.running import selaras
from tests.journeys.example_runs import KEYS


@pytest.mark.parametrize("key", KEYS)
def test_an_example_ends_with_the_bundle_of_its_whole_ledger(key, dossier_of):
    dossier = dossier_of(key)
    data = (dossier.folder / "bukti.zip").read_bytes()
    files = files_of(data)
    manifest = Manifest.of(files["manifest.json"])
    told = json.loads((dossier.folder / "provenance.json").read_bytes())

    assert manifest.grade is Grade.FULL
    assert (manifest.size, manifest.root.hex()) == (told["ledger"]["size"], told["ledger"]["root"])
    assert hashlib.sha256(data).hexdigest() == told["bundle"]["sha256"]
    assert files["publish/results.json"] == (dossier.folder / "results.json").read_bytes()
    assert sorted(name.removeprefix("papers/") for name in files if name.startswith("papers/")) == (
        dossier.papers()
    )


@pytest.mark.parametrize(("grade", "subject"), [("R2", None), ("R3", "P-001")])
def test_what_an_example_gives_to_others_holds_as_well(grade, subject, dossier_of, tmp_path):
    dossier, out = dossier_of("metro-2021"), tmp_path / "bukti.zip"
    whose = () if subject is None else ("--subject", subject)
    ran = selaras("bundle", dossier.folder, "--out", out, "--grade", grade, *whose)
    assert ran.code == 0, ran.said
    verdict = verify(out.read_bytes())

    assert (verdict.verdict, verdict.reason) == (Outcome.HOLDS, None)
    assert verdict.recount.recomputed > 0
