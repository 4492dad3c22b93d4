"""What calls take and tell, field by field; the description that the server gives out is made from these."""

from datetime import date, datetime
from typing import Annotated

from ninja import Field, Path, Query, Schema
from pydantic import ConfigDict

LONGEST_WORDS, LONGEST_ABOUT = 4000, 120
MOST_TOLD, USUALLY_TOLD = 1000, 200
LARGEST_NUMBER = 2**31 - 1
# No database of ours takes the sign NUL alike.
_WITHOUT_NUL = "^[^\\u0000]*$"
_WORDS = "^[^\\u0000]*[^\\s\\u0000-\\u001f][^\\u0000]*$"
_KEY = "^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$"

EventKey = Annotated[str, Path(pattern=_KEY, description="Key of an event, as GET /events tells it.")]
Number = Annotated[int, Path(ge=1, le=LARGEST_NUMBER)]
FileName = Annotated[str, Path(pattern=r"^[A-Za-z0-9_-]{1,150}\.pdf$", description="As the list tells it.")]
PaperNumber = Annotated[str, Query(max_length=120, pattern=_WITHOUT_NUL, description="Only of this number.")]
Limit = Annotated[int, Query(ge=1, le=MOST_TOLD, description="At most so many are told.")]
Offset = Annotated[int, Query(ge=0, le=LARGEST_NUMBER, description="So many are passed over.")]


class Told(Schema):
    model_config = ConfigDict(extra="forbid")


class Problem(Schema):
    """Why a call was not answered (RFC 9457); programs look at ``code``."""

    type: str
    title: str
    status: int
    code: str


class EventTold(Told):
    key: str
    title: str
    kind: str
    phase: str
    starts_on: date
    ends_on: date


class ParticipantTold(Told):
    code: str
    name: str
    status: str


class PaperTold(Told):
    file_name: str
    title: str
    number: str | None
    sha256: str


class LetterTold(Told):
    kind: str
    state: str
    issuer: str
    number: str | None
    dated_on: date | None
    participant: str | None
    post: str | None
    note: str


class QuestionTold(Told):
    number: int
    about: str
    text: str
    asked_by: str
    asked_at: datetime
    answer: str | None
    answered_by: str | None
    answered_at: datetime | None


class Asking(Told):
    about: str = Field("", max_length=LONGEST_ABOUT, pattern=_WITHOUT_NUL)
    text: str = Field(..., min_length=1, max_length=LONGEST_WORDS, pattern=_WORDS)


class Answering(Told):
    answer: str = Field(..., min_length=1, max_length=LONGEST_WORDS, pattern=_WORDS)


class Asked(Told):
    number: int


class Kept(Told):
    number: int
    continue_at: str


class Column(Told):
    heading: str
    field: str | None


class Wrong(Told):
    """One cell of an export that could not be read; its content is not repeated."""

    cell: str
    code: str


class ExportTold(Told):
    number: int
    sha256: str
    continue_at: str
    is_remembered: bool
    columns: list[Column]
    missing: list[str]
    people: int
    wrong: list[Wrong]


class Columns(Told):
    columns: dict[str, str] = Field(
        ...,
        max_length=200,
        description="Field by heading; a column that is left out means nothing.",
    )
