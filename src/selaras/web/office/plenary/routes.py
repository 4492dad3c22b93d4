"""Addresses of: Reveal and plenary, the freeze, minutes, severities, the trail of one score."""

from django.urls import URLPattern, URLResolver

# Under /k/<agency>/<event>/ and under / itself.
of_an_event: list[URLPattern | URLResolver] = []
of_the_house: list[URLPattern | URLResolver] = []
