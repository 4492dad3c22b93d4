"""How well a panel hangs together: who may be compared, through how many marks, and what would help most.

A pair's marks tell ability − severity with a precision w. Officials and examiners are then the nodes of a
weighted graph whose Laplacian is the information matrix, and the variance of a contrast is the effective
resistance between two nodes. Abilities count as fixed here: a link is what marks tie, not what the prior
assumes. Source for connectedness: Linacre (1989), ch. 8; Engelhard (1997).
"""

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array, diags_array
from scipy.sparse.csgraph import connected_components

from selaras.core.errors import CoreError
from selaras.core.measurement.connection import components_of
from selaras.core.measurement.design import Design, design_of
from selaras.core.measurement.linking.cut_points import cut_points
from selaras.core.measurement.model import Elements, Measurement
from selaras.core.measurement.ratings import Floats, Ints, Ratings
from selaras.core.measurement.residuals import Fitted, fitted, pair_sums

LEAST_INFORMATION = 1e-6
WEAK_SHARE = 0.5  # of the abilities' standard deviation, see ``ExaminerLink``
BLOCK = 1 << 13  # officials at once: officials × examiners is large for large panels
MOST_LINKS = 5_000  # told at most, the weakest first


@dataclass(frozen=True, slots=True, kw_only=True)
class ExaminerLink:
    """How well two examiners' severities compare.

    n_joint : officials whom both marked; 0: they are tied through others only
    se : of the difference of their severities by marks alone, logits (marks for LINEAR)
    weak : se is above half the abilities' standard deviation, so that exchanging one examiner for the
        other could move an official by as much as officials commonly differ
    """

    first: str
    second: str
    n_joint: int
    se: float
    weak: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Linkage:
    """How a panel hangs together.

    n_components : parts between which nothing is comparable; officials, examiners : their numbers
    links : all pairs of examiners within a component, the weakest first
    sole_officials : officials whose marks alone hold two parts together
    sole_examiners : examiners without whom two others could not be compared
    single_examined : officials seen by one examiner; they tie nobody to anybody
    confounded_criteria : classes of criteria that no pair shares and whose difficulties cannot be told
        from severities or abilities; empty where there is one class or all is told apart
    mean_se_ability, mean_se_severity : root mean variance of a contrast within a component, logits; NaN
        where nothing is to be compared
    """

    n_components: int
    officials: tuple[int, ...]
    examiners: tuple[int, ...]
    links: tuple[ExaminerLink, ...]
    sole_officials: tuple[str, ...]
    sole_examiners: tuple[str, ...]
    single_examined: tuple[str, ...]
    confounded_criteria: tuple[tuple[str, ...], ...]
    mean_se_ability: float
    mean_se_severity: float


def must_be_comparable(elements: Elements, *labels: str) -> None:
    """Raise ``not_comparable`` where two of the labels stand in different components.

    Without labels: all of the elements must stand in one.
    """
    places = [elements.labels.index(one) for one in labels] if labels else range(len(elements.labels))
    first = next(iter(places))
    for other in places:
        if elements.component[other] != elements.component[first]:
            raise CoreError("not_comparable", first=elements.labels[first], second=elements.labels[other])


@dataclass(frozen=True, slots=True, kw_only=True)
class Information:
    """The information on abilities and severities, with the abilities solved for.

    weight : (pairs,), precision of ability − severity in each pair
    by_official : (officials,), its sum over an official's pairs
    share : (officials, examiners) sparse, an examiner's part of that sum
    severity : (examiners, examiners), covariance of severities, each component's mean held at zero
    """

    weight: Floats
    by_official: Floats
    share: csr_array
    severity: Floats
    official_component: Ints
    examiner_component: Ints


def information_of(found: Fitted) -> Information:
    """Return the information; ``found`` has the locations without halo (``fitted(..., with_halo=False)``).

    A pair's precision is 1 / (halo variance + 1 / information of its marks).
    """
    _, information = pair_sums(found)
    halo = (found.measurement.sd_halo or 0.0) ** 2
    weight = 1.0 / (halo + 1.0 / np.maximum(information, LEAST_INFORMATION))
    return information_with(found.design, weight=weight)


def information_with(design: Design, *, weight: Floats) -> Information:
    """Return the information for a given precision of every pair."""
    official, examiner = design.pair_official, design.pair_examiner
    by_official = np.bincount(official, weights=weight, minlength=design.n_officials).astype(np.float64)
    shape = (design.n_officials, design.n_examiners)
    share = csr_array((weight / by_official[official], (official, examiner)), shape=shape)
    # The Schur complement: an official's marks tie examiners to each other by w_r w_s / sum of w.
    tied = (share.T @ csr_array((weight, (official, examiner)), shape=shape)).toarray()
    laplacian = np.diag(np.bincount(examiner, weights=weight, minlength=design.n_examiners)) - tied
    parts = components_of(design)
    return Information(
        weight=weight,
        by_official=by_official,
        share=share,
        severity=_inverse_by_component(laplacian, parts.examiner),
        official_component=parts.official,
        examiner_component=parts.examiner,
    )


def _inverse_by_component(laplacian: Floats, component: Ints) -> Floats:
    """Return the pseudo-inverse; within a component it is that of the Laplacian plus a constant, less it."""
    inverse = np.zeros_like(laplacian)
    for one in np.unique(component):
        here = np.flatnonzero(component == one)
        block = laplacian[np.ix_(here, here)]
        level = max(float(np.trace(block)) / here.size, 1.0) / here.size
        inverse[np.ix_(here, here)] = np.linalg.inv(block + level) - 1.0 / (level * here.size**2)
    return inverse


def linkage_of(ratings: Ratings, measurement: Measurement, *, design: Design | None = None) -> Linkage:
    """Return how well the panel hangs together; see ``Linkage``."""
    known = design_of(ratings, measurement.model) if design is None else design
    information = information_of(fitted(ratings, measurement, design=known, with_halo=False))
    parts = information.official_component
    n_components = int(max(parts.max(), information.examiner_component.max())) + 1
    officials, examiners = cut_points(known)
    n_examiners = np.bincount(known.pair_official, minlength=known.n_officials)
    ability, severity = mean_variances(information)
    return Linkage(
        n_components=n_components,
        officials=tuple(np.bincount(parts, minlength=n_components).tolist()),
        examiners=tuple(np.bincount(information.examiner_component, minlength=n_components).tolist()),
        links=_links(ratings, known, information, limit=WEAK_SHARE * measurement.sd_ability),
        sole_officials=tuple(ratings.officials[one] for one in officials),
        sole_examiners=tuple(ratings.examiners[one] for one in examiners),
        single_examined=tuple(ratings.officials[one] for one in np.flatnonzero(n_examiners == 1)),
        confounded_criteria=_confounded(ratings, known),
        mean_se_ability=float(np.sqrt(ability)),
        mean_se_severity=float(np.sqrt(severity)),
    )


def _links(
    ratings: Ratings, design: Design, information: Information, *, limit: float
) -> tuple[ExaminerLink, ...]:
    shape = (design.n_officials, design.n_examiners)
    ones = np.ones(design.pair_official.size)
    saw = csr_array((ones, (design.pair_official, design.pair_examiner)), shape=shape)
    joint = (saw.T @ saw).toarray()
    own = np.diag(information.severity)
    variance = np.maximum(own[:, None] + own[None, :] - 2.0 * information.severity, 0.0)
    first, second = np.triu_indices(design.n_examiners, k=1)
    together = information.examiner_component[first] == information.examiner_component[second]
    first, second = first[together], second[together]
    se = np.sqrt(variance[first, second])
    weakest = np.lexsort((second, first, joint[first, second], -se))[:MOST_LINKS]
    return tuple(
        ExaminerLink(
            first=ratings.examiners[first[one]],
            second=ratings.examiners[second[one]],
            n_joint=int(joint[first[one], second[one]]),
            se=float(se[one]),
            weak=bool(se[one] > limit),
        )
        for one in weakest.tolist()
    )


def mean_variances(information: Information) -> tuple[float, float]:
    """Return the mean variance of a contrast of two abilities and of two severities of one component.

    The sum over pairs of Var(i − j) within n elements is n tr(V) less the sum of V; with abilities solved
    for, Cov(ability) = 1/D + U K Uᵀ, U the shares and K the severities' covariance.
    """
    share, severity = information.share, information.severity
    own = 1.0 / information.by_official + share_variances(information)
    sums, pairs = np.zeros(2), np.zeros(2)
    for one in range(int(information.examiner_component.max()) + 1):
        here = information.official_component == one
        n = int(here.sum())
        mean_share = np.asarray(share[here].sum(axis=0)).ravel()
        whole = float((1.0 / information.by_official[here]).sum() + mean_share @ severity @ mean_share)
        sums[0] += n * float(own[here].sum()) - whole
        pairs[0] += n * (n - 1) / 2
        raters = np.flatnonzero(information.examiner_component == one)
        block = severity[np.ix_(raters, raters)]
        sums[1] += raters.size * float(np.trace(block)) - float(block.sum())
        pairs[1] += raters.size * (raters.size - 1) / 2
    mean = np.divide(sums, pairs, out=np.full(2, np.nan), where=pairs > 0)
    return float(mean[0]), float(mean[1])


def share_variances(information: Information) -> Floats:
    """Return (officials,): the variance that an official's examiners bring to the ability, u K uᵀ."""
    share, severity = information.share, information.severity
    blocks = [
        np.asarray(share[first : first + BLOCK].multiply(share[first : first + BLOCK] @ severity).sum(axis=1))
        for first in range(0, share.shape[0], BLOCK)
    ]
    return np.concatenate([one.ravel() for one in blocks])


def _confounded(ratings: Ratings, design: Design) -> tuple[tuple[str, ...], ...]:
    """Return the classes of criteria that no chain of pairs ties, if their levels cannot be told apart."""
    form_has = csr_array(design.forms.astype(np.float64))
    n_classes, of = connected_components(form_has.T @ form_has, directed=False)
    if n_classes == 1:
        return ()
    # A free level per class, examiner and official: each rating says official = examiner + class. More
    # free directions than one per component and one for all classes together: something is confounded.
    n_free = _free_directions(design, of[design.forms.argmax(axis=1)][design.pair_form], n_classes)
    if n_free == components_of(design).n + 1:
        return ()
    return tuple(
        tuple(label for label, one in zip(ratings.criteria, of, strict=True) if one == number)
        for number in range(n_classes)
    )


def _free_directions(design: Design, class_of_pair: Ints, n_classes: int) -> int:
    n_pairs, n_people, n_raters = class_of_pair.size, design.n_officials, design.n_examiners
    row = np.arange(n_pairs)
    people = csr_array((np.ones(n_pairs), (row, design.pair_official)), shape=(n_pairs, n_people))
    columns = np.concatenate((design.pair_examiner, n_raters + class_of_pair))
    others = csr_array(
        (np.ones(2 * n_pairs), (np.tile(row, 2), columns)), shape=(n_pairs, n_raters + n_classes)
    )
    # Least squares with the officials' levels solved for leaves a small matrix with the same free directions.
    number = people.T @ np.ones(n_pairs)
    met = csr_array(people.T @ others)
    averaged = csr_array(diags_array(1.0 / np.maximum(number, 1.0)) @ met)
    left = (others.T @ others - met.T @ averaged).toarray()
    value = np.linalg.eigvalsh(left)
    return int((value < 1e-9 * value.max(initial=1.0)).sum()) + int((number == 0).sum())
