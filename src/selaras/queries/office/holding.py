"""Who stands behind a code of the ledger: the names of people who sign, for the pages of their own office."""

from collections.abc import Mapping

from selaras.queries.office.places import Place
from selaras.records import models as rows


def names_by_code(place: Place) -> Mapping[str, str]:
    """Return the name of whoever holds a code in an event: members first, then examiners of its panel."""
    event = {"event__agency__code": place.agency, "event__key": place.key}
    names: dict[str, str] = {}
    for code, name in rows.Examiner.objects.filter(**event).values_list("code", "name"):
        names[code] = name
    members = rows.Membership.objects.filter(agency__code=place.agency, ended_at=None)
    told = members.values_list("role", "holder", "account_id", "account__name", "event__key")
    for role, holder, account, name, of_event in told:
        if of_event not in (None, place.key):
            continue
        names[holder if holder and of_event else f"{role}-{account}"] = name
    return names


def standing_sheets(place: Place) -> tuple[tuple[str, str, str], ...]:
    """Return (examiner, participant, method) of every sheet that is in, in that order; no marks."""
    event = {"event__agency__code": place.agency, "event__key": place.key}
    found = rows.Rating.objects.filter(**event).values_list("examiner__code", "participant__code", "method")
    return tuple(sorted(set(found)))
