"""Lampiran teknis: what was frozen before scoring and every number behind the result."""

from selaras.core import outcome as o
from selaras.core import vocabulary as v
from selaras.core.casefile import Competence
from selaras.core.rules import Finding
from selaras.core.scheme import Axis, Conversion, ConversionKind, DiscrepancyRule
from selaras.documents import facts, measurement_words, office
from selaras.documents.content import recap, robustness
from selaras.documents.content.measuring import units as measured_units
from selaras.documents.docket import Docket


def content(docket: Docket) -> office.Json:
    scheme = docket.case.scheme
    return {
        **office.paper(
            docket,
            title="Lampiran Teknis Laporan Hasil",
            subtitle=docket.case.event.title,
            is_result=True,
        ),
        "pins": _pins(docket),
        "root": list(facts.root_groups(docket.stamp.root_hex)),
        "policies": _policies(docket),
        "criteria": [
            [one.code, one.name, one.method.istilah, facts.weight(one.weight), one.conversion]
            for one in scheme.criteria
        ],
        "conversions": [[one.code, one.kind.istilah, _steps(one)] for one in scheme.conversions],
        "methods": [_method(docket, leaf.code, leaf.name) for leaf in docket.leaves()],
        "gap_heads": [[one.code, one.name] for one in _common(docket)],
        "gaps": [_levels(docket, one) for one in docket.ranked()],
        "rules": _rules(docket),
        "measured": measured_units.content(docket),
        "robustness": robustness.content(docket),
        "not_a_ground": office.NOT_A_GROUND,
    }


def _pins(docket: Docket) -> list[list[str]]:
    found, stamp = docket.results, docket.stamp
    return [
        ["Rancangan penilaian", found.scheme_digest],
        ["Dasar hukum yang dipakai", found.rulebook_digest],
        ["Aturan per tanggal", facts.long_date(found.rulebook_on)],
        ["Buku induk", f"{stamp.origin}, {facts.number(stamp.size, 0)} catatan"],
    ]


def _policies(docket: Docket) -> list[list[str]]:
    scheme = docket.case.scheme
    talent, match = scheme.talent, scheme.match
    by_label = " (predikat menentukan baris)" if talent.performance_by_label else ""
    tie = facts.listed(_component_name(docket, code) for code in scheme.tie_break)
    marking = _marking_rules(scheme.discrepancy)
    return [
        ["Kategori", recap.cut_sentence(docket)],
        ["Penguji", scheme.examiner_rule.istilah],
        ["Tidak ada bukti", scheme.no_evidence.istilah],
        ["Batas unsur tanpa bukti", facts.weight(scheme.most_missing_share)],
        ["Nilai sama", f"Diurutkan menurut {tie}" if tie else "Ditampilkan sebagai nilai sama"],
        [
            "Selisih yang dikonfirmasi",
            "; ".join(marking) if marking else "Tidak ditetapkan",
        ],
        ["Pengukuran", measured_units.policy_words(scheme.measurement)],
        ["Desimal nilai akhir", str(scheme.places)],
        ["Pembatasan JPM", match.cap.istilah],
        ["Bukti memadai mulai", facts.weight(match.thin_evidence_share)],
        ["Selisih JPM bermakna di atas", facts.weight(match.marginal_percent)],
        ["Profil talenta", f"{talent.code}{by_label}"],
        ["Sumbu kinerja", _axis(docket, talent.performance)],
        ["Sumbu potensial", _axis(docket, talent.potential)],
    ]


def _marking_rules(frozen: DiscrepancyRule) -> list[str]:
    set_rules = (
        ("distance", frozen.distance_points),
        ("dixon", frozen.dixon_percent),
        ("residual", frozen.residual),
    )
    return [measurement_words.rule(code, frozen) for code, limit in set_rules if limit is not None]


def _component_name(docket: Docket, code: v.ComponentCode) -> str:
    return next(one.name for one in docket.case.scheme.components if one.code == code)


def _axis(docket: Docket, axis: Axis) -> str:
    parts = []
    for part in axis.parts:
        name = part.source.istilah if part.component is None else _component_name(docket, part.component)
        parts.append(f"{name.lower()} {facts.weight(part.weight)}")
    boundary = "lebih tinggi" if axis.boundary_is_higher else "lebih rendah"
    return (
        f"{facts.listed(parts)}; menengah mulai {facts.plain(axis.middle_from)}, tinggi mulai "
        f"{facts.plain(axis.high_from)}; tepat pada batas termasuk yang {boundary}."
    )


def _steps(one: Conversion) -> str:
    if one.kind is ConversionKind.LINEAR:
        return f"nilai {facts.plain(one.highest)} setara 100"
    if one.kind is ConversionKind.IDENTITY:
        return "nilai dipakai apa adanya"
    if one.kind is ConversionKind.TABLE:
        return "; ".join(f"{step.label} = {facts.plain(step.points)}" for step in one.steps)
    return "; ".join(f"mulai {facts.plain(step.at_least)} = {facts.plain(step.points)}" for step in one.steps)


def _method(docket: Docket, code: v.ComponentCode, name: str) -> office.Json:
    """Return every examiner's score of every participant in one component, marks of doubt beside it."""
    examiners = [
        one.code
        for one in docket.case.examiners
        if any(
            score.examiner == one.code and score.component == code
            for r in docket.ranked()
            for score in r.examiners
        )
    ]
    return {
        "name": name,
        "examiners": examiners,
        "rows": [_examined(docket, one, code, examiners) for one in docket.ranked()] if examiners else [],
    }


def _examined(
    docket: Docket, result: o.OfficialResult, code: v.ComponentCode, examiners: list[v.ExaminerCode]
) -> list[str]:
    by_examiner = {one.examiner: one for one in result.examiners if one.component == code}
    cells = []
    for examiner in examiners:
        score = by_examiner.get(examiner)
        marks = "" if score is None else ("*" if score.disclosed else "") + ("!" if score.discrepant else "")
        cells.append(facts.NOTHING if score is None else f"{facts.number(score.points)}{marks}")
    points = next(one.points for one in result.components if one.code == code)
    return [result.code, facts.bare_name(result.name), *cells, facts.number(points)]


def _common(docket: Docket) -> list[Competence]:
    """Return the competences that all posts share; technical ones differ by post and are written out."""
    return [one for one in docket.case.competences if one.cluster is not v.Cluster.TECHNICAL]


def _levels(docket: Docket, result: o.OfficialResult) -> list[str]:
    by_code = {one.competence: one for one in result.match.gaps} if result.match else {}
    cells = [_level(by_code[one.code]) if one.code in by_code else facts.NOTHING for one in _common(docket)]
    technical = [one for one in by_code.values() if one.cluster is v.Cluster.TECHNICAL]
    told = "; ".join(f"{one.name} {_level(one)}" for one in technical)
    percent = facts.percent(result.match.percent) if result.match else facts.NOTHING
    return [result.code, *cells, told or facts.NOTHING, percent]


def _level(gap: o.Gap) -> str:
    return f"{facts.plain(gap.level)}/{gap.required}"


def _rules(docket: Docket) -> list[list[object]]:
    """Return every rule that was held against the event, each once, with how sure it is."""
    found: dict[str, Finding] = {}
    people = [finding for one in docket.results.officials for finding in one.reasons]
    for one in (*docket.results.panel, *docket.results.permissions, *people):
        found.setdefault(one.rule, one)
    return [
        [one.rule, one.statement_id, one.article, _CERTAINTY[one.certainty.value]]
        for _, one in sorted(found.items())
    ]


_CERTAINTY = {"high": "tinggi", "medium": "sedang", "low": "rendah"}
