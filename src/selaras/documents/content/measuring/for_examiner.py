"""Laporan untuk penguji: how the own marks read, as courteous feedback to that examiner alone."""

from decimal import Decimal

from selaras.core.casefile import Examiner
from selaras.core.margins import ExaminerMeasure, Interaction, UnitReport
from selaras.documents import chances, discrepancies, facts, measurement_words, office
from selaras.documents.content.measuring import for_chair
from selaras.documents.content.measuring import units as of_units
from selaras.documents.docket import Docket

# Mean squares between these are productive for measurement; Linacre (2002), Wright and Linacre (1994).
_FIT_LOW, _FIT_HIGH = Decimal("0.5"), Decimal("1.5")

OPENING = (
    "Terima kasih atas waktu dan kesungguhan Bapak/Ibu dalam menilai para peserta. Laporan ini disampaikan "
    "sebagai umpan balik atas lembar penilaian Bapak/Ibu sendiri. Perbedaan keketatan antarpenguji adalah "
    "hal yang wajar; nilai menurut aturan tidak diubah olehnya, dan laporan ini bukan penilaian atas pribadi "
    "maupun kecakapan Bapak/Ibu."
)
CLOSING = (
    "Bila ada hal yang kurang sesuai dengan ingatan atau catatan Bapak/Ibu, silakan menyampaikannya kepada "
    "ketua. Laporan ini hanya disampaikan kepada Bapak/Ibu; ukuran penguji lain tidak dimuat di dalamnya."
)


def content(docket: Docket, examiner: Examiner) -> office.Json | None:
    """Return the report; None for an examiner of whom nothing was measured."""
    own = for_chair.examiner_measures(docket, examiner.code)
    if not own:
        return None
    units = {one.unit: one for one in docket.results.measured.units} if docket.results.measured else {}
    sheets = [one for one in discrepancies.discrepancies(docket) if one.examiner == examiner.code]
    return {
        **office.paper(
            docket,
            title="Laporan untuk Penguji",
            subtitle=docket.case.event.title,
            is_result=True,
            confidential=office.only_for("penguji yang bersangkutan"),
        ),
        "to": [examiner.name, examiner.institution],
        "opening": OPENING,
        "units": [_unit(docket, one, units[one.unit]) for one in own if one.unit in units],
        "discrepancies": [discrepancies.row(docket, one, with_examiner=False) for one in sheets],
        "closing": CLOSING,
        "not_a_ground": office.NOT_A_GROUND,
        "signature": office.chair_signature(docket),
    }


def _unit(docket: Docket, one: ExaminerMeasure, unit: UnitReport) -> office.Json:
    word = measurement_words.scale_word(unit)
    return {
        "title": measurement_words.unit_title(unit.unit, unit.method),
        "headline": _ALONE if for_chair.is_alone(unit) else _headline(one),
        "bar": None if for_chair.is_alone(unit) else _bar(one, word),
        "rows": [
            ["Keketatan", _NOT_COMPARED if for_chair.is_alone(unit) else _severity(one, word)],
            ["Ketaatan pola", _fit(one)],
            ["Sebaran nilai", _spread(one)],
            ["Kesan umum (halo)", _halo(one)],
            ["Perubahan antarhari", _drift(one, word)],
            ["Unsur", _criteria(docket, one, word)],
        ],
    }


_ALONE = "Bapak/Ibu satu-satunya penguji pada metode ini, sehingga keketatan tidak dapat dibandingkan."
_NOT_COMPARED = "Tidak dapat dihitung tanpa penguji lain."


def _headline(one: ExaminerMeasure) -> str:
    return f"Secara umum, penilaian Bapak/Ibu {for_chair.severity_word(one)} penguji."


def _bar(one: ExaminerMeasure, word: str) -> office.Json:
    """Return measure and interval in thousandths of half the bar's width; zero is the average."""
    least = Decimal(1) if word == "logit" else Decimal(5)
    reach = max(least, *(abs(each) for each in (one.interval.lower, one.interval.upper)))

    def place(value: Decimal) -> int:
        return int(value / reach * 1000)

    return {"lower": place(one.interval.lower), "at": place(one.severity), "upper": place(one.interval.upper)}


def _severity(one: ExaminerMeasure, word: str) -> str:
    return (
        f"{chances.measured(one.severity)} {word} (rentang 95% {chances.measured_span(one.interval)}), dari "
        f"{facts.number(one.n, 0)} nilai. Nol berarti keketatan rata-rata; angka positif berarti lebih ketat."
    )


def _fit(one: ExaminerMeasure) -> str:
    if one.infit is None or one.outfit is None:
        return "Tidak dapat dihitung dari nilai yang ada."
    told = f"Infit {facts.number(one.infit)}, outfit {facts.number(one.outfit)}"
    if one.infit > _FIT_HIGH:
        told += ": nilai lebih tidak teratur daripada yang diperkirakan."
    elif one.infit < _FIT_LOW:
        told += ": nilai lebih seragam daripada yang diperkirakan."
    else:
        told += ": urutan nilai sejalan dengan urutan kemampuan peserta."
    if one.n_surprising:
        told += f" {one.n_surprising} nilai mengejutkan, jauh dari yang diperkirakan."
    return told


def _spread(one: ExaminerMeasure) -> str:
    if one.spread_ratio is None:
        return "Tidak dapat dihitung dari nilai yang ada."
    told = f"Sebaran nilai {facts.percent(one.spread_ratio * 100, 0)} dari yang diperkirakan"
    if one.is_central:
        return f"{told}: nilai cenderung berkumpul di tengah, sehingga perbedaan peserta kurang tampak."
    return f"{told}: skala dipakai sebagaimana diharapkan."


def _halo(one: ExaminerMeasure) -> str:
    if one.halo_percent is None:
        return "Tidak dapat dipisahkan dari nilai yang ada."
    return (
        f"Dari hal yang membedakan para peserta dalam nilai Bapak/Ibu, {facts.percent(one.halo_percent, 0)} "
        "berasal dari kesan umum Bapak/Ibu sendiri; selebihnya sejalan dengan penguji lain."
    )


def _drift(one: ExaminerMeasure, word: str) -> str:
    if one.drift is None:
        return "Tidak dapat dihitung; penilaian berlangsung satu hari atau harinya tidak tercatat."
    told = f"{chances.signed(one.drift.per_day)} {word} per hari"
    if not one.drift.flagged:
        return f"{told}; tidak bermakna."
    direction = "lebih ketat" if one.drift.per_day > 0 else "lebih murah hati"
    return f"{told}: penilaian menjadi {direction} dari hari ke hari."


def _criteria(docket: Docket, one: ExaminerMeasure, word: str) -> str:
    if not one.interactions:
        return "Tidak dapat dilihat dari nilai yang ada."
    flagged = [each for each in one.interactions if each.flagged]
    if not flagged:
        return "Tidak ada unsur yang secara bermakna dinilai lebih ketat atau lebih murah hati."
    return f"{facts.listed(_criterion(docket, each, word) for each in flagged)}."


def _criterion(docket: Docket, one: Interaction, word: str) -> str:
    known = of_units.criteria_by_code(docket)
    name = known[one.criterion].name if one.criterion in known else one.criterion
    how = "lebih ketat" if one.bias > 0 else "lebih murah hati"
    return f"{name} dinilai {how} ({chances.signed(one.bias)} {word})"
