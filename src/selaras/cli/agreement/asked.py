"""What a person asks of a D study, checked before a file is opened."""

from dataclasses import dataclass
from pathlib import Path

from selaras.cli.measuring.asked import OptionError, columns_named, within
from selaras.exchange.csv_cells import number_of
from selaras.exchange.ratings_csv import RatingColumns

MOST_IN_GRID = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A D study as asked for; ``nested`` is "examiner", "criterion" or None."""

    path: Path
    columns: RatingColumns
    nested: str | None
    fixed_criteria: bool
    target: float
    cut: float | None
    most_examiners: int
    most_criteria: int
    seed: int
    json_out: Path | None


def asked_for(
    *,
    path: Path,
    columns: tuple[str, str, str | None, str | None, str | None],
    nested: str | None,
    fixed_criteria: bool,
    numbers: tuple[str, str | None],
    most: tuple[int, int],
    seed: int,
    json_out: Path | None,
) -> Asked:
    """Return what was asked; raise OptionError for what cannot be meant.

    columns : official, examiner, criterion, mark, wide; numbers : target, cut
    """
    official, examiner, criterion, mark, wide = columns
    named = columns_named(
        official=official,
        examiner=examiner,
        criterion=criterion,
        mark=mark,
        wide=wide,
        occasion=None,
        group=None,
    )
    has_criteria = bool(criterion or named.wide)
    if fixed_criteria and not has_criteria:
        raise OptionError("--fixed-criteria", got="", known="--criterion COL | --wide k1,k2,…")
    target = number_of(numbers[0])
    if target is None or not 0.0 < target < 1.0:
        raise OptionError("--target", got=numbers[0], known="0 < … < 1")
    cut = None if numbers[1] is None else number_of(numbers[1])
    if numbers[1] is not None and cut is None:
        raise OptionError("--cut", got=numbers[1], known="70; 3,5; …")
    return Asked(
        path=path,
        columns=named,
        nested=_nested(nested, named) if nested is not None else None,
        fixed_criteria=fixed_criteria,
        target=target,
        cut=cut,
        most_examiners=within("--max-examiners", most[0], least=1, most=MOST_IN_GRID),
        most_criteria=within("--max-criteria", most[1], least=1, most=MOST_IN_GRID),
        seed=within("--seed", seed, least=0, most=2**63 - 1),
        json_out=json_out,
    )


def _nested(text: str, columns: RatingColumns) -> str:
    """Return which facet stands inside the other, named by role or column; ``:outer`` may follow."""
    inner = text.split(":")[0].strip()
    roles = {"examiner": "examiner", "criterion": "criterion"}
    if columns.examiner:
        roles.setdefault(columns.examiner, "examiner")
    if columns.criterion:
        roles.setdefault(columns.criterion, "criterion")
    if inner not in roles or not (columns.criterion or columns.wide):
        raise OptionError("--nested", got=text, known="examiner | criterion (+ --criterion COL)")
    return roles[inner]
