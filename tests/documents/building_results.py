"""Hand-made results for the papers' tests: a paper shows what it is given, so nothing is computed here.

The rules quoted are invented ones with plain sentences; a change of the law changes no paper test.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from selaras.core import casefile as c
from selaras.core import outcome as o
from selaras.core import vocabulary as v
from selaras.core.rules import Certainty, Finding, Outcome
from tests.documents.building import COMPETENCES, officials


def finding(rule: str, outcome: Outcome, statement: str, **facts: str | int) -> Finding:
    return Finding(
        rule=rule,
        article="PP 11/2017 Pasal 132 jo. PP 17/2020",
        outcome=outcome,
        facts=facts,
        certainty=Certainty.HIGH,
        statement_id=statement,
        statement_en=statement,
    )


TWO_YEARS = "Mutasi antar-JPT paling singkat dua tahun dalam jabatan"
IN_POST = finding("MUT-2Y", Outcome.MET, TWO_YEARS, in_post_since="2021-01-04")
TOO_NEW = finding("MUT-2Y", Outcome.BROKEN, TWO_YEARS, in_post_since="2023-04-12")
DOUBT = finding("EDU-FIELD", Outcome.FLAGGED, "Bidang ilmu sebaiknya sesuai dengan jabatan", education="s2")


def gaps(k: int) -> tuple[o.Gap, ...]:
    made = []
    for n, (code, name, cluster) in enumerate(COMPETENCES):
        level = None if (n, k % 4) == (9, 1) else Decimal(250 + 25 * ((k * 3 + n * 5) % 9)).scaleb(-2)
        made.append(
            o.Gap(
                competence=v.CompetenceCode(code),
                name=name,
                cluster=cluster,
                required=4,
                level=level,
                source="none" if level is None else ("assessor" if k % 3 == 0 else "criteria"),
                mandatory=n == 0,
            )
        )
    return tuple(made)


def components(points: tuple[int, int, int, int]) -> tuple[o.ComponentScore, ...]:
    paper, talk, record, work = (Fraction(one, 3) for one in points)
    rows = (
        ("PANEL", "Penilaian penguji", None, 40, (paper + talk) / 2, False),
        ("MAKALAH", "Makalah", "PANEL", 50, paper, True),
        ("WAWANCARA", "Wawancara", "PANEL", 50, talk, True),
        ("REKAM", "Rekam jejak", None, 25, record, True),
        ("KINERJA", "Perjanjian kinerja", None, 35, work, True),
    )
    return tuple(
        o.ComponentScore(
            code=v.ComponentCode(code),
            name=name,
            parent=None if parent is None else v.ComponentCode(parent),
            weight=Decimal(weight),
            effective_weight=Fraction(weight),
            points=value,
            is_leaf=leaf,
        )
        for code, name, parent, weight, value, leaf in rows
    )


def box(number: int) -> o.TalentBox:
    grid = {4: (0, 0), 7: (0, 1), 9: (0, 2), 2: (1, 0), 5: (1, 1), 8: (1, 2), 1: (2, 0), 3: (2, 1), 6: (2, 2)}
    row, column = grid[number]
    return o.TalentBox(
        number=number,
        performance=tuple(v.PerformanceAxis)[row],
        potential=tuple(v.PotentialAxis)[column],
        performance_points=Decimal("80.00"),
        potential_points=Decimal("71.25"),
        actions=("Penempatan yang sesuai", "Bimbingan kinerja", "Pengembangan kompetensi"),
    )


def scored(one: c.Official, k: int, n: int) -> o.OfficialResult:
    """Return a made-up result: two people share rank 2, every fifth is below the mark."""
    rank = 2 if k in (1, 2) else k + 1
    score = Decimal(9150 - 60 * rank).scaleb(-2) if k % 5 != 4 else Decimal(6600 - 20 * k).scaleb(-2)
    others = officials(n)
    tied = {1: (others[2].nip,), 2: (others[1].nip,)}.get(k, ()) if n > 2 else ()
    category = v.Category.MS if score >= 80 else v.Category.MMS if score >= 68 else v.Category.KMS
    match = o.Match(
        position=v.PositionCode(f"J-{k + 1:02}"),
        percent=Decimal("88.75") - k,
        category=category,
        gaps=gaps(k),
        knocked_out_by=(),
        evidenced_percent=Decimal(100),
        is_thin=False,
    )
    return o.OfficialResult(
        nip=one.nip,
        code=f"P-{k + 1:03}",
        name=one.name,
        position=one.position,
        position_title=one.position_title,
        status=v.ParticipantStatus.PARTICIPANT,
        reasons=(IN_POST, DOUBT) if k % 6 == 3 else (IN_POST,),
        components=components((250 - k, 239 - k, 231, 266 - 2 * k)),
        examiners=tuple(
            o.ExaminerScore(
                examiner=v.ExaminerCode(f"P{e + 1}"),
                component=v.ComponentCode(component),
                method=method,
                points=Fraction(250 - k + 9 * (e - 2), 3),
                disclosed=(k, e) == (0, 0),
                discrepant=(k, e) == (1, 4),
            )
            for component, method in (("MAKALAH", v.Method.PAPER), ("WAWANCARA", v.Method.INTERVIEW))
            for e in range(5)
        ),
        score=score,
        rank=rank,
        tied_with=tied,
        category=category,
        passed=category is not v.Category.KMS,
        without_conflict=o.WithoutConflict(score=Decimal("90.42"), rank=1) if k == 0 else None,
        match=match,
        no_match_because=None,
        alternatives=(
            o.Alternative(
                position=v.PositionCode("J-99"),
                rank=1,
                percent=Decimal("93.50"),
                findings=(DOUBT,),
                same_as=(),
            ),
            o.Alternative(
                position=v.PositionCode("J-01" if k else "J-02"),
                rank=2,
                percent=Decimal("90.25"),
                findings=(),
                same_as=(v.PositionCode("J-03"),),
            ),
        ),
        box=box((5, 8, 7, 5, 2, 9, 5, 4)[k % 8]),
        no_box_because=None,
        recommendation=_recommended(k, category),
    )


def _recommended(k: int, category: v.Category) -> o.Recommendation:
    if category is v.Category.KMS:
        reasons = (
            o.Reason(code="below_the_mark", facts={"category": category.istilah}),
            o.Reason(code="retest_follows", facts={}),
        )
        return o.Recommendation(
            kind=v.Move.DEVELOP, position=v.PositionCode(f"J-{k + 1:02}"), reasons=reasons
        )
    if k % 3 == 0:
        facts = {"position": "Kepala Dinas Perpustakaan dan Kearsipan", "percent": "93.50", "own": "88.75"}
        reasons = (o.Reason(code="better_post", facts=facts),)
        return o.Recommendation(kind=v.Move.ROTATE, position=v.PositionCode("J-99"), reasons=reasons)
    reasons = (
        o.Reason(code="below_standard", facts={"percent": "88.75", "category": category.istilah}),
        o.Reason(code="no_better_post", facts={}),
    )
    return o.Recommendation(kind=v.Move.STAY, position=v.PositionCode(f"J-{k + 1:02}"), reasons=reasons)


def left_out(one: c.Official, k: int) -> o.OfficialResult:
    return o.OfficialResult(
        nip=one.nip,
        code=f"P-{k + 1:03}",
        name=one.name,
        position=one.position,
        position_title=one.position_title,
        status=v.ParticipantStatus.EXEMPT,
        reasons=(TOO_NEW,),
        components=(),
        examiners=(),
        score=None,
        rank=None,
        tied_with=(),
        category=None,
        passed=None,
        without_conflict=None,
        match=None,
        no_match_because="not_assessed",
        alternatives=(),
        box=None,
        no_box_because="not_assessed",
        recommendation=o.Recommendation(
            kind=v.Move.NONE, position=None, reasons=(o.Reason(code="exempt", facts={}),)
        ),
    )


def results(of: c.CaseFile, *, is_scored: bool = True) -> o.Results:
    """Return results of a case made by ``case``; the last official of more than three is exempt."""
    n = len(of.officials)
    exempt = 1 if n > 3 else 0
    everyone = tuple(
        left_out(one, k) if k >= n - exempt else scored(one, k, n) for k, one in enumerate(of.officials)
    )
    if not is_scored:
        everyone = tuple(_unscored(one) for one in everyone)
    passed = sum(1 for one in everyone if one.passed)
    boxes = [one.box.number for one in everyone if one.box]
    return o.Results(
        scheme_digest="cd" * 32,
        rulebook_digest="ab" * 32,
        rulebook_on=of.event.starts_on,
        reviewer="KASN",
        officials=everyone,
        panel=(
            finding(
                "PANEL-SIZE", Outcome.MET, "Panitia seleksi berjumlah ganjil, 5 sampai 9 orang", n_members=5
            ),
            finding(
                "PANEL-OUTSIDE",
                Outcome.FLAGGED,
                "Panitia seleksi memuat pejabat dari luar instansi",
                n_internal=2,
            ),
        ),
        permissions=(
            finding(
                "ELECTION-6M",
                Outcome.BROKEN,
                "Penggantian pejabat dalam masa larangan memerlukan persetujuan tertulis Menteri",
                window_from="2024-03-22",
            ),
            finding(
                "PERM-PLAN",
                Outcome.MET,
                "Rencana uji kompetensi telah memperoleh rekomendasi",
                letter_number="B-118/KASN/01/2024",
            ),
        ),
        deadlines=tuple(deadlines(of)),
        summary=o.Summary(
            officials=n,
            participants=n - exempt,
            exempt=exempt,
            ineligible=0,
            not_assessed=0,
            examiners=5,
            vacant_positions=1,
            acting_positions=1,
            passed=passed if is_scored else 0,
            failed=n - exempt - passed if is_scored else 0,
            passed_percent=_percent(passed, n - exempt) if is_scored else None,
            boxes={str(k): boxes.count(k) for k in range(1, 10)},
        ),
        is_scored=is_scored,
    )


def _percent(part: int, whole: int) -> Decimal:
    return (Decimal(part) * 100 / whole).quantize(Decimal("0.1"))


def _unscored(one: o.OfficialResult) -> o.OfficialResult:
    return replace(
        one,
        components=(),
        examiners=(),
        score=None,
        rank=None,
        tied_with=(),
        category=None,
        passed=None,
        without_conflict=None,
        match=None,
        no_match_because="not_assessed",
        alternatives=(),
        box=None,
        no_box_because="not_assessed",
    )


def deadlines(of: c.CaseFile) -> Iterator[o.Deadline]:
    for k, one in enumerate(of.officials):
        yield o.Deadline(
            on=date(2024 + k % 4, 1 + (k * 5) % 12, 4),
            kind=("two-years", "five-years", "retirement")[k % 3],
            subject=one.name,
            nip=one.nip,
            position=one.position,
            rule="MUT-5Y",
            article="PP 11/2017 Pasal 133",
            certain=k % 4 != 2,
            text=(
                "Masa jabatan mencapai lima tahun; perpanjangan memerlukan evaluasi "
                "kinerja dan uji kompetensi."
            ),
        )
