"""Addresses of: Signing in the browser: own devices, acts of two people, what waits for a second person."""

from django.urls import URLPattern, URLResolver, path

from selaras.web.office.signing import acts, devices, log_key, sentences, starting

# Under /k/<agency>/<event>/ and under / itself.
of_an_event: list[URLPattern | URLResolver] = [
    path("perangkat/", devices.devices, name="devices"),
    path("perangkat/kalimat/", sentences.sentence, name="signing_sentence"),
    path("perangkat/<part:device>/rantai/", devices.chain, name="device_chain"),
    path("perangkat/<part:device>/cabut/", devices.revoke, name="device_revoke"),
    path("kunci/", log_key.log_key, name="log_key"),
    path("tindakan/", acts.waiting, name="pending_acts"),
    path("tindakan/ajukan/<part:verb>/", starting.start, name="pending_ask"),
    path("tindakan/<int:number>/", acts.one_act, name="pending_act"),
    path("tindakan/<int:number>/tarik/", acts.withdraw, name="pending_withdraw"),
]
of_the_house: list[URLPattern | URLResolver] = []
