"""Small samples of the bars of durability: the long runs say how often, these say that they would notice."""

import os
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from bars import bad_disk, intake_speed, kill_server
from bars.hall.breaking import ACKNOWLEDGING_EARLY, NOT_WAITING_FOR_THE_DISK
from bars.hall.databases import Databases, NoPostgresql, databases
from bars.hall.rows import look
from bars.hall.sending import tablets_sending
from bars.hall.server import Server, serving
from bars.power_cut import bar as power_cut


@pytest.fixture(params=["sqlite", "postgresql"])
def made(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Databases]:
    try:
        with databases(request.param, tmp_path) as found:
            yield found
    except NoPostgresql:
        if os.environ.get("CI") == "true":
            raise
        pytest.skip("no PostgreSQL here")


def test_a_killed_server_lost_nothing_that_it_had_acknowledged(made: Databases) -> None:
    series = kill_server.killed(made.fresh(), kills=3, acknowledged=120, seed="sample")

    assert (series.kills, series.lost, series.told.told_otherwise, series.told.refused) == (3, 0, 0, [])
    assert series.told.n >= 120
    assert series.held is not None
    assert series.held.wrong == ""
    assert series.is_contiguous


def test_a_build_that_acknowledges_before_it_commits_is_caught(tmp_path: Path) -> None:
    with databases("sqlite", tmp_path) as found:
        series = kill_server.killed(
            found.fresh(),
            kills=kill_server.BROKEN_KILLS,
            acknowledged=2000,
            app=ACKNOWLEDGING_EARLY,
            seed="broken",
            until_refused=True,
        )

    assert series.lost > 0


def test_a_power_cut_takes_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    run = power_cut.recorded(tmp_path, acknowledged=60)

    found = power_cut.cuts(run, tmp_path, n=8, seed="sample")

    assert [(one.lost, one.wrong) for one in found] == [(0, "")] * 8
    assert found[-1].answered >= 30


def test_a_build_that_does_not_wait_for_the_disk_is_caught(tmp_path: Path) -> None:
    run = power_cut.recorded(tmp_path, acknowledged=60, app=NOT_WAITING_FOR_THE_DISK)

    found = power_cut.cuts(run, tmp_path, n=8, seed="sample")

    assert any(one.lost for one in found)


def test_a_full_disk_and_a_lock_lose_nothing_and_pass_by_themselves(tmp_path: Path) -> None:
    name = random.Random("sample").choice(sorted(bad_disk.FAULTS))
    (tmp_path / "disk").mkdir()
    server, fault = bad_disk.faulty(tmp_path / "disk", tmp_path)
    assert isinstance(server.database, Path)

    found = bad_disk.weathered(
        server,
        troubles=[bad_disk.failing(fault, bad_disk.FAULTS[name]), bad_disk.locked_sqlite(server.database)],
        seconds=2.5,
    )

    assert [one.told() for one in found if not one.holds] == []


def test_a_clock_that_is_a_year_off_decides_nothing(tmp_path: Path) -> None:
    with databases("sqlite", tmp_path) as found:
        weathered = bad_disk.a_year_off(found.fresh(), years=-1, marks=20)

    assert weathered.holds, weathered


def test_marks_taken_in_at_speed_all_stand_in_the_ledger(tmp_path: Path) -> None:
    with databases("sqlite", tmp_path) as found:
        intake = intake_speed.at_full_speed(found.fresh(), marks=240)

    # How fast is the bar's question, on a quiet machine.
    assert intake.is_whole


def test_two_processes_on_one_postgresql_keep_one_ledger(tmp_path: Path) -> None:
    try:
        with databases("postgresql", tmp_path) as found:
            server = Server(found.fresh(), environment={"SELARAS_WORKERS": "2"})
            with serving(server), tablets_sending(server) as told:
                told.wait_for(300, seconds=60)
            held = look(server.database)
    except NoPostgresql:
        if os.environ.get("CI") == "true":
            raise
        pytest.skip("no PostgreSQL here")

    assert (told.n >= 300, told.refused, told.told_otherwise, held.wrong) == (True, [], 0, "")
    assert bad_disk.lost_of(told, held) == 0
    assert sorted(held.index_by_id.values()) == list(range(held.size))


def test_a_second_server_beside_a_serving_one_ends_at_once(tmp_path: Path) -> None:
    with databases("sqlite", tmp_path) as found:
        first = Server(found.fresh())
        second = Server(first.database)
        first.start()
        try:
            first.wait_until_ready()
            second.start()
            assert second.ended_with(seconds=20) != 0
            assert first.health()[0] == 200
        finally:
            second.kill()
            first.kill()
