"""What an agency is, and how its pages and papers look."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from selaras.core.vocabulary import AgencyKind
from selaras.records import models as rows
from selaras.records.office.uploads import UploadKind


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyFacts:
    """The agency as the installation knows it."""

    code: str
    name: str
    kind: AgencyKind
    region: str


def agency_of(code: str) -> AgencyFacts | None:
    """Return an agency by its code."""
    one = rows.Agency.objects.filter(code=code).first()
    if one is None:
        return None
    return AgencyFacts(code=one.code, name=one.name, kind=AgencyKind(one.kind), region=one.region)


def style_of(code: str) -> Mapping[str, Any]:
    """Return the settings of an agency's look; empty where it never set any."""
    found = rows.AgencyStyle.objects.filter(agency__code=code).values_list("settings", flat=True).first()
    return found or {}


def crest_of(code: str) -> tuple[bytes, str] | None:
    """Return an agency's crest with its media type; None where none was handed in."""
    found = rows.Upload.objects.filter(
        agency__code=code, kind=UploadKind.CREST.value, superseded_at=None
    ).order_by("-pk")
    one = found.values_list("content", "media_type").first()
    return None if one is None else (bytes(one[0]), one[1])
