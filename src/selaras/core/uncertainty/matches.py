"""The match of people with posts once per draw, by the arithmetic of the margins."""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from selaras.core import vocabulary as v
from selaras.core.dossier import Dossier
from selaras.core.matching import levels_of
from selaras.core.measurement.ratings import Floats
from selaras.core.outcome import Fit
from selaras.core.points import rounded
from selaras.core.scheme import MatchCap
from selaras.core.scoring import PersonScore
from selaras.core.talent import PLACES
from selaras.core.uncertainty.leaves import ExpectedPoints
from selaras.core.uncertainty.tree import FULL, as_rounded, level_draws

DrawnFits = NDArray[np.int16]


def drawn_fits(
    dossier: Dossier,
    score: PersonScore,
    expected: ExpectedPoints,
    *,
    code: str,
    fits: Mapping[v.PositionCode, Fit],
) -> DrawnFits:
    """Return (S, fits) hundredths of a percent, each draw rounded as a match is published.

    Levels from assessors stay, levels from criteria follow the draws, as in the margin of the own match.
    """
    matches = _matches(dossier, score, expected, code=code, fits=fits)
    return np.rint(as_rounded(matches, places=PLACES) * 100).astype(np.int16)


def expected_fits(fits: Mapping[v.PositionCode, Fit], drawn: DrawnFits) -> dict[v.PositionCode, Fit]:
    """Return the fits with their means over draws: sums of integers, so the order of adding says nothing."""
    sums = drawn.sum(axis=0, dtype=np.int64).tolist()
    return {
        code: replace(fit, expected=rounded(Fraction(total, 100 * len(drawn)), PLACES))
        for (code, fit), total in zip(fits.items(), sums, strict=True)
    }


def _matches(
    dossier: Dossier,
    score: PersonScore,
    expected: ExpectedPoints,
    *,
    code: str,
    fits: Mapping[v.PositionCode, Fit],
) -> Floats:
    """Return (S, fits) percent."""
    policy = dossier.case.scheme.match
    levels = levels_of(dossier, score.nip, score.criteria)
    drawn: dict[v.CompetenceCode, Floats] = {}
    for competence, one in levels.items():
        if one.source == "criteria":
            level = level_draws(dossier, score, expected, competence, code=code)
            drawn[competence] = np.broadcast_to(level, expected.n_draws)
        else:
            drawn[competence] = np.full(expected.n_draws, float(one.level))
    capped: dict[tuple[v.CompetenceCode, int], Floats] = {}
    found = np.empty((expected.n_draws, len(fits)))
    for column, (post, fit) in enumerate(fits.items()):
        held, required = np.zeros(expected.n_draws), 0
        for wanted in dossier.positions[post].standard:
            if wanted.competence in drawn:
                # Of everybody's competences few levels are asked for, whatever the number of posts.
                key = wanted.competence, wanted.level
                if key not in capped:
                    level = drawn[wanted.competence]
                    capped[key] = np.minimum(level, wanted.level) if policy.cap is MatchCap.EACH else level
                held += capped[key]
            elif fit.is_thin:
                held += float(policy.thin_evidence_level)
            else:
                continue
            required += wanted.level
        found[:, column] = np.minimum(held * FULL / required, FULL)
    return found
