"""Addresses of: Signing in the browser: own devices, acts of two people, what waits for a second person."""

from django.urls import URLPattern, URLResolver

# Under /k/<agency>/<event>/ and under / itself.
of_an_event: list[URLPattern | URLResolver] = []
of_the_house: list[URLPattern | URLResolver] = []
