"""The settings of a timetable (pengaturan jadwal, YAML): rooms, panels, hours, how methods are held.

Everything is read as text, so that no hour becomes a number and no "ya" a truth value.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import yaml

from selaras.core.errors import CoreError
from selaras.core.timetable.settings import (
    USUAL_DAY,
    USUAL_FRIDAY,
    DaySaid,
    MethodSaid,
    PanelSaid,
    RoomSaid,
    Settings,
)
from selaras.core.timetable.wanted import DAY, Absence, Break, Goal, Way
from selaras.core.vocabulary import Method

T = TypeVar("T")
ZONES = ("WIB", "WITA", "WIT")


class _TextLoader(yaml.BaseLoader):
    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        keys = [str(key.value) for key, _ in node.value]
        for key in keys:
            if keys.count(key) > 1:
                raise CoreError("timetable_setting_wrong", at=key, got=key, expected="satu kali")
        return super().construct_mapping(node, deep=deep)


def read_settings(path: Path) -> Settings:
    """Return what a settings file says; a word that is not known is refused with where it stands."""
    try:
        with path.open("rb") as stream:
            told = yaml.load(stream, Loader=_TextLoader)
    except OSError as wrong:
        raise CoreError("timetable_settings_missing", path=path.name) from wrong
    except (yaml.YAMLError, UnicodeDecodeError) as wrong:
        mark = getattr(wrong, "problem_mark", None)
        line = mark.line + 1 if mark is not None else 0
        raise CoreError("timetable_settings_unreadable", path=path.name, line=line) from wrong
    return settings_of(told if told not in (None, "") else {})


def settings_of(told: Any) -> Settings:
    """Return settings from their parsed text."""
    part = _Part("", told)
    found = Settings(
        zone=part.one("zona", "WIB", _zone),
        step=part.one("kelipatan", 0, _whole),
        changeover=part.one("jeda", 0, _whole),
        least_linked=part.one("keterbandingan", 1, _whole),
        seed=part.one("benih", None, _whole),
        usual=part.one("hari_biasa", USUAL_DAY, lambda at, told: _day(_Part(at, told), USUAL_DAY)),
        friday=part.one("jumat", USUAL_FRIDAY, lambda at, told: _day(_Part(at, told), USUAL_FRIDAY)),
        days={},
        rooms=tuple(_room(code, one) for code, one in part.named("ruang")),
        panels=tuple(_panel(code, one) for code, one in part.named("tim")),
        methods={_method(f"metode.{word}", word): _held(one) for word, one in part.named("metode")},
        ways=tuple(_way(one) for one in part.listed("pindah_ruang")),
        absences=tuple(_absence(one) for one in part.listed("berhalangan")),
        goals=tuple(_goal(f"tujuan.{word}", word) for word in part.texts("tujuan")),
    )
    days = {}
    for word, one in part.named("hari"):
        on = _date(f"hari.{word}", word)
        days[on] = _day(one, found.day(on))
    part.done()
    return replace(found, days=days)


class _Part:
    """A mapping of the file, asked key by key; ``done`` refuses what nobody asked for."""

    def __init__(self, at: str, told: Any) -> None:
        if told == "":
            told = {}
        if not isinstance(told, dict):
            raise CoreError(
                "timetable_setting_wrong", at=at or "-", got=str(told)[:60], expected="kunci: isi"
            )
        self.at, self._told, self._asked = at, told, set[str]()

    def _name(self, key: str) -> str:
        return f"{self.at}.{key}" if self.at else key

    def one(self, key: str, usual: T, read: Callable[[str, Any], T]) -> T:
        self._asked.add(key)
        return read(self._name(key), self._told[key]) if key in self._told else usual

    def needed(self, key: str, read: Callable[[str, Any], T]) -> T:
        self._asked.add(key)
        if key not in self._told:
            raise CoreError("timetable_setting_missing", at=self._name(key))
        return read(self._name(key), self._told[key])

    def named(self, key: str) -> Sequence[tuple[str, "_Part"]]:
        told: Mapping[str, Any] = self.one(key, {}, lambda at, x: _Part(at, x)._told)
        return [(str(name), _Part(f"{self._name(key)}.{name}", one)) for name, one in told.items()]

    def listed(self, key: str) -> Sequence["_Part"]:
        found: list[Any] = self.one(key, [], _list)
        return [_Part(f"{self._name(key)}[{n}]", one) for n, one in enumerate(found, start=1)]

    def texts(self, key: str) -> tuple[str, ...]:
        words: list[Any] = self.one(key, [], _list)
        return tuple(_text(self._name(key), one) for one in words)

    def done(self) -> None:
        if unknown := sorted(set(self._told) - self._asked):
            known = ", ".join(sorted(self._asked))
            raise CoreError("timetable_setting_unknown", at=self._name(unknown[0]), known=known)


def _room(code: str, part: _Part) -> RoomSaid:
    found = RoomSaid(
        code=code,
        name=part.one("nama", code, _text),
        seats=part.one("kapasitas", 60, _whole),
        equipment=part.texts("perlengkapan"),
    )
    part.done()
    return found


def _panel(code: str, part: _Part) -> PanelSaid:
    found = PanelSaid(
        code=code,
        name=part.one("nama", code, _text),
        examiners=tuple(_text(part.at, one) for one in part.needed("penguji", _list)),
        rooms=part.texts("ruang"),
        least=part.one("paling_sedikit", None, _whole),
    )
    part.done()
    return found


def _held(part: _Part) -> MethodSaid:
    found = MethodSaid(
        minutes=part.needed("menit", _whole),
        group=part.one("kelompok", 1, _whole),
        panels=part.texts("tim"),
        equipment=part.texts("perlengkapan"),
        after=tuple(_method(part.at, word) for word in part.texts("sesudah")),
    )
    part.done()
    return found


def _day(part: _Part, usual: DaySaid) -> DaySaid:
    breaks = usual.breaks
    if listed := part.listed("istirahat"):
        breaks = tuple(
            Break(
                name=one.one("nama", "Istirahat", _text),
                start=one.needed("mulai", _hour),
                end=one.needed("selesai", _hour),
            )
            for one in listed
        )
        for one in listed:
            one.done()
    opens, closes = part.one("buka", usual.opens, _hour), part.one("tutup", usual.closes, _hour)
    part.done()
    return DaySaid(opens=opens, closes=closes, breaks=breaks)


def _way(part: _Part) -> Way:
    found = Way(
        first=part.needed("dari", _text),
        second=part.needed("ke", _text),
        minutes=part.needed("menit", _whole),
    )
    part.done()
    return found


def _absence(part: _Part) -> Absence:
    found = Absence(
        who=part.needed("siapa", _text),
        on=part.needed("tanggal", _date),
        start=part.one("mulai", 0, _hour),
        end=part.one("selesai", DAY, _hour),
    )
    part.done()
    return found


def _list(at: str, told: Any) -> list[Any]:
    if told == "":
        return []
    if not isinstance(told, list):
        raise CoreError("timetable_setting_wrong", at=at, got=str(told)[:60], expected="daftar")
    return told


def _text(at: str, told: Any) -> str:
    if not isinstance(told, str) or not told.strip():
        raise CoreError("timetable_setting_wrong", at=at, got=str(told)[:60], expected="teks")
    return " ".join(told.split())


def _whole(at: str, told: Any) -> int:
    text = told if isinstance(told, str) else ""
    if not (text.isascii() and text.isdigit() and len(text) <= 15):
        raise CoreError("timetable_setting_wrong", at=at, got=str(told)[:60], expected="0, 1, 2, …")
    return int(text)


def _hour(at: str, told: Any) -> int:
    """Return minutes since midnight of "08.00" or "08:00"."""
    hours, _, minutes = str(told).replace(":", ".").partition(".")
    if hours.isdigit() and minutes.isdigit() and len(minutes) == 2 and int(minutes) < 60:
        found = int(hours) * 60 + int(minutes)
        if found <= DAY:
            return found
    raise CoreError("timetable_setting_wrong", at=at, got=str(told)[:60], expected="08.00")


def _date(at: str, told: Any) -> date:
    try:
        return date.fromisoformat(str(told))
    except ValueError as wrong:
        raise CoreError(
            "timetable_setting_wrong", at=at, got=str(told)[:60], expected="2024-01-30"
        ) from wrong


def _method(at: str, told: Any) -> Method:
    found = Method.from_istilah(str(told))
    if found is None or not found.is_rated_by_panel:
        known = ", ".join(one.istilah for one in Method if one.is_rated_by_panel)
        raise CoreError("timetable_setting_wrong", at=at, got=str(told)[:60], expected=known)
    return found


def _goal(at: str, told: Any) -> Goal:
    found = Goal.from_istilah(str(told))
    if found is None:
        known = ", ".join(one.value for one in Goal)
        raise CoreError("timetable_setting_wrong", at=at, got=str(told)[:60], expected=known)
    return found


def _zone(at: str, told: Any) -> str:
    if told not in ZONES:
        raise CoreError("timetable_setting_wrong", at=at, got=str(told)[:60], expected=", ".join(ZONES))
    return str(told)
