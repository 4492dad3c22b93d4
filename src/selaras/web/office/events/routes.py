"""Addresses of: events, their steps, import, design, deadlines, cloning, help."""

from django.urls import URLPattern, URLResolver, path

from selaras.web.office.events import help_pages, home

# Under /k/<agency>/<event>/ and under / itself.
of_an_event: list[URLPattern | URLResolver] = [
    path("", home.event_home, name="event_home"),
]
of_the_house: list[URLPattern | URLResolver] = [
    path("", home.start, name="start"),
    path("bahasa/", home.language, name="language"),
    path("bantuan/", help_pages.contents, name="help"),
]
