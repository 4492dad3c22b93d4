"""The dossiers of the examples, each made once for all tests."""

import json
from functools import cache

import pytest

from tests.journeys.example_runs import Dossier, run_example


@pytest.fixture(scope="session")
def dossier_of(tmp_path_factory):
    # A run that failed is kept too: nobody waits for it again in every test.
    @cache
    def ran(key):
        out = tmp_path_factory.mktemp(key)
        return out, run_example(key, out)

    def dossier(key):
        out, done = ran(key)
        assert done.returncode == 0, done.stdout + done.stderr
        return Dossier(out, json.loads((out / "results.json").read_bytes()))

    return dossier
