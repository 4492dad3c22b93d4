"""Refusals of placing: why an event has no proposal, and what cannot be entered or chosen."""

from collections.abc import Mapping

OF_PLACING: Mapping[str, tuple[str, str]] = {
    "placement_without_policy": (
        "Rancangan penilaian kegiatan {key} menetapkan bahwa usulan penempatan tidak disusun.",
        "The scheme of the event {key} says that no moves are proposed.",
    ),
    "placement_of_mapping": (
        "Kegiatan {key} adalah pemetaan: hasilnya tidak menjadi usulan perpindahan.",
        "The event {key} is a mapping: nobody is moved on its result.",
    ),
    "placement_before_scores": (
        "Kegiatan {key} belum dinilai. Usulan penempatan disusun dari hasil.",
        "The event {key} was not scored yet. Moves are proposed on a result.",
    ),
}
