"""Simulated marks: the same from the same seed, of the size asked for, and with their truth beside them."""

import csv
import json
from collections import Counter

import pytest

from tests.cli.running import selaras_here

SMALL = ("--officials", 10, "--examiners", 4, "--criteria", 3)


def test_the_same_seed_gives_the_same_files_and_another_seed_others(tmp_path):
    for name, seed in (("a", 5), ("b", 5), ("c", 6)):
        out, truth = tmp_path / f"{name}.csv", tmp_path / f"{name}.json"
        assert selaras_here("simulate", *SMALL, "--seed", seed, "--out", out, "--truth", truth).code == 0

    read = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert read["a.csv"] == read["b.csv"] != read["c.csv"]
    assert read["a.json"] == read["b.json"] != read["c.json"]


def test_a_panel_has_the_size_that_was_asked_for(tmp_path):
    out = tmp_path / "nilai.csv"

    ran = selaras_here("simulate", *SMALL, "--per-official", 2, "--categories", 7, "--out", out)
    with out.open(newline="") as file:
        rows = list(csv.DictReader(file))

    assert ran.code == 0, ran.said
    assert len(rows) == 10 * 2 * 3
    assert set(Counter(row["official"] for row in rows).values()) == {6}
    assert {int(row["mark"]) for row in rows} <= set(range(1, 8))


def test_the_truth_names_everybody_of_the_file(tmp_path):
    out, truth = tmp_path / "nilai.csv", tmp_path / "kebenaran.json"
    selaras_here("simulate", *SMALL, "--drift", 0.3, "--days", 2, "--out", out, "--truth", truth)
    with out.open(newline="") as file:
        rows = list(csv.DictReader(file))

    told = json.loads(truth.read_text())

    for facet, column in (("officials", "official"), ("examiners", "examiner"), ("criteria", "criterion")):
        assert [one["id"] for one in told[facet]] == sorted({row[column] for row in rows})
    assert {row["day"] for row in rows} == {"1", "2"}
    assert all(len(one["by_day"]) == 2 for one in told["examiners"])
    assert len(told["halo"]) == 10 * 4


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--officials", 1), "2–1000000"),
        (("--per-official", 9), "1–5"),
        (("--halo-sd", -1), "0–10"),
        (("--missing", 0.95), "0–0.9"),
        (("--categories", 1), "2–100"),
        (("--officials", 900_000, "--examiners", 100), "5000000"),
    ],
)
def test_a_panel_that_cannot_be_is_answered_with_what_can(tmp_path, options, said):
    ran = selaras_here("simulate", *options, "--out", tmp_path / "nilai.csv")

    assert ran.code == 2
    assert said in ran.said
    assert not (tmp_path / "nilai.csv").exists()


def test_planning_says_what_a_panel_could_tell(tmp_path):
    out = tmp_path / "rencana.json"

    ran = selaras_here("simulate", *SMALL, "--replications", 3, "--report", out)
    expected = json.loads(out.read_text())["expected"]

    assert ran.code == 0, ran.said
    assert "3 panel tiruan" in ran.said
    assert expected.keys() == {"width", "coverage", "rmse", "reliability", "rank_width", "apart"}
    assert 0 < expected["rmse"]["mean"] < expected["width"]["mean"]
