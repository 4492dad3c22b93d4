"""What people of an event say and decide beside marks: a data check, the minutes, a decision, an objection.

Each class is the payload of one kind of entry; none of them changes a number. Officials and examiners stand
in them by their codes. Words about people stand in the entry's note, which only a bundle of grade R1 shows.
"""

from dataclasses import dataclass
from datetime import date

from selaras.core.vocabulary import PositionCode, Term


class CheckAnswer(Term):
    RIGHT = "right", "Data sudah benar"
    REMARKS = "remarks", "Ada catatan"


class ObjectionAbout(Term):
    DATA = "data", "Data diri dan riwayat"
    TEST = "test", "Pelaksanaan uji kompetensi"
    RESULT = "result", "Hasil"
    DECISION = "decision", "Keputusan"


class ObjectionAnswer(Term):
    ACCEPTED = "accepted", "Diterima"
    PARTLY = "partly", "Diterima sebagian"
    REJECTED = "rejected", "Tidak diterima"


class MoveKind(Term):
    """What becomes of one official; it follows from the own post, the new one and their levels."""

    KEPT = "kept", "Tetap pada jabatan"
    ROTATED = "rotated", "Mutasi setingkat"
    PROMOTED = "promoted", "Promosi"
    DEMOTED = "demoted", "Penurunan jabatan"
    RELEASED = "released", "Pembebasan dari jabatan"
    APPOINTED = "appointed", "Pengangkatan"


class GroundKind(Term):
    """Why a sitting official may lose a post of equal level; the test alone is no ground."""

    EXAMINATION = "examination", "Berita acara pemeriksaan"
    DISCIPLINE = "discipline", "Keputusan hukuman disiplin"
    PERFORMANCE = "performance", "Hasil evaluasi kinerja setelah kesempatan perbaikan"
    OWN_WISH = "own-wish", "Permohonan sendiri"
    RETIREMENT = "retirement", "Keputusan pensiun"
    HEALTH = "health", "Keterangan tim penguji kesehatan"
    REORGANISATION = "reorganisation", "Peraturan penataan organisasi"


@dataclass(frozen=True, slots=True, kw_only=True)
class DataCheck:
    """A participant looked at the own data, and says that they are right or what is not.

    data : ``digest_of_data`` of what stood in the ledger about the person; later data need another check
    scan : SHA-256 of the scanned sheet, where it was signed on paper and the office enters it
    The remarks are the note, ``{"words": ...}``.
    """

    official: str  # "P-001"
    data: str
    answer: CheckAnswer
    scan: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Minutes:
    """The minutes of the plenary (berita acara): who of the panel was there, on which result, who dissents.

    present, absent : codes; everybody of the panel stands in one of the two
    dissent : codes of those present who hold another opinion
    scan : SHA-256 of the scanned minutes that the panel signed
    The note is ``{"absent": {code: why}, "dissent": {code: words}}``.
    """

    version: int
    held_on: date
    present: tuple[str, ...]
    absent: tuple[str, ...]
    dissent: tuple[str, ...]
    scan: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LawfulGround:
    """The document by which an official loses the level of the own post."""

    kind: GroundKind
    number: str
    dated_on: date
    issuer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What the deciding officer decides about one official of the proposal.

    proposal : SHA-256 of the canonical JSON of the payload of the proposal that it carries out
    position : the post proposed, or the own one with reasons; None: without a post, which needs a ground
    reasons : never empty where the decision departs from the proposal
    decree : number of the decree, once it has one
    letter : number of the disposition that it was recorded from, where no device of the officer signs
    """

    official: str
    proposal: str
    kind: MoveKind
    position: PositionCode | None
    reasons: str
    decree: str | None
    decree_on: date | None
    letter: str | None
    letter_on: date | None
    ground: LawfulGround | None
    approvals: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Objection:
    """A participant's objection or wish for a correction; with an answer it supersedes the one without.

    number : counts each person's objections from 1
    scan : SHA-256 of the scanned letter, where it came on paper
    The words, of the objection or of the answer, are the note, ``{"words": ...}``.
    """

    official: str
    number: int
    about: ObjectionAbout
    made_on: date
    answer: ObjectionAnswer | None
    answered_on: date | None
    scan: str | None
