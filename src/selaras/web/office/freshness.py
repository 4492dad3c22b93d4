"""Whether somebody proved just now to be who is signed in."""

import time

from allauth.account.authentication import get_authentication_records
from django.http import HttpRequest

FRESH_SECONDS = 5 * 60


def is_fresh(request: HttpRequest) -> bool:
    """Return whether this session was proved within five minutes: by signing in, or once more since.

    Not the library's own question: that one lets an account without a password pass at any time. What another
    server says of somebody proves nothing just now: its own session may be hours old.
    """
    if not request.user.is_authenticated:
        return False
    records = get_authentication_records(request, request.user)
    proved = [float(one.get("at", 0)) for one in records if one.get("method") != "socialaccount"]
    return any(0 <= time.time() - at < FRESH_SECONDS for at in proved)
