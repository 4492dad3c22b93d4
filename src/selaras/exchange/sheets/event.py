"""The sheet Kegiatan: the agency, the event, the head of the region, who signs."""

from typing import Unpack

from selaras.core import vocabulary as v
from selaras.exchange.sheets import columns
from selaras.exchange.sheets.column import Column, Form, Kind, Section
from selaras.exchange.sheets.columns import More


def _text(field: str, heading: str, words: str, **more: Unpack[More]) -> Column:
    given: More = {"required": True, "blank": "", "width": 44, **more}
    if field.endswith(".name"):
        given = {"longest": columns.LONGEST_NAME, **given}
    return Column(field=field, heading=heading, kind=Kind.TEXT, words=words, **given)


_day = columns.day


AGENCY = Section(
    title="Instansi penyelenggara",
    lines=(
        Column(
            field="agency.code",
            heading="Kode instansi",
            kind=Kind.CODE,
            words="Satu kata pendek dengan huruf kecil, dipakai pada nomor buku induk nilai.",
            required=True,
            example="cendana",
        ),
        _text(
            "agency.name",
            "Nama instansi",
            "Seperti pada kop surat.",
            example="Pemerintah Provinsi Cendana",
        ),
        Column(
            field="agency.kind",
            heading="Jenis instansi",
            kind=Kind.CHOICE,
            terms=v.AgencyKind,
            words="Pilih dari daftar. Menentukan izin siapa yang diperlukan.",
            required=True,
            example="Provinsi",
        ),
        _text(
            "agency.region", "Nama daerah", "Tanpa kata provinsi, kabupaten, atau kota.", example="Cendana"
        ),
        _text(
            "agency.province",
            "Provinsi",
            "Diisi hanya oleh kabupaten atau kota.",
            required=False,
            blank=None,
        ),
        _text("agency.seat", "Tempat kedudukan", "Kota tempat surat ditandatangani.", example="Cendana"),
        _text(
            "agency.personnel_office",
            "Perangkat daerah kepegawaian",
            "Nama lengkap BKD, BKPSDM, atau sebutan lain.",
            example="Badan Kepegawaian Daerah",
        ),
        _text("agency.address", "Alamat", "Alamat pada kop surat.", example="Jalan Melati Nomor 1"),
        _text(
            "agency.contact",
            "Kontak",
            "Telepon, surel, dan kode pos dalam satu baris.",
            example="Telepon (0700) 123456, Kode Pos 38000",
        ),
        _text(
            "agency.letter_pattern",
            "Pola nomor surat",
            "{serial} dan {year} diisi oleh tata usaha; aplikasi tidak pernah memberi nomor surat.",
            typical="800/{serial}/BKD/{year}",
        ),
    ),
)

EVENT = Section(
    title="Kegiatan",
    lines=(
        Column(
            field="event.key",
            heading="Kode kegiatan",
            kind=Kind.CODE,
            words="Satu kata unik tanpa spasi, misalnya cendana-2025.",
            required=True,
            example="cendana-2025",
        ),
        Column(
            field="event.kind",
            heading="Jenis kegiatan",
            kind=Kind.CHOICE,
            terms=v.EventKind,
            words="Pilih dari daftar.",
            required=True,
        ),
        _text(
            "event.title",
            "Nama kegiatan",
            "Judul yang dicetak pada semua naskah.",
            example="Uji Kompetensi (Job Fit) JPT Pratama Tahun 2025",
        ),
        _day("event.starts_on", "Tanggal mulai", "Hari pertama pelaksanaan.", required=True),
        _day("event.ends_on", "Tanggal selesai", "Hari terakhir. Kosong: sama dengan tanggal mulai."),
        Column(
            field="event.scoring_days",
            heading="Hari penilaian",
            kind=Kind.DATES,
            words="Dipisahkan titik koma. Kosong: setiap hari dari mulai sampai selesai.",
            example="14 Januari 2025; 15 Januari 2025",
        ),
        _day(
            "event.data_on",
            "Posisi data",
            "Tanggal keadaan data pegawai; masa jabatan dan usia dihitung pada tanggal ini. "
            "Kosong: sama dengan tanggal mulai.",
        ),
        _text(
            "event.venue", "Tempat", "Gedung atau ruang pelaksanaan.", example="Aula Badan Kepegawaian Daerah"
        ),
        _text(
            "event.purpose",
            "Maksud dan tujuan",
            "Satu atau dua kalimat.",
            example="Evaluasi kesesuaian kompetensi pejabat dengan jabatannya",
        ),
        Column(
            field="event.assessed_level",
            heading="Jenjang yang diuji",
            kind=Kind.CHOICE,
            terms=v.Level,
            words="Jenjang jabatan para peserta.",
            required=True,
            typical=v.Level.JPT_PRATAMA,
        ),
        _text(
            "event.assessor_body",
            "Lembaga penilai",
            "Diisi bila penilaian dilakukan lembaga asesmen di luar instansi.",
            required=False,
            blank=None,
        ),
        _day(
            "event.planned_decree_on", "Rencana tanggal pelantikan", "Dipakai untuk memeriksa tenggat hukum."
        ),
        Column(
            field="event.consequences_explained",
            heading="Akibat hasil sudah dijelaskan",
            kind=Kind.YES_NO,
            words="Ya, bila setiap peserta menandatangani bahwa akibat hasil uji sudah dijelaskan kepadanya.",
            blank=False,
            typical=False,
        ),
    ),
)

HEAD = Section(
    title="Kepala daerah",
    lines=(
        _text("event.head.name", "Nama kepala daerah", "Dengan gelar."),
        _text(
            "event.head.office",
            "Jabatan kepala daerah",
            "Tanpa Pj. atau Plt.; statusnya diisi di bawah.",
            example="Gubernur Cendana",
        ),
        Column(
            field="event.head.status",
            heading="Status kepala daerah",
            kind=Kind.CHOICE,
            terms=v.HeadStatus,
            words="Penjabat dan Plt. memerlukan persetujuan Menteri untuk penggantian pejabat.",
            required=True,
            typical=v.HeadStatus.DEFINITIVE,
        ),
        _day("event.head.inaugurated_on", "Tanggal pelantikan kepala daerah", "Dasar masa enam bulan."),
        _day("event.head.term_ends_on", "Akhir masa jabatan kepala daerah", "Bila diketahui."),
        _day(
            "event.head.candidates_fixed_on",
            "Tanggal penetapan pasangan calon",
            "Pilkada berikutnya di daerah ini, bila sudah dijadwalkan.",
        ),
        _day(
            "event.head.next_inauguration_on",
            "Tanggal pelantikan kepala daerah berikutnya",
            "Bila sudah dijadwalkan.",
        ),
    ),
)


def _signatory(part: str, who: str, words: str, *, required: bool) -> tuple[Column, ...]:
    return (
        _text(f"event.{part}.name", f"Nama {who}", words, required=required),
        _text(f"event.{part}.office", f"Jabatan {who}", "Seperti di bawah tanda tangan.", required=required),
        _text(
            f"event.{part}.nip",
            f"NIP {who}",
            "Seperti dicetak di bawah tanda tangan; boleh kosong.",
            required=False,
            blank=None,
        ),
    )


SIGNATORIES = Section(
    title="Pejabat yang menandatangani",
    lines=(
        *_signatory("deciding_officer", "PPK", "Kosong: sama dengan kepala daerah.", required=False),
        *_signatory("authorised_officer", "PyB", "Biasanya sekretaris daerah.", required=True),
        *_signatory("personnel_head", "kepala kepegawaian", "Kepala BKD atau BKPSDM.", required=True),
    ),
)

FOLLOWS = Section(
    title="Kegiatan terdahulu",
    lines=(
        Column(
            field="event.follows.key",
            heading="Kode kegiatan terdahulu",
            kind=Kind.CODE,
            words="Diisi bila kegiatan ini lanjutan, misalnya uji ulang.",
        ),
        _text(
            "event.follows.title",
            "Nama kegiatan terdahulu",
            "Judul seperti pada naskahnya.",
            required=False,
        ),
        _day("event.follows.held_on", "Tanggal kegiatan terdahulu", "Hari pertama pelaksanaannya."),
    ),
)

EVENT_FORM = Form(
    key="event",
    name="Kegiatan",
    words="Identitas kegiatan. Isi kolom Isian; penjelasan ada di sebelah kanannya.",
    sections=(AGENCY, EVENT, HEAD, SIGNATORIES, FOLLOWS),
)
