"""A measurement as JSON; every key is explained in docs/method/measurement.md."""

from collections.abc import Sequence
from dataclasses import asdict

from selaras.cli.measuring.asked import Asked
from selaras.cli.measuring.ratings_in import RatingsRead
from selaras.cli.measuring.saving import Json
from selaras.core.measurement.analysis import Analysis
from selaras.core.measurement.examiner_report import Centrality, Drift, HaloShare
from selaras.core.measurement.fit_statistics import FacetFit, Separation
from selaras.core.measurement.model import Elements, Family
from selaras.core.measurement.ratings import Floats
from selaras.exchange.csv_cells import natural_order


def content_of(found: Analysis, read: RatingsRead, asked: Asked) -> Json:
    """Return everything that was found, sorted by label as a person sorts: K2 before K10."""
    measurement, fit = found.measurement, found.fit
    diagnosis = measurement.diagnosis
    examiners = _examiners(found, read) if read.has_examiners else []
    criteria = _elements(measurement.criteria, fit.criteria) if read.has_criteria else []
    return {
        "n": found.ratings.n,
        "n_blank": read.n_blank,
        "model": measurement.model.family.value,
        "halo": measurement.model.halo,
        "estimator": measurement.estimator.value,
        "seed": asked.seed,
        "draws": 0 if measurement.draws is None else measurement.draws.n,
        "log_likelihood": measurement.log_likelihood,
        "deviance": measurement.deviance,
        "mean_ability": measurement.mean_ability,
        "component_means": list(measurement.component_means),
        "sd_ability": measurement.sd_ability,
        "sd_halo": measurement.sd_halo,
        "sd_error": measurement.sd_error,
        "thresholds": _by_group(found, measurement.thresholds),
        "thresholds_se": _by_group(found, measurement.thresholds_se),
        "categories": _by_group(found, measurement.categories),
        "officials": _by_label(_officials(found)),
        "examiners": _by_label(examiners),
        "criteria": _by_label(criteria),
        "groups": _groups(found),
        "separation": {
            "officials": _separation(fit.officials_separation),
            "examiners": _separation(fit.examiners_separation) if examiners else None,
            "criteria": _separation(fit.criteria_separation) if criteria else None,
            "eap_reliability": fit.eap_reliability,
        },
        "homogeneity": None
        if fit.homogeneity is None
        else {"chi_square": fit.homogeneity.chi_square, "df": fit.homogeneity.df, "p": fit.homogeneity.p},
        "linkage": _linkage(found) if read.has_examiners else None,
        "notes": sorted(diagnosis.notes),
        "diagnosis": {
            "converged": diagnosis.converged,
            "iterations": diagnosis.n_iterations,
            "pareto_k": diagnosis.pareto_k,
            "sampler": diagnosis.sampler,
        },
    }


def _elements(elements: Elements, fit: FacetFit) -> list[Json]:
    # Lists at once: of a hundred thousand officials each number would else be taken out of its array.
    columns = (
        elements.labels,
        *(
            one.tolist()
            for one in (
                elements.measure,
                elements.se,
                elements.lower,
                elements.upper,
                fit.infit,
                fit.infit_z,
                fit.outfit,
                fit.outfit_z,
                elements.n,
                elements.component,
            )
        ),
    )
    return [
        {
            "id": label,
            "measure": measure,
            "se": se,
            "interval": [lower, upper],
            "infit": infit,
            "infit_z": infit_z,
            "outfit": outfit,
            "outfit_z": outfit_z,
            "n": n,
            "component": component,
        }
        for label, measure, se, lower, upper, infit, infit_z, outfit, outfit_z, n, component in zip(
            *columns, strict=True
        )
    ]


def _officials(found: Analysis) -> list[Json]:
    told = _elements(found.measurement.officials, found.fit.officials)
    fair = found.fair
    averages = (one.tolist() for one in (fair.measure, fair.se, fair.lower, fair.upper))
    for one, measure, se, lower, upper in zip(told, *averages, strict=True):
        one["fair_average"] = {"measure": measure, "se": se, "interval": [lower, upper]}
        one |= {"rank": None, "rank_interval": None, "not_apart_from": None}
    for part in found.rankings:
        labels = [fair.labels[n] for n in part.members]
        ranking = part.ranking
        for n, place in enumerate(part.members.tolist()):
            told[place] |= {
                "rank": ranking.rank[n],
                "rank_interval": [ranking.rank_lower[n], ranking.rank_upper[n]],
                "not_apart_from": sorted((labels[p] for p in ranking.not_apart_from[n]), key=natural_order),
            }
    return told


def _examiners(found: Analysis, read: RatingsRead) -> list[Json]:
    told = _elements(found.measurement.examiners, found.fit.examiners)
    for one, report in zip(told, found.examiners, strict=True):
        one["n_officials"] = report.n_officials
        one["halo"] = _held(report.halo)
        one["centrality"] = _held(report.centrality)
        one["scale_use"] = {
            "sd_observed": report.sd_observed,
            "sd_expected": report.sd_expected,
            "n_surprising": report.n_surprising,
        }
        one["agreement"] = {
            "n": report.n_compared,
            "observed": report.agreement_observed,
            "expected": report.agreement_expected,
        }
        one["by_criterion"] = [asdict(cell) for cell in report.by_criterion]
        one["by_group"] = [asdict(cell) for cell in report.by_group]
        one["drift"] = _drift(report.drift, read.occasions)
    return told


def _held(part: HaloShare | Centrality | None) -> Json | None:
    return None if part is None else asdict(part)


def _drift(drift: Drift | None, occasions: tuple[str, ...]) -> Json | None:
    if drift is None:
        return None
    return {
        **asdict(drift),
        "occasions": [
            {"id": occasions[number], "deviation": away, "se": se, "n_officials": n}
            for number, away, se, n in drift.occasions
        ],
    }


def _groups(found: Analysis) -> list[list[str]] | None:
    if not found.rankings:
        return None
    labels = found.fair.labels
    return [[labels[n] for n in group] for part in found.rankings for group in part.groups]


def _linkage(found: Analysis) -> Json:
    """Return how the panel hangs together; of the links between examiners only the weak ones."""
    linkage = asdict(found.linkage)
    links = linkage.pop("links")
    linkage["components"] = linkage.pop("n_components")
    linkage["weak_links"] = [one for one in links if one["weak"]]
    linkage["would_help"] = [asdict(one) for one in found.would_help]
    return linkage


def _by_label(told: list[Json]) -> list[Json]:
    return sorted(told, key=lambda one: natural_order(one["id"]))


def _by_group(
    found: Analysis, values: Sequence[Floats | tuple[float, ...]]
) -> list[float] | dict[str, list[float]]:
    """Return one list where all criteria share a scale, else a list by criterion."""
    family = found.measurement.model.family
    each = [[float(one) for one in group] for group in values]
    if family is Family.PARTIAL_CREDIT:
        return dict(zip(found.ratings.criteria, each, strict=True))
    return each[0] if each else []


def _separation(one: Separation) -> Json:
    return {
        "separation": one.separation,
        "strata": one.strata,
        "reliability": one.reliability,
        "sd": one.sd,
        "rmse": one.rmse,
        "true_sd": one.true_sd,
    }
