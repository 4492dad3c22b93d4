"""What an empty workbook proposes: tree, conversions and criteria for each kind of event.

Proposals to be changed by the panel, not rules. Weights of open selection follow the ranges of
PermenPANRB 15/2019; 40 percent panel and 60 percent record is what a reported job fit used.
"""

from dataclasses import dataclass
from decimal import Decimal

from selaras.core import vocabulary as v
from selaras.core.casefile import Competence
from selaras.core.scheme import (
    Anchor,
    CompetenceWeight,
    Component,
    Conversion,
    ConversionKind,
    Criterion,
    Step,
    WhenMissing,
)

_ANCHORS = (
    (1, "Belum tampak, atau bertentangan dengan yang diharapkan"),
    (2, "Tampak sesekali, perlu dibimbing"),
    (3, "Tampak pada keadaan biasa"),
    (4, "Konsisten, juga pada keadaan sulit"),
    (5, "Menjadi contoh dan mengembangkan orang lain"),
)
SCALE, PERCENT, PREDICATE, RECORD = "SKALA5", "PERSEN", "PREDIKAT", "REKAM"
_PREDICATES = (
    ("Sangat Baik", 100),
    ("Baik", 80),
    ("Butuh Perbaikan", 60),
    ("Kurang", 40),
    ("Sangat Kurang", 20),
)
_RECORDS = (("Sangat sesuai", 100), ("Sesuai", 80), ("Kurang sesuai", 60), ("Tidak sesuai", 20))


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """A component of a proposal; ``parts`` are its leaves."""

    code: str
    name: str
    weight: int
    method: v.Method | None = None
    parts: tuple["Branch", ...] = ()


def _leaf(method: v.Method, weight: int) -> Branch:
    return Branch(code=_CODE[method], name=method.istilah, weight=weight, method=method)


_CODE = {
    v.Method.PAPER: "MAKALAH",
    v.Method.PRESENTATION: "PEMAPARAN",
    v.Method.INTERVIEW: "WAWANCARA",
    v.Method.WRITTEN_TEST: "TERTULIS",
    v.Method.FEEDBACK_360: "UMPAN360",
    v.Method.TRACK_RECORD: "REKAMJEJAK",
    v.Method.PERFORMANCE: "KINERJA",
    v.Method.ASSESSMENT_CENTRE: "ASESMEN",
}
_PANEL = Branch(
    code="PANEL",
    name="Penilaian panitia seleksi",
    weight=40,
    parts=(_leaf(v.Method.PAPER, 40), _leaf(v.Method.INTERVIEW, 60)),
)
_RECORDS_BRANCH = Branch(
    code="REKAM",
    name="Rekam jejak dan kinerja",
    weight=60,
    parts=(_leaf(v.Method.TRACK_RECORD, 40), _leaf(v.Method.PERFORMANCE, 60)),
)
TREES: dict[v.EventKind, tuple[Branch, ...]] = {
    v.EventKind.JOB_FIT: (_PANEL, _RECORDS_BRANCH),
    v.EventKind.FIVE_YEAR: (
        _leaf(v.Method.PERFORMANCE, 50),
        _leaf(v.Method.INTERVIEW, 30),
        _leaf(v.Method.FEEDBACK_360, 20),
    ),
    v.EventKind.ADMINISTRATOR: (
        _leaf(v.Method.WRITTEN_TEST, 30),
        _leaf(v.Method.INTERVIEW, 40),
        _leaf(v.Method.PERFORMANCE, 30),
    ),
    v.EventKind.RETEST: (_leaf(v.Method.INTERVIEW, 60), _leaf(v.Method.PERFORMANCE, 40)),
    v.EventKind.REORGANISATION: (
        _leaf(v.Method.PRESENTATION, 25),
        _leaf(v.Method.INTERVIEW, 35),
        _leaf(v.Method.PERFORMANCE, 40),
    ),
    v.EventKind.OPEN_SELECTION: (
        _leaf(v.Method.TRACK_RECORD, 20),
        _leaf(v.Method.ASSESSMENT_CENTRE, 25),
        _leaf(v.Method.PAPER, 20),
        _leaf(v.Method.INTERVIEW, 35),
    ),
    v.EventKind.MAPPING: (
        _leaf(v.Method.ASSESSMENT_CENTRE, 60),
        _leaf(v.Method.PERFORMANCE, 40),
    ),
}
# Per method: code, name, weight, the competences it speaks for (by the name in the regulation).
_Line = tuple[str, str, int, tuple[str, ...]]
_FORMS: dict[v.Method, tuple[_Line, ...]] = {
    v.Method.PAPER: (
        ("MK1", "Pemahaman masalah jabatan", 40, ("Orientasi pada Hasil",)),
        ("MK2", "Gagasan dan kelayakannya", 40, ("Mengelola Perubahan",)),
        ("MK3", "Sistematika dan bahasa", 20, ("Komunikasi",)),
    ),
    v.Method.PRESENTATION: (
        ("PP1", "Program kerja", 50, ("Orientasi pada Hasil",)),
        ("PP2", "Inovasi", 30, ("Mengelola Perubahan",)),
        ("PP3", "Cara memaparkan", 20, ("Komunikasi",)),
    ),
    v.Method.INTERVIEW: (
        ("WW1", "Integritas", 20, ("Integritas",)),
        ("WW2", "Kepemimpinan", 20, ("Pengembangan Diri dan Orang Lain",)),
        ("WW3", "Kerja sama", 15, ("Kerja Sama", "Perekat Bangsa")),
        ("WW4", "Pengambilan keputusan", 20, ("Pengambilan Keputusan",)),
        ("WW5", "Komunikasi", 10, ("Komunikasi",)),
        ("WW6", "Pelayanan publik", 15, ("Pelayanan Publik",)),
    ),
    v.Method.WRITTEN_TEST: (
        ("TT1", "Penalaran atas kasus", 60, ("Pengambilan Keputusan",)),
        ("TT2", "Pengetahuan bidang tugas", 40, ()),
    ),
    v.Method.FEEDBACK_360: (
        ("UB1", "Memberi teladan", 30, ("Integritas",)),
        ("UB2", "Bekerja sama", 25, ("Kerja Sama",)),
        ("UB3", "Mengembangkan orang lain", 25, ("Pengembangan Diri dan Orang Lain",)),
        ("UB4", "Melayani", 20, ("Pelayanan Publik",)),
    ),
    v.Method.TRACK_RECORD: (
        ("RJ1", "Kesesuaian riwayat jabatan", 40, ()),
        ("RJ2", "Kesesuaian pendidikan dan pelatihan", 30, ()),
        ("RJ3", "Penghargaan dan disiplin", 30, ()),
    ),
    v.Method.PERFORMANCE: (
        ("KN1", "Capaian perjanjian kinerja", 60, ()),
        ("KN2", "Predikat kinerja", 40, ()),
    ),
}


def methods_of(kind: v.EventKind) -> tuple[v.Method, ...]:
    """Return the methods a kind of event proposes, each once."""
    leaves = (leaf for one in TREES[kind] for leaf in (one.parts or (one,)))
    return tuple(dict.fromkeys(leaf.method for leaf in leaves if leaf.method is not None))


def components_for(kind: v.EventKind) -> tuple[Component, ...]:
    found: list[Component] = []
    for one in TREES[kind]:
        found.append(_component(one, None))
        found += [_component(part, one.code) for part in one.parts]
    return tuple(found)


def _component(one: Branch, parent: str | None) -> Component:
    # Whoever has no assessment lawfully has nothing there; everything else must be there.
    optional = one.method is v.Method.ASSESSMENT_CENTRE
    return Component(
        code=v.ComponentCode(one.code),
        name=one.name,
        parent=None if parent is None else v.ComponentCode(parent),
        weight=Decimal(one.weight),
        method=one.method,
        criteria=(),
        when_missing=WhenMissing.RESCALE if optional else WhenMissing.REQUIRED,
    )


def conversions() -> tuple[Conversion, ...]:
    return (
        Conversion(code=SCALE, kind=ConversionKind.LINEAR, highest=Decimal(5), steps=()),
        Conversion(code=PERCENT, kind=ConversionKind.IDENTITY, highest=None, steps=()),
        _table(PREDICATE, _PREDICATES),
        _table(RECORD, _RECORDS),
    )


def _table(code: str, steps: tuple[tuple[str, int], ...]) -> Conversion:
    return Conversion(
        code=code,
        kind=ConversionKind.TABLE,
        highest=None,
        steps=tuple(Step(label=label, at_least=None, points=Decimal(points)) for label, points in steps),
    )


def criteria_for(kind: v.EventKind, competences: tuple[Competence, ...]) -> tuple[Criterion, ...]:
    """Return the criteria a kind of event proposes; competences are found by name."""
    codes = {one.name.casefold(): one.code for one in competences}
    return tuple(
        _criterion(method, line, codes) for method in methods_of(kind) for line in _FORMS.get(method, ())
    )


def _criterion(method: v.Method, line: _Line, codes: dict[str, v.CompetenceCode]) -> Criterion:
    code, name, weight, spoken = line
    known = [codes[one.casefold()] for one in spoken if one.casefold() in codes]
    conversion = {v.Method.TRACK_RECORD: RECORD, v.Method.PERFORMANCE: PERCENT}.get(method, SCALE)
    if code == "KN2":
        conversion = PREDICATE
    is_rated = conversion == SCALE
    has_scale = conversion in (SCALE, PERCENT)
    return Criterion(
        code=v.CriterionCode(code),
        method=method,
        name=name,
        weight=Decimal(weight),
        lowest=Decimal(1 if is_rated else 0) if has_scale else None,
        highest=Decimal(5 if is_rated else 100) if has_scale else None,
        marks=tuple(Decimal(mark) for mark, _ in _ANCHORS) if is_rated else (),
        conversion=conversion,
        anchors=tuple(Anchor(mark=Decimal(m), words=w) for m, w in _ANCHORS) if is_rated else (),
        speaks_for=tuple(CompetenceWeight(competence=one, weight=Decimal(100) / len(known)) for one in known),
    )
