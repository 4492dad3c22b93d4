"""The server's way in: `gunicorn -c python:selaras.web.hall` (docs/how-to/server-penilaian.md)."""

import gc
import os

from django.core.handlers.wsgi import WSGIHandler


def application() -> WSGIHandler:
    """Return the application, once this process holds the database and the check at start was made.

    A function, not a module's value: looking at this module must never open a database.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "selaras.office_settings")
    # Nothing that is made while starting is garbage. Looking for some costs a tenth of the start, and
    # later, in every full collection, the wait of whoever sends at that moment.
    gc.disable()
    try:
        return _started()
    finally:
        gc.freeze()
        gc.enable()


def _started() -> WSGIHandler:
    from django.core.wsgi import get_wsgi_application

    handler = get_wsgi_application()
    # Looked at now: a route that cannot be loaded must end the start, not every call.
    from selaras.web import urls as urls
    from selaras.web.office.plenary import warming
    from selaras.web.serving import start

    start()
    warming.begin()
    return handler
