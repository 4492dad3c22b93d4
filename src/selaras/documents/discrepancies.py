"""Sheets that a frozen rule marked as far from the others: by which rule, and whether looked at again."""

from collections.abc import Sequence
from dataclasses import dataclass

from selaras.core import casefile as c
from selaras.core import outcome as o
from selaras.core import vocabulary as v
from selaras.documents import facts, measurement_words
from selaras.documents.docket import Docket

Key = tuple[v.ExaminerCode, v.Nip, v.Method]


@dataclass(frozen=True, slots=True, kw_only=True)
class Discrepancy:
    """One examiner's sheet of one participant."""

    examiner: v.ExaminerCode
    result: o.OfficialResult
    method: v.Method
    rules: tuple[str, ...]
    is_open: bool  # still to be looked at once more
    answer: c.Reconfirmation | None


def discrepancies(docket: Docket) -> tuple[Discrepancy, ...]:
    """Return the marked sheets in the order of rank; what several components read is one sheet."""
    answers: dict[Key, c.Reconfirmation] = {
        (one.examiner, one.nip, one.method): one for one in docket.case.reconfirmations
    }
    found: list[Discrepancy] = []
    for result in docket.ranked():
        sheets: dict[Key, list[o.ExaminerScore]] = {}
        for score in result.examiners:
            if score.discrepant:
                sheets.setdefault((score.examiner, result.nip, score.method), []).append(score)
        for key, scores in sheets.items():
            found.append(
                Discrepancy(
                    examiner=key[0],
                    result=result,
                    method=key[2],
                    rules=tuple(dict.fromkeys(code for one in scores for code in one.discrepant_by)),
                    is_open=not all(one.reconfirmed for one in scores),
                    answer=answers.get(key),
                )
            )
    return tuple(found)


def counted(found: Sequence[Discrepancy]) -> str:
    """Return how many sheets were marked and how many were looked at once more; "" for none."""
    still_open = sum(1 for one in found if one.is_open)
    if not found:
        return ""
    marked = f"Sebanyak {len(found)} lembar penilaian berselisih melebihi batas"
    if still_open == len(found):
        return f"{marked} dan perlu dikonfirmasi oleh penguji yang bersangkutan."
    if still_open:
        told = f"{len(found) - still_open} telah dikonfirmasi dan {still_open} belum dikonfirmasi"
    else:
        told = "semuanya telah dikonfirmasi oleh penguji yang bersangkutan"
    return f"{marked}; {told}."


def rules_told(docket: Docket, one: Discrepancy) -> str:
    frozen = docket.case.scheme.discrepancy
    told = [measurement_words.rule(code, frozen) for code in one.rules]
    return "; ".join(told) if told else "melebihi batas yang dikunci"


def state_told(one: Discrepancy) -> str:
    """Return whether the sheet was looked at once more, and with which outcome."""
    if one.is_open:
        return "Belum dikonfirmasi"
    answer = one.answer
    if answer is None:
        return "Telah dikonfirmasi"
    kept = "nilai diubah" if answer.changed else "nilai tetap"
    on = f" {facts.long_date(answer.dated_on)}" if answer.dated_on else ""
    reason = f": {answer.reason.rstrip('.')}" if answer.reason else ""
    return f"Dikonfirmasi{on}, {kept}{reason}"


def examiner_name(docket: Docket, code: v.ExaminerCode) -> str:
    return next((one.name for one in docket.case.examiners if one.code == code), code)


def row(docket: Docket, one: Discrepancy, *, with_examiner: bool = True) -> list[object]:
    """Return a line of a table: participant, examiner, method, rule, state."""
    who: list[object] = [[one.result.name, one.result.code]]
    if with_examiner:
        who.append(examiner_name(docket, one.examiner))
    return [*who, one.method.istilah, rules_told(docket, one), state_told(one)]
