"""``selaras place``: the proposal as an office reads it, wishes, conflicts by name, and JSON."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from selaras.actions.reference import defaults
from selaras.core import vocabulary as v
from selaras.core.casefile import CaseFile
from selaras.core.move_policy import CouplingKind, CouplingRule, MovePolicy
from selaras.exchange.workbook_writer import write_workbook
from tests.cli.running import selaras_here
from tests.core.building import ANI, BUDI, CITRA, event
from tests.core.placement.placed_events import ANI_AT, BUDI_AT, EMPTY, placed_case


def written(folder: Path, **changes: Any) -> Path:
    """Write the small event to be placed as a workbook."""
    case: CaseFile = placed_case(**changes)
    talent = defaults().talent_profiles["PREDICATE"]
    path = folder / "kegiatan.xlsx"
    write_workbook(replace(case, scheme=replace(case.scheme, talent=talent)), path, defaults())
    return path


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("tempat"))


def test_the_proposal_says_who_goes_where_and_why(book: Path, tmp_path: Path) -> None:
    ran = selaras_here("place", book, "--out", tmp_path)

    assert ran.code == 0
    assert "1 perpindahan, nilai seluruhnya 269,42. Terbukti: tidak ada susunan sah" in ran.said
    assert "Citra · Mutasi dari Kepala Dinas Citra ke Kepala Dinas J-04" in ran.said
    assert "2 pejabat tetap: Ani, Budi." in ran.said
    assert "Untuk seleksi terbuka: Kepala Dinas J-03." in ran.said
    assert "Rekomendasi panel, bukan keputusan." in ran.said
    told = json.loads((tmp_path / "penempatan.json").read_bytes())
    assert told["schema"] == "selaras-placement-1"
    assert told["slates"][0]["seats"] == {"P-001": "J-01", "P-002": "J-02", "P-003": "J-04"}
    assert told["slates"][0]["chains"][0][0]["official"]["nip"] == CITRA.nip
    citra = told["officials"][2]
    assert (citra["kind"], citra["match"], citra["price"], citra["value"]) == (
        "mutation",
        "100.00",
        "2",
        "98.00",
    )
    assert citra["margin"] == "26.57"
    assert citra["why_id"] != citra["why_en"]


def test_a_wish_is_fulfilled_and_its_price_is_told(book: Path) -> None:
    grouped = f"{ANI.nip[:8]} {ANI.nip[8:14]} {ANI.nip[14]} {ANI.nip[15:]}"

    ran = selaras_here("place", book, "--pin", f"{grouped}={EMPTY}")

    assert ran.code == 0
    assert "Usulan menurut permintaan" in ran.said
    assert "Dibanding usulan terbaik tanpa permintaan: −36,50 poin." in ran.said
    assert "Ani · Mutasi" in ran.said


def test_a_post_that_the_event_does_not_fill_is_filled_when_it_is_opened(tmp_path: Path) -> None:
    kept_empty = written(tmp_path, posts={EMPTY: {"is_in_play": False}})

    as_it_is = json.loads(selaras_here("place", kept_empty, "--json", "-").out)
    opened = json.loads(selaras_here("place", kept_empty, "--open", EMPTY, "--json", "-").out)

    assert EMPTY not in as_it_is["slates"][0]["seats"].values()
    assert opened["slates"][0]["seats"]["P-003"] == EMPTY
    assert opened["slates"][0]["wishes"]["opened"] == [EMPTY]


def test_a_post_that_cannot_be_opened_is_said_to_be_so(book: Path) -> None:
    already = selaras_here("place", book, "--open", EMPTY)
    unknown = selaras_here("place", book, "--open", "J-99")

    assert (already.code, unknown.code) == (2, 2)
    assert f"{EMPTY} tidak perlu atau tidak dapat dibuka" in already.said
    assert "J-99 bukan kode jabatan" in unknown.said


def test_a_wish_can_be_read_as_a_workbook_that_says_whose_wish_it_is(book: Path, tmp_path: Path) -> None:
    selaras_here("place", book, "--out", tmp_path / "usulan")
    ran = selaras_here("place", book, "--max-moves", 0, "--out", tmp_path / "permintaan")

    proposed, wished = (
        load_workbook(tmp_path / name / "penempatan.xlsx") for name in ("usulan", "permintaan")
    )
    assert ran.code == 0
    assert wished.sheetnames == ["Usulan Penempatan", "Alasan Penempatan", "Matriks Penempatan"]
    assert proposed["Usulan Penempatan"]["A1"].value == "Usulan penempatan"
    assert wished["Usulan Penempatan"]["A1"].value == (
        "Susunan menurut permintaan (paling banyak 0 perpindahan)"
    )
    assert [row[4].value for row in wished["Usulan Penempatan"].iter_rows(min_row=5)] == ["Tetap"] * 3


def test_nobody_moves_where_no_move_is_allowed(book: Path) -> None:
    ran = selaras_here("place", book, "--max-moves", 0)

    assert ran.code == 0
    assert "0 perpindahan" in ran.said
    assert "Tidak ada yang pindah." in ran.said


def test_json_goes_to_the_screen_alone(book: Path) -> None:
    ran = selaras_here("place", book, "--ban", f"{CITRA.nip}={EMPTY}", "--json", "-")

    told = json.loads(ran.out)
    assert ran.code == 0
    assert told["slates"][0]["wishes"]["bans"] == [["P-003", "J-04"]]
    assert told["officials"][2]["wished"]["closed"] == [{"code": "banned", "facts": {}}]


def test_pins_that_contradict_each_other_are_named(book: Path, tmp_path: Path) -> None:
    pins = ("--pin", f"{ANI.nip}={EMPTY}", "--pin", f"{CITRA.nip}={EMPTY}")

    ran = selaras_here("place", book, *pins, "--out", tmp_path)

    assert ran.code == 1
    assert "tidak dapat berlaku bersama" in ran.said
    assert "Ani" in ran.said
    assert "Citra" in ran.said
    told = json.loads((tmp_path / "penempatan.json").read_bytes())
    assert told["unplaced_because"] == "placement_impossible"
    assert {one["kind"] for one in told["conflict"]} >= {"pin"}


def test_rules_of_the_policy_that_contradict_each_other_are_named_with_their_grounds(tmp_path: Path) -> None:
    rules = (
        CouplingRule(kind=CouplingKind.APART, officials=(ANI.nip, BUDI.nip), because="Suami istri"),
        CouplingRule(kind=CouplingKind.MOST_MOVES, most=0, because="Arahan gubernur"),
    )
    together = {ANI_AT: {"unit": "Dinas X"}, BUDI_AT: {"unit": "Dinas X"}}
    path = written(tmp_path, policy=MovePolicy(rules=rules), posts=together)

    ran = selaras_here("place", path)

    assert ran.code == 1
    assert "Suami istri" in ran.said
    assert "Arahan gubernur" in ran.said


def test_a_mapping_moves_nobody_and_says_so(tmp_path: Path) -> None:
    path = written(tmp_path, event=event(kind=v.EventKind.MAPPING))

    ran = selaras_here("place", path, "--out", tmp_path)

    assert ran.code == 0
    assert "Tidak ada usulan: Kegiatan bengkulu-kecil adalah pemetaan" in ran.said
    assert (
        json.loads((tmp_path / "penempatan.json").read_bytes())["unplaced_because"] == "placement_of_mapping"
    )


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ((), "Sebutkan tepat satu"),
        (("--event", "bengkulu/x", "--fit", "m.csv"), "Sebutkan tepat satu"),
        (("--fit", "m.csv", "--max-moves", "0"), "--max-moves hanya berlaku untuk kegiatan"),
        (("--fit", "m.csv", "--pin", "1=2"), "--pin hanya berlaku untuk kegiatan"),
        (("--event", "bengkulu/x", "--current", "c.csv"), "--current hanya berlaku bersama --fit"),
        (("tidak-ada.xlsx",), "tidak-ada.xlsx"),
        (("{book}", "--enter"), "--enter hanya berlaku bersama --event"),
        (("{book}", "--pin", "tanpa-jabatan"), "bukan NIP=JABATAN"),
        (("{book}", "--pin", "199001012015031001=J-04"), "bukan pejabat yang dapat ditempatkan"),
        (("{book}", "--ban", f"{ANI.nip}=J-99"), "J-99 bukan kode jabatan"),
    ],
)
def test_what_cannot_be_asked_is_told_in_a_sentence(
    book: Path, arguments: tuple[str, ...], told: str
) -> None:
    ran = selaras_here("place", *(one.replace("{book}", str(book)) for one in arguments))

    assert ran.code == 2
    assert told in ran.said


def test_english_readers_read_english(book: Path) -> None:
    ran = selaras_here("place", book, "--lang", "en")

    assert "Moves: 1; worth 269.42 in all. Proved" in ran.said
    assert "A recommendation of the panel, not a decision." in ran.said
