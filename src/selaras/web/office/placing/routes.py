"""Addresses of: Placing: the leader's page, slates, what if, the deciding officer's choice."""

from django.urls import URLPattern, URLResolver, path

from selaras.web.office.placing import brief, choosing, leading, slates, wishes

# Under /k/<agency>/<event>/ and under / itself.
of_an_event: list[URLPattern | URLResolver] = [
    path("ringkasan/", leading.leading, name="leading"),
    path("ringkasan/satu-halaman.pdf", brief.leading_pdf, name="leading_pdf"),
    path("usulan/", slates.slates, name="slates"),
    path("usulan/susun/", slates.propose_slates, name="slates_propose"),
    path("usulan/garis.svg", slates.frontier_picture, name="slates_frontier"),
    path("usulan/andai/", wishes.what_if_page, name="what_if"),
    path("usulan/pilih/", choosing.choice, name="choice"),
    path("usulan/catat/", choosing.choice_recorded, name="choice_recorded"),
    path("usulan/<person:person>/", slates.slate_person, name="slate_person"),
]
of_the_house: list[URLPattern | URLResolver] = []
