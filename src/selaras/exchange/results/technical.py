"""The technical annex: the measurement in its own unit, for who checks it. No examiner is in it."""

from collections.abc import Iterator, Sequence
from typing import Any

from xlsxwriter import Workbook

from selaras.core.margins import CriterionMeasure, Measured, UnitReport
from selaras.core.outcome import Results
from selaras.core.vocabulary import grouped_nip
from selaras.exchange.results.page import Head, Page
from selaras.exchange.results.people import scored_officials
from selaras.exchange.results.sentences import ESTIMATORS
from selaras.exchange.writing.looks import Looks

_N_FIGURES = 7  # columns right of the measure's name
Line = Sequence[Any]


def draw_technical(book: Workbook, looks: Looks, results: Results) -> None:
    """Draw spreads, thresholds, criteria and people as estimated, one number a row."""
    measured = results.measured
    if measured is None or not measured.units:
        return
    page = Page(
        book,
        looks,
        "Lampiran Teknis",
        "Lampiran teknis pengukuran",
        "Untuk pemeriksa hasil ukur. Satuan logit; pada nilai 0–100 satuannya poin. "
        f"Rentang 95% dari {measured.draws} penarikan acak.",
    )
    heads = [
        Head("Metode", 20),
        Head("Hal", 24),
        Head("Nama", 60),
        *(Head(words, 11) for words in ("Ukuran", "Galat baku", "Bawah", "Atas", "Infit", "Outfit", "Nilai")),
    ]
    rows = [line for unit in measured.units for line in (*_unit(unit), *_people(unit, results))]
    page.table(heads, rows, frozen=3)


def _unit(one: UnitReport) -> Iterator[Line]:
    method = one.method.istilah
    spreads = (
        ("Kemampuan peserta", one.sd_ability),
        ("Keketatan penguji", one.sd_severity),
        ("Kesan umum", one.sd_halo),
        ("Galat", one.sd_error),
    )
    for name, spread in spreads:
        if spread is not None:
            yield _line(method, "Simpangan baku", name, spread)
    for group, steps in enumerate(one.thresholds, start=1):
        for number, step in enumerate(steps, start=1):
            name = f"Ambang {number}" if len(one.thresholds) == 1 else f"Ambang {group}.{number}"
            yield _line(method, "Ambang", name, step)
    yield _line(method, "Penaksir", ESTIMATORS[one.sampler], None)
    if one.pareto_k is not None:
        yield _line(method, "Penaksir", "Pareto k", one.pareto_k)
    for criterion in one.criteria:
        told = (criterion.se, None, None, *_fit(criterion))
        yield _line(method, "Kesulitan kriteria", criterion.criterion, criterion.difficulty, *told)


def _people(unit: UnitReport, results: Results) -> Iterator[Line]:
    for person in scored_officials(results):
        for one in person.margin.measures if person.margin is not None else ():
            if one.unit == unit.unit:
                name = f"{person.name} ({grouped_nip(person.nip)})"
                told = (one.se, one.interval.lower, one.interval.upper, *_fit(one))
                yield _line(one.method.istilah, "Kemampuan peserta", name, one.measure, *told)


def _fit(one: CriterionMeasure | Measured) -> tuple[Any, Any, int]:
    return one.infit, one.outfit, one.n


def _line(method: str, about: str, name: str, *figures: Any) -> Line:
    return [method, about, name, *figures, *[None] * (_N_FIGURES - len(figures))]
