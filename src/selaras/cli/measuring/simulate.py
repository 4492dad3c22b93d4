"""``selaras simulate``: marks with known truth, and what a panel of that size would be able to say."""

import csv
import io
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from rich.table import Table

from selaras.cli import screen
from selaras.cli.measuring import saving
from selaras.cli.measuring.asked import OptionError, within
from selaras.cli.measuring.words import MeasuringWords
from selaras.core.errors import CoreError
from selaras.core.measurement.ratings import Ratings
from selaras.core.measurement.simulation import Plan, Truth, simulate_panel

MOST_RATINGS = 5_000_000  # columns of more would not fit beside a measurement
MOST_REPLICATIONS = 2000
LARGEST_SD = 10.0  # logits; beyond it every mark is at an end of the scale
OUTERMOST = 2.0  # logits, the first and last threshold of a simulated scale


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A simulation as asked for on the command line."""

    n_officials: int
    n_examiners: int
    n_criteria: int
    n_categories: int
    per_official: int
    halo_sd: float
    severity_sd: float
    ability_sd: float
    drift: float
    days: int
    missing: float
    seed: int
    n_replications: int
    out: Path | None
    truth: Path | None
    report: Path | None


def simulate(wanted: Wanted, *, say: MeasuringWords) -> int:
    """Write the files that were asked for and tell what can be expected; return 0, or 2 for a refusal."""
    try:
        plan = plan_of(wanted)
    except OptionError as wrong:
        screen.err.print(say("option_wrong", **wrong.facts), markup=False)
        return 2
    if saving.refused((wanted.out, wanted.truth, wanted.report), read=None, say=say):
        return 2
    try:
        return _written(wanted, plan, say) or _expected(wanted, plan, say)
    except CoreError as wrong:
        screen.tell_error(wrong, say)
        return 2


def plan_of(wanted: Wanted) -> Plan:
    """Return the plan; raise ``OptionError`` for numbers that no panel can have."""
    within("--officials", wanted.n_officials, least=2, most=1_000_000)
    within("--examiners", wanted.n_examiners, least=1, most=10_000)
    within("--criteria", wanted.n_criteria, least=1, most=1000)
    within("--categories", wanted.n_categories, least=2, most=100)
    within("--per-official", wanted.per_official, least=1, most=wanted.n_examiners)
    within("--days", wanted.days, least=1, most=366)
    within("--seed", wanted.seed, least=0, most=2**63 - 1)
    within("--replications", wanted.n_replications, least=0, most=MOST_REPLICATIONS)
    n = wanted.n_officials * wanted.per_official * wanted.n_criteria
    within("--officials × --per-official × --criteria", n, least=2, most=MOST_RATINGS)
    for name in ("halo_sd", "severity_sd", "ability_sd", "drift"):
        _between(f"--{name.replace('_', '-')}", getattr(wanted, name), most=LARGEST_SD)
    _between("--missing", wanted.missing, most=0.9)
    return Plan(
        officials=wanted.n_officials,
        examiners=wanted.n_examiners,
        criteria=wanted.n_criteria,
        thresholds=_thresholds(wanted.n_categories),
        ability_sd=wanted.ability_sd,
        severity_sd=wanted.severity_sd,
        halo_sd=wanted.halo_sd,
        examiners_per_official=wanted.per_official,
        missing=wanted.missing,
        days=wanted.days if wanted.drift > 0 else 1,
        drift_sd=wanted.drift,
    )


def _thresholds(n_categories: int) -> tuple[float, ...]:
    """Return the plan's own for five categories; otherwise equal steps over the same stretch."""
    known = Plan().thresholds
    if n_categories == len(known) + 1:
        return known
    if n_categories == 2:
        return (0.0,)
    return tuple(np.linspace(-OUTERMOST, OUTERMOST, n_categories - 1).tolist())


def _between(option: str, value: float, *, most: float) -> None:
    if not 0.0 <= value <= most:
        raise OptionError(option, got=f"{value:g}", known=f"0–{most:g}")


def _written(wanted: Wanted, plan: Plan, say: MeasuringWords) -> int:
    if wanted.out is None and wanted.truth is None:
        return 0
    ratings, truth = simulate_panel(plan, seed=wanted.seed)
    if (len(ratings.examiners), len(ratings.criteria)) != (plan.examiners, plan.criteria):
        # So many marks are lost that an examiner or a criterion has none left.
        raise CoreError("plan_impossible", reason="missing")
    done = wanted.out is None or saving.saved(wanted.out, csv_bytes(ratings), say=say)
    if done and wanted.truth is not None:
        content = saving.json_bytes(truth_json(plan, ratings, truth, seed=wanted.seed))
        done = saving.saved(wanted.truth, content, say=say)
    return 0 if done else 2


def csv_bytes(ratings: Ratings) -> bytes:
    """Return the ratings as ``selaras measure`` reads them, one mark per line."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    names = ["official", "examiner", "criterion", "mark"]
    columns = [
        [ratings.officials[one] for one in ratings.official.tolist()],
        [ratings.examiners[one] for one in ratings.examiner.tolist()],
        [ratings.criteria[one] for one in ratings.criterion.tolist()],
        [f"{mark:g}" for mark in ratings.mark.tolist()],
    ]
    if ratings.occasion is not None:
        names.append("day")
        columns.append([str(day + 1) for day in ratings.occasion.tolist()])
    writer.writerow(names)
    writer.writerows(zip(*columns, strict=True))
    return text.getvalue().encode()


def truth_json(plan: Plan, ratings: Ratings, truth: Truth, *, seed: int) -> saving.Json:
    """Return what the marks were made of, in logits, by the labels of the file."""
    pairs = sorted(set(zip(ratings.official.tolist(), ratings.examiner.tolist(), strict=True)))
    return {
        "seed": seed,
        "sd_ability": plan.ability_sd,
        "sd_halo": plan.halo_sd,
        "thresholds": truth.thresholds,
        "officials": [
            {"id": label, "measure": ability}
            for label, ability in zip(ratings.officials, truth.ability.tolist(), strict=True)
        ],
        "examiners": [
            {"id": label, "measure": severity, "by_day": by_day}
            for label, severity, by_day in zip(
                ratings.examiners, truth.severity.tolist(), truth.severity_by_day.T.tolist(), strict=True
            )
        ],
        "criteria": [
            {"id": label, "measure": difficulty}
            for label, difficulty in zip(ratings.criteria, truth.difficulty.tolist(), strict=True)
        ],
        "halo": [
            {"official": ratings.officials[p], "examiner": ratings.examiners[r], "halo": truth.halo[p, r]}
            for p, r in pairs
        ],
    }


def _expected(wanted: Wanted, plan: Plan, say: MeasuringWords) -> int:
    if wanted.n_replications == 0:
        return 0
    from selaras.cli.measuring.planning import expectation_of

    found = expectation_of(plan, seed=wanted.seed, n_replications=wanted.n_replications)
    title = say(
        "expected_title",
        n=wanted.n_replications,
        officials=plan.officials,
        examiners=plan.examiners,
        per_official=plan.examiners_per_official,
        criteria=plan.criteria,
    )
    table = Table(title=title, title_justify="left")
    table.add_column("")
    table.add_column(say("expected"), justify="right")
    table.add_column("±", justify="right")
    for key, one in found.items():
        table.add_row(say(f"expected_{key}"), screen.measure(one.mean, say), screen.measure(one.error, say))
    screen.out.print(table, markup=False)
    screen.out.print(say("expected_advice"), markup=False)
    if wanted.report is None:
        return 0
    told = {key: {"mean": one.mean, "monte_carlo_error": one.error} for key, one in found.items()}
    content = {"seed": wanted.seed, "replications": wanted.n_replications, "expected": told}
    return 0 if saving.saved(wanted.report, saving.json_bytes(content), say=say) else 2
