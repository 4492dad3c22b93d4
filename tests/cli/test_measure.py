"""What ``selaras measure`` says of marks whose truth is known, and that it says it the same every time."""

import csv
import json
import random
import re
from pathlib import Path

import numpy as np
import pytest

from tests.cli.running import Ran, selaras, selaras_here

REFERENCE = Path(__file__).parents[3] / "shared" / "reference" / "data" / "sirt_data.ratings1.csv"
COLUMNS = ("--official", "official", "--examiner", "examiner", "--criterion", "criterion", "--mark", "mark")
KEYS = {"id", "measure", "se", "interval", "infit", "outfit", "n", "component"}


@pytest.fixture(scope="module")
def panel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Twelve officials, four examiners of whom three see each, five criteria; with the truth beside it."""
    folder = tmp_path_factory.mktemp("panel")
    ran = selaras_here(
        *("simulate", "--officials", 12, "--examiners", 4, "--per-official", 3, "--criteria", 5),
        *("--seed", 7, "--out", folder / "nilai.csv", "--truth", folder / "kebenaran.json"),
    )
    assert ran.code == 0, ran.said
    return folder


@pytest.fixture(scope="module")
def measured(panel: Path) -> dict:
    ran = selaras_here("measure", panel / "nilai.csv", *COLUMNS, "--json", panel / "hasil.json")
    assert ran.code == 0, ran.said
    return json.loads((panel / "hasil.json").read_text())


def rows_of(path: Path) -> list[list[str]]:
    with path.open(newline="") as file:
        return list(csv.reader(file))


def write_rows(path: Path, rows: list[list[str]]) -> Path:
    with path.open("w", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


def json_of(ran: Ran, path: Path) -> dict:
    assert ran.code == 0, ran.said
    return json.loads(path.read_text())


def test_the_promised_keys_are_all_there(measured):
    promised = {"log_likelihood", "deviance", "sd_ability", "sd_halo", "thresholds"}

    assert promised <= measured.keys()
    for facet, n in (("officials", 12), ("examiners", 4), ("criteria", 5)):
        assert len(measured[facet]) == n
        assert all(one.keys() >= KEYS for one in measured[facet])
    assert measured["deviance"] == pytest.approx(-2 * measured["log_likelihood"])
    assert len(measured["thresholds"]) == 4


def test_every_key_is_explained_on_the_method_page(measured):
    page = (Path(__file__).parents[2] / "docs" / "method" / "measurement.md").read_text(encoding="utf-8")
    nested = {key for facet in ("officials", "examiners") for key in measured[facet][0]}
    keys = measured.keys() | nested | measured["linkage"].keys()

    missing = {key for key in keys if not re.search(rf"`[\w.\[\]]*\b{key}\b[\w.\[\]]*`", page)}

    # "both as _z", and what follows from a key that is explained.
    assert missing == {"infit_z", "outfit_z", "n_officials", "mean_se_ability", "mean_se_severity"}


def test_measures_come_near_the_truth_they_were_made_of(panel, measured):
    truth = json.loads((panel / "kebenaran.json").read_text())
    for facet in ("officials", "examiners"):
        true = np.array([one["measure"] for one in truth[facet]])
        found = np.array([one["measure"] for one in measured[facet]])
        inside = [
            one["interval"][0] <= value <= one["interval"][1]
            for one, value in zip(measured[facet], true - true.mean(), strict=True)
        ]

        assert [one["id"] for one in truth[facet]] == [one["id"] for one in measured[facet]]
        assert np.corrcoef(true, found)[0, 1] > 0.75
        assert np.mean(inside) >= 0.75


def test_rank_intervals_hold_the_rank_and_groups_hold_their_neighbours(measured):
    assert all(
        one["rank_interval"][0] <= one["rank"] <= one["rank_interval"][1] for one in measured["officials"]
    )
    alike = {one["id"]: set(one["not_apart_from"]) for one in measured["officials"]}
    for group in measured["groups"]:
        assert all(other in alike[one] for one in group for other in group if other != one)


@pytest.mark.parametrize("estimator", ["mml", "posterior"])
def test_the_same_seed_gives_the_same_bytes(panel, tmp_path, estimator):
    for run, name in ((selaras_here, "a.json"), (selaras, "b.json")):
        ran = run(
            "measure", panel / "nilai.csv", *COLUMNS, "--estimator", estimator, "--json", tmp_path / name
        )
        assert ran.code == 0, ran.said

    assert (tmp_path / "a.json").read_bytes() == (tmp_path / "b.json").read_bytes()
    assert (tmp_path / "a.json").read_bytes().endswith(b"}\n")


@pytest.mark.parametrize("estimator", ["mml", "posterior"])
def test_the_order_of_rows_changes_nothing(panel, tmp_path, estimator):
    header, *rows = rows_of(panel / "nilai.csv")
    random.Random(3).shuffle(rows)
    shuffled = write_rows(tmp_path / "kocok.csv", [header, *rows])
    options = (*COLUMNS, "--estimator", estimator)

    first = selaras_here("measure", panel / "nilai.csv", *options, "--json", tmp_path / "a.json")
    second = selaras_here("measure", shuffled, *options, "--json", tmp_path / "b.json")

    assert_alike(json_of(first, tmp_path / "a.json"), json_of(second, tmp_path / "b.json"))


def assert_alike(one: object, other: object) -> None:
    if isinstance(one, dict):
        assert isinstance(other, dict)
        assert one.keys() == other.keys()
        for key in one:
            assert_alike(one[key], other[key])
    elif isinstance(one, list):
        assert isinstance(other, list)
        assert len(one) == len(other)
        for a, b in zip(one, other, strict=True):
            assert_alike(a, b)
    else:
        assert one == (pytest.approx(other, abs=1e-9) if isinstance(other, float) else other)


def test_wide_and_long_files_say_the_same(panel, measured, tmp_path):
    _, *rows = rows_of(panel / "nilai.csv")
    by_pair: dict[tuple[str, str], dict[str, str]] = {}
    for official, examiner, criterion, mark in rows:
        by_pair.setdefault((official, examiner), {})[criterion] = mark
    names = sorted({row[2] for row in rows})
    wide = [[*pair, *(marks.get(one, "") for one in names)] for pair, marks in by_pair.items()]
    path = write_rows(tmp_path / "lebar.csv", [["official", "examiner", *names], *wide])

    ran = selaras_here(
        *("measure", path, "--official", "official", "--examiner", "examiner", "--wide", ",".join(names)),
        *("--json", tmp_path / "a.json"),
    )

    assert json_of(ran, tmp_path / "a.json") == measured


def test_partial_credit_gives_each_criterion_its_own_thresholds(panel, tmp_path):
    ran = selaras_here(
        *("measure", panel / "nilai.csv", *COLUMNS, "--model", "partial-credit", "--estimator", "mml"),
        *("--json", tmp_path / "a.json"),
    )
    found = json_of(ran, tmp_path / "a.json")

    assert list(found["thresholds"]) == ["K1", "K2", "K3", "K4", "K5"]
    assert all(sum(one) == pytest.approx(0, abs=1e-6) for one in found["thresholds"].values())


def test_the_switch_for_halo_is_honoured(panel, tmp_path):
    without = selaras_here(
        "measure", panel / "nilai.csv", *COLUMNS, "--no-halo", "--json", tmp_path / "a.json"
    )

    assert json_of(without, tmp_path / "a.json")["sd_halo"] is None
    assert "(halo) tidak diperhitungkan" in without.said


def test_a_third_of_the_marks_may_be_missing(panel, tmp_path):
    header, *rows = rows_of(panel / "nilai.csv")
    lost = set(random.Random(1).sample(range(len(rows)), len(rows) * 3 // 10))
    kept = [[*row[:3], "" if n in lost else row[3]] for n, row in enumerate(rows)]
    path = write_rows(tmp_path / "hilang.csv", [header, *kept])

    found = json_of(
        selaras_here("measure", path, *COLUMNS, "--json", tmp_path / "a.json"), tmp_path / "a.json"
    )

    assert found["n_blank"] == len(lost)
    assert found["n"] == len(rows) - len(lost)
    assert len(found["officials"]) == 12


def test_disconnected_halves_are_measured_apart_and_said_to_be(panel, tmp_path):
    header, *rows = rows_of(panel / "nilai.csv")
    left = {"P01", "P02", "P03", "P04", "P05", "P06"}
    split = [[row[0], row[1] + ("a" if row[0] in left else "b"), *row[2:]] for row in rows]
    path = write_rows(tmp_path / "terbelah.csv", [header, *split])

    ran = selaras_here("measure", path, *COLUMNS, "--json", tmp_path / "a.json")
    found = json_of(ran, tmp_path / "a.json")

    part = {one["id"]: one["component"] for one in found["officials"]}
    assert len({part[one] for one in left}) == 1
    assert len(set(part.values())) == 2
    assert "2 bagian yang tidak terhubung" in ran.said
    for one in found["officials"]:
        assert {part[other] for other in one["not_apart_from"]} <= {part[one["id"]]}
        assert one["rank_interval"][1] <= 6


def test_an_official_at_the_top_throughout_is_measured_and_said_to_be(panel, tmp_path):
    header, *rows = rows_of(panel / "nilai.csv")
    rows = [[*row[:3], "5"] if row[0] == "P03" else row for row in rows]
    path = write_rows(tmp_path / "puncak.csv", [header, *rows])

    for estimator in ("mml", "posterior"):
        ran = selaras_here(
            *("measure", path, *COLUMNS, "--estimator", estimator, "--json", tmp_path / "a.json")
        )
        found = {one["id"]: one for one in json_of(ran, tmp_path / "a.json")["officials"]}

        assert "semua nilai tertinggi atau terendah" in ran.said
        assert found["P03"]["measure"] == max(one["measure"] for one in found.values())
        assert found["P03"]["se"] == max(one["se"] for one in found.values())


def test_a_mark_of_the_scale_that_nobody_gave_is_told(panel, tmp_path):
    ran = selaras_here(
        *("measure", panel / "nilai.csv", *COLUMNS, "--scale", "1,2,3,4,5,6", "--estimator", "mml"),
        *("--json", tmp_path / "a.json"),
    )

    assert json_of(ran, tmp_path / "a.json")["categories"] == [1, 2, 3, 4, 5]
    assert "tidak pernah diberikan" in ran.said


def test_one_mark_for_each_official_is_refused_where_nothing_can_be_told(panel, tmp_path):
    header, *rows = rows_of(panel / "nilai.csv")
    single = {row[0]: row for row in rows}
    path = write_rows(tmp_path / "satu.csv", [header, *single.values()])

    ran = selaras_here("measure", path, *COLUMNS, "--estimator", "mml")

    assert ran.code == 1
    assert "hanya mempunyai satu nilai" in ran.said


def test_a_day_and_a_group_are_reported_for_every_examiner(tmp_path):
    selaras_here(
        *("simulate", "--officials", 20, "--examiners", 3, "--criteria", 3, "--drift", 0.4, "--days", 2),
        *("--seed", 3, "--out", tmp_path / "hari.csv"),
    )
    header, *rows = rows_of(tmp_path / "hari.csv")
    grouped = [[*row, "A" if int(row[0][1:]) % 2 else "B"] for row in rows]
    path = write_rows(tmp_path / "kelompok.csv", [[*header, "dinas"], *grouped])

    ran = selaras_here(
        *("measure", path, *COLUMNS, "--occasion", "day", "--group", "dinas", "--estimator", "mml"),
        *("--json", tmp_path / "a.json"),
    )

    for one in json_of(ran, tmp_path / "a.json")["examiners"]:
        assert [cell["id"] for cell in one["drift"]["occasions"]] == ["1", "2"]
        assert [cell["of"] for cell in one["by_group"]] == ["A", "B"]
        assert [cell["of"] for cell in one["by_criterion"]] == ["K1", "K2", "K3"]


def test_marks_without_examiners_or_criteria_are_measured_too(panel, tmp_path):
    rows = [["pejabat", "kriteria", "nilai"]]
    rows += [[row[0], row[2], row[3]] for row in rows_of(panel / "nilai.csv")[1:] if row[1] == "E1"]
    path = write_rows(tmp_path / "satu.csv", rows)

    ran = selaras_here(
        *("measure", path, "--official", "pejabat", "--criterion", "kriteria", "--mark", "nilai"),
        *("--json", tmp_path / "a.json"),
    )
    found = json_of(ran, tmp_path / "a.json")

    assert found["examiners"] == []
    assert len(found["criteria"]) == 5
    assert found["halo"] is False


def test_points_out_of_a_hundred_are_measured_on_their_own_scale(panel, tmp_path):
    header, *rows = rows_of(panel / "nilai.csv")
    chance = random.Random(5)
    points = [[*row[:3], f"{40 + 10 * int(row[3]) + chance.gauss(0, 4):.1f}"] for row in rows]
    path = write_rows(tmp_path / "poin.csv", [header, *points])

    ran = selaras_here("measure", path, *COLUMNS, "--json", tmp_path / "a.json")
    found = json_of(ran, tmp_path / "a.json")

    assert found["model"] == "linear"
    assert "lebih mirip ukuran daripada jenjang" in ran.said
    assert all(50 < one["fair_average"]["measure"] < 90 for one in found["officials"])


def test_the_report_is_a_paper_that_is_the_same_every_time(panel, tmp_path):
    for run, name in ((selaras_here, "a.pdf"), (selaras, "b.pdf")):
        ran = run("measure", panel / "nilai.csv", *COLUMNS, "--report", tmp_path / name)
        assert ran.code == 0, ran.said

    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF")


def test_the_screen_speaks_english_when_asked(panel):
    ran = selaras_here("measure", panel / "nilai.csv", *COLUMNS, "--estimator", "mml", "--lang", "en")

    assert ran.code == 0, ran.said
    assert "Examiners, the most severe first" in ran.said
    assert "Penguji" not in ran.said


@pytest.mark.skipif(not REFERENCE.exists(), reason="the reference data does not stand beside the checkout")
@pytest.mark.parametrize(
    ("model", "raters", "sd", "deviance"),
    [
        ("rating-scale", [1.0039, 0.5084, 0.4128, -0.7511, -0.0871, -0.7647, -0.3223], 1.974, 2573.246),
        ("partial-credit", [1.0225, 0.5163, 0.4175, -0.7624, -0.0896, -0.7790, -0.3254], 2.016, 2526.214),
    ],
)
def test_the_published_analysis_of_the_reference_data_is_found_again(tmp_path, model, raters, sd, deviance):
    ran = selaras_here(
        *("measure", REFERENCE, "--official", "idstud", "--examiner", "rater", "--wide", "k1,k2,k3,k4,k5"),
        *("--model", model, "--estimator", "mml", "--no-halo", "--json", tmp_path / "a.json"),
    )
    found = json_of(ran, tmp_path / "a.json")

    assert found["deviance"] == pytest.approx(deviance, abs=0.01)
    assert found["sd_ability"] == pytest.approx(sd, abs=0.005)
    assert [one["measure"] for one in found["examiners"]] == pytest.approx(raters, abs=0.01)
