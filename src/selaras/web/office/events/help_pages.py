"""Help: one page for each room, in plain words, and a list of all of them."""

from django.http import HttpResponse

from selaras.web.office.failures import not_found
from selaras.web.office.page import Visit, page
from selaras.web.office.wording import say

# Name in the address: title. Each has its template ``help/<name>.html``.
ROOMS = {
    "kegiatan": ("Memulai kegiatan dan impor", "Beginning an event, import"),
    "langkah": ("Sembilan langkah", "The nine steps"),
    "masuk": ("Masuk, akun, dan peran", "Signing in, accounts, roles"),
    "peserta": ("Peserta dan panitia seleksi", "Participants and panel"),
    "rancangan": ("Rancangan penilaian dan penguncian", "The design and its lock"),
    "tanda-tangan": ("Menandatangani dan persetujuan dua orang", "Signing, acts of two people"),
    "nilai": ("Mengisi lembar nilai", "Filling in a sheet"),
    "kendali": ("Ruang kendali dan jadwal", "Control room and timetable"),
    "pleno": ("Pembukaan nilai dan pleno", "Reveal and plenary"),
    "hasil": ("Membaca hasil", "Reading the results"),
    "usulan": ("Usulan penempatan", "Proposed moves"),
    "telaah": ("Meja penelaah dan surat", "Reviewer's desk and letters"),
    "keputusan": ("Keputusan dan pengumuman", "Decisions and announcements"),
    "naskah": ("Naskah dan Berkas Siap Unggah", "Papers and the dossier"),
    "saya": ("Halaman peserta", "The participant's page"),
}


@page("help", "read")
def contents(visit: Visit) -> HttpResponse:
    """List the pages of help."""
    rooms = [(name, say(*title)) for name, title in ROOMS.items()]
    return visit.render("events/help.html", {"rooms": rooms})


@page("help", "read")
def room(visit: Visit, room: str) -> HttpResponse:
    """Show the help of one room."""
    if room not in ROOMS:
        return not_found(visit.request)
    names = list(ROOMS)
    after = names[(names.index(room) + 1) % len(names)]
    told = {"title": say(*ROOMS[room]), "room": room, "after": after, "after_title": say(*ROOMS[after])}
    return visit.render(f"help/{room}.html", told)
