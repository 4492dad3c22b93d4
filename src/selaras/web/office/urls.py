"""The table of routes of the whole server: tablets, the office, the way in."""

from django.urls import include, path

from selaras.web import urls as tablets

# Before the rooms: what it registers stands in their addresses.
from selaras.web.office import addresses as addresses
from selaras.web.office.api import routes as api
from selaras.web.office.control import routes as control
from selaras.web.office.deciding import routes as deciding
from selaras.web.office.events import routes as events
from selaras.web.office.papers import routes as papers
from selaras.web.office.participant import routes as participant
from selaras.web.office.placing import routes as placing
from selaras.web.office.plenary import routes as plenary
from selaras.web.office.results import routes as results
from selaras.web.office.review import routes as review
from selaras.web.office.scoring import routes as scoring
from selaras.web.office.sign_in import routes as sign_in
from selaras.web.office.signing import routes as signing

ROOMS = (
    sign_in,
    events,
    signing,
    scoring,
    control,
    plenary,
    results,
    placing,
    review,
    deciding,
    papers,
    participant,
    api,
)

urlpatterns = [
    *tablets.urlpatterns,
    path("k/<part:agency>/<part:event>/", include([one for room in ROOMS for one in room.of_an_event])),
    *(one for room in ROOMS for one in room.of_the_house),
]

handler400 = "selaras.web.office.failures.bad_request"
handler403 = "selaras.web.office.failures.forbidden"
handler404 = "selaras.web.office.failures.not_found"
handler500 = "selaras.web.office.failures.fault"
