"""Files that people hand in: workbooks, a participant's paper, scans of letters and of signed papers."""

from django.db import models
from django.db.models.functions import Length
from django.db.models.lookups import Exact

from selaras.core.vocabulary import Term
from selaras.records.agencies import Agency
from selaras.records.events import Event, Participant
from selaras.records.people import Account
from selaras.records.terms import is_one_of, term_field


class UploadKind(Term):
    WORKBOOK = "workbook", "Buku kerja"
    PARTICIPANT_PAPER = "participant-paper", "Makalah peserta"
    LETTER = "letter", "Pindaian surat"
    SIGNED_PAPER = "signed-paper", "Pindaian naskah bertanda tangan"
    EVIDENCE = "evidence", "Bukti pendukung"
    CREST = "crest", "Lambang instansi"


class Upload(models.Model):
    """One file, byte for byte, with its digest; what a ledger entry names is this digest."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    event = models.ForeignKey(Event, on_delete=models.PROTECT, null=True)
    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, null=True)
    kind = term_field()
    about = models.CharField(max_length=200, blank=True)  # which letter or paper it is a scan of
    file_name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()
    uploaded_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            is_one_of("kind", UploadKind, name="upload_kind_is_known"),
            models.CheckConstraint(condition=Exact(Length("sha256"), 64), name="upload_digest_has_64_digits"),
        ]
        indexes = [models.Index(fields=["event", "kind"], name="upload_by_event")]

    def __str__(self) -> str:
        return self.file_name
