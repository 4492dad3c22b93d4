"""What ``selaras place --fit`` makes of a matrix: exact numbers, every wish priced, every flaw named."""

import json
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest

from selaras.cli.placing.matrix import place_matrix
from selaras.cli.words import Words

FIT = """Pejabat,Dinas A,Dinas B,Dinas C,Dinas D
Ani,80.5,70.25,,60
Budi,82.5,71.25,65,
Citra,,90,88,
"""
CURRENT = """official,post
Ani,Dinas A
Budi,Dinas B
Citra,Dinas X
"""


class Placed:
    """One run: its exit code, its answer with exact numbers, and what it said."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self._folder = folder
        self._capsys = capsys

    def __call__(self, fit, *, current=None, language="id", as_json=True):
        for name, text in (("fit.csv", fit), ("current.csv", current)):
            if text is not None:
                data = text if isinstance(text, bytes) else text.encode()
                (self._folder / name).write_bytes(data)
        out = self._folder / "hasil.json"
        out.unlink(missing_ok=True)
        self.code = place_matrix(
            self._folder / "fit.csv",
            current=None if current is None else self._folder / "current.csv",
            json_out=out if as_json else None,
            say=Words(language),
        )
        said = self._capsys.readouterr()
        self.said = " ".join((said.out + said.err).split())
        self.text = out.read_text(encoding="utf-8") if out.exists() else ""
        self.found = json.loads(self.text, parse_float=Decimal) if self.text else None
        return self


@pytest.fixture
def place(tmp_path, capsys, monkeypatch) -> Placed:
    monkeypatch.setenv("COLUMNS", "200")
    return Placed(tmp_path, capsys)


def test_the_answer_holds_optimum_losses_paths_and_what_moves_together(place):
    ran = place(FIT, current=CURRENT)

    assert ran.code == 0
    to_b = ["Ani", "Dinas A", "Dinas B"]
    assert ran.found == {
        "objective": Decimal("240.75"),
        "assignment": {"Ani": "Dinas B", "Budi": "Dinas A", "Citra": "Dinas C"},
        "loss": {
            "Ani": {"Dinas A": 1, "Dinas B": 0, "Dinas C": None, "Dinas D": Decimal("8.25")},
            "Budi": {"Dinas A": 0, "Dinas B": 1, "Dinas C": Decimal("5.25"), "Dinas D": None},
            "Citra": {"Dinas A": None, "Dinas B": Decimal("5.25"), "Dinas C": 0, "Dinas D": None},
        },
        "paths": {
            "Ani": {
                "Dinas A": [["Ani", "Dinas B", "Dinas A"], ["Budi", "Dinas A", "Dinas B"]],
                "Dinas B": [],
                "Dinas C": None,
                "Dinas D": [["Ani", "Dinas B", "Dinas D"], ["Citra", "Dinas C", "Dinas B"]],
            },
            "Budi": {
                "Dinas A": [],
                "Dinas B": [["Budi", "Dinas A", "Dinas B"], ["Ani", "Dinas B", "Dinas A"]],
                "Dinas C": [
                    ["Budi", "Dinas A", "Dinas C"],
                    ["Citra", "Dinas C", "Dinas B"],
                    ["Ani", "Dinas B", "Dinas A"],
                ],
                "Dinas D": None,
            },
            "Citra": {
                "Dinas A": None,
                "Dinas B": [
                    ["Citra", "Dinas C", "Dinas B"],
                    ["Ani", "Dinas B", "Dinas A"],
                    ["Budi", "Dinas A", "Dinas C"],
                ],
                "Dinas C": [],
                "Dinas D": None,
            },
        },
        "chains": [[["Citra", "Dinas X", "Dinas C"]]],
        "cycles": [[to_b, ["Budi", "Dinas B", "Dinas A"]]],
    }


def test_numbers_are_exact_to_the_last_digit_that_was_written(place):
    ran = place("x;A;B\nAni;0,1234567890123456789012345;0\nBudi;0;1e-25\n")

    assert ran.found["objective"] == Decimal("0.1234567890123456789012346")
    assert ran.found["loss"]["Ani"]["B"] == Decimal("0.1234567890123456789012346")
    assert "e" not in ran.text.split("assignment")[0].replace("objective", "")


def test_ten_ths_leave_no_noise_of_binary_fractions(place):
    ran = place("x,A,B,C\nAni,0.1,0,0\nBudi,0,0.2,0\nCitra,0,0,0.3\n")

    assert '"objective": 0.6,' in ran.text


@pytest.mark.parametrize(
    "written",
    [
        FIT.replace(",", ";").replace(".", ",").encode("utf-8-sig"),
        FIT.replace(",", "\t").encode(),
        FIT.replace("\n", "\r\n").encode("utf-16"),
        ("sep=,\n" + FIT + ",,,,\n\n").encode(),
    ],
    ids=["semicolon, decimal comma, mark", "tab", "UTF-16", "what spreadsheets add"],
)
def test_what_spreadsheets_write_is_read_as_it_comes(place, written):
    expected = place(FIT).found

    assert place(written).found == expected


def test_losses_equal_solving_again_with_the_pair_forced(place):
    from scipy.optimize import linear_sum_assignment

    rng = np.random.default_rng(3)
    fit = rng.random((12, 14)).round(6)
    rows = [",".join([f"P{i:02}", *map(repr, map(float, row))]) for i, row in enumerate(fit)]
    found = place("\n".join([",".join(["x", *(f"J{j:02}" for j in range(14))]), *rows])).found

    best = fit[linear_sum_assignment(fit, maximize=True)].sum()
    assert float(found["objective"]) == pytest.approx(best, abs=1e-9)
    for i in range(12):
        for j in range(14):
            others = np.delete(np.delete(fit, i, 0), j, 1)
            forced = fit[i, j] + others[linear_sum_assignment(others, maximize=True)].sum()
            assert float(found["loss"][f"P{i:02}"][f"J{j:02}"]) == pytest.approx(best - forced, abs=1e-9)


def test_where_not_all_can_get_a_post_most_do_and_the_conflict_is_named(place):
    # By value alone Citra would take A and Budi stay without one as well as Ani.
    ran = place("x,A,B,C\nAni,1,,\nBudi,2,,\nCitra,9,4,\n")

    assert ran.code == 0
    assert ran.found["assignment"] == {"Ani": None, "Budi": "A", "Citra": "B"}
    assert ran.found["objective"] == 6
    assert ran.found["loss"] == {
        "Ani": {"A": 1, "B": None, "C": None},
        "Budi": {"A": 0, "B": None, "C": None},
        # Open, but a second official would go without.
        "Citra": {"A": None, "B": 0, "C": None},
    }
    assert ran.found["paths"]["Ani"]["A"] == [["Ani", None, "A"], ["Budi", "A", None]]
    assert "2 pejabat (Ani, Budi) bersama-sama hanya dapat menduduki 1 jabatan (A)" in ran.said


def test_who_has_no_open_post_at_all_is_the_whole_conflict(place):
    ran = place("x,A\nAni,\nBudi,2\n", language="en")

    assert ran.found["assignment"] == {"Ani": None, "Budi": "A"}
    assert "1 officials (Ani) may together hold only 0 posts (none)" in ran.said


def test_a_dash_is_the_screen_and_leaves_no_file(place, tmp_path, monkeypatch, capsys):
    as_file = place(FIT, current=CURRENT)
    monkeypatch.chdir(tmp_path)

    code = place_matrix(Path("fit.csv"), current=Path("current.csv"), json_out=Path("-"), say=Words("id"))

    assert code == 0
    assert capsys.readouterr().out == as_file.text
    assert not (tmp_path / "-").exists()


def test_without_json_a_table_is_shown(place):
    ran = place(FIT, current=CURRENT, as_json=False)

    assert ran.code == 0
    assert "nilai seluruhnya 240,75" in ran.said
    assert "Citra: Dinas X → Dinas C" in ran.said
    assert "Ani: Dinas A → Dinas B; Budi: Dinas B → Dinas A" in ran.said


def test_names_are_text_and_no_markup(place):
    ran = place("x,[red]A[/red]\n[bold]Ani\x1b[2K,1\n", as_json=False)

    assert "[bold]Ani?[2K" in ran.said
    assert "[red]A[/red]" in ran.said


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("x,A,B\nAni,1,baik\n", "Baris 2, kolom B: “baik” bukan angka"),
        ("x,A,B\nAni,1,1.234,5\n", "Baris 2 memuat 4 isian, seharusnya 3"),
        ("x,A,B\nAni,1\n", "Baris 2 memuat 2 isian, seharusnya 3"),
        ("x,A,A\nAni,1,2\n", "Baris 1: “A” sudah tertulis pada baris 1"),
        ("x,A,B\nAni,1,2\nAni,3,4\n", "Baris 3: “Ani” sudah tertulis pada baris 2"),
        ("x,A,,C\nAni,1,2,3\n", "Baris 1, kolom ke-3: nama jabatan kosong"),
        ("x,A,B\n,1,2\n", "Baris 2: nama pejabat kosong"),
        ("x,A,B\n", "tidak memuat pejabat"),
        ("x\nAni\n", "tidak memuat jabatan"),
        ("x,A\nAni,1e999\n", "lebih panjang dari 60 digit"),
        ("x,A\nAni,1e-999\n", "lebih panjang dari 60 digit"),
        ("x,A\nAni,.\n", "“.” bukan angka"),
        ("x,A\nAni,nan\n", "“nan” bukan angka"),
    ],
)
def test_what_cannot_be_meant_is_refused_by_its_cell(place, written, told):
    ran = place(written)

    assert ran.code == 1
    assert told in ran.said
    assert ran.found is None


def test_every_flaw_is_told_at_once(place):
    ran = place("x,A,B\nAni,satu,2\nBudi,1\nAni,3,4\n")

    for told in ("Baris 2, kolom A", "Baris 3 memuat", "Baris 4: “Ani”"):
        assert told in ran.said


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("official,post\nAni,Dinas A\nBudi,Dinas A\n", "Baris 3: “Dinas A” sudah tertulis pada baris 2"),
        ("official,post\nAni,Dinas A\nAni,Dinas B\n", "Baris 3: “Ani” sudah tertulis pada baris 2"),
        ("official,post\nDewi,Dinas A\n", "pejabat “Dewi” tidak ada dalam berkas kecocokan"),
        ("official\nAni\n", "harus memuat dua kolom"),
    ],
)
def test_a_present_post_that_cannot_be_meant_is_refused(place, written, told):
    ran = place(FIT, current=written)

    assert ran.code == 1
    assert told in ran.said


def test_of_equal_assignments_the_one_that_moves_fewest_is_chosen(place):
    fit = "x,A,B\nAni,1,1\nBudi,1,1\n"

    stays = place(fit, current="o,p\nAni,B\nBudi,A\n").found

    assert stays["assignment"] == {"Ani": "B", "Budi": "A"}
    assert (stays["chains"], stays["cycles"]) == ([], [])
    assert place(fit).found["assignment"] == {"Ani": "A", "Budi": "B"}


def test_files_that_cannot_be_read_or_written_end_with_two(place, tmp_path):
    say = Words("id")

    assert place_matrix(tmp_path / "tidak-ada.csv", current=None, json_out=None, say=say) == 2
    place(FIT)
    fit = tmp_path / "fit.csv"
    assert place_matrix(fit, current=None, json_out=fit, say=say) == 2
    assert place_matrix(fit, current=None, json_out=tmp_path, say=say) == 2
    assert fit.read_text() == FIT


def test_the_same_files_make_the_same_bytes(place):
    first = place(FIT, current=CURRENT).text

    assert place(FIT, current=CURRENT).text == first
