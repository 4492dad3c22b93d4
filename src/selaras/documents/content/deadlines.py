"""Kalender Tenggat Hukum: every legal date of the event, the nearest first."""

from itertools import groupby

from selaras.core import outcome as o
from selaras.documents import facts, office, sentences
from selaras.documents.docket import Docket


def content(docket: Docket) -> office.Json:
    dated = sorted(docket.results.deadlines, key=lambda one: (one.on, one.kind, one.subject))
    return {
        **office.paper(
            docket,
            title="Kalender Tenggat Hukum",
            subtitle=docket.case.event.title,
            is_result=False,
        ),
        "years": [
            {"year": str(year), "rows": [_row(docket, one) for one in rows]}
            for year, rows in groupby(dated, key=lambda one: one.on.year)
        ],
        "signature": office.signature(docket.case.event.personnel_head, place=office.place_and_date(docket)),
    }


def _row(docket: Docket, one: o.Deadline) -> list[object]:
    post = docket.post_title(one.position)
    subject = [one.subject] if post in ("", one.subject) else [one.subject, post]
    return [
        facts.long_date(one.on),
        sentences.deadline_kind(one.kind),
        subject,
        one.text,
        one.article,
        "Pasti" if one.certain else "Perlu dipastikan",
    ]
