"""Laporan pengukuran: who stands where and how sure that is, how examiners mark, and what to be wary of."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from selaras.core.measurement.analysis import Analysis
from selaras.core.measurement.model import Elements, Estimator, Family
from selaras.core.measurement.ranking import Ranking
from selaras.documents import charts, facts, findings, office

MOST_ROWS = 400  # of officials in the table; a longer one nobody reads, and all stand in the JSON
MOST_DRAWN = 135  # in pictures of ranks
IN_ONE_PICTURE = 45
MOST_NAMED = 24  # examiners or criteria named on the map
MOST_CURVES = 6
FARTHEST = 900.0  # units that the map's axis can show
MOST_COLUMNS = 12  # criteria on the map of interactions
FALSE_ALARMS = 0.05  # share of flagged cells that may be chance (Benjamini–Hochberg)
LEAST_FULL = Decimal(1)  # logits that get the strongest tint, at least: small differences stay pale


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasuredFile:
    """An analysis with what only the reader of the file knows; sentences in Indonesian.

    notes, examiner_lines : reasons for care, and what stands out in an examiner's marks; a sentence each
    """

    analysis: Analysis
    name: str
    model_line: str
    n_blank: int
    has_examiners: bool
    has_criteria: bool
    notes: tuple[str, ...]
    examiner_lines: tuple[str, ...]


def content(file: MeasuredFile) -> office.Json:
    found = file.analysis
    return {
        "title": "Laporan Pengukuran",
        "subtitle": "",
        "agency": "",
        "date": None,
        "serif": False,
        "confidential": office.CONFIDENTIAL,
        "footer": [office.NOT_A_GROUND],
        "kop": [],
        "headline": headline(found),
        "facts": _facts(file),
        "notes": list(file.notes),
        "map": _map(file),
        "ranks": _rank_pictures(found),
        "officials": _official_rows(found),
        "n_left_out": max(len(found.measurement.officials.labels) - MOST_ROWS, 0),
        "groups": _groups(found),
        "examiners": _examiner_rows(found) if file.has_examiners else [],
        "examiner_lines": list(file.examiner_lines),
        "bias": _bias(found) if file.has_examiners and file.has_criteria else None,
        "criteria": _criterion_rows(found) if file.has_criteria else [],
        "curves": _curves(found),
        "unit": "poin" if _is_linear(found) else "logit",
    }


def pictures_in(content: office.Json) -> list[office.Json]:
    """Return every picture of the content that has to be drawn, in a fixed order."""
    single = [content[key] for key in ("map", "bias", "curves") if content[key] is not None]
    return [*single, *content["ranks"]]


def _is_linear(found: Analysis) -> bool:
    return found.measurement.model.family is Family.LINEAR


def _number(value: float, places: int = 2) -> str:
    """Return a measured number as offices write it; a dash for what could not be computed."""
    if not math.isfinite(value):
        return facts.NOTHING
    told = f"{value:.{places}f}"
    # −0,00 would ask the reader what it is less than.
    told = told.removeprefix("-") if float(told) == 0 else told
    return told.replace("-", "−").replace(".", ",")


def _between(elements: Elements, n: int) -> str:
    return f"{_number(elements.lower[n])} s.d. {_number(elements.upper[n])}"


def headline(found: Analysis) -> str:
    """Return the finding in one or two sentences."""
    return " ".join([_officials_sentence(found), _examiners_sentence(found)]).strip()


def _officials_sentence(found: Analysis) -> str:
    n = len(found.measurement.officials.labels)
    if found.linkage.n_components > 1:
        parts = found.linkage.n_components
        return f"{n} peserta terbagi dalam {parts} bagian yang tidak dapat dibandingkan satu sama lain."
    if not found.rankings:
        return f"{n} peserta diukur dari {facts.number(found.ratings.n, 0)} nilai."
    ranking = found.rankings[0].ranking
    share = 100 * ranking.apart.sum() / (n * (n - 1))
    sure = int(np.count_nonzero(ranking.rank_lower == ranking.rank_upper))
    text = f"Dari semua pasangan di antara {n} peserta, {_number(share, 0)}% dapat dibedakan."
    if sure == 0:
        return f"{text} Tidak ada peringkat yang pasti."
    return f"{text} Peringkat {sure} peserta pasti; peserta lain mempunyai rentang peringkat."


def _examiners_sentence(found: Analysis) -> str:
    examiners = found.measurement.examiners
    if len(examiners.labels) < 2:
        return ""
    unlike = np.count_nonzero((examiners.lower > 0) | (examiners.upper < 0))
    told = (
        f"{unlike or 'Tidak ada'} dari {len(examiners.labels)} penguji terbukti lebih ketat atau lebih "
        "murah hati daripada rata-rata"
    )
    if found.linkage.n_components > 1:
        # From one part to another there is no distance to tell.
        return f"{told} bagiannya."
    reach = float(examiners.measure.max() - examiners.measure.min())
    unit = "poin" if _is_linear(found) else "logit"
    return f"{told}; jarak dari yang paling murah hati ke yang paling ketat {_number(reach)} {unit}."


def _facts(file: MeasuredFile) -> list[list[str]]:
    found, measurement = file.analysis, file.analysis.measurement
    ratings = found.ratings
    sizes = [f"{len(ratings.officials)} peserta"]
    sizes += [f"{len(ratings.examiners)} penguji"] if file.has_examiners else []
    sizes += [f"{len(ratings.criteria)} unsur"] if file.has_criteria else []
    blank = f"; {facts.number(file.n_blank, 0)} sel kosong, tidak dihitung nol" if file.n_blank else ""
    halo = measurement.sd_halo
    estimator = {
        Estimator.MARGINAL: "kemungkinan marginal (komponen ragam dianggap diketahui)",
        Estimator.POSTERIOR: "sebaran posterior penuh",
    }[measurement.estimator]
    return [
        ["Berkas", file.name],
        ["Nilai", f"{facts.number(ratings.n, 0)} nilai: {', '.join(sizes)}{blank}"],
        ["Model", file.model_line],
        ["Penaksir", estimator],
        ["Kesan umum", "tidak diperhitungkan" if halo is None else f"simpangan baku {_number(halo)}"],
        [
            "Keterandalan",
            f"{_number(found.fit.eap_reliability)} "
            f"(separasi {_number(found.fit.officials_separation.separation)})",
        ],
    ]


def _order(elements: Elements) -> list[int]:
    """Return positions by component, then from the highest measure down."""
    order: list[int] = np.lexsort((-elements.measure, elements.component)).tolist()
    return order


def _named(elements: Elements, n: int, *, parts: bool) -> str | list[str]:
    """Return a label, with the connected part below it where there are several."""
    return [elements.labels[n], f"bagian {elements.component[n] + 1}"] if parts else elements.labels[n]


def _official_rows(found: Analysis) -> list[list[object]]:
    officials, fit, fair = found.measurement.officials, found.fit.officials, found.fair
    ranks = {
        int(place): _rank(part.ranking, n) for part in found.rankings for n, place in enumerate(part.members)
    }
    return [
        [
            ranks.get(n, facts.NOTHING),
            _named(officials, n, parts=found.linkage.n_components > 1),
            _number(officials.measure[n]),
            _number(officials.se[n]),
            _between(officials, n),
            _number(fair.measure[n]),
            _between(fair, n),
            _number(fit.infit[n]),
            _number(fit.outfit[n]),
            str(officials.n[n]),
        ]
        for n in _order(officials)[:MOST_ROWS]
    ]


def _rank(ranking: Ranking, n: int) -> str:
    return facts.rank_label(int(ranking.rank_lower[n]), int(ranking.rank_upper[n] - ranking.rank_lower[n]))


def _examiner_rows(found: Analysis) -> list[list[object]]:
    examiners, fit = found.measurement.examiners, found.fit.examiners
    return [
        [
            _named(examiners, n, parts=found.linkage.n_components > 1),
            _number(examiners.measure[n]),
            _number(examiners.se[n]),
            _between(examiners, n),
            _severity(examiners, n),
            _number(fit.infit[n]),
            _number(fit.outfit[n]),
            str(examiners.n[n]),
        ]
        for n in _order(examiners)
    ]


def _severity(examiners: Elements, n: int) -> str:
    if examiners.lower[n] > 0:
        return "lebih ketat daripada rata-rata"
    return (
        "lebih murah hati daripada rata-rata" if examiners.upper[n] < 0 else "tidak berbeda secara bermakna"
    )


def _criterion_rows(found: Analysis) -> list[list[str]]:
    criteria, fit = found.measurement.criteria, found.fit.criteria
    return [
        [
            criteria.labels[n],
            _number(criteria.measure[n]),
            _number(criteria.se[n]),
            _between(criteria, n),
            _number(fit.infit[n]),
            _number(fit.outfit[n]),
            str(criteria.n[n]),
        ]
        for n in _order(criteria)
    ]


def _bias(found: Analysis) -> office.Json | None:
    """Return the map of examiner × criterion; None where it would not be legible or has nothing to show."""
    rows, columns = found.ratings.examiners, found.ratings.criteria
    if not (1 < len(rows) <= MOST_NAMED and 1 < len(columns) <= MOST_COLUMNS):
        return None
    place = {label: k for k, label in enumerate(columns)}
    cells = {
        (n, place[one.of]): charts.Cell(
            bias=_decimal(one.size), label=_signed(one.size), flagged=one.q < FALSE_ALARMS
        )
        for n, report in enumerate(found.examiners)
        for one in report.by_criterion
    }
    if not cells:
        return None
    full = max(LEAST_FULL, *(abs(one.bias) for one in cells.values()))
    finding = findings.of_bias(rows, columns, cells)
    return {"spec": charts.heat_map(rows, columns, cells, full=full), "alt": finding}


def _signed(value: float) -> str:
    return _number(value) if value < 0 else f"+{_number(value)}"


def _groups(found: Analysis) -> list[str]:
    labels = found.measurement.officials.labels
    told = []
    for group in (one for part in found.rankings for one in part.groups):
        names = [labels[n] for n in group]
        if len(names) > 4:
            told.append(f"{names[0]} sampai {names[-1]} ({len(names)} peserta berurutan)")
        elif len(names) > 1:
            told.append(facts.listed(names))
    return told[:MOST_ROWS]


def _map(file: MeasuredFile) -> office.Json | None:
    measurement = file.analysis.measurement
    if np.unique(measurement.officials.component).size > 1:
        return None
    examiners, criteria = measurement.examiners, measurement.criteria
    if np.ptp(np.concatenate([measurement.abilities, examiners.measure, criteria.measure])) > FARTHEST:
        return None
    shown = charts.Facets(
        officials=measurement.abilities.tolist(),
        examiners=_located(examiners) if file.has_examiners else [],
        criteria=_located(criteria) if file.has_criteria else [],
        thresholds=_thresholds(file.analysis),
    )
    unit = "poin" if _is_linear(file.analysis) else "logit"
    spec = charts.severity_map(shown, unit=unit)
    return {"spec": spec, "alt": findings.of_severity(shown, unit=unit)}


def _located(elements: Elements) -> list[charts.Located]:
    named = len(elements.labels) <= MOST_NAMED
    return [
        charts.Located(label=label if named else "", at=float(elements.measure[n]))
        for n, label in enumerate(elements.labels)
    ]


def _thresholds(found: Analysis) -> list[charts.Located]:
    measurement = found.measurement
    if len(measurement.thresholds) != 1:
        return []
    marks = [f"{one:g}" for one in measurement.categories[0]]
    return [
        charts.Located(label=f"{marks[k]} ke {marks[k + 1]}", at=float(at))
        for k, at in enumerate(measurement.thresholds[0])
    ]


def _rank_pictures(found: Analysis) -> list[office.Json]:
    if len(found.rankings) != 1:
        return []
    ranking = found.rankings[0].ranking
    labels, order = found.measurement.officials.labels, ranking.order.tolist()
    place = {one: n for n, one in enumerate(order)}
    runs = [(place[group[0]], place[group[-1]]) for group in ranking.groups if len(group) > 1]
    made = []
    for start in range(0, min(len(order), MOST_DRAWN), IN_ONE_PICTURE):
        part = order[start : start + IN_ONE_PICTURE]
        people = [
            charts.RankSpan(
                name=labels[one],
                rank=str(start + n + 1),
                place=int(ranking.rank[one]),
                span=(int(ranking.rank_lower[one]), int(ranking.rank_upper[one])),
            )
            for n, one in enumerate(part)
        ]
        alike = [charts.Alike(first=first - start, last=last - start) for first, last in runs]
        spec = charts.rank_intervals(people, alike, n_ranks=len(order))
        made.append({"spec": spec, "alt": findings.of_ranks(people, alike)})
    return made


def _curves(found: Analysis) -> office.Json | None:
    measurement = found.measurement
    scales = [
        charts.Scale(
            title=title,
            thresholds=[_decimal(one) for one in thresholds],
            marks=[f"{one:g}" for one in marks],
        )
        for title, thresholds, marks in zip(
            _titles(found), measurement.thresholds, measurement.categories, strict=False
        )
        if len(thresholds) > 0
    ][:MOST_CURVES]
    if not scales:
        return None
    never = _never_likeliest(measurement.thresholds)
    finding = (
        "Setiap nilai pernah menjadi yang paling mungkin, jadi jenjangnya terpakai semua."
        if not never
        else "Ambang tidak berurutan: ada nilai yang tidak pernah menjadi yang paling mungkin."
    )
    return {"spec": charts.category_curves(scales), "alt": finding, "finding": finding}


def _titles(found: Analysis) -> Iterable[str]:
    if found.measurement.model.family is Family.PARTIAL_CREDIT:
        return found.ratings.criteria
    return ("",)


def _never_likeliest(thresholds: Iterable[np.ndarray]) -> bool:
    return any((np.diff(one) < 0).any() for one in thresholds)


def _decimal(value: float) -> Decimal:
    return Decimal(f"{value:.4f}")
