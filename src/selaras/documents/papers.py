"""All papers of an event: which there are, what they are called, in which order."""

import hashlib
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from selaras.core.casefile import CaseFile, Examiner
from selaras.core.dossier import ExpectedSheet, dossier_of
from selaras.core.outcome import Results
from selaras.core.placement.choosing import Chosen
from selaras.core.placement.offer import Offer
from selaras.core.rules import Rulebook
from selaras.documents import charts, office
from selaras.documents.content import (
    annex,
    deadlines,
    individual,
    letters,
    minutes,
    participants,
    recap,
    report,
    score_sheets,
    verification,
)
from selaras.documents.content.measuring import for_chair, for_examiner
from selaras.documents.content.placing import pertek, vacancies
from selaras.documents.content.witnessing import daily, own_marks
from selaras.documents.docket import Docket, LedgerStamp, docket_of
from selaras.documents.illustrating import illustrated
from selaras.documents.printing.dressing import Dressing
from selaras.documents.render import FORM, Job, Part, render, render_part
from selaras.documents.twins.making import twin_name, twin_of

__all__ = [
    "CODES",
    "LedgerStamp",
    "Paper",
    "render_papers",
    "render_twins",
    "render_witness_papers",
    "warm_up",
]

# A form to be filled in by hand is no text to be edited.
WITHOUT_TWIN = frozenset({"lembar-penilaian"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """One finished file. File names carry numbers and codes, never a name or a NIP."""

    code: str
    file_name: str
    title: str
    content: bytes

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Planned:
    code: str
    file_name: str
    job: Job


_Plan = Callable[[Docket], Iterator[_Planned]]


def render_papers(
    case: CaseFile,
    results: Results,
    rulebook: Rulebook,
    stamp: LedgerStamp,
    *,
    only: Collection[str] | None = None,
    names: Collection[str] | None = None,
    offer: Offer | None = None,
    choice: Chosen | None = None,
    dress: Dressing | None = None,
) -> Iterator[Paper]:
    """Return every paper that the event's state allows, in order; the same bytes from the same ledger.

    only : codes of papers wanted (``CODES``); None for all
    names : names of files wanted, of these; None for all
    offer : the placement that is shown, None where none was made; its first slate is the proposal
    choice : the deciding officer's, which the usul tells; without one it is a draft of that first slate.
        Papers that the panel signs stay as they are
    dress : what an office lays over them for its own print; without it they are what the ledger names
    """
    docket = docket_of(case, results, rulebook, stamp, offer=offer, choice=choice)
    planned = _dressed(docket, only=only, names=names, dress=dress)
    made = render(illustrated([one.job for one in planned]))
    for one, pdf in zip(planned, made, strict=True):
        title = str(one.job.content["title"])
        yield Paper(code=one.code, file_name=one.file_name, title=title, content=pdf)


def render_twins(
    docket: Docket, *, names: Collection[str] | None = None, dress: Dressing | None = None
) -> Iterator[Paper]:
    """Return the editable twin of each paper, in order; forms that are filled in by hand have none.

    names : of the papers' own files
    """
    planned = [
        one for one in _dressed(docket, only=None, names=names, dress=dress) if one.code not in WITHOUT_TWIN
    ]
    for one, job in zip(planned, illustrated([one.job for one in planned]), strict=True):
        yield Paper(
            code=one.code,
            file_name=twin_name(one.file_name),
            title=str(one.job.content["title"]),
            content=twin_of(job, dated=docket.dated),
        )


def _dressed(
    docket: Docket, *, only: Collection[str] | None, names: Collection[str] | None, dress: Dressing | None
) -> list[_Planned]:
    """Return the papers wanted in an office's dress; a form that is laid over others has none."""
    planned = [one for one in _planned(docket, only=only) if names is None or one.file_name in names]
    if dress is None:
        return planned
    return [
        one
        if one.job.completed_by is not None
        else replace(
            one,
            job=replace(one.job, content=dress(one.file_name, one.job.template, one.job.content)),
        )
        for one in planned
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A paper that could be made: which one it is, and whether it tells a result."""

    code: str
    file_name: str
    title: str
    shows_results: bool


def names_of_papers(docket: Docket) -> tuple[Named, ...]:
    """Return every paper that the event's state allows, in order, without making any."""
    shows = {code: shows_results for code, _, shows_results in _PLANS}
    return tuple(
        Named(
            code=one.code,
            file_name=one.file_name,
            title=str(one.job.content["title"]),
            shows_results=shows[one.code],
        )
        for one in _planned(docket)
    )


def _planned(docket: Docket, *, only: Collection[str] | None = None) -> Iterator[_Planned]:
    for code, plan, shows_results in _PLANS:
        if (only is None or code in only) and (docket.results.is_scored or not shows_results):
            yield from plan(docket)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Witnessed:
    """An event at one checkpoint, whether or not it has a result."""

    case: CaseFile
    stamp: LedgerStamp

    @property
    def dated(self) -> date:
        return self.case.event.ends_on


def render_witness_papers(case: CaseFile, stamp: LedgerStamp, *, with_marks: bool) -> Iterator[Paper]:
    """Return the daily minutes at a checkpoint, and each examiner's own marks if wanted; it needs no result.

    File names tell the ledger's size, so that the papers of one break never replace those of another.
    """
    at = _Witnessed(case=case, stamp=stamp)
    jobs = [(daily.CODE, "", Job(template="daily", content=daily.content(at)))]
    for examiner in case.examiners if with_marks else ():
        content = own_marks.content(at, examiner)
        if content is not None:
            job = Job(template="own-marks", content=content)
            jobs.append((own_marks.CODE, f"-{examiner.code.lower()}", job))
    made = render([job for *_, job in jobs])
    for (code, whose, job), pdf in zip(jobs, made, strict=True):
        name = f"{code}{whose}-{stamp.size:06}.pdf"
        yield Paper(code=code, file_name=name, title=str(job.content["title"]), content=pdf)


def warm_up() -> None:
    """Start what takes long to start, beside other work; without it the papers come later, not otherwise."""
    charts.warm_up()


def _single(code: str, number: str, template: str, content: Callable[[Docket], office.Json]) -> _Plan:
    def plan(docket: Docket) -> Iterator[_Planned]:
        job = Job(template=template, content=content(docket))
        yield _Planned(code=code, file_name=f"{number}-{code}.pdf", job=job)

    return plan


def _score_sheets(docket: Docket) -> Iterator[_Planned]:
    """Plan one file per examiner; an empty sheet is set once and each participant laid over it."""
    for n, (examiner, sheets) in enumerate(_marking(docket), start=1):
        yield _Planned(
            code="lembar-penilaian",
            file_name=f"03-lembar-penilaian-penguji-{n:02}.pdf",
            job=Job(
                template="score-sheets",
                content=score_sheets.frame(docket),
                completed_by=partial(_sheets_of, docket, examiner, sheets),
            ),
        )


def _sheets_of(docket: Docket, examiner: Examiner, expected: list[ExpectedSheet]) -> Job:
    blanks = score_sheets.blanks_by_person(docket, expected)
    parts: dict[str, Part] = {}
    for blank in dict.fromkeys(blanks.values()):
        empty = score_sheets.blank_content(docket, examiner=examiner, blank=blank)
        parts[blank.key] = render_part(Job(template="score-blank", content=empty, standards=FORM))
    content = score_sheets.content(
        docket,
        examiner=examiner,
        blanks=blanks,
        pages={key: part.n_pages for key, part in parts.items()},
    )
    pdfs = {key: part.pdf for key, part in parts.items()}
    return Job(template="score-sheets", content=content, standards=FORM, parts=pdfs)


def _marking(docket: Docket) -> list[tuple[Examiner, list[ExpectedSheet]]]:
    """Return who was given somebody to rate, with the sheets; an outside centre's assessors were not."""
    expected: dict[str, list[ExpectedSheet]] = {one.code: [] for one in docket.case.examiners}
    for sheet in dossier_of(docket.case, docket.rulebook).expected:
        expected[sheet.examiner].append(sheet)
    return [(one, expected[one.code]) for one in docket.case.examiners if expected[one.code]]


def _own_marks(docket: Docket) -> Iterator[_Planned]:
    """Plan each examiner's own marks; numbered as the examiner's sheets are."""
    for n, (examiner, _) in enumerate(_marking(docket), start=1):
        content = own_marks.content(docket, examiner)
        if content is not None:
            yield _Planned(
                code=own_marks.CODE,
                file_name=f"03a-{own_marks.CODE}-penguji-{n:02}.pdf",
                job=Job(template="own-marks", content=content),
            )


def _daily(docket: Docket) -> Iterator[_Planned]:
    if docket.stamp.size:
        job = Job(template="daily", content=daily.content(docket))
        yield _Planned(code=daily.CODE, file_name=f"05a-{daily.CODE}.pdf", job=job)


def _individuals(docket: Docket) -> Iterator[_Planned]:
    for one in docket.results.officials:
        if one.score is not None:
            yield _Planned(
                code="laporan-individu",
                file_name=f"07-laporan-individu-{one.code}.pdf",
                job=Job(template="individual", content=individual.content(docket, one)),
            )


def _for_the_chair(docket: Docket) -> Iterator[_Planned]:
    if docket.results.measured is not None:
        job = Job(template="chair", content=for_chair.content(docket))
        yield _Planned(code="laporan-pengukuran-ketua", file_name="06b-laporan-pengukuran-ketua.pdf", job=job)


def _for_each_examiner(docket: Docket) -> Iterator[_Planned]:
    """Plan what each examiner is told of the own marks; numbered as the examiner's sheets are."""
    if docket.results.measured is None:
        return
    for n, (examiner, _) in enumerate(_marking(docket), start=1):
        content = for_examiner.content(docket, examiner)
        if content is not None:
            yield _Planned(
                code="laporan-penguji",
                file_name=f"06c-laporan-penguji-{n:02}.pdf",
                job=Job(template="examiner", content=content),
            )


def _cover(docket: Docket) -> Iterator[_Planned]:
    if letters.goes_through_governor(docket):
        job = Job(template="letter", content=letters.cover(docket))
        yield _Planned(code="surat-pengantar", file_name="09-surat-pengantar.pdf", job=job)


def _pertek(docket: Docket) -> Iterator[_Planned]:
    if pertek.has_moves(docket):
        job = Job(template="pertek", content=pertek.content(docket))
        yield _Planned(code="usul-pertek", file_name="11-usul-pertek.pdf", job=job)


def _vacancies(docket: Docket) -> Iterator[_Planned]:
    if vacancies.has_vacancies(docket):
        job = Job(template="vacancies", content=vacancies.content(docket))
        yield _Planned(code="profil-jabatan-lowong", file_name="12-profil-jabatan-lowong.pdf", job=job)


# Code, plan, and whether it shows results: before the first mark only the others exist.
_PLANS: tuple[tuple[str, _Plan, bool], ...] = (
    ("daftar-peserta", _single("daftar-peserta", "01", "participants", participants.content), False),
    (
        "lembar-verifikasi-data",
        _single("lembar-verifikasi-data", "02", "verification", verification.content),
        False,
    ),
    ("lembar-penilaian", _score_sheets, False),
    (own_marks.CODE, _own_marks, True),
    ("rekapitulasi-nilai", _single("rekapitulasi-nilai", "04", "recap", recap.content), True),
    ("berita-acara", _single("berita-acara", "05", "minutes", minutes.content), True),
    (daily.CODE, _daily, False),
    ("laporan-hasil", _single("laporan-hasil", "06", "report", report.content), True),
    ("lampiran-teknis", _single("lampiran-teknis", "06a", "annex", annex.content), True),
    ("laporan-pengukuran-ketua", _for_the_chair, True),
    ("laporan-penguji", _for_each_examiner, True),
    ("laporan-individu", _individuals, True),
    (
        "surat-permohonan-rekomendasi",
        _single("surat-permohonan-rekomendasi", "08", "letter", letters.request),
        True,
    ),
    ("surat-pengantar", _cover, True),
    ("kalender-tenggat", _single("kalender-tenggat", "10", "deadlines", deadlines.content), False),
    ("usul-pertek", _pertek, True),
    ("profil-jabatan-lowong", _vacancies, True),
)
CODES = tuple(code for code, _, _ in _PLANS)
