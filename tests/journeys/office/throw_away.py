"""The server's way in on a cluster of the tests, which gives up durability for speed."""

from django.core.handlers.wsgi import WSGIHandler


def application() -> WSGIHandler:
    """Return the office's own application, on a database that says that nobody will miss it."""
    from selaras import settings, wsgi

    settings.DATABASES["default"]["THROW_AWAY"] = True
    return wsgi.application()
