"""What a person asks of a measurement, checked before a file is opened."""

from dataclasses import dataclass
from pathlib import Path

from selaras.core.measurement.model import Estimator, Family
from selaras.exchange.csv_cells import number_of
from selaras.exchange.ratings_csv import RatingColumns

MOST_DRAWS = 20_000
LEAST_DRAWS = 200  # of fewer, a 95 % interval rests on a handful of draws in each tail


class OptionError(Exception):
    """An option that cannot be meant: its name, what was written, and what may be written."""

    def __init__(self, option: str, *, got: str, known: str) -> None:
        self.facts = {"option": option, "got": got, "known": known}
        super().__init__(option)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A measurement as asked for; what is None is chosen from the ratings, and the choice is told."""

    path: Path
    columns: RatingColumns
    occasion: str | None = None
    group: str | None = None
    family: Family | None = None
    halo: bool | None = None
    estimator: Estimator | None = None
    scale: tuple[float, ...] | None = None
    seed: int = 1
    n_draws: int = 1000
    json_out: Path | None = None
    report_out: Path | None = None


def family_named(text: str | None) -> Family | None:
    return None if text is None else Family(_one_of("--model", text, tuple(Family)))


def estimator_named(text: str | None) -> Estimator | None:
    return None if text is None else Estimator(_one_of("--estimator", text, tuple(Estimator)))


def _one_of(option: str, text: str, known: tuple[str, ...]) -> str:
    if text not in known:
        raise OptionError(option, got=text, known=", ".join(known))
    return text


def scale_named(text: str | None) -> tuple[float, ...] | None:
    """Return the marks of a scale as written: ``1,2,3,4,5``.

    >>> scale_named("1,2,3,4,5")
    (1.0, 2.0, 3.0, 4.0, 5.0)
    """
    if text is None:
        return None
    found = tuple(number_of(one.strip()) for one in text.split(","))
    marks = tuple(one for one in found if one is not None)
    if len(marks) < len(found) or len(set(marks)) < 2 or list(marks) != sorted(set(marks)):
        raise OptionError("--scale", got=text, known="1,2,3,4,5")
    return marks


def columns_named(
    *,
    official: str,
    examiner: str | None,
    criterion: str | None,
    mark: str | None,
    wide: str | None,
    occasion: str | None,
    group: str | None,
) -> RatingColumns:
    """Return the columns, with those that only come along; one of ``mark`` and ``wide`` is needed."""
    named = tuple(one.strip() for one in wide.split(",") if one.strip()) if wide is not None else ()
    if (mark is None) == (not named):
        both = "--wide" if mark is not None else ""
        raise OptionError("--mark / --wide", got=both, known="--mark NILAI | --wide k1,k2,…")
    if named and criterion is not None:
        raise OptionError("--criterion", got=criterion, known="--criterion … --mark … | --wide k1,k2,…")
    for option, name in (("--occasion", occasion), ("--group", group)):
        if name is not None and name in (official, examiner, criterion, mark, *named):
            raise OptionError(option, got=name, known="…")
    others = tuple(dict.fromkeys(one for one in (occasion, group) if one is not None))
    return RatingColumns(
        official=official, examiner=examiner, criterion=criterion, mark=mark, wide=named, others=others
    )


def within(option: str, value: int, *, least: int, most: int) -> int:
    if not least <= value <= most:
        raise OptionError(option, got=str(value), known=f"{least}–{most}")
    return value
