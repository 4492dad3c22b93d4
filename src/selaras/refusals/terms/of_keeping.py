"""English words of the lists that stand above the core: steps, notices, uploads, what is kept."""

from selaras.core.vocabulary import Term
from selaras.exchange.sheets.records import SecondLook
from selaras.queries.office.steps import Step, StepState
from selaras.records.office.custody import HoldGround, KeptKind
from selaras.records.office.desk import ActState, NoticeState
from selaras.records.office.memberships import LinkPurpose
from selaras.records.office.uploads import UploadKind

# Not part of what a refusal needs: the command line refuses before there are tables.
OF_KEEPING: tuple[tuple[Term, str], ...] = (
    (Step.PEOPLE, "People and posts"),
    (Step.PANEL, "Permissions and panel"),
    (Step.DESIGN, "Design of the assessment"),
    (Step.SCORING, "Scoring"),
    (Step.PLENARY, "Plenary"),
    (Step.PLACING, "Proposed moves"),
    (Step.REVIEW, "Review and consents"),
    (Step.DECISION, "Decision and inauguration"),
    (Step.FOLLOW_UP, "Development and re-test"),
    (StepState.OPEN, "To do"),
    (StepState.NOW, "Now"),
    (StepState.DONE, "Done"),
    (StepState.WAITING, "Waiting"),
    (KeptKind.PERSON, "Data of participants in the ledger"),
    (KeptKind.PAPER, "Papers and uploads of participants"),
    (KeptKind.SCAN, "Scans of letters and papers"),
    (KeptKind.NOTICE, "Notices"),
    (KeptKind.ACCESS, "Notes of access"),
    (HoldGround.OBJECTION, "Objection or administrative appeal"),
    (HoldGround.COURT, "Case before the PTUN or another court"),
    (HoldGround.AUDIT, "Audit (BPK, APIP, Ombudsman, KASN or BKN)"),
    (HoldGround.OTHER, "Another ground"),
    (ActState.WAITING, "Waiting for agreement"),
    (ActState.DONE, "Done"),
    (ActState.WITHDRAWN, "Withdrawn"),
    (NoticeState.READY, "Ready to send"),
    (NoticeState.SENT, "Sent"),
    (NoticeState.WITHDRAWN, "Withdrawn"),
    (LinkPurpose.SET_UP, "First set-up"),
    (LinkPurpose.INVITATION, "Invitation"),
    (LinkPurpose.RECOVERY, "Recovery of an account"),
    (UploadKind.WORKBOOK, "Workbook"),
    (UploadKind.PARTICIPANT_PAPER, "Participant's paper"),
    (UploadKind.LETTER, "Scan of a letter"),
    (UploadKind.SIGNED_PAPER, "Scan of a signed paper"),
    (UploadKind.EVIDENCE, "Supporting evidence"),
    (UploadKind.CREST, "Crest of the agency"),
    (SecondLook.KEPT, "Kept"),
    (SecondLook.CHANGED, "Changed"),
)
