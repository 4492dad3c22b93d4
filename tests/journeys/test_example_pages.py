"""Every number on the pages of an example equals what was published: results.json and the placement."""

import json
import re
import subprocess
import sys
from functools import cache

import pytest

from tests.journeys.example_runs import KEYS
from tests.web.office.results import reading


@pytest.fixture(scope="module")
def pages_of(dossier_of):
    @cache
    def read(key):
        dossier = dossier_of(key)
        command = [sys.executable, "-m", "tests.journeys.example_pages", str(dossier.folder)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr[-2000:]
        return dossier, json.loads(done.stdout)

    return read


@pytest.mark.parametrize("key", KEYS)
def test_pages_show_the_published_numbers(key, pages_of):
    dossier, told = pages_of(key)
    pages, codes = told["pages"], told["codes"]
    published = dossier.results
    assert {one["status"] for one in pages.values()} == {200}

    expected = reading.ranking_as_published(published, codes)
    found = reading.values_in(pages["hasil/"]["html"])
    assert {code: {name: row.get(name) for name in expected[code]} for code, row in found.items()} == expected

    boxes = {number: str(n) for number, n in published["summary"]["boxes"].items()}
    counted = re.compile(r'data-box="(\d)">\s*<a [^>]*>\s*<span class="no">[^<]*</span>\s*<b>(\d+)</b>')
    assert dict(counted.findall(pages["hasil/kotak/"]["html"])) == boxes
    assert dict(counted.findall(pages["ringkasan/"]["html"])) == boxes

    for one in reading.ranked(published):
        page = pages.get(f"hasil/{codes[one['nip']]}/")
        if page is None:
            continue
        assert reading.figures_in(page["html"])["score"] == reading.written(one["score"])
        values = reading.values_in(page["html"])
        for code, numbers in reading.of_one(published, one).items():
            if code in values or code in one["components"]:
                assert {name: values[code][name] for name in numbers} == numbers


@pytest.mark.parametrize("key", KEYS)
def test_slates_show_the_moves_that_were_proposed(key, pages_of):
    dossier, told = pages_of(key)
    proposed = {
        one["code"]: one
        for one in dossier.placement["officials"]
        if one["kind"] not in ("stay", "extend", "no-seat")
    }

    found = reading.values_in(told["pages"]["usulan/"]["html"])

    moved = {code: row for code, row in found.items() if "match" in row}
    assert {code: row["match"] for code, row in moved.items()} == {
        code: f"{reading.written(one['match'])}%" if one["match"] else "–" for code, one in proposed.items()
    }
    best = dossier.placement["slates"][0]["objective"]
    assert f"Nilai susunan {reading.written(best)} poin" in told["pages"]["usulan/"]["html"]
    assert set(re.findall(r'data-move="(P-\d+)"', told["pages"]["ringkasan/"]["html"])) <= set(proposed)
