"""Addresses of: Decisions, announcements, objections, development."""

from django.urls import URLPattern, URLResolver, path

from selaras.web.office.deciding import (
    announcing,
    as_proposed,
    decisions,
    development,
    from_paper,
    objections,
)

# Under /k/<agency>/<event>/ and under / itself.
of_an_event: list[URLPattern | URLResolver] = [
    path("keputusan/", decisions.decisions, name="decisions"),
    path("keputusan/rancangan-sk.pdf", decisions.decree_draft, name="decree_draft"),
    path("keputusan/semua/", as_proposed.as_proposed, name="decide_all"),
    path("keputusan/catat-surat/", from_paper.record_many, name="decisions_record"),
    path("keputusan/mulai/", decisions.begin, name="decisions_begin"),
    path("keputusan/terbitkan/", decisions.issue, name="decrees_issue"),
    path("keputusan/ubah-sasaran/", decisions.change_target, name="change_target"),
    path("keputusan/<person:person>/", decisions.decide, name="decide"),
    path("keputusan/<person:person>/catat/", decisions.record, name="decision_record"),
    path("pengumuman/", announcing.announcements, name="announcements"),
    path("keberatan/", objections.objections, name="objections"),
    path("keberatan/<person:person>/<int:number>/", objections.answer, name="objection"),
    path("pengembangan/", development.development, name="development"),
]
of_the_house: list[URLPattern | URLResolver] = []
