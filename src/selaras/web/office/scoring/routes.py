"""Addresses of: scoring in a browser: the sheet, attendance, records and 360 answers entered there."""

from django.urls import URLPattern, URLResolver

# Under /k/<agency>/<event>/ and under / itself.
of_an_event: list[URLPattern | URLResolver] = []
of_the_house: list[URLPattern | URLResolver] = []
