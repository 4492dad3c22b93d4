"""Addresses of: Slates, what-if and why-not, the officer's choice."""

from django.urls import URLPattern, URLResolver

# Under /k/<agency>/<event>/ and under / itself.
of_an_event: list[URLPattern | URLResolver] = []
of_the_house: list[URLPattern | URLResolver] = []
