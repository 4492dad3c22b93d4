"""``selaras agreement`` and ``selaras dstudy`` as an office runs them."""

import json
from pathlib import Path

import numpy as np
import pytest

from selaras.cli.agreement.words import AgreementWords
from selaras.core.measurement.agreement import Undefined
from tests.cli.running import selaras
from tests.references import published_tables as published

COLUMNS = ("--official", "pejabat", "--examiner", "penguji", "--criterion", "kriteria", "--mark", "nilai")


def table_file(folder: Path, table: np.ndarray) -> Path:
    lines = ["unit," + ",".join("ABCDEFG"[: table.shape[1]])]
    for n, row in enumerate(table, start=1):
        lines.append(f"{n}," + ",".join("" if np.isnan(x) else f"{x:g}" for x in row))
    path = folder / "tabel.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def ratings_file(folder: Path, cube: np.ndarray, *, name: str = "nilai.csv", turned: bool = False) -> Path:
    """A cube of persons x criteria x examiners in long form."""
    lines = [
        f"P{p + 1};E{r + 1};K{k + 1};{cube[p, k, r]:g}".replace(".", ",")
        for p, k, r in np.ndindex(*cube.shape)
        if not np.isnan(cube[p, k, r])
    ]
    path = folder / name
    head = "pejabat;penguji;kriteria;nilai\n"
    path.write_text(head + "\n".join(lines[::-1] if turned else lines) + "\n", encoding="utf-8")
    return path


def test_published_agreement_comes_out_of_the_command(tmp_path):
    ran = selaras("agreement", table_file(tmp_path, published.SHROUT_FLEISS), "--json", tmp_path / "a.json")
    found = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))

    assert ran.code == 0, ran.said
    assert {name: one["value"] for name, one in found["icc"].items()} == pytest.approx(
        published.SHROUT_FLEISS_SAYS, abs=0.005
    )
    assert "0,290" in ran.out


def test_published_alpha_with_gaps_comes_out_of_the_command(tmp_path):
    ran = selaras("agreement", table_file(tmp_path, published.KRIPPENDORFF), "--json", tmp_path / "a.json")
    found = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))

    assert ran.code == 0, ran.said
    assert {level: one["value"] for level, one in found["alpha"].items()} == pytest.approx(
        published.KRIPPENDORFF_SAYS, abs=0.001
    )
    assert (found["kappa"]["of"], len(found["kappa"]["pairs"])) == ("mean_of_pairs", 6)
    assert "8 orang yang lengkap" in ran.said


def test_two_raters_have_one_kappa_with_its_interval(tmp_path):
    two = published.KRIPPENDORFF[:, :2]
    ran = selaras("agreement", table_file(tmp_path, two), "--json", tmp_path / "a.json", "--lang", "en")
    found = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))

    assert ran.code == 0, ran.said
    assert (found["kappa"]["of"], found["kappa"]["raters"]) == ("two_raters", ["A", "B"])
    assert found["weighted_kappa"]["quadratic"]["interval"] is not None
    assert "Weighted kappa, quadratic" in ran.out


def test_marks_that_are_all_equal_are_told_not_computed(tmp_path):
    ran = selaras("agreement", table_file(tmp_path, np.full((4, 3), 2.0)), "--json", tmp_path / "a.json")
    found = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))

    assert ran.code == 0, ran.said
    assert {one["reason"] for one in found["icc"].values()} == {"all_marks_equal"}
    assert "semua nilai sama" in ran.said


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        ("", 2, "kosong"),
        ("id,A,B\nx,1,baik\ny,2,2\n", 1, "Baris 2, kolom B: “baik” bukan angka"),
        ("id,A\nx,1\ny,2\n", 1, "satu kolom penilai"),
    ],
)
def test_a_bad_table_is_answered_with_a_sentence(tmp_path, text, code, said):
    path = tmp_path / "tabel.csv"
    path.write_text(text, encoding="utf-8")

    ran = selaras("agreement", path)

    assert ran.code == code
    assert said in ran.said
    assert "Traceback" not in ran.said


def test_brennan_comes_out_of_the_command(tmp_path):
    ran = selaras(
        "dstudy",
        ratings_file(tmp_path, published.BRENNAN),
        *COLUMNS,
        "--nested",
        "examiner",
        "--json",
        tmp_path / "d.json",
    )
    found = json.loads((tmp_path / "d.json").read_text(encoding="utf-8"))

    assert ran.code == 0, ran.said
    assert {effect: one["raw"] for effect, one in found["components"].items()} == pytest.approx(
        published.BRENNAN_SAYS, abs=1e-3
    )
    assert (found["observed"]["generalizability"], found["observed"]["dependability"]) == pytest.approx(
        tuple(published.BRENNAN_DEPENDABILITY.values()), abs=1e-3
    )
    assert found["answer"] is not None
    assert "tidak tercapai dengan 3 kriteria" in ran.said


def test_raters_who_mark_one_task_each_are_nested_without_being_asked(tmp_path):
    """Twelve names for twelve raters: nothing is crossed, so the design is not a matter of options."""
    path = ratings_file(tmp_path, published.BRENNAN)
    lines = path.read_text(encoding="utf-8").splitlines()
    own_names = [lines[0]]
    for line in lines[1:]:
        person, rater, task, mark = line.split(";")
        own_names.append(f"{person};{rater} {task};{task};{mark}")
    path.write_text("\n".join(own_names) + "\n", encoding="utf-8")

    ran = selaras("dstudy", path, *COLUMNS, "--json", tmp_path / "d.json")
    found = json.loads((tmp_path / "d.json").read_text(encoding="utf-8"))

    assert ran.code == 0, ran.said
    assert (found["design"], found["facets"]["t"]) == ("p x (r:t)", "criterion")
    assert found["components"]["p"]["raw"] == pytest.approx(published.BRENNAN_SAYS["p"], abs=1e-3)


def panel(seed: int = 3) -> np.ndarray:
    rng = np.random.default_rng(seed)
    cube = rng.normal(0, 1.2, (20, 1, 1)) + rng.normal(0, 0.4, (1, 1, 4)) + rng.normal(0, 0.8, (20, 6, 4))
    return np.round(70 + 8 * cube, 1)


def test_the_order_of_lines_and_the_run_change_no_byte(tmp_path):
    first, turned = (
        ratings_file(tmp_path, panel(), name=f"{name}.csv", turned=name == "b") for name in ("a", "b")
    )
    for path in (first, turned):
        ran = selaras("dstudy", path, *COLUMNS, "--json", path.with_suffix(".json"))
        assert ran.code == 0, ran.said

    assert first.with_suffix(".json").read_bytes() == turned.with_suffix(".json").read_bytes()


def test_the_answer_reaches_the_target_and_one_examiner_less_does_not(tmp_path):
    ran = selaras("dstudy", ratings_file(tmp_path, panel()), *COLUMNS, "--json", tmp_path / "d.json")
    found = json.loads((tmp_path / "d.json").read_text(encoding="utf-8"))
    need = next(one for one in found["needed"] if one["criteria"] == 6)
    by_examiners = {one["examiners"]: one["dependability"] for one in found["grid"] if one["criteria"] == 6}

    assert ran.code == 0, ran.said
    assert by_examiners[need["examiners"]] >= 0.80
    assert need["examiners"] == 1 or by_examiners[need["examiners"] - 1] < 0.80
    assert f"Untuk Φ 0,80 dengan 6 kriteria: {need['examiners']} penguji" in ran.said


def test_fixed_criteria_ask_for_no_more_examiners(tmp_path):
    path = ratings_file(tmp_path, panel())
    for name, options in (("random", ()), ("fixed", ("--fixed-criteria",))):
        ran = selaras("dstudy", path, *COLUMNS, *options, "--json", tmp_path / f"{name}.json")
        assert ran.code == 0, ran.said
    of_random, of_fixed = (
        json.loads((tmp_path / f"{name}.json").read_text(encoding="utf-8")) for name in ("random", "fixed")
    )

    assert of_fixed["observed"]["dependability"] >= of_random["observed"]["dependability"]
    assert {one["criteria"] for one in of_fixed["grid"]} == {6}


def test_a_panel_with_gaps_is_estimated_and_said_to_be_incomplete(tmp_path):
    cube = panel()
    cube[np.random.default_rng(1).random(cube.shape) < 0.3] = np.nan
    ran = selaras("dstudy", ratings_file(tmp_path, cube), *COLUMNS, "--json", tmp_path / "d.json")
    found = json.loads((tmp_path / "d.json").read_text(encoding="utf-8"))

    assert ran.code == 0, ran.said
    assert (found["balanced"], found["method"]) == (False, "henderson_1")
    assert "Rancangan tidak lengkap" in ran.said


@pytest.mark.parametrize(
    ("cube", "said"),
    [
        (panel()[:, :1], "Hanya satu kriteria"),
        (panel()[:, :, :1], "Hanya satu penguji"),
        (np.full((5, 3, 3), 70.0), "Semua nilai sama"),
    ],
)
def test_a_panel_that_can_tell_less_says_so(tmp_path, cube, said):
    ran = selaras("dstudy", ratings_file(tmp_path, cube), *COLUMNS, "--json", tmp_path / "d.json")

    assert ran.code == 0, ran.said
    assert said in ran.said
    assert json.loads((tmp_path / "d.json").read_text(encoding="utf-8"))["n_marks"] == cube.size


@pytest.mark.parametrize(
    ("cube", "options", "code", "said"),
    [
        (panel()[:1], (), 1, "Hanya satu orang"),
        (panel()[:, :1, :1], (), 1, "Hanya ada satu"),
        (panel() * 1e6, (), 1, "Masih ada"),
        (panel(), ("--criterion", "unsur"), 1, "Kolom unsur tidak ada"),
        (panel(), ("--target", "1,2"), 2, "--target"),
        (panel(), ("--nested", "hari"), 2, "--nested"),
        (panel(), ("--cut", "baik"), 2, "--cut"),
        (panel(), ("--wide", "K1,K2"), 2, "--mark / --wide"),
    ],
)
def test_a_d_study_that_cannot_be_made_is_answered_with_a_sentence(tmp_path, cube, options, code, said):
    ran = selaras("dstudy", ratings_file(tmp_path, cube), *COLUMNS, *options)

    assert ran.code == code, ran.said
    assert said in ran.said
    assert "Traceback" not in ran.said


def test_one_examiner_per_person_is_refused_because_nothing_tells_them_apart(tmp_path):
    cube = panel()
    for person in range(len(cube)):
        cube[person, :, [r for r in range(4) if r != person % 4]] = np.nan

    ran = selaras("dstudy", ratings_file(tmp_path, cube), *COLUMNS, "--lang", "en")

    assert ran.code == 1
    assert "cannot tell the examiners from the persons" in ran.said


def test_wide_and_long_files_give_the_same_study(tmp_path):
    cube = panel()
    lines = [
        f"P{p + 1},E{r + 1}," + ",".join(f"{x:g}" for x in cube[p, :, r])
        for p in range(len(cube))
        for r in range(4)
    ]
    head = "pejabat,penguji," + ",".join(f"K{k + 1}" for k in range(6)) + "\n"
    (tmp_path / "lebar.csv").write_text(head + "\n".join(lines) + "\n", encoding="utf-8")
    wide = ("--official", "pejabat", "--examiner", "penguji", "--wide", "K1,K2,K3,K4,K5,K6")

    for path, columns in ((ratings_file(tmp_path, cube), COLUMNS), (tmp_path / "lebar.csv", wide)):
        ran = selaras("dstudy", path, *columns, "--json", path.with_suffix(".json"))
        assert ran.code == 0, ran.said

    assert (tmp_path / "nilai.json").read_bytes() == (tmp_path / "lebar.json").read_bytes()


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_reason_for_no_value_has_words(language):
    say = AgreementWords(language)

    assert all(say(f"why_{one.value}") for one in Undefined)
