"""A D study of a file of ratings: which design it has, and every plan that was asked for."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from selaras.cli.agreement.asked import Asked
from selaras.core.measurement.generalizability import (
    Dependability,
    Design,
    Need,
    VarianceComponents,
    component_draws,
    d_study,
    examiners_needed,
    fewest_marks,
    variance_components,
)
from selaras.exchange.csv_cells import LARGEST_MARK, Problems
from selaras.exchange.ratings_csv import RatingTable


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """A G study with its D studies. ``role_by_facet`` says what r, i and t are in this file."""

    study: VarianceComponents
    role_by_facet: Mapping[str, str]
    n_by_role: Mapping[str, int]
    now: Dependability
    grid: tuple[Dependability, ...]
    needs: tuple[Need, ...]
    best: Need | None


def planned(table: RatingTable, asked: Asked) -> Planned:
    """Return the study of the design that the ratings have, with every plan that was asked for."""
    _refuse_too_large(table)
    design, role_by_facet = _design_of(table, asked)
    columns: dict[str, npt.NDArray[np.int64]] = {
        "examiner": table.examiners.index.astype(np.int64),
        "criterion": table.criteria.index.astype(np.int64),
    }
    study = variance_components(
        design,
        person=table.officials.index.astype(np.int64),
        facets={facet: columns[role] for facet, role in role_by_facet.items()},
        mark=table.marks,
    )
    n_by_role = {
        "official": len(table.officials.labels),
        "examiner": len(table.examiners.labels),
        "criterion": len(table.criteria.labels),
    }
    facet_by_role = {role: facet for facet, role in role_by_facet.items()}
    fixed = frozenset({facet_by_role["criterion"]} if asked.fixed_criteria and len(role_by_facet) > 1 else ())
    draws = component_draws(study, seed=asked.seed)
    now = {facet: max(round(study.levels[facet]), 1) for facet in role_by_facet}
    sizes = _sizes(facet_by_role, now, asked, fixed)
    needs: tuple[Need, ...] = ()
    if "examiner" in facet_by_role:
        others = sorted({size[facet_by_role["criterion"]] for size in sizes}) if len(now) > 1 else [1]
        needs = examiners_needed(
            study, target=asked.target, others=others, facet=facet_by_role["examiner"], fixed=fixed
        )
    return Planned(
        study=study,
        role_by_facet=role_by_facet,
        n_by_role=n_by_role,
        now=d_study(study, sizes=now, fixed=fixed, cut=asked.cut, draws=draws),
        grid=tuple(d_study(study, sizes=size, fixed=fixed, cut=asked.cut, draws=draws) for size in sizes),
        needs=needs,
        best=fewest_marks(needs),
    )


def _refuse_too_large(table: RatingTable) -> None:
    problems = Problems()
    for row in np.flatnonzero(np.abs(table.marks) > LARGEST_MARK):
        problems.add("ratings_mark_too_large", line=int(table.lines[row]), got=float(table.marks[row]))
    problems.raise_if_any()


def _design_of(table: RatingTable, asked: Asked) -> tuple[Design, dict[str, str]]:
    """Return the design and what its facets are; a facet with one level is no facet."""
    if len(table.criteria.labels) == 1:
        return Design.ONE_FACET, {"r": "examiner"}
    if len(table.examiners.labels) == 1 and asked.nested is None:
        return Design.ONE_FACET, {"r": "criterion"}
    nested = asked.nested or _nested_by_itself(table)
    if nested is not None:
        outer = "criterion" if nested == "examiner" else "examiner"
        return Design.NESTED, {"t": outer, "r": nested}
    return Design.TWO_FACETS, {"i": "criterion", "r": "examiner"}


def _nested_by_itself(table: RatingTable) -> str | None:
    """Return the facet of which every level stands inside one level of the other; None where they cross."""
    n_examiners, n_criteria = len(table.examiners.labels), len(table.criteria.labels)
    pairs = np.unique(table.examiners.index.astype(np.int64) * n_criteria + table.criteria.index).size
    if pairs == n_examiners > n_criteria:
        return "examiner"
    return "criterion" if pairs == n_criteria > n_examiners else None


def _sizes(
    facet_by_role: Mapping[str, str], now: Mapping[str, int], asked: Asked, fixed: frozenset[str]
) -> list[dict[str, int]]:
    most = {"examiner": asked.most_examiners, "criterion": asked.most_criteria}
    ranges = {
        facet: [now[facet]] if facet in fixed else sorted({*range(1, most[role] + 1), now[facet]})
        for role, facet in facet_by_role.items()
    }
    found: list[dict[str, int]] = [{}]
    for facet, values in ranges.items():
        found = [{**one, facet: value} for one in found for value in values]
    return found
