"""Sheets to be looked at once more before closing: which rule marked them, and whether that was done."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from selaras.core import vocabulary as v
from selaras.core.casefile import CaseFile
from selaras.core.errors import CoreError
from selaras.core.outcome import ExaminerScore, OfficialResult

RESIDUAL = "residual"
PairKey = tuple[v.ExaminerCode, v.Nip, v.Method]


def with_discrepancies(
    case: CaseFile,
    nip: v.Nip,
    scores: Sequence[ExaminerScore],
    residuals: Mapping[PairKey, float],
) -> tuple[ExaminerScore, ...]:
    """Return a person's scores by examiner, with the model's rule added and what was confirmed since.

    The rules of distance and of Dixon are already on the scores: they need nothing but the panel's points.
    """
    limit = case.scheme.discrepancy.residual
    confirmed = {(one.examiner, one.nip, one.method) for one in case.reconfirmations}
    told: list[ExaminerScore] = []
    for one in scores:
        key = (one.examiner, nip, one.method)
        rules = one.discrepant_by
        if limit is not None and abs(residuals.get(key, 0.0)) > float(limit):
            rules = (*rules, RESIDUAL)
        told.append(
            replace(
                one,
                discrepant=bool(rules),
                discrepant_by=rules,
                reconfirmed=key in confirmed if rules else None,
            )
        )
    return tuple(told)


def unconfirmed(officials: Iterable[OfficialResult]) -> tuple[CoreError, ...]:
    """Return an error for every marked sheet that its examiner has not looked at again."""
    found = {
        (one.nip, score.examiner, score.method): CoreError(
            "discrepancy_not_reconfirmed",
            nip=one.nip,
            examiner=score.examiner,
            method=score.method.value,
            rules=", ".join(score.discrepant_by),
        )
        for one in officials
        for score in one.examiners
        if score.reconfirmed is False
    }
    return tuple(found.values())
