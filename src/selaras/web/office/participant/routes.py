"""Addresses of: A participant's own page, and the papers that participants hand in."""

from django.urls import URLPattern, URLResolver, path

from selaras.web.office.participant import handed_in, own

# Under /k/<agency>/<event>/ and under / itself.
of_an_event: list[URLPattern | URLResolver] = [
    path("saya/", own.own_page, name="own_page"),
    path("saya/data/", own.own_data, name="own_data"),
    path("saya/makalah/", own.hand_in, name="own_paper"),
    path("saya/keberatan/", own.object_to, name="own_objection"),
    path("saya/bukti/", own.own_bundle, name="own_bundle"),
    path("saya/akses/", own.watchers, name="own_watchers"),
    path("makalah/", handed_in.papers, name="papers_in"),
    path("makalah/<person:person>/<int:number>/", handed_in.paper, name="paper_in"),
]
of_the_house: list[URLPattern | URLResolver] = []
