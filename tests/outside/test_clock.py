"""Time is handed in, always with its zone."""

from datetime import UTC, datetime, timedelta

from selaras.outside.clock import Clock, StoppedClock, SystemClock


def test_the_clock_of_the_system_knows_its_zone() -> None:
    clock: Clock = SystemClock()

    assert clock.now().utcoffset() == timedelta(0)
    assert abs(clock.now() - datetime.now(UTC)) < timedelta(seconds=5)


def test_a_stopped_clock_moves_only_as_it_was_told() -> None:
    at = datetime(2024, 2, 1, tzinfo=UTC)
    still: Clock = StoppedClock(at)
    stepping: Clock = StoppedClock(at, step=timedelta(minutes=1))

    assert [still.now(), still.now()] == [at, at]
    assert [stepping.now(), stepping.now()] == [at, at + timedelta(minutes=1)]
