"""The proposed placement: one line per official, and what every pair would cost all together."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from xlsxwriter import Workbook

from selaras.core import casefile as c
from selaras.core.codec import decimal_of
from selaras.core.outcome import OfficialResult, Results
from selaras.core.placement.model import NOWHERE, SlateName
from selaras.core.placement.offer import MoveKind, Offer, SeatTold
from selaras.core.vocabulary import PositionCode, grouped_nip
from selaras.exchange.results.page import Head, Page, Shown
from selaras.exchange.writing.looks import BRAND_2, GOOD, GOOD_2, GROUND, Looks

_CHANGES = "Perubahan (semula → menjadi)"
_MOVED = {"bg_color": BRAND_2, "bold": True}
_SEAT = {"bg_color": GOOD_2, "font_color": GOOD, "bold": True, "num_format": "0.00"}
_SHUT = {"bg_color": GROUND, "pattern": 14, "fg_color": "#c3ccd3"}


def draw_slate(
    book: Workbook,
    looks: Looks,
    case: c.CaseFile,
    results: Results,
    offer: Offer,
) -> None:
    """Draw the proposal."""
    page = Page(
        book,
        looks,
        "Usulan Penempatan",
        _title(offer),
        "Rekomendasi panel, bukan keputusan. Hasil ini bukan dasar pembebasan dari jabatan. "
        "Selisih: penurunan nilai seluruh susunan pada pilihan terdekat.",
    )
    heads = [
        Head("Nama", 36),
        Head("NIP", 24),
        Head("Jabatan sekarang", 34),
        Head("Jabatan usulan", 34),
        Head("Jenis", 16),
        Head("Eselon", 14, _CHANGES),
        Head("Kelas jabatan", 14, _CHANGES),
        Head("Kelas tunjangan", 16, _CHANGES),
        Head("Kesesuaian sekarang (%)", 12),
        Head("Kesesuaian usulan (%)", 12),
        Head("Perkiraan terbaik (%)", 12),
        Head("Pengalaman (0–100)", 12),
        Head("Harga perpindahan", 12),
        Head("Nilai penempatan", 12),
        Head("Selisih pilihan terdekat (poin)", 13),
        Head("Sama pada perhitungan ulang (%)", 13),
    ]
    page.table(heads, [_line(case, results, offer, seat) for seat in offer.seats])


def draw_reasons(book: Workbook, looks: Looks, case: c.CaseFile, offer: Offer, why: Sequence[str]) -> None:
    """Draw why here and why not there, apart: beside numbers such texts would make rows of a hand's height.

    why : by row of the offer, as the papers say it
    """
    page = Page(
        book,
        looks,
        "Alasan Penempatan",
        "Mengapa di sini, mengapa tidak di tempat lain",
        "Satu alinea bagi setiap pejabat, menurut urutan lembar Usulan Penempatan.",
    )
    posts = {one.code: one.title for one in case.positions}
    names = {one.nip: one.name for one in case.officials}
    rows: list[list[Any]] = []
    for seat, told in zip(offer.seats, why, strict=True):
        nip = offer.problem.nips[seat.official]
        post = None if seat.post == NOWHERE else posts[offer.problem.positions[seat.post]]
        rows.append([names[nip], grouped_nip(nip), post, told])
    heads = [Head("Nama", 36), Head("NIP", 24), Head("Jabatan usulan", 34), Head("Alasan", 120)]
    page.table(heads, rows)


def _title(offer: Offer) -> str:
    """Return what is shown; a slate that was wished for never looks like the panel's own."""
    if offer.slates[0].name is not SlateName.WISHED:
        return "Usulan penempatan"
    wishes = offer.slates[0].wishes
    told = [
        f"paling banyak {wishes.most_moves} perpindahan" if wishes.most_moves is not None else "",
        f"{len(wishes.pins)} penetapan" if wishes.pins else "",
        f"{len(wishes.bans)} pengecualian" if wishes.bans else "",
        f"jabatan yang dibuka: {', '.join(wishes.opened)}" if wishes.opened else "",
    ]
    return f"Susunan menurut permintaan ({'; '.join(one for one in told if one)})"


def _line(case: c.CaseFile, results: Results, offer: Offer, seat: SeatTold) -> list[Any]:
    nip = offer.problem.nips[seat.official]
    person = next(one for one in case.officials if one.nip == nip)
    found = next(one for one in results.officials if one.nip == nip)
    posts = {one.code: one for one in case.positions}
    target = None if seat.post == NOWHERE else posts[offer.problem.positions[seat.post]]
    moved = seat.kind not in (MoveKind.STAY, MoveKind.EXTEND)
    title = target.title if target is not None else None
    change, worth = seat.change, seat.worth
    return [
        person.name,
        grouped_nip(nip),
        person.position_title,
        Shown(title, _MOVED) if moved else title,
        seat.kind.istilah,
        *(_changed(*pair) for pair in (change.echelon, change.job_class, change.allowance_class)),
        _match(found, person.position),
        worth.match if worth is not None else None,
        worth.expected if worth is not None else None,
        worth.experience if worth is not None else None,
        worth.price if worth is not None else None,
        decimal_of(worth.value) if worth is not None else None,
        decimal_of(seat.margin) if seat.margin is not None else None,
        seat.chosen_percent,
    ]


def _changed(before: object, after: object) -> str:
    """Return what a class was and becomes; a dash where it is not known."""
    if before == after:
        return "–" if after is None else f"{after} (tetap)"
    return f"{'–' if before is None else before} → {'–' if after is None else after}"


def _match(found: OfficialResult, post: PositionCode | None) -> Decimal | None:
    fit = found.fits.get(post) if post is not None else None
    return fit.percent if fit is not None else None


def draw_losses(book: Workbook, looks: Looks, case: c.CaseFile, offer: Offer) -> None:
    """Draw what all together would lose if a pair were forced."""
    exact = "" if offer.losses.is_exact else " Ada aturan bersama: angka adalah penurunan paling sedikit."
    page = Page(
        book,
        looks,
        "Matriks Penempatan",
        "Penurunan nilai seluruh susunan bila pasangan ditetapkan (poin)",
        "Hijau: diusulkan. 0: setara. Tanda ×: tidak ada susunan lengkap yang sah. "
        f"Arsir: tidak boleh diduduki.{exact}",
    )
    posts = {one.code: one for one in case.positions}
    names = {one.nip: one.name for one in case.officials}
    heads = [
        Head("Nama", 36),
        Head("NIP", 24),
        *(Head(f"{code} {posts[code].title}", 16) for code in offer.problem.positions),
    ]
    columns = range(len(offer.problem.positions))
    rows = [
        [names[nip], grouped_nip(nip), *(_loss(offer, row, column) for column in columns)]
        for row, nip in enumerate(offer.problem.nips)
    ]
    page.table(heads, rows)


def _loss(offer: Offer, row: int, column: int) -> Shown | None:
    if not offer.instance.open[row, column]:
        return Shown(None, _SHUT)
    lost = int(offer.losses.loss[row, column])
    if offer.seats[row].post == column:
        return Shown(Decimal(0), _SEAT)
    if lost < 0:
        return Shown("×", {"align": "center"})
    return Shown(decimal_of(lost), {"num_format": "0.00"})
