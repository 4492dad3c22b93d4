"""The forms of sign-in: the library's with our words, and those of links."""

import hashlib
from collections.abc import Callable
from typing import Any

from allauth.account.forms import ChangePasswordForm, LoginForm, ReauthenticateForm
from allauth.mfa.base import forms as mfa
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn import forms as keys
from django import forms
from django.contrib.auth import get_user_model
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.functional import lazy

from selaras.actions.office.invitations import agency_code_of, sign_in_name_of
from selaras.core.errors import CoreError
from selaras.core.vocabulary import AgencyKind
from selaras.outside.clock import SystemClock
from selaras.queries.office.people import sign_in_name_of_nip, wrong_codes_of
from selaras.refusals import sentence_of
from selaras.web.office.sign_in.adapter import WAIT, WRONG_CODE, later, note
from selaras.web.office.terms import term_word
from selaras.web.office.wording import is_english

MOST_WRONG_CODES = 5
_CODE = later("Kode enam angka", "Six-digit code")
_PASSWORD_HELP = later(
    "Sedikitnya 12 huruf atau angka. Beberapa kata yang hanya Anda ingat lebih kuat daripada satu kata "
    "yang rumit.",
    "At least 12 letters or digits. A few words that only you remember beat one difficult word.",
)
_NO_KEY = later(
    "Kunci sandi ini tidak dikenali. Coba lagi, atau pakai cara lain.",
    "This passkey is not known. Try again, or use another way.",
)
# What the library raises of an answer that no device gave.
_MADE_UP = (KeyError, TypeError, ValueError, AttributeError, IndexError)
_DIFFERENT = later("Kedua kata sandi tidak sama.", "The two passwords differ.")


def _in_our_words(form: forms.BaseForm, **labels: Any) -> None:
    for name, field in form.fields.items():
        field.widget.attrs.pop("placeholder", None)
        field.label = labels.get(name, field.label)


class SignInForm(LoginForm):  # type: ignore[misc]
    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        _in_our_words(
            self,
            login=later("Nama masuk atau NIP", "Sign-in name or NIP"),
            password=later("Kata sandi", "Password"),
        )
        self.fields["password"].help_text = ""
        self.fields["login"].widget.attrs |= {"autocapitalize": "none", "spellcheck": "false"}

    def clean_login(self) -> str:
        """Return the sign-in name; a NIP, with or without its blanks, stands for its one account."""
        return sign_in_name_of_nip(super().clean_login())


class PasswordAgainForm(ReauthenticateForm):  # type: ignore[misc]
    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        _in_our_words(self, password=later("Kata sandi", "Password"))
        self.fields["password"].help_text = ""


class ChangePassword(ChangePasswordForm):  # type: ignore[misc]
    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        _in_our_words(
            self,
            oldpassword=later("Kata sandi sekarang", "Present password"),
            password1=later("Kata sandi baru", "New password"),
            password2=later("Kata sandi baru, sekali lagi", "New password, once more"),
        )
        self.fields["oldpassword"].help_text = ""
        self.fields["password1"].help_text = _PASSWORD_HELP


def _use_once(authenticator: Authenticator, code: str) -> None:
    """Refuse the code that was used last; the library remembers it in each process by itself alone."""
    if authenticator.type != Authenticator.Type.TOTP:
        return
    digest = hashlib.sha256(f"{authenticator.pk} {''.join(code.split())}".encode()).hexdigest()
    with transaction.atomic():
        row = Authenticator.objects.select_for_update().get(pk=authenticator.pk)
        if row.data.get("last_code") == digest:
            raise ValidationError(str(WRONG_CODE))
        row.data["last_code"] = digest
        row.save(update_fields=["data"])


class CodeForm(mfa.AuthenticateForm):  # type: ignore[misc]
    """A code of the second factor; five wrong ones, and a quarter of an hour must pass."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        _in_our_words(self, code=_CODE)
        self.fields["code"].widget.attrs |= {"inputmode": "text", "class": "short", "autofocus": True}

    def clean_code(self) -> str:
        if wrong_codes_of(self.user.pk, SystemClock().now()) >= MOST_WRONG_CODES:
            raise ValidationError(str(WAIT))
        code = str(super().clean_code())
        _use_once(self.authenticator, code)
        return code

    def _emit_authentication_failed(self, authenticator: Authenticator) -> None:
        note("code_wrong", self.user.pk)


class CodeAgainForm(CodeForm):
    """The same, from somebody who is signed in."""

    def save(self) -> None:
        mfa.ReauthenticateForm.save(self)


class ActivateApp(ActivateTOTPForm):  # type: ignore[misc]
    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        _in_our_words(self, code=_CODE)
        self.fields["code"].widget.attrs |= {"inputmode": "numeric", "class": "short"}


class _KeyForm(keys.AuthenticateWebAuthnForm):  # type: ignore[misc]
    """An answer of a passkey; one that was made up is refused, whatever it is made of."""

    def clean_credential(self) -> Authenticator:
        try:
            return super().clean_credential()
        except _MADE_UP as wrong:
            raise ValidationError(str(_NO_KEY)) from wrong


class SignInKey(_KeyForm, keys.LoginWebAuthnForm):  # type: ignore[misc]
    pass


class SecondKey(_KeyForm):
    pass


class KeyAgain(_KeyForm, keys.ReauthenticateWebAuthnForm):  # type: ignore[misc]
    pass


class AddKey(keys.AddWebAuthnForm):  # type: ignore[misc]
    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        _in_our_words(self, name=later("Nama kunci ini", "Name of this key"))

    def clean_name(self) -> str:
        return str(super().clean_name())[:60]

    def clean(self) -> dict[str, Any]:
        try:
            return super().clean() or {}
        except _MADE_UP as wrong:
            raise ValidationError(str(_NO_KEY)) from wrong


class LinkCode(forms.Form):
    code = forms.CharField(
        label=later("Kode", "Code"),
        help_text=later(
            "20 huruf dan angka, misalnya 7KQM-3XPT-9RWD-2HFA-5ZNB.",
            "20 letters and digits, such as 7KQM-3XPT-9RWD-2HFA-5ZNB.",
        ),
        max_length=60,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )


class NewPassword(forms.Form):
    """A password, typed twice and looked at."""

    password1 = forms.CharField(
        label=later("Kata sandi", "Password"),
        help_text=_PASSWORD_HELP,
        strip=False,
        max_length=1000,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    password2 = forms.CharField(
        label=later("Kata sandi, sekali lagi", "Password, once more"),
        strip=False,
        max_length=1000,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        first, second = told.get("password1"), told.get("password2")
        if first and second and first != second:
            self.add_error("password2", str(_DIFFERENT))
        elif first:
            named = {"sign_in_name": told.get("sign_in_name", ""), "name": told.get("person", "")}
            try:
                validate_password(first, get_user_model()(**named))
            except ValidationError as wrong:
                self.add_error("password1", wrong)
        return told


def _proved(prove: Callable[[str], str], typed: str) -> str:
    """Return what an action makes of a field; its refusal stands at the field, beside all others."""
    try:
        return prove(typed)
    except CoreError as wrong:
        raise ValidationError(sentence_of(wrong, "en" if is_english() else "id")) from wrong


class NewAccountForm(NewPassword):
    sign_in_name = forms.CharField(
        label=later("Nama masuk", "Sign-in name"),
        help_text=later(
            "Huruf kecil, misalnya ani.wijaya. Nama ini tercatat dalam buku induk; jangan memakai NIP.",
            "Small letters, such as ani.wijaya. The ledger holds this name; do not use a NIP.",
        ),
        max_length=60,
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )
    field_order: tuple[str, ...] = ("sign_in_name", "password1", "password2")

    def clean_sign_in_name(self) -> str:
        return _proved(sign_in_name_of, self.cleaned_data["sign_in_name"])


class FirstAccountForm(NewAccountForm):
    agency_name = forms.CharField(
        label=later("Nama instansi", "Name of the agency"),
        help_text=later("Misalnya Badan Kepegawaian Kota Contoh.", "As it stands on its letters."),
        max_length=200,
    )
    agency_code = forms.CharField(
        label=later("Kode instansi", "Code of the agency"),
        help_text=later(
            "Huruf kecil, angka, tanda hubung; menjadi bagian alamat halaman dan nama buku induk, misalnya "
            "kota-contoh.",
            "Small letters, digits, hyphens; part of addresses and of the ledger's name: kota-contoh.",
        ),
        max_length=40,
    )
    kind = forms.ChoiceField(
        label=later("Jenis instansi", "Kind of agency"),
        choices=[(one.value, lazy(term_word, str)(one)) for one in AgencyKind],
    )
    region = forms.CharField(
        label=later("Wilayah", "Region"),
        help_text=later(
            "Nama daerahnya, misalnya Kota Contoh.", "The name of the region, such as Kota Contoh."
        ),
        max_length=120,
    )
    person = forms.CharField(
        label=later("Nama Anda", "Your name"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    is_small = forms.ChoiceField(
        label=later("Peran Anda", "Your role"),
        choices=[
            (
                "",
                later(
                    "Pengelola sistem: mengundang orang dan menjaga peladen, tidak melihat nilai",
                    "System administrator: invites people and keeps the server, sees no marks",
                ),
            ),
            (
                "1",
                later(
                    "Sekretariat, tanpa pengelola sistem: kantor kecil dengan satu laptop",
                    "Secretariat without a system administrator: a small office with one laptop",
                ),
            ),
        ],
        required=False,
        widget=forms.RadioSelect,
    )
    field_order = (
        "agency_name", "agency_code", "kind", "region", "person", "is_small",
        "sign_in_name", "password1", "password2",
    )  # fmt: skip

    def clean_agency_code(self) -> str:
        return _proved(agency_code_of, self.cleaned_data["agency_code"])
