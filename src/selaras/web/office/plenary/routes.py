"""Addresses of: Reveal and plenary, the freeze, minutes, severities, the trail of one score."""

from django.urls import URLPattern, URLResolver, path

from selaras.web.office.plenary import confirming, recording, room, severity, trail

# Under /k/<agency>/<event>/ and under / itself.
of_an_event: list[URLPattern | URLResolver] = [
    path("pleno/", room.plenary, name="plenary"),
    path("pleno/konfirmasi/", confirming.own_list, name="own_flagged"),
    path(
        "pleno/konfirmasi/<part:examiner>/<person:person>/<part:method>/",
        confirming.confirm,
        name="confirm_flagged",
    ),
    path("pleno/tetapkan/", room.freeze, name="freeze"),
    path("pleno/berita-acara/", recording.minutes, name="minutes"),
    path("pleno/lanjut/", room.go_on, name="plenary_go_on"),
    path("pleno/<person:person>/", room.person, name="plenary_person"),
    path("penguji/", severity.severities, name="severities"),
    path("penguji/peta/<int:number>.svg", severity.map_picture, name="severity_map"),
    path("penguji/<part:examiner>/", severity.own_report, name="own_severity"),
    path("jejak/<person:person>/", trail.trail, name="trail"),
]
of_the_house: list[URLPattern | URLResolver] = []
