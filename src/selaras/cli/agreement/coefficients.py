"""``selaras agreement``: every coefficient of agreement of one table, with its interval or its reason."""

from pathlib import Path
from typing import Any

from rich.table import Table

from selaras.cli import screen
from selaras.cli.agreement.words import AgreementWords
from selaras.cli.measuring import saving
from selaras.core.errors import CoreError
from selaras.core.measurement.agreement import AgreementReport, Intraclass, Kappa, agreement_report
from selaras.exchange.subjects_csv import SubjectTable, read_subjects

DONE, WRONG, CANNOT = 0, 1, 2
# Nothing was there to be read; what else is wrong, somebody can mend in the file.
UNREADABLE = frozenset({"ratings_file_missing", "ratings_file_empty", "ratings_not_text"})


def agreement(
    path: Path, *, first_is_id: bool | None, seed: int, json_out: Path | None, say: AgreementWords
) -> int:
    """Tell and save; return 0, 1 where the table must be mended, 2 when it cannot go on."""
    if seed < 0:
        screen.err.print(say("option_wrong", option="--seed", got=seed, known="0, 1, 2, …"), markup=False)
        return CANNOT
    if saving.refused((json_out,), read=path, say=say):
        return CANNOT
    try:
        table = read_subjects(path, first_is_id=first_is_id)
    except CoreError as wrong:
        screen.tell_error(wrong, say)
        return CANNOT if wrong.code in UNREADABLE else WRONG
    report = agreement_report(table.marks, seed=seed)
    _tell(table, report, say)
    if json_out is None:
        return DONE
    saved = saving.saved(json_out, saving.json_bytes(as_json(table, report, seed)), say=say)
    return DONE if saved else CANNOT


def as_json(table: SubjectTable, report: AgreementReport, seed: int) -> dict[str, Any]:
    """Return everything that was found; keys are stable, what has no value is null with a reason."""
    mean = report.n_raters > 2
    return {
        "confidence": 0.95,
        "seed": seed,
        "id_column": table.id_column,
        "raters": list(table.raters),
        "n_subjects": report.n_subjects,
        "n_complete_subjects": report.n_complete,
        "n_raters": report.n_raters,
        "n_marks": report.n_marks,
        "icc": {one.name: _intraclass(one) for one in report.intraclass},
        "alpha": {level.value: _with_interval(one) for level, one in report.alpha.items()},
        "kappa": _kappas(table, report, "unweighted", mean=mean),
        "weighted_kappa": {name: _kappas(table, report, name, mean=mean) for name in ("linear", "quadratic")},
        "fleiss_kappa": _kappa(report.fleiss),
        "kendall_w": {
            "value": report.concordance.value,
            "chi_square": report.concordance.chi_square,
            "df": report.concordance.df,
            "p": report.concordance.p_chi_square,
            "p_orders": report.concordance.p_orders,
            "p_orders_exact": report.concordance.exact,
            "mean_rank_correlation": report.concordance.mean_rank_correlation,
            "n_subjects": report.concordance.n_subjects,
            "reason": report.concordance.reason,
        },
    }


def _with_interval(one: Any) -> dict[str, Any]:
    interval = None if one.low is None else [one.low, one.high]
    return {"value": one.value, "interval": interval, "reason": one.reason}


def _intraclass(one: Intraclass) -> dict[str, Any]:
    return {
        **_with_interval(one),
        "also_named": one.also_named,
        "f": one.f,
        "df1": one.df1,
        "df2": one.df2,
        "p": one.p,
    }


def _kappa(one: Kappa) -> dict[str, Any]:
    return {
        **_with_interval(one),
        "se": one.se,
        "se_chance": one.se_chance,
        "z": one.z,
        "p": one.p,
        "n_subjects": one.n,
    }


def _kappas(table: SubjectTable, report: AgreementReport, name: str, *, mean: bool) -> dict[str, Any]:
    """Return kappa of the two raters, or the mean of all pairs with each pair beside it."""
    pairs = report.pairs[name]
    if not mean:
        return {**_kappa(pairs[0].kappa), "of": "two_raters", "raters": list(table.raters)}
    return {
        **_with_interval(report.mean_of_pairs[name]),
        "of": "mean_of_pairs",
        "pairs": [
            {**_kappa(one.kappa), "raters": [table.raters[one.first], table.raters[one.second]]}
            for one in pairs
        ],
    }


def _tell(table: SubjectTable, report: AgreementReport, say: AgreementWords) -> None:
    names = ", ".join(table.raters)
    title = say(
        "agreement_title",
        n=report.n_marks,
        subjects=report.n_subjects,
        raters=report.n_raters,
        names=names if len(names) <= 60 else names[:57] + "…",
    )
    screen.out.print(title, markup=False)
    if table.id_column is not None:
        screen.out.print(say("agreement_id_line", column=table.id_column), markup=False)
    gaps = report.n_subjects - report.n_complete
    if gaps:
        screen.out.print(say("agreement_gaps", n=gaps, complete=report.n_complete), markup=False)
    told = Table(expand=False)
    for key in ("coefficient", "value", "interval", "test"):
        told.add_column(say(key), justify="left" if key == "coefficient" else "right")
    for row in _rows(report, say):
        told.add_row(*row)
    screen.out.print(told, markup=False)
    screen.out.print(say("agreement_reading"), markup=False)


def _rows(report: AgreementReport, say: AgreementWords) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    for one in report.intraclass:
        test = (
            ""
            if one.f is None
            else f"F({one.df1:.0f}, {one.df2:.0f}) = {screen.measure(one.f, say)}; {_p(one.p, say)}"
        )
        rows.append((f"{one.name} = {one.also_named}", *_value(one, say), test))
    for level, found in report.alpha.items():
        rows.append((say("alpha_of", level=say(f"level_{level.value}")), *_value(found, say), ""))
    rows += _kappa_rows(report, say)
    fleiss = report.fleiss
    rows.append((say("kappa_fleiss"), *_value(fleiss, say), _p(fleiss.p, say)))
    w = report.concordance
    test = "" if w.chi_square is None else f"χ²({w.df}) = {screen.measure(w.chi_square, say)}"
    if w.p_orders is not None:
        test += f"; {_p(w.p_orders, say)} ({say('exact' if w.exact else 'orders_drawn')})"
    elif w.p_chi_square is not None:
        test += f"; {_p(w.p_chi_square, say)}"
    shown = screen.measure(w.value, say, 3) if w.value is not None else _why(w.reason, say)
    rows.append((say("kendall_w"), shown, "–", test))
    return rows


def _kappa_rows(report: AgreementReport, say: AgreementWords) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    for name, pairs in report.pairs.items():
        label = say(f"kappa_{name}")
        if len(pairs) == 1:
            rows.append((label, *_value(pairs[0].kappa, say), _p(pairs[0].kappa.p, say)))
        else:
            n = sum(one.kappa.value is not None for one in pairs)
            rows.append((say("kappa_mean", name=label, n=n), *_value(report.mean_of_pairs[name], say), ""))
    return rows


def _value(one: Any, say: AgreementWords) -> tuple[str, str]:
    if one.value is None:
        return "–", _why(one.reason, say)
    if one.low is None:
        return screen.measure(one.value, say, 3), "–"
    low, high = (screen.measure(limit, say, 3) for limit in (one.low, one.high))
    return screen.measure(one.value, say, 3), f"{low} … {high}"


def _why(reason: str | None, say: AgreementWords) -> str:
    return "–" if reason is None else say(f"why_{reason}")


def _p(p: float | None, say: AgreementWords) -> str:
    if p is None:
        return ""
    least = 0.0001
    return f"p < {screen.measure(least, say, 4)}" if p < least else f"p = {screen.measure(p, say, 4)}"
