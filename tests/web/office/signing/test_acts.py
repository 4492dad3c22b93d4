"""Acts of two people in a browser: both sign, one person alone gets nowhere, whichever way is tried."""

import pytest

from selaras.actions.event_ref import EventRef
from selaras.core.vocabulary import Role
from tests.actions.evidence import live_events
from tests.web.office import offices

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("log_key")]


def test_smoke() -> None:
    live = live_events.designed()
    browser = offices.browser_of(live.ref, Role.SECRETARIAT)
    base = f"/k/{live.ref.agency}/{live.ref.key}/"
    for end in ("tindakan/", "perangkat/", "tindakan/ajukan/lock_scheme/", "perangkat/kalimat/?code=device_revoked"):
        answer = browser.get(base + end)
        assert answer.status_code == 200, (end, answer.status_code, answer.content.decode()[:500])
    answer = browser.post(base + "tindakan/ajukan/lock_scheme/")
    print(answer.status_code, answer.content.decode()[-1500:])
    answer = browser.get(answer["Location"])
    print(answer.status_code, answer.content.decode()[-4000:])
