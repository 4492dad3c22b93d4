"""Words of closed lists in the language of the page: the Indonesian ones are the terms' own."""

from django.utils import translation

from selaras.core import vocabulary as v
from selaras.core.scheme import AxisSource, ConversionKind, ExaminerRule, NoEvidence, WhenMissing

# Pairs and not a mapping: two lists may share a code, and terms of one code are equal as text.
ENGLISH: tuple[tuple[v.Term, str], ...] = (
    (v.ParticipantStatus.PARTICIPANT, "Participant"),
    (v.ParticipantStatus.EXEMPT, "Exempt"),
    (v.ParticipantStatus.INELIGIBLE, "Not eligible"),
    (v.ParticipantStatus.NOT_ASSESSED, "Not assessed"),
    (v.EventKind.JOB_FIT, "Competence test (job fit)"),
    (v.EventKind.FIVE_YEAR, "Five-year evaluation"),
    (v.EventKind.ADMINISTRATOR, "Competence test of administration officials"),
    (v.EventKind.RETEST, "Re-test"),
    (v.EventKind.REORGANISATION, "Reorganisation"),
    (v.EventKind.OPEN_SELECTION, "Open selection"),
    (v.EventKind.MAPPING, "Talent mapping"),
    (v.PanelRole.CHAIR, "Chair"),
    (v.PanelRole.SECRETARY, "Secretary"),
    (v.PanelRole.MEMBER, "Member"),
    (v.Element.INTERNAL, "Internal official"),
    (v.Element.EXTERNAL_JPT, "Official of another agency"),
    (v.Element.ACADEMIC, "Academic"),
    (v.Element.EXPERT, "Expert or professional"),
    (v.Element.PUBLIC_FIGURE, "Public figure"),
    (v.Element.ASSESSOR_BODY, "Assessment body"),
    (v.ConflictKind.KIN, "Kin"),
    (v.ConflictKind.SUPERIOR, "Direct superior"),
    (v.ConflictKind.SUBORDINATE, "Direct subordinate"),
    (v.ConflictKind.BUSINESS, "Business relation"),
    (v.ConflictKind.OTHER, "Other"),
    (v.Method.PAPER, "Paper"),
    (v.Method.PRESENTATION, "Presentation"),
    (v.Method.INTERVIEW, "Interview"),
    (v.Method.GROUP_DISCUSSION, "Group discussion"),
    (v.Method.WRITTEN_TEST, "Written test"),
    (v.Method.FEEDBACK_360, "360 feedback"),
    (v.Method.TRACK_RECORD, "Track record"),
    (v.Method.PERFORMANCE, "Performance"),
    (v.Method.ASSESSMENT_CENTRE, "Assessment centre"),
    (v.Category.MS, "Meets the requirements"),
    (v.Category.MMS, "Still meets the requirements"),
    (v.Category.KMS, "Falls short of the requirements"),
    (v.Category.OPTIMAL, "Optimal"),
    (v.Category.FAIRLY_OPTIMAL, "Fairly optimal"),
    (v.Category.LESS_OPTIMAL, "Less optimal"),
    (v.Purpose.SELECTION, "Selection"),
    (v.Purpose.MAPPING, "Mapping"),
    (v.RaterGroup.SUPERIOR, "Superior"),
    (v.RaterGroup.PEER, "Peers"),
    (v.RaterGroup.STAFF, "Staff"),
    (v.PositionState.FILLED, "Filled"),
    (v.PositionState.VACANT, "Vacant"),
    (v.PositionState.ACTING, "Acting holder"),
    (v.Level.JPT_UTAMA, "JPT Utama (highest leader)"),
    (v.Level.JPT_MADYA, "JPT Madya (senior leader)"),
    (v.Level.JPT_PRATAMA, "JPT Pratama (leader)"),
    (v.Level.ADMINISTRATOR, "Administrator"),
    (v.Level.PENGAWAS, "Supervisor"),
    (v.Level.PELAKSANA, "Staff"),
    (v.Level.JF_AHLI_UTAMA, "Functional expert, principal"),
    (v.Level.JF_AHLI_MADYA, "Functional expert, senior"),
    (v.Level.JF_AHLI_MUDA, "Functional expert, junior"),
    (ConversionKind.IDENTITY, "As it is (0–100)"),
    (ConversionKind.LINEAR, "In proportion to the highest mark"),
    (ConversionKind.TABLE, "By a table"),
    (ConversionKind.BANDS, "By bands"),
    (ExaminerRule.MEAN, "Mean of the examiners"),
    (ExaminerRule.MEDIAN, "Median of the examiners"),
    (ExaminerRule.TRIMMED, "Mean without the highest and lowest"),
    (NoEvidence.LOWEST, "Counts as the lowest mark"),
    (NoEvidence.LEAVE_OUT, "Left out; the weights of the others adjust"),
    (WhenMissing.REQUIRED, "Must be there"),
    (WhenMissing.RESCALE, "The weights of the other components adjust"),
    (AxisSource.PREDICATE, "Performance predicate"),
    (AxisSource.COMPONENT, "Score of a component"),
    (AxisSource.SCORE, "Final score"),
    (AxisSource.COMPETENCE, "Match of competences (JPM)"),
    (AxisSource.POTENTIAL, "Assessed potential"),
    (AxisSource.EDUCATION, "Formal education"),
    (AxisSource.FIELD, "Field of study"),
    (AxisSource.DISCIPLINE, "Discipline"),
    (AxisSource.TENURE, "Experience in posts"),
)


def term_word(one: v.Term) -> str:
    """Return the word that an official reads; a term without an English name keeps its own."""
    if translation.get_language() == "en":
        return _BY_LIST.get((type(one), one.value), one.istilah)
    return one.istilah


_BY_LIST = {(type(one), one.value): word for one, word in ENGLISH}
