"""Confirmations against the marks they are about: nobody confirms what was never rated."""

from selaras.core.vocabulary import Method
from selaras.exchange.problems import Report
from selaras.exchange.reading.gathered import Gathered
from selaras.exchange.reading.rows import SheetRows


def check_confirmations(gathered: Gathered, report: Report) -> None:
    """Report every confirmation of a sheet that does not exist."""
    rows = gathered.tables["reconfirmations"]
    if not rows.rows:
        return
    criteria = gathered.tables["criteria"]
    method_by_code = dict(zip(criteria.column("code"), criteria.column("method"), strict=True))
    assignments = gathered.tables["assignments"]
    assigned = set(zip(assignments.column("examiner"), assignments.column("method"), strict=True))
    rated = {examiner: _rated_on(one, method_by_code) for examiner, one in gathered.marks.items()}
    is_scored = any(found for by_method in rated.values() for found in by_method.values())
    for n in rows.good():
        examiner, nip, method = (rows.column(name)[n] for name in ("examiner", "nip", "method"))
        found = rated.get(examiner, {})
        # An absent sheet or column of somebody assigned, and a mark that cannot be read, are told there.
        if method not in found and (examiner, method) in assigned and is_scored:
            continue
        if nip in found.get(method, ()) or (examiner in rated and gathered.marks[examiner].wrong):
            continue
        place = rows.place("examiner" if method.is_rated_by_panel else "method", n)
        told = {"examiner": examiner, "method": method.istilah}
        report.error(place, "confirmed_without_sheet", found=method.istilah, **told)
        rows.wrong.add(n)


def _rated_on(rows: SheetRows, method_by_code: dict[str, Method]) -> dict[Method, set[str]]:
    """Return who was rated, by each method that the sheet has a column for."""
    found: dict[Method, set[str]] = {}
    for code, cells in rows.family.items():
        people = found.setdefault(method_by_code[code], set())
        people |= {nip for nip, cell in zip(rows.column("nip"), cells, strict=True) if cell is not None}
    return found
