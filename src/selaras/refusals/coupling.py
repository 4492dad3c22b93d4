"""Refusals about rules and wishes of a placement, in words."""

from collections.abc import Mapping

# code: (Indonesian, English); facts of the error may be named in braces.
OF_COUPLING: Mapping[str, tuple[str, str]] = {
    "coupling_rule_incomplete": (
        "Aturan bersama nomor {rule} ({kind}) belum lengkap. Lengkapi pejabat, jabatan, atau jumlah "
        "paling banyak yang dimaksud.",
        "Coupling rule number {rule} ({kind}) is incomplete. Name its officials, posts or largest number.",
    ),
    "coupling_unit_unknown": (
        "Aturan bersama nomor {rule} menyebut unit {unit}, yang tidak ada dalam kegiatan ini. "
        "Periksa nama unit.",
        "Coupling rule number {rule} names the unit {unit}, which is not in this event. Check its name.",
    ),
    "placement_official_unknown": (
        "Pejabat {official} tidak ada dalam usulan penempatan ini. Periksa NIP atau kodenya.",
        "The official {official} is not part of this placement. Check the NIP or the code.",
    ),
    "placement_post_unknown": (
        "Jabatan {post} tidak ada dalam usulan penempatan ini. Periksa kode jabatan.",
        "The post {post} is not part of this placement. Check its code.",
    ),
    "placement_search_too_long": (
        "Susunan yang memenuhi semua aturan belum ditemukan dalam {nodes} langkah pencarian. "
        "Longgarkan satu aturan bersama atau satu permintaan, lalu ulangi.",
        "No seats that obey every rule were found in {nodes} steps of the search. "
        "Ease one coupling rule or one wish, then try again.",
    ),
}
