"""Laporan pengukuran untuk ketua: how each examiner marked, for the chair alone."""

from collections.abc import Sequence
from decimal import Decimal

from selaras.core import vocabulary as v
from selaras.core.margins import ExaminerMeasure, JointRating, UnitReport
from selaras.documents import chances, charts, discrepancies, facts, findings, measurement_words, office
from selaras.documents.content.measuring import units as of_units
from selaras.documents.docket import Docket
from selaras.documents.illustrating import Picture, picture

# A difference of one logit gets the strongest tint, of five points where points are measured.
_FULL = {"logit": Decimal(1), "poin": Decimal(5)}


def content(docket: Docket) -> office.Json:
    measured = docket.results.measured
    units = measured.units if measured else ()
    chair = docket.chair()
    return {
        **office.paper(
            docket,
            title=f"Laporan Pengukuran untuk Ketua {office.panel_name(docket)}",
            subtitle=docket.case.event.title,
            is_result=True,
            confidential=office.only_for(f"Ketua {office.panel_name(docket)}"),
        ),
        "to": chair.name if chair else f"Ketua {office.panel_name(docket)}",
        "opening": OPENING,
        "units": [_unit(docket, one) for one in units],
        "unmeasured": [
            f"{measurement_words.unit_title(one.unit, one.method)} tidak diukur: "
            f"{measurement_words.unmeasured(one.because)}."
            for one in (measured.unmeasured if measured else ())
        ],
        "discrepancies": [discrepancies.row(docket, one) for one in discrepancies.discrepancies(docket)],
        "discrepancy_finding": discrepancies.counted(discrepancies.discrepancies(docket)),
        "not_a_ground": office.NOT_A_GROUND,
    }


OPENING = (
    "Laporan ini disampaikan kepada Ketua agar pembahasan nilai dan penugasan penguji berikutnya bertumpu "
    "pada data. Perbedaan keketatan antarpenguji adalah hal yang wajar dan bukan penilaian atas pribadi "
    "penguji. Isi laporan ini tidak untuk diteruskan; tiap penguji menerima laporannya sendiri."
)


def _unit(docket: Docket, unit: UnitReport) -> office.Json:
    measured = docket.results.measured
    own = [one for one in (measured.examiners if measured else ()) if one.unit == unit.unit]
    word = measurement_words.scale_word(unit)
    return {
        "title": measurement_words.unit_title(unit.unit, unit.method),
        "word": word,
        "map": of_units.map_picture(docket, unit, with_names=True),
        "finding": _finding(docket, unit, own),
        "examiners": [_examiner(docket, one, is_alone=is_alone(unit)) for one in own],
        "heat": _heat(docket, unit, own, word),
        "criteria": _criteria_legend(docket, unit),
        "linkage": _linkage(unit),
        "plan": _plan(unit),
        "helpful": [_helpful(docket, one) for one in unit.helpful],
    }


def severity_word(one: ExaminerMeasure) -> str:
    """Return what the interval allows to say of an examiner's severity."""
    if one.interval.lower > 0:
        return "lebih ketat daripada rata-rata"
    if one.interval.upper < 0:
        return "lebih murah hati daripada rata-rata"
    return "tidak berbeda secara bermakna dari rata-rata"


def _finding(docket: Docket, unit: UnitReport, own: Sequence[ExaminerMeasure]) -> str:
    """Return who marks unlike the average, by name, before the figures."""
    if is_alone(unit):
        return "Hanya ada satu penguji, sehingga keketatannya tidak dapat dibandingkan."
    by_severity = sorted(own, key=lambda each: -each.severity)
    told, n_told = [], 0
    for word, those in (
        ("lebih ketat", [one for one in by_severity if one.interval.lower > 0]),
        ("lebih murah hati", [one for one in by_severity if one.interval.upper < 0]),
    ):
        if those:
            names = [facts.bare_name(discrepancies.examiner_name(docket, one.examiner)) for one in those]
            told.append(f"{word} daripada rata-rata: {facts.listed(names)}")
            n_told += len(those)
    if not told:
        return "Tidak ada penguji yang berbeda secara bermakna dari rata-rata penguji."
    finding = "; ".join(told)
    finding = f"{finding[0].upper()}{finding[1:]}."
    rest = len(own) - n_told
    if not rest:
        return finding
    return f"{finding} {facts.in_words(rest).capitalize()} penguji lain tidak berbeda secara bermakna."


def is_alone(unit: UnitReport) -> bool:
    """Whether there is nobody whom an examiner's severity could be compared with."""
    return unit.n_examiners == 1


def _examiner(docket: Docket, one: ExaminerMeasure, *, is_alone: bool) -> list[object]:
    name = discrepancies.examiner_name(docket, one.examiner)
    if is_alone:
        severity: list[object] = [[name, "satu-satunya penguji, tanpa pembanding"], facts.NOTHING]
    else:
        told = [chances.measured(one.severity), chances.measured_span(one.interval)]
        severity = [[name, severity_word(one)], told]
    return [
        *severity,
        f"{facts.number(one.infit)} / {facts.number(one.outfit)}",
        _spread(one),
        facts.percent(one.halo_percent, 0),
        _drift(one),
        str(one.n_surprising),
        facts.number(one.n, 0),
    ]


def _spread(one: ExaminerMeasure) -> str:
    if one.spread_ratio is None:
        return facts.NOTHING
    told = facts.percent(one.spread_ratio * 100, 0)
    return f"{told} (memusat)" if one.is_central else told


def _drift(one: ExaminerMeasure) -> str:
    if one.drift is None:
        return facts.NOTHING
    told = chances.signed(one.drift.per_day)
    return f"{told} (bermakna)" if one.drift.flagged else told


def _heat(docket: Docket, unit: UnitReport, own: Sequence[ExaminerMeasure], word: str) -> Picture | None:
    """Return the map of examiner × criterion; None where no interaction could be looked at."""
    if not any(one.interactions for one in own):
        return None
    rows = [facts.bare_name(discrepancies.examiner_name(docket, one.examiner)) for one in own]
    codes = [one.criterion for one in unit.criteria]
    cells = {
        (n, codes.index(each.criterion)): charts.Cell(
            bias=each.bias, label=chances.signed(each.bias), flagged=each.flagged
        )
        for n, one in enumerate(own)
        for each in one.interactions
        if each.criterion in codes
    }
    spec = charts.heat_map(rows, codes, cells, full=_FULL[word])
    read = (
        f"Angka: selisih keketatan pada unsur itu ({word}). Bingkai tebal dan segitiga: selisih yang "
        "bermakna setelah koreksi uji berganda."
    )
    return picture(spec, findings.of_bias(rows, codes, cells), how_to_read=read)


def _criteria_legend(docket: Docket, unit: UnitReport) -> str:
    known = of_units.criteria_by_code(docket)
    named = [
        f"{one.criterion} {known[one.criterion].name}" for one in unit.criteria if one.criterion in known
    ]
    return f"{'; '.join(named)}." if named else ""


def _linkage(unit: UnitReport) -> str:
    if unit.n_components > 1:
        return (
            f"Penugasan terbagi dalam {facts.in_words(unit.n_components)} kelompok yang tidak terhubung. "
            "Peserta dari kelompok yang berbeda tidak dapat dibandingkan sebelum ada penguji yang menilai "
            "peserta dari keduanya."
        )
    return "Semua peserta dan penguji terhubung, sehingga dapat dibandingkan pada satu skala."


def _plan(unit: UnitReport) -> Picture | None:
    """Return how dependable the score would be with another number of examiners."""
    plan = unit.plan
    if plan is None:
        return None
    line = charts.Dependability(label=f"{unit.n_criteria} unsur", by_count=plan.dependability)
    spec = charts.dependability_curves([line], target=plan.target, now=unit.n_examiners)
    read = "Keterandalan (koefisien Φ) menurut jumlah penguji, dengan unsur yang sama."
    return picture(spec, findings.of_dependability([line], target=plan.target), how_to_read=read)


def _helpful(docket: Docket, one: JointRating) -> list[object]:
    names = {each.nip: [each.name, each.code] for each in docket.results.officials}
    return [
        discrepancies.examiner_name(docket, one.examiner),
        names.get(one.official, [one.official]),
        f"{facts.number(one.gain_percent, 1)}%",
    ]


def examiner_measures(docket: Docket, examiner: v.ExaminerCode) -> list[ExaminerMeasure]:
    """Return what was measured of one examiner."""
    measured = docket.results.measured
    return [one for one in (measured.examiners if measured else ()) if one.examiner == examiner]
