"""Berita acara harian: how far the ledger had come, on paper that leaves the building. It holds no mark."""

from selaras.core import vocabulary as v
from selaras.documents import facts, office
from selaras.documents.content.witnessing.qr_codes import qr_svg
from selaras.documents.docket import Stamped

_OPEN = "." * 20
CODE = "berita-acara-harian"

AT_IMPORT = (
    "Kegiatan ini dicatat dari berkas impor. Titik periksa di bawah ini dibuat pada saat impor, bukan pada "
    "hari pelaksanaan: ia membuktikan bahwa isi buku induk tidak berubah sejak saat itu, tetapi tidak "
    "membuktikan kapan dan oleh siapa nilai diberikan."
)
AT_THE_SITTING = (
    "Nilai dikirim dari tablet yang terdaftar dan ditandatangani oleh perangkat masing-masing penguji. Titik "
    "periksa di bawah ini mengikat semua catatan sampai saat tersebut; catatan sesudahnya tidak termasuk."
)
SIGNED = "ditandatangani dengan kunci buku induk (lihat kode QR)"
UNSIGNED = "tanpa tanda tangan kunci; disahkan dengan tanda tangan basah di bawah ini"
WHAT_TO_DO = (
    "Cocokkan keenam belas kelompok huruf dengan yang tampak pada layar atau berkas sebelum menandatangani.",
    "Buat tiga rangkap: satu disimpan sekretariat, satu disimpan di luar kantor (misalnya Inspektorat), satu "
    "dibawa ketua atau penguji dari luar instansi. Rangkap di luar kantor tidak dapat diubah oleh siapa pun "
    "yang menguasai peladen. Simpan selama berkas kegiatan disimpan.",
)
HOW_TO_CHECK = (
    "Di kemudian hari siapa pun dapat memeriksa: buka berkas bukti pada halaman pemeriksa dan ketik kode di "
    "atas, atau jalankan"
)
COMMAND = 'selaras verify BERKAS.zip --paper "KODE"'
IT_SAYS = (
    "Bila kode pada kertas ini tidak dikenali oleh berkas bukti, isi buku induk bukan lagi yang disaksikan: "
    "laporkan kepada ketua dan Inspektorat, dan jangan memakai hasilnya."
)


def content(docket: Stamped) -> office.Json:
    """Return the minutes of one checkpoint; the day is written by hand, as on every minutes."""
    event, stamp = docket.case.event, docket.stamp
    return {
        **office.paper(
            docket,
            title="Berita Acara Harian Buku Induk Nilai",
            subtitle=event.title,
            is_result=False,
            serif=True,
        ),
        "opening": (
            f"Pada hari ini {_OPEN}, tanggal {_OPEN} bulan {_OPEN} tahun {_OPEN}, pukul {_OPEN}, bertempat "
            f"di {event.venue}, ketua dan sekretaris {office.panel_name(docket)} menyaksikan keadaan buku "
            "induk nilai sebagai berikut."
        ),
        "state": [
            ["Buku induk", stamp.origin],
            ["Jumlah catatan", facts.number(stamp.size, 0)],
            ["Catatan terakhir", facts.clock_time(stamp.last_at)],
            ["Titik periksa", SIGNED if stamp.note else UNSIGNED],
        ],
        "honest": AT_IMPORT if stamp.imported else AT_THE_SITTING,
        **_sheets(docket),
        "root": list(facts.root_groups(stamp.root_hex)),
        "qr": qr_svg(stamp.checkpoint),
        "qr_alt": f"Kode QR titik periksa {stamp.origin}, {stamp.size} catatan",
        "what_to_do": list(WHAT_TO_DO),
        "how_to_check": HOW_TO_CHECK,
        "command": COMMAND,
        "it_says": IT_SAYS,
        "seat": office.place_and_date(docket),
        "signatures": [
            _signer(docket, v.PanelRole.CHAIR, "Ketua"),
            _signer(docket, v.PanelRole.SECRETARY, "Sekretaris"),
        ],
    }


def _sheets(docket: Stamped) -> office.Json:
    """Return how many sheets of each examiner stand, by method; never what is on them."""
    case, stamp = docket.case, docket.stamp
    methods = [one for one in v.Method if any(sheet.method is one for sheet in case.rating_sheets)]
    standing = [(one.examiner, one.method) for one in case.rating_sheets]
    rows = []
    for examiner in case.examiners:
        counts = [standing.count((examiner.code, method)) for method in methods]
        if sum(counts):
            cells = [facts.number(one, 0) if one else facts.NOTHING for one in counts]
            rows.append([examiner.code, examiner.name, *cells, facts.number(sum(counts), 0)])
    return {
        "methods": [one.istilah for one in methods],
        "rows": rows,
        "counted": _counted(len(standing), n_given=sum(stamp.given.values()), n_void=stamp.n_void),
        "others": _others(docket),
    }


def _counted(n: int, *, n_given: int, n_void: int) -> str:
    if n_given == 0:
        return "Belum ada lembar nilai yang tercatat."
    told = f"Berlaku {facts.number(n, 0)} lembar dari {facts.number(n_given, 0)} lembar yang dikirim"
    again = n_given - n - n_void
    extra = [f"{again} diganti oleh pengujinya dengan alasan"] if again > 0 else []
    extra += [f"{n_void} dibatalkan oleh dua orang"] if n_void else []
    return f"{told}; {' dan '.join(extra)}." if extra else f"{told}."


def _others(docket: Stamped) -> str:
    """Return what else was entered besides the panel's sheets."""
    case = docket.case
    found = (
        (len(case.attendances), "catatan kehadiran"),
        (len(case.feedback), "lembar umpan balik 360"),
        (len(case.assessments), "laporan asesmen"),
        (len(case.performances), "data kinerja"),
        (len(case.track_record), "butir rekam jejak"),
    )
    told = [f"{facts.number(n, 0)} {name}" for n, name in found if n]
    return f"Tercatat pula {facts.listed(told)}." if told else ""


def _signer(docket: Stamped, role: v.PanelRole, title: str) -> office.Json:
    one = next((one for one in docket.case.examiners if one.role is role), None)
    name = one.name if one else facts.DOTS
    return {"place": "", "office": f"{title} {office.panel_name(docket)},", "name": name, "nip": ""}
