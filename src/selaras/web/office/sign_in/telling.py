"""What the security log notes of accounts, in words."""

from selaras.web.office.wording import say

# By kind of note, in both languages.
NOTES: dict[str, tuple[str, str]] = {
    "signed_in": ("Masuk", "Signed in"),
    "sign_in_failed": ("Percobaan masuk yang gagal", "A sign-in that failed"),
    "sign_in_locked": (
        "Masuk ditahan 15 menit karena salah berkali-kali",
        "Sign-in held for 15 minutes after wrong attempts",
    ),
    "code_wrong": ("Kode faktor kedua salah", "A wrong code of the second factor"),
    "password_changed": ("Kata sandi diganti", "Password changed"),
    "totp_activated": ("Aplikasi kode dipasang", "Code app set up"),
    "totp_deactivated": ("Aplikasi kode dilepas", "Code app removed"),
    "webauthn_added": ("Kunci sandi (passkey) ditambahkan", "Passkey added"),
    "webauthn_removed": ("Kunci sandi (passkey) dilepas", "Passkey removed"),
    "recovery_codes_generated": ("Kode cadangan baru dibuat", "New spare codes made"),
    "set_up_token_made": ("Kode pemasangan dibuat", "Set-up token made"),
    "set_up": ("Instansi dan akun pertama dibuat", "Agency and first account made"),
    "token_made": ("Kunci untuk sistem lain dibuat", "Token for another system made"),
    "token_revoked": ("Kunci untuk sistem lain dicabut", "Token of another system revoked"),
    "invited": ("Undangan dibuat", "Invitation made"),
    "invitation_accepted": ("Undangan diterima", "Invitation accepted"),
    "invitation_agreed": ("Undangan disetujui orang kedua", "Invitation agreed by a second person"),
    "role_asked": ("Peran diajukan, menunggu orang kedua", "Role asked, waits for a second person"),
    "link_withdrawn": ("Tautan ditarik", "Link withdrawn"),
    "role_granted": ("Peran diberikan", "Role given"),
    "role_ended": ("Peran diakhiri", "Role ended"),
    "recovery_asked": ("Pemulihan akun diajukan", "Recovery of the account asked"),
    "recovery_agreed": ("Pemulihan akun disetujui orang kedua", "Recovery agreed by a second person"),
    "retention_set": ("Masa simpan ditetapkan", "Term of retention set"),
    "hold_set": ("Penahanan pemusnahan ditetapkan", "Hold on erasure set"),
    "hold_lifted": ("Penahanan pemusnahan dicabut", "Hold on erasure lifted"),
    "erasure_asked": ("Pemusnahan diajukan", "Erasure asked"),
    "erasure_withdrawn": ("Pengajuan pemusnahan ditarik", "Erasure withdrawn"),
    "erasure_done": ("Pemusnahan disetujui orang kedua dan dijalankan", "Erasure agreed and done"),
    "emergency_asked": ("Akses darurat diajukan", "Emergency access asked"),
    "emergency_agreed": ("AKSES DARURAT diberikan 15 menit", "EMERGENCY ACCESS given for 15 minutes"),
    "emergency_ended": ("Akses darurat diakhiri", "Emergency access ended"),
    "outside_refused": (
        "Jawaban penyedia identitas instansi ditolak",
        "An answer of the office's sign-in provider was refused",
    ),
    "outside_unknown": (
        "Masuk melalui penyedia identitas tanpa akun yang tersambung",
        "A sign-in by the provider without an account that is tied to it",
    ),
    "outside_tied": ("Akun disambungkan ke penyedia identitas", "Account tied to the sign-in provider"),
    "outside_untied": ("Sambungan ke penyedia identitas dilepas", "Tie to the sign-in provider removed"),
    "email_changed": ("Surel dinas diganti", "Office mail address changed"),
    "account_recovered": (
        "Akun dipulihkan dengan kata sandi baru",
        "Account recovered with a new password",
    ),
}


def note_in_words(kind: str) -> str:
    """Return a kind of note in the language of this page; an unknown kind as it stands."""
    found = NOTES.get(kind)
    return say(*found) if found else kind
