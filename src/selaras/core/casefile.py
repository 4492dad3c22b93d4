"""The case file (berkas kegiatan): everything entered about one event, and nothing computed.

Each class below is the payload of one kind of ledger entry (see ``entries``); together they are all
the inputs of every published number. Decimals have at most two places.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from selaras.core import vocabulary as v
from selaras.core.scheme import Scheme


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A letter or decree that something rests on."""

    number: str
    dated_on: date
    issuer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Agency:
    """The government body that owns the event, as its letterhead shows it."""

    code: str  # "bengkulu"; part of the ledger's origin
    name: str  # "Pemerintah Provinsi Bengkulu"
    kind: v.AgencyKind
    region: str  # "Bengkulu"
    province: str | None  # for a regency or city
    seat: str  # where letters are dated from
    personnel_office: str  # "Badan Kepegawaian Daerah"
    address: str
    contact: str  # phone, mail, post code in one line
    letter_pattern: str  # "800/{serial}/BKD/{year}"; never numbered by the program


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionHead:
    """The head of the region: also the deciding officer (PPK) unless another is named."""

    name: str
    office: str  # "Gubernur Bengkulu", without the status
    status: v.HeadStatus
    inaugurated_on: date | None
    term_ends_on: date | None
    candidates_fixed_on: date | None  # penetapan pasangan calon of the next election here
    next_inauguration_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierEvent:
    key: str
    title: str
    held_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Signatory:
    name: str
    office: str
    nip: str | None  # as printed under a signature; need not be an official of the event


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    key: str
    kind: v.EventKind
    title: str
    starts_on: date
    ends_on: date
    scoring_days: tuple[date, ...]
    data_on: date  # posisi data; the default of every "as of"
    venue: str
    purpose: str
    assessed_level: v.Level
    head: RegionHead
    deciding_officer: Signatory
    authorised_officer: Signatory  # PyB, usually the regional secretary
    personnel_head: Signatory
    follows: EarlierEvent | None
    assessor_body: str | None  # an outside assessment centre, when one scores
    planned_decree_on: date | None
    consequences_explained: bool  # participants signed that they know what depends on it


@dataclass(frozen=True, slots=True, kw_only=True)
class Sanction:
    level: v.SanctionLevel
    until: date | None  # the first day it no longer runs; None when it ended long ago


@dataclass(frozen=True, slots=True, kw_only=True)
class Official:
    nip: v.Nip
    name: str  # with titles
    born_on: date
    grade: str  # golongan/ruang, "IV/c"
    education: v.Education
    field_of_study: str
    home_agency: str
    is_from_outside: bool  # another agency than the event's
    home_consent: Letter | None
    position: v.PositionCode | None  # a post in the sheet Jabatan; None when from outside
    position_title: str
    unit: str
    level: v.Level
    in_position_since: date  # TMT jabatan
    job_class: int | None
    allowance_class: str | None
    experience_fields: tuple[str, ...]  # bidang in which experience is recognised
    sanction: Sanction
    wealth_report_filed: bool
    tax_return_filed: bool
    data_confirmed_on: date | None  # the participant signed the own data


@dataclass(frozen=True, slots=True, kw_only=True)
class PostHeld:
    """One line of a career (riwayat jabatan)."""

    nip: v.Nip
    title: str
    unit: str
    level: v.Level
    field: str
    since: date
    until: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StandardLevel:
    competence: v.CompetenceCode
    level: int
    mandatory: bool  # a lower level knocks out


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    code: v.PositionCode
    title: str
    unit: str
    echelon: str
    level: v.Level
    job_class: int | None
    allowance_class: str | None
    state: v.PositionState
    state_since: date | None
    acting_name: str | None
    acting_extended: bool  # the second term of an acting holder has begun
    min_grade: str | None
    min_education: v.Education | None
    study_fields: tuple[str, ...]  # empty: any
    experience_fields: tuple[str, ...]
    min_experience_years: int | None
    special: v.SpecialPost
    is_in_play: bool
    standard: tuple[StandardLevel, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    nip: v.Nip
    kind: v.ConflictKind
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclaredConflict:
    """A conflict with its examiner, as the ledger keeps it: an entry of its own about the person."""

    examiner: v.ExaminerCode
    nip: v.Nip
    kind: v.ConflictKind
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Examiner:
    code: v.ExaminerCode
    name: str
    role: v.PanelRole
    element: v.Element
    function: str
    institution: str
    expertise: str
    level: v.Level | None  # of the own post, for members from inside
    is_party_member: bool
    conflicts_declared: bool  # the declaration was handed in, even when it says none
    conflicts: tuple[Conflict, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """Who rates whom on what; ``nip`` None means every participant."""

    examiner: v.ExaminerCode
    method: v.Method
    nip: v.Nip | None
    withdrawn_because: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendance:
    """``method`` None means every method."""

    nip: v.Nip
    method: v.Method | None
    state: v.AttendanceState
    document: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rating:
    criterion: v.CriterionCode
    state: v.MarkState
    mark: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RatingSheet:
    """One examiner's marks of one participant on one method: one entry of the ledger."""

    examiner: v.ExaminerCode
    nip: v.Nip
    method: v.Method
    paper_sheet: str | None  # number of the paper sheet it was typed from
    ratings: tuple[Rating, ...]
    reason: str | None = None  # why it was given anew; None the first time


@dataclass(frozen=True, slots=True, kw_only=True)
class VoidedSheet:
    """A sheet that two people took out, openly; what it leaves missing is named until it is given anew."""

    examiner: v.ExaminerCode
    nip: v.Nip
    method: v.Method
    reason: str
    approvals: tuple[str, ...]  # ids of the entries by which two people agreed


@dataclass(frozen=True, slots=True, kw_only=True)
class Reconfirmation:
    """An examiner looked once more at a sheet that a discrepancy rule marked, and kept or changed it."""

    examiner: v.ExaminerCode
    nip: v.Nip
    method: v.Method
    changed: bool
    reason: str
    dated_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedbackSheet:
    """One anonymous answer; ``sheet`` only counts the answers of a group."""

    nip: v.Nip
    group: v.RaterGroup
    sheet: int
    ratings: tuple[Rating, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Performance:
    """One year: achievement of the performance contract and the predicate of the appraisal."""

    nip: v.Nip
    year: int
    half: int | None  # 1 or 2 where the regime changed within a year
    achievement: Decimal | None  # percent
    predicate: str | None
    source: str
    verifier: str
    verification: v.Verification


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackRecordItem:
    """One item; ``value`` is a label of the criterion's table or a number, None for a bare note."""

    nip: v.Nip
    criterion: v.CriterionCode
    item: str
    value: str | None
    source: str
    dated_on: date | None
    verifier: str
    verification: v.Verification


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """A report of an assessment centre on one person."""

    nip: v.Nip
    provider: str
    accreditation: str | None  # "A", "B", ...; None when the provider is not accredited
    assessed_on: date
    for_level: v.Level
    report_number: str
    levels: Mapping[v.CompetenceCode, Decimal]
    potential: Decimal | None  # 0..100


@dataclass(frozen=True, slots=True, kw_only=True)
class Permission:
    kind: v.PermissionKind
    state: v.PermissionState
    issuer: str
    number: str | None
    dated_on: date | None
    nip: v.Nip | None
    position: v.PositionCode | None
    rule: v.RuleId | None  # which rule an agency confirms
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Competence:
    code: v.CompetenceCode
    name: str
    cluster: v.Cluster


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFile:
    """All that was entered about one event, each list in the order it was entered."""

    agency: Agency
    event: Event
    scheme: Scheme
    competences: tuple[Competence, ...]
    officials: tuple[Official, ...]
    careers: tuple[PostHeld, ...]
    positions: tuple[Position, ...]
    examiners: tuple[Examiner, ...]
    assignments: tuple[Assignment, ...]
    attendances: tuple[Attendance, ...]
    rating_sheets: tuple[RatingSheet, ...]
    feedback: tuple[FeedbackSheet, ...]
    performances: tuple[Performance, ...]
    track_record: tuple[TrackRecordItem, ...]
    assessments: tuple[Assessment, ...]
    permissions: tuple[Permission, ...]
    reconfirmations: tuple[Reconfirmation, ...] = ()
    voided: tuple[VoidedSheet, ...] = ()
    # Codes of the officials, where they are not simply counted: others were erased or are not shown.
    codes: tuple[str, ...] = ()
    is_signed: bool = False  # devices were enrolled: who marked, and in which order, can be proved

    @property
    def conflicts(self) -> tuple[DeclaredConflict, ...]:
        return tuple(
            DeclaredConflict(examiner=examiner.code, nip=one.nip, kind=one.kind, note=one.note)
            for examiner in self.examiners
            for one in examiner.conflicts
        )

    @property
    def has_marks(self) -> bool:
        """Whether scoring has begun, which the last source to come in shows: panel, centre, 360, records."""
        methods = {one.method for one in self.scheme.components if one.method is not None}
        if any(one.is_rated_by_panel for one in methods):
            return bool(self.rating_sheets)
        if v.Method.ASSESSMENT_CENTRE in methods:
            return bool(self.assessments)
        if v.Method.FEEDBACK_360 in methods:
            return bool(self.feedback)
        return bool(self.performances or self.track_record)
