"""Refusals of bundles: their form, their lines, and what may leave the house."""

from collections.abc import Mapping

# code: (Indonesian, English); facts of the error may be named in braces.
OF_BUNDLES: Mapping[str, tuple[str, str]] = {
    "zip_unreadable": (
        "Berkas bukti tidak terbaca: bukan berkas ZIP yang utuh.",
        "The bundle is unreadable: it is not a whole ZIP file.",
    ),
    "zip_limit": (
        "Berkas bukti melampaui batas ukuran atau jumlah isi ({got}; paling banyak {most}).",
        "The bundle is beyond the limits of size or number of files ({got}; at most {most}).",
    ),
    "zip_name_wrong": (
        "Berkas bukti memuat nama isi yang tidak diperbolehkan: {got}.",
        "The bundle holds a file whose name is not allowed: {got}.",
    ),
    "zip_not_canonical": (
        "Berkas bukti tidak dalam bentuk bakunya; mungkin dibungkus ulang atau ditambahi.",
        "The bundle is not in its one form; it may have been packed anew or added to.",
    ),
    "manifest_wrong": (
        "Daftar isi berkas bukti (manifest.json) tidak ada atau tidak sesuai format.",
        "The bundle's list of contents (manifest.json) is missing or not as the format says.",
    ),
    "line_wrong": (
        "Baris {line} dalam {file} tidak sesuai format.",
        "Line {line} of {file} is not as the format says.",
    ),
    "bundle_subject_wrong": (
        "Berkas bukti R3 dibuat untuk satu peserta; R1 dan R2 tidak untuk peserta tertentu.",
        "A bundle R3 is made for one participant; R1 and R2 are for none in particular.",
    ),
}
