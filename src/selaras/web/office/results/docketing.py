"""The event as papers see it, for what pages share with them: pictures and counts of a placement."""

from collections.abc import Callable, Sequence

from django.http import HttpResponse

from selaras.documents.charts import Drawing, Spec
from selaras.documents.docket import Docket, LedgerStamp, docket_of
from selaras.queries.office.listing import ListedEvent
from selaras.web.office.held import held
from selaras.web.office.page import Visit
from selaras.web.office.results.keeping import kept, shown_of

# Pictures are the same bytes under one root; the address of another root is another one.
SVG = "image/svg+xml"


def docket_at(listed: ListedEvent) -> Docket:
    """Return the docket of the frozen result with offer and choice, made once."""
    return kept(listed, "docket", lambda: _docket(listed))


def _docket(listed: ListedEvent) -> Docket:
    here, shown = held(listed), shown_of(listed)
    stamp = LedgerStamp(
        origin=here.ledger.log,
        size=here.ledger.size,
        root_hex=here.ledger.root.hex(),
        imported=not listed.is_signed,
    )
    return docket_of(shown.case, shown.results, shown.rulebook, stamp, offer=here.offer, choice=here.choice)


def drawn(
    visit: Visit, name: str, specs: Callable[[], Sequence[Spec]], *, number: int
) -> HttpResponse | None:
    """Return one of several pictures as it was drawn once; None where there are not so many."""
    svgs = kept(visit.here, f"svg/{name}", lambda: _svgs(specs()))
    if not 0 < number <= len(svgs):
        return None
    return HttpResponse(svgs[number - 1], content_type=SVG)


def _svgs(specs: Sequence[Spec]) -> tuple[str, ...]:
    return tuple(Drawing(specs).svgs()) if specs else ()
