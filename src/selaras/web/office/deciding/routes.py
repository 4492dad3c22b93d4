"""Addresses of: Decisions, decrees, announcements, development."""

from django.urls import URLPattern, URLResolver

# Under /k/<agency>/<event>/ and under / itself.
of_an_event: list[URLPattern | URLResolver] = []
of_the_house: list[URLPattern | URLResolver] = []
