"""The whole workbook, sheet by sheet: one description for template, writer, reader and checker."""

from selaras.exchange.sheets.column import Layout
from selaras.exchange.sheets.event import EVENT_FORM
from selaras.exchange.sheets.people import (
    CAREERS,
    COMPETENCES,
    CONFLICTS,
    EXAMINERS,
    OFFICIALS,
    POSITIONS,
    STANDARDS,
    TECHNICAL_STANDARDS,
)
from selaras.exchange.sheets.records import (
    ASSESSMENTS,
    ASSIGNMENTS,
    ATTENDANCES,
    CONFIRMATIONS,
    FEEDBACK,
    MARKS,
    PERFORMANCES,
    PERMISSIONS,
    TRACK_RECORD,
)
from selaras.exchange.sheets.scheme import COMPONENTS, CONVERSIONS, CRITERIA, MOVE_RULES, SCHEME_FORM

INSTRUCTIONS = "Petunjuk"

LAYOUT = Layout(
    (
        EVENT_FORM,
        OFFICIALS,
        CAREERS,
        POSITIONS,
        COMPETENCES,
        STANDARDS,
        TECHNICAL_STANDARDS,
        EXAMINERS,
        CONFLICTS,
        SCHEME_FORM,
        COMPONENTS,
        CONVERSIONS,
        CRITERIA,
        MOVE_RULES,
        ASSIGNMENTS,
        ATTENDANCES,
        MARKS,
        CONFIRMATIONS,
        FEEDBACK,
        PERFORMANCES,
        TRACK_RECORD,
        ASSESSMENTS,
        PERMISSIONS,
    )
)
