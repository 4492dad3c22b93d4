"""A D study on the screen and as JSON."""

from typing import Any

from rich.table import Table

from selaras.cli import screen
from selaras.cli.agreement.asked import Asked
from selaras.cli.agreement.plans import Planned
from selaras.cli.agreement.words import AgreementWords
from selaras.core.measurement.generalizability import EFFECTS, MOST_EXAMINERS, Dependability, Design, Need

# Columns of the table on a screen; the JSON has all.
_SHOWN_EXAMINERS = (1, 2, 3, 4, 5, 6, 7, 8, 9)


def as_json(found: Planned, asked: Asked) -> dict[str, Any]:
    """Return everything that was found; keys are stable."""
    study = found.study
    total = sum(one.used for one in study.components.values())
    best = found.best
    return {
        "design": study.design.value,
        "balanced": study.balanced,
        "method": "expected_mean_squares" if study.balanced else "henderson_1",
        "facets": {"p": "official", **found.role_by_facet},
        "n_officials": found.n_by_role["official"],
        "n_examiners": found.n_by_role["examiner"],
        "n_criteria": found.n_by_role["criterion"],
        "n_marks": study.n_marks,
        "mean": study.mean,
        "confidence": 0.95,
        "seed": asked.seed,
        "components": {
            effect: {
                "variance": one.used,
                "raw": one.raw,
                "share": one.used / total if total > 0.0 else None,
                "df": one.df,
                "mean_square": one.mean_square,
                "se": one.se,
                "n_levels": one.n_levels,
            }
            for effect, one in study.components.items()
        },
        "fixed": ["criterion"] if asked.fixed_criteria else [],
        "cut": asked.cut,
        "observed": _plan(found.now, found),
        "grid": [_plan(one, found) for one in found.grid],
        "target": asked.target,
        "needed": [_need(one, found) for one in found.needs],
        "answer": None if best is None else _need(best, found),
    }


def _plan(one: Dependability, found: Planned) -> dict[str, Any]:
    sizes = {found.role_by_facet[facet]: n for facet, n in one.sizes.items()}
    return {
        "examiners": sizes.get("examiner", 1),
        "criteria": sizes.get("criterion", 1),
        "universe_variance": one.universe,
        "relative_error": one.relative,
        "absolute_error": one.absolute,
        "generalizability": one.generalizability,
        "generalizability_interval": one.generalizability_interval,
        "dependability": one.dependability,
        "dependability_interval": one.dependability_interval,
        "dependability_at_cut": one.at_cut,
    }


def _need(one: Need, found: Planned) -> dict[str, Any]:
    return {
        "criteria": one.others if len(found.role_by_facet) > 1 else 1,
        "examiners": one.examiners,
        "ceiling": one.ceiling,
    }


def tell(found: Planned, asked: Asked, say: AgreementWords) -> None:
    """Print the answer first, then where it comes from: components and plans."""
    _tell_title(found, say)
    is_answered = found.now.dependability is not None
    if is_answered:
        _tell_now(found, asked, say)
        for line in _answers(found, asked, say) if found.needs else ():
            screen.out.print(line, markup=False)
    else:
        screen.out.print(say("no_variance_line"), markup=False)
    _tell_study(found, say)
    if is_answered and found.needs:
        _tell_plans(found, asked, say)


def _tell_title(found: Planned, say: AgreementWords) -> None:
    study = found.study
    screen.out.print(
        say(
            "dstudy_title",
            n=study.n_marks,
            officials=found.n_by_role["official"],
            examiners=found.n_by_role["examiner"],
            criteria=found.n_by_role["criterion"],
            design=study.design.value,
        ),
        markup=False,
    )


def _tell_study(found: Planned, say: AgreementWords) -> None:
    study = found.study
    screen.out.print(say("balanced_line" if study.balanced else "unbalanced_line"), markup=False)
    if found.n_by_role["criterion"] == 1:
        screen.out.print(say("one_criterion_line"), markup=False)
    elif "examiner" not in found.role_by_facet.values():
        screen.out.print(say("one_examiner_line"), markup=False)
    if study.design is Design.NESTED:
        inner, outer = (say(f"facet_{found.role_by_facet[facet]}") for facet in "rt")
        screen.out.print(say("nested_line", inner=inner, outer=outer), markup=False)
    total = sum(one.used for one in study.components.values())
    told = Table(expand=False)
    for key in ("effect", "variance", "share"):
        told.add_column(say(key), justify="left" if key == "effect" else "right")
    for effect, one in study.components.items():
        share = screen.measure(100 * one.used / total if total > 0.0 else None, say, 1)
        told.add_row(effect_named(effect, found, say), screen.measure(one.used, say, 4), share)
    screen.out.print(told, markup=False)
    negative = [effect_named(e, found, say) for e, one in study.components.items() if one.raw < 0.0]
    if negative:
        screen.out.print(say("negative_line", effects="; ".join(negative)), markup=False)


def effect_named(effect: str, found: Planned, say: AgreementWords) -> str:
    """Return "pejabat × penguji" and the like; the last effect holds the residual too."""
    design = found.study.design
    facets = EFFECTS[design][effect]
    words = {"p": say("facet_p")}
    words |= {facet: say(f"facet_{role}") for facet, role in found.role_by_facet.items()}
    if ":" in effect:
        inner = say("within", inner=words["r"], outer=words["t"])
        named = [words["p"], inner] if "p" in facets else [inner]
    else:
        named = [words[facet] for facet in facets]
    *_, last = EFFECTS[design]
    return " × ".join(named) + (f" + {say('residual')}" if effect == last else "")


def _tell_now(found: Planned, asked: Asked, say: AgreementWords) -> None:
    now = found.now
    screen.out.print(
        say(
            "now_line",
            rel=screen.measure(now.generalizability, say),
            rel_interval=_interval(now.generalizability_interval, say),
            abs=screen.measure(now.dependability, say),
            abs_interval=_interval(now.dependability_interval, say),
        ),
        markup=False,
    )
    if asked.cut is not None:
        value = screen.measure(now.at_cut, say)
        screen.out.print(say("cut_line", cut=screen.measure(asked.cut, say), value=value), markup=False)


def _interval(limits: tuple[float, float] | None, say: AgreementWords) -> str:
    if limits is None:
        return ""
    low, high = (screen.measure(limit, say) for limit in limits)
    return f" ({low} … {high})"


def _tell_plans(found: Planned, asked: Asked, say: AgreementWords) -> None:
    facet_by_role = {role: facet for facet, role in found.role_by_facet.items()}
    examiner = facet_by_role["examiner"]
    other = facet_by_role.get("criterion")
    value = {(one.sizes[other] if other else 1, one.sizes[examiner]): one.dependability for one in found.grid}
    columns = [n for n in _SHOWN_EXAMINERS if n <= asked.most_examiners]
    told = Table(title=say("plan_title"), expand=False)
    told.add_column(say("facet_criterion") if other else "", justify="right")
    for n in columns:
        told.add_column(str(n), justify="right")
    for others in sorted({row for row, _ in value}):
        cells = [screen.measure(value.get((others, n)), say) for n in columns]
        told.add_row(str(others) if other else "Φ", *cells)
    screen.out.print(told, markup=False)


def _answers(found: Planned, asked: Asked, say: AgreementWords) -> list[str]:
    """Return the answer for the criteria that there are, and the plan with the fewest marks."""
    target = screen.measure(asked.target, say)
    criterion = next((f for f, role in found.role_by_facet.items() if role == "criterion"), None)
    now = found.now.sizes[criterion] if criterion else 1
    need = next(one for one in found.needs if one.others == now)
    if need.examiners is not None:
        key = "need_with" if criterion else "need_plain"
        lines = [say(key, target=target, criteria=now, examiners=need.examiners)]
    elif need.ceiling is not None and need.ceiling > asked.target:
        lines = [say("need_many", target=target, criteria=now, most=MOST_EXAMINERS)]
    else:
        ceiling = screen.measure(need.ceiling, say)
        lines = [say("need_none", target=target, criteria=now, ceiling=ceiling)]
    best = found.best
    if best is not None and criterion and len(found.needs) > 1:
        n = best.others * (best.examiners or 0)
        facts = {"target": target, "examiners": best.examiners, "criteria": best.others, "n": n}
        lines.append(say("cheapest_line", **facts))
    return lines
