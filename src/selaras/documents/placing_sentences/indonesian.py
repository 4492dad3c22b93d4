"""The sentences of a placement in the Indonesian of an office."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import ClassVar

from selaras.core import rules
from selaras.core.move_policy import CouplingKind
from selaras.core.outcome import Reason
from selaras.core.placement.model import SlateName
from selaras.core.placement.offer import MoveKind
from selaras.core.rules import Finding
from selaras.core.vocabulary import ParticipantStatus
from selaras.documents import chances, facts, sentences
from selaras.documents.placing_sentences.language import Language, Names, Told
from selaras.documents.placing_sentences.naming import Person

_KEEPS = "mengikuti pengembangan dan uji kompetensi ulang, dan jabatan sekarang tetap dipegang"
_CHANGING = {"echelon": "eselon", "job_class": "kelas jabatan", "allowance_class": "kelas tunjangan"}


def _not_a_participant(told: Told) -> str:
    status = ParticipantStatus.from_istilah(told["status"])
    words = status.istilah.lower() if status else told["status"]
    return f"Tidak dinilai dalam kegiatan ini ({words}), sehingga jabatan sekarang tetap dipegang."


class Indonesian(Language):
    wording = rules.INDONESIAN
    kinds: ClassVar[Mapping[MoveKind, str]] = {one: one.istilah for one in MoveKind}
    slates: ClassVar[Mapping[SlateName, str]] = {one: one.istilah for one in SlateName}
    rules: ClassVar[Mapping[CouplingKind, str]] = {one: one.istilah for one in CouplingKind}
    openings: ClassVar[Mapping[MoveKind, str]] = {
        MoveKind.STAY: "Tetap sebagai {post}",
        MoveKind.EXTEND: "Tetap sebagai {post} dengan perpanjangan masa jabatan",
        MoveKind.MUTATION: "Mutasi dari {start} menjadi {post}",
        MoveKind.ROTATION: "Rotasi dari {start} menjadi {post}",
        MoveKind.PROMOTION: "Promosi dari {start} menjadi {post}",
        MoveKind.LOWER_CLASS: "Mutasi dari {start} menjadi {post} yang berkelas lebih rendah",
        MoveKind.DEMOTION: "Penurunan jabatan melalui prosedur tersendiri, dari {start} menjadi {post}",
        MoveKind.SELECTION: "Menjadi {post} sebagai hasil seleksi terbuka",
        MoveKind.NO_SEAT: "Belum memperoleh jabatan dalam susunan ini",
    }
    closings: ClassVar[Mapping[str, Callable[[Told], str]]] = {
        "not_a_participant": _not_a_participant,
        "below_the_mark": lambda t: f"Nilai akhir berada pada kategori {t['category']}; {_KEEPS}.",
        "performance_below": lambda t: (
            f"Kinerja berada di bawah ekspektasi (kotak {t['box']} peta talenta); {_KEEPS}."
        ),
        "knocked_out": lambda t: f"Syarat wajib belum terpenuhi: {t['competences']}.",
        "no_standard": lambda t: "Belum ada standar kompetensi, sehingga kesesuaian tidak dapat dihitung.",
        "no_level": lambda t: "Belum ada bukti tentang kompetensi yang dituntut.",
        "not_in_play": lambda t: "Tidak diisi dalam kegiatan ini.",
        "not_among_three": lambda t: (
            f"Pada seleksi terbuka hanya tiga calon terbaik yang diusulkan; urutannya {t['place']}."
        ),
        "banned": lambda t: "Dikecualikan atas permintaan pejabat pembina kepegawaian.",
    }

    def finding(self, one: Finding) -> str:
        return sentences.finding(one)

    def closed_group(self, one: Finding | Reason, competences: Names, *, count: int, of: int) -> str:
        which = "Semua jabatan lain" if count == of else f"{count} dari {of} jabatan lain"
        if not isinstance(one, Finding):
            return f"{which} tertutup. {self.closing(one, competences)}"
        if count == 1:
            return f"{which} tertutup. {self.finding(one)}"
        return (
            f"{which} tertutup karena tidak memenuhi aturan ini: {sentences.inside(one.statement_id)} "
            f"[{one.article}]."
        )

    def listed(self, parts: Sequence[str]) -> str:
        return facts.listed(parts)

    def clauses(self, parts: Sequence[str]) -> str:
        if len(parts) < 3:
            return ", serta ".join(parts)
        return f"{'; '.join(parts[:-1])}; serta {parts[-1]}"

    def person(self, one: Person) -> str:
        title = {True: "Sdri.", False: "Sdr.", None: "Sdr./Sdri."}[one.is_female]
        return f"{title} {one.name}"

    def percent(self, value: Decimal) -> str:
        return f"{self.decimal(value)} persen"

    def match_clause(self, match: Decimal | None, *, own: Decimal | None) -> str:
        if match is None:
            return (
                "jabatan ini belum memiliki standar kompetensi, sehingga kesesuaiannya belum dapat dihitung"
            )
        beside = f" (jabatan sekarang {self.percent(own)})" if own is not None else ""
        return f"kesesuaian {self.percent(match)}{beside}"

    def estimate_clause(self, expected: Decimal, *, own: Decimal | None) -> str:
        beside = f" (jabatan sekarang {self.percent(own)})" if own is not None else ""
        return f"perkiraan terbaiknya {self.percent(expected)}{beside}"

    def highest_clause(self, alike: Sequence[str], *, is_only: bool) -> str:
        if is_only:
            return "satu-satunya jabatan yang boleh diduduki"
        if alike:
            return f"tertinggi bersama {self.clauses(alike)}"
        return "tertinggi di antara jabatan yang boleh diduduki"

    def more_posts(self, count: int) -> str:
        return f"{count} jabatan lain"

    def worth_clause(self, *, experience: Decimal | None, price: Decimal, value: int) -> str:
        parts = []
        if experience is not None:
            parts.append(f"pengalaman di bidang jabatan {self.plain(experience)} dari 100")
        if price:
            parts.append(f"harga perpindahan {self.plain(price)} poin")
        return f"{self.listed(parts)}, sehingga nilai penempatan {self.points(value)}" if parts else ""

    def knocked_out_clause(self, competences: Sequence[str]) -> str:
        return f"syarat wajib {self.listed(competences)} belum terpenuhi, sehingga nilainya dihitung nol"

    def in_exchange_clause(self, people: Sequence[str]) -> str:
        if len(people) == 1:
            return f"bertukar dengan {people[0]}"
        return f"dalam satu pertukaran bersama {self.listed(people)}"

    def change_clause(self, what: str, before: str | None, after: str | None) -> str:
        name = _CHANGING[what]
        if before is None and after is None:
            return f"{name} belum diketahui"
        if before == after:
            return f"{name} tetap {after}"
        return f"{name} dari {before or 'yang belum diketahui'} menjadi {after or 'yang belum diketahui'}"

    def chosen(self, percent: Decimal) -> str:
        return (
            "Bila nilai dihitung ulang dalam batas ketidakpastiannya, susunan terbaik menempatkannya di sini "
            f"{chances.out_of_hundred(percent)} kali."
        )

    def flags(self, findings: Sequence[Finding]) -> str:
        return f"Perlu diperhatikan: {' '.join(self.finding(one) for one in findings)}"

    def no_seat_because(self) -> str:
        return "Setiap jabatan yang boleh diduduki lebih bernilai bagi susunan bila diisi pejabat lain."

    def if_there(self, post: str, match: Decimal | None, *, stays: bool, is_estimate: bool = False) -> str:
        how = "tetap sebagai" if stays else "menjadi"
        told = (
            f" (perkiraan {self.percent(match)})"
            if is_estimate and match is not None
            else self._in_brackets(match)
        )
        return f"Bila {how} {post}{told}"

    def loses(
        self, condition: str, hundredths: int, *, is_bound: bool, because: str | None, vacant: str
    ) -> str:
        least = "paling sedikit " if is_bound else ""
        told = f"{condition}, seluruh susunan turun {least}{self.points(hundredths)} poin"
        if because:
            told += f", karena {because}"
        if vacant:
            told += f"; {self.falls_vacant(vacant)}"
            told += " dan tidak ada pejabat lain yang harus pindah" if because == "" else ""
        elif because == "":
            told += ", walaupun tidak ada pejabat lain yang harus pindah"
        return f"{told}."

    def may_lose(self, condition: str) -> str:
        return (
            f"{condition}, nilai seluruh susunan tidak akan naik; besar penurunannya bergantung pada aturan "
            "bersama dan dihitung tepat atas permintaan."
        )

    def ties(self, condition: str, *, because: str, vacant: str) -> str:
        told = f"{condition}, nilai seluruh susunan tetap sama (setara)"
        told += f", dengan akibat {because}" if because else ""
        told += f"; {self.falls_vacant(vacant)}" if vacant else ""
        return (
            f"{told}. Di antara susunan yang setara dipilih yang paling sedikit memindahkan, "
            "lalu menurut urutan kode."
        )

    def never(self, post: str, match: Decimal | None, *, bound_holder: str) -> str:
        told = f"{post}{self._in_brackets(match)} boleh diduduki, tetapi tidak ada susunan lengkap yang sah "
        if bound_holder:
            return (
                f"{told}dengan penempatan itu, karena {bound_holder} hanya boleh menduduki jabatan tersebut."
            )
        return f"{told}dengan penempatan itu."

    def closed(self, post: str, match: Decimal | None, reasons: str) -> str:
        return f"{post}{self._in_brackets(match)} tidak boleh diduduki. {reasons}"

    def displaced(self, person: str, post: str, *, stays: bool) -> str:
        if not post:
            return f"{person} tidak memperoleh jabatan"
        return f"{person} harus {'tetap sebagai' if stays else 'pindah menjadi'} {post}"

    def falls_vacant(self, post: str) -> str:
        return f"{post} menjadi lowong"

    def must_have_seat(self, person: str) -> str:
        return f"{person} harus memperoleh jabatan yang setara."

    def only_open(self, person: str, posts: Sequence[str]) -> str:
        if not posts:
            return f"Tidak ada jabatan yang boleh diduduki {person}."
        return f"{person} hanya boleh menduduki {self.listed(posts)}."

    def pinned(self, person: str, post: str) -> str:
        return f"Atas permintaan, {person} ditetapkan menjadi {post}."

    def coupled(self, kind: CouplingKind, because: str) -> str:
        return f"Aturan bersama: {kind.istilah.lower()}{f' ({because})' if because else ''}."

    def most_moves(self) -> str:
        return "Jumlah perpindahan dibatasi atas permintaan."

    def one_holder(self, post: str) -> str:
        return f"{post} hanya dapat diisi satu orang."

    def _in_brackets(self, match: Decimal | None) -> str:
        return f" ({self.percent(match)})" if match is not None else ""
