"""``hasil.xlsx``: the result as sheets to read, filter and print; the same result gives the same bytes."""

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

from xlsxwriter import Workbook

from selaras.core.casefile import CaseFile
from selaras.core.outcome import Results
from selaras.core.placement.offer import Offer
from selaras.exchange.results.examiners import draw_alignment, draw_examiners
from selaras.exchange.results.grounds import (
    draw_deadlines,
    draw_findings,
    draw_officials,
    draw_summary,
)
from selaras.exchange.results.margins import draw_margins
from selaras.exchange.results.placing import (
    draw_matches,
    draw_talent_details,
    draw_talent_map,
)
from selaras.exchange.results.scores import draw_components, draw_ranking
from selaras.exchange.results.slates import draw_losses, draw_reasons, draw_slate
from selaras.exchange.results.technical import draw_technical
from selaras.exchange.workbook_writer import new_book
from selaras.exchange.writing.looks import Looks


def write_results(
    case: CaseFile,
    results: Results,
    path: Path | BytesIO,
    *,
    offer: Offer | None = None,
    why: Sequence[str] = (),
) -> None:
    """Write the results.

    offer : the placement that is proposed, None where none was made
    why : by row of the offer, why here and why not there, as the papers say it; empty: no such sheet
    Numbers stand as numbers; no text a person typed can become a formula or a link.
    """
    book = new_book(path, title=f"Hasil {case.event.title}", subject=case.agency.name)
    looks = Looks(book)
    draw_summary(book, looks, case, results)
    if results.is_scored:
        draw_ranking(book, looks, case, results)
        draw_margins(book, looks, case, results)
        draw_components(book, looks, case, results)
        draw_examiners(book, looks, case, results)
        draw_alignment(book, looks, results)
        draw_matches(book, looks, case, results)
        if offer is not None:
            _draw_offer(book, looks, case, results, offer, why)
        draw_talent_map(book, looks, results)
        draw_talent_details(book, looks, results)
    draw_officials(book, looks, results)
    draw_findings(book, looks, results)
    draw_deadlines(book, looks, results)
    draw_technical(book, looks, results)
    book.close()


def write_offer(
    case: CaseFile,
    results: Results,
    path: Path | BytesIO,
    *,
    offer: Offer,
    why: Sequence[str] = (),
) -> None:
    """Write a placement alone, as it was asked for; arguments and promises as in ``write_results``."""
    book = new_book(path, title=f"Penempatan {case.event.title}", subject=case.agency.name)
    looks = Looks(book)
    _draw_offer(book, looks, case, results, offer, why)
    book.close()


def _draw_offer(
    book: Workbook, looks: Looks, case: CaseFile, results: Results, offer: Offer, why: Sequence[str]
) -> None:
    draw_slate(book, looks, case, results, offer)
    if why:
        draw_reasons(book, looks, case, offer, why)
    draw_losses(book, looks, case, offer)
