"""Addresses of: Results: the ranking, one person, the nine boxes, the leader's page."""

from django.urls import URLPattern, URLResolver, path

from selaras.web.office.results import annex, person, ranking

# Under /k/<agency>/<event>/ and under / itself.
of_an_event: list[URLPattern | URLResolver] = [
    path("hasil/", ranking.ranking, name="results"),
    path("hasil/kotak/", ranking.boxes, name="result_boxes"),
    path("hasil/lampiran/", annex.annex, name="result_annex"),
    path("hasil/lampiran/<int:number>.svg", annex.rank_picture, name="result_rank_picture"),
    path("hasil/<person:person>/", person.person, name="result_person"),
]
of_the_house: list[URLPattern | URLResolver] = []
