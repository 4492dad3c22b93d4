"""How an office may choose to make the two axes of the talent map."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from selaras.core.errors import CoreError
from selaras.core.rules import Certainty
from selaras.core.scheme import (
    Axis,
    AxisPart,
    AxisSource,
    Conversion,
    ConversionKind,
    Step,
    TalentProfile,
)
from selaras.law.competences import Said
from selaras.law.strict_yaml import read_yaml

_FILE = Path(__file__).parent / "talent_profiles.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcedProfile:
    """A profile with its source; ``left_out`` names what the source asks and no workbook holds."""

    profile: TalentProfile
    name: Said
    article: str
    certainty: Certainty
    note: str
    left_out: Mapping[str, int]


@cache
def load_sourced_profiles() -> tuple[SourcedProfile, ...]:
    """Return the profiles in their order; the first one is the default."""
    data = read_yaml(_FILE)
    tables = tuple(_table(code, one) for code, one in data["tables"].items())
    return tuple(_profile(one, tables) for one in data["profiles"])


def load_talent_profiles() -> Mapping[str, TalentProfile]:
    """Return the profiles by code; the first one is the default."""
    return {one.profile.code: one.profile for one in load_sourced_profiles()}


def _profile(entry: Mapping[str, Any], tables: tuple[Conversion, ...]) -> SourcedProfile:
    profile = TalentProfile(
        code=entry["code"],
        performance=_axis(entry["performance"], profile=entry["code"]),
        potential=_axis(entry["potential"], profile=entry["code"]),
        performance_by_label=entry["performance"]["by_label"],
        tables=tables,
    )
    left_out = {
        name: percent
        for axis in ("performance", "potential")
        for name, percent in entry[axis].get("left_out", {}).items()
    }
    return SourcedProfile(
        profile=profile,
        name=Said(**entry["name"]),
        article=entry["article"],
        certainty=Certainty(entry["certainty"]),
        note=entry["note"],
        left_out=left_out,
    )


def _axis(entry: Mapping[str, Any], *, profile: str) -> Axis:
    ((high, high_from),) = entry["high"].items()
    ((middle, middle_from),) = entry["middle"].items()
    if high != middle or high not in ("at_least", "above"):
        raise CoreError("talent_cut_direction", profile=profile, high=high, middle=middle)
    if Decimal(middle_from) >= Decimal(high_from):
        raise CoreError("talent_cuts_not_ordered", profile=profile, high=high_from, middle=middle_from)
    return Axis(
        parts=tuple(
            AxisPart(source=AxisSource(source), component=None, weight=Decimal(weight))
            for source, weight in entry["parts"].items()
        ),
        middle_from=Decimal(middle_from),
        high_from=Decimal(high_from),
        boundary_is_higher=high == "at_least",
    )


def _table(code: str, entry: Mapping[str, Any]) -> Conversion:
    labels = [
        Step(label=label, at_least=None, points=Decimal(points))
        for label, points in entry.get("labels", {}).items()
    ]
    bands = [
        Step(label=None, at_least=Decimal(one["at_least"]), points=Decimal(one["points"]))
        for one in entry.get("bands", ())
    ]
    kind = ConversionKind.TABLE if labels else ConversionKind.BANDS
    return Conversion(code=code, kind=kind, highest=None, steps=tuple(labels or bands))
