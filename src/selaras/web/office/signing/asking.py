"""Asking a person for a signature: what is signed stands in words, the browser signs, the ledger judges.

The draft goes to the browser as data. What comes back comes in as any tablet's packet and is judged by the
ledger's own rules; the page that asked is believed in nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from selaras.actions.evidence.acts import Asked
from selaras.actions.office.entering import enter_drafts, signs_on_own_device
from selaras.core.codec import Json
from selaras.core.entries import EntryDraft, EntryType
from selaras.core.errors import CoreError
from selaras.core.evidence.acts import BOTH, Act
from selaras.core.evidence.exact_json import written
from selaras.core.lifecycle import Phase
from selaras.core.vocabulary import Role
from selaras.queries.office.holding import last_restoration
from selaras.web.office.acting import acting_of, acting_role, code_of
from selaras.web.office.page import Visit
from selaras.web.office.signing.requesting import ask_for
from selaras.web.office.terms import term_word
from selaras.web.office.wording import say

_SHEETS = frozenset({EntryType.RATING_SHEET, EntryType.RECONFIRMATION})


@dataclass(frozen=True, slots=True, kw_only=True)
class Signing:
    """What a signing page tells its script.

    onward : address and words of what comes after the receipt
    then : id of a form that is sent once the signature is in; forgets : kept input that goes with the receipt
    """

    told: Mapping[str, Any]
    drafts: Sequence[EntryDraft]
    back: str
    role: Role
    code: str
    label: str
    onward: tuple[str, str]

    @property
    def contents(self) -> list[dict[str, Any]]:
        """All that is signed, field by field, for whoever wants to read every word of it."""
        return [
            {
                "title": term_word(one.type),
                "subject": one.subject,
                "note": one.note,
                "fields": [(name, written(value).decode()) for name, value in one.payload.items()],
            }
            for one in self.drafts
        ]


def to_be_signed(
    visit: Visit,
    drafts: Sequence[EntryDraft],
    *,
    told: str | Sequence[str],
    back: str,
    act: Act | None = None,
    scan: int | None = None,
    forgets: str = "",
) -> HttpResponse:
    """Let the visitor sign drafts, or enter them at once where no device signs; then go ``back``.

    told : what is signed, in sentences of the page's language
    act : each draft needs two people; they wait together on the page of acts, and go on there
    scan : number of the kept file that the second person compares
    """
    sentences = (told,) if isinstance(told, str) else tuple(told)
    back = safe_back(back)
    if act is not None:
        return ask_for(visit, *(Asked(act=act, draft=one) for one in drafts), told=sentences, scan=scan)
    types = [one.type for one in drafts]
    if not signs_on_own_device(types, is_signed=visit.here.is_signed, phase=visit.here.phase):
        size = enter_drafts(visit.ref, drafts, acting=acting_of(visit))
        messages.success(
            visit.request,
            say(
                "Tersimpan. Buku induk kini memuat {n} catatan.",
                "Saved. The ledger now holds {n} entries.",
                n=size,
            ),
        )
        return HttpResponseRedirect(back)
    signing = signing_of(visit, drafts, back=back, forgets=forgets)
    return visit.render("signing/ask.html", {"signing": signing, "sentences": sentences, "back": back})


def signing_of(
    visit: Visit,
    drafts: Sequence[EntryDraft],
    *,
    back: str,
    label: str = "",
    then: str = "",
    forgets: str = "",
    as_own: tuple[Role, str] | None = None,
    onward: tuple[str, str] | None = None,
) -> Signing:
    """Return what a page with the signing part needs (``signing/_sign.html``).

    as_own : role and code to sign in, where the drafts alone do not tell
    """
    role, code = as_own or _signer(visit, drafts)
    here = visit.here
    names = (here.agency, here.key)
    told: dict[str, Json] = {
        "account": str(visit.visitor.account),
        "log": visit.ref.origin,
        "role": role.value,
        "holder": code,
        "api": f"/api/tablet/v1/{here.agency}/{here.key}",
        "can_enrol": here.phase is Phase.DESIGN,
        "sentences": reverse("signing_sentence", args=names),
        "drafts": [{**asdict(one), "type": one.type.value} for one in drafts],
        "then": then,
        "forgets": forgets,
        "words": _words(),
        "restored": last_restoration(here),
        "devices": reverse("devices", args=names),
    }
    label = label or say("Tanda tangani dan kirim", "Sign and send")
    return Signing(
        told=told,
        drafts=tuple(drafts),
        back=back,
        role=role,
        code=code,
        label=label,
        onward=onward or (back, say("Lanjutkan", "Continue")),
    )


def _signer(visit: Visit, drafts: Sequence[EntryDraft]) -> tuple[Role, str]:
    """Return in which role, and under which code, these drafts are signed."""
    kinds = {one.type for one in drafts}
    if kinds & _SHEETS:
        (code,) = {str(one.payload["examiner"]) for one in drafts}
        if code not in visit.visitor.holders_in(visit.here.key, Role.EXAMINER):
            raise CoreError("mark_of_another_examiner", device="")
        return Role.EXAMINER, code
    if EntryType.APPROVAL in kinds:
        role = office_role(visit)
        return role, code_of(visit, role)
    role = acting_role(visit)
    return role, code_of(visit, role)


def office_role(visit: Visit) -> Role:
    """Return the role of the two (chair, secretariat) in which this visitor agrees."""
    held = visit.visitor.roles_in(visit.here.key) & BOTH
    if not held:
        raise CoreError("approval_wrong_role", verb="")
    return Role.CHAIR if Role.CHAIR in held else Role.SECRETARIAT


def safe_back(back: str) -> str:
    """Return an address of this server, whatever was asked for."""
    return back if url_has_allowed_host_and_scheme(back, allowed_hosts=None) else "/"


def _words() -> dict[str, Json]:
    return {
        "working": say("Sedang menandatangani dan mengirim …", "Signing and sending …"),
        "not_sent": say(
            "Sudah ditandatangani dan tersimpan di peramban ini, tetapi belum terkirim. Tekan lagi bila "
            "sambungan sudah pulih; tidak akan tercatat dua kali.",
            "Signed and kept in this browser, but not sent yet. Press again when the connection is back; it "
            "will not be entered twice.",
        ),
        "pending": say(
            "Ada catatan yang sudah ditandatangani dan belum terkirim; ia dikirim lebih dahulu.",
            "Something signed before is not sent yet; it is sent first.",
        ),
        "refused": say("Tidak diterima, dan tidak ada yang berubah.", "Not taken in, and nothing changed."),
        "no_key_store": say(
            "Peramban ini tidak dapat menyimpan kunci. Tutup mode penyamaran, atau pakai peramban lain.",
            "This browser cannot keep a key. Leave private browsing, or use another browser.",
        ),
        "not_able": say(
            "Menandatangani memerlukan sambungan aman (https) dan peramban yang lebih baru.",
            "Signing needs a secure connection (https) and a newer browser.",
        ),
    }
