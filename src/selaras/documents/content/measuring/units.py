"""The technical annex's part on measurement: model, data, measures, fit and limits; no examiner is named."""

from decimal import Decimal
from itertools import pairwise

from selaras.core import outcome as o
from selaras.core import vocabulary as v
from selaras.core.margins import CarriedOver, CriterionMeasure, Measured, UnitReport
from selaras.core.scheme import Criterion, MeasurementPolicy
from selaras.documents import chances, charts, facts, findings, measurement_words, office
from selaras.documents.docket import Docket
from selaras.documents.illustrating import Picture, picture

_MOST_CURVES = 9

SOURCES = (
    "Skala penilaian: Andrich (1978). Partial credit: Masters (1982). Banyak segi: Linacre (1989). "
    "Infit, outfit, separasi, dan keterandalan: Wright dan Masters (1982). "
    "Bobot Pareto yang diperhalus: Vehtari dkk. (2024). Uji Q: Dean dan Dixon (1951). "
    "Kesalahan temuan pada uji berganda: Benjamini dan Hochberg (1995)."
)


def content(docket: Docket) -> office.Json | None:
    """Return the section; None where the scheme measures nothing."""
    measured = docket.results.measured
    if measured is None:
        return None
    return {
        "units": [_unit(docket, one) for one in measured.units],
        "unmeasured": [
            f"{measurement_words.unit_title(one.unit, one.method)} tidak diukur: "
            f"{measurement_words.unmeasured(one.because)}."
            for one in measured.unmeasured
        ],
        "fair": _fair(docket),
        "limits": _limits(docket, measured.draws),
        "sources": SOURCES,
    }


def policy_words(policy: MeasurementPolicy | None) -> str:
    """Return how scores are measured, as it was frozen."""
    if policy is None:
        return "Tidak ditetapkan; nilai tanpa rentang"
    halo = (
        f"kesan umum (halo) diperhitungkan, simpangan baku awal {facts.plain(policy.halo_sd)} "
        f"({facts.plain(policy.halo_sd_where_prior_decides)} bila data tidak dapat menunjukkannya)"
        if policy.halo
        else "kesan umum (halo) tidak diperhitungkan"
    )
    return (
        f"{policy.thresholds.istilah}; {halo}; simpangan baku awal kemampuan "
        f"{facts.plain(policy.ability_sd)} dan kontras {facts.plain(policy.contrast_sd)}; "
        f"{facts.number(policy.draws, 0)} penarikan"
    )


def _unit(docket: Docket, unit: UnitReport) -> office.Json:
    word = measurement_words.scale_word(unit)
    return {
        "title": measurement_words.unit_title(unit.unit, unit.method),
        "word": word,
        "facts": _facts(unit, word),
        "criteria": [_criterion(docket, one) for one in unit.criteria],
        "thresholds": _threshold_rows(docket, unit),
        "map": map_picture(docket, unit, with_names=False),
        "curves": _curves(docket, unit),
        "many_scales": len(unit.thresholds) > 1,
        "officials": [
            _official(result, own) for result in docket.ranked() for own in _measures(result, unit.unit)
        ],
        "notes": [measurement_words.note(code) for code in unit.notes],
    }


def _facts(unit: UnitReport, word: str) -> list[list[str]]:
    spreads = [
        ("kemampuan peserta", unit.sd_ability),
        ("kesan umum (halo)", unit.sd_halo),
        ("keketatan penguji", unit.sd_severity),
        ("sisa", unit.sd_error),
    ]
    told = "; ".join(f"{name} {facts.number(sd)}" for name, sd in spreads if sd is not None)
    k = (
        ""
        if unit.pareto_k is None
        else f"; indeks k Pareto {chances.measured(unit.pareto_k)} (baik di bawah 0,70)"
    )
    return [
        ["Model", measurement_words.family(unit.family)],
        [
            "Data",
            f"{facts.number(unit.n_ratings, 0)} nilai, {unit.n_officials} peserta, "
            f"{unit.n_examiners} penguji, {unit.n_criteria} unsur",
        ],
        [f"Simpangan baku ({word})", told],
        [
            "Keterandalan",
            f"{facts.number(unit.reliability)}; separasi {facts.number(unit.separation)}",
        ],
        ["Penghitungan", f"{measurement_words.sampler(unit.sampler)}{k}"],
    ]


def criteria_by_code(docket: Docket) -> dict[v.CriterionCode, Criterion]:
    return {one.code: one for one in docket.case.scheme.criteria}


def _criterion(docket: Docket, one: CriterionMeasure) -> list[str]:
    known = criteria_by_code(docket)
    return [
        one.criterion,
        known[one.criterion].name if one.criterion in known else facts.NOTHING,
        chances.measured(one.difficulty),
        facts.number(one.se),
        facts.number(one.infit),
        facts.number(one.outfit),
        str(one.n),
    ]


def _threshold_rows(docket: Docket, unit: UnitReport) -> list[list[str]]:
    return [
        [one.title or "Semua unsur", _threshold_words(one)] for one in _scales(docket, unit) if one.thresholds
    ]


def _threshold_words(one: charts.Scale) -> str:
    pairs = zip(one.marks, one.marks[1:], one.thresholds, strict=False)
    return "; ".join(f"{low} ke {high}: {chances.measured(at)}" for low, high, at in pairs)


def _scales(docket: Docket, unit: UnitReport) -> list[charts.Scale]:
    """Return every group of thresholds with the criteria that it serves and the marks between them."""
    known = criteria_by_code(docket)
    form = [known[one.criterion] for one in unit.criteria if one.criterion in known]
    groups = _criteria_of_groups(docket, unit, form)
    return [
        charts.Scale(
            title=", ".join(one.code for one in those) if len(unit.thresholds) > 1 else "",
            thresholds=thresholds,
            marks=_marks(docket, those, len(thresholds) + 1),
        )
        for thresholds, those in zip(unit.thresholds, groups, strict=True)
    ]


def _criteria_of_groups(docket: Docket, unit: UnitReport, form: list[Criterion]) -> list[list[Criterion]]:
    """Return the criteria of each group: one each, or those that share a scale, in the order met."""
    if len(unit.thresholds) == 1:
        return [form]
    if len(unit.thresholds) == len(form):
        return [[one] for one in form]
    by_scale: dict[tuple[str, ...], list[Criterion]] = {}
    for one in form:
        by_scale.setdefault(_allowed(docket, one), []).append(one)
    groups = list(by_scale.values())
    missing = len(unit.thresholds) - len(groups)
    return groups[: len(unit.thresholds)] + [[] for _ in range(missing)]


def _allowed(docket: Docket, one: Criterion) -> tuple[str, ...]:
    if one.marks:
        return tuple(facts.plain(mark) for mark in sorted(one.marks))
    steps = docket.case.scheme.conversion(one.conversion).steps
    return tuple(step.label for step in steps if step.label is not None)


def _marks(docket: Docket, those: list[Criterion], count: int) -> list[str]:
    """Return the marks that were given on a scale: those that nobody gave have no threshold."""
    codes = {one.code for one in those}
    given = {
        one.mark
        for sheet in docket.case.rating_sheets
        for one in sheet.ratings
        if one.criterion in codes and one.mark is not None
    }
    if len(given) == count:
        return [facts.plain(mark) for mark in sorted(given)]
    return [f"k{n + 1}" for n in range(count)]


def facets_of(docket: Docket, unit: UnitReport, *, with_names: bool) -> charts.Facets:
    """Return what the unit's map shows: all on one axis, whose zero is the mean of examiners and criteria.

    Marks on 0..100 have no such common axis: there officials stand about their own mean. Where the spread
    of severities is withheld, unnamed examiners are not shown either: each could work out the others.
    """
    measures = [float(own.measure) for result in docket.ranked() for own in _measures(result, unit.unit)]
    mean = float(unit.mean_ability) if unit.thresholds else 0.0
    known = criteria_by_code(docket)
    names = {one.code: facts.bare_name(one.name) for one in docket.case.examiners}
    found = docket.results.measured
    examiners = found.examiners if found else ()
    return charts.Facets(
        officials=[one + mean for one in measures],
        examiners=[
            charts.Located(
                label=names.get(one.examiner, one.examiner) if with_names else "", at=float(one.severity)
            )
            for one in examiners
            if one.unit == unit.unit and (with_names or unit.sd_severity is not None)
        ],
        criteria=[
            charts.Located(
                label=f"{one.criterion} {known[one.criterion].name}"
                if one.criterion in known
                else one.criterion,
                at=float(one.difficulty),
            )
            for one in unit.criteria
        ],
        thresholds=_located_thresholds(docket, unit),
    )


def _located_thresholds(docket: Docket, unit: UnitReport) -> list[charts.Located]:
    """Return the thresholds of the one scale; several scales have no common ones."""
    scales = _scales(docket, unit)
    if len(scales) != 1:
        return []
    (scale,) = scales
    return [
        charts.Located(label=f"{below} ke {above}", at=float(at))
        for at, (below, above) in zip(scale.thresholds, pairwise(scale.marks), strict=True)
    ]


def map_picture(docket: Docket, unit: UnitReport, *, with_names: bool) -> Picture:
    shown = facets_of(docket, unit, with_names=with_names)
    word = measurement_words.scale_word(unit)
    finding = findings.of_severity(shown, unit=word, sd_severity=unit.sd_severity)
    zero = "penguji dan unsur" if unit.thresholds else "peserta, penguji, dan unsur"
    read = f"Nol: rata-rata {zero}. Tiap titik satu peserta."
    if not with_names and shown.examiners:
        read += " Tiap belah ketupat satu penguji, tanpa nama."
    return picture(charts.severity_map(shown, unit=word), finding, how_to_read=read)


def _curves(docket: Docket, unit: UnitReport) -> Picture | None:
    scales = [one for one in _scales(docket, unit) if one.thresholds][:_MOST_CURVES]
    if not scales:
        return None
    read = (
        "Kemungkinan tiap nilai menurut kemampuan dikurangi keketatan dan kesulitan (logit); "
        "tanda di atas menunjuk puncak garisnya."
    )
    return picture(charts.category_curves(scales), findings.of_scales(scales), how_to_read=read)


def _measures(result: o.OfficialResult, unit: str) -> list[Measured]:
    margin = result.margin
    return [] if margin is None else [one for one in margin.measures if one.unit == unit]


def _official(result: o.OfficialResult, own: Measured) -> list[str]:
    return [
        result.code,
        facts.bare_name(result.name),
        chances.measured(own.measure),
        facts.number(own.se),
        chances.measured_span(own.interval),
        facts.number(own.infit),
        facts.number(own.outfit),
        str(own.n),
    ]


def _fair(docket: Docket) -> office.Json | None:
    """Return every rated component as an examiner of average severity is expected to score it."""
    ranked = [one for one in docket.ranked() if one.margin is not None]
    codes = dict.fromkeys(part.component for one in ranked if one.margin for part in one.margin.components)
    if not codes:
        return None
    names = {one.code: one.name for one in docket.case.scheme.components}
    rows = []
    for one in ranked:
        by_code = {part.component: part for part in one.margin.components} if one.margin else {}
        cells = [
            f"{facts.number(by_code[code].expected, 1)} ({chances.span(by_code[code].interval)})"
            if code in by_code
            else facts.NOTHING
            for code in codes
        ]
        rows.append([one.code, facts.bare_name(one.name), *cells])
    return {"heads": [names.get(code, code) for code in codes], "rows": rows}


def _limits(docket: Docket, draws: int) -> list[str]:
    measured = docket.results.measured
    error = Decimal(50) / Decimal(draws).sqrt()
    return [
        "Model menganggap setiap unsur dalam satu metode menunjukkan satu kemampuan yang sama, dan keketatan "
        "seorang penguji sama bagi semua peserta kecuali kesan umum yang diperhitungkan.",
        "Rentang berlaku bagi penguji, unsur, dan hari yang ada; penguji lain atau soal lain dapat memberi "
        "selisih yang tidak tercakup di dalamnya.",
        f"Kemungkinan dihitung dari {facts.number(draws, 0)} penarikan; galat bakunya paling besar "
        f"{facts.number(error, 1)} poin persen.",
        "Komponen yang berasal dari catatan diambil apa adanya.",
        *(_carried(one) for one in (measured.carried_over if measured else ())),
    ]


def _carried(one: CarriedOver) -> str:
    clear = one.interval.lower > 0
    told = (
        f"Sisa nilai {_unit_word(one.first)} dan {_unit_word(one.second)} berkorelasi "
        f"{chances.measured(one.correlation)} (rentang 95% {chances.measured_span(one.interval)}, "
        f"{facts.number(one.n, 0)} pasangan)"
    )
    if clear:
        return f"{told}: kesan penguji terbawa antarmetode; rentang nilai akhir sudah memperhitungkannya."
    return f"{told}: tidak ada tanda bahwa kesan penguji terbawa antarmetode."


def _unit_word(unit: str) -> str:
    method = v.Method(unit.removesuffix("-points"))
    return measurement_words.unit_title(unit, method).lower()
